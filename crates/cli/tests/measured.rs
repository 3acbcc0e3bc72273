//! The shares its authors measured, from a folder of talks through the command: twelve points of one
//! bracket each, judged in a given mix.

mod common;

use common::Folder;
use serde_json::Value;
use std::fmt::Write;

const LEVELS: [&str; 3] = ["wants", "can live with", "only in return"];

/// Twelve points, and one side that wants, can live with and gives so many of them.
fn talks(mix: [usize; 3], confidence: &str) -> Folder {
    let mut draft = String::new();
    for point in 1..=12 {
        let _ = writeln!(
            draft,
            "{point}. **Point {point}.** It is [i{point}: so #so * | otherwise #otherwise]."
        );
    }
    let levels = (0..3).flat_map(|level| vec![LEVELS[level]; mix[level]]);
    let mut judgments = String::new();
    for (n, level) in levels.enumerate() {
        let point = n + 1;
        let _ = writeln!(
            judgments,
            "[[judgment]]\nid = \"j{point}\"\nparty = \"asteria\"\non = 2031-05-01\nby = \"desk\"\nbecause = \"b\"\nconfidence = \"{confidence}\"\nlevel = \"{level}\"\nat = \"i{point}=so\"\n"
        );
    }
    let talks = "title = \"T\"\n\n[[party]]\nid = \"asteria\"\nname = \"Asteria\"\n";
    Folder::of(&[
        ("talks.toml", talks),
        ("drafts/01.md", &draft),
        ("judgments.toml", &judgments),
    ])
}

fn working(folder: &Folder) -> Value {
    folder.run("study", &["--json"]).json()["parties"][0]["working"].clone()
}

#[test]
fn a_party_reads_as_its_authors_measured() {
    let check = |mix, confidence, share: f64, word: &str| {
        let working = working(&talks(mix, confidence));
        let free = working["free"].as_f64().expect("a share");
        assert!(
            (free - share).abs() <= 0.01,
            "{mix:?} {confidence}: {free}, not {share}"
        );
        assert_eq!(working["word"], word, "{mix:?} {confidence}");
        assert_eq!(
            (&working["against"], &working["for"]),
            (&working["free"], &working["free"])
        );
    };
    check([3, 6, 3], "tested", 0.81, "most");
    check([0, 9, 3], "tested", 0.45, "divided");
    check([9, 0, 3], "tested", 0.96, "every");
    check([3, 6, 3], "believed", 0.80, "most");
    check([0, 9, 3], "believed", 0.53, "divided");
    check([9, 0, 3], "believed", 0.94, "most");
}

#[test]
fn with_nothing_on_record_there_is_no_word() {
    let working = working(&talks([0, 0, 0], "tested"));
    let free = working["free"].as_f64().expect("a share");
    assert!((free - 0.78).abs() <= 0.01, "{free}");
    assert_eq!(working["word"], "not-known");
    let page = talks([0, 0, 0], "tested").run("study", &[]).well();
    assert!(
        !page.contains("78"),
        "no figure is printed for what is not known: {page}"
    );
}
