//! The walk through a part's paragraphs: text runs, tracked changes, tables, notes, fields.

use super::numbering::Numbering;
use super::styles::{ListPlace, Styles};
use super::xml::{Event, Part, Tag};
use crate::document::prose::{joined, lines_spaced};
use onetext_model::Problem;
use std::collections::BTreeMap;

/// What the text does not show, counted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// Tracked insertions, which are in the text.
    pub inserted: usize,
    /// Tracked deletions, which are not.
    pub deleted: usize,
    /// Runs marked as hidden.
    pub hidden: usize,
    /// Signs of symbol fonts.
    pub symbols: usize,
    /// Parts that lie in another file.
    pub elsewhere: usize,
    /// Formulas.
    pub formulas: usize,
}

/// A paragraph in the making.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    place: ListPlace,
    /// Its end was deleted: it runs on into the next.
    runs_on: bool,
    /// Paragraphs of text boxes in it, which follow it.
    after: Vec<String>,
}

/// A row of a table, its cells so far.
type Row = Vec<String>;

/// The text of a file, part by part.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    seen: Seen,
    blocks: Vec<String>,
    notes: Vec<String>,
    open: Vec<Paragraph>,
    rows: Vec<Row>,
    /// What a paragraph whose end was deleted leaves to the next.
    carried: String,
    /// The elements that are open around the present one, of those that matter.
    within: Within,
    /// The label of the note being read.
    note: Option<String>,
    /// Whether what is read now is a line between text and notes.
    separates: bool,
    /// Notes in the order in which the text refers to them, endnotes apart.
    numbers: [BTreeMap<String, usize>; 2],
}

/// How many elements of each kind are open.
#[derive(Default)]
struct Within {
    deleted: usize,
    skipped: usize,
    text: usize,
    run_properties: usize,
    paragraph_properties: usize,
    changed_properties: usize,
    hidden: bool,
    hidden_seen: bool,
}

