//! Reference points: what bargaining theory singles out on a frontier, with all ties.
//!
//! References, not answers. Gains are counted from what no agreement is worth to each party, on
//! the points acceptable to all. A party that gains on none of them is left out of the comparison,
//! since it could only level it.
//!
//! | point | what it makes greatest | source |
//! |---|---|---|
//! | Nash | the product of gains | Nash (1950) |
//! | Kalai–Smorodinsky | the least share of its greatest gain that any party gets | Kalai and Smorodinsky (1975), max–min where no point has equal shares |
//! | egalitarian | the least gain | Kalai (1977) |
//! | leximin | the least gain, then the next, and so on | Imai (1983) |
//! | greatest sum | the sum of values | |
//!
//! The last three compare gains of different parties, which only the caller can allow.

use super::frontier::Frontier;
use super::rational::{self, Rational};
use super::scores::{Problem, Refusal, Valuation};
use super::watch::Watch;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// Whether points of different parties may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scales {
    /// Each party has its own; only shares of its own gains are compared.
    Apart,
    /// The caller declares that a point is worth the same to all.
    Comparable,
}

/// Places on the frontier that share a distinction; empty where nothing is acceptable to all or
/// scales are not comparable.
pub type Tied = Vec<usize>;

/// The reference points of a frontier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct References {
    /// What no agreement is worth: as stated, else the party's worst package.
    pub reservations: Vec<Rational>,
    /// Points worth at least that to every party.
    pub acceptable: Vec<usize>,
    /// The greatest product of gains.
    pub nash: Tied,
    /// The greatest least share of a party's greatest gain.
    pub kalai_smorodinsky: Tied,
    /// The greatest least gain; only of comparable scales.
    pub egalitarian: Tied,
    /// The gains greatest from the least on; only of comparable scales.
    pub leximin: Tied,
    /// The greatest sum; only of comparable scales.
    pub max_sum: Tied,
    /// The squared distance of the nearest acceptable point from the one where every party has its
    /// greatest value, each value taken as a part of that; its square root is the opposition level
    /// of GENIUS and NegMAS. `None` where nothing is acceptable or a greatest value is not positive.
    pub opposition_squared: Option<Rational>,
}

impl References {
    /// Finds the reference points of a problem's frontier.
    ///
    /// # Errors
    /// What the watch wants, while a party's worst package is looked for.
    pub fn of(
        problem: &Problem<'_>,
        frontier: &Frontier,
        scales: Scales,
        watch: &mut Watch<'_>,
    ) -> Result<Self, Refusal> {
        let mut reservations = vec![];
        for party in problem.parties {
            reservations.push(match &party.reservation {
                Some(stated) => stated.clone(),
                None => worst(problem, party, watch)?.unwrap_or_default(),
            });
        }
        Ok(Self::above(frontier, reservations, scales))
    }

    /// The same where what no agreement is worth is known for each party.
    pub fn above(frontier: &Frontier, reservations: Vec<Rational>, scales: Scales) -> Self {
        let gains = Gains::new(frontier, &reservations);
        let acceptable = gains.places.clone();
        let mut found = Self {
            reservations,
            acceptable,
            ..Self::default()
        };
        if found.acceptable.is_empty() {
            return found;
        }
        found.nash = gains.best(|gains, row| gains.product(row), Ord::cmp);
        found.kalai_smorodinsky = gains.best(|gains, row| gains.least_share(row), by_cross);
        found.opposition_squared = opposition_squared(frontier, &found.acceptable);
        if scales == Scales::Comparable {
            let values = |row: &usize| gains.points(frontier, *row, &found.reservations);
            found.egalitarian = gains.best(|_, row| values(&row).into_iter().min(), Ord::cmp);
            let sorted = |row: usize| {
                let mut values = values(&row);
                values.sort();
                values
            };
            found.leximin = gains.best(|_, row| sorted(row), Ord::cmp);
            found.max_sum = gains.best(
                |_, row| values(&row).into_iter().sum::<Rational>(),
                Ord::cmp,
            );
        }
        found
    }

    /// The opposition level: 0 where every party can have its best at once.
    pub fn opposition(&self) -> Option<f64> {
        self.opposition_squared
            .as_ref()
            .map(|squared| libm::sqrt(rational::approximate(squared)))
    }
}

/// The least a party can be left with, over all packages; `None` if there is no package.
///
/// # Errors
/// What the frontier of a single party may be refused for.
pub fn worst(
    problem: &Problem<'_>,
    party: &Valuation,
    watch: &mut Watch<'_>,
) -> Result<Option<Rational>, Refusal> {
    let row = |row: &Vec<Rational>| row.iter().map(|p| -p).collect();
    let mut turned = party.clone();
    turned.points = party.points.iter().map(row).collect();
    turned
        .cubes
        .iter_mut()
        .for_each(|cube| cube.bonus = -&cube.bonus);
    let parties = [turned];
    let frontier = Frontier::of(
        &Problem {
            parties: &parties,
            ..*problem
        },
        watch,
    )?;
    Ok((!frontier.is_empty()).then(|| -&frontier.values(0)[0]))
}

