//! The position matrix: for a terminal, as a table file, as a page.

pub(crate) mod csv;
mod page;
mod terminal;

pub use csv::csv;
pub use page::page;
pub use terminal::terminal;

use onetext_study::positions::{Position, Said};
use serde_json::{Value, json};

/// The matrix as JSON, in its envelope.
pub fn json(positions: &onetext_study::positions::Positions) -> Value {
    let said = |said: &Said| {
        json!({
            "on": said.on.to_string(),
            "room": said.room.to_string(),
            "confirmed": said.confirmed,
            "statement": said.quote.statement.as_str(),
            "text": said.quote.text,
            "speaker": said.quote.speaker,
            "source": said.quote.source,
            "hearsay": said.quote.hearsay,
        })
    };
    let cell = |(position, (party, _)): (&Position, &(onetext_model::PartyId, String))| {
        json!({
            "party": party.as_str(),
            "held": position.held.iter().map(|h| json!({
                "judgment": h.judgment, "says": h.says, "confidence": h.confidence,
                "words": h.words, "counts": h.counts,
            })).collect::<Vec<_>>(),
            "public": position.open_word.as_ref().map(said),
            "caucus": position.caucus_word.as_ref().map(said),
            "age": position.age,
            "stale": position.stale,
            "against": position.against,
            "history": position.history.iter().map(|e| json!({ "on": e.on.to_string(), "says": e.says, "text": e.said.as_ref().map(|s| s.quote.text.clone()) })).collect::<Vec<_>>(),
        })
    };
    let row = |row: &onetext_study::positions::Row| {
        json!({
            "label": row.label,
            "heading": row.heading,
            "issue": row.issue.as_str(),
            "open": row.open,
            "cells": row.cells.iter().zip(&positions.parties).map(cell).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema": "onetext/positions/1",
        "title": positions.title,
        "draft": positions.draft,
        "on": positions.on.map(|d| d.to_string()),
        "caucus": positions.caucus.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "parties": positions.parties.iter().map(|(id, name)| json!({ "id": id.as_str(), "name": name })).collect::<Vec<_>>(),
        "rows": positions.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// The age of what is on record, in words.
fn age(position: &Position) -> String {
    position.age.map_or_else(String::new, crate::words::age)
}

/// A quote cut to a length that fits a line, with its marks.
fn short(said: &Said, most: usize) -> String {
    let words: Vec<&str> = said.quote.text.split_whitespace().collect();
    let text = words.join(" ");
    let cut: String = text.chars().take(most).collect();
    let end = if cut.chars().count() < text.chars().count() {
        "…"
    } else {
        ""
    };
    format!("“{}{end}”", cut.trim_end())
}

/// The marks of something said: date, source, hearsay, not confirmed, in confidence.
fn marks(said: &Said) -> String {
    let mut marks = format!("{}, {}", said.quote.speaker, said.quote.source);
    if said.quote.hearsay {
        marks += ", hearsay";
    }
    if !said.confirmed {
        marks += ", not confirmed";
    }
    marks
}
