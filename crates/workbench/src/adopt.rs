//! Making talks of a scenario: a bracket for each issue, the parties' points as scores.

use crate::said::Done;
use crate::scenario::refuse_taken;
use crate::{Failure, Workbench};
use num_traits::Zero;
use onetext_formats::Scenario;
use onetext_formats::scenario::{Label, Profile};
use onetext_model::id::slug;
use onetext_model::judgment::{Judgment, Kind};
use onetext_model::party::PartyKind;
use onetext_model::{Date, Decimal, Issue, IssueKind, JudgmentId, PartyId, Problem};
use onetext_solve::exact::{Pace, Rational, Watch, rational, reference};
use onetext_talks::command::NewParty;
use onetext_talks::{Command, Files, Talks, decide, write as written};
use std::collections::BTreeMap;
use std::path::Path;

/// Who makes talks of a scenario, and when.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The title of the talks.
    pub title: String,
    /// Whether all of it is invented or public.
    pub exercise: bool,
    /// The date of the judgments that hold the scores.
    pub on: Date,
}

impl Workbench {
    /// Begins talks that pose what a scenario poses: a draft with a bracket for each issue, and the
    /// parties' scores as judgments.
    ///
    /// # Errors
    /// [`Failure`] if the folder is not empty, or talks cannot say what the scenario says.
    pub fn adopt(root: &Path, scenario: &Scenario, how: &Adoption) -> Result<Vec<Done>, Failure> {
        refuse_taken(root)?;
        let mut adopted = Adopted::default();
        adopted.take(&Command::Begin {
            title: how.title.clone(),
            exercise: how.exercise,
        })?;
        adopted
            .files
            .put("drafts/01.md", draft(scenario).into_bytes());
        let ids = parties(scenario)?;
        for (id, profile) in ids.iter().zip(&scenario.profiles) {
            adopted.take(&Command::AddParty(NewParty {
                id: id.clone(),
                name: profile.name.clone(),
                kind: PartyKind::Party,
                consent: None,
                aliases: vec![],
                people: vec![],
            }))?;
        }
        for (id, profile) in ids.iter().zip(&scenario.profiles) {
            let judgment = judgment(scenario, profile, id, how)?;
            adopted.take(&Command::Judge(Box::new(judgment)))?;
        }
        adopted.refuse_unlike(scenario)?;
        std::fs::create_dir_all(root.join("drafts"))
            .map_err(|e| onetext_store::StoreError::io("make", root, e))?;
        let changes = adopted
            .files
            .iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
        onetext_store::commit(root, &Files::new(), &changes.collect())?;
        let begun = Self::open(root)?;
        Ok(adopted
            .facts
            .iter()
            .map(|fact| Done::of(&begun, fact))
            .collect())
    }
}

/// Talks in the making, nothing written yet.
#[derive(Default)]
struct Adopted {
    files: Files,
    talks: Talks,
    problems: Vec<Problem>,
    facts: Vec<onetext_talks::Fact>,
}

impl Adopted {
    fn take(&mut self, command: &Command) -> Result<(), Failure> {
        let facts = decide(&self.talks, command)?;
        for (path, contents) in written::changes(&self.files, &facts, None)? {
            self.files.put(&path, contents);
        }
        (self.talks, self.problems) = onetext_talks::read(&self.files);
        self.facts.extend(facts);
        Ok(())
    }

    /// What would be written must pose the same: the same issues with as many alternatives.
    fn refuse_unlike(&self, scenario: &Scenario) -> Result<(), Failure> {
        let wrong = |p: &&Problem| p.severity == onetext_model::Severity::Problem;
        let problems: Vec<Problem> = self.problems.iter().filter(wrong).cloned().collect();
        if !problems.is_empty() {
            return Err(Failure::of(problems));
        }
        let shape = |space: &onetext_model::Space| -> BTreeMap<String, Vec<String>> {
            let keys = |i: &Issue| i.alternatives.iter().map(|a| a.key.to_string()).collect();
            space
                .issues()
                .iter()
                .map(|i| (i.id.to_string(), keys(i)))
                .collect()
        };
        if shape(&onetext_talks::space::of_talks(&self.talks)) != shape(&scenario.space) {
            return Err(Failure::new(
                "the names of issues or values cannot be written as a draft",
                "rename them in the scenario: plain words, none of them twice",
            ));
        }
        Ok(())
    }
}

/// A point for each issue, with a bracket of its values.
fn draft(scenario: &Scenario) -> String {
    let issues = scenario
        .space
        .issues()
        .iter()
        .zip(&scenario.labels)
        .enumerate();
    let point = |(at, (issue, label)): (usize, (&Issue, &Label))| {
        let name = plain(&label.name);
        format!(
            "{}. **{name}.** {name}: [{}: {}].\n",
            at + 1,
            issue.id,
            body(issue)
        )
    };
    issues.map(point).collect()
}

fn body(issue: &Issue) -> String {
    if let (IssueKind::Numeric { .. }, Some((from, to, step))) = (&issue.kind, range(issue)) {
        return format!("{from}..{to} step {step} units");
    }
    let alternative = |a: &onetext_model::Alternative| format!("{} #{}", plain(&a.wording), a.key);
    issue
        .alternatives
        .iter()
        .map(alternative)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// From, to and step of an issue's figures.
fn range(issue: &Issue) -> Option<(Decimal, Decimal, Decimal)> {
    let figures: Option<Vec<Decimal>> = issue.alternatives.iter().map(|a| a.figure).collect();
    let figures = figures?;
    let (first, last) = (*figures.first()?, *figures.last()?);
    let step = figures.get(1).map_or(Decimal::ONE, |second| second - first);
    Some((first, last, step))
}

/// Words without any sign that a draft reads as markup.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        match c {
            '[' | ']' | '|' | '@' | '#' | '*' | '?' | '\\' => out.extend(['\\', c]),
            '`' => out.push('\''),
            '<' => out.push('‹'),
            '>' => out.push('›'),
            c => out.push(c),
        }
    }
    out
}

