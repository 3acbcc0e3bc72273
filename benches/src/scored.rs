//! Problems with scores: alternatives whose gains are drawn evenly, or so that none helps everybody.

use onetext_model::{Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Space};
use onetext_solve::exact::{Cube, Problem, Side, Valuation, rational};

/// How gains are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gains {
    /// Every party's points evenly, apart from the others'.
    Uniform,
    /// The parties' points of an alternative add up to the same, but for a fiftieth at most.
    Opposed,
}

/// The size of a problem.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Parties.
    pub parties: usize,
    /// Issues.
    pub issues: usize,
    /// Alternatives of each.
    pub alternatives: usize,
    /// The most points an alternative has: how finely parties tell them apart.
    pub most: u64,
}

/// A space of so many issues of words, each of so many alternatives.
pub fn space(issues: usize, alternatives: usize) -> Space {
    Space::new((0..issues).map(|n| issue(n, alternatives)).collect())
}

/// A problem that owns what it speaks about.
#[derive(Debug, Clone)]
pub struct Scored {
    space: Space,
    /// The parties.
    pub parties: Vec<Valuation>,
}

impl Scored {
    /// A problem of a size, the same for the same seed.
    ///
    /// # Panics
    /// If a plain name is not one: the benchmark would measure nothing.
    pub fn draw(size: Size, gains: Gains, seed: u64) -> Self {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..16).for_each(|_| {
            chance.below(2);
        });
        let mut parties = vec![Valuation::default(); size.parties];
        for _ in 0..size.issues {
            let mut rows = vec![vec![]; size.parties];
            for _ in 0..size.alternatives {
                let points = points(size, gains, &mut chance);
                rows.iter_mut()
                    .zip(points)
                    .for_each(|(row, p)| row.push(rational::whole(p)));
            }
            parties
                .iter_mut()
                .zip(rows)
                .for_each(|(party, row)| party.points.push(row));
        }
        Self {
            space: space(size.issues, size.alternatives),
            parties,
        }
    }

    /// Bonuses of up to `most` points on boxes of one to four issues, so many a party, each side at
    /// least four figures long; the same for the same seed.
    ///
    /// # Panics
    /// If a plain name is not one: the benchmark would measure nothing.
    pub fn boxes(size: Size, boxes: usize, seed: u64) -> Self {
        let mut scored = Self::draw(Size { most: 0, ..size }, Gains::Uniform, seed);
        let mut chance = Chance(seed.wrapping_mul(0xd134_2543_de82_ef95) | 1);
        for party in &mut scored.parties {
            party.cubes = (0..boxes).map(|_| cube(size, &mut chance)).collect();
        }
        scored
    }

    /// The problem.
    pub fn problem(&self) -> Problem<'_> {
        Problem {
            space: &self.space,
            constraints: &[],
            parties: &self.parties,
        }
    }
}

/// One alternative's points.
fn points(size: Size, gains: Gains, chance: &mut Chance) -> Vec<i64> {
    let even = |chance: &mut Chance| chance.below(size.most + 1) as i64;
    let mut points: Vec<i64> = (0..size.parties).map(|_| even(chance)).collect();
    if gains == Gains::Opposed {
        let others: i64 = points[1..].iter().sum();
        let noise = chance.below(size.most / 50 + 1) as i64;
        points[0] = size.most as i64 * (size.parties as i64 - 1) - others + noise;
    }
    points
}

fn cube(size: Size, chance: &mut Chance) -> Cube {
    let side = |chance: &mut Chance| {
        let least = chance.below(size.alternatives as u64 - 3);
        let most = least + 3 + chance.below(size.alternatives as u64 - least - 3);
        Side {
            issue: chance.below(size.issues as u64) as usize,
            least: Decimal::from(least),
            most: Decimal::from(most),
        }
    };
    Cube {
        bonus: rational::whole(1 + chance.below(size.most) as i64),
        sides: (0..1 + chance.below(4)).map(|_| side(chance)).collect(),
    }
}

fn issue(n: usize, alternatives: usize) -> Issue {
    let id = IssueId::new(&format!("i{n}")).expect("a plain name");
    let alternative = |a: usize| Alternative {
        key: Key::new(&format!("k{a}")).expect("a plain key"),
        wording: String::new(),
        owners: vec![],
        working: false,
        figure: Some(Decimal::from(a as u64)),
    };
    Issue {
        point: id.clone(),
        id,
        kind: IssueKind::Words,
        alternatives: (0..alternatives).map(alternative).collect(),
        existence: Existence::Always,
    }
}

/// A small generator, so that problems are the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n
    }
}
