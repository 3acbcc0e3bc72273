//! From files to facts, with every problem at once.
//!
//! Files are read in an order in which each may name what the ones before it declare: the talks,
//! the drafts, the sources, the statements, the judgments, the rest.

mod commitments;
mod drafts;
mod judgment;
mod judgments;
mod record;
mod rounds;
mod talks_file;

pub use commitments::parse as parse_commitment;
pub use judgment::{KINDS, read_kind};
pub use judgments::parse as parse_judgment;
pub use record::reading_text;
pub use talks_file::MEDIATOR;

use crate::fact::Fact;
use crate::files::{Files, MAX_TOML_BYTES};
use crate::spanned::{File, Problems};
use crate::state::Talks;
use onetext_model::{Place, Problem};
use std::cell::RefCell;

/// The files a talks folder may hold besides `drafts/` and `record/`.
pub const FILES: [&str; 8] = [
    "talks.toml",
    "sources.toml",
    "statements.toml",
    "judgments.toml",
    "circulations.toml",
    "commitments.toml",
    "fates.toml",
    "lint.toml",
];

/// Reads a talks folder: what can be read, and everything that is wrong with it.
///
/// ```
/// use onetext_talks::{Files, read};
/// let mut files = Files::new();
/// files.put("talks.toml", b"title = \"Lake Talks\"\n".to_vec());
/// let (talks, problems) = read(&files);
/// assert_eq!((talks.title.as_str(), problems.len()), ("Lake Talks", 0));
/// ```
pub fn read(files: &Files) -> (Talks, Vec<Problem>) {
    let problems: Problems = RefCell::new(vec![]);
    let mut talks = Talks::default();
    if files.get("talks.toml").is_none() {
        let what = "there is no `talks.toml`, so this folder is not talks";
        problems.borrow_mut().push(Problem::new(
            Place::file("talks.toml"),
            what,
            "make one with `onetext new DIR`",
        ));
        return (talks, problems.into_inner());
    }
    with_file(files, "talks.toml", &problems, |file| {
        talks_file::read(file, &mut talks)
    });
    drafts::read(files, &mut talks, &problems);
    talks_file::check(files, &talks, &problems);
    with_file(files, "sources.toml", &problems, |file| {
        record::read_sources(file, files, &mut talks)
    });
    with_file(files, "statements.toml", &problems, |file| {
        record::read_statements(file, files, &mut talks)
    });
    with_file(files, "judgments.toml", &problems, |file| {
        judgments::read(file, &mut talks)
    });
    with_file(files, "commitments.toml", &problems, |file| {
        commitments::read(file, &mut talks)
    });
    with_file(files, "circulations.toml", &problems, |file| {
        rounds::read_circulations(file, &mut talks)
    });
    with_file(files, "fates.toml", &problems, |file| {
        rounds::read_fates(file, &mut talks)
    });
    with_file(files, "lint.toml", &problems, rounds::read_lint);
    let mut problems = problems.into_inner();
    problems.sort();
    problems.dedup();
    (talks, problems)
}

/// Hands a TOML file to a reader, if it is there and can be read at all.
fn with_file(files: &Files, path: &str, problems: &Problems, reader: impl FnOnce(File<'_>)) {
    let Some(bytes) = files.get(path) else { return };
    let refuse = |what: String, mend: &str| {
        problems
            .borrow_mut()
            .push(Problem::new(Place::file(path), what, mend))
    };
    if bytes.len() > MAX_TOML_BYTES {
        return refuse(
            format!("is {} bytes long", bytes.len()),
            "a file of records may hold at most 16 MiB",
        );
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => reader(File {
            path,
            text: without_bom(text),
            problems,
        }),
        Err(error) => refuse(
            format!("is not UTF-8 at byte {}", error.valid_up_to()),
            "save it as UTF-8",
        ),
    }
}

/// A text without its byte-order mark.
pub fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Applies a fact.
fn take(talks: &mut Talks, fact: Fact) {
    talks.apply(fact);
}
