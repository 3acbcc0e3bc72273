//! Layers: imports between our crates point down only.

use super::Outcome;
use super::finding::Finding;
use super::repository::{Member, Repository};

const PREFIX: &str = "onetext-";

/// Each crate with the crates of ours it may use, from the lowest layer up.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("model", &[]),
    ("text", &["model"]),
    ("record", &["model"]),
    ("solve", &["model"]),
    ("conflict", &["model"]),
    ("talks", &ENGINES),
    (
        "study",
        &["model", "text", "record", "solve", "conflict", "talks"],
    ),
    ("simulate", &["model", "solve"]),
    ("store", &["model", "talks"]),
    ("report", &COMBINATIONS),
    ("formats", &["model", "text", "record", "solve"]),
    ("workbench", &ADAPTERS),
    // The command may start the web door; no other door knows another.
    ("cli", &["workbench", "model", "web"]),
    ("web", &["workbench", "model"]),
    ("python", &["workbench", "model"]),
];

/// Layers 0 and 1.
const ENGINES: [&str; 5] = ["model", "text", "record", "solve", "conflict"];
/// Layers 0 to 2.
const COMBINATIONS: [&str; 8] = [
    "model", "text", "record", "solve", "conflict", "talks", "study", "simulate",
];
/// Layers 0 to 3.
const ADAPTERS: [&str; 11] = [
    "model", "text", "record", "solve", "conflict", "talks", "study", "simulate", "store",
    "report", "formats",
];

/// Finds every use of one of our crates by another that lies below or beside it.
pub fn check(repository: &Repository) -> Outcome {
    let mut findings = Vec::new();
    for member in &repository.members {
        let manifest = repository.file(&member.manifest);
        for (what, name) in breaches(member) {
            let line = manifest
                .and_then(|file| file.lines().find(|(_, line)| line.starts_with(&name)))
                .map_or(1, |(line, _)| line);
            let mend = "see the table of layers in ARCHITECTURE.md";
            findings.push(Finding::new(&member.manifest, line, what, mend));
        }
    }
    Ok(findings)
}

/// What `member` may not do, each with the name of the package at fault.
fn breaches(member: &Member) -> Vec<(String, String)> {
    let Some(own) = member.name.strip_prefix(PREFIX) else {
        return Vec::new();
    };
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == own) else {
        let what = format!("`{}` belongs to no layer", member.name);
        return vec![(what, "name".to_owned())];
    };
    let ours = |used: &&String| {
        used.strip_prefix(PREFIX)
            .is_some_and(|name| !allowed.contains(&name))
    };
    member
        .uses
        .iter()
        .filter(ours)
        .map(|used| {
            let what = format!("`{}` may not use `{used}`", member.name);
            (what, used.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_point_down_only() {
        let check = |name: &str, uses: &[&str], expect: &[&str]| {
            let member = Member {
                name: name.to_owned(),
                manifest: "Cargo.toml".to_owned(),
                uses: uses.iter().map(|used| (*used).to_owned()).collect(),
            };
            let found: Vec<String> = breaches(&member)
                .into_iter()
                .map(|(what, _)| what)
                .collect();
            assert_eq!(found, expect, "{name} uses {uses:?}");
        };
        check("onetext-text", &["onetext-model", "serde"], &[]);
        check(
            "onetext-text",
            &["onetext-solve"],
            &["`onetext-text` may not use `onetext-solve`"],
        );
        check(
            "onetext-model",
            &["onetext-text"],
            &["`onetext-model` may not use `onetext-text`"],
        );
        check(
            "onetext-store",
            &["onetext-study"],
            &["`onetext-store` may not use `onetext-study`"],
        );
        check(
            "onetext-cli",
            &["onetext-study"],
            &["`onetext-cli` may not use `onetext-study`"],
        );
        check(
            "onetext-web",
            &["onetext-cli"],
            &["`onetext-web` may not use `onetext-cli`"],
        );
        check("onetext-new", &[], &["`onetext-new` belongs to no layer"]);
        check("xtask", &["onetext-model"], &[]);
    }

    #[test]
    fn no_crate_may_use_one_that_comes_after_it() {
        for (at, (name, allowed)) in MAY_USE.iter().enumerate() {
            for used in *allowed {
                let below = MAY_USE.iter().position(|(other, _)| other == used);
                let door = *name == "cli" && *used == "web";
                assert!(
                    door || below.is_some_and(|below| below < at),
                    "{name} uses {used}"
                );
            }
        }
    }
}
