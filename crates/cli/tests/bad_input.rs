//! Bad input: every refusal says where, what and how to mend it, ends as documented and writes
//! nothing.

mod common;

use common::{Ended, Folder, onetext};

const TALKS: &str = "title = \"T\"\n\n[[party]]\nid = \"asteria\"\nname = \"Asteria\"\nkind = \"party\"\n\n[[party]]\nid = \"borea\"\nname = \"Borea\"\nkind = \"party\"\n";
const DRAFT: &str = "1. **Harbour.** Run [harbour: by Asteria #ours | jointly #jointly * | by Borea #theirs].\n2. **Depth.** At [depth: 10 .. 50 step 10 km | 20 *].\n";

fn judgment(id: &str, rest: &str) -> String {
    format!(
        "[[judgment]]\nid = \"{id}\"\nparty = \"asteria\"\non = 2031-05-12\nby = \"desk\"\nbecause = \"a test\"\n{rest}\n\n"
    )
}

fn talks() -> Folder {
    Folder::of(&[("talks.toml", TALKS), ("drafts/01.md", DRAFT)])
}

/// Runs a verb that must be refused, and checks the whole of what it says.
#[track_caller]
fn refused(folder: &Folder, verb: &str, words: &[&str], says: &[&str]) -> Ended {
    let before = folder.files();
    let ended = folder.run(verb, words);
    assert_eq!(ended.code, 1, "{}", ended.said());
    let said = ended.said();
    for part in says {
        assert!(said.contains(part), "`{part}` is not said in: {said}");
    }
    assert!(said.contains("mend: "), "no mend in: {said}");
    for name in ["Error", "Some(", "None", "panicked", "unwrap", "::"] {
        assert!(!said.contains(name), "`{name}` is said in: {said}");
    }
    assert!(folder.files() == before, "something was written");
    ended
}

#[test]
fn an_unknown_party_is_named_with_the_one_meant() {
    let folder = talks();
    let words = [
        "--party",
        "astria",
        "--level",
        "wants",
        "--at",
        "harbour=jointly",
    ];
    let why = ["--by", "desk", "--because", "x", "--confidence", "claimed"];
    refused(
        &folder,
        "judge",
        &[&words[..], &why[..]].concat(),
        &["`astria`", "`asteria`"],
    );
    folder.put(
        "judgments.toml",
        judgment(
            "j1",
            "level = \"wants\"\nat = \"harbour=jointly\"\nconfidence = \"claimed\"",
        )
        .replace("asteria", "astria")
        .as_bytes(),
    );
    refused(
        &folder,
        "check",
        &[],
        &["judgments.toml:3:9", "`astria`", "`asteria`"],
    );
    refused(&folder, "study", &[], &["judgments.toml:3:9"]);
}

#[test]
fn an_unknown_alternative_is_named_with_those_there_are() {
    let folder = talks();
    let level = "level = \"wants\"\nat = \"harbour=jointy\"\nconfidence = \"claimed\"";
    folder.put("judgments.toml", judgment("j1", level).as_bytes());
    refused(
        &folder,
        "check",
        &[],
        &["judgments.toml:8:6", "`jointy`", "`jointly`"],
    );
    refused(&folder, "study", &[], &["`jointy`"]);
}

#[test]
fn a_repeated_bracket_needs_the_same_keys() {
    let folder = talks();
    folder.append(
        "drafts/01.md",
        "3. Dues go [harbour: by Asteria #ours | by a trust #trust].\n",
    );
    refused(&folder, "check", &[], &["drafts/01.md:3:", "`harbour`"]);
}

