//! Laws of the chains: one lone judgment, simulation-based calibration, threads, going on.

#[path = "oracle/chance.rs"]
mod chance;
#[path = "sampling/scene.rs"]
mod scene;

use chance::Chance;
use onetext_model::{Level, Package, Space};
use onetext_solve::acceptability::{Acceptance, acceptance};
use onetext_solve::gibbs::{Drawn, Row};
use onetext_solve::linked::{Linked, Says};
use onetext_solve::readings::Sampler;
use onetext_solve::standing::{Price, Record, Standing};
use onetext_solve::{Settings, Silence, Three};
use rayon::prelude::*;
use scene::{alone, direction, figures, level, packages, record, words};
use std::sync::Arc;

fn linked(says: Says, right: f64) -> Linked {
    Linked { says, right }
}

/// Three issues, the last of figures, each with something on record.
fn three() -> (Space, Record) {
    let space = alone(&[words(3), words(2), figures(7)]);
    let mut record = record(vec![
        vec![level(Level::Wants, 0, 0.9)],
        vec![level(Level::OnlyInReturn, 1, 0.9)],
        vec![],
    ]);
    direction(&mut record, 2, (true, 0.9));
    (space, record)
}

/// The same with nothing on record: every issue is in the sum, and drawn freely.
fn bare() -> (Space, Record) {
    let (space, mut record) = three();
    for issue in &mut record.issues {
        issue.levels.clear();
        issue.direction = None;
        issue.standing = Standing::Judged;
    }
    (space, record)
}

/// How often the gains of one alternative of each of these issues, of three alike, are together not
/// below zero, before anything is known: by the prior's definition.
fn reached(issues: &[usize]) -> f64 {
    const DRAWS: usize = 200_000;
    let mut chance = Chance::new(5);
    let mut hits = 0;
    for _ in 0..DRAWS {
        let mut draws = [0; 5].map(|_| chance.unit());
        draws.sort_by(f64::total_cmp);
        let weights = [0; 3].map(|_| -libm::log(1.0 - chance.unit()));
        let gains = issues
            .iter()
            .map(|i| weights[*i] * (chance.unit() - draws[1]));
        hits += usize::from(gains.sum::<f64>() >= 0.0);
    }
    hits as f64 / DRAWS as f64
}

#[test]
fn a_lone_judgment_is_broken_as_often_as_it_is_wrong_and_chance_does_not_mend_it() {
    let all = vec![(0, 0), (1, 0), (2, 6)];
    let order = Says::Order {
        issue: 0,
        better: 2,
        worse: 1,
    };
    let weights = Says::Weights {
        heavier: vec![1],
        lighter: vec![2],
    };
    let over = Says::Over {
        better: all.clone(),
        worse: vec![(0, 1), (1, 1), (2, 0)],
    };
    let trade = Says::Trade {
        gives: (0, 1),
        gets: (2, 3),
    };
    let answer = |accepts| Says::Answer {
        package: all.clone(),
        accepts,
    };
    let reach = reached(&[0, 1, 2]);
    let pair = reached(&[0, 2]);
    for (says, prior) in [
        (order, 0.5),
        (weights, 0.5),
        (over, 0.5),
        (trade, pair),
        (answer(true), reach),
        (answer(false), 1.0 - reach),
    ] {
        for right in [0.7, 0.9, 0.98, 1.0] {
            let (space, mut record) = bare();
            record.linked = vec![linked(says.clone(), right)];
            let settings = Settings {
                readings: 6_000,
                ..Settings::default()
            };
            let drawn = Drawn::new(&record, &space, &settings, None);
            let expect = (1.0 - right) * (1.0 - prior);
            let error = (expect * (1.0 - expect) / 2_500.0).sqrt() + 0.003 * (1.0 - right);
            for found in drawn.broken(0).each() {
                assert!(
                    (found - expect).abs() <= 4.0 * error,
                    "{says:?} at {right}: {found}, expected {expect}"
                );
            }
            // Where its switch is off, it holds by chance.
            let taken = drawn.taken(0).free;
            assert!((taken - right).abs() < 0.03, "{says:?} at {right}: {taken}");
        }
    }
}

