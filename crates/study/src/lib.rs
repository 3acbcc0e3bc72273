//! Everything derived from the talks at one moment, with the trail of every figure.
//!
//! | module | one idea |
//! |---|---|
//! | [`in_force`] | which judgments count now, and how surely |
//! | [`profile`] | from judgments to what the engine samples |
//! | [`linked`] | judgments that link issues, in the engine's terms |
//! | [`chains`] | what chains have drawn for a party |
//! | [`barred`] | rules, bars, red lines, conditions and sacred values as constraints |
//! | [`bases`] | a share of one base, and what it is of another |
//! | [`figures`] | acceptability of packages, under both priors and both sets of red lines |
//! | [`gains`] | what the record leaves of each gain |
//! | [`zone`] | what is left, counted and classified |
//! | [`coverage`] | what nobody has said anything about |
//! | [`contradictions`] | judgments that cannot all hold |
//! | [`trail`] | from a figure to its arithmetic, judgments and quotes |
//! | [`positions`] | where each party stands on each point and bracket |
//! | [`find`] | searching the record |
//! | [`commitments`] | what parties have bound themselves to, on a day |
//! | [`history`] | positions over time |
//! | [`movement`] | what each draft changed, and whom it moved towards |
//! | [`rounds`] | who was shown what, in which order |
//! | [`plot`] | the picture of the best packages |
//! | [`solution`] | where parties have real numbers: frontier and reference points |
//! | [`rivals`] | whether a colleague's rival judgment changes a word |
//! | [`sensitivity`] | what hangs on the constants |
//! | [`text_study`] | where the text stands |
//! | [`notes`] | the sentences, most important first |
//! | [`derive`](mod@derive) | one study from one view |

pub mod barred;
pub mod bases;
pub mod chains;
pub mod commitments;
pub mod contradictions;
pub mod coverage;
pub mod derive;
pub mod figures;
pub mod find;
pub mod gains;
pub mod history;
pub mod in_force;
pub mod linked;
pub mod movement;
pub mod notes;
pub mod plot;
pub mod positions;
pub mod profile;
pub mod rivals;
pub mod rounds;
pub mod sensitivity;
pub mod solution;
pub mod text_study;
pub mod trail;
mod trails;
pub mod zone;

pub use derive::{Carried, Options, Study, StudyError, derive, derive_after};
