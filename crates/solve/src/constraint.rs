//! What excludes a package: rules, bars, red lines, conditions, sacred breaches.
//!
//! Every one of them takes one of four shapes over indices of issues and alternatives, with a note
//! of whom it comes from, so that counting and walking need not know what it means.

use onetext_model::rule::{Atom, Compare, Condition, Say};
use onetext_model::{Decimal, Package, PartyId, Space};

/// An atom by indices: the issue exists and one of these alternatives is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedAtom {
    /// The issue; `None` if there is no such issue, and then the atom is false.
    pub issue: Option<usize>,
    /// The alternatives that make it true.
    pub alternatives: Vec<u16>,
}

impl IndexedAtom {
    /// Looks an atom up. Alternatives that do not exist make nothing true.
    pub fn new(atom: &Atom, space: &Space) -> Self {
        let issue = space.index_of(&atom.issue);
        let found = |i: usize| {
            atom.keys
                .iter()
                .filter_map(|k| space.issues()[i].index_of(k))
                .map(|a| a as u16)
                .collect()
        };
        Self {
            issue,
            alternatives: issue.map(found).unwrap_or_default(),
        }
    }

    /// Whether it holds under these choices.
    pub fn holds(&self, choices: &[Option<u16>]) -> bool {
        let chosen = self.issue.and_then(|i| choices[i]);
        chosen.is_some_and(|a| self.alternatives.contains(&a))
    }
}

/// The form of a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// An alternative that may not be chosen.
    Never(usize, u16),
    /// Where all of the first hold, all of the second must.
    Requires(Vec<IndexedAtom>, Vec<IndexedAtom>),
    /// All of the first and all of the second never hold together.
    Excludes(Vec<IndexedAtom>, Vec<IndexedAtom>),
    /// A linear limit: a quantity by issue and alternative, summed over the issues that exist.
    Limit {
        /// Issues with the quantity each alternative adds.
        terms: Vec<(usize, Vec<Decimal>)>,
        /// The relation.
        compare: Compare,
        /// The right-hand side.
        bound: Decimal,
    },
}

/// Whom a constraint comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A rule of the talks, by its name.
    Rule(String),
    /// A bar, by its name.
    Bar(String),
    /// A party's red line, condition or sacred value, by the judgment's name.
    RedLine {
        /// The party.
        party: PartyId,
        /// The judgment it comes from.
        judgment: String,
        /// Whether it is tested.
        tested: bool,
    },
    /// An alternative nobody has written yet.
    Unwritten,
}

/// One constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Its form.
    pub shape: Shape,
    /// Whom it comes from.
    pub origin: Origin,
}

impl Constraint {
    /// The constraint of a rule.
    pub fn of_rule(id: &str, say: &Say, space: &Space) -> Self {
        let side = |condition: &Condition| {
            condition
                .iter()
                .map(|a| IndexedAtom::new(a, space))
                .collect()
        };
        let shape = match say {
            Say::Requires(a, b) => Shape::Requires(side(a), side(b)),
            Say::Excludes(a, b) => Shape::Excludes(side(a), side(b)),
            Say::Limit {
                terms,
                compare,
                bound,
            } => {
                let term = |(factor, issue): &(Decimal, _)| {
                    let index = space.index_of(issue)?;
                    let figures = space.issues()[index].alternatives.iter();
                    Some((
                        index,
                        figures
                            .map(|a| *factor * a.figure.unwrap_or(Decimal::ZERO))
                            .collect(),
                    ))
                };
                Shape::Limit {
                    terms: terms.iter().filter_map(term).collect(),
                    compare: *compare,
                    bound: *bound,
                }
            }
        };
        Self {
            shape,
            origin: Origin::Rule(id.to_owned()),
        }
    }

    /// Every `?` of a space: no package with one is accepted.
    pub fn unwritten(space: &Space) -> Vec<Self> {
        let mut all = vec![];
        for (index, issue) in space.issues().iter().enumerate() {
            if let Some(a) = issue
                .alternatives
                .iter()
                .position(onetext_model::Alternative::is_unwritten)
            {
                all.push(Self {
                    shape: Shape::Never(index, a as u16),
                    origin: Origin::Unwritten,
                });
            }
        }
        all
    }

    /// Whether a package meets it.
    pub fn holds(&self, package: &Package) -> bool {
        self.met_by(package.choices())
    }

    /// Whether choices, one for each issue, meet it; an issue without a choice counts as absent.
    pub fn met_by(&self, choices: &[Option<u16>]) -> bool {
        match &self.shape {
            Shape::Never(issue, alternative) => choices[*issue] != Some(*alternative),
            Shape::Requires(a, b) => !all(a, choices) || all(b, choices),
            Shape::Excludes(a, b) => !(all(a, choices) && all(b, choices)),
            Shape::Limit {
                terms,
                compare,
                bound,
            } => {
                let sum: Decimal = terms
                    .iter()
                    .filter_map(|(i, q)| choices[*i].map(|a| q[usize::from(a)]))
                    .sum();
                compare.holds(&sum, bound)
            }
        }
    }

    /// Whether it speaks about no issue there is and is not met: then no package is left.
    pub fn excludes_all(&self) -> bool {
        self.issues().is_empty() && !self.holds(&Package::partial(&[]))
    }

    /// The issues it speaks about.
    pub fn issues(&self) -> Vec<usize> {
        match &self.shape {
            Shape::Never(issue, _) => vec![*issue],
            Shape::Requires(a, b) | Shape::Excludes(a, b) => {
                a.iter().chain(b).filter_map(|atom| atom.issue).collect()
            }
            Shape::Limit { terms, .. } => terms.iter().map(|(issue, _)| *issue).collect(),
        }
    }

    /// Whether it is a red line of this party.
    pub fn is_red_line_of(&self, id: &PartyId) -> bool {
        matches!(&self.origin, Origin::RedLine { party, .. } if party == id)
    }

    /// Whether it holds even if only tested red lines do: everything but an untested red line.
    pub fn is_firm(&self) -> bool {
        !matches!(self.origin, Origin::RedLine { tested: false, .. })
    }
}

fn all(atoms: &[IndexedAtom], choices: &[Option<u16>]) -> bool {
    atoms.iter().all(|atom| atom.holds(choices))
}
