//! Who a noun phrase names: from a cue backwards ("the minister, Ann Lee, said") or forwards ("said Ann Lee, …").
//!
//! Names are runs of capitalised words without the title before them. Where there is no name the whole description
//! is the speaker ("a spokesman for the ministry").

use crate::lexicon::{
    ARTICLE, BETWEEN, CALENDAR, CAPITAL, CLAUSE, DATED, DETERMINER, FIGURE, FINITE, Flags,
    OUTLET_WORD, PARTICLE, PERSON, PREPOSITION, PRONOUN, STARTER, TITLE,
};
use crate::sentence::{Passage, REACH};

/// The longest description that is taken for a subject, in words.
const LONGEST: usize = 12;

/// What kind of phrase names the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    Pronoun,
    Name,
    Description,
}

/// A noun phrase that may be a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    pub head: Head,
    /// The tokens to print: the name without its title, or the whole description.
    pub from: usize,
    pub to: usize,
    /// First token with titles and articles.
    pub start: usize,
    /// The token after it, after what stands in apposition.
    pub next: usize,
    /// Whether titles or appositions tell a man or a woman.
    pub gender: Flags,
}

impl Passage<'_> {
    /// The noun phrase that ends before a token and begins at or after `floor`.
    pub fn phrase_before(&self, end: usize, floor: usize) -> Option<Phrase> {
        let mut at = self.before_adverbs(end, floor);
        let mut apposition = None;
        let mut relative = false;
        for _ in 0..3 {
            let (open, close) = match at.checked_sub(1).filter(|&it| it >= floor) {
                Some(last) if self.is_sign(last, ")") => ("(", last),
                Some(last) if self.is_sign(last, ",") => (",", last),
                Some(last) if self.is_sign(last, "—–-") => ("—–-", last),
                Some(last) if self.word(last) == "who" => {
                    relative = true;
                    at = last - usize::from(last > floor && self.is_sign(last - 1, ","));
                    continue;
                }
                _ => break,
            };
            let low = floor.max(close.saturating_sub(REACH / 2));
            let opening = (low..close).rev().find(|&it| self.is_sign(it, open))?;
            if open != "(" || self.is(opening + 1, CAPITAL) {
                apposition = apposition.or(Some((opening + 1, close)));
            }
            at = opening;
        }
        // "Woodrow Benford, 58, who lives there,"
        if at > floor + 2 && self.is(at - 1, FIGURE) && self.is_sign(at - 2, ",") {
            at -= 2;
        }
        let mut phrase = self.bare_phrase_before(at, floor)?;
        phrase.next = end;
        if relative && phrase.head == Head::Description {
            // "Pia Lund, the bank's chief economist, who added"
            let comma = phrase
                .start
                .checked_sub(1)
                .filter(|&it| it > floor && self.is_sign(it, ","));
            let name = comma.and_then(|comma| self.bare_phrase_before(comma, floor));
            if let Some(name) = name.filter(|it| it.head == Head::Name) {
                phrase = Phrase {
                    next: end,
                    gender: name.gender | phrase.gender,
                    ..name
                };
            }
        }
        if let Some((from, to)) = apposition {
            phrase.gender |= self.gender(from, to);
            if phrase.head == Head::Description {
                self.take_apposition(&mut phrase, from, to);
            }
        }
        Some(phrase)
    }

    /// Steps back over "has also on Monday" between a subject and its verb.
    fn before_adverbs(&self, end: usize, floor: usize) -> usize {
        let mut at = end;
        while at > floor && self.is_word(at - 1) {
            let word = at - 1;
            let dated = self.is(word, CALENDAR)
                && word > floor
                && self.is_small(word - 1)
                && self.is(word - 1, PREPOSITION);
            let adverb =
                self.is_small(word) && (self.is(word, BETWEEN) || self.word(word).ends_with("ly"));
            let floating = matches!(self.word(word), "both" | "all")
                && word > floor
                && self.is_sign(word - 1, ",—–");
            let span = matches!(self.word(word), "night" | "week" | "month" | "year")
                && word > floor + 1
                && self.word(word - 1) == "last";
            if floating || dated || span {
                at -= 2;
            } else if adverb {
                at -= 1;
            } else {
                break;
            }
        }
        at
    }

    pub fn bare_phrase_before(&self, end: usize, floor: usize) -> Option<Phrase> {
        let end = self.without_letters(floor + 1, end);
        let last = end.checked_sub(1).filter(|&it| it >= floor)?;
        if self.is(last, PRONOUN) && !self.is(last, ARTICLE) {
            return Some(self.phrase(Head::Pronoun, (last, end), last));
        }
        let Some(run) = self.run_before(end, floor) else {
            return self.description_before(end, floor);
        };
        let (from, titled) = self.without_title_before(run, end, floor);
        if from == end {
            return self.description_before(end, floor);
        }
        let linked = from == run && from > floor && self.is(from - 1, PREPOSITION);
        if linked && self.ends_sentence_before(from - 1) {
            // "In Asel Lee said": the place is not part of the name
            let from = end - (end - from).div_ceil(2);
            return Some(self.phrase(Head::Name, (from, end), from));
        }
        if linked && end - from < 3 {
            return self.description_before(end, floor);
        }
        let from = if linked || (from > floor && self.word(from - 1) == "and" && end - from > 2) {
            end - 2
        } else {
            from
        };
        let start = self.titles_start(from, floor);
        if !titled && start > floor && from == start && self.is(start - 1, ARTICLE) {
            if start > floor + 1 && is_link(self.word(start - 2)) {
                return self.description_before(end, floor);
            }
            return Some(self.phrase(Head::Description, (start - 1, end), start - 1));
        }
        Some(self.phrase(Head::Name, (from, end), start))
    }

    fn ends_sentence_before(&self, at: usize) -> bool {
        self.is(at, CAPITAL) && (at == 0 || self.ends_sentence(at - 1))
    }

    /// First token of the run of name words that ends before a token.
    fn run_before(&self, end: usize, floor: usize) -> Option<usize> {
        let mut start = end;
        while start > floor && end - start < LONGEST {
            let word = start - 1;
            let particle = start < end && self.is_particle_after_name(word, floor);
            let figure = self.is(word, FIGURE) && start == end;
            let owner = start < end && is_possessive(self.word(word));
            if owner || !(self.is_name_word(word, floor) || particle || figure) {
                break;
            }
            start = word;
        }
        (start < end && self.is(start, CAPITAL)).then_some(start)
    }

    /// "von" or "der" in "Ann von der Heide".
    fn is_particle_after_name(&self, at: usize, floor: usize) -> bool {
        let particle = |at: usize| self.is_small(at) && self.is(at, PARTICLE);
        let before = |steps: usize| at.checked_sub(steps).filter(|&it| it >= floor);
        let name = |steps| before(steps).is_some_and(|it| self.is_name_word(it, floor));
        particle(at) && (name(1) || (before(1).is_some_and(particle) && name(2)))
    }

    fn is_particle_before_name(&self, at: usize, floor: usize) -> bool {
        let particle = |at: usize| self.is_small(at) && self.is(at, PARTICLE);
        let name = |it| self.is_name_word(it, floor);
        particle(at) && (name(at + 1) || (particle(at + 1) && name(at + 2)))
    }

    /// Whether a word can be part of a name. A month can only follow another name word ("Theresa May").
    fn is_name_word(&self, at: usize, floor: usize) -> bool {
        if !self.is_word(at) || !self.is(at, CAPITAL) || self.is(at, STARTER) {
            return false;
        }
        let follows =
            at > floor && self.is(at - 1, CAPITAL) && !self.is(at - 1, STARTER | CALENDAR);
        !self.is(at, CALENDAR) || follows
    }

    /// "a spokesman for the ministry": back to the article, and on through "for" and "of".
    fn description_before(&self, end: usize, floor: usize) -> Option<Phrase> {
        let mut start = end;
        while start > floor && end - start < LONGEST {
            let word = start - 1;
            let pronoun = self.is(word, PRONOUN) && !self.is(word, DETERMINER);
            let first = self.is(word.wrapping_sub(1), ARTICLE | DETERMINER);
            let past =
                self.word(word).ends_with("ed") && self.is_small(word) && self.word(word).len() > 4;
            let verb = self.is(word, FINITE)
                || (past && !first && start < end && !self.is(start, CAPITAL));
            if !self.is_word(word)
                || self.is(word, CLAUSE)
                || pronoun
                || verb
                || self.cue_at(word).is_some()
            {
                break;
            }
            start = word;
            let linked = start > floor && self.is(start - 1, PREPOSITION);
            let more = start > floor && self.is(start - 1, ARTICLE) && !self.is(word, ARTICLE);
            if self.is(word, DETERMINER) && !linked && !more {
                break;
            }
        }
        if start + 1 < end && self.is(start, PREPOSITION) {
            start += 1;
        }
        if start == end || self.is(start, PREPOSITION) {
            return None;
        }
        Some(self.phrase(Head::Description, (start, end), start))
    }

    /// The noun phrase that begins at a token: "Secretary of State Ann Lee", "the minister, Ann Lee,".
    pub fn phrase_after(&self, start: usize) -> Option<Phrase> {
        if self.is(start, PRONOUN) && !self.is(start, DETERMINER) {
            return Some(self.phrase(Head::Pronoun, (start, start + 1), start));
        }
        let ceiling = (start + LONGEST).min(self.tokens.len());
        let mut at = start + usize::from(self.is(start, DETERMINER));
        let mut name = None;
        let mut linked = None;
        while at < ceiling {
            let titled = self.after_titles(at, ceiling);
            if titled > at {
                name = None;
                at = titled;
            } else if self.is_name_word(at, start) {
                let end = self.run_after(at, ceiling);
                if at > start && self.follows_link(at) {
                    linked = Some((at, end));
                } else {
                    name = Some((self.without_title_before(at, end, at).0, end));
                }
                at = end;
            } else if self.goes_on(at, name) {
                // "Borean officials": the run was only an adjective
                name = None;
                at += 1;
            } else {
                break;
            }
        }
        let mut phrase = self.forward_phrase(start, at, name, linked)?;
        self.apposition_after(&mut phrase);
        Some(phrase)
    }

    fn forward_phrase(
        &self,
        start: usize,
        end: usize,
        name: Option<(usize, usize)>,
        linked: Option<(usize, usize)>,
    ) -> Option<Phrase> {
        let article = self.is(start, DETERMINER);
        match (name, linked) {
            (Some((from, to)), _) if from >= to || (article && from == start + 1) => {
                Some(self.phrase(Head::Description, (start, to), start))
            }
            (Some(name), _) => Some(self.phrase(Head::Name, name, start)),
            // "Minister of Trade Ann Lee"
            (None, Some((from, to))) if to == end && to - from > 2 => {
                Some(self.phrase(Head::Name, (to - 2, to), start))
            }
            _ if end > start + usize::from(article) => {
                Some(self.phrase(Head::Description, (start, end), start))
            }
            _ => None,
        }
    }

    fn run_after(&self, start: usize, ceiling: usize) -> usize {
        let mut end = start;
        while end < ceiling {
            let particle = end > start && self.is_particle_before_name(end, start);
            let figure = end > start && self.is(end, FIGURE) && self.word(end).len() < 4;
            if !(particle || figure || self.is_name_word(end, start)) {
                break;
            }
            end += 1;
            if is_possessive(self.word(end - 1)) {
                break;
            }
        }
        end
    }

    fn follows_link(&self, at: usize) -> bool {
        let before = at - 1 - usize::from(self.is(at - 1, ARTICLE) && at > 1);
        is_link(self.word(before))
    }

    /// Whether a description goes on with this word: a noun, a link, an article after a link.
    fn goes_on(&self, at: usize, name: Option<(usize, usize)>) -> bool {
        let word = self.word(at);
        if !self.is_small(at) {
            return false;
        }
        if is_link(word) {
            return name.is_none() && at > 0 && self.is_word(at - 1) && self.is_word(at + 1);
        }
        if self.is(at, ARTICLE) {
            return at > 0 && is_link(self.word(at - 1));
        }
        let closes = self.is(
            at,
            CLAUSE | BETWEEN | PREPOSITION | DETERMINER | PRONOUN | FIGURE,
        );
        let verb = self.is(at, FINITE) || (word.len() > 4 && word.ends_with("ed"));
        let object = self.is(
            at + 1,
            DETERMINER | PREPOSITION | PRONOUN | CAPITAL | CLAUSE,
        );
        let aged = word.ends_with("-year-old");
        if aged {
            return true;
        }
        let acts = at > 0 && self.is(at - 1, TITLE | PERSON) && word.ends_with("ed");
        if closes || acts || verb && object || word.ends_with("ly") || self.cue_at(at).is_some() {
            return false;
        }
        name.is_none_or(|(from, to)| {
            let article = from > 0 && self.is(from - 1, ARTICLE);
            let adjective = word.ends_with('s') || article || self.leads_to_name(at);
            is_possessive(self.word(to - 1)) || (to == from + 1 && adjective)
        })
    }

    /// "party boss Reince Priebus" after "Republican": small nouns, then a name or a title.
    fn leads_to_name(&self, at: usize) -> bool {
        let mut next = at;
        let closed = CLAUSE | BETWEEN | PREPOSITION | DETERMINER | FINITE | DATED;
        while next < at + 3 && self.is_small(next) && !self.is(next, closed) {
            if self.is(next, TITLE | PERSON) {
                return true;
            }
            next += 1;
        }
        next > at && self.is_name_word(next, at)
    }

    fn apposition_after(&self, phrase: &mut Phrase) {
        if !self.is_sign(phrase.next, ",") {
            return;
        }
        let from = phrase.next + 1;
        let ceiling = (from + LONGEST).min(self.tokens.len());
        let mut to = from;
        while to < ceiling && (self.is_word(to)) && !self.is(to, CLAUSE) {
            to += 1;
        }
        phrase.gender |= self.gender(from, to);
        if phrase.head == Head::Description {
            let name = self.after_titles(from, ceiling);
            let end = self.run_after(name, ceiling);
            let stands = end > name && (!self.is_word(end) || self.is(end, PREPOSITION | CLAUSE));
            if stands && !is_possessive(self.word(end - 1)) {
                (phrase.head, phrase.from, phrase.to) = (Head::Name, name, end);
                phrase.next = end;
            }
        }
    }

    /// "the minister, Ann Lee,": the name in apposition is the speaker.
    fn take_apposition(&self, phrase: &mut Phrase, from: usize, to: usize) {
        let name = self.after_titles(from, to);
        let end = self.run_after(name, to);
        let all = end == to;
        let end = self.without_letters(name, end);
        let rest_in_brackets = all || self.is(end, PREPOSITION) || self.is_sign(end, "(");
        if end > name && rest_in_brackets && !is_possessive(self.word(end - 1)) {
            (phrase.head, phrase.from, phrase.to) = (Head::Name, name, end);
        }
    }

    /// The subject of a sentence whose verbs come later: its first noun phrase after what introduces it.
    pub fn subject_of_sentence(&self, start: usize, end: usize) -> Option<Phrase> {
        let start = self.after_dateline(start, end);
        let introduced = self.is(start, PREPOSITION | CLAUSE)
            || (self.is_word(start) && self.word(start).ends_with("ing"))
            || self.word(start) == "Asked";
        if !introduced {
            return self.phrase_after(start).filter(|phrase| phrase.next <= end);
        }
        let commas = (start..end).filter(|&at| self.is_sign(at, ","));
        let phrases = commas.filter_map(|at| self.phrase_after(at + 1).filter(|it| it.next <= end));
        let mut phrases = phrases.take(4);
        let first = phrases.next()?;
        // "in Salem, New Hampshire, Lee went on": a place between commas is no subject
        let acts = |it: &Phrase| !self.is_sign(it.next, ",") || it.start < it.from;
        if acts(&first) {
            return Some(first);
        }
        Some(phrases.find(acts).unwrap_or(first))
    }

    /// Past "PORT ASEL, May 9 (Coast Wire) —".
    pub fn after_dateline(&self, start: usize, end: usize) -> usize {
        // "17.20 Grau has come out"
        if self.is(start, FIGURE)
            && self.word(start).contains(['.', ':'])
            && self.is(start + 1, CAPITAL)
        {
            return start + 1;
        }
        let capitals =
            self.word(start).chars().all(char::is_uppercase) && self.word(start).len() > 2;
        let opens = start == 0 || self.kind(start - 1) == crate::token::TokenKind::Break;
        if !capitals || !opens {
            return start;
        }
        let dash = (start + 1..end.min(start + 16)).find(|&at| self.is_sign(at, "—–-"));
        dash.map_or(start, |dash| dash + 1)
    }

    pub fn phrase(&self, head: Head, (from, to): (usize, usize), start: usize) -> Phrase {
        Phrase {
            head,
            from,
            to,
            start,
            next: to,
            gender: self.gender(start, to) | self.gender_of_name(head, from, to),
        }
    }

    /// Last words of names of two words and more: a word among them is more likely a person than an outlet.
    pub fn family_names(&self) -> std::collections::BTreeSet<&str> {
        let mut names = std::collections::BTreeSet::new();
        for at in 1..self.tokens.len() {
            let ends = self.is_name_word(at, 0)
                && !self.is_name_word(at + 1, 0)
                && self.is_name_word(at - 1, 0)
                && !is_possessive(self.word(at - 1));
            if ends && !self.is(at, OUTLET_WORD) {
                names.insert(without_possessive(self.word(at)));
            }
        }
        names
    }

    /// The end of the run of name words at a token; the token itself if there is none.
    pub fn name_end(&self, at: usize) -> usize {
        self.run_after(at, (at + LONGEST).min(self.tokens.len()))
    }
}

