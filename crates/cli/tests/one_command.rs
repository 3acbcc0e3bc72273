//! One command changes only its own lines; a command that changes nothing leaves every byte.

mod common;

use common::Folder;
use std::collections::BTreeMap;

/// A case as another program may have saved it: comments, an order of its own, `\r\n`, a BOM.
fn worn() -> Folder {
    let folder = Folder::of_case("invented/harbour");
    for name in ["judgments.toml", "statements.toml", "talks.toml"] {
        let text = folder.read(name);
        let text = format!("\u{feff}# kept by hand\n\n{text}\n# the last line, without an end");
        folder.put(name, text.replace('\n', "\r\n").as_bytes());
    }
    assert_eq!(folder.run("check", &[]).code, 0);
    folder
}

/// The lines that are new, and the lines that are gone, by file.
fn changed(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> Vec<(String, String, String)> {
    let none = vec![];
    let mut found = vec![];
    for (name, new) in after {
        let old = before.get(name).unwrap_or(&none);
        if old == new {
            continue;
        }
        let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let room = old.len().min(new.len()) - same;
        let tail = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(room)
            .take_while(|(a, b)| a == b)
            .count();
        let cut = |all: &[u8]| String::from_utf8_lossy(&all[same..all.len() - tail]).into_owned();
        found.push((name.clone(), cut(old), cut(new)));
    }
    for name in before.keys() {
        assert!(after.contains_key(name), "{name} is gone");
    }
    found
}

/// Runs a command and gives what it changed.
#[track_caller]
fn run(folder: &Folder, verb: &str, words: &[&str]) -> Vec<(String, String, String)> {
    let before = folder.files();
    folder.run(verb, words).well();
    changed(&before, &folder.files())
}

#[test]
fn a_judgment_adds_its_own_lines() {
    let folder = worn();
    let words = [
        "--party",
        "port",
        "--level",
        "can live with",
        "--at",
        "pay<=4",
        "--by",
        "desk",
        "--because",
        "it said \"four\" twice",
        "--confidence",
        "claimed",
        "--on",
        "2031-03-20",
    ];
    let changed = run(&folder, "judge", &words);
    let [(name, old, new)] = &changed[..] else {
        panic!("{changed:?}")
    };
    assert_eq!((name.as_str(), old.as_str()), ("judgments.toml", ""));
    assert!(
        new.contains("id = \"j21\"") && new.contains("words = \"b3:"),
        "{new}"
    );
    assert!(
        !new.replace("\r\n", "").contains('\n'),
        "line ends stay as they were: {new:?}"
    );
    assert!(folder.read("judgments.toml").starts_with('\u{feff}'));
}

#[test]
fn settling_a_statement_changes_one_word() {
    let folder = worn();
    let other = "[[statement]]\r\nid = \"s-0\"\r\nsource = \"harbour-courier\"\r\nstart = 1\r\nend = 20\r\nkind = \"direct\"\r\nstate = \"proposed\" # read it again\r\n";
    folder.append("statements.toml", &format!("\r\n{other}"));
    let confirmed = run(&folder, "confirm", &["s-0"]);
    let [(name, old, new)] = &confirmed[..] else {
        panic!("{confirmed:?}")
    };
    assert_eq!(
        (name.as_str(), old.as_str(), new.as_str()),
        ("statements.toml", "propos", "confirm")
    );
    let discarded = run(&folder, "discard", &["s-0"]);
    assert_eq!(discarded[0].2, "discard");
    let before = folder.files();
    let refused = folder.run("discard", &["s-145eae37"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("`j1` rests on"), "{}", refused.err);
    assert!(folder.files() == before);
}

#[test]
fn hearsay_is_marked_once_and_speaks_for_nobody_else() {
    let folder = worn();
    let other = "[[statement]]\nid = \"s-0\"\nsource = \"harbour-courier\"\nstart = 1\nend = 20\nkind = \"direct\"\nparty = \"port\"\nstate = \"proposed\"\n";
    folder.append("statements.toml", &format!("\n{other}"));
    folder.run("confirm", &["s-0", "--hearsay"]).well();
    let written = folder.read("statements.toml");
    let block = written.split("[[statement]]").last().unwrap_or_default();
    assert!(block.contains("state = \"confirmed\""), "{block}");
    assert!(block.contains("hearsay = true"), "{block}");
    let before = folder.files();
    let again = folder.run("confirm", &["s-0", "--hearsay"]).well();
    assert!(again.contains("nothing to change"), "{again}");
    assert!(folder.files() == before);
}

#[test]
fn a_party_and_its_people_add_their_own_lines() {
    let folder = worn();
    let words = [
        "bank",
        "--name",
        "The \"Selby\" Bank",
        "--kind",
        "guarantor",
        "--person",
        "Ida Falk",
    ];
    let changed = run(&folder, "party", &words);
    let [(name, old, new)] = &changed[..] else {
        panic!("{changed:?}")
    };
    assert_eq!((name.as_str(), old.as_str()), ("talks.toml", ""));
    assert!(
        new.contains("[[party]]") && new.contains("[[person]]"),
        "{new}"
    );
    assert_eq!(folder.run("check", &[]).code, 0);
}

#[test]
fn a_link_and_a_speaker_change_one_line_each() {
    let folder = worn();
    let about = run(
        &folder,
        "about",
        &["s-a54eab08", "pay", "jobs", "crews", "term"],
    );
    let [(name, _, _)] = &about[..] else {
        panic!("{about:?}")
    };
    assert_eq!(name, "statements.toml");
    let to = run(&folder, "assign", &["s-a54eab08", "dockers"]);
    let [(name, old, new)] = &to[..] else {
        panic!("{to:?}")
    };
    assert_eq!(name, "statements.toml");
    assert!(
        !old.contains("[[statement]]") && !new.contains("[[statement]]"),
        "{old} -> {new}"
    );
    assert!(
        old.lines().count() <= 5 && new.lines().count() <= 5,
        "{old} -> {new}"
    );
}

#[test]
fn what_is_so_already_changes_nothing() {
    let folder = worn();
    for (verb, words) in [
        ("confirm", &["s-145eae37"][..]),
        ("assign", &["s-145eae37", "marten"]),
        ("about", &["s-145eae37", "crews"]),
        ("check", &[]),
        ("study", &[]),
        ("statements", &[]),
    ] {
        assert_eq!(run(&folder, verb, words), [], "{verb}");
    }
}

#[test]
fn a_source_is_kept_as_it_came() {
    let folder = worn();
    let outside = Folder::of(&[]);
    let contents = b"\xef\xbb\xbf\"Four it is,\" said Henrik Oll.\r\n\r\nNo end";
    outside.put("Late report.txt", contents);
    let path = outside.path.join("Late report.txt");
    let words = [
        path.to_str().expect("text"),
        "--room",
        "public",
        "--on",
        "2031-03-21",
    ];
    let changed = run(&folder, "add", &words);
    let names: Vec<&str> = changed.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(
        names,
        ["record/late-report.txt", "sources.toml", "statements.toml"]
    );
    assert_eq!(folder.files()["record/late-report.txt"], contents);
    assert!(
        changed[1..].iter().all(|(_, old, _)| old.is_empty()),
        "{changed:?}"
    );
    assert_eq!(folder.run("check", &[]).code, 0);
    // The same file once more is there already.
    assert_eq!(run(&folder, "add", &words), []);
    // Another file of the same name is a source of its own.
    outside.put("Late report.txt", b"\"Five it is,\" said Henrik Oll.\n");
    let second = run(&folder, "add", &words);
    assert!(second[0].0.starts_with("record/late-report-"), "{second:?}");
}

#[test]
fn new_talks_check_and_study_cleanly() {
    let folder = Folder::none();
    folder.run("new", &["--title", "Lake Talks"]).well();
    let checked = folder.run("check", &[]).well();
    assert!(checked.contains("0 problems, 0 warnings"), "{checked}");
    let study = folder.run("study", &["--json"]).json();
    assert_eq!(study["text"]["draft"], serde_json::Value::Null);
    assert_eq!(study["text"]["packages"], "0");
    assert_eq!(study["zone"], serde_json::Value::Null);
    let page = folder.run("study", &[]).well();
    assert!(page.contains("There is no draft yet"), "{page}");
}
