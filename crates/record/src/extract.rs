//! The walk through a text that turns quotations into proposals.
//!
//! A quotation gets the attribution that adjoins it; without one it goes on with the speaker of its paragraph, then
//! of the paragraph before, at falling confidence. Fragments inside words that a reporter retells belong to these.

use std::collections::BTreeSet;

use crate::attribute::Attribution;
use crate::cue::Cue;
use crate::lexicon::{
    CAPITAL, CLAUSE, LEXICON, MAN_NAME, MODAL, NEGATION, NOBODY, PERSON, TITLE, WOMAN_NAME,
};
use crate::marks::Span;
use crate::name::Head;
use crate::piece::pieces;
use crate::quote::{Kind, Mention, Quote, confidence};
use crate::reading_text::MAX_SOURCE_BYTES;
use crate::register::{Index, Register, folded};
use crate::report::Report;
use crate::retold::retold;
use crate::sentence::{Passage, passage};
use crate::speaker::{Speaker, Speakers};
use crate::token::TokenKind;

/// Fewer quoted words than this are scare quotes unless a cue governs them.
const FEWEST_WORDS: usize = 3;
/// How many paragraphs in a row may carry a speaker over.
const FARTHEST_CARRY: usize = 3;

/// Direct quotations in a text, in order; none overlaps another.
///
/// Who is known from the register is named by id; everybody else only as printed. What lies beyond
/// [`MAX_SOURCE_BYTES`] is not read.
///
/// ```
/// use onetext_record::{Register, quotes};
/// let text = "“The strait stays open,” Ann Lee told the Shore Gazette on Monday. “We gave our word.”";
/// let found = quotes(text, &Register::default());
/// assert_eq!(&text[found[0].start..found[0].end], "The strait stays open,");
/// assert_eq!(found[0].speaker.as_ref().map(|it| it.text.as_str()), Some("Ann Lee"));
/// assert_eq!(found[0].channel.as_deref(), Some("Shore Gazette"));
/// assert_eq!(found[1].speaker, found[0].speaker);
/// assert!(found[1].confidence < found[0].confidence);
/// ```
#[must_use]
pub fn quotes(text: &str, register: &Register) -> Vec<Quote> {
    let mut found = Vec::new();
    each_quote(text, register, |quote| found.push(quote));
    found
}

