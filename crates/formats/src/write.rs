//! A scenario as files: GENIUS XML and NegMAS YAML.
//!
//! Both are written so that they mean the same, read back here and in the program they are for.
//! GENIUS divides evaluations by the greatest of their issue, so an issue's weight is its greatest
//! point; NegMAS multiplies, so its table holds the points themselves at weight 1.

use crate::read::InputFile;
use crate::scenario::{Profile, Scenario};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};
use onetext_model::{IssueKind, Place, Problem};
use onetext_solve::exact::{Rational, rational};
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, Event};

/// What files are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// GENIUS 10: a domain and a profile for each party, in XML.
    Genius,
    /// NegMAS 0.16: an outcome space and a utility function for each party, in YAML.
    Negmas,
}

/// The files of a scenario.
///
/// # Errors
/// What the format cannot say: bonuses beside points; for GENIUS also points below zero, and weights
/// or reserves that no decimal says exactly. NegMAS computes in doubles, and so are its numbers
/// written: to the nearest one.
pub fn write(scenario: &Scenario, format: Format) -> Result<Vec<InputFile>, Vec<Problem>> {
    let problems = faults(scenario, format);
    if !problems.is_empty() {
        return Err(problems);
    }
    let one = |profile| match format {
        Format::Genius => genius_profile(scenario, profile),
        Format::Negmas => Ok(negmas_profile(scenario, profile)),
    };
    let mut files = vec![match format {
        Format::Genius => genius_domain(scenario),
        Format::Negmas => Ok(negmas_domain(scenario)),
    }];
    files.extend(scenario.profiles.iter().map(one));
    files
        .into_iter()
        .collect::<Result<_, _>>()
        .map_err(|error| {
            let what = format!("cannot be written: {error}");
            vec![Problem::new(
                Place::file(&scenario.name),
                what,
                "rename what it names",
            )]
        })
}

fn faults(scenario: &Scenario, format: Format) -> Vec<Problem> {
    let mut problems = vec![];
    for profile in &scenario.profiles {
        let mut refuse = |what: &str, mend: &str| {
            problems.push(Problem::new(Place::file(&profile.name), what, mend));
        };
        let points = profile.valuation.points.iter().flatten();
        let pointed = points.clone().any(|point| !point.is_zero());
        if pointed && !profile.valuation.cubes.is_empty() {
            refuse("has bonuses on boxes beside points", "write one of the two");
        }
        let weights = profile
            .valuation
            .points
            .iter()
            .filter_map(|row| row.iter().max());
        let mut written = weights.chain(&profile.valuation.reservation);
        if format == Format::Genius && !written.all(exact) {
            refuse(
                "has a weight or reserve that no decimal says exactly",
                "round it",
            );
        }
        if format == Format::Genius && points.clone().any(|point| *point < Rational::zero()) {
            refuse(
                "has points below zero, which GENIUS takes for zero",
                "add the same to every value of the issue",
            );
        }
    }
    problems
}

type Written = std::io::Result<InputFile>;

fn file(name: String, bytes: Vec<u8>) -> InputFile {
    InputFile { name, bytes }
}

/// What a file is called after a party or a domain: no folder, no surprises.
fn called(name: &str, ending: &str) -> String {
    let safe = |c: char| {
        if c.is_alphanumeric() || "-_ ".contains(c) {
            c
        } else {
            '-'
        }
    };
    format!("{}.{ending}", name.chars().map(safe).collect::<String>())
}

/// What the file of a domain is called: never as a party's.
fn domain(scenario: &Scenario) -> String {
    let name = onetext_model::id::slug(&scenario.name);
    let name = name.strip_suffix("-domain").unwrap_or(&name);
    let name = format!("{}-domain", if name.is_empty() { "scenario" } else { name });
    let taken = scenario.profiles.iter().any(|p| p.name == name);
    if taken { format!("{name}-0") } else { name }
}

struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new() -> Self {
        Self(Writer::new_with_indent(vec![], b' ', 2))
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(start))
    }

    fn close(&mut self, name: &str) -> std::io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn done(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}

const ROOT: [(&str, &str); 5] = [
    ("description", ""),
    ("etype", "objective"),
    ("index", "0"),
    ("name", "root"),
    ("type", "objective"),
];

/// Whether an issue is written as whole numbers from one to another.
fn ends(values: &[String]) -> Option<(i64, i64)> {
    let numbers: Option<Vec<i64>> = values.iter().map(|v| v.parse().ok()).collect();
    let numbers = numbers?;
    let steps = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    steps.then_some((*numbers.first()?, *numbers.last()?))
}

