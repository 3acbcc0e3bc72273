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
        let text = self.clean_regions(choose, |_| true);
        let text = text.trim_start_matches(['\n', '\r', '\u{feff}']);
        if text.trim().is_empty() {
            String::new()
        } else {
            text.to_owned()
        }
    }

    /// The clean text of one point; `None` if there is no such point.
    pub fn clean_point(&self, point: &IssueId, choose: Choose<'_>) -> Option<String> {
        let is_there = self.points.iter().any(|p| p.id == *point);
        is_there.then(|| self.clean_regions(choose, |id| id == point))
    }

    fn clean_regions(&self, choose: Choose<'_>, wanted: impl Fn(&IssueId) -> bool) -> String {
        let declared = self.declared();
        let mut writer = Writer::new(choose, &declared);
        // The points come in the order of their regions, the preamble, which has no mark, before.
        let marked = self.spans.iter().filter(|(_, mark)| mark.is_some()).count();
        let mut points = self.points[self.points.len() - marked..].iter();
        for (at, (id, nodes)) in self.regions.iter().enumerate() {
            let is_point = self.spans.get(at).is_some_and(|(_, mark)| mark.is_some());
            let point = if is_point { points.next() } else { None };
            if !wanted(id) {
                continue;
            }
            let start = writer.text().len();
            writer.nodes(nodes);
            let out = writer.text();
            let end = match nodes.last() {
                Some(Node::Text(last)) => &last[last.trim_end().len()..],
                _ => "",
            };
            let may_fall_out = nodes
                .iter()
                .any(|n| matches!(n, Node::Bracket(_) | Node::Note(_)));
            if let Some(point) = point.filter(|_| may_fall_out)
                && let Some(text) = not_used(&out[start..], end, point)
            {
                out.truncate(start);
                out.push_str(&text);
            }
        }
        std::mem::take(writer.text())
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

/// A point of which only its label and its bold lead or heading are left, as one that is not used.
///
/// `end` is the white space the point ends with, so that none is left of what fell out.
fn not_used(text: &str, end: &str, point: &Point) -> Option<String> {
    let is_empty = |rest: &str| !rest.chars().any(char::is_alphanumeric);
    let words = text.trim_end();
    if point.is_heading {
        let (line, rest) = words.split_once('\n').unwrap_or((words, ""));
        let line = line.trim_end();
        return is_empty(rest).then(|| format!("{line}\n\n(not used){end}"));
    }
    let (label, rest) = words.split_at_checked(point.label_len)?;
    let bold = label.trim_start().starts_with("**");
    let rest = if bold {
        rest.split_once("**").map_or(rest, |(_, after)| after)
    } else {
        let lead = rest.trim_start().strip_prefix("**");
        lead.and_then(|lead| lead.split_once("**"))
            .map_or(rest, |(_, after)| after)
    };
    let close = if bold { "**" } else { "" };
    is_empty(rest).then(|| format!("{label}{close} (not used){end}"))
}