/// Like [`quotes`], one after the other: a long source takes no more memory than a short one.
///
/// ```
/// use onetext_record::{Register, each_quote};
/// let mut speakers = Vec::new();
/// each_quote("Ann Lee said it was late.", &Register::default(), |it| speakers.push(it.speaker));
/// assert_eq!(speakers[0].as_ref().map(|it| it.text.as_str()), Some("Ann Lee"));
/// ```
pub fn each_quote(text: &str, register: &Register, mut take: impl FnMut(Quote)) {
    let mut end = text.len().min(MAX_SOURCE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut speakers = Speakers::new(Index::new(register));
    let mut paragraph = 0;
    for (start, stop) in pieces(&text[..end]) {
        let passage = passage(&text[start..stop]);
        speakers.learn_sides(&passage);
        let walk = Walk {
            passage: &passage,
            people: passage.family_names(),
            speakers: &mut speakers,
            found: Vec::new(),
            reports: Vec::new(),
            retold: Vec::new(),
            told: 0,
            sentence: 0,
            used: 0,
            paragraph,
            carried: 0,
        };
        let (found, after) = walk.finish();
        paragraph = after;
        for quote in found {
            take(Quote {
                start: quote.start + start,
                end: quote.end + start,
                paragraph: (quote.paragraph.0 + start, quote.paragraph.1 + start),
                ..quote
            });
        }
    }
}

struct Walk<'p, 'r> {
    passage: &'p Passage<'p>,
    people: BTreeSet<&'p str>,
    speakers: &'p mut Speakers<'r>,
    found: Vec<Found>,
    /// Clauses of the present sentence that report words, and the proposals made of them so far.
    reports: Vec<Report>,
    retold: Vec<Quote>,
    /// How many of them are made, and where the sentence begins.
    told: usize,
    sentence: usize,
    /// The token after the last one an attribution has used.
    used: usize,
    paragraph: usize,
    carried: usize,
}

/// A proposal with what the walk still needs of it.
struct Found {
    quote: Quote,
    /// Its confidence before anything is taken off for a missing mark.
    strength: f64,
    token: usize,
    number: usize,
    paragraph: usize,
}

impl Walk<'_, '_> {
    fn finish(mut self) -> (Vec<Quote>, usize) {
        let mut sentence = 0;
        for at in 0..self.passage.tokens.len() {
            if at == 0 || self.passage.ends_sentence(at - 1) {
                sentence = at;
                self.note_subject(at);
                self.reports = self.passage.reports(at, self.passage.sentence_end(at));
                self.told = 0;
                self.sentence = at;
            }
            self.retell(at);
            match self.passage.kind(at) {
                TokenKind::Quote(number) => self.quotation(at, number as usize),
                TokenKind::Break => self.paragraph += 1,
                TokenKind::Word => self.note_words(at, sentence.max(self.used)),
                TokenKind::Sign(_) => {}
            }
        }
        let mut all: Vec<Quote> = self.found.into_iter().map(|it| it.quote).collect();
        all.append(&mut self.retold);
        all.sort_by_key(|it| (it.start, it.end));
        let mut all = without_overlap(all);
        for quote in &mut all {
            let words = &self.passage.text[quote.start..quote.end];
            let own = quote.side.as_deref();
            quote.hearsay |= self.speakers.is_of_another(words, own);
            if quote.kind == Kind::Direct {
                (quote.negated, quote.modal) = shades(words);
            }
        }
        (all, self.paragraph)
    }

    /// The words whose cue stands at a token, in other words than the speaker's.
    fn retell(&mut self, at: usize) {
        let sentence = (self.sentence, self.passage.sentence_end(self.sentence));
        while let Some(report) = self.reports.get(self.told).filter(|it| it.cue.0 <= at) {
            let speaker = report
                .phrase
                .map(|phrase| self.speakers.resolve(self.passage, &phrase));
            let mention = speaker.as_ref().map(|it| it.mention.clone());
            let mut quote = retold(self.passage, report, mention, sentence, &self.people);
            quote.side = speaker.as_ref().and_then(|it| it.side.clone());
            self.retold.push(quote);
            self.told += 1;
            if let Some(speaker) = speaker {
                self.speakers.note(speaker, self.paragraph, false);
            }
        }
    }

    /// A person who opens a sentence may be whom a pronoun means.
    fn note_subject(&mut self, start: usize) {
        let end = self.passage.sentence_end(start);
        let phrase = self.passage.subject_of_sentence(start, end);
        let named = phrase.filter(|it| {
            let full = it.to - it.from > 1 || it.start < it.from;
            let known = self.people.contains(self.passage.word(it.from));
            let one = |at: usize| !self.passage.word(at).ends_with('s');
            let person = (it.from..it.to).any(|at| self.passage.is(at, PERSON | TITLE) && one(at));
            match it.head {
                Head::Name => full || known || self.passage.is_likely_person(it),
                Head::Description => person && !self.passage.is(it.from, NOBODY),
                Head::Pronoun => false,
            }
        });
        if let Some(mut phrase) = named {
            let noun = (phrase.from..phrase.to)
                .rev()
                .find(|&at| self.passage.is(at, PERSON | TITLE));
            if let Some(noun) = noun.filter(|_| phrase.head == Head::Description) {
                // "a Borean official offers"
                phrase.to = noun + 1;
            }
            let speaker = self.speakers.resolve(self.passage, &phrase);
            self.speakers.note(speaker, self.paragraph, false);
        }
    }

    /// Whoever is the subject of a cue without a quotation speaks too.
    fn note_words(&mut self, at: usize, floor: usize) {
        if self.speakers.has_namesakes() {
            let end = self.passage.name_end(at);
            if end > at + 1 {
                self.speakers.full_name(&self.passage.words(at, end));
            }
        }
        if self.passage.is(at, MAN_NAME | WOMAN_NAME) && self.passage.is(at, CAPITAL) {
            let end = self.passage.name_end(at);
            self.speakers.name(self.passage, (at, end), self.paragraph);
        }
        if let Some((office, name)) = self.passage.office_at(at) {
            self.speakers.give_office(&office, &name);
        }
        if at < self.used {
            return;
        }
        let Some(cue) = self.passage.cue_at(at) else {
            return;
        };
        let floor = floor.max(at.saturating_sub(crate::sentence::REACH));
        if let Some(phrase) = self.passage.reporting_subject(&cue, floor) {
            let speaker = self.speakers.resolve(self.passage, &phrase);
            self.speakers.note(speaker, self.paragraph, false);
        }
    }

    fn quotation(&mut self, at: usize, number: usize) {
        let fragment = |it: &Report| it.words.0 <= at && at < it.words.1;
        if self.reports.iter().any(fragment) {
            return;
        }
        let span = self.passage.spans[number];
        let quote = self
            .tagged(at)
            .or_else(|| self.attributed(at))
            .or_else(|| self.inherited(at, number));
        let Some(quote) = quote else { return };
        let mut quote = located(quote, &span);
        let continued = self
            .passage
            .spans
            .get(number + 1)
            .is_some_and(|next| next.continues);
        let strength = quote.confidence;
        if span.continues {
            self.give_back(&quote, number);
        }
        if !span.closed && !continued {
            quote.confidence -= confidence::UNCLOSED;
        }
        self.found.push(Found {
            quote,
            strength,
            token: at,
            number,
            paragraph: self.paragraph,
        });
    }

    /// `"RAMOS: Did you?"`: a transcript quoted whole names its speakers in capitals.
    fn tagged(&mut self, at: usize) -> Option<Quote> {
        let (tag, _) = self.passage.quoted(at).split_once(':')?;
        let capital = |c: char| c.is_uppercase() || " .'’-".contains(c);
        let name = tag.len() > 2 && tag.len() < 40 && tag.chars().all(capital);
        let mention = Mention {
            text: tag.trim().to_owned(),
            ..Mention::default()
        };
        name.then(|| unattributed(Some(mention), confidence::SPLIT))
    }

    /// A quotation with an attribution of its own.
    fn attributed(&mut self, at: usize) -> Option<Quote> {
        let before = self.passage.attribution_before(at, self.used);
        let own = before.or_else(|| {
            self.passage
                .attribution_after(at)
                .filter(|_| !self.is_inside(at))
        })?;
        let speaker = own
            .phrase
            .map(|phrase| self.speakers.resolve(self.passage, &phrase));
        let mention = speaker.as_ref().map(|it| it.mention.clone());
        if let Some(quote) = self.added(at, &own) {
            self.used = self.used.max(own.used);
            return Some(quote);
        }
        let quote = Quote {
            cue: own.cue.map(|cue| self.passage.words(cue.at, cue.end)),
            channel: self
                .passage
                .channel(own.cue.as_ref(), own.sentence, &self.people),
            hearsay: own.hearsay,
            confidence: strength(&own, mention.as_ref()),
            when: own.cue.and_then(|cue| {
                self.passage
                    .when_said((cue.at, cue.end), (at, at + 1), own.sentence)
            }),
            mention: own.phrase.map(|it| self.passage.words(it.from, it.to)),
            speaker: mention,
            side: speaker.as_ref().and_then(|it| it.side.clone()),
            ..Quote::default()
        };
        self.used = self.used.max(own.used);
        self.carried = 0;
        if let Some(speaker) = speaker {
            self.speakers.note(speaker, self.paragraph, true);
        }
        Some(quote)
    }

    /// `"…," said Name, adding: "…"`: the subject of the participle is the speaker of the same sentence.
    fn added(&self, at: usize, own: &Attribution) -> Option<Quote> {
        let cue = own.cue.filter(|it| {
            own.phrase.is_none()
                && (it.is_participle()
                    || matches!(
                        self.passage.word(it.at.wrapping_sub(1)),
                        "and" | "but" | "then"
                    ))
        })?;
        let start = self.passage.sentence_start(at);
        let Some(previous) = self.found.last().filter(|it| it.token >= start) else {
            return self.added_to_report(&cue);
        };
        Some(Quote {
            cue: Some(self.passage.words(cue.at, cue.end)),
            ..weaker(previous, 1.0)
        })
    }

    /// `Name said it was late, adding, "…"`: the speaker is that of the words retold before.
    fn added_to_report(&self, cue: &Cue) -> Option<Quote> {
        let quote = self.retold.last().filter(|_| self.told > 0)?;
        Some(Quote {
            kind: Kind::Direct,
            cue: Some(self.passage.words(cue.at, cue.end)),
            ..quote.clone()
        })
    }

    /// A quotation that goes on with an earlier attribution, or has none.
    fn inherited(&mut self, at: usize, number: usize) -> Option<Quote> {
        let previous = self.found.last();
        let continues = self.passage.spans[number].continues
            && previous.is_some_and(|it| it.number + 1 == number);
        if let Some(previous) = previous.filter(|_| continues) {
            return Some(weaker(previous, 1.0));
        }
        let start = self.passage.sentence_start(at);
        let same_sentence = previous.is_some_and(|it| it.token >= start);
        let joined = same_sentence && self.is_joined(at);
        if !joined && (self.is_inside(at) || self.is_followed(at)) {
            return None;
        }
        let words = words(self.passage.quoted(at));
        let sentence = self.passage.quoted_ends(at) && start == at;
        let previous = previous.filter(|it| it.paragraph == self.paragraph);
        let last = self.speakers.last().cloned();
        let last = last.filter(|it| it.paragraph == self.paragraph);
        if let Some(previous) = previous
            && (joined || last.as_ref().is_none_or(|it| it.quoted))
            && (words >= FEWEST_WORDS || joined || sentence)
        {
            return Some(weaker(previous, confidence::SPLIT));
        }
        if words < FEWEST_WORDS || self.passage.looks_like_title(at) {
            return None;
        }
        self.carried_over((at, number), last)
    }

    /// The speaker of the paragraph, else of the paragraph before, else nobody. A heading is no quotation.
    fn carried_over(
        &mut self,
        (at, number): (usize, usize),
        in_paragraph: Option<Speaker>,
    ) -> Option<Quote> {
        if let Some(speaker) = in_paragraph {
            return Some(unattributed(Some(speaker.mention), confidence::SENTENCE));
        }
        let opens = at == 0 || self.passage.kind(at - 1) == TokenKind::Break;
        let near = |it: &&Speaker| it.paragraph + 1 == self.paragraph;
        let speaker = self.speakers.last().filter(near).cloned();
        if let Some(speaker) = speaker.filter(|_| opens && self.carried < FARTHEST_CARRY) {
            self.carried += 1;
            let mention = speaker.mention.clone();
            self.speakers.note(speaker, self.paragraph, true);
            return Some(unattributed(Some(mention), confidence::CARRIED));
        }
        let heading = self.passage.text[self.passage.spans[number].paragraph.0..].starts_with('#');
        (!heading).then(|| unattributed(None, confidence::NOBODY))
    }

    /// Whether a quotation is a fragment of the reporter's own sentence before it.
    fn is_inside(&self, at: usize) -> bool {
        let start = self.passage.sentence_start(at);
        if start == at {
            return false;
        }
        let before = at - 1;
        if self.passage.is_word(before) {
            let opens = self.passage.is(before, CLAUSE)
                && (before == start || self.passage.is_quote(before - 1));
            return !opens;
        }
        let list = self.passage.is_sign(before, ",—–(") && !self.passage.begins_sentence(at);
        list && !self.passage.is_sign(before, ":") && before > start + 2
    }

    /// Whether the reporter's sentence goes on after a quotation as if it were a word of it.
    fn is_followed(&self, at: usize) -> bool {
        let open = !self
            .passage
            .quoted(at)
            .trim_end()
            .ends_with(['.', '!', '?', '…', ',', '—', '–', '-']);
        open && self.passage.is_small(at + 1)
    }

    /// Whether only a comma, a dash or "and" joins a quotation to the words before it.
    fn is_joined(&self, at: usize) -> bool {
        let before = at.saturating_sub(1);
        let listed = self.passage.is(before, CLAUSE)
            && before > 0
            && (self.passage.is_quote(before - 1) || self.passage.is_sign(before - 1, ","));
        self.passage.is_sign(before, ",—–:") || self.passage.is_quote(before) || listed
    }

    /// Earlier parts of a quotation over several paragraphs get the attribution found at its end.
    fn give_back(&mut self, quote: &Quote, number: usize) {
        let mut number = number;
        for earlier in self.found.iter_mut().rev() {
            let linked = earlier.number + 1 == number && self.passage.spans[number].continues;
            if !linked || earlier.strength >= quote.confidence {
                break;
            }
            let (start, end, paragraph) = (
                earlier.quote.start,
                earlier.quote.end,
                earlier.quote.paragraph,
            );
            earlier.quote = Quote {
                start,
                end,
                paragraph,
                ..quote.clone()
            };
            earlier.strength = quote.confidence;
            number = earlier.number;
        }
    }
}

/// Whether quoted words say "not", and the first word that says how firmly they are meant.
fn shades(words: &str) -> (bool, Option<String>) {
    let bare = |word: &str| folded(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<String> = words.split_whitespace().map(bare).collect();
    let flags = |word: &String| LEXICON.flags(word);
    let negated = words
        .iter()
        .any(|it| flags(it) & NEGATION != 0 || it.ends_with("n't"));
    let modal = words.into_iter().find(|it| flags(it) & MODAL != 0);
    (negated, modal)
}

/// Of two proposals for the same bytes the speaker's own words stay.
fn without_overlap(all: Vec<Quote>) -> Vec<Quote> {
    let mut kept: Vec<Quote> = Vec::with_capacity(all.len());
    for quote in all {
        match kept.last() {
            Some(last) if last.end > quote.start => {
                if quote.kind == Kind::Direct && last.kind != Kind::Direct {
                    kept.pop();
                    kept.push(quote);
                }
            }
            _ => kept.push(quote),
        }
    }
    kept
}

/// The confidence of an attribution that adjoins its quotation.
fn strength(own: &Attribution, mention: Option<&Mention>) -> f64 {
    let step = match (own.phrase, mention) {
        (Some(phrase), Some(mention)) => match phrase.head {
            _ if own.cue.is_none() => confidence::SPLIT,
            Head::Pronoun => confidence::PRONOUN,
            _ if mention.person.is_some() => confidence::REGISTERED,
            Head::Name => confidence::NAMED,
            Head::Description => confidence::DESCRIBED,
        },
        _ => confidence::NOBODY,
    };
    if own.hearsay {
        step.min(confidence::HEARSAY)
    } else {
        step
    }
}

/// The attribution of an earlier proposal, at its confidence or a lower step.
fn weaker(earlier: &Found, most: f64) -> Quote {
    Quote {
        confidence: earlier.strength.min(most),
        ..earlier.quote.clone()
    }
}

fn unattributed(speaker: Option<Mention>, confidence: f64) -> Quote {
    Quote {
        speaker,
        confidence,
        ..Quote::default()
    }
}

fn located(quote: Quote, span: &Span) -> Quote {
    Quote {
        start: span.start,
        end: span.end,
        paragraph: span.paragraph,
        ..quote
    }
}

fn words(quoted: &str) -> usize {
    let spoken = |word: &&str| word.contains(char::is_alphanumeric);
    quoted
        .split_whitespace()
        .filter(spoken)
        .take(FEWEST_WORDS)
        .count()
}
