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
        let bonuses: Vec<&Rational> = valuation.cubes.iter().map(|c| &c.bonus).collect();
        let figures = valuation
            .points
            .iter()
            .flatten()
            .chain(bonuses.iter().copied());
        let below = figures.fold(BigInt::one(), |below, f| match f.denom().is_one() {
            true => below,
            false => below.lcm(f.denom()),
        });
        // Whole numbers from here on: everything times the common denominator.
        let whole = |f: &Rational| f.numer() * (&below / f.denom());
        let mut base = BigInt::zero();
        let mut points: Vec<Vec<BigInt>> = vec![];
        for (issue, row) in space.issues().iter().zip(&valuation.points) {
            let mut row: Vec<BigInt> = row.iter().map(whole).collect();
            if issue.existence == Existence::Always {
                let least = row.iter().min().cloned().unwrap_or_default();
                row.iter_mut().for_each(|p| *p -= &least);
                base += least;
            }
            points.push(row);
        }
        let mut bonuses: Vec<BigInt> = bonuses.into_iter().map(whole).collect();
        let step =
            points
                .iter()
                .flatten()
                .chain(&bonuses)
                .fold(BigInt::zero(), |step, n| match step.is_one() {
                    true => step,
                    false => step.gcd(n),
                });
        let step = if step.is_zero() { BigInt::one() } else { step };
        if !step.is_one() {
            points
                .iter_mut()
                .flatten()
                .chain(&mut bonuses)
                .for_each(|n| *n /= &step);
        }
        let scale = Scale {
            base: Rational::new(base, below.clone()),
            unit: Rational::new(step, below),
        };
        Self {
            scale,
            points,
            bonuses,
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
    use crate::exact::rational::{parse, plain};
    use onetext_model::{Alternative, Issue, IssueId, IssueKind, Key};

    /// One issue that always exists, with alternatives of these points.
    fn steps(points: &[&str]) -> Steps {
        let alternative = |n: usize| Alternative {
            key: Key::new(&format!("k{n}")).unwrap(),
            wording: String::new(),
            owners: vec![],
            working: false,
            figure: None,
        };
        let id = IssueId::new("i").unwrap();
        let space = Space::new(vec![Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Words,
            alternatives: (0..points.len()).map(alternative).collect(),
            existence: Existence::Always,
        }]);
        let points = vec![points.iter().filter_map(|p| parse(p)).collect()];
        Steps::new(
            &space,
            &Valuation {
                points,
                ..Valuation::default()
            },
        )
    }

    #[test]
    fn points_become_the_fewest_whole_steps() {
        for (points, base, unit, whole) in [
            (vec!["0.25", "1.5"], "0.25", "1.25", vec![0, 1]),
            (vec!["1/3", "1/2", "0"], "0", "1/6", vec![2, 3, 0]),
            (vec!["20", "-30", "70"], "-30", "50", vec![1, 0, 2]),
            (vec!["7"], "7", "1", vec![0]),
        ] {
            let found = steps(&points);
            assert_eq!(
                (plain(&found.scale.base), plain(&found.scale.unit)),
                (base.into(), unit.into())
            );
            assert_eq!(
                found.points[0],
                whole.into_iter().map(BigInt::from).collect::<Vec<_>>()
            );
        }
    }
}
