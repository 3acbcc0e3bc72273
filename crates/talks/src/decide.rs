//! From a command to facts, or a refusal that says what is wrong and changes nothing.

use crate::command::{Command, NewParty, Received, next_judgment, source_name};
use crate::commitment::{Commitment, Withdrawal, next_commitment};
use crate::fact::{Fact, Room, Source, Standing, Statement};
use crate::files::hash;
use crate::state::Talks;
use crate::{correct, pinned, space};
use onetext_model::judgment::Judgment;
use onetext_model::party::{Party, PartyKind, Person};
use onetext_model::{IssueId, PartyId, PersonId, StatementId, id, problem};

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

pub(crate) fn refuse<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        what: what.into(),
        mend: mend.into(),
    })
}

/// Decides on a command: the facts it leads to, none if it changes nothing.
///
/// # Errors
/// A [`Refusal`] if the command names something that is not there, or may not be.
pub fn decide(talks: &Talks, command: &Command) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::Begin { title, exercise } => begin(talks, title, *exercise),
        Command::AddParty(new) => add_party(talks, new),
        Command::Receive(received) => receive(talks, received),
        Command::Confirm(ids) => settle(talks, ids, Standing::Confirmed),
        Command::ConfirmHearsay(ids) => settle_hearsay(talks, ids),
        Command::Discard(ids) => settle(talks, ids, Standing::Discarded),
        Command::Assign(id, to) => assign(talks, id, to),
        Command::About(id, issues) => about(talks, id, issues),
        Command::Correct(statement) => correct::correct(talks, statement),
        Command::TakeBack(judgment) => correct::take_back(talks, judgment),
        Command::Judge(judgment) => judge(talks, judgment),
        Command::Pledge(commitment) => pledge(talks, commitment),
        Command::Withdraw(id, withdrawal) => withdraw(talks, id, withdrawal),
        Command::Circulate(circulation) => {
            if !talks.drafts.contains_key(&circulation.draft) {
                return refuse(
                    format!("there is no draft {}", circulation.draft),
                    "give the number of a file in `drafts/`",
                );
            }
            known_party(talks, circulation.to.as_str())?;
            let same = talks.circulations.contains(circulation);
            Ok(if same {
                vec![]
            } else {
                vec![Fact::Circulated(circulation.clone())]
            })
        }
    }
}

fn begin(talks: &Talks, title: &str, exercise: bool) -> Result<Vec<Fact>, Refusal> {
    if title.trim().is_empty() {
        return refuse("the title is empty", "give one with `--title`");
    }
    if !talks.title.is_empty() {
        return refuse("there are talks here already", "choose an empty folder");
    }
    Ok(vec![Fact::Titled {
        title: title.to_owned(),
        exercise,
    }])
}

fn known_party<'t>(talks: &'t Talks, name: &str) -> Result<&'t Party, Refusal> {
    let found = talks.parties.values().find(|p| p.id.as_str() == name);
    found.map_or_else(
        || {
            refuse(
                format!("unknown party `{name}`"),
                problem::suggestion(
                    name,
                    talks.parties.keys().map(PartyId::as_str),
                    "add it with `onetext party`",
                ),
            )
        },
        Ok,
    )
}

fn add_party(talks: &Talks, new: &NewParty) -> Result<Vec<Fact>, Refusal> {
    if new.id.as_str() == crate::read::MEDIATOR {
        return refuse(
            "`mediator` is reserved for the wordings and bars of whoever carries the text",
            "give the party another id, such as `envoy`",
        );
    }
    if new.consent == Some(true) && !new.kind.may_consent() {
        return refuse(
            format!(
                "a party of kind `{}` cannot be asked for a yes",
                new.kind.word()
            ),
            "leave out `--consent`, or change the kind",
        );
    }
    let consent = new.consent.unwrap_or(new.kind == PartyKind::Party);
    let party = Party {
        id: new.id.clone(),
        name: new.name.clone(),
        kind: new.kind,
        consent,
        colour: None,
        aliases: new.aliases.clone(),
    };
    let mut facts = vec![];
    match talks.parties.get(&new.id) {
        None => facts.push(Fact::PartyAdded(party)),
        Some(old)
            if (&old.name, old.kind, old.consent) != (&party.name, party.kind, party.consent) =>
        {
            return refuse(
                format!("party `{}` is there already, and differs", new.id),
                "change it in `talks.toml`, or give another id",
            );
        }
        Some(_) => {}
    }
    for name in &new.people {
        facts.extend(add_person(talks, &new.id, name, &facts)?);
    }
    Ok(facts)
}

