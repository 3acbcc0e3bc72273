//! `onetext convert PATH DIR --to FORMAT`: a scenario, or talks with scores, for another program.

use super::solve::Reading;
use crate::output::print;
use clap::{Args, ValueEnum};
use onetext_workbench::Failure;
use onetext_workbench::scenario::{Format, convert};
use onetext_workbench::solve::{SolveRequest, posed};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Convert {
    /// A scenario's folder or file, or a talks folder with scores
    path: PathBuf,
    /// The folder to write, new or empty
    dir: PathBuf,
    /// For which program
    #[arg(long, value_name = "PROGRAM")]
    to: Program,
    #[command(flatten)]
    reading: Reading,
}

/// Programs that files are written for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Program {
    /// GENIUS: XML
    Genius,
    /// NegMAS: YAML
    Negmas,
}

impl Convert {
    pub fn run(self) -> Result<u8, Failure> {
        let request = SolveRequest {
            meaning: self.reading.meaning(),
            parties: self.reading.parties,
            ..SolveRequest::default()
        };
        let format = match self.to {
            Program::Genius => Format::Genius,
            Program::Negmas => Format::Negmas,
        };
        let scenario = posed(&self.path, &request)?;
        for name in convert(&scenario, format, &self.dir)? {
            print(&format!("wrote {}\n", self.dir.join(name).display()));
        }
        Ok(0)
    }
}
