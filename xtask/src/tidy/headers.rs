//! Headers: every Rust file begins by saying what it is.

use super::Outcome;
use super::finding::Finding;
use super::repository::{Repository, TextFile};

/// Finds the Rust files, tests and build scripts too, that do not begin with `//!`.
pub fn check(repository: &Repository) -> Outcome {
    Ok(repository.ending("rs").filter_map(missing).collect())
}

fn missing(file: &TextFile) -> Option<Finding> {
    if file.text.starts_with("//!") {
        return None;
    }
    let what = "the file does not say what it is";
    let mend = "begin it with a `//!` line that names its one idea";
    Some(Finding::new(&file.path, 1, what, mend))
}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::file;
    use super::*;

    #[test]
    fn a_file_begins_with_its_header() {
        let check = |text, expect| assert_eq!(missing(&file("a.rs", text)).is_none(), expect);
        check("//! What it is.\nfn main() {}\n", true);
        check("fn main() {}\n", false);
        check("\n//! Late.\n", false);
        check("/// Of an item.\n", false);
        check("", false);
    }
}
