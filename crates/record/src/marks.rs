//! Quotation marks and the spans between them.
//!
//! Printed texts mix the kinds of marks, so all double marks are one class: `"` “ ” „ ‟ « ». What a mark does is told
//! by what stands on either side, then by its shape, then by whether a quotation is open. Single marks are never
//! taken for delimiters: they are mostly apostrophes, or quotations inside one.

use std::collections::BTreeMap;

/// A quotation as its marks delimit it. All positions are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte after the opening mark.
    pub start: usize,
    /// The byte after the last one quoted.
    pub end: usize,
    /// First byte of the opening mark.
    pub outer_start: usize,
    /// The byte after the closing mark.
    pub outer_end: usize,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether it continues the unclosed quotation of the paragraph before.
    pub continues: bool,
    /// First byte and end of its paragraph.
    pub paragraph: (usize, usize),
}

/// Whether a character is a double quotation mark of any kind.
pub fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    end: usize,
    does: Does,
}

/// The spans of all paragraphs, in order; none is empty and none overlaps another.
pub fn spans(text: &str, paragraphs: &[(usize, usize)]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for &paragraph in paragraphs {
        let before = found.len();
        let unclosed = found.last().is_some_and(|last| {
            !last.closed && last.end > last.start && ends_before(text, last.end, paragraph.0)
        });
        let marks = marks_of(text, paragraph);
        let opening = text[paragraph.0..paragraph.1].trim_start_matches(['>', ' ', '\t']);
        let opens = marks
            .first()
            .is_some_and(|mark| mark.at == paragraph.1 - opening.len());
        if unclosed && !opens && marks.first().is_some_and(|it| it.does == Does::Close) {
            found.push(closed_late(&marks[0], paragraph));
            pair(text, &marks[1..], paragraph, &mut found);
        } else {
            pair(text, &marks, paragraph, &mut found);
        }
        if let Some(first) = found.get_mut(before) {
            first.continues = unclosed && (opens || first.outer_start == paragraph.0);
        }
    }
    found
}

/// Whether nothing but white space and block quote marks lies between a span and the next paragraph.
fn ends_before(text: &str, end: usize, next: usize) -> bool {
    end <= next
        && text[end..next]
            .chars()
            .all(|c| c.is_whitespace() || c == '>' || is_mark(c))
}

/// The rest of a quotation that was opened in the paragraph before and is closed in this one.
fn closed_late(mark: &Mark, paragraph: (usize, usize)) -> Span {
    Span {
        start: paragraph.0,
        end: mark.at,
        outer_start: paragraph.0,
        outer_end: mark.end,
        closed: true,
        continues: true,
        paragraph,
    }
}

fn marks_of(text: &str, paragraph: (usize, usize)) -> Vec<Mark> {
    let code = code_spans(&text[paragraph.0..paragraph.1]);
    let mut code = code.iter().peekable();
    let mut marks = Vec::new();
    let mut previous = None;
    let mut letters = text[paragraph.0..paragraph.1].char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        while code.peek().is_some_and(|&&(_, end)| end <= at) {
            code.next();
        }
        let in_code = code.peek().is_some_and(|&&(start, _)| start <= at);
        if is_mark(c) && !in_code {
            let next = letters.peek().map(|&(_, next)| next);
            let at = paragraph.0 + at;
            marks.push(Mark {
                at,
                end: at + c.len_utf8(),
                does: does(previous, c, next),
            });
        }
        previous = Some(c);
    }
    marks
}

fn does(previous: Option<char>, mark: char, next: Option<char>) -> Does {
    let opens_after = |c: char| c.is_whitespace() || "([{—–-/:=>*_\u{feff}".contains(c);
    let closes_before = |c: char| c.is_whitespace() || ".,;:!?…)]}—–*_<".contains(c);
    let left = previous.is_none_or(opens_after);
    let right = next.is_none_or(closes_before);
    match (left, right, mark) {
        (true, false, _) => Does::Open,
        (false, true, _) => Does::Close,
        (_, _, '“' | '„' | '‟' | '«') => Does::Open,
        (_, _, '”' | '»') => Does::Close,
        _ => Does::Either,
    }
}

