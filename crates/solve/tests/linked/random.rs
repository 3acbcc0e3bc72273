//! Small random records with judgments that link issues.

use crate::chance::Chance;
use crate::scene::{alone, direction, figures, level, nested, record, words};
use onetext_model::{Level, Space};
use onetext_solve::linked::{Choices, Linked, Says};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};

const SURE: [f64; 3] = [0.98, 0.90, 0.70];

/// A space of two or three issues and what is on record over it, at least one thing of it linked.
pub fn talk(chance: &mut Chance) -> (Space, Record) {
    let issues = chance.within(2, 3);
    let mut space: Vec<_> = (0..issues)
        .map(|_| match chance.percent(30) {
            true => figures(chance.within(2, 8)),
            false => words(chance.within(2, 3)),
        })
        .collect();
    if issues == 3 && chance.percent(25) {
        nested(&mut space, 2, (chance.below(2), 0));
    }
    let space = alone(&space);
    let levels = (0..issues).map(|i| levels(chance, &space, i)).collect();
    let mut record = record(levels);
    if issues == 3 && chance.percent(30) {
        record.matters = vec![vec![0, 2], vec![1]];
    }
    for issue in 0..issues {
        if space.issues()[issue].is_numeric() && chance.percent(50) {
            let right = chance.choose(&SURE);
            direction(&mut record, issue, (chance.percent(50), right));
        }
    }
    if issues == 3 && chance.percent(15) {
        record.issues[1] = IssueRecord::outside();
    }
    if chance.percent(40) {
        record.price = Price::Span {
            span: chance.choose(&[(0.1, 0.3), (-0.2, -0.05)]),
            right: chance.choose(&SURE),
        };
    }
    let linked = chance.within(1, 3);
    record.linked = (0..linked).map(|_| one(chance, &space)).collect();
    for issue in 0..issues {
        let judged = record.linked.iter().any(|l| l.says.judges(issue));
        if judged && record.issues[issue].standing == Standing::Silent {
            record.issues[issue].standing = Standing::Judged;
        }
    }
    (space, record)
}

fn levels(chance: &mut Chance, space: &Space, issue: usize) -> Vec<Judged> {
    let all = [Level::Wants, Level::CanLiveWith, Level::OnlyInReturn];
    let count = space.issues()[issue].alternatives.len();
    let numeric = space.issues()[issue].is_numeric();
    let mut judged = vec![];
    for alternative in 0..count {
        // One level for figures: the oracle weighs several on one issue otherwise.
        let wanted = !numeric || judged.is_empty();
        if wanted && chance.percent(if numeric { 12 } else { 35 }) {
            let right = chance.choose(&SURE);
            judged.push(level(chance.choose(&all), alternative, right));
        }
    }
    judged
}

fn alternative(chance: &mut Chance, space: &Space, issue: usize) -> usize {
    chance.below(space.issues()[issue].alternatives.len())
}

/// An alternative for every issue, or for all but one.
fn package(chance: &mut Chance, space: &Space) -> Choices {
    let left_out = match chance.percent(25) {
        true => chance.below(space.len()),
        false => space.len(),
    };
    let named = (0..space.len()).filter(|i| *i != left_out);
    named.map(|i| (i, alternative(chance, space, i))).collect()
}

/// One judgment that links.
pub fn one(chance: &mut Chance, space: &Space) -> Linked {
    let issue = chance.below(space.len());
    let other = (issue + chance.within(1, space.len() - 1)) % space.len();
    let says = match chance.below(5) {
        0 => {
            let better = alternative(chance, space, issue);
            let count = space.issues()[issue].alternatives.len();
            let worse = (better + chance.within(1, count - 1)) % count;
            Says::Order {
                issue,
                better,
                worse,
            }
        }
        1 => Says::Weights {
            heavier: vec![issue],
            lighter: vec![other],
        },
        2 => Says::Over {
            better: package(chance, space),
            worse: package(chance, space),
        },
        3 => Says::Trade {
            gives: (issue, alternative(chance, space, issue)),
            gets: (other, alternative(chance, space, other)),
        },
        _ => Says::Answer {
            package: package(chance, space),
            accepts: chance.percent(50),
        },
    };
    Linked {
        says,
        right: chance.choose(&SURE),
    }
}
