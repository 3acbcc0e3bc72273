//! All that can happen in talks. Facts are what is stored; everything else is derived.

use crate::commitment::{Commitment, Withdrawal};
use onetext_model::judgment::Judgment;
use onetext_model::party::{Party, Person};
use onetext_model::quantity::Base;
use onetext_model::rule::Rule;
use onetext_model::{Date, IssueId, JudgmentId, Key, PartyId, PersonId, SourceId, StatementId};
use std::collections::BTreeMap;
use std::fmt;

/// Who may know a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// The mediation team.
    Team,
    /// All parties.
    Plenary,
    /// Anybody.
    Public,
    /// One party and the team.
    Caucus(PartyId),
}

impl Room {
    /// Reads `team`, `plenary`, `public` or `caucus/PARTY`.
    ///
    /// ```
    /// use onetext_talks::fact::Room;
    /// assert_eq!(Room::parse("caucus/asteria").map(|r| r.to_string()).as_deref(), Some("caucus/asteria"));
    /// assert_eq!(Room::parse("kitchen"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "team" => Some(Self::Team),
            "plenary" => Some(Self::Plenary),
            "public" => Some(Self::Public),
            _ => text
                .strip_prefix("caucus/")
                .and_then(|p| PartyId::new(p).ok())
                .map(Self::Caucus),
        }
    }

    /// Whether what is said in it was said in confidence.
    pub fn is_caucus(&self) -> bool {
        matches!(self, Self::Caucus(_))
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Team => f.write_str("team"),
            Self::Plenary => f.write_str("plenary"),
            Self::Public => f.write_str("public"),
            Self::Caucus(party) => write!(f, "caucus/{party}"),
        }
    }
}

/// A contested name: a neutral one and each side's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestedName {
    /// Its name in files.
    pub id: String,
    /// The neutral name.
    pub neutral: String,
    /// Each party's own name for it.
    pub own: BTreeMap<PartyId, String>,
}

/// Points that are weighed as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Its name.
    pub id: IssueId,
    /// The points it unites.
    pub points: Vec<IssueId>,
}

/// What the mediator or a guarantor may not endorse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub id: String,
    /// `mediator`, or a party.
    pub who: String,
    /// The alternative.
    pub alternative: (IssueId, Key),
    /// Why.
    pub why: String,
}

/// An issue outside the draft: a side letter, a sequence, who announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its name.
    pub id: IssueId,
    /// Its alternatives; the first marked with `*` is the working one.
    pub alternatives: Vec<(Key, String, bool)>,
}

/// A meeting of the team with parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its name.
    pub id: String,
    /// When.
    pub on: Date,
    /// Where.
    pub place: Option<String>,
    /// With whom.
    pub with: Vec<PartyId>,
    /// In which room.
    pub room: Room,
    /// How long, in hours, as written.
    pub hours: Option<String>,
}

/// A document as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub id: SourceId,
    /// Its file inside the folder.
    pub file: String,
    /// BLAKE3 of the file, in hexadecimal.
    pub hash: String,
    /// The date it bears.
    pub on: Date,
    /// Who may know it.
    pub room: Room,
    /// The newspaper, agency or office it comes from.
    pub outlet: Option<String>,
    /// How it was said: `press conference`, `letter`.
    pub channel: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The extracted reading text, where that is not the file itself.
    pub reading: Option<String>,
    /// BLAKE3 of the reading text, in hexadecimal.
    pub reading_hash: Option<String>,
    /// Which keys were taken from what the document says about itself, and not yet looked at.
    pub proposed: Vec<String>,
}

/// How far a statement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Found by the rules; nobody has looked yet.
    Proposed,
    /// The mediator has confirmed it.
    Confirmed,
    /// The mediator has discarded it.
    Discarded,
}

impl Standing {
    /// All with the word used for each.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Proposed, "proposed"),
        (Self::Confirmed, "confirmed"),
        (Self::Discarded, "discarded"),
    ];

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(standing, _)| *standing)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Who said what, where in which source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub id: StatementId,
    /// The source.
    pub source: SourceId,
    /// First byte in the reading text.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// The person, if in the register.
    pub speaker: Option<PersonId>,
    /// The speaker as printed.
    pub speaker_text: Option<String>,
    /// The party spoken for.
    pub party: Option<PartyId>,
    /// Through which channel.
    pub channel: Option<String>,
    /// The points and issues it is about.
    pub about: Vec<IssueId>,
    /// How far it has come.
    pub state: Standing,
    /// Whether it says what someone else wants.
    pub hearsay: bool,
    /// Whether the words are what the speaker denies.
    pub denied: bool,
    /// Whether the rules that proposed it were unsure of its words or its speaker.
    pub doubtful: bool,
}

/// A draft shown to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circulation {
    /// The draft's number.
    pub draft: u32,
    /// To whom.
    pub to: PartyId,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<String>,
    /// Which copy.
    pub copy: Option<String>,
    /// Whether the words were read back.
    pub read_back: bool,
}

/// What became of points from one draft to the next, as confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// Labels in the earlier draft.
    pub from: Vec<String>,
    /// Labels in the later draft.
    pub to: Vec<String>,
    /// The fate's word.
    pub fate: String,
    /// By whom.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// The earlier draft's number, if given.
    pub draft: Option<u32>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The talks have a title, and are an exercise or not.
    Titled {
        /// The title.
        title: String,
        /// Whether all of it is invented or public, so that caucus material may lie in plain files.
        exercise: bool,
    },
    /// A party was added.
    PartyAdded(Party),
    /// A person was added to the register.
    PersonAdded(Person),
    /// A base was declared.
    BaseDeclared(Base),
    /// A contested name was declared.
    NameDeclared(ContestedName),
    /// Points were declared one matter.
    MatterDeclared(Matter),
    /// A rule was set.
    RuleSet(Rule),
    /// A bar was set.
    BarSet(Bar),
    /// An aside was added.
    AsideAdded(Aside),
    /// A meeting was held.
    MeetingHeld(Meeting),
    /// A draft was written.
    DraftWritten {
        /// Its number.
        number: u32,
        /// Its file inside the folder.
        file: String,
        /// Its text.
        text: String,
    },
    /// A source was received.
    SourceReceived(Source),
    /// A statement was proposed, or read with the state it has reached.
    StatementProposed(Statement),
    /// A statement was confirmed or discarded.
    StatementSettled(StatementId, Standing),
    /// A statement was found to tell what somebody else wants.
    StatementIsHearsay(StatementId),
    /// A statement was given to a person or a party.
    StatementAssigned {
        /// The statement.
        id: StatementId,
        /// The person, if one is meant.
        speaker: Option<PersonId>,
        /// The party.
        party: PartyId,
    },
    /// A statement was linked to points and issues.
    StatementLinked(StatementId, Vec<IssueId>),
    /// A statement was put right: how it read, and how it reads from now on.
    StatementCorrected(Box<(Statement, Statement)>),
    /// A judgment made by a slip was taken back before anything was built on it.
    JudgmentTakenBack(JudgmentId),
    /// A judgment was made.
    JudgmentMade(Judgment),
    /// A draft was shown to a party.
    Circulated(Circulation),
    /// A party bound itself to something.
    CommitmentGiven(Commitment),
    /// A party took a commitment back.
    CommitmentWithdrawn(String, Withdrawal),
    /// What became of points was confirmed.
    FateConfirmed(Fate),
}
