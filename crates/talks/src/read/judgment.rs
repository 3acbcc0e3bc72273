//! What one judgment says: exactly one of the kinds, with names that exist.

use super::talks_file::{all_versions, check_atom, unknown_issue};
use crate::space;
use crate::spanned::Block;
use crate::state::Talks;
use onetext_model::judgment::{Kind, NoDeal, PackageRef, Target};
use onetext_model::rule::{Atom, Compare, Condition, parse_condition};
use onetext_model::{Decimal, IssueId, Key, Level, decimal, problem};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::DeValue;

/// The keys of which a judgment has exactly one.
pub const KINDS: [&str; 11] = [
    "level",
    "prefers",
    "more",
    "less",
    "matters-more",
    "package",
    "trade",
    "only-with",
    "sacred",
    "no-deal",
    "scores",
];

/// Reads what a judgment says; problems are noted at the values they are about.
pub fn read_kind(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let present: Vec<&str> = KINDS.into_iter().filter(|key| block.has(key)).collect();
    match present.as_slice() {
        ["level"] => level(block, talks),
        ["prefers"] => order(block, talks),
        ["more"] => direction(block, talks, "more"),
        ["less"] => direction(block, talks, "less"),
        ["matters-more"] => weights(block, talks),
        ["package"] => package(block, talks),
        ["trade"] => trade(block, talks),
        ["only-with"] => only_with(block, talks),
        ["sacred"] => sacred(block, talks),
        ["no-deal"] => no_deal(block),
        ["scores"] => scores(block, talks),
        [] => {
            block.problem(
                "says nothing about a preference",
                format!("add one of {}", KINDS.join(", ")),
            );
            None
        }
        several => {
            block.problem(
                format!("says several things at once: {}", several.join(", ")),
                "make a judgment of each",
            );
            None
        }
    }
}

fn level(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let words = block.text("level")?;
    let level = Level::parse(&words);
    if level.is_none() {
        let mend = problem::suggestion(
            &words,
            Level::ALL.map(|(_, w)| w).into_iter(),
            "one of `wants`, `can live with`, `only in return`, `cannot`",
        );
        block.problem_at("level", format!("unknown level `{words}`"), mend);
    }
    let at = block
        .required("at")
        .and_then(|text| target(block, &text, talks));
    Some(Kind::Level {
        level: level?,
        at: at?,
    })
}

/// Reads `issue=key` or, for figures, `issue>=30` and the like.
fn target(block: &Block<'_>, text: &str, talks: &Talks) -> Option<Target> {
    for compare in [
        Compare::AtMost,
        Compare::AtLeast,
        Compare::Below,
        Compare::Above,
    ] {
        if let Some((issue, figure)) = text.split_once(compare.sign()) {
            return range(block, (issue.trim(), compare, figure.trim()), talks);
        }
    }
    let atom = atom(block, "at", text, talks)?;
    match atom.keys.as_slice() {
        [key] => Some(Target::Alternative(atom.issue, key.clone())),
        _ => {
            block.problem_at(
                "at",
                "a level is about one alternative",
                "make a judgment of each",
            );
            None
        }
    }
}

fn range(
    block: &Block<'_>,
    (issue, compare, figure): (&str, Compare, &str),
    talks: &Talks,
) -> Option<Target> {
    let Some(bound) = decimal::parse(figure) else {
        block.problem_at(
            "at",
            format!("`{figure}` is not a plain number"),
            "write a range as `depth>=30`",
        );
        return None;
    };
    let Ok(issue) = IssueId::new(issue) else {
        block.problem_at(
            "at",
            format!("`{issue}` is not a name"),
            "write a range as `depth>=30`",
        );
        return None;
    };
    let versions = all_versions(talks, &issue);
    if versions.is_empty() {
        unknown_issue(block, "at", &issue, talks);
        return None;
    }
    let inside = |i: &onetext_model::Issue| {
        i.alternatives
            .iter()
            .any(|a| a.figure.is_some_and(|f| compare.holds(&f, &bound)))
    };
    if !versions.iter().any(inside) {
        block.problem_at(
            "at",
            format!(
                "`{issue}{}{figure}` holds no figure of the issue",
                compare.sign()
            ),
            "a range names figures of a numeric issue",
        );
        return None;
    }
    Some(Target::Range(issue, compare, bound))
}