/// Gains of acceptable points in whole numbers, each party's on a scale of its own.
struct Gains {
    places: Vec<usize>,
    rows: Vec<Vec<BigInt>>,
    /// The greatest gain of each party.
    ideal: Vec<BigInt>,
}

impl Gains {
    fn new(frontier: &Frontier, reservations: &[Rational]) -> Self {
        let parties = 0..frontier.parties();
        // In steps: what no agreement is worth, as a fraction.
        let zero: Vec<Rational> = parties
            .map(|p| (&reservations[p] - &frontier.scale(p).base) / &frontier.scale(p).unit)
            .collect();
        let (mut places, mut rows) = (vec![], vec![]);
        for at in 0..frontier.len() {
            let gain = |(whole, zero): (&i128, &Rational)| zero.denom() * whole - zero.numer();
            let row: Vec<BigInt> = frontier.wholes(at).iter().zip(&zero).map(gain).collect();
            if !row.iter().any(Signed::is_negative) {
                places.push(at);
                rows.push(row);
            }
        }
        let best = |party: usize| {
            rows.iter()
                .map(|row: &Vec<BigInt>| &row[party])
                .max()
                .cloned()
        };
        let ideal = (0..zero.len())
            .map(|party| best(party).unwrap_or_default())
            .collect();
        Self {
            places,
            rows,
            ideal,
        }
    }

    /// Gains of the parties that can gain at all, with the greatest of each.
    fn gaining(&self, row: usize) -> impl Iterator<Item = (&BigInt, &BigInt)> {
        self.rows[row]
            .iter()
            .zip(&self.ideal)
            .filter(|(_, ideal)| ideal.is_positive())
    }

    fn product(&self, row: usize) -> BigInt {
        self.gaining(row).map(|(gain, _)| gain).product()
    }

    /// The least share as numerator and denominator.
    fn least_share(&self, row: usize) -> (BigInt, BigInt) {
        let shares = self
            .gaining(row)
            .map(|(gain, ideal)| (gain.clone(), ideal.clone()));
        shares
            .min_by(by_cross)
            .unwrap_or((BigInt::one(), BigInt::one()))
    }

    /// Gains in the parties' own points.
    fn points(&self, frontier: &Frontier, row: usize, reservations: &[Rational]) -> Vec<Rational> {
        let values = frontier.values(self.places[row]);
        values
            .iter()
            .zip(reservations)
            .map(|(value, zero)| value - zero)
            .collect()
    }

    /// All places where a measure is greatest.
    fn best<T>(
        &self,
        measure: impl Fn(&Self, usize) -> T,
        order: impl Fn(&T, &T) -> Ordering,
    ) -> Tied {
        let (mut tied, mut most): (Tied, Option<T>) = (vec![], None);
        for (row, place) in self.places.iter().enumerate() {
            let own = measure(self, row);
            match most
                .as_ref()
                .map_or(Ordering::Greater, |most| order(&own, most))
            {
                Ordering::Greater => (tied, most) = (vec![*place], Some(own)),
                Ordering::Equal => tied.push(*place),
                Ordering::Less => {}
            }
        }
        tied
    }
}

/// Which of two fractions with positive denominators is greater.
fn by_cross(a: &(BigInt, BigInt), b: &(BigInt, BigInt)) -> Ordering {
    (&a.0 * &b.1).cmp(&(&b.0 * &a.1))
}

/// How far two rounded distances may be apart and still be worth comparing exactly.
const ROUNDING: f64 = 1e-9;

fn opposition_squared(frontier: &Frontier, acceptable: &[usize]) -> Option<Rational> {
    let mut best = vec![i128::MIN; frontier.parties()];
    for at in 0..frontier.len() {
        best.iter_mut()
            .zip(frontier.wholes(at))
            .for_each(|(best, whole)| *best = whole.max(*best));
    }
    let most: Vec<Rational> = best
        .iter()
        .enumerate()
        .map(|(party, whole)| frontier.scale(party).points(*whole))
        .collect();
    if most.iter().any(|most| !most.is_positive()) {
        return None;
    }
    // A part of the greatest value is 1 less a number of steps, each of this size.
    let size = |party: usize| &frontier.scale(party).unit / &most[party];
    let sizes: Vec<Rational> = (0..most.len()).map(size).collect();
    let rough: Vec<f64> = sizes.iter().map(rational::approximate).collect();
    let roughly = |at: usize| -> f64 {
        let steps = frontier
            .wholes(at)
            .into_iter()
            .zip(&best)
            .map(|(whole, best)| (best - whole) as f64);
        steps
            .zip(&rough)
            .map(|(steps, size)| steps * size * steps * size)
            .sum()
    };
    let nearest = acceptable
        .iter()
        .map(|at| roughly(*at))
        .fold(f64::INFINITY, f64::min);
    let near = acceptable
        .iter()
        .filter(|at| roughly(**at) <= nearest * (1.0 + ROUNDING) + f64::MIN_POSITIVE);
    let exactly = |at: &usize| -> Rational {
        let steps = frontier
            .wholes(*at)
            .into_iter()
            .zip(&best)
            .map(|(whole, best)| rational::whole(best - whole));
        steps
            .zip(&sizes)
            .map(|(steps, size)| steps * size)
            .fold(Rational::zero(), |sum, d| sum + &d * &d)
    };
    near.map(exactly).min()
}
