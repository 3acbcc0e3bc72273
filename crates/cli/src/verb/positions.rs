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
    /// What was said, judged and promised over time
    #[arg(long)]
    history: bool,
    /// Of one party alone; with `--history`
    #[arg(long, requires = "history")]
    party: Option<String>,
    /// On one issue or point alone; with `--history`
    #[arg(long, requires = "history")]
    issue: Option<String>,
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
        if self.history {
            self.over_time(&workbench, request)?;
        } else {
            self.matrix(&workbench, request)?;
        }
        Ok(0)
    }

    fn matrix(&self, workbench: &Workbench, request: StudyRequest) -> Result<(), Failure> {
        let positions = workbench.positions(request);
        self.show(&Shown {
            secret: !positions.caucus.is_empty(),
            page: &|| Workbench::positions_page(&positions),
            csv: &|| Workbench::positions_csv(&positions),
            json: &|| Workbench::positions_json(&positions),
            text: &|| Workbench::positions_text(&positions),
        })
    }

    fn over_time(&self, workbench: &Workbench, request: StudyRequest) -> Result<(), Failure> {
        let history = workbench.history(request, self.party.as_deref(), self.issue.as_deref())?;
        self.show(&Shown {
            secret: !history.caucus.is_empty(),
            page: &|| workbench.history_page(&history),
            csv: &|| Workbench::history_csv(&history),
            json: &|| Workbench::history_json(&history),
            text: &|| workbench.history_text(&history),
        })
    }

    fn show(&self, shown: &Shown<'_>) -> Result<(), Failure> {
        let (path, contents) = match (self.html.as_deref(), self.csv.as_deref(), self.json) {
            (Some(path), ..) => (Some(path), (shown.page)()),
            (None, Some("-"), _) => (None, (shown.csv)()),
            (None, Some(path), _) => (Some(path), (shown.csv)()),
            (None, None, true) => (None, (shown.json)()),
            (None, None, false) => (None, (shown.text)()),
        };
        match path {
            Some(path) => {
                let path = pages::write(path, &contents, shown.secret)?;
                print(&format!("wrote {path}\n"));
            }
            None => print(&contents),
        }
        Ok(())
    }
}

/// One thing in all the forms it can be shown in.
struct Shown<'a> {
    secret: bool,
    page: &'a dyn Fn() -> String,
    csv: &'a dyn Fn() -> String,
    json: &'a dyn Fn() -> String,
    text: &'a dyn Fn() -> String,
}
