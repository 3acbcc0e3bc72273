//! Which words around a quotation say whose it is.
//!
//! Only what adjoins a quotation in its sentence counts here: `"…," Name said`, `"…," said Name`,
//! `Name said: "…"`, `Name called it "…"`, `According to Name, "…"`, `Name: "…"`. What is carried from elsewhere is
//! decided in `extract`.

use crate::cue::Cue;
use crate::lexicon::{ARTICLE, BE, CAPITAL, CLAUSE, FINITE, HEARSAY, PREPOSITION};
use crate::name::{Head, Phrase};
use crate::sentence::Passage;
use crate::token::TokenKind;

/// The farthest a cue may stand from the quotation it governs, in tokens.
const NEAR: usize = 40;
/// The longest subject between a quotation and the cue after it, in tokens.
const SUBJECT: usize = 24;

/// An attribution that adjoins a quotation.
#[derive(Debug, Clone, Copy)]
pub struct Attribution {
    pub phrase: Option<Phrase>,
    pub cue: Option<Cue>,
    /// The token after the last one used: it serves no other quotation.
    pub used: usize,
    /// The sentence, for its channel.
    pub sentence: (usize, usize),
    /// Whether the text itself has it from somebody else.
    pub hearsay: bool,
}

impl Passage<'_> {
    /// The attribution before a quotation, from tokens not used by an earlier one.
    pub fn attribution_before(&self, quote: usize, used: usize) -> Option<Attribution> {
        let (floor, end) = self.clause_before(quote, used)?;
        let colon = self.is_sign(end - 1, ":");
        let cue = (floor..end).rev().find_map(|at| self.cue_at(at));
        if let Some(cue) = cue.filter(|cue| self.governs(cue, quote, end)) {
            if cue.names() && !colon && self.looks_like_title(quote) {
                return None;
            }
            let phrase = self.subject_of(&cue, floor, end);
            return Some(self.attribution(phrase, Some(cue), (floor, end), end));
        }
        if !colon || self.looks_like_title(quote) {
            return None;
        }
        let phrase = self
            .phrase_before(end - 1, floor)
            .filter(|it| it.start == floor || it.head == Head::Name)
            .or_else(|| self.subject_of_sentence(floor, end))?;
        let named = phrase.head == Head::Name || self.is(phrase.to - 1, CAPITAL);
        let noun = self.is_small(phrase.next)
            && !self.is(phrase.next, PREPOSITION | FINITE | CLAUSE)
            && self.report_cue_at(phrase.next).is_none()
            && !self.word(phrase.next).ends_with('s');
        let whole = named && !noun;
        whole.then(|| self.attribution(Some(phrase), None, (floor, end), end))
    }

    /// The tokens of the sentence before a quotation: up to the quotation, or up to the paragraph's end before it
    /// if that ends in a colon.
    fn clause_before(&self, quote: usize, used: usize) -> Option<(usize, usize)> {
        let mut end = quote;
        while end > 0
            && (self.is_sign(end - 1, "*_>(")
                || (self.kind(end - 1) == TokenKind::Break
                    && end > 1
                    && (self.is_sign(end - 2, ":") || self.is_sign(end - 1, "*_>"))))
        {
            end -= 1;
        }
        let last = end.checked_sub(1)?;
        let mut floor = self.sentence_start(last).max(used);
        if let Some(earlier) = (floor..end).rev().find(|&at| self.is_quote(at)) {
            floor = earlier + 1;
        }
        let ended = last >= floor && self.ends_sentence(last);
        (floor < end && !ended).then_some((floor, end))
    }

    /// Whether what stands between a cue and a quotation leaves the quotation its object.
    fn governs(&self, cue: &Cue, quote: usize, end: usize) -> bool {
        let between = end - cue.end.min(end);
        if cue.end > end || between > NEAR {
            return false;
        }
        if between == 0 || self.is_sign(end - 1, ":") {
            return cue.names() || between > 0 || !self.looks_like_title(quote);
        }
        let last = end - 1;
        if self.is_sign(last, ",—–") {
            // "As she once told the Herald, “a list is a quarrel”"
            let from = cue.at.saturating_sub(6);
            let as_said = (from..cue.at).any(|at| self.word(at) == "As");
            let put = self.word(cue.end - 1) == "it" || as_said;
            let whole = self.begins_sentence(quote) || between == 1 || put;
            return whole && (cue.is_according() || !self.has_clause(cue.end, last));
        }
        if self.word(last) == "that" {
            return between <= 8 && !self.has_clause(cue.end, last);
        }
        let object = cue.names() && between <= 8;
        object && !(cue.end..end).any(|at| self.is(at, CLAUSE | BE) && self.word(at) != "as")
    }

    fn has_clause(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.word(at) == "that" || (self.is(at, BE) && self.is_word(at)))
    }

    /// Whether a quotation begins as a sentence does.
    pub fn begins_sentence(&self, quote: usize) -> bool {
        let first = self.quoted(quote).chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| !c.is_lowercase())
    }

    /// Every longer word capitalised, at least two, and no stop at the end: the name of a work.
    pub fn looks_like_title(&self, quote: usize) -> bool {
        let quoted = self.quoted(quote).trim();
        if quoted.ends_with(['.', '!', '?', ',', '…', ';']) {
            return false;
        }
        let small = |word: &&str| word.chars().count() < 4 && word.starts_with(char::is_lowercase);
        let mut words = quoted.split_whitespace().take(40).filter(|it| !small(it));
        let capital = |word: &str| {
            let first = word.chars().find(|c| c.is_alphanumeric());
            first.is_none_or(|c| c.is_uppercase() || c.is_numeric())
        };
        words.clone().count() > 1 && words.all(capital)
    }

    fn subject_of(&self, cue: &Cue, floor: usize, end: usize) -> Option<Phrase> {
        if cue.is_according() {
            return self.phrase_after(cue.end).filter(|it| it.next <= end);
        }
        if let Some(cited) = self.cited_subject(cue, floor) {
            return cited;
        }
        if cue.is_passive() {
            return None;
        }
        let inverted = self.is(cue.at, CAPITAL) || self.word(cue.at.wrapping_sub(1)) == "as";
        if inverted && let Some(phrase) = self.phrase_after(cue.end).filter(|it| it.next <= end) {
            return Some(phrase);
        }
        let apart = cue.is_participle() && cue.at > 0 && self.is_sign(cue.at - 1, ",—–");
        let direct = self.phrase_before(cue.at, floor).filter(|_| !apart);
        let direct = direct.filter(|it| !cue.is_participle() || it.head != Head::Description);
        direct.or_else(|| {
            let earlier = (floor..cue.at).find_map(|at| self.report_cue_at(at));
            earlier
                .filter(|it| !it.is_passive() && !it.is_according())
                .and_then(|it| self.phrase_before(it.at, floor))
                .or_else(|| self.subject_of_sentence(floor, cue.at))
        })
    }

    /// "Lee was quoted as saying", "the agency quoted Lee as saying": the speaker, if the cue is cited at all.
    fn cited_subject(&self, cue: &Cue, floor: usize) -> Option<Option<Phrase>> {
        let link = cue
            .at
            .checked_sub(1)
            .filter(|&at| at > floor && self.word(at) == "as")?;
        let low = floor.max(link.saturating_sub(10));
        let cited = |at: &usize| matches!(self.word(*at), "quoted" | "cited" | "quotes" | "cites");
        let verb = (low..link).rev().find(cited)?;
        if verb + 1 == link {
            return Some(self.phrase_before(verb, floor));
        }
        Some(self.phrase_before(link, verb + 1))
    }

    /// The attribution after a quotation; it may begin the next line or paragraph.
    pub fn attribution_after(&self, quote: usize) -> Option<Attribution> {
        let mut first = quote + 1;
        let next_paragraph = self.kind(first) == TokenKind::Break;
        while self.kind(first) == TokenKind::Break && first < quote + 2
            || self.is_sign(first, ",—–-*_>)")
        {
            first += 1;
        }
        if self.kind(first) == TokenKind::Break || self.is_sign(first, ".;:") {
            return None;
        }
        let goes_on = self.is_small(first);
        let stopped =
            self.quoted(quote).trim_end().ends_with('.') && !self.is_sign(quote + 1, ",—–");
        let comma = self.quoted(quote).trim_end().ends_with(',');
        if !goes_on && (stopped || (next_paragraph && !comma)) {
            return None;
        }
        let end = self.sentence_end(first);
        let found = self
            .inverted_after(first, end)
            .or_else(|| self.subject_after(first, end));
        if found.is_none() && self.is_sign(quote + 1, "—–-") {
            return self.signature(first, end);
        }
        found
    }

    /// `"…," said Name` and `"…," according to Name`.
    fn inverted_after(&self, first: usize, end: usize) -> Option<Attribution> {
        let cue = self.cue_at(first).filter(|it| !it.is_participle())?;
        let phrase = self.phrase_after(cue.end);
        let used = phrase.map_or(cue.end, |it| it.next);
        Some(self.attribution(phrase, Some(cue), (first, end.max(used)), used))
    }

    /// `"…," Name said` with everything that may belong to the name.
    fn subject_after(&self, first: usize, end: usize) -> Option<Attribution> {
        let first = first + usize::from(self.word(first) == "as");
        if self.is(first, CLAUSE) && !self.is(first, ARTICLE) {
            return None;
        }
        let ceiling = end.min(first + SUBJECT);
        let mut at = first;
        let mut aside = false;
        while at < ceiling {
            if self.is_quote(at) || self.is_sign(at, ";:") {
                return None;
            }
            aside ^= self.is_sign(at, ",");
            let clause = !aside && self.is(at, CLAUSE) && !matches!(self.word(at), "and" | "who");
            if clause {
                return None;
            }
            let apart = |cue: &Cue| aside && !self.names_after_comma(cue, first);
            if let Some(cue) = self
                .cue_at(at)
                .filter(|it| !apart(it) && !it.is_participle())
            {
                return self.subject_attribution(&cue, first, end);
            }
            at += 1;
        }
        None
    }

    /// `"…," the dawn of an age, Lee says`: the name after the last comma is the subject after all.
    fn names_after_comma(&self, cue: &Cue, first: usize) -> bool {
        let comma = (first..cue.at).rev().find(|&at| self.is_sign(at, ","));
        let phrase = comma.and_then(|comma| {
            self.bare_phrase_before(cue.at, comma + 1)
                .filter(|it| it.start == comma + 1)
        });
        phrase.is_some_and(|it| it.head == Head::Name)
    }

    fn subject_attribution(&self, cue: &Cue, first: usize, end: usize) -> Option<Attribution> {
        let phrase = if cue.is_passive() {
            self.cited_subject(cue, first).flatten()
        } else {
            self.phrase_before(cue.at, first)
        };
        let phrase = phrase?;
        let mut found = self.attribution(Some(phrase), Some(*cue), (first, end), cue.end);
        let later = (cue.end..end).filter_map(|at| self.cue_at(at));
        found.hearsay |= later.into_iter().any(|it| it.is_according());
        Some(found)
    }

    /// `"…" — Name, minister` at the end of a paragraph.
    fn signature(&self, first: usize, end: usize) -> Option<Attribution> {
        let phrase = self
            .phrase_after(first)
            .filter(|it| it.head == Head::Name)?;
        let ends =
            matches!(self.kind(phrase.next), TokenKind::Break) || self.is_sign(phrase.next, ",.(");
        ends.then(|| self.attribution(Some(phrase), None, (first, end), phrase.next))
    }

    fn attribution(
        &self,
        phrase: Option<Phrase>,
        cue: Option<Cue>,
        sentence: (usize, usize),
        used: usize,
    ) -> Attribution {
        let near = cue.map_or(0..0, |cue| {
            cue.at.saturating_sub(10).max(sentence.0)..cue.at
        });
        let cited = |at| matches!(self.word(at), "quoted" | "cited") && self.is_small(at);
        let hearsay =
            near.into_iter().any(cited) || (sentence.0..sentence.1).any(|at| self.is(at, HEARSAY));
        Attribution {
            phrase,
            cue,
            used,
            sentence,
            hearsay,
        }
    }

    /// The subject of a sentence that reports words without quoting them, for who speaks next.
    pub fn reporting_subject(&self, cue: &Cue, floor: usize) -> Option<Phrase> {
        self.subject_of(cue, floor, self.sentence_end(cue.end))
    }
}
