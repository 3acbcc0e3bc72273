//! The files of a talks folder, read together.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onetext_talks::{Files, read};

fuzz_target!(|parts: (&str, &str, &str)| {
    let mut files = Files::new();
    files.put("talks.toml", parts.0.as_bytes().to_vec());
    files.put("judgments.toml", parts.1.as_bytes().to_vec());
    files.put("drafts/01.md", parts.2.as_bytes().to_vec());
    drop(read(&files));
});
