//! `onetext new DIR`: a folder that checks and studies cleanly.

use super::report_facts;
use super::solve::Reading;
use crate::ask::today;
use crate::output::print;
use clap::Args;
use onetext_workbench::adopt::Adoption;
use onetext_workbench::scenario::{ScenarioOptions, scenario};
use onetext_workbench::{Done, Failure, Workbench};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct New {
    /// The folder to make
    dir: PathBuf,
    /// The title of the talks; without it the folder's name
    #[arg(long)]
    title: Option<String>,
    /// Everything in it is invented or public, so caucus material may lie in plain files
    #[arg(long)]
    exercise: bool,
    /// Make talks of a scenario: a bracket for each issue, the parties' points as scores
    #[arg(long, value_name = "SCENARIO")]
    from: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl New {
    pub fn run(self) -> Result<u8, Failure> {
        let name = self
            .dir
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let title = self.title.unwrap_or(name);
        let done = match &self.from {
            Some(path) => adopt(&self.dir, path, &self.reading, (&title, self.exercise))?,
            None => Workbench::begin(&self.dir, &title, self.exercise)?,
        };
        report_facts(&done, self.json);
        if self.json {
            return Ok(0);
        }
        let dir = self.dir.display();
        if self.from.is_some() {
            print(&format!(
                "next: `onetext solve {dir}`, or `onetext study {dir}`\n"
            ));
            return Ok(0);
        }
        print(&format!(
            "next: add parties with `onetext party {dir} ID --name NAME`, write drafts/01.md, then `onetext study {dir}`\n"
        ));
        Ok(0)
    }
}

/// Makes talks of a scenario.
fn adopt(
    dir: &Path,
    from: &Path,
    reading: &Reading,
    (title, exercise): (&str, bool),
) -> Result<Vec<Done>, Failure> {
    let options = ScenarioOptions {
        meaning: reading.meaning(),
        parties: reading.parties.clone(),
    };
    let found = scenario(from, &options)?;
    let no_clock = || Failure::new("this machine does not know what day it is", "set its clock");
    let how = Adoption {
        title: title.to_owned(),
        exercise,
        on: today().ok_or_else(no_clock)?,
    };
    Workbench::adopt(dir, &found, &how)
}
