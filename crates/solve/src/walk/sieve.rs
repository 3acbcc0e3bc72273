//! The best few packages without looking at each: branches are held against what the best known ones
//! reach, party by party, and in each party the readings that are hardest to please come first. Most
//! branches fail on more readings than they may after the first hundred of them.

use super::climb::Climber;
use super::kernel::{self, Needed};
use super::party::{Party, Way};
use super::subtree::Scene;
use super::{Merit, Prefix, Seen, merit};
use std::sync::atomic::Ordering;

/// What a sieve is after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Merits known already, the best first; as many as are wanted.
    pub known: Vec<Merit>,
    /// How many branches a subtree may look into before it gives up; a package looked at counts as
    /// many.
    pub branches: u64,
}

/// What one subtree held.
#[derive(Debug, Clone, Default)]
pub struct Sieved {
    /// Packages that were better than the known ones when they were met.
    pub found: Vec<Seen>,
    /// On how many readings the weakest party of a package that was given up may accept at most;
    /// nothing if nothing was given up.
    pub given_up: Option<u32>,
    /// Packages looked at.
    pub looked_at: u64,
}

/// How many rows of the last issue show whether it is worth trying them one by one.
const ROWS_TRIED: u32 = 200;

/// As how many branches a package counts that is looked at: about as long as it takes.
const A_LOOK: u64 = 32;

/// One party of a sieve, silence read freely.
struct Filter<'a> {
    party: usize,
    way: &'a Way,
    /// Whether its package is out as soon as it fails on most readings, however silence is read.
    settles: bool,
    /// On how many readings it may fail in a package that is wanted; below zero where none is.
    allowed: i32,
}

/// A subtree being sieved.
pub struct Sieve<'a> {
    scene: &'a Scene<'a>,
    climber: &'a Climber<'a>,
    filters: Vec<Filter<'a>>,
    /// By place in the order: filters, those that are nearest to turning down what is below first.
    turns: Vec<Vec<usize>>,
    /// By filter: how many more readings it may fail on in the branch just entered.
    spare: Vec<i32>,
    choices: Vec<Option<u16>>,
    /// By place in the order and party: what is still needed there.
    needed: Vec<Vec<Needed>>,
    alive: Vec<bool>,
    nothing: Vec<i16>,
    known: Vec<Merit>,
    /// Rows of the last issue tried, and turned down as a whole.
    rows: (u32, u32),
    branches_left: u64,
    result: Sieved,
}

impl<'a> Sieve<'a> {
    /// A sieve with nothing decided.
    pub fn new(climber: &'a Climber<'a>, wanted: &Wanted) -> Self {
        let scene = climber.scene;
        let everything = vec![Some(0); scene.plan.order.len()];
        let filter = |(party, of): (usize, &'a Party)| {
            Some(Filter {
                party,
                way: of.free()?,
                settles: of.ways().len() == 1 && !scene.plan.nested && of.knows(&everything),
                allowed: 0,
            })
        };
        let prices = |party: &Party| party.free().map_or(vec![], |way| way.prices.clone());
        let filters: Vec<Filter<'_>> = scene
            .parties
            .iter()
            .enumerate()
            .filter_map(filter)
            .collect();
        let start: Vec<Needed> = scene.parties.iter().map(prices).collect();
        let mut sieve = Self {
            turns: vec![(0..filters.len()).collect(); scene.plan.order.len() + 1],
            spare: vec![0; filters.len()],
            filters,
            needed: vec![start; scene.plan.order.len() + 1],
            choices: vec![None; scene.plan.order.len()],
            alive: vec![],
            nothing: vec![0; scene.readings],
            known: wanted.known.clone(),
            rows: (0, 0),
            branches_left: wanted.branches,
            result: Sieved::default(),
            scene,
            climber,
        };
        sieve.raise();
        sieve
    }

