//! One sweep: every coordinate drawn in turn from its exact distribution given all others.
//!
//! Along one coordinate every event is linear, so it holds on one side of one place. With the
//! switches summed over, the density is the prior's times a step at each such place: even for worths
//! and shares, exponential for weights, the Beta for the zero, each brought to an even one by its
//! distribution function first.

use super::event::Event;
use super::line::Line;
use super::model::Model;
use super::state::{State, Tie};
use crate::Silence;
use crate::standing::Price;
use crate::stream::Stream;

/// A chain: a reading that moves.
#[derive(Debug, Clone)]
pub struct Chain<'m> {
    /// What all chains of the party share.
    pub model: &'m Model<'m>,
    /// How silence is read.
    pub silence: Silence,
    /// Where it is.
    pub state: State,
    /// Its chance.
    pub stream: Stream,
    pub(super) line: Line,
}

impl<'m> Chain<'m> {
    /// A chain that starts at a reading.
    pub fn new(model: &'m Model<'m>, silence: Silence, state: State, stream: Stream) -> Self {
        Self {
            model,
            silence,
            state,
            stream,
            line: Line::default(),
        }
    }

    /// Draws every coordinate that an event depends on, once.
    pub fn sweep(&mut self) {
        self.state.add_up(self.model);
        for issue in 0..self.model.space.len() {
            match (self.model.touched(issue), &self.model.layouts[issue]) {
                (false, _) => {}
                (true, Some(_)) => self.figures(issue),
                (true, None) => self.words(issue),
            }
        }
        for matter in 0..self.model.members.len() {
            if !self.model.of_matter[matter].is_empty() {
                self.total(matter);
                self.parts(matter);
                self.shares(matter);
            }
        }
        self.price();
        self.zero();
    }

    fn words(&mut self, issue: usize) {
        let record = &self.model.record.issues[issue];
        let bands = self.model.bands(self.state.zero);
        let silent = self.model.silent(issue);
        let tie = Tie::of_silence(self.silence);
        for node in 0..self.model.nodes(issue) {
            if self.model.at[issue][node].is_empty() {
                continue;
            }
            self.line.clear();
            self.worth_cuts(issue, node);
            if silent {
                let worth = self.draw_even(tie.range(bands.zero));
                self.set_worth((issue, node), worth, tie);
                continue;
            }
            let mut tied = Tie::Free;
            let level = record.level_of(node).filter(|l| l.right > 0.0);
            let band = level.map(|l| (bands.of(l.level), l));
            if let Some((band, level)) = band {
                let (holds, fails) = odds(band, level.right);
                self.line.band(band, libm::log(1.0 + holds / fails));
            }
            let worth = self.draw_even((0.0, 1.0));
            if let Some((band, level)) = band
                && band.0 <= worth
                && worth < band.1
            {
                let (holds, fails) = odds(band, level.right);
                if self.stream.happens(holds / (holds + fails)) {
                    tied = Tie::of(level.level);
                }
            }
            self.set_worth((issue, node), worth, tied);
        }
    }

    /// Draws along the line where nothing but the cuts tells pieces apart.
    pub(super) fn draw_even(&mut self, range: (f64, f64)) -> f64 {
        self.line.draw(range, &mut self.stream, &mut |_| 0.0)
    }

    /// The places of a worth at which events begin or cease to hold.
    pub(super) fn worth_cuts(&mut self, issue: usize, node: usize) {
        let worth = self.state.worths[issue][node];
        for (n, coef) in &self.model.at[issue][node] {
            let event = &self.model.events[*n];
            let slope = coef * self.state.factor(self.model, event.plain, issue);
            let at = worth - self.state.sums[*n] / slope;
            self.line.cut(at, step(event, slope));
        }
    }

    pub(super) fn set_worth(&mut self, (issue, node): (usize, usize), worth: f64, tie: Tie) {
        let moved = worth - self.state.worths[issue][node];
        for (n, coef) in &self.model.at[issue][node] {
            let factor = self
                .state
                .factor(self.model, self.model.events[*n].plain, issue);
            self.state.sums[*n] += coef * factor * moved;
        }
        self.state.worths[issue][node] = worth;
        self.state.ties[issue][node] = tie;
    }

    /// What an event gains from one unit of a matter's weight.
    fn slope(&self, matter: usize, share: usize) -> f64 {
        let (n, parts) = &self.model.of_matter[matter][share];
        let of = |p: &usize| {
            let part = self.model.part((*n, *p));
            self.state.splits[part.issue] * self.state.gain(part)
        };
        let gains: f64 = parts.iter().map(of).sum();
        if self.model.events[*n].priced {
            gains - self.state.price
        } else {
            gains
        }
    }

    fn slopes(&self, matter: usize) -> Vec<f64> {
        let shares = 0..self.model.of_matter[matter].len();
        shares.map(|s| self.slope(matter, s)).collect()
    }

