//! The same statement in several reports.
//!
//! One sentence from a podium is printed whole, trimmed, with other marks, or with a gap. Two texts are taken for the
//! same words if one holds nearly all of the other's runs of words, and if neither figures nor a "not" tell them
//! apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{LEXICON, NEGATION};
use crate::register::folded;

/// Words in a run that is compared.
const RUN: usize = 3;
/// Shorter sayings must be equal: "We will see" is said every day.
const FEWEST: usize = 5;
/// The share of the shorter text's runs that the longer one must hold.
const SHARE: f64 = 0.75;

/// Whether two texts are the same words, trimming, marks and gaps aside.
///
/// ```
/// use onetext_record::same_words;
/// let whole = "We have moved as far as the law lets us move, and the next step is theirs.";
/// assert!(same_words(whole, "“We have moved as far as the law lets us … the next step is theirs”"));
/// assert!(!same_words("We can wait for 60 days, no more", "We can wait for 90 days, no more"));
/// assert!(!same_words("We will sign it before the winter", "We will not sign it before the winter"));
/// ```
#[must_use]
pub fn same_words(one: &str, other: &str) -> bool {
    same(&Saying::of(one), &Saying::of(other))
}

/// For each text the place of the first text that is the same words; its own place if there is none before it.
///
/// Groups grow by links: a whole sentence joins two of its halves. The work grows with the number of texts and the
/// runs they share, not with the square of the number.
#[must_use]
pub fn same_saying(texts: &[&str]) -> Vec<usize> {
    let sayings: Vec<Saying> = texts.iter().map(|text| Saying::of(text)).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut first: Vec<usize> = (0..texts.len()).collect();
    for (at, saying) in sayings.iter().enumerate() {
        let near: BTreeSet<usize> = saying
            .runs
            .iter()
            .filter_map(|run| holders.get(run.as_str()))
            .flatten()
            .copied()
            .collect();
        let mut joined: Vec<usize> = near
            .into_iter()
            .filter(|&it| same(&sayings[it], saying))
            .map(|it| first[it])
            .collect();
        joined.sort_unstable();
        if let Some(&least) = joined.first() {
            for group in &mut first[..at] {
                if joined.contains(group) {
                    *group = least;
                }
            }
            first[at] = least;
        }
        for run in &saying.runs {
            let known = holders.entry(run).or_default();
            // a phrase everybody uses links nothing
            if known.len() < 64 {
                known.push(at);
            }
        }
    }
    first
}

struct Saying {
    words: Vec<String>,
    runs: BTreeSet<String>,
}

impl Saying {
    fn of(text: &str) -> Self {
        let mut runs = BTreeSet::new();
        let mut words = Vec::new();
        // a run does not reach over a gap
        for part in text.replace("...", "…").split('…') {
            let part = words_of(part);
            runs.extend(
                part.windows(RUN.min(part.len().max(1)))
                    .map(|run| run.join(" ")),
            );
            words.extend(part);
        }
        Self { words, runs }
    }

    fn marks(&self) -> BTreeSet<&str> {
        let tells = |word: &&String| word.contains(|c: char| c.is_ascii_digit()) || denies(word);
        self.words
            .iter()
            .filter(tells)
            .map(|word| if denies(word) { "not" } else { word.as_str() })
            .collect()
    }
}

fn words_of(text: &str) -> Vec<String> {
    let text = folded(text);
    let words = text
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

fn denies(word: &str) -> bool {
    LEXICON.flags(word) & NEGATION != 0 || word.ends_with("n't")
}

fn same(one: &Saying, other: &Saying) -> bool {
    let (short, long) = if one.words.len() <= other.words.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.words.len() < FEWEST {
        return !short.words.is_empty() && short.words == long.words;
    }
    let (few, many) = (short.marks(), long.marks());
    // in words trimmed to a part, what the other part denies or counts may be gone
    let trimmed = short.words.len() * 4 < long.words.len() * 3;
    if !few.is_subset(&many) || (!trimmed && few != many) {
        return false;
    }
    let held = short.runs.intersection(&long.runs).count();
    held as f64 >= SHARE * short.runs.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saying_in_five_reports_is_one() {
        let texts = [
            "The strait stays open. We gave our word,",
            "Nobody will be moved from the valley before spring",
            "the strait stays open. We gave our word",
            "“The strait stays open ... We gave our word”",
            "The strait stays open for everybody",
            "The strait stays open. We gave our word, and we keep it.",
            "The strait stays open. We gave our word – always",
        ];
        assert_eq!(same_saying(&texts), [0, 1, 0, 0, 4, 0, 0]);
    }

    #[test]
    fn short_sayings_must_be_equal() {
        assert!(same_words("We will see.", "“we will see”"));
        assert!(!same_words("We will see.", "We will see him"));
        assert!(!same_words("", ""));
    }

    #[test]
    fn figures_and_denials_tell_apart() {
        assert!(!same_words(
            "The toll is 40 marks for a lorry",
            "The toll is 50 marks for a lorry"
        ));
        assert!(!same_words(
            "They didn't sign the third list in Dorn",
            "They did sign the third list in Dorn"
        ));
    }
}
