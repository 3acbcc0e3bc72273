//! Which side a word means: a party of the talks, a state by any of its names, or a people the text itself sets
//! against another ("the Borean delegation").

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::lexicon::{CAPITAL, PERSON, TITLE};
use crate::name::without_possessive;
use crate::register::folded;
use crate::sentence::Passage;

const NATIONS: &str = include_str!("../data/nations.txt");
/// Letters by which "Borea", "Borean" and "Boreans" are one side.
const STEM: usize = 4;

/// Every name of a state, and the state's own.
static STATES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = NATIONS.lines().filter(|line| !line.starts_with('#'));
    let mut states = BTreeMap::new();
    for (state, names) in lines.filter_map(|line| line.split_once(':')) {
        states.insert(state, state);
        for name in names.split(',') {
            states.insert(name.trim(), state);
        }
    }
    states
});

/// The state a printed word or two mean: "Kyiv", "U.S.", "North Korean".
pub fn state_of(printed: &str) -> Option<&'static str> {
    let bare = without_possessive(printed);
    // "us" is a pronoun, "US" a state
    if bare.chars().next().is_none_or(|c| !c.is_uppercase()) || bare == "Us" {
        return None;
    }
    let name = folded(&bare.replace('.', ""));
    STATES.get(name.as_str()).copied()
}

/// All names of a state, its own among them.
pub fn names_of(state: &str) -> impl Iterator<Item = &'static str> {
    let state = folded(state);
    STATES
        .iter()
        .filter(move |(_, own)| **own == state)
        .map(|(name, _)| *name)
}

/// The sides a text speaks of beside the states everybody knows.
#[derive(Debug, Default)]
pub struct Sides {
    stems: BTreeSet<String>,
}

impl Sides {
    /// Takes in the peoples of a text: capitalised words before "side", "delegation", a title.
    pub fn learn(&mut self, passage: &Passage<'_>) {
        for at in 1..passage.tokens.len() {
            let noun = matches!(
                passage.word(at),
                "side"
                    | "delegation"
                    | "government"
                    | "foreign"
                    | "parliament"
                    | "ministry"
                    | "negotiators"
            );
            let office = passage.is_small(at) && passage.is(at, TITLE | PERSON);
            let before = passage.word(at - 1);
            if (noun || office) && passage.is(at - 1, CAPITAL) && state_of(before).is_none() {
                self.stems
                    .extend(stem(before).filter(|_| is_adjective(before)));
            }
        }
    }

    /// The side a printed word means.
    pub fn of_word(&self, printed: &str) -> Option<String> {
        if let Some(state) = state_of(printed) {
            return Some(state.to_owned());
        }
        let capital = printed.chars().next().is_some_and(char::is_uppercase);
        let stem = stem(without_possessive(printed)).filter(|_| capital)?;
        self.stems.contains(&stem).then_some(stem)
    }

    /// The first side named in a phrase.
    pub fn of_phrase(&self, printed: &str) -> Option<String> {
        let words: Vec<&str> = printed.split_whitespace().collect();
        let pair = |at: usize| words.get(at..at + 2).map(|two| two.join(" "));
        (0..words.len()).find_map(|at| {
            let two = pair(at).and_then(|two| state_of(&two)).map(str::to_owned);
            two.or_else(|| {
                self.of_word(words[at].trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
            })
        })
    }
}

fn stem(word: &str) -> Option<String> {
    let word = folded(word);
    let letters: String = word.chars().take(STEM).collect();
    (letters.chars().count() == STEM && word.chars().count() > STEM).then_some(letters)
}

fn is_adjective(word: &str) -> bool {
    ["an", "ish", "ese", "ic", "i", "en"]
        .iter()
        .any(|it| word.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::passage;

    #[test]
    fn a_state_has_many_names() {
        assert_eq!(state_of("Kyiv’s"), Some("ukraine"));
        assert_eq!(state_of("U.S."), Some("united states"));
        assert_eq!(state_of("us"), None);
        assert!(names_of("Russia").any(|it| it == "moscow"));
    }

    #[test]
    fn a_text_makes_its_own_sides() {
        let passage = passage("The Borean delegation left. An Asterian adviser stayed.");
        let mut sides = Sides::default();
        sides.learn(&passage);
        assert_eq!(sides.of_word("Boreans"), Some("bore".to_owned()));
        assert_eq!(
            sides.of_phrase("what Asteria wants"),
            Some("aste".to_owned())
        );
        assert_eq!(sides.of_word("Delegates"), None);
    }
}
