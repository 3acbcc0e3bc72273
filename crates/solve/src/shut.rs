//! What shuts the zone: the smallest sets of red lines, bars and rules that leave no package, and
//! the smallest sets of red lines whose lifting would open it, taken apart by issue.
//!
//! Issues that no rule, condition or nesting ties together are independent: the zone is shut exactly
//! where one such group of issues is shut by itself. So each group is looked at alone, and what is
//! found says where the trouble is.

use crate::constraint::{Constraint, Origin};
use crate::count;
use num_bigint::BigUint;
use onetext_model::Space;
use std::collections::BTreeSet;

/// The most sets listed for one group.
const MOST_SETS: usize = 20;
/// The most sets tried for one group before the answer is "at least so many".
const MOST_TRIES: usize = 20_000;

/// A group of issues that is shut by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knot {
    /// The issues, by index.
    pub issues: Vec<usize>,
    /// The smallest sets that leave no package; none if too many were tried.
    pub shutting: Vec<BTreeSet<Origin>>,
    /// The smallest sets of what may be lifted whose lifting leaves some package; none if nothing
    /// that may be lifted opens it, or too many were tried.
    pub opening: Vec<BTreeSet<Origin>>,
}

/// The groups of issues that are shut, in the order of their first issue.
///
/// `may_lift` says which origins may be listed for lifting: never a rule, a bar or a sacred value.
pub fn knots(
    space: &Space,
    constraints: &[Constraint],
    may_lift: &dyn Fn(&Origin) -> bool,
) -> Vec<Knot> {
    let mut knots = vec![];
    for issues in count::components(space, constraints) {
        let own: Vec<&Constraint> = constraints
            .iter()
            .filter(|c| c.issues().iter().any(|i| issues.contains(i)))
            .collect();
        if leaves_some(space, &own, &|_| true) {
            continue;
        }
        knots.push(Knot {
            shutting: shutting(space, &own),
            opening: opening(space, &own, may_lift),
            issues,
        });
    }
    knots.sort_by_key(|knot| knot.issues.first().copied());
    knots
}

/// Whether some package is left under those constraints whose origin counts; what is not written
/// yet always counts.
fn leaves_some(space: &Space, own: &[&Constraint], counts: &dyn Fn(&Origin) -> bool) -> bool {
    let kept: Vec<Constraint> = own
        .iter()
        .filter(|c| c.origin == Origin::Unwritten || counts(&c.origin))
        .map(|c| (*c).clone())
        .collect();
    count::packages(space, &kept).high > BigUint::ZERO
}

fn origins(own: &[&Constraint]) -> Vec<Origin> {
    let all: BTreeSet<&Origin> = own.iter().map(|c| &c.origin).collect();
    all.into_iter()
        .filter(|o| **o != Origin::Unwritten)
        .cloned()
        .collect()
}

fn shutting(space: &Space, own: &[&Constraint]) -> Vec<BTreeSet<Origin>> {
    let members = origins(own);
    smallest(&members, &|set| {
        !leaves_some(space, own, &|o| set.contains(o))
    })
}

fn opening(
    space: &Space,
    own: &[&Constraint],
    may_lift: &dyn Fn(&Origin) -> bool,
) -> Vec<BTreeSet<Origin>> {
    let members: Vec<Origin> = origins(own).into_iter().filter(|o| may_lift(o)).collect();
    smallest(&members, &|set| {
        leaves_some(space, own, &|o| !set.contains(o))
    })
}