pub(super) fn atom(block: &Block<'_>, key: &str, text: &str, talks: &Talks) -> Option<Atom> {
    match Atom::parse(text) {
        Ok(atom) => {
            check_atom(block, key, &atom, talks);
            Some(atom)
        }
        Err(error) => {
            block.problem_at(key, error.to_string(), "write it as `issue=key`");
            None
        }
    }
}

fn condition(block: &Block<'_>, key: &str, text: &str, talks: &Talks) -> Option<Condition> {
    match parse_condition(text) {
        Ok(condition) => {
            condition
                .iter()
                .for_each(|atom| check_atom(block, key, atom, talks));
            Some(condition)
        }
        Err(error) => {
            block.problem_at(
                key,
                error.to_string(),
                "write it as `issue=key` or `issue in {k1, k2}`",
            );
            None
        }
    }
}

/// Two texts of a list; a problem if there are more or fewer.
fn pair(block: &Block<'_>, key: &'static str, example: &str) -> Option<(String, String)> {
    match <[String; 2]>::try_from(block.texts(key)) {
        Ok([a, b]) => Some((a, b)),
        Err(_) => {
            block.problem_at(
                key,
                format!("`{key}` needs two entries"),
                format!("as in `{key} = {example}`"),
            );
            None
        }
    }
}

fn order(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let (better, worse) = pair(block, "prefers", "[\"harbour=jointly\", \"harbour=borea\"]")?;
    let (better, worse) = (
        atom(block, "prefers", &better, talks)?,
        atom(block, "prefers", &worse, talks)?,
    );
    if better.issue != worse.issue || better.keys.len() != 1 || worse.keys.len() != 1 {
        block.problem_at(
            "prefers",
            "an order compares two alternatives of one issue",
            "for several issues at once use `package` with `over`",
        );
        return None;
    }
    Some(Kind::Order { better, worse })
}

fn direction(block: &Block<'_>, talks: &Talks, key: &'static str) -> Option<Kind> {
    let issue = issue(block, key, &block.text(key)?, talks)?;
    if !all_versions(talks, &issue)
        .iter()
        .any(onetext_model::Issue::is_numeric)
    {
        block.problem_at(
            key,
            format!("`{issue}` has no figures"),
            "only figures have a direction; order wordings with `prefers`",
        );
        return None;
    }
    Some(Kind::Direction {
        issue,
        more: key == "more",
    })
}

/// An issue, point or matter that exists.
fn issue(block: &Block<'_>, key: &str, text: &str, talks: &Talks) -> Option<IssueId> {
    match IssueId::new(text) {
        Ok(issue) if space::is_known(talks, &issue) => Some(issue),
        Ok(issue) => {
            unknown_issue(block, key, &issue, talks);
            None
        }
        Err(error) => {
            block.problem_at(key, error.to_string(), "name an issue, a point or a matter");
            None
        }
    }
}

fn weights(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let (heavier, lighter) = pair(block, "matters-more", "[\"alliances\", \"harbour\"]")?;
    let (heavier, lighter) = (
        issue(block, "matters-more", &heavier, talks),
        issue(block, "matters-more", &lighter, talks),
    );
    Some(Kind::Weights {
        heavier: heavier?,
        lighter: lighter?,
    })
}

fn package(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let package = block
        .value("package")
        .and_then(|v| package_ref(block, "package", v, talks))?;
    if let Some(over) = block.value("over") {
        return Some(Kind::Over {
            package,
            over: package_ref(block, "over", over, talks)?,
        });
    }
    let answer = block.required("answer")?;
    let accepts = match answer.as_str() {
        "accepts" => true,
        "rejects" => false,
        _ => {
            block.problem_at(
                "answer",
                format!("unknown answer `{answer}`"),
                "`accepts` or `rejects`",
            );
            return None;
        }
    };
    Some(Kind::Answer { package, accepts })
}

fn package_ref(
    block: &Block<'_>,
    key: &'static str,
    value: &Spanned<DeValue<'_>>,
    talks: &Talks,
) -> Option<PackageRef> {
    if let Some(text) = value.get_ref().as_str() {
        let number = text.strip_prefix("draft-").and_then(|n| n.parse().ok());
        let known = number.filter(|n| talks.drafts.contains_key(n));
        if known.is_none() {
            block.problem_at(
                key,
                format!("there is no draft `{text}`"),
                "name a draft as `draft-4`, or give alternatives in braces",
            );
        }
        return known.map(PackageRef::Draft);
    }
    let table = value.get_ref().as_table()?;
    let mut choices = BTreeMap::new();
    for (issue, chosen) in table.iter() {
        let written = match chosen.get_ref().as_str() {
            Some(text) => text.to_owned(),
            None => block
                .figure_of(chosen)
                .map(decimal::plain)
                .unwrap_or_default(),
        };
        let atom = atom(block, key, &format!("{}={written}", issue.get_ref()), talks)?;
        choices.insert(atom.issue, atom.keys.into_iter().next()?);
    }
    Some(PackageRef::Choices(choices))
}

