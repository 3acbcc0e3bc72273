//! Whether a speaker tells what another side wants, thinks or can accept.
//!
//! Such words are evidence about the speaker first. The sign is another side's name with a word such as "wants" or
//! "could accept" close behind it.

use crate::lexicon::{ATTITUDE, BETWEEN, LEXICON};
use crate::register::folded;
use crate::side::Sides;

/// How far behind a side's name the word may stand.
const NEAR: usize = 5;

/// Whether words said by somebody of one side tell the will of another.
///
/// `own` is the speaker's side. Of a speaker whose side is not known nothing is claimed, since it may be theirs.
pub fn tells_of_another(words: &str, own: Option<&str>, sides: &Sides) -> bool {
    let Some(own) = own else { return false };
    let words: Vec<&str> = words.split_whitespace().collect();
    words.iter().enumerate().any(|(at, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let stopped = word.ends_with([',', ';', ':', '.']) && !word.contains("U.");
        let other = sides.of_word(bare).is_some_and(|side| side != own);
        other && !stopped && wills(&words[at + 1..])
    })
}

/// Whether a word of will or thought follows before the clause ends.
fn wills(after: &[&str]) -> bool {
    for word in after.iter().take(NEAR) {
        let bare = folded(word.trim_matches(|c: char| !c.is_alphanumeric()));
        if LEXICON.flags(&bare) & ATTITUDE != 0 {
            return true;
        }
        let through = LEXICON.flags(&bare) & BETWEEN != 0 || bare.ends_with("ly");
        let noun = bare.ends_with('s')
            || matches!(
                bare.as_str(),
                "side" | "government" | "delegation" | "leadership"
            );
        if !(through || noun) || word.ends_with([',', ';', '.']) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::passage;

    fn check(words: &str, own: Option<&str>, expect: bool) {
        let passage = passage("The Borean side and the Asterian side met.");
        let mut sides = Sides::default();
        sides.learn(&passage);
        assert_eq!(tells_of_another(words, own, &sides), expect, "{words}");
    }

    #[test]
    fn the_will_of_another_side() {
        check("the Boreans want the lighthouse", Some("aste"), true);
        check("the Boreans want the lighthouse", Some("bore"), false);
        check("the Boreans want the lighthouse", None, false);
        check(
            "which compromises Ukraine could accept",
            Some("united states"),
            true,
        );
        check(
            "what Ukrainians could live with",
            Some("united states"),
            true,
        );
        check(
            "the U.S. views the talks as useful",
            Some("united states"),
            false,
        );
        check(
            "dialogue must involve both Moscow and Kyiv",
            Some("united states"),
            false,
        );
        check("the border with Borea is closed", Some("aste"), false);
    }
}