fn add_person(
    talks: &Talks,
    party: &PartyId,
    name: &str,
    before: &[Fact],
) -> Result<Option<Fact>, Refusal> {
    if talks
        .people
        .values()
        .any(|p| p.name == name && p.party == *party)
    {
        return Ok(None);
    }
    let added = |id: &str| {
        before
            .iter()
            .any(|f| matches!(f, Fact::PersonAdded(p) if p.id.as_str() == id))
    };
    let taken = |id: &str| talks.people.keys().any(|p| p.as_str() == id) || added(id);
    let full = id::slug(name);
    let last = full.rsplit('-').next().unwrap_or(&full).to_owned();
    let choice = [last, full]
        .into_iter()
        .find(|id| !taken(id))
        .and_then(|id| PersonId::new(&id).ok());
    let Some(id) = choice else {
        return refuse(
            format!("no id can be made of `{name}`"),
            "add the person to `talks.toml` by hand, with an id of your choice",
        );
    };
    Ok(Some(Fact::PersonAdded(Person {
        id,
        name: name.to_owned(),
        party: party.clone(),
        titles: vec![],
        aliases: vec![],
        code_name: None,
    })))
}

fn receive(talks: &Talks, received: &Received) -> Result<Vec<Fact>, Refusal> {
    if let Room::Caucus(party) = &received.room {
        known_party(talks, party.as_str())?;
        if !talks.exercise {
            let what = format!(
                "`{}` would lie in a plain folder, readable by whoever has it",
                received.room
            );
            return refuse(
                what,
                "keep confidences out until files can be sealed; set `exercise = true` in talks.toml only if everything here is invented",
            );
        }
    }
    let readable = received
        .reading
        .as_ref()
        .map_or(received.contents.as_slice(), |t| t.as_bytes());
    let text = match onetext_record::reading_text(readable) {
        Ok(text) => text,
        Err(error) => {
            return refuse(
                format!("`{}` cannot be read: {error}", received.file_name),
                "save its text as UTF-8",
            );
        }
    };
    let hash = hash(&received.contents);
    if let Some(same) = talks.sources.values().find(|s| s.hash == hash) {
        if same.on == received.on && same.room == received.room {
            return Ok(vec![]);
        }
        return refuse(
            format!(
                "this file is there already as source `{}`, with another date or room",
                same.id
            ),
            "correct it in `sources.toml`",
        );
    }
    let Some(id) = source_name(&received.file_name, |name| {
        talks.sources.keys().any(|s| s.as_str() == name)
    }) else {
        return refuse(
            format!("no id can be made of `{}`", received.file_name),
            "rename the file",
        );
    };
    let source = source_of(received, id, hash);
    let quotes = onetext_record::quotes(text, &talks.register());
    let statements = quotes
        .iter()
        .map(|q| proposed(talks, &source, q).map(Fact::StatementProposed));
    let statements = statements.collect::<Result<Vec<Fact>, Refusal>>()?;
    Ok(std::iter::once(Fact::SourceReceived(source))
        .chain(statements)
        .collect())
}

