//! `onetext text DIR`: a copy of a draft to hand over.

use crate::output::print;
use clap::Args;
use onetext_workbench::{Failure, Form, Workbench, pages};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Text {
    /// The talks folder
    dir: PathBuf,
    /// Which draft; without it the present one
    #[arg(long, value_name = "N")]
    draft: Option<u32>,
    /// Take this alternative, as `issue=key` (again for more); else the working one
    #[arg(long, value_name = "ISSUE=KEY")]
    choose: Vec<String>,
    /// Keep what is open in brackets, without names, keys, owners and notes
    #[arg(long, conflicts_with = "choose")]
    brackets: bool,
    /// The draft with all its marks, for the team alone
    #[arg(long, conflicts_with_all = ["choose", "brackets"])]
    marked: bool,
    /// Print a page, or write it to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    html: Option<String>,
    /// Print JSON
    #[arg(long, conflicts_with = "html")]
    json: bool,
}

impl Text {
    pub fn run(self) -> Result<u8, Failure> {
        let workbench = Workbench::open(&self.dir)?;
        let form = match (self.marked, self.brackets) {
            (true, _) => Form::Marked,
            (false, true) => Form::Bracketed,
            (false, false) => Form::Clean,
        };
        match self.html.as_deref() {
            None => {
                let copy = workbench.copy(self.draft, &self.choose, form)?;
                print(&if self.json {
                    onetext_workbench::text_json(&copy)
                } else {
                    copy
                });
            }
            Some(path) => {
                let page = workbench.copy_page(self.draft, &self.choose, form)?;
                if path == "-" {
                    print(&page);
                } else {
                    print(&format!("wrote {}\n", pages::write(path, &page, false)?));
                }
            }
        }
        Ok(0)
    }
}
