//! Every package no constraint excludes, one by one, with each party's acceptability.
//!
//! A depth-first walk carries one running sum of gains per party, way to read silence and reading;
//! at a leaf the sums are compared with the prices. Branches are cut as soon as all issues of a
//! violated constraint are decided. The walk splits into subtrees that threads share; each returns
//! counts and a short list, merged in the order of the subtrees.

use crate::acceptability::{Silence, Three};
use crate::constraint::{Constraint, Shape};
use crate::count::parents_first;
use crate::readings::{BLOCK, Block, Sampler};
use crate::standing::{Record, Scores, is_known, mean_weights};
use crate::zone::{Class, classify};
use onetext_model::{Existence, Package, Space};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How many packages a walk keeps for a closer look.
pub const KEPT: usize = 64;

/// A way to watch a long computation and to stop it.
#[derive(Debug, Default)]
pub struct Control {
    /// Packages looked at so far.
    pub done: AtomicU64,
    /// Set to stop; the computation then returns `None`.
    pub cancel: AtomicBool,
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
        let weakest = (self.weakest.free, self.weakest.against, self.weakest.favour);
        let hopeful = self.class != Class::Out;
        let best = Reverse((hopeful, weakest, self.class));
        (best, self.changes, &self.package)
    }
}

/// What packages are ranked by, least first.
type Rank<'a> = (Reverse<(bool, (u32, u32, u32), Class)>, usize, &'a Package);

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
    let space = samplers.first()?.space();
    if constraints.iter().any(Constraint::excludes_all) {
        return Some(Found::default());
    }
    let plan = Plan::new(space, constraints);
    let parties: Vec<Party> = samplers
        .par_iter()
        .map(|s| Party::new(s, readings, &plan))
        .collect();
    let scene = Scene {
        space,
        plan,
        parties,
        working,
        readings: readings.div_ceil(BLOCK) * BLOCK,
        control,
    };
    let prefixes = scene.prefixes();
    let parts: Vec<Found> = prefixes
        .into_par_iter()
        .map(|prefix| scene.subtree(prefix))
        .collect();
    if control.cancel.load(Ordering::Relaxed) {
        return None;
    }
    let mut found = parts.into_iter().fold(Found::default(), Found::merge);
    found.trim();
    Some(found)
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
        if self.best.len() > 8 * KEPT {
            self.trim();
        }
        self
    }

    fn trim(&mut self) {
        self.best.sort_by(|a, b| a.rank().cmp(&b.rank()));
        self.best.truncate(KEPT);
    }

    fn add(&mut self, seen: Seen) {
        match seen.class {
            Class::In => self.inside += 1,
            Class::Open => self.open += 1,
            Class::Out => self.outside += 1,
        }
        if seen.class == Class::In {
            self.offer_nearest(&seen);
        }
        self.best.push(seen);
        if self.best.len() > 8 * KEPT {
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

/// The order of issues, the alternatives left, and where each constraint can be checked.
struct Plan<'a> {
    order: Vec<usize>,
    allowed: Vec<Vec<u16>>,
    checks: Vec<Vec<&'a Constraint>>,
}

impl<'a> Plan<'a> {
    fn new(space: &Space, constraints: &'a [Constraint]) -> Self {
        let order = parents_first(space);
        let mut position = vec![0; space.len()];
        order
            .iter()
            .enumerate()
            .for_each(|(at, issue)| position[*issue] = at);
        let mut checks: Vec<Vec<&Constraint>> = vec![vec![]; order.len()];
        let all = |issue: &onetext_model::Issue| (0..issue.alternatives.len() as u16).collect();
        let mut allowed: Vec<Vec<u16>> = space.issues().iter().map(all).collect();
        for constraint in constraints {
            if let Shape::Never(issue, alternative) = &constraint.shape {
                allowed[*issue].retain(|a| a != alternative);
            } else if let Some(last) = constraint.issues().iter().map(|i| position[*i]).max() {
                checks[last].push(constraint);
            }
        }
        Self {
            order,
            allowed,
            checks,
        }
    }
}

/// What the walk needs of one party.
enum Party {
    /// Its points and what it needs.
    Scored(Scores),
    /// Gains for each alternative left, by issue, for each way to read silence, and its prices.
    Sampled(Box<Sampled>),
}

/// Gains of one party's alternatives, reading by reading.
struct Sampled {
    gains: Vec<Vec<Three<Vec<i32>>>>,
    prices: Three<Vec<i32>>,
    record: Record,
    weights: Vec<f64>,
}

impl Party {
    fn new(sampler: &Sampler<'_>, readings: usize, plan: &Plan<'_>) -> Self {
        let record = sampler.record();
        if let Some(scores) = &record.scores {
            return Self::Scored(scores.clone());
        }
        let blocks: Vec<Block> = (0..readings.div_ceil(BLOCK) as u64)
            .map(|b| sampler.block(b))
            .collect();
        let prices = Three::of(|silence| {
            let each = blocks.iter();
            each.flat_map(|b| sampler.prices(b, silence).to_vec())
                .collect()
        });
        let gains = (0..plan.allowed.len())
            .map(|issue| issue_gains(sampler, &blocks, plan, issue))
            .collect();
        Self::Sampled(Box::new(Sampled {
            gains,
            prices,
            record: record.clone(),
            weights: mean_weights(record, sampler.space()),
        }))
    }
}

/// The gains of the alternatives left of one issue; empty vectors stand for "as with silence free".
fn issue_gains(
    sampler: &Sampler<'_>,
    blocks: &[Block],
    plan: &Plan<'_>,
    issue: usize,
) -> Vec<Three<Vec<i32>>> {
    let silent = sampler.hears_silence(issue);
    let one = |alternative: &u16, silence: Silence| {
        if !sampler.record().in_sum(issue) || (!silent && silence != Silence::Free) {
            return vec![];
        }
        let mut all = vec![0i32; blocks.len() * BLOCK];
        for (block, gains) in blocks.iter().zip(all.chunks_mut(BLOCK)) {
            sampler.gains(block, (issue, usize::from(*alternative)), silence, gains);
        }
        all
    };
    plan.allowed[issue]
        .iter()
        .map(|a| Three::of(|silence| one(a, silence)))
        .collect()
}

struct Scene<'a> {
    space: &'a Space,
    plan: Plan<'a>,
    parties: Vec<Party>,
    working: Option<&'a Package>,
    readings: usize,
    control: &'a Control,
}

