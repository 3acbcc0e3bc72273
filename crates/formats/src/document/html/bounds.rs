//! Whether a page is small and flat enough for a library that builds it as a tree.

use super::token::{Token, Tokens};

/// The largest page, in bytes.
const MOST_BYTES: usize = 8 << 20;
/// The most elements.
pub(super) const MOST_ELEMENTS: usize = 30_000;
/// The deepest nesting.
const MOST_DEEP: usize = 200;
/// The most elements of style open at once: a tree builder opens them anew in every paragraph.
const MOST_STYLES: usize = 32;
const STYLES: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that end where the next of their name begins.
const ENDS_ITSELF: [&str; 9] = ["p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody"];

/// What of a page goes beyond the bounds, if anything does.
pub(super) fn exceeded(page: &str) -> Option<String> {
    if page.len() > MOST_BYTES {
        return Some(format!("the page is larger than {MOST_BYTES} bytes"));
    }
    let (mut open, mut elements): (Vec<String>, usize) = (vec![], 0);
    for token in Tokens::of(page) {
        match token {
            Token::Open(tag) => {
                elements += 1;
                if elements > MOST_ELEMENTS {
                    return Some(format!("the page has more than {MOST_ELEMENTS} elements"));
                }
                if tag.more {
                    return Some(format!("`<{}>` has too many attributes", tag.name));
                }
                if ENDS_ITSELF.contains(&tag.name.as_str()) && open.last() == Some(&tag.name) {
                    open.pop();
                }
                if !tag.void {
                    open.push(tag.name);
                }
                let styles = open
                    .iter()
                    .filter(|name| STYLES.contains(&name.as_str()))
                    .count();
                if open.len() > MOST_DEEP || styles > MOST_STYLES {
                    return Some("the page nests elements too deep".to_owned());
                }
            }
            Token::Close(name) => {
                if let Some(at) = open.iter().rposition(|it| *it == name) {
                    open.truncate(at);
                }
            }
            Token::Text(_) | Token::Raw(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_within_and_traps_are_not() {
        let check = |page: &str, within: bool| {
            let found = exceeded(page);
            assert_eq!(found.is_none(), within, "{found:?}");
        };
        check(&"<p>a".repeat(1000), true);
        check(&"<ul><li><b>a</b><li>b</ul>".repeat(1000), true);
        check(&"<div>".repeat(201), false);
        check(&"<font size=1>".repeat(33), false);
        check(&"<br>".repeat(30_001), false);
        check(&format!("<p {}>", "a=b ".repeat(100)), false);
        check(&" ".repeat(MOST_BYTES + 1), false);
    }
}
