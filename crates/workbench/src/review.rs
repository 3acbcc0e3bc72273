//! Statements looked at one by one: each press is decided, written at once, and can be taken back.
//!
//! | module | one idea |
//! |---|---|
//! | [`key`] | what can be pressed |
//! | [`session`] | where a review is, and what a press leads to |
//! | [`pick`] | a list to choose from |
//! | [`likely`] | what a statement is likely about |
//! | [`span`] | moving the ends of a statement |
//! | [`judging`] | a judgment in a few presses |
//! | [`screen`] | what is shown, as lines of styled pieces |
//! | `card` | the lines about one statement |
//! | `panel` | the lines of a list or a question |
//! | `help` | which key does what |
//! | [`wrap`] | text in cells: its width, where it is cut and wrapped |

mod card;
mod help;
pub mod judging;
pub mod key;
pub mod likely;
mod panel;
pub mod pick;
pub mod screen;
pub mod session;
pub mod span;
pub mod wrap;

use crate::make::{self, Typed};
use crate::{Failure, Workbench};
use key::Key;
use onetext_model::judgment::Judgment;
use onetext_model::{Date, StatementId, problem};
use onetext_talks::fact::{Standing, Statement};
use onetext_talks::{Command, Fact, Talks};
use screen::Screen;
use session::{Ask, Asked, Decided, Mode, Session, Sight};
use std::path::{Path, PathBuf};

/// Which statements are looked at, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of this source.
    pub source: Option<String>,
    /// Also those confirmed or discarded already.
    pub all: bool,
    /// Who makes judgments.
    pub by: String,
    /// The day judgments bear.
    pub on: Date,
}

/// A review of the statements of a folder.
#[derive(Debug)]
pub struct Review {
    root: PathBuf,
    workbench: Workbench,
    wanted: Wanted,
    session: Session,
}

impl Review {
    /// Opens a folder and gathers the statements.
    ///
    /// # Errors
    /// [`Failure`] if the folder cannot be opened, there is no such source, or nothing to look at.
    pub fn open(root: &Path, wanted: Wanted) -> Result<Self, Failure> {
        let workbench = Workbench::open(root)?;
        let talks = workbench.talks();
        if let Some(name) = &wanted.source {
            refuse_unknown(talks, name)?;
        }
        let queue = gather(talks, &wanted);
        if queue.is_empty() {
            let (what, mend) = if talks.statements.is_empty() {
                ("there are no statements yet", "`onetext add` brings them")
            } else {
                (
                    "no statement waits to be looked at",
                    "`--all` shows those looked at before",
                )
            };
            return Err(Failure::new(what, mend));
        }
        let session = Session::new(queue, talks);
        Ok(Self {
            root: root.to_owned(),
            workbench,
            wanted,
            session,
        })
    }

    /// Where the review is.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The talks as they are written by now.
    pub fn talks(&self) -> &Talks {
        self.workbench.talks()
    }

    /// What came of it, in a line.
    pub fn summary(&self) -> String {
        let states = self
            .session
            .queue
            .iter()
            .filter_map(|id| self.talks().statements.get(id));
        let states: Vec<Standing> = states.map(|s| s.state).collect();
        let count = |state: Standing| states.iter().filter(|s| **s == state).count();
        format!(
            "{} confirmed, {} discarded, {} still open\n",
            count(Standing::Confirmed),
            count(Standing::Discarded),
            count(Standing::Proposed)
        )
    }

    /// Takes a press; `false` when the review is left.
    pub fn press(&mut self, key: Key) -> bool {
        let at = self.session.queue.get(self.session.at);
        let text = at
            .and_then(|id| self.workbench.text_around(id))
            .unwrap_or_default();
        let talks = self.workbench.talks();
        match self.session.press(key, Sight { talks, text }) {
            Ask::Nothing => {}
            Ask::Leave => return false,
            Ask::Undo => self.undo(),
            Ask::Reload => self.reload(),
            Ask::Decide(asked, on) => self.decide(asked, on),
        }
        true
    }

