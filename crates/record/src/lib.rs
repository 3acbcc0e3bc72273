//! Sources and statements: who said what, found by rules.
//!
//! A news report, a communiqué or the minutes of a meeting goes in as text; what is quoted or retold in it comes out
//! with its speaker, cue and channel, each with its exact place. They are proposals: nothing is attributed to anybody until a reader
//! confirms it. There is no language model here, only marks, word lists and the order of words, so the same text
//! gives the same proposals on every machine.
//!
//! | module | knows |
//! |---|---|
//! | `reading_text` | bytes as text, or where they are not |
//! | `piece` | long sources in pieces |
//! | `place` | line and column of a byte |
//! | `paragraph` | where paragraphs end |
//! | `marks` | quotation marks and the spans between them |
//! | `token` | words, signs, quotations in a row |
//! | `sentence` | where sentences end |
//! | `lexicon` | the word lists in `data/` |
//! | `cue` | "said", "told", "according to" |
//! | `name` | the noun phrase that names a speaker |
//! | `title` | titles before a name |
//! | `person` | the pronoun that fits, and what describes somebody |
//! | `office` | who "the minister" is |
//! | `side` | states by all their names, and the peoples of a text |
//! | `channel` | "told the Gazette", "in a statement", "on X" |
//! | `register` | the people and parties of the talks |
//! | `speaker` | who has spoken so far, for pronouns and namesakes |
//! | `attribute` | which words around a quotation say whose it is |
//! | `clause` | where retold words begin and end |
//! | `report` | which clause of a sentence retells what somebody said |
//! | `retold` | a proposal made of such a clause |
//! | `hearsay` | whether a speaker tells what another side wants |
//! | `when` | the day something was said |
//! | `same` | the same words in several reports |
//! | `extract` | the walk that makes the proposals |
//! | `find` | searching a text for words |
//! | `quote` | what a proposal holds |
//!
//! ```
//! use onetext_record::{Register, line_of, quotes, reading_text};
//!
//! let source = b"Both sides met again.\n\"Nobody left the table,\"\nsaid Ann Lee, the mediator.\n";
//! let text = reading_text(source)?;
//! let found = quotes(text, &Register::default());
//! assert_eq!(found.len(), 1);
//! assert_eq!(&text[found[0].start..found[0].end], "Nobody left the table,");
//! assert_eq!(found[0].speaker.as_ref().map(|it| it.text.as_str()), Some("Ann Lee"));
//! assert_eq!(found[0].cue.as_deref(), Some("said"));
//! assert_eq!(line_of(text, found[0].start), (2, 2));
//! # Ok::<(), onetext_record::NotReadable>(())
//! ```

mod attribute;
mod channel;
mod clause;
mod cue;
mod extract;
mod find;
mod hearsay;
mod lexicon;
mod marks;
mod name;
mod office;
mod paragraph;
mod person;
mod piece;
mod place;
mod quote;
mod reading_text;
mod register;
mod report;
mod retold;
mod same;
mod sentence;
mod side;
mod speaker;
mod title;
mod token;
mod when;

pub use extract::{each_quote, quotes};
pub use find::{Fit, Sought, sentences};
pub use place::{line_of, paragraph_around};
pub use quote::{Kind, Mention, Quote, confidence};
pub use reading_text::{MAX_SOURCE_BYTES, NotReadable, Unreadable, reading_text};
pub use register::{Register, RegisterParty, RegisterPerson};
pub use same::{same_saying, same_words};
pub use when::day_said;
