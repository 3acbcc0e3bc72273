//! Drafts: never a failure, never a lost byte.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (draft, _) = onetext_text::parse(text, &onetext_text::Context::of_file("drafts/01.md"));
    assert_eq!(draft.source(), text);
});