fn genius_domain(scenario: &Scenario) -> Written {
    let mut xml = Xml::new();
    xml.open("negotiation_template", &[])?;
    let number = scenario.labels.len().to_string();
    xml.open("utility_space", &[("number_of_issues", &number)])?;
    xml.open("objective", &ROOT)?;
    let boxes = boxed(scenario);
    for (at, label) in scenario.labels.iter().enumerate() {
        issue(&mut xml, at, &label.name, (&label.values, boxes, None))?;
    }
    for name in ["objective", "utility_space", "negotiation_template"] {
        xml.close(name)?;
    }
    Ok(file(called(&domain(scenario), "xml"), xml.done()))
}

/// Whether parties have bonuses on boxes: then issues are ranges of whole numbers.
fn boxed(scenario: &Scenario) -> bool {
    scenario
        .profiles
        .iter()
        .any(|p| !p.valuation.cubes.is_empty())
}

fn issue(
    xml: &mut Xml,
    at: usize,
    name: &str,
    (values, boxes, evaluations): (&[String], bool, Option<&[Rational]>),
) -> std::io::Result<()> {
    let index = (at + 1).to_string();
    let ends = ends(values).filter(|_| boxes);
    let kind = if ends.is_some() {
        "integer"
    } else {
        "discrete"
    };
    let attributes = [
        ("etype", kind),
        ("index", &index),
        ("name", name),
        ("type", kind),
        ("vtype", kind),
    ];
    if let Some((from, to)) = ends {
        let (from, to) = (from.to_string(), to.to_string());
        let ends = [("lowerbound", from.as_str()), ("upperbound", to.as_str())];
        return xml.empty("issue", &[&attributes[..], &ends].concat());
    }
    xml.open("issue", &attributes)?;
    for (at, value) in values.iter().enumerate() {
        let index = (at + 1).to_string();
        let evaluation = evaluations.map(|e| rational::plain(&e[at]));
        let mut item = vec![("index", index.as_str()), ("value", value)];
        item.extend(evaluation.as_deref().map(|e| ("evaluation", e)));
        xml.empty("item", &item)?;
    }
    xml.close("issue")
}

fn genius_profile(scenario: &Scenario, profile: &Profile) -> Written {
    let mut xml = Xml::new();
    let boxes = boxed(scenario);
    xml.open(
        "utility_space",
        &[("type", if boxes { "nonlinear" } else { "discrete" })],
    )?;
    xml.open("objective", &ROOT)?;
    let mut weights = vec![];
    for (at, (label, points)) in scenario
        .labels
        .iter()
        .zip(&profile.valuation.points)
        .enumerate()
    {
        let weight = points.iter().max().cloned().unwrap_or_default();
        let evaluations = evaluations(points, &weight);
        issue(
            &mut xml,
            at,
            &label.name,
            (&label.values, boxes, Some(&evaluations)),
        )?;
        weights.push(weight);
    }
    if boxes {
        rectangles(&mut xml, profile)?;
    } else {
        for (at, weight) in weights.iter().enumerate() {
            let (index, value) = ((at + 1).to_string(), rational::plain(weight));
            xml.empty("weight", &[("index", &index), ("value", &value)])?;
        }
    }
    xml.close("objective")?;
    let discount = profile.discount.clone().unwrap_or_else(Rational::one);
    xml.empty("discount_factor", &[("value", &rational::plain(&discount))])?;
    if let Some(reservation) = &profile.valuation.reservation {
        xml.empty("reservation", &[("value", &rational::plain(reservation))])?;
    }
    xml.close("utility_space")?;
    Ok(file(called(&profile.name, "xml"), xml.done()))
}

/// Evaluations that are to the greatest of them as the points are to the weight: shares of one where
/// decimals say them exactly, else whole numbers.
fn evaluations(points: &[Rational], weight: &Rational) -> Vec<Rational> {
    if weight.is_zero() {
        return points.to_vec();
    }
    let shares: Vec<Rational> = points.iter().map(|p| p / weight).collect();
    if shares.iter().all(exact) {
        return shares;
    }
    let parts = rational::whole(common(shares.iter()));
    shares.iter().map(|s| s * &parts).collect()
}

/// The common denominator of fractions.
pub fn common<'a>(fractions: impl Iterator<Item = &'a Rational>) -> BigInt {
    fractions.fold(BigInt::one(), |common, fraction| {
        common.lcm(fraction.denom())
    })
}

/// Whether a decimal says it.
fn exact(number: &Rational) -> bool {
    !rational::plain(number).contains('/')
}

