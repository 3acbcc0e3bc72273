//! Why something was refused, as problems for people and an exit code for scripts.

use onetext_model::{Place, Problem};
use onetext_store::StoreError;
use onetext_talks::Refusal;

/// A refusal: nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, with places and mends.
    pub problems: Vec<Problem>,
    /// Whether it was cancelled rather than refused.
    pub cancelled: bool,
    /// Whether a file changed since the folder was read: reading it again may help.
    pub stale: bool,
}

impl Failure {
    /// One thing that is wrong, without a place.
    pub fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::of(vec![Problem::new(Place::file(""), what, mend)])
    }

    /// Several things that are wrong.
    pub fn of(problems: Vec<Problem>) -> Self {
        Self {
            problems,
            cancelled: false,
            stale: false,
        }
    }

    /// It was stopped.
    pub fn cancelled() -> Self {
        Self {
            problems: vec![],
            cancelled: true,
            stale: false,
        }
    }

    /// The exit code: 1 for a refusal, 130 where it was cancelled.
    pub fn exit_code(&self) -> u8 {
        if self.cancelled { 130 } else { 1 }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let place = Place::file(error.path());
        Self {
            stale: matches!(error, StoreError::Changed(_)),
            ..Self::of(vec![Problem::new(place, error.to_string(), error.mend())])
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.what, refusal.mend)
    }
}
