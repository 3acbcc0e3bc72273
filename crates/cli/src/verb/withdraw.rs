//! `onetext withdraw DIR ID --on DATE --because WHY`: a party took a commitment back.

use super::report_facts;
use clap::Args;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Withdraw {
    /// The talks folder
    dir: PathBuf,
    /// The commitment
    id: String,
    /// When it was taken back
    #[arg(long, value_name = "DATE")]
    on: String,
    /// Why, as far as the team knows
    #[arg(long, value_name = "WHY")]
    because: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Withdraw {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let command = Workbench::withdraw(&self.id, &self.on, &self.because)?;
        report_facts(&workbench.carry_out(&command)?, self.json);
        Ok(0)
    }
}
