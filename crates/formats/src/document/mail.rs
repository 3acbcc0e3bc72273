//! E-mail: the plain text, else the page in it; messages within it to a bounded depth; attachments listed.

use super::{Document, Kind, Proposed, counted, encoding, html, prose, refusal, value};
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use onetext_model::{Date, Problem};
use std::borrow::Cow;

/// How deep messages within messages are read.
const MOST_DEEP: usize = 5;
/// How many parts and messages a mail may announce.
const MOST_PARTS: usize = 10_000;
/// How many attachments are named among the remarks.
const MOST_NAMED: usize = 50;

/// Reads a mail.
///
/// # Errors
/// Several mails in one file, no mail at all, none of its text readable, and more parts than allowed.
pub(super) fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    let bytes = single(file, bytes)?;
    let nested = announced(bytes);
    if nested > MOST_PARTS {
        let what = format!("holds {nested} parts or messages, more than {MOST_PARTS}");
        return Err(refusal(
            file,
            what,
            "save the message that matters by itself",
        ));
    }
    let message = MessageParser::default()
        .parse(bytes)
        .filter(|m| !m.headers().is_empty());
    let Some(message) = message else {
        let mend = "save the message again as `.eml`, or its words as `.txt`";
        return Err(refusal(
            file,
            "is no e-mail: it does not begin with headers",
            mend,
        ));
    };
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let page = ending.eq_ignore_ascii_case("mht") || ending.eq_ignore_ascii_case("mhtml");
    let mut reader = Reader {
        page,
        ..Reader::default()
    };
    reader.message(&message, 0);
    let text = prose::joined(&reader.blocks);
    if text.is_empty() {
        let mend = "if it is encrypted, save it decrypted; if all is in attachments, add these";
        return Err(refusal(file, "holds no text to read", mend));
    }
    let proposed = if page {
        std::mem::take(&mut reader.proposed)
    } else {
        headers(&message)
    };
    let notes = reader.notes(&text);
    Ok(Document {
        kind: Kind::Mail,
        encoding: None,
        text: Cow::Owned(text),
        notes,
        proposed,
    })
}

/// The mail in a mailbox of one. A mailbox begins each mail with a line `From `.
fn single<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8], Problem> {
    if !bytes.starts_with(b"From ") {
        return Ok(bytes);
    }
    let end = bytes
        .iter()
        .position(|b| *b == b'\n')
        .map_or(bytes.len(), |at| at + 1);
    let rest = &bytes[end..];
    let lines = rest.split(|b| *b == b'\n');
    let more = lines
        .filter(|line| line.starts_with(b"From ") && line.contains(&b':'))
        .count();
    if more > 0 {
        let what = format!("is a mailbox of {} mails", more + 1);
        return Err(refusal(
            file,
            what,
            "save each as a file of its own (`.eml`)",
        ));
    }
    Ok(rest)
}

/// How many parts and messages the bytes may hold at most.
fn announced(bytes: &[u8]) -> usize {
    let lines = bytes.split(|b| *b == b'\n');
    let announces = |line: &&[u8]| {
        let head = &line[..line.len().min(13)];
        head.eq_ignore_ascii_case(b"content-type:")
    };
    lines.filter(announces).count()
}

/// What the headers say.
fn headers(message: &Message<'_>) -> Proposed {
    let day = message
        .date()
        .map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    let from = message.from().map(addresses).and_then(|it| value(&it));
    Proposed {
        title: message.subject().and_then(value),
        on: day.and_then(|day| Date::parse(&day)),
        outlet: from.clone(),
        author: from,
        to: message.to().map(addresses).and_then(|it| value(&it)),
        channel: Some("e-mail".to_owned()),
        language: None,
    }
}

fn addresses(address: &Address<'_>) -> String {
    let one = |addr: &mail_parser::Addr<'_>| match (addr.name(), addr.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let all: Vec<String> = address.iter().take(20).map(one).collect();
    all.join(", ")
}

#[derive(Default)]
struct Reader {
    page: bool,
    blocks: Vec<String>,
    attachments: Vec<String>,
    remarks: Vec<String>,
    proposed: Proposed,
    deeper: usize,
    unread: usize,
}

impl Reader {
    fn message(&mut self, message: &Message<'_>, depth: usize) {
        for part in message.text_bodies() {
            self.unread += usize::from(part.is_encoding_problem);
            match &part.body {
                PartType::Text(text) => self.blocks.push(plain(text)),
                PartType::Html(page) if self.page => {
                    let text = html::text_of(page, &mut self.remarks);
                    self.blocks.push(text);
                    self.proposed = html::fragment(page).1;
                }
                PartType::Html(page) => self.blocks.push(html::fragment(page).0),
                _ => {}
            }
        }
        for part in message.attachments() {
            match &part.body {
                PartType::Message(_) if depth + 1 >= MOST_DEEP => self.deeper += 1,
                PartType::Message(inner) => {
                    self.blocks.push(heading(inner));
                    self.message(inner, depth + 1);
                }
                _ => self.attachments.push(attachment(part)),
            }
        }
    }

    fn notes(self, text: &str) -> Vec<String> {
        let mut notes = self.remarks;
        if self.unread > 0 {
            notes.push(format!(
                "{} not encoded as announced",
                counted(self.unread, "part")
            ));
        }
        if text.contains('\u{fffd}') {
            let (number, line) = encoding::lost(text);
            let lost = counted(number, "character");
            notes.push(format!(
                "{lost} could not be read and became \u{fffd}, first on line {line}"
            ));
        }
        if self.deeper > 0 {
            let left = counted(self.deeper, "message");
            notes.push(format!(
                "left out {left} nested more than {MOST_DEEP} deep, with all in it"
            ));
        }
        let more = self.attachments.len().saturating_sub(MOST_NAMED);
        notes.extend(self.attachments.into_iter().take(MOST_NAMED));
        if more > 0 {
            notes.push(format!("left out {}", counted(more, "more attachment")));
        }
        notes
    }
}

