//! The frontier of a problem: every point no package beats, with packages and ways.

use super::build::{Solved, solve};
use super::rational::Rational;
use super::rows::Rows;
use super::scores::{Problem, Refusal};
use super::trace::Trace;
use super::watch::Watch;
use super::whole::{Scale, Table, Whole, steps};
use num_bigint::BigUint;
use onetext_model::Package;
use std::sync::OnceLock;

/// Points in whole steps, from whichever search found them.
#[derive(Debug)]
enum Found {
    Short(Box<Charted<i64>>),
    Long(Box<Charted<i128>>),
}

/// A chart with the points of its last front, and what is read off it once.
#[derive(Debug)]
struct Charted<V> {
    solved: Solved<V>,
    rows: Rows<V>,
    trace: OnceLock<Traced>,
}

/// Counts of 128 bits, or of any size where these do not fit.
#[derive(Debug)]
enum Traced {
    Short(Trace<u128>),
    Long(Trace<BigUint>),
}

/// Every point that no package beats.
///
/// A point is beaten by a package that is worth at least as much to every party and more to one.
/// Points are exact and distinct; packages that attain the same point are ways to attain it.
#[derive(Debug)]
pub struct Frontier {
    found: Found,
    scales: Vec<Scale>,
    off: Vec<Rational>,
}

impl Frontier {
    /// Finds the frontier of a problem.
    ///
    /// Where the watch's caller hurries or a step has more points than the watch allows, points are
    /// thinned: then [`Frontier::off`] says by how much a package may be better than every point.
    ///
    /// # Errors
    /// A [`Refusal`] that says why there is none.
    ///
    /// ```
    /// use onetext_solve::exact::{Frontier, Pace, Problem, Valuation, Watch};
    /// use onetext_model::Space;
    /// let parties = [Valuation::default(), Valuation::default()];
    /// let problem = Problem { space: &Space::default(), constraints: &[], parties: &parties };
    /// let mut ask = |_| Pace::Go;
    /// let frontier = Frontier::of(&problem, &mut Watch::new(1_000, &mut ask))?;
    /// assert_eq!((frontier.len(), frontier.is_exact()), (1, true));
    /// # Ok::<(), onetext_solve::exact::Refusal>(())
    /// ```
    pub fn of(problem: &Problem<'_>, watch: &mut Watch<'_>) -> Result<Self, Refusal> {
        problem.check()?;
        let steps = steps(problem)?;
        let scales: Vec<Scale> = steps.iter().map(|steps| steps.scale.clone()).collect();
        let bits = steps
            .iter()
            .map(super::whole::Steps::bits)
            .max()
            .unwrap_or(0);
        if bits > <i64 as Whole>::BITS {
            return Self::charted(problem, Table::<i128>::new(problem, &steps), scales, watch);
        }
        match Self::charted(
            problem,
            Table::<i64>::new(problem, &steps),
            scales.clone(),
            watch,
        ) {
            // The figures of a limit may need longer integers than the scores do.
            Err(Refusal::LongLimit) => {
                Self::charted(problem, Table::<i128>::new(problem, &steps), scales, watch)
            }
            other => other,
        }
    }

    fn charted<V: Charts>(
        problem: &Problem<'_>,
        table: Table<V>,
        scales: Vec<Scale>,
        watch: &mut Watch<'_>,
    ) -> Result<Self, Refusal> {
        let solved = solve(problem, table, watch)?;
        let mut off = vec![Rational::default(); scales.len()];
        let last = solved.last.map(|last| &solved.chart.fronts[last as usize]);
        for (place, party) in solved.table.order.iter().enumerate() {
            let whole = last.map_or(0, |front| front.off[place].wide());
            off[*party] = &scales[*party].unit * super::rational::whole(whole);
        }
        let rows = match last {
            Some(front) => front.rows().into_owned(),
            None => Rows::none(solved.chart.fronts[0].rows().kind),
        };
        let found = V::found(Charted {
            solved,
            rows,
            trace: OnceLock::new(),
        });
        Ok(Self { found, scales, off })
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        match &self.found {
            Found::Short(charted) => charted.rows.len(),
            Found::Long(charted) => charted.rows.len(),
        }
    }

