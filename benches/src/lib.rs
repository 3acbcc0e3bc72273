//! What the benchmarks share: two ways to do the same, run in turns, and compared by their medians.
//!
//! Figures of one machine say little on another; ratios taken in the same minute say more.

pub mod busy_record;
pub mod long_talks;
pub mod recorded;
pub mod scored;
pub mod treaty_talks;

use std::time::{Duration, Instant};

/// The medians of two ways to do the same, run in turns so that both meet the same machine.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// The median of the first.
    pub first: Duration,
    /// The median of the second.
    pub second: Duration,
}

impl Pair {
    /// How many times as long the first takes.
    pub fn ratio(self) -> f64 {
        self.first.as_secs_f64() / self.second.as_secs_f64().max(f64::EPSILON)
    }
}

/// Runs two ways to do the same in turns, each `runs` times after one unmeasured run.
pub fn side_by_side(runs: usize, mut first: impl FnMut(), mut second: impl FnMut()) -> Pair {
    let timed = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    first();
    second();
    let (mut a, mut b) = (vec![], vec![]);
    for _ in 0..runs.max(1) {
        a.push(timed(&mut first));
        b.push(timed(&mut second));
    }
    Pair {
        first: median(a),
        second: median(b),
    }
}

/// The median time of one call, over `runs` turns with each of `inputs` after one unmeasured turn;
/// with no runs, of the one turn there is.
pub fn median_of<T>(runs: usize, inputs: &[T], mut work: impl FnMut(&T)) -> Duration {
    let mut times = vec![];
    for turn in 0..=runs {
        for input in inputs {
            let begun = Instant::now();
            work(input);
            if turn > 0 || runs == 0 {
                times.push(begun.elapsed());
            }
        }
    }
    median(times)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_counts() {
        let times = [9, 1, 3].map(Duration::from_millis).to_vec();
        assert_eq!(median(times), Duration::from_millis(3));
    }

    #[test]
    fn both_are_run_as_often() {
        let (mut a, mut b) = (0, 0);
        side_by_side(5, || a += 1, || b += 1);
        assert_eq!((a, b), (6, 6));
    }
}
