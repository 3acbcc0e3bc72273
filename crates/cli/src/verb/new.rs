//! `onetext new DIR`: a folder that checks and studies cleanly.

use super::report_facts;
use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

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
        let done = Workbench::begin(&self.dir, &title, self.exercise)?;
        report_facts(&done, self.json);
        if self.json {
            return Ok(0);
        }
        let dir = self.dir.display();
        print(&format!(
            "next: add parties with `onetext party {dir} ID --name NAME`, write drafts/01.md, then `onetext study {dir}`\n"
        ));
        Ok(0)
    }
}
