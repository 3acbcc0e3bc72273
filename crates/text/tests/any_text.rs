//! Any text at all: parsing never fails, never loses a byte, and every place it tells is in the file.

use onetext_model::{Key, Problem};
use onetext_text::{Context, parse};
use proptest::prelude::*;

/// Holds a text to what must be true of every text.
fn check(input: &str) -> Result<(), TestCaseError> {
    let (draft, problems) = parse(input, &Context::of_file("04.md"));
    prop_assert_eq!(draft.leaves().concat(), input);
    prop_assert_eq!(draft.render(), input);
    let lines: Vec<&str> = input.split('\n').collect();
    for problem in &problems {
        in_file(problem, &lines)?;
    }
    let mut at = draft.head().len();
    for (_, nodes) in draft.regions() {
        at += onetext_text::tree::render(nodes).len();
    }
    prop_assert_eq!(at, input.len());
    for issue in draft.issues() {
        prop_assert!(!issue.alternatives.is_empty());
        prop_assert!(draft.points().iter().any(|p| p.id == issue.point));
    }
    for point in draft.points() {
        prop_assert!(input.get(point.span.clone()).is_some());
        prop_assert!(draft.clean_point(&point.id, &|_| None).is_some());
    }
    // Whatever is chosen, and be it nothing there is, a clean text can be written.
    for key in [None, Some(Key::none()), Some(Key::unwritten())] {
        draft.clean_text(&|_| key.clone());
    }
    let first = |id: &_| draft.issues().iter().find(|i| i.id == *id);
    draft.clean_text(&|id| first(id).map(|issue| issue.alternatives[0].key.clone()));
    Ok(())
}

fn in_file(problem: &Problem, lines: &[&str]) -> Result<(), TestCaseError> {
    let line = lines.get((problem.place.line as usize).wrapping_sub(1));
    prop_assert!(line.is_some(), "{problem}");
    let width = line.map_or(0, |line| line.chars().count());
    let column = problem.place.column as usize;
    prop_assert!((1..=width + 1).contains(&column), "{problem}");
    prop_assert!(!problem.what.is_empty() && !problem.mend.is_empty());
    let first = problem.what.chars().next();
    prop_assert!(!first.is_some_and(char::is_uppercase), "{problem}");
    Ok(())
}

/// Pieces that mean something to the grammar, so that garbage reaches its corners.
const PIECES: [&str; 64] = [
    "[",
    "]",
    "[",
    "]",
    "|",
    ":",
    "@",
    "#",
    "*",
    "?",
    "\\",
    ".",
    "..",
    "1",
    "20",
    "\n",
    "\n\n",
    "\r\n",
    "+++",
    "+++\n",
    "`",
    "```\n",
    "[a:",
    "[b:",
    "[a]",
    "[b]",
    "[note:",
    " ",
    " ",
    "    ",
    "\t",
    "x",
    "é",
    "–",
    "\u{feff}",
    "\u{301}",
    "1. ",
    "2) ",
    "Article 3. ",
    "## ",
    "**",
    "{#a}",
    "{#",
    "}",
    "(",
    ")",
    "](",
    "<",
    ">",
    "<b>",
    "<https://e.org>",
    "<!--",
    "-->",
    "- ",
    "!",
    "[^1]",
    "[x] ",
    "[or]",
    "[a: x | y]",
    "[d: 1 .. 3 step 1 km",
    " | 2 *]",
    "Option I: ",
    "Option II: ",
    "[b]: https://e.org\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_read_as_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn signs_of_the_grammar(text in "[\\[\\]|:@#*?\\\\.0-9\n+` ab-]{0,200}") {
        check(&text)?;
    }

    #[test]
    fn pieces_of_the_grammar(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80)) {
        check(&pieces.concat())?;
    }
}

#[test]
fn corners_found_once() {
    for text in [
        "[b: x [a](c ] d) | e]",
        "[a: x | y [a]] [a]",
        "[a: x | [b]] [b: y | [a]]",
        "[a: x [l](`q) ` | y]",
        "\u{feff}+++\n",
        "+++\né = \"\n+++\n",
        "##\n##\n[a: x | ]",
        "1. [a: `x\n`| y]",
        "[a: x |\u{a0}\u{2003}]",
    ] {
        check(text).unwrap();
    }
}
