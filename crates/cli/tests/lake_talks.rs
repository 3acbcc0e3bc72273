//! The lake talks: each of its traps behaves as the page tells it.

#[path = "lake_talks/brute.rs"]
mod brute;
mod common;
#[path = "lake_talks/page.rs"]
mod page;
#[path = "lake_talks/stripped.rs"]
mod stripped;

use brute::{Line, Package, Space};
use common::{Folder, at};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stripped::{blocks, value};

const CASE: &str = "invented/lake-talks";
/// The day the team took two bases for one.
const THEN: [&str; 4] = ["--draft", "2", "--on", "2031-06-20"];

/// A study of the folder as JSON.
fn study(folder: &Folder, asked: &[&str]) -> Value {
    folder.run("study", &[asked, &["--json"]].concat()).json()
}

fn case() -> Folder {
    Folder::of_case(CASE)
}

fn toml(folder: &Folder, file: &str) -> toml::Value {
    toml::from_str(&folder.read(file)).expect("it is TOML")
}

/// Replaces words of a file that must be there once.
fn edit(folder: &Folder, file: &str, from: &str, to: &str) {
    let text = folder.read(file);
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
    folder.put(file, text.replace(from, to).as_bytes());
}

/// The issues and the lines of one draft, read from the files.
fn scene(folder: &Folder, study: &Value) -> (Space, Vec<Line>) {
    let space = Space::of(study);
    let lines = space.lines(&toml(folder, "talks.toml"), &toml(folder, "judgments.toml"));
    (space, lines)
}

/// What each package left takes on an issue.
fn taken<'s>(space: &'s Space, left: &[Package], issue: &str) -> BTreeSet<&'s str> {
    left.iter()
        .map(|package| space.key(package, issue))
        .collect()
}

/// The sets of red lines that shut a draft, as the study gives them.
fn sets(study: &Value) -> BTreeSet<Vec<String>> {
    let knots = study["shut"].as_array().expect("knots");
    let each = |knot: &Value| knot["by"].as_array().expect("sets").clone();
    let set = |set: Value| serde_json::from_value(set).expect("names");
    knots.iter().flat_map(each).map(set).collect()
}

fn shut_on(study: &Value) -> Vec<Value> {
    let knots = study["shut"].as_array().expect("knots");
    knots.iter().map(|knot| knot["issues"].clone()).collect()
}

fn third_words(study: &Value) -> Vec<&str> {
    let issues = study["issues"].as_array().expect("issues").iter();
    let missing = issues.filter(|issue| issue["third_word"] == true);
    missing.filter_map(|issue| issue["id"].as_str()).collect()
}

fn says(study: &Value, sentence: &str) -> bool {
    let mut notes = study["notes"].as_array().expect("notes").iter();
    notes.any(|note| note.as_str().is_some_and(|note| note.contains(sentence)))
}

#[test]
fn draft_3_opens_narrowly_as_counted_one_by_one() {
    let folder = case();
    let found = study(&folder, &[]);
    let (space, lines) = scene(&folder, &found);
    let left = space.left(&lines.iter().collect::<Vec<_>>());
    assert_eq!(json!(left.len().to_string()), found["zone"]["unbarred"]);
    let page = page::words(&folder.read("README.md"));
    for (issue, words, keys) in [
        ("harbour", "jointly", &["jointly"][..]),
        ("alliances", "20 years", &["twenty-years"]),
        (
            "guarantee",
            "short of force, or all means",
            &["all-means", "short-of-force"],
        ),
        ("depth", "30 km", &["30"]),
        ("share", "20 % of the district", &["20"]),
        (
            "shrine",
            "its own council, and words at the gate",
            &["own-council"],
        ),
    ] {
        let expect: BTreeSet<&str> = keys.iter().copied().collect();
        assert_eq!(taken(&space, &left, issue), expect, "{issue}");
        assert!(page.contains(&format!("| {issue} | {words} |")), "{issue}");
    }
    let firm: Vec<&Line> = lines.iter().filter(|line| line.tested).collect();
    let wider = space.left(&firm).len();
    assert_eq!(
        json!(wider.to_string()),
        found["tested_only"]["zone"]["unbarred"]
    );
    assert!(wider > 20 * left.len());
}

