//! The shipped cases give the answers their pages promise.
//!
//! Each case holds an `answers.toml`: what a study of it must say, with the reason why.

mod common;

use common::{Folder, at, onetext, root};
use serde_json::Value;
use std::path::PathBuf;

/// All shipped cases.
fn cases() -> Vec<PathBuf> {
    let mut found = vec![];
    for shelf in std::fs::read_dir(root().join("cases")).expect("there are cases") {
        let shelf = shelf.expect("listed").path();
        for case in std::fs::read_dir(&shelf).expect("a shelf of cases") {
            found.push(case.expect("listed").path());
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

fn value(toml: &toml::Value) -> Value {
    serde_json::to_value(toml).expect("TOML is JSON")
}

/// Whether a study says what an answer says: a value at a path, or a sentence among the notes.
#[track_caller]
fn answered(case: &str, study: &Value, answer: &toml::Value) {
    let why = answer["why"].as_str().expect("every answer says why");
    if let Some(sentence) = answer.get("says").and_then(|s| s.as_str()) {
        let notes = study["notes"].as_array().expect("notes");
        let said = notes
            .iter()
            .any(|n| n.as_str().is_some_and(|n| n.contains(sentence)));
        assert!(
            said,
            "{case}: `{sentence}` is not said, though {why}: {notes:#?}"
        );
        return;
    }
    let path = answer["at"].as_str().expect("an answer has a place");
    let found = at(study, path);
    match (answer.get("is"), answer.get("within")) {
        (Some(expected), _) => assert_eq!(found, &value(expected), "{case}: {path}, since {why}"),
        (None, Some(span)) => {
            let (low, high) = (
                span[0].as_float().expect("low"),
                span[1].as_float().expect("high"),
            );
            let found = found.as_f64().expect("a figure");
            assert!(
                (low..=high).contains(&found),
                "{case}: {path} is {found}, though {why}"
            );
        }
        _ => panic!("{case}: {path} has no expected value"),
    }
}

#[test]
fn every_case_gives_its_answers() {
    for case in cases() {
        let name = case.display().to_string();
        let text = std::fs::read_to_string(case.join("answers.toml")).expect("a case has answers");
        let answers: toml::Value = toml::from_str(&text).expect("they are TOML");
        let study = onetext(&["study", &name, "--json"]).json();
        let list = answers["answer"].as_array().expect("there are answers");
        assert!(list.len() >= 5, "{name}: too few answers to catch a change");
        for answer in list {
            answered(&name, &study, answer);
        }
    }
}

#[test]
fn every_case_checks_without_a_problem_and_has_a_page() {
    for case in cases() {
        let ended = onetext(&["check", case.to_str().expect("text")]);
        assert_eq!(ended.code, 0, "{}", ended.said());
        let page = std::fs::read_to_string(case.join("README.md")).expect("a case has a page");
        assert!(page.lines().count() > 20, "{}", case.display());
    }
}

#[test]
fn the_page_of_a_study_is_as_shown() {
    for (name, case) in [
        ("harbour", "invented/harbour"),
        ("camp-david", "treaties/camp-david-1978"),
    ] {
        let page = Folder::of_case(case).run("study", &[]).well();
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn an_opened_figure_is_as_shown() {
    let harbour = Folder::of_case("invented/harbour");
    let open = |key: &str| harbour.run("study", &["--explain", key]).well();
    insta::assert_snapshot!("harbour-working", open("working/dockers"));
    insta::assert_snapshot!("harbour-issue", open("issue/jobs"));
}

/// Points for what falls to one side: a sixth of the Sinai, then the other five issues.
const POINTS: [(&str, [i64; 6], bool); 2] = [
    ("israel", [35, 10, 20, 10, 5, 20], true),
    ("egypt", [55, 5, 10, 5, 20, 5], false),
];

/// The points of a side, times six so that a sixth of the Sinai counts in whole points.
fn points(table: &[i64; 6], israel: bool, sixths: i64, falls: [bool; 5]) -> i64 {
    let share = if israel { sixths } else { 6 - sixths };
    let won = (0..5)
        .filter(|i| falls[*i] == israel)
        .map(|i| 6 * table[i + 1])
        .sum::<i64>();
    table[0] * share + won
}

#[test]
fn camp_david_is_counted_as_the_table_says() {
    let study = Folder::of_case("treaties/camp-david-1978")
        .run("study", &["--json"])
        .json();
    let mut room = 0;
    for sixths in 0..=6 {
        for bits in 0..32 {
            let falls = std::array::from_fn(|i| bits >> i & 1 == 1);
            let enough = |(_, table, israel): &(&str, [i64; 6], bool)| {
                points(table, *israel, sixths, falls) >= 300
            };
            room += u32::from(POINTS.iter().all(enough));
        }
    }
    assert_eq!(study["zone"]["unbarred"], (7 * 32).to_string());
    assert_eq!(study["zone"]["in"], room.to_string());
    assert_eq!(study["zone"]["open"], "0");
    // Adjusted winner: Egypt wins the Sinai and Palestinian rights, then gives a sixth of the
    // Sinai back, and each side has 65 5/6 of its 100 points.
    for (_, table, israel) in &POINTS {
        assert_eq!(
            points(table, *israel, 1, [true, true, true, false, true]),
            395
        );
    }
    let page = Folder::of_case("treaties/camp-david-1978")
        .run("study", &[])
        .well();
    assert_eq!(
        page.matches("395 points; no agreement is worth 300")
            .count(),
        2,
        "{page}"
    );
}

/// A row of a table in a page: its cells.
fn table(page: &str) -> Vec<Vec<String>> {
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("---"));
    let cells = |line: &str| {
        line.trim_matches('|')
            .split('|')
            .map(|c| c.trim().to_owned())
            .collect()
    };
    rows.skip(1).map(cells).collect()
}

#[test]
fn the_scored_game_counts_what_its_authors_count() {
    let case = "books/harborco-like";
    let zone = |folder: &Folder| -> i64 {
        let study = folder.run("study", &["--json"]).json();
        study["zone"]["in"]
            .as_str()
            .expect("a count")
            .parse()
            .expect("a number")
    };
    let all = zone(&Folder::of_case(case));
    assert_eq!(all, 52);
    let page = Folder::of_case(case).read("README.md");
    let rows = table(&page);
    assert_eq!(rows.len(), 5);
    let mut deals = all;
    for row in rows {
        let folder = Folder::of_case(case);
        let talks = folder.read("talks.toml");
        let name = format!("name = \"{}\"\nkind = \"party\"", row[0]);
        assert!(talks.contains(&name), "{name}");
        folder.put(
            "talks.toml",
            talks
                .replace(&name, &format!("{name}\nconsent = false"))
                .as_bytes(),
        );
        let others = zone(&folder);
        assert_eq!(
            (others.to_string(), (others - all).to_string()),
            (row[1].clone(), row[2].clone()),
            "{}",
            row[0]
        );
        deals += others - all;
    }
    assert_eq!(deals, 204);
    assert!(page.contains("= 204."));
}
