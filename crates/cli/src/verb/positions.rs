//! `onetext positions DIR`: where each party stands on each point and bracket.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Also, Failure, StudyRequest, Workbench, make, pages};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Positions {
    /// The talks folder
    dir: PathBuf,
    /// Write it as a page to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "positions.html", conflicts_with_all = ["csv", "json"])]
    html: Option<String>,
    /// Print comma-separated values, or write them to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with = "json")]
    csv: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// The date ages are counted to; without it the latest on record
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Take in what was said in confidence
    #[arg(long, conflicts_with = "without_caucus")]
    with_caucus: bool,
    /// Leave it out, even in an exercise
    #[arg(long)]
    without_caucus: bool,
}

impl Positions {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        let caucus = self.with_caucus || self.without_caucus;
        let request = StudyRequest {
            also: Also::default(),
            seed: 1,
            on: self.on.as_deref().map(make::date).transpose()?,
            draft: None,
            with_caucus: caucus.then_some(self.with_caucus),
        };
        workbench.refuse_problems()?;
        let positions = workbench.positions(request);
        let secret = !positions.caucus.is_empty();
        match (&self.html, self.csv.as_deref(), self.json) {
            (Some(path), ..) => {
                let path = pages::write(path, &Workbench::positions_page(&positions), secret)?;
                print(&format!("wrote {path}\n"));
            }
            (None, Some("-"), _) => print(&Workbench::positions_csv(&positions)),
            (None, Some(path), _) => {
                let path = pages::write(path, &Workbench::positions_csv(&positions), secret)?;
                print(&format!("wrote {path}\n"));
            }
            (None, None, true) => print(&Workbench::positions_json(&positions)),
            (None, None, false) => print(&Workbench::positions_text(&positions)),
        }
        Ok(0)
    }
}
