//! The position matrix in lines: per point and bracket, what each party holds and last said.

use super::{age, marks, short};
use onetext_study::positions::{Position, Positions};
use std::fmt::Write;

const QUOTE: usize = 90;

/// The matrix in lines.
pub fn terminal(positions: &Positions) -> String {
    let mut out = format!("{}\n", positions.title);
    if !positions.caucus.is_empty() {
        let names: Vec<&str> = positions
            .caucus
            .iter()
            .map(|id| name(positions, id.as_str()))
            .collect();
        let _ = writeln!(out, "TEAM – contains caucus of {}", names.join(", "));
    }
    for row in &positions.rows {
        let open = if row.open {
            format!("[{}]", row.issue)
        } else {
            String::new()
        };
        let head = format!("{} {} {open}", row.label, row.heading);
        let _ = writeln!(
            out,
            "\n{}",
            head.split_whitespace().collect::<Vec<_>>().join(" ")
        );
        for (position, (_, name)) in row.cells.iter().zip(&positions.parties) {
            cell(&mut out, name, position);
        }
    }
    if positions.rows.is_empty() {
        out.push_str("There is no draft yet, so there is nothing to hold a position on.\n");
    }
    out
}

fn name<'p>(positions: &'p Positions, id: &'p str) -> &'p str {
    let found = positions
        .parties
        .iter()
        .find(|(party, _)| party.as_str() == id);
    found.map_or(id, |(_, name)| name)
}

fn cell(out: &mut String, name: &str, position: &Position) {
    if position.is_empty() {
        let _ = writeln!(out, "  {name:<20} – nothing on record");
        return;
    }
    let held: Vec<String> = position
        .held
        .iter()
        .map(|h| {
            let how: Vec<&str> = [h.confidence.as_str(), h.words]
                .into_iter()
                .filter(|w| !w.is_empty())
                .collect();
            if how.is_empty() {
                h.says.clone()
            } else {
                format!("{} ({})", h.says, how.join(", "))
            }
        })
        .collect();
    let held = if held.is_empty() {
        "not judged".to_owned()
    } else {
        held.join("; ")
    };
    let stale = if position.stale {
        ", older than the draft"
    } else {
        ""
    };
    let _ = writeln!(out, "  {name:<20} {held} · {}{stale}", age(position));
    for against in &position.against {
        let _ = writeln!(out, "  {:<20} ! {against}", "");
    }
    for said in [&position.open_word, &position.caucus_word]
        .into_iter()
        .flatten()
    {
        let _ = writeln!(out, "  {:<20} {}", "", short(said, QUOTE));
        let _ = writeln!(out, "  {:<20} {}", "", marks(said));
    }
}
