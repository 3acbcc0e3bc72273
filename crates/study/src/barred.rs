//! Rules, bars, red lines, conditions and sacred values as constraints on packages.

use crate::in_force::InForce;
use crate::profile::{alternatives, sacred_issues};
use onetext_model::judgment::Kind;
use onetext_model::rule::Atom;
use onetext_model::{Confidence, Issue, Level, Space};
use onetext_solve::Constraint;
use onetext_solve::constraint::{IndexedAtom, Origin, Shape};
use onetext_talks::Talks;

/// The rules alone.
pub fn rules(talks: &Talks, over: &Space) -> Vec<Constraint> {
    talks
        .rules
        .iter()
        .map(|rule| Constraint::of_rule(&rule.id, &rule.say, over))
        .collect()
}

/// The bars, and every alternative nobody has written yet.
pub fn bars(talks: &Talks, over: &Space) -> Vec<Constraint> {
    let mut all = Constraint::unwritten(over);
    for bar in &talks.bars {
        if let Some((issue, alternative)) = over.find(&bar.alternative.0, &bar.alternative.1) {
            all.push(Constraint {
                shape: Shape::Never(issue, alternative as u16),
                origin: Origin::Bar(bar.id.clone()),
            });
        }
    }
    all
}

/// One party's red lines: what it cannot bear, its conditions, and breaches of what is sacred to it.
pub fn red_lines(talks: &Talks, over: &Space, counting: &[&InForce]) -> Vec<Constraint> {
    let mut all = vec![];
    for item in counting {
        let origin = |tested: bool| Origin::RedLine {
            party: item.judgment.party.clone(),
            judgment: item.judgment.id.to_string(),
            tested,
        };
        let tested = item.confidence == Some(Confidence::Tested);
        match &item.judgment.kind {
            Kind::Level {
                level: Level::Cannot,
                at,
            } => {
                let Some(issue) = over.index_of(at.issue()) else {
                    continue;
                };
                for alternative in alternatives(&over.issues()[issue], at) {
                    all.push(Constraint {
                        shape: Shape::Never(issue, alternative as u16),
                        origin: origin(tested),
                    });
                }
            }
            Kind::OnlyWith { a, b } => {
                let side = |atoms: &[_]| -> Vec<IndexedAtom> {
                    let indexed = atoms.iter().map(|atom| IndexedAtom::new(atom, over));
                    indexed.collect()
                };
                let (a, b) = (side(a), side(b));
                // A condition on words this draft does not have says nothing and ties no issues.
                if a.iter().all(|atom| !atom.alternatives.is_empty()) {
                    all.push(Constraint {
                        shape: Shape::Requires(a, b),
                        origin: origin(tested),
                    });
                }
            }
            Kind::Sacred { .. } => all.extend(breaches(talks, over, item, counting)),
            _ => {}
        }
    }
    all
}

/// What breaches a sacred value: an alternative of it judged `only in return`, without its answer.
fn breaches(
    talks: &Talks,
    over: &Space,
    sacred: &InForce,
    counting: &[&InForce],
) -> Vec<Constraint> {
    let Kind::Sacred { answer, .. } = &sacred.judgment.kind else {
        return vec![];
    };
    let mut all = vec![];
    for index in sacred_issues(talks, over, &[sacred]) {
        let issue = &over.issues()[index];
        for item in counting {
            let Kind::Level {
                level: Level::OnlyInReturn,
                at,
            } = &item.judgment.kind
            else {
                continue;
            };
            if *at.issue() != issue.id {
                continue;
            }
            let tested = [sacred, item]
                .iter()
                .all(|j| j.confidence == Some(Confidence::Tested));
            let judgment = sacred.judgment.id.to_string();
            let origin = Origin::RedLine {
                party: sacred.judgment.party.clone(),
                judgment,
                tested,
            };
            for alternative in alternatives(issue, at) {
                let breach = IndexedAtom {
                    issue: Some(index),
                    alternatives: vec![alternative as u16],
                };
                // An answer on the same issue cannot be taken together with the breach.
                let elsewhere = answer.as_ref().filter(|a| a.issue != issue.id);
                let shape = match elsewhere {
                    None if is_answer(answer.as_ref(), issue, alternative) => continue,
                    None => Shape::Never(index, alternative as u16),
                    Some(answer) => {
                        Shape::Requires(vec![breach], vec![IndexedAtom::new(answer, over)])
                    }
                };
                all.push(Constraint {
                    shape,
                    origin: origin.clone(),
                });
            }
        }
    }
    all
}

/// Whether an alternative is what makes the value bearable: then it is no breach, whatever its level.
fn is_answer(answer: Option<&Atom>, issue: &Issue, alternative: usize) -> bool {
    let key = &issue.alternatives[alternative].key;
    answer.is_some_and(|a| a.issue == issue.id && a.keys.contains(key))
}
