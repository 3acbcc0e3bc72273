//! The words of Onetext: what every other crate speaks about, and nothing that does IO.
//!
//! | module | knows |
//! |---|---|
//! | [`id`] | names of parties, issues, alternatives, statements |
//! | [`problem`] | where something is wrong, what, and how to mend it |
//! | [`date`] | calendar dates, in days |
//! | [`decimal`] | exact decimal figures |
//! | [`party`] | the sides at the table |
//! | [`issue`] | what a bracket leaves open, its alternatives, the space of packages |
//! | [`package`] | one alternative for every issue that exists |
//! | [`rule`] | conditions on packages |
//! | [`level`] | the live-with ladder and confidence |
//! | [`judgment`] | what the mediator concludes about a party's preferences |
//! | [`quantity`] | areas, shares and the bases they are measured against |
//! | [`words`] | the fingerprint that pins a wording |
//!
//! ```
//! use onetext_model::{IssueId, Key, rule::Say};
//! let say = Say::parse("guarantees=all-means excludes alliances=none")?;
//! assert_eq!(say.issues(), [IssueId::new("guarantees")?, IssueId::new("alliances")?]);
//! # let _ = Key::new("none")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod date;
pub mod decimal;
pub mod id;
pub mod issue;
pub mod judgment;
pub mod level;
pub mod package;
pub mod party;
pub mod problem;
pub mod quantity;
pub mod rule;
pub mod words;

pub use date::Date;
pub use decimal::Decimal;
pub use id::{BadId, BaseId, IssueId, JudgmentId, Key, PartyId, PersonId, SourceId, StatementId};
pub use issue::{Alternative, Existence, Issue, IssueKind, Space};
pub use level::{Confidence, Level};
pub use package::Package;
pub use problem::{Place, Problem, Severity};
