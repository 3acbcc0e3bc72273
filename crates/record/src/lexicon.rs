//! The word lists in `data/`, read once: which words are cues, titles, small words, abbreviations, channels.
//!
//! The lists are data, so that a linguist can extend the rules without touching them. Each word becomes a set of
//! flags; the rules ask for flags and never for words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word can be; a word may be several things.
pub type Flags = u64;

pub const CUE: Flags = 1;
pub const ADDRESSEE: Flags = 1 << 1;
pub const WRITING: Flags = 1 << 2;
pub const NAMING: Flags = 1 << 3;
pub const TITLE: Flags = 1 << 4;
pub const MAN: Flags = 1 << 5;
pub const WOMAN: Flags = 1 << 6;
pub const HE: Flags = 1 << 7;
pub const SHE: Flags = 1 << 8;
pub const THEY: Flags = 1 << 9;
pub const OTHER_PRONOUN: Flags = 1 << 10;
pub const DETERMINER: Flags = 1 << 11;
pub const BETWEEN: Flags = 1 << 12;
pub const BE: Flags = 1 << 13;
pub const NEGATION: Flags = 1 << 14;
pub const HEARSAY: Flags = 1 << 15;
pub const PREPOSITION: Flags = 1 << 16;
pub const CLAUSE: Flags = 1 << 17;
pub const PARTICLE: Flags = 1 << 18;
pub const STARTER: Flags = 1 << 19;
pub const CALENDAR: Flags = 1 << 20;
pub const ALWAYS_ABBREVIATED: Flags = 1 << 21;
pub const ABBREVIATED: Flags = 1 << 22;
pub const OUTLET_WORD: Flags = 1 << 23;
/// The word opens a cue of several words.
pub const CUE_HEAD: Flags = 1 << 24;
/// Set by the reader of the text: the word begins with a capital.
pub const CAPITAL: Flags = 1 << 25;
/// Set by the reader of the text: the word is a figure.
pub const FIGURE: Flags = 1 << 26;
pub const ARTICLE: Flags = 1 << 27;
pub const SMALL_ABBREVIATED: Flags = 1 << 28;
/// A clause may follow, but no quotation is governed.
pub const REPORTING: Flags = 1 << 29;
/// An infinitive may follow.
pub const TO: Flags = 1 << 30;
/// An object and an infinitive may follow.
pub const DIRECTIVE: Flags = 1 << 31;
/// The object is what is reported.
pub const OBJECT: Flags = 1 << 32;
/// "is said to".
pub const UNNAMED: Flags = 1 << 33;
/// The cue negates what it reports.
pub const DENIAL: Flags = 1 << 34;
pub const FINITE: Flags = 1 << 35;
pub const MODAL: Flags = 1 << 36;
pub const ATTITUDE: Flags = 1 << 37;
pub const DATED: Flags = 1 << 38;
/// A person named by what they are, without a title.
pub const PERSON: Flags = 1 << 39;
/// A subject that stands for nobody in particular.
pub const NOBODY: Flags = 1 << 40;
/// A form that is mostly a noun.
pub const AMBIGUOUS: Flags = 1 << 41;
/// A given name of men, or of women.
pub const MAN_NAME: Flags = 1 << 43;
pub const WOMAN_NAME: Flags = 1 << 44;
/// A word of a title of several words.
pub const TITLE_PART: Flags = 1 << 45;
/// Letters after a name.
pub const SUFFIX: Flags = 1 << 42;
/// Whatever may open reported words without governing a quotation.
pub const REPORT: Flags = REPORTING | TO | DIRECTIVE | OBJECT | UNNAMED;
/// Any pronoun that may be a speaker.
pub const PRONOUN: Flags = HE | SHE | THEY | OTHER_PRONOUN;

const LISTS: [(&str, &[(&str, Flags)]); 5] = [
    (
        include_str!("../data/cues.txt"),
        &[
            ("speech", CUE),
            ("addressee", CUE | ADDRESSEE),
            ("writing", CUE | WRITING),
            ("naming", CUE | NAMING),
            ("reporting", REPORTING),
            ("to", TO),
            ("directive", DIRECTIVE),
            ("object", OBJECT),
            ("unnamed", UNNAMED),
            ("denial", DENIAL),
            ("ambiguous", AMBIGUOUS),
        ],
    ),
    (
        include_str!("../data/titles.txt"),
        &[
            ("title", TITLE),
            ("man", TITLE | MAN),
            ("woman", TITLE | WOMAN),
            ("person", PERSON),
            ("person-man", PERSON | MAN),
            ("person-woman", PERSON | WOMAN),
            ("suffix", SUFFIX),
        ],
    ),
    (
        include_str!("../data/given-names.txt"),
        &[("man-name", MAN_NAME), ("woman-name", WOMAN_NAME)],
    ),
    (
        include_str!("../data/abbreviations.txt"),
        &[
            ("always", ALWAYS_ABBREVIATED),
            ("small", SMALL_ABBREVIATED),
            ("sometimes", ABBREVIATED),
        ],
    ),
    (
        include_str!("../data/words.txt"),
        &[
            ("he", HE),
            ("she", SHE),
            ("they", THEY),
            ("other-pronoun", OTHER_PRONOUN),
            ("article", ARTICLE | DETERMINER),
            ("determiner", DETERMINER),
            ("between", BETWEEN),
            ("be", BE),
            ("negation", NEGATION),
            ("hearsay", HEARSAY),
            ("preposition", PREPOSITION),
            ("clause", CLAUSE),
            ("particle", PARTICLE),
            ("starter", STARTER),
            ("calendar", CALENDAR),
            ("finite", FINITE),
            ("modal", MODAL),
            ("attitude", ATTITUDE),
            ("dated", DATED),
            ("nobody", NOBODY),
        ],
    ),
];

