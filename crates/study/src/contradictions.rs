//! Judgments about one party that cannot all hold: the smallest set, and whether all of it is tested.

use crate::in_force::InForce;
use crate::profile::alternatives;
use onetext_model::judgment::Kind;
use onetext_model::{Confidence, JudgmentId, Level, PartyId, Space};
use onetext_solve::contradiction::{Below, Node, smallest};

/// Judgments that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// About whom.
    pub party: PartyId,
    /// The smallest set, by name.
    pub judgments: Vec<JudgmentId>,
    /// Whether all of them are tested: then the party has no figures.
    pub tested: bool,
}

/// The contradictions among what counts about one party: the smallest one of each issue.
pub fn of_party(over: &Space, party: &PartyId, counting: &[&InForce]) -> Vec<Contradiction> {
    let mut found = vec![];
    for index in 0..over.len() {
        let inequalities: Vec<Below> = (0..counting.len())
            .flat_map(|n| inequalities(over, index, n, counting[n]))
            .collect();
        if let Some(set) = smallest(&inequalities) {
            found.push(named(party, set.into_iter().collect(), counting));
        }
    }
    found.extend(conditions(party, counting));
    found
}

fn named(party: &PartyId, set: Vec<usize>, counting: &[&InForce]) -> Contradiction {
    let items: Vec<&InForce> = set.iter().map(|n| counting[*n]).collect();
    Contradiction {
        party: party.clone(),
        judgments: items.iter().map(|j| j.judgment.id.clone()).collect(),
        tested: items
            .iter()
            .all(|j| j.confidence == Some(Confidence::Tested)),
    }
}

/// What one judgment says about the worths of one issue.
fn inequalities(over: &Space, index: usize, number: usize, item: &InForce) -> Vec<Below> {
    let issue = &over.issues()[index];
    let below = |low, high, strict| Below {
        low,
        high,
        strict,
        judgment: number,
    };
    match &item.judgment.kind {
        Kind::Level { level, at } if *at.issue() == issue.id => {
            let range = matches!(at, onetext_model::judgment::Target::Range(..));
            let each = |a: usize| {
                band(*level, range, Node::Worth(a))
                    .into_iter()
                    .map(|(l, h, s)| below(l, h, s))
                    .collect::<Vec<_>>()
            };
            alternatives(issue, at).into_iter().flat_map(each).collect()
        }
        Kind::Order { better, worse } if better.issue == issue.id => {
            let find = |atom: &onetext_model::rule::Atom| {
                atom.keys.first().and_then(|k| issue.index_of(k))
            };
            match (find(better), find(worse)) {
                (Some(better), Some(worse)) => {
                    vec![below(Node::Worth(worse), Node::Worth(better), true)]
                }
                _ => vec![],
            }
        }
        // More is better, but two figures may be worth the same: a chain of steps would not do,
        // since one judgment must count once however far apart the figures are.
        Kind::Direction { issue: id, more }
            if *id == issue.id && issue.alternatives.len() <= 200 =>
        {
            let all = issue.alternatives.len();
            let pairs = (0..all)
                .flat_map(|a| (a + 1..all).map(move |b| if *more { (a, b) } else { (b, a) }));
            pairs
                .map(|(low, high)| below(Node::Worth(low), Node::Worth(high), false))
                .collect()
        }
        _ => vec![],
    }
}

/// The borders a level puts around a worth, as (low, high, strict).
fn band(level: Level, range: bool, worth: Node) -> Vec<(Node, Node, bool)> {
    match level {
        Level::Wants => vec![(Node::Wants, worth, false)],
        Level::CanLiveWith if range => vec![(Node::Zero, worth, false)],
        Level::CanLiveWith => vec![(Node::Zero, worth, false), (worth, Node::Wants, true)],
        Level::OnlyInReturn | Level::Cannot => vec![(worth, Node::Zero, true)],
    }
}

/// A condition under which an alternative can be taken, beside a red line on that alternative.
fn conditions(party: &PartyId, counting: &[&InForce]) -> Vec<Contradiction> {
    let mut found = vec![];
    for (n, item) in counting.iter().enumerate() {
        let Kind::OnlyWith { a, .. } = &item.judgment.kind else {
            continue;
        };
        let [atom] = a.as_slice() else { continue };
        for (m, other) in counting.iter().enumerate() {
            let Kind::Level {
                level: Level::Cannot,
                at: onetext_model::judgment::Target::Alternative(issue, key),
            } = &other.judgment.kind
            else {
                continue;
            };
            if *issue == atom.issue && atom.keys.contains(key) && atom.keys.len() == 1 {
                found.push(named(party, vec![n.min(m), n.max(m)], counting));
            }
        }
    }
    found
}
