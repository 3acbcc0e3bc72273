//! Readings: full sets of preferences that fit the record, drawn block by block.
//!
//! A reading of a party is a zero, weights over its issues and worths of their alternatives; the
//! gain of an alternative is weight × (worth − zero). Gains are kept as integers, rounded down in
//! steps of 2⁻²⁴ of the party's range, so that sums are exact and nothing unpaid passes.
//!
//! Without orders, packages, trades or weight orders the posterior factorises, given the zero, into
//! issues, and each draw is exact and independent: the effective sample size is the number drawn. With
//! any of them they are drawn by chains ([`crate::gibbs`]), once for each way to read silence, since what
//! links issues also links what is silent.

use crate::gibbs::Drawn;
use crate::settings::Settings;
use crate::standing::{Price, Record, Standing};
use crate::stream::Stream;
use crate::weights::Plan;
use crate::worths::Bands;
use crate::{Silence, numeric, worths};
use onetext_model::{Decimal, Package, Space};
use std::sync::Arc;

/// How many readings are drawn from one stream.
pub const BLOCK: usize = 250;
/// One unit of a party's range, in steps of a gain.
pub const SCALE: f64 = (1u64 << 24) as f64;

/// One block of readings of one party: one set of numbers from which each way to read silence is
/// worked out, or one for each way.
#[derive(Debug, Clone)]
pub struct Block {
    ways: Vec<Numbers>,
}

/// The numbers of one block.
#[derive(Debug, Clone)]
struct Numbers {
    /// Per issue: its nodes' worths, reading by reading (`nodes × BLOCK`).
    worths: Vec<Vec<f64>>,
    /// Per issue: its weights, reading by reading.
    weights: Vec<Vec<f64>>,
    zeros: Vec<f64>,
    prices: Vec<i32>,
}

/// What one party's readings are drawn from.
#[derive(Debug, Clone)]
pub struct Sampler<'a> {
    record: &'a Record,
    space: &'a Space,
    settings: &'a Settings,
    plan: Plan,
    layouts: Vec<Option<numeric::Layout>>,
    drawn: Option<Arc<Drawn>>,
}

impl<'a> Sampler<'a> {
    /// Prepares to draw readings of a party; where judgments link issues, its chains run now.
    pub fn new(record: &'a Record, space: &'a Space, settings: &'a Settings) -> Self {
        let drawn =
            Self::needs_chains(record).then(|| Arc::new(Drawn::new(record, space, settings, None)));
        Self::with(record, space, settings, drawn)
    }

    /// The same with readings that chains have drawn before, for a record that needs them.
    pub fn with(
        record: &'a Record,
        space: &'a Space,
        settings: &'a Settings,
        drawn: Option<Arc<Drawn>>,
    ) -> Self {
        let layout = |issue: &onetext_model::Issue| {
            issue
                .is_numeric()
                .then(|| numeric::Layout::new(issue.alternatives.len()))
        };
        let layouts = space.issues().iter().map(layout).collect();
        Self {
            record,
            space,
            settings,
            plan: Plan::new(record, space),
            layouts,
            drawn,
        }
    }

    /// Whether a record has judgments that only chains weigh.
    pub fn needs_chains(record: &Record) -> bool {
        record.scores.is_none() && !record.linked.is_empty()
    }

    /// The readings drawn by chains, where they were.
    pub fn drawn(&self) -> Option<&Drawn> {
        self.drawn.as_deref()
    }

    /// How many blocks there are of so many readings: chains give a bounded number.
    pub fn blocks(&self, readings: usize) -> u64 {
        let wanted = readings.div_ceil(BLOCK);
        let most = self.drawn.as_ref().map_or(wanted, |d| d.blocks());
        wanted.min(most) as u64
    }

    /// Whether an issue's gains depend on how silence is read.
    pub fn hears_silence(&self, issue: usize) -> bool {
        match &self.drawn {
            Some(drawn) => drawn.hears_silence(),
            None => self.record.issues[issue].standing == Standing::Silent,
        }
    }

    /// The party's record.
    pub fn record(&self) -> &Record {
        self.record
    }

    /// The space the readings are over.
    pub fn space(&self) -> &Space {
        self.space
    }

