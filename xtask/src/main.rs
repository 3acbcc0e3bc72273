//! The project's own chores: `cargo xtask test`, `tidy`, `faults`, `look`, `picture`.

mod faults;
mod look;
mod steps;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

/// The sub-commands there are; documentation may name no other.
const COMMANDS: [&str; 5] = ["test", "tidy", "faults", "look", "picture"];

const USAGE: &str = "\
usage: cargo xtask <command>

  test [--fast]  formatting, lints, tests, documentation, then tidy; stops at the first failure
                 (--fast leaves out the two documentation steps)
  tidy           the rules of STYLE.md that a program can check
  faults [WORD]… puts known faults into a copy of the workspace, one at a time, and fails unless
                 a test catches each (WORD: those with such a name only); takes many minutes and
                 is no part of `test`
  look [FOLDER]  makes the pages of the worked cases and looks at them in headless chromium, in
                 light, dark and print at three widths; pictures go to FOLDER, else to target/look
  picture        makes the picture of the README anew, docs/study.png";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => steps::run(&root(), false),
        ["test", "--fast"] => steps::run(&root(), true),
        ["tidy"] => tidy::run(&root()),
        ["picture"] => look::picture(&root()),
        ["look"] => look::run(&root(), None),
        ["look", out] => look::run(&root(), Some(out)),
        ["faults", names @ ..] => faults::run(&root(), names),
        _ => usage(&words),
    }
}

fn usage(words: &[&str]) -> ExitCode {
    if !words.is_empty() {
        eprintln!("`{}` is not a command of xtask\n", words.join(" "));
    }
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The folder that holds the workspace: the parent of this crate's own.
fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map(PathBuf::from).unwrap_or(own)
}
