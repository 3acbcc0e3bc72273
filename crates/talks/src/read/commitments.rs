//! `commitments.toml`: what parties have bound themselves to.

use super::judgment::atom;
use super::judgments::statements;
use super::take;
use super::talks_file::known_party;
use crate::commitment::{Bond, Commitment, Form, Withdrawal};
use crate::fact::Fact;
use crate::spanned::{Block, File};
use crate::state::Talks;
use onetext_model::{Date, IssueId, Key, Problem, Severity, id, problem};

pub(super) fn read(file: File<'_>, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    let mut all = vec![];
    for block in top.blocks("commitment") {
        if let Some(commitment) = commitment(&block, talks) {
            if talks.commitments.contains_key(&commitment.id) {
                let what = format!("commitment `{}` is there twice", commitment.id);
                block.problem_at("id", what, "give each an id of its own");
            }
            take(talks, Fact::CommitmentGiven(commitment.clone()));
            all.push((block, commitment));
        }
    }
    for (block, commitment) in &all {
        check_superseded(block, commitment, talks);
    }
    top.finish();
}

/// Reads one commitment from the text of its block, as a command makes it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse(talks: &Talks, text: &str) -> Result<Commitment, Vec<Problem>> {
    let problems = std::cell::RefCell::new(vec![]);
    let file = File {
        path: "",
        text,
        problems: &problems,
    };
    let table = file.parse();
    let blocks = file.top(&table).blocks("commitment");
    let read = blocks.first().and_then(|block| {
        let commitment = commitment(block, talks)?;
        check_superseded(block, &commitment, talks);
        Some(commitment)
    });
    let mut found: Vec<Problem> = problems.into_inner();
    found.retain(|p| p.severity == Severity::Problem);
    match read {
        Some(commitment) if found.is_empty() => Ok(commitment),
        _ => Err(found),
    }
}

fn commitment(block: &Block<'_>, talks: &Talks) -> Option<Commitment> {
    let name = block.required("id").filter(|text| is_name(block, text));
    let what = block.required("what");
    let by = block.required("by");
    let party = known_party(block, "party", talks);
    let on = block.date("on");
    let missing = [
        ("party", "say whose it is"),
        ("on", "say when it was given"),
    ];
    for (key, mend) in missing {
        if block.span(key).is_none() {
            block.problem(format!("`{key}` is missing"), mend);
        }
    }
    let bond = one_of(block, "kind", &Bond::ALL);
    let form = one_of(block, "form", &Form::ALL);
    let at = alternative(block, "at", talks);
    let condition = condition(block, talks);
    let until = block.date("until");
    let from = statements(block, talks);
    let withdrawn = withdrawal(block);
    let supersedes = block.texts("supersedes");
    block.finish();
    let commitment = Commitment {
        id: name?,
        party: party?,
        on: on?,
        by: by?,
        what: what?,
        bond: bond?,
        form: form?,
        at,
        condition,
        until,
        from,
        withdrawn,
        supersedes,
    };
    check_days(block, &commitment);
    check_speakers(block, &commitment, talks);
    Some(commitment)
}

fn is_name(block: &Block<'_>, text: &str) -> bool {
    let good = id::is_name(text);
    if !good {
        let what = format!("`{text}` is not a name");
        block.problem_at("id", what, "for example `c3`");
    }
    good
}

/// A required word that is one of a few.
fn one_of<T: Copy>(block: &Block<'_>, key: &'static str, all: &[(T, &'static str)]) -> Option<T> {
    let words: Vec<String> = all.iter().map(|(_, word)| format!("`{word}`")).collect();
    let known = format!("one of {}", words.join(", "));
    if !block.has(key) {
        block.problem(format!("`{key}` is missing"), known);
        return None;
    }
    let word = block.text(key)?;
    let found = all.iter().find(|(_, name)| *name == word);
    if found.is_none() {
        let mend = problem::suggestion(&word, all.iter().map(|(_, name)| *name), &known);
        block.problem_at(key, format!("unknown {key} `{word}`"), mend);
    }
    found.map(|(value, _)| *value)
}

fn alternative(block: &Block<'_>, key: &'static str, talks: &Talks) -> Option<(IssueId, Key)> {
    let text = block.text(key)?;
    let atom = atom(block, key, &text, talks)?;
    match atom.keys.as_slice() {
        [one] => Some((atom.issue, one.clone())),
        _ => {
            let mend = "write one as `issue=key`; a commitment to several is several commitments";
            block.problem_at(key, format!("`{text}` is more than one alternative"), mend);
            None
        }
    }
}

/// What it hangs on. What looks like `issue=key` must be one.
fn condition(block: &Block<'_>, talks: &Talks) -> Option<String> {
    let text = block.text("if")?;
    if text.contains('=') && !text.contains(char::is_whitespace) {
        atom(block, "if", &text, talks)?;
    }
    Some(text)
}

fn withdrawal(block: &Block<'_>) -> Option<Withdrawal> {
    let (on, because) = (block.date("withdrawn"), block.text("because"));
    let (has_day, has_reason) = (block.has("withdrawn"), block.has("because"));
    if has_day && !has_reason {
        let mend = "say why, as in `because = \"the cabinet refused it\"`";
        block.problem_at("withdrawn", "`because` is missing", mend);
    }
    if has_reason && !has_day {
        let mend = "add the day, as in `withdrawn = 2031-06-14`, or take `because` out";
        block.problem_at("because", "`because` without `withdrawn`", mend);
    }
    Some(Withdrawal {
        on: on?,
        because: because?,
    })
}

fn check_days(block: &Block<'_>, commitment: &Commitment) {
    let given = commitment.on;
    let withdrawn = commitment.withdrawn.as_ref().map(|it| it.on);
    let days: [(&str, Option<Date>); 2] = [("until", commitment.until), ("withdrawn", withdrawn)];
    for (key, day) in days {
        if let Some(day) = day.filter(|day| *day < given) {
            let what = format!("`{key}` is {day}, before it was given on {given}");
            block.problem_at(key, what, "mend one of the two days");
        }
    }
}

/// What another side says of a party binds it to nothing.
fn check_speakers(block: &Block<'_>, commitment: &Commitment, talks: &Talks) {
    for id in &commitment.from {
        let Some(statement) = talks.statements.get(id) else {
            continue;
        };
        if statement.hearsay || talks.party_of(statement) != Some(&commitment.party) {
            let what = format!(
                "statement `{id}` is not what `{}` itself says",
                commitment.party
            );
            let mend =
                "a commitment rests on the party's own words; say so in `what` if it is told";
            block.warning_at("from", what, mend);
        }
    }
}

fn check_superseded(block: &Block<'_>, commitment: &Commitment, talks: &Talks) {
    for id in &commitment.supersedes {
        let refuse = |what: String, mend: &str| block.problem_at("supersedes", what, mend);
        match talks.commitments.get(id) {
            _ if *id == commitment.id => refuse(
                format!("commitment `{id}` supersedes itself"),
                "name an earlier one",
            ),
            None => {
                let known = talks.commitments.keys().map(String::as_str);
                let mend = problem::suggestion(id, known, "name a commitment of this file");
                refuse(format!("unknown commitment `{id}`"), &mend);
            }
            Some(old) if old.party != commitment.party => refuse(
                format!("commitment `{id}` is of `{}`", old.party),
                "a commitment replaces one of the same party",
            ),
            Some(_) => {}
        }
    }
}
