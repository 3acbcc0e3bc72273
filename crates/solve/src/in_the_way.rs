//! What stands in the way: per issue, who bars which alternative, and where a third wording is missing.

use crate::constraint::{Constraint, Origin, Shape};
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
        if let Shape::Never(i, alternative) = &constraint.shape
            && *i == issue
            && constraint.origin != Origin::Unwritten
        {
            barred[usize::from(*alternative)].push(constraint.origin.clone());
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
