//! The talks in a folder, and what can be asked of them.

use crate::Failure;
use crate::said::{self, Done};
use crate::scenario::refuse_taken;
use onetext_model::{Date, Place, Problem, Severity, StatementId, problem};
use onetext_report::words::counted;
use onetext_report::{explain, json, terminal};
use onetext_solve::walk::Control;
use onetext_store::{commit, load};
use onetext_study::trail::Passage;
use onetext_study::{
    Options, Study, StudyError, contradictions, derive,
    derive::{Also, no_package_left},
    in_force,
};
use onetext_talks::fact::Standing;
use onetext_talks::{Command, Fact, Files, Talks, decide, read, space, write};
use std::path::{Path, PathBuf};

/// Talks opened from a folder.
#[derive(Debug)]
pub struct Workbench {
    root: PathBuf,
    files: Files,
    talks: Talks,
    problems: Vec<Problem>,
}

/// What a study is made with.
#[derive(Debug, Clone, Copy)]
pub struct StudyRequest {
    /// The seed of all chance.
    pub seed: u64,
    /// The date ages are counted to; `None` for the latest on record.
    pub on: Option<Date>,
    /// Whether judgments that rest on caucus statements count; `None`: in an exercise they do.
    pub with_caucus: Option<bool>,
    /// The draft to study as the present one; `None` for the latest.
    pub draft: Option<u32>,
    /// What is worked out only on request.
    pub also: Also,
}

/// What `check` found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Everything that is wrong or deserves a look, in order of place.
    pub problems: Vec<Problem>,
    /// What the folder holds, in a line.
    pub summary: String,
}

impl Checked {
    /// Whether anything is wrong.
    pub fn failed(&self) -> bool {
        self.problems
            .iter()
            .any(|p| p.severity == Severity::Problem)
    }
}

