//! The numbered points of a draft: `3.`, `3)`, `Article 3.`, or headings.

use onetext_model::IssueId;
use onetext_model::id::slug;
use std::ops::Range;

/// A point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name: `{#id}`, else made from its bold lead or heading, else `p` and its label.
    pub id: IssueId,
    /// Its label as printed; a second one of the same label is `1(2)`.
    pub label: String,
    /// Its bold lead or heading; empty if it has none.
    pub heading: String,
    /// The issues that have a place in it.
    pub issues: Vec<IssueId>,
    /// Its bytes.
    pub span: Range<usize>,
    /// How many of them its label takes, with what stands before it and its punctuation.
    pub label_len: usize,
    /// Whether it begins with a heading line.
    pub is_heading: bool,
    /// For a point without brackets: its words, white space folded, notes left out.
    pub wording: String,
}

/// Where a point begins, before its content is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its first byte.
    pub start: usize,
    /// Its label as printed.
    pub label: String,
    /// Where the label with its punctuation ends.
    pub after_label: usize,
    /// The level of the heading line it begins with; 0 if it begins with none.
    pub level: usize,
    /// The bytes of `{#id}` with the space before it, and the name.
    pub pin: Option<(Range<usize>, String)>,
    /// The byte and the text of a `{#…}` that holds no name.
    pub bad_pin: Option<(usize, String)>,
    /// Its bold lead or heading text.
    pub heading: String,
    /// One past its last byte.
    pub end: usize,
}

/// One line that could begin a point or end one.
struct Line<'a> {
    start: usize,
    text: &'a str,
    level: usize,
    after_blank: bool,
}

/// The points of a text: one kind per draft, the first present of articles, numbers, headings.
pub fn marks(text: &str, from: usize, opaque: &[Range<usize>]) -> Vec<Mark> {
    let lines = lines(text, from, opaque);
    let articles: Vec<Mark> = lines.iter().filter_map(article).collect();
    let numbers = || numbers(&lines);
    let mut marks = if articles.is_empty() {
        numbers()
    } else {
        articles
    };
    if marks.is_empty() {
        marks = headings(&lines);
    }
    let headings: Vec<&Line<'_>> = lines.iter().filter(|l| l.level > 0).collect();
    close(&mut marks, &headings, text.len());
    marks.iter_mut().for_each(|mark| describe(text, mark));
    marks
}

/// The lines outside opaque ranges.
fn lines<'a>(text: &'a str, from: usize, opaque: &[Range<usize>]) -> Vec<Line<'a>> {
    let mut at = from;
    let mut skip = 0;
    let mut found = vec![];
    let mut after_blank = true;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        while skip < opaque.len() && opaque[skip].end <= start {
            skip += 1;
        }
        let hidden =
            skip < opaque.len() && opaque[skip].start < start && opaque[skip].contains(&start);
        let line = line.trim_start_matches('\u{feff}');
        let is_blank = line.trim().is_empty();
        if !hidden && !is_blank {
            found.push(Line {
                start: at - line.len(),
                text: line,
                level: heading_level(line),
                after_blank,
            });
        }
        after_blank = is_blank;
    }
    found
}

/// The level of an ATX heading; 0 for any other line.
fn heading_level(line: &str) -> usize {
    let body = line.trim_start_matches(' ');
    let hashes = body.len() - body.trim_start_matches('#').len();
    let ended = body[hashes..].starts_with([' ', '\t', '\r', '\n']) || body.len() == hashes;
    if line.len() - body.len() <= 3 && (1..=6).contains(&hashes) && ended {
        hashes
    } else {
        0
    }
}

fn mark(line: &Line<'_>, label: &str, after: usize) -> Mark {
    Mark {
        start: line.start,
        label: label.to_owned(),
        after_label: line.start + after,
        level: line.level,
        pin: None,
        bad_pin: None,
        heading: String::new(),
        end: 0,
    }
}

/// The words before a number that make a point, as printed.
const ARTICLES: [&str; 6] = ["Article", "ARTICLE", "Point", "POINT", "Section", "SECTION"];

