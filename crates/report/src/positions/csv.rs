//! The position matrix as a table file: one line per party and point or bracket.

use onetext_study::positions::{Position, Positions, Row};

const HEADER: [&str; 14] = [
    "point",
    "heading",
    "issue",
    "party",
    "level",
    "confidence",
    "words",
    "last quote",
    "speaker",
    "date",
    "source",
    "hearsay",
    "room",
    "age in days",
];

/// The matrix as comma-separated values, with a heading line. The first line says so where the
/// file holds what was said in confidence.
pub fn csv(positions: &Positions) -> String {
    let mut out = String::new();
    if !positions.caucus.is_empty() {
        let names: Vec<String> = positions.caucus.iter().map(ToString::to_string).collect();
        out.push_str(&line(&[format!(
            "TEAM - contains caucus of {}",
            names.join(" ")
        )]));
    }
    out.push_str(&line(&HEADER.map(str::to_owned)));
    for row in &positions.rows {
        for (position, (_, name)) in row.cells.iter().zip(&positions.parties) {
            out.push_str(&line(&fields(row, name, position)));
        }
    }
    out
}

fn fields(row: &Row, party: &str, position: &Position) -> Vec<String> {
    let joined = |of: &dyn Fn(&onetext_study::positions::Held) -> String| {
        let all: Vec<String> = position.held.iter().map(of).collect();
        all.join("; ")
    };
    let said = position.last_word();
    let of_said =
        |of: &dyn Fn(&onetext_study::positions::Said) -> String| said.map(of).unwrap_or_default();
    vec![
        row.label.clone(),
        row.heading.clone(),
        row.issue.to_string(),
        party.to_owned(),
        joined(&|h| h.says.clone()),
        joined(&|h| h.confidence.clone()),
        joined(&|h| h.words.to_owned()),
        of_said(&|s| {
            s.quote
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        }),
        of_said(&|s| s.quote.speaker.clone()),
        of_said(&|s| s.on.to_string()),
        of_said(&|s| s.quote.source.clone()),
        of_said(&|s| if s.quote.hearsay { "yes" } else { "" }.to_owned()),
        of_said(&|s| s.room.to_string()),
        position.age.map(|age| age.to_string()).unwrap_or_default(),
    ]
}

/// One line. A field that a spreadsheet would run as a formula is made a text.
pub(crate) fn line(fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    format!("{}\r\n", quoted.join(","))
}

fn quoted(field: &str) -> String {
    let runs = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = if runs {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be_and_never_run() {
        let check = |field: &str, expect: &str| assert_eq!(quoted(field), expect);
        check("plain", "plain");
        check("a, b", "\"a, b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"");
        check("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
        check("-5", "'-5");
    }
}
