//! Words a reporter gives in other words: which clause of a sentence says what somebody said.
//!
//! Forms, in the order they are tried: `According to Name, …` and `…, according to Name`; `Name said [that] …`
//! and its kin with infinitive and object; `…, Name said`, `…, said Name` and `…, Name said, …`; `It was agreed
//! that …`. A fragment in quotation marks inside such a clause is part of it.

use crate::clause::Opening;
use crate::cue::Cue;
use crate::lexicon::{
    CLAUSE, CUE, DENIAL, DETERMINER, NEGATION, NOBODY, PREPOSITION, REPORTING, STARTER, UNNAMED,
};
use crate::name::{Head, Phrase};
use crate::sentence::Passage;
use crate::token::TokenKind;

/// The fewest tokens of a clause that stands before its cue.
const FEWEST: usize = 3;

/// Reported words in a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// First token of the words, and the token after them.
    pub words: (usize, usize),
    /// The tokens of the cue.
    pub cue: (usize, usize),
    /// The cue with what the lists say of it.
    pub verb: Option<Cue>,
    /// Who is named; nobody in "it was agreed".
    pub phrase: Option<Phrase>,
    /// How the words are opened.
    pub opening: Opening,
}

impl Report {
    fn new(words: (usize, usize), cue: &Cue, phrase: Option<Phrase>, opening: Opening) -> Self {
        Self {
            words,
            cue: (cue.at, cue.end),
            verb: Some(*cue),
            phrase,
            opening,
        }
    }

    /// Whether the cue itself negates the words.
    pub fn denies(&self) -> bool {
        self.verb.is_some_and(|cue| cue.is(DENIAL))
    }
}

