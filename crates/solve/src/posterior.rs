//! What the record leaves of a gain: its middle, and where nine readings in ten lie.

use crate::acceptability::{Silence, Three};
use crate::readings::{BLOCK, Sampler};

/// The middle of a gain over readings and where 90 % of them lie, as shares of the party's range.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// Five readings in a hundred are lower.
    pub low: f64,
    /// Half of the readings are lower.
    pub median: f64,
    /// Five readings in a hundred are higher.
    pub high: f64,
}

/// The gain of one alternative to a party with readings, on the first `readings` of them, for each
/// way to read silence. Zero for an issue outside the party's sum.
///
/// ```
/// use onetext_model::Space;
/// # fn show(sampler: &onetext_solve::readings::Sampler<'_>) {
/// let gain = onetext_solve::posterior::gain(sampler, (0, 0), 1_000).free;
/// println!("{:.2}, {:.2} to {:.2}", gain.median, gain.low, gain.high);
/// # }
/// ```
pub fn gain(sampler: &Sampler<'_>, of: (usize, usize), readings: usize) -> Three<Spread> {
    gains(sampler, &[of], readings).pop().unwrap_or_default()
}

/// The same for several, in their order; the readings are drawn once for all.
pub fn gains(sampler: &Sampler<'_>, of: &[(usize, usize)], readings: usize) -> Vec<Three<Spread>> {
    let mut all: Vec<[Vec<i32>; 3]> = vec![Default::default(); of.len()];
    let mut gains = vec![0; BLOCK];
    for block in 0..sampler.blocks(readings) {
        let drawn = sampler.block(block);
        for (of, all) in of.iter().zip(&mut all) {
            for (silence, all) in Silence::ALL.into_iter().zip(all) {
                sampler.gains(&drawn, *of, silence, &mut gains);
                all.extend_from_slice(&gains);
            }
        }
    }
    let spreads = |mut all: [Vec<i32>; 3]| {
        all.iter_mut().for_each(|gains| gains.sort_unstable());
        Three::of(|silence| spread(&all[silence as usize]))
    };
    all.into_iter().map(spreads).collect()
}

fn spread(sorted: &[i32]) -> Spread {
    let at = |hundredths: usize| {
        let place = sorted.len().saturating_sub(1) * hundredths / 100;
        let gain = sorted.get(place).copied().unwrap_or(0);
        f64::from(gain) / crate::readings::SCALE
    };
    Spread {
        low: at(5),
        median: at(50),
        high: at(95),
    }
}