#[test]
fn the_working_text_misses_by_one_alternative() {
    let folder = case();
    let found = study(&folder, &[]);
    let (space, lines) = scene(&folder, &found);
    let consider = found["consider"].as_array().expect("packages");
    let near = consider
        .iter()
        .find(|c| c["changes"] == json!(["depth"]))
        .expect("the nearest");
    assert_eq!(near["zone"], "in");
    let chosen = |(issue, keys): &(String, Vec<String>)| {
        keys.iter()
            .position(|key| near["package"][issue] == key.as_str())
            .expect("a key")
    };
    let mut package: Package = space.issues.iter().map(chosen).collect();
    assert!(lines.iter().all(|line| line.keeps(&package)));
    let depth = space.at("depth");
    package[depth] = space.issues[depth]
        .1
        .iter()
        .position(|k| k == "20")
        .expect("20 km");
    let broken: Vec<&str> = lines
        .iter()
        .filter(|l| !l.keeps(&package))
        .map(|l| l.id.as_str())
        .collect();
    assert_eq!(broken, ["a19"]);
    let clean = folder.run("text", &[]).well();
    assert!(
        clean.contains("Heavy weapons are withdrawn 20 km from the line"),
        "{clean}"
    );
    for party in found["tested_only"]["parties"].as_array().expect("parties") {
        let (id, word) = (&party["id"], &party["working"]["word"]);
        let yes = ["most", "most..every", "every"].iter().any(|w| word == w);
        assert!(
            yes || ["dorn", "league", "displaced"].iter().any(|p| id == p),
            "{party}"
        );
    }
}

#[test]
fn two_smallest_sets_shut_draft_2_as_tried_one_by_one() {
    let folder = case();
    let found = study(&folder, &["--draft", "2"]);
    assert_eq!(shut_on(&found), [json!(["harbour"]), json!(["alliances"])]);
    assert_eq!(third_words(&found), ["harbour", "alliances"]);
    assert_eq!(
        (
            &found["zone"]["unbarred"],
            &found["tested_only"]["zone"]["unbarred"]
        ),
        (&json!("0"), &json!("0"))
    );
    let (space, lines) = scene(&folder, &found);
    let mut tried = BTreeSet::new();
    for (n, first) in lines.iter().enumerate() {
        assert!(!space.shut(&[first]), "one line alone shuts nothing");
        for second in &lines[n + 1..] {
            if first.id != second.id && space.shut(&[first, second]) {
                let mut pair = vec![first.id.clone(), second.id.clone()];
                pair.sort();
                tried.insert(pair);
            }
        }
    }
    assert_eq!(tried.len(), 2);
    assert_eq!(sets(&found), tried);
}

#[test]
fn only_both_third_words_open_draft_2() {
    let (harbour, alliances) = (
        (
            "by Borea #borea * @borea]",
            "by Borea #borea @borea | jointly #jointly *]",
        ),
        (
            "makes no commitment on alliances #no-commitment @asteria]",
            "makes no commitment on alliances #no-commitment @asteria | declares that it will join no alliance for 20 years #twenty-years]",
        ),
    );
    for (words, shut) in [
        (&[harbour][..], vec![json!(["alliances"])]),
        (&[alliances], vec![json!(["harbour"])]),
        (&[harbour, alliances], vec![]),
    ] {
        let folder = case();
        for (from, to) in words {
            edit(&folder, "drafts/02.md", from, to);
        }
        let found = study(&folder, &["--draft", "2"]);
        assert_eq!(shut_on(&found), shut);
        assert_eq!(found["zone"]["unbarred"] == "0", !shut.is_empty());
    }
}

