//! Linked judgments by definition: draws from the prior, each weighed by how likely it makes what is
//! on record, silence read three ways.

use crate::chance::Chance;
use crate::prior::{Prior, Reading};
use onetext_model::{Package, Space};
use onetext_solve::ZeroPrior;
use onetext_solve::linked::{Choices, Linked, Says};
use onetext_solve::standing::{IssueRecord, Price, Record, Standing};

/// A mean with its standard error.
#[derive(Debug, Clone, Copy)]
pub struct Mean {
    pub mean: f64,
    pub error: f64,
}

/// The model, or one of its mistakes: an oracle with a mistake has to disagree with the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Judgments are weighed as if they were certain to be right or wrong by their confidence alone.
    SwitchIgnored,
    /// Every judgment is taken as right.
    AlwaysRight,
    /// What is probable before anything is known plays no part.
    PriorIgnored,
    /// Each issue has a zero of its own.
    ZeroNotShared,
    /// Silence read freely is read as `can live with`.
    SilenceBearable,
    /// A refusal is read as a yes.
    RefusalAccepts,
    /// What signing costs is forgotten in answers.
    PriceForgotten,
    /// The weights play no part.
    WeightsEven,
    /// Orders are read the wrong way round.
    OrdersReversed,
    /// A trade is read as one gain above the other.
    TradeCompared,
    /// The band of what can be lived with is twice as wide.
    BandOff,
}

impl Fault {
    pub const ALL: [Self; 12] = [
        Self::None,
        Self::SwitchIgnored,
        Self::AlwaysRight,
        Self::PriorIgnored,
        Self::ZeroNotShared,
        Self::SilenceBearable,
        Self::RefusalAccepts,
        Self::PriceForgotten,
        Self::WeightsEven,
        Self::OrdersReversed,
        Self::TradeCompared,
        Self::BandOff,
    ];
}

/// An oracle over one record.
pub struct Oracle<'a> {
    prior: Prior<'a>,
    /// How probable each linked judgment is before anything is known.
    priors: Vec<f64>,
    fault: Fault,
}

/// One draw as one way to read silence has it.
struct View<'r> {
    reading: &'r Reading,
    zeros: &'r [f64],
    way: usize,
}

impl<'a> Oracle<'a> {
    pub fn new(space: &'a Space, record: &'a Record, zero: ZeroPrior) -> Self {
        let mut oracle = Self {
            prior: Prior::new(space, record, zero),
            priors: vec![0.5; record.linked.len()],
            fault: Fault::None,
        };
        oracle.priors = oracle.simulated(space, zero);
        oracle
    }

    /// Makes a mistake from now on.
    pub fn mistaken(&mut self, fault: Fault) {
        self.fault = fault;
        let off = fault == Fault::BandOff;
        self.prior.live_with = if off { 0.2 } else { 0.1 };
    }

    /// Shares of draws with nothing judged and nothing to pay.
    fn simulated(&self, space: &Space, zero: ZeroPrior) -> Vec<f64> {
        const DRAWS: usize = 40_000;
        let record = self.prior.record;
        let bare = |issue: &IssueRecord| IssueRecord {
            levels: vec![],
            direction: None,
            ..issue.clone()
        };
        let bare = Record {
            issues: record.issues.iter().map(bare).collect(),
            price: Price::None,
            ..record.clone()
        };
        let prior = Prior::new(space, &bare, zero);
        let mut chance = Chance::new(91);
        let (mut total, mut hits) = (0.0, vec![0.0; record.linked.len()]);
        for _ in 0..DRAWS {
            let (reading, weight) = prior.draw(&mut chance);
            let zeros = vec![reading.zero; space.len()];
            let view = View {
                reading: &reading,
                zeros: &zeros,
                way: 1,
            };
            total += weight;
            for (hit, linked) in hits.iter_mut().zip(&record.linked) {
                *hit += weight * f64::from(u8::from(self.holds(linked, &view)));
            }
        }
        let one = |(linked, hit): (&Linked, f64)| match linked.says {
            Says::Order { .. } => 0.5,
            _ => (hit / total).clamp(0.05, 0.95),
        };
        record.linked.iter().zip(hits).map(one).collect()
    }

    fn worth(&self, view: &View<'_>, issue: usize, alternative: usize) -> f64 {
        let free = self.prior.worth(view.reading, issue, alternative);
        let (zero, silent) = (view.reading.zero, self.silent(issue));
        match (silent, view.way) {
            (true, 0) => free * zero,
            (true, 2) => zero + free * (1.0 - zero),
            (true, _) if self.fault == Fault::SilenceBearable => zero + 0.1 * free * (1.0 - zero),
            _ => free,
        }
    }

