//! `onetext confirm DIR S…`: statements that say what their source says.

use super::report_facts;
use clap::Args;
use onetext_workbench::{Command, Failure, Workbench, make};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Confirm {
    /// The talks folder
    dir: PathBuf,
    /// The statements' names
    #[arg(required = true)]
    statements: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Confirm {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let done = workbench.carry_out(&Command::Confirm(make::statements(&self.statements)?))?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