#[test]
fn tested_judgments_that_contradict_stop_the_check_and_not_the_study() {
    let folder = talks();
    let tested = |level: &str| {
        format!("level = \"{level}\"\nat = \"harbour=jointly\"\nconfidence = \"tested\"")
    };
    let by_another = judgment("j2", &tested("cannot")).replace("desk", "analyst");
    let order = "prefers = [\"harbour=jointly\", \"harbour=ours\"]\nconfidence = \"tested\"";
    let ours = "level = \"wants\"\nat = \"harbour=ours\"\nconfidence = \"tested\"";
    let low = "level = \"can live with\"\nat = \"harbour=jointly\"\nconfidence = \"tested\"";
    folder.put(
        "judgments.toml",
        [
            judgment("j1", low),
            judgment("j3", order),
            judgment("j4", ours),
            judgment("j5", "more = \"depth\"\nconfidence = \"tested\""),
        ]
        .concat()
        .as_bytes(),
    );
    refused(
        &folder,
        "check",
        &[],
        &["`j1`, `j3`, `j4`", "cannot all hold"],
    );
    let study = folder.run("study", &["--json"]).json();
    assert_eq!(
        study["contradictions"][0]["judgments"],
        serde_json::json!(["j1", "j3", "j4"])
    );
    assert_eq!(study["parties"][0]["working"], serde_json::Value::Null);
    assert_eq!(study["parties"][0]["stopped"], true);
    // A rival by another author is no contradiction of its own.
    folder.put(
        "judgments.toml",
        [judgment("j1", low), by_another].concat().as_bytes(),
    );
    assert_eq!(folder.run("check", &[]).code, 0);
}

#[test]
fn an_unbalanced_bracket_is_a_problem_and_not_a_failure() {
    let folder = talks();
    folder.append("drafts/01.md", "3. Dues go [to a trust.\n");
    refused(&folder, "check", &[], &["drafts/01.md:3:12"]);
    let study = folder.run("study", &["--json"]).json();
    assert_eq!(study["text"]["issues"], 2);
    assert_eq!(study["problems"][0]["line"], 3);
}

#[test]
fn a_draft_of_fifty_megabytes_is_refused_by_its_size() {
    let folder = talks();
    folder.put("drafts/02.md", &vec![b'['; 50_000_000]);
    for verb in ["check", "study"] {
        refused(
            &folder,
            verb,
            &[],
            &["drafts/02.md", "50000000 bytes", "4 MiB"],
        );
    }
}

#[test]
fn a_source_that_is_not_utf8_is_refused_with_its_offset() {
    let folder = talks();
    let outside = Folder::of(&[]);
    outside.put(
        "report.txt",
        b"\"We agree,\" she said.\nB\xc3\xa9: \xff\xfe\n",
    );
    outside.put("nul.txt", b"\"We agree,\" she said.\nBad: \0\n");
    outside.put("report.docx", b"PK\x03\x04");
    let add = |name: &str, says: &[&str]| {
        let path = outside.path.join(name);
        let words = [
            path.to_str().expect("text"),
            "--room",
            "public",
            "--on",
            "2031-05-09",
        ];
        refused(&folder, "add", &words, says);
    };
    add("report.txt", &["byte 27", "report.txt:2"]);
    add("nul.txt", &["byte 27", "nul.txt:2"]);
    add("report.docx", &["report.docx", "cut short"]);
    add("missing.txt", &["missing.txt"]);
    let quotes = onetext(&[
        "quotes",
        outside.path.join("report.txt").to_str().expect("text"),
    ]);
    assert_eq!(quotes.code, 1);
    assert!(quotes.err.contains("byte 27"), "{}", quotes.err);
}

#[test]
fn a_folder_that_is_not_talks_is_said_to_be_none() {
    let folder = Folder::of(&[("notes.txt", "hello")]);
    for verb in ["check", "study", "statements"] {
        refused(&folder, verb, &[], &["is not talks", "onetext new"]);
    }
    let missing = Folder::none();
    refused(&missing, "study", &[], &["there is no such folder"]);
    refused(&folder, "new", &[], &["not an empty folder"]);
}

#[test]
fn a_percentage_needs_a_base() {
    let folder = talks();
    folder.append(
        "drafts/01.md",
        "3. Share [share: 10 .. 20 step 5 % | 10 *].\n",
    );
    for verb in ["check", "study"] {
        refused(&folder, verb, &[], &["drafts/01.md:3", "%", "of "]);
    }
    let folder = talks();
    folder.append(
        "drafts/01.md",
        "3. Share [share: 10 .. 20 step 5 % of distrct | 10 *].\n",
    );
    for verb in ["check", "study"] {
        refused(&folder, verb, &[], &["drafts/01.md:3", "`distrct`"]);
    }
}

