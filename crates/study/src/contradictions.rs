//! Judgments about one party that cannot all hold: the smallest set, and whether all of it is tested.

use crate::in_force::InForce;
use crate::profile::alternatives;
use onetext_model::judgment::Kind;
use onetext_model::{Confidence, Issue, JudgmentId, Level, PartyId, Space};
use onetext_solve::contradiction::{Below, Node, smallest};
use std::collections::BTreeSet;

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
        let issue = &over.issues()[index];
        let alternatives = counting.iter().flat_map(|item| ends(issue, item));
        let about = About {
            issue,
            named: &alternatives.collect(),
        };
        let inequalities: Vec<Below> = (0..counting.len())
            .flat_map(|n| inequalities(&about, n, counting[n]))
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

/// One issue, and the alternatives of it that can be part of a contradiction.
struct About<'a> {
    issue: &'a Issue,
    named: &'a BTreeSet<usize>,
}

/// The alternatives one judgment names; of a range its two ends. Where ranges and directions
/// contradict one another at all, they do so at such an alternative: two ranges that meet share an
/// end of one of them, and a direction leads on to the end of any range it enters.
fn ends(issue: &Issue, item: &InForce) -> Vec<usize> {
    match &item.judgment.kind {
        Kind::Level { at, .. } if *at.issue() == issue.id => {
            let all = alternatives(issue, at);
            all.first().into_iter().chain(all.last()).copied().collect()
        }
        Kind::Order { better, worse } if better.issue == issue.id => {
            let keys = [better, worse].into_iter().flat_map(|a| a.keys.first());
            keys.filter_map(|key| issue.index_of(key)).collect()
        }
        _ => vec![],
    }
}

/// What one judgment says about the worths of one issue.
fn inequalities(about: &About<'_>, number: usize, item: &InForce) -> Vec<Below> {
    let issue = about.issue;
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
            let all = alternatives(issue, at).into_iter();
            let named = all.filter(|a| about.named.contains(a));
            named.flat_map(each).collect()
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
        // More is better, but two figures may be worth the same.
        Kind::Direction { issue: id, more } if *id == issue.id => {
            let steps = about.named.iter().zip(about.named.iter().skip(1));
            let steps = steps.map(|(a, b)| if *more { (*a, *b) } else { (*b, *a) });
            steps
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

#[cfg(test)]
mod tests {
    use crate::derive::{Options, derive};
    use onetext_solve::walk::Control;
    use onetext_talks::{Files, read};

    /// The contradicting judgments about one figure in 3,001 steps, by their place in the list.
    fn found(judgments: &[&str]) -> Vec<Vec<usize>> {
        let mut files = Files::new();
        let talks = "title = \"T\"\n[[party]]\nid = \"asteria\"\nname = \"Asteria\"\n";
        files.put("talks.toml", talks.as_bytes().to_vec());
        let draft = "1. Strip of [depth: 0..30 step 0.01 km].\n";
        files.put("drafts/01.md", draft.as_bytes().to_vec());
        let heads = judgments.iter().enumerate().map(|(n, judgment)| {
            format!(
                "[[judgment]]\nid = \"j{n}\"\nparty = \"asteria\"\non = 2031-05-12\nby = \"desk\"\n\
                 because = \"a\"\nconfidence = \"tested\"\n{judgment}\n"
            )
        });
        files.put("judgments.toml", heads.collect::<String>().into_bytes());
        let (talks, problems) = read(&files);
        let bad: Vec<_> = problems.iter().filter(|p| !p.bearable).collect();
        assert!(bad.is_empty(), "{bad:?}");
        let options = Options {
            seed: 1,
            on: None,
            with_caucus: false,
            draft: None,
            words: &|_| None,
            also: Default::default(),
            control: &Control::default(),
        };
        let study = derive(&talks, &[], &options).unwrap();
        let sets = study.contradictions.iter().map(|c| c.judgments.iter());
        sets.map(|ids| ids.map(|id| id.as_str()[1..].parse().unwrap()).collect())
            .collect()
    }

    #[test]
    fn long_scales_of_figures() {
        let check = |judgments: &[&str], expect: &[&[usize]]| assert_eq!(found(judgments), expect);
        let wants = "level = \"wants\"\nat = \"depth>=20\"";
        let less = "less = \"depth\"";
        check(
            &[wants, "level = \"only in return\"\nat = \"depth<=10\""],
            &[],
        );
        check(&[wants, less], &[]);
        check(
            &[
                wants,
                "more = \"depth\"",
                less,
                "level = \"only in return\"\nat = \"depth<=10\"",
            ],
            &[&[0, 2, 3]],
        );
        check(
            &[wants, "level = \"only in return\"\nat = \"depth>=29.5\""],
            &[&[0, 1]],
        );
        check(
            &[less, "prefers = [\"depth=7.25\", \"depth=7.24\"]"],
            &[&[0, 1]],
        );
    }
}
