//! The search against a naive one that shares no code with it.

use onetext_record::{Sought, sentences};
use proptest::prelude::*;

/// The words of a text made of plain small letters, spaces and stops.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `bolts` and `bolt` are the same; the vocabulary below has no other plurals.
fn same(a: &str, b: &str) -> bool {
    a.trim_end_matches('s') == b.trim_end_matches('s')
}

/// Nothing but space and byte-order marks.
fn is_space(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "bolt", "bolts", "lake", "lakes", "dune", "Dune", "érable",
    ]);
    let end = prop::sample::select(vec![" ", " ", " ", ". ", "\n\n", ", "]);
    prop::collection::vec((word, end), 0..40).prop_map(|all| {
        all.into_iter()
            .map(|(word, end)| format!("{word}{end}"))
            .collect()
    })
}

proptest! {
    #[test]
    fn every_word_must_occur_and_only_that(
        text in text(),
        sought in prop::collection::vec(prop::sample::select(vec!["bolt", "lakes", "dune", "oak"]), 1..4),
    ) {
        let lower = text.to_lowercase();
        let there = plain(&lower);
        let expect = sought.iter().all(|s| there.iter().any(|word| same(word, s)));
        let fit = Sought::of(&sought).expect("words").fit(&text);
        prop_assert_eq!(fit.is_some(), expect);
        let marked: usize = fit.map_or(0, |fit| fit.marks.len());
        let all = there.iter().filter(|word| sought.iter().any(|s| same(word, s))).count();
        prop_assert_eq!(marked, if expect { all } else { 0 });
    }

    #[test]
    fn a_phrase_stands_as_written(text in text()) {
        let fit = Sought::of(&["bolt lakes"]).expect("words").fit(&text);
        let there = plain(&text.replace("érable", "erable").to_lowercase());
        let expect = there.windows(2).any(|pair| pair == ["bolt", "lakes"]);
        prop_assert_eq!(fit.is_some(), expect);
    }

    #[test]
    fn sentences_leave_out_nothing_but_space(text in "(?s).{0,400}") {
        let mut last = 0;
        for at in sentences(&text) {
            prop_assert!(at.start >= last && at.end > at.start);
            prop_assert!(is_space(&text[last..at.start]));
            last = at.end;
        }
        prop_assert!(is_space(&text[last..]));
    }

    #[test]
    fn marks_are_in_order_and_within(text in "(?s).{0,200}", sought in "\\PC{1,12}") {
        if let Ok(sought) = Sought::of(&[sought]) && let Some(fit) = sought.fit(&text) {
            let mut last = 0;
            for mark in fit.marks {
                prop_assert!(mark.start >= last && text.get(mark.clone()).is_some_and(|it| !it.is_empty()));
                last = mark.end;
            }
        }
    }
}
