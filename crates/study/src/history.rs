//! Positions over time: per party and issue what was said, judged and promised, in order, with what changed.

use crate::commitments::{self, Entry as Given};
use crate::positions::{self, Position, Positions, Said};
use crate::trail::{self, Quote, Words};
use onetext_model::judgment::{Judgment, Kind};
use onetext_model::{Confidence, Date, Issue, IssueId, JudgmentId, Level, PartyId};
use onetext_talks::fields::target_text;
use onetext_talks::{Talks, space};
use std::collections::BTreeMap;

/// All positions over time.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The title of the talks.
    pub title: String,
    /// The date ages are counted to.
    pub on: Option<Date>,
    /// Parties whose confidences are taken in.
    pub caucus: Vec<PartyId>,
    /// How many judgments and commitments were left out because they rest on what was said in confidence.
    pub left_out: usize,
    /// One party on one issue each, in the order of the text; those with nothing on record are left out.
    pub threads: Vec<Thread>,
}

/// One party on one issue over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// The party.
    pub party: PartyId,
    /// Its name for people.
    pub name: String,
    /// The issue.
    pub issue: IssueId,
    /// The label of its point and its heading.
    pub point: String,
    /// Whether the latest is older than the present draft.
    pub stale: bool,
    /// What speaks against what is judged, in sentences.
    pub against: Vec<String>,
    /// Where public and caucus words led to different levels.
    pub apart: Vec<Apart>,
    /// What happened, in order of day.
    pub steps: Vec<Step>,
}

/// An alternative on which a party's public words and its words in caucus led to different levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The alternative, or a range of figures.
    pub at: String,
    /// What its public words led to.
    pub public: Side,
    /// What its words in confidence led to.
    pub caucus: Side,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The judgment.
    pub judgment: JudgmentId,
    /// When it was made.
    pub on: Date,
    /// The level.
    pub level: Level,
    /// The quotes it rests on.
    pub quotes: Vec<Quote>,
}

/// One thing that happened, or a draft under which nothing did.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// When; of a gap, when the draft was written.
    pub on: Date,
    /// The draft that was the present one then.
    pub draft: Option<u32>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The team concluded something.
    Judged(Box<Judged>),
    /// The party said something.
    Said(Box<Said>),
    /// The party bound itself, or had done so.
    Given(Box<Given>),
    /// A draft came and went with nothing on record.
    Gap,
}

/// A judgment in its place in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Its name.
    pub judgment: JudgmentId,
    /// What it says, in words.
    pub says: String,
    /// Who made it.
    pub by: String,
    /// Why.
    pub because: String,
    /// How sure; `None` for scores.
    pub confidence: Option<Confidence>,
    /// Against the last level judged of the same alternative.
    pub change: Option<Change>,
    /// The judgments that replaced it.
    pub superseded_by: Vec<JudgmentId>,
    /// The quotes it rests on.
    pub quotes: Vec<Quote>,
}

/// How a level stands to the one before it on the same alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The party bears less.
    Hardened,
    /// The party bears more.
    Softened,
    /// The same level of the same words.
    Same,
    /// The same level of other words.
    Reworded,
}

impl Change {
    /// The word.
    pub fn word(self) -> &'static str {
        ["hardened", "softened", "the same", "reworded"][self as usize]
    }

    /// From one judgment to the next; levels are ordered best first.
    fn between(before: (Level, &Judgment), after: (Level, &Judgment)) -> Self {
        match after.0.cmp(&before.0) {
            std::cmp::Ordering::Greater => Self::Hardened,
            std::cmp::Ordering::Less => Self::Softened,
            std::cmp::Ordering::Equal if before.1.words != after.1.words => Self::Reworded,
            std::cmp::Ordering::Equal => Self::Same,
        }
    }
}

