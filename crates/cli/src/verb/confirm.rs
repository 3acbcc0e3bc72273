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
    /// They tell what somebody else wants: hearsay, which speaks for nobody but its speaker
    #[arg(long)]
    hearsay: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Confirm {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let statements = make::statements(&self.statements)?;
        let done = workbench.carry_out(&if self.hearsay {
            Command::ConfirmHearsay(statements)
        } else {
            Command::Confirm(statements)
        })?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
