//! Taking a terminal over, and giving it back: at the end, on a refusal, an interrupt or a panic.

use super::paint::{Look, row};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use onetext_workbench::review::screen::Screen;
use std::io::{IsTerminal, Result, Write, stdin, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether the terminal is ours just now, and whether it shows its other screen.
static TAKEN: AtomicBool = AtomicBool::new(false);
static OTHER_SCREEN: AtomicBool = AtomicBool::new(false);

/// A terminal that is ours until this is dropped.
pub struct Terminal {
    look: Look,
}

impl Terminal {
    /// Takes it over.
    pub fn take(look: Look) -> Result<Self> {
        let earlier = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            earlier(panic);
        }));
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let terminal = Self { look };
        if look != Look::Bare {
            OTHER_SCREEN.store(true, Ordering::SeqCst);
            execute!(stdout(), EnterAlternateScreen, Hide)?;
        }
        Ok(terminal)
    }

    /// Its columns and rows; 80 × 24 where it does not say.
    pub fn size(&self) -> (usize, usize) {
        match size() {
            Ok((columns, rows)) if columns > 0 && rows > 0 => (columns.into(), rows.into()),
            _ => (80, 24),
        }
    }

    /// Shows the rows in one go.
    pub fn show(&self, screen: &Screen) -> Result<()> {
        let mut out = stdout().lock();
        if self.look == Look::Bare {
            for line in &screen.lines {
                write!(out, "\r\n{}", row(line, self.look))?;
            }
            return out.flush();
        }
        queue!(out, BeginSynchronizedUpdate)?;
        for (at, line) in (0u16..).zip(&screen.lines) {
            queue!(out, MoveTo(0, at), Clear(ClearType::CurrentLine))?;
            write!(out, "{}", row(line, self.look))?;
        }
        queue!(out, EndSynchronizedUpdate)?;
        out.flush()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// Ends the program once the terminal has gone, since waiting for its keys would then never end.
/// Every decision is written by then.
pub fn leave_when_gone() {
    while stdin().is_terminal() {
        std::thread::sleep(Duration::from_secs(1));
    }
    restore();
    std::process::exit(130);
}

/// Gives the terminal back, if it is ours. What fails here cannot be mended here.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if OTHER_SCREEN.swap(false, Ordering::SeqCst) {
        drop(execute!(stdout(), LeaveAlternateScreen, Show));
    } else {
        drop(stdout().write_all(b"\r\n"));
    }
    drop(disable_raw_mode());
}
