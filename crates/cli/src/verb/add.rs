//! `onetext add DIR FILE`: a source is received, and its quotes proposed as statements.

use super::report_facts;
use clap::Args;
use onetext_workbench::receive::TypedSource;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Add {
    /// The talks folder
    dir: PathBuf,
    /// The file to receive: text, Markdown, a web page, Word, PDF with text, or an e-mail
    file: PathBuf,
    /// Who may know it: `public`, `plenary`, `team` or `caucus/PARTY`
    #[arg(long)]
    room: String,
    /// The date it bears, such as 2031-05-09; else the one the document says
    #[arg(long)]
    on: Option<String>,
    /// The newspaper, agency or office it comes from; else the one the document says, and so on
    #[arg(long)]
    outlet: Option<String>,
    /// How it was said, such as `press conference`
    #[arg(long)]
    channel: Option<String>,
    /// Its language
    #[arg(long)]
    language: Option<String>,
    /// Its title
    #[arg(long)]
    title: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Add {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let typed = TypedSource {
            room: self.room,
            on: self.on,
            outlet: self.outlet,
            channel: self.channel,
            language: self.language,
            title: self.title,
        };
        let done = workbench.receive(&self.file, &typed)?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
