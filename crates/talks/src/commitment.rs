//! What a party has bound itself to: a commitment, or a concession, with its words and its end.

use onetext_model::{Date, IssueId, Key, PartyId, StatementId};

/// Whether a party binds itself, or takes less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// It takes less than it asked for before.
    Concession,
    /// It says what it will do or leave.
    Commitment,
}

impl Bond {
    /// Both with the word used for each.
    pub const ALL: [(Self, &'static str); 2] = [
        (Self::Concession, "concession"),
        (Self::Commitment, "commitment"),
    ];

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, name)| *name == word);
        found.map(|(bond, _)| *bond)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Spoken.
    Oral,
    /// On paper.
    Written,
}

impl Form {
    /// Both with the word used for each.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Oral, "oral"), (Self::Written, "written")];

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, name)| *name == word);
        found.map(|(form, _)| *form)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The taking back of a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub on: Date,
    /// Why, as far as the team knows.
    pub because: String,
}

/// Something a party has bound itself to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Its name.
    pub id: String,
    /// The party.
    pub party: PartyId,
    /// When it was given.
    pub on: Date,
    /// Who on the team wrote it down.
    pub by: String,
    /// What it is, in words.
    pub what: String,
    /// The alternative it is about.
    pub at: Option<(IssueId, Key)>,
    /// Commitment or concession.
    pub bond: Bond,
    /// Oral or written.
    pub form: Form,
    /// What it hangs on: words, or `issue=key`.
    pub condition: Option<String>,
    /// The last day it holds.
    pub until: Option<Date>,
    /// The confirmed statements it rests on.
    pub from: Vec<StatementId>,
    /// Its taking back.
    pub withdrawn: Option<Withdrawal>,
    /// Earlier ones it replaces.
    pub supersedes: Vec<String>,
}

/// The next free name of the form `c` and a number.
pub fn next_commitment<'a>(taken: impl Iterator<Item = &'a String>) -> String {
    let highest = taken
        .filter_map(|id| id.strip_prefix('c')?.parse::<u64>().ok())
        .max();
    format!("c{}", highest.map_or(1, |n| n.saturating_add(1)))
}
