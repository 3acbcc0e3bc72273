//! The clean text of a package: what is chosen, and nothing that is not meant for readers.

mod common;

use common::{Chance, Made};
use onetext_model::{Issue, IssueId, Key};
use onetext_text::{Context, Draft, parse};
use std::collections::BTreeMap;

fn read(text: &str) -> Draft {
    parse(text, &Context::of_file("04.md")).0
}

/// Chooses as `a=x b=none` says; what is not named stays as it is marked.
fn clean(text: &str, choices: &str) -> String {
    let chosen: BTreeMap<IssueId, Key> = choices
        .split_whitespace()
        .map(|one| {
            let (issue, key) = one.split_once('=').expect("issue=key");
            let key = match key {
                "?" => Key::unwritten(),
                key => Key::new(key).expect("a key"),
            };
            (IssueId::new(issue).expect("a name"), key)
        })
        .collect();
    read(text).clean_text(&|issue| chosen.get(issue).cloned())
}

fn check(text: &str, choices: &str, expect: &str) {
    assert_eq!(clean(text, choices), expect, "{text:?} with {choices}");
}

#[test]
fn choices_are_filled_in() {
    check(
        "Run [a: by Asteria | jointly *].",
        "a=by-asteria",
        "Run by Asteria.",
    );
    check(
        "Run [a: by Asteria | jointly *].",
        "a=jointly",
        "Run jointly.",
    );
    check("Run [a: x|y].", "", "Run [a: x|y].");
    check("Run [a: x|y] [b: p|q].", "b=q", "Run [a: x|y] q.");
    check("Run [a:\n  x @p #k *\n| y\n].", "a=k", "Run x.");
    check("Run [a: x | y].", "a=other", "Run ….");
    check("Run [a: x | ?].", "a=?", "Run ….");
    check("Run [a: x | ? [note: n] ].", "a=?", "Run ….");
    check(
        "Up to [d: 10..20 step 2.50 km].",
        "d=12.5",
        "Up to 12.5 km.",
    );
    check("[d: 5..10 step 5 % of district] of it", "d=5", "5 % of it");
    check("[d: 5..10 step 5 km]", "d=7", "…");
    check("[d: 5..10 step 5 km | ?]", "d=?", "…");
    check("", "", "");
    check("\u{feff}+++\ntitle = \"x\"\n+++\n\n1. a\n", "", "1. a\n");
}

#[test]
fn nested_and_repeated_brackets() {
    let text = "Run [a: x [b: p | q] z | y].";
    check(text, "a=x-z b=p", "Run x p z.");
    check(text, "a=y b=p", "Run y.");
    check(text, "a=x-z", "Run x [b: p | q] z.");
    check("[a: x | y] and [a].", "a=y", "y and y.");
    check("[a] and [a: x | y].", "a=y", "y and y.");
    check("[a: one #k | y] [a: uno #k | y]", "a=k", "one uno");
    check("[d: 1..2 step 1 km] or [d]", "d=2", "2 km or 2 km");
    check("[a: x [b] | y] [b: p | q]", "a=x b=q", "x q q");
    check("see [a] there", "a=y", "see [a] there");
}

#[test]
fn words_that_fall_out_leave_no_gap() {
    check("The [a: big | ] lake", "a=none", "The lake");
    check("The lake [a: x | ].", "a=none", "The lake.");
    for sign in [",", ".", ";", ":", ")", "!", "?", "”", "»"] {
        let text = format!("The lake [a: x | ]{sign} and");
        check(&text, "a=none", &format!("The lake{sign} and"));
    }
    check("The [a: x | ] [b: y | ] lake", "a=none b=none", "The lake");
    check("The [a: x | ][b: y | ] lake", "a=none b=none", "The lake");
    check("The [a: x | ] [b: y | ].", "a=none b=none", "The.");
    check("The [a: x | ] [b: y | ].", "a=none b=y", "The y.");
    check("[a: x | ] the lake", "a=none", "the lake");
    check("The lake [a: x | ]", "a=none", "The lake");
    check(
        "The lake [a: x | ]\nand [b: y | ]\n",
        "a=none b=none",
        "The lake\nand\n",
    );
    check(
        "The lake [a: x | ]\r\nand\r\n",
        "a=none",
        "The lake\r\nand\r\n",
    );
    check("The lake\n[a: x | ]\nand\n", "a=none", "The lake\nand\n");
    check("The lake\n[a: x | ] and\n", "a=none", "The lake\nand\n");
    check("The lake[a: , x | ], and", "a=none", "The lake, and");
    check("Run [a: x [b: p | ] z | y].", "a=x-z b=none", "Run x z.");
    check("Run [a: x [b: p | ] | y].", "a=x b=none", "Run x.");
    check(
        "Run [a: [b: p | ] | y] on.",
        "a=alternative-1 b=none",
        "Run on.",
    );
    check(
        "two  blanks  [a: x | y]  stay",
        "a=x",
        "two  blanks  x  stay",
    );
}

