//! The share of packages that hold, from a sample in strata: one issue's alternatives, each with as
//! many draws as it has packages, and packages drawn evenly within.

use super::climb::Climber;
use crate::constraint::{Constraint, Origin, Shape};
use crate::count::packages;
use crate::stream::Stream;
use crate::zone::Class;
use num_traits::ToPrimitive;
use onetext_model::Space;

/// How many packages are drawn.
const DRAWS: usize = 2_000;
/// How often one draw is tried until it meets the constraints.
const TRIES: usize = 200;

/// A share with the interval it lies in, at two standard errors; in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// At least so much.
    pub low: f64,
    /// At most so much.
    pub high: f64,
    /// How many packages were drawn.
    pub draws: u32,
}

/// The share of packages in the zone; `None` where packages that meet the constraints are too rare to
/// be drawn.
pub fn share(climber: &Climber<'_>, constraints: &[Constraint], seed: u64) -> Option<Interval> {
    let space = climber.space;
    let issue = *climber.scene.plan.order.first()?;
    let strata = strata(
        space,
        constraints,
        issue,
        &climber.scene.plan.allowed[issue],
    );
    let all: f64 = strata.iter().map(|(_, weight)| weight).sum();
    let mut stream = Stream::new(seed, "share of packages", 0);
    let (mut mean, mut variance, mut draws) = (0.0, 0.0, 0u32);
    for (alternative, weight) in strata.iter().filter(|(_, weight)| *weight > 0.0) {
        let part = weight / all;
        let wanted = ((DRAWS as f64 * part).ceil() as usize).max(10);
        let mut inside = 0u32;
        for _ in 0..wanted {
            let package = drawn(climber, (issue, *alternative), &mut stream)?;
            inside += u32::from(climber.class(&package) == Class::In);
        }
        let n = wanted as f64;
        // Two of each kind are added, so that a stratum without a hit is not taken for certain.
        let smoothed = (f64::from(inside) + 2.0) / (n + 4.0);
        mean += part * f64::from(inside) / n;
        variance += part * part * smoothed * (1.0 - smoothed) / (n + 4.0);
        draws += wanted as u32;
    }
    let reach = 2.0 * libm::sqrt(variance);
    Some(Interval {
        low: (mean - reach).max(0.0),
        high: (mean + reach).min(1.0),
        draws,
    })
}

/// Each alternative of an issue with how many packages hold it, as nearly as doubles come.
fn strata(
    space: &Space,
    constraints: &[Constraint],
    issue: usize,
    allowed: &[u16],
) -> Vec<(u16, f64)> {
    let one = |alternative: &u16| {
        let others =
            (0..space.issues()[issue].alternatives.len() as u16).filter(|a| a != alternative);
        let without = others.map(|other| Constraint {
            shape: Shape::Never(issue, other),
            origin: Origin::Unwritten,
        });
        let fixed: Vec<Constraint> = constraints.iter().cloned().chain(without).collect();
        let count = packages(space, &fixed);
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        let weight = middle(
            count.low.to_f64().unwrap_or(0.0),
            count.high.to_f64().unwrap_or(0.0),
        );
        (*alternative, weight)
    };
    allowed.iter().map(one).collect()
}

/// A package drawn evenly from those that hold an alternative and meet the constraints: wishes drawn
/// evenly, and taken in proportion to how few of them give the same package.
fn drawn(
    climber: &Climber<'_>,
    (issue, alternative): (usize, u16),
    stream: &mut Stream,
) -> Option<Vec<Option<u16>>> {
    let allowed = &climber.scene.plan.allowed;
    for _ in 0..TRIES {
        let pick = |of: &Vec<u16>, stream: &mut Stream| {
            of.get((stream.uniform() * of.len() as f64) as usize)
                .copied()
        };
        let mut wishes: Vec<Option<u16>> = allowed.iter().map(|of| pick(of, stream)).collect();
        wishes[issue] = Some(alternative);
        let package = onetext_model::Package::from_wishes(climber.space, &wishes)?;
        let choices = package.choices().to_vec();
        // A package in which issues are absent comes from many wishes; it is kept as rarely.
        let absent = choices
            .iter()
            .zip(allowed)
            .filter(|(choice, _)| choice.is_none());
        let kept: f64 = absent.map(|(_, of)| 1.0 / of.len().max(1) as f64).product();
        if stream.happens(kept) && climber.scene.plan.meets_all(&choices) {
            return Some(choices);
        }
    }
    None
}
