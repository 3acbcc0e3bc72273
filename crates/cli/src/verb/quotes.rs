//! `onetext quotes FILE`: the direct quotes of a document.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, plain};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Quotes {
    /// The document: text, a web page, Word, PDF with text, or an e-mail
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
