//! `onetext party DIR ID --name N`: a party, and people who speak for it.

use super::report_facts;
use clap::Args;
use onetext_workbench::make::{self, TypedParty};
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Party {
    /// The talks folder
    dir: PathBuf,
    /// Its id in files, such as `asteria`
    id: String,
    /// Its name for people; without it the id
    #[arg(long)]
    name: Option<String>,
    /// `party`, `guarantor`, `observer` or `mediator`
    #[arg(long, default_value = "party")]
    kind: String,
    /// The deal needs its yes (usual for a `party`)
    #[arg(long, overrides_with = "no_consent")]
    consent: bool,
    /// The deal does not need its yes
    #[arg(long)]
    no_consent: bool,
    /// Another name it goes by (again for more)
    #[arg(long = "alias")]
    aliases: Vec<String>,
    /// Somebody who speaks for it (again for more)
    #[arg(long = "person")]
    people: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Party {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let typed = TypedParty {
            name: self.name.unwrap_or_else(|| self.id.clone()),
            id: self.id,
            kind: self.kind,
            consent: if self.consent {
                Some(true)
            } else {
                self.no_consent.then_some(false)
            },
            aliases: self.aliases,
            people: self.people,
        };
        let done = workbench.carry_out(&make::party(&typed)?)?;
        report_facts(&done, self.json);
        Ok(0)
    }
}
