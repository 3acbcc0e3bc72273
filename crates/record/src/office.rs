//! Who "the minister" is: offices a text gives to people by name, for later mentions by office alone.

use std::collections::BTreeMap;

use crate::lexicon::{DETERMINER, PERSON, TITLE};
use crate::name::{Head, without_possessive};
use crate::register::folded;
use crate::sentence::Passage;

/// The most offices remembered; a list of delegates has hundreds.
const MEMORY: usize = 4_096;

/// Names by the last word of their office, in the order of the text.
#[derive(Debug, Default)]
pub struct Offices {
    held: BTreeMap<String, Vec<Holder>>,
    size: usize,
}

/// Somebody with an office.
#[derive(Debug)]
struct Holder {
    /// The words before the last one of the office: "deputy", "foreign".
    before: String,
    name: String,
}

impl Offices {
    /// Remembers that a name was printed with an office ("Deputy Minister", "the trade secretary").
    pub fn give(&mut self, office: &str, name: &str) {
        let office = folded(office);
        let office = office.strip_prefix("the ").unwrap_or(&office);
        let office = office.split(" of ").next().unwrap_or(office);
        let (before, last) = office.rsplit_once(' ').unwrap_or(("", office));
        let holder = Holder {
            before: before.to_owned(),
            name: name.to_owned(),
        };
        if last.len() > 3 && self.size < MEMORY {
            self.size += 1;
            self.held.entry(last.to_owned()).or_default().push(holder);
        }
    }

    /// The one person who can be meant by "the minister" or "the deputy minister".
    pub fn holder(&self, description: &str) -> Option<&str> {
        let description = folded(description);
        let bare = description.strip_prefix("the ")?;
        let (before, last) = bare.rsplit_once(' ').unwrap_or(("", bare));
        let holders = self.held.get(last)?;
        let fits = |it: &&Holder| {
            before.is_empty() || it.before == before || it.before.ends_with(&format!(" {before}"))
        };
        let mut fitting = holders.iter().rev().filter(fits);
        let found = fitting.next()?;
        let family = |name: &str| folded(name.rsplit(' ').next().unwrap_or_default());
        // two ministers in one text: "the minister" names neither
        let same = fitting.all(|other| family(&other.name) == family(&found.name));
        same.then_some(found.name.as_str())
    }
}

impl Passage<'_> {
    /// The office printed before or behind a name that begins at a token, if there is one.
    pub fn office_at(&self, at: usize) -> Option<(String, String)> {
        let opens = self.is(at, TITLE | DETERMINER | PERSON);
        if !opens || (at > 0 && self.is(at - 1, TITLE)) {
            return None;
        }
        let phrase = self.phrase_after(at)?;
        if phrase.head != Head::Name || phrase.from <= at {
            return None;
        }
        let mut last = phrase.from;
        while last > at && !self.is_word(last - 1) {
            last -= 1;
        }
        let titled = last > at && self.is(last - 1, TITLE | PERSON);
        let name = self.words(phrase.from, phrase.to);
        titled.then(|| (self.words(at, last), without_possessive(&name).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_that_two_people_hold_names_neither() {
        let mut offices = Offices::default();
        offices.give("the trade secretary", "Anna Brandt");
        assert_eq!(offices.holder("the secretary"), Some("Anna Brandt"));
        assert_eq!(offices.holder("a secretary"), None);
        offices.give("Foreign Secretary", "Otto Grau");
        assert_eq!(offices.holder("the secretary"), None);
        assert_eq!(offices.holder("the foreign secretary"), Some("Otto Grau"));
    }
}
