//! Packages worth a start where there are too many to look at each: the frontier of mean gains, and the
//! reference points of single readings.

use crate::Constraint;
use crate::exact::Valuation;
use crate::readings::Sampler;
use crate::stability::SINGLE;
use crate::valued::{Steps, blocks, mean, single, solved};
use crate::walk::Control;
use onetext_model::Package;
use rayon::prelude::*;

/// The readings whose mean is taken.
const MEAN_OF: usize = 1_000;
/// The most points kept of a frontier on the way.
const MOST_POINTS: usize = 4_000;
/// The most packages taken from the frontier of mean gains, spread evenly over it.
const FROM_MEAN: usize = 64;

/// The pool, each package once, in a fixed order.
pub fn pool(
    samplers: &[Sampler<'_>],
    constraints: &[Constraint],
    control: &Control,
) -> Vec<Package> {
    let Some(space) = samplers.first().map(|sampler| sampler.space()) else {
        return vec![];
    };
    let drawn: Vec<_> = samplers
        .par_iter()
        .map(|sampler| blocks(sampler, MEAN_OF))
        .collect();
    let with = || samplers.iter().zip(&drawn);
    let means: Vec<Valuation> = with().map(|(s, b)| mean(s, b, Steps::COARSE)).collect();
    let mut all = vec![];
    if let Ok((frontier, _)) = solved((space, constraints), &means, MOST_POINTS, control) {
        let order = frontier.in_order();
        let step = order.len().div_ceil(FROM_MEAN).max(1);
        all.extend(order.iter().step_by(step).map(|at| frontier.package(*at)));
    }
    let one = |reading: usize| {
        let parties = with().map(|(s, b)| single(s, b, reading, Steps::COARSE));
        let parties = parties.collect::<Option<Vec<Valuation>>>()?;
        let (frontier, references) =
            solved((space, constraints), &parties, MOST_POINTS, control).ok()?;
        let tied = [references.nash, references.kalai_smorodinsky];
        let first = tied.iter().filter_map(|tied| tied.first());
        Some(first.map(|at| frontier.package(*at)).collect::<Vec<_>>())
    };
    let single: Vec<Option<Vec<Package>>> = (0..SINGLE).into_par_iter().map(one).collect();
    all.extend(single.into_iter().flatten().flatten());
    all.sort();
    all.dedup();
    all
}