    /// Draws one block of readings.
    pub fn block(&self, block: u64) -> Block {
        let ways = match &self.drawn {
            Some(drawn) if drawn.hears_silence() => Silence::ALL
                .map(|silence| self.kept(drawn, silence, block as usize))
                .to_vec(),
            Some(drawn) => vec![self.kept(drawn, Silence::Free, block as usize)],
            None => vec![self.exact(block)],
        };
        Block { ways }
    }

    /// One block of what chains have drawn.
    fn kept(&self, drawn: &Drawn, silence: Silence, block: usize) -> Numbers {
        let mut numbers = self.room();
        for reading in 0..BLOCK {
            let row = drawn.row(silence, drawn.place(block, reading));
            numbers.zeros[reading] = row.zero();
            numbers.prices[reading] = (row.price() * SCALE).ceil() as i32;
            for issue in 0..self.space.len() {
                if let Some(weight) = numbers.weights[issue].get_mut(reading) {
                    *weight = row.weight(issue);
                }
                for (node, worth) in row.worths(issue).enumerate() {
                    numbers.worths[issue][node * BLOCK + reading] = worth;
                }
            }
        }
        numbers
    }

    /// One block drawn exactly.
    fn exact(&self, block: u64) -> Numbers {
        let mut stream = Stream::new(self.settings.seed, self.record.party.as_str(), block);
        let mut drawn = self.room();
        let mut weights = vec![0.0; self.space.len()];
        for reading in 0..BLOCK {
            self.draw_one(reading, &mut stream, &mut drawn, &mut weights);
        }
        drawn
    }

    fn room(&self) -> Numbers {
        let nodes: Vec<usize> = (0..self.space.len()).map(|i| self.nodes(i)).collect();
        Numbers {
            worths: nodes.iter().map(|n| vec![0.0; n * BLOCK]).collect(),
            weights: nodes
                .iter()
                .map(|n| if *n == 0 { vec![] } else { vec![0.0; BLOCK] })
                .collect(),
            zeros: vec![0.0; BLOCK],
            prices: vec![0; BLOCK],
        }
    }

    /// How many worths are drawn for an issue: none outside the sum.
    fn nodes(&self, issue: usize) -> usize {
        match (self.record.in_sum(issue), &self.layouts[issue]) {
            (false, _) => 0,
            (true, Some(layout)) => layout.knots(),
            (true, None) => self.space.issues()[issue].alternatives.len(),
        }
    }

    fn draw_one(
        &self,
        reading: usize,
        stream: &mut Stream,
        drawn: &mut Numbers,
        weights: &mut [f64],
    ) {
        let zero = self.settings.zero.draw(stream);
        let bands = Bands::new(zero, self.settings.live_with_band);
        drawn.zeros[reading] = zero;
        drawn.prices[reading] = price(self.record.price, stream);
        self.plan.draw(stream, weights);
        let mut worth = vec![];
        for (issue, weight) in weights.iter().enumerate() {
            let nodes = self.nodes(issue);
            if nodes == 0 {
                continue;
            }
            drawn.weights[issue][reading] = *weight;
            worth.clear();
            worth.resize(nodes, 0.0);
            let record = &self.record.issues[issue];
            match &self.layouts[issue] {
                Some(layout) => layout.draw(record, bands, stream, &mut worth),
                None => worths::draw(record, bands, stream, &mut worth),
            }
            for (node, worth) in worth.iter().enumerate() {
                drawn.worths[issue][node * BLOCK + reading] = *worth;
            }
        }
    }

