//! What a search found: for a terminal, and as JSON.

use crate::words::counted;
use onetext_study::find::{Found, PlaceHit, StatementHit};
use onetext_talks::Talks;
use serde_json::{Value, json};
use std::fmt::Write;
use std::ops::Range;

/// The longest passage shown on a terminal, in characters.
const LONGEST: usize = 300;

/// What was found in lines, the words searched for between `*`.
pub fn terminal(talks: &Talks, found: &Found) -> String {
    let mut out = String::new();
    if !found.caucus.is_empty() {
        let name = |id| {
            talks
                .parties
                .get(id)
                .map_or("", |party| party.name.as_str())
        };
        let names: Vec<&str> = found.caucus.iter().map(name).collect();
        let _ = writeln!(out, "TEAM – contains caucus of {}", names.join(", "));
    }
    found
        .statements
        .hits
        .iter()
        .for_each(|hit| statement(&mut out, hit));
    more(&mut out, found.statements.more, "statement");
    if !found.places.hits.is_empty() {
        out += "in no statement:\n";
    }
    for hit in &found.places.hits {
        let _ = writeln!(out, "{}\n  {}", at(hit), marked(&hit.text, &hit.marks));
    }
    more(&mut out, found.places.more, "place");
    if found.statements.hits.is_empty() && found.places.hits.is_empty() {
        out += "nothing found";
    } else {
        let hits = found.statements.hits.len() + found.statements.more;
        let _ = write!(out, "{} found", counted(hits, "statement"));
        let places = found.places.hits.len() + found.places.more;
        if found.looked_at_places {
            let _ = write!(out, ", {} outside them", counted(places, "place"));
        }
    }
    let _ = writeln!(out, "; {}", searched(found));
    out
}

/// What was looked through, in words.
fn searched(found: &Found) -> String {
    let statements = counted(found.through_statements, "statement");
    let sources = counted(found.through_sources, "source");
    if found.looked_at_places {
        format!("looked through {statements} and all the words of {sources}")
    } else {
        format!("looked through {statements} of {sources}, and nothing outside statements")
    }
}

fn more(out: &mut String, more: usize, what: &str) {
    if more > 0 {
        let _ = writeln!(
            out,
            "and {}; `--most` lists more",
            counted(more, &format!("more {what}"))
        );
    }
}

fn statement(out: &mut String, hit: &StatementHit) {
    let party = hit.party.as_ref().map_or("no party", |it| it.as_str());
    let retold = if hit.kind == "direct" { "" } else { ", retold" };
    let about: Vec<&str> = hit.about.iter().map(|it| it.as_str()).collect();
    let about = if about.is_empty() {
        String::new()
    } else {
        format!("; about {}", about.join(", "))
    };
    let _ = writeln!(
        out,
        "{}  {}  {} ({party}){retold}; {}{about}\n  “{}”",
        hit.statement,
        hit.state.word(),
        hit.speaker,
        at(&hit.place),
        marked(&hit.place.text, &hit.place.marks)
    );
}

fn at(hit: &PlaceHit) -> String {
    format!(
        "{}, line {}, {} ({})",
        hit.source, hit.line, hit.on, hit.room
    )
}

/// The words on one line, cut around the first mark, with `*` before and after each mark.
fn marked(text: &str, marks: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut last = 0;
    for mark in marks {
        let (before, words) = (&text[last..mark.start], &text[mark.clone()]);
        let _ = write!(out, "{before}*{words}*");
        last = mark.end;
    }
    out += &text[last..];
    let line = out.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&line)
}

/// A long line cut to what stands around its first `*`.
fn cut(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST {
        return line.to_owned();
    }
    let first = line.chars().position(|c| c == '*').unwrap_or(0);
    let from = first.saturating_sub(LONGEST / 3).min(length - LONGEST);
    let shown: String = line.chars().skip(from).take(LONGEST).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if from + LONGEST < length { "…" } else { "" };
    format!("{before}{}{after}", shown.trim())
}

/// What was found as JSON.
pub fn json(found: &Found) -> Value {
    let statement = |hit: &StatementHit| {
        let mut value = place(&hit.place);
        let about: Vec<&str> = hit.about.iter().map(|it| it.as_str()).collect();
        value["statement"] = json!(hit.statement.as_str());
        value["speaker"] = json!(hit.speaker);
        value["party"] = json!(hit.party.as_ref().map(|it| it.as_str()));
        value["state"] = json!(hit.state.word());
        value["kind"] = json!(hit.kind);
        value["about"] = json!(about);
        value
    };
    json!({
        "schema": "onetext/find/1",
        "caucus": found.caucus.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "statements": found.statements.hits.iter().map(statement).collect::<Vec<_>>(),
        "more_statements": found.statements.more,
        "places": found.places.hits.iter().map(place).collect::<Vec<_>>(),
        "more_places": found.places.more,
        "searched": {
            "statements": found.through_statements,
            "sources": found.through_sources,
            "outside_statements": found.looked_at_places,
        },
    })
}

fn place(hit: &PlaceHit) -> Value {
    let marks: Vec<[usize; 2]> = hit.marks.iter().map(|it| [it.start, it.end]).collect();
    json!({
        "source": hit.source.as_str(),
        "on": hit.on.to_string(),
        "room": hit.room.to_string(),
        "line": hit.line,
        "text": hit.text,
        "marks": marks,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_marked_and_long_passages_cut_around_them() {
        assert_eq!(
            marked("the\n dues here", std::slice::from_ref(&(5..9))),
            "the *dues* here"
        );
        let long = format!("{}dues {}", "a ".repeat(400), "b ".repeat(400));
        let shown = marked(&long, std::slice::from_ref(&(800..804)));
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("*dues*"));
        assert!(shown.chars().count() <= LONGEST + 2);
    }
}
