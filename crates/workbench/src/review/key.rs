//! What a reviewer can press, whatever the terminal calls it.

/// One press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A letter, figure or sign.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// The key that takes back the last letter.
    Backspace,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}
