//! The register of commitments: in lines, and as JSON.

use crate::words::counted;
use onetext_study::commitments::{Entry, Register, State};
use serde_json::{Value, json};
use std::fmt::Write;

/// The register in lines, by how each commitment stands.
pub fn terminal(register: &Register) -> String {
    let mut out = format!("{}\n", register.title);
    if !register.caucus.is_empty() {
        let name = |id| register.names.get(id).map_or("", String::as_str);
        let names: Vec<&str> = register.caucus.iter().map(name).collect();
        let _ = writeln!(out, "TEAM – contains caucus of {}", names.join(", "));
    }
    for (state, words) in State::ALL {
        let of: Vec<&Entry> = register
            .entries
            .iter()
            .filter(|it| it.state == state)
            .collect();
        if !of.is_empty() {
            let _ = writeln!(out, "\n{words}");
        }
        of.iter().for_each(|it| entry(&mut out, register, it));
    }
    if register.entries.is_empty() {
        out += "no commitments on record; `onetext pledge` records one\n";
    }
    if register.left_out > 0 {
        let _ = writeln!(out, "\n{}", left_out(register.left_out, "commitment"));
    }
    if let Some(on) = register.on {
        let _ = writeln!(out, "\nas of {on}");
    }
    out
}

/// How many were left out, in a sentence.
pub fn left_out(number: usize, what: &str) -> String {
    let rest = if number == 1 { "rests" } else { "rest" };
    let many = counted(number, what);
    format!(
        "{many} left out that {rest} on what was said in confidence; `--with-caucus` takes them in"
    )
}

fn entry(out: &mut String, register: &Register, entry: &Entry) {
    let given = &entry.commitment;
    let name = register.names.get(&given.party).map_or("", String::as_str);
    let at = given.at.as_ref();
    let at = at.map_or(String::new(), |(issue, key)| format!(" [{issue}={key}]"));
    let _ = writeln!(
        out,
        "  {}  {name}, {} {}, {}: {}{at}",
        given.id,
        given.form.word(),
        given.bond.word(),
        given.on,
        given.what
    );
    for line in terms(entry) {
        let _ = writeln!(out, "      {line}");
    }
    for quote in &entry.quotes {
        let words: Vec<&str> = quote.text.split_whitespace().collect();
        let _ = writeln!(out, "      “{}”", words.join(" "));
        let hearsay = if quote.hearsay { ", hearsay" } else { "" };
        let _ = writeln!(out, "      {}, {}{hearsay}", quote.speaker, quote.source);
    }
    if entry.quotes.is_empty() {
        let _ = writeln!(out, "      no quote; recorded by {}", given.by);
    }
}

/// What it hangs on, when it ends, how it ended.
pub fn terms(entry: &Entry) -> Vec<String> {
    let given = &entry.commitment;
    let condition = given.condition.as_ref().map(|it| format!("if {it}"));
    let ended = matches!(entry.state, State::Withdrawn | State::Superseded);
    let left = entry.days_left.filter(|_| !ended);
    let until = given.until.map(|until| match left {
        Some(days @ 0..) => format!(
            "until {until}, {} left",
            counted(days.unsigned_abs() as usize, "day")
        ),
        Some(days) => format!(
            "until {until}, {} ago",
            counted(days.unsigned_abs() as usize, "day")
        ),
        None => format!("until {until}"),
    });
    let back = given
        .withdrawn
        .as_ref()
        .filter(|_| entry.state == State::Withdrawn);
    let back = back.map(|it| format!("withdrawn on {}: {}", it.on, it.because));
    let replaces =
        (!given.supersedes.is_empty()).then(|| format!("replaces {}", given.supersedes.join(", ")));
    [condition, until, back, replaces]
        .into_iter()
        .flatten()
        .collect()
}

/// The register as JSON, in its envelope.
pub fn json(register: &Register) -> Value {
    json!({
        "schema": "onetext/commitments/1",
        "title": register.title,
        "on": register.on.map(|on| on.to_string()),
        "caucus": register.caucus.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "left_out_caucus": register.left_out,
        "commitments": register.entries.iter().map(one).collect::<Vec<_>>(),
    })
}

/// One commitment as JSON.
pub fn one(entry: &Entry) -> Value {
    let given = &entry.commitment;
    let at = given.at.as_ref();
    let withdrawn = given
        .withdrawn
        .as_ref()
        .filter(|_| entry.state == State::Withdrawn);
    json!({
        "id": given.id,
        "party": given.party.as_str(),
        "state": entry.state.words(),
        "on": given.on.to_string(),
        "by": given.by,
        "what": given.what,
        "at": at.map(|(issue, key)| format!("{issue}={key}")),
        "kind": given.bond.word(),
        "form": given.form.word(),
        "if": given.condition,
        "until": given.until.map(|until| until.to_string()),
        "days_left": entry.days_left,
        "withdrawn": withdrawn.map(|it| it.on.to_string()),
        "because": withdrawn.map(|it| it.because.clone()),
        "supersedes": given.supersedes,
        "quotes": entry.quotes.iter().map(|quote| json!({
            "statement": quote.statement.as_str(),
            "text": quote.text,
            "speaker": quote.speaker,
            "source": quote.source,
            "hearsay": quote.hearsay,
        })).collect::<Vec<_>>(),
    })
}
