//! The review in a real terminal, from the first statement to the last.

mod common;
#[path = "review/tmux.rs"]
mod tmux;

use common::Folder;
use tmux::Tmux;

const REPORT: &str = include_str!("review/report.txt");

/// Talks with thirty proposed statements: one for each quotation of the report.
fn talks() -> Folder {
    let folder = Folder::of(&[
        ("talks.toml", include_str!("review/talks.toml")),
        ("drafts/01.md", include_str!("review/draft.md")),
    ]);
    let outside = Folder::of(&[("echo.txt", REPORT)]);
    let report = outside.path.join("echo.txt");
    let path = report.to_str().expect("its path is text");
    folder
        .run(
            "add",
            &[
                path,
                "--room",
                "public",
                "--on",
                "2031-05-09",
                "--outlet",
                "Marlow Echo",
            ],
        )
        .well();
    let mut statements = String::new();
    let quotes = REPORT.match_indices('“').zip(REPORT.match_indices('”'));
    for (number, ((open, _), (end, _))) in quotes.enumerate() {
        let (number, start) = (number + 1, open + '“'.len_utf8());
        let hers = REPORT[end..].starts_with("” said Mira");
        let speaker = if hers { "dahl" } else { "renn" };
        statements += &format!(
            "[[statement]]\nid = \"s-{number:02}\"\nsource = \"echo\"\nstart = {start}\nend = {end}\n\
             kind = \"direct\"\nspeaker = \"{speaker}\"\nstate = \"proposed\"\n\n"
        );
    }
    folder.put("statements.toml", statements.as_bytes());
    folder.run("check", &[]).well();
    folder
}

fn review(name: &str, folder: &Folder, size: (usize, usize), words: &str) -> Option<Tmux> {
    let (binary, path) = (env!("CARGO_BIN_EXE_onetext"), folder.path.display());
    Tmux::start(
        name,
        size,
        &format!("'{binary}' review '{path}' --on 2031-05-12 {words}"),
    )
}

#[test]
fn thirty_statements_are_confirmed_linked_and_judged_with_under_seventy_keys() {
    let folder = talks();
    let Some(mut tmux) = review("thirty", &folder, (80, 24), "--no-color") else {
        return;
    };
    insta::assert_snapshot!("first", tmux.sees(&["1 of 30", "Mira Dahl"]));
    for number in 1..=30 {
        let confirmed = format!("{} confirmed", number - 1);
        tmux.sees(&[&format!("{number} of 30"), &confirmed]);
        tmux.press("1");
        tmux.sees(&["linked to"]);
        match number {
            20 => judge(&mut tmux),
            25 => undo(&mut tmux),
            _ => {}
        }
        tmux.press("Enter");
    }
    insta::assert_snapshot!("last", tmux.sees(&["30 confirmed", "the last one"]));
    tmux.press("q");
    insta::assert_snapshot!("left", tmux.sees(&["ended with 0"]));
    println!("{} keys for 30 statements", tmux.keys);
    assert!(tmux.keys < 70, "{} keys", tmux.keys);
    let statements = folder.read("statements.toml");
    assert_eq!(statements.matches("state = \"confirmed\"").count(), 30);
    assert_eq!(statements.matches("about = [").count(), 30);
    assert_eq!(
        folder
            .read("judgments.toml")
            .matches("[[judgment]]")
            .count(),
        1
    );
    folder.run("check", &[]).well();
}

/// A level, with its default reason.
fn judge(tmux: &mut Tmux) {
    tmux.press("j");
    tmux.sees(&["What does this say"]);
    tmux.press("Enter");
    insta::assert_snapshot!("judging", tmux.sees(&["can live with", "sacred"]));
    tmux.press("l");
    tmux.sees(&["How sure?"]);
    tmux.press("b");
    tmux.sees(&["Because?"]);
    tmux.press("Enter");
    insta::assert_snapshot!("judged", tmux.sees(&["judgment `j1` recorded"]));
}

/// Confirmed too early, and taken back.
fn undo(tmux: &mut Tmux) {
    tmux.press("Enter");
    tmux.sees(&["26 of 30"]);
    tmux.press("u");
    insta::assert_snapshot!("undone", tmux.sees(&["25 of 30", "taken back: confirmed"]));
}

#[test]
fn what_was_decided_is_there_when_the_terminal_is_killed() {
    let folder = talks();
    let Some(mut tmux) = review("killed", &folder, (100, 30), "") else {
        return;
    };
    tmux.sees(&["1 of 30"]);
    tmux.press("Enter");
    tmux.sees(&["2 of 30", "1 confirmed"]);
    tmux.press("d");
    tmux.sees(&["3 of 30", "1 discarded"]);
    drop(tmux);
    let statements = folder.read("statements.toml");
    assert_eq!(statements.matches("state = \"confirmed\"").count(), 1);
    assert_eq!(statements.matches("state = \"discarded\"").count(), 1);
    folder.run("check", &[]).well();
}

#[test]
fn an_interrupt_gives_the_terminal_back() {
    let folder = talks();
    let Some(mut tmux) = review("interrupted", &folder, (80, 24), "") else {
        return;
    };
    tmux.sees(&["1 of 30"]);
    tmux.press("Enter");
    tmux.sees(&["2 of 30"]);
    tmux.press("C-c");
    let screen = tmux.sees(&["ended with 130", "1 confirmed, 0 discarded, 29 still open"]);
    assert!(!screen.contains("Mira Dahl"), "{screen}");
}

#[test]
fn it_follows_the_size_of_the_window() {
    let folder = talks();
    let Some(mut tmux) = review("resized", &folder, (80, 24), "--source echo") else {
        return;
    };
    tmux.sees(&["1 of 30", "s speaker", "likely"]);
    tmux.resize(40, 12);
    insta::assert_snapshot!("small", tmux.sees(&["1 of 30", "for U…", "d discard"]));
    tmux.resize(30, 8);
    tmux.sees(&["needs 40"]);
    tmux.press("q");
    tmux.sees(&["ended with 0"]);
}

#[test]
fn a_terminal_that_knows_nothing_gets_bare_rows() {
    let folder = talks();
    let (binary, path) = (env!("CARGO_BIN_EXE_onetext"), folder.path.display());
    let line = format!("TERM=dumb '{binary}' review '{path}'");
    let Some(mut tmux) = Tmux::start("bare", (80, 24), &line) else {
        return;
    };
    tmux.sees(&["1 of 30", ">>We can fill"]);
    tmux.press("Enter");
    tmux.sees(&["2 of 30", "confirmed"]);
    tmux.press("q");
    tmux.sees(&["ended with 0"]);
}

#[test]
fn without_a_terminal_it_says_what_to_use() {
    let folder = talks();
    let before = folder.files();
    let ended = folder.run("review", &[]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.err.contains("a review needs a terminal")
            && ended.err.contains("onetext confirm DIR"),
        "{}",
        ended.err
    );
    let ended = folder.run("review", &["--source", "ecko"]);
    assert!(
        ended.err.contains("unknown source `ecko`") && ended.err.contains("did you mean `echo`"),
        "{}",
        ended.err
    );
    assert_eq!(folder.files(), before);
}
