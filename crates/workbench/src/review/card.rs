//! The lines about one statement: where it comes from, who speaks, how, about what, and what was judged.

use super::screen::{Line, Style};
use super::session::{Sight, ranked};
use super::wrap::{cut, shown};
use onetext_model::judgment::{Judgment, Kind};
use onetext_talks::fact::{Standing, Statement};
use onetext_talks::fields;

/// The source with its outlet, day and room, and how far the statement has come.
pub fn source(statement: &Statement, sight: Sight<'_>) -> Line {
    let mut words = vec![];
    if let Some(source) = sight.talks.sources.get(&statement.source) {
        words.push(
            source
                .outlet
                .clone()
                .unwrap_or_else(|| source.id.to_string()),
        );
        words.push(source.on.to_string());
        words.extend(source.channel.clone());
        if source.outlet.is_some() {
            words.push(source.id.to_string());
        }
        words.push(source.room.to_string());
    } else {
        words.push(statement.source.to_string());
    }
    let style = match statement.state {
        Standing::Proposed => Style::Plain,
        Standing::Confirmed => Style::Good,
        Standing::Discarded => Style::Bad,
    };
    let state = (style, format!("{} · ", statement.state.word()));
    vec![state, (Style::Dim, shown(&words.join(" · ")))]
}

/// Everything else about it, a line each.
pub fn lines(statement: &Statement, sight: Sight<'_>, columns: usize) -> Vec<Line> {
    let mut lines = vec![
        labelled("speaker", speaker(statement, sight)),
        labelled("how", how(statement)),
        labelled("about", about(statement)),
        labelled("likely", likely(statement, sight, columns)),
    ];
    let judged = sight
        .talks
        .judgments
        .values()
        .filter(|j| j.from.contains(&statement.id));
    lines.extend(judged.map(|j| labelled("judged", vec![(Style::Plain, judgment(j))])));
    lines
}

fn labelled(label: &str, rest: Line) -> Line {
    std::iter::once((Style::Dim, format!("{label:<9}")))
        .chain(rest)
        .collect()
}

/// The speaker with its party.
fn speaker(statement: &Statement, sight: Sight<'_>) -> Line {
    let talks = sight.talks;
    let person = statement
        .speaker
        .as_ref()
        .and_then(|id| talks.people.get(id));
    let party = talks
        .party_of(statement)
        .and_then(|id| talks.parties.get(id));
    let mut line = vec![match (person, &statement.speaker_text, party) {
        (Some(person), ..) => {
            let title = person
                .titles
                .first()
                .map(|t| format!(", {t}"))
                .unwrap_or_default();
            (Style::Strong, shown(&format!("{}{title}", person.name)))
        }
        (None, Some(printed), _) => (Style::Strong, shown(&format!("“{printed}”"))),
        (None, None, Some(_)) => (Style::Plain, "no person named".to_owned()),
        (None, None, None) => (
            Style::Bad,
            "nobody named; s gives it to somebody".to_owned(),
        ),
    }];
    match party {
        Some(party) => line.push((Style::Plain, shown(&format!(", for {}", party.name)))),
        None if statement.speaker_text.is_some() => {
            line.push((Style::Bad, ", of no known party; s gives it one".to_owned()));
        }
        None => {}
    }
    if is_doubtful(statement) {
        line.push((Style::Bad, " · doubtful".to_owned()));
    }
    line
}

/// Whether the rules that proposed it were unsure, as its file says.
fn is_doubtful(statement: &Statement) -> bool {
    let says = |(key, value): &(String, String)| key == "doubtful" && value == "true";
    statement.state == Standing::Proposed && fields::statement(statement).keys.iter().any(says)
}

/// Whether its words are its own, through which channel, and whether at second hand.
fn how(statement: &Statement) -> Line {
    let kind = match statement.kind.as_str() {
        "direct" => "direct, word for word",
        "mixed" => "mixed, partly word for word",
        "indirect" => "indirect, retold",
        other => other,
    };
    let mut line = vec![(Style::Plain, kind.to_owned())];
    if let Some(channel) = &statement.channel {
        line.push((Style::Plain, shown(&format!(" · through {channel}"))));
    }
    if statement.hearsay {
        line.push((Style::Bad, " · hearsay".to_owned()));
    }
    line
}

fn about(statement: &Statement) -> Line {
    let issues: Vec<&str> = statement
        .about
        .iter()
        .map(onetext_model::IssueId::as_str)
        .collect();
    if issues.is_empty() {
        vec![(Style::Dim, "nothing yet".to_owned())]
    } else {
        vec![(Style::Strong, issues.join(" · "))]
    }
}

/// What it is likely about, each with the key that links it.
fn likely(statement: &Statement, sight: Sight<'_>, columns: usize) -> Line {
    let (topics, likely) = ranked(statement, sight);
    if likely == 0 {
        return vec![(
            Style::Dim,
            "no words in common; l lists all points".to_owned(),
        )];
    }
    let many = likely.min(3);
    let room = (columns.saturating_sub(9) / many).saturating_sub(4);
    let each = topics.iter().take(many).enumerate().map(|(at, topic)| {
        let linked = statement.about.contains(&topic.id);
        let (style, sign) = if linked {
            (Style::Good, " ✓")
        } else {
            (Style::Plain, "")
        };
        let name = cut(topic.id.as_str(), room.saturating_sub(sign.chars().count()));
        (style, format!("{} {name}{sign}  ", at + 1))
    });
    each.collect()
}

/// A judgment in a few words.
fn judgment(judgment: &Judgment) -> String {
    let says = match &judgment.kind {
        Kind::Level { level, at } => format!("{} {}", level.words(), fields::target_text(at)),
        Kind::Order { better, worse } => format!("prefers {better} to {worse}"),
        other => {
            let issues: Vec<String> = other.issues().iter().map(ToString::to_string).collect();
            format!("{} {}", other.name(), issues.join(", "))
        }
    };
    let sure = judgment
        .confidence
        .map(|c| format!(" ({})", c.word()))
        .unwrap_or_default();
    shown(&format!("{} {}: {says}{sure}", judgment.id, judgment.party))
}
