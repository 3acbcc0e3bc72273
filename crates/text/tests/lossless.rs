//! The tree loses nothing: ten thousand made drafts and real ones are read and written back, and
//! an edit of one bracket changes nothing else.

mod common;

use common::{Chance, Made};
use onetext_model::{Alternative, Existence, Issue, IssueId, IssueKind, Key, Problem};
use onetext_text::tree::{Body, Node};
use onetext_text::{Context, Draft, parse};
use std::ops::Range;

const DRAFTS: u64 = 10_000;

fn read(text: &str) -> (Draft, Vec<Problem>) {
    parse(text, &Context::of_file("04.md"))
}

/// The model of a draft, apart from places in the text.
type Model = (Vec<Issue>, Vec<(String, String, Vec<String>)>);

fn model(draft: &Draft) -> Model {
    let points = draft.points().iter().map(|p| {
        let issues = p.issues.iter().map(ToString::to_string).collect();
        (p.label.clone(), p.id.to_string(), issues)
    });
    (draft.issues().to_vec(), points.collect())
}

/// Every bracket with its bytes, counted from the leaves alone.
fn brackets(draft: &Draft) -> Vec<(IssueId, bool, Range<usize>)> {
    fn walk(nodes: &[Node], at: &mut usize, found: &mut Vec<(IssueId, bool, Range<usize>)>) {
        for node in nodes {
            let start = *at;
            if let Node::Bracket(bracket) = node {
                found.push((bracket.id.clone(), bracket.body != Body::Repeat, 0..0));
                let slot = found.len() - 1;
                *at += bracket.head.len();
                if let Body::Words(alternatives) = &bracket.body {
                    for one in alternatives {
                        *at += one.bar.len() + one.lead.len();
                        walk(&one.nodes, at, found);
                        *at += one.trail.len();
                    }
                } else if let Body::Figures(figures) = &bracket.body {
                    *at += figures.source.len();
                }
                *at += bracket.close.len();
                found[slot].2 = start..*at;
            } else {
                let mut leaves = vec![];
                node.leaves(&mut leaves);
                *at += leaves.concat().len();
            }
        }
    }
    let mut found = vec![];
    let mut at = draft.head().len();
    for (_, nodes) in draft.regions() {
        walk(nodes, &mut at, &mut found);
    }
    found
}

#[test]
fn ten_thousand_drafts_are_read_as_they_were_made() {
    let (mut any, mut nested, mut escaped, mut repeated, mut numeric) = (0, 0, 0, 0, 0);
    for seed in 0..DRAFTS {
        let made = common::draft(seed);
        let (draft, problems) = read(&made.text);
        assert_eq!(draft.leaves().concat(), made.text, "seed {seed}");
        assert_eq!(draft.render(), made.text, "seed {seed}");
        assert!(
            problems.is_empty(),
            "seed {seed}: {problems:?}\n{}",
            made.text
        );
        let (issues, points) = model(&draft);
        assert_eq!(issues, made.issues, "seed {seed}:\n{}", made.text);
        assert_eq!(points, made.points, "seed {seed}:\n{}", made.text);
        let (again, _) = read(&draft.render());
        assert_eq!(again, draft, "seed {seed}");
        let holds = made.holds;
        nested += u64::from(holds.nested);
        escaped += u64::from(holds.escaped);
        repeated += u64::from(holds.repeated);
        numeric += u64::from(holds.numeric);
        any += u64::from(holds.nested || holds.escaped || holds.repeated || holds.numeric);
    }
    println!(
        "of {DRAFTS} drafts, {any} hold hard brackets: {nested} nested, {escaped} escaped, \
         {repeated} repeated, {numeric} numeric"
    );
    assert!(any * 10 >= DRAFTS * 6, "{any}");
    for share in [nested, escaped, repeated, numeric] {
        assert!(share * 4 >= DRAFTS, "{share}");
    }
}

/// Asserts that an edit kept every byte outside the places of an issue, and that it is read as the
/// model with just that change.
fn changed(draft: &Draft, issue: &IssueId, text: &str, expect: &dyn Fn(&mut Model)) {
    let source = draft.source();
    let places = brackets(draft);
    let of_issue = || places.iter().filter(|(id, full, _)| id == issue && *full);
    let start = of_issue().map(|(_, _, r)| r.start).min().expect("a place");
    let end = of_issue().map(|(_, _, r)| r.end).max().expect("a place");
    assert_eq!(text[..start], source[..start], "before the bracket");
    assert!(text.ends_with(&source[end..]), "behind the bracket");
    let (after, _) = read(text);
    let mut expected = model(draft);
    expect(&mut expected);
    assert_eq!(model(&after), expected, "\n{source}\n{text}");
}

