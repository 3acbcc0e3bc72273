//! Two thousand random small talks, studied by the engine and by a slower, obviously right oracle.

#[path = "oracle/chance.rs"]
mod chance;
#[path = "oracle/consider.rs"]
mod consider;
#[path = "oracle/slow.rs"]
mod slow;
#[path = "oracle/talk.rs"]
mod talk;

use onetext_model::{Existence, Package};
use onetext_solve::acceptability::acceptance;
use onetext_solve::in_the_way::pictures;
use onetext_solve::readings::{Block, Sampler};
use onetext_solve::standing::{Record, Standing};
use onetext_solve::walk::{Control, Found, Seen, walk};
use onetext_solve::{Constraint, Settings, Three, Word, count};
use rayon::prelude::*;
use slow::{Accepted, Choices, Place};
use std::collections::{BTreeMap, BTreeSet};
use talk::Talk;

const TALKS: u64 = 2_000;
const BATCH: u64 = 50;
/// Two blocks: enough for every word, small enough for thousands of talks.
const READINGS: usize = 500;

#[test]
fn the_engine_agrees_with_the_oracle_on_random_talks() {
    let mut shares: BTreeMap<&str, u64> = BTreeMap::new();
    // Batch by batch, so that a failure stops the test soon after it is found.
    for batch in 0..TALKS / BATCH {
        let seeds = (batch * BATCH..(batch + 1) * BATCH).into_par_iter();
        let traits: Vec<_> = seeds.map(|seed| check(seed, &talk::draw(seed))).collect();
        for trait_ in traits.into_iter().flatten() {
            *shares.entry(trait_).or_default() += 1;
        }
    }
    println!("of {TALKS} talks: {shares:?}");
    let least = [
        ("empty zone", 300),
        ("in", 250),
        ("open", 600),
        ("out", 800),
        ("ties", 500),
        ("rules", 1_000),
        ("nesting", 700),
        ("several places", 350),
        ("silence", 1_000),
        ("not known", 400),
        ("figures", 700),
        ("unwritten", 300),
        ("scores", 300),
        ("untested red line", 800),
        ("missing wording", 200),
        ("exactly half silent", 100),
        ("several to consider", 500),
    ];
    for (trait_, least) in least {
        let seen = shares.get(trait_).copied().unwrap_or(0);
        assert!(seen >= least, "only {seen} of {TALKS} talks have: {trait_}");
    }
}

/// Compares everything about one talk; what is special about it.
fn check(seed: u64, talk: &Talk) -> Vec<&'static str> {
    let mut traits = described(talk);
    let settings = Settings {
        seed,
        readings: READINGS,
        ..Settings::default()
    };
    let all: Vec<Choices> = slow::packages(&talk.space).into_iter().collect();
    let plain = count::packages(&talk.space, &[]);
    assert_eq!(
        plain.digits(),
        all.len().to_string(),
        "talk {seed}: packages"
    );
    let blocks = |record: &Record| {
        let sampler = Sampler::new(record, &talk.space, &settings);
        (0..2).map(|b| sampler.block(b)).collect::<Vec<Block>>()
    };
    let consenting: Vec<Vec<Block>> = talk.consents.iter().map(blocks).collect();
    for (record, blocks) in talk.consents.iter().zip(&consenting) {
        acceptances(
            &format!("talk {seed}"),
            talk,
            (record, blocks),
            (&all, &settings),
        );
    }
    for record in &talk.others {
        let blocks = blocks(record);
        acceptances(
            &format!("talk {seed}"),
            talk,
            (record, &blocks),
            (&all, &settings),
        );
    }
    traits.extend(zones(seed, talk, &all, &consenting));
    barred(seed, talk, &mut traits);
    traits.sort_unstable();
    traits.dedup();
    traits
}

