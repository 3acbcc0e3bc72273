//! Sixty issues of five alternatives with two hundred judgments: how long until every figure shown is
//! worth 400 independent readings, on one core.
//!
//! `cargo bench -p benches --bench chains`

use benches::busy_record::{packages, record, space};
use onetext_solve::acceptability::{Acceptance, acceptance};
use onetext_solve::readings::Sampler;
use onetext_solve::{Settings, ZeroPrior};
use std::time::Instant;

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    one.expect("a thread can be had").install(run);
}

fn run() {
    let space = space();
    let record = record(&space);
    let packages = packages(&space);
    let begun = Instant::now();
    let figures = |zero| -> Vec<Acceptance> {
        let settings = Settings {
            zero,
            ..Settings::default()
        };
        let sampler = Sampler::new(&record, &space, &settings);
        let none = vec![false; packages.len()];
        acceptance(&sampler, &packages, &none, settings.readings)
    };
    let shown = [ZeroPrior::Beta24, ZeroPrior::Beta22].map(figures).concat();
    let took = begun.elapsed();
    for one in &shown {
        println!("{:?} {:?}", one.shares(), one.mixing);
    }
    let least = shown.iter().map(|f| f.mixing.effective);
    let most = shown.iter().map(|f| f.mixing.r_hat);
    println!(
        "{} judgments, {} packages under two priors, silence read three ways: {took:.2?} on one core; effective sample size at least {:.0}, split R-hat at most {:.3}, {} readings each",
        record.linked.len() + record.issues.iter().map(|i| i.levels.len()).sum::<usize>(),
        packages.len(),
        least.fold(f64::INFINITY, f64::min),
        most.fold(1.0, f64::max),
        shown[0].readings
    );
}
