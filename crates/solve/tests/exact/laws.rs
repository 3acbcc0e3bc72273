//! What must hold whatever the scores: scales and orders change nothing, and references keep
//! their axioms.

use super::scene::{self, Asked, Scene};
use super::{KINDS, found, solve};
use onetext_model::{Existence, Issue, Space};
use onetext_solve::exact::{
    Frontier, Pace, Rational, References, Scales, Valuation, Watch, rational,
};
use std::collections::BTreeSet;

const SEEDS: u64 = 300;

fn frontier(scene: &Scene) -> Frontier {
    let constraints = scene.constraints();
    solve(&scene.problem(&constraints)).expect("small problems are solved")
}

fn scaled(party: &Valuation, times: &Rational) -> Valuation {
    let mut scaled = party.clone();
    scaled.points.iter_mut().flatten().for_each(|p| *p *= times);
    scaled.cubes.iter_mut().for_each(|cube| cube.bonus *= times);
    scaled.reservation = party.reservation.as_ref().map(|r| r * times);
    scaled
}

#[test]
fn a_change_of_scale_changes_the_scale_only() {
    for seed in 0..SEEDS {
        let mut scene = scene::draw(seed, KINDS[seed as usize % KINDS.len()]);
        let before = found(&frontier(&scene));
        let times: Vec<Rational> = (0..scene.parties.len())
            .map(|party| rational::whole(party as i64 * 3 + 1) / rational::whole(7))
            .collect();
        let parties = scene
            .parties
            .iter()
            .zip(&times)
            .map(|(party, times)| scaled(party, times));
        scene.parties = parties.collect();
        let expect = before.into_iter().map(|(values, ways)| {
            (
                values
                    .iter()
                    .zip(&times)
                    .map(|(v, t)| v * t)
                    .collect::<Vec<_>>(),
                ways,
            )
        });
        assert_eq!(found(&frontier(&scene)), expect.collect(), "seed {seed}");
    }
}

#[test]
fn the_order_of_parties_changes_the_order_only() {
    for seed in 0..SEEDS {
        let mut scene = scene::draw(seed, KINDS[seed as usize % KINDS.len()]);
        let before = found(&frontier(&scene));
        scene.parties.reverse();
        let turned = before
            .into_iter()
            .map(|(values, ways)| (values.into_iter().rev().collect(), ways));
        assert_eq!(found(&frontier(&scene)), turned.collect(), "seed {seed}");
    }
}

/// The same problem with its issues in reverse order.
fn reversed(scene: &Scene) -> Scene {
    let last = scene.space.len() - 1;
    let turned = |issue: &Issue| {
        let mut issue = issue.clone();
        if let Existence::AnyOf(places) = &mut issue.existence {
            places
                .iter_mut()
                .for_each(|(parent, _)| *parent = last - *parent);
        }
        issue
    };
    let mut parties = scene.parties.clone();
    for party in &mut parties {
        party.points.reverse();
        let sides = party.cubes.iter_mut().flat_map(|cube| &mut cube.sides);
        sides.for_each(|side| side.issue = last - side.issue);
    }
    Scene {
        space: Space::new(scene.space.issues().iter().rev().map(turned).collect()),
        rules: scene.rules.clone(),
        bars: scene
            .bars
            .iter()
            .map(|(issue, a)| (last - issue, *a))
            .collect(),
        parties,
    }
}

#[test]
fn the_order_of_issues_changes_nothing() {
    for seed in 0..SEEDS {
        let scene = scene::draw(seed, KINDS[seed as usize % KINDS.len()]);
        assert_eq!(
            found(&frontier(&scene)),
            found(&frontier(&reversed(&scene))),
            "seed {seed}"
        );
    }
}

fn values(frontier: &Frontier, places: &[usize]) -> BTreeSet<Vec<Rational>> {
    places.iter().map(|at| frontier.values(*at)).collect()
}

fn references(scene: &Scene, scales: Scales) -> (Frontier, References) {
    let constraints = scene.constraints();
    let problem = scene.problem(&constraints);
    let frontier = solve(&problem).expect("small problems are solved");
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(usize::MAX, &mut ask);
    let found = References::of(&problem, &frontier, scales, &mut watch);
    (frontier, found.expect("small problems are solved"))
}

#[test]
fn nash_and_kalai_smorodinsky_follow_the_scale_of_each_party() {
    for seed in 0..SEEDS {
        let mut scene = scene::draw(
            seed,
            Asked {
                parties: (2, 4),
                tied: false,
                cubes: false,
                fine: false,
            },
        );
        let (frontier, before) = references(&scene, Scales::Apart);
        let times = rational::whole(3) / rational::whole(11);
        scene.parties[0] = scaled(&scene.parties[0], &times);
        let (scaled_frontier, after) = references(&scene, Scales::Apart);
        for (before, after) in [
            (&before.nash, &after.nash),
            (&before.kalai_smorodinsky, &after.kalai_smorodinsky),
        ] {
            let mut expect = BTreeSet::new();
            for mut point in values(&frontier, before) {
                point[0] *= &times;
                expect.insert(point);
            }
            assert_eq!(values(&scaled_frontier, after), expect, "seed {seed}");
        }
    }
}

