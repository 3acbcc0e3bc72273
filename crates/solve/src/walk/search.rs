//! A search for the best packages where there are too many to look at each: climbs from many
//! starts, then branches that may still hold a better one, as long as the budget lasts. What is left
//! gives an upper bound, and with nothing left the best is proved.

use super::climb::{Climber, best_of, merits};
use super::share::{Interval, share};
use super::sieve::{Sieve, Sieved, Wanted};
use super::subtree::{Aim, Bar, Scene};
use super::{Control, Merit, Seen, edges, prefixes, prepared};
use crate::constraint::Constraint;
use crate::readings::{BLOCK, Sampler};
use crate::stream::Stream;
use crate::zone::Class;
use onetext_model::Package;
use rayon::prelude::*;
use std::sync::atomic::Ordering;

/// How many packages a search lists.
pub const LISTED: usize = 10;
/// From how many of the tops that climbs reached all neighbours are looked at.
const LOOKED_AROUND: usize = 3;
/// Random starts of a climb.
const STARTS: usize = 40;

/// How a search is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Readings each package is held against.
    pub readings: usize,
    /// The seed of its starts and samples.
    pub seed: u64,
    /// How many of the best are to be proved: 1, or up to [`LISTED`].
    pub proved: usize,
    /// How many branches may be looked into in each of some hundred subtrees.
    pub branches: u64,
    /// Whether the share of packages in the zone is sampled too.
    pub sampled: bool,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// The best found, best first.
    pub best: Vec<Seen>,
    /// Readings each was held against.
    pub readings: u32,
    /// The nearest to the working text of those found in the zone.
    pub nearest: Option<Seen>,
    /// No package's weakest party accepts on more readings than this, silence read freely.
    pub bound: u32,
    /// Whether no package is better than the best found.
    pub proved: bool,
    /// How many packages were looked at.
    pub looked_at: u64,
    /// The share of packages in the zone, from a sample; `None` if none was asked for or could be drawn.
    pub share: Option<Interval>,
}

impl Searched {
    /// What was found, as a walk gives it; without counts, since not all packages were looked at.
    pub fn as_found(&self) -> super::Found {
        super::Found {
            best: self.best.clone(),
            nearest: self.nearest.clone(),
            ..super::Found::default()
        }
    }
}

/// Searches for the best packages that meet the constraints, from the working text, a pool
/// ([`crate::pool`]) and random starts on. `None` if it was cancelled, or there is
/// no party or no issue.
pub fn search(
    samplers: &[Sampler<'_>],
    constraints: &[Constraint],
    (working, pool): (Option<&Package>, &[Package]),
    effort: Effort,
    control: &Control,
) -> Option<Searched> {
    let space = samplers.first()?.space();
    if space.is_empty() || constraints.iter().any(Constraint::excludes_all) {
        return None;
    }
    let (plan, parties) = prepared(samplers, constraints, effort.readings);
    let readings = effort.readings.div_ceil(BLOCK) * BLOCK;
    let scene = Scene {
        edges: edges(&parties, readings as u32),
        bar: Bar::default(),
        arch: pulp::Arch::new(),
        plan,
        parties,
        working,
        readings,
        aim: Aim::Count,
        control,
    };
    let climber = Climber {
        scene: &scene,
        space,
    };
    let (tops, climbed) = tops(&climber, pool, effort.seed);
    let parts = sieved(&climber, &tops, effort);
    if control.cancel.load(Ordering::Relaxed) {
        return None;
    }
    let looked_at: u64 = parts.iter().map(|part| part.looked_at).sum();
    let given_up = parts.iter().filter_map(|part| part.given_up).max();
    let found = parts.into_iter().flat_map(|part| part.found);
    let found: Vec<Seen> = found.chain(tops).collect();
    let nearest = nearest(&found);
    let best = best_of(found, LISTED);
    let top = best.first().map_or(0, |seen| seen.weakest.free);
    let sampled = effort.sampled;
    Some(Searched {
        bound: given_up.map_or(top, |free| free.max(top)),
        proved: given_up.is_none(),
        readings: readings as u32,
        looked_at: climbed + looked_at,
        nearest,
        share: sampled
            .then(|| share(&climber, constraints, effort.seed))
            .flatten(),
        best,
    })
}

/// The best that climbs reach, and their neighbours, best first; with how many packages were looked at.
fn tops(climber: &Climber<'_>, pool: &[Package], seed: u64) -> (Vec<Seen>, u64) {
    let (tops, climbed) = climbs(climber, pool, seed);
    let tops = best_of(tops, super::KEPT);
    let around = tops.iter().take(LOOKED_AROUND);
    let around: Vec<Seen> = around
        .flat_map(|top| climber.around(top.package.choices()))
        .collect();
    let looked_at = climbed + around.len() as u64;
    let all = tops.into_iter().chain(around).collect();
    (best_of(all, super::KEPT), looked_at)
}

/// What branches hold that is better than the tops, subtree by subtree.
fn sieved(climber: &Climber<'_>, tops: &[Seen], effort: Effort) -> Vec<Sieved> {
    let listed = effort.proved.clamp(1, LISTED);
    let mut known = merits(tops, listed);
    known.resize(listed, NOTHING);
    let wanted = Wanted {
        known,
        branches: effort.branches,
    };
    prefixes(&climber.scene.plan)
        .into_par_iter()
        .map(|prefix| Sieve::new(climber, &wanted).run(prefix))
        .collect()
}

/// Less than any package comes to.
const NOTHING: Merit = (false, (0, 0, 0));

/// The nearest to the working text of those in the zone.
fn nearest(found: &[Seen]) -> Option<Seen> {
    let inside = found.iter().filter(|seen| seen.class == Class::In);
    let by = |a: &&Seen, b: &&Seen| (a.changes, a.rank()).cmp(&(b.changes, b.rank()));
    inside.min_by(by).cloned()
}

/// Climbs from the working text, from a pool, from what each party wants most, and from random packages.
fn climbs(climber: &Climber<'_>, pool: &[Package], seed: u64) -> (Vec<Seen>, u64) {
    let scene = climber.scene;
    let mut starts: Vec<Vec<Option<u16>>> = vec![];
    starts.extend(scene.working.map(|working| working.choices().to_vec()));
    starts.extend(pool.iter().map(|package| package.choices().to_vec()));
    for party in &scene.parties {
        let wanted = |issue: usize| {
            let way = party.ways().first()?;
            let total = |slot: &usize| {
                way.gains[issue][*slot]
                    .iter()
                    .map(|g| i64::from(*g))
                    .sum::<i64>()
            };
            let slot = (0..way.gains[issue].len()).rev().max_by_key(total)?;
            scene.plan.allowed[issue].get(slot).copied()
        };
        starts.push((0..climber.space.len()).map(wanted).collect());
    }
    for number in 0..STARTS as u64 {
        let mut stream = Stream::new(seed, "starts of a search", number);
        let mut pick = |of: &Vec<u16>| {
            of.get((stream.uniform() * of.len() as f64) as usize)
                .copied()
        };
        starts.push(scene.plan.allowed.iter().map(&mut pick).collect());
    }
    let tops: Vec<(Seen, u64)> = starts
        .par_iter()
        .filter_map(|from| climber.climb(from))
        .collect();
    let looked = tops.iter().map(|(_, looked)| looked).sum();
    (tops.into_iter().map(|(seen, _)| seen).collect(), looked)
}
