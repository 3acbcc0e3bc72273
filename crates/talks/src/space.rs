//! Issues, matters and packages of a draft: brackets first, then points without any, then asides.

use crate::state::Talks;
use onetext_model::{
    Alternative, Existence, Issue, IssueId, IssueKind, Key, Package, PartyId, Space,
};
use onetext_text::{Draft, Point};

/// The issues of a draft: its brackets, and each point without brackets with its one alternative.
pub fn of_draft(draft: &Draft) -> Space {
    let mut issues: Vec<Issue> = draft.issues().to_vec();
    issues.extend(
        draft
            .points()
            .iter()
            .filter(|p| p.issues.is_empty())
            .map(point_issue),
    );
    Space::new(issues)
}

fn point_issue(point: &Point) -> Issue {
    let stands = Alternative {
        key: Key::as_it_stands(),
        wording: point.wording.clone(),
        owners: vec![],
        working: true,
        figure: None,
    };
    Issue {
        id: point.id.clone(),
        kind: IssueKind::Point,
        point: point.id.clone(),
        alternatives: vec![stands],
        existence: Existence::Always,
    }
}

/// The issues of the talks: those of the present draft, and the asides.
pub fn of_talks(talks: &Talks) -> Space {
    let mut issues = talks
        .present()
        .map_or_else(Vec::new, |(_, d)| d.space.issues().to_vec());
    issues.extend(talks.asides.iter().map(aside_issue));
    Space::new(issues)
}

/// The aside of this name as an issue.
pub fn aside(talks: &Talks, name: &IssueId) -> Option<Issue> {
    let aside = talks.asides.iter().find(|a| a.id == *name)?;
    Some(aside_issue(aside))
}

/// The issue of this name in the present draft or, where that has none, the aside.
pub fn present_issue(talks: &Talks, name: &IssueId) -> Option<Issue> {
    let present = talks.present();
    let in_draft = present.and_then(|(_, d)| d.space.issue(name).cloned());
    in_draft.or_else(|| aside(talks, name))
}

fn aside_issue(aside: &crate::fact::Aside) -> Issue {
    let alternative = |(key, words, working): &(Key, String, bool)| Alternative {
        key: key.clone(),
        wording: words.clone(),
        owners: vec![],
        working: *working,
        figure: None,
    };
    Issue {
        id: aside.id.clone(),
        kind: IssueKind::Aside,
        point: aside.id.clone(),
        alternatives: aside.alternatives.iter().map(alternative).collect(),
        existence: Existence::Always,
    }
}

/// The matters of a space: issues weighed as one, by index, each with its name.
///
/// A point is its own matter unless declared part of one; brackets outside any point and asides are
/// each their own.
pub fn matters(talks: &Talks, space: &Space) -> Vec<(IssueId, Vec<usize>)> {
    let mut matters: Vec<(IssueId, Vec<usize>)> = vec![];
    for (index, issue) in space.issues().iter().enumerate() {
        let name = matter_of(talks, issue);
        match matters.iter_mut().find(|(id, _)| *id == name) {
            Some((_, issues)) => issues.push(index),
            None => matters.push((name, vec![index])),
        }
    }
    matters
}

fn matter_of(talks: &Talks, issue: &Issue) -> IssueId {
    if issue.point.as_str() == "preamble" || issue.kind == IssueKind::Aside {
        return issue.id.clone();
    }
    let declared = talks
        .matters
        .iter()
        .find(|m| m.points.contains(&issue.point));
    declared.map_or_else(|| issue.point.clone(), |m| m.id.clone())
}

/// The issues a name stands for: an issue, a point with its issues, or a matter with its points'.
pub fn issues_named(talks: &Talks, space: &Space, name: &IssueId) -> Vec<usize> {
    if let Some(index) = space.index_of(name) {
        return vec![index];
    }
    let declared = talks.matters.iter().find(|m| m.id == *name);
    let holds = |issue: &Issue| {
        issue.point == *name || declared.is_some_and(|m| m.points.contains(&issue.point))
    };
    (0..space.len())
        .filter(|i| holds(&space.issues()[*i]))
        .collect()
}

/// Whether any draft, or an aside, has an issue, a point or a matter of this name.
pub fn is_known(talks: &Talks, name: &IssueId) -> bool {
    let in_draft = |draft: &Draft| {
        draft.points().iter().any(|p| p.id == *name) || draft.issues().iter().any(|i| i.id == *name)
    };
    talks.drafts.values().any(|d| in_draft(&d.draft))
        || talks.asides.iter().any(|a| a.id == *name)
        || talks.matters.iter().any(|m| m.id == *name)
}

/// The latest issue of this name with its draft's number: in the present draft, an aside, or an earlier draft.
pub fn latest_issue(talks: &Talks, name: &IssueId) -> Option<(Option<u32>, Issue)> {
    if let Some(aside) = aside(talks, name) {
        return Some((None, aside));
    }
    talks.drafts.iter().rev().find_map(|(number, file)| {
        let issue = file.space.issue(name)?;
        Some((Some(*number), issue.clone()))
    })
}

/// The clean text of a package.
pub fn clean_text(draft: &Draft, space: &Space, package: &Package) -> String {
    let names = package.names(space);
    draft.clean_text(&|issue| names.get(issue).cloned())
}

/// The parties that own the wording of an alternative.
pub fn owners(alternative: &Alternative) -> Vec<PartyId> {
    alternative
        .owners
        .iter()
        .filter_map(|owner| PartyId::new(owner).ok())
        .collect()
}
