//! Lines with their places put together to paragraphs.

use crate::document::prose::{joined, spaced};
use std::collections::BTreeMap;

/// A step to the next line greater than this many usual ones begins a paragraph.
const WIDE_STEP: f64 = 1.35;
/// A line that ends before this part of the longest is short.
const SHORT: f64 = 0.85;
/// From this many pages on, lines that come again at their edges are left out.
const REPEATS: usize = 3;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Where it begins and ends, from the left, in points.
    pub start: f64,
    /// See `start`.
    pub end: f64,
    /// How high its foot stands.
    pub y: f64,
    /// The size of its letters.
    pub size: f64,
    /// Its words.
    pub text: String,
}

/// The text of all pages. Says in `notes` what was left out.
pub(super) fn text(mut pages: Vec<Vec<Line>>, notes: &mut Vec<String>) -> String {
    for page in &mut pages {
        page.iter_mut()
            .for_each(|line| line.text = spaced(&line.text));
        page.retain(|line| !line.text.is_empty());
        page.dedup_by(|next, last| {
            next.text == last.text
                && (next.y - last.y).abs() < last.size
                && (next.start - last.start).abs() < last.size
        });
    }
    let repeated = leave_out_repeated(&mut pages);
    if repeated > 0 {
        notes.push(format!("left out {repeated} headers, footers and page numbers that come again from page to page"));
    }
    let mut paragraphs: Vec<String> = vec![];
    let mut open = String::new();
    for page in &pages {
        let step = usual_step(page);
        let longest = page.iter().map(|line| line.end).fold(0.0, f64::max);
        let mut last: Option<&Line> = None;
        for line in page {
            let begins = match last {
                Some(last) => begins_paragraph(last, line, step, longest),
                None => !runs_on(&open, line),
            };
            if begins {
                paragraphs.push(std::mem::take(&mut open));
            }
            append(&mut open, &line.text);
            last = Some(line);
        }
    }
    paragraphs.push(open);
    joined(paragraphs)
}

/// Leaves out lines at the top and foot of pages that come again, figures aside.
fn leave_out_repeated(pages: &mut [Vec<Line>]) -> usize {
    if pages.len() < REPEATS {
        return 0;
    }
    let key = |line: &Line| {
        line.text
            .chars()
            .map(|c| if c.is_numeric() { '#' } else { c })
            .collect::<String>()
    };
    let mut left_out = 0;
    // A header may have two lines, and so may a footer.
    for _ in 0..2 {
        let mut counts: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for page in pages.iter().filter(|page| page.len() > 1) {
            for (top, line) in [(true, page.first()), (false, page.last())] {
                line.into_iter()
                    .for_each(|line| *counts.entry((top, key(line))).or_default() += 1);
            }
        }
        let most = REPEATS.max(pages.len() / 2);
        for page in pages.iter_mut().filter(|page| page.len() > 1) {
            let is = |top, line: Option<&Line>| {
                line.is_some_and(|line| counts.get(&(top, key(line))).is_some_and(|n| *n >= most))
            };
            if is(false, page.last()) {
                page.pop();
                left_out += 1;
            }
            if page.len() > 1 && is(true, page.first()) {
                page.remove(0);
                left_out += 1;
            }
        }
    }
    left_out
}

/// The step between lines that is most common on a page: the middle one of those that go down.
fn usual_step(page: &[Line]) -> f64 {
    let down = |pair: &[Line]| (pair[0].y - pair[1].y) / pair[1].size;
    let mut steps: Vec<f64> = page
        .windows(2)
        .map(down)
        .filter(|step| *step > 0.5 && *step < 4.0)
        .collect();
    steps.sort_by(f64::total_cmp);
    steps
        .get(steps.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(1.2)
}

fn begins_paragraph(last: &Line, line: &Line, step: f64, longest: f64) -> bool {
    let down = (last.y - line.y) / line.size;
    if down < -0.5 {
        return !runs_on(&last.text, line);
    }
    let resized = (line.size / last.size - 1.0).abs() > 0.15;
    let ended = last
        .text
        .ends_with(['.', '!', '?', ':', ';', '”', '"', '»', ')']);
    let short = last.end < SHORT * longest;
    let indented = line.start - last.start > line.size && ended;
    down > step * WIDE_STEP || resized || (short && ended) || indented || is_item(&line.text)
}

/// Whether a line goes on with what stands before it, on another page or in another column.
fn runs_on(before: &str, line: &Line) -> bool {
    let open = !before.is_empty()
        && !before
            .trim_end()
            .ends_with(['.', '!', '?', ':', '”', '"', '»']);
    open && line.text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a line begins as an item of a list: `•`, `(a)`, `12.`.
fn is_item(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let inner = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let marked = first.ends_with(['.', ')']) && first != inner && text.len() > first.len();
    let counts = inner.chars().all(|c| c.is_ascii_digit()) && inner.len() <= 3;
    let lettered = inner.chars().count() == 1 && first.ends_with(')');
    matches!(first, "•" | "–" | "▪" | "◦" | "")
        || (marked && !inner.is_empty() && (counts || lettered))
}

/// Adds a line to a paragraph. A hyphen between two small letters at a line's end is taken for a break of the word.
fn append(open: &mut String, line: &str) {
    let begins_small = line.chars().next().is_some_and(char::is_lowercase);
    let stem = open
        .strip_suffix(['-', '\u{2010}'])
        .filter(|stem| stem.ends_with(char::is_lowercase));
    match stem.map(str::len) {
        Some(length) if begins_small => open.truncate(length),
        Some(_) => {}
        None if open.is_empty() => {}
        None => open.push(' '),
    }
    open.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(start: f64, end: f64, y: f64, text: &str) -> Line {
        Line {
            start,
            end,
            y,
            size: 10.0,
            text: text.to_owned(),
        }
    }

    fn check(pages: Vec<Vec<Line>>, expect: &str) {
        assert_eq!(text(pages, &mut vec![]), expect);
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            vec![vec![
                line(10., 400., 700., "The two sides met and agreed on a cease-"),
                line(10., 400., 688., "fire which both of the delega-"),
                line(10., 200., 676., "tions signed."),
                line(10., 400., 664., "A second one follows here and it is"),
                line(10., 300., 652., "long"),
                line(10., 400., 620., "A third after a gap"),
                line(10., 400., 608., "1. an item"),
            ]],
            "The two sides met and agreed on a ceasefire which both of the delegations signed.\n\n\
             A second one follows here and it is long\n\nA third after a gap\n\n1. an item\n",
        );
    }

    #[test]
    fn pages_run_on_without_their_headers() {
        let page = |n: usize, a: &str, b: &str| {
            vec![
                line(10., 90., 780., "Minutes"),
                line(10., 400., 700., a),
                line(10., 400., 688., b),
                line(200., 210., 20., &n.to_string()),
            ]
        };
        check(
            vec![
                page(1, "one", "begins"),
                page(2, "and goes on.", "Then"),
                page(3, "Ends", "here."),
            ],
            "one begins and goes on. Then\n\nEnds here.\n",
        );
    }

    #[test]
    fn double_strikes_are_read_once() {
        check(
            vec![vec![
                line(10., 50., 700., "Bold"),
                line(10.3, 50.3, 700., "Bold"),
            ]],
            "Bold\n",
        );
    }
}
