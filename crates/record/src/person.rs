//! What a noun phrase tells about the person it names: the pronoun that fits, what describes them, letters after
//! the name.

use crate::lexicon::{
    ARTICLE, BETWEEN, CAPITAL, CLAUSE, FINITE, Flags, MAN, MAN_NAME, OUTLET_WORD, PREPOSITION,
    PRONOUN, STARTER, SUFFIX, WOMAN, WOMAN_NAME,
};
use crate::name::{Head, Phrase};
use crate::sentence::{Passage, REACH};

impl Passage<'_> {
    /// What a given name tells: "Rita Vale" is a woman, "Rita" alone may be a place.
    pub fn gender_of_name(&self, head: Head, from: usize, to: usize) -> Flags {
        if head != Head::Name || to < from + 2 {
            return 0;
        }
        // "Resident Gary Lunt"
        let given = (from..to - 1).fold(0, |all, at| all | self.flags(at));
        let given = given & (MAN_NAME | WOMAN_NAME);
        if given == MAN_NAME | WOMAN_NAME {
            0
        } else if given & MAN_NAME != 0 {
            MAN
        } else if given & WOMAN_NAME != 0 {
            WOMAN
        } else {
            0
        }
    }

    pub fn gender(&self, from: usize, to: usize) -> Flags {
        (from..to.min(from + REACH)).fold(0, |all, at| all | self.flags(at)) & (MAN | WOMAN)
    }

    /// The end of a name without the letters after it ("QC").
    pub fn without_letters(&self, from: usize, end: usize) -> usize {
        let mut end = end;
        while end > from + 1 && self.is(end - 1, SUFFIX) && self.is(end - 1, CAPITAL) {
            end -= 1 + usize::from(self.is_sign(end - 2, ","));
        }
        end
    }

    /// A lone capitalised word that opens a sentence and does what people do: "Venn was first out of the door".
    pub fn is_likely_person(&self, phrase: &Phrase) -> bool {
        let next = phrase.to;
        let lone = phrase.to == phrase.from + 1 && !self.is(phrase.from, OUTLET_WORD | STARTER);
        let verb = self.is(next, FINITE) || self.word(next).ends_with("ed");
        lone && self.is_small(next) && verb && self.word(phrase.from).len() > 2
    }

    /// A run of name words as a person, if a given name in it tells the pronoun.
    pub fn named_person(&self, from: usize, to: usize) -> Option<Phrase> {
        let to = self.without_letters(from, to);
        let known = self.gender_of_name(Head::Name, from, to) != 0;
        known.then(|| self.phrase(Head::Name, (from, to), from))
    }

    /// First token of what describes a speaker before a name: "Russian presidential" before "aide Yury Orlov".
    pub fn context_start(&self, phrase: &Phrase) -> usize {
        let closed = PREPOSITION | CLAUSE | FINITE | BETWEEN | PRONOUN | ARTICLE;
        let mut start = phrase.start;
        while start > 0
            && phrase.start - start < 4
            && self.is_word(start - 1)
            && !self.is(start - 1, closed)
            && self.report_cue_at(start - 1).is_none()
        {
            start -= 1;
        }
        start
    }
}