/// `Article 3.`, `Point IV —`, `## Section 2`.
fn article(line: &Line<'_>) -> Option<Mark> {
    let body = line
        .text
        .trim_start_matches(' ')
        .trim_start_matches('#')
        .trim_start();
    let body = body.strip_prefix("**").unwrap_or(body);
    let skipped = line.text.len() - body.len();
    let word = ARTICLES.into_iter().find(|word| body.starts_with(word))?;
    let rest = &body[word.len()..];
    let number = rest.trim_start_matches(' ');
    let length = number
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(number.len());
    let is_number = |n: &str| {
        !n.is_empty()
            && (n.bytes().all(|b| b.is_ascii_digit())
                || n.chars().all(|c| "IVXLCDM".contains(c))
                || n.as_bytes()[0].is_ascii_digit())
    };
    if rest.len() == number.len() || !is_number(&number[..length]) {
        return None;
    }
    let after = number[length..].trim_start_matches(' ');
    let stop = after
        .chars()
        .next()
        .is_none_or(|c| matches!(c, '.' | ':' | '–' | '—' | '\r' | '\n' | '*' | '{'));
    if !(stop || line.level > 0) {
        return None;
    }
    let end = line.text.len() - number[length..].len();
    let label = line.text[skipped..end].to_owned();
    let punctuation = line.text[end..]
        .chars()
        .take_while(|c| matches!(c, '.' | ':'))
        .map(char::len_utf8)
        .sum::<usize>();
    Some(mark(line, &label, end + punctuation))
}

