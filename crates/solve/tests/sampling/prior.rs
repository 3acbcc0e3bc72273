//! Readings by definition: drawn from the prior, weighed by the likelihood of what is on record.

#![allow(dead_code, reason = "each test file uses a part of it")]

use crate::chance::Chance;
use onetext_model::{Existence, Level, Package, Space};
use onetext_solve::ZeroPrior;
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};

/// Draws behind each prior probability that has no obvious formula.
const SIMULATED: usize = 200_000;

pub struct Reading {
    pub zero: f64,
    pub price: f64,
    pub weights: Vec<f64>,
    /// Per issue: by alternative, or by knot for figures.
    pub worths: Vec<Vec<f64>>,
}

pub struct Prior<'a> {
    pub space: &'a Space,
    pub record: &'a Record,
    /// The width of the band `can live with`, as a share of what lies above the zero.
    pub live_with: f64,
    zero: ZeroPrior,
    /// Per issue of figures and judgment: where its decisive worths lie, knots sorted or not.
    spreads: Vec<Vec<[Spread; 2]>>,
}

impl<'a> Prior<'a> {
    pub fn new(space: &'a Space, record: &'a Record, zero: ZeroPrior) -> Self {
        let spreads = |n: usize| match space.issues()[n].is_numeric() {
            true => spreads(&record.issues[n], space.issues()[n].alternatives.len()),
            false => vec![],
        };
        Self {
            space,
            record,
            live_with: 0.1,
            zero,
            spreads: (0..space.len()).map(spreads).collect(),
        }
    }

    /// One draw with its likelihood.
    pub fn draw(&self, chance: &mut Chance) -> (Reading, f64) {
        // Drawn evenly and weighed by its density: at the ends of the range, where the prior is
        // thin, judgments weigh so much that draws from the prior itself would hardly settle.
        let zero = chance.unit();
        let mut likelihood = match self.zero {
            ZeroPrior::Beta24 => 20.0 * zero * (1.0 - zero).powi(3),
            ZeroPrior::Beta22 => 6.0 * zero * (1.0 - zero),
            ZeroPrior::Beta26 => 42.0 * zero * (1.0 - zero).powi(5),
        };
        let price = match self.record.price {
            Price::None => 0.0,
            Price::Span { span, right } => match chance.unit() < right {
                true => span.0 + (span.1 - span.0) * chance.unit(),
                false => 0.0,
            },
        };
        let mut worths = vec![];
        for (n, issue) in self.space.issues().iter().enumerate() {
            let values = issue.alternatives.len();
            let record = &self.record.issues[n];
            let (drawn, likely) = match issue.is_numeric() {
                true => figures(chance, record, (values, zero), &self.spreads[n]),
                false => words(chance, record, values, (zero, self.live_with)),
            };
            worths.push(drawn);
            likelihood *= likely;
        }
        let reading = Reading {
            zero,
            price,
            weights: self.weights(chance),
            worths,
        };
        (reading, likelihood)
    }

    fn weights(&self, chance: &mut Chance) -> Vec<f64> {
        let mut weights = vec![0.0; self.space.len()];
        let inside = |n: usize| self.record.issues[n].standing != Standing::Outside;
        let parent = |n: usize| match &self.space.issues()[n].existence {
            Existence::AnyOf(places) if inside(places[0].0) => Some(places[0].0),
            _ => None,
        };
        let mut total = 0.0;
        for matter in &self.record.matters {
            let tops = matter
                .iter()
                .filter(|n| inside(**n) && parent(**n).is_none());
            let parts: Vec<(usize, f64)> = tops.map(|n| (*n, gamma(chance, 1))).collect();
            if parts.is_empty() {
                continue;
            }
            let share = gamma(chance, 1);
            let whole: f64 = parts.iter().map(|(_, part)| part).sum();
            parts
                .iter()
                .for_each(|(n, part)| weights[*n] = share * part / whole);
            total += share;
        }
        weights.iter_mut().for_each(|w| *w /= total);
        for n in 0..weights.len() {
            if let (true, Some(parent)) = (inside(n), parent(n)) {
                weights[n] = chance.unit() * weights[parent];
                weights[parent] -= weights[n];
            }
        }
        weights
    }

