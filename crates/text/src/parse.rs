//! From a source to a draft and its problems. Parsing never fails and never loses a byte.

use crate::bracket::{Builder, declared};
use crate::draft::Draft;
use crate::issues::{self, Region};
use crate::pairs::{self, Matched, Pair};
use crate::point::{self, Mark, Point};
use crate::reference::Definitions;
use crate::report::{Report, short};
use crate::tree::{Node, each_bracket};
use crate::{MAX_BRACKETS, MAX_DRAFT_ALTERNATIVES, MAX_DRAFT_BYTES, front, opaque, unnamed};
use onetext_model::{IssueId, Problem};
use std::collections::{BTreeMap, BTreeSet};
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
            format!("the draft is {} bytes long", source.len()),
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
    let scanned = scan(source, &spans, &hidden, &mut report);
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
        definitions: Definitions::of(&source[head..]),
        report: &mut report,
        budget: MAX_DRAFT_ALTERNATIVES,
        unnamed: 0,
        point: String::new(),
    };
    let mut regions: Vec<Region> = vec![];
    for ((span, mark), pairs) in spans.iter().zip(&scanned) {
        let id = mark.map_or_else(preamble, |m| ids[m].clone());
        builder.point = id.to_string();
        let nodes = builder.nodes(span.clone(), pairs);
        note_options(span.start, &nodes, &mut builder);
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

/// The pairs of every region. What an address of a link hides depends on the names that brackets
/// declare, so where a link is written with such a name the brackets are matched once more.
fn scan(
    source: &str,
    spans: &Spans,
    hidden: &[Range<usize>],
    report: &mut Report<'_>,
) -> Vec<Vec<Pair>> {
    let all = |names: &BTreeSet<&str>| -> Vec<Matched> {
        let regions = spans.iter().map(|(span, _)| span.clone());
        regions
            .map(|span| pairs::matched(source, span, hidden, names))
            .collect()
    };
    let mut names = BTreeSet::new();
    let mut matched = all(&names);
    matched.iter().for_each(|m| m.names(source, &mut names));
    if matched.iter().any(|m| m.links_any(source, &names)) {
        matched = all(&names);
    }
    let mut budget = MAX_BRACKETS;
    matched
        .into_iter()
        .map(|m| m.pairs(source, &mut budget, report))
        .collect()
}

/// `Option I … Option II` outside any named bracket is one unnamed bracket.
fn note_options(start: usize, nodes: &[Node], builder: &mut Builder<'_, '_>) {
    if let Some(at) = unnamed::option_block(nodes) {
        builder.unnamed += 1;
        let mend = format!(
            "write the options as a bracket, as in `[{}-option: … | …]`",
            short(&builder.point)
        );
        builder.report.warning(
            start + at,
            "a block of options has no name, so it counts as no issue",
            mend,
        );
    }
}

/// The names of the points: pinned, made from a heading, or from the label; all different.
fn point_ids(marks: &[Mark], report: &mut Report<'_>) -> Vec<IssueId> {
    let mut taken: BTreeSet<String> = BTreeSet::from(["preamble".to_owned()]);
    // The number to try next for a name, so that many points of one name take no longer than few.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = vec![];
    for mark in marks {
        if let Some((at, name)) = &mark.bad_pin {
            report.literal(
                *at,
                format!("`{}` is not a name, so it is kept as text", short(name)),
                "names are lower case, begin with a letter and hold letters, digits and `-`",
            );
        }
        let wanted = mark
            .pin
            .as_ref()
            .map_or_else(|| point::made_id(mark), |(_, name)| name.clone());
        let mut name = wanted.clone();
        while taken.contains(&name) {
            let number = next.entry(wanted.clone()).or_insert(1);
            *number += 1;
            name = format!("{wanted}-{number}");
        }
        if name != wanted && mark.pin.is_some() {
            let (what, mend) = match wanted.as_str() {
                "preamble" => (
                    "`preamble` is the name of what stands outside the points".to_owned(),
                    "give the point another name",
                ),
                _ => (
                    format!("two points have the name `{}`", short(&wanted)),
                    "give one of them another `{#name}` after its label",
                ),
            };
            report.problem(mark.start, what, mend);
        }
        taken.insert(name.clone());
        ids.push(IssueId::new(&name).unwrap_or_else(|_| preamble()));
    }
    ids
}

/// The issues of one region, or of several, in order and each once.
#[derive(Default)]
struct Listed {
    issues: Vec<IssueId>,
    seen: BTreeSet<IssueId>,
}

impl Listed {
    fn add(&mut self, nodes: &[Node]) {
        each_bracket(nodes, None, &mut |bracket, _| {
            if self.seen.insert(bracket.id.clone()) {
                self.issues.push(bracket.id.clone());
            }
        });
    }
}

fn points(
    source: &str,
    (marks, ids): (&[Mark], &[IssueId]),
    (spans, regions): (&Spans, &[Region]),
    report: &mut Report<'_>,
) -> Vec<Point> {
    let mut points: Vec<Point> = vec![];
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    let mut loose = Listed::default();
    let mut loose_span = 0..0;
    for ((span, mark), (_, nodes)) in spans.iter().zip(regions) {
        let Some(number) = *mark else {
            let none_yet = loose.issues.is_empty();
            loose.add(nodes);
            if none_yet && !loose.issues.is_empty() {
                loose_span = span.clone();
            }
            continue;
        };
        let mut listed = Listed::default();
        listed.add(nodes);
        let mark = &marks[number];
        let same = labels.entry(mark.label.as_str()).or_default();
        *same += 1;
        let label = label(mark, *same, report);
        points.push(Point {
            id: ids[number].clone(),
            label,
            heading: mark.heading.clone(),
            wording: if listed.issues.is_empty() {
                wording(source, mark, nodes)
            } else {
                String::new()
            },
            issues: listed.issues,
            span: span.clone(),
            label_len: mark.after_label - mark.start,
            is_heading: mark.level > 0,
        });
    }
    if !loose.issues.is_empty() {
        let point = Point {
            id: preamble(),
            label: String::new(),
            heading: String::new(),
            issues: loose.issues,
            span: loose_span,
            label_len: 0,
            is_heading: false,
            wording: String::new(),
        };
        points.insert(0, point);
    }
    check_names(&points, report);
    points
}

/// The label of a point, told apart from the same ones before it.
fn label(mark: &Mark, number: usize, report: &mut Report<'_>) -> String {
    if number == 1 {
        return mark.label.clone();
    }
    let label = format!("{}({number})", mark.label);
    report.literal(
        mark.start,
        format!("two points have the label `{}`", short(&mark.label)),
        format!(
            "number them apart; this one is called `{}` until then",
            short(&label)
        ),
    );
    label
}

/// A point may share an issue's name only if it holds that issue.
fn check_names(points: &[Point], report: &mut Report<'_>) {
    let issues: BTreeSet<&IssueId> = points.iter().flat_map(|p| &p.issues).collect();
    let shared = points.iter().filter(|p| issues.contains(&p.id));
    for point in shared.filter(|p| !p.issues.contains(&p.id)) {
        let what = format!(
            "point `{}` has the name of an issue it does not hold",
            short(point.id.as_str())
        );
        report.problem(
            point.span.start,
            what,
            "give the point another name, as in `{#name}` after its label",
        );
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
