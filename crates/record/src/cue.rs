//! Cues: the verbs (and "according to") that tie words to a speaker.

use crate::lexicon::{
    ADDRESSEE, ARTICLE, BE, BETWEEN, CAPITAL, CUE, CUE_HEAD, Flags, LEXICON, NAMING, NEGATION,
};
use crate::register::folded;
use crate::sentence::Passage;

/// A cue in the row of tokens.
#[derive(Debug, Clone, Copy)]
pub struct Cue {
    /// Its first token.
    pub at: usize,
    /// The token after its last.
    pub end: usize,
    flags: Flags,
    according: bool,
    passive: bool,
    participle: bool,
}

impl Cue {
    /// "told": the object is whom it was said to.
    pub fn has_addressee(&self) -> bool {
        self.flags & ADDRESSEE != 0 && !self.passive
    }

    /// "called": the object stands between the verb and the quotation.
    pub fn names(&self) -> bool {
        self.flags & NAMING != 0
    }

    /// "according to": the speaker follows.
    pub fn is_according(&self) -> bool {
        self.according
    }

    /// "was told": the subject is not the speaker.
    pub fn is_passive(&self) -> bool {
        self.passive
    }

    /// "adding": the subject is that of the sentence.
    pub fn is_participle(&self) -> bool {
        self.participle
    }
}

impl Passage<'_> {
    /// The cue that begins at a token. Negated cues ("did not say") and nouns ("the call") are none.
    pub fn cue_at(&self, at: usize) -> Option<Cue> {
        if self.is_small(at) && self.word(at) == "according" || self.word(at) == "According" {
            return (self.word(at + 1) == "to").then_some(Cue {
                at,
                end: at + 2,
                flags: CUE,
                according: true,
                passive: false,
                participle: false,
            });
        }
        if !self.is(at, CUE | CUE_HEAD) || !self.may_be_verb(at) {
            return None;
        }
        let (end, flags) = self.cue_extent(at)?;
        let participle = self.word(at).ends_with("ing");
        Some(Cue {
            at,
            end,
            flags,
            according: false,
            passive: !participle && at > 0 && self.is(at - 1, BE),
            participle,
        })
    }

    fn may_be_verb(&self, at: usize) -> bool {
        if self.is(at, CAPITAL) {
            return at == 0 || self.ends_sentence(at - 1);
        }
        let mut before = at;
        while before > 0 && at - before < 4 {
            before -= 1;
            if self.is(before, NEGATION) || (before + 1 == at && self.is(before, ARTICLE)) {
                return false;
            }
            if !self.is(before, BETWEEN) {
                break;
            }
        }
        true
    }

    fn cue_extent(&self, at: usize) -> Option<(usize, Flags)> {
        if self.is(at, CUE_HEAD) {
            for (tail, flags) in LEXICON.cue_tails(&folded(self.word(at))) {
                let mut follows = tail.iter().enumerate();
                if follows.all(|(step, part)| self.word(at + 1 + step) == *part) {
                    return Some((at + 1 + tail.len(), *flags));
                }
            }
        }
        self.is(at, CUE).then(|| (at + 1, self.flags(at)))
    }
}

#[cfg(test)]
mod tests {
    use crate::sentence::passage;

    fn cues(text: &str) -> Vec<String> {
        let passage = passage(text);
        let found = (0..passage.tokens.len()).filter_map(|at| passage.cue_at(at));
        found.map(|cue| passage.words(cue.at, cue.end)).collect()
    }

    #[test]
    fn negated_cues_and_nouns_are_none() {
        assert!(
            cues("She did not say so. He declined to say. The called party never said it.")
                .is_empty()
        );
    }

    #[test]
    fn cues_may_have_several_words() {
        assert_eq!(
            cues("He pointed out, as Lee put it, that according to Orr."),
            ["pointed out", "put it", "according to"]
        );
    }
}
