//! One mediation with all that belongs to it: facts, commands, and the folder as pure functions
//! over file contents. Nothing here touches a disk.
//!
//! All writing goes one way: [`command`] → [`decide`](mod@decide) → [`fact`] → [`state`], and [`write`](mod@write) turns
//! the same facts into byte edits of the files they live in.
//!
//! | module | one idea |
//! |---|---|
//! | [`fact`] | all that can happen |
//! | [`command`] | all that one can ask for |
//! | [`commitment`] | what a party has bound itself to |
//! | [`decide`](mod@decide) | from a command to facts, or a refusal |
//! | `correct` | putting a statement right, and taking a slip back |
//! | [`state`] | the talks at one moment: a fold over facts |
//! | [`space`] | issues, matters and packages of a draft |
//! | [`pinned`] | what became of the words a judgment reacted to |
//! | [`files`] | the contents of a talks folder |
//! | [`spanned`] | walking a TOML file without stopping at the first problem |
//! | [`read`](mod@read) | from files to facts, with every problem at once |
//! | [`fields`] | how each fact is written |
//! | [`write`](mod@write) | from facts to byte edits |
//! | [`view`] | the talks without what was said in confidence |
//! | [`limits`] | how large the parts of a folder may be |
//! | [`head`] | the fingerprint of all ground facts |

pub mod command;
pub mod commitment;
mod correct;
pub mod decide;
pub mod fact;
pub mod fields;
pub mod files;
pub mod head;
pub mod limits;
pub mod pinned;
pub mod read;
pub mod space;
pub mod spanned;
pub mod state;
pub mod view;
pub mod write;

pub use command::Command;
pub use decide::{Refusal, decide};
pub use fact::Fact;
pub use files::Files;
pub use read::read;
pub use state::Talks;
