//! How many packages are left, exactly, beyond any machine integer.
//!
//! Issues tied by nesting or by a constraint form a component; the count is the product over
//! components. Inside one, issues are decided in order and all partial packages that look alike to
//! everything still undecided are counted together: which nested issues already exist, which sides
//! of which rules have held so far, how far each limit's sum has come. Where a limit leads to too
//! many different sums, they are rounded both ways and the count becomes a lower and an upper bound.

use crate::constraint::{Constraint, IndexedAtom, Shape};
use num_bigint::BigUint;
use onetext_model::rule::Compare;
use onetext_model::{Decimal, Existence, Space};
use std::collections::BTreeMap;

/// Partial packages told apart at once; beyond it a count becomes bounds.
const MOST_STATES: usize = 200_000;
/// Steps a limit's sum is rounded to where exact sums are too many.
const COARSE_STEPS: i64 = 2_000;

/// A number of packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// At least this many.
    pub low: BigUint,
    /// At most this many.
    pub high: BigUint,
}

impl Count {
    /// Whether the two bounds meet.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() {
            write!(f, "{}", self.low)
        } else {
            write!(f, "between {} and {}", self.low, self.high)
        }
    }
}

/// Counts the packages of a space that meet all constraints.
///
/// Nesting must have no cycle (a draft with one is refused before).
///
/// ```
/// use onetext_model::Space;
/// // Without issues there is one package: the text as it is.
/// let count = onetext_solve::count::packages(&Space::default(), &[]);
/// assert_eq!(count.to_string(), "1");
/// ```
pub fn packages(space: &Space, constraints: &[Constraint]) -> Count {
    let mut count = Count {
        low: BigUint::from(1u8),
        high: BigUint::from(1u8),
    };
    let groups = components(space, constraints);
    if constraints
        .iter()
        .any(|c| c.issues().is_empty() && !holds_on_nothing(c))
    {
        return Count {
            low: BigUint::ZERO,
            high: BigUint::ZERO,
        };
    }
    for group in groups {
        let part = component(space, constraints, &group);
        count.low *= part.low;
        count.high *= part.high;
    }
    count
}

/// Whether a constraint on no issue at all is met.
fn holds_on_nothing(constraint: &Constraint) -> bool {
    match &constraint.shape {
        Shape::Never(..) => true,
        Shape::Requires(a, b) => !a.is_empty() || b.is_empty(),
        Shape::Excludes(a, b) => !(a.is_empty() && b.is_empty()),
        Shape::Limit { compare, bound, .. } => compare.holds(&Decimal::ZERO, bound),
    }
}

/// The issues by component, each in an order in which parents come first.
pub fn components(space: &Space, constraints: &[Constraint]) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..space.len()).collect();
    for (index, issue) in space.issues().iter().enumerate() {
        if let Existence::AnyOf(places) = &issue.existence {
            places
                .iter()
                .for_each(|(parent, _)| unite(&mut leader, index, *parent));
        }
    }
    for constraint in constraints {
        constraint
            .issues()
            .windows(2)
            .for_each(|pair| unite(&mut leader, pair[0], pair[1]));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for issue in parents_first(space) {
        groups
            .entry(find(&mut leader, issue))
            .or_default()
            .push(issue);
    }
    groups.into_values().collect()
}

fn find(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

fn unite(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(leader, a), find(leader, b));
    leader[a.max(b)] = a.min(b);
}

/// All issues, each after every issue it is nested in; issues of a cycle come last.
pub fn parents_first(space: &Space) -> Vec<usize> {
    let mut waits: Vec<usize> = vec![0; space.len()];
    let mut children: Vec<Vec<usize>> = vec![vec![]; space.len()];
    for (index, issue) in space.issues().iter().enumerate() {
        if let Existence::AnyOf(places) = &issue.existence {
            waits[index] = places.len();
            places
                .iter()
                .for_each(|(parent, _)| children[*parent].push(index));
        }
    }
    let mut ready: std::collections::BTreeSet<usize> =
        (0..space.len()).filter(|i| waits[*i] == 0).collect();
    let mut order = vec![];
    while let Some(issue) = ready.pop_first() {
        order.push(issue);
        for child in &children[issue] {
            waits[*child] -= 1;
            if waits[*child] == 0 {
                ready.insert(*child);
            }
        }
    }
    order.extend((0..space.len()).filter(|i| waits[*i] > 0));
    order
}

/// What a partial package looks like to everything still undecided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// Nested issues that already exist.
    exists: Vec<usize>,
    /// Per constraint of the component: whether its first and second side have failed yet.
    failed: Vec<(bool, bool)>,
    /// Per limit: its sum so far, in steps.
    sums: Vec<i128>,
}

/// How a limit's decimals become integer steps: exactly, or rounded so as to count too few or too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    Exact,
    TooFew,
    TooMany,
}

