//! From a figure to its arithmetic, its judgments and its quotes.

use crate::figures::Figure;
use crate::in_force::InForce;
use onetext_model::{Level, Package, Space, StatementId};
use onetext_solve::Record;
use onetext_solve::standing::{IssueRecord, Scores, Standing, mean_weights};
use onetext_talks::Talks;
use onetext_talks::fields::target_text;
use std::collections::BTreeMap;

/// A quote as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The statement.
    pub statement: StatementId,
    /// The words.
    pub text: String,
    /// What stands before them in their paragraph.
    pub before: String,
    /// What stands after them there.
    pub after: String,
    /// Whether it says what someone else wants.
    pub hearsay: bool,
    /// Who said them, as best known.
    pub speaker: String,
    /// The source, its outlet and its date.
    pub source: String,
}

/// A judgment as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Its name.
    pub id: String,
    /// What it says, in a sentence.
    pub says: String,
    /// By whom and when, how sure, and why.
    pub because: String,
    /// The quotes it rests on; empty for the desk's own view.
    pub quotes: Vec<Quote>,
}

/// The trail of one figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// What the figure says, in a sentence.
    pub says: String,
    /// How it was computed, line by line.
    pub arithmetic: Vec<String>,
    /// The judgments behind it.
    pub judgments: Vec<Ground>,
}

/// All trails by key: `working/asteria`, `zone/in`, `consider/1/asteria`, `issue/harbour`.
pub type Trails = BTreeMap<String, Trail>;

/// The words of a statement in their paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// What stands before them.
    pub before: String,
    /// The words themselves.
    pub words: String,
    /// What stands after them.
    pub after: String,
}

/// How the words of a statement are found: in the reading text of its source.
pub type Words<'a> = &'a dyn Fn(&StatementId) -> Option<Passage>;

/// The evidence behind a judgment.
pub fn ground(talks: &Talks, item: &InForce, words: Words<'_>) -> Ground {
    let judgment = &item.judgment;
    let confidence = item
        .confidence
        .map_or("scores".to_owned(), |c| c.word().to_owned());
    let demoted = if item.confidence == judgment.confidence {
        ""
    } else {
        " (its words have changed since; read it back)"
    };
    Ground {
        id: judgment.id.to_string(),
        says: says(item),
        because: format!(
            "{confidence}{demoted}, by {} on {}: {}",
            judgment.by, judgment.on, judgment.because
        ),
        quotes: judgment
            .from
            .iter()
            .filter_map(|id| quote(talks, id, words))
            .collect(),
    }
}

/// A statement as evidence.
pub fn quote(talks: &Talks, id: &StatementId, words: Words<'_>) -> Option<Quote> {
    let statement = talks.statements.get(id)?;
    let source = talks.sources.get(&statement.source)?;
    let person = statement
        .speaker
        .as_ref()
        .and_then(|p| talks.people.get(p))
        .map(|p| p.name.clone());
    let party = talks
        .party_of(statement)
        .and_then(|p| talks.parties.get(p))
        .map(|p| p.name.clone());
    let speaker = person
        .or_else(|| statement.speaker_text.clone())
        .or(party)
        .unwrap_or_else(|| "not assigned".to_owned());
    let place = statement
        .channel
        .clone()
        .or_else(|| source.outlet.clone())
        .unwrap_or_else(|| source.file.clone());
    let passage = words(id).unwrap_or_default();
    Some(Quote {
        statement: id.clone(),
        text: passage.words,
        before: passage.before,
        after: passage.after,
        hearsay: statement.hearsay,
        speaker,
        source: format!("{place}, {} ({})", source.on, source.room),
    })
}

/// What a judgment says, in words.
pub fn says(item: &InForce) -> String {
    let (party, kind) = (&item.judgment.party, &item.judgment.kind);
    let colon = matches!(
        kind,
        onetext_model::judgment::Kind::Direction { .. }
            | onetext_model::judgment::Kind::Sacred { .. }
    );
    let between = if colon { ": " } else { " " };
    format!("{party}{between}{}", kind_says(kind))
}

