//! Budget: how many packages the default build needs.

use std::collections::BTreeSet;

use super::Outcome;
use super::finding::Finding;
use super::repository::Repository;
use crate::steps::cargo;

const MOST: usize = 400;

/// Counts what `cargo tree` lists for the default members, and finds fault above the budget.
pub fn check(repository: &Repository) -> Outcome {
    let output = cargo(&repository.root)
        .args(["tree", "-e", "normal,build", "--prefix", "none"])
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`cargo tree` failed: {}", reason.trim()));
    }
    Ok(over(count(&String::from_utf8_lossy(&output.stdout))))
}

fn over(packages: usize) -> Vec<Finding> {
    if packages <= MOST {
        return Vec::new();
    }
    let what = format!("the default build needs {packages} packages, the budget is {MOST}");
    let mend = "drop a dependency or its default features; `cargo tree -e normal,build` lists them";
    vec![Finding::new("Cargo.lock", 1, what, mend)]
}

/// How many different packages are listed; the same name in two versions counts twice.
fn count(tree: &str) -> usize {
    let package = |line: &str| -> Option<(String, String)> {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    };
    tree.lines()
        .filter_map(package)
        .collect::<BTreeSet<_>>()
        .len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_count_once_and_versions_apart() {
        let check = |tree, expect| assert_eq!(count(tree), expect, "{tree}");
        check("", 0);
        check("a v1.0.0 (folder)\nb v1.0.0\nb v1.0.0 (*)\n", 2);
        check(
            "b v1.0.0\n\nb v2.0.0 (proc-macro)\nb v2.0.0 (proc-macro) (*)",
            2,
        );
    }

    #[test]
    fn the_budget_itself_is_allowed() {
        assert!(over(MOST).is_empty());
        assert_eq!(over(MOST + 1).len(), 1);
    }
}
