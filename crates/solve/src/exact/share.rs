//! The rational share: how many of all packages every party finds no worse than no agreement.

use super::rational::Rational;
use super::scores::Problem;
use super::whole::Steps;
use crate::constraint::{Constraint, Origin, Shape};
use crate::count::{Count, packages};
use num_bigint::{BigInt, BigUint};
use num_traits::{Signed, ToPrimitive, Zero};
use onetext_model::Decimal;
use onetext_model::rule::Compare;

/// Packages, and those acceptable to all; both counted exactly where the counts meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// All packages that no constraint excludes.
    pub all: Count,
    /// Those worth at least the reservation to every party.
    pub acceptable: Count,
}

impl Share {
    /// Counts them. Parties with cubes are counted as if they might accept none or all, unless they
    /// accept everything.
    pub fn of(problem: &Problem<'_>, reservations: &[Rational]) -> Self {
        let all = packages(problem.space, problem.constraints);
        let mut constraints = problem.constraints.to_vec();
        let mut open = false;
        for (party, reservation) in problem.parties.iter().zip(reservations) {
            let steps = Steps::new(problem.space, party);
            let needed = ((reservation - &steps.scale.base) / &steps.scale.unit)
                .ceil()
                .to_integer();
            if least(&steps) >= needed {
                continue;
            }
            match limit(&steps, &needed).filter(|_| party.cubes.is_empty()) {
                Some(limit) => constraints.push(limit),
                None => open = true,
            }
        }
        let mut acceptable = packages(problem.space, &constraints);
        if open {
            acceptable.low = BigUint::zero();
        }
        Self { all, acceptable }
    }

    /// The share, at least and at most; `None` if there is no package.
    pub fn bounds(&self) -> Option<(Rational, Rational)> {
        if self.all.low.is_zero() {
            return None;
        }
        let part = |a: &BigUint, b: &BigUint| Rational::new(a.clone().into(), b.clone().into());
        let most = part(&self.acceptable.high, &self.all.low).min(super::rational::whole(1));
        Some((part(&self.acceptable.low, &self.all.high), most))
    }
}

/// No package has fewer steps than this.
fn least(steps: &Steps) -> BigInt {
    let lows = steps
        .points
        .iter()
        .map(|row| row.iter().min().cloned().unwrap_or_default());
    let points: BigInt = lows.map(|low| low.min(BigInt::zero())).sum();
    points
        + steps
            .bonuses
            .iter()
            .filter(|b| b.is_negative())
            .sum::<BigInt>()
}

/// That a party's steps reach what it needs, as a limit; `None` if the figures are too long.
fn limit(steps: &Steps, needed: &BigInt) -> Option<Constraint> {
    let decimal = |n: &BigInt| Decimal::try_from_i128_with_scale(n.to_i128()?, 0).ok();
    let row = |(issue, row): (usize, &Vec<BigInt>)| {
        Some((issue, row.iter().map(decimal).collect::<Option<Vec<_>>>()?))
    };
    let terms = steps
        .points
        .iter()
        .enumerate()
        .map(row)
        .collect::<Option<Vec<_>>>()?;
    let shape = Shape::Limit {
        terms,
        compare: Compare::AtLeast,
        bound: decimal(needed)?,
    };
    Some(Constraint {
        shape,
        origin: Origin::Rule(String::new()),
    })
}
