//! The order in which a walk decides issues, the alternatives left, and where each constraint can
//! be checked.

use crate::constraint::{Constraint, Shape};
use crate::count::parents_first;
use onetext_model::{Existence, Space};

/// The plan of a walk.
pub struct Plan<'a> {
    /// Issues in the order they are decided, those that others stand in first.
    pub order: Vec<usize>,
    /// By issue: the alternatives that no constraint forbids by itself.
    pub allowed: Vec<Vec<u16>>,
    /// By place in the order: the constraints whose issues are all decided there.
    checks: Vec<Vec<&'a Constraint>>,
    /// From which place on nothing is checked any more.
    unchecked: usize,
    /// Whether some issue exists only where an alternative is chosen.
    pub nested: bool,
    /// By place in the order: how many packages there are below it, if nothing is checked there.
    below: Vec<u64>,
    space: &'a Space,
}

impl<'a> Plan<'a> {
    /// The plan for a space under constraints.
    pub fn new(space: &'a Space, constraints: &'a [Constraint]) -> Self {
        Self::in_order(space, constraints, parents_first(space))
    }

    /// The same with issues in another order, in which those that others stand in come first.
    pub fn in_order(space: &'a Space, constraints: &'a [Constraint], order: Vec<usize>) -> Self {
        let mut position = vec![0; space.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, issue)| position[*issue] = at);
        let mut checks: Vec<Vec<&Constraint>> = vec![vec![]; order.len()];
        let all = |issue: &onetext_model::Issue| (0..issue.alternatives.len() as u16).collect();
        let mut allowed: Vec<Vec<u16>> = space.issues().iter().map(all).collect();
        for constraint in constraints {
            if let Shape::Never(issue, alternative) = &constraint.shape {
                allowed[*issue].retain(|a| a != alternative);
            } else if let Some(last) = constraint.issues().iter().map(|i| position[*i]).max() {
                checks[last].push(constraint);
            }
        }
        let unchecked = checks
            .iter()
            .rposition(|c| !c.is_empty())
            .map_or(0, |at| at + 1);
        let mut below = vec![1; order.len() + 1];
        for (at, issue) in order.iter().enumerate().rev() {
            below[at] = u64::saturating_mul(below[at + 1], allowed[*issue].len() as u64);
        }
        Self {
            nested: space
                .issues()
                .iter()
                .any(|i| i.existence != Existence::Always),
            order,
            allowed,
            checks,
            unchecked,
            below,
            space,
        }
    }

    /// Whether choices for all issues meet every constraint.
    pub fn meets_all(&self, choices: &[Option<u16>]) -> bool {
        let allowed = |(issue, choice): (usize, &Option<u16>)| {
            choice.is_none_or(|a| self.allowed[issue].contains(&a))
        };
        choices.iter().enumerate().all(allowed)
            && (0..self.order.len()).all(|place| self.fits(choices, place))
    }

    /// Whether an issue exists under the choices made so far.
    pub fn exists(&self, issue: usize, choices: &[Option<u16>]) -> bool {
        match &self.space.issues()[issue].existence {
            Existence::Always => true,
            Existence::AnyOf(places) => places.iter().any(|(p, a)| choices[*p] == Some(*a as u16)),
        }
    }

    /// Whether the choices meet every constraint that is decided at this place of the order.
    pub fn fits(&self, choices: &[Option<u16>], place: usize) -> bool {
        // Undecided issues stand as absent; none of them belongs to a constraint checked here.
        self.checks[place].iter().all(|c| c.met_by(choices))
    }

    /// Whether some constraint is decided at this place of the order.
    pub fn checks(&self, place: usize) -> bool {
        !self.checks[place].is_empty()
    }

    /// The choices at one place under those before it that no constraint excludes.
    pub fn children(&self, choices: &[Option<u16>], place: usize) -> Vec<Vec<Option<u16>>> {
        let issue = self.order[place];
        let options: Vec<Option<u16>> = if self.exists(issue, choices) {
            self.allowed[issue].iter().map(|a| Some(*a)).collect()
        } else {
            vec![None]
        };
        let with = |option| {
            let mut child = choices.to_vec();
            child[issue] = option;
            child
        };
        let fit = |child: &Vec<Option<u16>>| self.fits(child, place);
        options.into_iter().map(with).filter(fit).collect()
    }

    /// How many packages there are below these choices. Each of them is met, unless nothing is
    /// checked and nested any more.
    pub fn count_below(&self, choices: &mut Vec<Option<u16>>, place: usize) -> u64 {
        if place >= self.order.len() {
            return 1;
        }
        if place >= self.unchecked && !self.nested {
            return self.below[place];
        }
        let issue = self.order[place];
        let before = choices[issue];
        let mut sum = 0;
        if self.exists(issue, choices) {
            for alternative in &self.allowed[issue] {
                choices[issue] = Some(*alternative);
                if self.fits(choices, place) {
                    sum += self.count_below(choices, place + 1);
                }
            }
        } else {
            choices[issue] = None;
            if self.fits(choices, place) {
                sum += self.count_below(choices, place + 1);
            }
        }
        choices[issue] = before;
        sum
    }
}
