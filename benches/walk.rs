//! A walk over all packages against what the machine can do at most, and with passing over what is
//! out against looking at every package.
//!
//! `cargo bench -p benches --bench walk`, or with `-- rate`, `ten`, `search`, `passing-over` for one part.

use benches::recorded::{Told, talks};
use benches::side_by_side;
use onetext_model::Space;
use onetext_solve::pool::pool;
use onetext_solve::readings::Sampler;
use onetext_solve::walk::search::{Effort, Searched, search};
use onetext_solve::walk::{Control, Found, Seen, walk};
use onetext_solve::{Record, Settings};
use std::hint::black_box;
use std::sync::atomic::Ordering;
use std::time::Instant;

const RUNS: usize = 7;
const READINGS: usize = 1_000;

fn walked(samplers: &[Sampler<'_>], whole: bool) -> Found {
    let control = Control::default();
    control.whole.store(whole, Ordering::Relaxed);
    walk(samplers, &[], None, READINGS, &control).expect("nobody cancels")
}

/// Adds and compares of 16-bit numbers on arrays that stay in the nearest cache, as many as a walk
/// over so many packages of so many parties makes at its leaves.
fn add_and_compare(packages: u64, parties: u64, arch: pulp::Arch) -> u32 {
    let needed: Vec<i16> = (0..READINGS as i16).map(|n| n % 700).collect();
    let gains: Vec<Vec<i16>> = (0..10i16)
        .map(|a| (0..READINGS as i16).map(|n| n * a % 900).collect())
        .collect();
    let mut hits = 0u32;
    for _ in 0..packages * parties / 10 {
        hits = hits.wrapping_add(arch.dispatch(AddAndCompare {
            needed: black_box(&needed),
            gains: &gains,
        }));
    }
    hits
}

struct AddAndCompare<'a> {
    needed: &'a [i16],
    gains: &'a [Vec<i16>],
}

impl pulp::WithSimd for AddAndCompare<'_> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> u32 {
        let one = |gains: &Vec<i16>| {
            let pairs = self.needed.iter().zip(gains);
            pairs.map(|(n, g)| i16::from(g < n)).sum::<i16>() as u32
        };
        self.gains.iter().map(one).sum()
    }
}

fn threads(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads can be had")
}

fn samplers<'a>(
    records: &'a [Record],
    space: &'a Space,
    settings: &'a Settings,
) -> Vec<Sampler<'a>> {
    let one = |record| Sampler::new(record, space, settings);
    records.iter().map(one).collect()
}

