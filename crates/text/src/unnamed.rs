//! Brackets nobody has named yet: adjacent ones are alternatives of one. They are reported with a
//! suggested name and count as no issue until they have one.

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

/// Unites brackets with nothing or one space between; a lone `[or]` only separates.
pub fn group(source: &str, unnamed: Vec<Unnamed>) -> Vec<Group> {
    let mut groups: Vec<(Group, usize)> = vec![];
    for one in unnamed {
        let mut starts = vec![one.start + 1];
        starts.extend(one.bars.iter().map(|bar| bar + 1));
        let ends = one.bars.iter().copied().chain([one.end - 1]);
        let mut alternatives: Vec<Range<usize>> =
            starts.into_iter().zip(ends).map(|(a, b)| a..b).collect();
        alternatives.retain(|range| source[range.clone()].trim() != "or");
        match groups.last_mut() {
            Some((last, end)) if matches!(&source[*end..one.start], "" | " ") => {
                last.alternatives.extend(alternatives);
                *end = one.end;
            }
            _ => groups.push((
                Group {
                    start: one.start,
                    alternatives,
                },
                one.end,
            )),
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// What to say about a group, and the bracket to write instead.
pub fn advice(source: &str, group: &Group, point: &str) -> (String, String) {
    let short = |range: &Range<usize>| {
        let words: Vec<&str> = source[range.clone()].split_whitespace().collect();
        if words.len() > 6 {
            format!("{} …", words[..6].join(" "))
        } else {
            words.join(" ")
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

/// Where a block of options (`Option I … Option II …`) begins, if a text has two of them.
pub fn option_block(text: &str) -> Option<usize> {
    let mut found = text.match_indices("Option ").filter(|(at, word)| {
        let number = &text[at + word.len()..];
        let length = number
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(number.len());
        let numbered = number[..length]
            .chars()
            .all(|c| c.is_ascii_digit() || "IVX".contains(c))
            || length == 1;
        (1..=4).contains(&length)
            && numbered
            && number[length..].starts_with([':', '.', ')', '\n', '\r'])
    });
    let first = found.next().map(|(at, _)| at);
    found.next().and(first)
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
        assert_eq!(option_block("text Option I: a Option II: b"), Some(5));
        assert_eq!(option_block("Option 1: alone"), None);
        assert_eq!(option_block("Option holders and Option traders"), None);
    }
}
