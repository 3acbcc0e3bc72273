//! Commands: what README and the documentation tell a reader to type is run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Outcome;
use super::finding::Finding;
use super::repository::{Repository, TextFile};
use super::session::{Action, Session, Typed, absent, sessions};
use crate::COMMANDS;
use crate::steps::cargo;

/// The folders a reader's commands work on.
const FOLDERS: [&str; 2] = ["cases", "docs"];
/// How long one command may take; one that never ends would hold up every check after it.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(10);

/// Runs the commands of README and `docs`, and finds those that do not do what is said.
pub fn check(repository: &Repository) -> Outcome {
    let mut findings = Vec::new();
    if repository.file("README.md").is_none() {
        let mend = "say what it is, and show the first command";
        findings.push(Finding::new("README.md", 1, "there is no README", mend));
    }
    let documents = repository
        .ending("md")
        .filter(|file| is_document(&file.path));
    let told: Vec<(&TextFile, Vec<Session<'_>>)> = documents
        .map(|file| (file, sessions(&file.text)))
        .filter(|(_, sessions)| !sessions.is_empty())
        .collect();
    if told.is_empty() {
        return Ok(findings);
    }
    let Some(program) = build(repository)? else {
        let mend = "run `cargo build -p onetext-cli`";
        findings.push(Finding::new(
            "crates/cli/Cargo.toml",
            1,
            "the command does not build",
            mend,
        ));
        return Ok(findings);
    };
    for (file, sessions) in &told {
        findings.extend(read_through(&repository.root, &program, file, sessions)?);
    }
    Ok(findings)
}

/// Follows the sessions of one document, each in a fresh copy of the folders; those of a tutorial
/// or a how-to one after the other in the same copy, up to the first fault.
fn read_through(root: &Path, program: &Path, file: &TextFile, sessions: &[Session<'_>]) -> Outcome {
    let goes_on = ["docs/tutorial/", "docs/how-to/"];
    let goes_on = goes_on.iter().any(|at| file.path.starts_with(at));
    let mut place = Place::new(root, program)?;
    let mut findings = Vec::new();
    for (at, session) in sessions.iter().enumerate() {
        if at > 0 && !goes_on {
            place = Place::new(root, program)?;
        }
        findings.extend(follow(&mut place, &file.path, session)?);
        if goes_on && !findings.is_empty() {
            break;
        }
    }
    Ok(findings)
}

fn is_document(path: &str) -> bool {
    path == "README.md"
        || path.starts_with("docs/")
        || (path.starts_with("cases/") && path.ends_with("README.md"))
}

/// Builds the command and gives the folder that holds it; nothing if it does not build.
fn build(repository: &Repository) -> Result<Option<PathBuf>, String> {
    let status = cargo(&repository.root)
        .args(["build", "--quiet", "-p", "onetext-cli"])
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    Ok(status.success().then(|| repository.target.join("debug")))
}

/// Types one session; stops at its first fault.
fn follow(place: &mut Place, path: &str, session: &Session<'_>) -> Outcome {
    place.clear()?;
    for typed in &session.commands {
        let fault = match &typed.action {
            Action::Chore(name) => unknown_chore(name),
            Action::Shell(line) => wrong_end(place, line, typed)?,
        };
        if let Some((what, mend)) = fault {
            return Ok(vec![Finding::new(path, typed.line, what, mend)]);
        }
    }
    let missing = absent(&session.shown, &place.output()?);
    Ok(missing
        .map(|(line, shown)| {
            let what = format!("`{}` does not appear in the output", shown.trim());
            Finding::new(path, line, what, "show what the command prints")
        })
        .into_iter()
        .collect())
}

/// What is wrong, and how to mend it.
type Fault = Option<(String, String)>;

fn unknown_chore(name: &str) -> Fault {
    let known = COMMANDS.contains(&name);
    let fault = || {
        let mend = format!("there are `{}`", COMMANDS.join("`, `"));
        (format!("`cargo xtask {name}` does not exist"), mend)
    };
    (!known).then(fault)
}

fn wrong_end(place: &Place, line: &str, typed: &Typed) -> Result<Fault, String> {
    let Some(status) = place.run(line)? else {
        let what = format!("`{line}` did not end within {} s", PATIENCE.as_secs());
        return Ok(Some((
            what,
            "show it in a block that is not run".to_owned(),
        )));
    };
    if status.code() == Some(typed.exits) {
        return Ok(None);
    }
    let what = format!("`{line}` ended with {status}, not {}", typed.exits);
    let last = place
        .output()?
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned();
    let mend = format!("mend the command, or say `# exits N` after it; it said: {last}");
    Ok(Some((what, mend)))
}

/// Where a session is typed: a copy of the folders, and a file that takes what is printed.
struct Place {
    folder: TempDir,
    printed: tempfile::NamedTempFile,
    program: PathBuf,
}

impl Place {
    fn new(root: &Path, program: &Path) -> Result<Self, String> {
        let cannot = |error| format!("a temporary folder cannot be filled: {error}");
        let place = Place {
            folder: TempDir::new().map_err(cannot)?,
            printed: tempfile::NamedTempFile::new().map_err(cannot)?,
            program: program.to_owned(),
        };
        for name in FOLDERS.iter().filter(|name| root.join(name).is_dir()) {
            copy(&root.join(name), &place.folder.path().join(name)).map_err(cannot)?;
        }
        Ok(place)
    }

    /// Runs one line in the shell; gives nothing if it had to be stopped.
    fn run(&self, line: &str) -> Result<Option<ExitStatus>, String> {
        let cannot = |error| format!("`{line}` cannot be run: {error}");
        let printed = || self.append().map_err(cannot);
        let mut child = Command::new("bash")
            .args(["-eu", "-c", line])
            .current_dir(self.folder.path())
            .env("PATH", self.search_path()?)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(printed()?)
            .stderr(printed()?)
            .spawn()
            .map_err(cannot)?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = child.try_wait().map_err(cannot)? {
                return Ok(Some(status));
            }
            std::thread::sleep(PAUSE);
        }
        child.kill().and_then(|()| child.wait()).map_err(cannot)?;
        Ok(None)
    }

    /// Forgets what was printed before.
    fn clear(&mut self) -> Result<(), String> {
        self.printed = tempfile::NamedTempFile::new()
            .map_err(|error| format!("a temporary file cannot be made: {error}"))?;
        Ok(())
    }

    /// Both streams are added to one file, so that they come in the order a reader sees.
    fn append(&self) -> std::io::Result<File> {
        File::options().append(true).open(self.printed.path())
    }

    /// The folder of the freshly built command comes first, so that no installed one is run.
    fn search_path(&self) -> Result<std::ffi::OsString, String> {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.program.clone()).chain(std::env::split_paths(&before));
        std::env::join_paths(folders)
            .map_err(|error| format!("the search path cannot be set: {error}"))
    }

    fn output(&self) -> Result<String, String> {
        let bytes = fs::read(self.printed.path())
            .map_err(|error| format!("the output cannot be read: {error}"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (TempDir, Place) {
        let root = TempDir::new().expect("a temporary folder");
        fs::create_dir_all(root.path().join("cases/a")).expect("made");
        fs::write(root.path().join("cases/a/b.md"), "words\n").expect("written");
        let place = Place::new(root.path(), root.path()).expect("filled");
        (root, place)
    }

    fn end(line: &str, exits: i32) -> Fault {
        let (_root, place) = place();
        let action = Action::Shell(line.to_owned());
        wrong_end(
            &place,
            line,
            &Typed {
                line: 1,
                action,
                exits,
            },
        )
        .expect("run")
    }

    #[test]
    fn a_command_works_on_a_copy() {
        let (root, place) = place();
        let line = "cat cases/a/b.md; echo aside >&2; rm cases/a/b.md; exit 3";
        let status = place.run(line).expect("run").expect("ended");
        assert_eq!(status.code(), Some(3));
        assert_eq!(place.output().expect("read"), "words\naside\n");
        assert!(root.path().join("cases/a/b.md").exists());
    }

    #[test]
    fn a_command_ends_as_the_document_says() {
        assert_eq!(end("true", 0), None);
        assert_eq!(end("exit 2", 2), None);
        assert!(end("exit 2", 0).is_some());
        assert!(end("echo $not_set", 0).is_some());
    }

    #[test]
    fn the_last_words_are_part_of_the_finding() {
        let (_, mend) = end("echo no such talks; exit 1", 0).expect("a fault");
        assert!(mend.ends_with("no such talks"), "{mend}");
    }

    #[test]
    fn a_tutorial_goes_on_where_it_was() {
        let (root, _) = place();
        let text = "```sh\ncp -r cases/a mine\n```\nThen:\n```sh\ncp -r cases/a mine/b\n```\n";
        let faults = |path: &str| {
            // The second copy succeeds only where the first one still is.
            let file = super::super::repository::tests::file(path, text);
            read_through(root.path(), root.path(), &file, &sessions(text))
                .expect("run")
                .len()
        };
        assert_eq!((faults("docs/tutorial/a.md"), faults("docs/a.md")), (0, 1));
    }

    #[test]
    fn only_chores_that_exist_may_be_named() {
        assert_eq!(unknown_chore("tidy"), None);
        assert!(unknown_chore("polish").is_some());
    }

    #[test]
    fn readme_and_docs_are_followed() {
        let check = |path, expect| assert_eq!(is_document(path), expect, "{path}");
        check("README.md", true);
        check("docs/first/steps.md", true);
        check("cases/invented/harbour/README.md", true);
        check("cases/invented/harbour/drafts/01.md", false);
        check("crates/cli/README.md", false);
    }
}
