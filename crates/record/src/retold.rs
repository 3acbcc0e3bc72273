//! From a clause that reports words to a proposal.

use std::collections::BTreeSet;

use crate::clause::Opening;
use crate::lexicon::{HEARSAY, MODAL, NEGATION};
use crate::name::Head;
use crate::quote::{Kind, Mention, Quote, confidence};
use crate::report::Report;
use crate::sentence::Passage;

/// The proposal a report makes.
pub fn retold(
    passage: &Passage<'_>,
    report: &Report,
    speaker: Option<Mention>,
    sentence: (usize, usize),
    people: &BTreeSet<&str>,
) -> Quote {
    let (from, to) = report.words;
    let place = |at: usize| {
        passage
            .tokens
            .get(at)
            .map_or((0, 0), |it| (it.start as usize, it.end as usize))
    };
    // "cautioned against the notion that X": without "against" the words would say the contrary.
    let between = report.cue.0..from.max(report.cue.0);
    let against = between.rev().find(|at| passage.word(*at) == "against");
    let from = against.unwrap_or(from);
    let (start, end) = (place(from).0, place(to.saturating_sub(1)).1);
    let mixed = (from..to).any(|at| passage.is_quote(at));
    let hearsay = (sentence.0..sentence.1).any(|at| passage.is(at, HEARSAY));
    Quote {
        kind: if mixed { Kind::Mixed } else { Kind::Indirect },
        start,
        end,
        cue: Some(passage.words(report.cue.0, report.cue.1)),
        channel: passage.channel(report.verb.as_ref(), around(report, sentence), people),
        when: passage.when_said(report.cue, report.words, sentence),
        mention: report.phrase.map(|it| passage.words(it.from, it.to)),
        hearsay,
        denied: report.denies(),
        negated: report.denies()
            || against.is_some()
            || (from..to).any(|at| passage.is(at, NEGATION)),
        modal: (from..to)
            .find(|&at| passage.is(at, MODAL) && passage.is_small(at))
            .map(|at| passage.words(at, at + 1)),
        paraphrase: matches!(report.opening, Opening::Object | Opening::Directive),
        confidence: strength(report, speaker.as_ref(), hearsay),
        speaker,
        paragraph: passage.paragraph_of(from),
        ..Quote::default()
    }
}

/// The part of the sentence that is the reporter's own: a channel named in the words is not where they were said.
fn around(report: &Report, sentence: (usize, usize)) -> (usize, usize) {
    if report.words.0 >= report.cue.1 {
        (sentence.0, report.words.0)
    } else {
        (report.cue.0.min(report.words.1), sentence.1)
    }
}

/// How firmly the sentence names the speaker, lower where the words are less clearly theirs.
fn strength(report: &Report, speaker: Option<&Mention>, hearsay: bool) -> f64 {
    let named = match (report.phrase, speaker) {
        (Some(phrase), Some(speaker)) => match phrase.head {
            Head::Pronoun => confidence::PRONOUN,
            _ if speaker.person.is_some() => confidence::REGISTERED,
            Head::Name => confidence::NAMED,
            Head::Description => confidence::DESCRIBED,
        },
        _ => confidence::NOBODY,
    };
    let most = match report.opening {
        Opening::Object => confidence::PARAPHRASE,
        Opening::Directive | Opening::Infinitive => confidence::SENTENCE,
        Opening::Bare => confidence::BARE,
        Opening::Marked => 1.0,
    };
    let named = named.min(most);
    if hearsay {
        named.min(confidence::HEARSAY)
    } else {
        named
    }
}