    /// Sieves what is below a prefix.
    pub fn run(mut self, (choices, depth): Prefix) -> Sieved {
        self.choices = choices;
        for place in 0..depth {
            let issue = self.scene.plan.order[place];
            let slot = self.slot(issue);
            // A prefix that is turned down has nothing below it that is wanted.
            if self.enter(place, (issue, slot)).is_none() {
                return self.result;
            }
        }
        let all = self.scene.readings as u32;
        self.descend(depth, all);
        self.result
    }

    /// Where among the alternatives left the chosen one stands.
    fn slot(&self, issue: usize) -> Option<usize> {
        let chosen = self.choices[issue]?;
        self.scene.plan.allowed[issue]
            .iter()
            .position(|a| *a == chosen)
    }

    /// Says on how many readings each party may fail, from the last of the merits known.
    fn raise(&mut self) {
        let readings = self.scene.readings as u32;
        let Some((hopeful, (free, against, favour))) = self.known.last().copied() else {
            self.filters
                .iter_mut()
                .for_each(|f| f.allowed = readings as i32);
            return;
        };
        // Where silence plays no part, or nothing is left to gain from how it is read, only more
        // readings make a package better.
        let plain = self.scene.parties.iter().all(|p| p.ways().len() <= 1);
        let full = against >= readings && favour >= readings;
        let floor = free + u32::from(plain || full);
        for filter in &mut self.filters {
            let floor = match (hopeful, filter.settles) {
                (true, _) => floor,
                // A package that is not out would be better, whatever its counts.
                (false, true) => floor.min(self.scene.edges.fails_below),
                (false, false) => 0,
            };
            filter.allowed = readings as i32 - floor as i32;
        }
    }

    /// Chooses an alternative; the most readings on which the weakest party may still accept, or
    /// nothing if no package below is wanted.
    fn enter(&mut self, place: usize, (issue, slot): (usize, Option<usize>)) -> Option<u32> {
        let (above, below) = self.needed.split_at_mut(place + 1);
        let mut worst = 0;
        for turn in 0..self.filters.len() {
            let at = self.turns[place][turn];
            let filter = &self.filters[at];
            let gains = slot.map_or(&self.nothing, |slot| &filter.way.gains[issue][slot]);
            let sift = kernel::Sift {
                needed: &above[place][filter.party],
                gains,
                most: &filter.way.most[place + 1],
                left: &mut below[0][filter.party],
            };
            match sift.failing(self.scene.arch, filter.allowed) {
                Some(failing) => {
                    worst = worst.max(failing);
                    self.spare[at] = filter.allowed - failing as i32;
                }
                None => return None,
            }
        }
        let spare = &self.spare;
        self.turns[place + 1].sort_by_key(|at| spare[*at]);
        Some(self.scene.readings as u32 - worst)
    }

    /// Goes on below a branch in which the weakest party may accept on so many readings at most.
    fn descend(&mut self, place: usize, bound: u32) {
        let scene = self.scene;
        if scene.control.cancel.load(Ordering::Relaxed) {
            return;
        }
        if place + 1 >= scene.plan.order.len() {
            return self.row(place, bound);
        }
        let issue = scene.plan.order[place];
        let second_last = place + 2 == scene.plan.order.len();
        if second_last && self.takes_two(place) {
            return self.last(place + 1, (Some(issue), bound));
        }
        for slot in self.slots(issue) {
            self.choices[issue] = slot.map(|slot| scene.plan.allowed[issue][slot]);
            if !scene.plan.fits(&self.choices, place) {
                continue;
            }
            self.rows.0 += u32::from(second_last);
            let Some(below) = self.enter(place, (issue, slot)) else {
                self.rows.1 += u32::from(second_last);
                continue;
            };
            if self.spend(1, below) {
                self.descend(place + 1, below);
            }
        }
        self.choices[issue] = None;
    }

