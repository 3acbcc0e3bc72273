//! Our side of `benches/peers`: takes turns with a program in another language.
//!
//! Each line of the standard input is a command; each answer is one line of JSON.
//!
//! - `draw PARTIES ISSUES ALTERNATIVES MOST uniform|opposed SEED` draws a problem and answers with its
//!   points, by party, issue and alternative;
//! - `run` finds the frontier of the problem in memory, sorts it, and answers with the nanoseconds
//!   that took and the number of points;
//! - `points` answers with the points of the last run.

use benches::scored::{Gains, Scored, Size};
use onetext_solve::exact::{Frontier, Pace, Watch, rational};
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::time::Instant;

type Points = Vec<Vec<f64>>;

fn main() -> std::io::Result<()> {
    let mut problem: Option<Scored> = None;
    let mut last: Points = vec![];
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = match (words.as_slice(), &problem) {
            (["draw", size @ ..], _) => {
                problem = draw(size);
                problem.as_ref().map_or(Value::Null, drawn)
            }
            (["run"], Some(problem)) => {
                let begun = Instant::now();
                last = frontier(problem);
                json!({ "ns": begun.elapsed().as_nanos() as u64, "points": last.len() })
            }
            (["points"], _) => json!(last),
            _ => Value::Null,
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn draw(words: &[&str]) -> Option<Scored> {
    let [parties, issues, alternatives, most, gains, seed] = words else {
        return None;
    };
    let size = Size {
        parties: parties.parse().ok()?,
        issues: issues.parse().ok()?,
        alternatives: alternatives.parse().ok()?,
        most: most.parse().ok()?,
    };
    let gains = match *gains {
        "uniform" => Gains::Uniform,
        "opposed" => Gains::Opposed,
        _ => return None,
    };
    Some(Scored::draw(size, gains, seed.parse().ok()?))
}

fn drawn(problem: &Scored) -> Value {
    let parties = problem.parties.iter().map(|party| {
        let rows = party.points.iter();
        let rows = rows.map(|row| row.iter().map(rational::approximate).collect());
        rows.collect::<Vec<Vec<f64>>>()
    });
    json!(parties.collect::<Vec<_>>())
}

/// The frontier as doubles, best welfare first: what the peer's function returns.
fn frontier(problem: &Scored) -> Points {
    let mut ask = |_| Pace::Go;
    let mut watch = Watch::new(usize::MAX, &mut ask);
    let Ok(found) = Frontier::of(&problem.problem(), &mut watch) else {
        return vec![];
    };
    // Scores are whole numbers here, so that doubles are exact.
    let scales: Vec<(f64, f64)> = (0..found.parties())
        .map(|party| found.scale(party))
        .map(|s| {
            (
                rational::approximate(&s.base),
                rational::approximate(&s.unit),
            )
        })
        .collect();
    let point = |at| {
        let wholes = found.wholes(at).into_iter().zip(&scales);
        wholes.map(|(whole, (base, unit))| base + unit * whole as f64)
    };
    let mut points: Points = (0..found.len()).map(|at| point(at).collect()).collect();
    points.sort_by(|a, b| b.iter().sum::<f64>().total_cmp(&a.iter().sum()));
    points
}
