//! Walks over more packages than one looks at: what is passed over changes no count and no list.

#[path = "walking/scene.rs"]
mod scene;

use onetext_model::Package;
use onetext_solve::constraint::Constraint;
use onetext_solve::readings::{BLOCK, Sampler};
use onetext_solve::walk::{Control, Found, walk};
use onetext_solve::zone::{Class, classify};
use onetext_solve::{Settings, Silence, Three};
use scene::{excludes, record, space};
use std::sync::atomic::Ordering;

const READINGS: usize = 500;

/// What a walk found, and how many packages it passed over.
fn walked(samplers: &[Sampler<'_>], constraints: &[Constraint], whole: bool) -> (Found, u64) {
    let control = Control::default();
    control.whole.store(whole, Ordering::Relaxed);
    let working = Package::working(samplers[0].space()).ok();
    let found = walk(samplers, constraints, working.as_ref(), READINGS, &control);
    let found = found.expect("nobody cancels");
    (found, control.passed_over.load(Ordering::Relaxed))
}

/// Counts in steps of 2⁻¹⁴, package by package, straight from the gains.
fn slowly(samplers: &[Sampler<'_>], package: &Package) -> Vec<Three<u32>> {
    let one = |sampler: &Sampler<'_>| {
        Three::of(|silence| {
            let mut accepted = 0;
            for number in 0..READINGS.div_ceil(BLOCK) as u64 {
                accepted += in_block(sampler, number, package, silence);
            }
            accepted
        })
    };
    samplers.iter().map(one).collect()
}

fn in_block(sampler: &Sampler<'_>, number: u64, package: &Package, silence: Silence) -> u32 {
    let block = sampler.block(number);
    let mut sums = vec![0i64; BLOCK];
    for issue in 0..sampler.space().len() {
        let Some(alternative) = package.get(issue) else {
            continue;
        };
        let mut gains = vec![0; BLOCK];
        sampler.gains(&block, (issue, alternative), silence, &mut gains);
        sums.iter_mut()
            .zip(&gains)
            .for_each(|(sum, gain)| *sum += i64::from(gain.div_euclid(1_024)));
    }
    let prices = sampler
        .prices(&block, silence)
        .iter()
        .map(|p| i64::from(*p));
    sums.iter()
        .zip(prices)
        .filter(|(sum, price)| *sum * 1_024 >= *price)
        .count() as u32
}

#[test]
fn what_is_passed_over_changes_nothing() {
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
        let (cut, passed_over) = walked(&samplers, &constraints, false);
        let (whole, none) = walked(&samplers, &constraints, true);
        assert!(passed_over > 1_000, "only {passed_over} passed over");
        assert_eq!(none, 0);
        assert_eq!(
            (cut.inside, cut.open, cut.outside),
            (whole.inside, whole.open, whole.outside)
        );
        assert_eq!((&cut.best, &cut.nearest), (&whole.best, &whole.nearest));
        for seen in cut.best.iter().take(10) {
            let consents: Vec<_> = slowly(&samplers, &seen.package)
                .into_iter()
                .map(|c| (c, true))
                .collect();
            let least = |pick: fn(&Three<u32>) -> u32| consents.iter().map(|(c, _)| pick(c)).min();
            assert_eq!(Some(seen.weakest.free), least(|c| c.free));
            assert_eq!(Some(seen.weakest.against), least(|c| c.against));
            assert_eq!(seen.class, classify(&consents, READINGS as u32));
        }
    }
}

/// All packages of a smaller space, counted and classified one by one.
#[test]
fn counts_are_those_of_every_package() {
    let space = space(4, 4);
    let settings = Settings::default();
    let records = [
        record("a", &space, |_| true, 1),
        record("b", &space, |n| n > 0, 0),
    ];
    let samplers: Vec<_> = records
        .iter()
        .map(|r| Sampler::new(r, &space, &settings))
        .collect();
    let (found, _) = walked(&samplers, &[], false);
    let mut counts = [0u64; 3];
    for n in 0..256u16 {
        let choices: Vec<Option<u16>> = (0..4).map(|i| Some((n >> (2 * i)) & 3)).collect();
        let consents: Vec<_> = slowly(&samplers, &Package::partial(&choices))
            .into_iter()
            .map(|c| (c, true))
            .collect();
        let class = classify(&consents, READINGS as u32);
        counts[[Class::Out, Class::Open, Class::In]
            .iter()
            .position(|c| *c == class)
            .expect("a class")] += 1;
    }
    assert_eq!([found.outside, found.open, found.inside], counts);
    assert!(counts.iter().filter(|n| **n > 0).count() >= 2, "{counts:?}");
}
