//! `judgments.toml`: what the team concludes, by whom and why.

use super::take;
use super::talks_file::known_party;
use crate::fact::{Fact, Standing};
use crate::read::judgment::read_kind;
use crate::spanned::{Block, File};
use crate::state::Talks;
use onetext_model::judgment::{Judgment, Kind};
use onetext_model::{Confidence, JudgmentId, PartyId, Problem, StatementId, problem};

pub(super) fn read(file: File<'_>, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    let mut all = vec![];
    for block in top.blocks("judgment") {
        if let Some(judgment) = judgment(&block, talks) {
            if talks.judgments.contains_key(&judgment.id) {
                block.problem_at(
                    "id",
                    format!("judgment `{}` is there twice", judgment.id),
                    "give each an id of its own",
                );
            }
            take(talks, Fact::JudgmentMade(judgment.clone()));
            all.push((block, judgment));
        }
    }
    for (block, judgment) in &all {
        check_superseded(block, judgment, talks);
    }
    top.finish();
}

/// Reads one judgment from the text of its block, as a command makes it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse(talks: &Talks, text: &str) -> Result<Judgment, Vec<Problem>> {
    let problems = std::cell::RefCell::new(vec![]);
    let file = File {
        path: "",
        text,
        problems: &problems,
    };
    let table = file.parse();
    let read = file
        .top(&table)
        .blocks("judgment")
        .first()
        .and_then(|block| judgment(block, talks));
    let mut found: Vec<Problem> = problems.into_inner();
    found.retain(|p| p.severity == onetext_model::Severity::Problem);
    match read {
        Some(judgment) if found.is_empty() => Ok(judgment),
        _ => Err(found),
    }
}

fn judgment(block: &Block<'_>, talks: &Talks) -> Option<Judgment> {
    let id = block.required("id").and_then(|text| {
        let id = JudgmentId::new(&text);
        if let Err(error) = &id {
            block.problem_at("id", error.to_string(), "for example `j12`");
        }
        id.ok()
    });
    if !block.has("party") {
        block.problem("`party` is missing", "say whom the judgment is about");
    }
    let party =
        known_party(block, "party", talks).filter(|party| may_be_judged(block, party, talks));
    let on = block.date("on");
    if !block.has("on") {
        block.problem(
            "`on` is missing",
            "say when it was made, as in `on = 2031-05-12`",
        );
    }
    let (by, because) = (block.required("by"), block.required("because"));
    let kind = read_kind(block, talks);
    let confidence = confidence(block, kind.as_ref());
    let from = statements(block, talks);
    let cover = block.text("cover");
    let words = block.text("words");
    let supersedes = block
        .texts("supersedes")
        .iter()
        .filter_map(|t| JudgmentId::new(t).ok())
        .collect();
    let _ = ["at", "answer", "over"].map(|key| block.has(key));
    block.finish();
    let kind = kind?;
    if words.is_none() && crate::pinned::pin(talks, &kind).is_some() {
        block.warning_at(
            "id",
            "pins no words, so it means the present wording",
            "`onetext judge` pins them",
        );
    }
    Some(Judgment {
        id: id?,
        party: party?,
        on: on?,
        by: by?,
        because: because?,
        confidence: confidence?,
        kind,
        cover,
        from,
        words,
        supersedes,
    })
}

fn may_be_judged(block: &Block<'_>, party: &PartyId, talks: &Talks) -> bool {
    let kind = talks.parties.get(party).map(|p| p.kind);
    let may = kind.is_some_and(onetext_model::party::PartyKind::may_consent);
    if !may {
        let word = kind.map_or("", onetext_model::party::PartyKind::word);
        block.problem_at(
            "party",
            format!("`{party}` is of kind `{word}`, which holds no judgments"),
            "judgments are about parties and guarantors",
        );
    }
    may
}

/// `Some(None)` for scores, which need none.
fn confidence(block: &Block<'_>, kind: Option<&Kind>) -> Option<Option<Confidence>> {
    let Some(word) = block.text("confidence") else {
        if matches!(kind, Some(Kind::Scores { .. })) {
            return Some(None);
        }
        if !block.has("confidence") {
            block.problem(
                "`confidence` is missing",
                "one of `claimed`, `believed`, `tested`",
            );
        }
        return None;
    };
    let confidence = Confidence::parse(&word);
    if confidence.is_none() {
        let mend = problem::suggestion(
            &word,
            Confidence::ALL.map(|(_, w)| w).into_iter(),
            "one of `claimed`, `believed`, `tested`",
        );
        block.problem_at("confidence", format!("unknown confidence `{word}`"), mend);
    }
    confidence.map(Some)
}

pub(super) fn statements(block: &Block<'_>, talks: &Talks) -> Vec<StatementId> {
    let mut from = vec![];
    for text in block.texts("from") {
        let Some(statement) = talks.statements.values().find(|s| s.id.as_str() == text) else {
            let mend = problem::suggestion(
                &text,
                talks.statements.keys().map(StatementId::as_str),
                "name a statement of `statements.toml`",
            );
            block.problem_at("from", format!("unknown statement `{text}`"), mend);
            continue;
        };
        if statement.state != Standing::Confirmed {
            let what = format!(
                "statement `{text}` is {}, not confirmed",
                statement.state.word()
            );
            block.problem_at(
                "from",
                what,
                format!("read it in its source, then `onetext confirm DIR {text}`"),
            );
        }
        from.push(statement.id.clone());
    }
    from
}

fn check_superseded(block: &Block<'_>, judgment: &Judgment, talks: &Talks) {
    for id in &judgment.supersedes {
        match talks.judgments.get(id) {
            None => {
                let mend = problem::suggestion(
                    id.as_str(),
                    talks.judgments.keys().map(JudgmentId::as_str),
                    "name a judgment of this file",
                );
                block.problem_at("supersedes", format!("unknown judgment `{id}`"), mend);
            }
            Some(old) if old.party != judgment.party => {
                block.problem_at(
                    "supersedes",
                    format!("judgment `{id}` is about `{}`", old.party),
                    "a judgment replaces one about the same party",
                );
            }
            Some(_) => {}
        }
    }
}
