//! `onetext commitments DIR`: what parties are bound to on a day.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, Workbench, make};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Commitments {
    /// The talks folder
    dir: PathBuf,
    /// The day; without it the latest on record
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Take in what was said in confidence
    #[arg(long, conflicts_with = "without_caucus")]
    with_caucus: bool,
    /// Leave it out, even in an exercise
    #[arg(long)]
    without_caucus: bool,
}

impl Commitments {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        workbench.refuse_problems()?;
        let on = self.on.as_deref().map(make::date).transpose()?;
        let asked = self.with_caucus || self.without_caucus;
        let register = workbench.commitments(on, asked.then_some(self.with_caucus));
        print(&if self.json {
            Workbench::commitments_json(&register)
        } else {
            Workbench::commitments_text(&register)
        });
        Ok(0)
    }
}
