//! Searching the record: the statements that fit, then the sentences of sources that no such statement holds.

use onetext_model::{Date, IssueId, PartyId, SourceId, StatementId};
use onetext_record::{Fit, Sought, line_of, sentences};
use onetext_talks::fact::{Room, Source, Standing, Statement};
use onetext_talks::{Talks, space};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// What is searched for. What is left out makes no difference.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The words; all must occur.
    pub sought: Sought,
    /// Words of the speaker's name, or of what describes them.
    pub speaker: Option<Sought>,
    /// The party spoken for.
    pub party: Option<PartyId>,
    /// No earlier than this.
    pub from: Option<Date>,
    /// No later than this.
    pub to: Option<Date>,
    /// The issue, point or matter it is about.
    pub about: Option<IssueId>,
    /// How far a statement has come; else all but the discarded ones.
    pub state: Option<Standing>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: Option<String>,
    /// Where it may be known.
    pub room: Option<Room>,
    /// The most that is listed of statements, and of places.
    pub most: usize,
}

impl Wanted {
    /// Whether something is asked that only a statement can answer.
    pub fn of_statements_alone(&self) -> bool {
        self.sought.is_empty()
            || self.speaker.is_some()
            || self.party.is_some()
            || self.about.is_some()
            || self.state.is_some()
            || self.kind.is_some()
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The statements, the best fit first, then the latest.
    pub statements: Listed<StatementHit>,
    /// Sentences outside these statements, in the same order.
    pub places: Listed<PlaceHit>,
    /// Whether sentences were looked at.
    pub looked_at_places: bool,
    /// How many statements were looked through.
    pub through_statements: usize,
    /// How many sources were looked through.
    pub through_sources: usize,
    /// Parties of whose confidences something is listed.
    pub caucus: Vec<PartyId>,
}

/// The best of many, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The best.
    pub hits: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            hits: vec![],
            more: 0,
        }
    }
}

/// A statement that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementHit {
    /// Its name.
    pub statement: StatementId,
    /// Who said it, as best known.
    pub speaker: String,
    /// The party spoken for.
    pub party: Option<PartyId>,
    /// How far it has come.
    pub state: Standing,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// What it is about.
    pub about: Vec<IssueId>,
    /// The words and where they stand.
    pub place: PlaceHit,
}

/// Words in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHit {
    /// The source.
    pub source: SourceId,
    /// The date it bears.
    pub on: Date,
    /// Who may know it.
    pub room: Room,
    /// The line in its reading text, from 1.
    pub line: usize,
    /// The words.
    pub text: String,
    /// Where in them what was searched for stands, in bytes.
    pub marks: Vec<Range<usize>>,
}

/// The order of hits: more words just as sought, then closer together, then later, then by place.
type Rank = (Reverse<usize>, usize, Reverse<Date>, SourceId, usize);

/// How the reading text of a source is found.
pub type Texts<'a> = &'a dyn Fn(&Source) -> Option<&'a str>;

/// Searches the record. Beside the texts it holds no more than twice what is listed.
pub fn find(talks: &Talks, texts: Texts<'_>, wanted: &Wanted) -> Found {
    let names = names_of(talks, wanted);
    let mut found = Found {
        looked_at_places: !wanted.of_statements_alone(),
        ..Found::default()
    };
    let mut statements = Best::new(wanted.most);
    let mut places = Best::new(wanted.most);
    for source in talks.sources.values().filter(|it| in_reach(it, wanted)) {
        let Some(text) = texts(source) else { continue };
        found.through_sources += 1;
        let own = talks.statements.values().filter(|s| s.source == source.id);
        let asked = own.filter(|s| is_asked(talks, s, wanted, &names));
        let mut held = vec![];
        for statement in asked {
            found.through_statements += 1;
            let words = text.get(statement.start..statement.end);
            if let Some(fit) = words.and_then(|words| wanted.sought.fit(words)) {
                held.push(statement.start..statement.end);
                statements.add(rank(source, statement.start, &fit), (statement, fit));
            }
        }
        if found.looked_at_places {
            outside(source, text, &held, (&wanted.sought, &mut places));
        }
    }
    found.statements = statements.listed(|(_, (statement, fit))| hit(talks, texts, statement, fit));
    found.places = places.listed(|((.., id, start), (end, fit))| {
        let source = talks.sources.get(&id)?;
        place(source, texts(source)?, start..end, fit)
    });
    found.caucus = caucus(&found);
    found
}

/// The sentences of a source that fit, but for those a statement that fits has a part in.
fn outside(
    source: &Source,
    text: &str,
    held: &[Range<usize>],
    (sought, places): (&Sought, &mut Best<(usize, Fit)>),
) {
    let mut ends: Vec<(usize, usize)> = held.iter().map(|it| (it.start, it.end)).collect();
    ends.sort_unstable();
    // Statements may lie in each other: the farthest end so far tells whether one reaches into a sentence.
    let mut farthest = 0;
    let mut next = 0;
    for sentence in sentences(text) {
        while let Some((start, end)) = ends.get(next).filter(|it| it.0 < sentence.end) {
            debug_assert!(start <= end, "a statement ends after its start");
            farthest = farthest.max(*end);
            next += 1;
        }
        if farthest > sentence.start {
            continue;
        }
        if let Some(fit) = sought.fit(&text[sentence.clone()]) {
            places.add(rank(source, sentence.start, &fit), (sentence.end, fit));
        }
    }
}

