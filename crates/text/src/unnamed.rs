//! Brackets nobody has named yet: adjacent ones are alternatives of one. They are reported with a
//! suggested name and count as no issue until they have one.

use crate::report;
use crate::tree::{Body, Node};
use onetext_model::id::slug;
use std::ops::Range;

/// One unnamed bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnamed {
    /// The byte of its `[`.
    pub start: usize,
    /// One past its `]`.
    pub end: usize,
    /// Bytes of `|` directly inside.
    pub bars: Vec<usize>,
}

/// Adjacent unnamed brackets as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The byte at which the first begins.
    pub start: usize,
    /// The alternatives they hold.
    pub alternatives: Vec<Range<usize>>,
}

/// Unites brackets with nothing or one space between; a lone `[or]` between brackets only separates.
pub fn group(source: &str, unnamed: Vec<Unnamed>) -> Vec<Group> {
    let mut groups: Vec<(Group, usize)> = vec![];
    for one in unnamed {
        let separates = is_separator(source, &one);
        let starts = std::iter::once(one.start + 1).chain(one.bars.iter().map(|bar| bar + 1));
        let ends = one.bars.iter().copied().chain([one.end - 1]);
        let alternatives = starts.zip(ends).map(|(a, b)| a..b);
        match groups.last_mut() {
            Some((last, end)) if matches!(&source[*end..one.start], "" | " ") => {
                if !separates {
                    last.alternatives.extend(alternatives);
                }
                *end = one.end;
            }
            _ if separates => {}
            _ => {
                let group = Group {
                    start: one.start,
                    alternatives: alternatives.collect(),
                };
                groups.push((group, one.end));
            }
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// `[or]` with a bracket on either side.
fn is_separator(source: &str, one: &Unnamed) -> bool {
    let before = &source[..one.start];
    let after = &source[one.end..];
    source[one.start + 1..one.end - 1].trim() == "or"
        && before.strip_suffix(' ').unwrap_or(before).ends_with(']')
        && after.strip_prefix(' ').unwrap_or(after).starts_with('[')
}

/// What to say about a group, and the bracket to write instead.
pub fn advice(source: &str, group: &Group, point: &str) -> (String, String) {
    let short = |range: &Range<usize>| {
        let words: Vec<&str> = source[range.clone()].split_whitespace().take(7).collect();
        match words.get(..6) {
            Some(first) if words.len() > 6 => format!("{} …", report::short(&first.join(" "))),
            _ => report::short(&words.join(" ")),
        }
    };
    let first = group.alternatives.first().map(short).unwrap_or_default();
    let name = match slug(first.split_whitespace().last().unwrap_or_default()) {
        name if onetext_model::id::is_name(&name) => name,
        _ => format!("{point}-words"),
    };
    let what = match group.alternatives.len() {
        0 | 1 => format!("the bracket `[{first}]` has no name, so it counts as no issue"),
        n => format!(
            "{n} alternatives that begin with `[{first}]` have no name, so they count as no issue"
        ),
    };
    let mut listed: Vec<String> = group.alternatives.iter().take(3).map(short).collect();
    if group.alternatives.len() < 2 {
        listed.push(String::new());
    }
    (
        what,
        format!("name it, as in `[{name}: {}]`", listed.join(" | ")),
    )
}

/// Where a block of options (`Option I … Option II …`) begins among pieces, if there are two
/// different ones outside any named bracket.
pub fn option_block(nodes: &[Node]) -> Option<usize> {
    let mut at = 0;
    let mut first: Option<(usize, &str)> = None;
    for node in nodes {
        if let Node::Text(text) = node {
            for (start, label) in options(text) {
                match first {
                    None => first = Some((at + start, label)),
                    Some((begin, other)) if other != label => return Some(begin),
                    Some(_) => {}
                }
            }
        }
        at += length(node);
    }
    None
}

/// How many bytes a piece takes.
fn length(node: &Node) -> usize {
    match node {
        Node::Bracket(bracket) if bracket.body == Body::Repeat => bracket.head.len() + 1,
        Node::Bracket(bracket) => bracket.head.len() + bracket.span.len() + 1,
        Node::Text(text)
        | Node::Escape(text)
        | Node::Opaque(text)
        | Node::Pin(text)
        | Node::Note(text) => text.len(),
    }
}

/// Every `Option I:`, with its place and its number.
fn options(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("Option ").filter_map(|(at, word)| {
        let number = &text[at + word.len()..];
        let length = number
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(number.len());
        let (number, after) = number.split_at(length);
        let counted = number
            .chars()
            .all(|c| c.is_ascii_digit() || "IVX".contains(c))
            || length == 1;
        let after = after.trim_start_matches(' ');
        let ended =
            after.is_empty() || after.starts_with([':', '.', ')', '*', '–', '—', '\n', '\r']);
        ((1..=4).contains(&length) && counted && ended).then_some((at, number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjacent_brackets_are_one() {
        let source = "[a][b] [or] [c] then [d]";
        let one = |start, end| Unnamed {
            start,
            end,
            bars: vec![],
        };
        let groups = group(
            source,
            vec![one(0, 3), one(3, 6), one(7, 11), one(12, 15), one(21, 24)],
        );
        assert_eq!(
            groups
                .iter()
                .map(|g| g.alternatives.len())
                .collect::<Vec<_>>(),
            [3, 1]
        );
    }

    #[test]
    fn two_options_make_a_block() {
        let at = |text: &str| option_block(&[Node::Text(text.to_owned())]);
        assert_eq!(at("text Option I: a Option II: b"), Some(5));
        assert_eq!(at("Option 1: alone"), None);
        assert_eq!(at("Option holders and Option traders"), None);
    }
}
