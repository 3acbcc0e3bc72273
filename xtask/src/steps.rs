//! `cargo xtask test`: every check of the project in order, stopping at the first that fails.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::tidy;

/// One step: what it is called, and the words after `cargo` that run it.
struct Step {
    name: &'static str,
    arguments: &'static str,
    /// A variable the step needs, with its value.
    variable: Option<(&'static str, &'static str)>,
    /// Whether `--fast` leaves it out.
    slow: bool,
}

const STEPS: [Step; 6] = [
    step("formatting", "fmt --all --check"),
    step("lints", "clippy --workspace --all-targets -- -D warnings"),
    step("tests", "nextest run --workspace"),
    Step {
        slow: true,
        ..step("examples in the documentation", "test --workspace --doc")
    },
    Step {
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        slow: true,
        ..step("documentation", "doc --workspace --no-deps")
    },
    step("tidy", TIDY),
];

/// The one step that runs in this process; starting it through cargo would only wait for a build.
const TIDY: &str = "xtask tidy";

const fn step(name: &'static str, arguments: &'static str) -> Step {
    Step {
        name,
        arguments,
        variable: None,
        slow: false,
    }
}

/// Runs the steps in `root`; `fast` leaves out the slow ones. Succeeds if all do.
pub fn run(root: &Path, fast: bool) -> ExitCode {
    let start = Instant::now();
    let steps: Vec<&Step> = STEPS.iter().filter(|step| !(fast && step.slow)).collect();
    for (index, step) in steps.iter().enumerate() {
        println!("[{}/{}] {}", index + 1, steps.len(), step.name);
        let begun = Instant::now();
        if let Err(reason) = perform(step, root) {
            eprintln!("failed: {}: {reason}", step.name);
            eprintln!("run it alone with: {}", command_line(step));
            return ExitCode::FAILURE;
        }
        println!("      done in {:.1} s", begun.elapsed().as_secs_f64());
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("all {} steps passed in {seconds:.1} s", steps.len());
    ExitCode::SUCCESS
}

fn perform(step: &Step, root: &Path) -> Result<(), String> {
    if step.arguments == TIDY {
        return tidy::passes(root);
    }
    if step.arguments.starts_with("nextest") && !nextest_is_installed(root) {
        return Err("`cargo nextest` is missing (install it with \
                    `cargo install cargo-nextest --locked`)"
            .to_owned());
    }
    let status = cargo(root)
        .args(step.arguments.split(' '))
        .envs(step.variable)
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("it ended with {status}"))
}

fn nextest_is_installed(root: &Path) -> bool {
    cargo(root)
        .args(["nextest", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Cargo, working in `root`; the very cargo that started us, where there is one.
pub fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root);
    command
}

/// The line a person types to run `step` by itself.
fn command_line(step: &Step) -> String {
    match step.variable {
        Some((name, value)) => format!("{name}=\"{value}\" cargo {}", step.arguments),
        None => format!("cargo {}", step.arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_names_the_command_that_runs_it_alone() {
        let check = |index: usize, expect: &str| assert_eq!(command_line(&STEPS[index]), expect);
        check(0, "cargo fmt --all --check");
        check(
            4,
            "RUSTDOCFLAGS=\"-D warnings\" cargo doc --workspace --no-deps",
        );
        check(5, "cargo xtask tidy");
    }

    #[test]
    fn fast_leaves_out_only_documentation() {
        let slow: Vec<&str> = STEPS.iter().filter(|s| s.slow).map(|s| s.name).collect();
        assert_eq!(slow, ["examples in the documentation", "documentation"]);
    }
}