/// Choices so far, and how many issues of the order they decide.
type Prefix = (Vec<Option<u16>>, usize);

/// Subtrees wanted for sharing between threads.
const SUBTREES: usize = 64;

impl Scene<'_> {
    /// Prefixes of choices, in order, that together cover the whole tree.
    fn prefixes(&self) -> Vec<Prefix> {
        let mut prefixes = vec![vec![None; self.space.len()]];
        let mut depth = 0;
        while depth < self.plan.order.len() && prefixes.len() < SUBTREES {
            prefixes = prefixes
                .iter()
                .flat_map(|prefix| self.children(prefix, depth))
                .collect();
            depth += 1;
        }
        prefixes.into_iter().map(|prefix| (prefix, depth)).collect()
    }

    /// The choices one deeper that no constraint excludes.
    fn children(&self, choices: &[Option<u16>], depth: usize) -> Vec<Vec<Option<u16>>> {
        let issue = self.plan.order[depth];
        let options: Vec<Option<u16>> = if self.exists(issue, choices) {
            self.plan.allowed[issue].iter().map(|a| Some(*a)).collect()
        } else {
            vec![None]
        };
        let with = |option| {
            let mut child = choices.to_vec();
            child[issue] = option;
            child
        };
        options
            .into_iter()
            .map(with)
            .filter(|child| self.fits(child, depth))
            .collect()
    }

    fn exists(&self, issue: usize, choices: &[Option<u16>]) -> bool {
        match &self.space.issues()[issue].existence {
            Existence::Always => true,
            Existence::AnyOf(places) => places.iter().any(|(p, a)| choices[*p] == Some(*a as u16)),
        }
    }

    fn fits(&self, choices: &[Option<u16>], depth: usize) -> bool {
        if self.plan.checks[depth].is_empty() {
            return true;
        }
        // Undecided issues stand as absent; none of them belongs to a constraint checked here.
        let partial = Package::partial(choices);
        self.plan.checks[depth].iter().all(|c| c.holds(&partial))
    }

    fn subtree(&self, (choices, depth): Prefix) -> Found {
        let mut found = Found::default();
        let mut sums = Sums::new(&self.parties, self.plan.order.len() + 1, self.readings);
        for earlier in 0..depth {
            let issue = self.plan.order[earlier];
            sums.extend(
                &self.parties,
                earlier,
                issue,
                self.slot(issue, choices[issue]),
            );
        }
        let mut choices = choices;
        self.descend(&mut choices, depth, &mut sums, &mut found);
        found.trim();
        found
    }

    /// Where among the alternatives left the chosen one stands.
    fn slot(&self, issue: usize, choice: Option<u16>) -> Option<usize> {
        choice.and_then(|chosen| self.plan.allowed[issue].iter().position(|a| *a == chosen))
    }

    fn descend(
        &self,
        choices: &mut Vec<Option<u16>>,
        depth: usize,
        sums: &mut Sums,
        found: &mut Found,
    ) {
        if self.control.cancel.load(Ordering::Relaxed) {
            return;
        }
        let Some(issue) = self.plan.order.get(depth).copied() else {
            return self.leaf(choices, sums, found);
        };
        if !self.exists(issue, choices) {
            choices[issue] = None;
            if self.fits(choices, depth) {
                sums.extend(&self.parties, depth, issue, None);
                self.descend(choices, depth + 1, sums, found);
            }
            return;
        }
        for (slot, alternative) in self.plan.allowed[issue].iter().enumerate() {
            choices[issue] = Some(*alternative);
            if self.fits(choices, depth) {
                sums.extend(&self.parties, depth, issue, Some(slot));
                self.descend(choices, depth + 1, sums, found);
            }
        }
        choices[issue] = None;
    }

    fn leaf(&self, choices: &[Option<u16>], sums: &mut Sums, found: &mut Found) {
        self.control.done.fetch_add(1, Ordering::Relaxed);
        let package = Package::partial(choices);
        let mut consents = vec![];
        for (party, sums) in self.parties.iter().zip(&sums.parties) {
            consents.push(self.consent(party, sums, &package));
        }
        let weakest = Three::of(|silence| {
            let of = |(counts, _): &(Three<u32>, bool)| counts.each().map(|n| *n)[silence as usize];
            consents.iter().map(of).min().unwrap_or(0)
        });
        let class = classify(&consents, self.readings as u32);
        let changes = self
            .working
            .map_or(0, |working| package.differing(working).len());
        found.add(Seen {
            package,
            class,
            weakest,
            changes,
        });
    }

    /// How often one party accepts, and whether enough is on record to say so.
    fn consent(&self, party: &Party, sums: &PartySums, package: &Package) -> (Three<u32>, bool) {
        let all = self.readings as u32;
        match party {
            Party::Scored(scores) => {
                let accepts = crate::readings::scored_accepts(scores, package);
                (Three::of(|_| if accepts { all } else { 0 }), true)
            }
            Party::Sampled(sampled) => {
                let Sampled {
                    prices,
                    record,
                    weights,
                    ..
                } = &**sampled;
                let depth = self.plan.order.len();
                let silent = record.silent_part(weights, |i| package.get(i).is_some());
                (
                    Three::of(|silence| sums.accepted(depth, silence, prices)),
                    is_known(silent),
                )
            }
        }
    }
}

