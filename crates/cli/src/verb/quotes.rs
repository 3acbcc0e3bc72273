//! `onetext quotes FILE`: what a document quotes and retells.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, make, plain};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Quotes {
    /// The document: text, a web page, Word, PDF with text, or an e-mail
    file: PathBuf,
    /// The date it bears, such as 2031-05-09: "on Tuesday" is reckoned from it
    #[arg(long)]
    on: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Quotes {
    pub fn run(self) -> Result<u8, Failure> {
        let on = self.on.as_deref().map(make::date).transpose()?;
        print(&plain::quotes_of(&self.file, on, self.json)?);
        Ok(0)
    }
}