    fn silent(&self, issue: usize) -> bool {
        self.prior.record.issues[issue].standing == Standing::Silent
    }

    fn weight(&self, view: &View<'_>, issue: usize) -> f64 {
        let weight = view.reading.weights[issue];
        match self.fault == Fault::WeightsEven && weight > 0.0 {
            true => 1.0 / view.reading.weights.len() as f64,
            false => weight,
        }
    }

    fn gain(&self, view: &View<'_>, (issue, alternative): (usize, usize)) -> f64 {
        match self.prior.record.in_sum(issue) {
            false => 0.0,
            true => {
                let above = self.worth(view, issue, alternative) - view.zeros[issue];
                self.weight(view, issue) * above
            }
        }
    }

    fn gains(&self, view: &View<'_>, package: &Choices) -> f64 {
        package.iter().map(|at| self.gain(view, *at)).sum()
    }

    /// Whether a judgment holds, from what it says.
    fn holds(&self, linked: &Linked, view: &View<'_>) -> bool {
        let price = match self.fault {
            Fault::PriceForgotten => 0.0,
            _ => view.reading.price,
        };
        match &linked.says {
            Says::Order {
                issue,
                better,
                worse,
            } => {
                let worth = |a: &usize| self.worth(view, *issue, *a);
                (worth(better) > worth(worse)) != (self.fault == Fault::OrdersReversed)
            }
            Says::Weights { heavier, lighter } => {
                let all = |set: &[usize]| set.iter().map(|i| self.weight(view, *i)).sum::<f64>();
                all(heavier) > all(lighter)
            }
            Says::Answer { package, accepts } => {
                let reached = self.gains(view, package) >= price;
                reached == (*accepts || self.fault == Fault::RefusalAccepts)
            }
            Says::Over { better, worse } => self.gains(view, better) > self.gains(view, worse),
            Says::Trade { gives, gets } if self.fault == Fault::TradeCompared => {
                self.gain(view, *gets) >= self.gain(view, *gives)
            }
            Says::Trade { gives, gets } => self.gain(view, *gives) + self.gain(view, *gets) >= 0.0,
        }
    }

    /// Whether a judgment says anything about what is in the sum.
    fn says_something(&self, linked: &Linked) -> bool {
        let record = self.prior.record;
        let inside = |package: &Choices| -> Vec<(usize, usize)> {
            let mut inside: Vec<_> = package.to_vec();
            inside.retain(|(issue, _)| record.in_sum(*issue));
            inside
        };
        match &linked.says {
            Says::Order { issue, .. } => record.in_sum(*issue),
            Says::Weights { heavier, lighter } => {
                heavier.iter().chain(lighter).any(|i| record.in_sum(*i))
            }
            Says::Answer { package, .. } => !inside(package).is_empty(),
            Says::Over { better, worse } => inside(better) != inside(worse),
            Says::Trade { gives, gets } => record.in_sum(gives.0) || record.in_sum(gets.0),
        }
    }

    fn likelihood(&self, view: &View<'_>) -> f64 {
        let each = self.prior.record.linked.iter().zip(&self.priors);
        let each = each.filter(|(linked, _)| self.says_something(linked));
        each.map(|(linked, prior)| {
            let holds = f64::from(u8::from(self.holds(linked, view)));
            let right = linked.right;
            match self.fault {
                Fault::SwitchIgnored => right * holds + (1.0 - right) * (1.0 - holds),
                Fault::AlwaysRight => holds / prior + 1e-9,
                Fault::PriorIgnored => right * holds + (1.0 - right),
                _ => right * holds / prior + (1.0 - right),
            }
        })
        .product()
    }

    /// The figures compared of one draw: see [`Self::names`].
    fn row(&self, view: &View<'_>, packages: &[Package], row: &mut Vec<f64>) {
        row.clear();
        row.extend([view.reading.zero, view.reading.price]);
        for (issue, of) in self.prior.space.issues().iter().enumerate() {
            if self.prior.record.in_sum(issue) {
                row.push(self.weight(view, issue));
                row.extend((0..of.alternatives.len()).map(|a| self.worth(view, issue, a)));
            }
        }
        for package in packages {
            let sum: f64 = (0..self.prior.space.len())
                .filter_map(|i| Some(self.gain(view, (i, package.get(i)?))))
                .sum();
            row.push(f64::from(u8::from(sum >= view.reading.price)));
        }
        for linked in &self.prior.record.linked {
            if self.says_something(linked) {
                row.push(f64::from(u8::from(self.holds(linked, view))));
            }
        }
    }

