//! Moving the ends of a statement in its source, by a word or by a sentence.

/// Where the next word ends after a byte; the end of the text if there is none.
pub fn word_end_after(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let gap = rest.len() - rest.trim_start().len();
    let word = &rest[gap..];
    at + gap + word.find(char::is_whitespace).unwrap_or(word.len())
}

/// Where the last word before a byte ends; the byte itself if there is none.
pub fn word_end_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before
        .rfind(char::is_whitespace)
        .map_or(0, |gap| before[..gap].trim_end().len())
}

/// Where the word before a byte begins; the start of the text if there is none.
pub fn word_start_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(gap, c)| gap + c.len_utf8())
}

/// Where the word after the one at a byte begins; the end of the text if there is none.
pub fn word_start_after(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let gap = rest[word..].len() - rest[word..].trim_start().len();
    at + word + gap
}

/// Whether a word that ends at a byte ends a sentence.
fn ends_sentence(text: &str, end: usize) -> bool {
    let closing = ['"', '”', '’', '»', '\'', ')', ']'];
    let before = text.get(..end).unwrap_or_default();
    let stops = ['.', '!', '?', '…', '。', '؟', '！', '？'];
    before.trim_end_matches(closing).ends_with(stops)
}

/// The end of the sentence that goes on after a byte.
pub fn sentence_end_after(text: &str, at: usize) -> usize {
    let mut end = word_end_after(text, at);
    while end < text.len() && !ends_sentence(text, end) {
        end = word_end_after(text, end);
    }
    end
}

/// The end of the sentence before the last one that ends at a byte or before.
pub fn sentence_end_before(text: &str, at: usize) -> usize {
    let mut end = word_end_before(text, at);
    while end > 0 && !ends_sentence(text, end) {
        end = word_end_before(text, end);
    }
    end
}

/// The start of the sentence before a byte.
pub fn sentence_start_before(text: &str, at: usize) -> usize {
    let mut start = word_start_before(text, at);
    while start > 0 && !ends_sentence(text, text[..start].trim_end().len()) {
        start = word_start_before(text, start);
    }
    start
}

/// The start of the sentence after a byte.
pub fn sentence_start_after(text: &str, at: usize) -> usize {
    let mut start = word_start_after(text, at);
    while start < text.len() && !ends_sentence(text, text[..start].trim_end().len()) {
        start = word_start_after(text, start);
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "He met her. \"We go on.\" Né là-bas, שלום לכם. End";

    fn check(step: fn(&str, usize) -> usize, from: &str, to: &str) {
        let found = step(TEXT, from.len());
        assert_eq!(TEXT.get(..found), Some(to), "from {from}");
    }

    #[test]
    fn ends_move_by_words_and_sentences() {
        check(word_end_after, "He", "He met");
        check(word_end_before, "He met", "He");
        check(word_end_before, "He", "");
        check(word_start_before, "He met ", "He ");
        check(word_start_before, "He ", "");
        check(word_start_after, "", "He ");
        check(word_start_after, TEXT, TEXT);
        check(word_end_after, TEXT, TEXT);
        check(sentence_end_after, "He", "He met her.");
        check(
            sentence_end_after,
            "He met her.",
            "He met her. \"We go on.\"",
        );
        check(
            sentence_end_before,
            "He met her. \"We go on.\"",
            "He met her.",
        );
        check(sentence_start_before, "He met her. \"We", "He met her. ");
        check(sentence_start_after, "He", "He met her. ");
        check(
            sentence_start_after,
            "He met her. \"We go on.\" ",
            "He met her. \"We go on.\" Né là-bas, שלום לכם. ",
        );
    }
}
