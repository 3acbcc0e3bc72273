//! The slow choice of packages to consider, from the list of all packages.

use super::slow::{Accepted, Choices, Place, gain, points};
use onetext_model::Space;
use onetext_solve::readings::{BLOCK, Block};
use onetext_solve::standing::Record;
use std::cmp::Reverse;

/// How many of the best packages are looked at more closely, and how many are listed.
const POOL: usize = 64;
const LISTED: usize = 5;

/// One package with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub package: Choices,
    pub place: Place,
    /// The weakest consent: silence against, free, for.
    pub weakest: Accepted,
    /// On how many issues it differs from the working text.
    pub changes: usize,
}

/// Least is best: hopeful before out, then the weakest party, then nearness to the working text.
pub fn rank(c: &Candidate) -> impl Ord + use<> {
    let [against, free, favour] = c.weakest;
    (
        Reverse((c.place != Place::Out, free, against, favour, c.place)),
        c.changes,
        c.package.clone(),
    )
}

/// The parties' records with their readings.
pub struct Parties<'a> {
    pub space: &'a Space,
    pub records: &'a [Record],
    pub blocks: &'a [Vec<Block>],
}

impl Parties<'_> {
    /// Whether every party has more from `a` than from `b` on 95 of 100 readings, silence free.
    fn beats(&self, a: &Choices, b: &Choices) -> bool {
        self.records
            .iter()
            .zip(self.blocks)
            .all(|(record, blocks)| {
                if record.scores.is_some() {
                    return points(record, a) > points(record, b);
                }
                let better = |block: &Block, reading: usize| {
                    let of = |x| gain(record, self.space, (block, reading), (x, 1));
                    of(a) > of(b)
                };
                let wins: usize = blocks
                    .iter()
                    .map(|block| (0..BLOCK).filter(|r| better(block, *r)).count())
                    .sum();
                20 * wins >= 19 * blocks.len() * BLOCK
            })
    }
}

/// The packages to consider, in order.
pub fn choose(mut all: Vec<Candidate>, parties: &Parties<'_>) -> Vec<Choices> {
    all.sort_by_key(rank);
    let nearest = all
        .iter()
        .filter(|c| c.place == Place::In)
        .min_by_key(|c| (c.changes, rank(c)))
        .cloned();
    if all.iter().all(|c| c.place == Place::Out) {
        return all.into_iter().take(1).map(|c| c.package).collect();
    }
    all.truncate(POOL);
    all.retain(|c| c.place != Place::Out);
    let pool: Vec<Candidate> = all
        .iter()
        .filter(|c| !all.iter().any(|o| parties.beats(&o.package, &c.package)))
        .cloned()
        .collect();
    let mut chosen = furthest(&pool, LISTED - usize::from(nearest.is_some()));
    if let Some(nearest) = nearest
        && !chosen.contains(&nearest.package)
    {
        chosen.push(nearest.package);
    }
    chosen
}

/// The first of the pool, then one after the other the one whose closest chosen is furthest away.
fn furthest(pool: &[Candidate], most: usize) -> Vec<Choices> {
    let mut chosen: Vec<Choices> = pool.iter().take(1).map(|c| c.package.clone()).collect();
    let good = |c: &&Candidate| 5 * c.weakest[1] >= 4 * pool[0].weakest[1];
    while chosen.len() < most {
        let distance = |c: &Candidate| {
            let from = |x: &Choices| x.iter().zip(&c.package).filter(|(a, b)| a != b).count();
            chosen.iter().map(from).min().unwrap_or(0)
        };
        let far = pool.iter().filter(good).map(&distance).max().unwrap_or(0);
        let next = pool.iter().filter(good).find(|c| distance(c) == far);
        match next {
            Some(next) if far > 0 => chosen.push(next.package.clone()),
            _ => break,
        }
    }
    chosen
}
