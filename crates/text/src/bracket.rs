//! From a pair of square brackets to what it is: a bracket with alternatives, a link, a note, or words.

use crate::numeric;
use crate::pairs::Pair;
use crate::parse::Context;
use crate::report::Report;
use crate::tag;
use crate::tree::{Alternative, Body, Bracket, Node};
use crate::unnamed::{self, Unnamed};
use onetext_model::id::{is_name, slug};
use onetext_model::{IssueId, Key, problem};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a pair turns out to be.
enum Class<'a> {
    /// A link, an image, a footnote or a task box: kept whole up to this byte.
    Opaque(usize),
    /// A drafter's note.
    Note,
    /// A bracket with a name and a body of its own, which begins at this byte.
    Named(&'a str, usize),
    /// A declared issue once more.
    Repeat(&'a str),
    /// Words in brackets that only look like an issue, and are reported already.
    Literal,
    /// A bracket nobody has named.
    Unnamed,
}

/// Builds the pieces of one draft.
pub(crate) struct Builder<'a, 'r> {
    pub source: &'a str,
    pub context: &'a Context<'a>,
    pub opaque: &'a [Range<usize>],
    pub pins: Vec<Range<usize>>,
    pub declared: BTreeSet<&'a str>,
    pub definitions: BTreeSet<String>,
    pub report: &'r mut Report<'a>,
    pub unnamed: usize,
    pub point: String,
}

impl<'a> Builder<'a, '_> {
    /// The pieces of a range whose pairs are given.
    pub fn nodes(&mut self, range: Range<usize>, pairs: &[Pair]) -> Vec<Node> {
        let mut nodes = vec![];
        let mut groups: Vec<Unnamed> = vec![];
        let mut at = range.start;
        for pair in pairs {
            if pair.open < at {
                continue;
            }
            self.words(at..pair.open, &mut nodes);
            at = self.place(pair, &mut nodes, &mut groups);
        }
        self.words(at..range.end, &mut nodes);
        for group in unnamed::group(self.source, groups) {
            self.unnamed += 1;
            let (what, mend) = unnamed::advice(self.source, &group, &self.point);
            self.report.warning(group.start, what, mend);
        }
        nodes
    }

    /// Adds one pair and says where it ends.
    fn place(&mut self, pair: &Pair, nodes: &mut Vec<Node>, groups: &mut Vec<Unnamed>) -> usize {
        let end = pair.close + 1;
        match self.classify(pair) {
            Class::Opaque(end) => {
                nodes.push(Node::Opaque(self.source[pair.open..end].to_owned()));
                return end;
            }
            Class::Note => nodes.push(Node::Note(self.source[pair.open..end].to_owned())),
            Class::Named(id, body) => match self.bracket(pair, id, body) {
                Some(bracket) => nodes.push(Node::Bracket(Box::new(bracket))),
                None => self.literal(pair, nodes),
            },
            Class::Repeat(id) => match IssueId::new(id) {
                Ok(id) => nodes.push(Node::Bracket(Box::new(Bracket {
                    id,
                    head: self.source[pair.open..pair.close].to_owned(),
                    body: Body::Repeat,
                    close: "]".to_owned(),
                    span: pair.close..pair.close,
                }))),
                Err(_) => self.literal(pair, nodes),
            },
            Class::Literal => self.literal(pair, nodes),
            Class::Unnamed => {
                groups.push(Unnamed {
                    start: pair.open,
                    end,
                    bars: pair.bars.clone(),
                });
                self.literal(pair, nodes);
            }
        }
        end
    }

    /// Square brackets kept as words, with whatever is inside.
    fn literal(&mut self, pair: &Pair, nodes: &mut Vec<Node>) {
        push_text(nodes, "[");
        let inside = self.nodes(pair.open + 1..pair.close, &pair.inner);
        for node in inside {
            match node {
                Node::Text(text) => push_text(nodes, &text),
                other => nodes.push(other),
            }
        }
        push_text(nodes, "]");
    }

    fn classify(&mut self, pair: &Pair) -> Class<'a> {
        let source = self.source;
        let inside = &source[pair.open + 1..pair.close];
        if let Some((id, body)) = named(source, pair) {
            return if id == "note" {
                Class::Note
            } else {
                Class::Named(id, body)
            };
        }
        if self.declared.contains(inside) {
            return Class::Repeat(inside);
        }
        let after = &source[pair.close + 1..];
        if inside.starts_with('^') || self.is_task(pair, inside) {
            return Class::Opaque(pair.close + 1);
        }
        if after.starts_with('(')
            && pair.bars.is_empty()
            && let Some(length) = destination(after)
        {
            return Class::Opaque(pair.close + 1 + length);
        }
        if self.is_reference(after) || after.starts_with(':') && self.definitions.contains(inside) {
            if !after.starts_with(':') {
                let mend = "write the address inline, as in `[words](address)`";
                self.report.warning(
                    pair.open,
                    format!("`[{inside}]` is a reference link, which is kept as text"),
                    mend,
                );
            }
            return Class::Literal;
        }
        if source[..pair.open].ends_with(']') && self.definitions.contains(inside) {
            Class::Literal
        } else {
            Class::Unnamed
        }
    }

    /// `[a][b]` where the draft defines `[b]: …`.
    fn is_reference(&self, after: &str) -> bool {
        let label = after
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .map(|(label, _)| label);
        label.is_some_and(|label| self.definitions.contains(label))
    }

    /// `[x]` or `[ ]` at the start of a list item.
    fn is_task(&self, pair: &Pair, inside: &str) -> bool {
        let line = self.source[..pair.open].rfind('\n').map_or(0, |n| n + 1);
        let before = self.source[line..pair.open].trim();
        let numbered = before
            .strip_suffix(['.', ')'])
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let item = ["-", "*", "+"].contains(&before) || numbered;
        let boxed = matches!(inside, " " | "x" | "X");
        boxed && item && self.source[pair.close + 1..].starts_with([' ', '\t', '\r', '\n'])
    }

    fn bracket(&mut self, pair: &Pair, id: &'a str, body: usize) -> Option<Bracket> {
        let text = &self.source[body..pair.close];
        let body_of = if numeric::is_numeric(text) {
            match numeric::read(text, self.context.bases) {
                Ok(figures) => {
                    figures
                        .tags
                        .iter()
                        .for_each(|(_, tags)| self.check_owners(&tags.owners, body));
                    Body::Figures(figures)
                }
                Err((what, mend)) => {
                    self.report
                        .problem(pair.open, format!("bracket `{id}`: {what}"), mend);
                    return None;
                }
            }
        } else if pair.bars.is_empty() {
            let what = format!("bracket `{id}` has one alternative, so it is kept as text");
            self.report
                .literal(pair.open, what, "write `| ]` to make it optional");
            return None;
        } else {
            Body::Words(self.alternatives(pair, id, body))
        };
        Some(Bracket {
            id: IssueId::new(id).ok()?,
            head: self.source[pair.open..body].to_owned(),
            body: body_of,
            close: "]".to_owned(),
            span: body..pair.close,
        })
    }

    fn alternatives(&mut self, pair: &Pair, id: &str, body: usize) -> Vec<Alternative> {
        let mut starts = vec![body];
        starts.extend(pair.bars.iter().map(|bar| bar + 1));
        let ends = pair.bars.iter().copied().chain([pair.close]);
        let spans: Vec<Range<usize>> = starts.into_iter().zip(ends).map(|(a, b)| a..b).collect();
        let mut all: Vec<Alternative> = vec![];
        for (number, span) in spans.into_iter().enumerate() {
            let inner: Vec<Pair> = pair
                .inner
                .iter()
                .filter(|p| span.contains(&p.open))
                .cloned()
                .collect();
            let alternative = self.alternative(number, span.clone(), &inner);
            self.check_owners(&alternative.tags.owners, span.start);
            if alternative.key == Key::unwritten() && alternative.tags.working {
                self.report.problem(
                    span.start,
                    format!("bracket `{id}`: `?` is marked `*`"),
                    "nobody can work with an alternative that is not written",
                );
            }
            if all.iter().any(|other| other.key == alternative.key) {
                let what = format!(
                    "bracket `{id}` has two alternatives with the key `{}`",
                    alternative.key
                );
                self.report
                    .problem(span.start, what, "give one of them a `#key` of its own");
            }
            all.push(alternative);
        }
        if all.iter().filter(|a| a.tags.working).count() > 1 {
            self.report.problem(
                pair.open,
                format!("bracket `{id}` has two working alternatives"),
                "mark one with `*`",
            );
        }
        all
    }

    fn alternative(&mut self, number: usize, span: Range<usize>, inner: &[Pair]) -> Alternative {
        let source = self.source;
        let lead = span.len() - source[span.clone()].trim_start().len();
        let words = span.start + lead.min(span.len());
        let tail = self.tail(&span, inner);
        let (begun, tags) = tag::split(&source[tail..span.end]);
        let begun = (tail + begun).max(span.start);
        // Where nothing but tags stands, the white space before them is theirs.
        let (lead_end, begun) = if begun < words {
            (begun, begun)
        } else {
            (words, begun)
        };
        let nodes = self.nodes(lead_end..begun, inner);
        let key = key(&tags.key, &nodes, number);
        Alternative {
            bar: if number == 0 {
                String::new()
            } else {
                "|".to_owned()
            },
            lead: source[span.start..lead_end].to_owned(),
            nodes,
            trail: source[begun..span.end].to_owned(),
            tags,
            key,
        }
    }

    /// Where the words after the last bracket or opaque piece begin, with that piece's last byte,
    /// so that a token glued to it is no tag.
    fn tail(&self, span: &Range<usize>, inner: &[Pair]) -> usize {
        let last_pair = inner.last().map(|p| p.close);
        let until = self.opaque.partition_point(|r| r.start < span.end);
        let last_opaque = self.opaque[..until]
            .last()
            .filter(|r| r.start >= span.start)
            .map(|r| {
                let mut last = r.end.min(span.end) - 1;
                while !self.source.is_char_boundary(last) {
                    last -= 1;
                }
                last
            });
        last_pair.max(last_opaque).unwrap_or(span.start)
    }

    fn check_owners(&mut self, owners: &[String], at: usize) {
        let Some(known) = self.context.parties else {
            return;
        };
        for owner in owners.iter().filter(|o| !known.contains(*o)) {
            let mend = problem::suggestion(
                owner,
                known.iter().map(String::as_str),
                "add it with `onetext party`, or escape it as `\\@`",
            );
            self.report
                .problem(at, format!("unknown party `{owner}`"), mend);
        }
    }

    /// Words with their escapes, opaque pieces and pins.
    fn words(&mut self, range: Range<usize>, nodes: &mut Vec<Node>) {
        let mut at = range.start;
        while at < range.end {
            let (end, node) = self.next_special(at, range.end);
            let plain_end = node.as_ref().map_or(range.end, |(start, _)| *start);
            push_text(nodes, &self.source[at..plain_end]);
            if let Some((_, node)) = node {
                nodes.push(node);
            }
            at = end;
        }
    }

    /// The next escape, opaque piece or pin: where it ends, and where it begins with what it is.
    fn next_special(&self, at: usize, end: usize) -> (usize, Option<(usize, Node)>) {
        let text = self.source;
        let escape = text[at..end]
            .match_indices('\\')
            .map(|(n, _)| at + n)
            .find(|n| text[n + 1..end].starts_with(['[', ']', '|', '@', '#', '*', '?', '\\']));
        let first = self.opaque.partition_point(|r| r.end <= at);
        let opaque = self
            .opaque
            .get(first)
            .filter(|r| r.start < end)
            .map(|r| r.start.max(at)..r.end.min(end));
        let pin = self
            .pins
            .iter()
            .find(|p| p.start >= at && p.end <= end)
            .cloned();
        let nearest = [escape.map(|n| n..n + 2), opaque.clone(), pin.clone()]
            .into_iter()
            .flatten()
            .min_by_key(|r| r.start);
        let Some(range) = nearest else {
            return (end, None);
        };
        let words = text[range.clone()].to_owned();
        let node = if Some(&range) == opaque.as_ref() {
            Node::Opaque(words)
        } else if Some(&range) == pin.as_ref() {
            Node::Pin(words)
        } else {
            Node::Escape(words)
        };
        (range.end, Some((range.start, node)))
    }
}

