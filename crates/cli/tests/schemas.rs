//! Every `--json` is as its schema in `docs/reference/json/` says, and the schemas name every field.

mod common;

use common::{Folder, onetext, root};
use serde_json::{Value, json};

fn schema(name: &str) -> Value {
    let path = root().join(format!("docs/reference/json/{name}.schema.json"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("there is a schema")).expect("JSON")
}

/// The schema with every field it does not name forbidden, so that none is added unsaid.
fn strict(mut schema: Value) -> Value {
    if let Value::Object(map) = &mut schema {
        for inner in map.values_mut() {
            *inner = strict(inner.take());
        }
        if map.contains_key("properties") && !map.contains_key("additionalProperties") {
            map.insert("additionalProperties".to_owned(), json!(false));
        }
    } else if let Value::Array(items) = &mut schema {
        for inner in items {
            *inner = strict(inner.take());
        }
    }
    schema
}

#[track_caller]
fn follows(name: &str, value: &Value) {
    let validator = jsonschema::validator_for(&strict(schema(name))).expect("a valid schema");
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

/// A contradiction, a missing working alternative, a missing draft: what makes fields null.
fn odd_studies() -> Vec<Folder> {
    let none = Folder::of(&[("talks.toml", "title = \"T\"\n")]);
    let unmarked = Folder::of_case("invented/harbour");
    unmarked.put(
        "drafts/02.md",
        b"1. Run [harbour: by us | by them | ?].\n2. [or] this [other]\n",
    );
    let contradicting = Folder::of_case("invented/harbour");
    contradicting.append(
        "judgments.toml",
        "\n[[judgment]]\nid = \"x1\"\nparty = \"port\"\non = 2031-03-20\nby = \"another\"\nbecause = \"b\"\nconfidence = \"tested\"\nlevel = \"wants\"\nat = \"crews=two\"\n",
    );
    vec![none, unmarked, contradicting]
}

#[test]
fn studies_follow_their_schema() {
    for case in ["invented/harbour", "treaties/camp-david-1978"] {
        follows(
            "study",
            &Folder::of_case(case).run("study", &["--json"]).json(),
        );
    }
    follows(
        "solve",
        &Folder::of_case("treaties/camp-david-1978")
            .run("solve", &["--json", "--comparable"])
            .json(),
    );
    for folder in odd_studies() {
        follows("study", &folder.run("study", &["--json"]).json());
    }
}

#[test]
fn checks_follow_their_schema() {
    let folder = Folder::of_case("invented/harbour");
    follows("check", &folder.run("check", &["--json"]).json());
    folder.append("talks.toml", "\n[[party]]\nid = \"X\"\n");
    let ended = folder.run("check", &["--json"]);
    assert_eq!(ended.code, 1);
    let value: Value = serde_json::from_str(&ended.out).expect("JSON");
    assert!(
        value["problems"]
            .as_array()
            .is_some_and(|all| all.len() >= 2)
    );
    follows("check", &value);
}

#[test]
fn quotes_and_statements_follow_their_schemas() {
    let folder = Folder::of_case("invented/harbour");
    let source = folder.path.join("record/harbour-courier.txt");
    let quotes = onetext(&["quotes", source.to_str().expect("text"), "--json"]).json();
    assert!(quotes.as_array().is_some_and(|all| !all.is_empty()));
    follows("quotes", &quotes);
    follows("statements", &folder.run("statements", &["--json"]).json());
}

#[test]
fn what_was_found_follows_its_schema() {
    let folder = Folder::of_case("invented/lake-talks");
    for words in ["harbour", "glacier", "--party=borea", "--most=1"] {
        follows("find", &folder.run("find", &[words, "--json"]).json());
    }
}

#[test]
fn histories_and_commitments_follow_their_schemas() {
    let folder = Folder::of_case("invented/lake-talks");
    let pledge = [
        "asteria",
        "runs it jointly",
        "--on",
        "2031-06-20",
        "--at",
        "harbour=jointly",
        "--if",
        "dues are shared",
        "--until",
        "2031-07-09",
        "--concession",
        "--json",
    ];
    follows("done", &folder.run("pledge", &pledge).json());
    let pledge = ["borea", "stops the patrols", "--on", "2031-06-20", "--json"];
    follows("done", &folder.run("pledge", &pledge).json());
    let back = ["c2", "--on", "2031-06-28", "--because", "b", "--json"];
    follows("done", &folder.run("withdraw", &back).json());
    for caucus in ["--with-caucus", "--without-caucus"] {
        let history = folder.run("positions", &["--history", "--json", caucus]);
        follows("history", &history.json());
        let commitments = folder.run("commitments", &["--json", caucus]).json();
        assert_eq!(commitments["commitments"].as_array().map(Vec::len), Some(2));
        follows("commitments", &commitments);
    }
}

#[test]
fn every_verb_that_writes_says_what_it_did() {
    let folder = Folder::none();
    let outside = Folder::of(&[(
        "report.txt",
        "\"We agree to the harbour dues,\" said Ada Venn.\n\n\"The pilots are another matter,\" she said.\n",
    )]);
    let report = outside.path.join("report.txt");
    let report = report.to_str().expect("text");
    let mut done = vec![folder.run("new", &["--title", "T", "--json"]).json()];
    let party = [
        "asteria", "--name", "Asteria", "--person", "Ada Venn", "--json",
    ];
    done.push(folder.run("party", &party).json());
    folder.put(
        "drafts/01.md",
        b"1. Run [harbour: by Asteria | jointly *].\n",
    );
    let add = [report, "--room", "public", "--on", "2031-05-09", "--json"];
    let added = folder.run("add", &add).json();
    let named = |n: usize| added[n]["id"].as_str().expect("a statement").to_owned();
    let (statement, other) = (named(1), named(2));
    done.push(added);
    done.push(folder.run("confirm", &[&statement, "--json"]).json());
    done.push(
        folder
            .run("about", &[&statement, "harbour", "--json"])
            .json(),
    );
    done.push(
        folder
            .run("assign", &[&statement, "asteria", "--json"])
            .json(),
    );
    let judge = [
        "--party",
        "asteria",
        "--level",
        "wants",
        "--at",
        "harbour=jointly",
        "--by",
        "desk",
        "--because",
        "b",
        "--confidence",
        "claimed",
        "--from",
        &statement,
        "--json",
    ];
    done.push(folder.run("judge", &judge).json());
    done.push(folder.run("discard", &[&other, "--json"]).json());
    for value in &done {
        assert!(
            value.as_array().is_some_and(|all| !all.is_empty()),
            "{value}"
        );
        follows("done", value);
    }
}

#[test]
fn positions_and_copies_follow_their_schemas() {
    let folder = Folder::of_case("invented/harbour");
    for caucus in ["--with-caucus", "--without-caucus"] {
        let positions = folder.run("positions", &["--json", caucus]).json();
        let rows = positions["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 7, "six points, one of them with two brackets");
        follows("positions", &positions);
    }
    for form in ["--json", "--marked --json", "--brackets --json"] {
        let words: Vec<&str> = form.split(' ').collect();
        follows("text", &folder.run("text", &words).json());
    }
}
