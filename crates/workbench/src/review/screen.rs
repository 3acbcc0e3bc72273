//! What is shown: rows of styled pieces, as many rows as the window has, none wider than it is.

use super::session::{Mode, Session, Sight};
use super::wrap::{cut, shown, width, wrap};
use super::{card, help, panel};
use onetext_talks::fact::{Standing, Statement};

/// The fewest columns and rows the review is drawn in.
pub const SMALLEST: (usize, usize) = (40, 12);

/// How a piece is set; colours are the door's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As text is.
    Plain,
    /// Less important.
    Dim,
    /// More important.
    Strong,
    /// The statement, or what the bar is on.
    Marked,
    /// What is well.
    Good,
    /// What needs care.
    Bad,
    /// The rows at the top and the bottom.
    Bar,
}

/// A row.
pub type Line = Vec<(Style, String)>;

/// All rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The rows from the top.
    pub lines: Vec<Line>,
}

impl Screen {
    /// The rows as bare text.
    pub fn text(&self) -> String {
        let row = |line: &Line| {
            let all: String = line.iter().map(|(_, text)| text.as_str()).collect();
            format!("{}\n", all.trim_end())
        };
        self.lines.iter().map(row).collect()
    }
}

/// Draws a session in so many columns and rows.
pub fn draw(session: &Session, sight: Sight<'_>, size: (usize, usize), marks: bool) -> Screen {
    let (columns, rows) = size;
    let mut lines = if columns < SMALLEST.0 || rows < SMALLEST.1 {
        too_small(size)
    } else if let Mode::Help(at) = session.mode {
        help::lines(at, size)
    } else {
        frame(session, sight, size, marks)
    };
    lines.resize(rows, vec![]);
    for line in &mut lines {
        fit(line, columns);
    }
    Screen { lines }
}

fn too_small((columns, rows): (usize, usize)) -> Vec<Line> {
    let text = format!(
        "This window has {columns} × {rows}; the review needs 40 × 12. Make it larger, or press q."
    );
    wrap(&[(Style::Plain, text.as_str())], columns.max(1))
}

/// Takes away what would stand outside the window.
fn fit(line: &mut Line, columns: usize) {
    let mut room = columns;
    for (_, text) in line.iter_mut() {
        *text = cut(text, room);
        room -= width(text).min(room);
    }
    line.retain(|(_, text)| !text.is_empty());
}

fn frame(session: &Session, sight: Sight<'_>, size: (usize, usize), marks: bool) -> Vec<Line> {
    let (columns, rows) = size;
    let Some(statement) = session.statement(sight.talks) else {
        return the_end(session, sight, columns, rows);
    };
    let mut lines = vec![
        header(session, sight, columns),
        card::source(statement, sight),
    ];
    let airy = rows >= 18;
    if airy {
        lines.push(vec![]);
    }
    let mut below = panel::lines(session, sight, size)
        .unwrap_or_else(|| card::lines(statement, sight, columns));
    if airy {
        below.insert(0, vec![]);
    }
    below.truncate(rows - 2 - lines.len() - 3);
    let said = message(session, columns);
    below.extend(said.into_iter().filter(|line| airy || !line.is_empty()));
    below.push(panel::keys(session, sight, columns));
    let room = rows.saturating_sub(lines.len() + below.len());
    lines.extend(body(session, statement, sight, (columns, room), marks));
    lines.extend(below);
    lines
}

/// The first row: what this is, where we are, how far.
fn header(session: &Session, sight: Sight<'_>, columns: usize) -> Line {
    let here = (session.at + 1).min(session.queue.len());
    let (confirmed, discarded) = (
        count(session, sight, Standing::Confirmed),
        count(session, sight, Standing::Discarded),
    );
    let far = format!(
        "{here} of {} · {confirmed} confirmed · {discarded} discarded",
        session.queue.len()
    );
    let room = columns.saturating_sub(width(&far) + 3);
    let title = cut(&shown(&sight.talks.title), if room < 8 { 0 } else { room });
    let gap = columns.saturating_sub(width(&far) + width(&title) + 2);
    vec![(Style::Bar, format!(" {title}{}{far} ", " ".repeat(gap)))]
}

fn count(session: &Session, sight: Sight<'_>, state: Standing) -> usize {
    let is = |id: &&onetext_model::StatementId| {
        sight
            .talks
            .statements
            .get(id)
            .is_some_and(|s| s.state == state)
    };
    session.queue.iter().filter(is).count()
}

/// What is said about the last press, on one row or two.
fn message(session: &Session, columns: usize) -> Vec<Line> {
    let Some((text, bad)) = &session.said else {
        return vec![vec![]];
    };
    let style = if *bad { Style::Bad } else { Style::Good };
    let mut lines = wrap(&[(style, text.as_str())], columns);
    lines.truncate(if *bad { 3 } else { 1 });
    lines
}

