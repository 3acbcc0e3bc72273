//! One verb, one file.

mod about;
mod add;
mod assign;
mod check;
mod circulate;
mod commitments;
mod confirm;
mod convert;
mod discard;
mod find;
mod judge;
mod new;
mod party;
mod pledge;
mod positions;
mod quotes;
mod review;
mod solve;
mod statements;
mod study;
mod text;
mod withdraw;

use clap::Subcommand;
use onetext_workbench::{Done, Failure};

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Begin talks in a new folder
    New(new::New),
    /// List every problem of a talks folder
    Check(check::Check),
    /// Add a party, and people who speak for it
    Party(party::Party),
    /// Receive a source: its direct quotes become proposed statements
    Add(add::Add),
    /// List the statements with their names
    Statements(statements::Statements),
    /// Look at the proposed statements one by one, with a key for each decision
    Review(review::Review),
    /// Search statements and sources for words, speakers, dates and points
    Find(Box<find::Find>),
    /// Confirm statements that say what their source says
    Confirm(confirm::Confirm),
    /// Discard statements
    Discard(discard::Discard),
    /// Give a statement to a person or a party
    Assign(assign::Assign),
    /// Say which points and issues a statement is about
    About(about::About),
    /// Record what the team concludes about a party's preference
    Judge(Box<judge::Judge>),
    /// Where the text stands, what each side could live with, what stands in the way
    Study(study::Study),
    /// Where each party stands on each point and bracket, with the last thing it said
    Positions(positions::Positions),
    /// Record what a party has bound itself to
    Pledge(Box<pledge::Pledge>),
    /// Record that a party took a commitment back
    Withdraw(withdraw::Withdraw),
    /// List what parties are bound to, what ends soon and what has ended
    Commitments(commitments::Commitments),
    /// Print a copy of a draft to hand over
    Text(text::Text),
    /// Say that a draft was shown to a party
    Circulate(circulate::Circulate),
    /// Exact frontier and reference points, where parties have real numbers
    Solve(solve::Solve),
    /// Write a scenario, or talks with scores, for another program
    Convert(convert::Convert),
    /// Find the direct quotes in a document
    Quotes(quotes::Quotes),
}

impl Verb {
    /// Runs the verb and gives its exit code.
    pub fn run(self) -> Result<u8, Failure> {
        match self {
            Self::New(verb) => verb.run(),
            Self::Check(verb) => verb.run(),
            Self::Party(verb) => verb.run(),
            Self::Add(verb) => verb.run(),
            Self::Statements(verb) => verb.run(),
            Self::Review(verb) => verb.run(),
            Self::Find(verb) => verb.run(),
            Self::Confirm(verb) => verb.run(),
            Self::Discard(verb) => verb.run(),
            Self::Assign(verb) => verb.run(),
            Self::About(verb) => verb.run(),
            Self::Judge(verb) => verb.run(),
            Self::Study(verb) => verb.run(),
            Self::Positions(verb) => verb.run(),
            Self::Pledge(verb) => verb.run(),
            Self::Withdraw(verb) => verb.run(),
            Self::Commitments(verb) => verb.run(),
            Self::Text(verb) => verb.run(),
            Self::Circulate(verb) => verb.run(),
            Self::Solve(verb) => verb.run(),
            Self::Convert(verb) => verb.run(),
            Self::Quotes(verb) => verb.run(),
        }
    }
}

/// Prints what a command did, line by line or as JSON.
fn report_facts(done: &[Done], json: bool) {
    let text = if json {
        onetext_workbench::done_json(done)
    } else if done.is_empty() {
        "nothing to change\n".to_owned()
    } else {
        done.iter().map(|done| format!("{}\n", done.says)).collect()
    };
    crate::output::print(&text);
}