const CHANNELS: &str = include_str!("../data/channels.txt");

/// The words are kept in slots by their first and last letters and their length: every word of a source is looked
/// up, and nearly all lists of a slot are empty or short.
const SLOTS: usize = 1 << 14;

fn slot(word: &str) -> usize {
    let bytes = word.as_bytes();
    let letter = |at: Option<&u8>| usize::from(at.copied().unwrap_or_default() & 31);
    let (first, last) = (letter(bytes.first()), letter(bytes.last()));
    (first << 9 | last << 4 | bytes.len().min(15)) & (SLOTS - 1)
}

/// Every list, ready to be asked.
pub struct Lexicon {
    words: Vec<Vec<(&'static str, Flags)>>,
    /// First word of a cue of several words, and what follows it.
    cue_tails: BTreeMap<&'static str, Vec<(Vec<&'static str>, Flags)>>,
    /// Titles, platforms, settings and outlets, in lower case, of any number of words.
    titles: Vec<&'static str>,
    platforms: Vec<&'static str>,
    settings: Vec<&'static str>,
    outlets: Vec<&'static str>,
}

/// The lists, parsed at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut read = Self {
            words: vec![Vec::new(); SLOTS],
            cue_tails: BTreeMap::new(),
            titles: Vec::new(),
            platforms: section(CHANNELS, "platform"),
            settings: section(CHANNELS, "setting"),
            outlets: section(CHANNELS, "outlet"),
        };
        for (list, sections) in LISTS {
            for &(name, flags) in sections {
                for entry in section(list, name) {
                    read.take(entry, flags);
                }
            }
        }
        for entry in section(CHANNELS, "outlet-word") {
            read.take(entry, OUTLET_WORD);
        }
        for phrases in [
            &mut read.titles,
            &mut read.platforms,
            &mut read.settings,
            &mut read.outlets,
        ] {
            phrases.sort_unstable();
        }
        read
    }

    fn take(&mut self, entry: &'static str, flags: Flags) {
        if flags & TITLE != 0 {
            self.titles.push(entry);
            entry.split(' ').for_each(|part| self.add(part, TITLE_PART));
        }
        let mut parts = entry.split(' ');
        let Some(first) = parts.next() else { return };
        let tail: Vec<_> = parts.collect();
        if tail.is_empty() {
            self.add(first, flags);
        } else if flags & (CUE | REPORT | DENIAL) != 0 {
            self.add(first, CUE_HEAD);
            let tails = self.cue_tails.entry(first).or_default();
            match tails.iter_mut().find(|(known, _)| *known == tail) {
                Some((_, known)) => *known |= flags,
                None => tails.push((tail, flags)),
            }
        }
    }

    fn add(&mut self, word: &'static str, flags: Flags) {
        let Some(words) = self.words.get_mut(slot(word)) else {
            return;
        };
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, known)) => *known |= flags,
            None => words.push((word, flags)),
        }
    }

    /// What a word in lower case can be.
    pub fn flags(&self, word: &str) -> Flags {
        let words = self.words.get(slot(word)).into_iter().flatten();
        words
            .into_iter()
            .find(|(known, _)| *known == word)
            .map_or(0, |(_, flags)| *flags)
    }

    /// The possible continuations of a cue of several words.
    pub fn cue_tails(&self, head: &str) -> &[(Vec<&'static str>, Flags)] {
        self.cue_tails.get(head).map_or(&[], Vec::as_slice)
    }

    /// Whether a phrase in lower case, abbreviation stops left out, is a title.
    pub fn is_title(&self, phrase: &str) -> bool {
        self.titles.binary_search(&phrase).is_ok()
    }

    /// Whether a phrase in lower case is a platform.
    pub fn is_platform(&self, phrase: &str) -> bool {
        self.platforms.binary_search(&phrase).is_ok()
    }

    /// Whether a phrase in lower case is a setting such as "press conference".
    pub fn is_setting(&self, phrase: &str) -> bool {
        self.settings.binary_search(&phrase).is_ok()
    }

    /// Whether a phrase in lower case is an outlet that only a list can tell.
    pub fn is_outlet(&self, phrase: &str) -> bool {
        self.outlets.binary_search(&phrase).is_ok()
    }
}

/// The entries of one section of a list: comma-separated, `#` to the end of the line is a comment.
fn section(list: &'static str, name: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut entries = Vec::new();
    for line in list.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(heading) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            inside = heading == name;
        } else if inside {
            entries.extend(line.split(',').map(str::trim).filter(|it| !it.is_empty()));
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_a_rule_asks_for_is_there() {
        for (list, sections) in LISTS {
            for (name, _) in sections {
                assert!(!section(list, name).is_empty(), "[{name}] is empty");
            }
        }
        for name in ["platform", "setting", "outlet-word", "outlet"] {
            assert!(!section(CHANNELS, name).is_empty(), "[{name}] is empty");
        }
    }

    #[test]
    fn entries_are_lower_case() {
        for (list, _) in LISTS {
            let entries = list
                .lines()
                .filter(|line| !line.starts_with('#') && !line.starts_with('['));
            for line in entries {
                assert_eq!(line, line.to_lowercase());
            }
        }
    }

    #[test]
    fn cues_of_several_words_hang_on_their_first() {
        assert_ne!(LEXICON.flags("pointed") & CUE_HEAD, 0);
        assert_eq!(LEXICON.cue_tails("pointed")[0].0, ["out"]);
        assert_ne!(LEXICON.flags("told") & ADDRESSEE, 0);
    }
}
