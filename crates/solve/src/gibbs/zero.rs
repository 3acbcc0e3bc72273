//! The zero moves, and what it pulls along: worths tied to it keep their place in their band.
//!
//! Figures with levels on record are drawn anew with it, as if nothing linked were on record, and
//! the move is taken in proportion to what that does to the events they are part of.

use super::event::{Event, Part};
use super::state::Tie;
use super::sweep::{Chain, step};

impl Chain<'_> {
    /// Draws the zero given everything that is not tied to it.
    pub(super) fn zero(&mut self) {
        let pulled: Vec<usize> = (0..self.model.space.len())
            .filter(|i| self.model.moves_with_zero(*i))
            .collect();
        let mut apart = vec![false; self.model.events.len()];
        for issue in &pulled {
            self.model.of_issue[*issue]
                .iter()
                .for_each(|(n, _)| apart[*n] = true);
        }
        let prior = self.model.settings.zero;
        self.line.clear();
        for (n, event) in self.model.events.iter().enumerate() {
            if apart[n] || event.parts.iter().all(|p| p.worths.is_empty()) {
                continue;
            }
            let [low, high] = [0.0, 1.0].map(|zero| self.sum_at(event, zero));
            let slope = high - low;
            let at = -low / slope;
            if at.is_finite() {
                self.line.cut(prior.at_most(at), step(event, slope));
            }
        }
        let drawn = self.draw_even((0.0, 1.0));
        let zero = prior.quantile(drawn);
        if pulled.is_empty() {
            self.move_zero(zero);
        } else {
            self.try_zero(zero, &pulled, &apart);
        }
    }

    /// The sum of an event with the zero moved.
    fn sum_at(&self, event: &Event, zero: f64) -> f64 {
        let state = &self.state;
        let gain = |part: &Part| {
            let (worths, ties) = (&state.worths[part.issue], &state.ties[part.issue]);
            let one = |(n, coef): &(usize, f64)| {
                coef * (ties[*n].moved(worths[*n], state.zero, zero) - zero)
            };
            part.worths.iter().map(one).sum::<f64>() + part.extra
        };
        let one = |part: &Part| state.factor(self.model, event.plain, part.issue) * gain(part);
        let gains: f64 = event.parts.iter().map(one).sum();
        if event.priced {
            gains - state.price * state.totals.iter().sum::<f64>()
        } else {
            gains
        }
    }

    fn move_zero(&mut self, zero: f64) {
        let from = self.state.zero;
        for (worths, ties) in self.state.worths.iter_mut().zip(&self.state.ties) {
            for (worth, tie) in worths.iter_mut().zip(ties) {
                if *tie != Tie::Free {
                    *worth = tie.moved(*worth, from, zero);
                }
            }
        }
        self.state.zero = zero;
        self.state.add_up(self.model);
    }

    fn try_zero(&mut self, zero: f64, pulled: &[usize], apart: &[bool]) {
        let before = self.state.clone();
        self.move_zero(zero);
        for issue in pulled {
            self.state
                .draw_issue(self.model, *issue, self.silence, &mut self.stream);
        }
        self.state.add_up(self.model);
        let events = self.model.events.iter().enumerate();
        let change: f64 = events
            .filter(|(n, _)| apart[*n])
            .map(|(n, e)| e.log(self.state.sums[n]) - e.log(before.sums[n]))
            .sum();
        if !self.stream.happens(libm::exp(change.min(0.0))) {
            self.state = before;
        }
    }
}
