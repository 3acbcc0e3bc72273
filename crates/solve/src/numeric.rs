//! Worths of figures: drawn at up to five knots and interpolated, so that a finer step changes nothing.
//!
//! With a judged direction the knots are sorted, without one they are independent. Each knot lies
//! in one of three bands, so the posterior of the bands of all knots is a small table: every
//! assignment of bands has an exact prior probability, and every judgment that speaks about knots
//! holds or fails on it. Judgments about figures between two knots are met by rejection, from the
//! assignments on which they can hold.
//!
//! All judgments about one issue are normalised together given the zero, so that levels do not
//! move the zero, nor the probability that a direction is right.

mod between;

use crate::standing::{IssueRecord, Judged};
use crate::stream::Stream;
use crate::worths::Bands;
use std::sync::LazyLock;

/// The most knots of an issue.
const KNOTS: usize = 5;
/// Tries after which a draw is taken from among those tried, each in proportion to its likelihood:
/// judgments between knots that contradict each other would else be tried for ever.
const TRIES: usize = 4_096;

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
        let sorted = sorted(record, stream);
        self.draw_sorted((record, sorted), bands, stream, worths);
    }

    /// Draws the worths at the knots, which way they are sorted being known.
    pub(crate) fn draw_sorted(
        &self,
        (record, sorted): (&IssueRecord, Option<bool>),
        bands: Bands,
        stream: &mut Stream,
        worths: &mut [f64],
    ) {
        if record.levels.is_empty() {
            return self.draw_prior(sorted, stream, worths);
        }
        let likelihoods = self.likelihoods(record, bands, sorted);
        let table = self.table(&likelihoods, bands, sorted);
        let mut chosen = [0.0; KNOTS];
        let mut total = 0.0;
        for _ in 0..TRIES {
            let most = table.draw(bands, sorted, stream, worths);
            let between = likelihoods.iter().filter(|l| !l.event.on_knots);
            let likelihood: f64 = between
                .map(|l| l.of(l.event.holds(bands, worths)))
                .product();
            if stream.happens(likelihood / most) {
                return;
            }
            total += likelihood / most;
            if stream.happens(likelihood / most / total) {
                chosen[..self.knots].copy_from_slice(worths);
            }
        }
        worths.copy_from_slice(&chosen[..self.knots]);
    }

    fn draw_prior(&self, sorted: Option<bool>, stream: &mut Stream, worths: &mut [f64]) {
        worths.fill_with(|| stream.uniform());
        order(sorted, worths);
    }

    /// How likely each level is where it holds and where it fails, given the zero.
    pub(crate) fn likelihoods(
        &self,
        record: &IssueRecord,
        bands: Bands,
        sorted: Option<bool>,
    ) -> Vec<Likelihood> {
        let events = record.levels.iter().map(|l| Event::new(l, self, sorted));
        events
            .map(|event| self.likelihood(event, bands, sorted))
            .collect()
    }

    fn likelihood(&self, event: Event, bands: Bands, sorted: Option<bool>) -> Likelihood {
        let prior = match event.on_knots {
            true => self.prior(&event, bands, sorted),
            false => event.prior_between(bands, sorted, self.knots),
        };
        let fails = 1.0 - event.right;
        let holds = event.right / prior.max(1e-9) + fails;
        Likelihood {
            event,
            holds,
            fails,
        }
    }

    /// Every assignment of bands to knots with its weight: its prior times the likelihood of what is
    /// judged on knots times the most that of what is judged between them can be.
    fn table(&self, likelihoods: &[Likelihood], bands: Bands, sorted: Option<bool>) -> Table {
        let widths = bands.widths();
        let all = assignments(self.knots, sorted);
        let mut table = Table {
            rows: Vec::with_capacity(all.len()),
            upto: Vec::with_capacity(all.len()),
        };
        let mut total = 0.0;
        for assignment in all {
            let prior = assignment.prior(self.knots, widths);
            let (mut on_knots, mut between) = (1.0, 1.0);
            for likelihood in likelihoods {
                let most = likelihood.of(likelihood.event.can_hold_in(&assignment.cells));
                match likelihood.event.on_knots {
                    true => on_knots *= most,
                    false => between *= most,
                }
            }
            total += prior * on_knots * between;
            table.rows.push((assignment.cells, between));
            table.upto.push(total);
        }
        table
    }

    /// The exact prior probability of a judgment on knots.
    fn prior(&self, event: &Event, bands: Bands, sorted: Option<bool>) -> f64 {
        let widths = bands.widths();
        let mut prior = 0.0;
        for assignment in assignments(self.knots, sorted) {
            if event.can_hold_in(&assignment.cells) {
                prior += assignment.prior(self.knots, widths);
            }
        }
        prior
    }
}

/// Which way the knots of a reading are sorted: as judged, as often as that is right.
pub(crate) fn sorted(record: &IssueRecord, stream: &mut Stream) -> Option<bool> {
    let judged = record.direction.filter(|(_, right)| stream.happens(*right));
    judged.map(|(more, _)| more)
}

/// How likely a judgment is where it holds and where it fails.
pub(crate) struct Likelihood {
    event: Event,
    holds: f64,
    fails: f64,
}

impl Likelihood {
    fn of(&self, holds: bool) -> f64 {
        if holds { self.holds } else { self.fails }
    }

    /// The likelihood for these worths at the knots.
    pub(crate) fn at(&self, bands: Bands, worths: &[f64]) -> f64 {
        self.of(self.event.holds(bands, worths))
    }

