//! The frontier of mean gains and its references against looking at every package, on the mean and on each
//! single reading.

#[path = "walking/scene.rs"]
mod scene;

use onetext_model::{Package, Space};
use onetext_solve::constraint::Constraint;
use onetext_solve::pool::pool;
use onetext_solve::readings::{BLOCK, Sampler};
use onetext_solve::stability::{SINGLE, balance};
use onetext_solve::walk::Control;
use onetext_solve::{Settings, Silence};
use scene::{excludes, record, space};

/// 2⁻¹⁰ of a range, in steps of a gain.
const STEP: i64 = 1 << 14;

fn packages(space: &Space, constraints: &[Constraint]) -> Vec<Package> {
    let mut all = vec![vec![]];
    for issue in space.issues() {
        all = all
            .into_iter()
            .flat_map(|chosen: Vec<Option<u16>>| {
                (0..issue.alternatives.len() as u16)
                    .map(move |a| [&chosen[..], &[Some(a)]].concat())
            })
            .collect();
    }
    let all = all.into_iter().map(|choices| Package::partial(&choices));
    all.filter(|p| constraints.iter().all(|c| c.holds(p)))
        .collect()
}

/// Gains of one alternative, or prices, on the first 1,000 readings, silence read freely.
fn rows(sampler: &Sampler<'_>, cell: Option<(usize, usize)>) -> Vec<i64> {
    let mut all = vec![];
    for number in 0..4 {
        let block = sampler.block(number);
        let mut row = [0; BLOCK];
        match cell {
            Some(cell) => sampler.gains(&block, cell, Silence::Free, &mut row),
            None => row.copy_from_slice(sampler.prices(&block, Silence::Free)),
        }
        all.extend(row.map(i64::from));
    }
    all
}

/// What each package brings each party beyond its price, in steps; `of` takes readings to one figure.
fn surpluses(
    samplers: &[Sampler<'_>],
    packages: &[Package],
    of: &dyn Fn(&[i64]) -> i64,
) -> Vec<Vec<i64>> {
    let one = |sampler: &Sampler<'_>| -> Vec<i64> {
        let price = -(-of(&rows(sampler, None))).div_euclid(STEP);
        let space = sampler.space();
        let gain = |i: usize, a: usize| of(&rows(sampler, Some((i, a)))).div_euclid(STEP);
        let table: Vec<Vec<i64>> = (0..space.len())
            .map(|i| {
                (0..space.issues()[i].alternatives.len())
                    .map(|a| gain(i, a))
                    .collect()
            })
            .collect();
        let total = |p: &Package| {
            (0..space.len())
                .filter_map(|i| Some(table[i][p.get(i)?]))
                .sum()
        };
        packages
            .iter()
            .map(|p: &Package| -> i64 { total(p) })
            .map(|t: i64| t - price)
            .collect()
    };
    samplers.iter().map(one).collect()
}

fn vector(surpluses: &[Vec<i64>], at: usize) -> Vec<i64> {
    surpluses.iter().map(|party| party[at]).collect()
}

/// The vectors that make Nash's product, or the least share of a party's greatest gain, greatest.
fn references(surpluses: &[Vec<i64>], packages: usize) -> [Vec<Vec<i64>>; 2] {
    let acceptable: Vec<Vec<i64>> = (0..packages)
        .map(|at| vector(surpluses, at))
        .filter(|v| v.iter().all(|gain| *gain >= 0))
        .collect();
    let greatest = |p: usize| acceptable.iter().map(|v| v[p]).max().unwrap_or(0);
    let best: Vec<i64> = (0..surpluses.len()).map(greatest).collect();
    let gaining: Vec<usize> = (0..best.len()).filter(|p| best[*p] > 0).collect();
    let product = |v: &Vec<i64>| gaining.iter().map(|p| i128::from(v[*p])).product::<i128>();
    let shared: i128 = gaining.iter().map(|p| i128::from(best[*p])).product();
    let share = |v: &Vec<i64>| {
        let of = |p: &usize| i128::from(v[*p]) * (shared / i128::from(best[*p]));
        gaining.iter().map(of).min().unwrap_or(0)
    };
    let unbeaten = |v: &&Vec<i64>| {
        !acceptable
            .iter()
            .any(|o| o != *v && o.iter().zip(*v).all(|(a, b)| a >= b))
    };
    let pick = |of: &dyn Fn(&Vec<i64>) -> i128| {
        let top = acceptable.iter().filter(unbeaten).map(of).max();
        let mut tied: Vec<Vec<i64>> = acceptable
            .iter()
            .filter(unbeaten)
            .filter(|v| Some(of(v)) == top)
            .cloned()
            .collect();
        tied.sort();
        tied.dedup();
        tied
    };
    [pick(&product), pick(&share)]
}