#[test]
fn rules_that_leave_no_package_are_refused_by_both() {
    let folder = talks();
    let never = |id: &str, a: &str, b: &str| {
        format!("\n[[rule]]\nid = \"{id}\"\nwhy = \"w\"\nsay = \"{a} requires {b}\"\n")
    };
    folder.append(
        "talks.toml",
        &never("r1", "depth in {10, 20, 30, 40, 50}", "harbour=jointly"),
    );
    assert_eq!(folder.run("check", &[]).code, 0);
    folder.append(
        "talks.toml",
        &never("r2", "depth in {10, 20, 30, 40, 50}", "harbour=ours"),
    );
    for verb in ["check", "study"] {
        refused(
            &folder,
            verb,
            &[],
            &["talks.toml", "no package", "`r1`, `r2`"],
        );
    }
}

#[test]
fn caucus_material_needs_an_exercise() {
    let folder = talks();
    let outside = Folder::of(&[("note.md", "\"We could,\" she said.\n")]);
    let path = outside.path.join("note.md");
    let words = [
        path.to_str().expect("text"),
        "--room",
        "caucus/asteria",
        "--on",
        "2031-05-09",
    ];
    refused(&folder, "add", &words, &["caucus", "exercise"]);
    folder.put(
        "talks.toml",
        TALKS
            .replace("title = \"T\"", "title = \"T\"\nexercise = true")
            .as_bytes(),
    );
    assert_eq!(folder.run("add", &words).code, 0);
    folder.put("talks.toml", TALKS.as_bytes());
    refused(&folder, "check", &[], &["sources.toml:", "exercise"]);
}

#[test]
fn every_problem_is_listed_at_once() {
    let folder = talks();
    folder.append("talks.toml", "\n[[party]]\nid = \"Cavria\"\nnam = \"Cavria\"\n\n[[rule]]\nid = \"r1\"\nsay = \"harbour=jointly implies depth=10\"\n\n[[base]]\nid = \"b\"\narea = \"big\"\n");
    folder.put(
        "judgments.toml",
        b"[[judgment]]\nid = \"j1\"\nparty = 3\nlevel = \"likes\"\n",
    );
    let ended = refused(
        &folder,
        "check",
        &[],
        &[
            "`nam`",
            "`name`",
            "`Cavria`",
            "`harbour=jointly implies depth=10`",
            "`big`",
            "judgments.toml:3",
            "`on`",
            "`by`",
            "`because`",
        ],
    );
    assert!(
        ended.out.lines().filter(|l| l.contains("mend: ")).count() >= 9,
        "{}",
        ended.out
    );
}

#[test]
fn what_is_missing_is_asked_for_or_refused() {
    let folder = talks();
    let words = [
        "--party",
        "asteria",
        "--level",
        "wants",
        "--at",
        "harbour=jointly",
    ];
    refused(&folder, "judge", &words, &["`--confidence` is missing"]);
    refused(
        &folder,
        "judge",
        &["--level", "wants"],
        &["`--party` is missing"],
    );
    let full = [
        "--party",
        "asteria",
        "--by",
        "d",
        "--because",
        "b",
        "--confidence",
        "claimed",
    ];
    refused(&folder, "judge", &full, &["level"]);
    let mediator = ["m", "--name", "M", "--kind", "mediator", "--consent"];
    refused(&folder, "party", &mediator, &["consent"]);
    refused(
        &folder,
        "party",
        &["asteria", "--name", "A"],
        &["`asteria`"],
    );
    refused(&folder, "confirm", &["s-000000"], &["`s-000000`"]);
    refused(
        &folder,
        "study",
        &["--explain", "working/astria"],
        &["`working/astria`"],
    );
    refused(&folder, "study", &["--on", "yesterday"], &["`yesterday`"]);
}

#[test]
fn a_command_line_that_cannot_be_read_ends_with_two() {
    for words in [
        &["studdy"][..],
        &["study"],
        &["study", "x", "--sead", "3"],
        &[],
    ] {
        assert_eq!(onetext(words).code, 2, "{words:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    // A limit on the size of any file written fails a write half-way, as a full disk does.
    let folder = Folder::of_case("invented/harbour");
    let before = folder.files();
    let path = folder.path.to_str().expect("text");
    let program = env!("CARGO_BIN_EXE_onetext");
    let line = format!(
        "trap '' XFSZ; ulimit -f 2; exec '{program}' judge '{path}' --party port --more pay --by desk --because x --confidence claimed --on 2031-03-20"
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &line])
        .output()
        .expect("it starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(
        err.contains("judgments.toml") && err.contains("room"),
        "{err}"
    );
    assert!(folder.files() == before, "something was written");
    assert_eq!(folder.run("study", &[]).code, 0);
}