    /// Weighed means for the three ways to read silence.
    pub fn means(&self, packages: &[Package], draws: usize) -> [Weighed; 3] {
        let mut chance = Chance::new(77);
        let mut ways = [0, 1, 2].map(|_| Weighed::default());
        let mut row = vec![];
        for _ in 0..draws {
            let (reading, levels) = self.prior.draw(&mut chance);
            let mut zeros = vec![reading.zero; self.prior.space.len()];
            if self.fault == Fault::ZeroNotShared {
                zeros[1..].fill_with(|| second_of_five(&mut chance));
            }
            for (way, weighed) in ways.iter_mut().enumerate() {
                let view = View {
                    reading: &reading,
                    zeros: &zeros,
                    way,
                };
                self.row(&view, packages, &mut row);
                weighed.add(levels * self.likelihood(&view), &row);
            }
        }
        ways
    }

    /// The same figures from readings that the engine drew, with errors by batches of their order.
    pub fn of_drawn(
        &self,
        packages: &[Package],
        readings: impl Iterator<Item = Reading>,
    ) -> Vec<Mean> {
        const BATCHES: usize = 40;
        let rows: Vec<Vec<f64>> = readings
            .map(|reading| {
                let zeros = vec![reading.zero; self.prior.space.len()];
                let view = View {
                    reading: &reading,
                    zeros: &zeros,
                    // What is silent lies where it lies.
                    way: 1,
                };
                let mut row = vec![];
                self.row(&view, packages, &mut row);
                row
            })
            .collect();
        let of = |rows: &[Vec<f64>], at: usize| {
            rows.iter().map(|r| r[at]).sum::<f64>() / rows.len() as f64
        };
        let column = |at: usize| {
            let mean = of(&rows, at);
            let batches = rows.chunks(rows.len().div_ceil(BATCHES));
            let count = batches.len() as f64;
            let spread = batches.map(|b| (of(b, at) - mean).powi(2)).sum::<f64>();
            Mean {
                mean,
                error: (spread / (count * (count - 1.0))).sqrt(),
            }
        };
        (0..rows[0].len()).map(column).collect()
    }

    /// What the figures are called.
    pub fn names(&self, packages: usize) -> Vec<String> {
        let mut names = vec!["zero".to_owned(), "price".to_owned()];
        for (issue, of) in self.prior.space.issues().iter().enumerate() {
            if self.prior.record.in_sum(issue) {
                names.push(format!("weight of {issue}"));
                names.extend((0..of.alternatives.len()).map(|a| format!("worth of {issue}/{a}")));
            }
        }
        names.extend((0..packages).map(|p| format!("accepts {p}")));
        let linked = self.prior.record.linked.iter();
        let linked = linked.filter(|l| self.says_something(l));
        names.extend(linked.map(|l| format!("holds: {:?}", l.says)));
        names
    }
}

/// Sums of weights, of squared weights, and of both with every figure and its square.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    total: f64,
    squares: f64,
    sums: Vec<[f64; 3]>,
}

impl Weighed {
    fn add(&mut self, w: f64, row: &[f64]) {
        self.sums.resize(row.len(), [0.0; 3]);
        self.total += w;
        self.squares += w * w;
        for (sum, x) in self.sums.iter_mut().zip(row) {
            let [a, b, c] = *sum;
            *sum = [a + w * x, b + w * w * x, c + w * w * x * x];
        }
    }

    /// How many draws of the posterior these are worth.
    pub fn worth(&self) -> f64 {
        self.total * self.total / self.squares
    }

    pub fn means(&self) -> Vec<Mean> {
        let mean = |[wx, wwx, wwxx]: &[f64; 3]| {
            let mean = wx / self.total;
            let spread = wwxx - 2.0 * mean * wwx + mean * mean * self.squares;
            Mean {
                mean,
                error: spread.max(0.0).sqrt() / self.total,
            }
        };
        self.sums.iter().map(mean).collect()
    }
}

fn second_of_five(chance: &mut Chance) -> f64 {
    let mut draws = [0.0; 5];
    draws.fill_with(|| chance.unit());
    draws.sort_by(f64::total_cmp);
    draws[1]
}
