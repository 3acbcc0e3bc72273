//! The same record, method and seed give the same bytes: on one thread and two, again and again,
//! and whatever order the files are written in.

mod common;

use common::Folder;

const RUNS: usize = 20;

fn study(folder: &Folder, words: &[&str]) -> String {
    folder.run("study", &[&["--json"], words].concat()).well()
}

/// A TOML file with its blocks the other way round.
fn reversed(text: &str) -> String {
    let mut parts: Vec<&str> = text.split("\n[[").collect();
    let head = parts.remove(0);
    parts.reverse();
    parts.iter().fold(head.to_owned(), |all, part| {
        format!("{}\n\n[[{}", all.trim_end(), part)
    })
}

#[test]
fn threads_and_repetition_change_nothing() {
    let folder = Folder::of_case("invented/harbour");
    let first = study(&folder, &["--threads", "1"]);
    for run in 0..RUNS {
        let threads = if run % 2 == 0 { "2" } else { "1" };
        assert_eq!(study(&folder, &["--threads", threads]), first, "run {run}");
    }
    assert_ne!(study(&folder, &["--seed", "2"]), first, "the seed counts");
}

#[test]
fn the_order_in_which_parties_are_listed_changes_nothing() {
    for case in ["invented/harbour", "treaties/camp-david-1978"] {
        let folder = Folder::of_case(case);
        let before = study(&folder, &[]);
        let talks = folder.read("talks.toml");
        // A head of its own keeps `exercise`; the blocks after it change places.
        let turned = reversed(&talks);
        assert_ne!(turned, talks);
        folder.put("talks.toml", turned.as_bytes());
        let after = study(&folder, &[]);
        assert_eq!(after, before, "{case}");
    }
}

#[test]
fn comments_and_layout_change_nothing() {
    let folder = Folder::of_case("invented/harbour");
    let before = study(&folder, &[]);
    for name in [
        "talks.toml",
        "judgments.toml",
        "sources.toml",
        "statements.toml",
    ] {
        let text = folder.read(name).replace(" = ", "   =  ");
        folder.put(
            name,
            format!("# a comment\r\n{}", text.replace('\n', "\r\n")).as_bytes(),
        );
    }
    assert_eq!(study(&folder, &[]), before);
}

#[test]
fn one_judgment_more_is_another_head() {
    let folder = Folder::of_case("invented/harbour");
    let head = |folder: &Folder| folder.run("study", &["--json"]).json()["head"].clone();
    let before = head(&folder);
    let words = [
        "--party",
        "port",
        "--level",
        "wants",
        "--at",
        "pay=2",
        "--by",
        "desk",
        "--because",
        "b",
        "--confidence",
        "claimed",
        "--on",
        "2031-03-20",
    ];
    folder.run("judge", &words).well();
    assert_ne!(head(&folder), before);
}
