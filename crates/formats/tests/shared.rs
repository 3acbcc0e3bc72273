//! The field's own scenarios, where they are beside the project: read, solved, written and read
//! again.

use num_traits::{One, Zero};
use onetext_formats::points::Meaning;
use onetext_formats::write::{Format, write};
use onetext_formats::{InputFile, Options, Scenario, read};
use onetext_solve::exact::{
    Frontier, Pace, Rational, References, Scales, Watch, most_points, rational,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder, or `None` with a line that says it is not there.
#[allow(
    clippy::disallowed_methods,
    reason = "the test reads scenarios; the crate does not"
)]
fn folder(path: &str) -> Option<PathBuf> {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/scenarios/"
    );
    let folder = Path::new(root).join(path);
    if !folder.is_dir() {
        println!("skipped: `{path}` is not beside the project");
        return None;
    }
    Some(folder)
}

#[allow(
    clippy::disallowed_methods,
    reason = "the test reads scenarios; the crate does not"
)]
fn files(path: &str) -> Option<Vec<InputFile>> {
    let entries = std::fs::read_dir(folder(path)?).expect("a folder");
    let mut files = vec![];
    for entry in entries {
        let entry = entry.expect("a file");
        files.push(InputFile {
            name: entry.file_name().to_string_lossy().into_owned(),
            bytes: std::fs::read(entry.path()).expect("a file can be read"),
        });
    }
    Some(files)
}

fn scenario(path: &str, parties: &[&str], meaning: Meaning) -> Option<Scenario> {
    let options = Options {
        meaning,
        parties: parties.iter().map(|p| (*p).to_owned()).collect(),
    };
    let found = read(path, &files(path)?, &options);
    Some(found.unwrap_or_else(|problems| panic!("{path}: {problems:#?}")))
}

fn frontier(scenario: &Scenario) -> Frontier {
    let parties = scenario.valuations();
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(most_points(parties.len()), &mut ask);
    Frontier::of(&scenario.problem(&parties), &mut watch).expect("a frontier")
}

fn values(frontier: &Frontier) -> BTreeSet<Vec<Rational>> {
    (0..frontier.len()).map(|at| frontier.values(at)).collect()
}

/// Issues, packages and parties of every scenario.
#[test]
fn every_scenario_is_read_whole() {
    let check = |path: &str, issues: usize, packages: u64, parties: usize| {
        let Some(found) = scenario(path, &[], Meaning::Own) else {
            return;
        };
        let count: u64 = found.labels.iter().map(|l| l.values.len() as u64).product();
        assert_eq!(
            (found.space.len(), count, found.profiles.len()),
            (issues, packages, parties),
            "{path}"
        );
    };
    check("genius/Energy", 8, 390_625, 2);
    check("genius/EnglandZimbabwe", 5, 576, 2);
    check("genius/ItexvsCypress", 4, 180, 2);
    check("genius/NiceOrDie", 1, 3, 2);
    check("genius/NiceOrDieC", 1, 3, 2);
    check("genius/Travel", 7, 188_160, 2);
    check("genius/10issues", 10, 10_000_000_000, 2);
    check("genius/10issueswithRV", 10, 10_000_000_000, 2);
    check("genius/S-1NIKFRT-1", 10, 10_000_000_000, 2);
    check("genius/AgentLightSmartGrid", 4, 625, 3);
    check("genius/group2-dinner", 5, 1_200, 3);
    check("genius/group11-car_purchase", 5, 216, 9);
    check("negmas/BetaOne", 3, 64, 3);
    check("negmas/Party", 6, 3_072, 2);
    check("negolog/domain0", 3, 27, 2);
    check("negolog/domain5", 4, 256, 2);
}

/// What stands beside the files as their frontier, in doubles with rounding. One of the three leaves
/// out two points: a domain with a reserve, whose files declare a greatest utility that packages
/// exceed. The packages of these points are counted again here, box by box.
#[test]
fn published_frontiers_are_found() {
    for (name, left_out) in [("10issues", 0), ("S-1NIKFRT-1", 0), ("10issueswithRV", 2)] {
        let Some(found) = scenario(&format!("genius/{name}"), &[], Meaning::Own) else {
            return;
        };
        let files = files(&format!("genius/{name}")).expect("it was there");
        let stated = files
            .iter()
            .find(|f| f.name == "pareto.xml")
            .expect("a published frontier");
        let text = String::from_utf8_lossy(&stated.bytes).into_owned();
        let numbers = |line: &str| -> Vec<f64> {
            line.split(',')
                .filter_map(|n| n.trim().parse().ok())
                .collect()
        };
        let stated: Vec<Vec<f64>> = text.lines().map(numbers).filter(|n| n.len() == 2).collect();
        let frontier = frontier(&found);
        let ours: Vec<Vec<f64>> = (0..frontier.len())
            .map(|at| {
                frontier
                    .values(at)
                    .iter()
                    .map(rational::approximate)
                    .collect()
            })
            .collect();
        let near =
            |a: &Vec<f64>, b: &Vec<f64>| (a[0] - b[0]).abs() < 1e-6 && (a[1] - b[1]).abs() < 1e-6;
        assert!(
            stated.iter().all(|a| ours.iter().any(|b| near(a, b))),
            "{name}"
        );
        assert_eq!(ours.len(), stated.len() + left_out, "{name}");
        for at in 0..frontier.len() {
            let package = frontier.package(at);
            let counted: Vec<Rational> = found
                .profiles
                .iter()
                .map(|p| boxes(&found, p, &package))
                .collect();
            assert_eq!(counted, frontier.values(at), "{name}");
        }
    }
}

