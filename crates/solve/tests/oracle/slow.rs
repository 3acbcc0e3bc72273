//! The slow, obviously right study of a small talk: every package listed, every reading summed.
//!
//! From the engine it takes its types and the readings it drew, nothing else.

use super::talk::Talk;
use onetext_model::rule::{Atom, Compare, Say};
use onetext_model::{Decimal, Existence, Space};
use onetext_solve::constraint::{Constraint, IndexedAtom, Origin, Shape};
use onetext_solve::readings::{BLOCK, Block};
use onetext_solve::standing::{Record, Standing};
use std::collections::BTreeSet;

/// An alternative for every issue that exists.
pub type Choices = Vec<Option<u16>>;

/// Every package of a space: all wishes, less what does not exist, each once.
pub fn packages(space: &Space) -> BTreeSet<Choices> {
    let mut wishes: Vec<Vec<u16>> = vec![vec![]];
    for issue in space.issues() {
        let all = 0..issue.alternatives.len() as u16;
        wishes = wishes
            .iter()
            .flat_map(|w| all.clone().map(|a| [w.as_slice(), &[a]].concat()))
            .collect();
    }
    let canonical = |w: &Vec<u16>| {
        (0..w.len())
            .map(|i| exists(space, w, i).then_some(w[i]))
            .collect()
    };
    wishes.iter().map(canonical).collect()
}

fn exists(space: &Space, wishes: &[u16], issue: usize) -> bool {
    match &space.issues()[issue].existence {
        Existence::Always => true,
        Existence::AnyOf(places) => places
            .iter()
            .any(|(p, a)| usize::from(wishes[*p]) == *a && exists(space, wishes, *p)),
    }
}

/// Whether a package meets every rule, bar and red line; with `firm_only`, tested red lines alone.
pub fn fits(talk: &Talk, package: &Choices, firm_only: bool) -> bool {
    let untested = |c: &&Constraint| matches!(c.origin, Origin::RedLine { tested: false, .. });
    let is_rule = |c: &&Constraint| matches!(c.origin, Origin::Rule(_));
    let lines = talk.constraints.iter().filter(|c| !is_rule(c));
    talk.rules.iter().all(|say| said(say, &talk.space, package))
        && lines
            .filter(|c| !(firm_only && untested(c)))
            .all(|c| met(&c.shape, package))
}

fn met(shape: &Shape, package: &Choices) -> bool {
    let holds = |atoms: &[IndexedAtom]| {
        atoms.iter().all(|atom| {
            let chosen = atom.issue.and_then(|i| package[i]);
            atom.alternatives.iter().any(|a| Some(*a) == chosen)
        })
    };
    match shape {
        Shape::Never(issue, alternative) => package[*issue] != Some(*alternative),
        Shape::Requires(a, b) => !holds(a) || holds(b),
        Shape::Excludes(a, b) => !holds(a) || !holds(b),
        Shape::Limit { .. } => panic!("limits come from rules"),
    }
}

/// Whether a rule holds, read from its words.
fn said(say: &Say, space: &Space, package: &Choices) -> bool {
    let chosen = |id: &onetext_model::IssueId| {
        let at = space.issues().iter().position(|i| i.id == *id)?;
        package[at].map(|a| &space.issues()[at].alternatives[usize::from(a)])
    };
    let holds = |atoms: &[Atom]| {
        atoms
            .iter()
            .all(|atom| chosen(&atom.issue).is_some_and(|a| atom.keys.contains(&a.key)))
    };
    match say {
        Say::Requires(a, b) => !holds(a) || holds(b),
        Say::Excludes(a, b) => !holds(a) || !holds(b),
        Say::Limit {
            terms,
            compare,
            bound,
        } => {
            let mut sum = Decimal::ZERO;
            for (factor, issue) in terms {
                sum += factor * chosen(issue).and_then(|a| a.figure).unwrap_or_default();
            }
            match compare {
                Compare::AtMost => sum <= *bound,
                Compare::Below => sum < *bound,
                Compare::AtLeast => sum >= *bound,
                Compare::Above => sum > *bound,
                Compare::Equal => sum == *bound,
            }
        }
    }
}

