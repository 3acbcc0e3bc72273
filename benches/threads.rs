//! Whether two threads make a long study faster, and by how much.
//!
//! `cargo bench -p benches --bench threads`

use benches::{long_talks::long_talks, side_by_side};
use onetext_solve::walk::Control;
use onetext_study::{Options, derive};
use onetext_talks::Talks;

const RUNS: usize = 7;

fn study(talks: &Talks, threads: &rayon::ThreadPool) {
    let control = Control::default();
    let derived = threads.install(|| {
        let options = Options {
            seed: 1,
            on: None,
            with_caucus: true,
            draft: None,
            words: &|_| None,
            also: Default::default(),
            control: &control,
        };
        derive(talks, &[], &options).is_ok()
    });
    assert!(derived, "the study fails");
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads can be had")
}

fn main() {
    let talks = long_talks();
    let (one, two) = (pool(1), pool(2));
    let pair = side_by_side(RUNS, || study(&talks, &one), || study(&talks, &two));
    println!(
        "a study of 186,624 packages: one thread {:.2?}, two threads {:.2?}, {:.2} times as fast",
        pair.first,
        pair.second,
        pair.ratio()
    );
}
