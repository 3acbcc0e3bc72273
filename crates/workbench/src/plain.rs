//! What works on a file alone, without talks.

use crate::Failure;
use onetext_record::{MAX_SOURCE_BYTES, Register, line_of, quotes, reading_text};
use onetext_store::folder::read_bounded;
use std::path::Path;

/// The quotes of a text file: as JSON, or as lines for people.
///
/// # Errors
/// [`Failure`] if the file cannot be read as text.
pub fn quotes_of(path: &Path, json: bool) -> Result<String, Failure> {
    let bytes = read_bounded(
        path,
        MAX_SOURCE_BYTES as u64,
        "a source may hold at most 256 MiB",
    )?;
    let text = reading_text(&bytes).map_err(|e| {
        Failure::new(
            format!("`{}` cannot be read: {e}", path.display()),
            "Word, PDF and other encodings are not read yet",
        )
    })?;
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
    Ok(out)
}
