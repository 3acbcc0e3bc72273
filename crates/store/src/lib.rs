//! Talks folders on disk: read whole, written atomically, with a journal.
//!
//! | module | one idea |
//! |---|---|
//! | [`folder`] | reading a talks folder, bounded in size |
//! | [`journal`] | writing several files so that all of them change or none |

pub mod folder;
pub mod journal;

pub use folder::{StoreError, load};
pub use journal::commit;
