//! From judgments to what the engine samples: one record per party.

use crate::in_force::InForce;
use crate::linked::linked;
use onetext_model::judgment::{Kind, NoDeal, Target};
use onetext_model::{Confidence, Decimal, Issue, IssueKind, PartyId, Space};
use onetext_solve::Settings;
use onetext_solve::linked::Linked;
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Scores, Standing};
use onetext_talks::{Talks, space};
use std::collections::BTreeSet;

/// The record of one party over a space.
pub fn record(
    talks: &Talks,
    over: &Space,
    (party, counting): (&PartyId, &[&InForce]),
    settings: &Settings,
) -> Record {
    let sacred = sacred_issues(talks, over, counting);
    let linked: Vec<Linked> = linked(talks, over, counting, settings)
        .into_iter()
        .map(|(_, linked)| linked)
        .collect();
    let one = |index: usize| {
        let judged = linked.iter().any(|l| l.says.judges(index));
        issue_record((over, settings), (index, judged), &sacred, counting)
    };
    let issues = (0..over.len()).map(one).collect();
    Record {
        party: party.clone(),
        issues,
        matters: space::matters(talks, over)
            .into_iter()
            .map(|(_, issues)| issues)
            .collect(),
        price: price(counting, settings),
        linked,
        scores: scores(over, counting),
    }
}

/// The issues that are sacred to a party: they stand outside its weights.
pub fn sacred_issues(talks: &Talks, over: &Space, counting: &[&InForce]) -> BTreeSet<usize> {
    let targets = counting.iter().filter_map(|j| match &j.judgment.kind {
        Kind::Sacred { target, .. } => Some(target),
        _ => None,
    });
    targets
        .flat_map(|target| space::issues_named(talks, over, target))
        .collect()
}

/// The probability that a judgment is right.
pub fn chance(item: &InForce, settings: &Settings) -> f64 {
    let confidence = item.confidence.unwrap_or(Confidence::Tested);
    settings.right.of(confidence)
}

fn issue_record(
    (over, settings): (&Space, &Settings),
    (index, judged): (usize, bool),
    sacred: &BTreeSet<usize>,
    counting: &[&InForce],
) -> IssueRecord {
    let issue = &over.issues()[index];
    if sacred.contains(&index) {
        return IssueRecord::outside();
    }
    let mut record = IssueRecord::silent();
    for item in counting {
        match &item.judgment.kind {
            Kind::Level { level, at } if *at.issue() == issue.id => {
                let range = matches!(at, Target::Range(..));
                let found = alternatives(issue, at);
                if let (Some(first), Some(last)) = (found.first(), found.last()) {
                    record.levels.push(Judged {
                        level: *level,
                        first: *first,
                        last: *last,
                        range,
                        right: chance(item, settings),
                    });
                }
            }
            Kind::Direction { issue: id, more } if *id == issue.id && issue.is_numeric() => {
                record.direction = Some((*more, chance(item, settings)));
            }
            Kind::OnlyWith { a, .. } if a.iter().any(|atom| atom.issue == issue.id) => {
                record.standing = Standing::Judged;
            }
            _ => {}
        }
    }
    if judged || !record.levels.is_empty() || record.direction.is_some() {
        record.standing = Standing::Judged;
    }
    if issue.kind == IssueKind::Point && record.standing == Standing::Silent {
        record.standing = Standing::Outside;
    }
    record
}

/// The alternatives a level is about, by index: one, or those whose figures lie in the range.
pub fn alternatives(issue: &Issue, at: &Target) -> Vec<usize> {
    match at {
        Target::Alternative(_, key) => issue.index_of(key).into_iter().collect(),
        Target::Range(_, compare, bound) => {
            let inside =
                |a: &onetext_model::Alternative| a.figure.is_some_and(|f| compare.holds(&f, bound));
            (0..issue.alternatives.len())
                .filter(|i| inside(&issue.alternatives[*i]))
                .collect()
        }
    }
}

fn price(counting: &[&InForce], settings: &Settings) -> Price {
    let view = counting.iter().find_map(|j| match j.judgment.kind {
        Kind::NoDeal(view) => Some((view, chance(j, settings))),
        _ => None,
    });
    match view {
        Some((NoDeal::Prefers, right)) => Price::Span {
            span: settings.price_prefers,
            right,
        },
        Some((NoDeal::CannotBear, right)) => Price::Span {
            span: settings.price_cannot_bear,
            right,
        },
        Some((NoDeal::CanBear, _)) | None => Price::None,
    }
}

fn scores(over: &Space, counting: &[&InForce]) -> Option<Scores> {
    counting.iter().find_map(|j| match &j.judgment.kind {
        Kind::Scores {
            reservation,
            points,
        } => {
            let of_issue = |issue: &Issue| {
                let table = points.get(&issue.id);
                let point = |a: &onetext_model::Alternative| {
                    table
                        .and_then(|t| t.get(&a.key))
                        .copied()
                        .unwrap_or(Decimal::ZERO)
                };
                issue.alternatives.iter().map(point).collect()
            };
            Some(Scores {
                reservation: *reservation,
                points: over.issues().iter().map(of_issue).collect(),
            })
        }
        _ => None,
    })
}
