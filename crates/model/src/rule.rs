//! Rules: conditions that every package must meet.
//!
//! `A requires B`, `A excludes B`, or a linear limit over quantities. An atom on an issue that
//! does not exist in the package is false, and its quantity is 0.

use crate::{Decimal, IssueId, Key, Package, Space, decimal};
use std::fmt;

/// One condition: `issue=key` or `issue in {k1, k2}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    /// The issue.
    pub issue: IssueId,
    /// The alternatives any of which makes it true; at least one.
    pub keys: Vec<Key>,
}

/// Atoms joined by `and`; at least one.
pub type Condition = Vec<Atom>;

/// The order relation of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compare {
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `=`
    Equal,
}

impl Compare {
    /// The sign as written.
    pub fn sign(self) -> &'static str {
        ["<=", "<", ">=", ">", "="][self as usize]
    }

    /// The sign in words.
    pub fn words(self) -> &'static str {
        ["at most", "less than", "at least", "more than", "exactly"][self as usize]
    }

    /// Whether `left` stands in this relation to `right`.
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::AtMost => left <= right,
            Self::Below => left < right,
            Self::AtLeast => left >= right,
            Self::Above => left > right,
            Self::Equal => left == right,
        }
    }
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Say {
    /// Where the first condition holds, the second must.
    Requires(Condition, Condition),
    /// The two conditions never hold together.
    Excludes(Condition, Condition),
    /// A linear limit over quantities.
    Limit {
        /// Factors and issues, in the order written.
        terms: Vec<(Decimal, IssueId)>,
        /// The relation.
        compare: Compare,
        /// The right-hand side.
        bound: Decimal,
    },
}

/// A rule of the talks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// Why it holds, for people.
    pub why: String,
    /// What it says.
    pub say: Say,
}

/// Why a rule, a condition or an atom cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct BadRule {
    /// What is wrong, with the user's words in backticks.
    pub what: String,
}

fn bad<T>(what: impl Into<String>) -> Result<T, BadRule> {
    Err(BadRule { what: what.into() })
}

impl Say {
    /// Reads a rule.
    ///
    /// # Errors
    /// [`BadRule`] names the part that cannot be read.
    ///
    /// ```
    /// use onetext_model::rule::Say;
    /// assert!(Say::parse("a=x and b in {y, z} requires c=w").is_ok());
    /// assert!(Say::parse("depth + 2*share <= 60").is_ok());
    /// assert!(Say::parse("depth ~ 3").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, BadRule> {
        if let Some((a, b)) = text.split_once(" requires ") {
            return Ok(Self::Requires(parse_condition(a)?, parse_condition(b)?));
        }
        if let Some((a, b)) = text.split_once(" excludes ") {
            return Ok(Self::Excludes(parse_condition(a)?, parse_condition(b)?));
        }
        parse_limit(text)
    }

    /// Every issue it mentions, in the order written, once each.
    pub fn issues(&self) -> Vec<IssueId> {
        let mut found: Vec<IssueId> = vec![];
        let mut add = |id: &IssueId| {
            if !found.contains(id) {
                found.push(id.clone());
            }
        };
        match self {
            Self::Requires(a, b) | Self::Excludes(a, b) => {
                a.iter().chain(b).for_each(|atom| add(&atom.issue));
            }
            Self::Limit { terms, .. } => terms.iter().for_each(|(_, issue)| add(issue)),
        }
        found
    }

    /// Whether a package meets it.
    pub fn holds(&self, space: &Space, package: &Package) -> bool {
        match self {
            Self::Requires(a, b) => !all_hold(a, space, package) || all_hold(b, space, package),
            Self::Excludes(a, b) => !(all_hold(a, space, package) && all_hold(b, space, package)),
            Self::Limit {
                terms,
                compare,
                bound,
            } => {
                let sum: Decimal = terms
                    .iter()
                    .map(|(f, issue)| *f * quantity(issue, space, package))
                    .sum();
                compare.holds(&sum, bound)
            }
        }
    }
}

/// Whether all atoms of a condition hold in a package.
pub fn all_hold(condition: &[Atom], space: &Space, package: &Package) -> bool {
    condition.iter().all(|atom| atom.holds(space, package))
}

fn quantity(issue: &IssueId, space: &Space, package: &Package) -> Decimal {
    let chosen = space
        .index_of(issue)
        .and_then(|i| package.get(i).map(|a| (i, a)));
    chosen
        .and_then(|(i, a)| space.issues()[i].alternatives[a].figure)
        .unwrap_or(Decimal::ZERO)
}

impl Atom {
    /// Whether it holds in a package.
    pub fn holds(&self, space: &Space, package: &Package) -> bool {
        let Some(index) = space.index_of(&self.issue) else {
            return false;
        };
        let Some(chosen) = package.get(index) else {
            return false;
        };
        self.keys
            .contains(&space.issues()[index].alternatives[chosen].key)
    }

    /// Reads `issue=key` or `issue in {k1, k2}`.
    ///
    /// # Errors
    /// [`BadRule`] if the text has neither form or a name in it is not one.
    pub fn parse(text: &str) -> Result<Self, BadRule> {
        let text = text.trim();
        if let Some((issue, keys)) = text.split_once(" in ") {
            let keys = keys.trim();
            let Some(inside) = keys.strip_prefix('{').and_then(|k| k.strip_suffix('}')) else {
                return bad(format!(
                    "`{text}` needs its alternatives in braces, as in `issue in {{k1, k2}}`"
                ));
            };
            let keys = inside.split(',').map(parse_key).collect::<Result<_, _>>()?;
            return Ok(Self {
                issue: parse_issue(issue)?,
                keys,
            });
        }
        match text.split_once('=') {
            Some((issue, key)) => Ok(Self {
                issue: parse_issue(issue)?,
                keys: vec![parse_key(key)?],
            }),
            None => bad(format!(
                "`{text}` is not a condition: write `issue=key` or `issue in {{k1, k2}}`"
            )),
        }
    }
}