fn searched(samplers: &[Sampler<'_>], proved: usize, (branches, pooled): (u64, bool)) -> Searched {
    let effort = Effort {
        readings: READINGS,
        seed: 1,
        proved,
        branches,
        sampled: false,
    };
    let control = Control::default();
    let pool = match pooled {
        true => pool(samplers, &[], &control),
        false => vec![],
    };
    search(samplers, &[], (None, &pool), effort, &control).expect("nobody cancels")
}

/// The best ten of 10^6 packages, proved, against looking at every package, on one thread.
fn top_ten(settings: &Settings) {
    let pool = threads(1);
    for (name, told) in [
        ("little", Told::Little),
        ("much, opposed", Told::Much),
        ("much, half of it shared", Told::Shared),
    ] {
        let (space, records) = talks((6, 10), 3, told);
        let samplers = samplers(&records, &space, settings);
        let whole = walked(&samplers, true);
        let ten = searched(&samplers, 10, (u64::MAX, false));
        assert!(ten.proved);
        let merits = |list: &[Seen]| list.iter().take(10).map(|s| s.weakest).collect::<Vec<_>>();
        assert_eq!(merits(&ten.best), merits(&whole.best));
        let pair = side_by_side(
            RUNS,
            || {
                black_box(pool.install(|| walked(&samplers, true)));
            },
            || {
                black_box(pool.install(|| searched(&samplers, 10, (u64::MAX, false))));
            },
        );
        println!(
            "10^6 packages, {name} on record ({} in, {} open, {} out): every package {:.1?}, the best ten proved {:.1?}, {:.1} times as fast, {} packages looked at",
            whole.inside,
            whole.open,
            whole.outside,
            pair.first,
            pair.second,
            pair.ratio(),
            ten.looked_at
        );
    }
}

/// The best of spaces of different sizes, on one thread.
fn searches(settings: &Settings) {
    let pool = threads(1);
    for (issues, alternatives, branches) in [(12, 5, u64::MAX), (28, 5, 4_000)] {
        for (name, told) in [
            ("little", Told::Little),
            ("much, opposed", Told::Much),
            ("much, half of it shared", Told::Shared),
        ] {
            let (space, records) = talks((issues, alternatives), 3, told);
            let samplers = samplers(&records, &space, settings);
            let begun = Instant::now();
            let found = pool.install(|| searched(&samplers, 1, (branches, issues > 12)));
            println!(
                "{issues} x {alternatives}, {name} on record: the best in {:.2?}, {} of {} packages looked at; weakest party {}, at most {}, proved: {}, share {:?}",
                begun.elapsed(),
                found.looked_at,
                (alternatives as f64).powi(issues as i32),
                found.best[0].weakest.free,
                found.bound,
                found.proved,
                found.share
            );
        }
    }
}

fn rates(settings: &Settings) {
    let arch = pulp::Arch::new();
    println!("vectors: {arch:?}");
    for threads in [1, 2] {
        let pool = self::threads(threads);
        let (space, records) = talks((6, 10), 3, Told::Little);
        let samplers: Vec<Sampler<'_>> = records
            .iter()
            .map(|r| Sampler::new(r, &space, settings))
            .collect();
        let pair = side_by_side(
            RUNS,
            || {
                pool.install(|| {
                    rayon::scope(|s| {
                        for _ in 0..threads {
                            s.spawn(|_| {
                                black_box(add_and_compare(1_000_000 / threads as u64, 3, arch));
                            });
                        }
                    });
                });
            },
            || {
                black_box(pool.install(|| walked(&samplers, true)));
            },
        );
        println!(
            "10^6 packages, 3 parties, {threads} threads: adds and compares alone {:.1?}, the whole walk {:.1?}, {:.0} % of that rate",
            pair.first,
            pair.second,
            pair.ratio() * 100.0
        );
    }
}

fn passing_over(settings: &Settings) {
    for (name, told) in [("silent", Told::Little), ("informed", Told::Much)] {
        let (space, records) = talks((6, 10), 3, told);
        let samplers: Vec<Sampler<'_>> = records
            .iter()
            .map(|r| Sampler::new(r, &space, settings))
            .collect();
        let (cut, whole) = (walked(&samplers, false), walked(&samplers, true));
        assert_eq!(
            (cut.inside, cut.open, cut.outside),
            (whole.inside, whole.open, whole.outside)
        );
        assert_eq!(cut.best, whole.best);
        let pool = threads(1);
        let pair = side_by_side(
            RUNS,
            || {
                black_box(pool.install(|| walked(&samplers, true)));
            },
            || {
                black_box(pool.install(|| walked(&samplers, false)));
            },
        );
        println!(
            "10^6 packages, {name} record ({} in, {} open, {} out): every package {:.1?}, passing over {:.1?}: {:.2} times as fast",
            cut.inside,
            cut.open,
            cut.outside,
            pair.first,
            pair.second,
            pair.ratio()
        );
    }
}

type Part = fn(&Settings);

fn main() {
    let settings = Settings::default();
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let parts: [(&str, Part); 4] = [
        ("rate", rates),
        ("ten", top_ten),
        ("search", searches),
        ("passing-over", passing_over),
    ];
    let named = |name: &str| wanted.iter().any(|word| word == name);
    let none = !parts.iter().any(|(name, _)| named(name));
    for (name, part) in parts {
        if none || named(name) {
            part(&settings);
        }
    }
}
