//! Tags and text of a page, in one pass: linear in its length whatever it holds.

use quick_xml::escape::resolve_html5_entity;
use std::borrow::Cow;

/// How many attributes of one tag are kept.
const MOST_ATTRIBUTES: usize = 64;
/// The longest name of an entity.
const LONGEST_ENTITY: usize = 32;
/// Elements that hold text without tags.
const RAW: [&str; 7] = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noframes",
];
/// Elements that hold nothing and have no end.
pub(super) const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "keygen",
];

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes, names in lower case.
    pub attributes: Vec<(String, String)>,
    /// Whether nothing can stand in it.
    pub void: bool,
    /// Whether it has more attributes than are kept.
    pub more: bool,
}

impl Tag {
    /// An attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, entities not yet resolved.
    Text(&'a str),
    /// Text of an element that holds no tags, such as `script`.
    Raw(&'a str),
    /// An opening tag.
    Open(Tag),
    /// The name in a closing tag, in lower case.
    Close(String),
}

/// The pieces of a page in order.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    raw: Option<&'static str>,
}

impl<'a> Tokens<'a> {
    /// The pieces of `page`.
    pub fn of(page: &'a str) -> Self {
        Self {
            page,
            at: 0,
            raw: None,
        }
    }

    fn rest(&self) -> &'a str {
        self.page.get(self.at..).unwrap_or_default()
    }

    /// Up to and with `end`, or all that is left.
    fn pass(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let rest = self.rest();
        let mut from = 0;
        let end = loop {
            let Some(at) = rest[from..].find("</").map(|at| from + at) else {
                break rest.len();
            };
            let named = rest.as_bytes().get(at + 2..at + 2 + name.len());
            if named.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                break at;
            }
            from = at + 2;
        };
        self.at += end;
        Token::Raw(&rest[..end])
    }

    fn text(&mut self) -> Token<'a> {
        let rest = self.rest();
        let tag = |at: &usize| {
            matches!(
                rest.as_bytes().get(at + 1),
                Some(b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z')
            )
        };
        let end = rest
            .match_indices('<')
            .map(|(at, _)| at)
            .find(tag)
            .unwrap_or(rest.len());
        self.at += end;
        Token::Text(&rest[..end])
    }

    fn close(&mut self) -> Token<'a> {
        let rest = &self.rest()[2..];
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let name = rest[..end.unwrap_or(rest.len())].to_ascii_lowercase();
        self.pass(">");
        Token::Close(name)
    }

    /// An opening tag; `None` where the page ends within it.
    fn open(&mut self) -> Option<Token<'a>> {
        self.at += 1;
        let name = self.word(&['/', '>']).to_ascii_lowercase();
        let mut tag = Tag {
            void: VOID.contains(&name.as_str()),
            name,
            attributes: vec![],
            more: false,
        };
        loop {
            let rest = self.rest();
            self.at += rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/')
                    .len();
            if self.rest().is_empty() {
                return None;
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                break;
            }
            let (name, value) = self.attribute();
            tag.more |= tag.attributes.len() >= MOST_ATTRIBUTES;
            if !tag.more {
                tag.attributes
                    .push((name.to_ascii_lowercase(), resolved(value).into_owned()));
            }
        }
        self.raw = RAW.iter().find(|raw| **raw == tag.name).copied();
        Some(Token::Open(tag))
    }

    /// Letters up to white space or one of `ends`.
    fn word(&mut self, ends: &[char]) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_ascii_whitespace() || ends.contains(&c));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn attribute(&mut self) -> (&'a str, &'a str) {
        // A name may begin with `=`, so that every turn passes at least one letter.
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let start = self.at;
        self.at += first;
        self.word(&['/', '>', '=']);
        let name = &self.page[start..self.at];
        let after = self.rest().trim_start();
        let Some(value) = after.strip_prefix('=') else {
            return (name, "");
        };
        self.at = self.page.len() - value.trim_start().len();
        for quote in ["\"", "'"] {
            if let Some(quoted) = self.rest().strip_prefix(quote) {
                self.at += 1;
                self.pass(quote);
                return (name, quoted.split(quote).next().unwrap_or_default());
            }
        }
        (name, self.word(&['>']))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if let Some(name) = self.raw.take() {
                return Some(self.raw_text(name));
            }
            let mut letters = rest.as_bytes().iter();
            match (letters.next()?, letters.next()) {
                (b'<', Some(b'!')) if rest.starts_with("<!--") => {
                    self.at += 4;
                    self.pass("-->");
                }
                (b'<', Some(b'!' | b'?')) => self.pass(">"),
                (b'<', Some(b'/')) => return Some(self.close()),
                (b'<', Some(letter)) if letter.is_ascii_alphabetic() => return self.open(),
                _ => return Some(self.text()),
            }
        }
    }
}

/// Text with its entities resolved. What is none stays as it is.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let head = rest.as_bytes().iter().take(LONGEST_ENTITY);
        let end = head
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'#')
            .count();
        match entity(&rest[..end]) {
            Some(letters) if rest[end..].starts_with(';') => {
                out.push_str(&letters);
                rest = &rest[end + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages mean windows-1252 by these numbers, as browsers know.
    if let (0x80..=0x9f, Ok(byte)) = (code, u8::try_from(code)) {
        return Some(Cow::Owned(
            encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned(),
        ));
    }
    let letter = char::from_u32(code)
        .filter(|c| *c != '\0')
        .unwrap_or('\u{fffd}');
    Some(Cow::Owned(letter.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(page: &str) -> String {
        let one = |token| match token {
            Token::Text(text) => format!("[{}]", resolved(text)),
            Token::Raw(text) => format!("{{{text}}}"),
            Token::Close(name) => format!("/{name} "),
            Token::Open(tag) => {
                let attributes: String = tag
                    .attributes
                    .iter()
                    .map(|(n, v)| format!(" {n}={v}"))
                    .collect();
                format!("{}{attributes} ", tag.name)
            }
        };
        Tokens::of(page).map(one).collect()
    }

    #[test]
    fn pieces_of_pages() {
        let check = |page: &str, expect: &str| assert_eq!(said(page), expect, "{page}");
        check(
            "<P CLASS=a b='c>d' e = \"f\" g>x</P >",
            "p class=a b=c>d e=f g= [x]/p ",
        );
        check("a < b &amp; c<br/>d", "[a < b & c]br [d]");
        check("<!-- <p> --><!DOCTYPE x><?y?>z", "[z]");
        check(
            "<script>if (a</b) '</p>'</SCRIPT>x",
            "script {if (a</b) '</p>'}/script [x]",
        );
        check("<a =x =>y", "a =x= [y]");
        check("<p", "");
        check("x<!--", "[x]");
        check(
            "&eacute;&#1046;&#x2019;&#146;&nope;&;&#xffffffff;",
            "[éЖ’’&nope;&;\u{fffd}]",
        );
        check("<title>a<b></title>", "title {a<b>}/title ");
        check("é<é>", "[é<é>]");
    }
}
