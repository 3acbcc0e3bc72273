//! Linear limits in whole steps: exact where sums can be told apart, else rounded to one side.

use onetext_model::Decimal;
use onetext_model::rule::Compare;
use std::collections::BTreeMap;

/// Steps a limit's sum is rounded to where exact sums are too many.
const COARSE_STEPS: i128 = 2_000;
/// The largest figure in steps: sums over any number of issues then stay whole numbers of 128 bits.
const LARGEST: i128 = 1 << 100;

/// How a limit's decimals become whole steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Exactly.
    Exact,
    /// Rounded so that whatever meets the rounded limit meets the exact one.
    TooFew,
    /// Rounded so that whatever meets the exact limit meets the rounded one.
    TooMany,
}

/// A limit with its quantities as whole steps.
pub struct Limit {
    /// The quantity each alternative adds, by issue.
    pub steps: BTreeMap<usize, Vec<i128>>,
    /// The relation.
    pub compare: Compare,
    /// The right-hand side.
    pub bound: i128,
}

/// The limits that stand for one in whole steps; `None` if its figures are too long to be added
/// exactly. An equality becomes two limits when it is rounded, since rounded sums may miss it.
pub fn limits(
    terms: &[(usize, Vec<Decimal>)],
    (compare, bound): (Compare, Decimal),
    rounding: Rounding,
) -> Option<Vec<Limit>> {
    let exact = exactly(terms, compare, bound)?;
    let sides = match (rounding, compare) {
        (Rounding::Exact, _) => return Some(vec![exact]),
        (_, Compare::Equal) => vec![Compare::AtMost, Compare::AtLeast],
        (_, other) => vec![other],
    };
    let too_few = rounding == Rounding::TooFew;
    let rounded = |compare| coarse(&exact, compare, too_few);
    Some(sides.into_iter().map(rounded).collect())
}

/// All figures over their common denominator, a power of ten.
fn exactly(terms: &[(usize, Vec<Decimal>)], compare: Compare, bound: Decimal) -> Option<Limit> {
    let figures = terms.iter().flat_map(|(_, figures)| figures);
    let scale = figures
        .chain([&bound])
        .map(|figure| figure.normalize().scale())
        .max()?;
    let whole = |figure: &Decimal| {
        let figure = figure.normalize();
        let factor = 10i128.checked_pow(scale - figure.scale())?;
        let steps = figure.mantissa().checked_mul(factor)?;
        (steps.abs() <= LARGEST).then_some(steps)
    };
    let mut steps: BTreeMap<usize, Vec<i128>> = BTreeMap::new();
    for (issue, figures) in terms {
        let sums = steps
            .entry(*issue)
            .or_insert_with(|| vec![0; figures.len()]);
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += whole(figure)?;
        }
    }
    Some(Limit {
        steps,
        compare,
        bound: whole(&bound)?,
    })
}

/// The same in coarser steps, each figure rounded to the side that keeps the promise.
fn coarse(exact: &Limit, compare: Compare, too_few: bool) -> Limit {
    let span: i128 = exact
        .steps
        .values()
        .map(|q| q.iter().map(|steps| steps.abs()).max().unwrap_or(0))
        .sum();
    let unit = (span / COARSE_STEPS).max(1);
    let round = |steps: i128, up: bool| match up {
        true => -(-steps).div_euclid(unit),
        false => steps.div_euclid(unit),
    };
    let at_most = matches!(compare, Compare::AtMost | Compare::Below);
    let up = too_few == at_most;
    let coarser = |q: &Vec<i128>| q.iter().map(|steps| round(*steps, up)).collect();
    Limit {
        steps: exact.steps.iter().map(|(i, q)| (*i, coarser(q))).collect(),
        compare,
        // Sums are whole: `<= 2.5` is `<= 2`, `< 2.5` is `< 3`, and so on.
        bound: round(
            exact.bound,
            matches!(compare, Compare::Below | Compare::AtLeast),
        ),
    }
}

impl Limit {
    /// What the undecided issues can still add, at least and at most.
    pub fn remaining(&self, rest: &[usize]) -> (i128, i128) {
        let mut span = (0, 0);
        for steps in rest.iter().filter_map(|issue| self.steps.get(issue)) {
            span.0 += steps.iter().copied().min().unwrap_or(0).min(0);
            span.1 += steps.iter().copied().max().unwrap_or(0).max(0);
        }
        span
    }

    /// Whether the limit is met for good, broken for good, or still open.
    pub fn verdict(&self, sum: i128, least: i128, most: i128) -> Option<bool> {
        let (low, high) = (
            self.compare.holds(&(sum + least), &self.bound),
            self.compare.holds(&(sum + most), &self.bound),
        );
        match self.compare {
            Compare::Equal if least == most => Some(low),
            Compare::Equal if self.bound < sum + least || self.bound > sum + most => Some(false),
            Compare::Equal => None,
            _ if low && high => Some(true),
            _ if !low && !high => Some(false),
            _ => None,
        }
    }

    /// One sum that stands for all that are met for good. Those that meet an equality are one already.
    pub fn settled(&self, sum: i128) -> i128 {
        match self.compare {
            Compare::Equal => sum,
            Compare::AtMost | Compare::Below => i128::MIN / 4,
            Compare::AtLeast | Compare::Above => i128::MAX / 4,
        }
    }
}
