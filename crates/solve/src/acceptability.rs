//! On how many readings a party accepts a package, in three ways to read silence, and the word for it.

use crate::gibbs::Drawn;
use crate::mixing::Mixing;
use crate::readings::{BLOCK, Sampler, scored_accepts};
use crate::settings::{CHAINS, LEAST_EFFECTIVE};
use crate::standing::is_known;
use onetext_model::Package;
use rayon::prelude::*;
use std::fmt;

/// How an issue with nothing on record is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// Below the zero: the party minds every alternative.
    Against,
    /// Anywhere.
    Free,
    /// Above the zero: the party minds none.
    For,
}

impl Silence {
    /// The three ways, in the order they are listed.
    pub const ALL: [Self; 3] = [Self::Against, Self::Free, Self::For];
}

/// A figure for each way to read silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Three<T> {
    /// Silence read against the package.
    pub against: T,
    /// Silence read freely.
    pub free: T,
    /// Silence read for it.
    pub favour: T,
}

impl<T> Three<T> {
    /// Makes the three figures from one function of the way to read silence.
    pub fn of(mut each: impl FnMut(Silence) -> T) -> Self {
        Self {
            against: each(Silence::Against),
            free: each(Silence::Free),
            favour: each(Silence::For),
        }
    }

    /// The three figures in order.
    pub fn each(&self) -> [&T; 3] {
        [&self.against, &self.free, &self.favour]
    }
}

/// How often a party accepts: a word with fixed cut points, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// On at most 5 % of the readings.
    None,
    /// On at most 25 %.
    Few,
    /// Between 25 % and 75 %.
    Divided,
    /// On at least 75 %.
    Most,
    /// On at least 95 %.
    Every,
}

impl Verdict {
    /// The word for a share of readings in [0, 1].
    ///
    /// ```
    /// use onetext_solve::acceptability::Verdict;
    /// assert_eq!(Verdict::of(0.75), Verdict::Most);
    /// assert_eq!(Verdict::of(0.05), Verdict::None);
    /// ```
    pub fn of(share: f64) -> Self {
        match share {
            s if s >= 0.95 => Self::Every,
            s if s >= 0.75 => Self::Most,
            s if s <= 0.05 => Self::None,
            s if s <= 0.25 => Self::Few,
            _ => Self::Divided,
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        ["none", "few", "divided", "most", "every"][self as usize]
    }

    /// The words on a page.
    pub fn phrase(self) -> &'static str {
        [
            "on none",
            "on few",
            "divided",
            "on most",
            "on every reading",
        ][self as usize]
    }
}

/// A word that survives every way to read silence, else the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// The same on all three.
    One(Verdict),
    /// From the worst to the best of the three.
    Range(Verdict, Verdict),
    /// Nothing is on record about most of the weight.
    NotKnown,
    /// The readings drawn are worth too few independent ones.
    TooFew,
}

impl Word {
    /// The word for three shares.
    pub fn of(three: &Three<f64>) -> Self {
        let verdicts = three.each().map(|share| Verdict::of(*share));
        let low = verdicts.into_iter().min().unwrap_or(Verdict::None);
        let high = verdicts.into_iter().max().unwrap_or(Verdict::None);
        if low == high {
            Self::One(low)
        } else {
            Self::Range(low, high)
        }
    }

    /// Whether there is a word and a figure for it.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::NotKnown | Self::TooFew)
    }

    /// The words on a page.
    pub fn phrase(self) -> String {
        match self {
            Self::One(one) => one.phrase().to_owned(),
            Self::Range(low, high) => format!("{} to {}", low.phrase(), high.phrase()),
            Self::NotKnown => "not known".to_owned(),
            Self::TooFew => "not enough readings".to_owned(),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => f.write_str(one.word()),
            Self::Range(low, high) => write!(f, "{}..{}", low.word(), high.word()),
            Self::NotKnown | Self::TooFew => f.write_str("not-known"),
        }
    }
}

/// A party's acceptability of one package.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Acceptance {
    /// Readings on which it accepts.
    pub accepted: Three<u32>,
    /// Readings in all.
    pub readings: u32,
    /// The share of the package's prior mean weight with nothing on record; `None` for an empty sum.
    pub silent: Option<f64>,
    /// What the readings are worth, for the way to read silence that is worth least.
    pub mixing: Mixing,
}

impl Acceptance {
    /// The shares of readings, in [0, 1].
    pub fn shares(&self) -> Three<f64> {
        let share = |n: u32| f64::from(n) / f64::from(self.readings.max(1));
        Three {
            against: share(self.accepted.against),
            free: share(self.accepted.free),
            favour: share(self.accepted.favour),
        }
    }

    /// The word: `not known` where nothing is on record about over half of the weight, none either
    /// where the readings are worth too few independent ones.
    pub fn word(&self) -> Word {
        if !is_known(self.silent) {
            Word::NotKnown
        } else if self.mixing.effective < LEAST_EFFECTIVE {
            Word::TooFew
        } else {
            Word::of(&self.shares())
        }
    }
}

/// The standard error of a share counted on `n` readings.
pub fn standard_error(share: f64, n: u32) -> f64 {
    (share * (1.0 - share) / f64::from(n.max(1))).sqrt()
}

