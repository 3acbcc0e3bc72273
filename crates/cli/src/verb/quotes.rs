//! `onetext quotes FILE`: the direct quotes of a plain text file.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, plain};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Quotes {
    /// The text file
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Quotes {
    pub fn run(self) -> Result<u8, Failure> {
        print(&plain::quotes_of(&self.file, self.json)?);
        Ok(0)
    }
}
