//! Titles before a name: "Secretary of State Ann Lee", "Asterian Prime Minister Ann Lee".

use crate::lexicon::{LEXICON, TITLE, TITLE_PART};
use crate::register::folded;
use crate::sentence::Passage;

impl Passage<'_> {
    /// Where the name begins in a run, after a title that may begin before it ("Secretary of State Ann Lee").
    pub fn without_title_before(&self, run: usize, end: usize, floor: usize) -> (usize, bool) {
        let low = floor.max(run.saturating_sub(3));
        for begin in low..end {
            for stop in (run.max(begin) + 1..=end.min(begin + 4)).rev() {
                // "Asterian Prime Minister Ann Lee", but not "Martin King"
                let names_follow = begin <= run || stop < end;
                if names_follow && self.is_title(begin, stop) {
                    return (self.after_titles(stop, end), true);
                }
            }
        }
        (run, false)
    }

    /// The token after all titles that stand at a place, at most `end`.
    pub fn after_titles(&self, at: usize, end: usize) -> usize {
        let mut at = at;
        while let Some(stop) = (at + 1..=end.min(at + 4))
            .rev()
            .find(|&it| self.is_title(at, it))
        {
            at = stop;
        }
        at
    }

    pub fn is_title(&self, from: usize, to: usize) -> bool {
        if !(from..to).all(|at| self.is(at, TITLE_PART)) {
            return false;
        }
        if to == from + 1 {
            return self.is(from, TITLE);
        }
        LEXICON.is_title(&folded(&self.words(from, to)).replace(". ", " "))
    }

    /// First token of the titles directly before a name.
    pub fn titles_start(&self, name: usize, floor: usize) -> usize {
        let mut start = name;
        while let Some(begin) =
            (floor.max(start.saturating_sub(4))..start).find(|&it| self.is_title(it, start))
        {
            start = begin;
        }
        start
    }
}
