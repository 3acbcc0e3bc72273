//! `onetext solve PATH`: exact answers where parties have real numbers.

use crate::output::{print, with_progress};
use clap::Args;
use onetext_workbench::Failure;
use onetext_workbench::solve::{
    HowFar, Meaning, Scales, SolveRequest, solution_json, solution_text, solved,
};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Solve {
    /// A scenario's folder or file (GENIUS, GeniusWeb, NegMAS, NegoLog), or a talks folder
    path: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
    /// Declare that a point is worth the same to all parties
    #[arg(long)]
    comparable: bool,
    /// Finish with fewer points after so many seconds; without it, it takes as long as it takes
    #[arg(long, value_name = "SECONDS")]
    budget: Option<f64>,
    /// The most points kept on the way; without it 3,000,000 for up to three parties, else 200,000
    #[arg(long, value_name = "N")]
    points: Option<usize>,
    /// Take in judgments that rest on something said in confidence
    #[arg(long, conflicts_with = "without_caucus")]
    with_caucus: bool,
    /// Leave them out, even in an exercise
    #[arg(long)]
    without_caucus: bool,
}

/// How files of other programs are read.
#[derive(Debug, Args)]
pub struct Reading {
    /// Take GENIUS evaluations as they stand, as NegMAS does, not divided by the greatest of their issue
    #[arg(long)]
    pub raw: bool,
    /// Which parties, in which order: names of their files, or of parties in talks
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub parties: Vec<String>,
}

impl Reading {
    /// What evaluations mean.
    pub fn meaning(&self) -> Meaning {
        if self.raw { Meaning::Raw } else { Meaning::Own }
    }
}

impl Solve {
    pub fn run(self) -> Result<u8, Failure> {
        let caucus = self.with_caucus || self.without_caucus;
        let budget = match self.budget {
            Some(seconds) => Some(Duration::try_from_secs_f64(seconds).map_err(|_| {
                let what = format!("`--budget {seconds}` is no time");
                Failure::new(what, "give seconds, such as `--budget 10`")
            })?),
            None => None,
        };
        let request = SolveRequest {
            meaning: self.reading.meaning(),
            parties: self.reading.parties,
            scales: if self.comparable {
                Scales::Comparable
            } else {
                Scales::Apart
            },
            with_caucus: caucus.then_some(self.with_caucus),
            budget,
            most_points: self.points,
        };
        let far = HowFar::default();
        let solution = with_progress(|| far.said(), || solved(&self.path, &request, &far))?;
        print(&match self.json {
            true => solution_json(&solution),
            false => solution_text(&solution),
        });
        Ok(0)
    }
}
