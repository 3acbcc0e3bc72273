//! One subtree of a walk, depth first, its last issue row by row.

use super::kernel::{self, Needed};
use super::party::Party;
use super::plan::Plan;
use super::{Control, Found, KEPT, Merit, Prefix, Seen, merit};
use crate::acceptability::Three;
use crate::zone::{Class, Edges};
use onetext_model::Package;
use pulp::Arch;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What all subtrees of a walk share.
pub struct Scene<'a> {
    pub edges: Edges,
    pub bar: Bar,
    pub arch: Arch,
    pub plan: Plan<'a>,
    pub parties: Vec<Party>,
    pub working: Option<&'a Package>,
    pub readings: usize,
    /// Whether every package is looked at.
    pub whole: bool,
    pub control: &'a Control,
}

/// What a package has to reach to be among the best of all subtrees walked so far. Whatever is
/// below it cannot be among the best of all, so which subtree comes first changes nothing.
#[derive(Debug, Default)]
pub struct Bar {
    merits: Mutex<Vec<Merit>>,
    /// The least merit that may still enter, as a number; 0 while the list is not full.
    height: AtomicU64,
}

impl Bar {
    /// Merits in one number: counts of readings stay far below 2²⁰.
    fn number((hopeful, (free, against, favour)): Merit) -> u64 {
        let digits = [free, against, favour].map(|n| u64::from(n.min((1 << 20) - 1)));
        (u64::from(hopeful) << 60) | (digits[0] << 40) | (digits[1] << 20) | digits[2]
    }

    fn may_enter(&self, merit: Merit) -> bool {
        Self::number(merit) >= self.height.load(Ordering::Relaxed)
    }

    /// Takes in the list of a subtree.
    fn raise(&self, best: &[Seen]) {
        let Ok(mut merits) = self.merits.lock() else {
            return;
        };
        merits.extend(best.iter().map(|seen| merit(seen.class, &seen.weakest)));
        merits.sort_unstable_by(|a, b| b.cmp(a));
        merits.truncate(KEPT);
        if let Some(last) = merits.get(KEPT - 1) {
            self.height
                .fetch_max(Self::number(*last), Ordering::Relaxed);
        }
    }
}

/// A subtree being walked.
pub struct Subtree<'a> {
    scene: &'a Scene<'a>,
    choices: Vec<Option<u16>>,
    /// By place in the order, party and way to read silence: what is still needed there.
    needed: Vec<Vec<Vec<Needed>>>,
    /// By party and way: counts for the alternatives of the row.
    counts: Vec<Vec<Vec<u32>>>,
    /// By party: whether enough is on record about it, where that is the same for all packages.
    known: Option<Vec<bool>>,
    /// Gains that an issue brings where it does not exist.
    nothing: Vec<Vec<i16>>,
    found: Found,
}

