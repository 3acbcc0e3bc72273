//! The field's own files: GENIUS XML, GeniusWeb JSON, NegMAS YAML, NegoLog JSON, in and out; and documents as
//! they arrive, web pages, Word, PDF and mail, as reading text.
//!
//! Readers are pure functions over file contents. What one of these programs takes for granted and
//! another does differently is said in the scenario's remarks and in `docs/reference/formats.md`.
//!
//! | module | one idea |
//! |---|---|
//! | [`document`] | documents as received, as reading text |
//! | [`scenario`] | a scenario: issues, and what each party's points are |
//! | [`read`](mod@read) | which kind of files these are |
//! | [`xml`] | XML as a tree, bounded, without any DOCTYPE |
//! | [`node`] | JSON and YAML as one kind of tree |
//! | [`domain`] | issues as files declare them |
//! | [`points`] | from evaluations and weights to points |
//! | [`genius`], [`genius_web`], [`negmas`], [`negolog`] | the readers |
//! | [`write`](mod@write) | the writers |

pub mod document;
pub mod domain;
pub mod genius;
pub mod genius_web;
pub mod negmas;
pub mod negolog;
pub mod node;
pub mod points;
pub mod read;
pub mod scenario;
pub mod write;
pub mod xml;

pub use read::{InputFile, Options, read};
pub use scenario::{Profile, Scenario};
