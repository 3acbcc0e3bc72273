//! The live-with ladder, and how sure a judgment is.

/// How a party stands to an alternative, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It would sign for this alone.
    Wants,
    /// It can bear this.
    CanLiveWith,
    /// It can bear this if something else pays for it.
    OnlyInReturn,
    /// It cannot bear this: a red line.
    Cannot,
}

impl Level {
    /// All levels with the words used for each, best first.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Wants, "wants"),
        (Self::CanLiveWith, "can live with"),
        (Self::OnlyInReturn, "only in return"),
        (Self::Cannot, "cannot"),
    ];

    /// Reads the words for a level.
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == words)
            .map(|(level, _)| *level)
    }

    /// The words for this level.
    pub fn words(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How sure a judgment is; the chance that it is right is a setting of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// They say so.
    Claimed,
    /// The team thinks so.
    Believed,
    /// They held or moved when it was put to them at a cost.
    Tested,
}

impl Confidence {
    /// All confidences with the word used for each, weakest first.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Claimed, "claimed"),
        (Self::Believed, "believed"),
        (Self::Tested, "tested"),
    ];

    /// Reads the word for a confidence.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(confidence, _)| *confidence)
    }

    /// The word for this confidence.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_both_ways() {
        for (level, words) in Level::ALL {
            assert_eq!((Level::parse(words), level.words()), (Some(level), words));
        }
        for (confidence, word) in Confidence::ALL {
            assert_eq!(
                (Confidence::parse(word), confidence.word()),
                (Some(confidence), word)
            );
        }
    }
}
