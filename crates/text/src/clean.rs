//! The clean text of a package: choices filled in, and nothing left that is not meant for readers.

use crate::tree::{Body, Bracket, Node};
use onetext_model::{IssueId, Key, decimal};
use std::collections::BTreeMap;

/// Which alternative a package takes of each issue; `None` leaves a bracket as it is marked.
pub type Choose<'a> = &'a dyn Fn(&IssueId) -> Option<Key>;

/// What stands for a bracket that repeats a declared issue.
pub type Declared<'a> = BTreeMap<&'a IssueId, &'a Bracket>;

/// The deepest that brackets are filled in; a circle of repeated ones would have no end.
const DEEPEST: usize = 2 * crate::MAX_DEPTH;
/// The most brackets that are filled in, and the longest text: repeated brackets inside one another
/// can double it at every step.
const MOST_FILLED: usize = 1_000_000;
const LONGEST: usize = 16 * crate::MAX_DRAFT_BYTES;

/// Clean text being written, with its spacing mended where words fell out.
pub(crate) struct Writer<'a> {
    choose: Choose<'a>,
    declared: &'a Declared<'a>,
    out: String,
    fell_out: bool,
    depth: usize,
    filled: usize,
}

impl<'a> Writer<'a> {
    pub fn new(choose: Choose<'a>, declared: &'a Declared<'a>) -> Self {
        Self {
            choose,
            declared,
            out: String::new(),
            fell_out: false,
            depth: 0,
            filled: 0,
        }
    }

    /// The text so far, with a blank at its end taken off where words fell out after it.
    pub fn text(&mut self) -> &mut String {
        if std::mem::take(&mut self.fell_out) {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        &mut self.out
    }

    /// Adds words; after a gap no double blank, no blank before punctuation and no blank line that
    /// was not there is left.
    pub fn push(&mut self, text: &str) {
        let mut text = text;
        if self.fell_out && !text.is_empty() {
            let at_start = self.out.is_empty() || self.out.ends_with('\n');
            let blank_before = self.out.ends_with([' ', '\t']);
            if at_start || blank_before {
                text = text.trim_start_matches(' ');
            }
            if at_start {
                text = without_line_end(text);
            } else if blank_before && text.starts_with(NO_BLANK_BEFORE) {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
            self.fell_out = text.is_empty();
        }
        self.out.push_str(text);
    }

    /// Adds pieces with the choices of a package.
    pub fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) | Node::Opaque(text) => self.push(text),
                Node::Escape(text) => self.push(&text[1..]),
                Node::Pin(_) | Node::Note(_) => self.fell_out = true,
                Node::Bracket(bracket) => self.bracket(bracket),
            }
        }
    }

    fn bracket(&mut self, bracket: &Bracket) {
        let body = match &bracket.body {
            Body::Repeat => self.declared.get(&bracket.id).map(|first| &first.body),
            own => Some(own),
        };
        let room = self.depth < DEEPEST && self.filled < MOST_FILLED && self.out.len() < LONGEST;
        let (Some(key), Some(body), true) = ((self.choose)(&bracket.id), body, room) else {
            let mut leaves = vec![];
            bracket.leaves(&mut leaves);
            return self.push(&leaves.concat());
        };
        self.depth += 1;
        self.filled += 1;
        self.fill(body, &key);
        self.depth -= 1;
    }

    fn fill(&mut self, body: &Body, key: &Key) {
        match body {
            Body::Figures(figures) => {
                let chosen = decimal::parse(key.as_str())
                    .filter(|figure| figures.values.binary_search(figure).is_ok());
                match chosen {
                    Some(figure) => {
                        self.push(&format!("{} {}", decimal::plain(figure), figures.unit));
                    }
                    None => self.push("…"),
                }
            }
            Body::Words(alternatives) => match alternatives.iter().find(|a| a.key == *key) {
                Some(chosen) if chosen.nodes.is_empty() => self.fell_out = true,
                Some(_) if *key == Key::unwritten() => self.push("…"),
                Some(chosen) => self.nodes(&chosen.nodes),
                None => self.push("…"),
            },
            Body::Repeat => self.fell_out = true,
        }
    }
}

/// What no blank stands before.
const NO_BLANK_BEFORE: [char; 14] = [
    ',', '.', ';', ':', ')', '!', '?', ']', '}', '’', '”', '»', '\r', '\n',
];

/// A text without the line end it begins with: a line that fell out takes its end with it.
fn without_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix('\n'))
        .unwrap_or(text)
}

/// The words of an alternative on one line of reading: notes left out, escapes resolved, each
/// nested bracket as `[id]` or as `nested` says.
pub fn wording(nodes: &[Node], nested: &str) -> String {
    let nothing = Declared::new();
    let mut writer = Writer::new(&|_| None, &nothing);
    for node in nodes {
        match node {
            Node::Bracket(bracket) => writer.push(&nested.replace("id", bracket.id.as_str())),
            other => writer.nodes(std::slice::from_ref(other)),
        }
    }
    writer.text().trim().to_owned()
}