/// Running sums for every party.
struct Sums {
    parties: Vec<PartySums>,
}

/// Running sums of one party: by depth, for each way to read silence.
struct PartySums {
    by_depth: Vec<Three<Vec<i32>>>,
}

impl Sums {
    fn new(parties: &[Party], depths: usize, readings: usize) -> Self {
        let one = |party: &Party| match party {
            Party::Scored(_) => PartySums { by_depth: vec![] },
            Party::Sampled(_) => PartySums {
                by_depth: (0..depths)
                    .map(|_| Three::of(|_| vec![0; readings]))
                    .collect(),
            },
        };
        Self {
            parties: parties.iter().map(one).collect(),
        }
    }

    /// The sums one issue deeper: those above plus the gains of one alternative.
    fn extend(&mut self, parties: &[Party], depth: usize, issue: usize, slot: Option<usize>) {
        for (party, sums) in parties.iter().zip(&mut self.parties) {
            let Party::Sampled(sampled) = party else {
                continue;
            };
            let gains = &sampled.gains;
            let (above, below) = sums.by_depth.split_at_mut(depth + 1);
            let (above, below) = (&above[depth], &mut below[0]);
            let gains = slot.map(|s| &gains[issue][s]);
            let free = gains.map_or(&[][..], |g| &g.free);
            let against = pick(gains.map(|g| g.against.as_slice()), free);
            let favour = pick(gains.map(|g| g.favour.as_slice()), free);
            add(&above.free, free, &mut below.free);
            add(&above.against, against, &mut below.against);
            add(&above.favour, favour, &mut below.favour);
        }
    }
}

/// The gains of their own, or those with silence free.
fn pick<'g>(own: Option<&'g [i32]>, free: &'g [i32]) -> &'g [i32] {
    own.filter(|gains| !gains.is_empty()).unwrap_or(free)
}

fn add(above: &[i32], gains: &[i32], below: &mut [i32]) {
    if gains.is_empty() {
        below.copy_from_slice(above);
        return;
    }
    for ((below, above), gain) in below.iter_mut().zip(above).zip(gains) {
        *below = above + gain;
    }
}

impl PartySums {
    fn accepted(&self, depth: usize, silence: Silence, prices: &Three<Vec<i32>>) -> u32 {
        let sums = self.by_depth[depth].each()[silence as usize];
        sums.iter()
            .zip(prices.each()[silence as usize])
            .map(|(sum, price)| u32::from(sum >= price))
            .sum()
    }
}
