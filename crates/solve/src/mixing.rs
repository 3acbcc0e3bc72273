//! How many independent readings a figure drawn by chains is worth, and whether the chains agree.

/// What a series of readings is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixing {
    /// The independent readings the series is worth.
    pub effective: f64,
    /// The spread of all halves of chains together against the spread inside them: 1 where they
    /// agree, more where they do not.
    pub r_hat: f64,
}

impl Mixing {
    /// Of independent readings.
    pub fn independent(readings: u32) -> Self {
        Self {
            effective: f64::from(readings),
            r_hat: 1.0,
        }
    }

    /// The worse of two.
    pub fn worse(self, other: Self) -> Self {
        Self {
            effective: self.effective.min(other.effective),
            r_hat: self.r_hat.max(other.r_hat),
        }
    }

    /// Of one series per chain, all as long. A series that never changes says nothing, and counts as
    /// if it were independent.
    ///
    /// The sum of autocorrelations ends by Geyer's initial monotone sequence (Geyer 1992); chains are
    /// split in halves, so that a drift counts against them (Vehtari and others 2021).
    pub fn of(chains: &[Vec<f64>]) -> Self {
        let half = chains.iter().map(Vec::len).min().unwrap_or(0) / 2;
        let halves: Vec<&[f64]> = chains
            .iter()
            .flat_map(|c| [&c[..half], &c[c.len() - half..]])
            .collect();
        let all = halves.len() * half;
        if half < 2 {
            return Self::independent(all as u32);
        }
        let means: Vec<f64> = halves.iter().map(|h| mean(h)).collect();
        let within = halves.iter().zip(&means).map(|(h, m)| lagged(h, *m, 0));
        let within = within.sum::<f64>() / halves.len() as f64;
        let grand = mean(&means);
        let square = |m: &f64| (m - grand) * (m - grand);
        let between = means.iter().map(square).sum::<f64>() / (means.len() - 1) as f64;
        let n = half as f64;
        let spread = within + between;
        if spread <= 0.0 {
            return Self::independent(all as u32);
        }
        let unbiased = within * n / (n - 1.0);
        let correlation = |lag: usize| {
            let inside = halves.iter().zip(&means).map(|(h, m)| lagged(h, *m, lag));
            1.0 - (unbiased - inside.sum::<f64>() / halves.len() as f64) / spread
        };
        let length = geyer(half, &correlation);
        Self {
            effective: (all as f64 / length).min(all as f64),
            r_hat: (spread / unbiased.max(1e-300)).sqrt(),
        }
    }
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

/// The mean product of deviations so far apart, over the whole length.
fn lagged(of: &[f64], mean: f64, lag: usize) -> f64 {
    let pairs = of.iter().zip(&of[lag..]);
    pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / of.len() as f64
}

/// How many readings of the series one independent reading is worth: twice the sum of pairs of
/// neighbouring autocorrelations, up to the first that is not positive and never rising, less one.
fn geyer(half: usize, correlation: &dyn Fn(usize) -> f64) -> f64 {
    let (mut sum, mut last) = (0.0, f64::INFINITY);
    let mut lag = 0;
    while lag + 1 < half {
        let first = if lag == 0 { 1.0 } else { correlation(lag) };
        let pair = first + correlation(lag + 1);
        if pair <= 0.0 {
            break;
        }
        last = pair.min(last);
        sum += last;
        lag += 2;
    }
    (2.0 * sum - 1.0).max(0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Stream;

    /// Chains that keep a share of where they were: of autocorrelation `keeps`, then `keeps²`, …
    fn chains(keeps: f64, apart: f64) -> Vec<Vec<f64>> {
        let mut stream = Stream::new(11, "mixing", 0);
        let noise = |stream: &mut Stream| (0..12).map(|_| stream.uniform()).sum::<f64>() - 6.0;
        let scale = (1.0 - keeps * keeps).sqrt();
        let one = |n: usize| {
            let mut at = noise(&mut stream);
            let step = |_| {
                at = keeps * at + scale * noise(&mut stream);
                at + apart * n as f64
            };
            (0..20_000).map(step).collect()
        };
        (0..4).map(one).collect()
    }

    #[test]
    fn a_chain_that_remembers_is_worth_less_by_the_known_factor() {
        for keeps in [0.0, 0.5, 0.9, 0.97] {
            let found = Mixing::of(&chains(keeps, 0.0)).effective;
            let expect = 80_000.0 * (1.0 - keeps) / (1.0 + keeps);
            let ratio = found / expect;
            assert!((0.85..1.15).contains(&ratio), "{keeps}: {found}, {expect}");
        }
    }

    #[test]
    fn chains_that_disagree_are_told_apart() {
        assert!(Mixing::of(&chains(0.5, 0.0)).r_hat < 1.01);
        let apart = Mixing::of(&chains(0.5, 0.5));
        assert!(apart.r_hat > 1.05 && apart.effective < 400.0, "{apart:?}");
    }
}