impl Passage<'_> {
    /// The reported words of the sentence `start..end`, in the order of their cues.
    pub fn reports(&self, start: usize, end: usize) -> Vec<Report> {
        let mut found: Vec<Report> = Vec::new();
        found.extend(self.in_own_words(start, end));
        let mut at = found.first().map_or(start, |it| it.words.1);
        while at < end {
            let Some(cue) = self.report_cue_at(at) else {
                at += 1;
                continue;
            };
            at = cue.end;
            let inside = found
                .last()
                .is_some_and(|last| cue.at >= last.words.0 && cue.at < last.words.1);
            if inside {
                self.take_coordinate(&cue, end, &mut found);
            } else if let Some(report) = self.report_of(&cue, start, end, found.last()) {
                let whole = report.words.1 > cue.end && report.words.0 < cue.at;
                found.push(report);
                if whole {
                    break;
                }
            }
        }
        found.retain(|it| self.is_content(it.words));
        found
    }

    fn report_of(
        &self,
        cue: &Cue,
        start: usize,
        end: usize,
        last: Option<&Report>,
    ) -> Option<Report> {
        if cue.is_according() {
            return self.according(cue, start, end);
        }
        if cue.is_passive() {
            return self.unnamed(cue, start, end);
        }
        if let Some((from, opening)) = self.reported_after(cue, end) {
            let stop = self.stop_of(cue, (from, opening), end);
            // "called the idea “dead”": the fragment itself is the statement
            let fragment = |at: &usize| self.is_quote(*at) || self.is_sign(*at, ",");
            if cue.names()
                && (from..stop)
                    .find(fragment)
                    .is_some_and(|at| self.is_quote(at))
            {
                return None;
            }
            let phrase = self.reporter(cue, start, last);
            if self.asked_only(cue, start) {
                return Some(Report::new((from, stop), cue, None, opening));
            }
            phrase?;
            return Some(Report::new((from, stop), cue, phrase, opening));
        }
        self.words_before(cue, start, end, last)
    }

    /// The subject of a cue; a further cue of the sentence shares that of the one before.
    fn reporter(&self, cue: &Cue, start: usize, last: Option<&Report>) -> Option<Phrase> {
        let own = self.reporting_subject(cue, start);
        let shared = last.and_then(|it| it.phrase);
        let joined = cue.at > start && matches!(self.word(cue.at - 1), "and" | "but" | "then");
        if (cue.is_participle() || joined) && shared.is_some() {
            return shared;
        }
        let own = own.filter(|it| self.is_reporter(it));
        own.or(shared).or_else(|| self.speaker_behind(cue, start))
    }

    /// `"…," said Name, adding that …`
    fn speaker_behind(&self, cue: &Cue, start: usize) -> Option<Phrase> {
        let quoted = |at: &usize| self.is_quote(at - 1) && self.cue_at(*at).is_some();
        let verb = (start + 1..cue.at).rev().find(quoted)?;
        self.phrase_after(self.cue_at(verb)?.end)
            .filter(|it| it.next <= cue.at)
    }

    /// "Nothing", "this", "what" speak for nobody.
    fn is_reporter(&self, phrase: &Phrase) -> bool {
        let word = self.word(phrase.from);
        let lone = phrase.to == phrase.from + 1;
        let empty = self.is(phrase.from, NOBODY) && (lone || !self.is(phrase.from, DETERMINER));
        let loose =
            phrase.head == Head::Description && self.is(phrase.from, PREPOSITION | NEGATION);
        !(word.is_empty() || empty || loose)
    }

    /// "Asked whether …," opens a sentence: who asked is not told.
    fn asked_only(&self, cue: &Cue, start: usize) -> bool {
        cue.at == start && self.word(cue.at) == "Asked"
    }

    /// Where the words after a cue end; after "Asked whether" the comma before the answer ends them.
    fn stop_of(&self, cue: &Cue, (from, opening): (usize, Opening), end: usize) -> usize {
        let stop = if opening == Opening::Object {
            self.object_end(from, end)
        } else {
            self.reported_end(from, end)
        };
        if self.word(cue.at) != "Asked" {
            return stop;
        }
        let comma = (from..stop).find(|&at| self.is_sign(at, ","));
        comma.unwrap_or(stop)
    }

    /// "… but added that", "…, noting that": the reporter goes on inside what would be the words before.
    fn take_coordinate(&self, cue: &Cue, end: usize, found: &mut Vec<Report>) {
        let Some(last) = found.last().copied() else {
            return;
        };
        let mut joint = cue.at;
        while joint > last.words.0
            && self.is_word(joint - 1)
            && (self.is(joint - 1, crate::lexicon::BETWEEN) || self.word(joint - 1).ends_with("ly"))
            && cue.at - joint < 3
        {
            joint -= 1;
        }
        let Some(before) = joint.checked_sub(1).filter(|&it| it > last.words.0) else {
            return;
        };
        let list = matches!(self.word(before), "and" | "but" | "then") && !cue.is_participle();
        let participle = cue.is_participle() && self.is_sign(before, ",—–");
        let clause = if list || participle {
            None
        } else {
            self.new_subject(cue, last.words.0)
        };
        if !(list || participle) && clause.is_none() {
            return;
        }
        if cue.is_passive() || cue.is_according() {
            return;
        }
        let named = (cue.end..end.min(cue.end + 8)).any(|at| self.is_quote(at));
        if cue.names() && named {
            // "and calls her “…”": the fragment is a statement of its own
            if let Some(earlier) = found.last_mut().filter(|_| list || participle) {
                earlier.words.1 = self.trimmed(earlier.words.0, before);
            }
            return;
        }
        let Some((from, opening)) = self.reported_after(cue, end) else {
            return;
        };
        let firm = opening != Opening::Object || list && self.is(cue.at, CUE);
        if !firm && !participle {
            return;
        }
        let cut = clause.map_or(before, |(cut, _)| cut);
        let phrase = clause.map_or(last.phrase, |(_, phrase)| Some(phrase));
        let words = (from, self.stop_of(cue, (from, opening), end));
        let Some(earlier) = found.last_mut() else {
            return;
        };
        earlier.words.1 = self.trimmed(earlier.words.0, cut);
        found.push(Report::new(words, cue, phrase, opening));
    }

    /// ", and Lee said": where the words before end, and who goes on.
    fn new_subject(&self, cue: &Cue, floor: usize) -> Option<(usize, Phrase)> {
        let phrase = self.phrase_before(cue.at, floor)?;
        let joint = phrase.start.checked_sub(1).filter(|&it| it > floor)?;
        let joined = matches!(self.word(joint), "and" | "but" | "while" | "though");
        let comma = joint > floor && self.is_sign(joint - 1, ",");
        let semicolon = self.is_sign(joint, ";");
        ((joined && comma) || semicolon).then_some((joint, phrase))
    }

    fn trimmed(&self, start: usize, end: usize) -> usize {
        let mut stop = end;
        while stop > start && (self.is_sign(stop - 1, ".,;:!?…—–-")) {
            stop -= 1;
        }
        stop
    }

    /// `According to Name, words` and `words, according to Name`.
    fn according(&self, cue: &Cue, start: usize, end: usize) -> Option<Report> {
        let phrase = self.phrase_after(cue.end)?;
        let opens = cue.at <= start + 1;
        if opens {
            let comma =
                (phrase.next..end.min(phrase.next + 25)).find(|&at| self.is_sign(at, ","))?;
            let stop = self.reported_end(comma + 1, end);
            return Some(Report::new(
                (comma + 1, stop),
                cue,
                Some(phrase),
                Opening::Marked,
            ));
        }
        let mut from = self.words_start(start);
        if let Some(semicolon) = (from..cue.at).rev().find(|&at| self.is_sign(at, ";")) {
            from = semicolon + 1;
        }
        if self.is_quote(from) && self.quoted(from).trim_end().ends_with(',') {
            return None;
        }
        let stop = self.trimmed(from, cue.at);
        Some(Report::new(
            (from, stop),
            cue,
            Some(phrase),
            Opening::Marked,
        ))
    }

    /// `In his words, words`, `In her view words`.
    fn in_own_words(&self, start: usize, end: usize) -> Option<Report> {
        let owner = matches!(self.word(start + 1), "his" | "her" | "their");
        let noun = matches!(
            self.word(start + 2),
            "words" | "view" | "opinion" | "telling" | "account"
        );
        if self.word(start) != "In" || !owner || !noun {
            return None;
        }
        let from = start + 3 + usize::from(self.is_sign(start + 3, ","));
        let phrase = Phrase {
            head: Head::Pronoun,
            from: start + 1,
            to: start + 2,
            start: start + 1,
            next: start + 2,
            gender: 0,
        };
        // a cue behind says it better
        let cued = (from..end).any(|at| self.cue_at(at).is_some());
        (!cued).then(|| Report {
            words: (from, self.reported_end(from, end)),
            cue: (start, start + 3),
            verb: None,
            phrase: Some(phrase),
            opening: Opening::Marked,
        })
    }

    /// `It was agreed that words`, `Name is said to words`: nobody is named as the source.
    fn unnamed(&self, cue: &Cue, start: usize, end: usize) -> Option<Report> {
        if cue.is(UNNAMED) && self.word(cue.end) == "to" {
            let stop = self.reported_end(cue.end + 1, end);
            return Some(Report::new(
                (cue.end + 1, stop),
                cue,
                None,
                Opening::Infinitive,
            ));
        }
        let (from, opening) = self.reported_after(cue, end)?;
        let plain = matches!(opening, Opening::Marked | Opening::Infinitive);
        let subject = self.phrase_before(cue.at, start);
        let told =
            cue.is(crate::lexicon::ADDRESSEE | crate::lexicon::DIRECTIVE) && subject.is_some();
        let it = self.word(start) == "It" || (start..cue.at).any(|at| self.word(at) == "it");
        let stop = self.reported_end(from, end);
        (plain && (it || told)).then(|| Report::new((from, stop), cue, None, opening))
    }

    /// `words, Name said`, `words, said Name`, `words, Name said, words`.
    fn words_before(
        &self,
        cue: &Cue,
        start: usize,
        end: usize,
        last: Option<&Report>,
    ) -> Option<Report> {
        let next = cue.end + 1;
        let quotes = self.is_sign(cue.end, ":")
            || (self.is_sign(cue.end, ",") && self.is_quote(next) && self.begins_sentence(next));
        if !cue.is(CUE | REPORTING) || cue.is_participle() || quotes {
            return None;
        }
        let floor = last.map_or(start, |it| it.words.1.max(start));
        let (subject, phrase, after) = self.subject_behind(cue, floor, end)?;
        let from = self.words_start(floor);
        let stop = self.trimmed(from, subject);
        let goes_on = self.goes_on_after(after, end);
        let words = if goes_on {
            (from, self.reported_end(after + 1, end))
        } else {
            (from, stop)
        };
        let verb = self.has_verb(from, stop) || (goes_on && self.has_verb(after, words.1));
        let opened = !self.is(from, CLAUSE) || self.is(from, STARTER);
        let quoted = self.is_quote(stop.saturating_sub(1)) && stop == from + 1;
        let fits = words.1 >= from + FEWEST && verb && opened && !quoted && stop > from;
        fits.then(|| Report::new(words, cue, Some(phrase), Opening::Bare))
    }

    /// The place before the subject, the subject, and the token after the cue or the subject.
    fn subject_behind(
        &self,
        cue: &Cue,
        floor: usize,
        end: usize,
    ) -> Option<(usize, Phrase, usize)> {
        let separates = |at: usize| {
            self.is_sign(at, ",—–")
                || (self.is_quote(at) && self.quoted(at).trim_end().ends_with([',', '?', '!']))
        };
        if cue.at > floor && separates(cue.at - 1) {
            let phrase = self.phrase_after(cue.end).filter(|it| it.next <= end)?;
            return (phrase.head != Head::Pronoun).then_some((cue.at, phrase, phrase.next));
        }
        let phrase = self.phrase_before(cue.at, floor)?;
        let mut begins = phrase.start;
        if begins > floor && self.word(begins - 1) == "as" {
            begins -= 1;
        }
        let separated = begins > floor && separates(begins - 1);
        let mut after = cue.end;
        while after < end && self.is_word(after) {
            after += 1;
        }
        (separated && self.is_reporter(&phrase)).then_some((begins, phrase, after))
    }

    fn goes_on_after(&self, after: usize, end: usize) -> bool {
        let next = after + 1;
        let more = self.is_sign(after, ",") && next + 1 < end;
        let participle = self.report_cue_at(next).is_some() || self.word(next).ends_with("ing");
        let retold = (next..end).any(|at| self.report_cue_at(at).is_some());
        let joined =
            matches!(self.word(next), "and" | "but") && (retold || !self.has_verb(next, end));
        let turns = joined
            || matches!(
                self.word(next),
                "because"
                    | "when"
                    | "while"
                    | "after"
                    | "if"
                    | "since"
                    | "who"
                    | "which"
                    | "though"
                    | "according"
                    | "as"
            )
            || self.is_quote(next) && self.begins_sentence(next);
        more && !participle && !turns
    }

    /// Past "But", "At the same time," and marks of lists before the words.
    fn words_start(&self, floor: usize) -> usize {
        let mut from = self.after_dateline(floor, floor + 20);
        while self.is_sign(from, ",;:.—–-*•#>")
            || matches!(self.word(from), "But" | "And" | "but" | "and")
        {
            from += 1;
        }
        from
    }

    /// Not a lone quotation, which is direct speech, and not a lone word.
    fn is_content(&self, (from, to): (usize, usize)) -> bool {
        let words = (from..to).filter(|&at| self.is_word(at)).count();
        let quotes = (from..to).filter(|&at| self.is_quote(at)).count();
        let outside = words > 0 && (quotes > 0 || words > 1);
        from < to && outside && self.kind(from) != TokenKind::Break
    }
}
