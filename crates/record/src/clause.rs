//! Where a reported clause begins after its cue, and where it ends.
//!
//! There is no parse. A clause begins at "that", "whether" or a question word, or, without any, at a subject that a
//! verb follows; it ends with its sentence unless the reporter visibly takes over again.

use crate::cue::Cue;
use crate::lexicon::{
    ADDRESSEE, ARTICLE, BE, CALENDAR, CAPITAL, CLAUSE, CUE, DATED, DETERMINER, DIRECTIVE, FIGURE,
    FINITE, NEGATION, OBJECT, PREPOSITION, PRONOUN, REPORTING, TO,
};
use crate::sentence::Passage;
use crate::token::TokenKind;

/// The farthest "that" may stand from its cue, in tokens.
const FAR: usize = 24;
/// The farthest a verb may stand from the start of a clause, in tokens.
const VERB: usize = 30;

/// What opens reported words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// "that", "whether", a question word.
    Marked,
    /// A clause without any of these ("said it was").
    Bare,
    /// "promised to".
    Infinitive,
    /// "urged both sides to".
    Directive,
    /// "condemned the raid".
    Object,
}

impl Passage<'_> {
    /// Where the words begin that a cue reports after itself.
    pub fn reported_after(&self, cue: &Cue, end: usize) -> Option<(usize, Opening)> {
        let next = self.word(cue.end);
        if matches!(next, "as" | "by")
            || (next == "not" && self.word(cue.end + 1) == "to")
            || self.word(cue.end - 1) == "it"
        {
            return None;
        }
        let object = self.after_addressee(cue, end);
        let clause = cue.is(CUE | REPORTING | ADDRESSEE) && !cue.names() && next != "about";
        if clause && let Some(at) = self.marked_clause(cue.end, end) {
            return Some((at, Opening::Marked));
        }
        if cue.is(TO) && self.word(cue.end) == "to" {
            return Some((cue.end + 1, Opening::Infinitive));
        }
        if cue.is(DIRECTIVE) && self.has_infinitive(cue.end, end) {
            return Some((cue.end, Opening::Directive));
        }
        let bare = object.unwrap_or(cue.end);
        let bare = self.after_adverbials(bare, end);
        if clause && self.is_question(bare) && bare + 1 < end {
            return Some((bare, Opening::Marked));
        }
        let firm = cue.is(CUE) || self.is(bare, PRONOUN | DETERMINER | CAPITAL);
        if clause && firm && self.clause_begins(bare, end) {
            return Some((bare, Opening::Bare));
        }
        let noun = self.is_word(cue.end) || (self.is_quote(cue.end) && self.is_word(cue.end + 1));
        let closed = self.is(cue.end, PREPOSITION | CLAUSE | CALENDAR | FINITE | DATED)
            || self.word(cue.end).ends_with("ly");
        let infinitive = cue.at > 0 && self.word(cue.at - 1) == "to";
        (cue.is(OBJECT) && noun && !closed && !infinitive).then_some((cue.end, Opening::Object))
    }

    /// The token after "reporters" in "told reporters".
    fn after_addressee(&self, cue: &Cue, end: usize) -> Option<usize> {
        if !cue.is(ADDRESSEE | DIRECTIVE) {
            return None;
        }
        let at = cue.end;
        let object = [
            "him",
            "her",
            "them",
            "us",
            "me",
            "you",
            "it",
            "reporters",
            "journalists",
        ];
        if object.contains(&self.word(at)) && !self.names_owner(at) {
            return Some(at + 1);
        }
        let next = self.phrase_after(at)?.next;
        Some(next).filter(|&next| next > at && next < end)
    }

    /// "her" in "told her party".
    fn names_owner(&self, at: usize) -> bool {
        self.word(at) == "her"
            && self.is_small(at + 1)
            && !self.is(at + 1, PRONOUN | CLAUSE | DETERMINER | PREPOSITION | DATED)
    }

    /// The token after "that" or "whether", if only the addressee, time and place stand before it.
    fn marked_clause(&self, from: usize, end: usize) -> Option<usize> {
        let mut commas = 0;
        let mut place = false;
        if self.word(from) == "about" {
            return None;
        }
        for at in from..end.min(from + FAR) {
            match self.kind(at) {
                TokenKind::Sign(',') => {
                    place |= self.is(at + 1, CAPITAL);
                    commas += 1;
                }
                TokenKind::Sign('.' | '(' | ')' | '/' | '’' | '\'') => {}
                TokenKind::Word => {}
                _ => return None,
            }
            let word = self.word(at);
            let opens = word == "that" || (word == "whether" || word == "if") && at == from;
            if opens && (commas != 1 || place) && !self.points(from, at) {
                return Some(at + 1);
            }
            let other = self.is(at, BE | FINITE) || self.is(at, CLAUSE) && word != "and";
            if other || commas > 2 || (at > from && self.is(at, CUE) && self.is_small(at)) {
                return None;
            }
        }
        None
    }

    /// "that" in "on that day" or "said that much".
    fn points(&self, from: usize, at: usize) -> bool {
        let before = at > from && self.is(at - 1, PREPOSITION) && self.word(at - 1) != "in";
        before || matches!(self.word(at + 1), "much" | "day" | "way" | "time")
    }

    fn is_question(&self, at: usize) -> bool {
        let word = self.word(at);
        matches!(
            word,
            "whether" | "if" | "why" | "how" | "what" | "where" | "who" | "which"
        ) && self.is_word(at + 1)
    }

    /// Steps over "on Tuesday", "in a statement", "last week", "to reporters".
    pub fn after_adverbials(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        for _ in 0..4 {
            let next = self.after_adverbial(at, end);
            if next == at {
                break;
            }
            at = next;
        }
        at
    }

    fn after_adverbial(&self, at: usize, end: usize) -> usize {
        let word = self.word(at);
        if self.is(at, CALENDAR) {
            let figure = usize::from(self.is(at + 1, FIGURE));
            return at
                + 1
                + figure
                + usize::from(matches!(
                    self.word(at + 1),
                    "morning" | "night" | "evening" | "afternoon"
                ));
        }
        if matches!(word, "last" | "this" | "next" | "that") && is_span(self.word(at + 1)) {
            return at + 2;
        }
        if self.is(at, DATED) || (self.is_small(at) && word.ends_with("ly") && word.len() > 4) {
            return at + 1;
        }
        if !self.is(at, PREPOSITION) || at + 1 >= end {
            return at;
        }
        let next = self.after_noun(at + 1, end);
        let opens = |at: usize| {
            self.is(
                at,
                PREPOSITION | PRONOUN | DETERMINER | CAPITAL | CALENDAR | CLAUSE,
            )
        };
        if next > at + 1 && next < end && opens(next) {
            next
        } else {
            at
        }
    }

    fn after_noun(&self, at: usize, end: usize) -> usize {
        if self.is(at, CALENDAR) {
            return at + 1 + usize::from(self.is(at + 1, FIGURE));
        }
        self.phrase_after(at).map_or(at, |it| it.next.min(end))
    }

    /// Whether a subject stands at a token and a verb follows.
    pub fn clause_begins(&self, at: usize, end: usize) -> bool {
        if end < at + 2 || matches!(self.kind(at), TokenKind::Break | TokenKind::Sign(_)) {
            return false;
        }
        if self.is(at, PREPOSITION | BE) && !self.is(at, PRONOUN) {
            return false;
        }
        if self.is(at, CLAUSE) && self.word(at) != "if" && !self.is(at, DETERMINER) {
            return false;
        }
        let subject = matches!(
            self.word(at),
            "he" | "she" | "it" | "they" | "we" | "I" | "there"
        );
        subject && self.is_word(at + 1) || self.has_verb(at + 1, end)
    }

    /// Whether a finite verb stands among the tokens, as far as words and endings tell.
    pub fn has_verb(&self, from: usize, end: usize) -> bool {
        let quoted = |at: usize| self.is_quote(at) && !self.begins_sentence(at);
        let aside = |at: &usize| {
            self.is_sign(*at, ",")
                && matches!(self.word(at + 1), "which" | "who" | "a" | "an" | "the")
        };
        let stop = end.min(from + VERB);
        let mut at = from;
        while at < stop {
            if aside(&at) {
                // on after the comma that closes the aside, if one does
                let Some(closing) = (at + 1..stop).find(|&it| self.is_sign(it, ",")) else {
                    return false;
                };
                at = closing;
            } else if quoted(at) || self.is_finite(at, from, end) {
                return true;
            }
            at += 1;
        }
        false
    }

    fn is_finite(&self, at: usize, from: usize, end: usize) -> bool {
        if !self.is_small(at) {
            return false;
        }
        let word = self.word(at);
        let contracted = word.contains(['\'', '’']) && !crate::name::is_possessive(word)
            || matches!(word.get(..2), Some("it" | "he"))
                && word.len() < 6
                && word.contains(['\'', '’']);
        if self.is(at, FINITE) || contracted || word.ends_with("n't") {
            return !self.is(at.wrapping_sub(1), ARTICLE) || self.is(at, BE);
        }
        let after_article = at > 0 && self.is(at - 1, ARTICLE | DETERMINER | PREPOSITION);
        if word.len() > 3 && word.ends_with("ed") {
            return !after_article && at >= from;
        }
        let object = self.is(
            at + 1,
            PREPOSITION | DETERMINER | PRONOUN | CAPITAL | NEGATION,
        ) || self.word(at + 1).ends_with("ly");
        word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && object
            && at + 1 < end
            && !after_article
            && self.is_word(at.wrapping_sub(1))
    }

    fn has_infinitive(&self, from: usize, end: usize) -> bool {
        let stop = end.min(from + 14);
        let low = from + 1;
        if self.is(from, PREPOSITION | CLAUSE) {
            return false;
        }
        (low..stop)
            .take_while(|&at| {
                self.is_word(at) && !self.is(at, FINITE | CLAUSE)
                    || self.word(at) == "and"
                    || self.is_sign(at, "’'")
            })
            .any(|at| {
                self.word(at) == "to"
                    && (self.is_small(at + 1) || self.is_quote(at + 1))
                    && !self.is(at + 1, DETERMINER)
            })
    }

    /// Where reported words end: with the sentence, or where the reporter takes over again.
    pub fn reported_end(&self, start: usize, end: usize) -> usize {
        let mut stop = end;
        for at in start + 1..end {
            if self.kind(at) == TokenKind::Break || self.takes_over(at, end) {
                stop = at;
                break;
            }
        }
        while stop > start && self.is_sign(stop - 1, ".,;:!?…—–-") {
            stop -= 1;
        }
        stop
    }

    /// Where the object of a cue ends: before what is only added to it.
    pub fn object_end(&self, start: usize, end: usize) -> usize {
        let stop = self.reported_end(start, end);
        let added = |at: &usize| {
            let next = self.word(at + 1);
            let turn = matches!(
                next,
                "which" | "who" | "and" | "but" | "a" | "an" | "though" | "as"
            );
            self.is_sign(*at, ",") && (turn || next.ends_with("ing"))
        };
        (start + 1..stop).find(added).unwrap_or(stop)
    }

    fn takes_over(&self, at: usize, end: usize) -> bool {
        if self.is_sign(at, ";") {
            return true;
        }
        if self.is_sign(at, ":,—–") && self.is_quote(at + 1) {
            return self.is_sign(at, ":")
                || self.begins_sentence(at + 1) && self.quoted_ends(at + 1);
        }
        if !self.is_sign(at, ",—–") {
            return false;
        }
        let next = at + 1;
        if self.word(next) == "according" {
            return true;
        }
        let predicate = matches!(self.word(next), "and" | "but") && self.is(next + 1, FINITE);
        if predicate {
            return true;
        }
        let turns = matches!(self.word(next), "but" | "though" | "although" | "while");
        let reporter =
            self.is(next + 1, PRONOUN) || self.is(next + 1, CAPITAL) || self.is(next + 1, NEGATION);
        let declined = |at: usize| {
            matches!(
                self.word(at),
                "declined"
                    | "refused"
                    | "did"
                    | "didn't"
                    | "didn’t"
                    | "gave"
                    | "offered"
                    | "provided"
            )
        };
        turns && reporter && (next + 1..end.min(next + 5)).any(declined)
    }
}

fn is_span(word: &str) -> bool {
    matches!(
        word,
        "week"
            | "month"
            | "year"
            | "night"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "fall"
            | "evening"
            | "morning"
            | "afternoon"
            | "weekend"
    )
}