/// What is asked of a history.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// One party alone.
    pub party: Option<PartyId>,
    /// An issue, or a point with its issues.
    pub issue: Option<IssueId>,
    /// The date it goes to.
    pub on: Option<Date>,
}

/// Positions over time in these talks, or in a view of them.
pub fn history(talks: &Talks, words: Words<'_>, asked: &Asked) -> History {
    let matrix = positions::positions(talks, words, asked.on);
    let scene = Scene {
        talks,
        words,
        on: matrix.on,
    };
    let over = space::of_talks(talks);
    let named = asked
        .issue
        .as_ref()
        .map(|name| space::issues_named(talks, &over, name));
    let mut threads = vec![];
    for row in &matrix.rows {
        let Some(index) = over.index_of(&row.issue) else {
            continue;
        };
        if named.as_ref().is_some_and(|named| !named.contains(&index)) {
            continue;
        }
        for (cell, (party, name)) in row.cells.iter().zip(&matrix.parties) {
            if asked.party.as_ref().is_some_and(|it| it != party) {
                continue;
            }
            let steps = scene.steps(party, &over.issues()[index], cell);
            if !steps.is_empty() {
                let point = format!("{} {}", row.label, row.heading);
                threads.push(Thread {
                    party: party.clone(),
                    name: name.clone(),
                    issue: row.issue.clone(),
                    point: point.trim().to_owned(),
                    stale: cell.stale,
                    against: cell.against.clone(),
                    apart: scene.apart(cell),
                    steps,
                });
            }
        }
    }
    History {
        caucus: caucus(talks, &matrix, &threads),
        title: matrix.title,
        on: matrix.on,
        left_out: 0,
        threads,
    }
}

/// Parties of whose confidences something shows.
fn caucus(talks: &Talks, matrix: &Positions, threads: &[Thread]) -> Vec<PartyId> {
    let steps = threads.iter().flat_map(|it| &it.steps);
    let given = steps.filter_map(|step| match &step.what {
        What::Given(given) => Some(&given.commitment.from),
        _ => None,
    });
    let mut all = onetext_talks::view::caucus_of(talks, given.flatten());
    all.extend(matrix.caucus.iter().cloned());
    all.sort();
    all.dedup();
    all
}

struct Scene<'a> {
    talks: &'a Talks,
    words: Words<'a>,
    on: Option<Date>,
}

