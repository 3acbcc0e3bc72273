//! Seeded chance: one stream per name and block, so that no figure depends on who draws first.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// A stream of chance.
#[derive(Debug, Clone)]
pub struct Stream(Pcg64Mcg);

impl Stream {
    /// The stream of `name` (a party) and `block` (of readings) under `seed`.
    ///
    /// ```
    /// use onetext_solve::stream::Stream;
    /// let mut a = Stream::new(1, "asteria", 0);
    /// let mut b = Stream::new(1, "asteria", 0);
    /// assert_eq!(a.uniform(), b.uniform());
    /// assert_ne!(a.uniform(), Stream::new(1, "borea", 0).uniform());
    /// ```
    pub fn new(seed: u64, name: &str, block: u64) -> Self {
        let mut state = mix(seed ^ 0x6f6e_6574_6578_7400);
        for byte in name.bytes() {
            state = mix(state ^ u64::from(byte));
        }
        state = mix(state ^ 0xff00);
        Self(Pcg64Mcg::seed_from_u64(mix(state ^ block)))
    }

    /// An even draw from [0, 1), in steps of 2^-53.
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// An even draw from [low, high).
    pub fn between(&mut self, (low, high): (f64, f64)) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A draw from the exponential distribution of mean 1.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.uniform())
    }

    /// The `rank`-th smallest (from 1) of `n` ≤ 7 even draws: Beta(rank, n + 1 − rank).
    pub fn order_statistic(&mut self, rank: usize, n: usize) -> f64 {
        let mut draws = [2.0; 7];
        draws[..n].fill_with(|| self.uniform());
        draws.sort_by(f64::total_cmp);
        draws[rank - 1]
    }

    /// An index drawn in proportion to its weight; the last positive one on rounding.
    pub fn pick(&mut self, weights: &[f64]) -> usize {
        let total: f64 = weights.iter().sum();
        let mut left = self.uniform() * total;
        let mut last = 0;
        for (index, weight) in weights.iter().enumerate() {
            if *weight > 0.0 {
                last = index;
                left -= weight;
                if left < 0.0 {
                    return index;
                }
            }
        }
        last
    }
}

/// SplitMix64's finaliser: spreads close numbers far apart.
fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_statistics_have_the_means_of_their_beta() {
        let mut stream = Stream::new(7, "mean", 0);
        let mut mean = |rank, n| {
            (0..40_000)
                .map(|_| stream.order_statistic(rank, n))
                .sum::<f64>()
                / 40_000.0
        };
        assert!((mean(2, 5) - 2.0 / 6.0).abs() < 0.005);
        assert!((mean(2, 3) - 0.5).abs() < 0.005);
    }

    #[test]
    fn picks_follow_the_weights() {
        let mut stream = Stream::new(7, "pick", 0);
        let mut seen = [0; 3];
        (0..30_000).for_each(|_| seen[stream.pick(&[1.0, 0.0, 2.0])] += 1);
        assert_eq!(seen[1], 0);
        assert!((seen[0] as f64 / 30_000.0 - 1.0 / 3.0).abs() < 0.01);
    }
}
