//! The slow choice of packages to consider, from the list of all packages.

use super::slow::{Accepted, Choices, Place, gain, points};
use onetext_model::{Decimal, Space};
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
    /// What a package brings each party, reading by reading with silence free, or in points.
    fn brings(&self, package: &Choices) -> Vec<Vec<Decimal>> {
        let one = |(record, blocks): (&Record, &Vec<Block>)| {
            if let Some(points) = points(record, package) {
                return vec![points];
            }
            let of = |(block, reading): (&Block, usize)| {
                gain(
                    record,
                    (self.space, 16_777_216.0),
                    (block, reading),
                    (package, 1),
                )
                .into()
            };
            let readings = blocks.iter().flat_map(|b| (0..BLOCK).map(move |r| (b, r)));
            readings.map(of).collect()
        };
        self.records.iter().zip(self.blocks).map(one).collect()
    }
}

/// Whether every party has more from the first than from the second on 95 of 100 readings.
fn beats(first: &[Vec<Decimal>], second: &[Vec<Decimal>]) -> bool {
    first.iter().zip(second).all(|(a, b)| {
        let wins = a.iter().zip(b).filter(|(a, b)| a > b).count();
        20 * wins >= 19 * a.len()
    })
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
    let brought: Vec<_> = all.iter().map(|c| parties.brings(&c.package)).collect();
    let unbeaten = |(n, _): &(usize, &Candidate)| !brought.iter().any(|b| beats(b, &brought[*n]));
    let pool: Vec<Candidate> = all
        .iter()
        .enumerate()
        .filter(unbeaten)
        .map(|(_, c)| c.clone())
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
