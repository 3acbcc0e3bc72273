//! The reading on a screen: about one screen, words first, every figure with the key that opens it.

use crate::{on_request, words};
use onetext_study::Study;
use onetext_study::derive::{Considered, PartyStudy};
use onetext_study::notes::left_out;
use std::fmt::Write;

/// The widest line.
const WIDTH: usize = 100;
/// The most notes, issues and silent cells listed; the rest are counted.
const MOST_LISTED: usize = 8;

/// A study in about one screen.
pub fn study(study: &Study) -> String {
    let mut out = String::new();
    heading(study, &mut out);
    let notes = notes(study);
    for note in notes.iter().take(MOST_LISTED) {
        wrap(&mut out, "  ", note);
    }
    more(&mut out, notes.len(), ("note", "notes"));
    if let Some(note) = left_out(study) {
        wrap(&mut out, "  ", &note);
    }
    working(study, &mut out);
    in_the_way(study, &mut out);
    consider(study, &mut out);
    coverage(study, &mut out);
    out += &on_request::sensitivity(study);
    out += &on_request::frontier(study);
    out += "\nThis is how the record reads, not a forecast.";
    if let Some(key) = example(study) {
        let _ = write!(
            out,
            " Any figure opens with `--explain KEY`, such as `--explain {key}`."
        );
    }
    out.push('\n');
    out
}

/// The notes; where more than three sides are silent, one sentence names them all.
fn notes(study: &Study) -> Vec<String> {
    let start = "Nobody speaks for ";
    let silent: Vec<&str> = study
        .notes
        .iter()
        .filter_map(|note| note.strip_prefix(start)?.strip_suffix(" on this record."))
        .collect();
    if silent.len() <= 3 {
        return study.notes.clone();
    }
    let one = format!("{start}any of these on this record: {}.", silent.join(", "));
    let others = study.notes.iter().filter(|note| !note.starts_with(start));
    std::iter::once(one).chain(others.cloned()).collect()
}

fn example(study: &Study) -> Option<&str> {
    let mut keys = study.trails.keys();
    let working = keys.clone().find(|k| k.starts_with("working/"));
    working.or_else(|| keys.next()).map(String::as_str)
}

fn heading(study: &Study, out: &mut String) {
    let _ = writeln!(out, "{}", study.title);
    if !study.caucus.is_empty() {
        let names: Vec<String> = study
            .caucus
            .iter()
            .map(|p| words::name(study, p.as_str()))
            .collect();
        let _ = writeln!(out, "TEAM – contains caucus of {}", names.join(", "));
    }
    let text = &study.text;
    let on = study.on.map(|d| format!(", as of {d}")).unwrap_or_default();
    let _ = match text.draft {
        None => writeln!(out, "No draft yet{on}\n"),
        Some(n) => writeln!(
            out,
            "Draft {n}: {}, {}, {} possible {}{on}\n",
            words::counted(text.points, "point"),
            words::counted(text.issues, "open issue"),
            text.packages,
            if text.packages.to_string() == "1" {
                "text"
            } else {
                "texts"
            }
        ),
    };
}

