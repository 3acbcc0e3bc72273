//! The constants of the model, in one place. None is estimated from the talks at hand.

use onetext_model::Confidence;

/// The prior of the zero: what a party could just live with, as a share of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroPrior {
    /// Beta(2, 4), mean 1/3: the default.
    Beta24,
    /// Beta(2, 2), mean 1/2: the stricter prior every headline is also computed under.
    Beta22,
}

/// The constants of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The prior of the zero.
    pub zero: ZeroPrior,
    /// The width of the band `can live with`, as a share of the range above the zero.
    pub live_with_band: f64,
    /// Readings behind a package that is shown.
    pub readings: usize,
    /// Readings, the first of the same stream, behind a walk over all packages.
    pub walk_readings: usize,
    /// The most packages that are walked one by one.
    pub walk_packages: u64,
    /// The seed of all chance.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zero: ZeroPrior::Beta24,
            live_with_band: 0.1,
            readings: 20_000,
            walk_readings: 1_000,
            walk_packages: 1_000_000,
            seed: 1,
        }
    }
}

/// The probability that a judgment of this confidence is right.
///
/// ```
/// use onetext_model::Confidence;
/// assert_eq!(onetext_solve::settings::right(Confidence::Tested), 0.98);
/// ```
pub fn right(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::Claimed => 0.70,
        Confidence::Believed => 0.90,
        Confidence::Tested => 0.98,
    }
}

/// The price of signing where a party prefers no agreement: drawn evenly from this span.
pub const PRICE_PREFERS: (f64, f64) = (0.1, 0.3);
/// The price of signing where a party cannot bear no agreement: drawn evenly from this span.
pub const PRICE_CANNOT_BEAR: (f64, f64) = (-0.2, -0.05);
