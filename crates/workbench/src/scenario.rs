//! Scenarios of other programs: read from a file or folder, written for a program.

use crate::Failure;
pub use onetext_formats::Options as ScenarioOptions;
use onetext_formats::read::{MOST_BYTES, MOST_FILES};
use onetext_formats::scenario::{Label, Profile};
pub use onetext_formats::write::Format;
use onetext_formats::write::write;
use onetext_formats::{InputFile, Scenario, read};
use onetext_model::{Existence, Issue};
use onetext_store::folder::read_bounded;
use onetext_study::solution::Question;
use std::path::Path;

/// Reads the scenario in a file, or in the files of a folder.
///
/// # Errors
/// [`Failure`] with every problem of every file.
pub fn scenario(path: &Path, options: &ScenarioOptions) -> Result<Scenario, Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| path.display().to_string());
    let mut files = vec![];
    if path.is_dir() {
        for entry in listed(path)? {
            files.push(input(&entry)?);
        }
    } else {
        files.push(input(path)?);
    }
    read(&name, &files, options).map_err(Failure::of)
}

/// The files of a folder that may be part of a scenario.
fn listed(folder: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    let unreadable = |e| onetext_store::StoreError::io("read", folder, e);
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase());
        let known = ending.is_some_and(|e| ["xml", "json", "yml", "yaml"].contains(&e.as_str()));
        if known && path.is_file() {
            files.push(path);
        }
        if files.len() > MOST_FILES {
            let what = format!("`{}` holds more than {MOST_FILES} files", folder.display());
            return Err(Failure::new(what, "give one scenario's folder"));
        }
    }
    Ok(files)
}

fn input(path: &Path) -> Result<InputFile, Failure> {
    let bytes = read_bounded(
        path,
        MOST_BYTES as u64,
        "a scenario's file may hold at most 16 MiB",
    )?;
    Ok(InputFile {
        name: path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        bytes,
    })
}

/// Writes a scenario's files into a new or empty folder.
///
/// # Errors
/// [`Failure`] if the format cannot say it, or the folder is not empty.
pub fn convert(scenario: &Scenario, format: Format, folder: &Path) -> Result<Vec<String>, Failure> {
    let files = write(scenario, format).map_err(Failure::of)?;
    refuse_taken(folder)?;
    std::fs::create_dir_all(folder)
        .map_err(|e| onetext_store::StoreError::io("make", folder, e))?;
    let mut names = vec![];
    for file in files {
        onetext_store::folder::write_whole(&folder.join(&file.name), &file.bytes)?;
        names.push(file.name);
    }
    Ok(names)
}

/// Refuses a folder with something in it.
pub(crate) fn refuse_taken(root: &Path) -> Result<(), Failure> {
    let full = || std::fs::read_dir(root).is_ok_and(|mut all| all.next().is_some());
    if root.exists() && (!root.is_dir() || full()) {
        return Err(Failure::new(
            format!("`{}` is not an empty folder", root.display()),
            "choose a folder that does not exist yet",
        ));
    }
    Ok(())
}

/// The scenario that talks with scores pose.
///
/// # Errors
/// [`Failure`] where the files of other programs cannot say what talks say.
pub fn of_talks(question: Question) -> Result<Scenario, Failure> {
    let mend = "solve the talks here instead, with `onetext solve`";
    if !question.constraints.is_empty() {
        let what = "the talks have rules, bars, red lines or alternatives nobody has written yet, which no scenario can say";
        return Err(Failure::new(what, mend));
    }
    let nested = |issue: &Issue| issue.existence != Existence::Always;
    if let Some(issue) = question.space.issues().iter().find(|issue| nested(issue)) {
        let what = format!(
            "issue `{}` stands inside another, which no scenario can say",
            issue.id
        );
        return Err(Failure::new(what, mend));
    }
    let profile = |(name, valuation)| Profile {
        name,
        valuation,
        discount: None,
    };
    Ok(Scenario {
        name: question.title,
        labels: question
            .issues
            .into_iter()
            .map(|(name, values)| Label { name, values })
            .collect(),
        profiles: question.parties.into_iter().map(profile).collect(),
        space: question.space,
        remarks: question.remarks,
    })
}
