//! Whatever the text is: no panic, positions on character boundaries, in order, and in reasonable time.

use onetext_record::{Register, line_of, quotes, reading_text};
use proptest::prelude::*;

fn holds(text: &str) {
    let mut last = 0;
    for quote in quotes(text, &Register::default()) {
        assert!(quote.start >= last && quote.end > quote.start, "{text:?}");
        assert!(text.get(quote.start..quote.end).is_some(), "{text:?}");
        assert!(
            quote.paragraph.0 <= quote.start && quote.end <= quote.paragraph.1,
            "{text:?}"
        );
        assert!((0.0..=1.0).contains(&quote.confidence), "{text:?}");
        last = quote.end;
    }
}

/// What texts are put together from.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\"", "“", "”", "„", "«", "»", "'", "’", ",", ".", ":", "—", "(", ")", " ", "\n", "\r\n", "\n\n", "> ",
    "`", "```\n", "said", "said that", "adding", "it was agreed that", "urged", "to", "condemned",
    "the minister", "Borean", "wants", "Asked whether", "In his words", "\u{202e}", "שלום", "e\u{301}",
    "on Tuesday", "told", "according to", "was quoted as saying", "Lee", "Ann Lee", "she", "he", "the",
    "of", "who", "on X", "in a statement", "Sen.", "U. S.", "Fox News", "called", "it", "that", "and", "İ",
    "é", "\u{feff}", "ß", "日本", "0",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES).prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" ").replace("  ", ""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_row_of_pieces_is_read(text in pieces()) {
        holds(&text);
        for at in 0..=text.len() + 1 {
            let (line, column) = line_of(&text, at);
            prop_assert!(line >= 1 && column >= 1);
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
        match reading_text(&bytes) {
            Ok(text) => holds(text),
            Err(refused) => prop_assert!(refused.offset < bytes.len() && refused.line >= 1),
        }
    }
}

/// Texts made to be slow; a quadratic rule would take hours here.
#[test]
fn long_and_odd_texts_are_read_in_time() {
    let million = 1 << 20;
    for piece in [
        "\"",
        "“",
        "a\"",
        " \"a",
        "\"a ",
        "\"a b c\" ",
        "`\"",
        "```` ` `` ",
        "said ",
        "said, ",
        "Lee said ",
        "Lee ",
        "(",
        ", ",
        "who ",
        "\"a b c\n\"",
        "\n",
        "> ",
        "of the ",
        "quoted as saying ",
        "“a” and ",
        "a.",
        "'",
        ":\n\"a b c\" ",
        "said that ",
        "He said and ",
        ", adding that ",
        "it was agreed that ",
        "according to Lee, ",
        ", Lee said, ",
        "Lee said the “a” and ",
        "the minister, Ann Lee, ",
        "urged to ",
        "the Borean side wants ",
        "שלום \u{202e}“a” ",
        "a\u{301}\u{302}said ",
    ] {
        holds(&piece.repeat(million / piece.len()));
    }
}

#[test]
fn five_megabytes_of_prose_are_read() {
    let story = "\"The pier stays shut,\" Ann Lee told the Shore Gazette on Monday. \"Nobody will open it. We asked.\"\n\
        Otto Grau, the Borean negotiator, said the toll was fair and that talks would go on in Asel after the flood.\n\n\
        In a statement, the ministry called it \"a bad bargain\", and she said: “No more.”\n\n";
    let text = story.repeat((5 << 20) / story.len());
    // four quotations and what Otto Grau said of the toll
    assert_eq!(
        quotes(&text, &Register::default()).len(),
        5 * ((5 << 20) / story.len())
    );
}

/// The texts of the fixture with bytes struck out, doubled and swapped, as a bad copy has them.
#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the texts are files of the project"
)]
fn spoilt_copies_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture/work");
    let files = std::fs::read_dir(folder).expect("the fixture is there");
    let files = files.map(|it| it.expect("an entry").path());
    let mut state = 1_u64;
    let mut chance = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for path in files.filter(|it| it.extension().is_some_and(|it| it == "txt")) {
        let text = std::fs::read_to_string(path).expect("a text");
        for _ in 0..40 {
            let mut letters: Vec<char> = text.chars().collect();
            for _ in 0..chance(60) + 1 {
                let (at, other) = (chance(letters.len()), chance(letters.len()));
                match chance(4) {
                    0 => drop(letters.remove(at)),
                    1 => letters.insert(at, letters[other]),
                    2 => letters.swap(at, other),
                    _ => {
                        letters[at] =
                            ['"', '“', '”', '«', '\n', ',', '\u{301}', '\u{202e}'][chance(8)]
                    }
                }
            }
            holds(&letters.into_iter().collect::<String>());
        }
    }
}
