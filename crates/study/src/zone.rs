//! What is left of the packages, counted and classified, and those to consider.

use crate::chains::Chains;
use onetext_model::{Package, Space};
use onetext_solve::readings::Sampler;
use onetext_solve::walk::{Control, Found, Seen, walk};
use onetext_solve::{Constraint, Record, Settings, consider, count};

/// The zone under one set of constraints.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Packages that no red line, bar or rule excludes.
    pub unbarred: count::Count,
    /// Counts of packages in, open and out; `None` without a consent or beyond what is walked.
    pub walked: Option<Found>,
    /// Packages to consider.
    pub consider: Vec<Seen>,
}

/// Computes the zone; `Err` if it was cancelled.
pub fn zone(
    over: &Space,
    constraints: &[Constraint],
    consents: &[(Record, Chains)],
    working: Option<&Package>,
    (settings, control): (&Settings, &Control),
) -> Result<Zone, Cancelled> {
    let unbarred = count::packages(over, constraints);
    let few =
        unbarred.is_exact() && unbarred.high <= num_bigint::BigUint::from(settings.walk_packages);
    if consents.is_empty() || !few {
        return Ok(Zone {
            unbarred,
            walked: None,
            consider: vec![],
        });
    }
    let samplers: Vec<Sampler<'_>> = consents
        .iter()
        .map(|(record, chains)| chains.sampler(record, over, settings))
        .collect();
    let found = walk(
        &samplers,
        constraints,
        working,
        settings.walk_readings,
        control,
    )
    .ok_or(Cancelled)?;
    let consider = consider::choose(&found, &samplers, settings.walk_readings);
    Ok(Zone {
        unbarred,
        walked: Some(found),
        consider,
    })
}

/// The computation was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;
