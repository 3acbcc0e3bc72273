//! What was done, in lines for people and as JSON.

use crate::Workbench;
use onetext_model::StatementId;
use onetext_record::same_saying;
use onetext_talks::Fact;
use onetext_talks::fields;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One thing a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What kind of thing happened.
    pub fact: &'static str,
    /// The name of what it happened to.
    pub id: Option<String>,
    /// The same in a sentence.
    pub says: String,
}

impl Done {
    /// What a fact that was just taken in did.
    pub fn of(workbench: &Workbench, fact: &Fact) -> Self {
        let (name, id) = named(fact);
        Self {
            fact: name,
            id,
            says: line(workbench, fact),
        }
    }
}

/// A copy of a text, as JSON.
pub fn text_json(text: &str) -> String {
    format!(
        "{:#}\n",
        json!({ "schema": "onetext/text/1", "text": text })
    )
}

/// What was done, as a bare JSON list.
pub fn done_json(done: &[Done]) -> String {
    let one = |done: &Done| json!({ "fact": done.fact, "id": done.id, "says": done.says });
    format!("{:#}\n", Value::Array(done.iter().map(one).collect()))
}

/// What kind of thing happened, and to what.
fn named(fact: &Fact) -> (&'static str, Option<String>) {
    let (name, id) = match fact {
        Fact::Titled { .. } => return ("talks begun", None),
        Fact::PartyAdded(party) => ("party added", party.id.to_string()),
        Fact::PersonAdded(person) => ("person added", person.id.to_string()),
        Fact::SourceReceived(source) => ("source received", source.id.to_string()),
        Fact::StatementProposed(statement) => ("statement proposed", statement.id.to_string()),
        Fact::StatementSettled(id, _) => ("statement settled", id.to_string()),
        Fact::StatementIsHearsay(id) => ("statement is hearsay", id.to_string()),
        Fact::StatementAssigned { id, .. } => ("statement assigned", id.to_string()),
        Fact::StatementLinked(id, _) => ("statement linked", id.to_string()),
        Fact::StatementCorrected(both) => ("statement corrected", both.1.id.to_string()),
        Fact::JudgmentTakenBack(id) => ("judgment taken back", id.to_string()),
        Fact::JudgmentMade(judgment) => ("judgment made", judgment.id.to_string()),
        Fact::CommitmentGiven(given) => ("commitment given", given.id.clone()),
        Fact::CommitmentWithdrawn(id, _) => ("commitment withdrawn", id.clone()),
        Fact::Circulated(circulation) => ("draft circulated", circulation.draft.to_string()),
        _ => return ("fact stored", None),
    };
    (name, Some(id))
}

/// What a fact says, in a line.
fn line(workbench: &Workbench, fact: &Fact) -> String {
    match fact {
        Fact::Titled { title, .. } => format!("made talks `{title}`"),
        Fact::PartyAdded(party) => {
            format!("added {} `{}`, {}", party.kind.word(), party.id, party.name)
        }
        Fact::PersonAdded(person) => format!(
            "added person `{}`, {}, who speaks for {}",
            person.id, person.name, person.party
        ),
        Fact::SourceReceived(source) => {
            format!("received source `{}` as {}", source.id, source.file)
        }
        Fact::StatementProposed(statement) => {
            let words = workbench.words_of(&statement.id).unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let person = statement.speaker.as_ref().map(ToString::to_string);
            let speaker = person
                .or_else(|| statement.speaker_text.clone())
                .unwrap_or_else(|| "speaker not named".to_owned());
            let how = manner(statement);
            format!("proposed `{}`, {speaker}{how}: “{words}”", statement.id)
        }
        Fact::StatementSettled(id, state) => format!("{} `{id}`", state.word()),
        Fact::StatementIsHearsay(id) => format!("`{id}` is hearsay"),
        Fact::StatementAssigned { id, speaker, party } => match speaker {
            Some(speaker) => format!("gave `{id}` to {speaker}, {party}"),
            None => format!("gave `{id}` to {party}"),
        },
        Fact::StatementLinked(id, issues) => {
            let issues: Vec<&str> = issues.iter().map(onetext_model::IssueId::as_str).collect();
            format!("`{id}` is about {}", issues.join(", "))
        }
        Fact::StatementCorrected(both) => format!("put `{}` right", both.1.id),
        Fact::JudgmentTakenBack(id) => format!("took judgment `{id}` back"),
        Fact::JudgmentMade(judgment) => {
            let pinned = if judgment.words.is_some() {
                ", its words pinned"
            } else {
                ""
            };
            format!(
                "recorded {} `{}` about {}{pinned}",
                judgment.kind.name(),
                judgment.id,
                judgment.party
            )
        }
        Fact::CommitmentGiven(given) => format!(
            "recorded {} `{}` of {}: {}",
            given.bond.word(),
            given.id,
            given.party,
            given.what
        ),
        Fact::CommitmentWithdrawn(id, withdrawal) => {
            format!(
                "`{id}` withdrawn on {}: {}",
                withdrawal.on, withdrawal.because
            )
        }
        Fact::Circulated(circulation) => format!(
            "draft {} shown to {} on {}",
            circulation.draft, circulation.to, circulation.on
        ),
        _ => "done".to_owned(),
    }
}

/// ", retold, doubtful": what is not plain direct speech.
pub(crate) fn manner(statement: &onetext_talks::fact::Statement) -> String {
    let retold = if statement.kind == "direct" {
        ""
    } else {
        ", retold"
    };
    let denied = if statement.denied { ", denied" } else { "" };
    let hearsay = if statement.hearsay { ", hearsay" } else { "" };
    let doubtful = if statement.doubtful { ", doubtful" } else { "" };
    format!("{retold}{denied}{hearsay}{doubtful}")
}

/// For each statement the first one that is the same words, if there is one before it.
pub(crate) fn same_words(workbench: &Workbench) -> BTreeMap<&StatementId, &StatementId> {
    let all: Vec<&StatementId> = workbench.talks().statements.keys().collect();
    let words: Vec<String> = all
        .iter()
        .map(|id| workbench.words_of(id).unwrap_or_default())
        .collect();
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let first = same_saying(&texts);
    let pairs = first
        .into_iter()
        .enumerate()
        .filter(|(at, first)| at != first);
    pairs.map(|(at, first)| (all[at], all[first])).collect()
}

/// The statements as a bare JSON list.
pub fn statements(workbench: &Workbench) -> String {
    let same = same_words(workbench);
    let one = |statement: &onetext_talks::fact::Statement| {
        let mut object = serde_json::Map::new();
        for (key, value) in fields::statement(statement).keys {
            let value = serde_json::from_str(&value).unwrap_or(Value::String(value));
            object.insert(key, value);
        }
        object.insert(
            "party".to_owned(),
            json!(workbench.talks().party_of(statement).map(|p| p.as_str())),
        );
        object.insert("text".to_owned(), json!(workbench.words_of(&statement.id)));
        let first = same.get(&statement.id).map(|id| id.as_str());
        object.insert("same_as".to_owned(), json!(first));
        Value::Object(object)
    };
    let all: Vec<Value> = workbench.talks().statements.values().map(one).collect();
    format!("{:#}\n", Value::Array(all))
}
