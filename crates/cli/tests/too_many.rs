//! A study where there are too many packages to look at each.

mod common;

use common::Folder;

/// Twenty-eight matters of five wordings each. What a party says about a wording goes round by its
/// number, shifted from party to party.
fn treaty() -> Folder {
    let mut draft = String::new();
    let mut judgments = String::new();
    for matter in 1..=28 {
        draft += &format!(
            "{matter}. **Matter {matter}.** It is [m{matter}: first {matter} * #a | second {matter} #b | third {matter} #c | fourth {matter} #d | fifth {matter} #e].\n"
        );
        for (shift, party) in ["ana", "bor", "cav"].into_iter().enumerate() {
            for (n, key) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
                let level = match (n + shift * matter + matter) % 7 {
                    0 | 1 => "wants",
                    2 | 3 => "can live with",
                    4 => "only in return",
                    5 if matter % 9 == 0 => "cannot",
                    _ => continue,
                };
                judgments += &format!(
                    "[[judgment]]\nid = \"{party}-{matter}-{key}\"\nparty = \"{party}\"\non = 2031-01-01\nby = \"desk\"\nbecause = \"said so\"\nconfidence = \"believed\"\nlevel = \"{level}\"\nat = \"m{matter}={key}\"\n"
                );
            }
        }
    }
    let party = |p: &str| {
        format!(
            "[[party]]\nid = \"{p}\"\nname = \"{}\"\nkind = \"party\"\nconsent = true\n",
            p.to_uppercase()
        )
    };
    let talks = format!(
        "title = \"Treaty\"\nexercise = true\n{}{}{}",
        party("ana"),
        party("bor"),
        party("cav")
    );
    Folder::of(&[
        ("talks.toml", &talks),
        ("drafts/01.md", &draft),
        ("judgments.toml", &judgments),
    ])
}

#[test]
fn a_search_says_what_it_looked_at_and_how_good_the_rest_can_be() {
    let folder = treaty();
    let found = folder.run("study", &["--json"]).json();
    let zone = &found["zone"];
    assert_eq!(
        (&zone["in"], &zone["exact"]),
        (&serde_json::Value::Null, &serde_json::Value::Bool(true))
    );
    let searched = &zone["searched"];
    let number = |name: &str| searched[name].as_u64().expect("a number");
    assert!(number("bound") <= number("readings"));
    let share = &searched["share"];
    let (low, high) = (
        share["low"].as_f64().expect("low"),
        share["high"].as_f64().expect("high"),
    );
    assert!(0.0 <= low && low < high && high <= 1.0);
    let consider = found["consider"].as_array().expect("a list");
    assert!((3..=5).contains(&consider.len()), "{}", consider.len());
    // No package to consider takes what somebody cannot.
    for package in consider {
        let nine = &package["package"]["m9"];
        let barred = |shift: usize| ["a", "b", "c", "d", "e"][(5 + 70 - shift * 9 - 9) % 7 % 5];
        let says = |shift: usize| (5 + 70 - shift * 9 - 9) % 7 < 5;
        for shift in (0..3).filter(|s| says(*s)) {
            assert_ne!(nine, barred(shift), "{nine}");
        }
    }
    let said = found["notes"].to_string();
    assert!(said.contains("too many to look at one by one"), "{said}");
    assert!(said.contains("a search looked at"), "{said}");
    let again = folder.run("study", &["--json", "--threads", "1"]).json();
    assert_eq!(again["consider"], found["consider"]);
    assert_eq!(again["zone"], found["zone"]);
}
