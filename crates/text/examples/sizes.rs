//! How long drafts of the largest size take: `cargo run --release --example sizes [KIND]`.

#[path = "../tests/common/sizes.rs"]
mod sizes;

use onetext_model::Issue;
use onetext_text::{Context, MAX_DRAFT_BYTES, parse};
use std::collections::BTreeMap;

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the crate reads no clock, this example measures it"
)]
fn main() {
    let only = std::env::args().nth(1);
    for (name, make) in sizes::kinds() {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let text = make(MAX_DRAFT_BYTES);
        let began = std::time::Instant::now();
        let (draft, problems) = parse(&text, &Context::of_file("04.md"));
        let parsed = began.elapsed();
        let last = |issue: &Issue| (issue.id.clone(), issue.alternatives.last().cloned());
        let last: BTreeMap<_, _> = draft.issues().iter().map(last).collect();
        let clean = draft.clean_text(&|issue| last.get(issue)?.as_ref().map(|a| a.key.clone()));
        let whole = began.elapsed();
        println!(
            "{:>6} ms parsed, {:>6} ms cleaned, {:>8} bytes, {:>6} issues, {:>6} points, {:>6} \
             problems, {:>9} clean: {name}",
            parsed.as_millis(),
            (whole - parsed).as_millis(),
            text.len(),
            draft.issues().len(),
            draft.points().len(),
            problems.len(),
            clean.len(),
        );
    }
}
