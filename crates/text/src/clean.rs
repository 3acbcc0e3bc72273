//! The clean text of a package: choices filled in, and nothing left that is not meant for readers.

use crate::tree::{Body, Bracket, Node};
use onetext_model::{IssueId, Key, decimal};
use std::collections::BTreeMap;

/// Which alternative a package takes of each issue; `None` leaves a bracket as it is marked.
pub type Choose<'a> = &'a dyn Fn(&IssueId) -> Option<Key>;

/// What stands for a bracket that repeats a declared issue.
pub type Declared<'a> = BTreeMap<&'a IssueId, &'a Bracket>;

/// Clean text being written, with its spacing mended where words fell out.
pub(crate) struct Writer {
    out: String,
    fell_out: bool,
}

impl Writer {
    pub fn new() -> Self {
        Self {
            out: String::new(),
            fell_out: false,
        }
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn fall_out(&mut self) {
        self.fell_out = true;
    }

    /// Adds words; after a gap no double blank and no blank before punctuation is left.
    pub fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let mut text = text;
        if self.fell_out {
            let at_start = self.out.is_empty() || self.out.ends_with('\n');
            let blank_before = self.out.ends_with(' ');
            if at_start || blank_before {
                text = text.trim_start_matches(' ');
            }
            if blank_before && text.starts_with([',', '.', ';', ':', ')', '\r', '\n']) {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
            if text.is_empty() {
                return;
            }
            self.fell_out = false;
        }
        self.out.push_str(text);
    }

    /// Adds pieces with the choices of a package.
    pub fn nodes(&mut self, nodes: &[Node], choose: Choose<'_>, declared: &Declared<'_>) {
        for node in nodes {
            match node {
                Node::Text(text) | Node::Opaque(text) => self.push(text),
                Node::Escape(text) => self.push(&text[1..]),
                Node::Pin(_) | Node::Note(_) => self.fall_out(),
                Node::Bracket(bracket) => self.bracket(bracket, choose, declared),
            }
        }
    }

    fn bracket(&mut self, bracket: &Bracket, choose: Choose<'_>, declared: &Declared<'_>) {
        let Some(key) = choose(&bracket.id) else {
            let mut leaves = vec![];
            bracket.leaves(&mut leaves);
            return self.push(&leaves.concat());
        };
        let body = match &bracket.body {
            Body::Repeat => declared.get(&bracket.id).map(|first| &first.body),
            own => Some(own),
        };
        match body {
            Some(Body::Figures(figures)) => {
                let chosen = figures.values.iter().find(|v| Key::of_figure(**v) == key);
                match chosen {
                    Some(figure) => {
                        self.push(&format!("{} {}", decimal::plain(*figure), figures.unit))
                    }
                    None => self.push("…"),
                }
            }
            Some(Body::Words(alternatives)) => match alternatives.iter().find(|a| a.key == key) {
                Some(chosen) if chosen.nodes.is_empty() => self.fall_out(),
                Some(_) if key == Key::unwritten() => self.push("…"),
                Some(chosen) => self.nodes(&chosen.nodes, choose, declared),
                None => self.push("…"),
            },
            Some(Body::Repeat) | None => self.fall_out(),
        }
    }
}

/// The words of an alternative on one line of reading: notes left out, escapes resolved, each
/// nested bracket as `[id]` or as `nested` says.
pub fn wording(nodes: &[Node], nested: &str) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) | Node::Opaque(text) => out.push_str(text),
            Node::Escape(text) => out.push_str(&text[1..]),
            Node::Pin(_) | Node::Note(_) => {}
            Node::Bracket(_) if nested.is_empty() => {}
            Node::Bracket(bracket) => out.push_str(&nested.replace("id", bracket.id.as_str())),
        }
    }
    out.trim().to_owned()
}
