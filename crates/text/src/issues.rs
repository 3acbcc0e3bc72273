//! From brackets to issues: repeated names unite, nested ones exist where their alternative is chosen.

use crate::circles;
use crate::report::{Report, short};
use crate::tree::{Body, Bracket, Figures, Node, Tags, each_bracket};
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
    circles::report(&found, report);
    issues
}

/// All places of one name.
pub(crate) struct Found<'a> {
    point: &'a IssueId,
    /// The first place with a body of its own.
    pub first: Option<&'a Bracket>,
    others: Vec<&'a Bracket>,
    /// The alternative each place stands in; `None` for the open text.
    pub places: Vec<Option<(&'a IssueId, &'a Key)>>,
}

impl Found<'_> {
    fn issue(&self, first: &Bracket, report: &mut Report<'_>) -> Issue {
        let mut alternatives = alternatives(first);
        unite(&mut alternatives, first, &self.others, report);
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
        Body::Figures(figures) => of_figures(figures),
    }
}

fn of_figures(figures: &Figures) -> Vec<Alternative> {
    let mut tags: BTreeMap<onetext_model::Decimal, Tags> = BTreeMap::new();
    for (value, more) in &figures.tags {
        let all = tags.entry(*value).or_default();
        all.working |= more.working;
        add_owners(&mut all.owners, &more.owners);
    }
    let figure = |value: &onetext_model::Decimal| {
        let tags = tags.remove(value).unwrap_or_default();
        Alternative {
            key: Key::of_figure(*value),
            wording: format!("{} {}", decimal::plain(*value), figures.unit),
            owners: tags.owners,
            working: tags.working,
            figure: Some(*value),
        }
    };
    let mut all: Vec<Alternative> = figures.values.iter().map(figure).collect();
    if let Some(tags) = &figures.unwritten {
        all.push(Alternative {
            key: Key::unwritten(),
            wording: String::new(),
            owners: tags.owners.clone(),
            working: false,
            figure: None,
        });
    }
    all
}

/// Adds the owners that are not there yet.
fn add_owners(owners: &mut Vec<String>, more: &[String]) {
    let known: BTreeSet<&String> = owners.iter().collect();
    let new: Vec<String> = more
        .iter()
        .filter(|o| !known.contains(o))
        .cloned()
        .collect();
    owners.extend(new);
}

/// A repeated bracket needs the same keys, and the same unit; owners and the working mark unite.
fn unite(
    alternatives: &mut [Alternative],
    first: &Bracket,
    others: &[&Bracket],
    report: &mut Report<'_>,
) {
    let index: BTreeMap<Key, usize> = alternatives
        .iter()
        .enumerate()
        .map(|(at, a)| (a.key.clone(), at))
        .collect();
    for other in others {
        let more = self::alternatives(other);
        let theirs: BTreeSet<&Key> = more.iter().map(|a| &a.key).collect();
        if !index.keys().eq(theirs.iter().copied()) {
            report_other_keys(other, &index, report);
            continue;
        }
        if let Some(unit) = other_unit(&first.body, &other.body) {
            let what = format!("bracket `{}` is repeated with another unit", named(other));
            let mend = format!("write it in {unit} here too, or take another name");
            report.problem(other.span.start, what, mend);
            continue;
        }
        for alternative in more {
            if let Some(at) = index.get(&alternative.key) {
                alternatives[*at].working |= alternative.working;
                add_owners(&mut alternatives[*at].owners, &alternative.owners);
            }
        }
        let marked_here = other_working(other);
        if marked_here && alternatives.iter().filter(|a| a.working).count() > 1 {
            report.problem(
                other.span.start,
                format!("bracket `{}` has two working alternatives", named(other)),
                "mark the same one with `*` everywhere",
            );
        }
    }
}

fn report_other_keys(other: &Bracket, ours: &BTreeMap<Key, usize>, report: &mut Report<'_>) {
    let mut listed: Vec<String> = ours.keys().take(12).map(|k| short(k.as_str())).collect();
    if ours.len() > listed.len() {
        listed.push("…".to_owned());
    }
    report.problem(
        other.span.start,
        format!("bracket `{}` is repeated with other keys", named(other)),
        format!(
            "it has {}; give the same `#key`s here, or another name",
            listed.join(", ")
        ),
    );
}

/// The unit of the first bracket of figures, where the other one has another unit or base.
fn other_unit(first: &Body, other: &Body) -> Option<String> {
    let measured = |body: &Body| match body {
        Body::Figures(figures) => Some((figures.unit.clone(), figures.base.clone())),
        _ => None,
    };
    let (ours, theirs) = (measured(first), measured(other));
    if ours == theirs {
        return None;
    }
    Some(match ours {
        Some((unit, Some(base))) => format!("`{unit} of {base}`"),
        Some((unit, None)) => format!("`{unit}`"),
        None => "words".to_owned(),
    })
}

fn other_working(bracket: &Bracket) -> bool {
    match &bracket.body {
        Body::Repeat => false,
        Body::Words(all) => all.iter().any(|a| a.tags.working),
        Body::Figures(figures) => figures.tags.iter().any(|(_, tags)| tags.working),
    }
}

fn named(bracket: &Bracket) -> String {
    short(bracket.id.as_str())
}

/// Says where each nested issue exists.
fn link(issues: &mut [Issue], found: &[Found<'_>]) {
    let by_id: BTreeMap<IssueId, usize> = issues
        .iter()
        .enumerate()
        .map(|(n, i)| (i.id.clone(), n))
        .collect();
    let parents: BTreeSet<&IssueId> = found
        .iter()
        .flat_map(|one| one.places.iter().flatten().map(|(id, _)| *id))
        .collect();
    let mut keys: BTreeMap<(IssueId, Key), usize> = BTreeMap::new();
    for issue in issues.iter().filter(|i| parents.contains(&i.id)) {
        for (at, alternative) in issue.alternatives.iter().enumerate() {
            // Where keys clash, the first alternative keeps its key.
            keys.entry((issue.id.clone(), alternative.key.clone()))
                .or_insert(at);
        }
    }
    for one in found {
        let Some(at) = one.first.and_then(|first| by_id.get(&first.id)) else {
            continue;
        };
        let place = |parent: &Option<(&IssueId, &Key)>| {
            let (id, key) = (*parent)?;
            let issue = *by_id.get(id)?;
            Some((issue, *keys.get(&(id.clone(), key.clone()))?))
        };
        let places: Option<Vec<(usize, usize)>> = one.places.iter().map(place).collect();
        if let Some(mut places) = places {
            let mut seen = BTreeSet::new();
            places.retain(|place| seen.insert(*place));
            issues[*at].existence = Existence::AnyOf(places);
        }
    }
}
