//! Red lines, bars and rules applied to every package one by one, from the files as written.
//!
//! An oracle: it reads TOML and the names of alternatives, and shares no code with the product.

use serde_json::Value;
use std::collections::BTreeSet;

/// The open issues with their alternatives, by name.
pub struct Space {
    pub issues: Vec<(String, Vec<String>)>,
}

/// Where all of the first hold, all of the second must; without a second it may never be.
#[derive(Clone)]
pub struct Line {
    pub id: String,
    pub tested: bool,
    when: Vec<(usize, Vec<usize>)>,
    then: Option<Vec<(usize, Vec<usize>)>>,
}

pub type Package = Vec<usize>;

fn text<'t>(table: &'t toml::Value, key: &str) -> Option<&'t str> {
    table.get(key).and_then(|value| value.as_str())
}

fn list<'t>(table: &'t toml::Value, key: &str) -> &'t [toml::Value] {
    table
        .get(key)
        .and_then(|v| v.as_array())
        .map_or(&[], Vec::as_slice)
}

impl Space {
    /// The issues a study lists.
    pub fn of(study: &Value) -> Self {
        let name = |value: &Value| value.as_str().expect("a name").to_owned();
        let one = |issue: &Value| {
            let keys = issue["alternatives"].as_array().expect("alternatives");
            (name(&issue["id"]), keys.iter().map(name).collect())
        };
        let issues = study["issues"].as_array().expect("issues");
        Self {
            issues: issues.iter().map(one).collect(),
        }
    }

    pub fn at(&self, issue: &str) -> usize {
        let found = self.issues.iter().position(|(id, _)| id == issue);
        found.unwrap_or_else(|| panic!("no issue `{issue}`"))
    }

    /// The key a package takes on an issue.
    pub fn key(&self, package: &Package, issue: &str) -> &str {
        let at = self.at(issue);
        &self.issues[at].1[package[at]]
    }

    /// `issue=key`, `issue#key`, `issue>=20` or `issue in {a, b}`; nothing if no alternative is meant.
    fn atom(&self, said: &str) -> Option<(usize, Vec<usize>)> {
        let end = said.find(['=', '#', '<', '>', ' ']).expect("a condition");
        let (issue, rest) = (said[..end].trim(), said[end..].trim());
        let keys = &self.issues.iter().find(|(id, _)| id == issue)?.1;
        let fits = |key: &String| fits(key, rest);
        let found: Vec<usize> = (0..keys.len()).filter(|a| fits(&keys[*a])).collect();
        Some((self.at(issue), found)).filter(|(_, found)| !found.is_empty())
    }

    fn condition(&self, said: &str) -> Option<Vec<(usize, Vec<usize>)>> {
        said.split(" and ").map(|atom| self.atom(atom)).collect()
    }

    fn line(&self, (id, tested): (&str, bool), when: &str, then: Option<&str>) -> Option<Line> {
        Some(Line {
            id: id.to_owned(),
            tested,
            when: self.condition(when)?,
            then: then.map(|then| self.condition(then).unwrap_or_default()),
        })
    }

    /// Every line that the judgments in force, the rules and the bars draw.
    pub fn lines(&self, talks: &toml::Value, judgments: &toml::Value) -> Vec<Line> {
        let all = list(judgments, "judgment");
        let replaced: BTreeSet<&str> = all
            .iter()
            .flat_map(|j| list(j, "supersedes"))
            .filter_map(|id| id.as_str())
            .collect();
        let live: Vec<&toml::Value> = all
            .iter()
            .filter(|j| text(j, "id").is_some_and(|id| !replaced.contains(id)))
            .collect();
        let mut lines: Vec<Line> = live.iter().flat_map(|j| self.red(j, &live)).collect();
        for bar in list(talks, "bar") {
            let said = text(bar, "alternative").expect("an alternative");
            lines.extend(self.line((text(bar, "id").expect("an id"), true), said, None));
        }
        for rule in list(talks, "rule") {
            let (when, then) = text(rule, "say")
                .and_then(|s| s.split_once(" requires "))
                .expect("a rule");
            lines.extend(self.line((text(rule, "id").expect("an id"), true), when, Some(then)));
        }
        lines
    }

    /// The red lines of one judgment of a party whose yes is needed.
    fn red(&self, judgment: &toml::Value, live: &[&toml::Value]) -> Vec<Line> {
        let say = |key: &str| text(judgment, key);
        if say("party") == Some("dorn") {
            return vec![];
        }
        let is_tested = |j: &toml::Value| text(j, "confidence") == Some("tested");
        let name = (say("id").expect("an id"), is_tested(judgment));
        if say("level") == Some("cannot") {
            return self
                .line(name, say("at").expect("of what"), None)
                .into_iter()
                .collect();
        }
        if let Some(only) = judgment.get("only-with") {
            let (a, b) = (text(only, "a").expect("a"), text(only, "b"));
            return self.line(name, a, b).into_iter().collect();
        }
        let Some(sacred) = say("sacred") else {
            return vec![];
        };
        let breach = |j: &&&toml::Value| {
            let at = text(j, "at").unwrap_or_default();
            let level = text(j, "level") == Some("only in return");
            level
                && text(j, "party") == say("party")
                && at.starts_with(sacred)
                && Some(at) != say("answer")
        };
        let one = |j: &&toml::Value| {
            self.line(
                (name.0, name.1 && is_tested(j)),
                text(j, "at").expect("of what"),
                None,
            )
        };
        live.iter().filter(breach).filter_map(one).collect()
    }

    /// The packages that break none of the lines.
    pub fn left(&self, lines: &[&Line]) -> Vec<Package> {
        let all: usize = self.issues.iter().map(|(_, keys)| keys.len()).product();
        (0..all)
            .map(|n| self.package(n))
            .filter(|p| lines.iter().all(|line| line.keeps(p)))
            .collect()
    }

    /// Whether no package is left: the first one found ends the search.
    pub fn shut(&self, lines: &[&Line]) -> bool {
        let all: usize = self.issues.iter().map(|(_, keys)| keys.len()).product();
        !(0..all).any(|n| lines.iter().all(|line| line.keeps(&self.package(n))))
    }

    fn package(&self, mut number: usize) -> Package {
        let mut digit = |size: usize| {
            let chosen = number % size;
            number /= size;
            chosen
        };
        self.issues
            .iter()
            .map(|(_, keys)| digit(keys.len()))
            .collect()
    }
}

fn fits(key: &str, rest: &str) -> bool {
    if let Some(listed) = rest.strip_prefix("in {") {
        return listed
            .trim_end_matches('}')
            .split(',')
            .any(|k| k.trim() == key);
    }
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    for (sign, holds) in [
        (">=", f64::ge as fn(&f64, &f64) -> bool),
        ("<=", f64::le),
        (">", f64::gt),
        ("<", f64::lt),
    ] {
        if let Some(bound) = rest.strip_prefix(sign) {
            return holds(&number(key), &number(bound.trim()));
        }
    }
    rest[1..].trim() == key
}

impl Line {
    /// Whether a package keeps to it.
    pub fn keeps(&self, package: &Package) -> bool {
        let all = |atoms: &[(usize, Vec<usize>)]| {
            atoms.iter().all(|(i, keys)| keys.contains(&package[*i]))
        };
        let met = |then: &Vec<(usize, Vec<usize>)>| !then.is_empty() && all(then);
        !all(&self.when) || self.then.as_ref().is_some_and(met)
    }
}
