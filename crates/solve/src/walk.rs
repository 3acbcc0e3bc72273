//! Every package no constraint excludes, one by one, with each party's acceptability.
//!
//! A depth-first walk carries, per party, way to read silence and reading, what is still needed to
//! reach the price; the last issue's gains are compared with it, alternative by alternative
//! (`kernel`). A branch is cut as soon as all issues of a violated constraint are decided (`plan`),
//! and where some party cannot hold on most readings whatever comes (`party`) and no package could
//! enter the short list: its packages are counted without being looked at. The walk splits into
//! subtrees that threads share (`subtree`); each returns counts and a short list, merged in the
//! order of the subtrees.

mod climb;
mod kernel;
mod party;
mod plan;
pub mod search;
mod share;
mod sieve;
mod subtree;

use crate::acceptability::Three;
use crate::constraint::Constraint;
use crate::readings::{BLOCK, Sampler};
use crate::zone::{Class, Edges};
use onetext_model::Package;
use party::Party;
use plan::Plan;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use subtree::{Aim, Bar, Scene, Subtree};

/// How many packages a walk keeps for a closer look.
pub const KEPT: usize = 64;

/// A way to watch a long computation and to stop it.
#[derive(Debug, Default)]
pub struct Control {
    /// Packages looked at so far.
    pub done: AtomicU64,
    /// Set to stop; the computation then returns `None`.
    pub cancel: AtomicBool,
    /// Of these, packages counted as out without being looked at, since nothing could have changed
    /// that. How many depends on which thread was first; what is found does not.
    pub passed_over: AtomicU64,
    /// Set to look at every package, also where the outcome is clear: for measuring.
    pub whole: AtomicBool,
}

/// One package with how often each consent accepts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The package.
    pub package: Package,
    /// Whether it is in the zone.
    pub class: Class,
    /// The fewest readings on which any consent accepts it.
    pub weakest: Three<u32>,
    /// On how many issues it differs from the working text.
    pub changes: usize,
}

impl Seen {
    /// Better first: what is out comes last; then the weakest party decides, then nearness. Whether
    /// a package is in or open comes after its weakest party, so that the best one leads the list.
    fn rank(&self) -> Rank<'_> {
        let best = Reverse((merit(self.class, &self.weakest), self.class));
        (best, self.changes, &self.package)
    }
}

/// Whether a package is not out, then its weakest party's counts.
type Merit = (bool, (u32, u32, u32));

fn merit(class: Class, weakest: &Three<u32>) -> Merit {
    let weakest = (weakest.free, weakest.against, weakest.favour);
    (class != Class::Out, weakest)
}

/// What packages are ranked by, least first.
type Rank<'a> = (Reverse<(Merit, Class)>, usize, &'a Package);

/// How long the list may grow before it is sorted and cut.
const LONGEST: usize = 2 * KEPT;

/// What a walk found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Packages in the zone.
    pub inside: u64,
    /// Packages on the edge, within two standard errors or for want of anything on record.
    pub open: u64,
    /// Packages outside.
    pub outside: u64,
    /// The best few, best first.
    pub best: Vec<Seen>,
    /// The package in the zone nearest to the working text.
    pub nearest: Option<Seen>,
    /// What a package has to reach to enter the list, once it is full.
    floor: Option<Merit>,
}

