//! `onetext statements DIR`: what was found, confirmed and discarded, with names.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Statements {
    /// The talks folder
    dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Statements {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        print(&if self.json {
            workbench.statements_json()
        } else {
            workbench.statements_text()
        });
        Ok(0)
    }
}
