//! `onetext pledge DIR PARTY "WORDS" --on DATE`: what a party has bound itself to.

use super::report_facts;
use clap::Args;
use onetext_workbench::make::Typed;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Pledge {
    /// The talks folder
    dir: PathBuf,
    /// The party
    party: String,
    /// What it is bound to, in words
    what: String,
    /// When it was given
    #[arg(long, value_name = "DATE")]
    on: String,
    /// Who on the team writes it down
    #[arg(long, default_value = "desk")]
    by: String,
    /// It takes less than it asked for before
    #[arg(long)]
    concession: bool,
    /// It is on paper
    #[arg(long)]
    written: bool,
    /// The alternative it is about, as `issue=key`
    #[arg(long, value_name = "ISSUE=KEY")]
    at: Option<String>,
    /// What it hangs on: words, or `issue=key`
    #[arg(long = "if", value_name = "CONDITION")]
    condition: Option<String>,
    /// The last day it holds
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A confirmed statement it rests on (again for more)
    #[arg(long, value_name = "STATEMENT")]
    from: Vec<String>,
    /// An earlier commitment it replaces (again for more)
    #[arg(long, value_name = "ID")]
    supersedes: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Pledge {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let json = self.json;
        let command = workbench.pledge(&self.keys())?;
        report_facts(&workbench.carry_out(&command)?, json);
        Ok(0)
    }

    fn keys(self) -> Vec<(&'static str, Typed)> {
        let bond = if self.concession {
            "concession"
        } else {
            "commitment"
        };
        let form = if self.written { "written" } else { "oral" };
        let mut keys = vec![
            ("party", Typed::Text(self.party)),
            ("on", Typed::Day(self.on)),
            ("by", Typed::Text(self.by)),
            ("what", Typed::Text(self.what)),
            ("kind", Typed::Text(bond.to_owned())),
            ("form", Typed::Text(form.to_owned())),
        ];
        keys.extend(self.at.map(|at| ("at", Typed::Text(at))));
        keys.extend(self.condition.map(|it| ("if", Typed::Text(it))));
        keys.extend(self.until.map(|day| ("until", Typed::Day(day))));
        for (key, names) in [("from", self.from), ("supersedes", self.supersedes)] {
            if !names.is_empty() {
                keys.push((key, Typed::List(names)));
            }
        }
        keys
    }
}
