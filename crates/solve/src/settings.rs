//! The constants of the model, in one place. None is estimated from the talks at hand.

use crate::stream::Stream;
use onetext_model::Confidence;

/// The prior of the zero: what a party could just live with, as a share of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPrior {
    /// Beta(2, 4), mean 1/3: the default.
    Beta24,
    /// Beta(2, 2), mean 1/2: the stricter prior every headline is also computed under.
    Beta22,
    /// Beta(2, 6), mean 1/4: an easier one, to see how much hangs on the choice.
    Beta26,
}

impl ZeroPrior {
    /// How many even draws the zero is the second smallest of.
    fn draws(self) -> usize {
        match self {
            Self::Beta24 => 5,
            Self::Beta22 => 3,
            Self::Beta26 => 7,
        }
    }

    /// Its name on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beta24 => "Beta(2, 4)",
            Self::Beta22 => "Beta(2, 2)",
            Self::Beta26 => "Beta(2, 6)",
        }
    }

    /// Draws a zero, in [0, 1].
    pub fn draw(self, stream: &mut Stream) -> f64 {
        stream.order_statistic(2, self.draws())
    }

    /// The probability of a zero of at most `z`.
    ///
    /// ```
    /// use onetext_solve::ZeroPrior;
    /// assert_eq!(ZeroPrior::Beta22.at_most(0.5), 0.5);
    /// ```
    pub fn at_most(self, z: f64) -> f64 {
        let rest = 1.0 - z.clamp(0.0, 1.0);
        let n = self.draws();
        let power = (1..n).fold(1.0, |product, _| product * rest);
        // None of the draws below it, or one.
        1.0 - power * rest - n as f64 * (1.0 - rest) * power
    }

    /// The zero that is reached with this probability: the inverse of [`Self::at_most`].
    pub fn quantile(self, probability: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..52 {
            let middle = (low + high) / 2.0;
            if self.at_most(middle) < probability {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low + high) / 2.0
    }
}

/// The constants of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The prior of the zero.
    pub zero: ZeroPrior,
    /// The width of the band `can live with`, as a share of the range above the zero.
    pub live_with_band: f64,
    /// How likely a judgment is right, by confidence.
    pub right: Right,
    /// The price of signing where a party prefers no agreement: drawn evenly from this span.
    pub price_prefers: (f64, f64),
    /// The price of signing where a party cannot bear no agreement: drawn evenly from this span.
    pub price_cannot_bear: (f64, f64),
    /// The least and the most that the estimated prior probability of a package or a trade counts as.
    pub prior_clamp: (f64, f64),
    /// Readings behind a package that is shown.
    pub readings: usize,
    /// Readings, the first of the same stream, behind a walk over all packages.
    pub walk_readings: usize,
    /// The most packages that are walked one by one.
    pub walk_packages: u64,
    /// Where readings are drawn by chains: the moves through all coordinates from one reading kept
    /// to the next.
    pub thin: usize,
    /// Where readings are drawn by chains: moves before the first reading is kept.
    pub warm_up: usize,
    /// Where readings are drawn by chains: the most numbers kept for one way to read silence. It bounds the
    /// memory of a study; a larger party has fewer readings.
    pub kept_numbers: usize,
    /// The seed of all chance.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zero: ZeroPrior::Beta24,
            live_with_band: 0.1,
            right: Right::default(),
            price_prefers: (0.1, 0.3),
            price_cannot_bear: (-0.2, -0.05),
            prior_clamp: (0.05, 0.95),
            readings: 20_000,
            walk_readings: 1_000,
            walk_packages: 100_000_000,
            thin: 2,
            warm_up: 500,
            kept_numbers: 1_000_000,
            seed: 1,
        }
    }
}

/// The probability that a judgment is right, by confidence; each in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Right {
    /// They say so.
    pub claimed: f64,
    /// We think so.
    pub believed: f64,
    /// They held or moved when it was put to them at a cost.
    pub tested: f64,
}

impl Default for Right {
    fn default() -> Self {
        Self {
            claimed: 0.70,
            believed: 0.90,
            tested: 0.98,
        }
    }
}

impl Right {
    /// The probability that a judgment of this confidence is right.
    ///
    /// ```
    /// use onetext_model::Confidence;
    /// use onetext_solve::settings::Right;
    /// assert_eq!(Right::default().of(Confidence::Tested), 0.98);
    /// ```
    pub fn of(self, confidence: Confidence) -> f64 {
        match confidence {
            Confidence::Claimed => self.claimed,
            Confidence::Believed => self.believed,
            Confidence::Tested => self.tested,
        }
    }
}

/// The independent readings that a figure drawn by chains must be worth to be shown.
pub const LEAST_EFFECTIVE: f64 = 400.0;
/// The chains that draw one party's readings for one way to read silence.
pub const CHAINS: usize = 4;
/// The draws by which the prior probability of a package or a trade is estimated.
pub const PRIOR_DRAWS: u32 = 20_000;