fn described(talk: &Talk) -> Vec<&'static str> {
    let mut traits = vec![];
    let mut note = |is: bool, what| {
        if is {
            traits.push(what);
        }
    };
    let issues = talk.space.issues();
    let nested = |least: usize| {
        issues
            .iter()
            .any(|i| matches!(&i.existence, Existence::AnyOf(p) if p.len() >= least))
    };
    let standing = |s: Standing| {
        talk.consents
            .iter()
            .any(|r| r.issues.iter().any(|i| i.standing == s))
    };
    note(!talk.rules.is_empty(), "rules");
    note(nested(1), "nesting");
    note(nested(2), "several places");
    note(issues.iter().any(|i| i.is_numeric()), "figures");
    note(
        issues
            .iter()
            .any(|i| i.alternatives.iter().any(|a| a.is_unwritten())),
        "unwritten",
    );
    note(standing(Standing::Silent), "silence");
    note(talk.consents.iter().any(|r| r.scores.is_some()), "scores");
    note(
        talk.constraints.iter().any(|c| !c.is_firm()),
        "untested red line",
    );
    traits
}

/// One party's acceptance of a spread of packages, with and without its own red lines.
fn acceptances(
    name: &str,
    talk: &Talk,
    (record, blocks): (&Record, &[Block]),
    (all, settings): (&[Choices], &Settings),
) {
    let some: Vec<&Choices> = all.iter().step_by(all.len().div_ceil(7)).collect();
    let sampler = Sampler::new(record, &talk.space, settings);
    let packages: Vec<Package> = some.iter().map(|c| Package::partial(c)).collect();
    let barred: Vec<bool> = (0..some.len()).map(|n| n % 4 == 3).collect();
    let found = acceptance(&sampler, &packages, &barred, READINGS);
    for (n, found) in found.iter().enumerate() {
        let expect = match barred[n] {
            true => [0; 3],
            false => slow::accepted(record, &talk.space, blocks, some[n]),
        };
        assert_eq!(
            found.accepted.each().map(|n| *n),
            expect,
            "{name}: {:?}",
            some[n]
        );
        let known = found.word() != Word::NotKnown;
        let expect = slow::known(record, &talk.space, some[n]);
        assert_eq!(
            known, expect,
            "{name}, {}: known {:?}",
            record.party, some[n]
        );
    }
}

/// The zone with every red line, and with the tested ones alone.
fn zones(seed: u64, talk: &Talk, all: &[Choices], blocks: &[Vec<Block>]) -> Vec<&'static str> {
    let mut traits = vec![];
    for firm_only in [false, true] {
        let left: Vec<&Constraint> = talk
            .constraints
            .iter()
            .filter(|c| !firm_only || c.is_firm())
            .collect();
        if firm_only && left.len() == talk.constraints.len() {
            continue;
        }
        let left: Vec<Constraint> = left.into_iter().cloned().collect();
        let name = format!("talk {seed}, tested only: {firm_only}");
        let expect: Vec<&Choices> = all
            .iter()
            .filter(|p| slow::fits(talk, p, firm_only))
            .collect();
        let unbarred = count::packages(&talk.space, &left);
        assert_eq!(
            unbarred.digits(),
            expect.len().to_string(),
            "{name}: unbarred"
        );
        if expect.is_empty() {
            traits.push("empty zone");
        }
        traits.extend(zone(&name, seed, (talk, blocks), (&left, &expect)));
    }
    traits
}

fn zone(
    name: &str,
    seed: u64,
    (talk, blocks): (&Talk, &[Vec<Block>]),
    (constraints, packages): (&[Constraint], &[&Choices]),
) -> Vec<&'static str> {
    let settings = Settings {
        seed,
        ..Settings::default()
    };
    let working = Package::working(&talk.space).ok();
    let sampler = |r| Sampler::new(r, &talk.space, &settings);
    let samplers: Vec<Sampler<'_>> = talk.consents.iter().map(sampler).collect();
    let control = Control::default();
    let found =
        walk(&samplers, constraints, working.as_ref(), READINGS, &control).expect("nobody cancels");
    let chosen = onetext_solve::consider::choose(&found, &samplers, READINGS);
    let candidates = candidates(talk, blocks, packages, working.as_ref());
    let count = |place| candidates.iter().filter(|c| c.place == place).count() as u64;
    let counts = (count(Place::In), count(Place::Open), count(Place::Out));
    assert_eq!(
        (found.inside, found.open, found.outside),
        counts,
        "{name}: zone"
    );
    best(name, &found, &candidates);
    let parties = consider::Parties {
        space: &talk.space,
        records: &talk.consents,
        blocks,
    };
    let mut traits = traits_of(talk, packages, &candidates);
    let expect = consider::choose(candidates, &parties);
    let chosen: Vec<Choices> = chosen.iter().map(choices).collect();
    assert_eq!(chosen, expect, "{name}: to consider");
    if chosen.len() > 2 {
        traits.push("several to consider");
    }
    traits
}

