//! What a walk keeps of one party: gains in 16 bits, prices, and what may still come.

use super::plan::Plan;
use crate::acceptability::{Silence, acceptance};
use crate::readings::{BLOCK, Block, Sampler, scored_accepts};
use crate::settings::LEAST_EFFECTIVE;
use crate::standing::{Record, Scores, is_known, mean_weights};
use onetext_model::Package;
use std::cmp::Reverse;

/// How many bits of a gain a walk drops: it counts in steps of 2⁻¹⁴ of a party's range, rounded
/// down, prices up, so that nothing unpaid passes.
const DROPPED: u32 = 10;

/// A party of a walk.
pub enum Party {
    /// Its points and what it needs.
    Scored(Scores),
    /// Its readings.
    Sampled(Box<Sampled>),
}

/// A party whose gains are drawn.
pub struct Sampled {
    /// The ways to read silence that differ: one where nothing is silent, else three.
    pub ways: Vec<Way>,
    record: Record,
    weights: Vec<f64>,
    /// The independent readings its readings are worth.
    worth: u32,
}

/// A party's gains under one way to read silence.
pub struct Way {
    /// What its gains have to reach, reading by reading.
    pub prices: Vec<i16>,
    /// By issue and alternative left: gains, reading by reading.
    pub gains: Vec<Vec<Vec<i16>>>,
    /// By place in the order: the most that the issues from there on can still bring.
    pub most: Vec<Vec<i16>>,
}

impl Party {
    /// Draws a party's readings.
    pub fn new(sampler: &Sampler<'_>, readings: usize, plan: &Plan<'_>) -> Self {
        let record = sampler.record();
        if let Some(scores) = &record.scores {
            return Self::Scored(scores.clone());
        }
        let blocks: Vec<Block> = (0..readings.div_ceil(BLOCK) as u64)
            .map(|b| sampler.block(b))
            .collect();
        let mut issues = 0..record.issues.len();
        let ways = match issues.any(|issue| sampler.hears_silence(issue)) {
            true => Silence::ALL.to_vec(),
            false => vec![Silence::Free],
        };
        Self::Sampled(Box::new(Sampled {
            ways: ways
                .into_iter()
                .map(|way| Way::new(sampler, &blocks, plan, way))
                .collect(),
            record: record.clone(),
            weights: mean_weights(record, sampler.space()),
            worth: worth(sampler, readings, plan),
        }))
    }

    /// Works out what issues further on can still bring, in the order of a plan.
    pub fn look_ahead(&mut self, plan: &Plan<'_>) {
        if let Self::Sampled(sampled) = self {
            for way in &mut sampled.ways {
                way.most = most(&way.gains, plan, way.prices.len());
            }
        }
    }

    /// Puts the readings that are hardest to please first: those on which a middling package misses the
    /// price by most. What is counted over all of them stays the same.
    pub fn hardest_first(&mut self) {
        let Some(way) = self.free() else { return };
        let mut missing: Vec<(i64, usize)> = way.missing().into_iter().zip(0..).collect();
        missing.sort_unstable_by_key(|(missing, reading)| (Reverse(*missing), *reading));
        let order: Vec<usize> = missing.into_iter().map(|(_, reading)| reading).collect();
        if let Self::Sampled(sampled) = self {
            for way in &mut sampled.ways {
                way.reorder(&order);
            }
        }
    }

    /// Its readings with silence read freely, if it has readings.
    pub fn free(&self) -> Option<&Way> {
        let ways = self.ways();
        ways.get(Silence::Free as usize).or(ways.first())
    }

    /// How far the gains of each issue's alternatives lie apart, summed over readings.
    pub fn spreads(&self, issues: usize) -> Vec<i64> {
        let mut spreads = vec![0; issues];
        let Some(way) = self.ways().first() else {
            return spreads;
        };
        for (spread, rows) in spreads.iter_mut().zip(&way.gains) {
            for reading in 0..way.prices.len() {
                let each = || rows.iter().map(|row| i64::from(row[reading]));
                *spread += each().max().unwrap_or(0) - each().min().unwrap_or(0);
            }
        }
        spreads
    }

    /// The independent readings its readings are worth; nothing if it has points.
    pub fn worth(&self) -> Option<u32> {
        match self {
            Self::Scored(_) => None,
            Self::Sampled(sampled) => Some(sampled.worth),
        }
    }

    /// The ways to read silence that differ for it.
    pub fn ways(&self) -> &[Way] {
        match self {
            Self::Scored(_) => &[],
            Self::Sampled(sampled) => &sampled.ways,
        }
    }

    /// Whether enough is on record about a package to say whether the party holds, and its readings are
    /// worth enough.
    pub fn knows(&self, choices: &[Option<u16>]) -> bool {
        match self {
            Self::Scored(_) => true,
            Self::Sampled(sampled) => {
                let exists = |issue: usize| choices[issue].is_some();
                f64::from(sampled.worth) >= LEAST_EFFECTIVE
                    && is_known(sampled.record.silent_part(&sampled.weights, exists))
            }
        }
    }