/// A plain text as it stands, but for line ends, blanks at their ends and NULs.
fn plain(text: &str) -> String {
    let text = prose::line_feeds(text).replace('\0', "");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// What stands before a message within a message: whose words follow.
fn heading(message: &Message<'_>) -> String {
    let said = headers(message);
    let day = said.on.map(|day| day.to_string());
    let lines = [
        ("From", said.author),
        ("To", said.to),
        ("Date", day),
        ("Subject", said.title),
    ];
    let lines = lines
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
    lines.collect::<Vec<_>>().join("\n")
}

fn attachment(part: &MessagePart<'_>) -> String {
    let name = part.attachment_name().and_then(value);
    let kind = part.content_type().map(|it| match it.subtype() {
        Some(sub) => format!("{}/{sub}", it.ctype()),
        None => it.ctype().to_owned(),
    });
    let name = name.map_or("without a name".to_owned(), |name| format!("`{name}`"));
    let kind = kind
        .and_then(|kind| value(&kind))
        .unwrap_or_else(|| "of no kind".to_owned());
    format!(
        "left out the attachment {name} ({kind}, {} bytes): add it by itself if it matters",
        part.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: Ada Venn <venn@asteria.example>\r\nTo: desk@mediation.example\r\n\
        Date: Fri, 09 May 2031 10:00:00 +0200\r\nSubject: =?utf-8?q?Harbour_=E2=80=93_our_view?=\r\nMIME-Version: 1.0\r\n";

    fn check(body: &str, expect: &str) -> Vec<String> {
        let mail = format!("{MAIL}{}", body.replace('\n', "\r\n"));
        let read = read("a.eml", mail.as_bytes()).unwrap();
        assert_eq!(read.text, expect);
        assert_eq!(read.proposed.title.as_deref(), Some("Harbour – our view"));
        assert_eq!(
            read.proposed.outlet.as_deref(),
            Some("Ada Venn <venn@asteria.example>")
        );
        assert_eq!(read.proposed.on, Date::parse("2031-05-09"));
        read.notes
    }

    #[test]
    fn bodies_of_several_kinds() {
        check(
            "\nWe accept.\n\n> You said: 60 days\nNo.\n",
            "We accept.\n\n> You said: 60 days\nNo.\n",
        );
        check(
            "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n5MEu\n",
            "Да.\n",
        );
        check(
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nici\n",
            "café ici\n",
        );
        check(
            "Content-Type: text/html\n\n<p>We <b>accept</b>.<p>Soon.",
            "We accept.\n\nSoon.\n",
        );
    }

    #[test]
    fn plain_text_is_preferred_and_attachments_are_listed() {
        let body = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=y\n\n\
            --y\nContent-Type: text/plain\n\nplain\n--y\nContent-Type: text/html\n\n<p>page</p>\n--y--\n\
            --x\nContent-Type: application/pdf; name=plan.pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nJVBERi0=\n--x--\n";
        let notes = check(body, "plain\n");
        assert_eq!(
            notes,
            [
                "left out the attachment `plan.pdf` (application/pdf, 5 bytes): add it by itself if it matters"
            ]
        );
    }

    fn nested(depth: usize) -> String {
        let mut mail = "Subject: last\r\n\r\nthe last words\r\n".to_owned();
        for n in 0..depth {
            mail = format!(
                "Subject: s{n}\r\nContent-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n\r\nwords {n}\r\n--b{n}\r\nContent-Type: message/rfc822\r\n\r\n{mail}\r\n--b{n}--\r\n"
            );
        }
        mail
    }

    #[test]
    fn messages_within_messages_are_read_to_a_depth() {
        let two = nested(2);
        let found = read("a.eml", two.as_bytes()).unwrap();
        assert_eq!(
            found.text,
            "words 1\n\nSubject: s0\n\nwords 0\n\nSubject: last\n\nthe last words\n"
        );
        for deep in [1_000, 4_000] {
            let mail = nested(deep);
            let found = read("a.eml", mail.as_bytes()).unwrap();
            assert!(
                found.text.len() < 1_000 && found.text.starts_with("words"),
                "{}",
                found.text
            );
            assert!(
                found
                    .notes
                    .iter()
                    .any(|n| n.contains("nested more than 5 deep")),
                "{:?}",
                found.notes
            );
        }
    }

    #[test]
    fn what_is_no_mail_is_refused() {
        let refused = |bytes: &[u8], expect: &str| {
            let said = read("a.eml", bytes).unwrap_err().to_string();
            assert!(said.contains(expect), "{said}");
        };
        refused(b"", "is no e-mail");
        refused(
            b"Subject: x\r\nContent-Type: application/pkcs7-mime\r\n\r\nAAAA\r\n",
            "no text",
        );
        refused(b"From a@b Fri May  9 10:00:00 2031\nSubject: x\n\nx\n\nFrom c@d Fri May  9 10:00:00 2031\nSubject: y\n\ny\n", "a mailbox of 2");
        refused(
            "Content-Type: message/rfc822\r\n\r\n"
                .repeat(10_001)
                .as_bytes(),
            "10001 parts",
        );
        let one = read(
            "a.mbox",
            b"From a@b Fri May  9 10:00:00 2031\nSubject: x\n\nx\n",
        )
        .unwrap();
        assert_eq!(one.text, "x\n");
    }
}
