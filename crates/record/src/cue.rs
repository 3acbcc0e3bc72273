//! Cues: the verbs (and "according to") that tie words to a speaker.

use crate::lexicon::{
    ADDRESSEE, AMBIGUOUS, ARTICLE, BE, BETWEEN, CAPITAL, CUE, CUE_HEAD, DETERMINER, FIGURE, Flags,
    LEXICON, NAMING, NEGATION, PREPOSITION, PRONOUN, REPORT, STARTER,
};
use crate::name::is_possessive;
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

    /// Whether the lists give the cue any of these properties.
    pub fn is(&self, flags: Flags) -> bool {
        self.flags & flags != 0
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
        self.cue_of(at, CUE)
    }

    /// Like [`Passage::cue_at`], and also cues that govern no quotation: "showed that", "promised to", "condemned".
    pub fn report_cue_at(&self, at: usize) -> Option<Cue> {
        self.cue_of(at, CUE | REPORT)
    }

    fn cue_of(&self, at: usize, wanted: Flags) -> Option<Cue> {
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
        if !self.is(at, wanted | CUE_HEAD) || !self.may_be_verb(at) {
            return None;
        }
        let (end, flags) = self.cue_extent(at, wanted)?;
        if end == at + 1 && self.is(at, AMBIGUOUS) && !self.is_surely_verb(at) {
            return None;
        }
        let ing = self.word(at).ends_with("ing");
        // "is telling" is as finite as "tells"
        let begun = |at: usize| {
            matches!(
                self.word(at),
                "begun" | "began" | "started" | "kept" | "keeps"
            )
        };
        let participle = ing && !(at > 0 && (self.is(at - 1, BE) || begun(at - 1)));
        Some(Cue {
            at,
            end,
            flags,
            according: false,
            passive: !ing && self.follows_be(at),
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
            let owned = self.is(before, ARTICLE) || is_possessive(self.word(before));
            let counted = before + 1 == at && self.is(before, FIGURE);
            if self.is(before, NEGATION) || counted || (before + 1 == at && owned) {
                return false;
            }
            if !self.is(before, BETWEEN) {
                break;
            }
        }
        true
    }

    /// Whether a form that is mostly a noun stands as a verb: after a name or pronoun, or before a clause.
    fn is_surely_verb(&self, at: usize) -> bool {
        let next = at + 1;
        let subject = matches!(
            self.word(next),
            "he" | "she" | "it" | "they" | "we" | "there" | "I" | "you"
        );
        let before = at.wrapping_sub(1);
        let particle = self.is(at, NAMING) && self.is(next, PRONOUN | ARTICLE | CAPITAL);
        let name =
            self.is(before, CAPITAL) && !self.is(before, STARTER) || self.is(before, PRONOUN | BE);
        let adverb = self.is(before, BETWEEN) || self.word(before).ends_with("ly");
        let noun = self.is(before, DETERMINER | FIGURE) && !self.is(before, PRONOUN)
            || self.is(before, PREPOSITION);
        let clause = subject || (self.word(next) == "that" && !noun);
        // "reports show", "a poll finds most"
        let ends = |at: usize| self.word(at).ends_with('s');
        let plural = self.is_small(before) && ends(before) && !ends(at);
        let singular = self.is_small(before)
            && !ends(before)
            && ends(at)
            && self.is(next, CAPITAL | DETERMINER);
        let clause = clause || (plural || singular) && self.clause_begins(next, next + 12);
        let clause = clause || plural && self.is_sign(next, ".,");
        let sign = self.is_quote(next)
            || self.is_sign(next, ":")
            || (self.is_sign(next, ",") && self.is_quote(at + 2));
        !noun && (clause || name || adverb || particle || sign && !self.is(before, ARTICLE))
    }

    /// "was told", "was also told".
    fn follows_be(&self, at: usize) -> bool {
        let be = |at: usize| self.is(at, BE);
        at > 0 && (be(at - 1) || (at > 1 && be(at - 2) && self.is(at - 1, BETWEEN)))
    }

    fn cue_extent(&self, at: usize, wanted: Flags) -> Option<(usize, Flags)> {
        if self.is(at, CUE_HEAD) {
            let tails = LEXICON.cue_tails(&folded(self.word(at)));
            for (tail, flags) in tails.iter().filter(|(_, flags)| flags & wanted != 0) {
                let mut follows = tail.iter().enumerate();
                if follows.all(|(step, part)| self.word(at + 1 + step) == *part) {
                    return Some((at + 1 + tail.len(), *flags));
                }
            }
        }
        self.is(at, wanted).then(|| (at + 1, self.flags(at)))
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