/// What calibration looks at in a reading: zero, a weight, two worths, a gain.
fn looked_at(zero: f64, weight: f64, worths: [f64; 2]) -> [f64; 5] {
    let gain = weight * (worths[0] - zero);
    [zero, weight, worths[0], worths[1], gain]
}

fn of_row(row: Row<'_>) -> [f64; 5] {
    let worth = |issue: usize, node: usize| row.worths(issue).nth(node).expect("a node");
    looked_at(row.zero(), row.weight(0), [worth(0, 0), worth(2, 1)])
}

/// One world drawn from the model, what would be said of it, and where its truth ranks among 99
/// readings of what was said.
fn ranks(world: usize, reach: f64) -> [usize; 5] {
    let (space, mut record) = three();
    record.price = Price::Span {
        span: (0.1, 0.3),
        right: 0.7,
    };
    let settings = Settings {
        seed: 90_000 + world as u64,
        readings: 1_000,
        thin: 6,
        warm_up: 150,
        ..Settings::default()
    };
    let truth = Sampler::new(&record, &space, &settings).block(0);
    let (zero, price) = truth.reading(0);
    let weight = |i: usize| truth.weight(i, 0);
    let worth = |i: usize, node: usize| truth.worth(i, node, 0);
    let mut chance = Chance::new(50_000 + world as u64);
    let mut say = |holds: bool, prior: f64, right: f64| match chance.unit() < right {
        true => holds,
        false => chance.unit() < prior,
    };
    let gain = |i: usize, node: usize| weight(i) * (worth(i, node) - zero);
    // The last figure of seven is the last of five knots.
    let total = gain(0, 1) + gain(1, 0) + gain(2, 4);
    let first = say(worth(0, 1) > worth(0, 2), 0.5, 0.9);
    let second = say(weight(1) > weight(2), 0.5, 0.7);
    let third = say(total >= price, reach, 0.98);
    let (a, b) = if first { (1, 2) } else { (2, 1) };
    let (i, j) = if second { (1, 2) } else { (2, 1) };
    record.linked = vec![
        linked(
            Says::Order {
                issue: 0,
                better: a,
                worse: b,
            },
            0.9,
        ),
        linked(
            Says::Weights {
                heavier: vec![i],
                lighter: vec![j],
            },
            0.7,
        ),
        linked(
            Says::Answer {
                package: vec![(0, 1), (1, 0), (2, 6)],
                accepts: third,
            },
            0.98,
        ),
    ];
    let drawn = Drawn::new(&record, &space, &settings, None);
    let truth = looked_at(zero, weight(0), [worth(0, 0), worth(2, 1)]);
    let mut ranks = [0; 5];
    for n in 0..99 {
        let row = of_row(drawn.row(Silence::Free, n * drawn.len() / 99));
        let below = row.iter().zip(truth).map(|(x, truth)| *x < truth);
        ranks
            .iter_mut()
            .zip(below)
            .for_each(|(rank, below)| *rank += usize::from(below));
    }
    ranks
}

#[test]
fn the_truth_ranks_evenly_among_readings_of_what_is_said_of_it() {
    const WORLDS: usize = 600;
    const BINS: usize = 20;
    let reach = reached(&[0, 1, 2]);
    let all = (0..WORLDS).into_par_iter().map(|world| ranks(world, reach));
    let all: Vec<[usize; 5]> = all.collect();
    for looked_at in 0..5 {
        let mut seen = [0usize; BINS];
        all.iter()
            .for_each(|ranks| seen[ranks[looked_at] * BINS / 100] += 1);
        let expect = (WORLDS / BINS) as f64;
        let square = |n: &usize| (*n as f64 - expect).powi(2) / expect;
        let chi: f64 = seen.iter().map(square).sum();
        println!("{looked_at}: {chi:.1} {seen:?}");
        // 19 degrees of freedom: 38.6 is passed once in two hundred.
        assert!(chi < 38.6, "{looked_at}: {chi} {seen:?}");
    }
}

