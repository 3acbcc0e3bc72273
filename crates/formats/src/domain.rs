//! Issues as files declare them, made into a space of packages.

use crate::scenario::Label;
use onetext_model::id::slug;
use onetext_model::{
    Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Place, Problem, Space,
};
use std::collections::BTreeSet;

/// How many issues a scenario may have.
pub const MOST_ISSUES: usize = 10_000;
/// How many values one issue may have.
pub const MOST_VALUES: usize = 10_000;
/// How many values all issues may have together.
pub const MOST_IN_ALL: usize = 250_000;

/// The values of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Words.
    Words(Vec<String>),
    /// Whole numbers, both ends included.
    Whole(i64, i64),
    /// Figures.
    Figures(Vec<Decimal>),
}

impl Values {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Words(words) => words.len(),
            Self::Figures(figures) => figures.len(),
            Self::Whole(from, to) => {
                usize::try_from(to.saturating_sub(*from)).map_or(0, |steps| steps.saturating_add(1))
            }
        }
    }

    /// The values as the file writes them.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Words(words) => words.clone(),
            Self::Figures(figures) => figures.iter().map(Decimal::to_string).collect(),
            Self::Whole(from, to) => (*from..=*to).map(|n| n.to_string()).collect(),
        }
    }
}

/// An issue as a file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Values,
    /// Where it is declared.
    pub place: Place,
}

/// The space of declared issues, with the file's names.
///
/// # Errors
/// Too many issues or values, an issue without values, a value declared twice.
pub fn space(declared: &[Declared]) -> Result<(Space, Vec<Label>), Vec<Problem>> {
    let problems = faults(declared);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut taken = BTreeSet::new();
    let issues = declared.iter().map(|issue| made(issue, &mut taken));
    let issues: Option<Vec<Issue>> = issues.collect();
    let label = |issue: &Declared| Label {
        name: issue.name.clone(),
        values: issue.values.names(),
    };
    let unnamed = || {
        let what = "has an issue that cannot be named";
        vec![Problem::new(
            Place::file(""),
            what,
            "give every issue a name",
        )]
    };
    let issues = issues.ok_or_else(unnamed)?;
    Ok((Space::new(issues), declared.iter().map(label).collect()))
}

fn faults(declared: &[Declared]) -> Vec<Problem> {
    let file = declared.first().map(|i| i.place.file.clone());
    let whole = Place::file(&file.unwrap_or_default());
    if declared.is_empty() {
        return vec![Problem::new(
            whole,
            "declares no issue",
            "a scenario needs one",
        )];
    }
    if declared.len() > MOST_ISSUES {
        let what = format!(
            "declares {} issues, more than {MOST_ISSUES}",
            declared.len()
        );
        return vec![Problem::new(whole, what, "no more can be compared")];
    }
    let mut problems: Vec<Problem> = declared.iter().filter_map(fault).collect();
    let all: usize = declared.iter().map(|i| i.values.count()).sum();
    if all > MOST_IN_ALL {
        let what = format!("declares {all} values, more than {MOST_IN_ALL}");
        problems.push(Problem::new(whole, what, "no more can be compared"));
    }
    problems
}

fn fault(issue: &Declared) -> Option<Problem> {
    let name = &issue.name;
    let count = issue.values.count();
    let refuse = |what: String, mend: &str| Some(Problem::new(issue.place.clone(), what, mend));
    if count == 0 {
        return refuse(
            format!("issue `{name}` has no value"),
            "give it at least one",
        );
    }
    if count > MOST_VALUES {
        let what = format!("issue `{name}` has {count} values, more than {MOST_VALUES}");
        return refuse(what, "take a coarser step");
    }
    let Values::Words(words) = &issue.values else {
        return None;
    };
    let mut seen = BTreeSet::new();
    let twice = words.iter().find(|word| !seen.insert(word.as_str()))?;
    refuse(
        format!("issue `{name}` has the value `{twice}` twice"),
        "name values apart",
    )
}