    /// A matter's weight: exponential, so that `exp(−weight)` is even.
    fn total(&mut self, matter: usize) {
        let old = self.state.totals[matter];
        let slopes = self.slopes(matter);
        self.line.clear();
        for ((n, _), slope) in self.model.of_matter[matter].iter().zip(&slopes) {
            let at = old - self.state.sums[*n] / slope;
            if at > 0.0 {
                // The heavier, the further down.
                let event = &self.model.events[*n];
                self.line.cut(libm::exp(-at), -step(event, *slope));
            }
        }
        let drawn = self.draw_even((0.0, 1.0));
        let new = -libm::log(drawn.max(1e-300));
        for ((n, _), slope) in self.model.of_matter[matter].iter().zip(&slopes) {
            self.state.sums[*n] += slope * (new - old);
        }
        self.state.totals[matter] = new;
    }

    /// How a matter's weight is split over its top issues: each part is exponential.
    fn parts(&mut self, matter: usize) {
        let tops = &self.model.plan.matters()[matter];
        for issue in tops.iter().filter(|_| tops.len() > 1) {
            let (old, rest) = (self.state.parts[*issue], self.rest(matter));
            // Times the sum of all parts, so that it is linear in this one.
            let at = [0.0, 1.0].map(|part| {
                self.state.parts[*issue] = part;
                self.state.split(self.model, matter);
                let all: f64 = tops.iter().map(|i| self.state.parts[*i]).sum();
                let sums = self.with(matter, &rest);
                sums.into_iter().map(|sum| sum * all).collect::<Vec<f64>>()
            });
            self.state.parts[*issue] = old;
            self.line.clear();
            for (s, (n, _)) in self.model.of_matter[matter].iter().enumerate() {
                let slope = at[1][s] - at[0][s];
                let event = &self.model.events[*n];
                self.line
                    .cut(libm::exp(at[0][s] / slope), -step(event, slope));
            }
            let drawn = self.draw_even((0.0, 1.0));
            self.state.parts[*issue] = -libm::log(drawn.max(1e-300));
            self.state.split(self.model, matter);
            self.put(matter, &rest);
        }
    }

    /// The shares nested issues take of their parents' weights: even.
    fn shares(&mut self, matter: usize) {
        for (nested, (child, _)) in self.model.plan.nested().iter().enumerate() {
            if self.model.matter_of[*child] != Some(matter) {
                continue;
            }
            let rest = self.rest(matter);
            let at = [0.0, 1.0].map(|share| {
                self.state.shares[nested] = share;
                self.state.split(self.model, matter);
                self.with(matter, &rest)
            });
            self.line.clear();
            for (s, (n, _)) in self.model.of_matter[matter].iter().enumerate() {
                let slope = at[1][s] - at[0][s];
                self.line
                    .cut(-at[0][s] / slope, step(&self.model.events[*n], slope));
            }
            self.state.shares[nested] = self.draw_even((0.0, 1.0));
            self.state.split(self.model, matter);
            self.put(matter, &rest);
        }
    }

    /// The sums of a matter's events without what the matter adds.
    fn rest(&self, matter: usize) -> Vec<f64> {
        let total = self.state.totals[matter];
        let shares = self.model.of_matter[matter].iter().enumerate();
        shares
            .map(|(s, (n, _))| self.state.sums[*n] - total * self.slope(matter, s))
            .collect()
    }

    /// The sums of a matter's events, from what the others add.
    fn with(&self, matter: usize, rest: &[f64]) -> Vec<f64> {
        let total = self.state.totals[matter];
        let shares = rest.iter().enumerate();
        shares
            .map(|(s, rest)| rest + total * self.slope(matter, s))
            .collect()
    }

    fn put(&mut self, matter: usize, rest: &[f64]) {
        let sums = self.with(matter, rest);
        for ((n, _), sum) in self.model.of_matter[matter].iter().zip(sums) {
            self.state.sums[*n] = sum;
        }
    }

    /// The price of signing: first the share in which there is none, then the span.
    fn price(&mut self) {
        let Price::Span { span, right } = self.model.record.price else {
            return;
        };
        if !self.model.priced() {
            return;
        }
        let all: f64 = self.state.totals.iter().sum();
        let none = 1.0 - right;
        self.line.clear();
        for (event, sum) in self.model.events.iter().zip(&self.state.sums) {
            if !event.priced {
                continue;
            }
            let unpaid = sum + self.state.price * all;
            let change = event.log(unpaid - span.0 * all) - event.log(unpaid);
            self.line.cut(none, change);
            let at = unpaid / all;
            if span.0 < at && at < span.1 {
                let place = none + right * (at - span.0) / (span.1 - span.0);
                self.line.cut(place, step(event, -1.0));
            }
        }
        let drawn = self.draw_even((0.0, 1.0));
        let new = match drawn < none {
            true => 0.0,
            false => span.0 + (span.1 - span.0) * (drawn - none) / right,
        };
        let paid = (new - self.state.price) * all;
        for (event, sum) in self.model.events.iter().zip(&mut self.state.sums) {
            if event.priced {
                *sum -= paid;
            }
        }
        self.state.price = new;
    }
}

/// How much a judgment of a band weighs inside it, and how much everywhere.
fn odds(band: (f64, f64), right: f64) -> (f64, f64) {
    let width = (band.1 - band.0).max(1e-300);
    (right / width, (1.0 - right).max(1e-300))
}

/// The change in the logarithm of the density where the sum of an event rises or falls through zero.
pub(super) fn step(event: &Event, slope: f64) -> f64 {
    if (slope > 0.0) == event.at_least {
        event.log_ratio
    } else {
        -event.log_ratio
    }
}
