//! `cargo xtask tidy`: the rules of STYLE.md that a program can check, one file each.

mod budget;
mod claims;
mod code;
mod commands;
mod fences;
mod finding;
mod headers;
mod layers;
mod lints;
mod repository;
mod session;
mod sizes;
mod words;

use std::path::Path;
use std::process::ExitCode;

use finding::Finding;
use repository::Repository;

/// What a check says: its findings, or why it could not look.
type Outcome = Result<Vec<Finding>, String>;

type Check = fn(&Repository) -> Outcome;

/// The checks, the quick ones first.
const CHECKS: [(&str, Check); 8] = [
    ("layers", layers::check),
    ("sizes", sizes::check),
    ("headers", headers::check),
    ("lints", lints::check),
    ("words", words::check),
    ("claims", claims::check),
    ("budget", budget::check),
    ("commands", commands::check),
];

/// Prints every finding in `root`; succeeds if there is none.
pub fn run(root: &Path) -> ExitCode {
    match passes(root) {
        Ok(()) => {
            println!("tidy: nothing to mend");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("tidy: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Prints every finding in `root`, and says how many there are if there is any.
pub fn passes(root: &Path) -> Result<(), String> {
    let repository = Repository::read(root)?;
    let mut faults = 0;
    for (name, check) in CHECKS {
        match check(&repository) {
            Ok(findings) => {
                faults += findings.len();
                findings.iter().for_each(|finding| println!("{finding}"));
            }
            Err(reason) => {
                faults += 1;
                println!("{name}: could not look: {reason}");
            }
        }
    }
    match faults {
        0 => Ok(()),
        1 => Err("1 thing to mend".to_owned()),
        _ => Err(format!("{faults} things to mend")),
    }
}
