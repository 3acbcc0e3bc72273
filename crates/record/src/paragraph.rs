//! Where paragraphs begin and end, in prose with a line for each paragraph as well as in wrapped lines.
//!
//! A blank line always ends a paragraph. Within a block of lines the end of a line may be a paragraph's end (news
//! copy) or a mere wrap (mail, minutes). Lines longer than any wrap are paragraphs; otherwise a line that ends a
//! sentence is a paragraph's end if the next word would have fitted on it.

/// The longest line, in bytes, that is still taken for wrapped text.
const LONGEST_WRAP: usize = 120;

/// Byte ranges of the paragraphs, in order, without line ends and blank lines. Fenced code is left out.
pub fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut block: Vec<(usize, usize)> = Vec::new();
    let mut fenced = false;
    for (start, end) in lines(text) {
        let content = content(&text[start..end]);
        let fence = content.starts_with("```") || content.starts_with("~~~");
        if fence || fenced || content.is_empty() {
            split_block(text, &block, &mut found);
            block.clear();
            fenced ^= fence;
        } else {
            block.push((start, end));
        }
    }
    split_block(text, &block, &mut found);
    found
}

/// A line without the marks of a block quote and surrounding blanks.
fn content(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t', '\u{feff}'])
        .trim_end()
}

/// Byte ranges of lines without their ends. A line feed, a carriage return, or both together end a line.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        if start >= bytes.len() {
            return None;
        }
        let length = bytes[start..]
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = length.map_or(bytes.len(), |length| start + length);
        let both = bytes[end..].starts_with(b"\r\n");
        next = end + if both { 2 } else { 1 };
        Some((start, end))
    })
}

fn split_block(text: &str, block: &[(usize, usize)], found: &mut Vec<(usize, usize)>) {
    let width = block
        .iter()
        .map(|&(start, end)| end - start)
        .max()
        .unwrap_or_default();
    let Some(&(mut first, mut last)) = block.first() else {
        return;
    };
    for pair in block.windows(2) {
        let (line, next) = (&text[pair[0].0..pair[0].1], &text[pair[1].0..pair[1].1]);
        if width > LONGEST_WRAP || ends_here(line, next, width) {
            found.push(trimmed(text, first, last));
            first = pair[1].0;
        }
        last = pair[1].1;
    }
    found.push(trimmed(text, first, last));
}

/// Whether a line of a block that may be wrapped ends its paragraph.
fn ends_here(line: &str, next: &str, width: usize) -> bool {
    let opens_item = |it: &str| it.starts_with(['#', '-', '*', '+', '•']);
    if opens_item(next.trim_start()) || line.trim_start().starts_with('#') {
        return true;
    }
    let word = content(next).split_whitespace().next().map_or(0, str::len);
    let sentence_ends = line
        .trim_end_matches(|c: char| crate::marks::is_mark(c) || c == ')' || c.is_whitespace())
        .ends_with(['.', '!', '?', '…', ':']);
    sentence_ends && line.len() + 1 + word < width.max(40)
}

fn trimmed(text: &str, start: usize, end: usize) -> (usize, usize) {
    let inside = text[start..end].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begin = inside.as_ptr() as usize - text.as_ptr() as usize;
    (begin, begin + inside.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).iter().map(|&(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn blank_lines_end_paragraphs_whatever_the_line_ends() {
        assert_eq!(
            texts("one\r\n\r\ntwo\r\rthree\n \nfour"),
            ["one", "two", "three", "four"]
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let line = "word ".repeat(40);
        let text = format!("{line}\n{line}\nshort");
        assert_eq!(paragraphs(&text).len(), 3);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ministers met for the third time in the old customs\nhouse. They spoke of the locks, of dredging and of who is\nto pay for either. Nobody left early.\nThe next round is in May.";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn fenced_code_is_no_prose() {
        assert_eq!(texts("a\n```\n\"code\"\n```\nb"), ["a", "b"]);
    }

    #[test]
    fn block_quotes_keep_their_marks() {
        assert_eq!(texts("> one\n>\n> two"), ["> one", "> two"]);
    }
}
