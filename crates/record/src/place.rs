//! Line and column of a byte position, for people who open the source in an editor.

use crate::paragraph::paragraphs;

/// Line and column of a byte offset, both from 1; the column counts characters.
///
/// A line feed, a carriage return, or both together end a line. A byte order mark takes no column. An offset past
/// the end means the end; one inside a character means that character.
///
/// ```
/// let text = "first line\r\nsecond „line“";
/// assert_eq!(onetext_record::line_of(text, 12), (2, 1));
/// assert_eq!(onetext_record::line_of(text, 22), (2, 9));
/// ```
#[must_use]
pub fn line_of(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let mut line = 1;
    let mut line_start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in before.bytes().enumerate() {
        if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            line += 1;
            line_start = at + 1;
        }
    }
    let shown = before[line_start..]
        .chars()
        .filter(|&c| c != '\u{feff}')
        .count();
    (line, shown + 1)
}

/// How far from a quote its paragraph is looked for, in bytes; longer ones are cut there.
const REACH: usize = 4_000;

/// The paragraph, or the paragraphs, in which `start..end` stands: a byte range that holds it.
///
/// ```
/// let text = "Before.\n\nShe said \"No.\" twice.\n\nAfter.";
/// let (start, end) = onetext_record::paragraph_around(text, 18, 23);
/// assert_eq!(&text[start..end], "She said \"No.\" twice.");
/// ```
pub fn paragraph_around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let (start, end) = (floor(text, start), floor(text, end.max(start)));
    let from = floor(text, start.saturating_sub(REACH));
    let to = floor(text, end.saturating_add(REACH));
    let around = paragraphs(&text[from..to]);
    let touching = around
        .into_iter()
        .map(|(a, b)| (a + from, b + from))
        .filter(|(a, b)| *a < end && start < *b);
    touching.fold((start, end), |(low, high), (a, b)| {
        (low.min(a), high.max(b))
    })
}

/// The last boundary between characters at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::line_of;

    #[test]
    fn odd_offsets_are_taken_to_the_nearest_place() {
        assert_eq!(line_of("", 7), (1, 1));
        assert_eq!(line_of("aé", 2), (1, 2));
        assert_eq!(line_of("\u{feff}ab", 4), (1, 2));
        assert_eq!(line_of("a\rb\n\nc", 5), (4, 1));
    }
}
