//! Where a sentence ends, and the row of tokens the rules look at.
//!
//! A full stop ends a sentence unless it belongs to an abbreviation or a small letter follows. A quotation that ends
//! in a stop ends one too, unless its sentence visibly goes on.

use crate::lexicon::{ABBREVIATED, ALWAYS_ABBREVIATED, CAPITAL, Flags, STARTER};
use crate::marks::Span;
use crate::token::{Token, TokenKind};

/// The farthest a rule looks for the start or end of a sentence, in tokens.
pub const REACH: usize = 80;

/// A source in tokens.
pub struct Passage<'t> {
    pub text: &'t str,
    pub paragraphs: Vec<(usize, usize)>,
    pub spans: Vec<Span>,
    pub tokens: Vec<Token>,
}

impl<'t> Passage<'t> {
    /// The token's words as printed; nothing past the end.
    pub fn word(&self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .map_or("", |it| &self.text[it.start as usize..it.end as usize])
    }

    /// The words from one token up to another, as printed but on one line.
    pub fn words(&self, from: usize, to: usize) -> String {
        let (Some(first), Some(last)) =
            (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1)))
        else {
            return String::new();
        };
        let (start, end) = (first.start as usize, last.end as usize);
        let printed = self.text.get(start..end).unwrap_or_default();
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What the word at a place can be; nothing for signs, quotations, and past the end.
    pub fn flags(&self, at: usize) -> Flags {
        self.tokens.get(at).map_or(0, |it| it.flags)
    }

    /// Whether the word at a place is any of these.
    pub fn is(&self, at: usize, flags: Flags) -> bool {
        self.flags(at) & flags != 0
    }

    /// What stands at a place; a break past the end.
    pub fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Break, |it| it.kind)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word
    }

    pub fn is_sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.kind(at), TokenKind::Sign(c) if signs.contains(c))
    }

    pub fn is_quote(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenKind::Quote(_))
    }

    /// A word that begins with a small letter, or a figure.
    pub fn is_small(&self, at: usize) -> bool {
        self.is_word(at) && !self.is(at, CAPITAL)
    }

    /// The text of the quotation at a place.
    pub fn quoted(&self, at: usize) -> &'t str {
        match self.kind(at) {
            TokenKind::Quote(number) => self
                .spans
                .get(number as usize)
                .map_or("", |span| &self.text[span.start..span.end]),
            _ => "",
        }
    }

    /// First byte and end of the paragraph in which a token stands.
    pub fn paragraph_of(&self, at: usize) -> (usize, usize) {
        let start = self.tokens.get(at).map_or(0, |it| it.start as usize);
        let after = self.paragraphs.partition_point(|it| it.0 <= start);
        let found = after.checked_sub(1).and_then(|it| self.paragraphs.get(it));
        found.copied().unwrap_or((start, start))
    }

    /// Whether a quotation ends as a sentence does.
    pub fn quoted_ends(&self, at: usize) -> bool {
        let quoted = self.quoted(at).trim_end();
        quoted
            .trim_end_matches(['’', '\'', ')', '*', '_'])
            .ends_with(['.', '!', '?', '…'])
    }

    /// Whether a sentence ends with the token at a place.
    pub fn ends_sentence(&self, at: usize) -> bool {
        match self.kind(at) {
            TokenKind::Break => true,
            TokenKind::Sign('.' | '!' | '?' | '…') => {
                !self.is_small(at + 1) && !self.is_sign(at + 1, ")]")
            }
            TokenKind::Sign(')' | ']') => {
                at > 0 && self.is_sign(at - 1, ".!?") && !self.is_small(at + 1)
            }
            TokenKind::Quote(_) => {
                self.quoted_ends(at) && !self.is_small(at + 1) && !self.is_sign(at + 1, ",;:—–-")
            }
            TokenKind::Word => {
                self.word(at).ends_with('.')
                    && self.flags(at) & ALWAYS_ABBREVIATED & !ABBREVIATED == 0
                    && (self.is(at + 1, STARTER) && self.is(at + 1, CAPITAL)
                        || self.is_quote(at + 1) && self.begins_sentence(at + 1))
            }
            TokenKind::Sign(_) => false,
        }
    }

    /// First token of the sentence a place is in, at most [`REACH`] back; a quotation in between counts as a word.
    pub fn sentence_start(&self, at: usize) -> usize {
        let floor = at.saturating_sub(REACH);
        let mut start = at;
        while start > floor && !self.ends_sentence(start - 1) {
            start -= 1;
        }
        // marks of lists, headings and block quotes are no part of it
        while start < at && self.is_sign(start, ">#*-•_") {
            start += 1;
        }
        start
    }

    /// The token after the sentence a place is in, at most [`REACH`] on.
    pub fn sentence_end(&self, at: usize) -> usize {
        let ceiling = (at + REACH).min(self.tokens.len());
        let mut end = at;
        while end < ceiling {
            if self.ends_sentence(end) {
                return end + usize::from(self.kind(end) != TokenKind::Break);
            }
            end += 1;
        }
        end
    }
}

/// A text read into tokens.
pub fn passage(text: &str) -> Passage<'_> {
    let paragraphs = crate::paragraph::paragraphs(text);
    let spans = crate::marks::spans(text, &paragraphs);
    let tokens = crate::token::tokens(text, &paragraphs, &spans);
    Passage {
        text,
        paragraphs,
        spans,
        tokens,
    }
}

#[cfg(test)]
mod tests {
    use super::passage;

    fn sentences(text: &str) -> Vec<String> {
        let passage = passage(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < passage.tokens.len() {
            let end = passage.sentence_end(at).max(at + 1);
            found.push(passage.words(at, end));
            at = end;
        }
        found.retain(|it| !it.is_empty());
        found
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            sentences(
                "Sen. Orr met U. S. envoys, incl. Rep. G.K. Dunn (D-Md.) there. He left the U.S. They stayed."
            ),
            [
                "Sen. Orr met U. S. envoys, incl. Rep. G.K. Dunn (D-Md.) there.",
                "He left the U.S.",
                "They stayed."
            ]
        );
    }

    #[test]
    fn a_quotation_goes_on_with_its_cue() {
        assert_eq!(
            sentences("\"Why?\" he asked. \"No.\" She left."),
            ["\"Why?\" he asked.", "\"No.\"", "She left."]
        );
    }
}
