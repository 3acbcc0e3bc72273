//! `onetext study DIR`: the main job.

use crate::output::{print, with_progress};
use clap::Args;
use onetext_workbench::{Also, Control, Failure, StudyRequest, Workbench, make, pages};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Study {
    /// The talks folder
    dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Write it as one self-contained page to FILE
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "explain"])]
    html: Option<String>,
    /// Open one figure down to its quotes, such as `working/asteria`
    #[arg(long, value_name = "KEY")]
    explain: Option<String>,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The date ages are counted to; without it the latest on record
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Study an earlier draft as if it were the present one
    #[arg(long, value_name = "N")]
    draft: Option<u32>,
    /// Take in judgments that rest on something said in confidence
    #[arg(long, conflicts_with = "without_caucus")]
    with_caucus: bool,
    /// Leave them out, even in an exercise
    #[arg(long)]
    without_caucus: bool,
    /// Also change each constant of the model alone, and say whose word that changes
    #[arg(long)]
    sensitivity: bool,
    /// Also list the packages that no other beats on the mean of the readings, with reference points and
    /// on how many single readings they are the same
    #[arg(long)]
    frontier: bool,
    /// How many threads to use; without it all there are
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Study {
    /// What is asked for.
    fn request(&self) -> Result<StudyRequest, Failure> {
        let caucus = self.with_caucus || self.without_caucus;
        Ok(StudyRequest {
            seed: self.seed,
            on: self.on.as_deref().map(make::date).transpose()?,
            draft: self.draft,
            with_caucus: caucus.then_some(self.with_caucus),
            also: Also {
                sensitivity: self.sensitivity,
                frontier: self.frontier,
            },
        })
    }

    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        let request = self.request()?;
        let control = Control::default();
        let study = with_progress(
            || looked_at(&control),
            || workbench.study_on(request, self.threads, &control),
        )?;
        if let Some(path) = &self.html {
            let secret = !study.caucus.is_empty();
            let path = pages::write(path, &Workbench::study_page(&study), secret)?;
            print(&format!("wrote {path}\n"));
            return Ok(0);
        }
        print(&match (&self.explain, self.json) {
            (Some(key), _) => Workbench::explain(&study, key)?,
            (None, true) => Workbench::study_json(&study),
            (None, false) => Workbench::study_text(&study),
        });
        Ok(0)
    }
}

fn looked_at(control: &Control) -> String {
    let done = control.done.load(std::sync::atomic::Ordering::Relaxed);
    format!("{done} packages looked at")
}