impl Workbench {
    /// Opens a talks folder. Problems in it do not stop that; they stop what they make impossible.
    ///
    /// # Errors
    /// [`Failure`] if it is not there, or is no talks folder.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        let files = load(root)?;
        if files.get("talks.toml").is_none() {
            let what = format!("`{}` is not talks: it has no `talks.toml`", root.display());
            return Err(Failure::new(what, "make one with `onetext new DIR`"));
        }
        let (talks, problems) = read(&files);
        Ok(Self {
            root: root.to_owned(),
            files,
            talks,
            problems,
        })
    }

    /// Begins talks in a new or empty folder.
    ///
    /// # Errors
    /// [`Failure`] if there is something in it already.
    pub fn begin(root: &Path, title: &str, exercise: bool) -> Result<Vec<Done>, Failure> {
        refuse_taken(root)?;
        let command = Command::Begin {
            title: title.to_owned(),
            exercise,
        };
        let facts = decide(&Talks::default(), &command)?;
        let changes = write::changes(&Files::new(), &facts, None)?;
        std::fs::create_dir_all(root.join("drafts"))
            .map_err(|e| onetext_store::StoreError::io("make", root, e))?;
        commit(root, &Files::new(), &changes)?;
        let begun = Self::open(root)?;
        Ok(facts.iter().map(|fact| Done::of(&begun, fact)).collect())
    }

    /// The talks.
    pub fn talks(&self) -> &Talks {
        &self.talks
    }

    /// The files of the folder.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Everything that is wrong in the files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Submits a command: facts are decided, taken in and written, all or none.
    ///
    /// # Errors
    /// [`Failure`] if it is refused; nothing is written then.
    pub fn submit(&mut self, command: &Command) -> Result<Vec<Fact>, Failure> {
        let facts = decide(&self.talks, command)?;
        let received = match command {
            Command::Receive(received) => Some(received),
            _ => None,
        };
        self.refuse_overwriting(&facts)?;
        let changes = write::changes(&self.files, &facts, received)?;
        let mut files = self.files.clone();
        changes
            .iter()
            .for_each(|(path, contents)| files.put(path, contents.clone()));
        let (talks, problems) = read(&files);
        self.refuse_unless_faithful(&facts, &talks, &problems)?;
        commit(&self.root, &self.files, &changes)?;
        (self.files, self.talks, self.problems) = (files, talks, problems);
        Ok(facts)
    }

    /// The same, with what it did.
    ///
    /// # Errors
    /// As [`Workbench::submit`].
    pub fn carry_out(&mut self, command: &Command) -> Result<Vec<Done>, Failure> {
        let facts = self.submit(command)?;
        Ok(facts.iter().map(|fact| Done::of(self, fact)).collect())
    }

    /// A file that lies in `record/` without being a source is somebody's, and is not written over.
    fn refuse_overwriting(&self, facts: &[Fact]) -> Result<(), Failure> {
        let sources = facts.iter().filter_map(|fact| match fact {
            Fact::SourceReceived(source) => Some([Some(&source.file), source.reading.as_ref()]),
            _ => None,
        });
        let taken = |path: &&String| self.files.get(path).is_some();
        match sources.flatten().flatten().find(taken) {
            Some(path) => Err(Failure::new(
                format!("`{path}` is there already, and no source names it"),
                "move it out of the folder, or rename the file that is to be received",
            )),
            None => Ok(()),
        }
    }

    /// What would be written must read back as exactly what was decided, with no new problem.
    fn refuse_unless_faithful(
        &self,
        facts: &[Fact],
        read_back: &Talks,
        problems: &[Problem],
    ) -> Result<(), Failure> {
        // Places shift as lines are added, so old problems are known by their file and their words.
        let known = |p: &Problem| {
            self.problems
                .iter()
                .any(|old| (&old.place.file, &old.what) == (&p.place.file, &p.what))
        };
        let new = problems
            .iter()
            .filter(|p| p.severity == Severity::Problem && !p.bearable);
        let new: Vec<Problem> = new.filter(|p| !known(p)).cloned().collect();
        if !new.is_empty() {
            return Err(Failure::of(new));
        }
        // Where something could not be read before, the change may be what makes it readable.
        if self
            .problems
            .iter()
            .any(|p| p.severity == Severity::Problem)
        {
            return Ok(());
        }
        let mut expected = self.talks.clone();
        facts.iter().cloned().for_each(|fact| expected.apply(fact));
        if expected != *read_back {
            return Err(Failure::new(
                "the files cannot hold this change as it is meant",
                "write each entry under a `[[…]]` heading of its own, then run the command again",
            ));
        }
        Ok(())
    }

    /// Refuses where something is wrong that nothing can be made from.
    ///
    /// # Errors
    /// [`Failure`] with all of it.
    pub fn refuse_problems(&self) -> Result<(), Failure> {
        let fatal: Vec<Problem> = self
            .problems
            .iter()
            .filter(|p| !p.bearable)
            .cloned()
            .collect();
        if fatal.is_empty() {
            Ok(())
        } else {
            Err(Failure::of(fatal))
        }
    }

    /// Everything that is wrong or deserves a look.
    pub fn check(&self) -> Checked {
        let mut problems = self.problems.clone();
        let over = space::of_talks(&self.talks);
        if problems.iter().all(|p| p.bearable) {
            problems.extend(no_package_left(&self.talks, &over));
        }
        let standing = in_force::standing(&self.talks, &over, None);
        for party in self.talks.parties.keys() {
            let counting: Vec<&in_force::InForce> = standing.of(party).collect();
            problems.extend(
                contradictions::of_party(&over, party, &counting)
                    .iter()
                    .map(contradiction),
            );
        }
        problems.sort();
        Checked {
            problems,
            summary: self.summary(),
        }
    }

    fn summary(&self) -> String {
        let talks = &self.talks;
        let draft = talks.present().map_or("no draft".to_owned(), |(n, d)| {
            format!(
                "draft {n} with {} and {}",
                counted(
                    d.draft
                        .points()
                        .iter()
                        .filter(|p| !p.label.is_empty())
                        .count(),
                    "point"
                ),
                counted(d.draft.issues().len(), "issue")
            )
        });
        format!(
            "{}: {}, {draft}, {}, {}, {}",
            talks.title,
            parties(talks.parties.len()),
            counted(talks.sources.len(), "source"),
            counted(talks.statements.len(), "statement"),
            counted(talks.judgments.len(), "judgment")
        )
    }

    /// Derives a study.
    ///
    /// # Errors
    /// [`Failure`] with everything that no figure survives, or if it was cancelled.
    pub fn study(&self, request: StudyRequest, control: &Control) -> Result<Study, Failure> {
        let words = |id: &StatementId| self.passage_of(id);
        let options = Options {
            seed: request.seed,
            on: request.on,
            with_caucus: request.with_caucus.unwrap_or(self.talks.exercise),
            draft: self.known_draft(request.draft)?,
            words: &words,
            also: request.also,
            control,
        };
        derive(&self.talks, &self.problems, &options).map_err(|error| match error {
            StudyError::Problems(problems) => Failure::of(problems),
            StudyError::Cancelled => Failure::cancelled(),
        })
    }

    fn known_draft(&self, draft: Option<u32>) -> Result<Option<u32>, Failure> {
        match draft {
            Some(number) if !self.talks.drafts.contains_key(&number) => {
                let all: Vec<String> = self.talks.drafts.keys().map(u32::to_string).collect();
                Err(Failure::new(
                    format!("there is no draft {number}"),
                    format!("there are drafts {}", all.join(", ")),
                ))
            }
            known => Ok(known),
        }
    }

    /// The same on a given number of threads. The figures do not depend on it.
    ///
    /// # Errors
    /// As [`Workbench::study`]; also if the threads cannot be had.
    pub fn study_on(
        &self,
        request: StudyRequest,
        threads: Option<usize>,
        control: &Control,
    ) -> Result<Study, Failure> {
        let Some(threads) = threads else {
            return self.study(request, control);
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.clamp(1, 256))
            .build();
        let pool = pool.map_err(|e| {
            Failure::new(
                format!("cannot use {threads} threads: {e}"),
                "leave out `--threads`",
            )
        })?;
        pool.install(|| self.study(request, control))
    }

    /// What `check` found, as JSON.
    pub fn check_json(checked: &Checked) -> String {
        json::check(&checked.summary, &checked.problems)
    }

    /// The statements as JSON: a bare list.
    pub fn statements_json(&self) -> String {
        said::statements(self)
    }

    /// The words of a statement, from the reading text of its source.
    pub fn words_of(&self, id: &StatementId) -> Option<String> {
        self.passage_of(id).map(|passage| passage.words)
    }

    /// The reading text of a statement's source.
    pub fn text_around(&self, id: &StatementId) -> Option<&str> {
        let statement = self.talks.statements.get(id)?;
        let source = self.talks.sources.get(&statement.source)?;
        read::reading_text(&self.files, source)
    }

    /// The words of a statement in their paragraph.
    pub fn passage_of(&self, id: &StatementId) -> Option<Passage> {
        let statement = self.talks.statements.get(id)?;
        let text = self.text_around(id)?;
        let (start, end) = (statement.start, statement.end);
        let words = text.get(start..end)?.to_owned();
        let (from, to) = onetext_record::paragraph_around(text, start, end);
        Some(Passage {
            before: text.get(from..start)?.to_owned(),
            words,
            after: text.get(end..to)?.to_owned(),
        })
    }

    /// A study as JSON.
    pub fn study_json(study: &Study) -> String {
        format!("{:#}\n", json::study(study))
    }

    /// A study in about one screen.
    pub fn study_text(study: &Study) -> String {
        terminal::study(study)
    }

    /// One figure of a study, opened.
    ///
    /// # Errors
    /// [`Failure`] if there is no such figure.
    pub fn explain(study: &Study, key: &str) -> Result<String, Failure> {
        explain::explain(study, key).ok_or_else(|| {
            let keys = explain::keys(study);
            let mend = problem::suggestion(
                key,
                keys.iter().copied(),
                &format!("there are {}", keys.join(", ")),
            );
            Failure::new(format!("there is no figure `{key}`"), mend)
        })
    }

    /// The statements in lines: name, state, speaker, words.
    pub fn statements_text(&self) -> String {
        let mut out = String::new();
        let same = crate::said::same_words(self);
        for statement in self.talks.statements.values() {
            let person = statement
                .speaker
                .as_ref()
                .and_then(|p| self.talks.people.get(p))
                .map(|p| p.name.as_str());
            let speaker = person
                .or(statement.speaker_text.as_deref())
                .unwrap_or("speaker not named");
            let party = self
                .talks
                .party_of(statement)
                .map_or("no party".to_owned(), ToString::to_string);
            let words = self.words_of(&statement.id).unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let channel = statement
                .channel
                .as_ref()
                .map(|c| format!(", {c}"))
                .unwrap_or_default();
            let state = statement.state.word();
            let how = crate::said::manner(statement);
            let first = same.get(&statement.id);
            let first = first
                .map(|id| format!("; same words as {id}"))
                .unwrap_or_default();
            out += &format!(
                "{}  {state}  {speaker} ({party}{channel}; {}{how}{first})\n  “{words}”\n",
                statement.id, statement.source
            );
        }
        if out.is_empty() {
            "no statements yet; `onetext add` brings them\n".to_owned()
        } else {
            out
        }
    }

    /// How many statements wait to be read.
    pub fn waiting(&self) -> usize {
        self.talks
            .statements
            .values()
            .filter(|s| s.state == Standing::Proposed)
            .count()
    }
}

fn parties(number: usize) -> String {
    format!("{number} {}", if number == 1 { "party" } else { "parties" })
}

fn contradiction(found: &contradictions::Contradiction) -> Problem {
    let ids: Vec<String> = found.judgments.iter().map(|j| format!("`{j}`")).collect();
    let what = format!(
        "judgments {} about `{}` cannot all hold",
        ids.join(", "),
        found.party
    );
    let mend = "supersede the one that is wrong with a new judgment";
    let place = Place::file("judgments.toml");
    if found.tested {
        Problem::bearable(place, what, mend)
    } else {
        Problem::warning(place, what, mend)
    }
}