#[test]
fn two_bases_taken_for_one_look_shut_and_are_not() {
    let folder = case();
    let talks = toml(&folder, "talks.toml");
    let area = |name: &str| -> f64 {
        let bases = talks["base"].as_array().expect("bases").iter();
        let base = bases
            .into_iter()
            .find(|b| b["id"].as_str() == Some(name))
            .expect("a base");
        let area = base["area"].as_str().and_then(|a| a.strip_suffix(" km2"));
        area.expect("an area").parse().expect("a number")
    };
    let ten = area("province") / 10.0;
    assert_eq!(
        (
            ten,
            format!("{:.1}", ten / area("district") * 100.0).as_str()
        ),
        (1240.0, "23.8")
    );
    let page = page::words(&folder.read("README.md"));
    for figure in [
        "12,400 km²",
        "5,200 km²",
        "1,240 km²",
        "1,040 km² and 8.4 % of the province",
        "23.8 % of the district",
    ] {
        assert!(page.contains(figure), "{figure}");
    }
    let then = study(&folder, &THEN);
    assert_eq!(
        shut_on(&then),
        [json!(["share"]), json!(["harbour"]), json!(["alliances"])]
    );
    assert!(sets(&then).contains(&vec!["a5".to_owned(), "b5".to_owned()]));
    assert_eq!(study(&folder, &[])["shut"], json!([]));
    edit(
        &folder,
        "judgments.toml",
        "at = \"share>23.8\"",
        "at = \"share>10\"",
    );
    assert_eq!(shut_on(&study(&folder, &[])), [json!(["share"])]);
}

#[test]
fn exactly_three_judgments_contradict_and_are_superseded() {
    let folder = case();
    let then = study(&folder, &THEN);
    let three = json!([{ "party": "borea", "judgments": ["b13", "b14", "b15"], "tested": false }]);
    assert_eq!(then["contradictions"], three);
    assert_eq!(study(&folder, &[])["contradictions"], json!([]));
    let all = blocks(&folder.read("judgments.toml"), "judgment");
    let replaced: Vec<&String> = all
        .iter()
        .filter(|b| b.contains("supersedes = [\"b14\", \"b15\"]"))
        .collect();
    assert_eq!(replaced.len(), 1);
    for one in ["b13", "b14", "b15"] {
        let folder = case();
        stripped::take_out(&folder, ("judgments.toml", "judgment"), &|b| {
            value(b, "id").is_some_and(|id| id == one) || b.contains("supersedes = [\"b14\"")
        });
        assert_eq!(
            study(&folder, &THEN)["contradictions"],
            json!([]),
            "without {one}"
        );
    }
}

#[test]
fn money_does_not_open_the_shrine_and_an_acknowledgement_does() {
    let folder = case();
    let found = study(&folder, &[]);
    let (space, lines) = scene(&folder, &found);
    let left = space.left(&lines.iter().collect::<Vec<_>>());
    let paid: Vec<Package> = left
        .iter()
        .filter(|p| space.key(p, "uplift") != "none")
        .cloned()
        .collect();
    assert!(!paid.is_empty());
    assert_eq!(taken(&space, &paid, "shrine"), ["own-council"].into());
    // Even if Borea would take the council only in return, the words at the gate are its answer.
    let level = "\n[[judgment]]\nid = \"b99\"\nparty = \"borea\"\non = 2031-07-03\nby = \"desk\"\nbecause = \"a trial\"\nlevel = \"only in return\"\nat = \"shrine=own-council\"\nconfidence = \"tested\"\n";
    folder.append("judgments.toml", level);
    assert_eq!(third_words(&study(&folder, &[])), [""; 0]);
    edit(
        &folder,
        "judgments.toml",
        "answer = \"shrine=own-council\"\n",
        "",
    );
    let found = study(&folder, &[]);
    assert_eq!(
        (third_words(&found), shut_on(&found)),
        (vec!["shrine"], vec![json!(["shrine"])])
    );
    let lifts = found["shut"][0]["opens"]
        .as_array()
        .expect("what may be lifted");
    assert!(
        lifts.is_empty(),
        "a sacred line is never listed for lifting: {lifts:?}"
    );
}

