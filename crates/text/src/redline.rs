//! What changed between two texts, word by word, for people who read redlines.

use similar::{ChangeTag, TextDiff};

/// How a run of words stands between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Kept,
    /// Only in the earlier one.
    Removed,
    /// Only in the later one.
    Added,
}

/// The runs of words from the earlier text to the later one: kept and removed runs in order give
/// the earlier text back, kept and added ones the later.
///
/// ```
/// use onetext_text::redline::{Change, redline};
/// let runs = redline("run by Asteria today", "run jointly today");
/// assert_eq!(runs[1], (Change::Removed, "by Asteria".to_owned()));
/// assert_eq!(runs[2], (Change::Added, "jointly".to_owned()));
/// ```
pub fn redline(earlier: &str, later: &str) -> Vec<(Change, String)> {
    let diff = TextDiff::from_words(earlier, later);
    let mut runs: Vec<(Change, String)> = vec![];
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Kept,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        // A blank between two changed words belongs to the change, not between two of them.
        match runs.last_mut() {
            Some((last, run)) if *last == kind => run.push_str(change.value()),
            _ => runs.push((kind, change.value().to_owned())),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(runs: &[(Change, String)], without: Change) -> String {
        runs.iter()
            .filter(|(kind, _)| *kind != without)
            .map(|(_, run)| run.as_str())
            .collect()
    }

    #[test]
    fn equal_texts_are_one_kept_run() {
        assert_eq!(
            redline("as it was", "as it was"),
            [(Change::Kept, "as it was".to_owned())]
        );
        assert_eq!(redline("", ""), []);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_runs(a in "[ab,. \n]{0,40}", b in "[ab,. \n]{0,40}") {
            let runs = redline(&a, &b);
            prop_assert_eq!(side(&runs, Change::Added), a);
            prop_assert_eq!(side(&runs, Change::Removed), b);
        }
    }
}
