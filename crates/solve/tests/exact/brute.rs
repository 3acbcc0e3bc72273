//! Brute force: every package one by one, every pair of points compared.

use super::scene::Scene;
use num_bigint::BigUint;
use onetext_model::{Existence, Package};
use onetext_solve::exact::{Rational, Valuation};
use std::collections::BTreeMap;

/// Every package that meets the rules and bars.
pub fn packages(scene: &Scene) -> Vec<Package> {
    let issues = scene.space.issues();
    let mut all = vec![];
    let mut wishes = vec![0u16; issues.len()];
    loop {
        let choices = canonical(scene, &wishes);
        // Wishes for issues that do not exist are counted once: as their first alternative.
        let once = choices
            .iter()
            .zip(&wishes)
            .all(|(choice, wish)| choice.is_some() || *wish == 0);
        let package = Package::partial(&choices);
        let met = scene
            .rules
            .iter()
            .all(|rule| rule.holds(&scene.space, &package));
        let barred = scene
            .bars
            .iter()
            .any(|(issue, a)| choices[*issue] == Some(*a));
        if once && met && !barred {
            all.push(package);
        }
        let Some(next) =
            (0..issues.len()).find(|i| usize::from(wishes[*i]) + 1 < issues[*i].alternatives.len())
        else {
            return all;
        };
        wishes[next] += 1;
        wishes[..next].fill(0);
    }
}

/// Issues come after those they are nested in, so one pass decides which exist.
fn canonical(scene: &Scene, wishes: &[u16]) -> Vec<Option<u16>> {
    let mut choices: Vec<Option<u16>> = vec![];
    for (issue, wish) in scene.space.issues().iter().zip(wishes) {
        let exists = match &issue.existence {
            Existence::Always => true,
            Existence::AnyOf(places) => places
                .iter()
                .any(|(parent, a)| choices[*parent] == Some(*a as u16)),
        };
        choices.push(exists.then_some(*wish));
    }
    choices
}

/// What a package is worth to a party, written out once more.
pub fn worth(scene: &Scene, party: &Valuation, package: &Package) -> Rational {
    let mut sum = Rational::default();
    for (issue, row) in party.points.iter().enumerate() {
        if let Some(a) = package.get(issue) {
            sum += &row[a];
        }
    }
    for cube in &party.cubes {
        let mut inside = true;
        for side in &cube.sides {
            let alternatives = &scene.space.issues()[side.issue].alternatives;
            let figure = package.get(side.issue).and_then(|a| alternatives[a].figure);
            inside &= figure.is_some_and(|figure| figure >= side.least && figure <= side.most);
        }
        if inside {
            sum += &cube.bonus;
        }
    }
    sum
}

/// Every point with its packages.
pub fn points(scene: &Scene) -> BTreeMap<Vec<Rational>, Vec<Package>> {
    let mut points: BTreeMap<Vec<Rational>, Vec<Package>> = BTreeMap::new();
    for package in packages(scene) {
        let values = scene
            .parties
            .iter()
            .map(|party| worth(scene, party, &package))
            .collect();
        points.entry(values).or_default().push(package);
    }
    points
}

/// The points nothing beats, with how many packages attain each.
pub fn frontier(
    points: &BTreeMap<Vec<Rational>, Vec<Package>>,
) -> BTreeMap<Vec<Rational>, BigUint> {
    let beats =
        |a: &Vec<Rational>, b: &Vec<Rational>| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
    let mut kept: Vec<&Vec<Rational>> = vec![];
    // Greatest first: whatever beats a point stands before it.
    for values in points.keys().rev() {
        if !kept.iter().any(|other| beats(other, values)) {
            kept.push(values);
        }
    }
    let counted = |values: &Vec<Rational>| (values.clone(), BigUint::from(points[values].len()));
    kept.into_iter().map(counted).collect()
}