/// A document as a source of this name.
fn source_of(received: &Received, id: onetext_model::SourceId, hash_of_file: String) -> Source {
    let extension = match received.file_name.rsplit_once('.') {
        Some((_, it)) if it.len() <= 8 && it.chars().all(|c| c.is_ascii_alphanumeric()) => {
            it.to_lowercase()
        }
        _ => "txt".to_owned(),
    };
    let reading = received.reading.as_ref().map(|_| match extension.as_str() {
        "txt" => format!("record/{id}.reading.txt"),
        _ => format!("record/{id}.txt"),
    });
    Source {
        file: format!("record/{id}.{extension}"),
        id,
        hash: hash_of_file,
        on: received.on,
        room: received.room.clone(),
        outlet: received.outlet.clone(),
        channel: received.channel.clone(),
        language: received.language.clone(),
        title: received.title.clone(),
        reading,
        reading_hash: received.reading.as_ref().map(|text| hash(text.as_bytes())),
        proposed: received
            .proposed
            .iter()
            .map(|key| (*key).to_owned())
            .collect(),
    }
}

/// A quote as a proposal. Nobody is attributed anything until the mediator confirms.
fn proposed(
    talks: &Talks,
    source: &Source,
    quote: &onetext_record::Quote,
) -> Result<Statement, Refusal> {
    let seed = format!(
        "{} {} {} {}",
        source.id, source.hash, quote.start, quote.end
    );
    let digits = hash(seed.as_bytes());
    // `s-` and hexadecimal digits always form a name, so the source's own name never stands in.
    let id = StatementId::new(&format!("s-{}", &digits[..8]))
        .or_else(|_| StatementId::new(source.id.as_str()));
    let person = quote
        .speaker
        .as_ref()
        .and_then(|m| m.person.clone())
        .and_then(|p| PersonId::new(&p).ok());
    let person = person.filter(|p| talks.people.contains_key(p));
    let party = quote
        .speaker
        .as_ref()
        .and_then(|m| m.party.clone())
        .and_then(|p| PartyId::new(&p).ok());
    Ok(Statement {
        id: id.map_err(|e| Refusal {
            what: e.to_string(),
            mend: String::new(),
        })?,
        source: source.id.clone(),
        start: quote.start,
        end: quote.end,
        kind: quote.kind.word().to_owned(),
        speaker_text: if person.is_some() {
            None
        } else {
            quote.speaker.as_ref().map(|m| m.text.clone())
        },
        party: party.filter(|p| person.is_none() && talks.parties.contains_key(p)),
        speaker: person,
        channel: quote.channel.clone(),
        about: vec![],
        state: Standing::Proposed,
        hearsay: quote.hearsay,
        denied: quote.denied,
        doubtful: quote.is_doubtful(),
    })
}

fn settle(talks: &Talks, ids: &[StatementId], to: Standing) -> Result<Vec<Fact>, Refusal> {
    let mut facts = vec![];
    for id in ids {
        let statement = known_statement(talks, id)?;
        if to == Standing::Discarded
            && let Some(judgment) = talks.judgments.values().find(|j| j.from.contains(id))
        {
            return refuse(
                format!("judgment `{}` rests on statement `{id}`", judgment.id),
                "supersede the judgment first",
            );
        }
        if statement.state != to {
            facts.push(Fact::StatementSettled(id.clone(), to));
        }
    }
    Ok(facts)
}

/// Confirmed, and telling what somebody else wants.
fn settle_hearsay(talks: &Talks, ids: &[StatementId]) -> Result<Vec<Fact>, Refusal> {
    let mut facts = settle(talks, ids, Standing::Confirmed)?;
    for id in ids {
        if !known_statement(talks, id)?.hearsay {
            facts.push(Fact::StatementIsHearsay(id.clone()));
        }
    }
    Ok(facts)
}

pub(crate) fn known_statement<'t>(
    talks: &'t Talks,
    id: &StatementId,
) -> Result<&'t Statement, Refusal> {
    talks.statements.get(id).map_or_else(
        || {
            refuse(
                format!("unknown statement `{id}`"),
                problem::suggestion(
                    id.as_str(),
                    talks.statements.keys().map(StatementId::as_str),
                    "`onetext statements DIR` lists them",
                ),
            )
        },
        Ok,
    )
}

