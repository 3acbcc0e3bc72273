//! Long sources in pieces, so that the memory a reading takes does not grow with the source.

use crate::marks::is_mark;

/// The size from which a piece ends at the next good place, in bytes.
const PIECE: usize = 1 << 20;

/// Byte ranges of the pieces of a text, in order, without gaps.
///
/// A piece ends with a paragraph, best before one that opens no quotation, since that may continue the last. A
/// line of more than two pieces is cut where it stands.
pub fn pieces(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        if start >= text.len() {
            return None;
        }
        next = end_of_piece(text, start);
        Some((start, next))
    })
}

fn end_of_piece(text: &str, start: usize) -> usize {
    let low = boundary(text, start + PIECE);
    let high = boundary(text, start + 2 * PIECE);
    if high == text.len() {
        return high;
    }
    let rest = &text[low..high];
    let after = |gap: &str| {
        let opens = |at: &usize| rest[*at..].trim_start().starts_with(is_mark);
        let ends = rest.match_indices(gap).map(|(at, gap)| at + gap.len());
        ends.take(4_096).find(|at| !opens(at))
    };
    let end = after("\n\n")
        .or_else(|| after("\n"))
        .or_else(|| rest.find('\n').map(|at| at + 1));
    low + end.unwrap_or(rest.len())
}

/// The first boundary between characters at or after a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, count: usize) {
        let found: Vec<_> = pieces(text).collect();
        assert_eq!(found.len(), count);
        let joined: String = found
            .iter()
            .map(|&(start, end)| &text[start..end])
            .collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn pieces_are_the_text() {
        check("", 0);
        check("short", 1);
        check(
            &"A line of prose, neither long nor short.\n\n".repeat(100_000),
            4,
        );
        check(&"é".repeat(3 << 20), 3);
        check(&"“One goes on.\n\n".repeat(200_000), 3);
    }
}