#[test]
fn frontier_references_and_agreement_are_those_of_every_package() {
    let space = space(4, 4);
    let settings = Settings::default();
    for (silent, constraints) in [(0, vec![]), (1, vec![excludes()])] {
        let records = [
            record("a", &space, |_| true, silent),
            record("b", &space, |n| n > 1, 0),
            record("c", &space, |n| n == 2, 0),
        ];
        let samplers: Vec<_> = records
            .iter()
            .map(|r| Sampler::new(r, &space, &settings))
            .collect();
        let all = packages(&space, &constraints);
        let found = balance(&samplers, &constraints, &Control::default()).expect("nobody cancels");
        let mean = surpluses(&samplers, &all, &|rows| {
            rows.iter().sum::<i64>().div_euclid(rows.len() as i64)
        });
        let vectors: Vec<Vec<i64>> = (0..all.len()).map(|at| vector(&mean, at)).collect();
        let beaten = |v: &Vec<i64>| {
            vectors
                .iter()
                .any(|o| o != v && o.iter().zip(v).all(|(a, b)| a >= b))
        };
        let mut front: Vec<&Vec<i64>> = vectors.iter().filter(|v| !beaten(v)).collect();
        front.sort();
        front.dedup();
        let in_steps = |values: &[f64]| -> Vec<i64> {
            values.iter().map(|v| (v * 1024.0).round() as i64).collect()
        };
        let mut points: Vec<Vec<i64>> = found.points.iter().map(|p| in_steps(&p.values)).collect();
        points.sort();
        assert!(found.exact);
        assert_eq!(points.iter().collect::<Vec<_>>(), front);

        let middle = references(&mean, all.len());
        let own: Vec<Package> = (0..2)
            .map(|n| {
                let reference = &found.references[n];
                let mut tied: Vec<Vec<i64>> = reference
                    .at
                    .iter()
                    .map(|at| in_steps(&found.points[*at].values))
                    .collect();
                tied.sort();
                assert_eq!(tied, middle[n], "{}", reference.name);
                found.points[reference.at[0]].package.clone()
            })
            .collect();
        let (mut agreeing, mut readings) = ([0, 0], 0);
        for reading in 0..SINGLE {
            let single = surpluses(&samplers, &all, &|rows| rows[reading]);
            let here = references(&single, all.len());
            readings += u32::from(!here[0].is_empty());
            for n in 0..2 {
                let at = all.iter().position(|p| *p == own[n]).expect("one of all");
                agreeing[n] += u32::from(here[n].contains(&vector(&single, at)));
            }
        }
        assert_eq!(found.readings, readings);
        let counted = [found.references[0].agreeing, found.references[1].agreeing];
        assert_eq!(counted, agreeing);
        assert!(readings > 0 && agreeing[0] > 0, "{readings} {agreeing:?}");
    }
}

#[test]
fn a_pool_meets_the_constraints_and_holds_each_package_once() {
    let space = space(8, 4);
    let settings = Settings::default();
    let records = [
        record("a", &space, |_| true, 0),
        record("b", &space, |n| n > 3, 2),
    ];
    let samplers: Vec<_> = records
        .iter()
        .map(|r| Sampler::new(r, &space, &settings))
        .collect();
    let constraints = [excludes()];
    let found = pool(&samplers, &constraints, &Control::default());
    assert!(found.len() > 10, "{}", found.len());
    assert!(found.iter().all(|p| constraints[0].holds(p)));
    assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_cancelled_one_gives_nothing() {
    let space = space(3, 3);
    let settings = Settings::default();
    let records = [record("a", &space, |_| true, 0)];
    let samplers: Vec<_> = records
        .iter()
        .map(|r| Sampler::new(r, &space, &settings))
        .collect();
    let control = Control::default();
    control
        .cancel
        .store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(balance(&samplers, &[], &control), None);
}