    /// The worth of an alternative in a reading.
    pub fn worth(&self, reading: &Reading, issue: usize, alternative: usize) -> f64 {
        let values = self.space.issues()[issue].alternatives.len();
        match self.space.issues()[issue].is_numeric() {
            true => between(&reading.worths[issue], values, alternative),
            false => reading.worths[issue][alternative],
        }
    }

    /// Whether the gains reach the price; `way` reads silence against (0), freely (1), for (2).
    pub fn accepts(&self, reading: &Reading, package: &Package, way: usize) -> bool {
        let mut sum = 0.0;
        for n in 0..self.space.len() {
            let standing = self.record.issues[n].standing;
            let (Some(a), true) = (package.get(n), standing != Standing::Outside) else {
                continue;
            };
            let free = self.worth(reading, n, a);
            let worth = match (standing, way) {
                (Standing::Silent, 0) => free * reading.zero,
                (Standing::Silent, 2) => reading.zero + free * (1.0 - reading.zero),
                _ => free,
            };
            sum += reading.weights[n] * (worth - reading.zero);
        }
        sum >= reading.price
    }
}

fn gamma(chance: &mut Chance, shape: usize) -> f64 {
    (0..shape).map(|_| -libm::log(1.0 - chance.unit())).sum()
}

pub fn knots(values: usize) -> usize {
    values.min(5)
}

/// The worth of a value from the worths at the knots.
pub fn between(worths: &[f64], values: usize, value: usize) -> f64 {
    let at = value as f64 * (worths.len() - 1) as f64 / (values - 1) as f64;
    let low = (at + 1e-9).floor();
    let share = at - low;
    match share < 1e-6 {
        true => worths[low as usize],
        false => (1.0 - share) * worths[low as usize] + share * worths[low as usize + 1],
    }
}

/// The likelihood of one judgment.
fn likelihood(right: f64, holds: bool, prior: f64) -> f64 {
    right * if holds { 1.0 / prior } else { 0.0 } + (1.0 - right)
}

/// From where to where a level puts a worth; over a range at least, or at most, that level.
fn band(judged: &Judged, (zero, live_with): (f64, f64)) -> (f64, f64) {
    let wants = zero + live_with * (1.0 - zero);
    match judged.level {
        Level::Wants => (wants, 1.0),
        Level::CanLiveWith if judged.range => (zero, 1.0),
        Level::CanLiveWith => (zero, wants),
        Level::OnlyInReturn | Level::Cannot => (0.0, zero),
    }
}

fn words(
    chance: &mut Chance,
    record: &IssueRecord,
    values: usize,
    bands: (f64, f64),
) -> (Vec<f64>, f64) {
    let mut worths: Vec<f64> = (0..values).map(|_| chance.unit()).collect();
    let mut likely = 1.0;
    for judged in &record.levels {
        // Every other draw is from the band, and weighed by the density it was drawn with: else few
        // draws would fit where the band is narrow.
        let (low, high) = band(judged, bands);
        let worth = &mut worths[judged.first];
        if chance.percent(50) {
            *worth = low + (high - low) * *worth;
        }
        let holds = low <= *worth && *worth < high;
        let density = 0.5 + if holds { 0.5 / (high - low) } else { 0.0 };
        likely *= likelihood(judged.right, holds, high - low) / density;
    }
    (worths, likely)
}

/// Knots by definition: independent, or sorted where a direction is right.
fn drawn_knots(chance: &mut Chance, values: usize, sorted: Option<bool>) -> Vec<f64> {
    let mut worths: Vec<f64> = (0..knots(values)).map(|_| chance.unit()).collect();
    if let Some(more) = sorted {
        worths.sort_by(f64::total_cmp);
        if !more {
            worths.reverse();
        }
    }
    worths
}