fn at<'a>(model: &'a mut Model, issue: &IssueId) -> &'a mut Issue {
    let found = model.0.iter_mut().find(|i| i.id == *issue);
    found.expect("the issue")
}

/// Edits one bracket of a draft in one of the ways there are.
fn edit(draft: &Draft, way: u64, chance: &mut Chance, done: &mut [usize; 2]) {
    let issue = &draft.issues()[chance.below(draft.issues().len())];
    let alternative = &issue.alternatives[chance.below(issue.alternatives.len())];
    let words = chance.pick(&WORDINGS);
    match way % 4 {
        0 => {
            let written = reword(draft, issue, &alternative.key, words);
            done[usize::from(!written)] += 1;
        }
        1 => mark(draft, issue, &alternative.key),
        2 => add(draft, issue, words),
        _ => rename(draft, &issue.id),
    }
}

const WORDINGS: [&str; 6] = [
    "new words",
    "by [both] | \\ `sides`",
    "x *",
    "? @p",
    "see #k",
    "?",
];

/// Other words stand in one alternative, which keeps its key if it can; false if refused.
fn reword(draft: &Draft, issue: &Issue, key: &Key, words: &str) -> bool {
    let Ok(text) = draft.reword(&issue.id, key, words) else {
        return false;
    };
    let number = issue.index_of(key).expect("an alternative");
    let (after, _) = read(&text);
    let new = after.issues().iter().find(|i| i.id == issue.id);
    let new = new.expect("the issue").alternatives[number].key.clone();
    let was_written = *key != Key::none() && *key != Key::unwritten();
    assert!(new == *key || !was_written, "{key} became {new}");
    changed(draft, &issue.id, &text, &|model| {
        let one = &mut at(model, &issue.id).alternatives[number];
        one.wording = words.to_owned();
        one.key = new.clone();
    });
    true
}

/// The mark stands at one alternative only, then at none.
fn mark(draft: &Draft, issue: &Issue, key: &Key) {
    for key in [Some(key), None] {
        if key == Some(&Key::unwritten()) {
            continue;
        }
        let text = draft.set_working(&issue.id, key).expect("a mark");
        changed(draft, &issue.id, &text, &|model| {
            for one in &mut at(model, &issue.id).alternatives {
                one.working = Some(&one.key) == key;
            }
        });
    }
}

/// One more alternative stands at the end, and figures take none.
fn add(draft: &Draft, issue: &Issue, words: &str) {
    let (id, owners) = (&issue.id, ["borea".to_owned()]);
    let key = Key::new("added-key").expect("a key");
    let added = draft.add_alternative(id, words, Some(&key), &owners);
    assert_eq!(added.is_err(), issue.is_numeric(), "{}", draft.source());
    if let Ok(text) = added {
        changed(draft, id, &text, &|model| {
            at(model, id).alternatives.push(Alternative {
                key: key.clone(),
                wording: words.to_owned(),
                owners: owners.to_vec(),
                working: false,
                figure: None,
            });
        });
    }
}

/// A new name stands in every place, and nothing else is new.
fn rename(draft: &Draft, id: &IssueId) {
    let name = IssueId::new("renamed-issue").expect("a name");
    let text = draft.rename(id, &name).expect("a new name");
    let back = read(&text).0.rename(&name, id).expect("the old name");
    assert_eq!(back, draft.source());
    let mut expected = model(draft);
    at(&mut expected, id).id = name.clone();
    for issue in &mut expected.0 {
        for one in &mut issue.alternatives {
            one.wording = one.wording.replace(&format!("[{id}]"), "[renamed-issue]");
        }
    }
    for (_, _, issues) in &mut expected.1 {
        for one in issues.iter_mut().filter(|one| *one == id.as_str()) {
            *one = name.to_string();
        }
    }
    assert_eq!(model(&read(&text).0), expected);
}

#[test]
fn an_edit_changes_its_own_bracket_only() {
    let mut chance = Chance::new(7);
    let mut done = [0, 0];
    for seed in 0..DRAFTS {
        let Made { text, .. } = common::draft(seed);
        edit(&read(&text).0, seed, &mut chance, &mut done);
    }
    println!("{} new wordings written, {} refused", done[0], done[1]);
    assert!(done[0] * 2 > done[1], "{done:?}");
}

fn id(name: &str) -> IssueId {
    IssueId::new(name).expect("a name")
}

fn key(name: &str) -> Key {
    Key::new(name).expect("a key")
}

fn draft_of(text: &str) -> Draft {
    read(text).0
}

