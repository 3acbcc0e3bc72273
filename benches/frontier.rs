//! How long the exact frontier takes, and how that grows with issues, alternatives and parties.
//!
//! `cargo bench -p benches --bench frontier` prints the sizes that are promised;
//! `-- growth` adds the tables of growth, `-- 3x28x5-100` takes one size only, `-- boxes-2x50x100`
//! one with bonuses on boxes.

use benches::median_of;
use benches::scored::{Gains, Scored, Size};
use onetext_solve::exact::{Frontier, Pace, Watch, most_points};
use std::time::{Duration, Instant};

/// What is promised, in microseconds: uniform, opposed.
const PROMISED: [(usize, usize, usize, [Option<u64>; 2]); 6] = [
    (2, 6, 10, [Some(50), Some(200)]),
    (2, 28, 5, [Some(1_000), Some(5_000)]),
    (2, 60, 10, [Some(30_000), Some(500_000)]),
    (3, 6, 10, [Some(300), Some(10_000)]),
    (3, 28, 5, [Some(20_000), Some(400_000)]),
    (5, 12, 5, [Some(1_000_000), None]),
];

/// Bonuses on boxes: parties, issues, boxes of each party.
const BOXED: [(usize, usize, usize); 7] = [
    (2, 10, 20),
    (2, 50, 50),
    (2, 50, 100),
    (3, 50, 50),
    (4, 50, 25),
    (9, 50, 5),
    (9, 50, 10),
];

/// The most points an alternative has: parties that tell tenths, hundredths and thousandths apart.
const FINENESS: [u64; 3] = [10, 100, 1_000];

fn solve(scored: &Scored) -> Frontier {
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(most_points(scored.problem().parties.len()), &mut ask);
    Frontier::of(&scored.problem(), &mut watch).expect("the problem can be solved")
}

/// One line of problems with points alone.
fn line(size: Size, gains: Gains, promised: Option<u64>) {
    let problems: Vec<Scored> = (1..=5)
        .map(|seed| Scored::draw(size, gains, seed))
        .collect();
    measured(
        size,
        &problems,
        &format!("{gains:?}").to_lowercase(),
        promised,
    );
}

/// One line of problems with bonuses on boxes, so many of them a party.
fn boxes(parties: usize, issues: usize, each: usize) {
    let size = Size {
        parties,
        issues,
        alternatives: 10,
        most: 100,
    };
    let problems: Vec<Scored> = (1..=5)
        .map(|seed| Scored::boxes(size, each, seed))
        .collect();
    measured(size, &problems, &format!("{each} boxes"), Some(1_000_000));
}

/// One line: the median, points, bytes a point, and the time packages and ways take on top.
fn measured(size: Size, problems: &[Scored], kind: &str, promised: Option<u64>) {
    let begun = Instant::now();
    let first = solve(&problems[0]);
    // What takes a while is taken once with each problem, and without a turn to warm up.
    let runs = match begun.elapsed() > Duration::from_millis(200) {
        true => 0,
        false => 5,
    };
    let time = median_of(runs, problems, |scored| drop(solve(scored)));
    let begun = Instant::now();
    let ways: u64 = (0..first.len()).map(|at| first.ways(at).bits()).sum();
    let read = begun.elapsed();
    assert!(ways > 0, "every point has a way");
    let promise = promised.map_or(String::new(), |p| {
        format!("promised {:.1?}", Duration::from_micros(p))
    });
    println!(
        "{}{} parties {:>2} x {:<2} to {:<5} {:<9} {:>10.1?} {:>8} points {:>6} bytes each, ways {:>9.1?}  {promise}",
        // Where a step had more points than are kept.
        if first.is_exact() { "" } else { "THINNED " },
        size.parties,
        size.issues,
        size.alternatives,
        size.most,
        kind,
        time,
        first.len(),
        first.bytes() / first.len().max(1),
        read,
    );
}

fn main() {
    let asked = |word: &str| std::env::args().any(|own| own == word);
    let only = std::env::args()
        .skip(1)
        .find(|word| word.contains('x') && word.contains('-'));
    for (parties, issues, each) in BOXED {
        let name = format!("boxes-{parties}x{issues}x{each}");
        if only.as_ref().is_none_or(|only| *only == name) {
            boxes(parties, issues, each);
        }
    }
    for (parties, issues, alternatives, promised) in PROMISED {
        for most in FINENESS {
            let name = format!("{parties}x{issues}x{alternatives}-{most}");
            if only.as_ref().is_some_and(|only| *only != name) {
                continue;
            }
            let size = Size {
                parties,
                issues,
                alternatives,
                most,
            };
            for (gains, promised) in [Gains::Uniform, Gains::Opposed].into_iter().zip(promised) {
                if promised.is_some() {
                    line(size, gains, promised);
                }
            }
        }
    }
    if asked("growth") {
        growth();
    }
}

/// One thing grows, the others stay.
fn growth() {
    let base = Size {
        parties: 2,
        issues: 10,
        alternatives: 5,
        most: 100,
    };
    for gains in [Gains::Uniform, Gains::Opposed] {
        println!("by issues");
        for issues in [5, 10, 20, 40, 80] {
            line(Size { issues, ..base }, gains, None);
        }
        println!("by alternatives");
        for alternatives in [2, 4, 8, 16, 32] {
            line(
                Size {
                    alternatives,
                    ..base
                },
                gains,
                None,
            );
        }
        println!("by parties");
        for parties in [2, 3, 4, 5] {
            line(
                Size {
                    parties,
                    issues: 6,
                    ..base
                },
                gains,
                None,
            );
        }
    }
}
