//! Which kind of document a file is: by its first bytes, else by the ending of its name.

use super::refusal;
use onetext_model::Problem;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A Word file (`.docx`).
    Word,
    /// The text layer of a PDF.
    Pdf,
    /// An e-mail (`.eml`).
    Mail,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "web page",
            Self::Word => "Word",
            Self::Pdf => "PDF",
            Self::Mail => "e-mail",
        }
    }
}

/// How far into a PDF its mark may stand, in bytes.
const PDF_MARK_WITHIN: usize = 1024;
const SAVE_AS: &str = "save it as `.docx`, `.html`, `.pdf` or `.txt`";

/// What is told by its first bytes and cannot be read, with the way to mend it.
const NOT_READ: [(&[u8], &str, &str); 7] = [
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is a file of older Office programs, an Outlook message, or protected by a password",
        "open it, take the password out, and save it as `.docx`, or a message as `.eml`",
    ),
    (
        b"{\\rtf",
        "is rich text (RTF)",
        "open it in Word and save it as `.docx`",
    ),
    (
        b"\x89PNG",
        "is a picture",
        "run it through text recognition first",
    ),
    (
        b"\xff\xd8\xff",
        "is a picture",
        "run it through text recognition first",
    ),
    (
        b"GIF8",
        "is a picture",
        "run it through text recognition first",
    ),
    (
        b"\x1f\x8b",
        "is compressed",
        "unpack it, and add the files in it",
    ),
    (
        b"7z\xbc\xaf",
        "is an archive",
        "unpack it, and add the files in it",
    ),
];

/// The kind of a file.
///
/// # Errors
/// A kind that is known and not read.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Kind, Problem> {
    for (mark, what, mend) in NOT_READ {
        if bytes.starts_with(mark) {
            return Err(refusal(name, what, mend));
        }
    }
    let head = &bytes[..bytes.len().min(PDF_MARK_WITHIN)];
    let ending = name
        .rsplit_once('.')
        .map_or(String::new(), |(_, e)| e.to_lowercase());
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Word);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    match ending.as_str() {
        "txt" | "md" | "markdown" | "text" => return Ok(Kind::Text),
        "html" | "htm" | "xhtml" => return Ok(Kind::Html),
        "eml" | "mbox" => return Ok(Kind::Mail),
        "docx" | "docm" | "dotx" => {
            let what = "is not a Word file: it does not begin as one";
            return Err(refusal(
                name,
                what,
                "have it sent again, or save it anew from Word",
            ));
        }
        "pdf" if find(head, b"%PDF-").is_some() => return Ok(Kind::Pdf),
        "pdf" => {
            let what = "is not a PDF: it does not begin as one";
            return Err(refusal(name, what, "have it sent again"));
        }
        "mht" | "mhtml" => return Ok(Kind::Mail),
        "doc" | "odt" | "pages" | "msg" | "rtf" => {
            return Err(refusal(
                name,
                format!("files ending in `.{ending}` are not read"),
                SAVE_AS,
            ));
        }
        _ => {}
    }
    Ok(by_look(head))
}

/// A file without a known ending: a page or a mail by its first words, else text.
fn by_look(head: &[u8]) -> Kind {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Kind::Html;
    }
    let mails = [
        "received: ",
        "return-path: ",
        "delivered-to: ",
        "mime-version: ",
        "message-id: ",
    ];
    if mails.iter().any(|start| head.starts_with(start)) {
        return Kind::Mail;
    }
    Kind::Text
}

/// Where `needle` stands in `bytes`, first.
pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == first) {
        if bytes[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_bytes_before_names() {
        let check = |name: &str, bytes: &[u8], expect: Result<Kind, &str>| {
            let found = of(name, bytes).map_err(|p| p.what);
            match (found, expect) {
                (Ok(found), Ok(expect)) => assert_eq!(found, expect, "{name}"),
                (Err(what), Err(part)) => assert!(what.contains(part), "{what}"),
                (found, expect) => panic!("{name}: {found:?}, not {expect:?}"),
            }
        };
        check("a.md", b"# A", Ok(Kind::Text));
        check("a", b"words", Ok(Kind::Text));
        check("a.HTM", b"words", Ok(Kind::Html));
        check("a", b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>", Ok(Kind::Html));
        check("a", b"Received: from x\r\n", Ok(Kind::Mail));
        check("a.eml", b"From: x", Ok(Kind::Mail));
        check("a.txt", b"%PDF-1.4", Ok(Kind::Pdf));
        check("a.pdf", b"junk\n%PDF-1.4", Ok(Kind::Pdf));
        check("a.bin", b"PK\x03\x04", Ok(Kind::Word));
        check("a.pdf", b"words", Err("does not begin as one"));
        check("a.docx", b"words", Err("does not begin as one"));
        check(
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            Err("password"),
        );
        check("a.odt", b"words", Err("`.odt` are not read"));
        check("a.txt", b"{\\rtf1", Err("RTF"));
    }

    #[test]
    fn find_finds_the_first() {
        assert_eq!(find(b"aabab", b"ab"), Some(1));
        assert_eq!(find(b"aa", b"ab"), None);
        assert_eq!(find(b"", b"a"), None);
    }
}
