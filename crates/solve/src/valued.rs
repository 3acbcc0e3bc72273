//! Readings as scores: what alternatives are worth to a party on one reading, or on the mean of many, in
//! whole steps of its range, so that exact methods for scores can be asked about them.
//!
//! Gains are rounded down and prices up. Each party keeps its own scale.

use crate::Constraint;
use crate::acceptability::Silence;
use crate::exact::rational::whole;
use crate::exact::{
    Frontier, Pace, Problem, Rational, References, Refusal, Scales, Valuation, Watch,
};
use crate::readings::{BLOCK, Block, Sampler};
use crate::walk::Control;
use onetext_model::Space;
use std::sync::atomic::Ordering;

/// How many steps a party's range has, as a power of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps(pub u32);

impl Steps {
    /// Steps fine enough that only packages as good as equal fall together.
    pub const FINE: Self = Self(10);
    /// Steps coarse enough that frontiers of large spaces stay short.
    pub const COARSE: Self = Self(8);

    /// A gain of 2⁻²⁴ steps, in these.
    fn down(self, gain: i64) -> Rational {
        whole(gain >> (24 - self.0))
    }

    fn up(self, price: i64) -> Rational {
        let shift = 24 - self.0;
        whole((price + (1 << shift) - 1) >> shift)
    }

    /// A value in these, as a share of the party's range.
    pub fn share(self, value: &Rational) -> f64 {
        crate::exact::rational::approximate(value) / f64::from(1u32 << self.0)
    }
}

/// A party's blocks of readings.
pub fn blocks(sampler: &Sampler<'_>, readings: usize) -> Vec<Block> {
    (0..sampler.blocks(readings))
        .map(|b| sampler.block(b))
        .collect()
}

/// What alternatives are worth to a party on the mean of these readings, silence read freely; its points
/// where it has points.
pub fn mean(sampler: &Sampler<'_>, blocks: &[Block], steps: Steps) -> Valuation {
    let readings = (blocks.len() * BLOCK).max(1) as i64;
    let sum = |of: &dyn Fn(&Block, &mut [i32])| -> i64 {
        let mut row = [0; BLOCK];
        let mut sum = 0;
        for block in blocks {
            of(block, &mut row);
            sum += row.iter().map(|gain| i64::from(*gain)).sum::<i64>();
        }
        sum.div_euclid(readings)
    };
    valuation(sampler, steps, &|cell| {
        sum(&|block, row| match cell {
            Some(cell) => sampler.gains(block, cell, Silence::Free, row),
            None => row.copy_from_slice(sampler.prices(block, Silence::Free)),
        })
    })
}

/// The same on one reading.
pub fn single(
    sampler: &Sampler<'_>,
    blocks: &[Block],
    reading: usize,
    steps: Steps,
) -> Option<Valuation> {
    let (block, at) = (blocks.get(reading / BLOCK)?, reading % BLOCK);
    Some(valuation(sampler, steps, &|cell| {
        let mut row = [0; BLOCK];
        match cell {
            Some(cell) => sampler.gains(block, cell, Silence::Free, &mut row),
            None => row.copy_from_slice(sampler.prices(block, Silence::Free)),
        }
        i64::from(row[at])
    }))
}

/// A valuation from gains, by issue and alternative, and the price of signing.
fn valuation(
    sampler: &Sampler<'_>,
    steps: Steps,
    gain: &dyn Fn(Option<(usize, usize)>) -> i64,
) -> Valuation {
    if let Some(scores) = &sampler.record().scores {
        return Valuation::of_scores(scores);
    }
    let issue = |(n, issue): (usize, &onetext_model::Issue)| {
        let alternatives = 0..issue.alternatives.len();
        alternatives
            .map(|a| steps.down(gain(Some((n, a)))))
            .collect()
    };
    Valuation {
        points: sampler
            .space()
            .issues()
            .iter()
            .enumerate()
            .map(issue)
            .collect(),
        cubes: vec![],
        reservation: Some(steps.up(gain(None))),
    }
}

/// The frontier of these valuations with its reference points, each party on its own scale.
///
/// # Errors
/// What the engine refuses, or that the control was cancelled.
pub fn solved(
    (space, constraints): (&Space, &[Constraint]),
    parties: &[Valuation],
    most_points: usize,
    control: &Control,
) -> Result<(Frontier, References), Refusal> {
    let problem = Problem {
        space,
        constraints,
        parties,
    };
    let mut ask = |_| match control.cancel.load(Ordering::Relaxed) {
        true => Pace::Stop,
        false => Pace::Go,
    };
    let mut watch = Watch::new(most_points, &mut ask);
    let frontier = Frontier::of(&problem, &mut watch)?;
    let references = References::of(&problem, &frontier, Scales::Apart, &mut watch)?;
    Ok((frontier, references))
}
