//! A parsed draft and what can be asked of it.

use crate::clean::{Choose, Declared, Writer};
use crate::front::Front;
use crate::issues::Region;
use crate::parse::Spans;
use crate::point::Point;
use crate::tree::{Body, Bracket, Node, each_bracket, render};
use onetext_model::{Issue, IssueId, Key};
use std::collections::BTreeMap;

/// A parsed draft.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    head: String,
    front: Front,
    regions: Vec<Region>,
    spans: Spans,
    points: Vec<Point>,
    issues: Vec<Issue>,
    unnamed: usize,
}

impl Draft {
    pub(crate) fn new(
        head: String,
        (front, regions, spans): (Front, Vec<Region>, Spans),
        (points, issues): (Vec<Point>, Vec<Issue>),
        unnamed: usize,
    ) -> Self {
        Self {
            head,
            front,
            regions,
            spans,
            points,
            issues,
            unnamed,
        }
    }

    /// A draft that is only words.
    pub(crate) fn of_text(regions: Vec<(String, Vec<Node>)>) -> Self {
        let regions = regions
            .into_iter()
            .map(|(_, nodes)| (crate::parse::preamble(), nodes))
            .collect();
        Self {
            regions,
            ..Self::default()
        }
    }

    /// The leaves in order; together they are the source.
    pub fn leaves(&self) -> Vec<&str> {
        let mut leaves = vec![self.head.as_str()];
        for (_, nodes) in &self.regions {
            nodes.iter().for_each(|node| node.leaves(&mut leaves));
        }
        leaves
    }

    /// The source, byte for byte.
    pub fn source(&self) -> String {
        self.leaves().concat()
    }

    /// The front matter as written, fences included; empty if there is none.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// What the front matter says.
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// The points in order; brackets outside any point are in a first one called `preamble`.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The issues of its brackets, in the order of their first place.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// How many groups of brackets have no name; they count as no issue.
    pub fn unnamed(&self) -> usize {
        self.unnamed
    }

    /// The pieces of the draft, region by region, each with the point it belongs to.
    pub fn regions(&self) -> impl Iterator<Item = (&IssueId, &[Node])> {
        self.regions
            .iter()
            .map(|(point, nodes)| (point, nodes.as_slice()))
    }

    /// The clean text of a package, as Markdown: choices filled in; front matter, notes, tags, names
    /// and keys left out; a point whose words all fall out keeps its number, "(not used)".
    ///
    /// Figures are written with their unit. An issue that `choose` says nothing about stays marked.
    pub fn clean_text(&self, choose: Choose<'_>) -> String {
        let mut out = String::new();
        for at in 0..self.regions.len() {
            out += &self.clean_region(at, choose);
        }
        let text = out.trim_start_matches(['\n', '\r', '\u{feff}']).to_owned();
        if text.trim().is_empty() {
            String::new()
        } else {
            text
        }
    }

    /// The clean text of one point; `None` if there is no such point.
    pub fn clean_point(&self, point: &IssueId, choose: Choose<'_>) -> Option<String> {
        let at = self.regions.iter().position(|(id, _)| id == point)?;
        Some(self.clean_region(at, choose))
    }

    fn clean_region(&self, at: usize, choose: Choose<'_>) -> String {
        let declared = self.declared();
        let mut writer = Writer::new();
        writer.nodes(&self.regions[at].1, choose, &declared);
        let text = writer.finish();
        let Some((span, Some(_))) = self.spans.get(at) else {
            return text;
        };
        let point = self.points.iter().find(|p| p.span == *span);
        let holds_brackets = point.is_some_and(|p| !p.issues.is_empty());
        if holds_brackets {
            not_used(&text).unwrap_or(text)
        } else {
            text
        }
    }

    /// The first full bracket of each name.
    fn declared(&self) -> Declared<'_> {
        let mut declared: BTreeMap<&IssueId, &Bracket> = BTreeMap::new();
        for (_, nodes) in &self.regions {
            each_bracket(nodes, None, &mut |bracket, _| {
                if bracket.body != Body::Repeat {
                    declared.entry(&bracket.id).or_insert(bracket);
                }
            });
        }
        declared
    }

    /// The source with another body in a bracket's first full place; every other byte is kept.
    ///
    /// `None` if no bracket has that name.
    pub fn edit_bracket(&self, issue: &IssueId, new_body: &str) -> Option<String> {
        let span = self
            .declared()
            .get(issue)
            .map(|bracket| bracket.span.clone())?;
        let mut source = self.source();
        source.replace_range(span, new_body);
        Some(source)
    }

    /// The alternatives a wording bracket has at its first place, by key, for a redline.
    pub fn keys(&self, issue: &IssueId) -> Vec<Key> {
        let found = self.issues.iter().find(|i| i.id == *issue);
        found.map_or_else(Vec::new, |i| {
            i.alternatives.iter().map(|a| a.key.clone()).collect()
        })
    }

    /// Writes the draft back as source.
    pub fn render(&self) -> String {
        let regions: String = self
            .regions
            .iter()
            .map(|(_, nodes)| render(nodes))
            .collect();
        format!("{}{regions}", self.head)
    }
}

/// A point of which only its label and its bold lead are left, as one that is not used.
fn not_used(text: &str) -> Option<String> {
    let line = text.trim_end();
    let label_end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (label, rest) = line.split_at(label_end);
    let rest = rest.trim();
    let rest = match rest.strip_prefix("**").and_then(|r| r.split_once("**")) {
        Some((_, after)) => after.trim(),
        None => rest,
    };
    let empty = !rest.chars().any(char::is_alphanumeric);
    let numbered = label.ends_with(['.', ')']) && label.starts_with(|c: char| c.is_ascii_digit());
    (empty && numbered).then(|| format!("{label} (not used){}", &text[line.len()..]))
}
