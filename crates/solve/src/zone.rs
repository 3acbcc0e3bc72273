//! In, out or open: whether every consent holds on most readings, whichever way silence is read.

use crate::acceptability::{Three, standard_error};

/// Whether a package is in the zone; worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Some consent fails on most readings, whichever way silence is read.
    Out,
    /// The record does not say.
    Open,
    /// Every consent holds on most readings, whichever way silence is read.
    In,
}

impl Class {
    /// The word on pages and in JSON.
    pub fn word(self) -> &'static str {
        ["out", "open", "in"][self as usize]
    }
}

/// The share of readings that counts as most.
pub const MOST: f64 = 0.75;

/// Classifies a package from how often each consent accepts it on `n` readings and whether enough
/// is on record to say so. A consent that is not known makes it neither in nor out.
///
/// ```
/// use onetext_solve::{Three, zone::{Class, classify}};
/// let three = |n| Three { against: n, free: n, favour: n };
/// assert_eq!(classify(&[(three(900), true), (three(800), true)], 1_000), Class::In);
/// assert_eq!(classify(&[(three(900), true), (three(600), true)], 1_000), Class::Out);
/// assert_eq!(classify(&[(three(900), true), (three(600), false)], 1_000), Class::Open);
/// ```
pub fn classify(consents: &[(Three<u32>, bool)], n: u32) -> Class {
    Edges::new(n).classify(consents.iter().copied())
}

/// Where a count of readings says that a consent holds, and where that it fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edges {
    holds: Vec<bool>,
    fails: Vec<bool>,
}

impl Edges {
    /// The edges for so many readings.
    pub fn new(n: u32) -> Self {
        let share = |count: u32| f64::from(count) / f64::from(n.max(1));
        Self {
            holds: (0..=n).map(|count| above(share(count), n)).collect(),
            fails: (0..=n).map(|count| below(share(count), n)).collect(),
        }
    }

    /// All counts below this one fail.
    pub fn fails_below(&self) -> u32 {
        let first = self.fails.iter().position(|fails| !fails);
        first.unwrap_or(self.fails.len()) as u32
    }

    /// The class of a package, as [`classify`] gives it.
    pub fn classify(&self, consents: impl Iterator<Item = (Three<u32>, bool)>) -> Class {
        let at = |table: &[bool], count: u32| table.get(count as usize).copied().unwrap_or(false);
        let mut class = Class::In;
        for (three, known) in consents {
            let all = |table: &[bool]| known && three.each().iter().all(|c| at(table, **c));
            if all(&self.fails) {
                return Class::Out;
            }
            if !all(&self.holds) {
                class = Class::Open;
            }
        }
        class
    }
}

fn above(share: f64, n: u32) -> bool {
    share >= MOST + 2.0 * standard_error(share, n)
}

fn below(share: f64, n: u32) -> bool {
    share < MOST - 2.0 * standard_error(share, n)
}