/// What a kind of judgment says, without the party.
pub fn kind_says(kind: &onetext_model::judgment::Kind) -> String {
    use onetext_model::judgment::Kind;
    match kind {
        Kind::Level { level, at } => format!("{}: {}", level.words(), target_text(at)),
        Kind::Order { better, worse } => format!("prefers {better} to {worse}"),
        Kind::Direction { issue, more } => {
            format!(
                "{} of {issue} is better",
                if *more { "more" } else { "less" }
            )
        }
        Kind::Weights { heavier, lighter } => format!("cares more about {heavier} than {lighter}"),
        Kind::Answer { accepts, .. } => {
            format!("{} a package", if *accepts { "accepts" } else { "rejects" })
        }
        Kind::Over { .. } => "prefers one package to another".to_owned(),
        Kind::Trade { gives, gets } => format!("would give {gives} for {gets}"),
        Kind::OnlyWith { a, b } => {
            let text = onetext_model::rule::condition_text;
            format!("can take {} only with {}", text(a), text(b))
        }
        Kind::Sacred { target, answer } => match answer {
            Some(answer) => format!("{target} is sacred; its answer is {answer}"),
            None => format!("{target} is sacred"),
        },
        Kind::NoDeal(view) => format!("{} no agreement", view.words()),
        Kind::Scores { reservation, .. } => {
            format!("has points; no agreement is worth {reservation}")
        }
    }
}

/// The trail of a party's figure for a package.
pub fn of_figure(figure: &Figure, record: &Record, over: &Space, package: &Package) -> Trail {
    let says = format!("{} accepts {}", figure.party, figure.word().phrase());
    let arithmetic = match &record.scores {
        Some(scores) => points_lines(scores, over, package),
        None => readings_lines(figure)
            .into_iter()
            .chain(issue_lines(record, over, package))
            .collect(),
    };
    Trail {
        says,
        arithmetic,
        judgments: vec![],
    }
}

/// The sum of a party's points, issue by issue.
fn points_lines(scores: &Scores, over: &Space, package: &Package) -> Vec<String> {
    let mut lines = vec![];
    for (index, issue) in over.issues().iter().enumerate() {
        if let Some(chosen) = package.get(index) {
            let key = &issue.alternatives[chosen].key;
            let points = scores.points[index][chosen];
            lines.push(format!("{}={key}: {points} points", issue.id));
        }
    }
    let total = onetext_solve::readings::total(scores, package);
    let reservation = scores.reservation;
    lines.push(format!(
        "{total} points in all; no agreement is worth {reservation}"
    ));
    lines
}

/// On how many readings a package is accepted, under both priors, and how much rests on silence.
fn readings_lines(figure: &Figure) -> Vec<String> {
    let (shares, accepted) = (figure.all.shares(), &figure.all.accepted);
    let same = accepted.against == accepted.free && accepted.free == accepted.favour;
    let lines = if same {
        format!(
            "accepted on {} of {} readings, whichever way silence is read: {:.2}",
            accepted.free, figure.all.readings, shares.free
        )
    } else {
        format!(
            "accepted on {}, {} and {} of {} readings with silence read against, freely and for: {:.2}, {:.2}, {:.2}",
            accepted.against,
            accepted.free,
            accepted.favour,
            figure.all.readings,
            shares.against,
            shares.free,
            shares.favour,
        )
    };
    let mut lines = vec![lines];
    let strict = figure.prior2.shares();
    lines.push(format!(
        "with the zero drawn from Beta(2, 2): {:.2}, {:.2}, {:.2}",
        strict.against, strict.free, strict.favour
    ));
    if let Some(silent) = figure.all.silent {
        let percent = silent * 100.0;
        lines.push(format!(
            "nothing is on record on {percent:.0} % of the weight"
        ));
    }
    lines
}

/// What is known of a figure that no level names.
fn directed(issue: &IssueRecord) -> String {
    match issue.direction {
        Some((true, right)) => format!("more is better ({right:.2} sure)"),
        Some((false, right)) => format!("less is better ({right:.2} sure)"),
        None => "not judged, drawn freely".to_owned(),
    }
}

/// One line per issue of the package: what is on record about the alternative it takes.
fn issue_lines(record: &Record, over: &Space, package: &Package) -> Vec<String> {
    let weights = mean_weights(record, over);
    let mut lines = vec![];
    for (index, issue) in over.issues().iter().enumerate() {
        let Some(chosen) = package.get(index) else {
            continue;
        };
        let standing = match record.issues[index].standing {
            Standing::Outside => continue,
            Standing::Silent => "nothing on record".to_owned(),
            Standing::Judged => {
                let levels = record.issues[index]
                    .levels
                    .iter()
                    .filter(|l| l.first <= chosen && chosen <= l.last);
                let words: Vec<String> = levels
                    .map(|l| format!("{} ({:.2} sure)", level_words(l.level), l.right))
                    .collect();
                if words.is_empty() {
                    directed(&record.issues[index])
                } else {
                    words.join("; ")
                }
            }
        };
        let key = &issue.alternatives[chosen].key;
        lines.push(format!(
            "{}={key}, mean weight {:.3}: {standing}",
            issue.id, weights[index]
        ));
    }
    lines
}

fn level_words(level: Level) -> &'static str {
    level.words()
}
