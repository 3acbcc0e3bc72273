//! The review on a terminal: keys in, rows out, and the terminal given back whatever happens.

mod keys;
mod paint;
mod terminal;

pub use paint::Look;
pub use terminal::restore;

use onetext_workbench::Failure;
use onetext_workbench::review::Review;

/// How it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// By its key.
    Quit,
    /// By an interrupt, or since the terminal went away.
    Cut,
}

/// Runs a review until it is left.
///
/// # Errors
/// [`Failure`] if the terminal cannot be used.
pub fn run(review: &mut Review, look: Look) -> Result<Left, Failure> {
    let terminal = terminal::Terminal::take(look).map_err(unusable)?;
    std::thread::spawn(terminal::leave_when_gone);
    loop {
        let size = terminal.size();
        let screen = review.screen(size, look != Look::Coloured);
        terminal.show(&screen).map_err(unusable)?;
        match keys::next() {
            keys::Next::Press(key) => {
                if !review.press(key) {
                    return Ok(Left::Quit);
                }
            }
            keys::Next::Again => {}
            keys::Next::Cut => return Ok(Left::Cut),
        }
    }
}

fn unusable(error: std::io::Error) -> Failure {
    Failure::new(
        format!("the terminal cannot be used: {error}"),
        "use `onetext statements DIR`, then `onetext confirm DIR S…`",
    )
}