/// A record with a bit of everything.
fn busy() -> (Space, Record) {
    let (space, mut record) = three();
    record.issues[1] = onetext_solve::standing::IssueRecord::silent();
    record.linked = vec![
        linked(
            Says::Answer {
                package: vec![(0, 1), (1, 0), (2, 3)],
                accepts: true,
            },
            0.9,
        ),
        linked(
            Says::Trade {
                gives: (0, 2),
                gets: (2, 6),
            },
            0.7,
        ),
    ];
    (space, record)
}

fn accepted(drawn: Drawn, record: &Record, space: &Space, settings: &Settings) -> Vec<Acceptance> {
    let sampler = Sampler::with(record, space, settings, Some(Arc::new(drawn)));
    let packages: Vec<Package> = packages(space);
    let none = vec![false; packages.len()];
    acceptance(&sampler, &packages, &none, settings.readings)
}

#[test]
fn figures_are_the_same_for_any_number_of_threads() {
    let (space, record) = busy();
    let settings = Settings {
        readings: 2_000,
        ..Settings::default()
    };
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads can be had").install(|| {
            let drawn = Drawn::new(&record, &space, &settings, None);
            accepted(drawn, &record, &space, &settings)
        })
    };
    let one = of(1);
    assert_eq!(one, of(2));
    assert_eq!(one, of(7));
}

#[test]
fn going_on_after_one_more_judgment_comes_to_the_same() {
    let (space, record) = busy();
    let settings = Settings::default();
    let before = Drawn::new(&record, &space, &settings, None);
    let mut more = record.clone();
    more.issues[1].standing = Standing::Judged;
    // Certain, and broken by most of the readings before.
    more.linked.push(linked(
        Says::Order {
            issue: 1,
            better: 1,
            worse: 0,
        },
        1.0,
    ));
    let short = Settings {
        warm_up: settings.warm_up / 10,
        ..settings.clone()
    };
    let on = Drawn::new(&more, &space, &short, Some(&before));
    assert_eq!(on.broken(2), Three::of(|_| 0.0));
    let anew = Drawn::new(&more, &space, &settings, None);
    let (on, anew) = (
        accepted(on, &more, &space, &settings),
        accepted(anew, &more, &space, &settings),
    );
    for (on, anew) in on.iter().zip(&anew) {
        assert!(on.mixing.effective > 400.0 && on.mixing.r_hat < 1.02);
        for (a, b) in on.shares().each().into_iter().zip(anew.shares().each()) {
            let variance =
                a * (1.0 - a) * (1.0 / on.mixing.effective + 1.0 / anew.mixing.effective);
            assert!((a - b).abs() < 4.0 * variance.sqrt() + 1e-4, "{a} {b}");
        }
    }
}

#[test]
fn chains_that_are_worth_too_little_give_no_word() {
    let (space, record) = busy();
    let settings = Settings::default();
    let drawn = Drawn::new(&record, &space, &settings, None);
    let mut found = accepted(drawn, &record, &space, &settings)[0];
    assert!(found.word().is_known());
    found.mixing.effective = 399.0;
    assert_eq!(found.word().phrase(), "not enough readings");
    assert_eq!(found.word().to_string(), "not-known");
}

#[test]
fn gains_lie_where_the_record_puts_them() {
    // One issue, so that its weight is 1: the gain is u − z.
    let space = alone(&[words(2)]);
    let mut record = record(vec![vec![level(Level::OnlyInReturn, 0, 1.0)]]);
    let spread = |record: &Record| {
        let settings = Settings::default();
        let sampler = Sampler::new(record, &space, &settings);
        [0, 1].map(|a| onetext_solve::posterior::gain(&sampler, (0, a), 20_000).free)
    };
    let [below, free] = spread(&record);
    assert!(below.low < below.median && below.median < below.high && below.high <= 0.0);
    // u even and z ~ Beta(2, 4): the mean is 1/6, and the spread is wide.
    assert!((free.median - 1.0 / 6.0).abs() < 0.02 && free.low < -0.3 && free.high > 0.6);
    record.linked = vec![linked(
        Says::Answer {
            package: vec![(0, 1)],
            accepts: true,
        },
        1.0,
    )];
    let [still, above] = spread(&record);
    assert!(still.high <= 0.0 && above.low >= 0.0, "{still:?} {above:?}");
}