impl Scene<'_> {
    fn steps(&self, party: &PartyId, issue: &Issue, cell: &Position) -> Vec<Step> {
        let mut all: Vec<(Date, What)> = self.judged(cell);
        let said = cell.history.iter().filter_map(|entry| entry.said.clone());
        all.extend(said.map(|said| (said.on, What::Said(Box::new(said)))));
        all.extend(self.given(party, issue));
        all.sort_by_key(|(on, what)| (*on, order(what)));
        let days: Vec<Date> = all.iter().map(|(on, _)| *on).collect();
        all.extend(self.gaps(&days).into_iter().map(|on| (on, What::Gap)));
        all.sort_by_key(|(on, what)| (*on, order(what)));
        let step = |(on, what)| Step {
            on,
            draft: self.draft_on(on),
            what,
        };
        all.into_iter().map(step).collect()
    }

    fn judged(&self, cell: &Position) -> Vec<(Date, What)> {
        let mut last: BTreeMap<String, (Level, &Judgment)> = BTreeMap::new();
        let mut all = vec![];
        for judgment in self.in_order(cell) {
            let mut change = None;
            if let Kind::Level { level, at } = &judgment.kind {
                let before = last.insert(target_text(at), (*level, judgment));
                change = before.map(|before| Change::between(before, (*level, judgment)));
            }
            let made = |j: &&Judgment| self.on.is_none_or(|on| j.on <= on);
            let later = self.talks.judgments.values().filter(made);
            let later = later.filter(|j| j.supersedes.contains(&judgment.id));
            let what = What::Judged(Box::new(Judged {
                judgment: judgment.id.clone(),
                says: trail::kind_says(&judgment.kind),
                by: judgment.by.clone(),
                because: judgment.because.clone(),
                confidence: judgment.confidence,
                change,
                superseded_by: later.map(|j| j.id.clone()).collect(),
                quotes: self.quotes(judgment),
            }));
            all.push((judgment.on, what));
        }
        all
    }

    /// The judgments of a cell, earliest first.
    fn in_order(&self, cell: &Position) -> Vec<&Judgment> {
        let judgments = cell
            .judgments
            .iter()
            .filter_map(|id| self.talks.judgments.get(id));
        let mut judgments: Vec<&Judgment> = judgments.collect();
        // Of one day, what is superseded comes before what supersedes it.
        judgments.sort_by_key(|j| (j.on, j.supersedes.len(), j.id.clone()));
        judgments
    }

    fn quotes(&self, judgment: &Judgment) -> Vec<Quote> {
        let from = judgment.from.iter();
        from.filter_map(|id| trail::quote(self.talks, id, self.words))
            .collect()
    }

    fn given(&self, party: &PartyId, issue: &Issue) -> Vec<(Date, What)> {
        let register = commitments::register(self.talks, self.words, self.on);
        let about = |it: &Given| {
            let at = it.commitment.at.as_ref();
            it.commitment.party == *party && at.is_some_and(|(name, _)| *name == issue.id)
        };
        let of = register.entries.into_iter().filter(about);
        of.map(|it| (it.commitment.on, What::Given(Box::new(it))))
            .collect()
    }

    /// The days of drafts under which nothing was added, after something had been.
    fn gaps(&self, days: &[Date]) -> Vec<Date> {
        let drafts: Vec<Date> = self.dated().into_iter().map(|(_, day)| day).collect();
        let Some(first) = days.first() else {
            return vec![];
        };
        let mut gaps = vec![];
        for (at, day) in drafts.iter().enumerate() {
            let next = drafts.get(at + 1);
            let within = days
                .iter()
                .any(|it| it >= day && next.is_none_or(|next| it < next));
            let reached = self.on.is_none_or(|on| *day <= on);
            if day > first && reached && !within {
                gaps.push(*day);
            }
        }
        gaps
    }

    /// The drafts that bear a day, by number.
    fn dated(&self) -> Vec<(u32, Date)> {
        let drafts = self.talks.drafts.iter();
        drafts
            .filter_map(|(number, file)| Some((*number, file.draft.front().date?)))
            .collect()
    }

    fn draft_on(&self, day: Date) -> Option<u32> {
        let drafts = self.dated().into_iter().rev();
        drafts
            .filter(|(_, written)| *written <= day)
            .map(|(number, _)| number)
            .next()
    }

    /// Where the latest level from public words and the latest from caucus words differ.
    fn apart(&self, cell: &Position) -> Vec<Apart> {
        let mut sides: BTreeMap<String, [Option<Side>; 2]> = BTreeMap::new();
        for judgment in self.in_order(cell) {
            let Kind::Level { level, at } = &judgment.kind else {
                continue;
            };
            if judgment.from.is_empty() {
                continue;
            }
            let which = usize::from(self.talks.rests_on_caucus(judgment));
            sides.entry(target_text(at)).or_default()[which] = Some(Side {
                judgment: judgment.id.clone(),
                on: judgment.on,
                level: *level,
                quotes: self.quotes(judgment),
            });
        }
        let both = sides.into_iter().filter_map(|(at, [public, caucus])| {
            let (public, caucus) = (public?, caucus?);
            (public.level != caucus.level).then_some(Apart { at, public, caucus })
        });
        both.collect()
    }
}

/// Of one day, words come before what is made of them.
fn order(what: &What) -> usize {
    match what {
        What::Gap => 0,
        What::Said(_) => 1,
        What::Given(_) => 2,
        What::Judged(_) => 3,
    }
}