    /// Whether there is none: then no package is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.scales.len()
    }

    /// How a party's whole steps become its points.
    pub fn scale(&self, party: usize) -> &Scale {
        &self.scales[party]
    }

    /// A point in whole steps, by party.
    pub fn wholes(&self, at: usize) -> Vec<i128> {
        match &self.found {
            Found::Short(charted) => charted.wholes(at),
            Found::Long(charted) => charted.wholes(at),
        }
    }

    /// A point's values, by party.
    pub fn values(&self, at: usize) -> Vec<Rational> {
        let wholes = self.wholes(at);
        wholes
            .iter()
            .zip(&self.scales)
            .map(|(whole, scale)| scale.points(*whole))
            .collect()
    }

    /// A package that attains a point.
    pub fn package(&self, at: usize) -> Package {
        match &self.found {
            Found::Short(charted) => charted.package(at),
            Found::Long(charted) => charted.package(at),
        }
    }

    /// How many packages attain a point; at least so many where the frontier is not exact.
    pub fn ways(&self, at: usize) -> BigUint {
        match &self.found {
            Found::Short(charted) => charted.ways(at),
            Found::Long(charted) => charted.ways(at),
        }
    }

    /// By how much, for each party, a package may be better than every point of the frontier that
    /// is as good for the others up to the same: all zero if the frontier is exact.
    pub fn off(&self) -> &[Rational] {
        &self.off
    }

    /// Whether these are all points no package beats, and no others.
    pub fn is_exact(&self) -> bool {
        self.off.iter().all(|off| *off == Rational::default())
    }

    /// The points in a fixed order: the first party's greatest value first, then the second's.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<(Vec<i128>, usize)> =
            (0..self.len()).map(|at| (self.wholes(at), at)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// Bytes its fronts take, those on the way to it included; packages and ways not.
    pub fn bytes(&self) -> usize {
        match &self.found {
            Found::Short(charted) => charted.bytes(),
            Found::Long(charted) => charted.bytes(),
        }
    }
}

/// Widths of integers a chart may have.
trait Charts: Whole {
    fn found(charted: Charted<Self>) -> Found;
}

impl Charts for i64 {
    fn found(charted: Charted<Self>) -> Found {
        Found::Short(Box::new(charted))
    }
}

impl Charts for i128 {
    fn found(charted: Charted<Self>) -> Found {
        Found::Long(Box::new(charted))
    }
}

impl<V: Whole> Charted<V> {
    fn wholes(&self, at: usize) -> Vec<i128> {
        let mut wholes = vec![0; self.rows.kind.parties];
        for (party, value) in self.solved.table.order.iter().zip(self.rows.row(at)) {
            wholes[*party] = value.wide();
        }
        wholes
    }

    fn traced(&self) -> &Traced {
        self.trace.get_or_init(|| match Trace::new(&self.solved) {
            Some(trace) => Traced::Short(trace),
            None => Traced::Long(Trace::new(&self.solved).unwrap_or_default()),
        })
    }

    fn package(&self, at: usize) -> Package {
        let last = self.solved.last.unwrap_or(0);
        match self.traced() {
            Traced::Short(trace) => trace.package(&self.solved, last, at),
            Traced::Long(trace) => trace.package(&self.solved, last, at),
        }
    }

    fn ways(&self, at: usize) -> BigUint {
        let last = self.solved.last.unwrap_or(0);
        match self.traced() {
            Traced::Short(trace) => trace.ways(last, at),
            Traced::Long(trace) => trace.ways(last, at),
        }
    }

    fn bytes(&self) -> usize {
        self.solved
            .chart
            .fronts
            .iter()
            .map(super::chart::Front::bytes)
            .sum()
    }
}