/// The statement in its paragraph, moved so that it can be seen.
fn body(
    session: &Session,
    statement: &Statement,
    sight: Sight<'_>,
    (columns, room): (usize, usize),
    marks: bool,
) -> Vec<Line> {
    let (start, end) = match session.mode {
        Mode::Words { start, end, .. } => (start, end),
        _ => (statement.start, statement.end),
    };
    let Some(words) = sight.text.get(start..end) else {
        let text = "Its words cannot be found in its source; `onetext check` says why.";
        return window(wrap(&[(Style::Bad, text)], columns), 0..0, 0, room);
    };
    let (from, to) = onetext_record::paragraph_around(sight.text, start, end);
    let (open, close) = if marks { (">>", "<<") } else { ("", "") };
    let pieces = [
        (
            Style::Plain,
            sight.text.get(from..start).unwrap_or_default(),
        ),
        (Style::Marked, open),
        (Style::Marked, words),
        (Style::Marked, close),
        (Style::Plain, sight.text.get(end..to).unwrap_or_default()),
    ];
    let columns = columns.min(100);
    let own = wrap(&pieces, columns);
    let (above, below) = (sight.text.get(..from), sight.text.get(to..));
    let last = above.and_then(|text| text.trim_end().char_indices().next_back());
    let mut lines = neighbour(sight.text, last.map(|(at, _)| at), columns);
    let paragraph = lines.len()..lines.len() + own.len();
    lines.extend(own);
    lines.push(vec![]);
    let next = below.map(|text| to + text.len() - text.trim_start().len());
    lines.extend(neighbour(sight.text, next, columns));
    window(lines, paragraph, session.scroll, room)
}

/// The paragraph that holds a byte, faint, with an empty line below; nothing if there is none.
fn neighbour(text: &str, at: Option<usize>, columns: usize) -> Vec<Line> {
    let letter = at.and_then(|at| Some((at, text.get(at..)?.chars().next()?)));
    let Some((at, letter)) = letter else {
        return vec![];
    };
    let (from, to) = onetext_record::paragraph_around(text, at, at + letter.len_utf8());
    let mut lines = wrap(
        &[(Style::Dim, text.get(from..to).unwrap_or_default())],
        columns,
    );
    lines.push(vec![]);
    lines
}

/// So many of the lines that the statement can be seen, moved by so many, with a sign where the
/// paragraph goes on below.
fn window(
    lines: Vec<Line>,
    paragraph: std::ops::Range<usize>,
    scroll: isize,
    room: usize,
) -> Vec<Line> {
    let marked = |line: &Line| line.iter().any(|(style, _)| *style == Style::Marked);
    let first = lines.iter().position(marked).unwrap_or(0);
    let many = lines.iter().filter(|line| marked(line)).count();
    let last_top = lines.len().saturating_sub(room);
    let above = room.saturating_sub(many) / 2;
    let whole = paragraph.len() <= room;
    let top = if whole {
        paragraph.start.saturating_sub((room - paragraph.len()) / 2)
    } else {
        first.saturating_sub(above)
    };
    let top = top
        .min(last_top)
        .saturating_add_signed(scroll)
        .min(last_top);
    let more = paragraph.end > top + room;
    let mut seen: Vec<Line> = lines.into_iter().skip(top).take(room).collect();
    if let (true, Some(last)) = (
        more,
        seen.last_mut().filter(|line| !marked(line) || many > room),
    ) {
        *last = vec![(Style::Dim, "… PageDown for more".to_owned())];
    }
    seen.resize(room, vec![]);
    seen
}

/// The page after the last statement.
fn the_end(session: &Session, sight: Sight<'_>, columns: usize, rows: usize) -> Vec<Line> {
    let open = count(session, sight, Standing::Proposed);
    let say =
        |style: Style, text: String| -> Vec<Line> { wrap(&[(style, text.as_str())], columns) };
    let mut lines = vec![header(session, sight, columns), vec![]];
    lines.extend(say(
        Style::Strong,
        "That was the last one. Everything is written.".to_owned(),
    ));
    lines.push(vec![]);
    if open > 0 {
        let is = if open == 1 { "is" } else { "are" };
        lines.extend(say(
            Style::Plain,
            format!("{open} {is} still open: n shows the first of them."),
        ));
    }
    let unlinked = |id: &&onetext_model::StatementId| {
        let statement = sight.talks.statements.get(id);
        statement.is_some_and(|s| s.state == Standing::Confirmed && s.about.is_empty())
    };
    let unlinked = session.queue.iter().filter(unlinked).count();
    if unlinked > 0 {
        lines.extend(say(
            Style::Plain,
            format!("{unlinked} confirmed without a point or issue: they count for none."),
        ));
    }
    lines.resize(rows - 2, vec![]);
    lines.extend(message(session, columns).into_iter().take(1));
    lines.push(panel::keys(session, sight, columns));
    lines
}
