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

/// Where a count of readings says that a consent holds, and where that it fails. Both run in one
/// direction: more readings never make a consent that holds fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edges {
    /// All counts below this one fail.
    pub fails_below: u32,
    /// All counts from this one on hold.
    pub holds_from: u32,
}

impl Edges {
    /// The edges for so many independent readings.
    pub fn new(n: u32) -> Self {
        Self::worth(n, n)
    }

    /// The edges for so many readings that are worth so many independent ones.
    pub fn worth(n: u32, independent: u32) -> Self {
        let share = |count: u32| f64::from(count) / f64::from(n.max(1));
        let (holds, fails) = (
            |c: &u32| above(share(*c), independent),
            |c: &u32| !below(share(*c), independent),
        );
        Self {
            fails_below: (0..=n).find(fails).unwrap_or(n + 1),
            holds_from: (0..=n).find(holds).unwrap_or(n + 1),
        }
    }

    /// What one consent makes of a package, from its least and its greatest count.
    pub fn of(self, least: u32, greatest: u32, known: bool) -> Class {
        match known {
            true if least >= self.holds_from => Class::In,
            true if greatest < self.fails_below => Class::Out,
            _ => Class::Open,
        }
    }

    /// The class of a package, as [`classify`] gives it.
    pub fn classify(self, consents: impl Iterator<Item = (Three<u32>, bool)>) -> Class {
        let one = |(three, known): (Three<u32>, bool)| {
            let counts = three.each();
            let least = counts.iter().copied().min().copied().unwrap_or(0);
            let greatest = counts.iter().copied().max().copied().unwrap_or(0);
            self.of(least, greatest, known)
        };
        consents.map(one).min().unwrap_or(Class::In)
    }
}

fn above(share: f64, n: u32) -> bool {
    share >= MOST + 2.0 * standard_error(share, n)
}

fn below(share: f64, n: u32) -> bool {
    share < MOST - 2.0 * standard_error(share, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_worth_less_leave_more_open() {
        let (all, few) = (Edges::new(1_000), Edges::worth(1_000, 400));
        assert!(few.fails_below < all.fails_below && all.holds_from < few.holds_from);
        assert_eq!((few.fails_below, few.holds_from), (705, 791));
    }

    #[test]
    fn edges_are_where_the_rules_change_and_nowhere_else() {
        for n in [1, 250, 500, 1_000, 20_000] {
            let edges = Edges::new(n);
            for count in 0..=n {
                let share = f64::from(count) / f64::from(n);
                assert_eq!(below(share, n), count < edges.fails_below, "{count} of {n}");
                assert_eq!(above(share, n), count >= edges.holds_from, "{count} of {n}");
            }
        }
    }
}
