//! Quotes: each is a piece of its text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onetext_record::{Register, quotes};

fuzz_target!(|text: &str| {
    for quote in quotes(text, &Register::default()) {
        assert!(text.get(quote.start..quote.end).is_some());
    }
});
