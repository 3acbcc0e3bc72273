//! `cargo xtask look`: makes the pages of the worked cases and looks at them in a headless browser.
//!
//! `xtask/look/look.mjs` does the looking; here the pages are made and what it needs is fetched.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::steps::cargo;

/// The cases, and the verbs that make a page of them.
const CASES: [(&str, &[&str]); 5] = [
    ("invented/harbour", &["study", "positions", "text"]),
    ("invented/lake-talks", &["study", "positions", "text"]),
    ("treaties/camp-david-1978", &["study"]),
    ("reported/peace-plan-2025", &["study", "positions"]),
    ("books/harborco-like", &["study"]),
];

/// Looks at every page; pictures go to `out`, or to `target/look`.
pub fn run(root: &Path, out: Option<&str>) -> ExitCode {
    let out = out.map_or_else(|| root.join("target/look"), PathBuf::from);
    report(look(root, &out))
}

fn look(root: &Path, out: &Path) -> Result<(), String> {
    fetch_tools(root)?;
    let made = out.join("pages");
    empty(&made)?;
    for (case, verbs) in CASES {
        make(root, case, verbs, &made)?;
    }
    let mut browser = Command::new("node");
    browser.arg(root.join("xtask/look/look.mjs")).arg(out);
    perform(browser.args(pages(&made)?))
}

/// Makes the picture of the README anew: the top of the study of the lake talks.
pub fn picture(root: &Path) -> ExitCode {
    let made = root.join("target/look/picture");
    let drawn = fetch_tools(root)
        .and_then(|()| empty(&made))
        .and_then(|()| make(root, "invented/lake-talks", &["study"], &made))
        .and_then(|()| {
            let mut browser = Command::new("node");
            browser.arg(root.join("xtask/look/picture.mjs"));
            browser.arg(root.join("docs/study.png"));
            perform(browser.args(pages(&made)?))
        });
    report(drawn)
}

fn report(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("failed: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Installs what drives the browser, once.
fn fetch_tools(root: &Path) -> Result<(), String> {
    let tools = root.join("xtask/look");
    if tools.join("node_modules").is_dir() {
        return Ok(());
    }
    let install = ["ci", "--no-audit", "--no-fund"];
    perform(Command::new("npm").args(install).current_dir(&tools))
}

/// An empty folder of this name.
fn empty(folder: &Path) -> Result<(), String> {
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.is_dir() {
        std::fs::remove_dir_all(folder).map_err(named)?;
    }
    std::fs::create_dir_all(folder).map_err(named)
}

/// Makes the pages of one case.
fn make(root: &Path, case: &str, verbs: &[&str], to: &Path) -> Result<(), String> {
    let name = case.rsplit('/').next().unwrap_or(case);
    for verb in verbs {
        let mut command = cargo(root);
        command.args(["run", "--release", "--quiet", "--", verb]);
        command.arg(Path::new("cases").join(case)).arg("--html");
        perform(command.arg(to.join(format!("{name}-{verb}.html"))))?;
    }
    Ok(())
}

/// The pages in a folder, by name.
fn pages(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut pages: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    pages.sort();
    Ok(pages)
}

/// Runs a command to its end; what it prints is seen.
fn perform(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{program}` ended with {status}")),
        Err(error) => Err(format!(
            "`{program}` cannot be started: {error}; looking at pages needs Node.js and chromium"
        )),
    }
}
