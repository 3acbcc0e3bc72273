//! One judgment more in talks of the size of a treaty: how long until all figures are there, from scratch
//! and going on from the chains of the study before, how far the two differ, and how much memory it takes.
//!
//! `cargo bench -p benches --bench edit`

use benches::{side_by_side, treaty_talks::treaty_talks};
use onetext_solve::walk::Control;
use onetext_study::{Carried, Options, Study, derive_after};
use onetext_talks::Talks;

const RUNS: usize = 5;

fn study(talks: &Talks, earlier: Option<&Carried>) -> (Study, Carried) {
    let control = Control::default();
    let options = Options {
        seed: 1,
        on: None,
        with_caucus: true,
        draft: None,
        words: &|_| None,
        also: Default::default(),
        control: &control,
    };
    derive_after(talks, &[], &options, earlier).expect("a study")
}

/// Processor seconds of all threads so far, where the system tells.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|word| word.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

fn main() {
    let (before, after) = (treaty_talks(false), treaty_talks(true));
    let (_, carried) = study(&before, None);
    let pair = side_by_side(
        RUNS,
        || {
            study(&after, None);
        },
        || {
            study(&after, Some(&carried));
        },
    );
    let begun = processor();
    let scratch = study(&after, None).0;
    let between = processor();
    let gone_on = study(&after, Some(&carried)).0;
    println!(
        "processor seconds: from scratch {:.2}, going on {:.2}",
        between - begun,
        processor() - between
    );
    println!(
        "28 issues x 5, three sides, {} judgments: from scratch {:.2?}, going on {:.2?}",
        after.judgments.len(),
        pair.first,
        pair.second
    );
    for (a, b) in scratch.parties.iter().zip(&gone_on.parties) {
        let (Some(a), Some(b)) = (&a.working, &b.working) else {
            println!("  {}: no figure", a.id);
            continue;
        };
        let (x, y) = (a.all.shares(), b.all.shares());
        let error = |of: &onetext_solve::Acceptance| {
            let share = of.shares().free;
            (share * (1.0 - share) / of.mixing.effective).sqrt()
        };
        println!(
            "  {}: {:.3} from scratch, {:.3} going on, standard errors {:.3} and {:.3}; worth {:.0} and {:.0} independent readings",
            a.party,
            x.free,
            y.free,
            error(&a.all),
            error(&b.all),
            a.all.mixing.effective,
            b.all.mixing.effective
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!(
            "  most memory: {}",
            peak.trim_start_matches("VmHWM:").trim()
        );
    }
}
