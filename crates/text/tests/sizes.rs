//! Large drafts: nothing is lost, no limit is passed, and what is too much is
//! reported.

#[path = "common/sizes.rs"]
mod sizes;

use onetext_text::{Context, MAX_BRACKETS, MAX_DRAFT_ALTERNATIVES, MAX_DRAFT_BYTES, parse};

fn whats(text: &str) -> Vec<String> {
    let (draft, problems) = parse(text, &Context::of_file("04.md"));
    assert_eq!(draft.leaves().concat(), text);
    problems.into_iter().map(|p| p.what).collect()
}

/// Large enough that a step too many for each byte is felt; the example measures the largest.
const SIZE: usize = MAX_DRAFT_BYTES / 4;

/// Holds kinds of drafts to the limits.
fn hold(part: usize) {
    for (name, make) in sizes::kinds().into_iter().skip(part).step_by(4) {
        let text = make(SIZE);
        assert!(text.len() <= MAX_DRAFT_BYTES, "{name}: {}", text.len());
        let (draft, problems) = parse(&text, &Context::of_file("04.md"));
        assert!(draft.leaves().concat() == text, "{name}");
        assert!(problems.len() <= 3_003, "{name}: {}", problems.len());
        assert!(draft.issues().len() <= MAX_BRACKETS, "{name}");
        let alternatives = draft.issues().iter().map(|i| i.alternatives.len());
        assert!(
            alternatives.sum::<usize>() <= MAX_DRAFT_ALTERNATIVES,
            "{name}"
        );
        let longest = problems.iter().map(|p| p.what.len() + p.mend.len()).max();
        assert!(longest.unwrap_or_default() < 4_000, "{name}");
    }
}

#[test]
fn large_drafts_are_read_1() {
    hold(0);
}

#[test]
fn large_drafts_are_read_2() {
    hold(1);
}

#[test]
fn large_drafts_are_read_3() {
    hold(2);
}

#[test]
fn large_drafts_are_read_4() {
    hold(3);
}

#[test]
fn limits_are_reported() {
    let nested = |depth| format!("{}{}", "[a: x |".repeat(depth), "]".repeat(depth));
    let deep = |what: &String| what.contains("nested more than 32 deep");
    assert!(!whats(&nested(32)).iter().any(deep));
    assert_eq!(whats(&nested(33)).iter().filter(|w| deep(w)).count(), 1);
    let many = |count: usize| whats(&"[a: x | y] ".repeat(count));
    assert_eq!(many(10_000), Vec::<String>::new());
    let over = many(10_001);
    assert_eq!(over.len(), 1);
    assert!(over[0].contains("more than 10000 brackets"), "{over:?}");
    let figures: String = (0..26)
        .map(|n| format!("[i{n}: 1 .. 10000 step 1 m]"))
        .collect();
    let over = whats(&figures);
    assert_eq!(over.len(), 1, "{over:?}");
    assert!(
        over[0].contains("more than 250000 alternatives"),
        "{over:?}"
    );
    let over = whats(&format!("[a: {}]", "|".repeat(10_000)));
    assert!(over[0].contains("has 10001 alternatives"), "{over:?}");
    let over = whats(&"a".repeat(MAX_DRAFT_BYTES + 1));
    assert_eq!(over, ["the draft is 4194305 bytes long"]);
    let strays = whats(&"]".repeat(5_000));
    assert_eq!(strays.len(), 1_001);
    assert!(
        strays[1_000].starts_with("4000 more problems"),
        "{}",
        strays[1_000]
    );
}