    /// The worths of one knot at which the judgment may begin or cease to hold, the others staying.
    pub(crate) fn turns(&self, bands: Bands, worths: &[f64], knot: usize) -> Vec<f64> {
        let (low, high) = self.event.band(bands);
        let mut turns = vec![];
        for (a, b, share) in &self.event.places {
            let (own, rest) = match (*a == knot, *b == knot) {
                (true, true) => (1.0, 0.0),
                (true, false) => (1.0 - share, share * worths[*b]),
                (false, true) => (*share, (1.0 - share) * worths[*a]),
                (false, false) => continue,
            };
            turns.extend([low, high].map(|edge| (edge - rest) / own));
        }
        turns
    }
}

/// Assignments of bands to knots, each with the most the judgments between knots can weigh there,
/// and the running sums of the assignments' weights.
struct Table {
    rows: Vec<(Cells, f64)>,
    upto: Vec<f64>,
}

impl Table {
    /// Draws worths by the table; what the judgments between knots weigh at most there.
    fn draw(
        &self,
        bands: Bands,
        sorted: Option<bool>,
        stream: &mut Stream,
        worths: &mut [f64],
    ) -> f64 {
        let drawn = stream.uniform() * self.upto.last().copied().unwrap_or(0.0);
        let row = self.upto.partition_point(|upto| *upto <= drawn);
        let (cells, most) = self.rows[row.min(self.rows.len() - 1)];
        let edges = [0.0, bands.zero, bands.wants, 1.0];
        for (knot, worth) in worths.iter_mut().enumerate() {
            let cell = usize::from(cells[knot]);
            *worth = stream.between((edges[cell], edges[cell + 1]));
        }
        order(sorted, worths);
        most
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

/// An assignment of bands to knots, with the ways in which unsorted knots give it.
struct Assignment {
    cells: Cells,
    /// All orders of the knots, and those that only swap knots of one band; both 1 if unsorted.
    ways: (f64, f64),
}

impl Assignment {
    fn new(cells: Cells, knots: usize, sorted: bool) -> Self {
        let factorial = |n: usize| (1..=n).product::<usize>() as f64;
        let mut counts = [0usize; 3];
        cells[..knots]
            .iter()
            .for_each(|cell| counts[usize::from(*cell)] += 1);
        let ways = match sorted {
            true => (
                factorial(knots),
                counts.iter().map(|n| factorial(*n)).product(),
            ),
            false => (1.0, 1.0),
        };
        Self { cells, ways }
    }

    /// Its prior probability for bands of these widths.
    fn prior(&self, knots: usize, widths: [f64; 3]) -> f64 {
        let cells = self.cells[..knots].iter();
        let product: f64 = cells.map(|cell| widths[usize::from(*cell)]).product();
        product * self.ways.0 / self.ways.1
    }
}

/// Every assignment of bands to so many knots, monotone if sorted. They are worked out once, since
/// every reading asks for them.
fn assignments(knots: usize, sorted: Option<bool>) -> &'static [Assignment] {
    static ALL: [LazyLock<[Vec<Assignment>; 3]>; KNOTS] = [
        LazyLock::new(|| orders(1)),
        LazyLock::new(|| orders(2)),
        LazyLock::new(|| orders(3)),
        LazyLock::new(|| orders(4)),
        LazyLock::new(|| orders(5)),
    ];
    let [free, up, down] = &*ALL[knots - 1];
    match sorted {
        None => free,
        Some(true) => up,
        Some(false) => down,
    }
}

/// The assignments of unsorted knots, of rising ones, of falling ones.
fn orders(knots: usize) -> [Vec<Assignment>; 3] {
    let all: Vec<Cells> = (0..3usize.pow(knots as u32))
        .map(|code| cells_of(code, knots))
        .collect();
    [None, Some(true), Some(false)].map(|sorted| {
        let fits = |cells: &&Cells| match sorted {
            None => true,
            Some(true) => cells[..knots].is_sorted(),
            Some(false) => cells[..knots].iter().rev().is_sorted(),
        };
        let one = |cells: &Cells| Assignment::new(*cells, knots, sorted.is_some());
        all.iter().filter(fits).map(one).collect()
    })
}

/// The bands a number stands for, in base three.
fn cells_of(code: usize, knots: usize) -> Cells {
    let mut cells = [0u8; KNOTS];
    let mut rest = code;
    for cell in &mut cells[..knots] {
        *cell = (rest % 3) as u8;
        rest /= 3;
    }
    cells
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

    /// Whether it can hold where the knots lie in these bands; on knots, whether it does. Between two
    /// knots a worth lies in one of their bands or in one between them.
    fn can_hold_in(&self, cells: &Cells) -> bool {
        use onetext_model::Level::{CanLiveWith, Cannot, OnlyInReturn, Wants};
        self.places.iter().all(|(a, b, _)| {
            let (low, high) = (cells[*a].min(cells[*b]), cells[*a].max(cells[*b]));
            match (self.level, self.range) {
                (Wants, _) => high == 2,
                (CanLiveWith, true) => high >= 1,
                (CanLiveWith, false) => low <= 1 && high >= 1,
                (OnlyInReturn | Cannot, _) => low == 0,
            }
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

    /// The exact prior probability of a judgment between knots.
    fn prior_between(&self, bands: Bands, sorted: Option<bool>, knots: usize) -> f64 {
        let (low, high) = self.band(bands);
        if let [place] = self.places.as_slice() {
            let below = |t| between::at_most(*place, sorted, knots, t);
            return below(high) - below(low);
        }
        // Several places: a range without a direction, and its band reaches one end of [0, 1].
        let (first, last) = (self.places[0], self.places[self.places.len() - 1]);
        if high < 1.0 {
            between::all_above(first, last, 1.0 - high)
        } else {
            between::all_above(first, last, low)
        }
    }
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
                        between::at_most(place, sorted, 5, t),
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