/// The bonuses of the boxes a package lies in, straight from the file's ends.
fn boxes(
    scenario: &Scenario,
    party: &onetext_formats::Profile,
    package: &onetext_model::Package,
) -> Rational {
    let value = |issue: usize| -> onetext_model::Decimal {
        let chosen = package.get(issue).expect("every issue is settled");
        scenario.labels[issue].values[chosen]
            .parse()
            .expect("a whole number")
    };
    let inside = |cube: &&onetext_solve::exact::Cube| {
        cube.sides
            .iter()
            .all(|side| (side.least..=side.most).contains(&value(side.issue)))
    };
    party
        .valuation
        .cubes
        .iter()
        .filter(inside)
        .map(|cube| cube.bonus.clone())
        .sum()
}

/// NegoLog writes Nash and Kalai–Smorodinsky figures beside its domains.
#[test]
fn stated_reference_points_are_found() {
    for name in ["domain0", "domain5"] {
        let Some(found) = scenario(&format!("negolog/{name}"), &[], Meaning::Own) else {
            return;
        };
        let files = files(&format!("negolog/{name}")).expect("it was there");
        let specs = files
            .iter()
            .find(|f| f.name == "specs.json")
            .expect("stated figures");
        let specs: serde_json::Value = serde_json::from_slice(&specs.bytes).expect("JSON");
        let frontier = frontier(&found);
        let reservations = found
            .profiles
            .iter()
            .map(|p| p.valuation.reservation.clone().expect("it is stated"));
        let references = References::above(&frontier, reservations.collect(), Scales::Apart);
        let nash = frontier.values(references.nash[0]);
        let product = nash.iter().fold(Rational::one(), |p, v| p * v);
        let stated = specs["Nash Product"].as_f64().expect("a number");
        assert!(
            (rational::approximate(&product) - stated).abs() < 1e-12,
            "{name}"
        );
        assert_eq!(found.name, specs["Name"].as_str().expect("a name"));
    }
}

/// GENIUS's own meaning and NegMAS's differ where evaluations are not at most one.
#[test]
fn the_two_meanings_differ_on_raw_scales() {
    let (Some(own), Some(raw)) = (
        scenario("genius/NiceOrDie", &[], Meaning::Own),
        scenario("genius/NiceOrDie", &[], Meaning::Raw),
    ) else {
        return;
    };
    let points = |s: &Scenario| -> BTreeSet<Rational> {
        s.profiles[0].valuation.points[0].iter().cloned().collect()
    };
    let numbers = |texts: [&str; 3]| {
        texts
            .iter()
            .filter_map(|t| rational::parse(t))
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(points(&own), numbers(["0.16", "0.299", "1"]));
    assert_eq!(points(&raw), numbers(["160", "299", "1000"]));
}

/// Written and read again, a scenario has the same frontier, reserves and discounts.
#[test]
fn what_is_written_reads_back_the_same() {
    for path in [
        "genius/EnglandZimbabwe",
        "genius/ItexvsCypress",
        "genius/NiceOrDieC",
        "genius/10issueswithRV",
        "negmas/Party",
        "negmas/BetaOne",
        "negolog/domain5",
    ] {
        let Some(found) = scenario(path, &[], Meaning::Own) else {
            return;
        };
        let written = write(&found, Format::Genius).unwrap_or_else(|p| panic!("{path}: {p:#?}"));
        let again =
            read(path, &written, &Options::default()).unwrap_or_else(|p| panic!("{path}: {p:#?}"));
        assert_eq!(
            values(&frontier(&found)),
            values(&frontier(&again)),
            "{path}"
        );
        let kept = |s: &Scenario| -> Vec<_> {
            let kept = |p: &onetext_formats::Profile| {
                (
                    p.name.clone(),
                    p.valuation.reservation.clone(),
                    p.discount.clone(),
                )
            };
            s.profiles.iter().map(kept).collect()
        };
        assert_eq!(kept(&found), kept(&again), "{path}");
        assert_eq!(found.labels, again.labels, "{path}");
        let written = write(&found, Format::Negmas).unwrap_or_else(|p| panic!("{path}: {p:#?}"));
        let again =
            read(path, &written, &Options::default()).unwrap_or_else(|p| panic!("{path}: {p:#?}"));
        let near = |s: &Scenario| -> Vec<f64> {
            let points = |p: &onetext_formats::Profile| p.valuation.points.concat();
            s.profiles
                .iter()
                .flat_map(points)
                .map(|p| rational::approximate(&p))
                .collect()
        };
        for (a, b) in near(&found).iter().zip(near(&again)) {
            assert!((a - b).abs() < 1e-15, "{path}: {a} {b}");
        }
        assert_eq!(
            found
                .profiles
                .iter()
                .filter(|p| p
                    .valuation
                    .reservation
                    .as_ref()
                    .is_some_and(|r| !r.is_zero()))
                .count(),
            again
                .profiles
                .iter()
                .filter(|p| p
                    .valuation
                    .reservation
                    .as_ref()
                    .is_some_and(|r| !r.is_zero()))
                .count(),
            "{path}"
        );
    }
}

/// Nine parties: as many as asked, in the order asked.
#[test]
fn nine_parties_have_an_exact_frontier() {
    let Some(found) = scenario("genius/group11-car_purchase", &[], Meaning::Own) else {
        return;
    };
    let all = frontier(&found);
    assert!(all.is_exact());
    let two = scenario(
        "genius/group11-car_purchase",
        &["car_purchase_util9", "car_purchase_util1"],
        Meaning::Own,
    );
    let two = two.expect("it was there");
    assert_eq!(two.profiles[0].name, "car_purchase_util9");
    assert!(frontier(&two).len() <= all.len());
}
