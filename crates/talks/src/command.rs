//! All that one can ask for.

use crate::commitment::{Commitment, Withdrawal};
use crate::fact::{Circulation, Room, Statement};
use onetext_model::judgment::Judgment;
use onetext_model::party::PartyKind;
use onetext_model::{Date, IssueId, JudgmentId, PartyId, SourceId, StatementId};

/// A document to be received.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The name of the file as received; the source is named after it.
    pub file_name: String,
    /// Its bytes.
    pub contents: Vec<u8>,
    /// The date it bears.
    pub on: Date,
    /// Who may know it.
    pub room: Room,
    /// The newspaper, agency or office it comes from.
    pub outlet: Option<String>,
    /// How it was said.
    pub channel: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its reading text, where that is not the file itself.
    pub reading: Option<String>,
    /// The keys of what the document alone says about itself.
    pub proposed: Vec<&'static str>,
}

/// A party to be added, with people who speak for it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewParty {
    /// Its name in files.
    pub id: PartyId,
    /// Its name for people.
    pub name: String,
    /// What it is at the table.
    pub kind: PartyKind,
    /// Whether the deal needs its yes; `None` for what is usual for its kind.
    pub consent: Option<bool>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Names of people who speak for it.
    pub people: Vec<String>,
}

/// Something asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin talks in an empty folder.
    Begin {
        /// The title.
        title: String,
        /// Whether all of it is invented or public.
        exercise: bool,
    },
    /// Add a party, or people to one.
    AddParty(NewParty),
    /// Receive a source; its quotes become proposed statements.
    Receive(Received),
    /// Confirm statements.
    Confirm(Vec<StatementId>),
    /// Confirm statements that tell what somebody else wants.
    ConfirmHearsay(Vec<StatementId>),
    /// Discard statements.
    Discard(Vec<StatementId>),
    /// Give a statement to a person or a party, by name.
    Assign(StatementId, String),
    /// Link a statement to points and issues.
    About(StatementId, Vec<IssueId>),
    /// Put a statement right: the same one, as it is to read from now on.
    Correct(Box<Statement>),
    /// Take a judgment back that was made by a slip; nothing may have been built on it yet.
    TakeBack(Box<Judgment>),
    /// Make a judgment; its words are pinned as it is taken in.
    Judge(Box<Judgment>),
    /// Write down what a party has bound itself to.
    Pledge(Box<Commitment>),
    /// Write down that a party took a commitment back.
    Withdraw(String, Withdrawal),
    /// Show a draft to a party.
    Circulate(Circulation),
}

/// The next free name of the form `prefix` and a number.
pub fn next_judgment<'a>(taken: impl Iterator<Item = &'a JudgmentId>) -> String {
    let highest = taken
        .filter_map(|id| id.as_str().strip_prefix('j')?.parse::<u64>().ok())
        .max();
    format!("j{}", highest.map_or(1, |n| n + 1))
}

/// The name of a source made from its file's name, free among those taken.
pub fn source_name(file_name: &str, taken: impl Fn(&str) -> bool) -> Option<SourceId> {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let slug = onetext_model::id::slug(stem);
    let base = if onetext_model::id::is_name(&slug) {
        slug
    } else {
        format!("source-{slug}").trim_end_matches('-').to_owned()
    };
    let candidates = std::iter::once(base.clone()).chain((2..1000).map(|n| format!("{base}-{n}")));
    candidates
        .into_iter()
        .find(|name| !taken(name))
        .and_then(|name| SourceId::new(&name).ok())
}