fn made(declared: &Declared, taken: &mut BTreeSet<String>) -> Option<Issue> {
    let id = IssueId::new(&free(
        &lettered(&slug(&declared.name), ("i", "issue")),
        taken,
    ))
    .ok()?;
    let numeric = IssueKind::Numeric {
        unit: String::new(),
        base: None,
    };
    let (kind, alternatives) = match &declared.values {
        Values::Words(words) => (IssueKind::Words, worded(words)?),
        Values::Whole(from, to) => (numeric, (*from..=*to).map(|n| figure(n.into())).collect()),
        Values::Figures(figures) => (numeric, figures.iter().copied().map(figure).collect()),
    };
    Some(Issue {
        point: id.clone(),
        id,
        kind,
        alternatives,
        existence: Existence::Always,
    })
}

/// A name that begins with a letter, as drafts need it.
fn lettered(name: &str, (before, instead): (&str, &str)) -> String {
    match name.chars().next() {
        Some(first) if first.is_alphabetic() => name.to_owned(),
        Some(_) => format!("{before}{name}"),
        None => instead.to_owned(),
    }
}

/// The name, with a number after it where it is taken.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}

fn worded(words: &[String]) -> Option<Vec<Alternative>> {
    let mut taken = BTreeSet::from(["none".to_owned()]);
    let alternative = |words: &String| {
        let name = lettered(&slug(words), ("v", "value"));
        Some(Alternative {
            key: Key::new(&free(&name, &mut taken)).ok()?,
            wording: words.clone(),
            owners: vec![],
            working: false,
            figure: None,
        })
    };
    words.iter().map(alternative).collect()
}

fn figure(figure: Decimal) -> Alternative {
    Alternative {
        key: Key::of_figure(figure),
        wording: figure.to_string(),
        owners: vec![],
        working: false,
        figure: Some(figure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(name: &str, values: Values) -> Declared {
        Declared {
            name: name.to_owned(),
            values,
            place: Place::file("d.xml"),
        }
    }

    fn words(words: &[&str]) -> Values {
        Values::Words(words.iter().map(|w| (*w).to_owned()).collect())
    }

    #[test]
    fn names_are_made_apart() {
        let declared = [
            issue("0000-0300", words(&["0 kW", "25 kW,", "25 kW"])),
            issue("Price!", words(&["-", "none"])),
            issue("price", Values::Whole(-1, 1)),
        ];
        let (space, labels) = space(&declared).unwrap();
        let ids: Vec<String> = space.issues().iter().map(|i| i.id.to_string()).collect();
        assert_eq!(ids, ["i0000-0300", "price", "price-2"]);
        let keys = |issue: usize| -> Vec<String> {
            let all = space.issues()[issue].alternatives.iter();
            all.map(|a| a.key.to_string()).collect()
        };
        assert_eq!(keys(0), ["v0-kw", "v25-kw", "v25-kw-2"]);
        assert_eq!(keys(1), ["value", "none-2"]);
        assert_eq!(keys(2), ["-1", "0", "1"]);
        assert_eq!(labels[2].values, ["-1", "0", "1"]);
    }

    #[test]
    fn what_is_refused() {
        let check = |declared: &[Declared], expect: &str| {
            let problems = space(declared).unwrap_err();
            assert_eq!(problems[0].what, expect);
        };
        check(&[], "declares no issue");
        check(&[issue("a", words(&[]))], "issue `a` has no value");
        check(
            &[issue("a", words(&["x", "x"]))],
            "issue `a` has the value `x` twice",
        );
        let wide = issue("a", Values::Whole(i64::MIN, i64::MAX));
        check(
            &[wide],
            &format!(
                "issue `a` has {} values, more than 10000",
                usize::try_from(i64::MAX).unwrap() + 1
            ),
        );
        let many = vec![issue("a", words(&["x"])); 10_001];
        check(&many, "declares 10001 issues, more than 10000");
        let full: Vec<_> = (0..26)
            .map(|_| issue("a", Values::Whole(1, 10_000)))
            .collect();
        check(&full, "declares 260000 values, more than 250000");
    }
}
