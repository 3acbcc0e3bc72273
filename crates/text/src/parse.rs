//! From a source to a draft and its problems. Parsing never fails and never loses a byte.

use crate::bracket::{Builder, declared};
use crate::draft::Draft;
use crate::issues::{self, Region};
use crate::pairs::{self, Pair};
use crate::point::{self, Mark, Point};
use crate::report::Report;
use crate::tree::{Node, each_bracket};
use crate::{MAX_BRACKETS, MAX_DRAFT_BYTES, front, opaque, unnamed};
use onetext_model::{IssueId, Problem};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a draft may refer to.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The file's name, for the places of problems.
    pub file: &'a str,
    /// The owners there are; `None` to check none.
    pub parties: Option<&'a BTreeSet<String>>,
    /// The bases there are; `None` to check none.
    pub bases: Option<&'a BTreeSet<String>>,
}

impl<'a> Context<'a> {
    /// A file by itself: owners and bases are not checked.
    pub fn of_file(file: &'a str) -> Self {
        Self {
            file,
            parties: None,
            bases: None,
        }
    }
}

/// Parses a draft: what it is, and everything that is wrong with it, in order of place.
pub fn parse(source: &str, context: &Context<'_>) -> (Draft, Vec<Problem>) {
    let mut report = Report::new(context.file, source);
    if source.len() > MAX_DRAFT_BYTES {
        report.problem(
            0,
            format!("is {} bytes long", source.len()),
            "a draft may hold at most 4 MiB: split it, or keep annexes in files of their own",
        );
        let nodes = vec![("preamble".to_owned(), vec![Node::Text(source.to_owned())])];
        return (Draft::of_text(nodes), report.finish());
    }
    let head = front::length(source);
    let front = front::read(source, head, &mut report);
    let hidden: Vec<Range<usize>> = opaque::ranges(&source[head..])
        .into_iter()
        .map(|r| r.start + head..r.end + head)
        .collect();
    let marks = point::marks(source, head, &hidden);
    let spans = spans(&marks, head, source.len());
    let mut budget = MAX_BRACKETS;
    let mut scanned: Vec<Vec<Pair>> = vec![];
    for (span, _) in &spans {
        scanned.push(pairs::scan(
            source,
            span.clone(),
            &hidden,
            (&mut budget, &mut report),
        ));
    }
    let mut names = BTreeSet::new();
    scanned
        .iter()
        .for_each(|pairs| declared(source, pairs, &mut names));
    let ids = point_ids(&marks, &mut report);
    let mut builder = Builder {
        source,
        context: &Context { ..*context },
        opaque: &hidden,
        pins: marks
            .iter()
            .filter_map(|m| m.pin.as_ref().map(|(range, _)| range.clone()))
            .collect(),
        declared: names,
        definitions: definitions(&source[head..]),
        report: &mut report,
        unnamed: 0,
        point: String::new(),
    };
    let mut regions: Vec<Region> = vec![];
    for ((span, mark), pairs) in spans.iter().zip(&scanned) {
        let id = mark.map_or_else(preamble, |m| ids[m].clone());
        builder.point = id.to_string();
        let nodes = builder.nodes(span.clone(), pairs);
        note_options(source, span, &nodes, &mut builder);
        regions.push((id, nodes));
    }
    let unnamed = builder.unnamed;
    let issues = issues::collect(&regions, &mut report);
    let points = points(source, (&marks, &ids), (&spans, &regions), &mut report);
    let draft = Draft::new(
        source[..head].to_owned(),
        (front, regions, spans),
        (points, issues),
        unnamed,
    );
    (draft, report.finish())
}

pub(crate) fn preamble() -> IssueId {
    // The name is a literal of the right form.
    IssueId::new("preamble").unwrap_or_else(|_| unreachable!("`preamble` is a name"))
}

/// Points and the gaps between them, in order: every byte after the front matter once.
pub(crate) type Spans = Vec<(Range<usize>, Option<usize>)>;

fn spans(marks: &[Mark], from: usize, length: usize) -> Spans {
    let mut spans = vec![];
    let mut at = from;
    for (number, mark) in marks.iter().enumerate() {
        if at < mark.start {
            spans.push((at..mark.start, None));
        }
        spans.push((mark.start..mark.end, Some(number)));
        at = mark.end;
    }
    if at < length {
        spans.push((at..length, None));
    }
    spans
}