fn rank(source: &Source, start: usize, fit: &Fit) -> Rank {
    let exact = Reverse(fit.exact);
    (
        exact,
        fit.spread,
        Reverse(source.on),
        source.id.clone(),
        start,
    )
}

fn in_reach(source: &Source, wanted: &Wanted) -> bool {
    wanted.from.is_none_or(|from| source.on >= from)
        && wanted.to.is_none_or(|to| source.on <= to)
        && wanted.room.as_ref().is_none_or(|room| source.room == *room)
}

/// The names a statement may be linked to when it is about what is wanted: the issue with its point, or a point
/// or matter with all its issues.
fn names_of(talks: &Talks, wanted: &Wanted) -> BTreeSet<IssueId> {
    let Some(name) = &wanted.about else {
        return BTreeSet::new();
    };
    let mut names = BTreeSet::from([name.clone()]);
    let drafts = talks.drafts.values().map(|draft| &draft.space);
    let present = space::of_talks(talks);
    for over in drafts.chain([&present]) {
        for index in space::issues_named(talks, over, name) {
            let issue = &over.issues()[index];
            names.extend([issue.id.clone(), issue.point.clone()]);
        }
    }
    names
}

fn is_asked(
    talks: &Talks,
    statement: &Statement,
    wanted: &Wanted,
    names: &BTreeSet<IssueId>,
) -> bool {
    let state = match wanted.state {
        Some(state) => statement.state == state,
        None => statement.state != Standing::Discarded,
    };
    let party = wanted.party.as_ref();
    let kind = wanted.kind.as_ref();
    let speaker = wanted.speaker.as_ref();
    state
        && kind.is_none_or(|kind| statement.kind == *kind)
        && party.is_none_or(|party| talks.party_of(statement) == Some(party))
        && (wanted.about.is_none() || statement.about.iter().any(|it| names.contains(it)))
        && speaker.is_none_or(|sought| is_by(talks, statement, sought))
}

/// Whether a name of the speaker, or what the source calls them, holds these words.
fn is_by(talks: &Talks, statement: &Statement, sought: &Sought) -> bool {
    let person = statement.speaker.as_ref();
    let known = person.and_then(|id| talks.people.get(id));
    let registered = known.into_iter().flat_map(|person| {
        let names = person.aliases.iter().chain(&person.titles);
        names.chain([&person.name]).map(String::as_str)
    });
    let mut names = registered
        .chain(person.map(|id| id.as_str()))
        .chain(statement.speaker_text.as_deref());
    names.any(|name| sought.fit(name).is_some())
}

fn hit(talks: &Talks, texts: Texts<'_>, statement: &Statement, fit: Fit) -> Option<StatementHit> {
    let source = talks.sources.get(&statement.source)?;
    let party = talks.party_of(statement);
    let person = statement.speaker.as_ref().and_then(|p| talks.people.get(p));
    let side = party.and_then(|p| talks.parties.get(p));
    let speaker = person
        .map(|it| it.name.clone())
        .or_else(|| statement.speaker_text.clone())
        .or_else(|| side.map(|it| it.name.clone()));
    Some(StatementHit {
        statement: statement.id.clone(),
        speaker: speaker.unwrap_or_else(|| "speaker not named".to_owned()),
        party: party.cloned(),
        state: statement.state,
        kind: statement.kind.clone(),
        about: statement.about.clone(),
        place: place(source, texts(source)?, statement.start..statement.end, fit)?,
    })
}

fn place(source: &Source, text: &str, at: Range<usize>, fit: Fit) -> Option<PlaceHit> {
    Some(PlaceHit {
        source: source.id.clone(),
        on: source.on,
        room: source.room.clone(),
        line: line_of(text, at.start).0,
        text: text.get(at)?.to_owned(),
        marks: fit.marks,
    })
}

fn caucus(found: &Found) -> Vec<PartyId> {
    let said = found.statements.hits.iter().map(|hit| &hit.place.room);
    let rooms = said.chain(found.places.hits.iter().map(|hit| &hit.room));
    let parties = rooms.filter_map(|room| match room {
        Room::Caucus(party) => Some(party.clone()),
        _ => None,
    });
    let parties: BTreeSet<PartyId> = parties.collect();
    parties.into_iter().collect()
}

/// The best so far of a long row, in bounded memory.
struct Best<T> {
    most: usize,
    kept: Vec<(Rank, T)>,
    seen: usize,
}

impl<T> Best<T> {
    fn new(most: usize) -> Self {
        let (kept, seen) = (vec![], 0);
        Self { most, kept, seen }
    }

    fn add(&mut self, rank: Rank, hit: T) {
        self.seen += 1;
        self.kept.push((rank, hit));
        if self.kept.len() > 2 * self.most {
            self.trim();
        }
    }

    fn trim(&mut self) {
        self.kept.sort_by(|a, b| a.0.cmp(&b.0));
        self.kept.truncate(self.most);
    }

    fn listed<U>(mut self, show: impl Fn((Rank, T)) -> Option<U>) -> Listed<U> {
        self.trim();
        let more = self.seen - self.kept.len();
        let hits = self.kept.into_iter().filter_map(show).collect();
        Listed { hits, more }
    }
}