/// `[id:` at the beginning of a pair: the name and where the body begins.
fn named<'a>(source: &'a str, pair: &Pair) -> Option<(&'a str, usize)> {
    let inside = &source[pair.open + 1..pair.close];
    let colon = inside.find(':')?;
    is_name(&inside[..colon]).then(|| (&inside[..colon], pair.open + 1 + colon + 1))
}

/// The names that pairs declare: with a body of figures or at least two alternatives.
pub(crate) fn declared<'a>(source: &'a str, pairs: &[Pair], names: &mut BTreeSet<&'a str>) {
    for pair in pairs {
        if let Some((id, body)) = named(source, pair)
            && id != "note"
            && (!pair.bars.is_empty() || numeric::is_numeric(&source[body..pair.close]))
        {
            names.insert(id);
        }
        declared(source, &pair.inner, names);
    }
}

/// The length of `(…)` with balanced parentheses on one line.
fn destination(after: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in after.char_indices().take(4_096) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\n' | '|' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    match nodes.last_mut() {
        _ if text.is_empty() => {}
        Some(Node::Text(last)) => last.push_str(text),
        _ => nodes.push(Node::Text(text.to_owned())),
    }
}

/// The key of an alternative: its `#key`, `?`, `none`, or one made from its words.
fn key(given: &Option<String>, nodes: &[Node], number: usize) -> Key {
    if let Some(given) = given.as_ref().and_then(|k| Key::new(k).ok()) {
        return given;
    }
    let words = crate::clean::wording(nodes, "");
    if nodes.is_empty() {
        Key::none()
    } else if matches!(nodes, [Node::Text(only)] if only.trim() == "?") {
        Key::unwritten()
    } else if slug(&words).is_empty() {
        Key::of_words(&format!("alternative-{}", number + 1))
    } else {
        Key::of_words(&words)
    }
}
