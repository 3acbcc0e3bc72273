//! Chains against importance sampling, on small random records with judgments that link issues.

#[path = "oracle/chance.rs"]
mod chance;
#[path = "sampling/prior.rs"]
mod prior;
#[path = "linked/random.rs"]
mod random;
#[path = "sampling/scene.rs"]
mod scene;
#[path = "linked/weighed.rs"]
mod weighed;

use chance::Chance;
use onetext_model::Space;
use onetext_solve::gibbs::Drawn;
use onetext_solve::standing::Record;
use onetext_solve::{Settings, Silence, ZeroPrior};
use prior::Reading;
use rayon::prelude::*;
use weighed::{Fault, Oracle};

/// Records compared, and draws of each from the prior. `ONETEXT_LONG=1 cargo test` asks for three
/// times as many records and ten times the draws, for the errors of the few records of which hardly
/// any draw fits are themselves uncertain.
const RECORDS: usize = 200;
const DRAWS: usize = 24_000;
const READINGS: usize = 3_000;
/// Records on which an oracle with a mistake is told from a sound one.
const FAULTY: usize = 30;
/// What the draws must be worth, each: where few of them fit, their errors are not to be trusted.
const LEAST_WORTH: f64 = 0.01;

fn long() -> (usize, usize) {
    if option_env!("ONETEXT_LONG").is_some() {
        (3, 10)
    } else {
        (1, 1)
    }
}

fn reading(drawn: &Drawn, space: &Space, silence: Silence, place: usize) -> Reading {
    let row = drawn.row(silence, place);
    let all = 0..space.len();
    Reading {
        zero: row.zero(),
        price: row.price(),
        weights: all.clone().map(|i| row.weight(i)).collect(),
        worths: all.map(|i| row.worths(i).collect()).collect(),
    }
}

/// One random record with what the engine drew of it.
struct Case {
    name: String,
    space: Space,
    record: Record,
    zero: ZeroPrior,
    drawn: Drawn,
}

impl Case {
    fn new(n: usize) -> Self {
        let (space, record) = random::talk(&mut Chance::new(1_000 + n as u64));
        let zero = match n % 3 {
            0 => ZeroPrior::Beta22,
            _ => ZeroPrior::Beta24,
        };
        let settings = Settings {
            zero,
            seed: n as u64,
            readings: READINGS,
            thin: 3,
            ..Settings::default()
        };
        Self {
            name: format!("record {n}"),
            drawn: Drawn::new(&record, &space, &settings, None),
            space,
            record,
            zero,
        }
    }

    /// How many standard errors apart each figure is, for each mistake.
    fn differences(&self, faults: &[Fault], draws: usize) -> Vec<Vec<(String, f64)>> {
        let mut oracle = Oracle::new(&self.space, &self.record, self.zero);
        let one = |fault: &Fault| {
            oracle.mistaken(*fault);
            self.apart(&oracle, draws)
        };
        faults.iter().map(one).collect()
    }

    fn apart(&self, oracle: &Oracle<'_>, draws: usize) -> Vec<(String, f64)> {
        let packages = scene::packages(&self.space);
        let names = oracle.names(packages.len());
        let mut all = vec![];
        let weighed = oracle.means(&packages, draws);
        for (silence, weighed) in Silence::ALL.into_iter().zip(weighed) {
            if weighed.worth() < LEAST_WORTH * draws as f64 {
                continue;
            }
            let places = 0..self.drawn.len();
            let each = places.map(|place| reading(&self.drawn, &self.space, silence, place));
            let found = oracle.of_drawn(&packages, each);
            for ((name, w), f) in names.iter().zip(weighed.means()).zip(found) {
                // A share near 0 or 1 shows less spread than it has.
                let share = name.starts_with("accepts") || name.starts_with("holds");
                let least = if share { w.mean * (1.0 - w.mean) } else { 0.0 };
                let least = (least / self.drawn.len() as f64).sqrt().max(1e-9);
                let error = w.error.hypot(f.error.max(least));
                let what = format!("{}, {silence:?}, {name}: {f:?}, {w:?}", self.name);
                all.push((what, (f.mean - w.mean) / error));
            }
        }
        all
    }
}

/// The share beyond three standard errors, and the mean square: 0.0027 and 1 if all is well.
fn summary(differences: &[(String, f64)]) -> (f64, f64) {
    let n = differences.len() as f64;
    let beyond = differences.iter().filter(|(_, z)| z.abs() > 3.0).count() as f64 / n;
    let square = differences.iter().map(|(_, z)| z * z).sum::<f64>() / n;
    (beyond, square)
}

#[test]
fn chains_agree_with_importance_sampling() {
    let (records, draws) = (RECORDS * long().0, DRAWS * long().1);
    let one = |n| Case::new(n).differences(&[Fault::None], draws).concat();
    let mut all: Vec<_> = (0..records).into_par_iter().flat_map(one).collect();
    let (beyond, square) = summary(&all);
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let count = all.len();
    println!("{count} figures, {beyond:.4} beyond three standard errors, mean square {square:.3}");
    all[..8]
        .iter()
        .for_each(|(what, z)| println!("{z:.2} {what}"));
    assert!(count > 30 * records, "too few are compared");
    // By chance 0.27 % lie beyond; both errors are themselves estimates.
    assert!(beyond < 0.006, "{beyond} of the figures differ");
    assert!((0.8..1.2).contains(&square), "{square}");
    assert!(all[0].1.abs() < 6.0, "{:?}", all[0]);
}

#[test]
fn every_fault_of_the_model_would_be_seen() {
    let one = |n| Case::new(n).differences(&Fault::ALL, DRAWS / 3);
    let cases: Vec<_> = (0..FAULTY).into_par_iter().map(one).collect();
    for (n, fault) in Fault::ALL.into_iter().enumerate() {
        let all: Vec<_> = cases.iter().flat_map(|case| case[n].clone()).collect();
        let (beyond, square) = summary(&all);
        println!("{fault:?}: {beyond:.4} beyond, mean square {square:.2}");
        if fault == Fault::None {
            assert!(square < 1.3, "{beyond}, {square}");
        } else {
            assert!(
                beyond > 0.02 && square > 1.5,
                "{fault:?}: {beyond}, {square}"
            );
        }
    }
}
