//! From what the terminal sends to what a reviewer pressed.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use onetext_workbench::review::key::Key;

/// What came.
pub enum Next {
    /// A press.
    Press(Key),
    /// Nothing that is a key; the window may have another size.
    Again,
    /// An interrupt, or the end of the terminal.
    Cut,
}

/// Waits for the next thing to come.
pub fn next() -> Next {
    match read() {
        Ok(Event::Key(event)) if event.kind != KeyEventKind::Release => pressed(event),
        Ok(_) => Next::Again,
        Err(_) => Next::Cut,
    }
}

fn pressed(event: KeyEvent) -> Next {
    if event.modifiers.contains(KeyModifiers::CONTROL) {
        return match event.code {
            KeyCode::Char('c') => Next::Cut,
            KeyCode::Char('h') => Next::Press(Key::Backspace),
            _ => Next::Again,
        };
    }
    if event.modifiers.contains(KeyModifiers::ALT) {
        return Next::Again;
    }
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return Next::Again,
    };
    Next::Press(key)
}
