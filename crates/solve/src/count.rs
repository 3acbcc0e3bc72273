//! How many packages are left, exactly, beyond any machine integer.
//!
//! Issues tied by nesting or by a constraint form a component; the count is the product over
//! components. Inside one, issues are decided in order and all partial packages that look alike to
//! everything still undecided are counted together: which nested issues already exist, which sides
//! of which rules have held so far, how far each limit's sum has come. Where a limit leads to too
//! many different sums, they are rounded both ways and the count becomes a lower and an upper bound.

pub(crate) mod limit;

use crate::constraint::{Constraint, IndexedAtom, Shape};
use limit::{Limit, Rounding};
use num_bigint::BigUint;
use onetext_model::{Existence, Space};
use std::collections::BTreeMap;

/// Partial packages told apart at once; beyond it a count becomes bounds.
const MOST_STATES: usize = 200_000;

/// A number of packages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// At least this many.
    pub low: BigUint,
    /// At most this many.
    pub high: BigUint,
}

impl Count {
    /// A count that is known.
    pub fn exactly(number: BigUint) -> Self {
        Self {
            low: number.clone(),
            high: number,
        }
    }

    /// Every digit of it.
    pub fn digits(&self) -> String {
        if self.is_exact() {
            self.low.to_string()
        } else {
            format!("between {} and {}", self.low, self.high)
        }
    }

    /// Whether the two bounds meet.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// For people: thousands apart, and past 18 digits the first two with a power of ten.
///
/// ```
/// use onetext_solve::count::Count;
/// let of = |n: u8, power| Count::exactly(num_bigint::BigUint::from(n).pow(power));
/// assert_eq!(of(12, 3).to_string(), "1728");
/// assert_eq!(of(6, 7).to_string(), "279,936");
/// assert_eq!(of(3, 60).to_string(), "about 4.2·10^28");
/// ```
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() {
            f.write_str(&readable(&self.low))
        } else {
            let (low, high) = (readable(&self.low), readable(&self.high));
            write!(f, "between {low} and {high}")
        }
    }
}

fn readable(number: &BigUint) -> String {
    let digits = number.to_string();
    match digits.len() {
        0..=4 => digits,
        5..=18 => {
            let from_right = digits.len() % 3;
            let mut out = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && place % 3 == from_right {
                    out.push(',');
                }
                out.push(digit);
            }
            out
        }
        all => format!("about {}.{}·10^{}", &digits[..1], &digits[1..2], all - 1),
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
    let mut count = Count::exactly(BigUint::from(1u8));
    let groups = components(space, constraints);
    if constraints.iter().any(Constraint::excludes_all) {
        return Count::exactly(BigUint::ZERO);
    }
    for group in groups {
        let part = component(space, constraints, &group);
        count.low *= part.low;
        count.high *= part.high;
    }
    count
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

fn component(space: &Space, constraints: &[Constraint], group: &[usize]) -> Count {
    let inside: Vec<&Constraint> = constraints
        .iter()
        .filter(|c| c.issues().first().is_some_and(|i| group.contains(i)))
        .collect();
    let run = |constraints: &[&Constraint], rounding| {
        Sweep::new(space, constraints, group, rounding).and_then(|sweep| sweep.run())
    };
    if let Some(exact) = run(&inside, Rounding::Exact) {
        return Count::exactly(exact);
    }
    let low = run(&inside, Rounding::TooFew);
    let without_limits = || {
        let no_limit = |c: &&Constraint| !matches!(c.shape, Shape::Limit { .. });
        let rest: Vec<&Constraint> = inside.iter().copied().filter(no_limit).collect();
        run(&rest, Rounding::Exact)
    };
    let high = run(&inside, Rounding::TooMany).or_else(without_limits);
    Count {
        low: low.unwrap_or_default(),
        high: high.unwrap_or_else(|| product(space, group)),
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

impl<'a> Sweep<'a> {
    /// Prepares a pass; `None` if a limit's figures are beyond what can be added exactly.
    fn new(
        space: &'a Space,
        inside: &[&'a Constraint],
        group: &'a [usize],
        rounding: Rounding,
    ) -> Option<Self> {
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
                } => sweep
                    .limits
                    .extend(limit::limits(terms, (*compare, *bound), rounding)?),
                Shape::Requires(..) | Shape::Excludes(..) => sweep.logic.push(constraint),
            }
        }
        Some(sweep)
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
                Some(true) => *sum = limit.settled(*sum),
                None => {}
            }
        }
        emit(state);
    }

    fn wake_children(&self, issue: usize, chosen: u16, exists: &mut Vec<usize>) {
        // What is nested in an issue is in its component.
        for &child in self.group {
            let Existence::AnyOf(places) = &self.space.issues()[child].existence else {
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
pub(crate) fn fails(side: &[IndexedAtom], issue: usize, choice: Option<u16>) -> bool {
    side.iter().any(|atom| match atom.issue {
        None => true,
        Some(i) => i == issue && !choice.is_some_and(|a| atom.alternatives.contains(&a)),
    })
}

/// Whether a rule is met for good, broken for good, or still open.
pub(crate) fn verdict(requires: bool, failed: (bool, bool), pending: (bool, bool)) -> Option<bool> {
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
