//! Positions over time.

use crate::{Failure, StudyRequest, Workbench};
use onetext_report::history as report;
use onetext_study::history::{Asked, History, history};

impl Workbench {
    /// Positions over time, of one party or on one issue where these are named; what rests on a caucus is left
    /// out, and counted, unless it is asked for.
    ///
    /// # Errors
    /// [`Failure`] if the party or the issue is not there.
    pub fn history(
        &self,
        request: StudyRequest,
        party: Option<&str>,
        issue: Option<&str>,
    ) -> Result<History, Failure> {
        let asked = Asked {
            party: party.map(|it| self.party_named(it)).transpose()?,
            issue: issue.map(|it| self.issue_named(it)).transpose()?,
            on: request.on,
        };
        let talks = self.talks();
        let words = |id: &onetext_model::StatementId| self.passage_of(id);
        if request.with_caucus.unwrap_or(talks.exercise) {
            return Ok(history(talks, &words, &asked));
        }
        let left_out = talks.resting_on_caucus().len() + talks.commitments_on_caucus().len();
        Ok(History {
            left_out,
            ..history(&talks.without_caucus(), &words, &asked)
        })
    }

    /// The history in lines.
    pub fn history_text(&self, history: &History) -> String {
        report::terminal(self.talks(), history)
    }

    /// The history as comma-separated values.
    pub fn history_csv(history: &History) -> String {
        report::csv(history)
    }

    /// The history as a page.
    pub fn history_page(&self, history: &History) -> String {
        report::page(self.talks(), history)
    }

    /// The history as JSON.
    pub fn history_json(history: &History) -> String {
        format!("{:#}\n", report::json(history))
    }
}
