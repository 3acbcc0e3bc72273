//! Claims: what the Markdown files point at exists, and README shows the first two commands.

use std::path::Path;

use super::Outcome;
use super::fences::blocks;
use super::finding::Finding;
use super::repository::{Repository, TextFile};

/// The commands every newcomer needs, which README therefore shows.
const SHOWN: [&str; 2] = [
    "cargo run --release -- study cases/invented/harbour",
    "cargo xtask test",
];

/// Finds relative links that lead nowhere, and commands that README does not show.
pub fn check(repository: &Repository) -> Outcome {
    let mut findings: Vec<Finding> = repository
        .ending("md")
        .flat_map(|file| dead_links(&repository.root, file))
        .collect();
    if let Some(readme) = repository.file("README.md") {
        findings.extend(not_shown(readme));
    }
    Ok(findings)
}

fn not_shown(readme: &TextFile) -> impl Iterator<Item = Finding> {
    let missing = SHOWN
        .iter()
        .filter(|command| !readme.text.contains(**command));
    missing.map(|command| {
        let what = format!("`{command}` is not shown");
        Finding::new(&readme.path, 1, what, "show it to the newcomer")
    })
}

fn dead_links(root: &Path, file: &TextFile) -> Vec<Finding> {
    let document = root.join(&file.path);
    let folder = document.parent().unwrap_or(root);
    targets(file)
        .into_iter()
        .filter(|(_, target)| is_relative(target))
        .filter(|(_, target)| {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            !path.is_empty() && !folder.join(path.replace("%20", " ")).exists()
        })
        .map(|(line, target)| {
            let what = format!("the link `{target}` leads nowhere");
            Finding::new(&file.path, line, what, "name a file that exists")
        })
        .collect()
}

/// Whether `target` names a file beside the document and not a page elsewhere.
fn is_relative(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    let elsewhere = scheme.is_some_and(|scheme| scheme.chars().all(char::is_alphanumeric));
    !elsewhere && !target.starts_with("//")
}

/// Where the links of `file` point, with their lines; code is not looked at.
fn targets(file: &TextFile) -> Vec<(usize, String)> {
    let fenced: Vec<usize> = blocks(&file.text)
        .iter()
        .flat_map(|block| block.lines.iter().map(|(line, _)| *line))
        .collect();
    file.lines()
        .filter(|(number, _)| fenced.binary_search(number).is_err())
        .flat_map(|(number, line)| {
            let line = without_code(line);
            let found: Vec<String> = inline(&line).chain(defined(&line)).collect();
            found.into_iter().map(move |target| (number, target))
        })
        .collect()
}

/// The line without what stands between backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// The targets of links such as `[words](target "title")`.
fn inline(line: &str) -> impl Iterator<Item = String> {
    line.split("](").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?;
        destination(inside)
    })
}

/// The target of a definition such as `[words]: target`.
fn defined(line: &str) -> Option<String> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let footnote = label.starts_with('^') || label.contains(']');
    if footnote { None } else { destination(rest) }
}

/// The target alone, without its title and angle brackets.
fn destination(inside: &str) -> Option<String> {
    let inside = inside.trim();
    if let Some(bracketed) = inside.strip_prefix('<') {
        return bracketed.split('>').next().map(str::to_owned);
    }
    inside.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::file;
    use super::*;

    #[test]
    fn links_are_found_outside_code() {
        let check = |text: &str, expect: &[&str]| {
            let found = targets(&file("a.md", text));
            let found: Vec<&str> = found.iter().map(|(_, target)| target.as_str()).collect();
            assert_eq!(found, expect, "{text}");
        };
        check(
            "see [a](b.md) and ![c](d/e.svg \"title\")",
            &["b.md", "d/e.svg"],
        );
        check("[a](<b c.md>)", &["b c.md"]);
        check("[a]: b.md", &["b.md"]);
        check("[^1]: A note.", &[]);
        check("`[a](b.md)` and [c](d.md)", &["d.md"]);
        check("```text\n[a](b.md)\n```\n[c](d.md)", &["d.md"]);
        check("[shall][should] apply", &[]);
    }

    #[test]
    fn only_files_beside_the_document_are_looked_for() {
        let check = |target, expect| assert_eq!(is_relative(target), expect, "{target}");
        check("docs/glossary.md#word", true);
        check("../README.md", true);
        check("https://example.org/a", false);
        check("mailto:a@example.org", false);
        check("//example.org/a", false);
    }

    #[test]
    fn a_link_leads_to_a_file_or_is_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("b c.md"), "").expect("written");
        let check = |text: &str, expect: usize| {
            let found = dead_links(folder.path(), &file("a.md", text));
            assert_eq!(found.len(), expect, "{text}");
        };
        check("[a](b%20c.md#word) [b](#word) [c](https://example.org)", 0);
        check("[a](missing.md)\n[b](docs/b.md)", 2);
    }

    #[test]
    fn readme_shows_the_first_two_commands() {
        let count = |text: &str| not_shown(&file("README.md", text)).count();
        assert_eq!(count(&SHOWN.join("\n")), 0);
        assert_eq!(count("cargo xtask test"), 1);
    }
}