/// Readings on which a party accepts, silence read against, freely and for the package.
pub type Accepted = [u32; 3];

/// A party's acceptance of one package, red lines aside.
pub fn accepted(record: &Record, space: &Space, blocks: &[Block], package: &Choices) -> Accepted {
    accepted_in_steps(record, space, (blocks, 16_777_216.0), package)
}

/// The same with gains rounded down, and prices up, to so many steps of a party's range: a walk
/// over all packages counts in 2¹⁴ of them.
pub fn accepted_in_steps(
    record: &Record,
    space: &Space,
    (blocks, steps): (&[Block], f64),
    package: &Choices,
) -> Accepted {
    let readings = (blocks.len() * BLOCK) as u32;
    if record.scores.is_some() {
        let enough = points(record, package) >= record.scores.as_ref().map(|s| s.reservation);
        return [if enough { readings } else { 0 }; 3];
    }
    let mut counts = [0; 3];
    for block in blocks {
        for reading in 0..BLOCK {
            let price = (block.reading(reading).1 * steps).ceil() as i64;
            for (way, count) in counts.iter_mut().enumerate() {
                let sum = gain(record, (space, steps), (block, reading), (package, way));
                *count += u32::from(sum >= price);
            }
        }
    }
    counts
}

/// A party's points for a package, if it has points.
pub fn points(record: &Record, package: &Choices) -> Option<Decimal> {
    let scores = record.scores.as_ref()?;
    let mut sum = Decimal::ZERO;
    for (issue, choice) in package.iter().enumerate() {
        if let Some(a) = choice {
            sum += scores.points[issue][usize::from(*a)];
        }
    }
    Some(sum)
}

/// The gains of a package in one reading, each rounded down to a whole step; `way` is 0 where
/// silence is read against it, 1 freely, 2 for it.
pub fn gain(
    record: &Record,
    (space, steps): (&Space, f64),
    (block, reading): (&Block, usize),
    (package, way): (&Choices, usize),
) -> i64 {
    let zero = block.reading(reading).0;
    let mut sum = 0;
    for (issue, choice) in package.iter().enumerate() {
        let (Some(a), true) = (choice, record.issues[issue].standing != Standing::Outside) else {
            continue;
        };
        let free = worth(space, (block, reading), issue, usize::from(*a));
        let silent = record.issues[issue].standing == Standing::Silent;
        let worth = match (silent, way) {
            (true, 0) => zero * free,
            (true, 2) => zero + (1.0 - zero) * free,
            _ => free,
        };
        let gain = block.weight(issue, reading) * (worth - zero);
        sum += (gain * steps).floor() as i64;
    }
    sum
}

/// The worth of an alternative: its own, or between the two knots around a figure.
fn worth(space: &Space, (block, reading): (&Block, usize), issue: usize, chosen: usize) -> f64 {
    let values = space.issues()[issue].alternatives.len();
    if !space.issues()[issue].is_numeric() || values <= 5 {
        return block.worth(issue, chosen, reading);
    }
    // Five knots from the first figure to the last: four spans.
    let quarters = chosen * 4;
    let (knot, rest) = (quarters / (values - 1), quarters % (values - 1));
    let low = block.worth(issue, knot, reading);
    if rest == 0 {
        return low;
    }
    let share = rest as f64 / (values - 1) as f64;
    low + share * (block.worth(issue, knot + 1, reading) - low)
}

/// Whether at most half of a package's mean weight is silent.
pub fn known(record: &Record, space: &Space, package: &Choices) -> bool {
    let (silent, all) = silence(record, space, package);
    record.scores.is_some() || (all > 0 && 2 * silent <= all)
}

/// Whether exactly half of it is.
pub fn half_silent(record: &Record, space: &Space, package: &Choices) -> bool {
    let (silent, all) = silence(record, space, package);
    record.scores.is_none() && all > 0 && 2 * silent == all
}