fn component(space: &Space, constraints: &[Constraint], group: &[usize]) -> Count {
    let inside: Vec<&Constraint> = constraints
        .iter()
        .filter(|c| c.issues().first().is_some_and(|i| group.contains(i)))
        .collect();
    if let Some(exact) = Sweep::new(space, &inside, group, Rounding::Exact).run() {
        return Count {
            low: exact.clone(),
            high: exact,
        };
    }
    let low = Sweep::new(space, &inside, group, Rounding::TooFew).run();
    let high = Sweep::new(space, &inside, group, Rounding::TooMany).run();
    let all = || {
        let unary: Vec<&Constraint> = inside
            .iter()
            .copied()
            .filter(|c| matches!(c.shape, Shape::Never(..)))
            .collect();
        Sweep::new(space, &unary, group, Rounding::Exact).run()
    };
    let high = high.or_else(all).unwrap_or_else(|| product(space, group));
    Count {
        low: low.unwrap_or_default(),
        high,
    }
}

/// Every issue of a group free: an upper bound that needs no table.
fn product(space: &Space, group: &[usize]) -> BigUint {
    group
        .iter()
        .map(|i| BigUint::from(space.issues()[*i].alternatives.len() + 1))
        .product()
}

/// One pass over the issues of a component.
struct Sweep<'a> {
    space: &'a Space,
    group: &'a [usize],
    logic: Vec<&'a Constraint>,
    limits: Vec<Limit>,
    never: Vec<(usize, u16)>,
}

/// A limit with its quantities as integer steps.
struct Limit {
    steps: BTreeMap<usize, Vec<i128>>,
    compare: Compare,
    bound: i128,
}

