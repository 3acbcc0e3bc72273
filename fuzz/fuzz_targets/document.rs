//! Documents: the first byte says which kind, the rest is the file. Each is read or refused, in bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onetext_formats::document::read;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.txt", "a.html", "a.docx", "a.pdf", "a.eml"][usize::from(kind % 5)];
    // Built for fuzzing, the library for mail asserts what it then mends: its faults are no faults of users.
    let faults = name != "a.eml";
    match read(name, rest) {
        Ok(read) => assert!(!read.text.contains('\0')),
        Err(problem) => {
            assert!(!problem.what.is_empty());
            assert!(!faults || !problem.what.contains("in a way that cannot"));
        }
    }
});
