//! `onetext find DIR [WORDS…]`: search statements and sources.

use crate::output::print;
use clap::Args;
use onetext_workbench::finding::TypedSearch;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Find {
    /// The talks folder
    dir: PathBuf,
    /// Words that must all occur; one with spaces, or in quotation marks, is a phrase
    words: Vec<String>,
    /// Said by somebody whose name holds these words
    #[arg(long, value_name = "PERSON")]
    speaker: Option<String>,
    /// Said for a party
    #[arg(long)]
    party: Option<String>,
    /// In sources of this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// In sources of this day or earlier
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Linked to this issue, point or matter
    #[arg(long, value_name = "ISSUE")]
    about: Option<String>,
    /// `proposed`, `confirmed` or `discarded`; without it all but the discarded
    #[arg(long)]
    state: Option<String>,
    /// `direct`, `mixed` or `indirect`
    #[arg(long)]
    kind: Option<String>,
    /// In sources of this room
    #[arg(long)]
    room: Option<String>,
    /// The most that is listed of statements, and of places outside them
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    most: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Find {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        let found = workbench.find(&TypedSearch {
            words: self.words,
            speaker: self.speaker,
            party: self.party,
            from: self.from,
            to: self.to,
            about: self.about,
            state: self.state,
            kind: self.kind,
            room: self.room,
            most: self.most as usize,
        })?;
        print(&if self.json {
            Workbench::found_json(&found)
        } else {
            workbench.found_text(&found)
        });
        Ok(0)
    }
}
