//! A problem with scores: what each package is worth to each party, as exact fractions.
//!
//! A party's value of a package is the sum of its points for the alternatives chosen, an issue
//! that does not exist adding nothing, and of the bonuses of the cubes the package lies in.

use super::rational::{self, Rational};
use crate::constraint::Constraint;
use crate::standing::Scores;
use num_traits::Zero;
use onetext_model::{Decimal, Package, Space};

/// One side of a cube: the figures of one issue it reaches over, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The issue's index; it must be numeric.
    pub issue: usize,
    /// The least figure.
    pub least: Decimal,
    /// The greatest figure.
    pub most: Decimal,
}

/// A bonus for every package whose figures lie in a box. A package in which one of its issues does
/// not exist lies outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    /// What it adds; may be negative.
    pub bonus: Rational,
    /// Its sides; issues not named are free. Without sides it holds for every package.
    pub sides: Vec<Side>,
}

impl Cube {
    /// Whether a package lies in it.
    pub fn contains(&self, space: &Space, package: &Package) -> bool {
        self.sides.iter().all(|side| {
            let figure = package
                .get(side.issue)
                .and_then(|a| space.issues()[side.issue].alternatives[a].figure);
            figure.is_some_and(|f| side.least <= f && f <= side.most)
        })
    }
}

/// What packages are worth to one party.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Valuation {
    /// Points by issue and alternative, in the space's order.
    pub points: Vec<Vec<Rational>>,
    /// Bonuses on boxes of figures.
    pub cubes: Vec<Cube>,
    /// What no agreement is worth; `None` where the party states nothing: then its worst package.
    pub reservation: Option<Rational>,
}

impl Valuation {
    /// The points of a party in a talks folder.
    pub fn of_scores(scores: &Scores) -> Self {
        let row = |row: &Vec<Decimal>| row.iter().copied().map(rational::of_decimal).collect();
        Self {
            points: scores.points.iter().map(row).collect(),
            cubes: vec![],
            reservation: Some(rational::of_decimal(scores.reservation)),
        }
    }

    /// What a package is worth.
    pub fn value(&self, space: &Space, package: &Package) -> Rational {
        let chosen = |(issue, row): (usize, &Vec<Rational>)| Some(row[package.get(issue)?].clone());
        let points = self.points.iter().enumerate().filter_map(chosen);
        let cubes = self.cubes.iter().filter(|c| c.contains(space, package));
        points
            .chain(cubes.map(|cube| cube.bonus.clone()))
            .fold(Rational::zero(), |a, b| a + b)
    }
}

/// Packages, what excludes some of them, and what they are worth to each party.
#[derive(Debug, Clone, Copy)]
pub struct Problem<'a> {
    /// The packages.
    pub space: &'a Space,
    /// What excludes packages: rules, bars, red lines.
    pub constraints: &'a [Constraint],
    /// The parties, in the order values are reported in.
    pub parties: &'a [Valuation],
}

/// Why a problem is not solved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was cancelled.
    #[error("stopped before the end")]
    Stopped,
    /// Nobody, or more parties than can be told apart at once.
    #[error("{0} parties have scores; between 1 and {MOST_PARTIES} can be compared")]
    Parties(usize),
    /// A party's rows do not fit the issues.
    #[error(
        "party {party} has points for {found} alternatives of issue {issue}, which has {needed}"
    )]
    Shape {
        /// The party, from 0.
        party: usize,
        /// The issue, from 0.
        issue: usize,
        /// How many alternatives it has points for.
        found: usize,
        /// How many there are.
        needed: usize,
    },
    /// A cube on an issue whose alternatives are not figures.
    #[error(
        "party {party} has a bonus on figures of issue {issue}, whose alternatives are not figures"
    )]
    NoFigures {
        /// The party, from 0.
        party: usize,
        /// The issue, from 0.
        issue: usize,
    },
    /// A party's points have no common denominator that can be added exactly.
    #[error("the points of party {0} need more than 37 digits to be added exactly; round them")]
    TooFine(usize),
    /// Issues tied by rules, nesting or cubes in more ways than can be told apart.
    #[error(
        "{issues} issues are tied together in more than {MOST_LABELS} ways that differ; loosen a rule or a bonus"
    )]
    TooTangled {
        /// How many issues the group has.
        issues: usize,
    },
    /// A limit whose figures are too long.
    #[error("the figures of a limit are too long to be added exactly; round them")]
    LongLimit,
    /// More than time, memory or the width of a row allow, with what to do about it.
    #[error("{0}")]
    TooLarge(&'static str),
    /// A draft whose brackets are nested in each other in a circle.
    #[error("issues are nested in each other in a circle")]
    Circle,
}

/// The most parties whose values are compared at once.
pub const MOST_PARTIES: usize = 16;
/// The most ways in which partial packages of one group of issues may differ to what is undecided.
pub const MOST_LABELS: usize = 20_000;

impl Problem<'_> {
    /// Whether every row fits its issue and every cube lies on figures.
    ///
    /// # Errors
    /// The first [`Refusal`] of shape met.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.parties.is_empty() || self.parties.len() > MOST_PARTIES {
            return Err(Refusal::Parties(self.parties.len()));
        }
        for (party, valuation) in self.parties.iter().enumerate() {
            self.check_rows(party, valuation)?;
            for side in valuation.cubes.iter().flat_map(|cube| &cube.sides) {
                let issue = side.issue;
                let known = self.space.issues().get(issue);
                let figures =
                    known.is_some_and(|i| i.alternatives.iter().all(|a| a.figure.is_some()));
                if !figures {
                    return Err(Refusal::NoFigures { party, issue });
                }
            }
        }
        Ok(())
    }

    fn check_rows(&self, party: usize, valuation: &Valuation) -> Result<(), Refusal> {
        for (issue, known) in self.space.issues().iter().enumerate() {
            let found = valuation.points.get(issue).map_or(0, Vec::len);
            let needed = known.alternatives.len();
            if found != needed {
                return Err(Refusal::Shape {
                    party,
                    issue,
                    found,
                    needed,
                });
            }
        }
        Ok(())
    }
}
