//! Issues: what a bracket leaves open, its alternatives, and the space of packages they span.

use crate::{BaseId, Decimal, IssueId, Key};
use std::collections::BTreeMap;

/// What an issue comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueKind {
    /// A bracket of wordings.
    Words,
    /// A bracket of figures; the alternatives carry them.
    Numeric {
        /// The unit as written (`km`, `%`).
        unit: String,
        /// What a share is a share of.
        base: Option<BaseId>,
    },
    /// A point without brackets: one alternative, `as-it-stands`.
    Point,
    /// An issue outside the draft.
    Aside,
}

/// One alternative of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its permanent name within the issue.
    pub key: Key,
    /// The wording, trimmed, inner white space as written; empty for `none` and for `?`.
    pub wording: String,
    /// Whose wording it is: party names, or `mediator`.
    pub owners: Vec<String>,
    /// Whether it is the mediator's working alternative.
    pub working: bool,
    /// The figure, for numeric issues.
    pub figure: Option<Decimal>,
}

impl Alternative {
    /// Whether nobody has written this alternative yet (`?`).
    pub fn is_unwritten(&self) -> bool {
        self.key.as_str() == "?"
    }
}

/// When an issue is part of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// In every package.
    Always,
    /// Where any of these (issue index, alternative index) pairs is chosen and itself exists.
    /// The first pair is the issue's first place in the text.
    AnyOf(Vec<(usize, usize)>),
}

/// What a bracket, a point or an aside leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its name.
    pub id: IssueId,
    /// What it comes from.
    pub kind: IssueKind,
    /// The point that holds its first place; its own name for asides.
    pub point: IssueId,
    /// Its alternatives in the order of its first place; never empty, at most 10,000.
    pub alternatives: Vec<Alternative>,
    /// When it is part of a package.
    pub existence: Existence,
}

impl Issue {
    /// The index of the alternative with this key.
    pub fn index_of(&self, key: &Key) -> Option<usize> {
        self.alternatives.iter().position(|a| a.key == *key)
    }

    /// The index of the working alternative, if one is marked; a point's is its only one.
    pub fn working(&self) -> Option<usize> {
        match self.kind {
            IssueKind::Point => Some(0),
            _ => self.alternatives.iter().position(|a| a.working),
        }
    }

    /// Whether its alternatives are figures.
    pub fn is_numeric(&self) -> bool {
        matches!(self.kind, IssueKind::Numeric { .. })
    }
}

/// All issues of a draft with its asides: the space of packages.
///
/// Issues stand in the order of their first place, so that an issue comes after every issue it
/// is nested in by its first place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Space {
    issues: Vec<Issue>,
    by_id: BTreeMap<IssueId, usize>,
}

impl Space {
    /// Makes a space. Where two issues share a name, the first keeps it.
    pub fn new(issues: Vec<Issue>) -> Self {
        let mut by_id = BTreeMap::new();
        for (index, issue) in issues.iter().enumerate() {
            by_id.entry(issue.id.clone()).or_insert(index);
        }
        Self { issues, by_id }
    }

    /// The issues in order.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// How many issues there are.
    pub fn len(&self) -> usize {
        self.issues.len()
    }

    /// Whether there is no issue at all.
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }

    /// The index of the issue with this name.
    pub fn index_of(&self, id: &IssueId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The issue with this name.
    pub fn issue(&self, id: &IssueId) -> Option<&Issue> {
        self.index_of(id).map(|index| &self.issues[index])
    }

    /// The indices of an issue and an alternative, by their names.
    pub fn find(&self, id: &IssueId, key: &Key) -> Option<(usize, usize)> {
        let issue = self.index_of(id)?;
        Some((issue, self.issues[issue].index_of(key)?))
    }
}
