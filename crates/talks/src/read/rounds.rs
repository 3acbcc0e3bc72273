//! `circulations.toml`, `fates.toml` and `lint.toml`.

use super::take;
use super::talks_file::known_party;
use crate::fact::{Circulation, Fact, Fate};
use crate::spanned::{Block, File};
use crate::state::Talks;
use onetext_model::problem;

pub(super) fn read_circulations(file: File<'_>, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    for block in top.blocks("circulation") {
        if let Some(circulation) = circulation(&block, talks) {
            take(talks, Fact::Circulated(circulation));
        }
    }
    top.finish();
}

fn circulation(block: &Block<'_>, talks: &Talks) -> Option<Circulation> {
    let draft = block.whole("draft").and_then(|n| u32::try_from(n).ok());
    let to = known_party(block, "to", talks);
    let on = block.date("on");
    for key in ["draft", "to", "on"] {
        if block.span(key).is_none() {
            block.problem(
                format!("`{key}` is missing"),
                format!("add a line `{key} = …`"),
            );
        }
    }
    let (by, copy) = (block.text("by"), block.text("copy"));
    let read_back = block.flag("read-back").unwrap_or(false);
    block.finish();
    let draft = draft?;
    if !talks.drafts.contains_key(&draft) {
        block.problem_at(
            "draft",
            format!("there is no draft {draft}"),
            "give the number of a file in `drafts/`",
        );
    }
    Some(Circulation {
        draft,
        to: to?,
        on: on?,
        by,
        copy,
        read_back,
    })
}

/// The words for what can become of points.
pub const FATES: [&str; 8] = [
    "kept", "amended", "merged", "split", "moved", "dropped", "new", "replaced",
];

pub(super) fn read_fates(file: File<'_>, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    for block in top.blocks("fate") {
        let (from, to) = (block.texts("from"), block.texts("to"));
        let fate = block.required("fate");
        let (by, on) = (block.text("by"), block.date("on"));
        let draft = block.whole("draft").and_then(|n| u32::try_from(n).ok());
        block.finish();
        let Some(fate) = fate else { continue };
        if !FATES.contains(&fate.as_str()) {
            let mend = problem::suggestion(
                &fate,
                FATES.into_iter(),
                &format!("one of {}", FATES.join(", ")),
            );
            block.problem_at("fate", format!("unknown fate `{fate}`"), mend);
        }
        take(
            talks,
            Fact::FateConfirmed(Fate {
                from,
                to,
                fate,
                by,
                on,
                draft,
            }),
        );
    }
    top.finish();
}

pub(super) fn read_lint(file: File<'_>) {
    let table = file.parse();
    let top = file.top(&table);
    for block in top.blocks("silence") {
        block.required("check");
        block.required("reason");
        block.finish();
    }
    top.finish();
}
