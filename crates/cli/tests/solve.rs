//! `solve`, `convert` and `new --from`, as a user runs them.

mod common;

use common::{Folder, onetext, root, shared};
use serde_json::Value;
use std::path::Path;

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn case(name: &str) -> String {
    text(&root().join("cases").join(name))
}

const NEGOLOG: [(&str, &str); 2] = [
    (
        "buyer.json",
        r#"{"reservationValue": 0.2, "issueWeights": {"price": 0.75, "colour": 0.25},
            "issues": {"price": {"low": 1, "middle": 0.5, "high": 0}, "colour": {"red": 1, "blue": 0.2}}}"#,
    ),
    (
        "seller.json",
        r#"{"reservationValue": 0.1, "issueWeights": {"price": 0.5, "colour": 0.5},
            "issues": {"price": {"low": 0, "middle": 0.5, "high": 1}, "colour": {"red": 0.9, "blue": 1}}}"#,
    ),
];

/// Six packages, worked out by hand: buyer and seller have low red (1, 0.45), middle red (0.625,
/// 0.7), high red (0.25, 0.95), and blue 0.2 below and 0.05 above these.
#[test]
fn a_small_scenario_is_solved_as_by_hand() {
    let folder = Folder::of(&NEGOLOG);
    let found = onetext(&["solve", &text(&folder.path), "--json"]).json();
    let values: Vec<&Value> = found["frontier"]
        .as_array()
        .expect("points")
        .iter()
        .map(|p| &p["exact_values"])
        .collect();
    let expect = [
        ["1", "0.45"],
        ["0.8", "0.5"],
        ["0.625", "0.7"],
        ["0.425", "0.75"],
        ["0.25", "0.95"],
        ["0.05", "1"],
    ];
    assert_eq!(
        values,
        expect
            .map(|v| Value::from(v.to_vec()))
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(found["packages"], "6");
    assert_eq!(found["parties"], serde_json::json!(["buyer", "seller"]));
    assert_eq!(
        found["references"]["nash"]["package"]["price"], "low",
        "0.8·0.35 beats 0.425·0.6"
    );
    assert_eq!(found["references"]["nash"]["ties"], 0);
    assert_eq!(
        found["references"]["max_sum"],
        Value::Null,
        "scales are apart"
    );
    assert_eq!(found["acceptable"]["at_most"], "5");
    let declared = onetext(&["solve", &text(&folder.path), "--json", "--comparable"]).json();
    assert_eq!(declared["references"]["max_sum"]["exact_values"][0], "1");
    let turned = onetext(&[
        "solve",
        &text(&folder.path),
        "--json",
        "--parties",
        "seller,buyer",
    ])
    .json();
    assert_eq!(turned["frontier"][0]["exact_values"][0], "1");
    assert_eq!(turned["parties"][0], "seller");
}

#[test]
fn talks_with_scores_are_solved_and_divided() {
    let found = onetext(&["solve", &case("treaties/camp-david-1978"), "--json"]).json();
    assert_eq!(found["packages"], "224");
    assert_eq!(
        found["references"]["nash"]["exact_values"],
        serde_json::json!(["395", "395"])
    );
    assert_eq!(
        found["shares"]["points"],
        serde_json::json!(["395/6", "395/6"])
    );
    assert_eq!(found["shares"]["split"], "sinai");
    let sinai = found["shares"]["issues"]
        .as_array()
        .expect("issues")
        .iter()
        .find(|i| i["issue"] == "sinai");
    assert_eq!(
        sinai.expect("sinai")["shares"],
        serde_json::json!(["5/6", "1/6"])
    );
    let said = onetext(&["solve", &case("treaties/camp-david-1978")]).well();
    for line in [
        "The frontier: 13 points are all",
        "divided: sinai in 5/6 parts to egypt",
        "References, not answers",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let none = onetext(&["solve", &case("invented/harbour")]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("no party has scores"), "{}", none.err);
}

/// Points that rest on something said in confidence stay out of what leaves the team.
#[test]
fn caucus_scores_are_left_out_unless_asked_for() {
    let folder = Folder::of_case("treaties/camp-david-1978");
    folder.put(
        "record/note.txt",
        "He said: \u{201c}Half is nothing to us.\u{201d}".as_bytes(),
    );
    let source = folder.path.join("record/note.txt");
    let added = Folder::of(&[("note.txt", &std::fs::read_to_string(&source).expect("read"))]);
    std::fs::remove_file(&source).expect("removed");
    let note = text(&added.path.join("note.txt"));
    folder
        .run(
            "add",
            &[&note, "--room", "caucus/egypt", "--on", "1978-09-10"],
        )
        .well();
    let listed = folder.run("statements", &["--json"]).json();
    let id = listed
        .as_array()
        .and_then(|all| all.last())
        .map(|s| s["id"].as_str().expect("a name").to_owned());
    let id = id.expect("a statement");
    folder.run("assign", &[&id, "egypt"]).well();
    folder.run("confirm", &[&id]).well();
    let judgments = std::fs::read_to_string(folder.path.join("judgments.toml")).expect("read");
    let resting = judgments.replace(
        "party = \"egypt\"\n",
        &format!("party = \"egypt\"\nfrom = [\"{id}\"]\n"),
    );
    folder.put("judgments.toml", resting.as_bytes());
    let with = folder.run("solve", &["--json", "--with-caucus"]).json();
    assert_eq!(with["caucus"], serde_json::json!(["egypt"]));
    assert!(
        folder
            .run("solve", &["--with-caucus"])
            .well()
            .starts_with("TEAM – contains caucus of egypt")
    );
    let without = folder.run("solve", &["--json", "--without-caucus"]).json();
    assert_eq!(without["parties"], serde_json::json!(["israel"]));
    assert_eq!(
        without["remarks"][0],
        "`egypt` has no scores and is left out, though its consent is needed"
    );
}

#[test]
fn a_scenario_becomes_talks_and_talks_become_a_scenario() {
    let folder = Folder::of(&NEGOLOG);
    let talks = Folder::none();
    let made = onetext(&[
        "new",
        &text(&talks.path),
        "--from",
        &text(&folder.path),
        "--title",
        "Bazaar",
    ])
    .well();
    assert!(made.contains("next: `onetext solve"), "{made}");
    talks.run("check", &[]).well();
    let values = |path: &Path| -> Vec<Value> {
        let found = onetext(&["solve", &text(path), "--json"]).json();
        found["frontier"]
            .as_array()
            .expect("points")
            .iter()
            .map(|p| p["exact_values"].clone())
            .collect()
    };
    assert_eq!(values(&talks.path), values(&folder.path));
    for program in ["genius", "negmas"] {
        let files = Folder::none();
        let written = onetext(&[
            "convert",
            &text(&talks.path),
            &text(&files.path),
            "--to",
            program,
        ])
        .well();
        assert_eq!(written.lines().count(), 3, "{written}");
        assert_eq!(values(&files.path), values(&folder.path), "{program}");
        let again = onetext(&[
            "convert",
            &text(&talks.path),
            &text(&files.path),
            "--to",
            program,
        ]);
        assert_eq!(again.code, 1, "a folder with files is not written into");
    }
    let taken = onetext(&["new", &text(&talks.path), "--from", &text(&folder.path)]);
    assert!(
        taken.err.contains("is not an empty folder"),
        "{}",
        taken.err
    );
}

#[test]
fn what_cannot_be_solved_is_said() {
    let check = |files: &[(&str, &str)], words: &[&str], expect: &str| {
        let folder = Folder::of(files);
        let ended = folder.run("solve", words);
        assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{}", ended.err);
        assert!(ended.err.contains(expect), "{}", ended.err);
        assert!(ended.err.contains("mend:"), "{}", ended.err);
    };
    check(
        &[("a.txt", "x")],
        &[],
        "holds no profile of a kind that is known",
    );
    check(&NEGOLOG, &["--parties", "buyr"], "did you mean `buyer`?");
    check(&NEGOLOG, &["--budget=-1"], "`--budget -1` is no time");
    let broken = NEGOLOG[0].1.replace("0.5,", "\"half\",");
    check(
        &[("buyer.json", &broken)],
        &[],
        "`middle` of issue `price` is `half`, no number",
    );
    check(
        &[("a.xml", "<!DOCTYPE a><a/>")],
        &[],
        "a.xml:1: declares a DOCTYPE",
    );
    let ended = onetext(&["solve", "/nowhere/at/all"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.err.contains("there is no `/nowhere/at/all`"),
        "{}",
        ended.err
    );
}

/// Every scenario beside the project, by the command.
#[test]
fn the_fields_own_scenarios_are_solved() {
    let Some(scenarios) = shared("data/scenarios") else {
        return;
    };
    let folders = |path: &Path| -> Vec<std::path::PathBuf> {
        std::fs::read_dir(path)
            .expect("a folder")
            .map(|e| e.expect("an entry").path())
            .collect()
    };
    let mut seen = 0;
    for family in folders(&scenarios) {
        for scenario in folders(&family) {
            let found = onetext(&["solve", &text(&scenario), "--json"]).json();
            assert_eq!(found["exact"], true, "{}", scenario.display());
            assert!(!found["frontier"].as_array().expect("points").is_empty());
            seen += 1;
        }
    }
    assert!(seen >= 16, "{seen}");
}