    /// What is shown in so many columns and rows; `marks` for a screen without colours and weights.
    pub fn screen(&self, size: (usize, usize), marks: bool) -> Screen {
        let at = self.session.queue.get(self.session.at);
        let text = at
            .and_then(|id| self.workbench.text_around(id))
            .unwrap_or_default();
        let talks = self.workbench.talks();
        screen::draw(&self.session, Sight { talks, text }, size, marks)
    }

    /// Decides and writes; where one of several is refused, those before it are taken back.
    fn decide(&mut self, asked: Vec<Asked>, on: bool) {
        let Some(was) = self.session.statement(self.workbench.talks()).cloned() else {
            return;
        };
        let mut judgments = vec![];
        for one in asked {
            match self.carry_out(one) {
                Ok(made) => judgments.extend(made),
                Err(failure) => {
                    let stale = failure.stale;
                    self.roll_back(&was, &judgments);
                    self.refused(&failure, stale);
                    return;
                }
            }
        }
        let Some(is) = self.session.statement(self.workbench.talks()).cloned() else {
            return;
        };
        let changed = what_changed(&was, &is, &judgments);
        self.session.say(if on {
            format!("statement {}: {changed}", self.session.at + 1)
        } else {
            changed
        });
        if was != is || !judgments.is_empty() {
            let at = self.session.at;
            self.session.history.push(Decided {
                at,
                was,
                is,
                judgments,
            });
        }
        if on {
            self.session.go_on();
        }
    }

    fn carry_out(&mut self, asked: Asked) -> Result<Vec<Judgment>, Failure> {
        let command = match asked {
            Asked::Command(command) => command,
            Asked::Judgment(keys) => self.judgment(keys)?,
        };
        let facts = self.workbench.submit(&command)?;
        let judgments = facts.into_iter().filter_map(|fact| match fact {
            Fact::JudgmentMade(judgment) => Some(judgment),
            _ => None,
        });
        Ok(judgments.collect())
    }

