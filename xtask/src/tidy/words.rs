//! Words that do not belong: unfinished work, switched-off tests, paths of one machine.

use super::Outcome;
use super::finding::Finding;
use super::repository::{Repository, TextFile};

/// A pattern that may not stand in a file, with the way to mend it. The patterns are put together
/// from halves so that this file does not find itself.
const UNFINISHED: [(&str, &str); 6] = [
    (concat!("to", "do!("), "write it, or return an error"),
    (
        concat!("unimple", "mented!("),
        "write it, or return an error",
    ),
    (concat!("#[ign", "ore"), "mend the test or delete it"),
    (concat!("db", "g!("), "delete it"),
    (concat!("FIX", "ME"), "mend it now"),
    (concat!("XX", "X"), "mend it now"),
];
const MACHINE: [&str; 3] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
];

/// Finds unfinished work in Rust files and paths of one machine in every text file.
pub fn check(repository: &Repository) -> Outcome {
    Ok(repository.files.iter().flat_map(look).collect())
}

fn look(file: &TextFile) -> Vec<Finding> {
    let unfinished = UNFINISHED.iter().filter(|_| file.ends("rs")).copied();
    let machine = MACHINE.iter().map(|path| (*path, "use a relative path"));
    let patterns: Vec<_> = unfinished.chain(machine).collect();
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        for (pattern, mend) in &patterns {
            if stands_in(line, pattern) {
                let what = format!("`{pattern}` does not belong here");
                findings.push(Finding::new(&file.path, number, what, *mend));
            }
        }
    }
    findings
}

/// Whether `pattern` stands in `line` by itself and not as a part of a longer word.
fn stands_in(line: &str, pattern: &str) -> bool {
    let of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let ends_as_word = pattern.ends_with(of_word);
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].ends_with(of_word);
        let after = ends_as_word && line[at + pattern.len()..].starts_with(of_word);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::file;
    use super::*;

    fn check(path: &str, halves: [&str; 2], expect: usize) {
        let text = halves.concat();
        assert_eq!(look(&file(path, &text)).len(), expect, "{path}: {text}");
    }

    #[test]
    fn unfinished_work_is_found_in_code_only() {
        check("a.rs", ["    to", "do!(\"later\")"], 1);
        check("a.md", ["    to", "do!(\"later\")"], 0);
        check("a.rs", ["#[ign", "ore = \"slow\"]"], 1);
        check("a.rs", ["let a = db", "g!(b);"], 1);
        check("a.rs", ["// XX", "X: wrong"], 1);
        check("a.rs", ["// XX", "XX: a currency"], 0);
        check("a.rs", ["my_to", "do!(1)"], 0);
    }

    #[test]
    fn a_path_of_one_machine_is_found_everywhere() {
        check("a.rs", ["\"/ho", "me/ana/talks\""], 1);
        check("a.md", ["see /wo", "rk/talks"], 1);
        check("a.md", ["https://example.org/ho", "me/talks"], 0);
        check("a.rs", ["net", "work/talks"], 0);
    }
}