    /// The gains of one alternative in a block, in steps of 2⁻²⁴, for one way to read silence.
    ///
    /// Zero for an issue outside the party's sum.
    pub fn gains(
        &self,
        block: &Block,
        (issue, alternative): (usize, usize),
        silence: Silence,
        gains: &mut [i32],
    ) {
        let numbers = block.way(silence);
        if numbers.weights[issue].is_empty() {
            gains.fill(0);
            return;
        }
        // Chains draw what is silent where it lies; else it is drawn freely and brought there.
        let silent = self.record.issues[issue].standing == Standing::Silent;
        let silence = match silent && self.drawn.is_none() {
            true => silence,
            false => Silence::Free,
        };
        let (low, high, share) = match &self.layouts[issue] {
            Some(layout) => layout.place(alternative),
            None => (alternative, alternative, 0.0),
        };
        let low = &numbers.worths[issue][low * BLOCK..][..BLOCK];
        let high = &numbers.worths[issue][high * BLOCK..][..BLOCK];
        for (reading, gain) in gains.iter_mut().enumerate() {
            let drawn = low[reading] + share * (high[reading] - low[reading]);
            let zero = numbers.zeros[reading];
            let worth = match silence {
                Silence::Against => drawn * zero,
                Silence::Free => drawn,
                Silence::For => zero + drawn * (1.0 - zero),
            };
            *gain = down(numbers.weights[issue][reading] * (worth - zero) * SCALE);
        }
    }

    /// On how many readings of a block the party's gains from a package reach its price,
    /// red lines aside, for one way to read silence.
    pub fn accepted(&self, block: &Block, package: &Package, silence: Silence) -> u32 {
        let left = self.margins(block, package, silence);
        left.iter().filter(|left| **left >= 0).count() as u32
    }

    /// By how much the party's gains from a package pass its price, reading by reading of a block,
    /// red lines aside, in steps of a gain.
    pub fn margins(&self, block: &Block, package: &Package, silence: Silence) -> Vec<i32> {
        let mut sums = vec![0i32; BLOCK];
        let mut gains = vec![0i32; BLOCK];
        for issue in 0..self.space.len() {
            let Some(alternative) = package.get(issue) else {
                continue;
            };
            self.gains(block, (issue, alternative), silence, &mut gains);
            sums.iter_mut()
                .zip(&gains)
                .for_each(|(sum, gain)| *sum += gain);
        }
        let prices = self.prices(block, silence);
        sums.iter_mut()
            .zip(prices)
            .for_each(|(sum, price)| *sum -= price);
        sums
    }

    /// The prices of signing in a block, in steps of a gain, for one way to read silence.
    pub fn prices<'b>(&self, block: &'b Block, silence: Silence) -> &'b [i32] {
        &block.way(silence).prices
    }
}

impl Block {
    fn way(&self, silence: Silence) -> &Numbers {
        let own = self.ways.get(silence as usize);
        own.unwrap_or(&self.ways[0])
    }

    /// One reading taken apart, for work by hand: zero and price, silence read freely.
    pub fn reading(&self, reading: usize) -> (f64, f64) {
        let numbers = self.way(Silence::Free);
        let price = f64::from(numbers.prices[reading]) / SCALE;
        (numbers.zeros[reading], price)
    }

    /// The weight of an issue in one reading; 0 outside the sum.
    pub fn weight(&self, issue: usize, reading: usize) -> f64 {
        let weights = &self.way(Silence::Free).weights[issue];
        weights.get(reading).copied().unwrap_or(0.0)
    }

    /// The drawn worth of a node (an alternative, or a knot of figures) in one reading.
    pub fn worth(&self, issue: usize, node: usize, reading: usize) -> f64 {
        let worths = &self.way(Silence::Free).worths[issue];
        worths.get(node * BLOCK + reading).copied().unwrap_or(0.0)
    }
}

/// Rounded down to a whole step; quicker than the library's, which old processors do not know.
fn down(steps: f64) -> i32 {
    let whole = steps as i32;
    whole - i32::from(f64::from(whole) > steps)
}

fn price(price: Price, stream: &mut Stream) -> i32 {
    match price {
        Price::None => 0,
        Price::Span { span, right } => {
            let holds = stream.happens(right);
            let drawn = stream.between(span);
            if holds {
                (drawn * SCALE).ceil() as i32
            } else {
                0
            }
        }
    }
}

/// Whether a party with points accepts a package: its points reach its reservation value.
pub fn scored_accepts(scores: &crate::standing::Scores, package: &Package) -> bool {
    total(scores, package) >= scores.reservation
}

/// A party's points for a package.
pub fn total(scores: &crate::standing::Scores, package: &Package) -> Decimal {
    let chosen = scores
        .points
        .iter()
        .enumerate()
        .filter_map(|(issue, points)| package.get(issue).map(|a| points[a]));
    chosen.sum()
}
