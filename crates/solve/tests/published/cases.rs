//! Reading published cases and making problems of them; what is absent is skipped with a reason.

#![allow(dead_code, reason = "each test file uses a part of it")]

use onetext_model::{Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Space};
use onetext_solve::exact::{Cube, Rational, Side, Valuation, rational};
use serde_json::Value;
use std::path::Path;

/// A file beside the project, or `None` with a line that says it is not there.
#[allow(
    clippy::disallowed_methods,
    reason = "the test reads published cases; the crate does not"
)]
pub fn read(path: &str) -> Option<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let text = std::fs::read_to_string(Path::new(root).join(path));
    if text.is_err() {
        println!("skipped: `{path}` is not beside the project");
    }
    text.ok()
}

/// A published case.
pub fn case(slug: &str) -> Option<Value> {
    let text = read(&format!("cases/{slug}.json"))?;
    Some(serde_json::from_str(&text).expect("a published case is JSON"))
}

/// A number or a fraction as written.
pub fn exact(value: &Value) -> Rational {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    rational::parse(&text).expect("an exact number")
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

pub fn exacts(value: &Value) -> Vec<Rational> {
    list(value).iter().map(exact).collect()
}

/// Issues of so many alternatives, numbered from 0, which are also their figures.
pub fn space(sizes: &[usize]) -> Space {
    let issue = |(n, size): (usize, &usize)| {
        let id = IssueId::new(&format!("i{n}")).expect("a plain name");
        Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Numeric {
                unit: String::new(),
                base: None,
            },
            alternatives: (0..*size).map(alternative).collect(),
            existence: Existence::Always,
        }
    };
    Space::new(sizes.iter().enumerate().map(issue).collect())
}

fn alternative(n: usize) -> Alternative {
    Alternative {
        key: Key::new(&n.to_string()).expect("a plain key"),
        wording: n.to_string(),
        owners: vec![],
        working: false,
        figure: Some(Decimal::from(n as u64)),
    }
}

/// Points by issue and alternative.
pub fn table(value: &Value) -> Valuation {
    let points = list(value).iter().map(exacts).collect();
    Valuation {
        points,
        ..Valuation::default()
    }
}

/// Bonuses as `[bonus, [[issue from 1, least, most], …]]` over issues with no points of their own.
pub fn cubes(value: &Value, sizes: &[usize]) -> Valuation {
    let side = |side: &Value| {
        let number = |n: usize| side[n].as_u64().expect("a whole number");
        Side {
            issue: number(0) as usize - 1,
            least: number(1).into(),
            most: number(2).into(),
        }
    };
    let cube = |rect: &Value| Cube {
        bonus: exact(&rect[0]),
        sides: list(&rect[1]).iter().map(side).collect(),
    };
    Valuation {
        points: sizes
            .iter()
            .map(|size| vec![Rational::default(); *size])
            .collect(),
        cubes: list(value).iter().map(cube).collect(),
        reservation: None,
    }
}
