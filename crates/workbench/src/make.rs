//! Making commands from what a user typed.

use crate::{Failure, Workbench};
use onetext_model::party::PartyKind;
use onetext_model::{Date, IssueId, PartyId, Problem, StatementId, problem};
use onetext_talks::command::{NewParty, next_judgment};
use onetext_talks::fact::Circulation;
use onetext_talks::fields::{list, quoted};
use onetext_talks::{Command, read};

/// A date as typed.
///
/// # Errors
/// [`Failure`] if it is no day of the calendar.
pub fn date(text: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| {
        Failure::new(
            format!("`{text}` is not a date"),
            "write it as `2031-05-09`",
        )
    })
}

/// A statement's name as typed.
///
/// # Errors
/// [`Failure`] if it is not a name.
pub fn statement(text: &str) -> Result<StatementId, Failure> {
    StatementId::new(text)
        .map_err(|e| Failure::new(e.to_string(), "`onetext statements DIR` lists them"))
}

/// Statements' names as typed.
///
/// # Errors
/// [`Failure`] if one is not a name.
pub fn statements(texts: &[String]) -> Result<Vec<StatementId>, Failure> {
    texts.iter().map(|text| statement(text)).collect()
}

/// Issues' names as typed.
///
/// # Errors
/// [`Failure`] if one is not a name.
pub fn issues(texts: &[String]) -> Result<Vec<IssueId>, Failure> {
    let one = |text: &String| {
        IssueId::new(text)
            .map_err(|e| Failure::new(e.to_string(), "name a point or an issue of a draft"))
    };
    texts.iter().map(one).collect()
}

/// A party as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedParty {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The word for its kind.
    pub kind: String,
    /// Whether its yes is needed, if said.
    pub consent: Option<bool>,
    /// Other names.
    pub aliases: Vec<String>,
    /// People who speak for it.
    pub people: Vec<String>,
}

/// A command that adds a party.
///
/// # Errors
/// [`Failure`] if the id or the kind cannot be read.
pub fn party(typed: &TypedParty) -> Result<Command, Failure> {
    let id = PartyId::new(&typed.id).map_err(|e| {
        Failure::new(
            e.to_string(),
            format!("for example `{}`", onetext_model::id::slug(&typed.id)),
        )
    })?;
    let kind = PartyKind::parse(&typed.kind).ok_or_else(|| {
        let mend = problem::suggestion(
            &typed.kind,
            PartyKind::ALL.map(|(_, w)| w).into_iter(),
            "one of `party`, `guarantor`, `observer`, `mediator`",
        );
        Failure::new(format!("unknown kind `{}`", typed.kind), mend)
    })?;
    Ok(Command::AddParty(NewParty {
        id,
        name: typed.name.clone(),
        kind,
        consent: typed.consent,
        aliases: typed.aliases.clone(),
        people: typed.people.clone(),
    }))
}

/// A circulation as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedCirculation {
    /// The draft's number.
    pub draft: u32,
    /// To whom.
    pub to: String,
    /// When.
    pub on: String,
    /// By whom.
    pub by: Option<String>,
    /// Which copy.
    pub copy: Option<String>,
    /// Whether the words were read back.
    pub read_back: bool,
}

/// A command that says a draft was shown to a party.
///
/// # Errors
/// [`Failure`] if the party or the date cannot be read.
pub fn circulation(typed: &TypedCirculation) -> Result<Command, Failure> {
    let to = PartyId::new(&typed.to)
        .map_err(|e| Failure::new(e.to_string(), "name a party of `talks.toml`"))?;
    Ok(Command::Circulate(Circulation {
        draft: typed.draft,
        to,
        on: date(&typed.on)?,
        by: typed.by.clone(),
        copy: typed.copy.clone(),
        read_back: typed.read_back,
    }))
}

/// A value of a typed judgment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A date.
    Day(String),
    /// A table of texts.
    Table(Vec<(&'static str, String)>),
}

/// A command that makes a judgment from keys and values as a file would hold them.
///
/// # Errors
/// [`Failure`] with everything that is wrong with it.
pub fn judgment(workbench: &Workbench, keys: &[(&'static str, Typed)]) -> Result<Command, Failure> {
    let free = next_judgment(workbench.talks().judgments.keys());
    let mut text = "[[judgment]]\n".to_owned();
    if !keys.iter().any(|(key, _)| *key == "id") {
        text += &format!("id = {}\n", quoted(&free));
    }
    for (key, value) in keys {
        text += &format!("{key} = {}\n", written(value)?);
    }
    let judgment = read::parse_judgment(workbench.talks(), &text).map_err(|problems| {
        let unplaced = |p: Problem| Problem {
            place: onetext_model::Place::file(""),
            ..p
        };
        Failure::of(problems.into_iter().map(unplaced).collect())
    })?;
    Ok(Command::Judge(Box::new(judgment)))
}

/// A typed value as TOML.
pub(crate) fn written(value: &Typed) -> Result<String, Failure> {
    Ok(match value {
        Typed::Text(text) => quoted(text),
        Typed::List(texts) => list(texts),
        Typed::Day(text) => date(text)?.to_string(),
        Typed::Table(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, text)| format!("{key} = {}", quoted(text)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    })
}
