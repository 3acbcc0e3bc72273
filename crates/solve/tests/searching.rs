//! A search against looking at every package, where that can be done.

#[path = "walking/scene.rs"]
mod scene;

use onetext_model::Package;
use onetext_solve::Settings;
use onetext_solve::readings::Sampler;
use onetext_solve::walk::search::{Effort, Searched, search};
use onetext_solve::walk::{Control, Found, walk};
use scene::{excludes, record, space};

const READINGS: usize = 500;

fn both(
    samplers: &[Sampler<'_>],
    constraints: &[onetext_solve::Constraint],
    (proved, branches): (usize, u64),
) -> (Searched, Found) {
    let working = Package::working(samplers[0].space()).ok();
    let effort = Effort {
        readings: READINGS,
        seed: 1,
        proved,
        branches,
        sampled: true,
    };
    let control = Control::default();
    let searched = search(
        samplers,
        constraints,
        (working.as_ref(), &[]),
        effort,
        &control,
    );
    let walked = walk(samplers, constraints, working.as_ref(), READINGS, &control);
    (
        searched.expect("nobody cancels"),
        walked.expect("nobody cancels"),
    )
}

/// With enough branches the best is proved and is the walk's; with few the bound still holds.
#[test]
fn the_best_is_the_best_of_all() {
    let space = space(6, 5);
    let settings = Settings::default();
    for (silent, constraints) in [(0, vec![]), (0, vec![excludes()]), (2, vec![excludes()])] {
        let records = [
            record("a", &space, |_| true, silent),
            record("b", &space, |n| n > 1, 0),
            record("c", &space, |n| n < 4, 0),
        ];
        let samplers: Vec<_> = records
            .iter()
            .map(|r| Sampler::new(r, &space, &settings))
            .collect();
        let (searched, walked) = both(&samplers, &constraints, (1, u64::MAX));
        assert!(searched.proved);
        assert_eq!(searched.best[0].weakest, walked.best[0].weakest);
        assert_eq!(searched.bound, walked.best[0].weakest.free);
        let (ten, _) = both(&samplers, &constraints, (10, u64::MAX));
        let weakest = |list: &[onetext_solve::walk::Seen]| {
            list.iter().take(10).map(|s| s.weakest).collect::<Vec<_>>()
        };
        assert_eq!(weakest(&ten.best), weakest(&walked.best));
        let (hasty, _) = both(&samplers, &constraints, (1, 0));
        assert!(!hasty.proved);
        assert!(hasty.bound >= walked.best[0].weakest.free);
        let all = (walked.inside + walked.open + walked.outside) as f64;
        let share = searched.share.expect("packages can be drawn");
        let inside = walked.inside as f64 / all;
        assert!(
            share.low <= inside && inside <= share.high,
            "{inside} {share:?}"
        );
    }
}

/// The best of many packages, where the last two issues are taken together, and where an alternative of one
/// issue makes another exist.
#[test]
fn the_best_of_many_is_found_by_rows_and_by_twos() {
    let settings = Settings::default();
    let nested = {
        let mut issues = space(7, 4).issues().to_vec();
        issues[5].existence = onetext_model::Existence::AnyOf(vec![(0, 1), (1, 2)]);
        onetext_model::Space::new(issues)
    };
    for (space, silent, constraints) in [
        (space(9, 4), 0, vec![]),
        (space(9, 4), 4, vec![]),
        (space(9, 4), 0, vec![excludes()]),
        (nested, 1, vec![excludes()]),
    ] {
        let records = [
            record("a", &space, |n| n % 2 == 0, silent),
            record("b", &space, |n| n % 3 != 0, 0),
            record("c", &space, |n| n < 5, 0),
        ];
        let samplers: Vec<_> = records
            .iter()
            .map(|r| Sampler::new(r, &space, &settings))
            .collect();
        let (ten, walked) = both(&samplers, &constraints, (10, u64::MAX));
        assert!(ten.proved);
        let merits = |list: &[onetext_solve::walk::Seen]| {
            let ten = list.iter().take(10);
            ten.map(|s| (s.class, s.weakest)).collect::<Vec<_>>()
        };
        assert_eq!(merits(&ten.best), merits(&walked.best));
    }
}

/// Whoever looks: any number of threads finds the same within a budget.
#[test]
fn threads_change_nothing() {
    let space = space(8, 4);
    let settings = Settings::default();
    let records = [
        record("a", &space, |n| n % 2 == 0, 3),
        record("b", &space, |n| n % 3 == 0, 0),
    ];
    let samplers: Vec<_> = records
        .iter()
        .map(|r| Sampler::new(r, &space, &settings))
        .collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| {
            let effort = Effort {
                readings: READINGS,
                seed: 7,
                proved: 1,
                branches: 3,
                sampled: true,
            };
            search(&samplers, &[], (None, &[]), effort, &Control::default())
                .expect("nobody cancels")
        })
    };
    assert_eq!(on(1), on(3));
}
