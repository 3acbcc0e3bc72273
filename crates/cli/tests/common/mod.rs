//! Running the command as a user would, in folders of its own.

#![allow(
    dead_code,
    reason = "each test file uses its own part of what they share"
)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What a command printed, and how it ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: i32,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

impl Ended {
    /// Its output, where it went well.
    #[track_caller]
    pub fn well(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// Its output as JSON, where it went well.
    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.well()).expect("the output is JSON")
    }

    /// Everything it said.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Runs the command.
pub fn onetext(words: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_onetext"))
        .args(words)
        .env("NO_COLOR", "1")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the command starts");
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("it prints UTF-8"),
        err: String::from_utf8(output.stderr).expect("it prints UTF-8"),
    }
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("there is a root")
}

/// A file of the shared inputs, or a printed reason to skip the test.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(path);
    if !path.exists() {
        println!("skipped: the shared inputs are not here");
        return None;
    }
    Some(path)
}

/// A talks folder of its own.
pub struct Folder {
    _temporary: TempDir,
    /// Where it is.
    pub path: PathBuf,
}

impl Folder {
    /// A folder that does not exist yet.
    pub fn none() -> Self {
        let temporary = TempDir::new().expect("a temporary folder");
        let path = temporary.path().join("talks");
        Self {
            _temporary: temporary,
            path,
        }
    }

    /// A copy of a shipped case.
    pub fn of_case(case: &str) -> Self {
        let folder = Self::none();
        copy(&root().join("cases").join(case), &folder.path);
        folder
    }

    /// A folder that holds just these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self::none();
        fs::create_dir_all(&folder.path).expect("made");
        for (name, contents) in files {
            folder.put(name, contents.as_bytes());
        }
        folder
    }

    /// Writes a file in it.
    pub fn put(&self, name: &str, contents: &[u8]) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("made");
        fs::write(path, contents).expect("written");
    }

    /// Adds to a file in it.
    pub fn append(&self, name: &str, contents: &str) {
        let mut all = fs::read(self.path.join(name)).unwrap_or_default();
        all.extend(contents.as_bytes());
        self.put(name, &all);
    }

    /// Reads a file in it.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).expect("read")
    }

    /// Runs a verb on it.
    pub fn run(&self, verb: &str, words: &[&str]) -> Ended {
        let path = self.path.to_str().expect("its path is text");
        let mut all = vec![verb, path];
        all.extend(words);
        onetext(&all)
    }

    /// All files in it, by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path, &self.path, &mut files);
        files
    }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("listed").path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy();
            files.insert(name.into_owned(), fs::read(&path).expect("read"));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("there is such a case") {
        let entry = entry.expect("listed");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The value at a path such as `zone.in` or `parties.0.word`.
pub fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, step| {
        let found = match step.parse::<usize>() {
            Ok(index) => value.get(index),
            Err(_) => value.get(step),
        };
        found.unwrap_or_else(|| panic!("there is no `{step}` of `{path}`"))
    })
}
