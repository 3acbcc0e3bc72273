//! `onetext circulate DIR --draft N --to PARTY --on DATE`: who was shown which draft.

use super::report_facts;
use clap::Args;
use onetext_workbench::make::{self, TypedCirculation};
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Circulate {
    /// The talks folder
    dir: PathBuf,
    /// Which draft
    #[arg(long, value_name = "N")]
    draft: u32,
    /// To whom (again for more)
    #[arg(long, value_name = "PARTY", required = true)]
    to: Vec<String>,
    /// When
    #[arg(long, value_name = "DATE")]
    on: String,
    /// By whom on the team
    #[arg(long)]
    by: Option<String>,
    /// Which copy, such as a number or a file's name
    #[arg(long)]
    copy: Option<String>,
    /// The words were read back
    #[arg(long)]
    read_back: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Circulate {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let mut done = vec![];
        for to in &self.to {
            let typed = TypedCirculation {
                draft: self.draft,
                to: to.clone(),
                on: self.on.clone(),
                by: self.by.clone(),
                copy: self.copy.clone(),
                read_back: self.read_back,
            };
            done.extend(workbench.carry_out(&make::circulation(&typed)?)?);
        }
        report_facts(&done, self.json);
        Ok(0)
    }
}
