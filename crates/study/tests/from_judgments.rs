//! From judgments as written in a folder to what the engine samples, counts and walks.

use num_bigint::BigUint;
use onetext_model::{Level, PartyId, Space};
use onetext_solve::constraint::{Origin, Shape};
use onetext_solve::standing::{Price, Record, Standing};
use onetext_solve::walk::Control;
use onetext_solve::{Constraint, Word};
use onetext_study::derive::{Options, Study, derive};
use onetext_study::{barred, in_force, profile};
use onetext_talks::files::Files;
use onetext_talks::{Talks, read, space};

const TALKS: &str = r#"
title = "Lake talks"
exercise = true

[[party]]
id = "asteria"
name = "Asteria"
kind = "party"

[[party]]
id = "borea"
name = "Borea"
kind = "party"
"#;

/// Alternatives: harbour 3 (the last with `fee` inside), depth 5, shrine 3, prisoners 3 with `?`;
/// point 4 has no bracket.
const DRAFT: &str = "\
1. **Harbour.** Run [harbour: by Asteria #asteria | jointly * | by Borea [fee: free * | shared] #borea].
2. **Depth.** The zone is [depth: 10..50 step 10 km | 30 *] deep.
3. **Shrine.** Kept by [shrine: both * | their own council #own | nobody].
4. **Monitoring.** Observers stay.
5. **Prisoners.** Released [prisoners: at once #once | in stages * #stages | ?].
";

fn talks_of(parties: &str, judgments: &[&str]) -> Talks {
    let mut files = Files::new();
    files.put("talks.toml", parties.as_bytes().to_vec());
    files.put("drafts/01.md", DRAFT.as_bytes().to_vec());
    let mut all = String::new();
    for (n, lines) in judgments.iter().enumerate() {
        let party = if lines.contains("party =") {
            ""
        } else {
            "party = \"asteria\"\n"
        };
        all += &format!(
            "[[judgment]]\nid = \"j{n}\"\n{party}on = 2031-05-12\nby = \"desk\"\nbecause = \"a\"\n{lines}\n"
        );
    }
    files.put("judgments.toml", all.into_bytes());
    let (talks, problems) = read::read(&files);
    let bad: Vec<_> = problems.iter().filter(|p| !p.bearable).collect();
    assert!(bad.is_empty(), "{bad:?}");
    talks
}

/// Asteria's record and red lines.
fn asteria(judgments: &[&str]) -> (Space, Record, Vec<Constraint>) {
    let talks = talks_of(TALKS, judgments);
    let over = space::of_talks(&talks);
    let standing = in_force::standing(&talks, &over, None);
    let id = PartyId::new("asteria").expect("a name");
    let counting: Vec<_> = standing.of(&id).collect();
    let record = profile::record(
        &talks,
        &over,
        (&id, &counting),
        &onetext_solve::Settings::default(),
    );
    let lines = barred::red_lines(&talks, &over, &counting);
    (over, record, lines)
}

fn at(over: &Space, issue: &str) -> usize {
    let named = |i: &onetext_model::Issue| i.id.as_str() == issue;
    over.issues().iter().position(named).expect("an issue")
}

/// Levels of an issue as (level, first, last, range, right).
fn levels(over: &Space, record: &Record, issue: &str) -> Vec<(Level, usize, usize, bool, f64)> {
    let all = record.issues[at(over, issue)].levels.iter();
    all.map(|l| (l.level, l.first, l.last, l.range, l.right))
        .collect()
}

fn tested(line: &Constraint) -> bool {
    matches!(line.origin, Origin::RedLine { tested: true, .. })
}

#[test]
fn levels_become_bands_and_cannot_a_red_line() {
    let check = |judgment: &str, issue: &str, expect, barred: &[u16]| {
        let (over, record, lines) = asteria(&[judgment]);
        assert_eq!(levels(&over, &record, issue), [expect], "{judgment}");
        assert_eq!(record.issues[at(&over, issue)].standing, Standing::Judged);
        let shapes: Vec<Shape> = lines.into_iter().map(|l| l.shape).collect();
        let expect = barred.iter().map(|a| Shape::Never(at(&over, issue), *a));
        assert_eq!(shapes, expect.collect::<Vec<_>>(), "{judgment}");
    };
    let said = |level: &str, at: &str, sure: &str| {
        format!("level = \"{level}\"\nat = \"{at}\"\nconfidence = \"{sure}\"")
    };
    check(
        &said("wants", "harbour=jointly", "believed"),
        "harbour",
        (Level::Wants, 1, 1, false, 0.90),
        &[],
    );
    check(
        &said("only in return", "depth>=30", "claimed"),
        "depth",
        (Level::OnlyInReturn, 2, 4, true, 0.70),
        &[],
    );
    check(
        &said("cannot", "depth<20", "tested"),
        "depth",
        (Level::Cannot, 0, 0, true, 0.98),
        &[0],
    );
    check(
        &said("cannot", "shrine=nobody", "claimed"),
        "shrine",
        (Level::Cannot, 2, 2, false, 0.70),
        &[2],
    );
    check(
        &said("can live with", "monitoring=as-it-stands", "tested"),
        "monitoring",
        (Level::CanLiveWith, 0, 0, false, 0.98),
        &[],
    );
}

#[test]
fn what_nobody_judged_is_silent_and_a_plain_point_is_outside() {
    let (over, record, lines) = asteria(&[]);
    let standing = |issue| record.issues[at(&over, issue)].standing;
    for issue in ["harbour", "fee", "depth", "shrine", "prisoners"] {
        assert_eq!(standing(issue), Standing::Silent, "{issue}");
    }
    assert_eq!(standing("monitoring"), Standing::Outside);
    assert!(lines.is_empty());
    let mut matter = record.matters.iter();
    let harbour = matter
        .find(|m| m.contains(&at(&over, "harbour")))
        .expect("its matter");
    assert!(harbour.contains(&at(&over, "fee")), "both are of point 1");
}

#[test]
fn an_order_or_a_trade_judges_its_issues_and_an_answer_to_a_package_none() {
    let check = |judgment: &str, issues: &[&str]| {
        let judgment = format!("{judgment}\nconfidence = \"tested\"");
        let (over, record, _) = asteria(&[&judgment]);
        let open = ["harbour", "depth", "shrine", "prisoners"];
        for issue in open {
            let expect = match issues.contains(&issue) {
                true => Standing::Judged,
                false => Standing::Silent,
            };
            let found = record.issues[at(&over, issue)].standing;
            assert_eq!(found, expect, "{judgment}: {issue}");
        }
        assert_eq!(record.linked.len(), 1, "{judgment}");
        assert_eq!(record.linked[0].right, 0.98);
    };
    check(
        "prefers = [\"harbour=jointly\", \"harbour=borea\"]",
        &["harbour"],
    );
    check(
        "trade = { gives = \"depth=30\", for = \"shrine=own\" }",
        &["depth", "shrine"],
    );
    check("matters-more = [\"harbour\", \"depth\"]", &[]);
    check("package = \"draft-1\"\nanswer = \"rejects\"", &[]);
    check(
        "package = { depth = \"30\" }\nover = { depth = \"50\" }",
        &[],
    );
}

#[test]
fn an_answer_that_a_red_line_settles_is_listed_and_not_weighed() {
    let cannot = "level = \"cannot\"\nat = \"harbour=jointly\"\nconfidence = \"tested\"";
    let yes = "package = \"draft-1\"\nanswer = \"accepts\"\nconfidence = \"claimed\"";
    let (_, record, _) = asteria(&[cannot, yes]);
    assert_eq!(record.linked, []);
    let talks = talks_of(TALKS, &[cannot, yes]);
    let standing = in_force::standing(&talks, &space::of_talks(&talks), None);
    let names: Vec<&str> = standing.unweighed.iter().map(|id| id.as_str()).collect();
    assert_eq!(names, ["j1"]);
}

#[test]
fn a_direction_counts_at_its_confidence() {
    let (over, record, _) = asteria(&["less = \"depth\"\nconfidence = \"claimed\""]);
    let depth = &record.issues[at(&over, "depth")];
    assert_eq!(
        (depth.direction, depth.standing),
        (Some((false, 0.70)), Standing::Judged)
    );
}

#[test]
fn a_condition_is_hard_at_every_confidence() {
    let (over, record, lines) = asteria(&[
        "only-with = { a = \"harbour=jointly\", b = \"shrine in {both, own}\" }\nconfidence = \"claimed\"",
    ]);
    let (harbour, shrine) = (at(&over, "harbour"), at(&over, "shrine"));
    let [line] = lines.as_slice() else {
        panic!("one line: {lines:?}");
    };
    let Shape::Requires(a, b) = &line.shape else {
        panic!("a condition: {line:?}");
    };
    assert_eq!(
        (a[0].issue, a[0].alternatives.as_slice()),
        (Some(harbour), &[1][..])
    );
    assert_eq!(
        (b[0].issue, b[0].alternatives.as_slice()),
        (Some(shrine), &[0, 1][..])
    );
    assert!(!tested(line));
    assert_eq!(record.issues[harbour].standing, Standing::Judged);
    assert_eq!(record.issues[shrine].standing, Standing::Silent);
}

#[test]
fn a_sacred_breach_is_lifted_by_its_answer_alone() {
    let sacred = "sacred = \"shrine\"\nconfidence = \"tested\"";
    let answered = "sacred = \"shrine\"\nanswer = \"harbour=jointly\"\nconfidence = \"tested\"";
    let breach = "level = \"only in return\"\nat = \"shrine=nobody\"\nconfidence = \"tested\"";
    let unsure = "level = \"only in return\"\nat = \"shrine=nobody\"\nconfidence = \"believed\"";
    for (first, second, lifted, firm) in [
        (sacred, breach, false, true),
        (sacred, unsure, false, false),
        (answered, breach, true, true),
    ] {
        let (over, record, lines) = asteria(&[first, second]);
        let shrine = at(&over, "shrine");
        assert_eq!(record.issues[shrine].standing, Standing::Outside);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(tested(&lines[0]), firm);
        assert_eq!(matches!(lines[0].shape, Shape::Requires(..)), lifted);
        // Broken with the harbour Borea's, whatever the answer; held with it run jointly if that
        // is the answer.
        let package = |harbour: u16| {
            let mut wishes = vec![Some(0); over.len()];
            (wishes[at(&over, "harbour")], wishes[shrine]) = (Some(harbour), Some(2));
            onetext_model::Package::from_wishes(&over, &wishes).expect("a package")
        };
        assert!(!lines[0].holds(&package(2)));
        assert_eq!(lines[0].holds(&package(1)), lifted);
    }
}

#[test]
fn no_deal_is_a_price() {
    for (view, expect) in [
        ("prefers", Some((0.1, 0.3))),
        ("can bear", None),
        ("cannot bear", Some((-0.2, -0.05))),
    ] {
        let judgment = format!("no-deal = \"{view}\"\nconfidence = \"believed\"");
        let (_, record, _) = asteria(&[&judgment]);
        let price = match expect {
            None => Price::None,
            Some(span) => Price::Span { span, right: 0.90 },
        };
        assert_eq!(record.price, price, "{view}");
    }
}

/// The whole study of these judgments.
fn studied(parties: &str, judgments: &[&str]) -> Study {
    let talks = talks_of(parties, judgments);
    let control = Control::default();
    let options = Options {
        seed: 1,
        on: None,
        with_caucus: true,
        draft: None,
        words: &|_| None,
        also: Default::default(),
        control: &control,
    };
    derive(&talks, &[], &options).expect("a study")
}

const BOTH: [&str; 5] = [
    "level = \"cannot\"\nat = \"harbour=borea\"\nconfidence = \"claimed\"",
    "level = \"wants\"\nat = \"harbour=jointly\"\nconfidence = \"tested\"",
    "more = \"depth\"\nconfidence = \"believed\"",
    "party = \"borea\"\nlevel = \"cannot\"\nat = \"shrine=nobody\"\nconfidence = \"tested\"",
    "party = \"borea\"\nlevel = \"can live with\"\nat = \"harbour=jointly\"\nconfidence = \"believed\"",
];

#[test]
fn the_zone_holds_every_red_line_and_the_tested_ones_apart() {
    let study = studied(TALKS, &BOTH);
    // Harbour 2 + 2 with the fee nested in the last, depth 5, shrine 3, prisoners 2 without `?`.
    assert_eq!(study.text.packages.to_string(), (4 * 5 * 3 * 3).to_string());
    let check = |zone: &Option<onetext_study::zone::Zone>, expect: u64| {
        let zone = zone.as_ref().expect("a zone");
        assert_eq!(zone.unbarred.low, BigUint::from(expect));
        let found = zone.walked.as_ref().expect("walked");
        assert_eq!(found.inside + found.open + found.outside, expect);
    };
    check(&study.zone, 2 * 5 * 2 * 2);
    check(&study.tested_zone, 4 * 5 * 2 * 2);
}

#[test]
fn a_party_whose_yes_is_not_needed_bars_nothing() {
    let parties = TALKS.replacen(
        "kind = \"party\"\n",
        "kind = \"party\"\nconsent = false\n",
        1,
    );
    let study = studied(&parties, &BOTH);
    let zone = study.zone.as_ref().expect("a zone");
    assert_eq!(zone.unbarred.low, BigUint::from(4u32 * 5 * 2 * 2));
}

#[test]
fn the_working_text_fails_on_a_red_line_at_any_confidence() {
    let line = "level = \"cannot\"\nat = \"harbour=jointly\"\nconfidence = \"claimed\"";
    let others = ["shrine=both", "prisoners=stages", "depth=30"]
        .map(|at| format!("level = \"wants\"\nat = \"{at}\"\nconfidence = \"tested\""));
    let judgments = [line, &others[0], &others[1], &others[2]];
    let study = studied(TALKS, &judgments);
    let party = study.parties.iter().find(|p| p.id.as_str() == "asteria");
    let figure = party.and_then(|p| p.working.as_ref()).expect("a figure");
    assert_eq!(figure.all.accepted.each(), [&0; 3]);
    assert_eq!(figure.prior2.accepted.each(), [&0; 3]);
    assert!(figure.tested_only.accepted.free > 0);
    assert_eq!(figure.all.word().to_string(), "none");
    let silent = study.parties.iter().find(|p| p.id.as_str() == "borea");
    let figure = silent.and_then(|p| p.working.as_ref()).expect("a figure");
    assert_eq!(figure.all.word(), Word::NotKnown);
}

#[test]
fn asides_are_counted_on_both_sides_of_the_headline() {
    let aside = "\n[[aside]]\nid = \"side-letter\"\nalternatives = [\"none *\", \"a letter\"]\n";
    let study = studied(&format!("{TALKS}{aside}"), &BOTH);
    let left =
        "leave 80 of 360 packages (180 texts, 2 ways to settle what stands outside the text)";
    assert!(study.notes[2].contains(left), "{:#?}", study.notes);
}
