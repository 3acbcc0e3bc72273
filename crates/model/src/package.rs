//! Packages: one alternative for every issue that exists in them.

use crate::{Existence, IssueId, Key, Space};
use std::collections::BTreeMap;

/// One alternative for every issue that exists; `None` where an issue does not exist.
///
/// Canonical: an issue has an alternative exactly where it exists, so equal packages are equal texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package {
    choices: Box<[Option<u16>]>,
}

impl Package {
    /// Makes a package from a wished alternative for every issue, dropping those that do not exist.
    ///
    /// Returns `None` if an issue that exists has no wish.
    pub fn from_wishes(space: &Space, wishes: &[Option<u16>]) -> Option<Self> {
        let existing = existing(space, wishes);
        let mut choices = vec![None; space.len()].into_boxed_slice();
        for (issue, exists) in existing.into_iter().enumerate() {
            if exists {
                choices[issue] = Some((*wishes.get(issue)?)?);
            }
        }
        Some(Self { choices })
    }

    /// A package whose choices are known to be canonical, or one that is still being decided.
    pub fn partial(choices: &[Option<u16>]) -> Self {
        Self {
            choices: choices.into(),
        }
    }

    /// The working text: every `*`. `Err` lists the issues that would exist and have none.
    pub fn working(space: &Space) -> Result<Self, Vec<usize>> {
        let wishes: Vec<Option<u16>> = space
            .issues()
            .iter()
            .map(|issue| issue.working().map(|a| a as u16))
            .collect();
        let missing: Vec<usize> = existing(space, &wishes)
            .into_iter()
            .enumerate()
            .filter(|(issue, exists)| *exists && wishes[*issue].is_none())
            .map(|(issue, _)| issue)
            .collect();
        if missing.is_empty() {
            Self::from_wishes(space, &wishes).ok_or(missing)
        } else {
            Err(missing)
        }
    }

    /// The alternative of each issue, in the space's order.
    pub fn choices(&self) -> &[Option<u16>] {
        &self.choices
    }

    /// The alternative of one issue, if it exists here.
    pub fn get(&self, issue: usize) -> Option<usize> {
        self.choices.get(issue).copied().flatten().map(usize::from)
    }

    /// The package in names.
    pub fn names(&self, space: &Space) -> BTreeMap<IssueId, Key> {
        let named = |(issue, choice): (usize, &Option<u16>)| {
            let issue = &space.issues()[issue];
            choice.map(|a| {
                (
                    issue.id.clone(),
                    issue.alternatives[usize::from(a)].key.clone(),
                )
            })
        };
        self.choices.iter().enumerate().filter_map(named).collect()
    }

    /// Whether it takes an alternative nobody has written yet.
    pub fn has_unwritten(&self, space: &Space) -> bool {
        let issues = self.choices.iter().zip(space.issues());
        issues.into_iter().any(|(choice, issue)| {
            choice.is_some_and(|a| issue.alternatives[usize::from(a)].is_unwritten())
        })
    }

    /// The issues on which two packages differ, existence included.
    pub fn differing(&self, other: &Self) -> Vec<usize> {
        (0..self.choices.len())
            .filter(|i| self.choices[*i] != other.choices[*i])
            .collect()
    }
}

/// Which issues exist under these wishes: the least fixed point, so that a cycle supports nothing.
pub fn existing(space: &Space, wishes: &[Option<u16>]) -> Vec<bool> {
    let mut exists: Vec<bool> = space
        .issues()
        .iter()
        .map(|issue| issue.existence == Existence::Always)
        .collect();
    loop {
        let mut changed = false;
        for (index, issue) in space.issues().iter().enumerate() {
            let Existence::AnyOf(places) = &issue.existence else {
                continue;
            };
            let chosen = |(parent, alternative): &(usize, usize)| {
                exists[*parent]
                    && wishes.get(*parent).copied().flatten() == Some(*alternative as u16)
            };
            if !exists[index] && places.iter().any(chosen) {
                exists[index] = true;
                changed = true;
            }
        }
        if !changed {
            return exists;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Alternative, Issue, IssueKind};

    fn issue(id: &str, keys: &[&str], existence: Existence) -> Issue {
        let alternative = |key: &&str| Alternative {
            key: Key::new(key).unwrap(),
            wording: (*key).to_owned(),
            owners: vec![],
            working: key.starts_with('w'),
            figure: None,
        };
        let id = IssueId::new(id).unwrap();
        let alternatives = keys.iter().map(alternative).collect();
        Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Words,
            alternatives,
            existence,
        }
    }

    #[test]
    fn a_nested_issue_exists_only_where_its_alternative_is_chosen() {
        let space = Space::new(vec![
            issue("a", &["w1", "b"], Existence::Always),
            issue("c", &["x", "y"], Existence::AnyOf(vec![(0, 1)])),
        ]);
        let without = Package::from_wishes(&space, &[Some(0), Some(1)]).unwrap();
        assert_eq!(without.choices(), [Some(0), None]);
        let with = Package::from_wishes(&space, &[Some(1), Some(1)]).unwrap();
        assert_eq!(with.choices(), [Some(1), Some(1)]);
        assert_eq!(Package::from_wishes(&space, &[Some(1), None]), None);
        assert_eq!(Package::working(&space).unwrap(), without);
        assert_eq!(with.differing(&without), [0, 1]);
    }
}
