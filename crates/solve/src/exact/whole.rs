//! Scores as whole numbers: each party's points over their own common denominator.
//!
//! Sums and comparisons of whole numbers are exact, so ties are ties. Parties keep separate
//! denominators: nothing of one party is ever added to or compared with another's.

use super::rational::Rational;
use super::scores::{Problem, Refusal, Side, Valuation};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use onetext_model::{Existence, Space};
use std::fmt::Debug;
use std::ops::{Add, Sub};

/// A machine integer wide enough for a problem's sums.
pub trait Whole:
    Copy + Ord + Default + Debug + Add<Output = Self> + Sub<Output = Self> + Send + Sync + 'static
{
    /// Bits a sum may use, with room for one more addition.
    const BITS: u64;
    /// The integer as 128 bits.
    fn wide(self) -> i128;
    /// From 128 bits; callers have checked that it fits.
    fn narrow(wide: i128) -> Self;
}

impl Whole for i64 {
    const BITS: u64 = 61;
    fn wide(self) -> i128 {
        i128::from(self)
    }
    fn narrow(wide: i128) -> Self {
        wide as Self
    }
}

impl Whole for i128 {
    const BITS: u64 = 125;
    fn wide(self) -> i128 {
        self
    }
    fn narrow(wide: i128) -> Self {
        wide
    }
}

/// How a party's whole numbers become its points again: `base + whole * unit`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// What whole number 0 stands for.
    pub base: Rational,
    /// What one step stands for; positive.
    pub unit: Rational,
}

impl Scale {
    /// The points a whole number stands for.
    pub fn points(&self, whole: i128) -> Rational {
        &self.base + &self.unit * BigInt::from(whole)
    }
}

/// One party's points in whole steps.
#[derive(Debug, Clone)]
pub struct Steps {
    /// How steps become points again.
    pub scale: Scale,
    /// Steps by issue and alternative.
    pub points: Vec<Vec<BigInt>>,
    /// Steps by cube.
    pub bonuses: Vec<BigInt>,
}

impl Steps {
    /// A party's points over their common denominator, in the largest steps that keep all exact.
    pub fn new(space: &Space, valuation: &Valuation) -> Self {
        let mut base = Rational::zero();
        let mut points: Vec<Vec<Rational>> = vec![];
        for (issue, row) in space.issues().iter().zip(&valuation.points) {
            let least = match issue.existence {
                Existence::Always => row.iter().min().cloned().unwrap_or_default(),
                Existence::AnyOf(_) => Rational::zero(),
            };
            points.push(row.iter().map(|p| p - &least).collect());
            base += least;
        }
        let bonuses: Vec<Rational> = valuation.cubes.iter().map(|c| c.bonus.clone()).collect();
        let unit = largest_step(points.iter().flatten().chain(&bonuses));
        let steps = |p: &Rational| (p / &unit).to_integer();
        Self {
            points: points
                .iter()
                .map(|row| row.iter().map(steps).collect())
                .collect(),
            bonuses: bonuses.iter().map(steps).collect(),
            scale: Scale { base, unit },
        }
    }

    /// Bits that any sum of these steps needs.
    pub fn bits(&self) -> u64 {
        let most = |row: &Vec<BigInt>| row.iter().map(Signed::abs).max().unwrap_or_default();
        let points: BigInt = self.points.iter().map(most).sum();
        let bonuses: BigInt = self.bonuses.iter().map(Signed::abs).sum();
        (points + bonuses).bits()
    }

    /// How far apart two packages can be in steps, for the order parties are compared in.
    pub fn span(&self) -> BigInt {
        let most = |row: &Vec<BigInt>| row.iter().max().cloned().unwrap_or_default();
        let points: BigInt = self.points.iter().map(most).sum();
        points + self.bonuses.iter().map(Signed::abs).sum::<BigInt>()
    }
}

/// The largest fraction of which all these are whole multiples; 1 if all are zero.
fn largest_step<'a>(figures: impl Iterator<Item = &'a Rational>) -> Rational {
    let (mut above, mut below) = (BigInt::zero(), BigInt::one());
    for figure in figures.filter(|f| !f.is_zero()) {
        above = above.gcd(figure.numer());
        below = below.lcm(figure.denom());
    }
    match above.is_zero() {
        true => Rational::one(),
        false => Rational::new(above, below),
    }
}