impl<'a> Body<'a> {
    /// Nothing read yet.
    pub fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            seen: Seen::default(),
            blocks: vec![],
            notes: vec![],
            open: vec![],
            rows: vec![],
            carried: String::new(),
            within: Within::default(),
            note: None,
            separates: false,
            numbers: Default::default(),
        }
    }

    /// Reads a part: the main text, or its footnotes or endnotes.
    ///
    /// # Errors
    /// As [`Part::each`].
    pub fn read(&mut self, part: &Part) -> Result<(), Problem> {
        part.each(|event| {
            match event {
                Event::Open(tag) => self.open(&tag),
                Event::Close(name) => self.close(name),
                Event::Text(text) => self.text(&text),
            }
            Ok(())
        })?;
        if !self.carried.is_empty() {
            let text = std::mem::take(&mut self.carried);
            self.put(text);
        }
        Ok(())
    }

    /// The text, with what it does not show. Notes stand at its end.
    pub fn finish(self) -> (String, Seen) {
        (joined(self.blocks.into_iter().chain(self.notes)), self.seen)
    }

    fn open(&mut self, tag: &Tag) {
        let within = &mut self.within;
        match tag.name.as_str() {
            "Fallback" | "oMath" => {
                self.seen.formulas += usize::from(tag.name == "oMath" && within.skipped == 0);
                within.skipped += 1;
            }
            _ if within.skipped > 0 => {}
            "rPrChange" | "pPrChange" | "numberingChange" => within.changed_properties += 1,
            _ if within.changed_properties > 0 => {}
            "pPr" => within.paragraph_properties += 1,
            "rPr" => within.run_properties += 1,
            "del" | "moveFrom" if within.paragraph_properties > 0 => self.end_deleted(),
            "ins" | "moveTo" if within.paragraph_properties > 0 => {}
            "del" | "moveFrom" => {
                within.deleted += 1;
                self.seen.deleted += 1;
            }
            "ins" | "moveTo" => self.seen.inserted += 1,
            "vanish" if within.run_properties > 0 && within.paragraph_properties == 0 => {
                within.hidden = tag.is_on();
            }
            "r" => (within.hidden, within.hidden_seen) = (false, false),
            "t" => within.text += 1,
            "tr" => self.rows.push(vec![]),
            "tc" => self
                .rows
                .last_mut()
                .into_iter()
                .for_each(|row| row.push(String::new())),
            "p" => self.open.push(Paragraph::default()),
            "altChunk" | "subDoc" => self.seen.elsewhere += 1,
            "footnote" | "endnote" => self.begin_note(tag),
            name => self.detail(name, tag),
        }
    }

    /// What stands within a paragraph.
    fn detail(&mut self, name: &str, tag: &Tag) {
        let deleted = self.within.deleted > 0;
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        match name {
            "pStyle" => tag.get("val").clone_into(&mut paragraph.style),
            "numId" | "ilvl" => paragraph.place.take(name, tag.get("val")),
            _ if deleted || self.within.hidden || self.within.paragraph_properties > 0 => {}
            "tab" | "ptab" => paragraph.text.push(' '),
            "br" | "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('\u{2011}'),
            "sym" => self.seen.symbols += 1,
            "footnoteReference" | "endnoteReference" => {
                paragraph.text += &label(&mut self.numbers, name == "endnoteReference", tag);
            }
            _ => {}
        }
    }

    fn end_deleted(&mut self) {
        self.seen.deleted += 1;
        self.open
            .last_mut()
            .into_iter()
            .for_each(|it| it.runs_on = true);
    }

    /// Notes of kind `separator` hold no text of anybody's.
    fn begin_note(&mut self, tag: &Tag) {
        let own = matches!(tag.get("type"), "" | "normal");
        self.separates = !own;
        let label = own.then(|| label(&mut self.numbers, tag.name == "endnote", tag));
        self.note = label.map(|label| format!("{label} "));
    }

    fn close(&mut self, name: &str) {
        let within = &mut self.within;
        match name {
            "Fallback" | "oMath" => within.skipped = within.skipped.saturating_sub(1),
            _ if within.skipped > 0 => {}
            "rPrChange" | "pPrChange" | "numberingChange" => {
                within.changed_properties = within.changed_properties.saturating_sub(1);
            }
            _ if within.changed_properties > 0 => {}
            "pPr" => within.paragraph_properties = within.paragraph_properties.saturating_sub(1),
            "rPr" => within.run_properties = within.run_properties.saturating_sub(1),
            "del" | "moveFrom" if within.paragraph_properties == 0 => {
                within.deleted = within.deleted.saturating_sub(1);
            }
            "t" => within.text = within.text.saturating_sub(1),
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "footnote" | "endnote" => (self.note, self.separates) = (None, false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let within = &mut self.within;
        if within.text == 0 || within.skipped > 0 || within.deleted > 0 {
            return;
        }
        if within.hidden {
            self.seen.hidden += usize::from(!within.hidden_seen);
            within.hidden_seen = true;
            return;
        }
        if let Some(paragraph) = self.open.last_mut() {
            paragraph
                .text
                .extend(text.chars().filter(|c| *c != '\u{ad}'));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else {
            return;
        };
        if paragraph.runs_on {
            self.carried += &paragraph.text;
            paragraph.after.into_iter().for_each(|text| self.put(text));
            return;
        }
        let text = std::mem::take(&mut self.carried) + &paragraph.text;
        let text = lines_spaced(&text);
        if !text.is_empty() {
            let place = self.styles.place(&paragraph.style, paragraph.place);
            let label = self.numbering.next(&place);
            self.put(format!("{label}{text}"));
        }
        paragraph.after.into_iter().for_each(|text| self.put(text));
    }

    /// A finished paragraph: after the one it stands in, in its cell, among the notes, or in the text.
    fn put(&mut self, text: String) {
        if self.separates {
            return;
        }
        if let Some(around) = self.open.last_mut() {
            around.after.push(text);
        } else if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            *cell += &text.replace('\n', " ");
        } else if let Some(label) = &mut self.note {
            self.notes.push(format!("{}{text}", std::mem::take(label)));
        } else {
            self.blocks.push(text);
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        if row.iter().any(|cell| !cell.is_empty()) {
            self.put(row.join(" | "));
        }
    }
}

/// A note's mark: `[1]`, for endnotes `[e1]`.
fn label(numbers: &mut [BTreeMap<String, usize>; 2], end: bool, tag: &Tag) -> String {
    let numbers = &mut numbers[usize::from(end)];
    let next = numbers.len() + 1;
    let number = numbers.entry(tag.get("id").to_owned()).or_insert(next);
    format!("[{}{number}]", if end { "e" } else { "" })
}
