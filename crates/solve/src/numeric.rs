//! Worths of figures: drawn at up to five knots and interpolated, so that a finer step changes nothing.
//!
//! With a judged direction the knots are sorted, without one they are independent. Each knot lies
//! in one of three bands, so the posterior of the bands of all knots is a small table: every
//! assignment of bands has an exact prior probability, and every judgment that speaks about knots
//! holds or fails on it. Judgments about figures between two knots are met by rejection.
//!
//! All judgments about one issue are normalised together given the zero, so that levels do not
//! move the zero, nor the probability that a direction is right.

use crate::standing::{IssueRecord, Judged};
use crate::stream::Stream;
use crate::worths::Bands;

/// The most knots of an issue.
const KNOTS: usize = 5;
/// Tries before a draw that has to meet judgments between knots is given up and drawn from those on knots.
const TRIES: usize = 20_000;

/// Where the knots of an issue with `values` figures lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    values: usize,
    knots: usize,
}

/// Cells (bands) of the knots; `KNOTS` entries, of which the first `knots` count.
type Cells = [u8; KNOTS];

impl Layout {
    /// A knot at every value up to five, else five evenly spaced.
    pub fn new(values: usize) -> Self {
        Self {
            values,
            knots: values.clamp(1, KNOTS),
        }
    }

    /// How many knots there are.
    pub fn knots(&self) -> usize {
        self.knots
    }

    /// The knots around a value, and the share of the way from the first to the second, in [0, 1).
    pub fn place(&self, value: usize) -> (usize, usize, f64) {
        if self.values <= KNOTS {
            return (value, value, 0.0);
        }
        let scaled = value * (KNOTS - 1);
        let (knot, rest) = (scaled / (self.values - 1), scaled % (self.values - 1));
        if rest == 0 {
            (knot, knot, 0.0)
        } else {
            (knot, knot + 1, rest as f64 / (self.values - 1) as f64)
        }
    }

    /// Draws the worths at the knots.
    pub fn draw(
        &self,
        record: &IssueRecord,
        bands: Bands,
        stream: &mut Stream,
        worths: &mut [f64],
    ) {
        let sorted = record
            .direction
            .filter(|(_, right)| stream.happens(*right))
            .map(|(more, _)| more);
        let events: Vec<Event> = record
            .levels
            .iter()
            .map(|l| Event::new(l, self, sorted))
            .collect();
        if events.is_empty() {
            return self.draw_prior(sorted, stream, worths);
        }
        let table = self.table(&events, bands, sorted);
        let (between, _): (Vec<&Event>, Vec<&Event>) = events.iter().partition(|e| !e.on_knots);
        for _ in 0..TRIES {
            self.draw_cells(&table, bands, sorted, (stream, worths));
            let kept = between.iter().all(|event| {
                let odds = event.odds(bands, sorted, self.knots);
                let share = if event.holds(bands, worths) {
                    1.0
                } else {
                    odds.1 / odds.0
                };
                stream.happens(share)
            });
            if kept {
                return;
            }
        }
    }

    fn draw_prior(&self, sorted: Option<bool>, stream: &mut Stream, worths: &mut [f64]) {
        worths.fill_with(|| stream.uniform());
        order(sorted, worths);
    }

    /// Every assignment of bands to knots with its posterior weight from the judgments on knots.
    fn table(&self, events: &[Event], bands: Bands, sorted: Option<bool>) -> Vec<(Cells, f64)> {
        let widths = [bands.zero, bands.wants - bands.zero, 1.0 - bands.wants];
        let on_knots: Vec<(&Event, f64)> = events
            .iter()
            .filter(|e| e.on_knots)
            .map(|e| (e, self.prior(e, widths, sorted)))
            .collect();
        let mut table = vec![];
        each_cells(self.knots, sorted, &mut |cells| {
            let mut weight = prior_of(&cells[..self.knots], widths, sorted.is_some());
            for (event, prior) in &on_knots {
                let holds = event.holds_in(&cells);
                weight *= event.right * if holds { 1.0 / prior } else { 0.0 } + (1.0 - event.right);
            }
            table.push((cells, weight));
        });
        table
    }