    fn judgment(&self, mut keys: Vec<(&'static str, Typed)>) -> Result<Command, Failure> {
        keys.push(("by", Typed::Text(self.wanted.by.clone())));
        keys.push(("on", Typed::Day(self.wanted.on.to_string())));
        make::judgment(&self.workbench, &keys)
    }

    /// Gives a statement back as it was, without the judgments made since.
    fn give_back(&mut self, was: &Statement, judgments: &[Judgment]) -> Result<(), Failure> {
        for judgment in judgments.iter().rev() {
            let command = Command::TakeBack(Box::new(judgment.clone()));
            self.workbench.submit(&command)?;
        }
        self.workbench
            .submit(&Command::Correct(Box::new(was.clone())))?;
        Ok(())
    }

    fn roll_back(&mut self, was: &Statement, judgments: &[Judgment]) {
        // What cannot be given back is said by the refusal that led here: the folder changed.
        drop(self.give_back(was, judgments));
    }

    fn undo(&mut self) {
        let Some(last) = self.session.history.pop() else {
            return self.session.say("nothing to take back");
        };
        self.session.at = last.at;
        self.session.scroll = 0;
        let stands = self.workbench.talks().statements.get(&last.was.id);
        if stands != Some(&last.is) {
            return self
                .session
                .warn("somebody changed it since; it stays as it is now");
        }
        match self.give_back(&last.was, &last.judgments) {
            Ok(()) => {
                let what = what_changed(&last.was, &last.is, &last.judgments);
                self.session.say(format!("taken back: {what}"));
            }
            Err(failure) => {
                let stale = failure.stale;
                self.session.history.push(last);
                self.refused(&failure, stale);
            }
        }
    }

    fn refused(&mut self, failure: &Failure, stale: bool) {
        let one = |p: &onetext_model::Problem| format!("{}; {}", p.what, p.mend);
        if stale {
            let files = failure.problems.iter().map(|p| p.place.file.clone());
            let files: Vec<String> = files.collect();
            self.session.warn(format!(
                "`{}` was changed by another program; nothing was written",
                files.join("`, `")
            ));
            self.session.mode = Mode::Stale;
        } else {
            let all: Vec<String> = failure.problems.iter().map(one).collect();
            self.session.warn(all.join("; "));
        }
    }

    /// Reads the folder again, and stays at the same statement if it is still there.
    fn reload(&mut self) {
        let again = match Workbench::open(&self.root) {
            Ok(again) => again,
            Err(failure) => {
                self.refused(&failure, false);
                self.session.mode = Mode::Stale;
                return;
            }
        };
        let here = self.session.queue.get(self.session.at).cloned();
        let there = |id: &StatementId| again.talks().statements.contains_key(id);
        let mut queue: Vec<StatementId> = self
            .session
            .queue
            .iter()
            .filter(|id| there(id))
            .cloned()
            .collect();
        let new = gather(again.talks(), &self.wanted);
        queue.extend(
            new.into_iter()
                .filter(|id| !self.session.queue.contains(id)),
        );
        let found = here.and_then(|id| queue.iter().position(|it| *it == id));
        let places = |decided: &Decided| queue.iter().position(|id| *id == decided.was.id);
        let history = self.session.history.iter().filter_map(|decided| {
            Some(Decided {
                at: places(decided)?,
                ..decided.clone()
            })
        });
        self.session.history = history.collect();
        self.session.at = found.unwrap_or(self.session.at.min(queue.len()));
        self.session.queue = queue;
        self.session.mode = Mode::Reading;
        self.workbench = again;
        self.session
            .say("read the folder again; press the key once more");
    }
}

fn refuse_unknown(talks: &Talks, name: &str) -> Result<(), Failure> {
    let sources = || talks.sources.keys().map(onetext_model::SourceId::as_str);
    if sources().any(|source| source == name) {
        return Ok(());
    }
    let mend = problem::suggestion(
        name,
        sources(),
        "`onetext statements DIR` names the sources",
    );
    Err(Failure::new(format!("unknown source `{name}`"), mend))
}

/// The statements to look at, in the order of their day, source and place.
fn gather(talks: &Talks, wanted: &Wanted) -> Vec<StatementId> {
    let fits = |s: &&Statement| {
        let source = wanted
            .source
            .as_ref()
            .is_none_or(|name| s.source.as_str() == name);
        source && (wanted.all || s.state == Standing::Proposed)
    };
    let mut found: Vec<&Statement> = talks.statements.values().filter(fits).collect();
    found.sort_by_key(|s| {
        let on = talks.sources.get(&s.source).map(|source| source.on);
        (on, &s.source, s.start, s.end, &s.id)
    });
    found.into_iter().map(|s| s.id.clone()).collect()
}

/// What a decision changed, in a few words.
fn what_changed(was: &Statement, is: &Statement, judgments: &[Judgment]) -> String {
    let mut words = vec![];
    if was.state != is.state {
        words.push(is.state.word().to_owned());
    }
    if (&was.speaker, &was.speaker_text, &was.party) != (&is.speaker, &is.speaker_text, &is.party) {
        words.push("the speaker set".to_owned());
    }
    if (was.start, was.end) != (is.start, is.end) {
        words.push("the words set".to_owned());
    }
    if was.hearsay != is.hearsay {
        words.push(if is.hearsay { "hearsay" } else { "not hearsay" }.to_owned());
    }
    let linked = is.about.iter().filter(|issue| !was.about.contains(issue));
    words.extend(linked.map(|issue| format!("linked to {issue}")));
    let unlinked = was.about.iter().filter(|issue| !is.about.contains(issue));
    words.extend(unlinked.map(|issue| format!("no longer linked to {issue}")));
    words.extend(
        judgments
            .iter()
            .map(|j| format!("judgment `{}` recorded", j.id)),
    );
    if words.is_empty() {
        "nothing to change".to_owned()
    } else {
        words.join(", ")
    }
}
