//! What goes to the terminal, and what an interrupt does.

use onetext_model::Problem;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Ends with code 130 on an interrupt. Writes are journalled, so none is left half done.
pub fn exit_on_interrupt() {
    let handler = || {
        crate::review::restore();
        // The terminal may be what went away: then there is nobody to tell.
        drop(writeln!(std::io::stderr(), "cancelled"));
        std::process::exit(130);
    };
    // A system that does not let us listen ends the process its own way, which is as safe.
    drop(ctrlc::set_handler(handler));
}

/// Prints to standard output; a reader that went away is no error.
pub fn print(text: &str) {
    drop(std::io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints problems to standard error.
pub fn complain(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{problem}");
    }
}

/// Runs something that may take a while; after a second a terminal is told how far it is.
pub fn with_progress<T: Send>(
    far: impl Fn() -> String + Send + Sync,
    work: impl FnOnce() -> T + Send,
) -> T {
    let finished = AtomicBool::new(false);
    std::thread::scope(|scope| {
        if std::io::stderr().is_terminal() {
            scope.spawn(|| report(&far, &finished));
        }
        let result = work();
        finished.store(true, Ordering::Relaxed);
        result
    })
}

fn report(far: &impl Fn() -> String, finished: &AtomicBool) {
    let begun = Instant::now();
    let mut shown = false;
    while !finished.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
        if begun.elapsed() > Duration::from_secs(1) {
            let line = format!(
                "{}, {} s; interrupt to stop",
                far(),
                begun.elapsed().as_secs()
            );
            eprint!("\r{line:60}");
            shown = true;
        }
    }
    if shown {
        eprint!("\r{:60}\r", "");
    }
}