    /// Whether the budget allows so many branches more; else what lies here is given up.
    fn spend(&mut self, branches: u64, bound: u32) -> bool {
        let allowed = self.branches_left >= branches;
        if allowed {
            self.branches_left -= branches;
        } else {
            self.result.given_up = self.result.given_up.max(Some(bound));
        }
        allowed
    }

    /// What may be chosen of an issue, by its place among the alternatives left.
    fn slots(&self, issue: usize) -> Vec<Option<usize>> {
        match self.scene.plan.exists(issue, &self.choices) {
            true => (0..self.scene.plan.allowed[issue].len())
                .map(Some)
                .collect(),
            false => vec![None],
        }
    }

    /// The last issue, where there is one.
    fn row(&mut self, place: usize, bound: u32) {
        match self.scene.plan.order.get(place) {
            Some(_) => self.last(place, (None, bound)),
            None => self.look(),
        }
    }

    /// The last issue, or with the one before it the last two: what no party turns down is looked at.
    fn last(&mut self, place: usize, (before, bound): (Option<usize>, u32)) {
        let plan = &self.scene.plan;
        let (issue, rows) = (plan.order[place], self.slots_or_one(before));
        let slots = self.slots(issue);
        self.alive.clear();
        self.alive.resize(rows.len() * slots.len(), true);
        let from = place - usize::from(before.is_some());
        let short = slots.len() <= kernel::MOST_IN_A_ROW;
        if short && slots.iter().all(Option::is_some) && !self.any_alive(from, (before, issue)) {
            return;
        }
        for (row, chosen) in rows.into_iter().enumerate() {
            if let (Some(before), Some(slot)) = (before, chosen) {
                self.choices[before] = Some(plan.allowed[before][slot]);
            }
            for (at, slot) in slots.iter().enumerate() {
                self.choices[issue] = slot.map(|slot| plan.allowed[issue][slot]);
                let alive = self.alive[row * slots.len() + at];
                if alive && plan.fits(&self.choices, place) && self.spend(A_LOOK, bound) {
                    self.look();
                }
            }
        }
        self.choices[issue] = None;
        if let Some(before) = before {
            self.choices[before] = None;
        }
    }

    fn slots_or_one(&self, issue: Option<usize>) -> Vec<Option<usize>> {
        issue.map_or(vec![None], |issue| self.slots(issue))
    }

    /// Turns down what some party fails on; whether any is left.
    fn any_alive(&mut self, place: usize, (before, issue): (Option<usize>, usize)) -> bool {
        let filters = self.turns[place].iter().map(|at| &self.filters[*at]);
        for filter in filters {
            let sift = kernel::SiftLast {
                needed: &self.needed[place][filter.party],
                before: before.map_or(&[], |before| &filter.way.gains[before]),
                last: &filter.way.gains[issue],
                alive: &mut self.alive,
            };
            if !sift.turn_down(self.scene.arch, filter.allowed) {
                return false;
            }
        }
        true
    }

    /// Whether the last two issues are best taken together: nothing is checked there, and so far few
    /// rows were turned down as a whole.
    fn takes_two(&self, place: usize) -> bool {
        let plan = &self.scene.plan;
        let plain = !plan.nested && !plan.checks(place) && !plan.checks(place + 1);
        let (tried, turned_down) = self.rows;
        plain && tried >= ROWS_TRIED && turned_down * 4 < tried * 3
    }

    /// Looks at the package chosen, and keeps it if it is better than the last one wanted.
    fn look(&mut self) {
        self.result.looked_at += 1;
        self.scene.control.done.fetch_add(1, Ordering::Relaxed);
        let seen = self.climber.seen(&self.choices);
        let merit = merit(seen.class, &seen.weakest);
        if self.known.last().is_none_or(|last| merit <= *last) {
            return;
        }
        let wanted = self.known.len();
        let at = self.known.partition_point(|known| *known >= merit);
        self.known.insert(at, merit);
        self.known.truncate(wanted);
        self.raise();
        self.result.found.push(seen);
    }
}
