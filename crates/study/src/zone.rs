//! What is left of the packages, counted and classified, and those to consider.

use crate::chains::Chains;
use onetext_model::{Package, Space};
use onetext_solve::pool::pool;
use onetext_solve::readings::Sampler;
use onetext_solve::walk::search::{Effort, Searched, search};
use onetext_solve::walk::{Control, Found, Seen, walk};
use onetext_solve::{Constraint, Record, Settings, consider, count};

/// The zone under one set of constraints.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Packages that no red line, bar or rule excludes.
    pub unbarred: count::Count,
    /// Counts of packages in, open and out; `None` without a consent or beyond what is walked.
    pub walked: Option<Found>,
    /// What a search found where there are too many packages to walk.
    pub searched: Option<Searched>,
    /// Packages to consider.
    pub consider: Vec<Seen>,
}

/// How hard to search where there are too many packages to look at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// For the headline: from a pool of starts, with some hundred thousand branches.
    Wide,
    /// For what stands beside it: from a few starts, with a tenth of the branches.
    Narrow,
}

impl Search {
    /// How many branches may be looked into in each of some hundred subtrees.
    fn branches(self) -> u64 {
        match self {
            Self::Wide => 3_000,
            Self::Narrow => 300,
        }
    }
}

/// Computes the zone; `Err` if it was cancelled.
pub fn zone(
    over: &Space,
    constraints: &[Constraint],
    consents: &[(Record, Chains)],
    (working, how): (Option<&Package>, Search),
    (settings, control): (&Settings, &Control),
) -> Result<Zone, Cancelled> {
    let unbarred = count::packages(over, constraints);
    let few =
        unbarred.is_exact() && unbarred.high <= num_bigint::BigUint::from(settings.walk_packages);
    if consents.is_empty() {
        return Ok(Zone {
            unbarred,
            walked: None,
            searched: None,
            consider: vec![],
        });
    }
    let samplers: Vec<Sampler<'_>> = consents
        .iter()
        .map(|(record, chains)| chains.sampler(record, over, settings))
        .collect();
    if !few {
        return too_many(
            unbarred,
            &samplers,
            (constraints, working, how),
            (settings, control),
        );
    }
    let readings = settings.walk_readings;
    let found = walk(&samplers, constraints, working, readings, control).ok_or(Cancelled)?;
    let consider = consider::choose(&found, &samplers, settings.walk_readings);
    Ok(Zone {
        unbarred,
        walked: Some(found),
        searched: None,
        consider,
    })
}

/// Where there are too many packages to look at each: the best that a search finds.
fn too_many(
    unbarred: count::Count,
    samplers: &[Sampler<'_>],
    (constraints, working, how): (&[Constraint], Option<&Package>, Search),
    (settings, control): (&Settings, &Control),
) -> Result<Zone, Cancelled> {
    let effort = Effort {
        readings: settings.walk_readings,
        seed: settings.seed,
        proved: 1,
        branches: how.branches(),
        sampled: true,
    };
    let pool = match how {
        Search::Wide => pool(samplers, constraints, control),
        Search::Narrow => vec![],
    };
    let starts = (working, pool.as_slice());
    let searched = search(samplers, constraints, starts, effort, control);
    if control.cancel.load(std::sync::atomic::Ordering::Relaxed) {
        return Err(Cancelled);
    }
    let consider = searched
        .as_ref()
        .map(|found| consider::choose(&found.as_found(), samplers, settings.walk_readings));
    Ok(Zone {
        unbarred,
        walked: None,
        searched,
        consider: consider.unwrap_or_default(),
    })
}

/// The computation was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;
