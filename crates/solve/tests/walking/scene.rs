//! Spaces and records that walks and searches are tried on.

#![allow(dead_code, reason = "each test file uses its own part")]

use onetext_model::{
    Alternative, Existence, Issue, IssueId, IssueKind, Key, Level, PartyId, Space,
};
use onetext_solve::constraint::{Constraint, IndexedAtom, Origin, Shape};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};

pub fn space(issues: usize, alternatives: usize) -> Space {
    let alternative = |a: usize| Alternative {
        key: Key::new(&format!("a{a}")).expect("a key"),
        wording: String::new(),
        owners: vec![],
        working: a == 0,
        figure: None,
    };
    let issue = |n: usize| {
        let id = IssueId::new(&format!("i{n}")).expect("a name");
        Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Words,
            alternatives: (0..alternatives).map(alternative).collect(),
            existence: Existence::Always,
        }
    };
    Space::new((0..issues).map(issue).collect())
}

/// A party that on every issue wants one end, the upper or the lower, and gives the other only in return; `silent` of its
/// issues have nothing on record.
pub fn record(name: &str, space: &Space, up: fn(usize) -> bool, silent: usize) -> Record {
    let issue = |n: usize| {
        let all = space.issues()[n].alternatives.len();
        let judged = |a: usize, level: Level| Judged {
            level,
            first: a,
            last: a,
            range: false,
            right: 0.9,
        };
        if n < silent {
            return IssueRecord::silent();
        }
        let (best, worst) = if up(n) { (all - 1, 0) } else { (0, all - 1) };
        IssueRecord {
            standing: Standing::Judged,
            levels: vec![
                judged(best, Level::Wants),
                judged(worst, Level::OnlyInReturn),
            ],
            direction: None,
        }
    };
    Record {
        party: PartyId::new(name).expect("a name"),
        issues: (0..space.len()).map(issue).collect(),
        matters: (0..space.len()).map(|n| vec![n]).collect(),
        price: Price::Span {
            span: (0.1, 0.3),
            right: 0.9,
        },
        scores: None,
        linked: vec![],
    }
}

pub fn excludes() -> Constraint {
    let atom = |issue: usize, alternatives: Vec<u16>| IndexedAtom {
        issue: Some(issue),
        alternatives,
    };
    Constraint {
        shape: Shape::Excludes(vec![atom(0, vec![1, 2])], vec![atom(3, vec![0])]),
        origin: Origin::Rule("r".to_owned()),
    }
}
