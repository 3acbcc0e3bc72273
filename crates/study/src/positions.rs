//! Positions: where each party stands on each point and bracket, with the last thing it said about it.

use crate::contradictions::{self, Contradiction};
use crate::in_force::{self, InForce};
use crate::trail::{self, Quote, Words};
use onetext_model::judgment::{Judgment, Kind, Target};
use onetext_model::{Confidence, Date, Issue, IssueId, IssueKind, JudgmentId, PartyId, Space};
use onetext_talks::fact::{Room, Standing, Statement};
use onetext_talks::pinned;
use onetext_talks::{Talks, space};

/// The position matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Positions {
    /// The title of the talks.
    pub title: String,
    /// The present draft.
    pub draft: Option<u32>,
    /// The date ages are counted to.
    pub on: Option<Date>,
    /// Parties whose confidences are taken in.
    pub caucus: Vec<PartyId>,
    /// The parties, by id, with their names.
    pub parties: Vec<(PartyId, String)>,
    /// Points and brackets in the order of the text.
    pub rows: Vec<Row>,
}

/// One point without brackets, or one bracket.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The printed label of its point; empty for an issue outside the draft.
    pub label: String,
    /// The heading of its point.
    pub heading: String,
    /// The issue.
    pub issue: IssueId,
    /// Whether it is a bracket.
    pub open: bool,
    /// The parties' positions, in their order.
    pub cells: Vec<Position>,
}

/// One party on one issue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Position {
    /// What is judged, in force first by alternative.
    pub held: Vec<Held>,
    /// The last thing said in public or plenary.
    pub open_word: Option<Said>,
    /// The last thing said in confidence.
    pub caucus_word: Option<Said>,
    /// Days since the latest statement or judgment.
    pub age: Option<i64>,
    /// The judgments about it, superseded ones too.
    pub judgments: Vec<JudgmentId>,
    /// Whether the latest on record is older than the present draft.
    pub stale: bool,
    /// What speaks against what is judged, in sentences.
    pub against: Vec<String>,
    /// Everything on record, latest first.
    pub history: Vec<Entry>,
}

impl Position {
    /// Whether nothing at all is on record.
    pub fn is_empty(&self) -> bool {
        self.history.is_empty()
    }

    /// The last thing said, wherever.
    pub fn last_word(&self) -> Option<&Said> {
        let words = [self.open_word.as_ref(), self.caucus_word.as_ref()];
        words.into_iter().flatten().max_by_key(|said| said.on)
    }
}

/// A judgment as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its name.
    pub judgment: String,
    /// What it says of this issue, in words.
    pub says: String,
    /// How sure; empty for scores.
    pub confidence: String,
    /// What became of the words it reacted to; empty where they stand.
    pub words: &'static str,
    /// Whether it counts now.
    pub counts: bool,
}

/// Something said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// When.
    pub on: Date,
    /// Where it may be known.
    pub room: Room,
    /// Whether the mediator has confirmed it.
    pub confirmed: bool,
    /// The quote.
    pub quote: Quote,
}

/// One thing on record.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub on: Date,
    /// What, in a sentence.
    pub says: String,
    /// The words, where something was said.
    pub said: Option<Said>,
}

/// The position matrix of talks; of a view of them, nothing else shows in it.
pub fn positions(talks: &Talks, words: Words<'_>, on: Option<Date>) -> Positions {
    let over = space::of_talks(talks);
    let on = on.or_else(|| talks.latest_date());
    let standing = in_force::standing(talks, &over, on);
    let scene = Scene {
        talks,
        words,
        on,
        over: &over,
        standing: &standing,
        contradictions: contradicting(talks, &over, &standing),
    };
    let parties: Vec<_> = talks
        .parties
        .values()
        .filter(|p| p.kind.may_consent())
        .collect();
    let row = |(label, heading, issue): (String, String, &Issue)| Row {
        label,
        heading,
        issue: issue.id.clone(),
        open: issue.kind != IssueKind::Point,
        cells: parties
            .iter()
            .map(|p| scene.position(&p.id, issue))
            .collect(),
    };
    let rows: Vec<Row> = in_order(talks, &over).into_iter().map(row).collect();
    Positions {
        title: talks.title.clone(),
        draft: talks.present().map(|(number, _)| number),
        on,
        caucus: caucus(&rows),
        parties: parties
            .iter()
            .map(|p| (p.id.clone(), p.name.clone()))
            .collect(),
        rows,
    }
}

fn contradicting(talks: &Talks, over: &Space, standing: &in_force::Standing) -> Vec<Contradiction> {
    let of = |party| {
        let counting: Vec<&InForce> = standing.of(party).collect();
        contradictions::of_party(over, party, &counting)
    };
    talks.parties.keys().flat_map(of).collect()
}

