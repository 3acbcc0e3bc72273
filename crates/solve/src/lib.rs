//! The engine: from what is on record about each party to what follows for the packages.
//!
//! Everything here is a pure function of its arguments and of a seed. Chance comes from named
//! streams ([`stream`]), one per party and block of readings, and every figure is an integer
//! count of readings, so results do not depend on the machine or on the number of threads.
//!
//! | module | one idea |
//! |---|---|
//! | [`settings`] | the constants of the model, in one place |
//! | [`stream`] | seeded chance |
//! | [`standing`] | what is on record about one party, ready to be sampled |
//! | [`weights`] | how much each issue weighs in a reading |
//! | [`worths`] | how good each alternative is in a reading |
//! | [`numeric`] | the same for figures: knots, directions, ranges |
//! | [`linked`] | judgments that link several alternatives or issues |
//! | [`gibbs`] | readings that weigh those too, drawn by chains |
//! | [`mixing`] | what a chain's readings are worth |
//! | [`readings`] | full sets of preferences that fit the record |
//! | [`posterior`] | what the record leaves of a gain |
//! | [`constraint`] | what excludes a package: rules, bars, red lines, conditions |
//! | [`count`] | how many packages are left, exactly |
//! | [`acceptability`] | on how many readings a party accepts a package, and the word for it |
//! | [`walk`] | every package no constraint excludes, one by one |
//! | [`zone`] | in, out or open |
//! | [`consider`] | a few different packages worth a look |
//! | [`valued`] | readings as scores, for the exact methods |
//! | [`stability`] | the frontier of mean gains, and how stable its reference points are |
//! | [`pool`] | packages worth a start where there are too many to look at |
//! | [`in_the_way`] | who bars what, and where a wording is missing |
//! | [`shut`] | the smallest sets that shut the zone, and those whose lifting opens it |
//! | [`exact`] | where real numbers exist: frontier, reference points, fair division |
//! | [`contradiction`] | the smallest set of judgments that cannot all hold |

pub mod acceptability;
pub mod consider;
pub mod constraint;
pub mod contradiction;
pub mod count;
pub mod exact;
pub mod gibbs;
pub mod in_the_way;
pub mod linked;
pub mod mixing;
pub mod numeric;
pub mod pool;
pub mod posterior;
pub mod readings;
pub mod settings;
pub mod shut;
pub mod stability;
pub mod standing;
pub mod stream;
pub mod valued;
pub mod walk;
pub mod weights;
pub mod worths;
pub mod zone;

pub use acceptability::{Acceptance, Silence, Three, Word};
pub use constraint::Constraint;
pub use settings::{Settings, ZeroPrior};
pub use standing::Record;
