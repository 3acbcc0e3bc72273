//! What works on a file alone, without talks.

use crate::Failure;
use crate::receive::{bytes_of, read};
use onetext_record::{Register, line_of, quotes};
use std::path::Path;

/// The quotes of a document: as JSON, or as lines for people, with remarks on how it was read.
///
/// # Errors
/// [`Failure`] if the file cannot be read.
pub fn quotes_of(path: &Path, json: bool) -> Result<String, Failure> {
    let (_, bytes) = bytes_of(path)?;
    let document = read(path, &bytes)?;
    let text = document.text.as_ref();
    let found = quotes(text, &Register::default());
    if json {
        let value = onetext_report::quotes::json(text, &found);
        return Ok(format!("{value:#}\n"));
    }
    let mut out = String::new();
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
        let (line, _) = line_of(text, quote.start);
        out += &format!("line {line}  {speaker}{channel}\n  “{words}”\n");
    }
    if found.is_empty() {
        out = "no direct quote found\n".to_owned();
    }
    for note in &document.notes {
        out += &format!("note: {note}\n");
    }
    Ok(out)
}
