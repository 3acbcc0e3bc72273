//! Small spaces and records for the sampling tests, written in one line each.

#![allow(dead_code, reason = "each test file uses a part of it")]

use onetext_model::{
    Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Level, Package, PartyId, Space,
};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};

/// An issue of words; it gets its name in [`alone`].
pub fn words(alternatives: usize) -> Issue {
    let id = IssueId::new("i").expect("a name");
    let one = |a: usize| Alternative {
        key: Key::new(&format!("a{a}")).expect("a key"),
        wording: String::new(),
        owners: vec![],
        working: false,
        figure: None,
    };
    Issue {
        point: id.clone(),
        id,
        kind: IssueKind::Words,
        alternatives: (0..alternatives).map(one).collect(),
        existence: Existence::Always,
    }
}

pub fn figures(values: usize) -> Issue {
    let mut issue = words(values);
    issue.kind = IssueKind::Numeric {
        unit: "km".into(),
        base: None,
    };
    for (n, alternative) in issue.alternatives.iter_mut().enumerate() {
        let figure = Decimal::from(10 * n);
        alternative.key = Key::of_figure(figure);
        alternative.figure = Some(figure);
    }
    issue
}

pub fn nested(issues: &mut [Issue], issue: usize, place: (usize, usize)) {
    issues[issue].existence = Existence::AnyOf(vec![place]);
}

pub fn alone(issues: &[Issue]) -> Space {
    let named = |(n, issue): (usize, &Issue)| Issue {
        id: IssueId::new(&format!("i{n}")).expect("a name"),
        ..issue.clone()
    };
    Space::new(issues.iter().enumerate().map(named).collect())
}

pub fn level(level: Level, alternative: usize, right: f64) -> Judged {
    Judged {
        level,
        first: alternative,
        last: alternative,
        range: false,
        right,
    }
}

pub fn range(level: Level, (first, last): (usize, usize), right: f64) -> Judged {
    Judged {
        level,
        first,
        last,
        range: true,
        right,
    }
}

pub fn direction(record: &mut Record, issue: usize, direction: (bool, f64)) {
    record.issues[issue].direction = Some(direction);
    record.issues[issue].standing = Standing::Judged;
}

/// A record with these levels by issue; an issue without any is silent, each is its own matter.
pub fn record(levels: Vec<Vec<Judged>>) -> Record {
    let matters = (0..levels.len()).map(|n| vec![n]).collect();
    let issue = |levels: Vec<Judged>| match levels.is_empty() {
        true => IssueRecord::silent(),
        false => IssueRecord {
            standing: Standing::Judged,
            levels,
            direction: None,
        },
    };
    Record {
        party: PartyId::new("p").expect("a name"),
        issues: levels.into_iter().map(issue).collect(),
        matters,
        price: Price::None,
        linked: vec![],
        scores: None,
    }
}

/// Up to six packages spread over all.
pub fn packages(space: &Space) -> Vec<Package> {
    let wish = |n: usize| {
        let wishes: Vec<Option<u16>> = space
            .issues()
            .iter()
            .enumerate()
            .map(|(i, issue)| {
                Some(((n * (2 * i + 1) + n * n / 2) % issue.alternatives.len()) as u16)
            })
            .collect();
        Package::from_wishes(space, &wishes).expect("every issue has a wish")
    };
    let mut all: Vec<Package> = (0..6).map(wish).collect();
    all.sort();
    all.dedup();
    all
}
