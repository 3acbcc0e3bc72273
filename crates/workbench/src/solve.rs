//! Solving what has real numbers: a scenario of another program, or talks with scores.

use crate::scenario::scenario;
use crate::{Failure, Workbench};
pub use onetext_formats::points::Meaning;
use onetext_formats::{Options as Reading, Scenario};
use onetext_report::solution;
pub use onetext_solve::exact::Scales;
use onetext_solve::exact::most_points;
use onetext_solve::exact::{Pace, Progress, Refusal, Watch};
use onetext_solve::walk::Control;
use onetext_study::solution::{Question, Solution, of_talks, solve};
use onetext_study::{Options, StudyError};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What to solve, and how.
#[derive(Debug, Clone)]
pub struct SolveRequest {
    /// What evaluations mean in a GENIUS file.
    pub meaning: Meaning,
    /// Which parties, in which order; empty for all.
    pub parties: Vec<String>,
    /// Whether points of different parties may be compared.
    pub scales: Scales,
    /// Whether judgments that rest on caucus statements count; `None`: in an exercise they do.
    pub with_caucus: Option<bool>,
    /// After which time to finish with fewer points; `None` for as long as it takes.
    pub budget: Option<Duration>,
    /// The most points kept at a step; `None` for what is usual for so many parties.
    pub most_points: Option<usize>,
}

impl Default for SolveRequest {
    fn default() -> Self {
        Self {
            meaning: Meaning::Own,
            parties: vec![],
            scales: Scales::Apart,
            with_caucus: None,
            budget: None,
            most_points: None,
        }
    }
}

/// How far a solution is, for whoever shows it.
#[derive(Debug, Default)]
pub struct HowFar(Mutex<Progress>);

impl HowFar {
    /// How far it is, in words; empty before it began.
    pub fn said(&self) -> String {
        let Ok(progress) = self.0.lock() else {
            return String::new();
        };
        match progress.of {
            0 => "counting".to_owned(),
            of => format!("step {} of {of}, {} points", progress.done, progress.points),
        }
    }
}

/// Solves a scenario in a file or folder, or a folder of talks.
///
/// # Errors
/// [`Failure`] with what is wrong, or why it cannot be solved.
pub fn solved(path: &Path, request: &SolveRequest, far: &HowFar) -> Result<Solution, Failure> {
    let question = question(path, request)?;
    let usual = most_points(question.parties.len());
    let begun = Instant::now();
    let mut ask = |progress: Progress| {
        if let Ok(mut seen) = far.0.lock() {
            *seen = progress;
        }
        match request.budget {
            Some(budget) if begun.elapsed() > budget => Pace::Hurry,
            _ => Pace::Go,
        }
    };
    let mut watch = Watch::new(request.most_points.unwrap_or(usual), &mut ask);
    solve(question, &mut watch).map_err(|refusal| refused(path, &refusal))
}

fn refused(path: &Path, refusal: &Refusal) -> Failure {
    if *refusal == Refusal::Stopped {
        return Failure::cancelled();
    }
    let mend = match refusal {
        Refusal::Parties(_) => "choose some with `--parties`",
        Refusal::TooFine(_) => "round the numbers in the file",
        _ => "take a part of it: fewer parties, issues, rules or bonuses",
    };
    Failure::new(
        format!("`{}` cannot be solved: {refusal}", path.display()),
        mend,
    )
}

/// The scenario that files or talks pose.
///
/// # Errors
/// [`Failure`] with what is wrong, or what a scenario cannot say.
pub fn posed(path: &Path, request: &SolveRequest) -> Result<Scenario, Failure> {
    if is_talks(path) {
        return crate::scenario::of_talks(asked_in_talks(path, request)?);
    }
    scenario(path, &reading(path, request)?)
}

fn is_talks(path: &Path) -> bool {
    path.is_dir() && path.join("talks.toml").exists()
}

/// How a scenario's files are to be read.
fn reading(path: &Path, request: &SolveRequest) -> Result<Reading, Failure> {
    if !path.exists() {
        let what = format!("there is no `{}`", path.display());
        return Err(Failure::new(
            what,
            "give a scenario's file or folder, or a talks folder",
        ));
    }
    Ok(Reading {
        meaning: request.meaning,
        parties: request.parties.clone(),
    })
}

fn question(path: &Path, request: &SolveRequest) -> Result<Question, Failure> {
    if is_talks(path) {
        return asked_in_talks(path, request);
    }
    let found = scenario(path, &reading(path, request)?)?;
    Ok(Question {
        title: found.name,
        head: None,
        space: found.space,
        constraints: vec![],
        issues: found
            .labels
            .into_iter()
            .map(|l| (l.name, l.values))
            .collect(),
        parties: found
            .profiles
            .into_iter()
            .map(|p| (p.name, p.valuation))
            .collect(),
        scales: request.scales,
        remarks: found.remarks,
        caucus: vec![],
    })
}

fn asked_in_talks(path: &Path, request: &SolveRequest) -> Result<Question, Failure> {
    let workbench = Workbench::open(path)?;
    let words = |_: &onetext_model::StatementId| None;
    let control = Control::default();
    let options = Options {
        seed: 1,
        on: None,
        with_caucus: request.with_caucus.unwrap_or(workbench.talks().exercise),
        draft: None,
        words: &words,
        also: Default::default(),
        control: &control,
    };
    let found = of_talks(
        workbench.talks(),
        workbench.problems(),
        &options,
        request.scales,
    );
    let mut question = found.map_err(|error| match error {
        StudyError::Problems(problems) => Failure::of(problems),
        StudyError::Cancelled => Failure::cancelled(),
    })?;
    choose(&mut question, &request.parties)?;
    Ok(question)
}

/// Keeps the parties asked for, in the order asked.
fn choose(question: &mut Question, asked: &[String]) -> Result<(), Failure> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut chosen = vec![];
    for party in asked {
        let Some(at) = question.parties.iter().position(|(name, _)| name == party) else {
            let known: Vec<&str> = question
                .parties
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            let listed = format!("with scores there are {}", known.join(", "));
            let mend = onetext_model::problem::suggestion(party, known.iter().copied(), &listed);
            return Err(Failure::new(format!("no party `{party}` has scores"), mend));
        };
        chosen.push(question.parties.remove(at));
    }
    question.parties = chosen;
    Ok(())
}

/// A solution for people.
pub fn solution_text(solution: &Solution) -> String {
    solution::text(solution)
}

/// A solution as JSON.
pub fn solution_json(solution: &Solution) -> String {
    format!("{:#}\n", solution::json(solution))
}
