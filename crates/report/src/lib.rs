//! A study, rendered: for a terminal in about one screen, for machines as JSON.
//!
//! | module | one idea |
//! |---|---|
//! | [`terminal`] | the reading on a screen, words first |
//! | [`explain`] | one figure opened down to its quotes |
//! | [`json`] | the pinned JSON of a study |
//! | [`quotes`] | the pinned JSON of quotes |

pub mod explain;
pub mod json;
pub mod quotes;
pub mod terminal;
