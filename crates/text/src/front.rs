//! Front matter: optional TOML between `+++` lines at the top of a draft.

use crate::report::{Report, short};
use onetext_model::{Date, problem};
use toml::de::{DeTable, DeValue};

/// What the front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// The date of the draft.
    pub date: Option<Date>,
    /// Its title.
    pub title: Option<String>,
    /// Its status: `non-paper`, `chair's text`, `ad referendum`, …
    pub status: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// On whose behalf it was floated.
    pub floated_on_behalf_of: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

const KEYS: [&str; 6] = [
    "date",
    "title",
    "status",
    "author",
    "floated-on-behalf-of",
    "language",
];

/// How many bytes the front matter takes, fences included; 0 if there is none.
pub fn length(text: &str) -> usize {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_fence = |line: &str| line.trim_end_matches(['\r', '\n']) == "+++";
    let mut at = text.len() - body.len();
    for (number, line) in body.split_inclusive('\n').enumerate() {
        if number == 0 && !is_fence(line) {
            return 0;
        }
        at += line.len();
        if number > 0 && is_fence(line) {
            return at;
        }
    }
    0
}

/// A first line `+++` without a second one is kept as text.
fn report_open(text: &str, length: usize, report: &mut Report<'_>) {
    let first = text.lines().next().unwrap_or_default();
    if length == 0 && first.trim_start_matches('\u{feff}') == "+++" {
        report.problem(
            0,
            "the front matter is never closed, so it is kept as text",
            "write `+++` on a line of its own after it",
        );
    }
}

/// What of the TOML that begins at `start` cannot be read.
fn report_unread(start: usize, length: usize, errors: &[toml::de::Error], report: &mut Report<'_>) {
    for error in errors {
        let offset = start + error.span().map_or(0, |span| span.start);
        report.problem(
            offset.min(length),
            format!(
                "the front matter cannot be read: {}",
                error.message().to_lowercase()
            ),
            "it is TOML between `+++` lines",
        );
    }
}

/// Reads the front matter of `length` bytes.
pub(crate) fn read(text: &str, length: usize, report: &mut Report<'_>) -> Front {
    let mut front = Front::default();
    let head = &text[..length];
    report_open(text, length, report);
    let Some(start) = head.find('\n').map(|at| at + 1) else {
        return front;
    };
    let inside = head[start..]
        .trim_end()
        .strip_suffix("+++")
        .unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(inside);
    report_unread(start, length, &errors, report);
    for (key, value) in table.get_ref().iter() {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                report.problem(
                    start + value.span().start,
                    format!("`{}` is no text", short(key.get_ref())),
                    "write a text in quotes",
                );
                continue;
            }
        };
        let slot = match key.get_ref().as_ref() {
            "date" => {
                front.date = Date::parse(&text);
                if front.date.is_none() {
                    report.problem(
                        start + value.span().start,
                        format!("`{}` is not a date", short(&text)),
                        "write it as `2031-05-03`",
                    );
                }
                continue;
            }
            "title" => &mut front.title,
            "status" => &mut front.status,
            "author" => &mut front.author,
            "floated-on-behalf-of" => &mut front.floated_on_behalf_of,
            "language" => &mut front.language,
            unknown => {
                let mend = problem::suggestion(
                    unknown,
                    KEYS.into_iter(),
                    &format!("known here: {}", KEYS.join(", ")),
                );
                report.problem(
                    start + key.span().start,
                    format!("unknown key `{}`", short(unknown)),
                    mend,
                );
                continue;
            }
        };
        *slot = Some(text);
    }
    front
}