fn choices(seen: &Seen) -> Choices {
    seen.package.choices().to_vec()
}

/// Every package left with its figures, by the oracle.
fn candidates(
    talk: &Talk,
    blocks: &[Vec<Block>],
    packages: &[&Choices],
    working: Option<&Package>,
) -> Vec<consider::Candidate> {
    let one = |package: &&Choices| {
        let consent = |(record, blocks): (&Record, &Vec<Block>)| {
            (
                slow::accepted_in_steps(record, &talk.space, (blocks, 16_384.0), package),
                slow::known(record, &talk.space, package),
            )
        };
        let consents: Vec<(Accepted, bool)> =
            talk.consents.iter().zip(blocks).map(consent).collect();
        let weakest = |way: usize| consents.iter().map(|(c, _)| c[way]).min().unwrap_or(0);
        let differs = |w: &Package| {
            let pairs = w.choices().iter().zip(package.iter());
            pairs.filter(|(a, b)| a != b).count()
        };
        consider::Candidate {
            package: (*package).clone(),
            place: slow::place(&consents, READINGS as u32),
            weakest: [weakest(0), weakest(1), weakest(2)],
            changes: working.map_or(0, differs),
        }
    };
    packages.iter().map(one).collect()
}

fn best(name: &str, found: &Found, candidates: &[consider::Candidate]) {
    let first = candidates.iter().min_by_key(|c| consider::rank(c));
    let seen = found.best.first();
    assert_eq!(
        seen.map(choices),
        first.map(|c| c.package.clone()),
        "{name}: best"
    );
    let three = |t: &Three<u32>| t.each().map(|n| *n);
    assert_eq!(
        seen.map(|s| (three(&s.weakest), s.changes)),
        first.map(|c| (c.weakest, c.changes)),
        "{name}: figures of the best"
    );
}

fn traits_of(
    talk: &Talk,
    packages: &[&Choices],
    candidates: &[consider::Candidate],
) -> Vec<&'static str> {
    let mut traits = vec![];
    let mut weakest: Vec<Accepted> = candidates.iter().map(|c| c.weakest).collect();
    weakest.sort_unstable();
    if weakest.windows(2).any(|pair| pair[0] == pair[1]) {
        traits.push("ties");
    }
    for (place, name) in [
        (Place::In, "in"),
        (Place::Open, "open"),
        (Place::Out, "out"),
    ] {
        if candidates.iter().any(|c| c.place == place) {
            traits.push(name);
        }
    }
    for record in &talk.consents {
        if packages
            .iter()
            .any(|p| !slow::known(record, &talk.space, p))
        {
            traits.push("not known");
        }
        if packages
            .iter()
            .any(|p| slow::half_silent(record, &talk.space, p))
        {
            traits.push("exactly half silent");
        }
    }
    traits
}

fn barred(seed: u64, talk: &Talk, traits: &mut Vec<&'static str>) {
    let found = pictures(&talk.space, &talk.constraints);
    let expect = slow::barred(talk);
    assert_eq!(found.len(), expect.len(), "talk {seed}");
    for (picture, (by, missing)) in found.iter().zip(&expect) {
        let seen: Vec<_> = picture
            .barred
            .iter()
            .map(|b| b.iter().cloned().collect::<BTreeSet<_>>())
            .collect();
        assert_eq!(seen, *by, "talk {seed}: who bars what on {}", picture.issue);
        assert_eq!(
            picture.third_word, *missing,
            "talk {seed}: wording on {}",
            picture.issue
        );
        if *missing {
            traits.push("missing wording");
        }
    }
}
