//! The readings of one party drawn by chains: four for each way to read silence, each with its own
//! chance, joined in fixed order.

use super::model::Model;
use super::state::{State, draw_price};
use super::sweep::Chain;
use crate::mixing::Mixing;
use crate::readings::BLOCK;
use crate::settings::{CHAINS, Settings};
use crate::stream::Stream;
use crate::{Record, Silence, Three};
use onetext_model::Space;
use rayon::prelude::*;

/// The fewest blocks kept, whatever their size: what a walk over all packages uses.
const FEWEST_BLOCKS: usize = 8;

/// A chain that goes on from an earlier one takes one in so many of the moves before its first reading.
const GOING_ON: usize = 3;

/// The readings of one party.
#[derive(Debug, Clone)]
pub struct Drawn {
    record: Record,
    columns: Columns,
    blocks: usize,
    step: usize,
    /// One for each way to read silence, or one for all where no issue is silent.
    ways: Vec<Way>,
}

/// Where the numbers of a reading stand: zero, price, weights, then worths by issue.
#[derive(Debug, Clone)]
struct Columns {
    issues: usize,
    /// Where each issue's worths begin, and where the last end.
    starts: Vec<usize>,
}

/// The readings for one way to read silence.
#[derive(Debug, Clone)]
struct Way {
    /// Reading by reading, chain by chain.
    rows: Vec<f32>,
    /// Where each chain ended.
    ends: Vec<State>,
    /// By linked judgment: the readings it does not hold on, and those it is taken as right on.
    broken: Vec<(u32, u32)>,
}

/// A reading of a chain, by its parts.
#[derive(Debug, Clone, Copy)]
pub struct Row<'d> {
    columns: &'d Columns,
    numbers: &'d [f32],
}

impl Row<'_> {
    /// The zero.
    pub fn zero(&self) -> f64 {
        f64::from(self.numbers[0])
    }

    /// The price of signing.
    pub fn price(&self) -> f64 {
        f64::from(self.numbers[1])
    }

    /// An issue's weight; 0 outside the sum.
    pub fn weight(&self, issue: usize) -> f64 {
        f64::from(self.numbers[2 + issue])
    }

    /// The worths of an issue's nodes; none outside the sum.
    pub fn worths(&self, issue: usize) -> impl Iterator<Item = f64> {
        let (from, to) = (self.columns.starts[issue], self.columns.starts[issue + 1]);
        self.numbers[from..to].iter().map(|worth| f64::from(*worth))
    }
}

impl Columns {
    fn new(model: &Model<'_>) -> Self {
        let issues = model.space.len();
        let mut starts = vec![2 + issues];
        for issue in 0..issues {
            starts.push(starts[issue] + model.nodes(issue));
        }
        Self { issues, starts }
    }

    fn width(&self) -> usize {
        self.starts[self.issues]
    }

    /// Blocks kept: as many as asked for, within bounds, and even in number so that the chains
    /// give as many readings each.
    fn blocks(&self, settings: &Settings) -> usize {
        let room = (settings.kept_numbers / (self.width() * BLOCK)).max(FEWEST_BLOCKS);
        let wanted = settings.readings.div_ceil(BLOCK).clamp(1, room);
        wanted.next_multiple_of(2)
    }
}

impl Drawn {
    /// Draws the readings of a party. Chains start where `earlier` ones ended, if there are any:
    /// after one more judgment they have little way to go.
    pub fn new(
        record: &Record,
        space: &Space,
        settings: &Settings,
        earlier: Option<&Drawn>,
    ) -> Self {
        let model = Model::new(record, space, settings);
        let columns = Columns::new(&model);
        let blocks = columns.blocks(settings);
        let silent = (0..space.len()).any(|issue| model.silent(issue));
        let ways = if silent {
            &Silence::ALL[..]
        } else {
            &[Silence::Free]
        };
        let all: Vec<(Silence, usize)> = ways
            .iter()
            .flat_map(|silence| (0..CHAINS).map(move |chain| (*silence, chain)))
            .collect();
        let runs: Vec<Run> = all
            .into_par_iter()
            .map(|of| Run::new(&model, of, blocks * BLOCK / CHAINS, earlier))
            .collect();
        let ways = runs.chunks(CHAINS).map(Way::join).collect();
        Self {
            record: record.clone(),
            columns,
            blocks,
            step: step(blocks),
            ways,
        }
    }

    /// How many blocks of readings there are.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// How many readings there are for each way to read silence.
    pub fn len(&self) -> usize {
        self.blocks * BLOCK
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.blocks == 0
    }

    /// The place, in the order of the chains, of a reading of a block. A block takes readings from
    /// all chains, far apart in each, so that a few blocks say nearly as much as so many independent
    /// readings.
    pub fn place(&self, block: usize, reading: usize) -> usize {
        reading * self.blocks + (block * self.step) % self.blocks
    }

    /// The chain a place is of.
    pub fn chain(&self, place: usize) -> usize {
        place * CHAINS / self.len()
    }

    /// What a series is worth that has one number for each reading, block by block.
    pub fn mixing(&self, series: &[i64]) -> Mixing {
        let mut placed: Vec<(usize, i64)> = (0..series.len())
            .map(|n| (self.place(n / BLOCK, n % BLOCK), series[n]))
            .collect();
        placed.sort_unstable();
        let mut chains = vec![vec![]; CHAINS];
        for (place, number) in placed {
            chains[self.chain(place)].push(number as f64);
        }
        Mixing::of(&chains)
    }

