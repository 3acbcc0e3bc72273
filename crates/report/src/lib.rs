//! A study or a view, rendered: for a terminal, as a page, for machines.
//!
//! | module | one idea |
//! |---|---|
//! | [`terminal`] | the reading on a screen, words first |
//! | [`explain`] | one figure opened down to its quotes |
//! | [`solution`] | a frontier and reference points, as text and JSON |
//! | [`study_page`] | a study as one self-contained page |
//! | [`positions`] | the position matrix, for a terminal, as a table file and as a page |
//! | [`find`] | what a search found |
//! | [`commitments`] | the register of commitments |
//! | [`history`] | positions over time, for a terminal, as a table file and as a page |
//! | [`copy`] | what is handed over: clean copies of a draft |
//! | [`json`] | the pinned JSON of a study |
//! | [`quotes`] | the pinned JSON of quotes |
//! | [`on_request`] | what a study holds on request |
//! | [`page`] | what every page shares |
//! | [`chart`] | charts as SVG |
//! | [`markdown`] | Markdown as safe HTML |
//! | [`words`] | the words of figures, the same everywhere |

pub mod chart;
pub mod commitments;
pub mod copy;
pub mod explain;
pub mod find;
pub mod history;
pub mod json;
pub mod markdown;
pub mod on_request;
pub mod page;
pub mod positions;
pub mod quotes;
pub mod solution;
pub mod study_page;
pub mod terminal;
pub mod words;