/// Walks all packages that meet the constraints.
///
/// `samplers` are those of the parties whose yes is needed; `working` is the package distances are
/// measured from. `None` if it was cancelled.
pub fn walk(
    samplers: &[Sampler<'_>],
    constraints: &[Constraint],
    working: Option<&Package>,
    readings: usize,
    control: &Control,
) -> Option<Found> {
    samplers.first()?;
    if constraints.iter().any(Constraint::excludes_all) {
        return Some(Found::default());
    }
    let (plan, parties) = prepared(samplers, constraints, readings);
    let readings = readings.div_ceil(BLOCK) * BLOCK;
    let scene = Scene {
        edges: edges(&parties, readings as u32),
        bar: Bar::default(),
        arch: pulp::Arch::new(),
        plan,
        parties,
        working,
        readings,
        aim: match control.whole.load(Ordering::Relaxed) {
            true => Aim::Whole,
            false => Aim::Count,
        },
        control,
    };
    let parts: Vec<Found> = prefixes(&scene.plan)
        .into_par_iter()
        .map(|prefix| Subtree::new(&scene).walk(prefix))
        .collect();
    if control.cancel.load(Ordering::Relaxed) {
        return None;
    }
    let mut found = parts.into_iter().fold(Found::default(), Found::merge);
    found.trim();
    Some(found)
}

/// A plan in which the issues that matter most come first, so that branches are cut early; and the
/// parties, ready for it.
fn prepared<'a>(
    samplers: &'a [Sampler<'a>],
    constraints: &'a [Constraint],
    readings: usize,
) -> (Plan<'a>, Vec<Party>) {
    let space = samplers[0].space();
    let mut plan = Plan::new(space, constraints);
    let draw = |s: &Sampler<'_>| Party::new(s, readings, &plan);
    let mut parties: Vec<Party> = samplers.par_iter().map(draw).collect();
    if !plan.nested {
        let mut spreads = vec![0i64; space.len()];
        for party in &parties {
            let each = party.spreads(space.len());
            spreads
                .iter_mut()
                .zip(each)
                .for_each(|(sum, spread)| *sum += spread);
        }
        let mut order = plan.order.clone();
        order.sort_by_key(|issue| Reverse(spreads[*issue]));
        plan = Plan::in_order(space, constraints, order);
    }
    parties.par_iter_mut().for_each(|party| {
        party.hardest_first();
        party.look_ahead(&plan);
    });
    (plan, parties)
}

/// Where counts say that a consent holds or fails, for the party whose readings are worth least.
fn edges(parties: &[Party], readings: u32) -> Edges {
    let worth = parties.iter().filter_map(Party::worth).min();
    Edges::worth(readings, worth.unwrap_or(readings))
}

impl Found {
    fn merge(mut self, other: Self) -> Self {
        self.inside += other.inside;
        self.open += other.open;
        self.outside += other.outside;
        self.best.extend(other.best);
        if let Some(seen) = other.nearest {
            self.offer_nearest(&seen);
        }
        if self.best.len() > LONGEST {
            self.trim();
        }
        self
    }

    fn trim(&mut self) {
        self.best.sort_by(|a, b| a.rank().cmp(&b.rank()));
        self.best.truncate(KEPT);
        if self.best.len() == KEPT {
            self.floor = self
                .best
                .last()
                .map(|last| merit(last.class, &last.weakest));
        }
    }

    fn count(&mut self, class: Class, packages: u64) {
        match class {
            Class::In => self.inside += packages,
            Class::Open => self.open += packages,
            Class::Out => self.outside += packages,
        }
    }

    /// Whether a package of this merit may still enter this list; ties are decided by nearness.
    fn may_enter(&self, merit: Merit) -> bool {
        self.floor.is_none_or(|floor| merit >= floor)
    }

    fn push(&mut self, seen: Seen) {
        self.best.push(seen);
        if self.best.len() > LONGEST {
            self.trim();
        }
    }

    fn offer_nearest(&mut self, seen: &Seen) {
        let nearer = |old: &Seen| (seen.changes, seen.rank()) < (old.changes, old.rank());
        if self.nearest.as_ref().is_none_or(nearer) {
            self.nearest = Some(seen.clone());
        }
    }
}

/// Choices so far, and how many issues of the order they decide.
type Prefix = (Vec<Option<u16>>, usize);

/// Subtrees wanted for sharing between threads.
const SUBTREES: usize = 64;

/// Prefixes of choices, in order, that together cover the whole tree and leave an issue open.
fn prefixes(plan: &Plan<'_>) -> Vec<Prefix> {
    let mut prefixes = vec![vec![None; plan.order.len()]];
    let mut depth = 0;
    while depth + 1 < plan.order.len() && prefixes.len() < SUBTREES {
        prefixes = prefixes
            .iter()
            .flat_map(|prefix| plan.children(prefix, depth))
            .collect();
        depth += 1;
    }
    prefixes.into_iter().map(|prefix| (prefix, depth)).collect()
}
