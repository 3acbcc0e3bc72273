//! Web pages: the article without its menus, and what the page says about itself.
//!
//! Readability (`dom_smoothie`) chooses the article of a page that is within bounds; our own flattening, linear and
//! without recursion, makes text of it, and of whole pages that Readability cannot judge.

mod bounds;
mod facts;
mod flatten;
mod token;

use super::{Document, Kind, Proposed, encoding};
use dom_smoothie::{Config, Readability};
use flatten::{Flat, flatten};
use onetext_model::Problem;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use token::{Token, Tokens};

/// Where a page may declare its encoding, in bytes from its start.
const DECLARED_WITHIN: usize = 4096;
/// From this many characters on, Readability takes a text for an article.
const ARTICLE_FROM: usize = 140;

/// Reads a page.
///
/// # Errors
/// Bytes that are no text, and pages without any.
pub(super) fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<Document<'a>, Problem> {
    let label = declared(bytes);
    let decoded = encoding::declared(file, bytes, label.as_deref().map(str::as_bytes))?;
    let page = decoded.text.trim_start_matches('\u{feff}');
    let mut notes = decoded.notes();
    let flat = text_of(page, &mut notes);
    if flat.is_empty() {
        let mend = "save the page again with its text shown, or copy the text into a `.txt` file";
        return Err(super::refusal(file, "holds no text to read", mend));
    }
    Ok(Document {
        kind: Kind::Html,
        encoding: Some(decoded.name),
        text: Cow::Owned(flat),
        notes,
        proposed: facts::of(page),
    })
}

/// A page inside a mail: all of its text, since mails have no menus.
pub(super) fn fragment(page: &str) -> (String, Proposed) {
    (flatten(page, false).text, facts::of(page))
}

/// The text of a page that is the whole document.
pub(super) fn text_of(page: &str, notes: &mut Vec<String>) -> String {
    let whole = flatten(page, true);
    let all = whole.text.chars().count() + whole.menus + whole.hidden;
    let chosen = match bounds::exceeded(page) {
        None => catch_unwind(AssertUnwindSafe(|| article(page))).unwrap_or(None),
        Some(what) => {
            notes.push(format!("{what}: the whole page was read, not its article"));
            None
        }
    };
    let Some(chosen) = chosen else {
        if whole.text.chars().count() >= ARTICLE_FROM && notes.is_empty() {
            notes
                .push("no article could be told from the rest: the whole page was read".to_owned());
        }
        notes.extend(left_out(&whole));
        return whole.text;
    };
    let kept = chosen.chars().count();
    if kept < all {
        notes.push(format!(
            "kept the article, {kept} of the page's {all} characters; menus and what stands around it were left out"
        ));
    }
    if kept * 2 < all {
        notes.push(
            "that is less than half of the page: look whether the article is whole".to_owned(),
        );
    }
    chosen
}

fn left_out(flat: &Flat) -> Vec<String> {
    let menus = (flat.menus > 0).then(|| {
        format!(
            "left out {} characters of menus, side columns and footers",
            flat.menus
        )
    });
    let hidden = (flat.hidden > 0).then(|| format!("left out {} hidden characters", flat.hidden));
    let unclosed = flat.unclosed.as_ref().map(|name| {
        format!("`<{name}>` is never closed, and all that follows was left out with it")
    });
    menus.into_iter().chain(hidden).chain(unclosed).collect()
}

