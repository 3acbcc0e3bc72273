//! One subtree of a walk, depth first, its last issue row by row.

use super::kernel::{self, Needed};
use super::party::{Party, Way};
use super::plan::Plan;
use super::{Control, Found, KEPT, Merit, Prefix, Seen, merit};
use crate::acceptability::{Silence, Three};
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
    pub aim: Aim,
    pub control: &'a Control,
}

/// What a walk is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Counts of what is in, open and out, and the best; what is clearly out is passed over.
    Count,
    /// The same, looking at every package.
    Whole,
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
    /// The same at the last place, for each row of a block.
    rows: Vec<Vec<Vec<Needed>>>,
    /// By row, party and way: counts for the alternatives of the last issue.
    counts: Vec<Vec<Vec<Vec<u32>>>>,
    /// By alternative of the row: the class and the weakest counts.
    merits: Vec<(Class, Three<u32>)>,
    /// By party: whether enough is on record about it, where that is the same for all packages.
    known: Option<Vec<bool>>,
    /// Gains that an issue brings where it does not exist.
    nothing: Vec<Vec<i16>>,
    /// Packages looked at since that was last reported.
    looked_at: u64,
    found: Found,
}

impl<'a> Subtree<'a> {
    /// A subtree with nothing decided.
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let places = scene.plan.order.len().max(1);
        let of = |party: &Party| match party {
            Party::Scored(_) => vec![],
            Party::Sampled(sampled) => sampled.ways.iter().map(|way| way.prices.clone()).collect(),
        };
        let start: Vec<Vec<Needed>> = scene.parties.iter().map(of).collect();
        let everything = vec![Some(0); scene.plan.order.len()];
        let knows = |party: &Party| party.knows(&everything);
        Self {
            counts: vec![],
            rows: vec![],
            known: (!scene.plan.nested).then(|| scene.parties.iter().map(knows).collect()),
            needed: vec![start; places],
            merits: vec![],
            nothing: vec![vec![0; scene.readings]],
            choices: vec![None; scene.plan.order.len()],
            looked_at: 0,
            found: Found::default(),
            scene,
        }
    }

    /// Walks what is below a prefix.
    pub fn walk(mut self, (choices, depth): Prefix) -> Found {
        let scene = self.scene;
        self.choices = choices;
        for place in 0..depth {
            let issue = scene.plan.order[place];
            let slot = self.slot(issue);
            let (above, below) = self.needed.split_at_mut(place + 1);
            extend(scene, &above[place], (issue, slot), &mut below[0]);
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

    /// The one package of a space without issues: nobody gains anything.
    fn alone(&mut self) {
        let all = self.scene.readings as u32;
        let consent = |party: &Party| match party {
            Party::Sampled(sampled) => {
                let free =
                    |way: &Way| way.prices.iter().filter(|price| **price <= 0).count() as u32;
                let ways: Vec<u32> = sampled.ways.iter().map(free).collect();
                let of = |silence: Silence| ways[(silence as usize).min(ways.len() - 1)];
                (Three::of(of), party.knows(&[]))
            }
            scored => (
                Three::of(|_| if scored.scored(&[]) { all } else { 0 }),
                true,
            ),
        };
        let consents = || self.scene.parties.iter().map(consent);
        let class = self.scene.edges.classify(consents());
        let least = |silence: Silence| {
            let counts = consents().map(|(three, _)| *three.each()[silence as usize]);
            counts.min().unwrap_or(0)
        };
        let weakest = Three::of(least);
        self.scene.control.done.fetch_add(1, Ordering::Relaxed);
        self.found.count(class, 1);
        self.keep(class, weakest);
    }

    fn descend(&mut self, place: usize) {
        let scene = self.scene;
        if scene.control.cancel.load(Ordering::Relaxed) {
            return;
        }
        match scene.plan.order.len() - place {
            1 => {
                self.add_row(0);
                self.rows[0].clone_from(&self.needed[place]);
                return self.block(place, &[None]);
            }
            2 => return self.last_two(place),
            _ => {}
        }
        let issue = scene.plan.order[place];
        for slot in self.slots(issue) {
            self.choose(issue, slot);
            if scene.plan.fits(&self.choices, place) {
                let (above, below) = self.needed.split_at_mut(place + 1);
                extend(scene, &above[place], (issue, slot), &mut below[0]);
                if !self.cut(place + 1, None) {
                    self.descend(place + 1);
                }
            }
        }
        self.choices[issue] = None;
    }

    /// What may be chosen of an issue, by its place among the alternatives left: nothing where it
    /// does not exist.
    fn slots(&self, issue: usize) -> Vec<Option<usize>> {
        match self.scene.plan.exists(issue, &self.choices) {
            true => (0..self.scene.plan.allowed[issue].len())
                .map(Some)
                .collect(),
            false => vec![None],
        }
    }

    fn choose(&mut self, issue: usize, slot: Option<usize>) {
        self.choices[issue] = slot.map(|slot| self.scene.plan.allowed[issue][slot]);
    }

    /// The last two issues: a row for each alternative of the first of them.
    fn last_two(&mut self, place: usize) {
        let scene = self.scene;
        let issue = scene.plan.order[place];
        let mut rows = vec![];
        for slot in self.slots(issue) {
            self.choose(issue, slot);
            if !scene.plan.fits(&self.choices, place) {
                continue;
            }
            let row = rows.len();
            self.add_row(row);
            extend(
                scene,
                &self.needed[place],
                (issue, slot),
                &mut self.rows[row],
            );
            if !self.cut(place + 1, Some(row)) {
                rows.push(Some((issue, slot)));
            }
        }
        self.block(place + 1, &rows);
        self.choices[issue] = None;
    }

    /// Room for another row.
    fn add_row(&mut self, row: usize) {
        if self.rows.len() <= row {
            self.rows.push(self.needed[0].clone());
            let of = |party: &Party| vec![vec![]; party.ways().len()];
            self.counts
                .push(self.scene.parties.iter().map(of).collect());
        }
    }

    /// Rows of the last issue, party by party so that its gains stay near, then package by package.
    fn block(&mut self, place: usize, rows: &[Option<(usize, Option<usize>)>]) {
        let scene = self.scene;
        let issue = scene.plan.order[place];
        let mut exist = vec![];
        for chosen in rows {
            if let Some((issue, slot)) = chosen {
                self.choose(*issue, *slot);
            }
            exist.push(scene.plan.exists(issue, &self.choices));
        }
        for (at, party) in scene.parties.iter().enumerate() {
            for (n, way) in party.ways().iter().enumerate() {
                for (row, exists) in exist.iter().enumerate() {
                    let gains = if *exists {
                        &way.gains[issue]
                    } else {
                        &self.nothing
                    };
                    let counts = &mut self.counts[row][at][n];
                    kernel::count_each(scene.arch, &self.rows[row][at][n], gains, counts);
                }
            }
        }
        for (row, chosen) in rows.iter().enumerate() {
            if let Some((issue, slot)) = chosen {
                self.choose(*issue, *slot);
            }
            self.row(place, row);
        }
        let done = &scene.control.done;
        done.fetch_add(self.looked_at, Ordering::Relaxed);
        self.looked_at = 0;
    }

    /// Whether all packages below are out and none of them could enter the list: then they are
    /// counted.
    fn cut(&mut self, place: usize, row: Option<usize>) -> bool {
        let scene = self.scene;
        match &scene.aim {
            Aim::Whole => return false,
            Aim::Count if !self.all_out(place, row) => return false,
            Aim::Count => {}
        }
        let packages = scene.plan.count_below(&mut self.choices, place);
        self.found.count(Class::Out, packages);
        scene
            .control
            .passed_over
            .fetch_add(packages, Ordering::Relaxed);
        scene.control.done.fetch_add(packages, Ordering::Relaxed);
        true
    }

    /// Whether some party fails below here whatever comes and however silence is read, so clearly
    /// that no package could enter the list.
    fn all_out(&self, place: usize, row: Option<usize>) -> bool {
        let Some(known) = &self.known else {
            return false;
        };
        let here = row.map_or(&self.needed[place], |row| &self.rows[row]);
        let parties = self.scene.parties.iter().zip(known).zip(here);
        for ((party, _), needed) in parties.filter(|((_, known), _)| **known) {
            if let Some(most) = self.most(party, needed, place)
                && !self.may_enter((false, most))
            {
                return true;
            }
        }
        false
    }

    /// The most readings on which a party can still accept, freely, against and in favour; `None` if
    /// it may still hold, or has points.
    fn most(&self, party: &Party, needed: &[Needed], place: usize) -> Option<(u32, u32, u32)> {
        let scene = self.scene;
        let mut counts = [0; 3];
        // Silence read in favour mostly brings most, so it is asked first.
        for (n, way) in party.ways().iter().enumerate().rev() {
            counts[n] = kernel::count(scene.arch, &needed[n], &way.most[place]);
            if counts[n] >= scene.edges.fails_below {
                return None;
            }
        }
        match party.ways().len() {
            0 => None,
            1 => Some((counts[0], counts[0], counts[0])),
            _ => Some((counts[1], counts[0], counts[2])),
        }
    }

    fn may_enter(&self, merit: Merit) -> bool {
        self.found.may_enter(merit) && self.scene.bar.may_enter(merit)
    }

    /// The packages of a row.
    fn row(&mut self, place: usize, row: usize) {
        let scene = self.scene;
        let issue = scene.plan.order[place];
        let exists = scene.plan.exists(issue, &self.choices);
        let slots = if exists {
            scene.plan.allowed[issue].len()
        } else {
            1
        };
        self.looked_at += slots as u64;
        self.weigh(slots, exists, (issue, row));
        let checked = scene.plan.checks(place);
        for at in 0..slots {
            if checked {
                self.choose(issue, exists.then_some(at));
                if !scene.plan.fits(&self.choices, place) {
                    continue;
                }
            }
            let (class, weakest) = self.merits[at];
            self.found.count(class, 1);
            if class == Class::In || self.may_enter(merit(class, &weakest)) {
                self.choose(issue, exists.then_some(at));
                self.keep(class, weakest);
            }
        }
        self.choices[issue] = None;
    }

    /// The class and the weakest counts of each package of a row, party by party.
    fn weigh(&mut self, slots: usize, exists: bool, (issue, row): (usize, usize)) {
        let scene = self.scene;
        let all = scene.readings as u32;
        self.merits.clear();
        if slots == 0 {
            return;
        }
        self.merits.resize(slots, (Class::In, Three::of(|_| all)));
        for (at, party) in scene.parties.iter().enumerate() {
            if let Party::Scored(_) = party {
                self.weigh_points(party, exists, issue);
                continue;
            }
            let known = match &self.known {
                Some(known) => known[at],
                None => {
                    // Which issues exist is the same for the whole row.
                    self.choose(issue, exists.then_some(0));
                    party.knows(&self.choices)
                }
            };
            let ways = &self.counts[row][at];
            let (against, free, favour) = match ways.as_slice() {
                [one] => (one, one, one),
                [against, free, favour] => (against, free, favour),
                _ => continue,
            };
            let counts = against.iter().zip(free).zip(favour);
            for ((class, weakest), ((against, free), favour)) in self.merits.iter_mut().zip(counts)
            {
                let least = (*against).min(*free).min(*favour);
                let greatest = (*against).max(*free).max(*favour);
                *class = (*class).min(scene.edges.of(least, greatest, known));
                weakest.against = weakest.against.min(*against);
                weakest.free = weakest.free.min(*free);
                weakest.favour = weakest.favour.min(*favour);
            }
        }
    }

    /// The same for a party with points: it accepts on all readings or on none.
    fn weigh_points(&mut self, party: &Party, exists: bool, issue: usize) {
        for at in 0..self.merits.len() {
            self.choose(issue, exists.then_some(at));
            if !party.scored(&self.choices) {
                self.merits[at] = (Class::Out, Three::default());
            }
        }
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

/// What is needed one issue deeper.
fn extend(
    scene: &Scene<'_>,
    above: &[Vec<Needed>],
    (issue, slot): (usize, Option<usize>),
    below: &mut [Vec<Needed>],
) {
    for (party, (above, below)) in scene.parties.iter().zip(above.iter().zip(below)) {
        for (way, (above, below)) in party.ways().iter().zip(above.iter().zip(below)) {
            match slot {
                Some(slot) => kernel::take(scene.arch, above, &way.gains[issue][slot], below),
                None => below.clone_from(above),
            }
        }
    }
}
