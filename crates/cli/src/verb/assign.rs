//! `onetext assign DIR S PERSON|PARTY`: who a statement is given to.

use super::report_facts;
use clap::Args;
use onetext_workbench::{Command, Failure, Workbench, make};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Assign {
    /// The talks folder
    dir: PathBuf,
    /// The statement's name
    statement: String,
    /// A person of the register, or a party
    to: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Assign {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let done =
            workbench.carry_out(&Command::Assign(make::statement(&self.statement)?, self.to))?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
