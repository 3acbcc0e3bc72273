//! Reference points where nobody has real numbers: the frontier of mean gains, what bargaining theory
//! singles out on it, and on how many single readings it singles out the same.
//!
//! A reference that few readings share is no reference: it says more about the mean than about the
//! parties. Comparisons stay within each party's own scale (Nash's product, shares of own greatest gain).

use crate::Constraint;
use crate::exact::reference::Tied;
use crate::exact::{Frontier, References, Refusal, Valuation};
use crate::readings::Sampler;
use crate::valued::{Steps, blocks, mean, single, solved};
use crate::walk::Control;
use onetext_model::{Package, Space};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// The readings each reference is looked for on, one by one.
pub const SINGLE: usize = 64;
/// The readings whose mean is taken.
const MEAN_OF: usize = 1_000;
/// The most points kept of a frontier; beyond it the frontier is thinned, and says so.
const MOST_POINTS: usize = 200_000;

/// A point of the frontier of mean gains.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// A package that attains it.
    pub package: Package,
    /// By party: its mean gain beyond its price of signing, as a share of its range; for a party with
    /// points, its points.
    pub values: Vec<f64>,
}

/// A reference point of the mean, and how it fares on single readings.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// "Nash" or "Kalai–Smorodinsky".
    pub name: &'static str,
    /// Packages on the frontier of mean gains that are it, as places among the points; several if tied.
    pub at: Vec<usize>,
    /// On how many single readings the first of these is it too.
    pub agreeing: u32,
    /// The package that is it most often on single readings, if that is another one, with how often.
    pub most_often: Option<(Package, u32)>,
}

impl Reference {
    /// Whether fewer than half of the readings that have it share it: then it singles out nothing.
    pub fn is_unclear(&self, readings: u32) -> bool {
        self.agreeing * 2 < readings || self.at.is_empty()
    }
}

/// The frontier of mean gains with its references.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// Its points, the first party's best first.
    pub points: Vec<Point>,
    /// Whether these are all there are, in steps of 1/1024 of a party's range.
    pub exact: bool,
    /// The references.
    pub references: Vec<Reference>,
    /// On how many of the [`SINGLE`] readings some package is acceptable to all, so that there are any.
    pub readings: u32,
}

/// Finds the frontier of mean gains, and how stable its references are. `None` if it was cancelled, or
/// the engine refuses the constraints.
pub fn balance(
    samplers: &[Sampler<'_>],
    constraints: &[Constraint],
    control: &Control,
) -> Option<Balance> {
    let space = samplers.first()?.space();
    let drawn: Vec<_> = samplers
        .par_iter()
        .map(|sampler| blocks(sampler, MEAN_OF))
        .collect();
    let with = || samplers.iter().zip(&drawn);
    let means = with().map(|(s, b)| mean(s, b, Steps::FINE)).collect();
    let middle = Solved::new(space, constraints, means, control).ok()?;
    let one = |reading: usize| {
        let parties = with().map(|(s, b)| single(s, b, reading, Steps::FINE));
        let parties = parties.collect::<Option<Vec<Valuation>>>()?;
        let solved = Solved::new(space, constraints, parties, control).ok()?;
        Some(solved.compared(space, &middle))
    };
    let compared: Vec<Option<[Compared; 2]>> = (0..SINGLE).into_par_iter().map(one).collect();
    if control.cancel.load(Ordering::Relaxed) {
        return None;
    }
    Some(middle.summed_up(
        samplers,
        &compared.into_iter().flatten().collect::<Vec<_>>(),
    ))
}

/// A frontier with its references.
struct Solved {
    parties: Vec<Valuation>,
    frontier: Frontier,
    references: References,
}

/// Of one reference on one reading: whether it exists there, whether the mean's is it, and a package
/// that is.
struct Compared {
    agrees: bool,
    package: Option<Package>,
}

impl Solved {
    fn new(
        space: &Space,
        constraints: &[Constraint],
        parties: Vec<Valuation>,
        control: &Control,
    ) -> Result<Self, Refusal> {
        let (frontier, references) = solved((space, constraints), &parties, MOST_POINTS, control)?;
        Ok(Self {
            parties,
            frontier,
            references,
        })
    }

    /// Nash, then Kalai–Smorodinsky.
    fn both(&self) -> [&Tied; 2] {
        [&self.references.nash, &self.references.kalai_smorodinsky]
    }

    /// Whether the references of the mean are those of this reading: by what they are worth here, since
    /// other packages may be worth the same.
    fn compared(&self, space: &Space, middle: &Self) -> [Compared; 2] {
        let (here, there) = (self.both(), middle.both());
        [0, 1].map(|n| {
            let worth = there[n].first().map(|at| {
                let package = middle.frontier.package(*at);
                let worth = |party: &Valuation| party.value(space, &package);
                self.parties.iter().map(worth).collect::<Vec<_>>()
            });
            let same = |at: &usize| Some(self.frontier.values(*at)) == worth;
            Compared {
                agrees: here[n].iter().any(same),
                package: here[n].first().map(|at| self.frontier.package(*at)),
            }
        })
    }

    fn summed_up(&self, samplers: &[Sampler<'_>], compared: &[[Compared; 2]]) -> Balance {
        let order = self.frontier.in_order();
        let point = |at: &usize| Point {
            package: self.frontier.package(*at),
            values: self.values(samplers, *at),
        };
        let mut place = vec![0; order.len()];
        for (now, before) in order.iter().enumerate() {
            place[*before] = now;
        }
        let reference = |n: usize| {
            let agreeing = compared.iter().filter(|c| c[n].agrees).count() as u32;
            let packages = compared.iter().filter_map(|c| c[n].package.as_ref());
            let at: Vec<usize> = self.both()[n].iter().map(|at| place[*at]).collect();
            let own = self.both()[n].first().map(|at| self.frontier.package(*at));
            Reference {
                name: ["Nash", "Kalai–Smorodinsky"][n],
                most_often: most_often(packages)
                    .filter(|(package, times)| Some(package) != own.as_ref() && *times > agreeing),
                at,
                agreeing,
            }
        };
        Balance {
            points: order.iter().map(point).collect(),
            exact: self.frontier.is_exact(),
            references: vec![reference(0), reference(1)],
            readings: compared.iter().filter(|c| c[0].package.is_some()).count() as u32,
        }
    }

    fn values(&self, samplers: &[Sampler<'_>], at: usize) -> Vec<f64> {
        let values = self.frontier.values(at);
        let one = |((value, party), sampler): ((_, &Valuation), &Sampler<'_>)| {
            let value: crate::exact::Rational = value;
            match (&sampler.record().scores, &party.reservation) {
                (None, Some(price)) => Steps::FINE.share(&(value - price)),
                _ => crate::exact::rational::approximate(&value),
            }
        };
        let pairs = values.into_iter().zip(&self.parties).zip(samplers);
        pairs.map(one).collect()
    }
}

/// The package met most often; of several the first in their order.
fn most_often<'p>(packages: impl Iterator<Item = &'p Package>) -> Option<(Package, u32)> {
    let mut times: BTreeMap<&Package, u32> = BTreeMap::new();
    for package in packages {
        *times.entry(package).or_default() += 1;
    }
    let best = times.into_iter().rev().max_by_key(|(_, times)| *times);
    best.map(|(package, times)| (package.clone(), times))
}
