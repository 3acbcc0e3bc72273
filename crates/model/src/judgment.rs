//! Judgments: what the mediator concludes about a party's preferences, from statements.

use crate::rule::{Atom, Compare, Condition};
use crate::{Confidence, Date, Decimal, IssueId, JudgmentId, Key, Level, PartyId, StatementId};
use std::collections::BTreeMap;

/// What a level is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// One alternative.
    Alternative(IssueId, Key),
    /// A range of a numeric issue: `depth>=30`.
    Range(IssueId, Compare, Decimal),
}

impl Target {
    /// The issue it is about.
    pub fn issue(&self) -> &IssueId {
        match self {
            Self::Alternative(issue, _) | Self::Range(issue, ..) => issue,
        }
    }
}

/// How a party sees no agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoDeal {
    /// It would rather have none.
    Prefers,
    /// It can bear none.
    CanBear,
    /// It cannot bear none.
    CannotBear,
}

impl NoDeal {
    /// All views with the words used for each.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Prefers, "prefers"),
        (Self::CanBear, "can bear"),
        (Self::CannotBear, "cannot bear"),
    ];

    /// Reads the words for a view.
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == words)
            .map(|(view, _)| *view)
    }

    /// The words for this view.
    pub fn words(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A package a judgment speaks about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackageRef {
    /// The working text of a draft, by its number.
    Draft(u32),
    /// Alternatives by issue.
    Choices(BTreeMap<IssueId, Key>),
}

/// What a judgment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// How the party stands to an alternative or a range.
    Level {
        /// The rung.
        level: Level,
        /// What it stands to.
        at: Target,
    },
    /// The party prefers one alternative of an issue to another.
    Order {
        /// The better one.
        better: Atom,
        /// The worse one, of the same issue.
        worse: Atom,
    },
    /// More (or less) of a numeric issue is better for the party.
    Direction {
        /// The issue.
        issue: IssueId,
        /// Whether more is better.
        more: bool,
    },
    /// One matter weighs more than another.
    Weights {
        /// The one that weighs more.
        heavier: IssueId,
        /// The one that weighs less.
        lighter: IssueId,
    },
    /// The party accepts or rejects a package.
    Answer {
        /// The package.
        package: PackageRef,
        /// Whether it accepts.
        accepts: bool,
    },
    /// The party prefers one package to another.
    Over {
        /// The better one.
        package: PackageRef,
        /// The worse one.
        over: PackageRef,
    },
    /// The party would give one thing for another.
    Trade {
        /// What it gives.
        gives: Atom,
        /// What it gets.
        gets: Atom,
    },
    /// The party can take `a` only with `b`.
    OnlyWith {
        /// What it can take only with `b`.
        a: Condition,
        /// What must come with it.
        b: Condition,
    },
    /// Nothing on another issue may pay for this one.
    Sacred {
        /// The issue, point or matter.
        target: IssueId,
        /// The alternative that makes it bearable.
        answer: Option<Atom>,
    },
    /// How the party sees no agreement.
    NoDeal(NoDeal),
    /// The party's points, where it has real numbers.
    Scores {
        /// What no agreement is worth.
        reservation: Decimal,
        /// Points by issue and alternative.
        points: BTreeMap<IssueId, BTreeMap<Key, Decimal>>,
    },
}

impl Kind {
    /// What this kind is called in lists.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Level { .. } => "level",
            Self::Order { .. } => "order",
            Self::Direction { .. } => "direction",
            Self::Weights { .. } => "weight order",
            Self::Answer { .. } | Self::Over { .. } => "package",
            Self::Trade { .. } => "trade",
            Self::OnlyWith { .. } => "condition",
            Self::Sacred { .. } => "sacred",
            Self::NoDeal(_) => "no-deal",
            Self::Scores { .. } => "scores",
        }
    }

    /// Whether it links several alternatives or issues, so that no figure can be drawn by looking at
    /// one of them alone.
    pub fn links(&self) -> bool {
        matches!(
            self,
            Self::Order { .. }
                | Self::Weights { .. }
                | Self::Answer { .. }
                | Self::Over { .. }
                | Self::Trade { .. }
        )
    }

    /// Every issue it mentions.
    pub fn issues(&self) -> Vec<IssueId> {
        let of_package = |package: &PackageRef| match package {
            PackageRef::Draft(_) => vec![],
            PackageRef::Choices(choices) => choices.keys().cloned().collect(),
        };
        match self {
            Self::Level { at, .. } => vec![at.issue().clone()],
            Self::Order { better, .. } => vec![better.issue.clone()],
            Self::Direction { issue, .. } => vec![issue.clone()],
            Self::Weights { heavier, lighter } => vec![heavier.clone(), lighter.clone()],
            Self::Answer { package, .. } => of_package(package),
            Self::Over { package, over } => [of_package(package), of_package(over)].concat(),
            Self::Trade { gives, gets } => vec![gives.issue.clone(), gets.issue.clone()],
            Self::OnlyWith { a, b } => a.iter().chain(b).map(|atom| atom.issue.clone()).collect(),
            Self::Sacred { target, answer } => std::iter::once(target.clone())
                .chain(answer.iter().map(|a| a.issue.clone()))
                .collect(),
            Self::NoDeal(_) => vec![],
            Self::Scores { points, .. } => points.keys().cloned().collect(),
        }
    }
}

/// What the mediator concludes about a party, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgment {
    /// Its name.
    pub id: JudgmentId,
    /// Whom it is about.
    pub party: PartyId,
    /// When it was made.
    pub on: Date,
    /// Who on the team made it.
    pub by: String,
    /// Why, in a sentence.
    pub because: String,
    /// What it says.
    pub kind: Kind,
    /// How sure it is; `None` only for scores.
    pub confidence: Option<Confidence>,
    /// What would make it presentable at home.
    pub cover: Option<String>,
    /// The confirmed statements it rests on; empty for the desk's own view.
    pub from: Vec<StatementId>,
    /// The fingerprint of the wording that was reacted to.
    pub words: Option<String>,
    /// The judgments it replaces.
    pub supersedes: Vec<JudgmentId>,
}
