//! What works on a file alone, without talks.

use crate::Failure;
use crate::receive::{bytes_of, read};
use onetext_model::Date;
use onetext_record::{Kind, Register, line_of, quotes};
use std::path::Path;

/// What a document quotes and retells: as JSON, or as lines for people, with remarks on how it was read.
/// `source` is the date it bears.
///
/// # Errors
/// [`Failure`] if the file cannot be read.
pub fn quotes_of(path: &Path, source: Option<Date>, json: bool) -> Result<String, Failure> {
    let (_, bytes) = bytes_of(path)?;
    let document = read(path, &bytes)?;
    let text = document.text.as_ref();
    let found = quotes(text, &Register::default());
    if json {
        let value = onetext_report::quotes::json(text, &found, source);
        return Ok(format!("{value:#}\n"));
    }
    let mut out = String::new();
    let (mut line, mut counted) = (1, 0);
    for quote in &found {
        let speaker = quote
            .speaker
            .as_ref()
            .map_or("speaker not named", |m| m.text.as_str());
        let channel = quote
            .channel
            .as_ref()
            .map(|c| format!(" ({c})"))
            .unwrap_or_default();
        let words = text[quote.start..quote.end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        // counted on from the last one: there may be a hundred thousand
        line += line_of(&text[counted..], quote.start - counted).0 - 1;
        counted = quote.start;
        let words = match quote.kind {
            Kind::Direct => format!("“{words}”"),
            Kind::Mixed | Kind::Indirect => words,
        };
        let doubt = if quote.is_doubtful() {
            ", doubtful"
        } else {
            ""
        };
        let denied = if quote.denied { ", denied" } else { "" };
        let hearsay = if quote.hearsay { ", hearsay" } else { "" };
        let kind = quote.kind.word();
        out += &format!(
            "line {line}  {speaker}{channel}, {kind}{denied}{hearsay}{doubt}\n  {words}\n"
        );
    }
    if found.is_empty() {
        out = "no statement found\n".to_owned();
    }
    for note in &document.notes {
        out += &format!("note: {note}\n");
    }
    Ok(out)
}