/// Parties of whose confidences something shows.
fn caucus(rows: &[Row]) -> Vec<PartyId> {
    let entries = rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(|cell| &cell.history);
    let rooms = entries.filter_map(|entry| entry.said.as_ref().map(|said| &said.room));
    let mut parties: Vec<PartyId> = rooms
        .filter_map(|room| match room {
            Room::Caucus(party) => Some(party.clone()),
            _ => None,
        })
        .collect();
    parties.sort();
    parties.dedup();
    parties
}

/// The issues with the label and heading of their points, in the order of the text; asides last.
fn in_order<'s>(talks: &Talks, over: &'s Space) -> Vec<(String, String, &'s Issue)> {
    let mut rows = vec![];
    let points = talks
        .present()
        .map_or(&[][..], |(_, file)| file.draft.points());
    for point in points {
        let own = over.issues().iter().filter(|issue| issue.point == point.id);
        rows.extend(own.map(|issue| (point.label.clone(), point.heading.clone(), issue)));
    }
    let placed: Vec<&IssueId> = rows.iter().map(|(.., issue)| &issue.id).collect();
    let rest = over
        .issues()
        .iter()
        .filter(|issue| !placed.contains(&&issue.id));
    let rest: Vec<_> = rest
        .map(|issue| (String::new(), String::new(), issue))
        .collect();
    rows.extend(rest);
    rows
}

struct Scene<'a> {
    talks: &'a Talks,
    words: Words<'a>,
    on: Option<Date>,
    over: &'a Space,
    standing: &'a in_force::Standing,
    contradictions: Vec<Contradiction>,
}

impl Scene<'_> {
    fn position(&self, party: &PartyId, issue: &Issue) -> Position {
        let judgments: Vec<&Judgment> = self
            .talks
            .judgments
            .values()
            .filter(|j| j.party == *party && self.is_about(&j.kind, &issue.id))
            .filter(|j| self.on.is_none_or(|on| j.on <= on))
            .collect();
        let said: Vec<Said> = self
            .talks
            .live_statements()
            .filter(|s| self.talks.party_of(s) == Some(party))
            .filter(|s| s.about.iter().any(|a| *a == issue.id || *a == issue.point))
            .filter_map(|s| self.said(s))
            .collect();
        let latest = |caucus: bool| {
            let of_kind = said.iter().filter(|s| s.room.is_caucus() == caucus);
            of_kind.max_by_key(|s| s.on).cloned()
        };
        let history = history(&judgments, &said);
        Position {
            held: self.held(&judgments, &issue.id),
            open_word: latest(false),
            caucus_word: latest(true),
            age: history
                .first()
                .zip(self.on)
                .map(|(entry, on)| on.days_since(entry.on)),
            judgments: judgments.iter().map(|j| j.id.clone()).collect(),
            stale: history.first().is_some_and(|entry| self.is_older(entry.on)),
            against: self.against(party, &judgments, &said),
            history,
        }
    }

    /// Whether a day is before the present draft was written.
    fn is_older(&self, day: Date) -> bool {
        let present = self.talks.present();
        let written = present.and_then(|(_, file)| file.draft.front().date);
        written.is_some_and(|written| day < written)
    }

    /// Judgments that cannot all hold, and what the party has said since the last one that counts.
    fn against(&self, party: &PartyId, judgments: &[&Judgment], said: &[Said]) -> Vec<String> {
        let of = |id: &JudgmentId| judgments.iter().any(|j| j.id == *id);
        let sets = self.contradictions.iter().filter(|it| it.party == *party);
        let mut against: Vec<String> = sets
            .filter(|it| it.judgments.iter().any(of))
            .map(|it| {
                let ids: Vec<String> = it.judgments.iter().map(|id| format!("`{id}`")).collect();
                format!("{} cannot all hold", ids.join(", "))
            })
            .collect();
        let counting = self.standing.of(party).map(|it| &it.judgment);
        let counting: Vec<&Judgment> = counting.filter(|j| of(&j.id)).collect();
        if let Some(last) = counting.iter().map(|j| j.on).max() {
            let rests = |said: &Said| {
                counting
                    .iter()
                    .any(|j| j.from.contains(&said.quote.statement))
            };
            let later = said
                .iter()
                .filter(|it| it.confirmed && !it.quote.hearsay && it.on > last);
            let later = later.filter(|it| !rests(it));
            against
                .extend(later.map(|it| {
                    format!("`{}` was said after the last judgment", it.quote.statement)
                }));
        }
        against
    }

    /// Whether a judgment is about an issue: it names it, or a matter or point that holds it.
    fn is_about(&self, kind: &Kind, issue: &IssueId) -> bool {
        let index = self.over.index_of(issue);
        let holds = |name: &IssueId| {
            let named = space::issues_named(self.talks, self.over, name);
            index.is_some_and(|index| named.contains(&index))
        };
        match kind {
            Kind::Sacred { target, .. } => holds(target),
            Kind::Scores { points, .. } => points.contains_key(issue),
            other => other.issues().contains(issue),
        }
    }

    fn said(&self, statement: &Statement) -> Option<Said> {
        let source = self.talks.sources.get(&statement.source)?;
        if self.on.is_some_and(|on| source.on > on) {
            return None;
        }
        Some(Said {
            on: source.on,
            room: source.room.clone(),
            confirmed: statement.state == Standing::Confirmed,
            quote: trail::quote(self.talks, &statement.id, self.words)?,
        })
    }

    /// The judgments that have not been superseded, those in force first.
    fn held(&self, judgments: &[&Judgment], issue: &IssueId) -> Vec<Held> {
        let superseded = self.talks.superseded();
        let live = judgments.iter().filter(|j| !superseded.contains(&j.id));
        let mut held: Vec<Held> = live.map(|judgment| self.as_held(judgment, issue)).collect();
        held.sort_by_key(|h| !h.counts);
        held
    }

    /// The unit of an issue with figures; empty for any other.
    fn unit(&self, issue: &IssueId) -> &str {
        match self.over.issue(issue).map(|i| &i.kind) {
            Some(IssueKind::Numeric { unit, .. }) => unit,
            _ => "",
        }
    }

    fn as_held(&self, judgment: &Judgment, issue: &IssueId) -> Held {
        let counting = self
            .standing
            .counting
            .iter()
            .find(|j| j.judgment.id == judgment.id);
        let confidence = counting.map_or(judgment.confidence, |j: &InForce| j.confidence);
        Held {
            judgment: judgment.id.to_string(),
            says: about(&judgment.kind, issue, self.unit(issue)),
            confidence: confidence.map_or("", Confidence::word).to_owned(),
            words: match pinned::standing(self.talks, self.over, judgment) {
                pinned::Words::Present => "",
                pinned::Words::CarriedOver { .. } => "reworded since: read back",
                pinned::Words::Suspended { .. } => "changed in substance: suspended",
            },
            counts: counting.is_some(),
        }
    }
}

