//! Judgments that link several alternatives or issues, in the engine's terms: orders, weight orders,
//! answers to packages, trades.

use crate::barred;
use crate::in_force::InForce;
use onetext_model::judgment::{Kind, PackageRef};
use onetext_model::rule::Atom;
use onetext_model::{IssueKind, JudgmentId, Package, Space};
use onetext_solve::Settings;
use onetext_solve::linked::{Choices, Linked, Says};
use onetext_talks::{Talks, space};

/// What links, among the judgments that count about one party, with its name. Left out is what the
/// present draft cannot express, and an answer that the party's own red lines settle.
pub fn linked(
    talks: &Talks,
    over: &Space,
    counting: &[&InForce],
    settings: &Settings,
) -> Vec<(JudgmentId, Linked)> {
    if counting
        .iter()
        .any(|j| matches!(j.judgment.kind, Kind::Scores { .. }))
    {
        return vec![];
    }
    let one = |item: &&InForce| {
        let says = says(talks, over, &item.judgment.kind)?;
        let right = crate::profile::chance(item, settings);
        let settled = match &says {
            Says::Answer { package, .. } => breaks_own(talks, over, counting, package),
            _ => false,
        };
        (!settled).then(|| (item.judgment.id.clone(), Linked { says, right }))
    };
    counting.iter().filter_map(one).collect()
}

/// Whether a package breaks a red line or a condition that is about what it names.
fn breaks_own(talks: &Talks, over: &Space, counting: &[&InForce], package: &Choices) -> bool {
    let mut choices = vec![None; over.len()];
    for (issue, alternative) in package {
        choices[*issue] = Some(*alternative as u16);
    }
    let named = |issues: &[usize]| issues.iter().all(|i| choices[*i].is_some());
    let lines = barred::red_lines(talks, over, counting);
    let package = Package::partial(&choices);
    lines
        .iter()
        .any(|line| named(&line.issues()) && !line.holds(&package))
}

fn says(talks: &Talks, over: &Space, kind: &Kind) -> Option<Says> {
    match kind {
        Kind::Order { better, worse } => {
            let ((issue, better), (_, worse)) = (place(over, better)?, place(over, worse)?);
            Some(Says::Order {
                issue,
                better,
                worse,
            })
        }
        Kind::Weights { heavier, lighter } => {
            let named = |name| space::issues_named(talks, over, name);
            let (heavier, lighter) = (named(heavier), named(lighter));
            let none = heavier.is_empty() || lighter.is_empty();
            (!none).then_some(Says::Weights { heavier, lighter })
        }
        Kind::Answer { package, accepts } => Some(Says::Answer {
            package: choices(talks, over, package)?,
            accepts: *accepts,
        }),
        Kind::Over {
            package,
            over: other,
        } => Some(Says::Over {
            better: choices(talks, over, package)?,
            worse: choices(talks, over, other)?,
        }),
        Kind::Trade { gives, gets } => Some(Says::Trade {
            gives: place(over, gives)?,
            gets: place(over, gets)?,
        }),
        _ => None,
    }
}

/// The one alternative an atom names; `None` for several, and for words this draft does not have.
fn place(over: &Space, atom: &Atom) -> Option<(usize, usize)> {
    match atom.keys.as_slice() {
        [key] => over.find(&atom.issue, key),
        _ => None,
    }
}

/// A package over the present issues; `None` if a bracket or a wording of it is no longer there.
fn choices(talks: &Talks, over: &Space, package: &PackageRef) -> Option<Choices> {
    match package {
        PackageRef::Choices(named) => named
            .iter()
            .map(|(issue, key)| over.find(issue, key))
            .collect(),
        PackageRef::Draft(number) => {
            let draft = &talks.drafts.get(number)?.space;
            let working = Package::working(draft).ok()?;
            let named = working.names(draft);
            let lost = |issue: &onetext_model::IssueId| {
                let kind = draft.issue(issue).map(|i| &i.kind);
                over.issue(issue).is_none() && kind == Some(&IssueKind::Point)
            };
            named
                .iter()
                .filter(|(issue, _)| !lost(issue))
                .map(|(issue, key)| over.find(issue, key))
                .collect()
        }
    }
}
