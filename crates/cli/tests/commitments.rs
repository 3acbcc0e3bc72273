//! Commitments: recorded, withdrawn, listed, and refused with every problem at once.

mod common;

use common::{Folder, at};

const TALKS: &str = "title = \"T\"\nexercise = true\n[[party]]\nid = \"a\"\nname = \"A\"\n[[party]]\nid = \"b\"\nname = \"B\"\n[[person]]\nid = \"venn\"\nname = \"Ada Venn\"\nparty = \"a\"\n";

/// Talks with one confirmed statement, in this room; and the statement.
fn talks(room: &str) -> (Folder, String) {
    let folder = Folder::of(&[("talks.toml", TALKS)]);
    folder.put(
        "drafts/01.md",
        b"1. Run [harbour: by us #ours | jointly #jointly *].\n",
    );
    let outside = Folder::of(&[("note.txt", "\"We can run it with them,\" said Ada Venn.\n")]);
    let note = outside.path.join("note.txt");
    let add = [
        note.to_str().expect("text"),
        "--room",
        room,
        "--on",
        "2031-05-09",
        "--json",
    ];
    let added = folder.run("add", &add).json();
    let statement = at(&added, "1.id").as_str().expect("a statement").to_owned();
    folder.run("confirm", &[&statement]).well();
    (folder, statement)
}

#[test]
fn what_is_written_reads_back_and_nothing_else_changes() {
    let (folder, statement) = talks("public");
    folder.put("commitments.toml", b"# the desk's list\r\n");
    let before = folder.files();
    let words = [
        "a",
        "runs it \"jointly\"",
        "--on",
        "2031-05-09",
        "--concession",
        "--at",
        "harbour=jointly",
        "--if",
        "the dues are shared",
        "--until",
        "2031-05-30",
        "--from",
        &statement,
    ];
    assert_eq!(
        folder.run("pledge", &words).well(),
        "recorded concession `c1` of a: runs it \"jointly\"\n"
    );
    let text = folder.read("commitments.toml");
    assert!(
        text.starts_with("# the desk's list\r\n\r\n[[commitment]]\r\nid = \"c1\"\r\n"),
        "{text}"
    );
    folder
        .run(
            "withdraw",
            &[
                "c1",
                "--on",
                "2031-05-20",
                "--because",
                "the cabinet refused",
            ],
        )
        .well();
    let after = folder.read("commitments.toml");
    assert_eq!(
        after,
        format!("{text}withdrawn = 2031-05-20\r\nbecause = \"the cabinet refused\"\r\n")
    );
    for (name, bytes) in folder.files() {
        assert!(
            name == "commitments.toml" || before[&name] == bytes,
            "{name}"
        );
    }
    folder.run("check", &[]).well();
    let list = |day: &str| {
        let listed = folder.run("commitments", &["--on", day, "--json"]).json();
        at(&listed, "commitments.0.state")
            .as_str()
            .expect("a state")
            .to_owned()
    };
    assert_eq!(list("2031-05-10"), "conditional");
    assert_eq!(list("2031-05-16"), "expiring");
    assert_eq!(list("2031-05-20"), "withdrawn");
    let shown = folder.run("commitments", &[]).well();
    assert!(
        shown.contains("withdrawn on 2031-05-20: the cabinet refused"),
        "{shown}"
    );
    assert!(shown.contains("“We can run it with them,”"), "{shown}");
}

#[test]
fn the_head_covers_commitments() {
    let (folder, _) = talks("public");
    let head = || at(&folder.run("study", &["--json"]).json(), "head").clone();
    let before = head();
    folder
        .run("pledge", &["b", "stops", "--on", "2031-05-09"])
        .well();
    assert_ne!(head(), before);
}