#[test]
fn what_the_guarantor_says_of_borea_stays_hearsay() {
    let folder = case();
    let statements = blocks(&folder.read("statements.toml"), "statement");
    let hearsay: Vec<&String> = statements
        .iter()
        .filter(|b| b.contains("hearsay = true"))
        .collect();
    let [said] = hearsay.as_slice() else {
        panic!("one: {hearsay:?}")
    };
    assert_eq!(value(said, "speaker"), Some("stane"));
    let id = value(said, "id").expect("an id");
    assert!(
        !folder.read("judgments.toml").contains(id),
        "no judgment rests on it"
    );
    // Without Borea's own words in confidence nobody knows of thirty.
    let open = folder
        .run("study", &["--without-caucus", "--explain", "issue/depth"])
        .well();
    assert!(!open.contains("borea can live with"), "{open}");
    let all = folder.run("study", &["--explain", "issue/depth"]).well();
    assert!(all.contains("borea can live with: depth=30"), "{all}");
}

#[test]
fn the_return_is_quoted_by_one_side_only() {
    let found = study(&case(), &[]);
    let cells = found["coverage"].as_array().expect("cells").iter();
    let cell = |party: &str| {
        let mut cells = cells.clone();
        let cell = cells.find(|c| c["party"] == party && c["issue"] == "return");
        let cell = cell.expect("a cell");
        (cell["statements"].clone(), cell["judgments"].clone())
    };
    assert_eq!(cell("asteria"), (json!(1), json!(2)));
    assert_eq!(cell("borea"), (json!(0), json!(0)));
}

#[test]
fn words_that_changed_are_read_back_or_suspended() {
    let folder = case();
    let found = study(&folder, &[]);
    assert!(says(
        &found,
        "To be read back before use, since the wording changed: `a14`, `b18`, `c13`, `d1`;"
    ));
    assert_eq!(found["suspended"], json!(["a9", "b12", "b9"]));
    let open = folder
        .run("study", &["--explain", "issue/guarantee"])
        .well();
    assert!(open.contains("claimed"), "{open}");
    for (draft, word) in [("01", "shall"), ("02", "should"), ("03", "should")] {
        let text = folder.read(&format!("drafts/{draft}.md"));
        assert!(
            text.contains(&format!("Observers of the League {word} report every day")),
            "{draft}"
        );
    }
    edit(
        &folder,
        "drafts/03.md",
        "Observers of the League should",
        "Observers of the League shall",
    );
    assert_eq!(study(&folder, &[])["suspended"], json!(["b12", "c6"]));
}

#[test]
fn both_redrafts_moved_towards_asteria() {
    let found = study(&case(), &[]);
    for step in 0..2 {
        assert_eq!(
            at(&found, &format!("movement.{step}.moved.0")),
            &json!({ "party": "asteria", "word": "towards" })
        );
        assert_eq!(
            at(&found, &format!("movement.{step}.moved.1")),
            &json!({ "party": "borea", "word": "away from" })
        );
    }
    assert!(says(
        &found,
        "Redraft after redraft moved towards Asteria: is that meant?"
    ));
}

#[test]
fn an_amnesty_for_all_acts_is_barred_by_the_mediator() {
    let found = study(&case(), &["--draft", "1"]);
    let issues = found["issues"].as_array().expect("issues");
    let amnesty = issues
        .iter()
        .find(|i| i["id"] == "amnesty")
        .expect("it is in draft 1");
    assert_eq!(
        amnesty["barred"],
        json!([{ "alternative": "all-acts", "by": ["no-amnesty"] }])
    );
    assert_eq!(at(&found, "text.points"), 28);
}

/// The points of a copy, without their numbers.
fn points(text: &str) -> Vec<String> {
    let point = |line: &str| {
        let (number, words) = line.split_once(". ")?;
        number.parse::<u32>().ok().map(|_| words.replace("**", ""))
    };
    text.lines().filter_map(point).collect()
}

