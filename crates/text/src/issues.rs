//! From brackets to issues: repeated names unite, nested ones exist where their alternative is chosen.

use crate::report::Report;
use crate::tree::{Body, Bracket, Node, each_bracket};
use onetext_model::{Alternative, Existence, Issue, IssueId, IssueKind, Key, decimal};
use std::collections::{BTreeMap, BTreeSet};

/// A region of a draft: the point it belongs to, and its pieces.
pub(crate) type Region = (IssueId, Vec<Node>);

/// The issues of all regions, in the order of their first place.
pub(crate) fn collect(regions: &[Region], report: &mut Report<'_>) -> Vec<Issue> {
    let mut found: Vec<Found<'_>> = vec![];
    let mut index: BTreeMap<&IssueId, usize> = BTreeMap::new();
    for (point, nodes) in regions {
        each_bracket(nodes, None, &mut |bracket, parent| {
            let at = *index.entry(&bracket.id).or_insert_with(|| {
                found.push(Found {
                    point,
                    first: None,
                    others: vec![],
                    places: vec![],
                });
                found.len() - 1
            });
            let one = &mut found[at];
            one.places.push(parent);
            match (&bracket.body, one.first) {
                (Body::Repeat, _) => {}
                (_, None) => one.first = Some(bracket),
                (_, Some(_)) => one.others.push(bracket),
            }
        });
    }
    let mut issues: Vec<Issue> = vec![];
    for one in &found {
        if let Some(first) = one.first {
            issues.push(one.issue(first, report));
        }
    }
    link(&mut issues, &found);
    report_cycles(&issues, &found, report);
    issues
}

struct Found<'a> {
    point: &'a IssueId,
    first: Option<&'a Bracket>,
    others: Vec<&'a Bracket>,
    places: Vec<Option<(&'a IssueId, &'a Key)>>,
}

impl Found<'_> {
    fn issue(&self, first: &Bracket, report: &mut Report<'_>) -> Issue {
        let mut alternatives = alternatives(first);
        for other in &self.others {
            unite(&mut alternatives, other, report);
        }
        let kind = match &first.body {
            Body::Figures(figures) => IssueKind::Numeric {
                unit: figures.unit.clone(),
                base: figures.base.clone(),
            },
            _ => IssueKind::Words,
        };
        Issue {
            id: first.id.clone(),
            kind,
            point: self.point.clone(),
            alternatives,
            existence: Existence::Always,
        }
    }
}

fn alternatives(bracket: &Bracket) -> Vec<Alternative> {
    match &bracket.body {
        Body::Repeat => vec![],
        Body::Words(all) => all
            .iter()
            .map(|a| Alternative {
                key: a.key.clone(),
                wording: if a.key == Key::unwritten() {
                    String::new()
                } else {
                    crate::clean::wording(&a.nodes, "[id]")
                },
                owners: a.tags.owners.clone(),
                working: a.tags.working,
                figure: None,
            })
            .collect(),
        Body::Figures(figures) => {
            let tags = |value| {
                figures
                    .tags
                    .iter()
                    .filter(move |(v, _)| *v == value)
                    .map(|(_, tags)| tags)
            };
            let figure = |value: &onetext_model::Decimal| Alternative {
                key: Key::of_figure(*value),
                wording: format!("{} {}", decimal::plain(*value), figures.unit),
                owners: tags(*value).flat_map(|t| t.owners.clone()).collect(),
                working: tags(*value).any(|t| t.working),
                figure: Some(*value),
            };
            let mut all: Vec<Alternative> = figures.values.iter().map(figure).collect();
            if figures.unwritten {
                all.push(Alternative {
                    key: Key::unwritten(),
                    wording: String::new(),
                    owners: vec![],
                    working: false,
                    figure: None,
                });
            }
            all
        }
    }
}

/// A repeated bracket needs the same keys; owners and the working mark unite.
fn unite(alternatives: &mut [Alternative], other: &Bracket, report: &mut Report<'_>) {
    let more = self::alternatives(other);
    let keys = |all: &[Alternative]| all.iter().map(|a| a.key.clone()).collect::<BTreeSet<Key>>();
    let (ours, theirs) = (keys(alternatives), keys(&more));
    if ours != theirs {
        let listed: Vec<&str> = ours.iter().take(12).map(Key::as_str).collect();
        let what = format!("bracket `{}` is repeated with other keys", other.id);
        report.problem(
            other.span.start,
            what,
            format!(
                "it has {}; give the same `#key`s here, or another name",
                listed.join(", ")
            ),
        );
        return;
    }
    for alternative in more {
        let Some(same) = alternatives.iter_mut().find(|a| a.key == alternative.key) else {
            continue;
        };
        same.working |= alternative.working;
        for owner in alternative.owners {
            if !same.owners.contains(&owner) {
                same.owners.push(owner);
            }
        }
    }
    if alternatives.iter().filter(|a| a.working).count() > 1 {
        report.problem(
            other.span.start,
            format!("bracket `{}` has two working alternatives", other.id),
            "mark the same one with `*` everywhere",
        );
    }
}

/// Says where each nested issue exists.
fn link(issues: &mut [Issue], found: &[Found<'_>]) {
    let by_id: BTreeMap<IssueId, usize> = issues
        .iter()
        .enumerate()
        .map(|(n, i)| (i.id.clone(), n))
        .collect();
    let keys: Vec<Vec<Key>> = issues
        .iter()
        .map(|i| i.alternatives.iter().map(|a| a.key.clone()).collect())
        .collect();
    for one in found {
        let Some(at) = one.first.and_then(|first| by_id.get(&first.id)) else {
            continue;
        };
        let place = |parent: &Option<(&IssueId, &Key)>| {
            let (id, key) = (*parent)?;
            let issue = *by_id.get(id)?;
            Some((issue, keys[issue].iter().position(|k| k == key)?))
        };
        let places: Option<Vec<(usize, usize)>> = one.places.iter().map(place).collect();
        if let Some(mut places) = places {
            let mut seen = BTreeSet::new();
            places.retain(|place| seen.insert(*place));
            issues[*at].existence = Existence::AnyOf(places);
        }
    }
}

/// Issues that exist only inside themselves.
fn report_cycles(issues: &[Issue], found: &[Found<'_>], report: &mut Report<'_>) {
    let mut waits: Vec<usize> = vec![0; issues.len()];
    let mut children: Vec<Vec<usize>> = vec![vec![]; issues.len()];
    for (at, issue) in issues.iter().enumerate() {
        if let Existence::AnyOf(places) = &issue.existence {
            waits[at] = places.len();
            places
                .iter()
                .for_each(|(parent, _)| children[*parent].push(at));
        }
    }
    let mut ready: Vec<usize> = (0..issues.len()).filter(|i| waits[*i] == 0).collect();
    while let Some(issue) = ready.pop() {
        for child in &children[issue] {
            waits[*child] -= 1;
            if waits[*child] == 0 {
                ready.push(*child);
            }
        }
    }
    let stuck: Vec<&str> = issues
        .iter()
        .zip(&waits)
        .filter(|(_, w)| **w > 0)
        .map(|(i, _)| i.id.as_str())
        .collect();
    if let Some(first) = stuck.first() {
        let at = found
            .iter()
            .filter_map(|f| f.first)
            .find(|b| b.id.as_str() == *first)
            .map_or(0, |b| b.span.start);
        let named: Vec<String> = stuck.iter().map(|id| format!("`{id}`")).collect();
        report.problem(
            at,
            format!(
                "the brackets {} stand inside one another in a circle",
                named.join(", ")
            ),
            "take one of them out of the other",
        );
    }
}