/// The article, if the page is one.
fn article(page: &str) -> Option<String> {
    let config = Config {
        max_elements_to_parse: bounds::MOST_ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut reader = Readability::new(page, None, Some(config)).ok()?;
    if !reader.is_probably_readable() {
        return None;
    }
    let article = reader.parse().ok()?;
    let text = flatten(&article.content, false).text;
    (text.chars().count() >= ARTICLE_FROM).then_some(text)
}

/// The encoding a page declares in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]);
    if let Some(rest) = head.trim_start().strip_prefix("<?xml") {
        let label = rest.split("?>").next()?.split("encoding=").nth(1)?;
        return label.split(['"', '\'']).nth(1).map(str::to_owned);
    }
    Tokens::of(&head).find_map(|token| {
        let Token::Open(tag) = token else { return None };
        if tag.name != "meta" {
            return None;
        }
        let content = || {
            tag.get("content")?
                .split("charset=")
                .nth(1)
                .map(str::to_owned)
        };
        tag.get("charset").map(str::to_owned).or_else(content)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The two delegations met again in Dorn on Tuesday, and both sides said afterwards that \
        the talks would go on, although nobody would say for how long, or about what, or with whom in the chair.";

    fn news() -> String {
        let paragraphs: String = (1..8)
            .map(|n| format!("<p>{n}. {LONG} “We go on,” said Ada Venn, the deputy minister.</p>"))
            .collect();
        format!(
            "<!DOCTYPE html><html lang=en-GB><head><title>Talks go on | Gazette</title>\
            <meta property='og:title' content='Talks go on'><meta property=og:site_name content='Shore Gazette'>\
            <meta property='article:published_time' content='2031-05-09T08:00:00Z'><style>p {{}}</style></head><body>\
            <nav><ul><li><a href=/a>Home</a><li><a href=/b>World</a></ul></nav>\
            <div class=article><h1>Talks go on</h1>{paragraphs}<blockquote><p>Nobody left.</p></blockquote>\
            <ul><li>first</li><li>second</li></ul></div><script>alert('x')</script>\
            <footer>All rights reserved. <a href=/c>Contact</a></footer></body></html>"
        )
    }

    #[test]
    fn an_article_is_read_without_its_menus() {
        let page = news();
        let read = read("a.html", page.as_bytes()).unwrap();
        assert!(
            read.text.contains("\n\n2. The two delegations"),
            "{}",
            read.text
        );
        assert!(
            read.text
                .contains("\n\n> Nobody left.\n\n- first\n\n- second\n"),
            "{}",
            read.text
        );
        for gone in ["Home", "World", "rights", "alert", "Contact"] {
            assert!(!read.text.contains(gone), "{gone}: {}", read.text);
        }
        let proposed = read.proposed;
        assert_eq!(proposed.title.as_deref(), Some("Talks go on"));
        assert_eq!(proposed.outlet.as_deref(), Some("Shore Gazette"));
        assert_eq!(
            proposed.on.map(|d| d.to_string()).as_deref(),
            Some("2031-05-09")
        );
        assert_eq!(proposed.language.as_deref(), Some("en-GB"));
        assert!(
            read.notes[0].starts_with("kept the article"),
            "{:?}",
            read.notes
        );
    }

    #[test]
    fn encodings_are_declared_in_several_ways() {
        let check = |head: &str| {
            assert_eq!(
                declared(head.as_bytes()).as_deref(),
                Some("koi8-r"),
                "{head}"
            )
        };
        check("<html><meta charset=koi8-r>");
        check("<META http-equiv=Content-Type content='text/html; charset=koi8-r'>");
        check("<?xml version='1.0' encoding='koi8-r'?><html>");
        assert_eq!(declared(b"<p>charset=koi8-r"), None);
    }

    #[test]
    fn a_hundred_thousand_levels_are_read_flat() {
        for tag in ["div", "b", "blockquote", "ul", "table", "font color=x"] {
            let name = tag.split(' ').next().unwrap_or_default();
            let page = format!(
                "{}{LONG}{}",
                format!("<{tag}>").repeat(100_000),
                format!("</{name}>").repeat(100_000)
            );
            let read = read("a.html", page.as_bytes()).unwrap();
            assert!(read.text.contains(LONG), "{tag}");
            assert!(
                read.text.len() < 2 * LONG.len(),
                "{tag}: {}",
                read.text.len()
            );
            assert!(read.notes[0].contains("deep"), "{:?}", read.notes);
        }
    }

    #[test]
    fn pages_without_text_are_refused() {
        for page in [
            "",
            "<html><script>x</script>",
            "<!-- only",
            "<p hidden>x</p>",
            "<img src=x>",
        ] {
            let refused = read("a.html", page.as_bytes()).unwrap_err().to_string();
            assert!(refused.starts_with("a.html: holds no text"), "{refused}");
        }
    }
}