fn trade(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let inner = block.inner("trade")?;
    let (gives, gets) = (inner.required("gives"), inner.required("for"));
    inner.finish();
    let (gives, gets) = (
        atom(block, "trade", &gives?, talks),
        atom(block, "trade", &gets?, talks),
    );
    Some(Kind::Trade {
        gives: gives?,
        gets: gets?,
    })
}

fn only_with(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let inner = block.inner("only-with")?;
    let (a, b) = (inner.required("a"), inner.required("b"));
    inner.finish();
    let (a, b) = (
        condition(block, "only-with", &a?, talks),
        condition(block, "only-with", &b?, talks),
    );
    Some(Kind::OnlyWith { a: a?, b: b? })
}

fn sacred(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let target = issue(block, "sacred", &block.text("sacred")?, talks);
    let answer = block
        .text("answer")
        .and_then(|text| atom(block, "answer", &text, talks));
    Some(Kind::Sacred {
        target: target?,
        answer,
    })
}

fn no_deal(block: &Block<'_>) -> Option<Kind> {
    let words = block.text("no-deal")?;
    let view = NoDeal::parse(&words);
    if view.is_none() {
        block.problem_at(
            "no-deal",
            format!("unknown view of no agreement `{words}`"),
            "one of `prefers`, `can bear`, `cannot bear`",
        );
    }
    view.map(Kind::NoDeal)
}

fn scores(block: &Block<'_>, talks: &Talks) -> Option<Kind> {
    let inner = block.inner("scores")?;
    let reservation = inner.figure("reservation");
    if !inner.has("reservation") {
        inner.problem(
            "`reservation` is missing",
            "say what no agreement is worth to the party",
        );
    }
    let mut points: BTreeMap<IssueId, BTreeMap<Key, Decimal>> = BTreeMap::new();
    for (name, value) in inner
        .entries()
        .into_iter()
        .filter(|(name, _)| *name != "reservation")
    {
        let Some(issue) = issue(block, "scores", name, talks) else {
            continue;
        };
        let Some(table) = inner.block_of(value) else {
            inner.file().problem(
                value.span().start,
                format!("the points of `{name}` are no table"),
                "as in `harbour = { jointly = 20, borea = 0 }`",
            );
            continue;
        };
        points.insert(issue.clone(), issue_points(&table, &issue, talks));
    }
    check_all_scored(block, &points, talks);
    Some(Kind::Scores {
        reservation: reservation?,
        points,
    })
}

fn issue_points(table: &Block<'_>, issue: &IssueId, talks: &Talks) -> BTreeMap<Key, Decimal> {
    let mut points = BTreeMap::new();
    for (name, value) in table.entries() {
        let figure = table.figure_of(value);
        let key = Key::new(name);
        match (key, figure) {
            (Ok(key), Some(figure)) => {
                check_atom(
                    table,
                    name,
                    &Atom {
                        issue: issue.clone(),
                        keys: vec![key.clone()],
                    },
                    talks,
                );
                points.insert(key, figure);
            }
            (Err(error), _) => {
                table
                    .file()
                    .problem(value.span().start, error.to_string(), "name an alternative")
            }
            (_, None) => table.file().problem(
                value.span().start,
                format!("the points of `{issue}={name}` are no plain number"),
                "write a plain number",
            ),
        }
    }
    points
}

/// With scores every alternative of every issue on the table has points.
fn check_all_scored(
    block: &Block<'_>,
    points: &BTreeMap<IssueId, BTreeMap<Key, Decimal>>,
    talks: &Talks,
) {
    let space = space::of_talks(talks);
    for issue in space
        .issues()
        .iter()
        .filter(|i| i.kind != onetext_model::IssueKind::Point)
    {
        let scored = points.get(&issue.id);
        for alternative in issue.alternatives.iter().filter(|a| !a.is_unwritten()) {
            if !scored.is_some_and(|s| s.contains_key(&alternative.key)) {
                let what = format!("`{}={}` has no points", issue.id, alternative.key);
                block.problem_at("scores", what, "with scores every alternative needs points");
            }
        }
    }
}