/// A package's silent mean weight and all of it. In whole numbers: every mean weight is a whole
/// number of parts of one matter's share cut into 60 × 2⁶.
fn silence(record: &Record, space: &Space, package: &Choices) -> (u64, u64) {
    let weights = mean_weights(record, space);
    let (mut silent, mut all) = (0, 0);
    for (issue, weight) in weights.iter().enumerate() {
        if package[issue].is_some() {
            all += weight;
            if record.issues[issue].standing == Standing::Silent {
                silent += weight;
            }
        }
    }
    (silent, all)
}

fn mean_weights(record: &Record, space: &Space) -> Vec<u64> {
    let counts = |issue: usize| record.issues[issue].standing != Standing::Outside;
    let parent = |issue: usize| match &space.issues()[issue].existence {
        Existence::AnyOf(places) if counts(places[0].0) => Some(places[0].0),
        _ => None,
    };
    let mut weights = vec![0; space.len()];
    for matter in &record.matters {
        let tops: Vec<usize> = matter
            .iter()
            .copied()
            .filter(|i| counts(*i) && parent(*i).is_none())
            .collect();
        for top in &tops {
            weights[*top] = 60 * 64 / tops.len() as u64;
        }
    }
    for issue in 0..space.len() {
        if let (true, Some(parent)) = (counts(issue), parent(issue)) {
            weights[issue] = weights[parent] / 2;
            weights[parent] -= weights[issue];
        }
    }
    weights
}

/// Where a package stands; the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Out,
    Open,
    In,
}

/// Two standard errors on either side of three quarters, in whole numbers: with `c` of `n`,
/// |c/n − 3/4| ≥ 2·√(c(n − c)/n³) exactly where n·(4c − 3n)² ≥ 64·c·(n − c).
pub fn place(consents: &[(Accepted, bool)], n: u32) -> Place {
    let n = i128::from(n);
    let clear = |c: i128| n * (4 * c - 3 * n).pow(2) - 64 * c * (n - c);
    let above = |c: &u32| 4 * i128::from(*c) >= 3 * n && clear(i128::from(*c)) >= 0;
    let below = |c: &u32| 4 * i128::from(*c) < 3 * n && clear(i128::from(*c)) > 0;
    if consents
        .iter()
        .all(|(c, known)| *known && c.iter().all(above))
    {
        Place::In
    } else if consents
        .iter()
        .any(|(c, known)| *known && c.iter().all(below))
    {
        Place::Out
    } else {
        Place::Open
    }
}

/// Per issue and alternative, whom it is barred by; and whether a wording nobody bars is missing.
pub fn barred(talk: &Talk) -> Vec<(Vec<BTreeSet<Origin>>, bool)> {
    let one = |at: usize| {
        let issue = &talk.space.issues()[at];
        let mut by = vec![BTreeSet::new(); issue.alternatives.len()];
        for constraint in &talk.constraints {
            for (a, by) in by.iter_mut().enumerate() {
                if bars(constraint, (at, a as u16)) {
                    by.insert(constraint.origin.clone());
                }
            }
        }
        let written = |n: &usize| issue.alternatives[*n].key.as_str() != "?";
        let mut written = (0..by.len()).filter(written);
        let some = by.iter().any(|b| !b.is_empty());
        let missing = some && written.all(|n| !by[n].is_empty());
        (by, missing)
    };
    (0..talk.space.len()).map(one).collect()
}

/// Whether a party or a bar excludes an alternative by itself: never, or on a condition that the
/// alternative rules out.
fn bars(constraint: &Constraint, chosen: (usize, u16)) -> bool {
    if matches!(constraint.origin, Origin::Rule(_) | Origin::Unwritten) {
        return false;
    }
    let is = |atom: &IndexedAtom| {
        atom.alternatives
            .iter()
            .any(|a| (atom.issue, *a) == (Some(chosen.0), chosen.1))
    };
    let may_be = |atom: &IndexedAtom| match atom.issue {
        Some(i) if i != chosen.0 => !atom.alternatives.is_empty(),
        _ => is(atom),
    };
    match &constraint.shape {
        Shape::Never(i, a) => (*i, *a) == chosen,
        Shape::Requires(a, b) => a.len() == 1 && is(&a[0]) && !b.iter().all(may_be),
        _ => false,
    }
}
