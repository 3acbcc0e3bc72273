//! The exact frontier against brute force, and laws it must keep.

#[path = "exact/brute.rs"]
mod brute;
#[path = "oracle/chance.rs"]
mod chance;
#[path = "exact/laws.rs"]
mod laws;
#[path = "exact/scene.rs"]
mod scene;

use num_bigint::BigUint;
use onetext_solve::exact::{Frontier, Pace, Problem, Rational, Refusal, Watch};
use scene::{Asked, Scene};
use std::collections::BTreeMap;

/// What random problems hold, by turns.
const KINDS: [Asked; 8] = [
    Asked {
        parties: (2, 2),
        tied: false,
        cubes: false,
        fine: false,
    },
    Asked {
        parties: (2, 5),
        tied: false,
        cubes: false,
        fine: false,
    },
    Asked {
        parties: (2, 5),
        tied: true,
        cubes: false,
        fine: false,
    },
    Asked {
        parties: (2, 3),
        tied: false,
        cubes: true,
        fine: false,
    },
    Asked {
        parties: (2, 5),
        tied: true,
        cubes: true,
        fine: false,
    },
    Asked {
        parties: (2, 2),
        tied: true,
        cubes: false,
        fine: false,
    },
    Asked {
        parties: (3, 5),
        tied: false,
        cubes: true,
        fine: true,
    },
    Asked {
        parties: (2, 5),
        tied: true,
        cubes: true,
        fine: true,
    },
];

fn solve(problem: &Problem<'_>) -> Result<Frontier, Refusal> {
    let mut ask = |_| Pace::Go;
    Frontier::of(problem, &mut Watch::new(usize::MAX, &mut ask))
}

fn found(frontier: &Frontier) -> BTreeMap<Vec<Rational>, BigUint> {
    (0..frontier.len())
        .map(|at| (frontier.values(at), frontier.ways(at)))
        .collect()
}

fn equals_brute_force(seed: u64) {
    check(seed, KINDS[seed as usize % KINDS.len()]);
}

fn check(seed: u64, asked: Asked) {
    let scene = scene::draw(seed, asked);
    let constraints = scene.constraints();
    let frontier = solve(&scene.problem(&constraints)).expect("small problems are solved");
    let expect = brute::frontier(&brute::points(&scene));
    assert_eq!(found(&frontier), expect, "seed {seed}");
    assert_eq!(
        frontier.len(),
        expect.len(),
        "seed {seed}: points are distinct"
    );
    for at in 0..frontier.len() {
        packages_attain_their_points(&scene, &frontier, at, seed);
    }
}

fn packages_attain_their_points(scene: &Scene, frontier: &Frontier, at: usize, seed: u64) {
    let package = frontier.package(at);
    let values: Vec<Rational> = scene
        .parties
        .iter()
        .map(|party| brute::worth(scene, party, &package))
        .collect();
    assert_eq!(values, frontier.values(at), "seed {seed}");
    assert!(
        scene.constraints().iter().all(|c| c.holds(&package)),
        "seed {seed}"
    );
    let wishes = package.choices();
    let canonical = onetext_model::Package::from_wishes(&scene.space, wishes);
    assert_eq!(canonical.as_ref(), Some(&package), "seed {seed}");
}

/// Two thousand problems, or as many as are asked for: 20,000 are the long form.
#[test]
fn random_problems_equal_brute_force() {
    let asked = option_env!("ONETEXT_PROBLEMS").and_then(|count| count.parse().ok());
    (0..asked.unwrap_or(2_000)).for_each(equals_brute_force);
    // Two limits that level off out of order.
    check(13_211, KINDS[5]);
}

/// Up to nine parties, where only few packages are beaten by any other.
#[test]
fn many_parties_equal_brute_force() {
    for seed in 0..60 {
        let asked = Asked {
            parties: (6, 9),
            tied: seed % 2 == 0,
            cubes: seed % 3 == 0,
            fine: seed % 5 == 0,
        };
        check(seed, asked);
    }
}

/// One issue nested in another, so many deep, and the same side by side: time and memory stay
/// bounded.
#[test]
fn large_and_deep_problems_are_solved() {
    for nested in [true, false] {
        let scene = scene::long(2_000, nested);
        let mut ask = |_| Pace::Go;
        let mut watch = Watch::new(500, &mut ask);
        let frontier = Frontier::of(&scene.problem(&[]), &mut watch).expect("it is solved");
        assert!(!frontier.is_empty() && frontier.len() <= 500);
        let package = frontier.package(0);
        let values: Vec<Rational> = scene
            .parties
            .iter()
            .map(|party| brute::worth(&scene, party, &package))
            .collect();
        assert_eq!(values, frontier.values(0));
    }
}
