//! To whom, or where, something was said: "told the Shore Gazette", "in a statement", "on Telegram".

use std::collections::BTreeSet;

use crate::cue::Cue;
use crate::lexicon::{CALENDAR, CAPITAL, DETERMINER, LEXICON, OUTLET_WORD, TITLE};
use crate::name::without_possessive;
use crate::register::folded;
use crate::sentence::Passage;

/// The most words between an article and the setting it belongs to ("a short written statement").
const ADJECTIVES: usize = 3;

impl Passage<'_> {
    /// The channel named in a sentence; `people` are words known as family names.
    pub fn channel(
        &self,
        cue: Option<&Cue>,
        sentence: (usize, usize),
        people: &BTreeSet<&str>,
    ) -> Option<String> {
        let addressee = cue.filter(|cue| cue.has_addressee()).and_then(|cue| {
            self.outlet_at(cue.end, people)
                .or_else(|| self.setting_at(cue.end))
        });
        if addressee.is_some() {
            return addressee;
        }
        let mut setting = None;
        for at in sentence.0..sentence.1 {
            let found = match self.word(at) {
                "on" | "On" => self
                    .platform_at(at + 1)
                    .or_else(|| self.listed_outlet_at(at + 1)),
                "with" | "for" if self.follows_interview(at) => self.outlet_at(at + 1, people),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            let opens = matches!(
                self.word(at),
                "in" | "In" | "at" | "At" | "during" | "During" | "to" | "via" | "through"
            );
            if opens && setting.is_none() {
                setting = self.setting_at(at + 1);
            }
        }
        setting
    }

    /// A capitalised name that is no person: an outlet or a body, without its article.
    fn outlet_at(&self, at: usize, people: &BTreeSet<&str>) -> Option<String> {
        let article = self.is(at, DETERMINER);
        let from = at + usize::from(article);
        if self.is(from, TITLE) && !self.is(from, OUTLET_WORD) {
            return None;
        }
        let to = self.name_end(from);
        if to == from {
            return None;
        }
        let printed = self.words(from, to);
        let name = without_possessive(&printed).trim_end_matches('.');
        let alone = to == from + 1 && !people.contains(name);
        let known = self.is_outlet(from, to);
        // "told the Lees" is the one reading this gets wrong
        (known || alone || article).then(|| name.to_owned())
    }

    fn listed_outlet_at(&self, at: usize) -> Option<String> {
        let from = at + usize::from(self.is(at, DETERMINER));
        let to = self.name_end(from);
        let listed = to > from && self.is_outlet(from, to) && !self.is(from, CALENDAR);
        listed.then(|| without_possessive(&self.words(from, to)).to_owned())
    }

    fn is_outlet(&self, from: usize, to: usize) -> bool {
        let word = |at| self.is(at, OUTLET_WORD) && self.is(at, CAPITAL);
        (from..to).any(word)
            || LEXICON.is_outlet(without_possessive(&folded(&self.words(from, to))))
    }

    /// A platform, after an article or possessive: "X", "his Telegram channel".
    fn platform_at(&self, at: usize) -> Option<String> {
        let from = at + usize::from(self.is(at, DETERMINER));
        (1..=2).rev().find_map(|length| {
            let printed = self.words(from, from + length);
            let name = without_possessive(&printed).trim_end_matches('.');
            let listed = self.is(from, CAPITAL) && LEXICON.is_platform(&folded(name));
            listed.then(|| name.to_owned())
        })
    }

    /// "a joint press conference", without its article.
    fn setting_at(&self, at: usize) -> Option<String> {
        let from = at + usize::from(self.is(at, DETERMINER));
        let last = (from..=from + ADJECTIVES).take_while(|&at| self.is_word(at));
        for head in last {
            for length in [2, 1] {
                let words = folded(&self.words(head, head + length));
                if self.is_word(head + length - 1) && LEXICON.is_setting(&words) {
                    return Some(self.words(from, head + length));
                }
            }
        }
        None
    }

    fn follows_interview(&self, at: usize) -> bool {
        let low = at.saturating_sub(4);
        (low..at).any(|it| matches!(self.word(it), "interview" | "conversation" | "podcast"))
    }
}
