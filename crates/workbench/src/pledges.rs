//! Commitments: recorded from what was typed, and listed.

use crate::make::{self, Typed};
use crate::{Failure, Workbench};
use onetext_model::{Date, Place, Problem};
use onetext_report::commitments as report;
use onetext_study::commitments::{Register, register};
use onetext_talks::commitment::{Withdrawal, next_commitment};
use onetext_talks::fields::quoted;
use onetext_talks::{Command, read};

impl Workbench {
    /// A command that records a commitment, from keys and values as a file would hold them.
    ///
    /// # Errors
    /// [`Failure`] with everything that is wrong with it.
    pub fn pledge(&self, keys: &[(&'static str, Typed)]) -> Result<Command, Failure> {
        let free = next_commitment(self.talks().commitments.keys());
        let mut text = format!("[[commitment]]\nid = {}\n", quoted(&free));
        for (key, value) in keys {
            text += &format!("{key} = {}\n", make::written(value)?);
        }
        let commitment = read::parse_commitment(self.talks(), &text).map_err(|problems| {
            let unplaced = |p: Problem| Problem {
                place: Place::file(""),
                ..p
            };
            Failure::of(problems.into_iter().map(unplaced).collect())
        })?;
        Ok(Command::Pledge(Box::new(commitment)))
    }

    /// A command that records that a commitment was taken back.
    ///
    /// # Errors
    /// [`Failure`] if the day cannot be read.
    pub fn withdraw(id: &str, on: &str, because: &str) -> Result<Command, Failure> {
        let withdrawal = Withdrawal {
            on: make::date(on)?,
            because: because.to_owned(),
        };
        Ok(Command::Withdraw(id.to_owned(), withdrawal))
    }

    /// The register of commitments; what rests on a caucus is left out, and counted, unless it is asked for.
    pub fn commitments(&self, on: Option<Date>, with_caucus: Option<bool>) -> Register {
        let words = |id: &onetext_model::StatementId| self.passage_of(id);
        if with_caucus.unwrap_or(self.talks().exercise) {
            return register(self.talks(), &words, on);
        }
        Register {
            left_out: self.talks().commitments_on_caucus().len(),
            ..register(&self.talks().without_caucus(), &words, on)
        }
    }

    /// The register in lines.
    pub fn commitments_text(register: &Register) -> String {
        report::terminal(register)
    }

    /// The register as JSON.
    pub fn commitments_json(register: &Register) -> String {
        format!("{:#}\n", report::json(register))
    }
}