    /// The exact prior probability of a judgment on knots.
    fn prior(&self, event: &Event, widths: [f64; 3], sorted: Option<bool>) -> f64 {
        let mut prior = 0.0;
        each_cells(self.knots, sorted, &mut |cells| {
            if event.holds_in(&cells) {
                prior += prior_of(&cells[..self.knots], widths, sorted.is_some());
            }
        });
        prior
    }

    fn draw_cells(
        &self,
        table: &[(Cells, f64)],
        bands: Bands,
        sorted: Option<bool>,
        (stream, worths): (&mut Stream, &mut [f64]),
    ) {
        let weights: Vec<f64> = table.iter().map(|(_, weight)| *weight).collect();
        let (cells, _) = table[stream.pick(&weights)];
        let edges = [0.0, bands.zero, bands.wants, 1.0];
        for (knot, worth) in worths.iter_mut().enumerate() {
            let cell = usize::from(cells[knot]);
            *worth = stream.between((edges[cell], edges[cell + 1]));
        }
        order(sorted, worths);
    }
}

/// Sorts worths in the judged direction.
fn order(sorted: Option<bool>, worths: &mut [f64]) {
    match sorted {
        Some(true) => worths.sort_by(f64::total_cmp),
        Some(false) => worths.sort_by(|a, b| b.total_cmp(a)),
        None => {}
    }
}

/// Calls `visit` with every assignment of bands to knots, monotone if sorted.
fn each_cells(knots: usize, sorted: Option<bool>, visit: &mut dyn FnMut(Cells)) {
    for code in 0..3usize.pow(knots as u32) {
        let mut cells = [0u8; KNOTS];
        let mut rest = code;
        for cell in &mut cells[..knots] {
            *cell = (rest % 3) as u8;
            rest /= 3;
        }
        let fits = match sorted {
            None => true,
            Some(true) => cells[..knots].is_sorted(),
            Some(false) => cells[..knots].iter().rev().is_sorted(),
        };
        if fits {
            visit(cells);
        }
    }
}

/// The prior probability of one assignment: for sorted knots, in how many ways unsorted ones give it.
fn prior_of(cells: &[u8], widths: [f64; 3], sorted: bool) -> f64 {
    let mut counts = [0usize; 3];
    cells
        .iter()
        .for_each(|cell| counts[usize::from(*cell)] += 1);
    let product: f64 = cells
        .iter()
        .map(|cell| widths[usize::from(*cell)])
        .product();
    if !sorted {
        return product;
    }
    let factorial = |n: usize| (1..=n).product::<usize>() as f64;
    product * factorial(cells.len()) / counts.iter().map(|n| factorial(*n)).product::<f64>()
}

/// A judgment as an event over knots.
#[derive(Debug, Clone)]
struct Event {
    level: onetext_model::Level,
    range: bool,
    right: f64,
    /// The places (knots and shares between) all of which must lie in the band.
    places: Vec<(usize, usize, f64)>,
    on_knots: bool,
}

impl Event {
    /// With a direction a range is bounded by one end; without, by its ends and every knot inside.
    fn new(judged: &Judged, layout: &Layout, sorted: Option<bool>) -> Self {
        let (first, last) = (layout.place(judged.first), layout.place(judged.last));
        let wants_best = judged.range
            && matches!(
                judged.level,
                onetext_model::Level::OnlyInReturn | onetext_model::Level::Cannot
            );
        let mut places = match sorted {
            Some(more) if more == wants_best => vec![last],
            Some(_) => vec![first],
            None => vec![first, last],
        };
        if sorted.is_none() {
            places.extend((first.1..=last.0).map(|knot| (knot, knot, 0.0)));
        }
        places.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        places.dedup();
        let on_knots = places.iter().all(|(low, high, _)| low == high);
        Self {
            level: judged.level,
            range: judged.range,
            right: judged.right,
            places,
            on_knots,
        }
    }

    fn band(&self, bands: Bands) -> (f64, f64) {
        if self.range {
            bands.of_range(self.level)
        } else {
            bands.of(self.level)
        }
    }

