//! Drafts with brackets: a lossless tree, its points, its issues, its clean texts.
//!
//! A bracket is an issue and its alternatives are the issue's options, so the text is the model.
//! Parsing never fails and never loses a byte: what cannot be understood is kept as text, and
//! reported with its place and how to mend it.
//!
//! | module | one idea |
//! |---|---|
//! | [`tree`] | the lossless tree: every byte in exactly one leaf |
//! | [`parse`](mod@parse) | from a source to a draft and its problems |
//! | [`opaque`] | what is never scanned: code, HTML, autolinks |
//! | [`pairs`] | which square brackets belong together |
//! | [`bracket`] | from a pair to a bracket with alternatives |
//! | [`tag`] | `@owner`, `#key`, `*` |
//! | [`numeric`] | brackets of figures |
//! | [`unnamed`] | brackets nobody has named yet |
//! | `link` | links and images, kept whole |
//! | `reference` | reference links, reported and kept as text |
//! | [`point`] | the numbered points of a draft |
//! | [`redline`](mod@redline) | what changed between two texts |
//! | [`front`] | the front matter |
//! | [`issues`] | from brackets to issues |
//! | `circles` | brackets inside themselves |
//! | [`clean`] | the clean text of a package |
//! | [`edit`] | edits of one bracket, every other byte kept |
//! | [`draft`] | a parsed draft and what can be asked of it |
//!
//! ```
//! use onetext_text::{Context, parse};
//! let (draft, problems) = parse("4. The harbour is run [harbour: by Asteria | jointly *].\n", &Context::of_file("04.md"));
//! assert!(problems.is_empty());
//! assert_eq!(draft.issues()[0].alternatives[1].key.as_str(), "jointly");
//! let clean = draft.clean_text(&|_| onetext_model::Key::new("jointly").ok());
//! assert_eq!(clean, "4. The harbour is run jointly.\n");
//! ```

pub mod bracket;
mod circles;
pub mod clean;
pub mod draft;
pub mod edit;
pub mod front;
pub mod issues;
mod link;
pub mod numeric;
pub mod opaque;
pub mod pairs;
pub mod parse;
pub mod point;
pub mod redline;
mod reference;
mod report;
pub mod tag;
pub mod tree;
pub mod unnamed;

pub use draft::Draft;
pub use front::Front;
pub use parse::{Context, parse};
pub use point::Point;

/// The largest draft, in bytes.
pub const MAX_DRAFT_BYTES: usize = 4 << 20;
/// The most brackets of a draft; further ones are kept as text.
pub const MAX_BRACKETS: usize = 10_000;
/// The most alternatives of a bracket, figures and `?` included.
pub const MAX_ALTERNATIVES: usize = 10_000;
/// The most alternatives of all brackets of a draft; further brackets are kept as text.
pub const MAX_DRAFT_ALTERNATIVES: usize = 250_000;
/// The deepest nesting of brackets; deeper ones are kept as text.
pub const MAX_DEPTH: usize = 32;
