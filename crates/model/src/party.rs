//! The sides at the table and the people who speak for them.

use crate::{PartyId, PersonId};

/// What a party is at the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyKind {
    /// A side of the dispute.
    Party,
    /// Someone who backs the deal with promises of its own.
    Guarantor,
    /// Someone in the room without a vote.
    Observer,
    /// Whoever carries the text.
    Mediator,
}

impl PartyKind {
    /// All kinds with the word used for each.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Party, "party"),
        (Self::Guarantor, "guarantor"),
        (Self::Observer, "observer"),
        (Self::Mediator, "mediator"),
    ];

    /// Reads the word for a kind.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(kind, _)| *kind)
    }

    /// The word for this kind.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether someone of this kind may be asked for a yes and hold judgments.
    pub fn may_consent(self) -> bool {
        matches!(self, Self::Party | Self::Guarantor)
    }
}

/// A side at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name in files.
    pub id: PartyId,
    /// Its name for people.
    pub name: String,
    /// What it is at the table.
    pub kind: PartyKind,
    /// Whether the deal needs its yes.
    pub consent: bool,
    /// Its colour on pages, `#rrggbb`.
    pub colour: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
}

/// A named individual who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name in files.
    pub id: PersonId,
    /// Their name for people.
    pub name: String,
    /// The party they speak for.
    pub party: PartyId,
    /// Offices and titles.
    pub titles: Vec<String>,
    /// Other names they go by.
    pub aliases: Vec<String>,
    /// What the team calls them where the name must not appear.
    pub code_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_kinds_match_both_ways() {
        for (kind, word) in PartyKind::ALL {
            assert_eq!(PartyKind::parse(word), Some(kind));
            assert_eq!(kind.word(), word);
        }
    }
}
