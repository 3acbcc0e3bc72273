//! Copies of a draft, who was shown them, and the positions as a table file.

mod common;

use common::Folder;

const DRAFT: &str = "\
+++
title = \"Framework\"
author = \"a drafter\"
+++
1. **Harbour.** It is run [harbour: by Asteria @asteria #ours | jointly * | by Borea @borea].[note: ask Ada]
2. **Fee.** [fee: A fee of [size: 1..3 step 1 euro | 2 *] is due. * | ]
3. **Watch.** Observers stay.
";

fn talks() -> Folder {
    let party = |id: &str, name: &str| format!("[[party]]\nid = \"{id}\"\nname = \"{name}\"\n");
    let talks = [party("asteria", "Asteria"), party("borea", "Borea")].concat();
    Folder::of(&[
        ("talks.toml", &format!("title = \"T\"\n{talks}")),
        ("drafts/01.md", DRAFT),
    ])
}

#[test]
fn a_copy_has_the_words_and_nothing_of_the_team() {
    let folder = talks();
    let check = |words: &[&str], expect: &[&str]| {
        let copy = folder.run("text", words).well();
        let lines: Vec<&str> = copy
            .lines()
            .filter(|l| l.starts_with(char::is_numeric))
            .collect();
        assert_eq!(lines, expect, "{words:?}");
        for trace in ["@", "#ours", "a drafter", "ask Ada", "harbour:", "+++"] {
            assert!(!copy.contains(trace), "{words:?}: `{trace}` in {copy}");
        }
    };
    let watch = "3. **Watch.** Observers stay.";
    check(
        &[],
        &[
            "1. **Harbour.** It is run jointly.",
            "2. **Fee.** A fee of 2 euro is due.",
            watch,
        ],
    );
    check(
        &["--choose", "harbour=ours", "--choose", "size=3"],
        &[
            "1. **Harbour.** It is run by Asteria.",
            "2. **Fee.** A fee of 3 euro is due.",
            watch,
        ],
    );
    check(
        &["--choose", "fee=none"],
        &["1. **Harbour.** It is run jointly.", "2. (not used)", watch],
    );
    let brackets = folder.run("text", &["--brackets"]).well();
    assert!(
        brackets.contains("[by Asteria | jointly | by Borea]"),
        "{brackets}"
    );
    let marked = folder.run("text", &["--marked"]).well();
    assert_eq!(marked, DRAFT, "the marked text is the file itself");
}

#[test]
fn a_page_of_a_copy_holds_the_copy_alone() {
    let folder = talks();
    let page = folder.path.join("copy.html");
    folder
        .run("text", &["--html", page.to_str().expect("text")])
        .well();
    let page = folder.read("copy.html");
    assert!(page.contains("run jointly"), "{page}");
    for trace in [
        "@asteria",
        "#ours",
        "a drafter",
        "ask Ada",
        "<script",
        "http:",
        "https:",
    ] {
        assert!(!page.contains(trace), "`{trace}` in {page}");
    }
}

#[test]
fn what_cannot_be_copied_is_said() {
    let folder = talks();
    let before = folder.files();
    let check = |verb: &str, words: &[&str], says: &str, mend: &str| {
        let ended = folder.run(verb, words);
        assert_eq!(ended.code, 1, "{words:?}");
        let said = ended.said();
        assert!(
            said.contains(says) && said.contains(mend),
            "{words:?}: {said}"
        );
        assert_eq!(folder.files(), before, "{words:?}: nothing is written");
    };
    check(
        "text",
        &["--choose", "harbour=x"],
        "`harbour` has no alternative `x`",
        "ours, jointly",
    );
    check(
        "text",
        &["--choose", "port=x"],
        "unknown issue `port`",
        "name a bracket",
    );
    check("text", &["--choose", "harbour"], "`harbour`", "issue=key");
    check("text", &["--draft", "2"], "there is no draft 2", "1");
    let shown = |draft, to, on| ["--draft", draft, "--to", to, "--on", on];
    check(
        "circulate",
        &shown("2", "asteria", "2031-05-09"),
        "there is no draft 2",
        "drafts/",
    );
    check(
        "circulate",
        &shown("1", "astria", "2031-05-09"),
        "unknown party `astria`",
        "asteria",
    );
    check(
        "circulate",
        &shown("1", "asteria", "9 May"),
        "`9 May` is not a date",
        "2031-05-09",
    );
}

#[test]
fn a_study_says_who_has_not_seen_what_and_who_holds_an_old_draft() {
    let folder = talks();
    let show = |draft: &str, to: &str, on: &str| {
        let words = ["--draft", draft, "--to", to, "--on", on, "--by", "envoy"];
        folder.run("circulate", &words).well();
    };
    show("1", "asteria", "2031-05-09");
    let notes = |folder: &Folder| folder.run("study", &["--json"]).json()["notes"].to_string();
    let one = notes(&folder);
    assert!(
        one.contains("Draft 1 has been shown to Asteria (2031-05-09), and not to Borea."),
        "{one}"
    );
    folder.put(
        "drafts/02.md",
        DRAFT
            .replace("Observers stay", "Observers leave")
            .as_bytes(),
    );
    show("2", "borea", "2031-05-12");
    let two = notes(&folder);
    assert!(
        two.contains("Draft 2 has been shown to Borea (2031-05-12), and not to Asteria."),
        "{two}"
    );
    assert!(
        two.contains("Asteria holds draft 1, which draft 2 has replaced."),
        "{two}"
    );
    let study = folder.run("study", &["--json"]).json();
    assert_eq!(study["rounds"]["unseen"], serde_json::json!(["asteria"]));
}

#[test]
fn the_table_of_positions_has_a_line_for_every_cell() {
    let folder = Folder::of_case("invented/harbour");
    let table = folder
        .run("positions", &["--csv", "--without-caucus"])
        .well();
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].starts_with("point,heading,issue,party,level"),
        "{}",
        lines[0]
    );
    // Seven rows, two parties, a heading line.
    assert_eq!(lines.len(), 1 + 7 * 2, "{table}");
    assert!(!table.contains("caucus"), "{table}");
    let with = folder.run("positions", &["--csv", "--with-caucus"]).well();
    assert!(
        with.starts_with("TEAM - contains caucus of dockers"),
        "{with}"
    );
    assert!(
        with.contains("One and a relief, on every shift"),
        "the caucus note is in it"
    );
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_shown_as_text() {
    let folder = talks();
    folder.append(
        "judgments.toml",
        "[[judgment]]\nid = \"j1\"\nparty = \"asteria\"\non = 2031-05-09\nby = \"desk\"\nbecause = \"b\"\nconfidence = \"claimed\"\nlevel = \"wants\"\nat = \"harbour=jointly\"\n",
    );
    let talks = folder
        .read("talks.toml")
        .replace("\"Asteria\"", "\"=HYPERLINK(A1)\"");
    folder.put("talks.toml", talks.as_bytes());
    let table = folder.run("positions", &["--csv"]).well();
    assert!(!table.contains(",=HYPERLINK"), "{table}");
    assert!(table.contains("'=HYPERLINK"), "{table}");
}
