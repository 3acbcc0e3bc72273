//! One full reading in the coordinates the chains move in.
//!
//! Weights are kept before they are divided by their total: each matter's is exponential, each top
//! issue's part of its matter too, a nested issue's share of its parent's is even. Every event then
//! stays linear in each of them. A worth is kept with what it is tied to, so that what lies in a
//! band of the zero stays in it when the zero moves.

use super::event::Part;
use super::model::Model;
use crate::numeric;
use crate::standing::Price;
use crate::stream::Stream;
use crate::{Record, Silence};
use onetext_model::Level;

/// What happens to a worth when the zero moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// It stays.
    Free,
    /// It keeps its share of the way from 0 to the zero.
    Below,
    /// It keeps its share of the way from the zero to 1.
    Above,
}

impl Tie {
    /// The tie of a worth drawn in the band of a level.
    pub fn of(level: Level) -> Self {
        match level {
            Level::Wants | Level::CanLiveWith => Self::Above,
            Level::OnlyInReturn | Level::Cannot => Self::Below,
        }
    }

    /// The tie of what nothing is on record about, by the way silence is read.
    pub fn of_silence(silence: Silence) -> Self {
        match silence {
            Silence::Against => Self::Below,
            Silence::Free => Self::Free,
            Silence::For => Self::Above,
        }
    }

    /// Where a silent worth lies.
    pub fn range(self, zero: f64) -> (f64, f64) {
        match self {
            Self::Free => (0.0, 1.0),
            Self::Below => (0.0, zero),
            Self::Above => (zero, 1.0),
        }
    }

    /// Where a worth lies once the zero has moved.
    pub fn moved(self, worth: f64, from: f64, to: f64) -> f64 {
        match self {
            Self::Free => worth,
            Self::Below => worth * to / from.max(1e-300),
            Self::Above => 1.0 - (1.0 - worth) * (1.0 - to) / (1.0 - from).max(1e-300),
        }
    }
}

/// One full reading.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The zero.
    pub zero: f64,
    /// The price of signing.
    pub price: f64,
    /// Each matter's weight, of mean 1 before anything is known.
    pub totals: Vec<f64>,
    /// Each top issue's part of its matter, of mean 1 before anything is known.
    pub parts: Vec<f64>,
    /// Each nested issue's share of its parent's weight, in the order of the plan.
    pub shares: Vec<f64>,
    /// Each issue's share of its matter's weight.
    pub splits: Vec<f64>,
    /// By issue and node.
    pub worths: Vec<Vec<f64>>,
    /// By issue and node: what each worth is tied to.
    pub ties: Vec<Vec<Tie>>,
    /// By issue: which way its knots are sorted.
    pub sorted: Vec<Option<bool>>,
    /// By event: its sum.
    pub sums: Vec<f64>,
}

impl State {
    /// A reading drawn as if nothing linked were on record.
    pub fn draw(model: &Model<'_>, silence: Silence, stream: &mut Stream) -> Self {
        let zero = model.settings.zero.draw(stream);
        Self::draw_at(zero, model, silence, stream)
    }

    fn draw_at(zero: f64, model: &Model<'_>, silence: Silence, stream: &mut Stream) -> Self {
        let issues = model.space.len();
        let nodes = |i: usize| model.nodes(i);
        let mut state = Self {
            zero,
            price: draw_price(model.record, stream),
            totals: vec![1.0; model.members.len()],
            parts: vec![1.0; issues],
            shares: vec![0.0; model.plan.nested().len()],
            splits: vec![0.0; issues],
            worths: (0..issues).map(|i| vec![0.0; nodes(i)]).collect(),
            ties: (0..issues).map(|i| vec![Tie::Free; nodes(i)]).collect(),
            sorted: vec![None; issues],
            sums: vec![0.0; model.events.len()],
        };
        (0..model.members.len()).for_each(|m| state.draw_matter(model, m, stream));
        (0..issues).for_each(|i| state.draw_issue(model, i, silence, stream));
        state.settle(model);
        state
    }

    /// The reading another one becomes under a changed record: what is as before stays.
    pub fn adapt(&self, from: &Record, model: &Model<'_>, draw: (Silence, &mut Stream)) -> Self {
        let mut state = Self::draw_at(self.zero, model, draw.0, draw.1);
        let to = model.record;
        if from.price == to.price {
            state.price = self.price;
        }
        if self.totals.len() == state.totals.len() {
            state.totals.clone_from(&self.totals);
        }
        if self.shares.len() == state.shares.len() {
            state.shares.clone_from(&self.shares);
        }
        state.parts.clone_from(&self.parts);
        for issue in 0..state.worths.len() {
            let same = from.issues[issue] == to.issues[issue];
            if same && self.worths[issue].len() == state.worths[issue].len() {
                state.worths[issue].clone_from(&self.worths[issue]);
                state.ties[issue].clone_from(&self.ties[issue]);
                state.sorted[issue] = self.sorted[issue];
            }
        }
        state.settle(model);
        state
    }