impl<'a> Subtree<'a> {
    /// A subtree with nothing decided.
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let places = scene.plan.order.len().max(1);
        let of = |party: &Party| match party {
            Party::Scored(_) => vec![],
            Party::Sampled(sampled) => vec![sampled.prices.clone(); sampled.ways.len()],
        };
        let start: Vec<Vec<Needed>> = scene.parties.iter().map(of).collect();
        let everything = vec![Some(0); scene.plan.order.len()];
        let knows = |party: &Party| party.knows(&everything);
        Self {
            counts: scene
                .parties
                .iter()
                .map(|p| vec![vec![]; p.ways().len()])
                .collect(),
            known: (!scene.plan.nested).then(|| scene.parties.iter().map(knows).collect()),
            needed: vec![start; places],
            nothing: vec![vec![0; scene.readings]],
            choices: vec![None; scene.plan.order.len()],
            found: Found::default(),
            scene,
        }
    }

    /// Walks what is below a prefix.
    pub fn walk(mut self, (choices, depth): Prefix) -> Found {
        self.choices = choices;
        for place in 0..depth {
            let issue = self.scene.plan.order[place];
            self.extend(place, issue, self.slot(issue));
        }
        match self.scene.plan.order.is_empty() {
            true => self.alone(),
            false => self.descend(depth),
        }
        self.found.trim();
        self.scene.bar.raise(&self.found.best);
        self.found
    }

    /// Where among the alternatives left the chosen one stands.
    fn slot(&self, issue: usize) -> Option<usize> {
        let chosen = self.choices[issue]?;
        self.scene.plan.allowed[issue]
            .iter()
            .position(|a| *a == chosen)
    }

    /// The one package of a space without issues.
    fn alone(&mut self) {
        let arch = self.scene.arch;
        for (needed, counts) in self.needed[0]
            .iter()
            .flatten()
            .zip(self.counts.iter_mut().flatten())
        {
            kernel::count_each(arch, needed, &self.nothing, counts);
        }
        self.leaf(0);
    }

    fn descend(&mut self, place: usize) {
        let scene = self.scene;
        if scene.control.cancel.load(Ordering::Relaxed) {
            return;
        }
        if place + 1 == scene.plan.order.len() {
            return self.row(place);
        }
        let issue = scene.plan.order[place];
        if !scene.plan.exists(issue, &self.choices) {
            self.choices[issue] = None;
            self.enter(place, issue, None);
            return;
        }
        for (slot, alternative) in scene.plan.allowed[issue].iter().enumerate() {
            self.choices[issue] = Some(*alternative);
            self.enter(place, issue, Some(slot));
        }
        self.choices[issue] = None;
    }

    /// Goes on below a choice, unless nothing below it can matter.
    fn enter(&mut self, place: usize, issue: usize, slot: Option<usize>) {
        if !self.scene.plan.fits(&self.choices, place) {
            return;
        }
        self.extend(place, issue, slot);
        if !self.cut(place + 1) {
            self.descend(place + 1);
        }
    }

    /// What is needed one issue deeper.
    fn extend(&mut self, place: usize, issue: usize, slot: Option<usize>) {
        let (above, below) = self.needed.split_at_mut(place + 1);
        let Some(below) = below.first_mut() else {
            return;
        };
        for (party, (above, below)) in self
            .scene
            .parties
            .iter()
            .zip(above[place].iter().zip(below))
        {
            for (way, (above, below)) in party.ways().iter().zip(above.iter().zip(below)) {
                let gains = slot.map_or(&self.nothing[0], |slot| &way.gains[issue][slot]);
                kernel::take(self.scene.arch, above, gains, below);
            }
        }
    }

    /// Whether all packages below are out and none of them could enter the list: then they are
    /// counted. Silence read in favour is the most any way to read it can bring.
    fn cut(&mut self, place: usize) -> bool {
        let scene = self.scene;
        let Some(known) = self.known.as_ref().filter(|_| !scene.whole) else {
            return false;
        };
        for (at, party) in scene.parties.iter().enumerate() {
            let (Some(way), true) = (party.ways().last(), known[at]) else {
                continue;
            };
            let Some(needed) = self.needed[place][at].last() else {
                continue;
            };
            let most = kernel::count(scene.arch, needed, &way.most[place]);
            if most < scene.edges.fails_below() && !self.may_enter((false, (most, most, most))) {
                let packages = scene.plan.count_below(&mut self.choices, place);
                self.found.count(Class::Out, packages);
                scene
                    .control
                    .passed_over
                    .fetch_add(packages, Ordering::Relaxed);
                scene.control.done.fetch_add(packages, Ordering::Relaxed);
                return true;
            }
        }
        false
    }

    fn may_enter(&self, merit: Merit) -> bool {
        self.found.may_enter(merit) && self.scene.bar.may_enter(merit)
    }

    /// The last issue: all its alternatives at once.
    fn row(&mut self, place: usize) {
        let scene = self.scene;
        let issue = scene.plan.order[place];
        let exists = scene.plan.exists(issue, &self.choices);
        for (at, party) in scene.parties.iter().enumerate() {
            for (n, way) in party.ways().iter().enumerate() {
                let gains = if exists {
                    &way.gains[issue]
                } else {
                    &self.nothing
                };
                let (needed, counts) = (&self.needed[place][at][n], &mut self.counts[at][n]);
                kernel::count_each(scene.arch, needed, gains, counts);
            }
        }
        let packages = if exists {
            scene.plan.allowed[issue].len()
        } else {
            1
        };
        scene
            .control
            .done
            .fetch_add(packages as u64, Ordering::Relaxed);
        if !exists {
            self.choices[issue] = None;
            if scene.plan.fits(&self.choices, place) {
                self.leaf(0);
            }
            return;
        }
        for (slot, alternative) in scene.plan.allowed[issue].iter().enumerate() {
            self.choices[issue] = Some(*alternative);
            if scene.plan.fits(&self.choices, place) {
                self.leaf(slot);
            }
        }
        self.choices[issue] = None;
    }

    /// A package, whose counts stand at this slot of the row.
    fn leaf(&mut self, slot: usize) {
        let all = self.scene.readings as u32;
        let consent = |at: usize| {
            let party = &self.scene.parties[at];
            let known = match &self.known {
                Some(known) => known[at],
                None => party.knows(&self.choices),
            };
            let three = match self.counts[at].as_slice() {
                [] if party.scored(&self.choices) => Three::of(|_| all),
                [] => Three::default(),
                ways => Three::of(|silence| ways[(silence as usize).min(ways.len() - 1)][slot]),
            };
            (three, known)
        };
        let parties = self.scene.parties.len();
        let class = self.scene.edges.classify((0..parties).map(consent));
        let mut weakest = Three::of(|_| all);
        for (three, _) in (0..parties).map(consent) {
            weakest = Three {
                against: weakest.against.min(three.against),
                free: weakest.free.min(three.free),
                favour: weakest.favour.min(three.favour),
            };
        }
        self.found.count(class, 1);
        self.keep(class, weakest);
    }

    /// Keeps a package that may be the nearest in the zone, or enter the list.
    fn keep(&mut self, class: Class, weakest: Three<u32>) {
        let enters = self.may_enter(merit(class, &weakest));
        if !enters && class != Class::In {
            return;
        }
        let changes = self.scene.working.map_or(0, |working| {
            let pairs = working.choices().iter().zip(&self.choices);
            pairs.filter(|(a, b)| a != b).count()
        });
        let near = |old: &Seen| changes <= old.changes;
        let near = class == Class::In && self.found.nearest.as_ref().is_none_or(near);
        if !enters && !near {
            return;
        }
        let seen = Seen {
            package: Package::partial(&self.choices),
            class,
            weakest,
            changes,
        };
        if near {
            self.found.offer_nearest(&seen);
        }
        if enters {
            self.found.push(seen);
        }
    }
}