/// Top-level numbers: `3.` or `3)`, indented less than the content of the item above.
fn numbers(lines: &[Line<'_>]) -> Vec<Mark> {
    let mut found: Vec<Mark> = vec![];
    let mut content = OUTSIDE;
    for line in lines {
        let body = line.text.trim_start_matches(' ');
        let indent = line.text.len() - body.len();
        if indent >= content.min(OUTSIDE) {
            continue;
        }
        if let Some(digits) = number(body) {
            found.push(mark(line, &body[..digits], indent + digits + 1));
            content = indent + digits + 2;
        } else if body.starts_with(['-', '*', '+']) && body[1..].starts_with(' ') {
            content = indent + 2;
        } else if line.after_blank || line.level > 0 {
            content = OUTSIDE;
        }
    }
    found
}

/// The least indent of a line that is code outside any list.
const OUTSIDE: usize = 4;

/// How many digits a line begins with, if they number it.
fn number(body: &str) -> Option<usize> {
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = body[digits..].strip_prefix(['.', ')'])?;
    let ended = rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    ((1..=9).contains(&digits) && ended).then_some(digits)
}

/// Headings of the deepest level used twice.
fn headings(lines: &[Line<'_>]) -> Vec<Mark> {
    let twice = (1..=6)
        .rev()
        .find(|level| lines.iter().filter(|l| l.level == *level).count() > 1);
    let Some(level) = twice else { return vec![] };
    let chosen = lines.iter().filter(|l| l.level == level);
    chosen
        .map(|line| {
            let hashes = line.text.len() - line.text.trim_start_matches([' ', '#']).len();
            mark(line, plain(heading_text(&line.text[hashes..]).0), hashes)
        })
        .collect()
}

/// The words of a heading, and what stands in `{#…}` at its end with the byte at which it begins.
fn heading_text(line: &str) -> (&str, Option<(usize, &str)>) {
    let words = line.trim_end();
    let unmarked = words.trim_end_matches('#');
    let words = if unmarked.ends_with([' ', '\t']) || unmarked.is_empty() {
        unmarked.trim_end()
    } else {
        words
    };
    let pin = words.strip_suffix('}').and_then(|w| w.rsplit_once("{#"));
    match pin {
        Some((before, name)) if !name.contains([' ', '[', ']', '|', '`']) => {
            (before, Some((before.len(), name)))
        }
        _ => (words, None),
    }
}

/// A point ends where the next begins, or at a heading that is not inside it: any heading for a
/// numbered line, one of its own level or above for a point that is a heading.
fn close(marks: &mut [Mark], headings: &[&Line<'_>], length: usize) {
    for at in 0..marks.len() {
        let next = marks.get(at + 1).map_or(length, |m| m.start);
        let Mark { start, level, .. } = marks[at];
        let from = headings.partition_point(|h| h.start <= start);
        marks[at].end = headings[from..]
            .iter()
            .take_while(|h| h.start < next)
            .find(|h| level == 0 || h.level <= level)
            .map_or(next, |h| h.start);
    }
}

/// Finds the pin and the heading of a point.
fn describe(text: &str, mark: &mut Mark) {
    let line_end = text[mark.after_label..mark.end]
        .find('\n')
        .map_or(mark.end, |n| mark.after_label + n);
    let first = &text[mark.after_label..line_end];
    let lead = first
        .trim_start()
        .trim_start_matches(['–', '—', '-'])
        .trim_start();
    let lead = lead
        .strip_prefix("**")
        .and_then(|rest| rest.find("**").map(|end| (&rest[..end], &rest[end + 2..])));
    let after_lead = lead.map_or(first, |(_, after)| after);
    let mut heading = first;
    let pin = pin_at(first).or_else(|| {
        let (at, name) = pin_at(after_lead)?;
        Some((first.len() - after_lead.len() + at, name))
    });
    let pin = pin.or_else(|| {
        let (words, pin) = heading_text(first);
        heading = words;
        pin.filter(|_| mark.level > 0)
    });
    if let Some((open, name)) = pin {
        let space = first[..open].len() - first[..open].trim_end_matches([' ', '\t']).len();
        let end = open + "{#}".len() + name.len();
        let range = mark.after_label + open - space..mark.after_label + end;
        if onetext_model::id::is_name(name) {
            mark.pin = Some((range, name.to_owned()));
        } else {
            mark.bad_pin = Some((mark.after_label + open, name.to_owned()));
        }
        heading = if open <= space {
            &first[end..]
        } else {
            heading
        };
    }
    mark.heading = match lead {
        Some((bold, _)) => plain(bold).to_owned(),
        None if mark.level > 0 => plain(heading).to_owned(),
        None => String::new(),
    };
}

/// `{#…}` at the beginning: its byte and what it holds.
fn pin_at(text: &str) -> Option<(usize, &str)> {
    let body = text.trim_start_matches([' ', '\t']);
    let (name, _) = body.strip_prefix("{#")?.split_once('}')?;
    let plain = !name.contains([' ', '[', ']', '|', '`', '{']);
    plain.then_some((text.len() - body.len(), name))
}

fn plain(text: &str) -> &str {
    text.trim()
        .trim_end_matches(['.', ':', '*', '#'])
        .trim_start_matches(['–', '—', '.', ':', '*'])
        .trim()
}

/// The name of a point that has not been pinned.
pub fn made_id(mark: &Mark) -> String {
    let from_heading = slug(&mark.heading);
    if onetext_model::id::is_name(&from_heading) {
        return from_heading;
    }
    let label = slug(&mark.label);
    if onetext_model::id::is_name(&label) {
        label
    } else {
        format!("p{label}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let found: Vec<(String, String)> = marks(text, 0, &[])
            .into_iter()
            .map(|m| (m.label.clone(), made_id(&m)))
            .collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(l, i)| (l.as_str(), i.as_str()))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn one_kind_of_point_per_draft() {
        check(
            "1. a\n2) b\n10. c\n",
            &[("1", "p1"), ("2", "p2"), ("10", "p10")],
        );
        check(
            "1. **Cease-fire.** a\n   1. inner\n2. b\n",
            &[("1", "cease-fire"), ("2", "p2")],
        );
        check(
            "Article 1. a\n1. inner\nArticle 2: b\n",
            &[("Article 1", "article-1"), ("Article 2", "article-2")],
        );
        check(
            "## Point 1\n\ntext\n\n## Point 2\n",
            &[("Point 1", "point-1"), ("Point 2", "point-2")],
        );
        check(
            "# T\n## Peace\na\n## Water\nb\n",
            &[("Peace", "peace"), ("Water", "water")],
        );
        check("Article one of the treaty\nArticle 5 says\n", &[]);
        check("para\n3. joined\n", &[("3", "p3")]);
    }
}