#[test]
fn without_alternatives_that_are_not_chosen_nash_stays() {
    for seed in 0..SEEDS {
        let mut scene = scene::draw(
            seed,
            Asked {
                parties: (2, 3),
                tied: false,
                cubes: false,
                fine: false,
            },
        );
        scene
            .parties
            .iter_mut()
            .for_each(|p| p.reservation = Some(Rational::default()));
        let (frontier, before) = references(&scene, Scales::Apart);
        let Some(kept) = before.nash.first().map(|at| frontier.package(*at)) else {
            continue;
        };
        // A bar on some alternative that the package does not take.
        let issue = seed as usize % scene.space.len();
        let others = 0..scene.space.issues()[issue].alternatives.len();
        let Some(barred) = others.into_iter().find(|a| kept.get(issue) != Some(*a)) else {
            continue;
        };
        let gains_all = |values: &[Rational]| values.iter().all(|v| *v > Rational::default());
        if !gains_all(&frontier.values(before.nash[0])) {
            continue;
        }
        scene.bars.push((issue, barred as u16));
        let (smaller, after) = references(&scene, Scales::Apart);
        let now = values(&smaller, &after.nash);
        assert!(
            now.contains(&frontier.values(before.nash[0])),
            "seed {seed}"
        );
        assert!(
            now.is_subset(&values(&frontier, &before.nash)),
            "seed {seed}"
        );
    }
}

#[test]
fn more_for_one_party_at_the_same_best_never_costs_it_its_share() {
    // Kalai and Smorodinsky's monotonicity, for two parties whose greatest gains stay: the least
    // share rises if a package is added.
    for seed in 0..SEEDS {
        let mut scene = scene::draw(
            seed,
            Asked {
                parties: (2, 2),
                tied: false,
                cubes: false,
                fine: false,
            },
        );
        scene
            .parties
            .iter_mut()
            .for_each(|p| p.reservation = Some(Rational::default()));
        let (wide, after) = references(&scene, Scales::Apart);
        let issue = seed as usize % scene.space.len();
        scene.bars.push((issue, 0));
        let (narrow, before) = references(&scene, Scales::Apart);
        let ideal = |frontier: &Frontier, found: &References, party: usize| {
            values(frontier, &found.acceptable)
                .into_iter()
                .map(|v| v[party].clone())
                .max()
        };
        let same =
            (0..2).all(|party| ideal(&wide, &after, party) == ideal(&narrow, &before, party));
        if !same || before.acceptable.is_empty() {
            continue;
        }
        let least = |frontier: &Frontier, found: &References| {
            let point = frontier.values(found.kalai_smorodinsky[0]);
            let share = |party: usize| {
                let best = ideal(frontier, found, party).filter(|b| *b > Rational::default())?;
                Some(&point[party] / best)
            };
            (0..2).filter_map(share).min()
        };
        assert!(
            least(&wide, &after) >= least(&narrow, &before),
            "seed {seed}"
        );
    }
}

#[test]
fn leximin_is_egalitarian_and_no_sorted_gains_are_greater() {
    for seed in 0..SEEDS {
        let scene = scene::draw(
            seed,
            Asked {
                parties: (2, 5),
                tied: false,
                cubes: false,
                fine: false,
            },
        );
        let (frontier, found) = references(&scene, Scales::Comparable);
        let sorted = |at: usize| {
            let values = frontier.values(at);
            let mut gains: Vec<Rational> = values
                .iter()
                .zip(&found.reservations)
                .map(|(v, z)| v - z)
                .collect();
            gains.sort();
            gains
        };
        let Some(best) = found.acceptable.iter().map(|at| sorted(*at)).max() else {
            assert!(found.leximin.is_empty());
            continue;
        };
        assert!(
            found.leximin.iter().all(|at| sorted(*at) == best),
            "seed {seed}"
        );
        assert!(
            found
                .leximin
                .iter()
                .all(|at| found.egalitarian.contains(at)),
            "seed {seed}"
        );
    }
}

#[test]
fn a_thinned_frontier_says_how_far_off_it_is() {
    for seed in 0..SEEDS {
        let scene = scene::draw(
            seed,
            Asked {
                parties: (3, 5),
                tied: seed % 2 == 0,
                cubes: false,
                fine: false,
            },
        );
        let constraints = scene.constraints();
        let problem = scene.problem(&constraints);
        let mut asked = 0;
        let mut ask = |_| {
            asked += 1;
            if asked > 2 { Pace::Hurry } else { Pace::Go }
        };
        let thin = Frontier::of(&problem, &mut Watch::new(12, &mut ask)).expect("it is solved");
        let points: Vec<Vec<Rational>> = (0..thin.len()).map(|at| thin.values(at)).collect();
        for values in found(&frontier(&scene)).keys() {
            let near = |point: &Vec<Rational>| {
                point
                    .iter()
                    .zip(values)
                    .zip(thin.off())
                    .all(|((p, v), off)| v - p <= *off)
            };
            assert!(points.iter().any(near), "seed {seed}: {values:?}");
        }
        for at in 0..thin.len() {
            super::packages_attain_their_points(&scene, &thin, at, seed);
        }
    }
}

#[test]
fn a_stopped_search_is_refused() {
    let scene = scene::draw(3, KINDS[1]);
    let mut ask = |_| Pace::Stop;
    let found = Frontier::of(&scene.problem(&[]), &mut Watch::new(9, &mut ask));
    assert_eq!(found.err(), Some(onetext_solve::exact::Refusal::Stopped));
}
