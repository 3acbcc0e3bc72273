//! `onetext check DIR`: every problem at once, with place, what and mend.

use crate::output::print;
use clap::Args;
use onetext_model::Severity;
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Check {
    /// The talks folder
    dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        let checked = workbench.check();
        if self.json {
            print(&Workbench::check_json(&checked));
        } else {
            for problem in &checked.problems {
                print(&format!("{problem}\n"));
            }
            let warnings = checked
                .problems
                .iter()
                .filter(|p| p.severity == Severity::Warning)
                .count();
            let wrong = checked.problems.len() - warnings;
            print(&format!(
                "{}\n{}, {}\n",
                checked.summary,
                counted(wrong, "problem"),
                counted(warnings, "warning"),
            ));
        }
        Ok(u8::from(checked.failed()))
    }
}

fn counted(number: usize, what: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {what}{end}")
}