/// Names for parties, made from the scenario's.
fn parties(scenario: &Scenario) -> Result<Vec<PartyId>, Failure> {
    let mut ids: Vec<PartyId> = vec![];
    for (at, profile) in scenario.profiles.iter().enumerate() {
        let name = slug(&profile.name);
        let lettered = match name.chars().next() {
            Some(c) if c.is_alphabetic() => name,
            _ => format!("party-{}", at + 1),
        };
        let id = PartyId::new(&lettered).ok().filter(|id| !ids.contains(id));
        let id = id.ok_or_else(|| {
            let what = format!("`{}` cannot be made the name of a party", profile.name);
            Failure::new(
                what,
                "rename its file: letters, digits and hyphens, none twice",
            )
        })?;
        ids.push(id);
    }
    Ok(ids)
}

fn judgment(
    scenario: &Scenario,
    profile: &Profile,
    id: &PartyId,
    how: &Adoption,
) -> Result<Judgment, Failure> {
    let name = |what: &str| {
        Failure::new(
            format!("`{}` {what}", profile.name),
            "keep it a scenario, and run `onetext solve` on it",
        )
    };
    if !profile.valuation.cubes.is_empty() {
        return Err(name("has bonuses on combinations, which talks cannot say"));
    }
    let (kind, scale) = scores(scenario, profile)
        .ok_or_else(|| name("has points with more digits than scores may have"))?;
    let discount = match &profile.discount {
        Some(discount) => format!(
            "; its discount of {} a round is left out",
            rational::plain(discount)
        ),
        None => String::new(),
    };
    let id_text = format!("{id}-scores");
    Ok(Judgment {
        id: JudgmentId::new(&id_text)
            .map_err(|_| name("has no name that a judgment could have"))?,
        party: id.clone(),
        on: how.on,
        by: "scenario".to_owned(),
        because: format!(
            "points of {} in {}{scale}{discount}",
            profile.name, scenario.name
        ),
        kind,
        confidence: None,
        cover: None,
        from: vec![],
        words: None,
        supersedes: vec![],
    })
}

/// What rounded scores are multiplied by: figures in talks have twelve digits before the point and
/// six after it.
const STRETCH: u32 = 1_000_000;

/// Scores as talks hold them, and what had to be done to the points: decimals as they are; where
/// fractions repeat, all multiplied by the same; where that takes too many digits, rounded.
fn scores(scenario: &Scenario, profile: &Profile) -> Option<(Kind, String)> {
    let reservation = match &profile.valuation.reservation {
        Some(stated) => stated.clone(),
        None => worst(scenario, profile)?,
    };
    let all = || {
        profile
            .valuation
            .points
            .iter()
            .flatten()
            .chain([&reservation])
    };
    let factor = rational::whole(onetext_formats::write::common(all()));
    let way = [Way::AsTheyAre, Way::Whole(factor), Way::Rounded]
        .into_iter()
        .find(|way| all().all(|n| way.of(n).is_some()))?;
    let mut points = BTreeMap::new();
    for (issue, row) in scenario
        .space
        .issues()
        .iter()
        .zip(&profile.valuation.points)
    {
        let one =
            |(a, n): (&onetext_model::Alternative, &Rational)| Some((a.key.clone(), way.of(n)?));
        let table: Option<BTreeMap<_, _>> = issue.alternatives.iter().zip(row).map(one).collect();
        points.insert(issue.id.clone(), table?);
    }
    let kind = Kind::Scores {
        reservation: way.of(&reservation)?,
        points,
    };
    Some((kind, way.said()))
}

/// How points become figures of talks.
enum Way {
    AsTheyAre,
    /// All times the same, so that fractions become whole.
    Whole(Rational),
    /// All stretched and rounded.
    Rounded,
}

impl Way {
    fn of(&self, number: &Rational) -> Option<Decimal> {
        match self {
            Self::AsTheyAre => decimal(number),
            Self::Whole(factor) => decimal(&(number * factor)),
            Self::Rounded => {
                let stretch = rational::whole(STRETCH);
                decimal(&((number * &stretch * &stretch).round() / &stretch))
            }
        }
    }

    fn said(&self) -> String {
        match self {
            Self::AsTheyAre => String::new(),
            Self::Whole(factor) => format!(", all times {factor} so that they are whole"),
            Self::Rounded => format!(", all times {STRETCH} and rounded to the sixth decimal"),
        }
    }
}

fn worst(scenario: &Scenario, profile: &Profile) -> Option<Rational> {
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(1, &mut ask);
    let parties = [profile.valuation.clone()];
    let problem = scenario.problem(&parties);
    let found = reference::worst(&problem, &profile.valuation, &mut watch).ok()?;
    Some(found.unwrap_or_else(Rational::zero))
}

/// A figure as talks hold them, if one says it exactly.
fn decimal(number: &Rational) -> Option<Decimal> {
    onetext_model::decimal::parse(&rational::plain(number))
}
