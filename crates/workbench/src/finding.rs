//! Searching the record for what was typed.

use crate::{Failure, Workbench, make};
use onetext_model::{Date, IssueId, PartyId, problem};
use onetext_record::Sought;
use onetext_report::find as report;
use onetext_study::find::{Found, Wanted, find};
use onetext_talks::fact::{Room, Source, Standing};
use onetext_talks::{read, space};

/// A search as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedSearch {
    /// The words, a phrase with its spaces.
    pub words: Vec<String>,
    /// Words of the speaker's name.
    pub speaker: Option<String>,
    /// The party.
    pub party: Option<String>,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// An issue, point or matter.
    pub about: Option<String>,
    /// How far a statement has come.
    pub state: Option<String>,
    /// How it was said.
    pub kind: Option<String>,
    /// Who may know it.
    pub room: Option<String>,
    /// The most that is listed.
    pub most: usize,
}

impl Workbench {
    /// Searches the record.
    ///
    /// # Errors
    /// [`Failure`] if something is named that is not there, or cannot be read.
    pub fn find(&self, typed: &TypedSearch) -> Result<Found, Failure> {
        let wanted = self.wanted(typed)?;
        let texts = |source: &Source| read::reading_text(self.files(), source);
        Ok(find(self.talks(), &texts, &wanted))
    }

    /// What was found, in lines.
    pub fn found_text(&self, found: &Found) -> String {
        report::terminal(self.talks(), found)
    }

    /// What was found, as JSON.
    pub fn found_json(found: &Found) -> String {
        format!("{:#}\n", report::json(found))
    }

    fn wanted(&self, typed: &TypedSearch) -> Result<Wanted, Failure> {
        let (from, to) = (day(typed.from.as_ref())?, day(typed.to.as_ref())?);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let what = format!("`{from}` is later than `{to}`");
            return Err(Failure::new(what, "give the earlier day with `--from`"));
        }
        let kinds = ["direct", "mixed", "indirect"];
        let states = Standing::ALL.map(|(_, word)| word);
        let state = one_of("state", typed.state.as_deref(), &states)?;
        Ok(Wanted {
            sought: sought(&typed.words)?,
            speaker: typed.speaker.as_ref().map(|name| by(name)).transpose()?,
            party: typed
                .party
                .as_ref()
                .map(|it| self.party_named(it))
                .transpose()?,
            from,
            to,
            about: typed
                .about
                .as_ref()
                .map(|it| self.issue_named(it))
                .transpose()?,
            state: state.and_then(|word| Standing::parse(&word)),
            kind: one_of("kind", typed.kind.as_deref(), &kinds)?,
            room: typed
                .room
                .as_ref()
                .map(|it| self.room_named(it))
                .transpose()?,
            most: typed.most,
        })
    }

    /// The party of this id, name or alias.
    pub(crate) fn party_named(&self, text: &str) -> Result<PartyId, Failure> {
        let same = |name: &String| name.to_lowercase() == text.to_lowercase();
        let parties = &self.talks().parties;
        let found = parties.values().find(|party| {
            party.id.as_str() == text || same(&party.name) || party.aliases.iter().any(same)
        });
        found.map(|party| party.id.clone()).ok_or_else(|| {
            let known = parties.keys().map(PartyId::as_str);
            let mend = problem::suggestion(text, known, "name a party of `talks.toml`");
            Failure::new(format!("unknown party `{text}`"), mend)
        })
    }

    /// The issue, point or matter of this name, in any draft.
    pub(crate) fn issue_named(&self, text: &str) -> Result<IssueId, Failure> {
        let talks = self.talks();
        let name = IssueId::new(text).ok();
        name.filter(|name| space::is_known(talks, name))
            .ok_or_else(|| {
                let drafts = || talks.drafts.values().map(|draft| &draft.draft);
                let points = drafts()
                    .flat_map(|draft| draft.points())
                    .map(|it| it.id.as_str());
                let issues = drafts()
                    .flat_map(|draft| draft.issues())
                    .map(|it| it.id.as_str());
                let otherwise = "name a point or an issue of a draft";
                let mend = problem::suggestion(text, points.chain(issues), otherwise);
                Failure::new(format!("unknown issue `{text}`"), mend)
            })
    }

    fn room_named(&self, text: &str) -> Result<Room, Failure> {
        let mend = "one of `team`, `plenary`, `public`, `caucus/PARTY`";
        let unknown = || Failure::new(format!("unknown room `{text}`"), mend);
        let room = Room::parse(text).ok_or_else(unknown)?;
        if let Room::Caucus(party) = &room {
            self.party_named(party.as_str())?;
        }
        Ok(room)
    }
}

fn day(text: Option<&String>) -> Result<Option<Date>, Failure> {
    text.map(|text| make::date(text)).transpose()
}

fn sought(words: &[String]) -> Result<Sought, Failure> {
    Sought::of(words).map_err(|piece| {
        let what = format!("`{piece}` holds no word to search for");
        Failure::new(what, "give letters or digits")
    })
}

/// A speaker's name: its words in any order.
fn by(name: &str) -> Result<Sought, Failure> {
    let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Err(Failure::new(
            "the speaker is empty",
            "give a name or a part of one",
        ));
    }
    sought(&words)
}

/// A word that must be one of few.
fn one_of(what: &str, text: Option<&str>, known: &[&str]) -> Result<Option<String>, Failure> {
    let Some(text) = text else { return Ok(None) };
    if known.contains(&text) {
        return Ok(Some(text.to_owned()));
    }
    let all: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
    let otherwise = format!("one of {}", all.join(", "));
    let mend = problem::suggestion(text, known.iter().copied(), &otherwise);
    Err(Failure::new(format!("unknown {what} `{text}`"), mend))
}