#[test]
fn notes_names_tags_and_escapes_are_not_for_readers() {
    check("The lake [note: which?] is.", "", "The lake is.");
    check("The lake [note: which?].", "", "The lake.");
    check("[a: x [note: n] z | y]", "a=x-z", "x z");
    check("1. {#pin} The lake.", "", "1. The lake.");
    check("1. **Lake.** {#pin} It is.", "", "1. **Lake.** It is.");
    check(
        "## Lake {#pin}\n\na\n\n## Sea\n",
        "",
        "## Lake\n\na\n\n## Sea\n",
    );
    check("\\[sic\\] a \\* b \\\\ c\\d", "", "[sic] a * b \\ c\\d");
    check("[a: x \\| y \\@p #k | z]", "a=k", "x | y @p");
    check("`\\[x\\]` [t](u) <b>", "", "`\\[x\\]` [t](u) <b>");
    check("an [old words] here", "", "an [old words] here");
}

#[test]
fn an_emptied_point_keeps_its_number() {
    let choose = "a=none b=none";
    check("1. [a: x | ]\n2. b\n", choose, "1. (not used)\n2. b\n");
    check("1. [a: x | ].\n2. b\n", choose, "1. (not used)\n2. b\n");
    check(
        "1. **Lead.** [a: x | ] [b: y | ]\n",
        choose,
        "1. (not used)\n",
    );
    check("1) {#pin} [a: x | ]\n", choose, "1) (not used)\n");
    check(
        "1. [a: x | ]\n2. [b: y | ]",
        choose,
        "1. (not used)\n2. (not used)",
    );
    check("1. [a: x | ]\n2. b\n", "a=x", "1. x\n2. b\n");
    check("1. [note: to be written]\n", "", "1. (not used)\n");
    check("Article 3.\n[a: x | ]\n", choose, "Article 3. (not used)\n");
    check(
        "Article 3\n\n[a: x | ]\n\nArticle 4\nb\n",
        choose,
        "Article 3 (not used)\n\nArticle 4\nb\n",
    );
    check(
        "**Article 3.** [a: x | ]\n",
        choose,
        "**Article 3.** (not used)\n",
    );
    check(
        "## Article 3\n\n[a: x | ]\n",
        choose,
        "## Article 3\n\n(not used)\n",
    );
    check(
        "## Lake\n[a: x | ]\n\n## Sea\nb\n",
        choose,
        "## Lake\n\n(not used)\n\n## Sea\nb\n",
    );
    check("1. a\n2. \n", "", "1. a\n2. \n");
    check("[a: x | ]\n", choose, "");
}

#[test]
fn one_point_by_itself() {
    let draft = read("We, [a: x | y]\n1. b [b: p | q]\n# Annex\n[c: r | s]\n");
    let first = |issue: &IssueId| draft.keys(issue).first().cloned();
    let point = |name: &str| draft.clean_point(&IssueId::new(name).expect("a name"), &first);
    assert_eq!(point("p1").as_deref(), Some("1. b p\n"));
    assert_eq!(point("preamble").as_deref(), Some("We, x\n# Annex\nr\n"));
    assert_eq!(point("p2"), None);
    let none = read("We\n1. b\n");
    assert_eq!(
        none.clean_point(&IssueId::new("preamble").expect("a name"), &|_| None),
        None
    );
}

#[test]
fn a_circle_has_an_end() {
    check("[a: x | y [a]]", "a=y", &format!("{}[a]", "y ".repeat(64)));
    let mut text = String::from("[a30: x | y]");
    for n in 0..30 {
        text += &format!(" [a{n}: x | y [a{}] [a{}]]", n + 1, n + 1);
    }
    let draft = read(&text);
    let clean = draft.clean_text(&|issue| draft.keys(issue).last().cloned());
    assert!(clean.len() < 64 << 20);
}

/// The naive way: every `[id]` of the read text replaced until none is left, then gaps closed.
fn naive(made: &Made, chosen: &BTreeMap<String, usize>) -> String {
    let mut text = made.template.clone();
    while let Some(at) = text.find("[issue-") {
        let end = at + text[at..].find(']').expect("an end");
        let id = text[at + 1..end].to_owned();
        let issue: &Issue = made
            .issues
            .iter()
            .find(|i| i.id.as_str() == id)
            .expect("an issue");
        let alternative = &issue.alternatives[chosen[&id]];
        let words = match alternative.key == Key::unwritten() {
            true => "…",
            false => &alternative.wording,
        };
        text.replace_range(at..=end, words);
    }
    while text.contains("  ") {
        text = text.replace("  ", " ");
    }
    for sign in [",", ".", ";"] {
        text = text.replace(&format!(" {sign}"), sign);
    }
    text
}

#[test]
fn made_drafts_read_as_the_naive_way_has_them() {
    let mut chance = Chance::new(3);
    for seed in 0..10_000 {
        let made = common::draft(seed);
        let chosen: BTreeMap<String, usize> = made
            .issues
            .iter()
            .map(|i| (i.id.to_string(), chance.below(i.alternatives.len())))
            .collect();
        let draft = read(&made.text);
        let key = |id: &IssueId| {
            let issue = draft.issues().iter().find(|i| i.id == *id)?;
            Some(issue.alternatives[chosen[id.as_str()]].key.clone())
        };
        assert_eq!(
            draft.clean_text(&key),
            naive(&made, &chosen),
            "seed {seed}\n{}",
            made.text
        );
    }
}
