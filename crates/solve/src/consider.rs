//! Packages to consider: a few different ones, each with its weakest party; never one "answer".

use crate::acceptability::{Acceptance, Silence, Verdict};
use crate::readings::{BLOCK, Block, Sampler, total};
use crate::walk::{Found, Seen};
use crate::zone::Class;
use onetext_model::{Decimal, Package};

/// The most packages listed.
const MOST_LISTED: usize = 5;
/// A package is dropped if another beats it for every party on this share of common readings.
const BEATEN: f64 = 0.95;
/// Further packages have at least this share of the best weakest party's figure.
const NEARLY_AS_GOOD: f64 = 0.8;

/// Chooses packages to consider from what a walk found: first the best weakest party, then within
/// 80 % of it those furthest apart, and always the nearest that is in the zone.
///
/// Where everything is out, the best weakest one stands alone.
pub fn choose(found: &Found, samplers: &[Sampler<'_>], readings: usize) -> Vec<Seen> {
    let hopeful: Vec<&Seen> = found
        .best
        .iter()
        .filter(|s| s.class != Class::Out)
        .collect();
    if hopeful.is_empty() {
        return found.best.first().cloned().into_iter().collect();
    }
    let left = unbeaten(&hopeful, samplers, readings);
    let Some(best) = left.first() else {
        return vec![];
    };
    let floor = f64::from(best.weakest.free) * NEARLY_AS_GOOD;
    let mut chosen: Vec<Seen> = vec![(*best).clone()];
    let room = MOST_LISTED - usize::from(found.nearest.is_some());
    while chosen.len() < room {
        let apart = |seen: &Seen| {
            chosen
                .iter()
                .map(|c| c.package.differing(&seen.package).len())
                .min()
                .unwrap_or(0)
        };
        let candidates = left
            .iter()
            .filter(|s| f64::from(s.weakest.free) >= floor && apart(s) > 0);
        // `rev` so that among equally distant ones the better-ranked, which comes first, wins.
        let Some(next) = candidates.rev().max_by_key(|s| apart(s)) else {
            break;
        };
        chosen.push((*next).clone());
    }
    if let Some(nearest) = &found.nearest
        && !chosen.iter().any(|c| c.package == nearest.package)
    {
        chosen.push(nearest.clone());
    }
    chosen
}

/// Those that no other beats for every party on 95 % of common readings.
fn unbeaten<'s>(seen: &[&'s Seen], samplers: &[Sampler<'_>], readings: usize) -> Vec<&'s Seen> {
    let totals: Vec<Vec<Vec<i64>>> = samplers.iter().map(|s| totals(s, seen, readings)).collect();
    let beats = |y: usize, x: usize| {
        !totals.is_empty()
            && totals
                .iter()
                .all(|party| beaten_share(&party[y], &party[x]) >= BEATEN)
    };
    let kept = (0..seen.len()).filter(|x| !(0..seen.len()).any(|y| y != *x && beats(y, *x)));
    kept.map(|x| seen[x]).collect()
}

fn beaten_share(better: &[i64], worse: &[i64]) -> f64 {
    let wins = better.iter().zip(worse).filter(|(a, b)| a > b).count();
    wins as f64 / better.len().max(1) as f64
}

/// A party's gains from each package, reading by reading; its points, as a rank among those of
/// the others, where it has them.
fn totals(sampler: &Sampler<'_>, seen: &[&Seen], readings: usize) -> Vec<Vec<i64>> {
    if let Some(scores) = &sampler.record().scores {
        return ranks(seen.iter().map(|s| total(scores, &s.package)).collect());
    }
    let mut all = vec![vec![]; seen.len()];
    for block in 0..readings.div_ceil(BLOCK) as u64 {
        let drawn = sampler.block(block);
        for (all, seen) in all.iter_mut().zip(seen) {
            all.extend(in_block(sampler, &drawn, &seen.package));
        }
    }
    all
}

/// Points stay exact: only which is larger matters.
fn ranks(points: Vec<Decimal>) -> Vec<Vec<i64>> {
    let below = |p: &Decimal| points.iter().filter(|other| *other < p).count() as i64;
    points.iter().map(|p| vec![below(p)]).collect()
}

fn in_block(sampler: &Sampler<'_>, drawn: &Block, package: &Package) -> Vec<i64> {
    let mut gains = vec![0i32; BLOCK];
    let mut sums = vec![0i64; BLOCK];
    for issue in 0..sampler.space().len() {
        let Some(alternative) = package.get(issue) else {
            continue;
        };
        sampler.gains(drawn, (issue, alternative), Silence::Free, &mut gains);
        sums.iter_mut()
            .zip(&gains)
            .for_each(|(sum, gain)| *sum += i64::from(*gain));
    }
    sums
}

/// The party on which a package rests most weakly: the index of the lowest acceptability.
pub fn weakest(acceptances: &[Acceptance]) -> Option<usize> {
    let share = |a: &Acceptance| a.shares().free;
    (0..acceptances.len())
        .min_by(|a, b| share(&acceptances[*a]).total_cmp(&share(&acceptances[*b])))
}

/// Whether a verdict is worth a note that a party has little reason to sign.
pub fn is_weak(verdict: Verdict) -> bool {
    verdict < Verdict::Most
}