fn rectangles(xml: &mut Xml, profile: &Profile) -> std::io::Result<()> {
    // `maxutility` is what GENIUS divides by: bonuses are whole numbers of its parts.
    let cubes = &profile.valuation.cubes;
    let parts = rational::whole(common(cubes.iter().map(|cube| &cube.bonus)));
    xml.open("utility", &[("maxutility", &rational::plain(&parts))])?;
    xml.open(
        "ufun",
        &[
            ("type", "PlainUfun"),
            ("weight", "1"),
            ("aggregation", "sum"),
        ],
    )?;
    for cube in cubes {
        let bonus = rational::plain(&(&cube.bonus * &parts));
        xml.open("hyperRectangle", &[("utility", &bonus)])?;
        for side in &cube.sides {
            let index = (side.issue + 1).to_string();
            let (least, most) = (side.least.to_string(), side.most.to_string());
            xml.empty(
                "INCLUDES",
                &[("index", &index), ("min", &least), ("max", &most)],
            )?;
        }
        xml.close("hyperRectangle")?;
    }
    xml.close("ufun")?;
    xml.close("utility")
}

fn negmas_domain(scenario: &Scenario) -> InputFile {
    let mut yaml = format!(
        "name: {}\ntype: DiscreteCartesianOutcomeSpace\nissues:\n",
        quoted(&scenario.name)
    );
    for (at, label) in scenario.labels.iter().enumerate() {
        yaml += &format!("- name: {}\n", quoted(&label.name));
        match whole(scenario, at) {
            Some((from, to)) => {
                yaml += &format!("  type: ContiguousIssue\n  values: [{from}, {to}]\n");
            }
            None => {
                yaml += "  type: CategoricalIssue\n  values:\n";
                for value in &label.values {
                    yaml += &format!("  - {}\n", quoted(value));
                }
            }
        }
    }
    file(called(&domain(scenario), "yml"), yaml.into_bytes())
}

/// The ends of an issue of whole numbers that follow on each other.
fn whole(scenario: &Scenario, issue: usize) -> Option<(i64, i64)> {
    let numeric = matches!(
        scenario.space.issues()[issue].kind,
        IssueKind::Numeric { .. }
    );
    ends(&scenario.labels[issue].values).filter(|_| numeric)
}

/// Text between quotes, with the same escapes in YAML as in JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The nearest double, in YAML's words.
fn double(number: &Rational) -> String {
    // Without an exponent: YAML 1.1 takes `1e-7` for a word.
    let digits = rational::approximate(number).to_string();
    if digits.contains('.') {
        digits
    } else {
        format!("{digits}.0")
    }
}

fn negmas_profile(scenario: &Scenario, profile: &Profile) -> InputFile {
    let reserve = profile.valuation.reservation.as_ref();
    let reserve = reserve.map_or_else(|| "-.inf".to_owned(), double);
    let name = quoted(&profile.name);
    let (mut yaml, indent) = match &profile.discount {
        // The reserve stands outside and inside: NegMAS asks the outer function for it.
        Some(discount) => (
            format!(
                "name: {name}\nreserved_value: {reserve}\ntype: ExpDiscountedUFun\ndiscount: {}\nufun:\n",
                double(discount)
            ),
            "  ",
        ),
        None => (String::new(), ""),
    };
    let mut lines = vec![
        format!("name: {name}"),
        format!("reserved_value: {reserve}"),
    ];
    match profile.valuation.cubes.is_empty() {
        true => lines.extend(tables(scenario, profile)),
        false => lines.extend(boxes(profile)),
    }
    for line in lines {
        yaml += &format!("{indent}{line}\n");
    }
    file(called(&profile.name, "yml"), yaml.into_bytes())
}

fn tables(scenario: &Scenario, profile: &Profile) -> Vec<String> {
    let mut lines = vec![
        "type: LinearAdditiveUtilityFunction".to_owned(),
        "values:".to_owned(),
    ];
    for (at, points) in profile.valuation.points.iter().enumerate() {
        lines.push("- type: TableFun".to_owned());
        lines.push("  mapping:".to_owned());
        for (value, point) in scenario.labels[at].values.iter().zip(points) {
            // Names of numbers are numbers in NegMAS, and names of words are words.
            let key = match whole(scenario, at) {
                Some(_) => value.clone(),
                None => quoted(value),
            };
            lines.push(format!("    {key}: {}", double(point)));
        }
    }
    lines.push("weights:".to_owned());
    lines.extend(vec!["- 1.0".to_owned(); profile.valuation.points.len()]);
    lines
}

fn boxes(profile: &Profile) -> Vec<String> {
    let mut lines = vec![
        "type: HyperRectangleUtilityFunction".to_owned(),
        "outcome_ranges:".to_owned(),
    ];
    for cube in &profile.valuation.cubes {
        let side = |s: &onetext_solve::exact::scores::Side| {
            format!("{}: [{}, {}]", s.issue, s.least, s.most)
        };
        let sides: Vec<String> = cube.sides.iter().map(side).collect();
        lines.push(format!("- {{{}}}", sides.join(", ")));
    }
    lines.push("utilities:".to_owned());
    lines.extend(
        profile
            .valuation
            .cubes
            .iter()
            .map(|cube| format!("- {}", double(&cube.bonus))),
    );
    lines
}