/// `Option I … Option II` outside any named bracket is one unnamed bracket.
fn note_options(source: &str, span: &Range<usize>, nodes: &[Node], builder: &mut Builder<'_, '_>) {
    if nodes.iter().any(|n| matches!(n, Node::Bracket(_))) {
        return;
    }
    if let Some(at) = unnamed::option_block(&source[span.clone()]) {
        builder.unnamed += 1;
        let mend = format!(
            "write the options as a bracket, as in `[{}-option: … | …]`",
            builder.point
        );
        builder.report.warning(
            span.start + at,
            "a block of options has no name, so it counts as no issue",
            mend,
        );
    }
}

/// Labels that the draft defines as reference links: `[label]: address` on a line of its own.
fn definitions(text: &str) -> BTreeSet<String> {
    let one = |line: &str| {
        let line = line.trim_start_matches(' ');
        let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
        let address = rest.trim();
        let single = !address.is_empty()
            && (!address.contains(' ') || address.contains(" \"") || address.starts_with('<'));
        (single && !label.contains(['[', ':'])).then(|| label.to_owned())
    };
    text.lines().filter_map(one).collect()
}

/// The names of the points: pinned, made from a heading, or from the label; all different.
fn point_ids(marks: &[Mark], report: &mut Report<'_>) -> Vec<IssueId> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut ids = vec![];
    for mark in marks {
        let wanted = mark
            .pin
            .as_ref()
            .map_or_else(|| point::made_id(mark), |(_, name)| name.clone());
        let mut name = wanted.clone();
        let mut number = 2;
        while taken.contains(&name) || name == "preamble" {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        if name != wanted && mark.pin.is_some() {
            report.problem(
                mark.start,
                format!("two points have the name `{wanted}`"),
                "give one of them another `{#name}` after its label",
            );
        }
        taken.insert(name.clone());
        ids.push(IssueId::new(&name).unwrap_or_else(|_| preamble()));
    }
    ids
}

fn points(
    source: &str,
    (marks, ids): (&[Mark], &[IssueId]),
    (spans, regions): (&Spans, &[Region]),
    report: &mut Report<'_>,
) -> Vec<Point> {
    let mut points: Vec<Point> = vec![];
    let mut labels: Vec<String> = vec![];
    let mut loose: Vec<IssueId> = vec![];
    let mut loose_span = 0..0;
    for ((span, mark), (_, nodes)) in spans.iter().zip(regions) {
        let mut issues: Vec<IssueId> = vec![];
        each_bracket(nodes, None, &mut |bracket, _| {
            if !issues.contains(&bracket.id) {
                issues.push(bracket.id.clone());
            }
        });
        let Some(number) = *mark else {
            if loose.is_empty() && !issues.is_empty() {
                loose_span = span.clone();
            }
            issues.retain(|id| !loose.contains(id));
            loose.extend(issues);
            continue;
        };
        let mark = &marks[number];
        let same = labels.iter().filter(|l| **l == mark.label).count();
        labels.push(mark.label.clone());
        let label = if same == 0 {
            mark.label.clone()
        } else {
            format!("{}({})", mark.label, same + 1)
        };
        if same > 0 {
            report.literal(
                mark.start,
                format!("two points have the label `{}`", mark.label),
                format!("number them apart; this one is called `{label}` until then"),
            );
        }
        let wording = if issues.is_empty() {
            wording(source, mark, nodes)
        } else {
            String::new()
        };
        points.push(Point {
            id: ids[number].clone(),
            label,
            heading: mark.heading.clone(),
            issues,
            span: span.clone(),
            wording,
        });
    }
    if !loose.is_empty() {
        let point = Point {
            id: preamble(),
            label: String::new(),
            heading: String::new(),
            issues: loose,
            span: loose_span,
            wording: String::new(),
        };
        points.insert(0, point);
    }
    check_names(&points, report);
    points
}

/// A point may share an issue's name only if it holds that issue.
fn check_names(points: &[Point], report: &mut Report<'_>) {
    for point in points.iter().filter(|p| !p.issues.contains(&p.id)) {
        if points.iter().any(|other| other.issues.contains(&point.id)) {
            let what = format!(
                "point `{}` has the name of an issue it does not hold",
                point.id
            );
            report.problem(
                point.span.start,
                what,
                "give the point another name, as in `{#name}` after its label",
            );
        }
    }
}

/// The words of a point without brackets: its label left out, white space folded.
fn wording(source: &str, mark: &Mark, nodes: &[Node]) -> String {
    let label = &source[mark.start..mark.after_label];
    let words = crate::clean::wording(nodes, "[id]");
    let words = words.strip_prefix(label.trim()).unwrap_or(&words);
    words
        .replace("**", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
