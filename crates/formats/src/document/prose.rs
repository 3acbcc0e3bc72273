//! Paragraphs put together: blank lines between them, blanks within them made one.

/// A text with every run of white space made one blank, and none at its ends. No-break spaces stay.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// White space that means nothing in a flowing text.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{b}')
}

/// Each line by itself made tidy; empty lines at the ends go.
pub(super) fn lines_spaced(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(spaced).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Paragraphs with a blank line between them and a line end after the last; empty ones are left out.
pub(super) fn joined<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        let paragraph = paragraph.as_ref().trim_matches(['\n', ' ']);
        if paragraph.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(paragraph);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Line ends of all systems as line feeds.
pub(super) fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_paragraphs() {
        assert_eq!(spaced(" a\t\n b\u{a0}c "), "a b\u{a0}c");
        assert_eq!(lines_spaced("\n a  b \n c\n"), "a b\nc");
        assert_eq!(joined(["a", " ", "b\n"]), "a\n\nb\n");
        assert_eq!(joined([""; 0]), "");
        assert_eq!(line_feeds("a\r\nb\rc\n"), "a\nb\nc\n");
    }
}
