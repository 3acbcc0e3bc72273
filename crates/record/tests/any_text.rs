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

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "“",
            "”",
            "„",
            "«",
            "»",
            "'",
            "’",
            ",",
            ".",
            ":",
            "—",
            "(",
            ")",
            " ",
            "\n",
            "\r\n",
            "\n\n",
            "> ",
            "`",
            "```\n",
            "said",
            "told",
            "according to",
            "was quoted as saying",
            "Lee",
            "Ann Lee",
            "she",
            "he",
            "the",
            "of",
            "who",
            "on X",
            "in a statement",
            "Sen.",
            "U. S.",
            "Fox News",
            "called",
            "it",
            "that",
            "and",
            "İ",
            "é",
            "\u{feff}",
            "ß",
            "日本",
            "0",
        ])
        .prop_map(str::to_owned),
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
