//! Reading packages and ways off a chart: which edges lead to each point, and how often.

use super::build::Solved;
use super::chart::{Edge, Front, Step};
use super::rows::Rows;
use super::union::shifted;
use super::whole::Whole;
use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};
use onetext_model::Package;
use std::borrow::Cow;

/// How many packages attain a point: a count that says when it does not fit.
pub trait Tally: Clone + Zero + One {
    /// Adds `by * times * alike`; `false` if that does not fit.
    fn count(&mut self, by: &Self, times: &Self, alike: u32) -> bool;
    /// From a number of any size; `None` if it does not fit.
    fn of_big(big: &BigUint) -> Option<Self>;
    /// The count as a number of any size.
    fn big(&self) -> BigUint;
}

impl Tally for u128 {
    fn count(&mut self, by: &Self, times: &Self, alike: u32) -> bool {
        let more = by
            .checked_mul(*times)
            .and_then(|n| n.checked_mul(u128::from(alike)));
        let sum = more.and_then(|more| self.checked_add(more));
        sum.map(|sum| *self = sum).is_some()
    }
    fn of_big(big: &BigUint) -> Option<Self> {
        big.to_u128()
    }
    fn big(&self) -> BigUint {
        BigUint::from(*self)
    }
}

impl Tally for BigUint {
    fn count(&mut self, by: &Self, times: &Self, alike: u32) -> bool {
        *self += by * times * alike;
        true
    }
    fn of_big(big: &BigUint) -> Option<Self> {
        Some(big.clone())
    }
    fn big(&self) -> BigUint {
        self.clone()
    }
}

/// Where a point comes from: an edge of its front and a row of the front before.
type Parent = (u32, u32);

const NOBODY: Parent = (u32::MAX, u32::MAX);

/// Parents and counts of every point of a chart.
#[derive(Debug, Clone, Default)]
pub struct Trace<T> {
    parents: Vec<Vec<Parent>>,
    ways: Vec<Vec<T>>,
}

impl<T: Tally> Trace<T> {
    /// Follows every edge of a chart; `None` if a count does not fit.
    pub fn new<V: Whole>(solved: &Solved<V>) -> Option<Self> {
        let mut trace = Self {
            parents: vec![],
            ways: vec![],
        };
        let mut rows: Vec<Cow<'_, Rows<V>>> = vec![];
        for front in &solved.chart.fronts {
            rows.push(front.rows());
            trace.follow(front, &rows)?;
        }
        Some(trace)
    }

    fn follow<V: Whole>(&mut self, front: &Front<V>, rows: &[Cow<'_, Rows<V>>]) -> Option<()> {
        let own = rows.last()?;
        let mut parents = vec![NOBODY; own.len()];
        let mut ways = match (front.edges.is_empty(), front.leaves.is_empty()) {
            (true, true) => vec![T::one(); own.len()],
            (true, false) => front
                .leaves
                .iter()
                .map(|leaf| T::of_big(&leaf.ways))
                .collect::<Option<_>>()?,
            (false, _) => vec![T::zero(); own.len()],
        };
        for (at, edge) in front.edges.iter().enumerate() {
            let times = match edge.step {
                Step::Join { front, row } => self.ways[front as usize][row as usize].clone(),
                Step::Choose(..) | Step::Leave => T::one(),
            };
            let before = &self.ways[edge.from as usize];
            let mut fits = true;
            pairs(
                front,
                edge,
                (&rows[edge.from as usize], own),
                &mut |from, to| {
                    fits &= ways[to].count(&before[from], &times, edge.alike);
                    if parents[to] == NOBODY {
                        parents[to] = (at as u32, from as u32);
                    }
                },
            );
            if !fits {
                return None;
            }
        }
        self.parents.push(parents);
        self.ways.push(ways);
        Some(())
    }

    /// How many packages attain a point.
    pub fn ways(&self, front: u32, row: usize) -> BigUint {
        self.ways[front as usize][row].big()
    }

    /// A package that attains a point: of several, the first by the order of alternatives of the
    /// issues added last.
    pub fn package<V: Whole>(&self, solved: &Solved<V>, front: u32, row: usize) -> Package {
        let mut choices = vec![None; solved.table.points.len()];
        self.fill(solved, (front, row as u32), &mut choices);
        Package::partial(&choices)
    }

    fn fill<V: Whole>(&self, solved: &Solved<V>, at: (u32, u32), choices: &mut [Option<u16>]) {
        let (mut front, mut row) = at;
        loop {
            let (edge, from) = self.parents[front as usize][row as usize];
            let own = &solved.chart.fronts[front as usize];
            let Some(edge) = own.edges.get(edge as usize) else {
                if let Some(leaf) = own.leaves.get(row as usize) {
                    leaf.choices
                        .iter()
                        .for_each(|(issue, a)| choices[*issue] = Some(*a));
                }
                return;
            };
            match edge.step {
                Step::Choose(issue, choice) => choices[issue as usize] = choice,
                Step::Join { front, row } => self.fill(solved, (front, row), choices),
                Step::Leave => {}
            }
            (front, row) = (edge.from, from);
        }
    }
}

/// All pairs of a row before and the row of a front that an edge makes of it. Both are sorted, so
/// one pass finds them; but where two limits level off, rows that were in order by the first may
/// fall out of order by the second, and each is looked up from the start.
fn pairs<V: Whole>(
    front: &Front<V>,
    edge: &Edge<V>,
    (before, own): (&Rows<V>, &Rows<V>),
    found: &mut dyn FnMut(usize, usize),
) {
    let width = own.kind.width();
    let mut row = Vec::with_capacity(before.kind.width());
    let mut to = 0;
    for (from, old) in before.iter().enumerate() {
        row.clear();
        if !shifted(old, &edge.shift, &front.gates, &mut row) {
            continue;
        }
        let target = &row[..width];
        to = match front.gates.len() {
            0 | 1 => first_not_above(own, to, target),
            _ => first_not_above(own, 0, target),
        };
        if to < own.len() && own.row(to) == target {
            found(from, to);
        }
    }
}

/// The first row from `begin` on that does not come before `target`, by steps that double.
fn first_not_above<V: Whole>(rows: &Rows<V>, begin: usize, target: &[V]) -> usize {
    let above = |at: usize| rows.row(at) > target;
    let (mut low, mut stride) = (begin, 1);
    while low < rows.len() && above(low) {
        let next = low + stride;
        if next >= rows.len() || !above(next) {
            let mut high = next.min(rows.len());
            low += 1;
            while low < high {
                let middle = low + (high - low) / 2;
                match above(middle) {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            return low;
        }
        low = next;
        stride *= 2;
    }
    low
}
