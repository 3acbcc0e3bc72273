//! The one door: open talks, submit a command, check, study, and render what is asked for.
//!
//! Doors (the command line, later the browser) know this crate and the words of `model` only.
//!
//! | module | one idea |
//! |---|---|
//! | [`failure`] | why something was refused, as problems with an exit code |
//! | [`open`] | the talks in a folder, and what can be asked of them |
//! | [`make`] | making commands from what a user typed |
//! | [`pages`] | a study and the position matrix as pages |
//! | [`copies`] | copies of a draft to hand over |
//! | [`finding`] | searching the record |
//! | [`pledges`] | commitments, recorded and listed |
//! | [`over_time`] | positions over time |
//! | [`plain`] | what works on a file alone |
//! | [`receive`] | a document becomes a source |
//! | [`review`] | statements looked at one by one, with keys |
//! | [`solve`] | what follows where parties have real numbers |
//! | [`scenario`] | scenarios of other programs, read and written |
//! | [`adopt`] | making talks of a scenario |
//! | [`said`] | what was done, in sentences and as JSON |

pub mod adopt;
pub mod copies;
pub mod failure;
pub mod finding;
pub mod make;
pub mod open;
pub mod over_time;
pub mod pages;
pub mod plain;
pub mod pledges;
pub mod receive;
pub mod review;
pub mod said;
pub mod scenario;
pub mod solve;

pub use copies::Form;
pub use failure::Failure;
pub use onetext_solve::walk::Control;
pub use onetext_study::derive::Also;
pub use onetext_talks::Command;
pub use open::{Checked, StudyRequest, Workbench};
pub use said::{Done, done_json, text_json};
