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

/// What the page tells of the record, and the words it rests on.
const TOLD: [(&str, &str, &str); 14] = [
    (
        "Eleven thousand keys",
        "record/plenary-minutes.md",
        "Eleven thousand people have a key",
    ),
    (
        "its side asked for the next point",
        "record/plenary-minutes.md",
        "The Borean side asked for the next point",
    ),
    (
        "No more than ten per cent,",
        "record/plenary-minutes.md",
        "No more than ten per cent, and",
    ),
    (
        "Not less than twenty,",
        "record/plenary-minutes.md",
        "Not less than twenty per cent",
    ),
    (
        "The colonel's was the province",
        "record/plenary-minutes.md",
        "was the map of the province",
    ),
    (
        "the minister's was the district",
        "record/plenary-minutes.md",
        "was the map of the district",
    ),
    (
        "an amnesty for the shelling of the ferry",
        "record/plenary-minutes.md",
        "an amnesty that covers the shelling of the ferry",
    ),
    (
        "Borea could live with thirty,",
        "record/shore-gazette.txt",
        "Hugo Stane told the Shore Gazette",
    ),
    (
        "in a hotel kitchen",
        "record/caucus-borea.md",
        "Five hours in the hotel kitchen",
    ),
    (
        "nineteen families from both sides",
        "record/letter-displaced.md",
        "nineteen families",
    ),
    (
        "You could pave the road to the springs with gold",
        "record/northwind.txt",
        "You could pave the road to the springs with gold",
    ),
    (
        "let them say at the gate what the water means",
        "record/caucus-borea.md",
        "Let them say at the gate what the water means",
    ),
    (
        "Thirty days is plenty",
        "record/northwind.txt",
        "Asked about the exchange, he was brief.",
    ),
    (
        "On 19 June a newspaper printed",
        "record/lantern-leak.txt",
        "THE LANTERN, 19 June 2031",
    ),
];

#[test]
fn the_page_tells_the_record_as_it_is() {
    let folder = Folder::of_case(crate::CASE);
    let page = words(&folder.read("README.md"));
    for (told, file, rests_on) in TOLD {
        assert!(page.contains(told), "the page does not say `{told}`");
        assert!(
            words(&folder.read(file)).contains(rests_on),
            "{file}: {rests_on}"
        );
    }
    // "Borea's own thirty came five days later."
    let sources = folder.read("sources.toml");
    let day = |id: &str| -> u32 {
        let block = sources
            .split("[[source]]")
            .find(|b| b.contains(&format!("id = \"{id}\"")));
        let on = block
            .and_then(|b| b.split("on = 2031-06-").nth(1))
            .expect("a day in June");
        on[..2].parse().expect("a number")
    };
    assert!(page.contains("came five days later"));
    assert_eq!(day("caucus-borea") - day("shore-gazette"), 5);
}

#[test]
fn what_the_page_says_of_judgments_is_so() {
    let folder = Folder::of_case(crate::CASE);
    let study = study(&folder, &[]);
    let trail = |key: &str, part: &str| study["trail"][key][part].to_string();
    // "The shrine … is in no sum, since nothing pays for it."
    for party in ["asteria", "borea"] {
        let sum = trail(&format!("working/{party}"), "arithmetic");
        assert_eq!(sum.contains("shrine="), party == "asteria", "{sum}");
    }
    // "All four lines have been put to the test."
    let lines = trail("zone/unbarred", "arithmetic");
    for line in [
        "a tested red line of asteria, `a1`",
        "a tested red line of asteria, `a3`",
        "a tested red line of borea, `b1`",
        "a tested red line of borea, `b3`",
    ] {
        assert!(lines.contains(line), "{line}");
    }
    let judgments = folder.read("judgments.toml");
    let one = judgments
        .split("[[judgment]]")
        .find(|b| b.contains("supersedes = [\"b14\", \"b15\"]"));
    assert!(
        one.is_some_and(|b| b.contains("on = 2031-06-24")),
        "one judgment of 24 June"
    );
}
