//! `drafts/`: the texts themselves.

use super::take;
use crate::fact::Fact;
use crate::files::Files;
use crate::spanned::Problems;
use crate::state::Talks;
use onetext_model::{Place, Problem, Space};
use onetext_text::{Context, MAX_DRAFT_BYTES, parse};
use std::collections::BTreeSet;

pub(super) fn read(files: &Files, talks: &mut Talks, problems: &Problems) {
    let mut parties: BTreeSet<String> = talks.parties.keys().map(|p| p.to_string()).collect();
    parties.insert(super::talks_file::MEDIATOR.to_owned());
    let bases: BTreeSet<String> = talks.bases.keys().map(|b| b.to_string()).collect();
    let present = files.drafts().map(|(number, ..)| number).max();
    for (number, path, bytes) in files.drafts() {
        let Some(text) = readable(path, bytes, problems) else {
            continue;
        };
        if talks.drafts.contains_key(&number) {
            let what = format!("draft {number} is there twice");
            problems.borrow_mut().push(Problem::new(
                Place::file(path),
                what,
                "give each draft a number of its own",
            ));
            continue;
        }
        let context = Context {
            file: path,
            parties: Some(&parties),
            bases: Some(&bases),
        };
        let (draft, found) = parse(text, &context);
        let brackets = Space::new(draft.issues().to_vec());
        let long = (text.len() > talks.limits.draft_bytes).then(|| {
            let (all, most) = (text.len(), talks.limits.draft_bytes);
            format!("is {all} bytes long, more than the {most} that `settings` allows")
        });
        if let Some(what) = long.or_else(|| talks.limits.exceeded(&brackets)) {
            let mend = "shorten the draft, or raise the limit in `talks.toml`";
            problems
                .borrow_mut()
                .push(Problem::new(Place::file(path), what, mend));
        }
        let superseded = Some(number) != present;
        problems
            .borrow_mut()
            .extend(found.into_iter().map(|p| soften(p, superseded)));
        take(
            talks,
            Fact::DraftWritten {
                number,
                file: path.to_owned(),
                text: text.to_owned(),
            },
        );
    }
    for (path, _) in files.iter().filter(|(p, _)| p.starts_with("drafts/")) {
        if crate::files::draft_number(path).is_none() {
            let what = "is in `drafts/` but has no number, so it is not read";
            problems.borrow_mut().push(Problem::warning(
                Place::file(path),
                what,
                "name it `NN-name.md`",
            ));
        }
    }
}

/// A problem in a draft that a later one replaced stops no figure.
fn soften(problem: Problem, superseded: bool) -> Problem {
    if superseded {
        Problem {
            bearable: true,
            ..problem
        }
    } else {
        problem
    }
}

fn readable<'b>(path: &str, bytes: &'b [u8], problems: &Problems) -> Option<&'b str> {
    let refuse = |what: String, mend: &str| {
        problems
            .borrow_mut()
            .push(Problem::new(Place::file(path), what, mend))
    };
    if bytes.len() > MAX_DRAFT_BYTES {
        refuse(
            format!("is {} bytes long", bytes.len()),
            "a draft may hold at most 4 MiB: split it, or keep annexes in files of their own",
        );
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            refuse(
                format!("holds a NUL at byte {}", text.find('\0').unwrap_or(0)),
                "save it as plain UTF-8 text",
            );
            None
        }
        Ok(text) => Some(text),
        Err(error) => {
            refuse(
                format!("is not UTF-8 at byte {}", error.valid_up_to()),
                "save it as UTF-8",
            );
            None
        }
    }
}
