//! What stands in the way: per issue, who bars which alternative, and where a third wording is missing.

use crate::constraint::{Constraint, IndexedAtom, Origin, Shape};
use onetext_model::Space;

/// One issue's alternatives and who bars each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The issue's index.
    pub issue: usize,
    /// For each alternative, whom it is barred by; empty if nobody bars it.
    pub barred: Vec<Vec<Origin>>,
    /// Whether every wording on the table is barred by someone: a wording nobody bars is missing.
    pub third_word: bool,
}

/// The picture of every issue that stands in the space.
pub fn pictures(space: &Space, constraints: &[Constraint]) -> Vec<Picture> {
    (0..space.len())
        .map(|issue| picture(space, constraints, issue))
        .collect()
}

fn picture(space: &Space, constraints: &[Constraint], issue: usize) -> Picture {
    let alternatives = &space.issues()[issue].alternatives;
    let mut barred = vec![vec![]; alternatives.len()];
    for constraint in constraints {
        for alternative in outright(constraint, issue) {
            barred[usize::from(alternative)].push(constraint.origin.clone());
        }
    }
    barred.iter_mut().for_each(|by| {
        by.sort();
        by.dedup();
    });
    let shut =
        |(a, by): (&onetext_model::Alternative, &Vec<Origin>)| a.is_unwritten() || !by.is_empty();
    let third_word =
        alternatives.iter().zip(&barred).all(shut) && barred.iter().any(|by| !by.is_empty());
    Picture {
        issue,
        barred,
        third_word,
    }
}

/// The alternatives of an issue that someone bars whatever else is chosen: those never to be taken,
/// and those whose condition cannot be met beside them, such as another alternative of the same
/// issue. Rules bar nothing for anyone.
fn outright(constraint: &Constraint, issue: usize) -> Vec<u16> {
    match (&constraint.shape, &constraint.origin) {
        (_, Origin::Rule(_) | Origin::Unwritten) => vec![],
        (Shape::Never(i, alternative), _) if *i == issue => vec![*alternative],
        (Shape::Requires(a, b), _) => match a.as_slice() {
            [only] if only.issue == Some(issue) => only
                .alternatives
                .iter()
                .copied()
                .filter(|alternative| b.iter().any(|atom| fails_beside(atom, issue, *alternative)))
                .collect(),
            _ => vec![],
        },
        _ => vec![],
    }
}

/// Whether an atom is false in every package with this alternative, as far as it says itself.
fn fails_beside(atom: &IndexedAtom, issue: usize, alternative: u16) -> bool {
    let elsewhere = atom.issue.is_some_and(|i| i != issue);
    atom.alternatives.is_empty() || !(elsewhere || atom.alternatives.contains(&alternative))
}
