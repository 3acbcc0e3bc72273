//! `onetext find`: words in statements first, then in what no statement holds.

mod common;

use common::Folder;
use serde_json::Value;

fn lake() -> Folder {
    Folder::of_case("invented/lake-talks")
}

fn texts(found: &Value, list: &str) -> Vec<String> {
    let all = found[list].as_array().expect("a list").iter();
    all.map(|hit| hit["text"].as_str().expect("text").to_owned())
        .collect()
}

#[test]
fn every_hit_holds_every_word_and_its_marks_are_the_words() {
    let found = lake().run("find", &["days", "--json"]).json();
    let statements = found["statements"].as_array().expect("a list");
    assert!(!statements.is_empty());
    for hit in statements
        .iter()
        .chain(found["places"].as_array().expect("a list"))
    {
        let text = hit["text"].as_str().expect("text");
        for mark in hit["marks"].as_array().expect("marks") {
            let end = |at: usize| mark[at].as_u64().expect("a place") as usize;
            assert!(
                text[end(0)..end(1)].to_lowercase().starts_with("day"),
                "{text}"
            );
        }
    }
}

#[test]
fn the_line_is_the_line_of_the_source() {
    let folder = lake();
    let found = folder.run("find", &["harbour", "--json"]).json();
    for hit in found["statements"].as_array().expect("a list") {
        let source = hit["source"].as_str().expect("a source");
        let at = ["txt", "md"].map(|end| format!("record/{source}.{end}"));
        let path = at
            .iter()
            .find(|it| folder.path.join(it).exists())
            .expect("a file");
        let text = folder.read(path);
        let line = hit["line"].as_u64().expect("a line") as usize;
        let from: Vec<&str> = text.lines().skip(line - 1).collect();
        let first = hit["text"]
            .as_str()
            .expect("text")
            .lines()
            .next()
            .expect("a line");
        assert!(from[0].contains(first), "{first:?} is not in {:?}", from[0]);
    }
}

#[test]
fn filters_leave_only_what_they_say() {
    let folder = lake();
    let all = folder.run("find", &["--json"]).json();
    let number = |found: &Value| found["statements"].as_array().map_or(0, Vec::len);
    let few = |filter: &[&str], key: &str, expect: &str| {
        let mut words = vec!["--json"];
        words.extend(filter);
        let found = folder.run("find", &words).json();
        assert!(
            number(&found) > 0 && number(&found) < number(&all),
            "{filter:?}"
        );
        assert!(texts(&found, "places").is_empty(), "{filter:?}");
        for hit in found["statements"].as_array().expect("a list") {
            assert_eq!(hit[key], expect, "{filter:?}");
        }
    };
    few(&["--party", "Asteria"], "party", "asteria");
    few(&["--speaker", "venn"], "speaker", "Ada Venn");
    few(&["--room", "plenary"], "room", "plenary");
    few(
        &["--from", "2031-06-12", "--to", "2031-06-12"],
        "on",
        "2031-06-12",
    );
    let about = folder.run("find", &["--about", "harbour", "--json"]).json();
    assert!(number(&about) > 0 && number(&about) < number(&all));
}

#[test]
fn what_no_statement_holds_is_listed_after_with_its_line() {
    let folder = Folder::of(&[(
        "talks.toml",
        "title = \"T\"\n[[party]]\nid = \"a\"\nname = \"A\"\n",
    )]);
    folder.put(
        "report.txt",
        b"The lake froze.\n\n\"The lake is ours,\" said Ada Venn of the lake.\n",
    );
    let report = folder.path.join("report.txt");
    let add = [
        report.to_str().expect("text"),
        "--room",
        "public",
        "--on",
        "2031-05-09",
    ];
    folder.run("add", &add).well();
    std::fs::remove_file(&report).expect("removed");
    let found = folder.run("find", &["lakes", "--json"]).json();
    assert_eq!(texts(&found, "statements"), ["The lake is ours,"]);
    assert_eq!(texts(&found, "places"), ["The lake froze."]);
    let venn = folder.run("find", &["Venn", "--json"]).json();
    assert_eq!(texts(&venn, "places").len(), 1);
    let shown = folder.run("find", &["lake"]).well();
    assert!(
        shown.contains("The *lake* is ours,")
            && shown.contains("report, line 1, 2031-05-09 (public)"),
        "{shown}"
    );
    let none = folder.run("find", &["glacier"]);
    assert_eq!(none.code, 0);
    assert_eq!(
        none.out,
        "nothing found; looked through 1 statement and all the words of 1 source\n"
    );
}

#[test]
fn the_list_is_bounded_and_says_how_many_more() {
    let folder = lake();
    let all = folder
        .run("find", &["the", "--json", "--most", "1000"])
        .json();
    let few = folder.run("find", &["the", "--json", "--most", "2"]).json();
    for (list, more) in [("statements", "more_statements"), ("places", "more_places")] {
        let (whole, part) = (texts(&all, list), texts(&few, list));
        assert_eq!(part, whole[..2], "{list}");
        assert_eq!(few[more], whole.len() - 2, "{list}");
        assert_eq!(all[more], 0, "{list}");
    }
}

#[test]
fn what_is_not_there_is_refused_with_a_mend() {
    let folder = lake();
    let check = |words: &[&str], expect: &str| {
        let ended = folder.run("find", words);
        assert_eq!(ended.code, 1, "{words:?}");
        assert!(ended.err.contains(expect), "{}", ended.err);
    };
    check(&["--party", "asterai"], "did you mean `asteria`?");
    check(&["--about", "harbor"], "did you mean `harbour`?");
    check(&["--state", "confirm"], "did you mean `confirmed`?");
    check(&["--kind", "loud"], "one of `direct`, `mixed`, `indirect`");
    check(&["--room", "kitchen"], "unknown room `kitchen`");
    check(&["--from", "June"], "`June` is not a date");
    check(
        &["--from", "2031-06-02", "--to", "2031-06-01"],
        "`2031-06-02` is later than `2031-06-01`",
    );
    check(&["—"], "`—` holds no word to search for");
}
