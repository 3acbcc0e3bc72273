//! Word files: the text as it reads with every tracked change accepted, and what was left out.
//!
//! A small layer of our own on `zip` and `quick-xml`. Nothing is taken from the file but the parts named here;
//! pictures, macros and what lies outside are never opened.

mod body;
mod numbering;
mod package;
mod styles;
mod xml;

use super::{Document, Kind, Proposed, counted, day, prose, value};
use body::{Body, Seen};
use numbering::Numbering;
use onetext_model::Problem;
use package::Package;
use std::borrow::Cow;
use styles::Styles;
use xml::Event;

/// How many comments are quoted among the remarks.
const MOST_COMMENTS: usize = 100;

/// Reads a Word file.
///
/// # Errors
/// Archives that are no Word files, protected ones, those beyond the limits, and broken XML, with the part.
pub(super) fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    let mut package = Package::open(file, bytes)?;
    let main = package.main()?;
    let folder = main
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut part = |name: &str| package.part(&format!("{folder}{name}.xml"));
    let styles = Styles::of(&part("styles")?.unwrap_or_default())?;
    let numbering = Numbering::of(&part("numbering")?.unwrap_or_default())?;
    let notes = [part("footnotes")?, part("endnotes")?];
    let comments = part("comments")?;
    let mut body = Body::new(&styles, numbering);
    if let Some(main) = package.part(&main)? {
        body.read(&main)?;
    }
    for notes in notes.iter().flatten() {
        body.read(notes)?;
    }
    let (text, seen) = body.finish();
    if text.is_empty() {
        let mend =
            "look whether its text is in pictures; if so, run it through text recognition first";
        return Err(super::refusal(file, "holds no text to read", mend));
    }
    let mut remarks = seen.notes();
    remarks.extend(package_notes(&mut package, &folder)?);
    if let Some(comments) = comments {
        remarks.extend(comment_notes(&comments)?);
    }
    let proposed = proposed(&mut package)?;
    if proposed.on.is_some() {
        remarks.push(
            "the day is the one the file was made, which need not be the day it bears".to_owned(),
        );
    }
    Ok(Document {
        kind: Kind::Word,
        encoding: None,
        text: Cow::Owned(text),
        notes: remarks,
        proposed,
    })
}

/// What of the package was left alone.
fn package_notes(package: &mut Package<'_>, folder: &str) -> Result<Vec<String>, Problem> {
    let mut notes = vec![];
    let count = |ending: &str, within: &str| {
        package
            .names()
            .filter(|n| n.ends_with(ending) && n.contains(within))
            .count()
    };
    if count("vbaProject.bin", "") > 0 {
        notes.push("it holds macros, which were neither read nor run".to_owned());
    }
    let margins = count(".xml", "/header") + count(".xml", "/footer");
    if margins > 0 {
        notes.push(format!(
            "left out {} of headers and footers",
            counted(margins, "part")
        ));
    }
    let pictures = count("", "/media/");
    if pictures > 0 {
        notes.push(format!("left out {}", counted(pictures, "picture")));
    }
    let embedded = count("", "/embeddings/");
    if embedded > 0 {
        notes.push(format!("left out {}", counted(embedded, "embedded file")));
    }
    let mut outside = 0;
    for part in ["document", "footnotes", "endnotes", "comments", "settings"] {
        let name = format!("{folder}_rels/{part}.xml.rels");
        if let Some(relations) = package.part(&name)? {
            relations.each(|event| {
                outside += usize::from(
                    matches!(&event, Event::Open(tag) if tag.get("TargetMode") == "External"),
                );
                Ok(())
            })?;
        }
    }
    if outside > 0 {
        notes.push(format!(
            "{} to the outside, not followed",
            counted(outside, "reference")
        ));
    }
    Ok(notes)
}

/// Comments: listed, since they are no part of the text.
fn comment_notes(part: &xml::Part) -> Result<Vec<String>, Problem> {
    let (mut notes, mut author, mut words) = (vec![], String::new(), None::<String>);
    part.each(|event| {
        match event {
            Event::Open(tag) if tag.name == "comment" => {
                author = tag.get("author").to_owned();
                words = Some(String::new());
            }
            Event::Open(tag) if tag.name == "p" => words.iter_mut().for_each(|it| it.push(' ')),
            Event::Text(text) => words.iter_mut().for_each(|it| it.push_str(&text)),
            Event::Close("comment") => {
                let text = prose::spaced(&words.take().unwrap_or_default());
                let short: String = text.chars().take(200).collect();
                notes.push(format!("left out a comment by {author}: “{short}”"));
            }
            _ => {}
        }
        Ok(())
    })?;
    if notes.len() > MOST_COMMENTS {
        let more = notes.len() - MOST_COMMENTS;
        notes.truncate(MOST_COMMENTS);
        notes.push(format!("left out {}", counted(more, "more comment")));
    }
    Ok(notes)
}

/// What the file says about itself in `docProps/core.xml`.
fn proposed(package: &mut Package<'_>) -> Result<Proposed, Problem> {
    let mut proposed = Proposed::default();
    let Some(core) = package.part("docProps/core.xml")? else {
        return Ok(proposed);
    };
    let mut words = String::new();
    core.each(|event| {
        match event {
            Event::Open(_) => words.clear(),
            Event::Text(text) => words.push_str(&text),
            Event::Close("title") => proposed.title = value(&words),
            Event::Close("creator") => proposed.author = value(&words),
            Event::Close("language") => proposed.language = value(&words),
            Event::Close("created") => proposed.on = day(&words),
            Event::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(proposed)
}

impl Seen {
    /// What the text does not show.
    fn notes(&self) -> Vec<String> {
        let mut notes = vec![];
        if self.inserted + self.deleted > 0 {
            notes.push(format!(
                "tracked changes are read as accepted: {} in the text, {} left out",
                counted(self.inserted, "insertion"),
                counted(self.deleted, "deletion")
            ));
        }
        for (number, word) in [
            (self.hidden, "hidden piece"),
            (self.symbols, "sign of a symbol font"),
            (self.elsewhere, "part that lies in another file"),
            (self.formulas, "formula"),
        ] {
            if number > 0 {
                let word = if number == 1 {
                    format!("1 {word}")
                } else {
                    plural(number, word)
                };
                notes.push(format!("left out {word}"));
            }
        }
        notes
    }
}

fn plural(number: usize, word: &str) -> String {
    let (head, tail) = word.split_once(' ').unwrap_or((word, ""));
    match head {
        "sign" | "part" => format!("{number} {head}s {tail}"),
        _ => counted(number, word),
    }
}