#[test]
fn the_leak_is_draft_2_with_one_point_altered_and_one_invented() {
    let folder = case();
    let shown = points(&folder.run("text", &["--draft", "2"]).well());
    let leak = points(&folder.read("record/lantern-leak.txt"));
    assert_eq!((shown.len(), leak.len()), (22, 23));
    let strange: Vec<&String> = leak.iter().filter(|p| !shown.contains(p)).collect();
    let missing: Vec<&String> = shown.iter().filter(|p| !leak.contains(p)).collect();
    let ([altered, invented], [original]) = (strange.as_slice(), missing.as_slice()) else {
        panic!("{strange:#?} {missing:#?}");
    };
    assert_eq!(altered.replace("40 km", "20 km"), **original);
    assert!(invented.starts_with("Air corridor."));
}

#[test]
fn the_agency_uses_the_names_of_its_own_side() {
    let folder = case();
    let (agency, talks) = (
        folder.read("record/northwind.txt").to_lowercase(),
        toml(&folder, "talks.toml"),
    );
    for name in talks["name"].as_array().expect("names") {
        let own = name["borea"].as_str().expect("its own name").to_lowercase();
        assert!(agency.contains(&own), "{own}");
        for draft in ["01", "02", "03"] {
            let text = folder.read(&format!("drafts/{draft}.md")).to_lowercase();
            assert!(!text.contains(&own), "draft {draft} takes a side: {own}");
        }
    }
}

#[test]
fn every_point_has_its_fate() {
    let folder = case();
    let fates = toml(&folder, "fates.toml");
    let all = fates["fate"].as_array().expect("fates");
    for (draft, before, after) in [(1, 28, 22), (2, 22, 22)] {
        let of_step = || {
            all.iter()
                .filter(|f| f["draft"].as_integer() == Some(draft))
        };
        let labels = |key: &str| -> BTreeSet<u32> {
            let label = |l: &toml::Value| l.as_str().and_then(|l| l.parse().ok()).expect("a label");
            of_step()
                .flat_map(|f| f[key].as_array().expect("labels"))
                .map(label)
                .collect()
        };
        assert_eq!(labels("from"), (1..=before).collect(), "from draft {draft}");
        assert_eq!(
            labels("to"),
            (1..=after).collect(),
            "to draft {}",
            draft + 1
        );
        let count = |fate: &str| {
            of_step()
                .filter(|f| f["fate"].as_str() == Some(fate))
                .count()
        };
        let counts = ["merged", "dropped", "split", "new", "moved"].map(count);
        assert_eq!(counts, if draft == 1 { [5, 3, 1, 1, 1] } else { [0; 5] });
    }
}

#[test]
fn a_copy_to_hand_over_has_no_mark_of_the_team() {
    let folder = case();
    for draft in ["1", "2", "3"] {
        for form in [&[][..], &["--brackets"]] {
            let copy = folder
                .run("text", &[&["--draft", draft], form].concat())
                .well();
            for mark in [
                "@",
                "{#",
                "#jointly",
                "#league",
                "note:",
                "two in the morning",
                " *]",
            ] {
                assert!(
                    !copy.contains(mark),
                    "draft {draft} {form:?}: `{mark}` in {copy}"
                );
            }
        }
    }
}

#[test]
fn what_leaves_without_caucus_depends_on_nothing_said_there() {
    let (whole, stripped) = (case(), case());
    let gone = stripped::without_confidences(&stripped);
    assert_eq!(
        json!(gone.len()),
        study(&whole, &["--without-caucus"])["left_out_caucus"]
    );
    assert!(gone.len() >= 10 && !stripped.read("sources.toml").contains("caucus"));
    for verb in ["study", "positions"] {
        let page = |folder: &Folder| {
            let file = folder.path.join("page.html");
            let path = file.to_str().expect("its path is text");
            folder
                .run(verb, &["--without-caucus", "--html", path])
                .well();
            std::fs::read(&file).expect("the page")
        };
        let (with, without) = (page(&whole), page(&stripped));
        assert!(with == without, "{verb}: the pages differ");
        assert!(!String::from_utf8_lossy(&with).contains("kitchen"));
    }
}