/// All sets of the smallest size that do, in order; none if none does or too many had to be tried.
fn smallest(members: &[Origin], does: &dyn Fn(&BTreeSet<Origin>) -> bool) -> Vec<BTreeSet<Origin>> {
    let mut tries = 0;
    for size in 0..=members.len() {
        let mut found = vec![];
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            tries += 1;
            if tries > MOST_TRIES {
                return vec![];
            }
            let set: BTreeSet<Origin> = chosen.iter().map(|i| members[*i].clone()).collect();
            if does(&set) {
                found.push(set);
            }
            if found.len() == MOST_SETS || !advance(&mut chosen, members.len()) {
                break;
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    vec![]
}

/// The next choice of as many out of `all`, in order; `false` after the last.
fn advance(chosen: &mut [usize], all: usize) -> bool {
    let size = chosen.len();
    for at in (0..size).rev() {
        if chosen[at] + (size - at) < all {
            chosen[at] += 1;
            for later in at + 1..size {
                chosen[later] = chosen[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constraint::{IndexedAtom, Shape};
    use onetext_model::{Alternative, Existence, Issue, IssueId, IssueKind, Key, PartyId};

    fn space(sizes: &[usize]) -> Space {
        let issue = |(n, size): (usize, &usize)| Issue {
            id: IssueId::new(&format!("i{n}")).unwrap(),
            kind: IssueKind::Words,
            point: IssueId::new(&format!("i{n}")).unwrap(),
            alternatives: (0..*size)
                .map(|a| Alternative {
                    key: Key::new(&format!("k{a}")).unwrap(),
                    wording: String::new(),
                    owners: vec![],
                    working: false,
                    figure: None,
                })
                .collect(),
            existence: Existence::Always,
        };
        Space::new(sizes.iter().enumerate().map(issue).collect())
    }

    fn line(judgment: &str, shape: Shape) -> Constraint {
        let party = PartyId::new("p").unwrap();
        let (judgment, tested) = (judgment.to_owned(), false);
        Constraint {
            shape,
            origin: Origin::RedLine {
                party,
                judgment,
                tested,
            },
        }
    }

    fn names(sets: &[BTreeSet<Origin>]) -> Vec<String> {
        let name = |o: &Origin| match o {
            Origin::RedLine { judgment, .. } => judgment.clone(),
            other => format!("{other:?}"),
        };
        sets.iter()
            .map(|set| set.iter().map(name).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn each_shut_issue_is_a_knot_of_its_own() {
        let space = space(&[2, 2, 2]);
        let never = |j, i, a| line(j, Shape::Never(i, a));
        let all = [
            never("a", 0, 0),
            never("b", 0, 1),
            never("c", 0, 1),
            never("d", 1, 0),
            never("e", 2, 0),
            never("f", 2, 1),
        ];
        let knots = knots(&space, &all, &|_| true);
        assert_eq!(knots.len(), 2);
        assert_eq!((&knots[0].issues, &knots[1].issues), (&vec![0], &vec![2]));
        assert_eq!(names(&knots[0].shutting), ["a b", "a c"]);
        assert_eq!(names(&knots[0].opening), ["a"]);
        assert_eq!(names(&knots[1].opening), ["e", "f"]);
    }

    #[test]
    fn a_condition_ties_issues_into_one_knot() {
        let space = space(&[2, 2]);
        let atom = |issue, a| {
            vec![IndexedAtom {
                issue: Some(issue),
                alternatives: vec![a],
            }]
        };
        let all = [
            line("a", Shape::Never(0, 0)),
            line("b", Shape::Requires(atom(0, 1), atom(1, 1))),
            line("c", Shape::Never(1, 1)),
        ];
        let sacred = |o: &Origin| !matches!(o, Origin::RedLine { judgment, .. } if judgment == "b");
        let knots = knots(&space, &all, &sacred);
        assert_eq!(knots.len(), 1);
        assert_eq!(names(&knots[0].shutting), ["a b c"]);
        assert_eq!(names(&knots[0].opening), ["a", "c"]);
    }

    #[test]
    fn an_open_space_has_no_knot() {
        assert_eq!(
            knots(&space(&[2, 3]), &[line("a", Shape::Never(0, 0))], &|_| true),
            []
        );
    }

    #[test]
    fn every_choice_is_made_once() {
        let mut chosen = vec![0, 1, 2];
        let mut seen = 1;
        while advance(&mut chosen, 6) {
            seen += 1;
        }
        assert_eq!(seen, 20);
        assert!(!advance(&mut [], 4));
    }
}
