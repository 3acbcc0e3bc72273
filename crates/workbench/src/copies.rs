//! Copies of a draft: clean, bracketed, or as it is.

use crate::{Failure, Workbench};
use onetext_model::{IssueId, Key, problem};
use onetext_report::copy;
use onetext_talks::state::DraftFile;
use std::collections::BTreeMap;

/// Which copy of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Each bracket with its chosen alternative; nothing but the words.
    Clean,
    /// What is open stays in brackets, without names, keys, owners, marks and notes.
    Bracketed,
    /// The draft with all its marks, for the team alone.
    Marked,
}

impl Workbench {
    /// A copy of a draft as Markdown; without a number, of the present one.
    ///
    /// # Errors
    /// [`Failure`] if there is no such draft, or a bracket has neither a chosen nor a working
    /// alternative.
    pub fn copy(
        &self,
        number: Option<u32>,
        choices: &[String],
        form: Form,
    ) -> Result<String, Failure> {
        let file = self.draft(number)?;
        match form {
            Form::Marked => Ok(file.draft.source()),
            Form::Bracketed => Ok(copy::bracketed(&file.draft)),
            Form::Clean => {
                let chosen = chosen(file, choices)?;
                Ok(copy::clean(&file.draft, &|id| chosen.get(id).cloned()))
            }
        }
    }

    /// The same as a page.
    ///
    /// # Errors
    /// As [`Workbench::copy`].
    pub fn copy_page(
        &self,
        number: Option<u32>,
        choices: &[String],
        form: Form,
    ) -> Result<String, Failure> {
        let markdown = self.copy(number, choices, form)?;
        let title = self.draft(number)?.draft.front().title.clone();
        // The title of the talks may name more than the reader of a copy is to know.
        Ok(copy::page(title.as_deref().unwrap_or("Draft"), &markdown))
    }

    fn draft(&self, number: Option<u32>) -> Result<&DraftFile, Failure> {
        let drafts = &self.talks().drafts;
        let found = match number {
            Some(number) => drafts.get(&number),
            None => drafts.values().next_back(),
        };
        found.ok_or_else(|| {
            let all: Vec<String> = drafts.keys().map(u32::to_string).collect();
            let what = number.map_or("there is no draft yet".to_owned(), |n| {
                format!("there is no draft {n}")
            });
            let mend = if all.is_empty() {
                "write one as `drafts/01.md`".to_owned()
            } else {
                format!("there are drafts {}", all.join(", "))
            };
            Failure::new(what, mend)
        })
    }
}

/// The alternative of every bracket: as chosen, else the working one.
fn chosen(file: &DraftFile, choices: &[String]) -> Result<BTreeMap<IssueId, Key>, Failure> {
    let over = &file.space;
    let mut chosen: BTreeMap<IssueId, Key> = BTreeMap::new();
    for issue in over.issues() {
        if let Some(at) = issue.working() {
            chosen.insert(issue.id.clone(), issue.alternatives[at].key.clone());
        }
    }
    for choice in choices {
        let (issue, key) = one_choice(over, choice)?;
        chosen.insert(issue, key);
    }
    let missing: Vec<&str> = over
        .issues()
        .iter()
        .filter(|issue| !chosen.contains_key(&issue.id))
        .map(|issue| issue.id.as_str())
        .collect();
    if missing.is_empty() {
        return Ok(chosen);
    }
    Err(Failure::new(
        format!(
            "no alternative is marked `*` or chosen for `{}`",
            missing.join("`, `")
        ),
        format!(
            "add `--choose {}=KEY`, or print the brackets with `--brackets`",
            missing[0]
        ),
    ))
}

fn one_choice(over: &onetext_model::Space, choice: &str) -> Result<(IssueId, Key), Failure> {
    let Some((issue, key)) = choice.split_once('=') else {
        let what = format!("`{choice}` is not a choice");
        return Err(Failure::new(what, "write it as `issue=key`"));
    };
    let known = over.issues().iter().find(|i| i.id.as_str() == issue.trim());
    let Some(known) = known else {
        let ids = over.issues().iter().map(|i| i.id.as_str());
        let mend = problem::suggestion(issue.trim(), ids, "name a bracket of this draft");
        return Err(Failure::new(
            format!("unknown issue `{}`", issue.trim()),
            mend,
        ));
    };
    let keys: Vec<&str> = known
        .alternatives
        .iter()
        .filter(|a| !a.is_unwritten())
        .map(|a| a.key.as_str())
        .collect();
    if !keys.contains(&key.trim()) {
        let mend = problem::suggestion(
            key.trim(),
            keys.iter().copied(),
            &format!("`{}` has {}", known.id, keys.join(", ")),
        );
        return Err(Failure::new(
            format!("`{}` has no alternative `{}`", known.id, key.trim()),
            mend,
        ));
    }
    let key = known
        .alternatives
        .iter()
        .find(|a| a.key.as_str() == key.trim());
    let key = key.map(|a| a.key.clone()).unwrap_or_else(Key::none);
    Ok((known.id.clone(), key))
}