    /// Whether it holds where the knots lie in these bands.
    fn holds_in(&self, cells: &Cells) -> bool {
        use onetext_model::Level::{CanLiveWith, Cannot, OnlyInReturn, Wants};
        self.places
            .iter()
            .all(|(knot, ..)| match (self.level, self.range) {
                (Wants, _) => cells[*knot] == 2,
                (CanLiveWith, true) => cells[*knot] >= 1,
                (CanLiveWith, false) => cells[*knot] == 1,
                (OnlyInReturn | Cannot, _) => cells[*knot] == 0,
            })
    }

    /// Whether it holds for these worths at the knots.
    fn holds(&self, bands: Bands, worths: &[f64]) -> bool {
        let (low, high) = self.band(bands);
        self.places.iter().all(|(a, b, share)| {
            let worth = worths[*a] + share * (worths[*b] - worths[*a]);
            low <= worth && worth < high
        })
    }

    /// The likelihood where it holds and where it fails.
    fn odds(&self, bands: Bands, sorted: Option<bool>, knots: usize) -> (f64, f64) {
        let (low, high) = self.band(bands);
        let prior: f64 = self
            .places
            .iter()
            .map(|place| {
                between_prior(*place, sorted, knots, high)
                    - between_prior(*place, sorted, knots, low)
            })
            .product();
        (
            self.right / prior.max(1e-6) + (1.0 - self.right),
            1.0 - self.right,
        )
    }
}

/// The probability that the worth at a place is at most `t`.
fn between_prior(
    (low, high, share): (usize, usize, f64),
    sorted: Option<bool>,
    knots: usize,
    t: f64,
) -> f64 {
    if t <= 0.0 || t >= 1.0 {
        return t.clamp(0.0, 1.0);
    }
    match sorted {
        _ if low == high && sorted.is_none() => t,
        None => trapezoid(share, t),
        Some(true) => sorted_between((low + 1, high + 1, share), knots, t),
        Some(false) => sorted_between((knots - high, knots - low, 1.0 - share), knots, t),
    }
}

/// P((1 − s)·X + s·Y ≤ t) for independent even X and Y.
fn trapezoid(share: f64, t: f64) -> f64 {
    let (a, b) = if share < 0.5 {
        (share, 1.0 - share)
    } else {
        (1.0 - share, share)
    };
    let lower = |t: f64| {
        if t <= a {
            t * t / (2.0 * a * b)
        } else {
            (t - a / 2.0) / b
        }
    };
    if t <= b {
        lower(t)
    } else {
        1.0 - lower(1.0 - t)
    }
}

/// P((1 − s)·X₍ₖ₎ + s·X₍ₖ₊₁₎ ≤ t) for the order statistics of `n` even draws, `k` from 1.
///
/// Given X₍ₖ₎ = x the integrand is a polynomial in x of degree below 5 on each of two pieces, so
/// three Gauss–Legendre nodes integrate it exactly.
fn sorted_between((k, next, share): (usize, usize, f64), n: usize, t: f64) -> f64 {
    let factorial = |n: usize| (1..=n).product::<usize>() as f64;
    let scale = factorial(n) / (factorial(k - 1) * factorial(n - k));
    let power = |x: f64, p: usize| x.powi(p as i32);
    let density = |x: f64| scale * power(x, k - 1) * power(1.0 - x, n - k);
    if next == k || share == 0.0 {
        return gauss(0.0, t, &density);
    }
    let full = ((t - share) / (1.0 - share)).max(0.0);
    let partial = |x: f64| {
        let y = (t - (1.0 - share) * x) / share;
        scale * power(x, k - 1) * (power(1.0 - x, n - k) - power((1.0 - y).max(0.0), n - k))
    };
    gauss(0.0, full, &density) + gauss(full, t, &partial)
}

