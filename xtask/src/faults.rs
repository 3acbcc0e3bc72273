//! `cargo xtask faults`: puts known faults into a copy of the workspace, one at a time, and fails
//! unless a test catches each.

mod copy;
mod table;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use crate::steps::cargo;
use copy::Workspace;
use table::{FAULTS, Fault};

/// What nextest ends with when it ran and a test failed.
const TESTS_FAILED: i32 = 100;

/// What became of one fault.
enum Outcome {
    /// These tests failed.
    Caught(Vec<String>),
    /// Every test passed.
    Missed,
    /// It could not be tried, for this reason.
    Untried(String),
}

/// Tries the faults whose names hold one of the words, or all; succeeds if every one is caught.
pub fn run(root: &Path, words: &[&str]) -> ExitCode {
    let chosen: Vec<&Fault> = FAULTS
        .iter()
        .filter(|fault| words.is_empty() || words.iter().any(|word| fault.name.contains(word)))
        .collect();
    match try_all(root, &chosen) {
        Ok(0) => {
            println!("all {} faults were caught", chosen.len());
            ExitCode::SUCCESS
        }
        Ok(left) => {
            eprintln!("{left} of {} faults were not caught", chosen.len());
            ExitCode::FAILURE
        }
        Err(reason) => {
            eprintln!("faults: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Tries faults in one copy; how many were not caught.
fn try_all(root: &Path, chosen: &[&Fault]) -> Result<usize, String> {
    if chosen.is_empty() {
        return Err("no fault has such a name".to_owned());
    }
    let workspace = Workspace::copied(root)?;
    println!("without a fault: the tests have to pass");
    let packages: BTreeSet<&str> = chosen.iter().flat_map(|f| f.packages).copied().collect();
    let packages: Vec<&str> = packages.into_iter().collect();
    if let Outcome::Caught(tests) = tested(&workspace, &packages)? {
        return Err(format!("they fail without any fault: {}", tests.join(", ")));
    }
    let width = chosen
        .iter()
        .map(|fault| fault.name.len())
        .max()
        .unwrap_or(0);
    println!("{:width$}  caught by", "fault");
    let mut left = 0;
    for fault in chosen {
        let outcome = try_one(&workspace, fault)?;
        left += usize::from(!matches!(outcome, Outcome::Caught(_)));
        println!("{:width$}  {}", fault.name, told(fault, &outcome));
    }
    Ok(left)
}

/// Tries one fault and takes it out again; fails if the copy cannot be written.
fn try_one(workspace: &Workspace, fault: &Fault) -> Result<Outcome, String> {
    let sound = match workspace.text(fault.file) {
        Ok(text) => text,
        Err(reason) => return Ok(Outcome::Untried(reason)),
    };
    let faulty = match put_in(fault, &sound) {
        Ok(text) => text,
        Err(reason) => return Ok(Outcome::Untried(reason)),
    };
    workspace.write(fault.file, &faulty)?;
    let outcome = tested(workspace, fault.packages);
    workspace.write(fault.file, &sound)?;
    Ok(outcome.unwrap_or_else(Outcome::Untried))
}

/// The text with the fault in it; fails unless the place is there exactly once.
fn put_in(fault: &Fault, sound: &str) -> Result<String, String> {
    match sound.matches(fault.old).count() {
        1 => Ok(sound.replacen(fault.old, fault.new, 1)),
        count => Err(format!(
            "its place is in {} {count} times, not once: bring `xtask/src/faults/table.rs` up to date",
            fault.file
        )),
    }
}

/// Runs the tests of these packages until one fails; fails if they cannot be built or run.
fn tested(workspace: &Workspace, packages: &[&str]) -> Result<Outcome, String> {
    let mut command = cargo(workspace.root());
    command.args([
        "nextest",
        "run",
        "--color",
        "never",
        "--status-level",
        "fail",
    ]);
    command.args(["--max-fail", "1:immediate"]);
    packages.iter().for_each(|package| {
        command.args(["-p", package]);
    });
    let output = command
        .env("CARGO_TARGET_DIR", workspace.target())
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => Ok(Outcome::Missed),
        Some(TESTS_FAILED) => Ok(Outcome::Caught(failed_tests(&said))),
        _ => Err(format!("it cannot be built or run:\n{}", last_lines(&said))),
    }
}

/// The names of the tests that failed, from what nextest said, each once.
fn failed_tests(said: &str) -> Vec<String> {
    let mut names: Vec<String> = said
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("FAIL ["))
        .filter_map(|line| line.split_once(']'))
        // What is left may begin with how many tests ran, in brackets: `( 3/40) crate::file test`.
        .map(|(_, rest)| rest.rsplit(' ').next().unwrap_or(rest).to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

fn told(fault: &Fault, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Caught(tests) => tests.join(", "),
        Outcome::Missed => format!("NOTHING, though {}", fault.breaks),
        Outcome::Untried(reason) => format!("not tried: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_still_has_its_place() {
        let root = crate::root();
        for fault in &FAULTS {
            let text = std::fs::read_to_string(root.join(fault.file)).unwrap();
            let faulty = put_in(fault, &text).unwrap_or_else(|e| panic!("{}: {e}", fault.name));
            assert_ne!(faulty, text, "{}", fault.name);
        }
    }

    #[test]
    fn names_of_failed_tests_are_read() {
        let said = "  FAIL [   0.3s] ( 3/40) onetext-solve::oracle agrees\n\
                    \x20 PASS [   0.1s] onetext-solve::counting free\n\
                    \x20 FAIL [   0.3s] onetext-solve::oracle agrees\n";
        assert_eq!(failed_tests(said), ["agrees"]);
    }
}
