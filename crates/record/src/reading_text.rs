//! Bytes of a source taken as text, or a refusal that says where and how to mend it.
//!
//! Every later figure is a byte position in the source, so nothing is converted on the way in: what is not UTF-8
//! is refused with its place instead of being guessed at.

use std::fmt;

/// The largest source that is read, in bytes (256 MiB). More is refused, so that a mistaken file cannot take all memory.
pub const MAX_SOURCE_BYTES: usize = 256 * 1024 * 1024;

/// Why a source was refused as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A byte that is not UTF-8.
    InvalidByte(u8),
    /// A NUL byte: a sign of UTF-16 or of a file that is no text.
    Nul,
    /// The source is larger than [`MAX_SOURCE_BYTES`].
    TooLarge,
}

/// A source that cannot be read as text: what is wrong, where, and (in its message) how to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotReadable {
    /// What is wrong.
    pub why: Unreadable,
    /// Byte offset of the trouble, from 0.
    pub offset: usize,
    /// Line of the trouble, from 1.
    pub line: usize,
}

impl fmt::Display for NotReadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { why, offset, line } = *self;
        match why {
            Unreadable::InvalidByte(byte) => write!(
                out,
                "byte {offset} (line {line}) is 0x{byte:02x}, which is not UTF-8: save it as UTF-8"
            ),
            Unreadable::Nul => {
                write!(
                    out,
                    "byte {offset} (line {line}) is NUL, so this is not UTF-8 text: save it as UTF-8"
                )
            }
            Unreadable::TooLarge => {
                write!(
                    out,
                    "the source is larger than {MAX_SOURCE_BYTES} bytes: split it"
                )
            }
        }
    }
}

impl std::error::Error for NotReadable {}

/// The bytes as text. A byte order mark at the start is allowed and stays in the text as U+FEFF, so that positions
/// in the text are positions in the file; [`quotes`](crate::quotes) passes over it.
///
/// # Errors
/// [`NotReadable`] at the first invalid or NUL byte, or for a source over [`MAX_SOURCE_BYTES`].
///
/// ```
/// assert_eq!(onetext_record::reading_text(b"plain")?, "plain");
/// let refused = onetext_record::reading_text(b"one\ntwo \xff").unwrap_err();
/// assert_eq!(refused.to_string(), "byte 8 (line 2) is 0xff, which is not UTF-8: save it as UTF-8");
/// # Ok::<(), onetext_record::NotReadable>(())
/// ```
pub fn reading_text(bytes: &[u8]) -> Result<&str, NotReadable> {
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(NotReadable {
            why: Unreadable::TooLarge,
            offset: MAX_SOURCE_BYTES,
            line: line_at(bytes, MAX_SOURCE_BYTES),
        });
    }
    let decoded = std::str::from_utf8(bytes);
    let valid = decoded.map_or_else(|bad| bad.valid_up_to(), str::len);
    if let Some(offset) = bytes[..valid].iter().position(|&byte| byte == 0) {
        return Err(refusal(bytes, offset, Unreadable::Nul));
    }
    decoded.map_err(|_| {
        let byte = bytes.get(valid).copied().unwrap_or_default();
        refusal(bytes, valid, Unreadable::InvalidByte(byte))
    })
}

fn refusal(bytes: &[u8], offset: usize, why: Unreadable) -> NotReadable {
    NotReadable {
        why,
        offset,
        line: line_at(bytes, offset),
    }
}

/// Lines as editors count them: a line feed, a carriage return, or both together end one.
fn line_at(bytes: &[u8], offset: usize) -> usize {
    let before = &bytes[..offset.min(bytes.len())];
    let returns = |(at, &byte): (usize, &u8)| {
        byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
    };
    1 + before.iter().enumerate().filter(|&it| returns(it)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_stays_so_that_positions_hold() {
        assert_eq!(reading_text(b"\xef\xbb\xbfHello"), Ok("\u{feff}Hello"));
    }

    #[test]
    fn the_first_trouble_is_named_with_its_line() {
        let nul = reading_text(b"a\r\nb\r\n\0\xff").unwrap_err();
        assert_eq!((nul.why, nul.offset, nul.line), (Unreadable::Nul, 6, 3));
        let bad = reading_text(b"a\rb\xc3").unwrap_err();
        assert_eq!(
            (bad.why, bad.offset, bad.line),
            (Unreadable::InvalidByte(0xc3), 3, 2)
        );
        assert!(bad.to_string().ends_with("save it as UTF-8"));
    }
}
