//! Small files of each kind: what they come to, and what is said about broken ones.

use num_traits::Zero;
use onetext_formats::points::Meaning;
use onetext_formats::{InputFile, Options, Scenario, read};
use onetext_solve::exact::{Rational, rational};

fn files(files: &[(&str, &str)]) -> Vec<InputFile> {
    let file = |(name, text): &(&str, &str)| InputFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    files.iter().map(file).collect()
}

fn scenario(given: &[(&str, &str)], meaning: Meaning) -> Scenario {
    let options = Options {
        meaning,
        parties: vec![],
    };
    read("bazaar", &files(given), &options).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Points of a party, by issue, as text.
fn points(scenario: &Scenario, party: usize) -> Vec<String> {
    let row = |row: &Vec<Rational>| {
        row.iter()
            .map(rational::plain)
            .collect::<Vec<_>>()
            .join(" ")
    };
    scenario.profiles[party]
        .valuation
        .points
        .iter()
        .map(row)
        .collect()
}

fn said(given: &[(&str, &str)]) -> String {
    let problems =
        read("bazaar", &files(given), &Options::default()).expect_err("something is wrong");
    let line = |p: &onetext_model::Problem| format!("{}: {} ({})", p.place, p.what, p.mend);
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="2">
<objective index="0" name="root">
<issue index="2" name="Fee" type="integer" lowerbound="1" upperbound="4"/>
<issue index="1" name="Colour" type="discrete"><item index="1" value="red"/><item index="2" value="blue"/></issue>
</objective></utility_space></negotiation_template>"#;

fn profile(colour: &str, fee: &str, rest: &str) -> String {
    format!(
        r#"<utility_space><objective index="0" name="root">
<issue index="1" name="Colour" type="discrete">{colour}</issue>
<issue index="2" name="Fee" type="integer" lowerbound="1" upperbound="4">{fee}</issue>
{rest}</objective></utility_space>"#
    )
}

const COLOURS: &str =
    r#"<item index="1" value="red" evaluation="4"/><item index="2" value="blue" evaluation="1"/>"#;
const WEIGHTS: &str = r#"<weight index="1" value="0.5"/><weight index="2" value="0.5"/>"#;

#[test]
fn genius_divides_by_the_greatest_and_counts_from_the_lower_bound() {
    let fee = r#"<evaluator ftype="linear" offset="0.8" slope="-0.3"/>"#;
    let own = profile(
        COLOURS,
        fee,
        &format!(r#"{WEIGHTS}<reservation value="0.25"/><discount_factor value="0.9"/>"#),
    );
    let given = [("domain.xml", DOMAIN), ("a.xml", &own)];
    let found = scenario(&given, Meaning::Own);
    assert_eq!(
        found.labels[0].name, "Colour",
        "issues stand by their index"
    );
    // 0.8, 0.5, 0.2, and below zero nothing.
    assert_eq!(points(&found, 0), ["0.5 0.125", "0.4 0.25 0.1 0"]);
    let party = &found.profiles[0];
    assert_eq!(party.name, "a");
    assert_eq!(party.valuation.reservation, rational::parse("0.25"));
    assert_eq!(party.discount, rational::parse("0.9"), "both are kept");
    let raw = scenario(&given, Meaning::Raw);
    assert_eq!(points(&raw, 0), ["2 0.5", "0.25 0.1 -0.05 -0.2"]);
}

#[test]
fn boxes_of_genius_count_against_the_greatest_utility() {
    let domain = DOMAIN.replace(
        r#"type="discrete"><item index="1" value="red"/><item index="2" value="blue"/></issue>"#,
        r#"type="integer" lowerbound="0" upperbound="9"/>"#,
    );
    let own = r#"<utility_space type="nonlinear"><objective index="0" name="root">
<issue index="1" name="Colour" type="integer" lowerbound="0" upperbound="9"/>
<issue index="2" name="Fee" type="integer" lowerbound="1" upperbound="4"/>
<utility maxutility="200"><ufun type="PlainUfun" weight="2" aggregation="sum">
<hyperRectangle utility="50"><INCLUDES index="1" min="3" max="9"/><INCLUDES index="2" min="1" max="2"/></hyperRectangle>
<hyperRectangle utility="-10"><INCLUDES index="2" min="4" max="4"/></hyperRectangle>
</ufun></utility></objective></utility_space>"#;
    let given = [("domain.xml", domain.as_str()), ("a.xml", own)];
    let found = scenario(&given, Meaning::Own);
    let cubes = &found.profiles[0].valuation.cubes;
    assert_eq!(rational::plain(&cubes[0].bonus), "0.5");
    assert_eq!(rational::plain(&cubes[1].bonus), "-0.1");
    assert_eq!((cubes[0].sides[0].issue, cubes[0].sides[1].issue), (0, 1));
    let raw = scenario(&given, Meaning::Raw);
    assert_eq!(
        rational::plain(&raw.profiles[0].valuation.cubes[0].bonus),
        "100"
    );
}

#[test]
fn geniusweb_profiles_carry_their_domain() {
    let profile = r#"{"LinearAdditiveUtilitySpace": {"name": "seller", "issueWeights": {"car": 0.4, "price": 0.6},
      "issueUtilities": {
        "car": {"discreteutils": {"valueUtilities": {"yes": 1, "no": 0.5}}},
        "price": {"NumberValueSetUtilities": {"lowValue": 10, "lowUtility": 0, "highValue": 20, "highUtility": 1}}},
      "reservationBid": {"issuevalues": {"car": "no"}},
      "domain": {"name": "cars", "issuesValues": {"car": {"values": ["yes", "no"]}, "price": {"range": ["10", "20", "2.5"]}}}}}"#;
    let found = scenario(&[("p1.json", profile)], Meaning::Own);
    assert_eq!(found.name, "cars");
    assert_eq!(found.labels[1].values, ["10", "12.5", "15", "17.5", "20"]);
    assert_eq!(points(&found, 0), ["0.4 0.2", "0 0.15 0.3 0.45 0.6"]);
    // What the reserve leaves out adds nothing.
    assert_eq!(
        found.profiles[0].valuation.reservation,
        rational::parse("0.2")
    );
}

const SPACE: &str = "name: cars\ntype: DiscreteCartesianOutcomeSpace\nissues:\n\
- {name: Car, type: CategoricalIssue, values: ['yes', 'no']}\n\
- {name: Price, type: ContiguousIssue, values: [1, 3]}\n";

#[test]
fn negmas_functions_are_read_from_the_outside_in() {
    let wrapped = "type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: -.inf\nufun:\n  \
type: LinearAdditiveUtilityFunction\n  reserved_value: 0.3\n  bias: 1\n  weights: [0.4, 0.6]\n  values:\n  \
- {type: TableFun, mapping: {'yes': 1, 'no': 0}}\n  - {type: AffineFun, slope: -1, bias: 3}\n";
    let plain = "type: LinearAdditiveUtilityFunction\nweights: {Car: 1, Price: 2}\nvalues:\n  \
Car: {type: ConstFun, bias: 5}\n  Price: {type: IdentityFun}\nreserved_value: -.inf\n";
    let found = scenario(
        &[("u1.yml", wrapped), ("u2.yml", plain), ("cars.yml", SPACE)],
        Meaning::Own,
    );
    assert_eq!(points(&found, 0), ["1.4 1", "1.2 0.6 0"]);
    assert_eq!(points(&found, 1), ["5 5", "2 4 6"]);
    let [first, second] = found.profiles.as_slice() else {
        panic!("two parties");
    };
    assert_eq!(
        first.valuation.reservation,
        rational::parse("0.3"),
        "the inner reserve is kept"
    );
    assert_eq!(first.discount, rational::parse("0.9"));
    assert_eq!(
        (&second.valuation.reservation, &second.discount),
        (&None, &None)
    );
    assert!(
        found.remarks[0].contains("add up to 3"),
        "{:?}",
        found.remarks
    );
}

#[test]
fn negmas_boxes_and_figures() {
    let space = "type: DiscreteCartesianOutcomeSpace\nissues:\n\
- {name: a, type: ContiguousIssue, values: [0, 9]}\n- {name: b, type: ContiguousIssue, values: [0, 9]}\n";
    let boxes = "type: negmas.preferences.crisp.nonlinear.HyperRectangleUtilityFunction\noutcome_ranges:\n\
- {0: [1, 2], 1: [3, 4]}\n- {b: 5}\nutilities: [2, 3]\nweights: [1, 2]\nbias: 0.5\n";
    let affine = "type: LinearUtilityFunction\nweights: [2, -1]\n";
    let found = scenario(
        &[("space.yaml", space), ("h.yaml", boxes), ("l.yaml", affine)],
        Meaning::Own,
    );
    let cubes = &found.profiles[0].valuation.cubes;
    assert_eq!(cubes.len(), 2);
    assert_eq!(rational::plain(&cubes[1].bonus), "6");
    assert_eq!(
        (
            cubes[1].sides[0].issue,
            cubes[1].sides[0].least,
            cubes[1].sides[0].most
        ),
        (1, 5.into(), 5.into())
    );
    assert!(
        found.profiles[0].valuation.points[1]
            .iter()
            .all(Zero::is_zero)
    );
    assert_eq!(points(&found, 1)[1], "0 -1 -2 -3 -4 -5 -6 -7 -8 -9");
}

#[test]
fn parties_are_in_the_order_of_their_files_or_as_asked() {
    let one = r#"{"issueWeights": {"a": 1}, "issues": {"a": {"x": 1, "y": 0}}}"#;
    let given = files(&[
        ("util10.json", one),
        ("util2.json", one),
        ("util1.json", one),
        ("readme.txt", "no"),
        ("other.json", "{}"),
    ]);
    let names = |parties: &[&str]| -> Result<Vec<String>, String> {
        let options = Options {
            meaning: Meaning::Own,
            parties: parties.iter().map(|p| (*p).to_owned()).collect(),
        };
        let found = read("bazaar", &given, &options)
            .map_err(|p| format!("{} ({})", p[0].what, p[0].mend))?;
        Ok(found.profiles.into_iter().map(|p| p.name).collect())
    };
    assert_eq!(names(&[]).unwrap(), ["util1", "util2", "util10"]);
    assert_eq!(names(&["util10", "util1"]).unwrap(), ["util10", "util1"]);
    assert_eq!(
        names(&["util11"]).unwrap_err(),
        "has no profile `util11` (did you mean `util1`?)"
    );
    assert!(
        names(&["util1", "util1"])
            .unwrap_err()
            .starts_with("`util1` is asked for twice")
    );
}

#[test]
fn what_is_wrong_is_said_with_place_and_mend() {
    let good = profile(
        COLOURS,
        r#"<evaluator ftype="linear" offset="0" slope="0.1"/>"#,
        WEIGHTS,
    );
    let check = |broken: &str, expect: &str| {
        let said = said(&[("domain.xml", DOMAIN), ("a.xml", broken)]);
        assert!(said.contains(expect), "{said}");
    };
    check(
        &good.replace("\"4\"/>", "\"four\"/>"),
        "a.xml:2: the evaluation `four` is no number",
    );
    check(
        &good.replace(" evaluation=\"1\"", ""),
        "a.xml:2: `blue` of issue `Colour` has no evaluation",
    );
    check(
        &good.replace("blue", "green"),
        "`green` is no value of issue `Colour` in the domain",
    );
    check(
        &good.replace("Colour", "Color"),
        "issue `Color` is not in the domain (did you mean `Colour`?)",
    );
    check(
        &good.replace("upperbound=\"4\"", "upperbound=\"5\""),
        "issue `Fee` has another range than in the domain (the domain says 1 to 4)",
    );
    check(
        &good.replace(r#"<weight index="2" value="0.5"/>"#, ""),
        "issue `Fee` has no weight",
    );
    check(
        &good.replace("ftype=\"linear\"", "ftype=\"faratin\""),
        "an evaluator of type `faratin` is not supported",
    );
    check(
        &format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{good}"),
        "declares a DOCTYPE",
    );
    check("<utility_space><weight", "a.xml:1: cannot be read as XML");
    assert_eq!(
        said(&[("domain.xml", DOMAIN)]),
        "bazaar: holds no profile of a kind that is known (give a folder with a domain and a profile for each party, or a talks folder)"
    );
    let weights = good.replace("value=\"0.5\"", "value=\"0.4\"");
    let found = scenario(&[("domain.xml", DOMAIN), ("a.xml", &weights)], Meaning::Own);
    assert_eq!(
        found.remarks,
        ["the weights of `a` add up to 0.8, not to 1; they are taken as they are"]
    );
    assert!(
        said(&[
            ("domain.xml", DOMAIN),
            ("more.xml", DOMAIN),
            ("a.xml", &good)
        ])
        .contains("holds two domains")
    );
    assert!(
        said(&[
            ("u.yml", "type: LinearUtilityFunction\nweights: [1]"),
            ("a.xml", &good)
        ])
        .contains("holds files of GENIUS and of NegMAS")
    );
}

#[test]
fn broken_trees_are_said_too() {
    let check = |name: &str, broken: &str, expect: &str| {
        let said = said(&[("space.yml", SPACE), (name, broken)]);
        assert!(said.contains(expect), "{said}");
    };
    check(
        "u.yml",
        "type: LinearAdditiveUtilityFunction\nvalues: []\n",
        "u.yml: has 0 value functions for 2 issues",
    );
    check(
        "u.yml",
        "type: LinearUtilityFunction\nweights: [1]\n",
        "u.yml: has 1 weights for 2 issues",
    );
    check(
        "u.yml",
        "type: LinearUtilityFunction\nweights: [1, 2]\n",
        "`yes` of issue `Car` is no figure",
    );
    check(
        "u.yml",
        "type: PowerUFun\n",
        "a utility function of type `PowerUFun` is not read",
    );
    check(
        "u.yml",
        "type: ConstUtilityFunction\nvalue: much\n",
        "`value` is `much`, no number",
    );
    check("u.yml", "type: 'x\n", "u.yml:2:1: cannot be read as YAML");
    let table = "type: LinearAdditiveUtilityFunction\nvalues:\n- {type: TableFun, mapping: {'yes': 1, 'non': 2}}\n- {type: IdentityFun}\n";
    check(
        "u.yml",
        table,
        "issue `Car` has nothing for `no` (did you mean `non`?)",
    );
    let mut bytes = SPACE.as_bytes().to_vec();
    bytes.push(0xff);
    let file = InputFile {
        name: "u.yml".to_owned(),
        bytes,
    };
    let problems = read("x", &[file], &Options::default()).unwrap_err();
    assert_eq!(
        problems[0].what,
        format!("is not UTF-8 at byte {}", SPACE.len())
    );
}

/// Ten thousand issues are refused or read, a million levels are refused, entities and aliases do
/// not grow: in bounded memory.
#[test]
fn large_and_deep_files_are_bounded() {
    let many: String = (0..10_001)
        .map(|n| {
            format!(
                "<issue index=\"{n}\" name=\"i{n}\"><item value=\"x\" evaluation=\"1\"/></issue>"
            )
        })
        .collect();
    let file = format!("<utility_space><objective>{many}</objective></utility_space>");
    assert!(said(&[("a.xml", &file)]).contains("declares 10001 issues, more than 10000"));
    let deep =
        |open: &str, close: &str| format!("{}{}", open.repeat(1_000_000), close.repeat(1_000_000));
    assert!(said(&[("a.xml", &deep("<a>", "</a>"))]).contains("nests elements more than 64 deep"));
    assert!(said(&[("a.json", &deep("{\"a\":", "}"))]).contains("cannot be read as JSON"));
    assert!(said(&[("a.yml", &deep("[", "]"))]).contains("cannot be read as YAML"));
    let laughs: String = (1..30)
        .map(|n| {
            format!(
                "a{n}: &a{n} [*a{m}, *a{m}, *a{m}, *a{m}, *a{m}, *a{m}, *a{m}, *a{m}]\n",
                m = n - 1
            )
        })
        .collect();
    assert!(said(&[("a.yml", &format!("a0: &a0 x\n{laughs}"))]).contains("cannot be read as YAML"));
}
