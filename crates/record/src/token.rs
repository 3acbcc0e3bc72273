//! The text as a row of words, punctuation, quotations and paragraph breaks.
//!
//! A quotation is one token: what somebody said must never be read for who said it. Positions are kept in 32 bits,
//! since a large source has tens of millions of words.

use crate::lexicon::{self, CAPITAL, FIGURE, Flags, LEXICON};
use crate::marks::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word or figure, with the full stop if it is an abbreviation.
    Word,
    /// Any other visible character.
    Sign(char),
    /// The quotation of that number.
    Quote(u32),
    /// The end of a paragraph.
    Break,
}

/// A token, its place in bytes, and what its word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: TokenKind,
    pub flags: Flags,
}

/// The tokens of all paragraphs, each followed by a break.
pub fn tokens(text: &str, paragraphs: &[(usize, usize)], spans: &[Span]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut spans = spans.iter().enumerate().peekable();
    for &(start, end) in paragraphs {
        let mut at = start;
        while let Some((number, span)) = spans.next_if(|(_, span)| span.outer_start < end) {
            prose(text, at, span.outer_start, &mut tokens);
            at = span.outer_end;
            tokens.push(token(
                (span.outer_start, at),
                TokenKind::Quote(number as u32),
                0,
            ));
        }
        prose(text, at, end, &mut tokens);
        tokens.push(token((end, end), TokenKind::Break, 0));
    }
    tokens
}

fn token((start, end): (usize, usize), kind: TokenKind, flags: Flags) -> Token {
    Token {
        start: start as u32,
        end: end as u32,
        kind,
        flags,
    }
}

/// Tokens of a stretch without quotations.
fn prose(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let mut at = start;
    let mut folded = String::new();
    while let Some(first) = text[at..end].chars().next() {
        if first.is_alphanumeric() {
            let stop = word_end(text, at, end);
            let stop = with_stop(text, (at, stop, end), &mut folded);
            let flags = flags(&text[at..stop], first, &mut folded);
            tokens.push(token((at, stop), TokenKind::Word, flags));
            at = stop;
        } else {
            let stop = at + first.len_utf8();
            if !first.is_whitespace() && first != '\u{feff}' {
                tokens.push(token((at, stop), TokenKind::Sign(first), 0));
            }
            at = stop;
        }
    }
}

/// Letters and figures, and what joins them: apostrophes, hyphens, stops between single letters or figures.
fn word_end(text: &str, start: usize, end: usize) -> usize {
    let mut stop = start;
    let mut letters = text[start..end].char_indices().peekable();
    let mut run = 0;
    while let Some((at, c)) = letters.next() {
        let next = letters
            .peek()
            .is_some_and(|&(_, next)| next.is_alphanumeric());
        let combining = matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}');
        let joins = next
            && match c {
                '\'' | '’' | '-' | '‑' | '&' => true,
                '.' => run == 1 || text[start..start + at].ends_with(|c: char| c.is_ascii_digit()),
                ',' => text[start..start + at].ends_with(|c: char| c.is_ascii_digit()),
                _ => false,
            };
        run = if c == '.' { 0 } else { run + 1 };
        if !c.is_alphanumeric() && !combining && !joins {
            return with_apostrophe(text, start, stop, end);
        }
        stop = start + at + c.len_utf8();
    }
    stop
}

/// "Sanders' campaign": the apostrophe belongs to the word if another word follows.
fn with_apostrophe(text: &str, start: usize, stop: usize, end: usize) -> usize {
    let rest = &text[stop..end];
    let Some(mark) = rest.chars().next().filter(|c| matches!(c, '\'' | '’')) else {
        return stop;
    };
    let after = &rest[mark.len_utf8()..];
    let word_follows = after
        .strip_prefix(' ')
        .is_some_and(|it| it.starts_with(char::is_alphabetic));
    let owner =
        text[start..stop].ends_with('s') && text[start..stop].starts_with(char::is_uppercase);
    stop + if owner && word_follows {
        mark.len_utf8()
    } else {
        0
    }
}

/// The end of a word with its full stop, if that is an abbreviation's: "U.", "G.K.", "Sen."
fn with_stop(text: &str, (start, stop, end): (usize, usize, usize), folded: &mut String) -> usize {
    if !text[stop..end].starts_with('.') {
        return stop;
    }
    let word = &text[start..stop];
    let initials = word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    });
    // "(D-Md.)"
    fold(word.rsplit('-').next().unwrap_or(word), folded);
    let flags = LEXICON.flags(folded);
    let listed = lexicon::ALWAYS_ABBREVIATED | lexicon::ABBREVIATED | lexicon::SMALL_ABBREVIATED;
    // "no" and "art" are abbreviations only before a figure or with a capital.
    let small = word.starts_with(char::is_lowercase) && !word.contains('.');
    let figure_next = text[stop + 1..end]
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit());
    let safe = !small || figure_next || flags & lexicon::SMALL_ABBREVIATED != 0;
    let known = flags & listed != 0 && safe;
    stop + usize::from(initials || known)
}

fn flags(word: &str, first: char, folded: &mut String) -> Flags {
    fold(word.trim_end_matches('.'), folded);
    let mut flags = LEXICON.flags(folded);
    if let Some(owner) = folded.strip_suffix("'s") {
        flags |= LEXICON.flags(owner) & (lexicon::STARTER | lexicon::CALENDAR);
    }
    if let Some((pronoun, "s" | "re" | "m")) = folded.split_once('\'') {
        let pronoun = LEXICON.flags(pronoun) & lexicon::PRONOUN;
        if pronoun != 0 {
            flags |= pronoun | lexicon::BE | lexicon::FINITE;
        }
    }
    if folded.ends_with("n't") {
        flags |= lexicon::NEGATION | lexicon::BETWEEN;
    }
    if first.is_uppercase() || small_prefix(word) {
        flags |= CAPITAL;
    }
    if first.is_numeric() {
        flags |= FIGURE;
    }
    flags
}

/// Names such as "al-Rashid" and "d'Orme" are capitalised after their particle.
fn small_prefix(word: &str) -> bool {
    word.split_once(['-', '\'', '’'])
        .is_some_and(|(particle, name)| {
            name.starts_with(char::is_uppercase)
                && (particle == "d" || LEXICON.flags(particle) & lexicon::PARTICLE != 0)
        })
}

fn fold(word: &str, folded: &mut String) {
    folded.clear();
    for c in word.chars() {
        if c == '’' {
            folded.push('\'');
        } else {
            folded.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let paragraphs = crate::paragraph::paragraphs(text);
        let spans = crate::marks::spans(text, &paragraphs);
        let tokens = tokens(text, &paragraphs, &spans);
        let text_of = |it: &Token| &text[it.start as usize..it.end as usize];
        tokens.iter().map(text_of).collect()
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            words("U. S. envoy Sen. G.K. Orr (D-Md.) left at 4.30 p.m. No."),
            [
                "U.", "S.", "envoy", "Sen.", "G.K.", "Orr", "(", "D-Md.", ")", "left", "at",
                "4.30", "p.m.", "No.", ""
            ]
        );
    }

    #[test]
    fn a_quotation_is_one_token() {
        assert_eq!(
            words("Lee’s aim: \"Go. Now.\"\n\nThen"),
            ["Lee’s", "aim", ":", "\"Go. Now.\"", "", "Then", ""]
        );
    }
}
