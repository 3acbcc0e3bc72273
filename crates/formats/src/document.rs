//! Documents as received (text, web pages, Word, PDF, mail) as reading text, with what was left out.
//!
//! Reading is a pure function of a file's name and bytes. Nothing a document points at is ever fetched or run.
//! What each kind gives and leaves out is said in `docs/reference/documents.md`.
//!
//! | module | one idea |
//! |---|---|
//! | `kind` | which kind of document this is |
//! | `encoding` | bytes as text, by mark, by declaration, or guessed |
//! | `guard` | a fault in a library becomes a refusal |
//! | `prose` | paragraphs put together |
//! | `html`, `word`, `pdf`, `mail` | the readers |

mod encoding;
mod guard;
mod html;
mod kind;
mod mail;
mod pdf;
mod prose;
mod word;

use onetext_model::{Date, Place, Problem};
use std::borrow::Cow;

pub use kind::Kind;

/// How large a document may be, in bytes; the same as for any source.
pub const MOST_BYTES: usize = onetext_record::MAX_SOURCE_BYTES;
/// How much reading text a document may give, in bytes.
pub const MOST_TEXT: usize = 256 << 20;
/// How many remarks on one document are kept.
const MOST_NOTES: usize = 200;

/// A document read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// What it was read as.
    pub kind: Kind,
    /// The encoding of its characters, where the whole file has one.
    pub encoding: Option<&'static str>,
    /// The reading text; borrowed where it is the file itself, byte for byte.
    pub text: Cow<'a, str>,
    /// What was left out or is not certain, in sentences without a period.
    pub notes: Vec<String>,
    /// What the document says about itself.
    pub proposed: Proposed,
}

/// What a document says about itself: never more than a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Its title or subject.
    pub title: Option<String>,
    /// The day it was published, sent or made.
    pub on: Option<Date>,
    /// The newspaper, agency, office or sender it comes from.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// To whom it was sent.
    pub to: Option<String>,
    /// How it was said, such as `e-mail`.
    pub channel: Option<String>,
    /// Its language, as a tag such as `en`.
    pub language: Option<String>,
}

/// Reads a document. Its kind is told by its first bytes, else by the ending of its name.
///
/// # Errors
/// What is wrong, where, and how to mend it: a kind that is not read, no text in it, bytes that are no text,
/// broken structure, or more than the limits allow.
///
/// ```
/// let page = b"<html><title>Talks resume</title><p>Both sides met.</p><p>\"We go on,\" she said.</p>";
/// let read = onetext_formats::document::read("page.html", page).unwrap();
/// assert_eq!(read.text, "Both sides met.\n\n\"We go on,\" she said.\n");
/// assert_eq!(read.proposed.title.as_deref(), Some("Talks resume"));
/// ```
pub fn read<'a>(name: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    if bytes.len() > MOST_BYTES {
        let what = format!("is {} bytes long, more than {MOST_BYTES}", bytes.len());
        return Err(refusal(name, what, "split it"));
    }
    let kind = kind::of(name, bytes)?;
    let mut document = match kind {
        Kind::Text => text(name, bytes)?,
        Kind::Html => guard::run(name, || html::read(name, bytes))?,
        Kind::Word => guard::run(name, || word::read(name, bytes))?,
        Kind::Pdf => guard::run(name, || pdf::read(name, bytes))?,
        Kind::Mail => guard::run(name, || mail::read(name, bytes))?,
    };
    without_nulls(&mut document);
    if document.text.len() > MOST_TEXT {
        let what = format!("gives more than {MOST_TEXT} bytes of text");
        return Err(refusal(name, what, "split it"));
    }
    if document.notes.len() > MOST_NOTES {
        let more = document.notes.len() - MOST_NOTES;
        document.notes.truncate(MOST_NOTES);
        document
            .notes
            .push(format!("{more} more remarks of this kind"));
    }
    Ok(document)
}

fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    let decoded = encoding::plain(name, bytes)?;
    Ok(Document {
        kind: Kind::Text,
        encoding: Some(decoded.name),
        notes: decoded.notes(),
        text: decoded.text,
        proposed: Proposed::default(),
    })
}

/// Takes out characters that no text has: programs that read the text after us may stop at one.
fn without_nulls(document: &mut Document<'_>) {
    let nulls = document.text.matches('\0').count();
    if nulls > 0 {
        document.text = document.text.replace('\0', "").into();
        document
            .notes
            .push(format!("left out {nulls} null characters"));
    }
}

/// A refusal of the whole file.
fn refusal(file: &str, what: impl Into<String>, mend: impl Into<String>) -> Problem {
    Problem::new(Place::file(file), what, mend)
}

/// A day at the start of a time such as `2031-05-09T10:00:00Z`.
fn day(text: &str) -> Option<Date> {
    Date::parse(text.trim().get(..10)?)
}

/// A value worth proposing: one line, not empty, of at most 300 characters.
fn value(text: &str) -> Option<String> {
    let line = prose::spaced(text);
    let line: String = line.chars().filter(|c| !c.is_control()).take(300).collect();
    (!line.is_empty()).then_some(line)
}

/// A number with its word: `1 link`, `2 links`.
fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_file_itself() {
        let read = read("a.txt", "Так.\n".as_bytes()).unwrap();
        assert!(matches!(read.text, Cow::Borrowed("Так.\n")));
        assert!(read.notes.is_empty());
    }

    #[test]
    fn days_and_values() {
        assert_eq!(day("2031-05-09T10:00Z"), Date::parse("2031-05-09"));
        assert_eq!(day("9 May"), None);
        assert_eq!(day("ééééééééé"), None);
        assert_eq!(value(" a\n b\u{7} "), Some("a b".to_owned()));
        assert_eq!(value(" \n"), None);
    }
}
