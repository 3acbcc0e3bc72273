//! From a pair of square brackets to what it is: a bracket with alternatives, a link, a note, or words.

use crate::numeric;
use crate::pairs::{Pair, named};
use crate::parse::Context;
use crate::reference::Definitions;
use crate::report::{Report, short};
use crate::tag;
use crate::tree::{Alternative, Body, Bracket, Figures, Node};
use crate::unnamed::{self, Unnamed};
use crate::{MAX_ALTERNATIVES, MAX_DRAFT_ALTERNATIVES};
use onetext_model::id::slug;
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
    pub definitions: Definitions,
    pub report: &'r mut Report<'a>,
    /// How many more alternatives the draft may have.
    pub budget: usize,
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
        if let Some(end) = pair.link {
            return Class::Opaque(end);
        }
        if let Some((id, body)) = named(source, (pair.open, pair.close)) {
            return if id == "note" {
                Class::Note
            } else {
                Class::Named(id, body)
            };
        }
        if self.declared.contains(inside) {
            return Class::Repeat(inside);
        }
        if is_footnote(inside) || self.is_task(pair, inside) {
            return Class::Opaque(pair.close + 1);
        }
        match self.definitions.part(source, pair) {
            None => Class::Unnamed,
            Some(is_link) => {
                if is_link {
                    let what = format!(
                        "`[{}]` is a reference link, which is kept as text",
                        short(inside)
                    );
                    let mend = "write the address inline, as in `[words](address)`";
                    self.report.warning(pair.open, what, mend);
                }
                Class::Literal
            }
        }
    }

    /// `[x]` or `[ ]` at the start of a list item.
    fn is_task(&self, pair: &Pair, inside: &str) -> bool {
        let after = &self.source[pair.close + 1..];
        let boxed = matches!(inside, " " | "x" | "X")
            && (after.is_empty() || after.starts_with([' ', '\t', '\r', '\n']));
        if !boxed {
            return false;
        }
        // A task stands right after its item's mark, so no more than that is looked at.
        let before = self.source[..pair.open].trim_end_matches([' ', '\t']);
        let blanks = pair.open - before.len();
        let digits = before
            .strip_suffix(['.', ')'])
            .map(|n| (n, n.trim_end_matches(|c: char| c.is_ascii_digit())));
        let line = match digits {
            Some((number, line)) if (1..=9).contains(&(number.len() - line.len())) => Some(line),
            _ => before.strip_suffix(['-', '*', '+']),
        };
        (1..=MOST_BLANKS).contains(&blanks)
            && line.is_some_and(|line| {
                let margin = line.trim_end_matches([' ', '\t']);
                line.len() - margin.len() <= MOST_BLANKS
                    && (margin.is_empty() || margin.ends_with('\n'))
            })
    }

    fn bracket(&mut self, pair: &Pair, id: &'a str, body: usize) -> Option<Bracket> {
        let text = &self.source[body..pair.close];
        let body_of = if numeric::is_numeric(text) {
            Body::Figures(self.figures(pair, id, body)?)
        } else if pair.bars.is_empty() {
            let what = format!(
                "bracket `{}` has one alternative, so it is kept as text",
                short(id)
            );
            self.report
                .literal(pair.open, what, "write `| ]` to make it optional");
            return None;
        } else {
            self.spend(pair, id, pair.bars.len() + 1)?;
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

    fn figures(&mut self, pair: &Pair, id: &str, body: usize) -> Option<Figures> {
        let text = &self.source[body..pair.close];
        let figures = match numeric::read(text, self.context.bases) {
            Ok(figures) => figures,
            Err((what, mend)) => {
                let what = format!("bracket `{}`: {what}", short(id));
                self.report.problem(pair.open, what, mend);
                return None;
            }
        };
        self.spend(pair, id, figures.values.len())?;
        for (_, tags) in &figures.tags {
            self.check_owners(&tags.owners, body);
        }
        if let Some(tags) = &figures.unwritten {
            self.check_owners(&tags.owners, body);
        }
        Some(figures)
    }

    /// Takes alternatives off what the draft may have; `None` if there are too many.
    fn spend(&mut self, pair: &Pair, id: &str, count: usize) -> Option<()> {
        let what = if count > MAX_ALTERNATIVES {
            format!("bracket `{}` has {count} alternatives", short(id))
        } else if count > self.budget {
            format!("there are more than {MAX_DRAFT_ALTERNATIVES} alternatives in the draft")
        } else {
            self.budget -= count;
            return Some(());
        };
        self.report.problem(
            pair.open,
            format!("{what}, so this bracket is kept as text"),
            format!("a bracket may have at most {MAX_ALTERNATIVES}: take larger steps"),
        );
        None
    }

    fn alternatives(&mut self, pair: &Pair, id: &str, body: usize) -> Vec<Alternative> {
        let starts = std::iter::once(body).chain(pair.bars.iter().map(|bar| bar + 1));
        let ends = pair.bars.iter().copied().chain([pair.close]);
        let mut all: Vec<Alternative> = vec![];
        let mut keys: BTreeSet<Key> = BTreeSet::new();
        for (number, (start, end)) in starts.zip(ends).enumerate() {
            let from = pair.inner.partition_point(|p| p.open < start);
            let until = pair.inner.partition_point(|p| p.open < end);
            let alternative = self.alternative(number, start..end, &pair.inner[from..until]);
            self.check_owners(&alternative.tags.owners, start);
            if alternative.key == Key::unwritten() && alternative.tags.working {
                self.report.problem(
                    start,
                    format!("bracket `{}`: `?` is marked `*`", short(id)),
                    "nobody can work with an alternative that is not written",
                );
            }
            if !keys.insert(alternative.key.clone()) {
                let what = format!(
                    "bracket `{}` has two alternatives with the key `{}`",
                    short(id),
                    short(alternative.key.as_str())
                );
                self.report
                    .problem(start, what, "give one of them a `#key` of its own");
            }
            all.push(alternative);
        }
        if all.iter().filter(|a| a.tags.working).count() > 1 {
            self.report.problem(
                pair.open,
                format!("bracket `{}` has two working alternatives", short(id)),
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
                .problem(at, format!("unknown party `{}`", short(owner)), mend);
        }
    }

    /// Words with their escapes, opaque pieces and pins.
    fn words(&self, range: Range<usize>, nodes: &mut Vec<Node>) {
        let mut at = range.start;
        while at < range.end {
            let (special, node) = self.next_whole(at, range.end);
            self.plain(at..special.start, nodes);
            nodes.extend(node);
            at = special.end;
        }
    }

    /// The next opaque piece or pin, and where it stands; the end if there is none.
    fn next_whole(&self, at: usize, end: usize) -> (Range<usize>, Option<Node>) {
        let first = self.opaque.partition_point(|r| r.end <= at);
        let opaque = self.opaque.get(first).filter(|r| r.start < end);
        let opaque = opaque.map(|r| r.start.max(at)..r.end.min(end));
        let first = self.pins.partition_point(|p| p.start < at);
        let pin = self.pins.get(first).filter(|p| p.end <= end).cloned();
        let text = |range: &Range<usize>| self.source[range.clone()].to_owned();
        match (opaque, pin) {
            (Some(range), Some(pin)) if pin.start < range.start => {
                (pin.clone(), Some(Node::Pin(text(&pin))))
            }
            (Some(range), _) => (range.clone(), Some(Node::Opaque(text(&range)))),
            (None, Some(pin)) => (pin.clone(), Some(Node::Pin(text(&pin)))),
            (None, None) => (end..end, None),
        }
    }

    /// Words and escapes only.
    fn plain(&self, range: Range<usize>, nodes: &mut Vec<Node>) {
        let text = &self.source[range];
        let mut from = 0;
        let mut at = 0;
        while let Some(found) = text[at..].find('\\').map(|n| at + n) {
            at = found + 1;
            if text[at..].starts_with(ESCAPABLE) {
                push_text(nodes, &text[from..found]);
                at += 1;
                nodes.push(Node::Escape(text[found..at].to_owned()));
                from = at;
            }
        }
        push_text(nodes, &text[from..]);
    }
}

/// What a backslash protects.
pub(crate) const ESCAPABLE: [char; 8] = ['[', ']', '|', '@', '#', '*', '?', '\\'];

/// The most blanks around the mark of a list item that still holds a task box.
const MOST_BLANKS: usize = 64;

/// `^x`, the inside of a footnote's mark.
fn is_footnote(inside: &str) -> bool {
    inside
        .strip_prefix('^')
        .is_some_and(|label| !label.is_empty() && !label.contains([' ', '\t', '\n', '[', '|']))
}

/// The names that pairs declare: with a body of figures or at least two alternatives.
pub(crate) fn declared<'a>(source: &'a str, pairs: &[Pair], names: &mut BTreeSet<&'a str>) {
    for pair in pairs {
        if let Some((id, body)) = named(source, (pair.open, pair.close))
            && pair.link.is_none()
            && id != "note"
            && (!pair.bars.is_empty() || numeric::is_numeric(&source[body..pair.close]))
        {
            names.insert(id);
        }
        declared(source, &pair.inner, names);
    }
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    match nodes.last_mut() {
        _ if text.is_empty() => {}
        Some(Node::Text(last)) => last.push_str(text),
        _ => nodes.push(Node::Text(text.to_owned())),
    }
}

/// The key of an alternative: `?`, its `#key`, `none`, or one made from its words; notes are none
/// of its words. A `?` keeps its key until it is written, whatever `#key` waits beside it.
fn key(given: &Option<String>, nodes: &[Node], number: usize) -> Key {
    let is_blank = |node: &&Node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Note(_) | Node::Pin(_) => true,
        _ => false,
    };
    let mut written = nodes.iter().filter(|node| !is_blank(node));
    let (first, more) = (written.next(), written.next().is_some());
    if !more && matches!(first, Some(Node::Text(only)) if only.trim() == "?") {
        return Key::unwritten();
    }
    if let Some(given) = given.as_ref().and_then(|k| Key::new(k).ok()) {
        return given;
    }
    if first.is_none() {
        Key::none()
    } else {
        made_key(&crate::clean::wording(nodes, ""), number)
    }
}

/// The key made from words; by its place where they hold no letter and no digit.
pub(crate) fn made_key(words: &str, number: usize) -> Key {
    if slug(words).is_empty() {
        Key::of_words(&format!("alternative-{}", number + 1))
    } else {
        Key::of_words(words)
    }
}
