//! Moves of figures: each knot along its line, and all of them drawn anew at once, which is also how
//! the direction switches.

use super::state::Tie;
use super::sweep::Chain;

impl Chain<'_> {
    /// Draws the worths of an issue of figures.
    pub(super) fn figures(&mut self, issue: usize) {
        let record = &self.model.record.issues[issue];
        if record.direction.is_some() || !record.levels.is_empty() {
            self.anew(issue);
        }
        for knot in 0..self.model.nodes(issue) {
            self.knot(issue, knot);
        }
    }

    /// Proposes all knots as if nothing linked were on record.
    fn anew(&mut self, issue: usize) {
        let (model, state) = (self.model, &mut self.state);
        let old = (state.worths[issue].clone(), state.sorted[issue]);
        state.draw_issue(model, issue, self.silence, &mut self.stream);
        let touched = &model.of_issue[issue];
        let sums: Vec<f64> = touched.iter().map(|(n, _)| state.sum(model, *n)).collect();
        let change = |((n, _), sum): (&(usize, usize), &f64)| {
            model.events[*n].log(*sum) - model.events[*n].log(state.sums[*n])
        };
        let change: f64 = touched.iter().zip(&sums).map(change).sum();
        if self.stream.happens(libm::exp(change.min(0.0))) {
            for ((n, _), sum) in touched.iter().zip(sums) {
                state.sums[*n] = sum;
            }
        } else {
            (state.worths[issue], state.sorted[issue]) = old;
        }
    }

    fn knot(&mut self, issue: usize, knot: usize) {
        let model = self.model;
        let record = &model.record.issues[issue];
        let bands = model.bands(self.state.zero);
        let tie = match model.silent(issue) {
            true => Tie::of_silence(self.silence),
            false => Tie::Free,
        };
        let sorted = self.state.sorted[issue];
        let range = between(
            &self.state.worths[issue],
            knot,
            sorted,
            tie.range(bands.zero),
        );
        self.line.clear();
        self.worth_cuts(issue, knot);
        let layout = model.layouts[issue].as_ref();
        let likelihoods = match layout.filter(|_| !record.levels.is_empty()) {
            Some(layout) => layout.likelihoods(record, bands, sorted),
            None => vec![],
        };
        let mut worths = self.state.worths[issue].clone();
        for turn in likelihoods
            .iter()
            .flat_map(|l| l.turns(bands, &worths, knot))
        {
            self.line.cut(turn, 0.0);
        }
        let mut base = |worth: f64| {
            worths[knot] = worth;
            let likely = likelihoods.iter().map(|l| l.at(bands, &worths));
            libm::log(likely.product::<f64>().max(1e-300))
        };
        let worth = self.line.draw(range, &mut self.stream, &mut base);
        self.set_worth((issue, knot), worth, tie);
    }
}

/// Where a knot may lie: between its neighbours where they are sorted.
fn between(worths: &[f64], knot: usize, sorted: Option<bool>, all: (f64, f64)) -> (f64, f64) {
    let before = if knot > 0 {
        Some(worths[knot - 1])
    } else {
        None
    };
    let after = worths.get(knot + 1).copied();
    match sorted {
        None => all,
        Some(true) => (before.unwrap_or(all.0), after.unwrap_or(all.1)),
        Some(false) => (after.unwrap_or(all.0), before.unwrap_or(all.1)),
    }
}
