//! How good each alternative is to a party: a worth in [0, 1), in the band its level names.

use crate::standing::{IssueRecord, Judged};
use crate::stream::Stream;
use onetext_model::Level;

/// Where the bands meet in one reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// What the party can just live with: below it, `only in return`.
    pub zero: f64,
    /// Where `wants` begins.
    pub wants: f64,
}

impl Bands {
    /// The bands for a zero; `width` is the share of the range above it that `can live with` takes.
    pub fn new(zero: f64, width: f64) -> Self {
        Self {
            zero,
            wants: zero + width * (1.0 - zero),
        }
    }

    /// How wide the three bands are, lowest first.
    pub fn widths(self) -> [f64; 3] {
        [self.zero, self.wants - self.zero, 1.0 - self.wants]
    }

    /// The band of a level. `cannot` is drawn as `only in return`, for when only tested red lines hold.
    pub fn of(self, level: Level) -> (f64, f64) {
        match level {
            Level::Wants => (self.wants, 1.0),
            Level::CanLiveWith => (self.zero, self.wants),
            Level::OnlyInReturn | Level::Cannot => (0.0, self.zero),
        }
    }

    /// The band of a level judged of a range: at least that level, or at most for `only in return`.
    pub fn of_range(self, level: Level) -> (f64, f64) {
        match level {
            Level::Wants => (self.wants, 1.0),
            Level::CanLiveWith => (self.zero, 1.0),
            Level::OnlyInReturn | Level::Cannot => (0.0, self.zero),
        }
    }
}

/// Draws the worths of a wording issue's alternatives, each by itself.
///
/// The likelihood of a level is c·1[in band]/π + (1 − c) with π the band's width, so the worth is
/// drawn from the band with probability c and from the whole range otherwise.
pub fn draw(record: &IssueRecord, bands: Bands, stream: &mut Stream, worths: &mut [f64]) {
    for (alternative, worth) in worths.iter_mut().enumerate() {
        *worth = draw_one(record.level_of(alternative), bands, stream);
    }
}

fn draw_one(judged: Option<&Judged>, bands: Bands, stream: &mut Stream) -> f64 {
    let holds = judged.filter(|level| stream.happens(level.right));
    let band = holds.map_or((0.0, 1.0), |level| bands.of(level.level));
    stream.between(band)
}
