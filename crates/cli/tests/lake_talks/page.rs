//! Every figure of the case's page is what a study gives.

use crate::common::{Folder, at};
use crate::study;

/// A sentence of the page, the study it speaks of, and where the figure in it stands.
const FIGURES: [(&str, &[&str], &str); 22] = [
    ("three drafts (28, 22", &["--draft", "1"], "text.points"),
    ("28, 22 and 22 points", &["--draft", "2"], "text.points"),
    ("and 22 points)", &[], "text.points"),
    (
        "and 14 judgments go",
        &["--without-caucus"],
        "left_out_caucus",
    ),
    (
        "3,600 packages seem free",
        &["--without-caucus"],
        "zone.unbarred",
    ),
    ("instead of 288, and", &[], "zone.unbarred"),
    (
        "a careful text of 69,120 packages",
        &["--draft", "2"],
        "text.packages",
    ),
    ("Of 155,520 packages in the text", &[], "text.packages"),
    ("288 are left. All of them", &[], "zone.unbarred"),
    ("170 of the 288 hold", &[], "zone.in"),
    ("of the 288 hold on most readings", &[], "zone.unbarred"),
    ("118 stay open", &[], "zone.open"),
    ("at 30 km it is in", &[], "consider.4.package.depth"),
    ("7,200 packages are left", &[], "tested_only.zone.unbarred"),
    (
        "left instead of 288, and the working text is one of them",
        &[],
        "zone.unbarred",
    ),
    ("Both can have 20 %", &[], "consider.4.package.share"),
    (
        "the working text holds on most readings for Asteria",
        &["--without-caucus"],
        "parties.0.word",
    ),
    (
        "holds on most readings for Asteria and for Borea",
        &["--without-caucus"],
        "parties.1.word",
    ),
    ("Draft 2 is a careful text", &["--draft", "2"], "text.draft"),
    ("Draft 3 supplies both wordings", &[], "text.draft"),
    ("it is in. If only", &[], "consider.4.zone"),
    ("When 28 points became 22", &["--draft", "1"], "text.points"),
];

/// A page's words with line ends as spaces and emphasis left out.
pub fn words(page: &str) -> String {
    let joined: Vec<&str> = page.split_whitespace().collect();
    joined.join(" ").replace('*', "")
}

/// A figure as the page prints it: with a comma between thousands.
fn printed(value: &serde_json::Value) -> String {
    let plain = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    if plain.len() < 4 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain;
    }
    let (thousands, rest) = plain.split_at(plain.len() - 3);
    format!("{thousands},{rest}")
}

#[test]
fn every_figure_of_the_page_is_what_a_study_gives() {
    let folder = Folder::of_case(crate::CASE);
    let page = words(&folder.read("README.md"));
    let mut studies: Vec<(&[&str], serde_json::Value)> = vec![];
    for (fragment, asked, path) in FIGURES {
        assert!(
            page.contains(fragment),
            "the page does not say `{fragment}`"
        );
        if !studies.iter().any(|(had, _)| *had == asked) {
            studies.push((asked, study(&folder, asked)));
        }
        let found = studies.iter().find(|(had, _)| *had == asked);
        let (_, study) = found.expect("it was made above");
        let figure = printed(at(study, path));
        assert!(
            fragment.contains(&figure),
            "`{fragment}`: {path} is {figure}"
        );
    }
}

#[test]
fn the_page_counts_what_is_in_the_folder() {
    let folder = Folder::of_case(crate::CASE);
    let page = words(&folder.read("README.md"));
    let count =
        |file: &str, heading: &str| folder.read(file).matches(&format!("[[{heading}]]")).count();
    let (sources, statements, judgments) = (
        count("sources.toml", "source"),
        count("statements.toml", "statement"),
        count("judgments.toml", "judgment"),
    );
    assert_eq!(sources, 10);
    assert!(page.contains(&format!(
        "ten sources, {statements} statements and {judgments} judgments"
    )));
    let living = folder
        .read("statements.toml")
        .matches("state = \"discarded\"")
        .count();
    assert_eq!(living, 1, "the headline of the newspaper");
}