    /// Whether its points, if it has points, reach what it needs.
    pub fn scored(&self, choices: &[Option<u16>]) -> bool {
        match self {
            Self::Scored(scores) => scored_accepts(scores, &Package::partial(choices)),
            Self::Sampled(_) => false,
        }
    }
}

impl Way {
    fn new(sampler: &Sampler<'_>, blocks: &[Block], plan: &Plan<'_>, way: Silence) -> Self {
        let readings = blocks.len() * BLOCK;
        let one = |issue: usize, alternative: &u16| {
            let mut all = vec![0i16; readings];
            let mut drawn = [0i32; BLOCK];
            for (block, gains) in blocks.iter().zip(all.chunks_mut(BLOCK)) {
                sampler.gains(block, (issue, usize::from(*alternative)), way, &mut drawn);
                gains
                    .iter_mut()
                    .zip(&drawn)
                    .for_each(|(gain, drawn)| *gain = down(*drawn));
            }
            all
        };
        let issue = |issue: usize| plan.allowed[issue].iter().map(|a| one(issue, a)).collect();
        let gains: Vec<Vec<Vec<i16>>> = (0..plan.allowed.len()).map(issue).collect();
        let most = vec![];
        let price = |b: &Block| {
            sampler
                .prices(b, way)
                .iter()
                .map(|p| up(*p))
                .collect::<Vec<_>>()
        };
        Self {
            prices: blocks.iter().flat_map(price).collect(),
            gains,
            most,
        }
    }
}

impl Way {
    /// By how much a middling package misses the price, reading by reading, in sixteenths of a step.
    fn missing(&self) -> Vec<i64> {
        let mut missing: Vec<i64> = self.prices.iter().map(|p| i64::from(*p) * 16).collect();
        for rows in self.gains.iter().filter(|rows| !rows.is_empty()) {
            for (reading, missing) in missing.iter_mut().enumerate() {
                let all: i64 = rows.iter().map(|row| i64::from(row[reading])).sum();
                *missing -= all * 16 / rows.len() as i64;
            }
        }
        missing
    }

    fn reorder(&mut self, order: &[usize]) {
        let rows = self.gains.iter_mut().flatten().chain(&mut self.most);
        for row in rows.chain([&mut self.prices]) {
            *row = order.iter().map(|reading| row[*reading]).collect();
        }
    }
}

/// What the first readings of a party are worth: those it draws by chains as many as the whole of them
/// are for a package, up to their number, since they lie far apart.
fn worth(sampler: &Sampler<'_>, readings: usize, plan: &Plan<'_>) -> u32 {
    let readings = (readings.div_ceil(BLOCK) * BLOCK) as u32;
    if sampler.drawn().is_none() {
        return readings;
    }
    let first: Vec<Option<u16>> = plan.allowed.iter().map(|a| a.first().copied()).collect();
    let working = Package::working(sampler.space()).ok();
    let package = working.or_else(|| Package::from_wishes(sampler.space(), &first));
    let shown = package.map(|p| acceptance(sampler, &[p], &[false], usize::MAX));
    let effective = shown.and_then(|shown| Some(shown.first()?.mixing.effective));
    effective.map_or(readings, |worth| readings.min(worth as u32))
}

/// The most that the issues from each place on can still bring.
fn most(gains: &[Vec<Vec<i16>>], plan: &Plan<'_>, readings: usize) -> Vec<Vec<i16>> {
    let mut most = vec![vec![0i16; readings]];
    for issue in plan.order.iter().rev() {
        let mut best = match plan.nested {
            // An issue that may be absent brings nothing where it is.
            true => vec![0; readings],
            false => vec![i16::MIN; readings],
        };
        for row in &gains[*issue] {
            best.iter_mut()
                .zip(row)
                .for_each(|(best, gain)| *best = (*best).max(*gain));
        }
        let after = &most[most.len() - 1];
        best.iter_mut()
            .zip(after)
            .for_each(|(best, after)| *best = best.saturating_add(*after));
        most.push(best);
    }
    most.reverse();
    most
}

fn down(gain: i32) -> i16 {
    short(gain >> DROPPED)
}

fn up(price: i32) -> i16 {
    short((price + (1 << DROPPED) - 1) >> DROPPED)
}

/// Gains and prices are at most the range, 2¹⁴ steps, and fit.
fn short(steps: i32) -> i16 {
    steps.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_are_rounded_down_and_prices_up() {
        assert_eq!((down(1_023), down(1_024), down(-1)), (0, 1, -1));
        assert_eq!(
            (up(1), up(1_024), up(1_025), up(0), up(-1_025)),
            (1, 1, 2, 0, -1)
        );
        assert_eq!(down(1 << 24), 1 << 14);
    }
}