fn is_link(word: &str) -> bool {
    matches!(word, "of" | "for" | "from")
}

/// "Asteria's".
pub fn is_possessive(word: &str) -> bool {
    without_possessive(word).len() < word.len()
}

/// A word without "'s".
pub fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .or_else(|| word.strip_suffix('\''))
        .or_else(|| word.strip_suffix('’'))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(passage: &Passage<'_>, phrase: Option<Phrase>) -> String {
        phrase.map_or("-".to_owned(), |it| {
            format!("{:?} {}", it.head, passage.words(it.from, it.to))
        })
    }

    fn before(text: &str) -> String {
        let passage = passage(text);
        shown(&passage, passage.phrase_before(passage.tokens.len() - 2, 0))
    }

    fn after(text: &str) -> String {
        let passage = passage(text);
        shown(&passage, passage.phrase_after(1))
    }

    use crate::sentence::passage;

    #[test]
    fn names_before_a_cue() {
        assert_eq!(
            before("U.S. Secretary of State Ann Lee has also said"),
            "Name Ann Lee"
        );
        assert_eq!(
            before("the foreign minister of Asteria, Ann Lee, on Monday said"),
            "Name Ann Lee"
        );
        assert_eq!(
            before("Ann Lee, the foreign minister, said"),
            "Name Ann Lee"
        );
        assert_eq!(before("Rep. G.K. Dunn (D-Md.) said"), "Name G.K. Dunn");
        assert_eq!(
            before("Asteria's negotiator Ursula von der Heide said"),
            "Name Ursula von der Heide"
        );
        assert_eq!(
            before("Minister for Trade and Industry Ann Lee said"),
            "Name Ann Lee"
        );
        assert_eq!(
            before("a spokesman for the ministry said"),
            "Description a spokesman for the ministry"
        );
        assert_eq!(
            before("a spokeswoman for Ann Lee later said"),
            "Description a spokeswoman for Ann Lee"
        );
        assert_eq!(
            before("the Foreign Minister said"),
            "Description the Foreign Minister"
        );
        assert_eq!(before("the Kremlin said"), "Description the Kremlin");
        assert_eq!(before("she said"), "Pronoun she");
    }

    #[test]
    fn names_after_a_cue() {
        assert_eq!(
            after("said Secretary of State Ann Lee in Asel"),
            "Name Ann Lee"
        );
        assert_eq!(after("said Yury Orlov, noting"), "Name Yury Orlov");
        assert_eq!(
            after("said the minister of fisheries, Ann Lee."),
            "Name Ann Lee"
        );
        assert_eq!(after("said Kremlin spokesman Otto Grau"), "Name Otto Grau");
        assert_eq!(
            after("said Borean officials on Monday"),
            "Description Borean officials"
        );
        assert_eq!(
            after("said a spokesman for the ministry on Monday"),
            "Description a spokesman for the ministry"
        );
        assert_eq!(after("said Minister of Trade Ann Lee"), "Name Ann Lee");
        assert_eq!(
            after("said Asterian Prime Minister Ann Lee"),
            "Name Ann Lee"
        );
        assert_eq!(after("said on Monday"), "-");
    }
}
