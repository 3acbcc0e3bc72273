//! `onetext review DIR`: the proposed statements one by one, with a key for each decision.

use crate::ask::today;
use crate::output::print;
use crate::review::{self, Left, Look};
use clap::Args;
use onetext_model::Date;
use onetext_workbench::review::{Review as Statements, Wanted};
use onetext_workbench::{Failure, make};
use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Review {
    /// The talks folder
    dir: PathBuf,
    /// Only the statements of this source
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Also those confirmed or discarded before
    #[arg(long)]
    all: bool,
    /// Who on the team makes the judgments
    #[arg(long, default_value = "desk")]
    by: String,
    /// The day judgments bear; without it today
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// No colours, as with `NO_COLOR`
    #[arg(long)]
    no_color: bool,
}

impl Review {
    pub fn run(self) -> Result<u8, Failure> {
        let on = self.day()?;
        let wanted = Wanted {
            source: self.source,
            all: self.all,
            by: self.by,
            on,
        };
        let mut statements = Statements::open(&self.dir, wanted)?;
        if !stdin().is_terminal() || !stdout().is_terminal() {
            return Err(Failure::new(
                "a review needs a terminal",
                "use `onetext statements DIR`, then `onetext confirm DIR S…` or `onetext discard DIR S…`",
            ));
        }
        let left = review::run(&mut statements, Look::here(self.no_color))?;
        print(&statements.summary());
        Ok(if left == Left::Quit { 0 } else { 130 })
    }

    fn day(&self) -> Result<Date, Failure> {
        let typed = self.on.as_deref().map(make::date).transpose()?;
        typed.or_else(today).ok_or_else(|| {
            Failure::new(
                "the clock cannot be read",
                "give the day with `--on 2031-05-09`",
            )
        })
    }
}
