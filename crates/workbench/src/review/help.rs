//! Which key does what, on a page of its own.

use super::screen::{Line, Style};
use super::wrap::{width, wrap};

/// Every key with what it does.
const KEYS: [(&str, &str); 17] = [
    ("Enter", "confirm, and go on to the next (also c or space)"),
    ("d", "discard, and go on"),
    ("n", "next, deciding nothing (also Tab, →)"),
    ("b", "back (also ←)"),
    ("1 2 3", "link to a likely point, or unlink"),
    ("l", "link: the list of all points and issues"),
    ("s", "speaker: a person, a party, or as printed"),
    ("w", "words: move where the statement begins, ends"),
    ("h", "hearsay or not: it tells what others want"),
    ("j", "judge: what it says the party could live with"),
    ("u", "undo, as often as you like"),
    ("↑ ↓", "move the text (also PageUp, PageDown)"),
    ("q", "quit; everything is written already"),
    ("Esc", "leave a list or a question"),
    ("", ""),
    ("", "A judgment also confirms its statement."),
    ("", "Discarded ones stay on file: `--all` shows them."),
];

/// The page, from a line on.
pub fn lines(at: usize, (columns, rows): (usize, usize)) -> Vec<Line> {
    let room = rows.saturating_sub(3);
    let all: Vec<Line> = KEYS
        .iter()
        .flat_map(|(key, says)| entry(key, says, columns))
        .collect();
    let top = at.min(all.len().saturating_sub(room));
    let more = if all.len() > room { "↓ more   " } else { "" };
    let mut lines = vec![bar("Keys", columns), vec![]];
    lines.extend(all.into_iter().skip(top).take(room));
    lines.resize(rows.saturating_sub(1), vec![]);
    lines.push(bar(&format!("{more}any other key: back"), columns));
    lines
}

/// A key with what it does, wrapped beside it.
fn entry(key: &str, says: &str, columns: usize) -> Vec<Line> {
    let says = wrap(&[(Style::Plain, says)], columns.saturating_sub(8));
    let each = says.into_iter().enumerate().map(|(at, text)| {
        let key = if at == 0 { key } else { "" };
        let key = (Style::Strong, format!(" {key:<7}"));
        std::iter::once(key).chain(text).collect()
    });
    each.collect()
}

fn bar(text: &str, columns: usize) -> Line {
    let gap = columns.saturating_sub(width(text) + 1);
    vec![(Style::Bar, format!(" {text}{}", " ".repeat(gap)))]
}
