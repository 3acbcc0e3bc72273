//! Reference links: `[words][label]`, `[label][]` or `[label]` where the draft defines
//! `[label]: address`. They are reported and kept as text.

use crate::pairs::Pair;
use std::collections::BTreeSet;

/// The longest label, in bytes, as in other readers of CommonMark.
const LONGEST: usize = 999;

/// The labels that a draft defines.
pub(crate) struct Definitions(BTreeSet<String>);

impl Definitions {
    /// Finds `[label]: address` on lines of their own.
    pub fn of(text: &str) -> Self {
        let one = |line: &str| {
            let line = line.trim_start_matches(' ');
            let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
            let address = rest.trim();
            let single = !address.is_empty()
                && (!address.contains(' ') || address.contains(" \"") || address.starts_with('<'));
            let plain = !label.contains(['[', ':', '|']) && !label.starts_with('^');
            (single && plain).then(|| fold(label)).flatten()
        };
        Self(text.lines().filter_map(one).collect())
    }

    fn has(&self, label: &str) -> bool {
        fold(label).is_some_and(|label| self.0.contains(&label))
    }

    /// Whether a pair is part of a reference link or of a definition; if so, whether it is where
    /// the link begins.
    pub fn part(&self, source: &str, pair: &Pair) -> Option<bool> {
        if self.0.is_empty() || !pair.bars.is_empty() {
            return None;
        }
        let inside = &source[pair.open + 1..pair.close];
        let (before, after) = (&source[..pair.open], &source[pair.close + 1..]);
        let next = after
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .map(|(label, _)| label);
        let begins = match next {
            Some("") => self.has(inside),
            Some(label) => self.has(label),
            None => false,
        };
        if begins {
            return Some(true);
        }
        let ends = match before.strip_suffix(']') {
            Some(first) if inside.is_empty() => first
                .rfind('[')
                .is_some_and(|at| self.has(&first[at + 1..])),
            Some(_) => self.has(inside),
            None => false,
        };
        if ends || after.starts_with(':') && self.has(inside) {
            return Some(false);
        }
        self.has(inside).then_some(true)
    }
}

/// A label as it is compared: without regard to case and white space; `None` if it is too long.
fn fold(label: &str) -> Option<String> {
    if label.len() > LONGEST || label.trim().is_empty() {
        return None;
    }
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    Some(words.join(" "))
}
