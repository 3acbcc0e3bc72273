//! Asking for what is missing, where somebody is there to answer.

use onetext_workbench::Failure;
use std::io::{BufRead, IsTerminal, Write};

/// The value given, or the answer to a question on a terminal.
///
/// # Errors
/// [`Failure`] if there is neither.
pub fn for_missing(given: Option<String>, flag: &str, question: &str) -> Result<String, Failure> {
    if let Some(given) = given.filter(|text| !text.trim().is_empty()) {
        return Ok(given);
    }
    let missing = || {
        Failure::new(
            format!("`--{flag}` is missing"),
            format!("add `--{flag} …`: {question}"),
        )
    };
    if !std::io::stdin().is_terminal() {
        return Err(missing());
    }
    eprint!("{question}\n> ");
    drop(std::io::stderr().flush());
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|_| missing())?;
    let answer = line.trim().to_owned();
    if answer.is_empty() {
        Err(missing())
    } else {
        Ok(answer)
    }
}

/// Today's date in UTC, as the doors of the product may know it.
pub fn today() -> Option<onetext_model::Date> {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()?;
    onetext_model::Date::of_days_since_1970(i32::try_from(since.as_secs() / 86_400).ok()?)
}