#[test]
fn what_rests_on_a_caucus_is_left_out_and_counted() {
    let (folder, statement) = talks("caucus/a");
    folder
        .run(
            "pledge",
            &[
                "a",
                "runs it with them",
                "--on",
                "2031-05-09",
                "--at",
                "harbour=jointly",
                "--from",
                &statement,
            ],
        )
        .well();
    folder
        .run(
            "pledge",
            &["b", "stops", "--on", "2031-05-09", "--at", "harbour=ours"],
        )
        .well();
    for verb in [&["commitments"][..], &["positions", "--history"]] {
        let run = |flag: &str| {
            let mut words = verb[1..].to_vec();
            words.push(flag);
            folder.run(verb[0], &words).well()
        };
        let (with, without) = (run("--with-caucus"), run("--without-caucus"));
        assert!(
            with.contains("TEAM – contains caucus of A") && with.contains("runs it with them"),
            "{with}"
        );
        assert!(
            without.contains("stops") && !without.contains("runs it with them"),
            "{without}"
        );
        assert!(
            without.contains("left out that rests on what was said in confidence"),
            "{without}"
        );
    }
}

#[test]
fn a_faulty_file_says_everything_at_once() {
    let (folder, _) = talks("public");
    folder.put(
        "commitments.toml",
        b"[[commitment]]\nid = \"C 1\"\nparty = \"c\"\non = 7\nkind = \"concesion\"\nform = \"shouted\"\nat = \"harbour=theirs\"\nuntill = 2031-05-01\nfrom = [\"s-0\"]\nbecause = \"x\"\n\n[[commitment]]\nid = \"c2\"\nparty = \"a\"\non = 2031-05-09\nby = \"d\"\nwhat = \"w\"\nkind = \"concession\"\nform = \"oral\"\nuntil = 2031-05-01\nwithdrawn = 2031-05-10\nif = \"dock=open\"\nsupersedes = [\"c2\", \"c9\"]\n",
    );
    let ended = folder.run("check", &[]);
    assert_eq!(ended.code, 1);
    for expect in [
        "`C 1` is not a name",
        "unknown party `c`",
        "did you mean `concession`?",
        "unknown form `shouted`",
        "no alternative `theirs`",
        "did you mean `until`?",
        "unknown statement `s-0`",
        "`because` without `withdrawn`",
        "`what` is missing",
        "`by` is missing",
        "`because` is missing",
        "`dock`",
    ] {
        assert!(ended.said().contains(expect), "{expect}: {}", ended.said());
    }
    let text = folder
        .read("commitments.toml")
        .replace("if = \"dock=open\"\n", "")
        .replace("withdrawn = 2031-05-10\n", "");
    let second = text.split("\n\n").nth(1).expect("two").to_owned();
    folder.put("commitments.toml", second.as_bytes());
    let said = folder.run("check", &[]).said();
    for expect in [
        "before it was given on 2031-05-09",
        "supersedes itself",
        "unknown commitment `c9`",
    ] {
        assert!(said.contains(expect), "{expect}: {said}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let (folder, _) = talks("public");
    folder
        .run("pledge", &["a", "w", "--on", "2031-05-09"])
        .well();
    let before = folder.files();
    let check = |verb: &str, words: &[&str], expect: &str| {
        let ended = folder.run(verb, words);
        assert_eq!(ended.code, 1, "{words:?}");
        assert!(ended.err.contains(expect), "{}", ended.err);
        assert_eq!(folder.files(), before);
    };
    check(
        "pledge",
        &["c", "w", "--on", "2031-05-09"],
        "unknown party `c`",
    );
    check("pledge", &["a", "w", "--on", "May"], "`May` is not a date");
    check(
        "pledge",
        &["a", "w", "--on", "2031-05-09", "--at", "harbor=jointly"],
        "did you mean `harbour`?",
    );
    check(
        "pledge",
        &["a", "w", "--on", "2031-05-09", "--supersedes", "c7"],
        "unknown commitment `c7`",
    );
    check(
        "withdraw",
        &["c2", "--on", "2031-05-09", "--because", "b"],
        "did you mean `c1`?",
    );
    check(
        "withdraw",
        &["c1", "--on", "2031-05-08", "--because", "b"],
        "before it was given",
    );
    check(
        "withdraw",
        &["c1", "--on", "2031-05-10", "--because", " "],
        "the reason is empty",
    );
}
