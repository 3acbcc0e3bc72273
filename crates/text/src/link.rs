//! Links and images: words in brackets with an address in parentheses, kept whole.

use crate::pairs::named;
use std::collections::BTreeSet;
use std::ops::Range;

/// The longest address with its title, in bytes; what is longer is no link.
const LONGEST: usize = 4_096;
/// The deepest parentheses in an address, as in other readers of CommonMark.
const DEEPEST: usize = 32;

/// Whether a pair without `|` may be the words of a link or an image: `[id: …]` and a declared
/// `[id]` never are a link.
pub(crate) fn is_candidate(
    source: &str,
    (open, close): (usize, usize),
    names: &BTreeSet<&str>,
) -> bool {
    if !source[close + 1..].starts_with('(') {
        return false;
    }
    let is_image = source[..open].ends_with('!');
    let is_issue =
        names.contains(&source[open + 1..close]) || named(source, (open, close)).is_some();
    is_image || !is_issue
}

/// Where the address that begins at `start` ends; `None` if what stands there is none, or if a
/// piece of code or HTML reaches out of it.
pub(crate) fn end(source: &str, start: usize, opaque: &[Range<usize>]) -> Option<usize> {
    let end = start + length(&source.as_bytes()[start..])?;
    let mut inside = opaque.iter().take_while(|range| range.start < end);
    inside.all(|range| range.end <= end).then_some(end)
}

/// The length of `(address "title")` on one line.
fn length(text: &[u8]) -> Option<usize> {
    let text = &text[..text.len().min(LONGEST)];
    let start = blanks(text, 1);
    let address = if text.get(start) == Some(&b'<') {
        until(text, start + 1, (b'<', b'>'))?
    } else {
        plain(text, start)?
    };
    let mut at = blanks(text, address);
    let quote = text.get(at).copied().filter(|_| at > address);
    if let Some(quote @ (b'"' | b'\'' | b'(')) = quote {
        let close = if quote == b'(' { b')' } else { quote };
        at = blanks(text, until(text, at + 1, (quote, close))?);
    }
    (text.get(at) == Some(&b')')).then_some(at + 1)
}

fn blanks(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// One past the closing character, on the same line, with no other opening one before it.
fn until(text: &[u8], mut at: usize, (open, close): (u8, u8)) -> Option<usize> {
    loop {
        match text.get(at)? {
            b'\n' | b'\r' => return None,
            b'\\' => at += 1,
            c if *c == close => return Some(at + 1),
            c if *c == open => return None,
            _ => {}
        }
        at += 1;
    }
}

/// The end of an address without blanks, its parentheses balanced.
fn plain(text: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0;
    loop {
        match text.get(at)? {
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'(' if depth == DEEPEST => return None,
            b'(' => depth += 1,
            b'\\' if text.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            c if c.is_ascii_whitespace() || c.is_ascii_control() => {
                return (depth == 0).then_some(at);
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_as_in_commonmark() {
        for (text, expect) in [
            ("(a)b", Some(3)),
            ("()", Some(2)),
            ("( a )", Some(5)),
            ("(a(b)c)", Some(7)),
            ("(<a b>)", Some(7)),
            ("(a \"t)\")", Some(8)),
            ("(a 't' )", Some(8)),
            ("(a\\))", Some(5)),
            ("(all of them)", None),
            ("(a\nb)", None),
            ("(a", None),
            ("(a(b)", None),
        ] {
            assert_eq!(length(text.as_bytes()), expect, "{text}");
        }
    }
}