/// The worth a judgment turns on: of one value its own; of a range its worst from end to end, or
/// its best for `only in return`.
fn decisive(judged: &Judged, worths: &[f64], values: usize) -> f64 {
    let ends = [judged.first, judged.last].map(|value| between(worths, values, value));
    let spans = worths.len() - 1;
    let inside = (0..worths.len())
        .filter(|k| {
            let at = k * (values - 1);
            judged.first * spans <= at && at <= judged.last * spans
        })
        .map(|k| worths[k]);
    let all = ends.into_iter().chain(inside);
    match judged.level {
        Level::OnlyInReturn | Level::Cannot => all.fold(0.0, f64::max),
        _ => all.fold(1.0, f64::min),
    }
}

/// Simulated decisive worths of one judgment, in order.
struct Spread(Vec<f64>);

impl Spread {
    fn share(&self, (low, high): (f64, f64)) -> f64 {
        let below = |t: f64| self.0.partition_point(|x| *x < t) as f64;
        (below(high) - below(low)) / self.0.len() as f64
    }
}

/// For every judgment, its spread with free knots and with knots in the judged direction.
fn spreads(record: &IssueRecord, values: usize) -> Vec<[Spread; 2]> {
    let one = |judged: &Judged| {
        [None, record.direction].map(|direction| {
            let sorted = direction.map(|(more, _)| more);
            let mut chance = Chance::new(41);
            let draw = |_| decisive(judged, &drawn_knots(&mut chance, values, sorted), values);
            let mut all: Vec<f64> = (0..SIMULATED).map(draw).collect();
            all.sort_by(f64::total_cmp);
            Spread(all)
        })
    };
    record.levels.iter().map(one).collect()
}

fn figures(
    chance: &mut Chance,
    record: &IssueRecord,
    (values, zero): (usize, f64),
    spreads: &[[Spread; 2]],
) -> (Vec<f64>, f64) {
    let sorted = record
        .direction
        .filter(|(_, right)| chance.unit() < *right)
        .map(|(more, _)| more);
    let worths = drawn_knots(chance, values, sorted);
    let mut likely = 1.0;
    for (judged, spread) in record.levels.iter().zip(spreads) {
        let (low, high) = band(judged, (zero, 0.1));
        let worth = decisive(judged, &worths, values);
        let prior = spread[usize::from(sorted.is_some())].share((low, high));
        likely *= likelihood(
            judged.right,
            low <= worth && worth < high,
            prior.max(0.5 / SIMULATED as f64),
        );
    }
    (worths, likely)
}

/// The mean worth of every value of one issue given the zero, with its standard error. What is
/// judged of one issue is weighed together, apart for knots sorted and not, so that neither the
/// zero nor the direction is moved by it.
pub fn posterior_means(
    record: &IssueRecord,
    values: usize,
    zero: f64,
    draws: usize,
) -> Vec<(f64, f64)> {
    let spreads = spreads(record, values);
    let right = record.direction.map_or(0.0, |(_, right)| right);
    let mut means: Vec<(f64, f64)> = vec![(0.0, 0.0); values];
    for (share, sure) in [(1.0 - right, 0.0), (right, 1.0)] {
        if share == 0.0 {
            continue;
        }
        let only = IssueRecord {
            direction: record.direction.map(|(more, _)| (more, sure)),
            ..record.clone()
        };
        let mut chance = Chance::new(43);
        let all: Vec<(Vec<f64>, f64)> = (0..draws)
            .map(|_| figures(&mut chance, &only, (values, zero), &spreads))
            .collect();
        let total: f64 = all.iter().map(|(_, w)| w).sum();
        for (value, mean) in means.iter_mut().enumerate() {
            let x = |worths: &[f64]| between(worths, values, value);
            let here = all.iter().map(|(k, w)| w * x(k)).sum::<f64>() / total;
            let square = |(k, w): &(Vec<f64>, f64)| (w * (x(k) - here)).powi(2);
            let error = share * all.iter().map(square).sum::<f64>().sqrt() / total;
            *mean = (
                mean.0 + share * here,
                (mean.1.powi(2) + error.powi(2)).sqrt(),
            );
        }
    }
    means
}
