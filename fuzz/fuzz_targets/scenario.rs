//! Files of other programs: the first byte says which kind, the rest is the file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onetext_formats::{InputFile, Options, read};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.xml", "a.json", "a.yml"][usize::from(kind % 3)];
    let file = InputFile {
        name: name.to_owned(),
        bytes: rest.to_vec(),
    };
    if let Err(problems) = read("fuzz", &[file], &Options::default()) {
        assert!(problems.iter().all(|p| !p.what.is_empty()));
    }
});