/// Pairs the marks of one paragraph: nested where that comes out even, one after the other where it does not.
fn pair(text: &str, marks: &[Mark], paragraph: (usize, usize), found: &mut Vec<Span>) {
    if let [first, second] = marks
        && first.does == Does::Close
        && second.does == Does::Close
    {
        // "He says,” we know.”": the first blank is on the wrong side
        push(text, (first, second.at, second.end, true), paragraph, found);
        return;
    }
    let before = found.len();
    if pair_nested(text, marks, paragraph, found) {
        return;
    }
    found.truncate(before);
    let mut open: Option<&Mark> = None;
    for mark in marks {
        open = match (open, mark.does) {
            (None, Does::Close) => None,
            (None, _) => Some(mark),
            (Some(opening), Does::Open) => {
                push(text, (opening, mark.at, mark.at, false), paragraph, found);
                Some(mark)
            }
            (Some(opening), _) => {
                push(text, (opening, mark.at, mark.end, true), paragraph, found);
                None
            }
        };
    }
    if let Some(opening) = open {
        let end = paragraph.1;
        push(text, (opening, end, end, false), paragraph, found);
    }
}

/// Pairs with nesting; false if a quotation stays open although another was opened inside it.
fn pair_nested(
    text: &str,
    marks: &[Mark],
    paragraph: (usize, usize),
    found: &mut Vec<Span>,
) -> bool {
    let mut opening: Option<&Mark> = None;
    let mut depth = 0_usize;
    let mut nested = false;
    for mark in marks {
        match (opening, mark.does) {
            (None, Does::Close) => {}
            (None, _) => (opening, depth, nested) = (Some(mark), 1, false),
            (Some(_), Does::Open) => (depth, nested) = (depth + 1, true),
            (Some(first), _) => {
                depth -= 1;
                if depth == 0 {
                    push(text, (first, mark.at, mark.end, true), paragraph, found);
                    opening = None;
                }
            }
        }
    }
    let block = |first: &Mark| {
        let straight = |at: usize| text[at..].starts_with('"');
        depth == 1
            && first.at == paragraph.0
            && straight(first.at)
            && marks.iter().filter(|it| straight(it.at)).count() == 1
    };
    let nested = nested && !opening.is_some_and(block);
    if let (Some(first), false) = (opening, nested) {
        let end = paragraph.1;
        push(text, (first, end, end, false), paragraph, found);
    }
    opening.is_none() || !nested
}

fn push(
    text: &str,
    (opening, end, outer_end, closed): (&Mark, usize, usize, bool),
    paragraph: (usize, usize),
    found: &mut Vec<Span>,
) {
    let inside = &text[opening.end..end];
    let kept = if closed { inside } else { inside.trim_end() };
    if !kept.trim().is_empty() {
        found.push(Span {
            start: opening.end,
            end: opening.end + kept.len(),
            outer_start: opening.at,
            outer_end,
            closed,
            continues: false,
            paragraph,
        });
    }
}

/// Byte ranges of code between equal runs of backticks, in order.
fn code_spans(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some(last) if last.1 == at => last.1 += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    let mut same_later = BTreeMap::new();
    let mut partner = vec![None; runs.len()];
    for (index, &(start, end)) in runs.iter().enumerate().rev() {
        partner[index] = same_later.insert(end - start, index);
    }
    let mut spans = Vec::new();
    let mut index = 0;
    while index < runs.len() {
        if let Some(closing) = partner[index] {
            spans.push((runs[index].0, runs[closing].1));
            index = closing;
        }
        index += 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let paragraphs = crate::paragraph::paragraphs(text);
        let spans = spans(text, &paragraphs);
        spans.iter().map(|it| &text[it.start..it.end]).collect()
    }

    #[test]
    fn all_kinds_of_marks_are_one_class() {
        assert_eq!(
            quoted("\"a b” and „c d“ and « e f » and »g h« and “i j\" ."),
            ["a b", "c d", " e f ", "g h", "i j"]
        );
    }

    #[test]
    fn apostrophes_inches_and_code_are_no_marks() {
        assert_eq!(
            quoted("It's a 12\" pipe, `\"code\"` and \"don't 'do' it\"."),
            ["don't 'do' it"]
        );
    }

    #[test]
    fn a_quotation_inside_another_belongs_to_it() {
        assert_eq!(
            quoted("“He said “go” and left”, she said."),
            ["He said “go” and left"]
        );
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        let text = "\"One goes on.\n\n\"Two is closed,\" he said.\n\nNo mark here.";
        assert_eq!(quoted(text), ["One goes on.", "Two is closed,"]);
        let found = spans(text, &crate::paragraph::paragraphs(text));
        assert_eq!((found[0].closed, found[1].continues), (false, true));
    }

    #[test]
    fn a_missing_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(
            quoted("\"One is open. \"Two is closed,\" he said."),
            ["One is open.", "Two is closed,"]
        );
    }
}
