//! `onetext new DIR`: a folder that checks and studies cleanly.

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
}

impl New {
    pub fn run(self) -> Result<u8, Failure> {
        let name = self
            .dir
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let title = self.title.unwrap_or(name);
        Workbench::begin(&self.dir, &title, self.exercise)?;
        let dir = self.dir.display();
        print(&format!(
            "made talks `{title}` in {dir}\nnext: add parties with `onetext party {dir} ID --name NAME`, write drafts/01.md, then `onetext study {dir}`\n"
        ));
        Ok(0)
    }
}