    /// Draws the weights inside a matter, and its own, as if nothing linked were on record.
    pub fn draw_matter(&mut self, model: &Model<'_>, matter: usize, stream: &mut Stream) {
        self.totals[matter] = stream.exponential();
        let tops = &model.plan.matters()[matter];
        if tops.len() > 1 {
            tops.iter()
                .for_each(|i| self.parts[*i] = stream.exponential());
        }
        for (n, (child, _)) in model.plan.nested().iter().enumerate() {
            if model.matter_of[*child] == Some(matter) {
                self.shares[n] = stream.uniform();
            }
        }
        self.split(model, matter);
    }

    /// Works out how a matter's weight is split over its issues.
    pub fn split(&mut self, model: &Model<'_>, matter: usize) {
        let tops = &model.plan.matters()[matter];
        let all: f64 = tops.iter().map(|i| self.parts[*i]).sum();
        for i in tops {
            self.splits[*i] = self.parts[*i] / all.max(1e-300);
        }
        for (n, (child, parent)) in model.plan.nested().iter().enumerate() {
            if model.matter_of[*child] == Some(matter) {
                self.splits[*child] = self.splits[*parent] * self.shares[n];
                self.splits[*parent] -= self.splits[*child];
            }
        }
    }

    /// Draws the worths of an issue as if nothing linked were on record.
    pub fn draw_issue(
        &mut self,
        model: &Model<'_>,
        issue: usize,
        silence: Silence,
        stream: &mut Stream,
    ) {
        let record = &model.record.issues[issue];
        let bands = model.bands(self.zero);
        let worths = &mut self.worths[issue];
        if worths.is_empty() {
            return;
        }
        if model.silent(issue) {
            let tie = Tie::of_silence(silence);
            worths.fill_with(|| stream.between(tie.range(bands.zero)));
            self.ties[issue].fill(tie);
            return;
        }
        if let Some(layout) = &model.layouts[issue] {
            self.sorted[issue] = numeric::sorted(record, stream);
            layout.draw_sorted((record, self.sorted[issue]), bands, stream, worths);
            return;
        }
        for (node, worth) in worths.iter_mut().enumerate() {
            let level = record.level_of(node);
            let holds = level.filter(|l| stream.happens(l.right));
            *worth = stream.between(holds.map_or((0.0, 1.0), |l| bands.of(l.level)));
            self.ties[issue][node] = holds.map_or(Tie::Free, |l| Tie::of(l.level));
        }
    }

    /// Works out the splits and the sums of all events anew.
    pub fn settle(&mut self, model: &Model<'_>) {
        (0..model.members.len()).for_each(|m| self.split(model, m));
        self.add_up(model);
    }

    /// Works out the sums of all events anew.
    pub fn add_up(&mut self, model: &Model<'_>) {
        for n in 0..model.events.len() {
            self.sums[n] = self.sum(model, n);
        }
    }

    /// The sum of an event, from the start.
    pub fn sum(&self, model: &Model<'_>, event: usize) -> f64 {
        let event = &model.events[event];
        let one = |part: &Part| self.factor(model, event.plain, part.issue) * self.gain(part);
        let gains: f64 = event.parts.iter().map(one).sum();
        if event.priced {
            gains - self.price * self.totals.iter().sum::<f64>()
        } else {
            gains
        }
    }

    /// What a part is multiplied by: its issue's weight, or 1 where weights play no part.
    pub fn factor(&self, model: &Model<'_>, plain: bool, issue: usize) -> f64 {
        match (plain, model.matter_of[issue]) {
            (false, Some(matter)) => self.totals[matter] * self.splits[issue],
            (false, None) => 0.0,
            (true, _) => 1.0,
        }
    }

    /// What a part comes to for a weight of 1.
    pub fn gain(&self, part: &Part) -> f64 {
        let worths = &self.worths[part.issue];
        let gains = part
            .worths
            .iter()
            .map(|(n, c)| c * (worths[*n] - self.zero));
        gains.sum::<f64>() + part.extra
    }
}

/// A price of signing as if nothing linked were on record.
pub fn draw_price(record: &Record, stream: &mut Stream) -> f64 {
    match record.price {
        Price::None => 0.0,
        Price::Span { span, right } => {
            let holds = stream.happens(right);
            let drawn = stream.between(span);
            if holds { drawn } else { 0.0 }
        }
    }
}