/// What a judgment says of an issue, without the party and the issue it is shown under.
fn about(kind: &Kind, issue: &IssueId, unit: &str) -> String {
    let measured = |figure: &str| format!("{figure} {unit}").trim_end().to_owned();
    let own = |text: String| {
        let start = format!("{issue}=");
        text.strip_prefix(&start)
            .map_or(text.clone(), str::to_owned)
    };
    match kind {
        Kind::Level { level, at } => match at {
            Target::Alternative(_, key) => {
                format!("{}: {}", level.words(), measured(key.as_str()))
            }
            Target::Range(_, compare, bound) => {
                let figure = measured(&onetext_model::decimal::plain(*bound));
                format!("{}: {} {figure}", level.words(), compare.words())
            }
        },
        Kind::Order { better, worse } => {
            format!(
                "prefers {} to {}",
                own(better.to_string()),
                own(worse.to_string())
            )
        }
        Kind::Direction { more, .. } => {
            format!("{} is better", if *more { "more" } else { "less" })
        }
        Kind::Sacred {
            answer: Some(answer),
            ..
        } => {
            format!("sacred; its answer is {}", own(answer.to_string()))
        }
        Kind::Sacred { answer: None, .. } => "sacred".to_owned(),
        Kind::Scores { .. } => "points".to_owned(),
        other => trail::kind_says(other),
    }
}

fn history(judgments: &[&Judgment], said: &[Said]) -> Vec<Entry> {
    let judged = judgments.iter().map(|judgment| Entry {
        on: judgment.on,
        says: format!(
            "`{}` by {}: {}; {}",
            judgment.id,
            judgment.by,
            trail::kind_says(&judgment.kind),
            judgment.because
        ),
        said: None,
    });
    let heard = said.iter().map(|said| Entry {
        on: said.on,
        says: format!("{}, {}", said.quote.speaker, said.quote.source),
        said: Some(said.clone()),
    });
    let mut entries: Vec<Entry> = judged.chain(heard).collect();
    entries.sort_by(|a, b| (b.on, &a.says).cmp(&(a.on, &b.says)));
    entries
}