/// Reads atoms joined by `and`.
///
/// # Errors
/// [`BadRule`] names the atom that cannot be read.
pub fn parse_condition(text: &str) -> Result<Condition, BadRule> {
    text.split(" and ").map(Atom::parse).collect()
}

fn parse_issue(text: &str) -> Result<IssueId, BadRule> {
    IssueId::new(text.trim()).map_err(|e| BadRule {
        what: e.to_string(),
    })
}

fn parse_key(text: &str) -> Result<Key, BadRule> {
    let text = text.trim();
    if text == "?" {
        return Ok(Key::unwritten());
    }
    Key::new(text).map_err(|e| BadRule {
        what: e.to_string(),
    })
}

fn parse_limit(text: &str) -> Result<Say, BadRule> {
    let signs = [
        Compare::AtMost,
        Compare::AtLeast,
        Compare::Below,
        Compare::Above,
        Compare::Equal,
    ];
    let Some((compare, (sum, bound))) = signs
        .into_iter()
        .find_map(|c| text.split_once(c.sign()).map(|parts| (c, parts)))
    else {
        return bad(format!(
            "`{text}` is not a rule: write `A requires B`, `A excludes B` or a limit such as `depth + 2*share <= 60`"
        ));
    };
    let Some(bound) = decimal::parse(bound.trim()) else {
        return bad(format!(
            "`{}` in `{text}` is not a plain number, as a limit such as `depth + 2*share <= 60` needs",
            bound.trim()
        ));
    };
    Ok(Say::Limit {
        terms: parse_terms(sum)?,
        compare,
        bound,
    })
}

/// Reads `depth + 2*share - 0.5*ports`. A hyphen inside a name is part of the name.
fn parse_terms(text: &str) -> Result<Vec<(Decimal, IssueId)>, BadRule> {
    let mut terms = vec![];
    let mut sign = Decimal::ONE;
    let mut wants_term = true;
    for token in text.replace(" * ", "*").split_whitespace() {
        match (token, wants_term) {
            ("+", false) => (sign, wants_term) = (Decimal::ONE, true),
            ("-", false) => (sign, wants_term) = (-Decimal::ONE, true),
            (_, true) => {
                terms.push(parse_term(token, sign)?);
                wants_term = false;
            }
            _ => {
                return bad(format!(
                    "`{token}` needs a `+` or `-` with spaces before it"
                ));
            }
        }
    }
    if wants_term {
        bad(format!("`{}` ends without a quantity", text.trim()))
    } else {
        Ok(terms)
    }
}

fn parse_term(token: &str, sign: Decimal) -> Result<(Decimal, IssueId), BadRule> {
    match token.split_once('*') {
        None => Ok((sign, parse_issue(token)?)),
        Some((factor, issue)) => match decimal::parse(factor) {
            Some(factor) => Ok((sign * factor, parse_issue(issue)?)),
            None => bad(format!("`{factor}` is not a plain number")),
        },
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.keys.as_slice() {
            [one] => write!(f, "{}={one}", self.issue),
            keys => {
                let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
                write!(f, "{} in {{{}}}", self.issue, keys.join(", "))
            }
        }
    }
}

/// Writes a condition as it is read.
pub fn condition_text(condition: &[Atom]) -> String {
    condition
        .iter()
        .map(Atom::to_string)
        .collect::<Vec<_>>()
        .join(" and ")
}

impl fmt::Display for Say {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requires(a, b) => {
                write!(f, "{} requires {}", condition_text(a), condition_text(b))
            }
            Self::Excludes(a, b) => {
                write!(f, "{} excludes {}", condition_text(a), condition_text(b))
            }
            Self::Limit {
                terms,
                compare,
                bound,
            } => {
                for (at, (factor, issue)) in terms.iter().enumerate() {
                    let sign = if factor.is_sign_negative() {
                        "- "
                    } else {
                        "+ "
                    };
                    let sign = if at == 0 && sign == "+ " { "" } else { sign };
                    let space = if at == 0 { "" } else { " " };
                    match decimal::plain(factor.abs()).as_str() {
                        "1" => write!(f, "{space}{sign}{issue}")?,
                        size => write!(f, "{space}{sign}{size}*{issue}")?,
                    }
                }
                write!(f, " {} {}", compare.sign(), decimal::plain(*bound))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_print_as_they_are_read() {
        for text in [
            "a=x requires b=y",
            "a=x and b in {y, z} excludes c=30",
            "depth + 2*share <= 60",
            "depth - 0.5*share > -3",
            "t=60-days requires d=?",
        ] {
            assert_eq!(Say::parse(text).map(|s| s.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn bad_rules_name_the_part() {
        for (text, expect) in [
            ("a=x requires B=y", "`B` is not a name"),
            ("a requires b=y", "`a` is not a condition"),
            ("depth + <= 3", "ends without a quantity"),
            ("depth share <= 3", "`share` needs a `+` or `-`"),
            ("x*depth <= 3", "`x` is not a plain number"),
            ("whatever", "`whatever` is not a rule"),
        ] {
            let error = Say::parse(text).unwrap_err().to_string();
            assert!(error.contains(expect), "{text}: {error}");
        }
    }
}