    /// One reading, by its place in the order of the chains.
    pub fn row(&self, silence: Silence, place: usize) -> Row<'_> {
        let width = self.columns.width();
        Row {
            columns: &self.columns,
            numbers: &self.way(silence).rows[place * width..][..width],
        }
    }

    /// The share of readings on which a linked judgment does not hold, in [0, 1].
    pub fn broken(&self, judgment: usize) -> Three<f64> {
        self.share(|way| way.broken[judgment].0)
    }

    /// The share of readings on which a linked judgment is taken as right, in [0, 1]: where its
    /// switch is on. Where it is off, that it holds is chance.
    pub fn taken(&self, judgment: usize) -> Three<f64> {
        self.share(|way| way.broken[judgment].1)
    }

    fn share(&self, count: impl Fn(&Way) -> u32) -> Three<f64> {
        let all = self.len() as f64;
        Three::of(|silence| f64::from(count(self.way(silence))) / all)
    }

    /// Whether it makes a difference how silence is read.
    pub fn hears_silence(&self) -> bool {
        self.ways.len() > 1
    }

    fn way(&self, silence: Silence) -> &Way {
        self.ways.get(silence as usize).unwrap_or(&self.ways[0])
    }
}

/// How far from each other blocks begin that follow on one another: a step near the golden section
/// that reaches every place.
fn step(blocks: usize) -> usize {
    (1..blocks)
        .filter(|step| gcd(*step, blocks) == 1)
        .min_by_key(|step| (step * 1000).abs_diff(blocks * 618))
        .unwrap_or(1)
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Way {
    fn join(runs: &[Run]) -> Self {
        let judgments = runs.first().map_or(0, |r| r.broken.len());
        let add = |n: usize| {
            let of = runs.iter().map(|r| r.broken[n]);
            of.fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
        };
        Self {
            rows: runs.iter().flat_map(|r| r.rows.iter().copied()).collect(),
            ends: runs.iter().map(|r| r.end.clone()).collect(),
            broken: (0..judgments).map(add).collect(),
        }
    }
}

/// What one chain gave.
struct Run {
    rows: Vec<f32>,
    end: State,
    broken: Vec<(u32, u32)>,
}

impl Run {
    fn new(
        model: &Model<'_>,
        (silence, number): (Silence, usize),
        kept: usize,
        earlier: Option<&Drawn>,
    ) -> Self {
        let name = format!("{}/{silence:?}", model.record.party);
        let mut stream = Stream::new(model.settings.seed, &name, number as u64);
        let before = earlier.map(|d| (&d.record, &d.way(silence).ends[number]));
        let (start, moves) = match before {
            Some((record, state)) if state.worths.len() == model.space.len() => {
                let start = state.adapt(record, model, (silence, &mut stream));
                (start, model.settings.warm_up.div_ceil(GOING_ON))
            }
            _ => (
                State::draw(model, silence, &mut stream),
                model.settings.warm_up,
            ),
        };
        let mut chain = Chain::new(model, silence, start, stream);
        (0..moves).for_each(|_| chain.sweep());
        let mut run = Self {
            rows: vec![],
            end: chain.state.clone(),
            broken: vec![(0, 0); model.record.linked.len()],
        };
        for _ in 0..kept {
            (0..model.settings.thin).for_each(|_| chain.sweep());
            chain.fill();
            run.keep(&mut chain);
        }
        run.end = chain.state;
        run
    }

    fn keep(&mut self, chain: &mut Chain<'_>) {
        let (model, state) = (chain.model, &chain.state);
        let all: f64 = state.totals.iter().sum();
        self.rows.push(state.zero as f32);
        self.rows.push(state.price as f32);
        for issue in 0..model.space.len() {
            let weight = state.factor(model, false, issue) / all;
            self.rows.push(weight as f32);
        }
        let worths = state.worths.iter().flatten();
        self.rows.extend(worths.map(|worth| *worth as f32));
        for ((event, sum), judgment) in model.events.iter().zip(&state.sums).zip(&model.judgments) {
            let (broken, taken) = &mut self.broken[*judgment];
            match event.holds(*sum) {
                true => *taken += u32::from(chain.stream.happens(event.taken)),
                false => *broken += 1,
            }
        }
    }
}

impl Chain<'_> {
    /// Draws what no event depends on, which sweeps leave alone.
    fn fill(&mut self) {
        for issue in 0..self.model.space.len() {
            match self.model.touched(issue) {
                false => {
                    let (silence, stream) = (self.silence, &mut self.stream);
                    self.state.draw_issue(self.model, issue, silence, stream);
                }
                true if self.model.layouts[issue].is_none() => self.fill_words(issue),
                true => {}
            }
        }
        for matter in 0..self.model.members.len() {
            if self.model.of_matter[matter].is_empty() {
                self.state.draw_matter(self.model, matter, &mut self.stream);
            }
        }
        if !self.model.priced() {
            self.state.price = draw_price(self.model.record, &mut self.stream);
        }
    }

    /// The alternatives of an issue of words that no event depends on.
    fn fill_words(&mut self, issue: usize) {
        let kept = (
            self.state.worths[issue].clone(),
            self.state.ties[issue].clone(),
        );
        let (silence, stream) = (self.silence, &mut self.stream);
        self.state.draw_issue(self.model, issue, silence, stream);
        for (node, events) in self.model.at[issue].iter().enumerate() {
            if !events.is_empty() {
                self.state.worths[issue][node] = kept.0[node];
                self.state.ties[issue][node] = kept.1[node];
            }
        }
    }
}
