//! What is on record about one party, ready to be sampled.

use crate::linked::Linked;
use onetext_model::{Decimal, Existence, Level, PartyId, Space};

/// How an issue stands in a party's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not in the sum: an unjudged point without brackets, or a sacred issue.
    Outside,
    /// In the sum, with nothing weighed on record: drawn three ways.
    Silent,
    /// In the sum, with something on record.
    Judged,
}

/// A level judged of one alternative or of a range of figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The rung; `cannot` is drawn as `only in return`.
    pub level: Level,
    /// The first alternative it is about.
    pub first: usize,
    /// The last alternative it is about; the same as the first where it names one.
    pub last: usize,
    /// Whether it names a range: then it means at least (for `only in return`, at most) that level.
    pub range: bool,
    /// The probability that it is right, in [0, 1].
    pub right: f64,
}

/// What is on record about one party and one issue.
#[derive(Debug, Clone, PartialEq)]
pub struct IssueRecord {
    /// How it stands in the sum.
    pub standing: Standing,
    /// The levels on record; at most one names any given single alternative.
    pub levels: Vec<Judged>,
    /// For figures: whether more is better, and the probability that this is right.
    pub direction: Option<(bool, f64)>,
}

impl IssueRecord {
    /// An issue with nothing on record.
    pub fn silent() -> Self {
        Self {
            standing: Standing::Silent,
            levels: vec![],
            direction: None,
        }
    }

    /// The level on record of one alternative.
    pub fn level_of(&self, alternative: usize) -> Option<&Judged> {
        let about = |l: &&Judged| l.first <= alternative && alternative <= l.last;
        self.levels.iter().find(about)
    }

    /// An issue outside the sum.
    pub fn outside() -> Self {
        Self {
            standing: Standing::Outside,
            levels: vec![],
            direction: None,
        }
    }
}

/// How a party sees no agreement, as a price of signing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Price {
    /// Nothing on record, or it can bear none: no price.
    None,
    /// Drawn evenly from a span with this probability, else none.
    Span {
        /// The span, as a share of the party's range.
        span: (f64, f64),
        /// The probability that the judgment is right.
        right: f64,
    },
}

/// A party's own points, where it has real numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// What no agreement is worth to it.
    pub reservation: Decimal,
    /// Points by issue and alternative, in the space's order.
    pub points: Vec<Vec<Decimal>>,
}

/// What is on record about one party, over the issues of one space.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The party; it names the streams of chance.
    pub party: PartyId,
    /// Issues by index in the space.
    pub issues: Vec<IssueRecord>,
    /// The matters: issues weighed as one. Issues outside the sum are passed over.
    pub matters: Vec<Vec<usize>>,
    /// How the party sees no agreement.
    pub price: Price,
    /// Judgments that link several alternatives or issues.
    pub linked: Vec<Linked>,
    /// Its points, if it has real numbers: then nothing is uncertain.
    pub scores: Option<Scores>,
}

impl Record {
    /// Whether an issue is in the party's sum.
    pub fn in_sum(&self, issue: usize) -> bool {
        self.issues[issue].standing != Standing::Outside
    }

    /// The share of a package's prior mean weight on which nothing is on record, in [0, 1];
    /// `None` if the package has nothing in the party's sum.
    pub fn silent_share(&self, space: &Space, exists: impl Fn(usize) -> bool) -> Option<f64> {
        self.silent_part(&mean_weights(self, space), exists)
    }

    /// The same from weights worked out before ([`mean_weights`]).
    pub fn silent_part(&self, weights: &[f64], exists: impl Fn(usize) -> bool) -> Option<f64> {
        if self.scores.is_some() {
            return Some(0.0);
        }
        let (mut silent, mut all) = (0.0, 0.0);
        for (issue, weight) in weights.iter().enumerate() {
            if self.in_sum(issue) && exists(issue) {
                all += weight;
                if self.issues[issue].standing == Standing::Silent {
                    silent += weight;
                }
            }
        }
        if all > 0.0 { Some(silent / all) } else { None }
    }

    /// The issue a nested issue takes its weight from, if that one is in the sum.
    pub fn weight_parent(&self, space: &Space, issue: usize) -> Option<usize> {
        match &space.issues()[issue].existence {
            Existence::AnyOf(places) => places
                .first()
                .map(|(parent, _)| *parent)
                .filter(|p| self.in_sum(*p)),
            Existence::Always => None,
        }
    }
}

/// What rounding may add to a silent share: mean weights are fractions with small denominators,
/// so that no share differs from one half by this little without being one half.
const ROUNDING: f64 = 1e-9;

/// Whether enough is on record for a word: at most half of the weight is silent. Without anything
/// in the sum there is none.
///
/// ```
/// use onetext_solve::standing::is_known;
/// assert!(is_known(Some(0.5)) && !is_known(Some(0.51)) && !is_known(None));
/// ```
pub fn is_known(silent: Option<f64>) -> bool {
    silent.is_some_and(|share| share <= 0.5 + ROUNDING)
}

/// The mean of each issue's weight before anything is known; 0 outside the sum.
pub fn mean_weights(record: &Record, space: &Space) -> Vec<f64> {
    let plan = crate::weights::Plan::new(record, space);
    plan.mean()
}