/// A party's acceptability of several packages on the first `readings` readings.
///
/// `barred` says which packages the party's own red lines exclude: those it accepts on none.
pub fn acceptance(
    sampler: &Sampler<'_>,
    packages: &[Package],
    barred: &[bool],
    readings: usize,
) -> Vec<Acceptance> {
    let blocks = sampler.blocks(readings);
    let total = blocks as u32 * BLOCK as u32;
    let alone = Mixing::independent(total);
    let counted: Vec<(Three<u32>, Mixing)> = match (&sampler.record().scores, sampler.drawn()) {
        (Some(scores), _) => {
            let all = |package| total * u32::from(scored_accepts(scores, package));
            let each = packages.iter();
            each.map(|p| (Three::of(|_| all(p)), alone)).collect()
        }
        (None, None) => {
            let counts = sampled(sampler, packages, blocks);
            counts.into_iter().map(|count| (count, alone)).collect()
        }
        (None, Some(drawn)) => chained(sampler, drawn, packages, blocks),
    };
    let silent = |p: &Package| {
        sampler
            .record()
            .silent_share(sampler.space(), |i| p.get(i).is_some())
    };
    let one =
        |((package, counted), barred): ((&Package, (Three<u32>, Mixing)), &bool)| Acceptance {
            accepted: if *barred { Three::default() } else { counted.0 },
            readings: total,
            silent: silent(package),
            mixing: counted.1,
        };
    packages.iter().zip(counted).zip(barred).map(one).collect()
}

/// Counts what chains have drawn, and says what the counts are worth.
fn chained(
    sampler: &Sampler<'_>,
    drawn: &Drawn,
    packages: &[Package],
    blocks: u64,
) -> Vec<(Three<u32>, Mixing)> {
    let all: Vec<_> = (0..blocks)
        .into_par_iter()
        .map(|b| sampler.block(b))
        .collect();
    let mut order: Vec<(usize, usize)> = (0..blocks as usize * BLOCK)
        .map(|n| (drawn.place(n / BLOCK, n % BLOCK), n))
        .collect();
    order.sort_unstable();
    let of = |package: &Package, silence: Silence| {
        let margins = all.iter();
        let margins: Vec<i32> = margins
            .flat_map(|b| sampler.margins(b, package, silence))
            .collect();
        let mut chains = vec![vec![]; CHAINS];
        for (place, n) in &order {
            chains[drawn.chain(*place)].push(f64::from(margins[*n]));
        }
        let accepted = margins.iter().filter(|m| **m >= 0).count() as u32;
        (accepted, worth(&chains))
    };
    let one = |package: &Package| {
        let three = match drawn.hears_silence() {
            true => Three::of(|silence| of(package, silence)),
            false => {
                let all = of(package, Silence::Free);
                Three::of(|_| all)
            }
        };
        let mixing = three.against.1.worse(three.free.1).worse(three.favour.1);
        (
            Three {
                against: three.against.0,
                free: three.free.0,
                favour: three.favour.0,
            },
            mixing,
        )
    };
    packages.par_iter().map(one).collect()
}

/// What a count over chains is worth: the less of what the count and the margins behind it are.
fn worth(margins: &[Vec<f64>]) -> Mixing {
    let accepts = |margin: &f64| f64::from(u8::from(*margin >= 0.0));
    let counts: Vec<Vec<f64>> = margins
        .iter()
        .map(|chain| chain.iter().map(accepts).collect())
        .collect();
    Mixing::of(&counts).worse(Mixing::of(margins))
}

/// Counts block by block: integer sums, so the order in which threads finish plays no part.
fn sampled(sampler: &Sampler<'_>, packages: &[Package], blocks: u64) -> Vec<Three<u32>> {
    let nothing = || vec![Three::<u32>::default(); packages.len()];
    let one_block = |block: u64| {
        let drawn = sampler.block(block);
        packages
            .iter()
            .map(|p| Three::of(|silence| sampler.accepted(&drawn, p, silence)))
            .collect::<Vec<_>>()
    };
    (0..blocks)
        .into_par_iter()
        .map(one_block)
        .reduce(nothing, |a, b| {
            a.into_iter().zip(b).map(|(x, y)| add(x, y)).collect()
        })
}

fn add(a: Three<u32>, b: Three<u32>) -> Three<u32> {
    Three {
        against: a.against + b.against,
        free: a.free + b.free,
        favour: a.favour + b.favour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_400_independent_readings_there_is_no_word() {
        let worth = |effective: f64| Acceptance {
            accepted: Three::of(|_| 900),
            readings: 1_000,
            silent: Some(0.0),
            mixing: Mixing {
                effective,
                r_hat: 1.0,
            },
        };
        assert_eq!(worth(399.0).word(), Word::TooFew);
        assert_eq!(worth(400.0).word(), Word::One(Verdict::Most));
    }

    #[test]
    fn a_word_is_printed_only_if_it_survives_all_three() {
        let three = |against, free, favour| Three {
            against,
            free,
            favour,
        };
        assert_eq!(Word::of(&three(0.8, 0.8, 0.9)).to_string(), "most");
        assert_eq!(Word::of(&three(0.2, 0.5, 0.9)).to_string(), "few..most");
        assert_eq!(
            Word::of(&three(0.2, 0.5, 0.9)).phrase(),
            "on few to on most"
        );
    }
}
