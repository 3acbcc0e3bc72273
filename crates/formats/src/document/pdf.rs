//! The text layer of a PDF: letters with their places, put together to lines and paragraphs.
//!
//! A small reader of our own: it finds the objects by walking through the file instead of trusting its table, counts
//! every byte it unpacks, follows nothing twice, and knows of drawing only what moves text.

mod content;
mod file;
mod filter;
mod font;
mod glyph;
mod lines;
mod map;
mod object;
mod page;

use super::{Document, Kind, Proposed, counted, day, refusal, value};
use content::Drawn;
use file::Pdf;
use object::Object;
use onetext_model::Problem;
use std::borrow::Cow;

/// How many pages without text are named.
const MOST_NAMED: usize = 20;

/// Reads the text layer of a PDF.
///
/// # Errors
/// Protected files, those beyond the limits, and those without text that can be read.
pub(super) fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    let fault = |fault: Fault| refusal(file, fault.0, fault.1);
    let pdf = Pdf::open(bytes).map_err(fault)?;
    let pages = page::pages(&pdf);
    if pages.is_empty() {
        let mend = "have it sent again, or save it anew as PDF";
        return Err(refusal(file, "has no page that can be found", mend));
    }
    let (mut drawn, mut unknown) = (vec![], 0);
    let mut budget = content::Budget::default();
    for page in &pages {
        let one: Drawn = content::draw(&pdf, page, &mut budget).map_err(fault)?;
        unknown += one.unknown;
        drawn.push(one.lines);
    }
    let known: usize = drawn
        .iter()
        .flatten()
        .map(|line| line.text.chars().count())
        .sum();
    if known == 0 && unknown == 0 {
        return Err(refusal(
            file,
            "has no text layer",
            "run it through text recognition first",
        ));
    }
    if unknown > known {
        let what = format!("does not say which letters {unknown} of its signs stand for");
        return Err(refusal(
            file,
            what,
            "run it through text recognition, or ask for the file it was made from",
        ));
    }
    let mut notes = vec![
        "the layout is lost: columns, tables and headings are told apart by their places only"
            .to_owned(),
    ];
    notes.extend(empty_pages(&drawn));
    if unknown > 0 {
        notes.push(format!(
            "left out {} of fonts that do not say their letters",
            counted(unknown, "sign")
        ));
    }
    let text = lines::text(drawn, &mut notes);
    let proposed = proposed(&pdf);
    if proposed.on.is_some() {
        notes.push(
            "the day is the one the file was made, which need not be the day it bears".to_owned(),
        );
    }
    Ok(Document {
        kind: Kind::Pdf,
        encoding: None,
        text: Cow::Owned(text),
        notes,
        proposed,
    })
}

/// What is wrong with a PDF, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault(String, &'static str);

fn empty_pages(drawn: &[Vec<lines::Line>]) -> Option<String> {
    let empty: Vec<usize> = (1..)
        .zip(drawn)
        .filter(|(_, lines)| lines.is_empty())
        .map(|(n, _)| n)
        .collect();
    let named: Vec<String> = empty
        .iter()
        .take(MOST_NAMED)
        .map(usize::to_string)
        .collect();
    let more = if empty.len() > MOST_NAMED {
        " and others"
    } else {
        ""
    };
    let pages = if empty.len() == 1 { "page" } else { "pages" };
    (!empty.is_empty()).then(|| {
        format!("{pages} {}{more} without a text layer: run them through text recognition if they matter", named.join(", "))
    })
}

/// What the file says about itself.
fn proposed(pdf: &Pdf<'_>) -> Proposed {
    let Some(info) = pdf.trailer.get("Info").map(|info| pdf.resolve(info)) else {
        return Proposed::default();
    };
    let text = |key: &str| match info
        .table()
        .and_then(|t| t.get(key))
        .map(|it| pdf.resolve(it))
    {
        Some(Object::Text(bytes)) => value(&words(bytes)),
        _ => None,
    };
    let made = text("CreationDate").and_then(|it| {
        let digits = it.trim_start_matches("D:");
        let (year, month, date) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
        day(&format!("{year}-{month}-{date}"))
    });
    Proposed {
        title: text("Title"),
        author: text("Author"),
        on: made,
        ..Proposed::default()
    }
}

/// A text of the file's own facts: UTF-16 or UTF-8 with a mark, else near Latin-1.
fn words(bytes: &[u8]) -> String {
    let encoding =
        encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::WINDOWS_1252, |(it, _)| it);
    encoding.decode(bytes).0.into_owned()
}
