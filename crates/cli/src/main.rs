//! The `onetext` command: reads the words of the command line and hands each verb to its file.

mod ask;
mod output;
mod review;
mod verb;

use clap::Parser;
use std::process::ExitCode;

/// A mediator's workbench: one text between parties who cannot agree, what each side said about
/// it, and what follows.
#[derive(Debug, Parser)]
#[command(
    name = "onetext",
    version,
    about,
    after_help = "exit codes: 0 done, 1 problems found or input refused, 2 usage, 130 cancelled"
)]
struct Cli {
    #[command(subcommand)]
    verb: verb::Verb,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    output::exit_on_interrupt();
    match cli.verb.run() {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            output::complain(&failure.problems);
            ExitCode::from(failure.exit_code())
        }
    }
}
