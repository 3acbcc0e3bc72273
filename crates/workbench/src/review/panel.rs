//! The lines of a list or a question, and the row of keys below.

use super::judging::{Judging, LEVELS, SURE, Step};
use super::pick::Pick;
use super::screen::{Line, Style};
use super::session::{Mode, Session, Sight};
use super::wrap::{cut, shown, width};

/// What else can be said of an alternative, with its keys.
const OTHERS: [(char, &str); 3] = [
    ('p', "prefers it to another"),
    ('o', "only with another"),
    ('s', "sacred"),
];

/// The lines that stand where the card is, if the keys mean something else just now.
pub fn lines(
    session: &Session,
    _sight: Sight<'_>,
    (columns, rows): (usize, usize),
) -> Option<Vec<Line>> {
    match &session.mode {
        Mode::Reading | Mode::Help(_) => None,
        Mode::Speaker(pick) | Mode::Link(pick) => Some(list(pick, columns, rows)),
        Mode::Words { moves_start, .. } => {
            let (end, other) = if *moves_start {
                ("beginning", "end")
            } else {
                ("end", "beginning")
            };
            let text = format!("The arrows move the {end}. Tab: the {other} instead.");
            Some(vec![vec![(Style::Strong, text)]])
        }
        Mode::Judging(judging) => Some(question(judging, columns, rows)),
        Mode::Stale => Some(vec![vec![(
            Style::Strong,
            "The folder changed underneath. r reads it again.".to_owned(),
        )]]),
    }
}

fn list(pick: &Pick, columns: usize, rows: usize) -> Vec<Line> {
    let typed = if pick.typed.is_empty() {
        (Style::Dim, "  (type to narrow the list)".to_owned())
    } else {
        (Style::Plain, format!("  {}_", shown(&pick.typed)))
    };
    let mut lines = vec![vec![(Style::Strong, shown(&pick.title)), typed]];
    let choices = pick.shown();
    let room = (rows / 2).saturating_sub(3).clamp(2, 12);
    let top = (pick.at + 1).saturating_sub(room);
    for (at, choice) in choices.iter().enumerate().skip(top).take(room) {
        let here = at == pick.at;
        let sign = if choice.marked { "✓" } else { " " };
        let arrow = if here { ">" } else { " " };
        let style = if here { Style::Marked } else { Style::Plain };
        let show = cut(&shown(&choice.show), columns.saturating_sub(4));
        lines.push(vec![(style, format!("{arrow}{sign} {show}"))]);
    }
    if choices.is_empty() {
        lines.push(vec![(
            Style::Bad,
            "   nothing fits; Backspace takes a letter back".to_owned(),
        )]);
    } else if choices.len() > top + room {
        let more = choices.len() - top - room;
        lines.push(vec![(Style::Dim, format!("   and {more} more below"))]);
    }
    lines
}

fn question(judging: &Judging, columns: usize, rows: usize) -> Vec<Line> {
    let so_far = vec![(Style::Plain, shown(&judging.so_far()))];
    match &judging.step {
        Step::What(pick) => list(pick, columns, rows),
        Step::Other(pick, _) => std::iter::once(so_far)
            .chain(list(pick, columns, rows))
            .collect(),
        Step::Figure(typed, _) => vec![
            vec![(
                Style::Strong,
                "Which figure? Type it, then Enter.".to_owned(),
            )],
            vec![(Style::Plain, format!("{}_", shown(typed)))],
        ],
        Step::How => {
            let all: Vec<(char, &str)> = LEVELS.into_iter().chain(OTHERS).collect();
            std::iter::once(so_far)
                .chain(lettered(&all, columns))
                .collect()
        }
        Step::Sure => {
            let asked = vec![(Style::Strong, "How sure?".to_owned())];
            [so_far, asked]
                .into_iter()
                .chain(lettered(&SURE, columns))
                .collect()
        }
        Step::Why(typed) => {
            // The end of a long reason is what is being typed.
            let text = shown(typed);
            let mut tail = text.as_str();
            while width(tail) + 2 > columns {
                tail = tail.char_indices().nth(1).map_or("", |(at, _)| &tail[at..]);
            }
            vec![
                so_far,
                vec![(
                    Style::Strong,
                    "Because? Change it, or Enter to record.".to_owned(),
                )],
                vec![(Style::Plain, format!("{tail}_"))],
            ]
        }
    }
}

/// Letters with what they choose, as many to a row as there is room for.
fn lettered(keys: &[(char, &str)], columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![vec![]];
    let mut used = 0;
    for (key, word) in keys {
        let wide = width(word) + 5;
        if used > 0 && used + wide > columns + 3 {
            lines.push(vec![]);
            used = 0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push((Style::Strong, format!("{key} ")));
            line.push((Style::Plain, format!("{word}   ")));
        }
    }
    lines
}

/// The row of keys: as many as there is room for, the likeliest first.
pub fn keys(session: &Session, sight: Sight<'_>, columns: usize) -> Line {
    let reading = session.statement(sight.talks).is_some();
    let keys: &[(&str, &str)] = match &session.mode {
        Mode::Reading | Mode::Help(_) if reading => &[
            ("?", "help"),
            ("Enter", "confirm"),
            ("d", "discard"),
            ("n", "next"),
            ("1-3", "link"),
            ("j", "judge"),
            ("s", "speaker"),
            ("u", "undo"),
            ("w", "words"),
            ("h", "hearsay"),
            ("l", "list"),
            ("b", "back"),
            ("q", "quit"),
        ],
        Mode::Reading | Mode::Help(_) => &[
            ("q", "quit"),
            ("b", "back"),
            ("n", "open ones"),
            ("u", "undo"),
            ("?", "help"),
        ],
        Mode::Speaker(_) | Mode::Link(_) => {
            &[("Enter", "choose"), ("Esc", "leave"), ("↑↓", "move")]
        }
        Mode::Words { .. } => &[
            ("←→", "word"),
            ("↑↓", "sentence"),
            ("Enter", "set"),
            ("Esc", "leave"),
            ("Tab", "other end"),
        ],
        Mode::Judging(judging) => match judging.step {
            Step::How | Step::Sure => &[("Esc", "leave"), ("a letter", "chooses")],
            Step::Figure(..) | Step::Why(_) => &[("Enter", "done"), ("Esc", "leave")],
            _ => &[("Enter", "choose"), ("Esc", "leave"), ("↑↓", "move")],
        },
        Mode::Stale => &[("r", "read again"), ("q", "quit")],
    };
    let mut line = String::new();
    for (key, word) in keys {
        let next = format!(" {key} {word} ");
        if width(&line) + width(&next) <= columns {
            line += &next;
        }
    }
    let gap = columns.saturating_sub(width(&line));
    vec![(Style::Bar, line + &" ".repeat(gap))]
}
