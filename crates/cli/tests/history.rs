//! `onetext positions --history`: what was said, judged and promised over time.

mod common;

use common::{Folder, at};
use serde_json::Value;

fn judgment(id: &str, day: &str, level: &str, more: &str) -> String {
    format!(
        "[[judgment]]\nid = \"{id}\"\nparty = \"a\"\non = {day}\nby = \"desk\"\nbecause = \"b\"\nlevel = \"{level}\"\nat = \"harbour=jointly\"\nconfidence = \"claimed\"\n{more}\n"
    )
}

fn talks(judgments: &str) -> Folder {
    let folder = Folder::of(&[(
        "talks.toml",
        "title = \"T\"\nexercise = true\n[[party]]\nid = \"a\"\nname = \"A\"\n[[person]]\nid = \"venn\"\nname = \"Ada Venn\"\nparty = \"a\"\n",
    )]);
    for (number, day) in [(1, "2031-05-01"), (2, "2031-06-01"), (3, "2031-07-01")] {
        let text = format!(
            "+++\ndate = {day}\n+++\n1. Run [harbour: by us #ours | jointly #jointly *].\n"
        );
        folder.put(&format!("drafts/0{number}.md"), text.as_bytes());
    }
    folder.put("judgments.toml", judgments.as_bytes());
    folder
}

fn steps(history: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let steps = at(history, "threads.0.steps")
        .as_array()
        .expect("steps")
        .iter();
    steps
        .map(|it| (text(&it["kind"]), text(&it["id"]), text(&it["change"])))
        .collect()
}

#[test]
fn changes_of_level_and_gaps_are_marked() {
    let folder = talks(
        &[
            judgment("j1", "2031-05-02", "can live with", ""),
            judgment("j2", "2031-05-03", "cannot", "supersedes = [\"j1\"]"),
            judgment("j3", "2031-05-04", "cannot", "supersedes = [\"j2\"]"),
            judgment("j4", "2031-07-04", "wants", "supersedes = [\"j3\"]"),
        ]
        .concat(),
    );
    let history = folder.run("positions", &["--history", "--json"]).json();
    let expect = [
        ("judged", "j1", "-"),
        ("judged", "j2", "hardened"),
        ("judged", "j3", "the same"),
        ("gap", "-", "-"),
        ("judged", "j4", "softened"),
    ];
    let expect = expect.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(steps(&history), expect);
    assert_eq!(at(&history, "threads.0.steps.0.superseded_by.0"), "j2");
    assert_eq!(at(&history, "threads.0.steps.3.draft"), 2);
    assert_eq!(at(&history, "threads.0.stale"), false);
    let earlier = folder
        .run("positions", &["--history", "--json", "--on", "2031-05-03"])
        .json();
    assert_eq!(steps(&earlier).len(), 2);
    let shown = folder.run("positions", &["--history"]).well();
    assert!(
        shown.contains("– hardened") && shown.contains("superseded by j2"),
        "{shown}"
    );
}

#[test]
fn stale_cells_are_marked_in_both_views() {
    let folder = talks(&judgment("j1", "2031-05-02", "wants", ""));
    assert_eq!(
        at(
            &folder.run("positions", &["--json"]).json(),
            "rows.0.cells.0.stale"
        ),
        true
    );
    assert!(
        folder
            .run("positions", &[])
            .well()
            .contains("older than the draft")
    );
    assert!(
        folder
            .run("positions", &["--history"])
            .well()
            .contains("! older than the draft")
    );
}

/// Receives a report with one quote and confirms it as about the harbour.
fn say(folder: &Folder, name: &str, (room, day): (&str, &str)) -> String {
    let outside = Folder::of(&[(
        name,
        &format!("\"We will not share it in {day},\" said Ada Venn.\n"),
    )]);
    let path = outside.path.join(name);
    let add = [
        path.to_str().expect("text"),
        "--room",
        room,
        "--on",
        day,
        "--json",
    ];
    let added = folder.run("add", &add).json();
    let statement = at(&added, "1.id").as_str().expect("a statement").to_owned();
    folder.run("confirm", &[&statement]).well();
    folder.run("about", &[&statement, "harbour"]).well();
    statement
}

#[test]
fn what_was_said_after_the_last_judgment_speaks_against_it() {
    let folder = talks(&judgment("j1", "2031-07-02", "wants", ""));
    let later = say(&folder, "later.txt", ("public", "2031-07-05"));
    let cell = folder.run("positions", &["--json"]).json();
    let expect = format!("`{later}` was said after the last judgment");
    assert_eq!(at(&cell, "rows.0.cells.0.against.0"), expect.as_str());
    assert!(
        folder
            .run("positions", &["--history"])
            .well()
            .contains(&expect)
    );
}

#[test]
fn public_and_caucus_stand_side_by_side_for_the_team_alone() {
    let folder = talks("");
    let open = say(&folder, "open.txt", ("public", "2031-07-02"));
    let closed = say(&folder, "closed.txt", ("caucus/a", "2031-07-03"));
    folder.put(
        "judgments.toml",
        [
            judgment(
                "j1",
                "2031-07-02",
                "cannot",
                &format!("from = [\"{open}\"]"),
            ),
            judgment(
                "j2",
                "2031-07-03",
                "can live with",
                &format!("from = [\"{closed}\"]\nsupersedes = [\"j1\"]"),
            ),
        ]
        .concat()
        .as_bytes(),
    );
    let history = folder
        .run("positions", &["--history", "--with-caucus", "--json"])
        .json();
    assert_eq!(at(&history, "caucus.0"), "a");
    assert_eq!(at(&history, "threads.0.apart.0.public.level"), "cannot");
    assert_eq!(
        at(&history, "threads.0.apart.0.caucus.level"),
        "can live with"
    );
    let shown = folder
        .run("positions", &["--history", "--with-caucus"])
        .well();
    assert!(
        shown.contains("TEAM – contains caucus of A") && shown.contains("in caucus can live with"),
        "{shown}"
    );
    let open = folder
        .run("positions", &["--history", "--without-caucus", "--json"])
        .json();
    assert_eq!(at(&open, "left_out_caucus"), 1);
    assert_eq!(
        at(&open, "threads.0.apart").as_array().map(Vec::len),
        Some(0)
    );
    assert!(!open.to_string().contains(&closed));
    let page = folder.path.join("h.html");
    let wrote = folder
        .run(
            "positions",
            &[
                "--history",
                "--with-caucus",
                "--html",
                page.to_str().expect("text"),
            ],
        )
        .well();
    assert!(wrote.trim().ends_with("h.TEAM-caucus.html"), "{wrote}");
}

#[test]
fn a_history_can_be_of_one_party_and_one_issue() {
    let folder = Folder::of_case("invented/lake-talks");
    let of = ["--history", "--party", "borea", "--issue", "harbour"];
    let history = folder
        .run("positions", &[&of[..], &["--json"]].concat())
        .json();
    let threads = at(&history, "threads").as_array().expect("threads");
    assert_eq!(threads.len(), 1);
    assert_eq!(
        (&threads[0]["party"], &threads[0]["issue"]),
        (&"borea".into(), &"harbour".into())
    );
    let csv = folder
        .run("positions", &[&of[..], &["--csv"]].concat())
        .well();
    assert!(csv.starts_with("party,issue,on,draft,kind,id,"), "{csv}");
    let wrong = folder.run("positions", &["--history", "--party", "borae"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("did you mean `borea`?"));
}
