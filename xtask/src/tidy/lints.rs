//! Lints: every member of the workspace takes the workspace's lints.

use super::Outcome;
use super::finding::Finding;
use super::repository::Repository;

/// Finds the members whose `Cargo.toml` does not take the workspace's lints.
pub fn check(repository: &Repository) -> Outcome {
    let manifests = repository.members.iter().map(|member| &member.manifest);
    Ok(manifests
        .filter(|path| !repository.file(path).is_some_and(|file| takes(&file.text)))
        .map(|path| {
            let what = "the workspace's lints are not taken";
            Finding::new(path, 1, what, "add `[lints]` with `workspace = true`")
        })
        .collect())
}

/// Whether the manifest says `workspace = true` under `[lints]`.
fn takes(manifest: &str) -> bool {
    let mut section = "";
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[lints]" && line.replace(' ', "") == "workspace=true" {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_section_of_lints_counts() {
        let check = |manifest, expect| assert_eq!(takes(manifest), expect, "{manifest}");
        check("[package]\n\n[lints]\nworkspace = true\n", true);
        check("[lints]\n\nworkspace=true", true);
        check("[lints]\n[dependencies]\nworkspace = true\n", false);
        check("[lints]\nworkspace = false\n", false);
        check("[package]\nname = \"a\"\n", false);
    }
}