fn assign(talks: &Talks, id: &StatementId, to: &str) -> Result<Vec<Fact>, Refusal> {
    let statement = known_statement(talks, id)?;
    let person = talks.people.values().find(|p| p.id.as_str() == to);
    let (speaker, party) = match person {
        Some(person) => (Some(person.id.clone()), person.party.clone()),
        None if talks.parties.keys().any(|p| p.as_str() == to) => {
            (None, known_party(talks, to)?.id.clone())
        }
        None => {
            let known = talks
                .people
                .keys()
                .map(PersonId::as_str)
                .chain(talks.parties.keys().map(PartyId::as_str));
            return refuse(
                format!("unknown person or party `{to}`"),
                problem::suggestion(to, known, "add it with `onetext party`"),
            );
        }
    };
    let same = statement.speaker == speaker && talks.party_of(statement) == Some(&party);
    Ok(if same {
        vec![]
    } else {
        vec![Fact::StatementAssigned {
            id: id.clone(),
            speaker,
            party,
        }]
    })
}

fn about(talks: &Talks, id: &StatementId, issues: &[IssueId]) -> Result<Vec<Fact>, Refusal> {
    let statement = known_statement(talks, id)?;
    for issue in issues {
        if !space::is_known(talks, issue) {
            let points = talks
                .drafts
                .values()
                .flat_map(|d| d.draft.points())
                .map(|p| p.id.as_str());
            let brackets = talks
                .drafts
                .values()
                .flat_map(|d| d.draft.issues())
                .map(|i| i.id.as_str());
            return refuse(
                format!("unknown issue `{issue}`"),
                problem::suggestion(
                    issue.as_str(),
                    points.chain(brackets),
                    "name a point or an issue of a draft",
                ),
            );
        }
    }
    let same = statement.about == issues;
    Ok(if same {
        vec![]
    } else {
        vec![Fact::StatementLinked(id.clone(), issues.to_vec())]
    })
}

fn judge(talks: &Talks, judgment: &Judgment) -> Result<Vec<Fact>, Refusal> {
    if talks.judgments.contains_key(&judgment.id) {
        let free = next_judgment(talks.judgments.keys());
        return refuse(
            format!("judgment `{}` is there already", judgment.id),
            format!("`{free}` is free"),
        );
    }
    let words = judgment
        .words
        .clone()
        .or_else(|| pinned::pin(talks, &judgment.kind));
    Ok(vec![Fact::JudgmentMade(Judgment {
        words,
        ..judgment.clone()
    })])
}

fn pledge(talks: &Talks, commitment: &Commitment) -> Result<Vec<Fact>, Refusal> {
    if talks.commitments.contains_key(&commitment.id) {
        let free = next_commitment(talks.commitments.keys());
        return refuse(
            format!("commitment `{}` is there already", commitment.id),
            format!("`{free}` is free"),
        );
    }
    Ok(vec![Fact::CommitmentGiven(commitment.clone())])
}

fn withdraw(talks: &Talks, id: &str, withdrawal: &Withdrawal) -> Result<Vec<Fact>, Refusal> {
    let Some(given) = talks.commitments.get(id) else {
        let known = talks.commitments.keys().map(String::as_str);
        let mend = problem::suggestion(id, known, "`onetext commitments DIR` lists them");
        return refuse(format!("unknown commitment `{id}`"), mend);
    };
    match &given.withdrawn {
        Some(old) if old == withdrawal => return Ok(vec![]),
        Some(old) => {
            return refuse(
                format!("commitment `{id}` was withdrawn on {} already", old.on),
                "record a new one if it was given again",
            );
        }
        None => {}
    }
    if withdrawal.on < given.on {
        return refuse(
            format!("{} is before it was given on {}", withdrawal.on, given.on),
            "give a later day with `--on`",
        );
    }
    if withdrawal.because.trim().is_empty() {
        return refuse("the reason is empty", "say why with `--because`");
    }
    Ok(vec![Fact::CommitmentWithdrawn(
        id.to_owned(),
        withdrawal.clone(),
    )])
}
