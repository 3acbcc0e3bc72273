//! Readings: full sets of preferences that fit the record, drawn block by block.
//!
//! A reading of a party is a zero, weights over its issues and worths of their alternatives; the
//! gain of an alternative is weight × (worth − zero). Gains are kept as integers, rounded down in
//! steps of 2⁻²⁴ of the party's range, so that sums are exact and nothing unpaid passes.
//!
//! Without orders, packages, trades or weight orders the posterior factorises, given the zero, into
//! issues, and each draw is exact and independent: the effective sample size is the number drawn.

use crate::settings::{Settings, ZeroPrior};
use crate::standing::{Price, Record, Standing};
use crate::stream::Stream;
use crate::weights::Plan;
use crate::worths::Bands;
use crate::{Silence, numeric, worths};
use onetext_model::{Decimal, Package, Space};

/// How many readings are drawn from one stream.
pub const BLOCK: usize = 250;
/// One unit of a party's range, in steps of a gain.
pub const SCALE: f64 = (1u64 << 24) as f64;

/// One block of readings of one party.
#[derive(Debug, Clone)]
pub struct Block {
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
}

impl<'a> Sampler<'a> {
    /// Prepares to draw readings of a party.
    pub fn new(record: &'a Record, space: &'a Space, settings: &'a Settings) -> Self {
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
        let mut stream = Stream::new(self.settings.seed, self.record.party.as_str(), block);
        let nodes: Vec<usize> = (0..self.space.len()).map(|i| self.nodes(i)).collect();
        let mut drawn = Block {
            worths: nodes.iter().map(|n| vec![0.0; n * BLOCK]).collect(),
            weights: nodes
                .iter()
                .map(|n| if *n == 0 { vec![] } else { vec![0.0; BLOCK] })
                .collect(),
            zeros: vec![0.0; BLOCK],
            prices: vec![0; BLOCK],
        };
        let mut weights = vec![0.0; self.space.len()];
        for reading in 0..BLOCK {
            self.draw_one(reading, &mut stream, &mut drawn, &mut weights);
        }
        drawn
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
        drawn: &mut Block,
        weights: &mut [f64],
    ) {
        let zero = match self.settings.zero {
            ZeroPrior::Beta24 => stream.order_statistic(2, 5),
            ZeroPrior::Beta22 => stream.order_statistic(2, 3),
        };
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
        if block.weights[issue].is_empty() {
            gains.fill(0);
            return;
        }
        let silent = self.record.issues[issue].standing == Standing::Silent;
        let silence = if silent { silence } else { Silence::Free };
        let (low, high, share) = match &self.layouts[issue] {
            Some(layout) => layout.place(alternative),
            None => (alternative, alternative, 0.0),
        };
        let low = &block.worths[issue][low * BLOCK..][..BLOCK];
        let high = &block.worths[issue][high * BLOCK..][..BLOCK];
        for (reading, gain) in gains.iter_mut().enumerate() {
            let drawn = low[reading] + share * (high[reading] - low[reading]);
            let zero = block.zeros[reading];
            let worth = match silence {
                Silence::Against => drawn * zero,
                Silence::Free => drawn,
                Silence::For => zero + drawn * (1.0 - zero),
            };
            *gain = (block.weights[issue][reading] * (worth - zero) * SCALE).floor() as i32;
        }
    }

    /// On how many readings of a block the party's gains from a package reach its price,
    /// red lines aside, for one way to read silence.
    pub fn accepted(&self, block: &Block, package: &Package, silence: Silence) -> u32 {
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
        sums.iter()
            .zip(&block.prices)
            .filter(|(sum, price)| sum >= price)
            .count() as u32
    }

    /// The prices of signing in a block, in steps of a gain.
    pub fn prices<'b>(&self, block: &'b Block) -> &'b [i32] {
        &block.prices
    }
}

impl Block {
    /// One reading taken apart, for work by hand: zero, price, and weight and worth of a chosen
    /// alternative per issue.
    pub fn reading(&self, reading: usize) -> (f64, f64) {
        (self.zeros[reading], f64::from(self.prices[reading]) / SCALE)
    }

    /// The weight of an issue in one reading; 0 outside the sum.
    pub fn weight(&self, issue: usize, reading: usize) -> f64 {
        self.weights[issue].get(reading).copied().unwrap_or(0.0)
    }

    /// The drawn worth of a node (an alternative, or a knot of figures) in one reading.
    pub fn worth(&self, issue: usize, node: usize, reading: usize) -> f64 {
        self.worths[issue]
            .get(node * BLOCK + reading)
            .copied()
            .unwrap_or(0.0)
    }
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