fn gauss(from: f64, to: f64, f: &dyn Fn(f64) -> f64) -> f64 {
    let (middle, half) = ((from + to) / 2.0, (to - from) / 2.0);
    let node = 0.774_596_669_241_483_4 * half;
    half * (5.0 * f(middle - node) + 8.0 * f(middle) + 5.0 * f(middle + node)) / 9.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::Standing;
    use onetext_model::Level;

    /// The share of prior draws for which the worth at `place` is at most `t`, by brute force.
    fn simulated(place: (usize, usize, f64), sorted: Option<bool>, t: f64) -> f64 {
        let mut stream = Stream::new(3, "prior", 0);
        let mut hits = 0;
        for _ in 0..200_000 {
            let mut worths = [0.0; 5];
            worths.fill_with(|| stream.uniform());
            order(sorted, &mut worths);
            let (a, b, s) = place;
            hits += usize::from(worths[a] + s * (worths[b] - worths[a]) <= t);
        }
        hits as f64 / 200_000.0
    }

    #[test]
    fn priors_between_knots_match_brute_force() {
        for sorted in [None, Some(true), Some(false)] {
            for place in [(0, 1, 0.25), (2, 3, 0.7), (3, 4, 0.5)] {
                for t in [0.1, 0.35, 0.8] {
                    let (exact, drawn) = (
                        between_prior(place, sorted, 5, t),
                        simulated(place, sorted, t),
                    );
                    assert!(
                        (exact - drawn).abs() < 0.005,
                        "{place:?} {sorted:?} {t}: {exact} {drawn}"
                    );
                }
            }
        }
    }

    #[test]
    fn posterior_draws_match_weighted_prior_draws() {
        let levels = [
            (Level::Wants, 0, 0, false, 0.9),
            (Level::OnlyInReturn, 6, 8, true, 0.7),
            (Level::CanLiveWith, 3, 3, false, 0.9),
        ];
        for direction in [None, Some((false, 1.0))] {
            let level = |(level, first, last, range, right)| Judged {
                level,
                first,
                last,
                range,
                right,
            };
            let record = IssueRecord {
                standing: Standing::Judged,
                levels: levels.map(level).to_vec(),
                direction,
            };
            let layout = Layout::new(9);
            let bands = Bands::new(0.4, 0.1);
            let sorted = direction.map(|d| d.0);
            let mut stream = Stream::new(5, "posterior", 0);
            let mut drawn = [0.0; 5];
            for _ in 0..20_000 {
                let mut worths = [0.0; 5];
                layout.draw(&record, bands, &mut stream, &mut worths);
                drawn
                    .iter_mut()
                    .zip(worths)
                    .for_each(|(sum, w)| *sum += w / 20_000.0);
            }
            let expect = weighted(&layout, &record, bands, sorted);
            for knot in 0..5 {
                assert!(
                    (drawn[knot] - expect[knot]).abs() < 0.015,
                    "{sorted:?} {drawn:?} {expect:?}"
                );
            }
        }
    }

    /// Posterior means of the knots by weighing prior draws, with priors simulated as well.
    fn weighted(
        layout: &Layout,
        record: &IssueRecord,
        bands: Bands,
        sorted: Option<bool>,
    ) -> [f64; 5] {
        let mut stream = Stream::new(6, "weighted", 0);
        let events: Vec<Event> = record
            .levels
            .iter()
            .map(|l| Event::new(l, layout, sorted))
            .collect();
        let draws: Vec<[f64; 5]> = (0..400_000)
            .map(|_| {
                let mut worths = [0.0; 5];
                worths.fill_with(|| stream.uniform());
                order(sorted, &mut worths);
                worths
            })
            .collect();
        let share = |e: &Event| {
            draws.iter().filter(|w| e.holds(bands, *w)).count() as f64 / draws.len() as f64
        };
        let priors: Vec<f64> = events.iter().map(share).collect();
        let (mut sums, mut total) = ([0.0; 5], 0.0);
        for worths in &draws {
            let one = |(e, p): (&Event, &f64)| {
                if e.holds(bands, worths) {
                    e.right / p + 1.0 - e.right
                } else {
                    1.0 - e.right
                }
            };
            let weight: f64 = events.iter().zip(&priors).map(one).product();
            total += weight;
            sums.iter_mut()
                .zip(worths)
                .for_each(|(sum, w)| *sum += weight * w);
        }
        sums.map(|sum| sum / total)
    }
}