/// A cube by alternatives.
#[derive(Debug, Clone)]
pub struct Reach<V> {
    /// For each issue it constrains, once each: whether each alternative lies in it.
    pub sides: Vec<(usize, Vec<bool>)>,
    /// What it adds to each party, in the table's order.
    pub bonus: Vec<V>,
}

/// All parties' scores as whole numbers. Parties with the shortest span come first: sums are then
/// told apart by small numbers before large ones.
#[derive(Debug, Clone)]
pub struct Table<V> {
    /// Which party each place stands for.
    pub order: Vec<usize>,
    /// By place: how its whole numbers become points.
    pub scales: Vec<Scale>,
    /// By issue: alternatives one after the other, each with a number per place.
    pub points: Vec<Vec<V>>,
    /// The cubes of all parties.
    pub cubes: Vec<Reach<V>>,
}

impl<V: Whole> Table<V> {
    /// Makes the table of steps that are known to fit.
    pub fn new(problem: &Problem<'_>, steps: &[Steps]) -> Self {
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by_key(|party| steps[*party].span());
        let narrow = |n: &BigInt| V::narrow(n.to_i128().unwrap_or_default());
        let of_issue = |issue: usize| -> Vec<V> {
            let alternatives = problem.space.issues()[issue].alternatives.len();
            let row = |a: usize| order.iter().map(move |party| (*party, a));
            let places = (0..alternatives).flat_map(row);
            places
                .map(|(party, a)| narrow(&steps[party].points[issue][a]))
                .collect()
        };
        let mut cubes = vec![];
        for (party, valuation) in problem.parties.iter().enumerate() {
            for (cube, bonus) in valuation.cubes.iter().zip(&steps[party].bonuses) {
                let own = |p: &usize| {
                    if *p == party {
                        narrow(bonus)
                    } else {
                        V::default()
                    }
                };
                cubes.push(Reach {
                    sides: sides(problem.space, &cube.sides),
                    bonus: order.iter().map(own).collect(),
                });
            }
        }
        cubes.retain(|cube| cube.bonus.iter().any(|b| *b != V::default()));
        Self {
            points: (0..problem.space.len()).map(of_issue).collect(),
            scales: order
                .iter()
                .map(|party| steps[*party].scale.clone())
                .collect(),
            order,
            cubes,
        }
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.order.len()
    }

    /// What an alternative adds to each party.
    pub fn row(&self, issue: usize, alternative: usize) -> &[V] {
        let parties = self.parties();
        &self.points[issue][alternative * parties..(alternative + 1) * parties]
    }
}

/// The alternatives each side reaches over, sides on one issue met together.
fn sides(space: &Space, sides: &[Side]) -> Vec<(usize, Vec<bool>)> {
    let mut found: Vec<(usize, Vec<bool>)> = vec![];
    for side in sides {
        let inside = space.issues()[side.issue].alternatives.iter().map(|a| {
            a.figure
                .is_some_and(|figure| side.least <= figure && figure <= side.most)
        });
        match found.iter_mut().find(|(issue, _)| *issue == side.issue) {
            Some((_, row)) => row.iter_mut().zip(inside).for_each(|(a, b)| *a &= b),
            None => found.push((side.issue, inside.collect())),
        }
    }
    found.sort_by_key(|(issue, _)| *issue);
    found
}

/// Every party's steps, checked against the widest integers there are.
///
/// # Errors
/// [`Refusal::TooFine`] names the first party whose sums would not fit 128 bits.
pub fn steps(problem: &Problem<'_>) -> Result<Vec<Steps>, Refusal> {
    let mut all = vec![];
    for (party, valuation) in problem.parties.iter().enumerate() {
        let steps = Steps::new(problem.space, valuation);
        if steps.bits() > <i128 as Whole>::BITS {
            return Err(Refusal::TooFine(party));
        }
        all.push(steps);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::rational::parse;

    #[test]
    fn the_largest_common_step_is_found() {
        for (figures, expect) in [
            (vec!["0.25", "1.5"], "0.25"),
            (vec!["1/3", "1/2"], "1/6"),
            (vec!["20", "-30"], "10"),
            (vec!["0"], "1"),
        ] {
            let figures: Vec<Rational> = figures.iter().filter_map(|f| parse(f)).collect();
            assert_eq!(
                Some(largest_step(figures.iter())),
                parse(expect),
                "{figures:?}"
            );
        }
    }
}
