//! `onetext about DIR S ISSUE…`: what a statement is about.

use super::report_facts;
use clap::Args;
use onetext_workbench::{Command, Failure, Workbench, make};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct About {
    /// The talks folder
    dir: PathBuf,
    /// The statement's name
    statement: String,
    /// Points and issues
    #[arg(required = true)]
    issues: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl About {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let command = Command::About(
            make::statement(&self.statement)?,
            make::issues(&self.issues)?,
        );
        let done = workbench.carry_out(&command)?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
