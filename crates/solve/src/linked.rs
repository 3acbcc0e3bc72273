//! Judgments that link several alternatives or issues: orders, weight orders, answers to packages,
//! one package over another, trades.

/// Alternatives by issue, as (issue, alternative) indices: a package, or a part of one.
pub type Choices = Vec<(usize, usize)>;

/// What such a judgment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// One alternative of an issue is worth more than another.
    Order {
        /// The issue.
        issue: usize,
        /// The better alternative.
        better: usize,
        /// The worse one.
        worse: usize,
    },
    /// The first issues together weigh more than the second together.
    Weights {
        /// The issues that weigh more.
        heavier: Vec<usize>,
        /// The issues that weigh less.
        lighter: Vec<usize>,
    },
    /// The gains of a package reach the price of signing, or do not.
    Answer {
        /// The package; an issue it does not name is outside its sum.
        package: Choices,
        /// Whether it is accepted.
        accepts: bool,
    },
    /// One package gains more than another.
    Over {
        /// The better package.
        better: Choices,
        /// The worse one.
        worse: Choices,
    },
    /// One alternative pays for another: their gains together are not below zero.
    Trade {
        /// What the party would give.
        gives: (usize, usize),
        /// What it gets for it.
        gets: (usize, usize),
    },
}

/// A judgment that links several alternatives or issues, with how probably it is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// What it says.
    pub says: Says,
    /// The probability that it is right, in [0, 1].
    pub right: f64,
}

impl Says {
    /// The issues on an alternative of which it puts something on record. An answer to a whole
    /// package does not say which of its parts it is about, nor does a weight order.
    pub fn judges(&self, issue: usize) -> bool {
        match self {
            Self::Order { issue: of, .. } => *of == issue,
            Self::Trade { gives, gets } => gives.0 == issue || gets.0 == issue,
            Self::Weights { .. } | Self::Answer { .. } | Self::Over { .. } => false,
        }
    }
}
