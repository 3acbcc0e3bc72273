//! Scenarios of other programs: reading them from a file or folder, and making talks of one.

use crate::said::Done;
use crate::{Failure, Workbench};
use num_traits::Zero;
pub use onetext_formats::Options as ScenarioOptions;
use onetext_formats::read::{MOST_BYTES, MOST_FILES};
use onetext_formats::scenario::{Label, Profile};
pub use onetext_formats::write::Format;
use onetext_formats::write::write;
use onetext_formats::{InputFile, Scenario, read};
use onetext_model::id::slug;
use onetext_model::judgment::{Judgment, Kind};
use onetext_model::party::PartyKind;
use onetext_model::{Date, Decimal, Issue, IssueKind, JudgmentId, PartyId, Problem};
use onetext_solve::exact::{Pace, Rational, Watch, rational, reference};
use onetext_store::folder::read_bounded;
use onetext_study::solution::Question;
use onetext_talks::command::NewParty;

use onetext_talks::{Command, Files, Talks, decide, write as written};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the scenario in a file, or in the files of a folder.
///
/// # Errors
/// [`Failure`] with every problem of every file.
pub fn scenario(path: &Path, options: &ScenarioOptions) -> Result<Scenario, Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.display().to_string());
    let mut files = vec![];
    if path.is_dir() {
        for entry in listed(path)? {
            files.push(input(&entry)?);
        }
    } else {
        files.push(input(path)?);
    }
    read(&name, &files, options).map_err(Failure::of)
}

/// The files of a folder that may be part of a scenario.
fn listed(folder: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    let unreadable = |e| onetext_store::StoreError::io("read", folder, e);
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase());
        let known = ending.is_some_and(|e| ["xml", "json", "yml", "yaml"].contains(&e.as_str()));
        if known && path.is_file() {
            files.push(path);
        }
        if files.len() > MOST_FILES {
            let what = format!("`{}` holds more than {MOST_FILES} files", folder.display());
            return Err(Failure::new(what, "give one scenario's folder"));
        }
    }
    Ok(files)
}

fn input(path: &Path) -> Result<InputFile, Failure> {
    let bytes = read_bounded(
        path,
        MOST_BYTES as u64,
        "a scenario's file may hold at most 16 MiB",
    )?;
    Ok(InputFile {
        name: path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        bytes,
    })
}

/// Writes a scenario's files into a new or empty folder.
///
/// # Errors
/// [`Failure`] if the format cannot say it, or the folder is not empty.
pub fn convert(scenario: &Scenario, format: Format, folder: &Path) -> Result<Vec<String>, Failure> {
    let files = write(scenario, format).map_err(Failure::of)?;
    refuse_taken(folder)?;
    std::fs::create_dir_all(folder)
        .map_err(|e| onetext_store::StoreError::io("make", folder, e))?;
    let mut names = vec![];
    for file in files {
        onetext_store::folder::write_whole(&folder.join(&file.name), &file.bytes)?;
        names.push(file.name);
    }
    Ok(names)
}

/// Refuses a folder with something in it.
pub(crate) fn refuse_taken(root: &Path) -> Result<(), Failure> {
    let full = || std::fs::read_dir(root).is_ok_and(|mut all| all.next().is_some());
    if root.exists() && (!root.is_dir() || full()) {
        return Err(Failure::new(
            format!("`{}` is not an empty folder", root.display()),
            "choose a folder that does not exist yet",
        ));
    }
    Ok(())
}

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
    let (kind, multiplied) = scores(scenario, profile)
        .ok_or_else(|| name("has points with more digits than a draft's scores may have"))?;
    let scale = match multiplied.is_empty() {
        true => String::new(),
        false => format!(", all times {multiplied} so that they are whole"),
    };
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

/// Scores as talks hold them: decimals; where fractions repeat, all are multiplied by the same.
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
    let exact = |n: &Rational| decimal(n).is_some();
    let factor = match all().all(exact) {
        true => Rational::from_integer(1.into()),
        false => rational::whole(onetext_formats::write::common(all())),
    };
    let mut points = BTreeMap::new();
    for (issue, row) in scenario
        .space
        .issues()
        .iter()
        .zip(&profile.valuation.points)
    {
        let one = |(a, n): (&onetext_model::Alternative, &Rational)| {
            Some((a.key.clone(), decimal(&(n * &factor))?))
        };
        let table: Option<BTreeMap<_, _>> = issue.alternatives.iter().zip(row).map(one).collect();
        points.insert(issue.id.clone(), table?);
    }
    let kind = Kind::Scores {
        reservation: decimal(&(&reservation * &factor))?,
        points,
    };
    let said = rational::plain(&factor);
    Some((kind, if said == "1" { String::new() } else { said }))
}

fn worst(scenario: &Scenario, profile: &Profile) -> Option<Rational> {
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(1, &mut ask);
    let parties = [profile.valuation.clone()];
    let problem = scenario.problem(&parties);
    let found = reference::worst(&problem, &profile.valuation, &mut watch).ok()?;
    Some(found.unwrap_or_else(Rational::zero))
}

/// A decimal, if one says it exactly.
fn decimal(number: &Rational) -> Option<Decimal> {
    let text = rational::plain(number);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits <= 20 && !text.contains('/')).then(|| onetext_model::decimal::parse(&text))?
}

/// The scenario that talks with scores pose.
///
/// # Errors
/// [`Failure`] where the files of other programs cannot say what talks say.
pub fn of_talks(question: Question) -> Result<Scenario, Failure> {
    let mend = "solve the talks here instead, with `onetext solve`";
    if !question.constraints.is_empty() {
        let what = "the talks have rules, bars, red lines or alternatives nobody has written yet, which no scenario can say";
        return Err(Failure::new(what, mend));
    }
    let nested = |issue: &Issue| issue.existence != onetext_model::Existence::Always;
    if let Some(issue) = question.space.issues().iter().find(|issue| nested(issue)) {
        let what = format!(
            "issue `{}` stands inside another, which no scenario can say",
            issue.id
        );
        return Err(Failure::new(what, mend));
    }
    let profile = |(name, valuation)| Profile {
        name,
        valuation,
        discount: None,
    };
    Ok(Scenario {
        name: question.title,
        labels: question
            .issues
            .into_iter()
            .map(|(name, values)| Label { name, values })
            .collect(),
        profiles: question.parties.into_iter().map(profile).collect(),
        space: question.space,
        remarks: question.remarks,
    })
}
