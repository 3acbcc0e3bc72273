//! Text in cells: how wide it is, where it is cut, where it is wrapped.
//!
//! Every character is counted alone, so a cluster that a terminal joins is never wider than counted.
//! Signs that steer a terminal or turn the direction of writing are not shown.

use unicode_width::UnicodeWidthChar;

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// A text as it may be shown: white space and controls as spaces, marks of direction left out.
pub fn shown(text: &str) -> String {
    text.chars().filter_map(shown_char).collect()
}

/// A character as it may be shown, if at all.
fn shown_char(c: char) -> Option<char> {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{061c}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200b}' => None,
        c if c.is_whitespace() || c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// The text, cut with an ellipsis if it is wider than so many cells.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > room {
            break;
        }
        out.push(c);
        used += wide;
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// Pieces of text, each with a style, wrapped at spaces to lines of so many cells.
///
/// White space is folded. A word wider than a line is cut where the line ends, and marks that combine
/// stay with their letter.
pub fn wrap<S: Copy + PartialEq>(pieces: &[(S, &str)], room: usize) -> Vec<Vec<(S, String)>> {
    let mut lines: Vec<Vec<(S, char)>> = vec![vec![]];
    let mut word: Vec<(S, char)> = vec![];
    let mut gap: Option<S> = None;
    let letters = pieces
        .iter()
        .flat_map(|(style, text)| text.chars().filter_map(shown_char).map(|c| (*style, c)));
    for (style, c) in letters {
        if c == ' ' {
            put(&mut lines, &mut word, gap.take(), room);
            gap = Some(style);
        } else {
            word.push((style, c));
        }
    }
    put(&mut lines, &mut word, gap, room);
    lines.iter().map(|line| joined(line)).collect()
}

/// Puts a word, after a space if one came before it, on the last line or the next.
fn put<S: Copy>(
    lines: &mut Vec<Vec<(S, char)>>,
    word: &mut Vec<(S, char)>,
    gap: Option<S>,
    room: usize,
) {
    if word.is_empty() {
        return;
    }
    let cells =
        |line: &[(S, char)]| -> usize { line.iter().map(|(_, c)| c.width().unwrap_or(0)).sum() };
    let used = lines.last().map_or(0, |line| cells(line));
    let wide = cells(word);
    if used > 0 && used + usize::from(gap.is_some()) + wide > room {
        lines.push(vec![]);
    } else if let (Some(style), Some(line), true) = (gap, lines.last_mut(), used > 0) {
        line.push((style, ' '));
    }
    for letter in word.drain(..) {
        let wide = letter.1.width().unwrap_or(0);
        let used = lines.last().map_or(0, |line| cells(line));
        if used > 0 && used + wide > room {
            lines.push(vec![]);
        }
        if let Some(line) = lines.last_mut() {
            line.push(letter);
        }
    }
}

fn joined<S: Copy + PartialEq>(line: &[(S, char)]) -> Vec<(S, String)> {
    let mut pieces: Vec<(S, String)> = vec![];
    for (style, c) in line {
        match pieces.last_mut() {
            Some((last, text)) if last == style => text.push(*c),
            _ => pieces.push((*style, c.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, room: usize, expect: &[&str]) {
        let lines = wrap(&[((), text)], room);
        let lines: Vec<String> = lines
            .iter()
            .map(|l| l.iter().map(|(_, t)| t.as_str()).collect())
            .collect();
        assert_eq!(lines, expect, "{text:?} in {room}");
        assert!(lines.iter().all(|line| width(line) <= room), "{lines:?}");
    }

    #[test]
    fn lines_are_never_wider_than_their_room() {
        check("one two  three", 7, &["one two", "three"]);
        check("abcdefgh ij", 4, &["abcd", "efgh", "ij"]);
        check("和平 谈判已经", 5, &["和平", "谈判", "已经"]);
        check(
            "e\u{301}e\u{301}e\u{301}",
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
        check("שלום לכולם", 6, &["שלום", "לכולם"]);
        check("a\tb\r\nc", 9, &["a b c"]);
        check("", 9, &[""]);
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\u{9b}d"), "a [2Jbc d");
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(
            [
                cut("abcd", 4),
                cut("abcde", 4),
                cut("和平谈", 4),
                cut("ab", 0)
            ],
            ["abcd", "abc…", "和…", ""]
        );
    }
}