impl<'a> Sweep<'a> {
    fn new(
        space: &'a Space,
        inside: &[&'a Constraint],
        group: &'a [usize],
        rounding: Rounding,
    ) -> Self {
        let mut sweep = Self {
            space,
            group,
            logic: vec![],
            limits: vec![],
            never: vec![],
        };
        for constraint in inside {
            match &constraint.shape {
                Shape::Never(issue, alternative) => sweep.never.push((*issue, *alternative)),
                Shape::Limit {
                    terms,
                    compare,
                    bound,
                } => sweep.limits.push(limit(terms, *compare, *bound, rounding)),
                Shape::Requires(..) | Shape::Excludes(..) => sweep.logic.push(constraint),
            }
        }
        sweep
    }

    /// The number of packages; `None` if partial packages differ in too many ways.
    fn run(&self) -> Option<BigUint> {
        let mut states: BTreeMap<State, BigUint> = BTreeMap::new();
        let start = State {
            exists: vec![],
            failed: vec![(false, false); self.logic.len()],
            sums: vec![0; self.limits.len()],
        };
        states.insert(start, BigUint::from(1u8));
        for (at, issue) in self.group.iter().enumerate() {
            let mut next: BTreeMap<State, BigUint> = BTreeMap::new();
            for (state, ways) in &states {
                self.decide(at, *issue, state, &mut |state| {
                    *next.entry(state).or_default() += ways
                });
                if next.len() > MOST_STATES {
                    return None;
                }
            }
            states = next;
        }
        Some(states.into_values().sum())
    }

    /// All states that follow from deciding one issue.
    fn decide(&self, at: usize, issue: usize, state: &State, emit: &mut dyn FnMut(State)) {
        let exists = self.space.issues()[issue].existence == Existence::Always
            || state.exists.contains(&issue);
        if !exists {
            self.settle((at, issue), None, state, emit);
            return;
        }
        for alternative in 0..self.space.issues()[issue].alternatives.len() as u16 {
            if !self.never.contains(&(issue, alternative)) {
                self.settle((at, issue), Some(alternative), state, emit);
            }
        }
    }

    fn settle(
        &self,
        (at, issue): (usize, usize),
        choice: Option<u16>,
        state: &State,
        emit: &mut dyn FnMut(State),
    ) {
        let mut state = state.clone();
        state.exists.retain(|i| *i != issue);
        if let Some(chosen) = choice {
            self.wake_children(issue, chosen, &mut state.exists);
        }
        let rest = &self.group[at + 1..];
        for (constraint, failed) in self.logic.iter().zip(&mut state.failed) {
            let (Shape::Requires(a, b) | Shape::Excludes(a, b)) = &constraint.shape else {
                continue;
            };
            failed.0 |= fails(a, issue, choice);
            failed.1 |= fails(b, issue, choice);
            let pending = |side: &[IndexedAtom]| {
                side.iter()
                    .any(|atom| atom.issue.is_some_and(|i| rest.contains(&i)))
            };
            let requires = matches!(constraint.shape, Shape::Requires(..));
            match verdict(requires, *failed, (pending(a), pending(b))) {
                Some(false) => return,
                Some(true) => *failed = (true, !requires),
                None => {}
            }
        }
        for (limit, sum) in self.limits.iter().zip(&mut state.sums) {
            if let (Some(steps), Some(chosen)) = (limit.steps.get(&issue), choice) {
                *sum += steps[usize::from(chosen)];
            }
            let (least, most) = limit.remaining(rest);
            match limit.verdict(*sum, least, most) {
                Some(false) => return,
                Some(true) => *sum = limit.settled(),
                None => {}
            }
        }
        emit(state);
    }

    fn wake_children(&self, issue: usize, chosen: u16, exists: &mut Vec<usize>) {
        for (child, other) in self.space.issues().iter().enumerate() {
            let Existence::AnyOf(places) = &other.existence else {
                continue;
            };
            if places.contains(&(issue, usize::from(chosen))) && !exists.contains(&child) {
                exists.push(child);
            }
        }
        exists.sort_unstable();
    }
}

/// Whether a side of a rule fails on this issue; atoms on no issue are false.
fn fails(side: &[IndexedAtom], issue: usize, choice: Option<u16>) -> bool {
    side.iter().any(|atom| match atom.issue {
        None => true,
        Some(i) => i == issue && !choice.is_some_and(|a| atom.alternatives.contains(&a)),
    })
}

/// Whether a rule is met for good, broken for good, or still open.
fn verdict(requires: bool, failed: (bool, bool), pending: (bool, bool)) -> Option<bool> {
    if failed.0 || (!requires && failed.1) {
        return Some(true);
    }
    let first_holds = !pending.0;
    match (requires, failed.1, pending.1) {
        (true, true, _) => first_holds.then_some(false),
        (true, false, false) => Some(true),
        (false, false, false) => first_holds.then_some(false),
        _ => None,
    }
}

fn limit(
    terms: &[(usize, Vec<Decimal>)],
    compare: Compare,
    bound: Decimal,
    rounding: Rounding,
) -> Limit {
    let mut quantities: BTreeMap<usize, Vec<Decimal>> = BTreeMap::new();
    for (issue, figures) in terms {
        let all = quantities
            .entry(*issue)
            .or_insert_with(|| vec![Decimal::ZERO; figures.len()]);
        all.iter_mut().zip(figures).for_each(|(sum, q)| *sum += q);
    }
    let unit = match rounding {
        Rounding::Exact => None,
        _ => Some(coarse_unit(&quantities)),
    };
    let at_most = matches!(compare, Compare::AtMost | Compare::Below);
    let up = (rounding == Rounding::TooFew) == at_most;
    let steps_of = |q: Decimal| in_steps(q, unit, up);
    let bound = in_steps(
        bound,
        unit,
        !matches!(compare, Compare::AtMost | Compare::Above),
    );
    let steps = quantities
        .into_iter()
        .map(|(i, q)| (i, q.into_iter().map(steps_of).collect()))
        .collect();
    Limit {
        steps,
        compare,
        bound,
    }
}

/// A figure in whole steps: of 10⁻¹² exactly, or of a coarser unit rounded up or down.
fn in_steps(figure: Decimal, unit: Option<Decimal>, up: bool) -> i128 {
    let far = if figure.is_sign_negative() {
        i128::MIN / 8
    } else {
        i128::MAX / 8
    };
    match unit {
        None => {
            let exact = 12u32
                .checked_sub(figure.scale())
                .and_then(|p| figure.mantissa().checked_mul(10i128.pow(p)));
            exact.unwrap_or(far)
        }
        Some(unit) => figure.checked_div(unit).map_or(far, |scaled| {
            let whole = if up { scaled.ceil() } else { scaled.floor() };
            i128::try_from(whole).unwrap_or(far)
        }),
    }
}

/// A unit in which the whole span of the sum has about [`COARSE_STEPS`] steps.
fn coarse_unit(quantities: &BTreeMap<usize, Vec<Decimal>>) -> Decimal {
    let span: Decimal = quantities
        .values()
        .map(|q| q.iter().map(|d| d.abs()).max().unwrap_or_default())
        .sum();
    let unit = span / Decimal::from(COARSE_STEPS);
    if unit.is_zero() { Decimal::ONE } else { unit }
}

impl Limit {
    /// What the undecided issues can still add, at least and at most.
    fn remaining(&self, rest: &[usize]) -> (i128, i128) {
        let mut span = (0, 0);
        for steps in rest.iter().filter_map(|issue| self.steps.get(issue)) {
            span.0 += steps.iter().copied().min().unwrap_or(0).min(0);
            span.1 += steps.iter().copied().max().unwrap_or(0).max(0);
        }
        span
    }

    /// Whether the limit is met for good, broken for good, or still open.
    fn verdict(&self, sum: i128, least: i128, most: i128) -> Option<bool> {
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

    /// One sum that stands for all that are met for good.
    fn settled(&self) -> i128 {
        match self.compare {
            Compare::AtMost | Compare::Below => i128::MIN / 4,
            _ => i128::MAX / 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_settled_as_soon_as_it_can_be() {
        assert_eq!(verdict(true, (true, false), (true, true)), Some(true));
        assert_eq!(verdict(true, (false, true), (false, true)), Some(false));
        assert_eq!(verdict(true, (false, true), (true, true)), None);
        assert_eq!(verdict(false, (false, false), (false, false)), Some(false));
        assert_eq!(verdict(false, (false, true), (true, false)), Some(true));
    }
}