/// The new text, or why there is none.
fn shown(edited: Result<String, onetext_text::edit::Refused>) -> String {
    edited.unwrap_or_else(|refused| refused.what)
}

#[test]
fn edits_of_figures_and_of_what_is_not_written() {
    for (edited, expect) in [
        (
            draft_of("[a: 10..20 step 5 km | 15 * @p | ?]").set_working(&id("a"), Some(&key("20"))),
            "[a: 10..20 step 5 km | 15 @p | 20 * | ?]",
        ),
        (
            draft_of("[a: 10..20 step 5 km | 15 *]").set_working(&id("a"), None),
            "[a: 10..20 step 5 km]",
        ),
        (
            draft_of("[a: x | ?]").set_working(&id("a"), Some(&Key::unwritten())),
            "`?` cannot be marked `*`",
        ),
        (
            draft_of("[a: x | ? @p]").reword(&id("a"), &Key::unwritten(), "z"),
            "[a: x | z @p]",
        ),
        (
            draft_of("[a: x |]").reword(&id("a"), &Key::none(), "z"),
            "[a: x | z]",
        ),
        (
            draft_of("[a: x [b: p | q] | y]").reword(&id("a"), &key("x"), "z"),
            "the alternative `x` holds brackets",
        ),
        (
            draft_of("[a: x | y] `c`").reword(&id("a"), &key("x"), "`z"),
            "written there, this would not mean what was asked for",
        ),
    ] {
        assert_eq!(shown(edited), expect);
    }
}

#[test]
fn edits_by_hand() {
    let d = draft_of("[a: x | y *] [a]");
    for (edited, expect) in [
        (d.reword(&id("a"), &key("y"), "z"), "[a: x | z #y *] [a]"),
        (d.reword(&id("a"), &key("y"), ""), "[a: x |  #y *] [a]"),
        (
            d.reword(&id("a"), &key("q"), "z"),
            "the bracket has no alternative `q`",
        ),
        (
            d.reword(&id("b"), &key("q"), "z"),
            "no bracket has the name `b`",
        ),
        (d.reword(&id("a"), &key("y"), "`z"), "[a: x | `z #y *] [a]"),
        (d.set_working(&id("a"), Some(&key("x"))), "[a: x * | y] [a]"),
        (
            d.set_working(&id("a"), Some(&key("q"))),
            "the bracket has no alternative `q`",
        ),
        (d.set_working(&id("a"), None), "[a: x | y] [a]"),
        (
            d.add_alternative(&id("a"), "", None, &[]),
            "[a: x | y * |] [a]",
        ),
        (
            d.add_alternative(&id("a"), "z", Some(&key("k")), &["p".to_owned()]),
            "[a: x | y * | z #k @p] [a]",
        ),
        (
            d.add_alternative(&id("a"), "Y", None, &[]),
            "written there, this would not mean what was asked for",
        ),
        (d.rename(&id("a"), &id("b")), "[b: x | y *] [b]"),
        (
            d.rename(&id("a"), &id("note")),
            "written there, this would not mean what was asked for",
        ),
    ] {
        assert_eq!(shown(edited), expect);
    }
    let shared = draft_of("[a: x | y *] [a: y | x]");
    let text = shared.set_working(&id("a"), Some(&key("x"))).unwrap();
    assert_eq!(text, "[a: x * | y] [a: y | x]");
    assert!(matches!(shared.issues()[0].kind, IssueKind::Words));
    assert_eq!(shared.issues()[0].existence, Existence::Always);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the crate does no IO, its test reads real drafts"
)]
fn real_drafts_are_read_and_written_back() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/drafts");
    let Ok(files) = std::fs::read_dir(&root) else {
        println!("skipped: there are no drafts beside the workspace");
        return;
    };
    let mut chance = Chance::new(11);
    let mut edited = 0;
    for file in files {
        let path = file.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let (draft, problems) = read(&text);
        assert_eq!(draft.leaves().concat(), text, "{}", path.display());
        assert_eq!(read(&draft.render()), (draft.clone(), problems));
        // Real brackets have no names, so that one is put at the end of every point.
        let lines = text.lines().enumerate();
        let named: Vec<String> = lines
            .map(|(n, line)| format!("{line} [issue-{n}: words{n} | ]"))
            .collect();
        let (draft, _) = read(&named.join("\n"));
        assert_eq!(draft.leaves().concat(), named.join("\n"));
        for way in 0..20 {
            if !draft.issues().is_empty() {
                edit(&draft, way, &mut chance, &mut [0, 0]);
                edited += 1;
            }
        }
    }
    println!("edited {edited} brackets of real drafts");
}
