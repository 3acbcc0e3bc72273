//! Laws that must hold of any talks.

#[path = "oracle/chance.rs"]
mod chance;
#[path = "oracle/talk.rs"]
mod talk;

use chance::Chance;
use onetext_model::{Existence, Issue, Package, Space};
use onetext_solve::acceptability::acceptance;
use onetext_solve::constraint::{IndexedAtom, Origin, Shape};
use onetext_solve::in_the_way::pictures;
use onetext_solve::readings::Sampler;
use onetext_solve::standing::{IssueRecord, Price, Record, Scores, mean_weights};
use onetext_solve::walk::{Control, Found, Seen, walk};
use onetext_solve::{Constraint, Settings, consider, count};
use proptest::prelude::*;
use std::collections::BTreeMap;
use talk::Talk;

const READINGS: usize = 250;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What the walk finds, and the packages to consider.
fn studied(
    space: &Space,
    records: &[Record],
    constraints: &[Constraint],
    seed: u64,
) -> (Found, Vec<Seen>) {
    let settings = Settings {
        seed,
        ..Settings::default()
    };
    let samplers: Vec<Sampler<'_>> = records
        .iter()
        .map(|r| Sampler::new(r, space, &settings))
        .collect();
    let working = Package::working(space).ok();
    let control = Control::default();
    let found = walk(&samplers, constraints, working.as_ref(), READINGS, &control);
    let found = found.expect("nobody cancels");
    let chosen = consider::choose(&found, &samplers, READINGS);
    (found, chosen)
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn the_order_of_the_parties_changes_nothing(seed in any::<u64>(), turn in 1usize..4) {
        let talk = talk::draw(seed);
        let mut turned = talk.consents.clone();
        turned.rotate_left(turn % talk.consents.len());
        turned.reverse();
        let expect = studied(&talk.space, &talk.consents, &talk.constraints, seed);
        let found = studied(&talk.space, &turned, &talk.constraints, seed);
        prop_assert_eq!(found, expect);
    }

    #[test]
    fn any_number_of_threads_gives_the_same_walk(seed in any::<u64>()) {
        let talk = talk::draw(seed);
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let study = || studied(&talk.space, &talk.consents, &talk.constraints, seed);
            pool.expect("threads").install(study)
        };
        prop_assert_eq!(on(1), on(2));
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn the_order_of_the_issues_changes_no_count(seed in any::<u64>()) {
        let talk = talk::draw(seed);
        let order = another_order(&talk.space, seed);
        let moved = moved(&talk, &order);
        let plain = |t: &Talk| count::packages(&t.space, &[]);
        prop_assert_eq!(plain(&talk), plain(&moved));
        let left = |t: &Talk| count::packages(&t.space, &t.constraints);
        prop_assert_eq!(left(&talk), left(&moved));
        let barred = |t: &Talk| -> BTreeMap<String, _> {
            let named = |p: onetext_solve::in_the_way::Picture| {
                (t.space.issues()[p.issue].id.to_string(), (p.barred, p.third_word))
            };
            pictures(&t.space, &t.constraints).into_iter().map(named).collect()
        };
        prop_assert_eq!(barred(&talk), barred(&moved));
        for (a, b) in talk.consents.iter().zip(&moved.consents) {
            let weights = mean_weights(b, &moved.space);
            for (old, weight) in mean_weights(a, &talk.space).into_iter().enumerate() {
                prop_assert!((weight - weights[order[old]]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn with_points_the_order_of_the_issues_changes_nothing(seed in any::<u64>()) {
        let mut talk = talk::draw(seed);
        for (n, record) in talk.consents.iter_mut().enumerate() {
            record.scores = Some(points(&talk.space, seed ^ n as u64));
        }
        let order = another_order(&talk.space, seed);
        let moved = moved(&talk, &order);
        let (a, _) = studied(&talk.space, &talk.consents, &talk.constraints, 1);
        let (b, _) = studied(&moved.space, &moved.consents, &moved.constraints, 1);
        prop_assert_eq!((a.inside, a.open, a.outside), (b.inside, b.open, b.outside));
        let best = |found: &Found| found.best.first().map(|s| (s.weakest, s.class, s.changes));
        prop_assert_eq!(best(&a), best(&b));
        let nearest = |found: &Found| found.nearest.as_ref().map(|s| s.changes);
        prop_assert_eq!(nearest(&a), nearest(&b));
    }

    #[test]
    fn another_red_line_never_adds_a_package(seed in any::<u64>(), pick in any::<u64>()) {
        let talk = talk::draw(seed);
        let mut chance = Chance::new(pick);
        let spot = |chance: &mut Chance| {
            let issue = chance.below(talk.space.len());
            (issue, chance.below(talk.space.issues()[issue].alternatives.len()) as u16)
        };
        let (a, b) = (spot(&mut chance), spot(&mut chance));
        let atom = |(issue, alternative)| vec![IndexedAtom {
            issue: Some(issue),
            alternatives: vec![alternative],
        }];
        let shape = match chance.percent(50) {
            true => Shape::Never(a.0, a.1),
            false => Shape::Requires(atom(a), atom(b)),
        };
        let origin = Origin::RedLine {
            party: talk.consents[0].party.clone(),
            judgment: "another".into(),
            tested: chance.percent(50),
        };
        let mut more = talk.constraints.clone();
        more.push(Constraint { shape, origin });
        let (before, after) = (
            count::packages(&talk.space, &talk.constraints),
            count::packages(&talk.space, &more),
        );
        prop_assert!(after.high <= before.high && after.low <= before.low);
        let (found, _) = studied(&talk.space, &talk.consents, &more, seed);
        let walked = found.inside + found.open + found.outside;
        prop_assert_eq!(after.to_string(), walked.to_string());
    }

    #[test]
    fn silence_read_for_a_package_never_counts_less(seed in any::<u64>(), all in any::<bool>()) {
        let talk = talk::draw(seed);
        for record in talk.consents.iter().chain(&talk.others) {
            let mut record = record.clone();
            if all {
                record.issues = vec![IssueRecord::silent(); talk.space.len()];
                record.price = Price::None;
            }
            let settings = Settings::default();
            let sampler = Sampler::new(&record, &talk.space, &settings);
            let wishes = vec![Some(0); talk.space.len()];
            let package = Package::from_wishes(&talk.space, &wishes).expect("a wish each");
            let found = acceptance(&sampler, &[package], &[false], READINGS)[0].accepted;
            prop_assert!(found.against <= found.free && found.free <= found.favour, "{:?}", found);
            if all && record.scores.is_none() {
                // Every gain is below zero in one case and none is in the other.
                prop_assert_eq!((found.against, found.favour), (0, READINGS as u32));
            }
        }
    }
}

/// Where each issue goes in another order: nested issues stay after all they are nested in, and in
/// their order, since they take their weight one after the other.
fn another_order(space: &Space, seed: u64) -> Vec<usize> {
    let mut chance = Chance::new(seed ^ 0xabcd);
    let mut place = vec![usize::MAX; space.len()];
    for next in 0..space.len() {
        let left = |n: &usize| place[*n] == usize::MAX;
        let first = (0..space.len()).find(|n| left(n) && nests(space, *n).is_some());
        let ready = |n: &usize| match nests(space, *n) {
            None => left(n),
            Some(parents) => Some(*n) == first && parents.iter().all(|p| !left(p)),
        };
        let ready: Vec<usize> = (0..space.len()).filter(ready).collect();
        place[chance.choose(&ready)] = next;
    }
    place
}

fn nests(space: &Space, issue: usize) -> Option<Vec<usize>> {
    match &space.issues()[issue].existence {
        Existence::Always => None,
        Existence::AnyOf(places) => Some(places.iter().map(|(p, _)| *p).collect()),
    }
}

/// The same talk with its issues in another order.
fn moved(talk: &Talk, order: &[usize]) -> Talk {
    let mut issues: Vec<Option<Issue>> = vec![None; order.len()];
    for (old, issue) in talk.space.issues().iter().enumerate() {
        let mut issue = issue.clone();
        if let Existence::AnyOf(places) = &mut issue.existence {
            places
                .iter_mut()
                .for_each(|(parent, _)| *parent = order[*parent]);
        }
        issues[order[old]] = Some(issue);
    }
    let space = Space::new(issues.into_iter().flatten().collect());
    let record = |record: &Record| moved_record(record, order);
    let constraint = |c: &Constraint| Constraint {
        shape: moved_shape(&c.shape, order),
        origin: c.origin.clone(),
    };
    Talk {
        space,
        rules: talk.rules.clone(),
        constraints: talk.constraints.iter().map(constraint).collect(),
        consents: talk.consents.iter().map(record).collect(),
        others: vec![],
    }
}

fn permuted<T: Clone>(from: &[T], order: &[usize]) -> Vec<T> {
    let mut pairs: Vec<(usize, T)> = order.iter().copied().zip(from.iter().cloned()).collect();
    pairs.sort_by_key(|(at, _)| *at);
    pairs.into_iter().map(|(_, item)| item).collect()
}

fn moved_record(record: &Record, order: &[usize]) -> Record {
    let matter = |matter: &Vec<usize>| matter.iter().map(|n| order[*n]).collect();
    Record {
        issues: permuted(&record.issues, order),
        matters: record.matters.iter().rev().map(matter).collect(),
        scores: record.scores.as_ref().map(|scores| Scores {
            reservation: scores.reservation,
            points: permuted(&scores.points, order),
        }),
        ..record.clone()
    }
}

fn moved_shape(shape: &Shape, order: &[usize]) -> Shape {
    let side = |atoms: &[IndexedAtom]| {
        let one = |atom: &IndexedAtom| IndexedAtom {
            issue: atom.issue.map(|n| order[n]),
            alternatives: atom.alternatives.clone(),
        };
        atoms.iter().map(one).collect::<Vec<_>>()
    };
    match shape {
        Shape::Never(issue, alternative) => Shape::Never(order[*issue], *alternative),
        Shape::Requires(a, b) => Shape::Requires(side(a), side(b)),
        Shape::Excludes(a, b) => Shape::Excludes(side(a), side(b)),
        Shape::Limit {
            terms,
            compare,
            bound,
        } => Shape::Limit {
            terms: terms.iter().map(|(n, q)| (order[*n], q.clone())).collect(),
            compare: *compare,
            bound: *bound,
        },
    }
}

/// Points for every alternative of a space.
fn points(space: &Space, seed: u64) -> Scores {
    let mut chance = Chance::new(seed);
    let mut table = vec![];
    for issue in space.issues() {
        let all = issue.alternatives.len();
        table.push((0..all).map(|_| chance.below(10).into()).collect());
    }
    Scores {
        reservation: chance.below(25).into(),
        points: table,
    }
}
