//! Pages: a study and the position matrix, written whole, and named for what they hold.

use crate::{Failure, StudyRequest, Workbench};
use onetext_report::{page, positions, study_page};
use onetext_study::Study;
use onetext_study::positions::{Positions, positions as derive};
use std::path::Path;

impl Workbench {
    /// A study as one self-contained page.
    pub fn study_page(study: &Study) -> String {
        study_page::study_page(study)
    }

    /// The position matrix.
    pub fn positions(&self, request: StudyRequest) -> Positions {
        let words = |id: &onetext_model::StatementId| self.passage_of(id);
        if request.with_caucus.unwrap_or(self.talks().exercise) {
            derive(self.talks(), &words, request.on)
        } else {
            derive(&self.talks().without_caucus(), &words, request.on)
        }
    }

    /// The position matrix in lines.
    pub fn positions_text(positions: &Positions) -> String {
        positions::terminal(positions)
    }

    /// The position matrix as comma-separated values.
    pub fn positions_csv(positions: &Positions) -> String {
        positions::csv(positions)
    }

    /// The position matrix as a page.
    pub fn positions_page(positions: &Positions) -> String {
        positions::page(positions)
    }

    /// The position matrix as JSON.
    pub fn positions_json(positions: &Positions) -> String {
        format!("{:#}\n", positions::json(positions))
    }
}

/// Writes a page, whole or not at all, and gives the path it was written to: one with caucus
/// material says so in its name.
///
/// # Errors
/// [`Failure`] if it cannot be written.
pub fn write(path: &str, contents: &str, has_caucus: bool) -> Result<String, Failure> {
    let path = if has_caucus {
        page::caucus_name(path)
    } else {
        path.to_owned()
    };
    onetext_store::folder::write_whole(Path::new(&path), contents.as_bytes())?;
    Ok(path)
}
