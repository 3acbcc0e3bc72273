//! Real decisions to accept or refuse, read with nothing but an order of importance: how well the
//! shares of readings tell them apart. The data are not part of the project; without them this says so.

#[path = "sampling/scene.rs"]
mod scene;

use onetext_model::{Package, Space};
use onetext_solve::acceptability::acceptance;
use onetext_solve::linked::{Linked, Says};
use onetext_solve::readings::Sampler;
use onetext_solve::settings::Right;
use onetext_solve::{Settings, ZeroPrior};
use rayon::prelude::*;
use scene::{alone, direction, figures, record};
use std::path::Path;

const DATA: &str = "../../../shared/data/cases/casino-decisions.json";
const GOODS: [&str; 3] = ["Food", "Water", "Firewood"];

/// One decision: units of each good the responder would get, most important first, and its answer.
#[derive(Debug, Clone, Copy)]
struct Decision {
    gets: [usize; 3],
    accepted: bool,
}

/// Reads the decisions without a reader of JSON: the file holds nothing nested deeper than this.
fn decisions(text: &str) -> Vec<Decision> {
    let (_, list) = text.split_once("\"decisions\"").expect("decisions");
    list.split("\"dialogue\"").skip(1).map(decision).collect()
}

fn decision(text: &str) -> Decision {
    let after = |name: &str| text.split_once(name).expect("a field").1;
    let order = after("\"responder_order\"");
    let order = order.split_once(']').expect("a list").0;
    let gets = after("\"responder_gets\"");
    let gets = gets.split_once('}').expect("a table").0;
    let mut goods = GOODS;
    goods.sort_by_key(|good| order.find(good).expect("every good is ranked"));
    let units = |good: &str| {
        let (_, rest) = gets.split_once(good).expect("every good is divided");
        let digits = rest.chars().find(char::is_ascii_digit);
        digits.and_then(|d| d.to_digit(10)).expect("units") as usize
    };
    let answer = after("\"accepted\"");
    Decision {
        gets: goods.map(units),
        accepted: answer.trim_start_matches([':', ' ']).starts_with("true"),
    }
}

/// Three goods of nought to three units each; the first matters more than the second, that more than
/// the third, and more of each is better.
fn talk() -> (Space, onetext_solve::Record) {
    let space = alone(&[figures(4), figures(4), figures(4)]);
    let mut record = record(vec![vec![], vec![], vec![]]);
    let tested = Right::default().of(onetext_model::Confidence::Tested);
    (0..3).for_each(|issue| direction(&mut record, issue, (true, tested)));
    let matters = |heavier: usize, lighter: usize| Linked {
        says: Says::Weights {
            heavier: vec![heavier],
            lighter: vec![lighter],
        },
        right: tested,
    };
    record.linked = vec![matters(0, 1), matters(1, 2)];
    (space, record)
}

/// For each decision the share of readings on which it is accepted, and whether it was.
fn read(all: &[Decision], zero: ZeroPrior) -> Vec<(f64, bool)> {
    let (space, record) = talk();
    let settings = Settings {
        zero,
        ..Settings::default()
    };
    let sampler = Sampler::new(&record, &space, &settings);
    let mut packages: Vec<[usize; 3]> = all.iter().map(|d| d.gets).collect();
    packages.sort_unstable();
    packages.dedup();
    let of = |gets: &[usize; 3]| Package::partial(&gets.map(|units| Some(units as u16)));
    let texts: Vec<Package> = packages.iter().map(of).collect();
    let none = vec![false; texts.len()];
    let found = acceptance(&sampler, &texts, &none, settings.readings);
    assert!(found.iter().all(|a| a.word().is_known()));
    let share = |gets: &[usize; 3]| {
        let at = packages.binary_search(gets).expect("it is read");
        found[at].shares().free
    };
    all.par_iter()
        .map(|d| (share(&d.gets), d.accepted))
        .collect()
}

/// How often an accepted offer has the higher share than a refused one, ties counting half.
fn auc(read: &[(f64, bool)]) -> f64 {
    let (yes, no): (Vec<_>, Vec<_>) = read.iter().partition(|(_, accepted)| *accepted);
    let wins = |(share, _): &(f64, bool)| {
        let below = no.iter().filter(|(other, _)| other < share).count();
        let ties = no.iter().filter(|(other, _)| other == share).count();
        below as f64 + ties as f64 / 2.0
    };
    yes.iter().map(wins).sum::<f64>() / (yes.len() * no.len()) as f64
}

fn brier(read: &[(f64, bool)]) -> f64 {
    let square = |(share, accepted): &(f64, bool)| {
        let came = f64::from(u8::from(*accepted));
        (share - came).powi(2)
    };
    read.iter().map(square).sum::<f64>() / read.len() as f64
}

fn reliability(read: &[(f64, bool)]) {
    for bin in 0..10 {
        let (low, high) = (bin as f64 / 10.0, (bin + 1) as f64 / 10.0);
        let inside = read
            .iter()
            .filter(|(share, _)| low <= *share && (*share < high || bin == 9));
        let inside: Vec<_> = inside.collect();
        let accepted = inside.iter().filter(|(_, accepted)| *accepted).count();
        let share = inside.iter().map(|(share, _)| share).sum::<f64>();
        let n = inside.len() as f64;
        println!(
            "| {low:.1} to {high:.1} | {} | {:.2} | {:.2} |",
            inside.len(),
            share / n,
            accepted as f64 / n
        );
    }
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the data lie beside the project; the engine itself reads no file"
)]
fn shares_of_readings_rank_real_decisions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DATA);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {DATA} is not there");
        return;
    };
    let all = decisions(&text);
    assert!(!all.is_empty(), "the file holds decisions");
    let accepted = all.iter().filter(|d| d.accepted).count() as f64 / all.len() as f64;
    let base = accepted * (1.0 - accepted);
    for zero in [ZeroPrior::Beta24, ZeroPrior::Beta22] {
        let read = read(&all, zero);
        let (auc, brier) = (auc(&read), brier(&read));
        println!("{zero:?}: AUC {auc:.3}, Brier {brier:.3}, base rate {base:.3}");
        reliability(&read);
        if zero == ZeroPrior::Beta24 {
            assert!(auc >= 0.72, "{auc}");
            assert!(brier < base, "{brier} against {base}");
        }
    }
}