fn working(study: &Study, out: &mut String) {
    let judged: Vec<&PartyStudy> = study
        .parties
        .iter()
        .filter(|p| p.consent || p.working.is_some())
        .collect();
    if judged.is_empty() || study.text.draft.is_none() || study.working.is_err() {
        return;
    }
    let _ = writeln!(out, "\nThe working text");
    let width = |least: usize, words: &mut dyn Iterator<Item = String>| {
        let longest = words.map(|w| w.chars().count()).max();
        least.max(longest.unwrap_or(0))
    };
    let figures = judged.iter().filter_map(|p| p.working.as_ref());
    let wide = width(20, &mut figures.map(words::word));
    let name = width(16, &mut judged.iter().map(|p| p.name.clone()));
    for party in judged {
        let Some(figure) = &party.working else {
            let why = if party.stopped {
                "no figure: tested judgments contradict each other"
            } else {
                "not known"
            };
            let _ = writeln!(out, "  {:<name$}  {why}", party.name);
            continue;
        };
        let mut line = format!("  {:<name$}  {:<wide$} ", party.name, words::word(figure));
        if figure.word().is_known() {
            let _ = write!(line, " {}", words::figure(figure));
        }
        if figure.tested_only.word() != figure.word() {
            let _ = write!(
                line,
                "; {} if only tested red lines hold",
                figure.tested_only.word().phrase()
            );
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn in_the_way(study: &Study, out: &mut String) {
    let barred: Vec<_> = study
        .pictures
        .iter()
        .filter(|p| p.barred.iter().any(|by| !by.is_empty()))
        .collect();
    if barred.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nWhat stands in the way");
    for picture in barred.iter().take(MOST_LISTED) {
        let issue = &study.space.issues()[picture.issue];
        let mut parts = vec![];
        for (alternative, by) in issue
            .alternatives
            .iter()
            .zip(&picture.barred)
            .filter(|(_, by)| !by.is_empty())
        {
            let mut who: Vec<String> = by.iter().map(|o| bar_name(study, o)).collect();
            who.dedup();
            parts.push(format!("{} by {}", alternative.key, who.join(" and ")));
        }
        let end = if picture.third_word {
            "; a third wording is missing"
        } else {
            ""
        };
        wrap(
            out,
            "  ",
            &format!("{}: barred {}{end}", issue.id, parts.join(", ")),
        );
    }
    more(out, barred.len(), ("issue with a bar", "issues with a bar"));
}

fn bar_name(study: &Study, origin: &onetext_solve::constraint::Origin) -> String {
    match origin {
        onetext_solve::constraint::Origin::RedLine { party, tested, .. } => {
            let tested = if *tested { " (tested)" } else { "" };
            format!("{}{tested}", words::name(study, party.as_str()))
        }
        other => onetext_study::notes::origin_name(other),
    }
}

fn consider(study: &Study, out: &mut String) {
    if study.consider.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nPackages to consider");
    for (n, considered) in study.consider.iter().enumerate() {
        let _ = writeln!(
            out,
            "  {}. {} ({})",
            n + 1,
            changes(study, considered),
            considered.seen.class.word()
        );
        readings(study, considered, out);
        for party in &considered.no_reason {
            let _ = writeln!(
                out,
                "     gives {} no reason to sign, as far as the record shows",
                words::name(study, party.as_str())
            );
        }
    }
}

/// The word of each party; of many parties, those with the same word together.
fn readings(study: &Study, considered: &Considered, out: &mut String) {
    let figures = &considered.figures;
    if figures.len() <= 3 {
        for figure in figures {
            let party = words::name(study, figure.party.as_str());
            let _ = writeln!(out, "     {party:<24} {}", words::word(figure));
        }
        return;
    }
    let mut said: Vec<String> = figures.iter().map(words::word).collect();
    said.sort();
    said.dedup();
    for word in said {
        let same = figures.iter().filter(|f| words::word(f) == word);
        let names: Vec<String> = same.map(|f| words::name(study, f.party.as_str())).collect();
        let who = if names.len() == figures.len() {
            "all of them".to_owned()
        } else {
            names.join(", ")
        };
        wrap(out, "     ", &format!("{word}: {who}"));
    }
}

fn changes(study: &Study, considered: &Considered) -> String {
    let changes = words::changes(study, considered);
    if changes.is_empty() {
        "the working text as it is".to_owned()
    } else {
        changes.join(", ")
    }
}

fn coverage(study: &Study, out: &mut String) {
    let silent: Vec<String> = study
        .parties
        .iter()
        .filter_map(|party| {
            let cells = study.coverage.iter().filter(|c| c.party == party.id);
            let empty: Vec<&str> = cells
                .filter(|c| c.judgments + c.confirmed + c.proposed == 0)
                .map(|c| c.issue.as_str())
                .collect();
            if empty.is_empty() {
                None
            } else {
                Some(format!("{}: {}", party.name, empty.join(", ")))
            }
        })
        .collect();
    if silent.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nNothing on record");
    for line in &silent {
        wrap(out, "  ", line);
    }
}

fn more(out: &mut String, all: usize, what: (&str, &str)) {
    if all > MOST_LISTED {
        let left = all - MOST_LISTED;
        let what = if left == 1 { what.0 } else { what.1 };
        let _ = writeln!(out, "  … and {left} more {what}; `--json` lists them all");
    }
}

/// Adds a paragraph, broken between words.
fn wrap(out: &mut String, indent: &str, text: &str) {
    let mut line = indent.to_owned();
    for word in text.split_whitespace() {
        if line.chars().count() + word.chars().count() + 1 > WIDTH && line.trim() != "" {
            let _ = writeln!(out, "{}", line.trim_end());
            line = format!("{indent}  ");
        }
        line += word;
        line.push(' ');
    }
    let _ = writeln!(out, "{}", line.trim_end());
}
