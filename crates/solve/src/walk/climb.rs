//! Climbing: from a package to the best of those that differ from it on one issue, until none is
//! better. What a search starts from where there are too many packages to look at.

use super::kernel::{self, Needed};
use super::party::Party;
use super::subtree::Scene;
use super::{Seen, merit};
use crate::acceptability::Three;
use crate::zone::Class;
use onetext_model::{Existence, Package, Space};
use std::cmp::Reverse;

/// The most steps of one climb.
const STEPS: usize = 200;

/// What a climb makes greatest: the weakest party's readings, freely, and where that is nothing, the
/// least that is missing.
type Height = (u32, Reverse<i64>);

/// A climber over one scene.
pub struct Climber<'a> {
    pub scene: &'a Scene<'a>,
    pub space: &'a Space,
}

impl Climber<'_> {
    /// The top reached from some choices, if they meet the constraints; with how many packages were
    /// looked at.
    pub fn climb(&self, from: &[Option<u16>]) -> Option<(Seen, u64)> {
        let mut here = self.canonical(from)?;
        if !self.scene.plan.meets_all(&here) {
            return None;
        }
        let (mut height, mut looked) = (self.height(&here), 1);
        for _ in 0..STEPS {
            let Some((better, higher)) = self.step(&here, height, &mut looked) else {
                break;
            };
            (here, height) = (better, higher);
        }
        Some((self.seen(&here), looked))
    }

    /// The best neighbour that is higher.
    fn step(
        &self,
        here: &[Option<u16>],
        height: Height,
        looked: &mut u64,
    ) -> Option<(Vec<Option<u16>>, Height)> {
        let needed = self.all_needed(here);
        let mut best: Option<(Vec<Option<u16>>, Height)> = None;
        for issue in (0..here.len()).filter(|issue| here[*issue].is_some()) {
            // What is nested may come and go with a choice: then each package is weighed anew.
            let plain = !self.scene.plan.nested;
            let reached = plain.then(|| self.reached_with(&needed, here, issue));
            for (slot, alternative) in self.scene.plan.allowed[issue].iter().enumerate() {
                *looked += 1;
                let above = best.as_ref().map_or(height, |(_, best)| *best);
                let low = |reached: &Vec<u32>| reached[slot] < above.0;
                if here[issue] == Some(*alternative) || reached.as_ref().is_some_and(low) {
                    continue;
                }
                let Some(there) = self.changed(here, (issue, *alternative)) else {
                    continue;
                };
                let found = self.height(&there);
                if found > above {
                    best = Some((there, found));
                }
            }
        }
        best
    }

    /// On how many readings the weakest party accepts with each alternative of an issue, all else as it
    /// is; parties with points aside.
    fn reached_with(&self, needed: &[Needed], here: &[Option<u16>], issue: usize) -> Vec<u32> {
        let arch = self.scene.arch;
        let mut least = vec![u32::MAX; self.scene.plan.allowed[issue].len()];
        let (mut without, mut counts) = (vec![0; self.scene.readings], vec![]);
        for (party, needed) in self.scene.parties.iter().zip(needed) {
            if let (Some(way), Some(slot)) = (party.free(), self.slot(issue, here[issue])) {
                let rows = &way.gains[issue];
                kernel::give_back(arch, needed, &rows[slot], &mut without);
                kernel::count_each(arch, &without, rows, &mut counts);
                let pairs = least.iter_mut().zip(&counts);
                pairs.for_each(|(least, count)| *least = (*least).min(*count));
            }
        }
        least
    }

    /// The package with one other choice, and what that makes exist, if it meets the constraints.
    fn changed(
        &self,
        here: &[Option<u16>],
        (issue, alternative): (usize, u16),
    ) -> Option<Vec<Option<u16>>> {
        let mut wished = here.to_vec();
        wished[issue] = Some(alternative);
        let there = self.canonical(&wished)?;
        self.scene.plan.meets_all(&there).then_some(there)
    }

    /// All packages that are one choice away.
    pub fn around(&self, here: &[Option<u16>]) -> Vec<Seen> {
        let mut all = vec![];
        for issue in (0..here.len()).filter(|issue| here[*issue].is_some()) {
            for alternative in &self.scene.plan.allowed[issue] {
                if here[issue] != Some(*alternative)
                    && let Some(there) = self.changed(here, (issue, *alternative))
                {
                    all.push(self.seen(&there));
                }
            }
        }
        all
    }

    /// A package of these wishes: what is nested and now exists takes the first alternative left.
    fn canonical(&self, wishes: &[Option<u16>]) -> Option<Vec<Option<u16>>> {
        if !self.scene.plan.nested {
            return wishes.iter().all(Option::is_some).then(|| wishes.to_vec());
        }
        let first = |(issue, wish): (usize, &Option<u16>)| {
            wish.or_else(|| match &self.space.issues()[issue].existence {
                Existence::Always => None,
                Existence::AnyOf(_) => self.scene.plan.allowed[issue].first().copied(),
            })
        };
        let wishes: Vec<Option<u16>> = wishes.iter().enumerate().map(first).collect();
        let package = Package::from_wishes(self.space, &wishes)?;
        Some(package.choices().to_vec())
    }

    fn height(&self, choices: &[Option<u16>]) -> Height {
        self.least(choices, &self.all_needed(choices))
    }

    /// What each party needs beyond a package's gains, silence read freely; nothing for one with points.
    fn all_needed(&self, choices: &[Option<u16>]) -> Vec<Needed> {
        let of = |party: &Party| {
            let way = party.free();
            way.map_or(vec![], |way| self.needed(&way.gains, &way.prices, choices))
        };
        self.scene.parties.iter().map(of).collect()
    }

    fn slot(&self, issue: usize, choice: Option<u16>) -> Option<usize> {
        let choice = choice?;
        self.scene.plan.allowed[issue]
            .iter()
            .position(|a| *a == choice)
    }

    fn least(&self, choices: &[Option<u16>], needed: &[Needed]) -> Height {
        let one = |(party, needed): (&Party, &Vec<i16>)| match party {
            Party::Scored(_) => scored_height(party, choices),
            Party::Sampled(_) => {
                let reached = needed.iter().filter(|n| **n <= 0).count() as u32;
                let none = reached == 0;
                (reached, if none { missing(needed) } else { Reverse(0) })
            }
        };
        let all = self.scene.parties.iter().zip(needed).map(one);
        all.min().unwrap_or((u32::MAX, Reverse(0)))
    }

    /// What is needed beyond a package's gains, reading by reading.
    fn needed(&self, gains: &[Vec<Vec<i16>>], prices: &[i16], choices: &[Option<u16>]) -> Vec<i16> {
        let mut needed = prices.to_vec();
        let mut left = needed.clone();
        for (issue, choice) in choices.iter().enumerate() {
            if let Some(slot) = self.slot(issue, *choice) {
                kernel::take(self.scene.arch, &needed, &gains[issue][slot], &mut left);
                std::mem::swap(&mut needed, &mut left);
            }
        }
        needed
    }

    /// Each consent's counts for a package, and whether enough is on record about it.
    pub fn consents(&self, choices: &[Option<u16>]) -> Vec<(Three<u32>, bool)> {
        let all = self.scene.readings as u32;
        let one = |party: &Party| {
            let counts: Vec<u32> = party
                .ways()
                .iter()
                .map(|way| {
                    let needed = self.needed(&way.gains, &way.prices, choices);
                    needed.iter().filter(|n| **n <= 0).count() as u32
                })
                .collect();
            let three = match counts.as_slice() {
                [] if party.scored(choices) => Three::of(|_| all),
                [] => Three::default(),
                [one] => Three::of(|_| *one),
                many => Three::of(|silence| many[silence as usize]),
            };
            (three, party.knows(choices))
        };
        self.scene.parties.iter().map(one).collect()
    }

    /// The class of a package.
    pub fn class(&self, choices: &[Option<u16>]) -> Class {
        self.scene
            .edges
            .classify(self.consents(choices).into_iter())
    }

    /// A package with what it comes to.
    pub fn seen(&self, choices: &[Option<u16>]) -> Seen {
        let consents = self.consents(choices);
        let weakest = Three::of(|silence| {
            let of = |(three, _): &(Three<u32>, bool)| *three.each()[silence as usize];
            consents.iter().map(of).min().unwrap_or(0)
        });
        let package = Package::partial(choices);
        Seen {
            class: self.scene.edges.classify(consents.into_iter()),
            changes: self.scene.working.map_or(0, |w| package.differing(w).len()),
            weakest,
            package,
        }
    }
}

/// By how much the price is missed, over all readings; less is higher.
fn missing(needed: &[i16]) -> Reverse<i64> {
    Reverse(needed.iter().map(|n| i64::from((*n).max(0))).sum())
}

/// The height of a package for a party with points: it accepts on all readings or on none.
fn scored_height(party: &Party, choices: &[Option<u16>]) -> Height {
    match party.scored(choices) {
        true => (u32::MAX, Reverse(0)),
        false => (0, Reverse(i64::from(i16::MAX))),
    }
}

/// The best of what climbs found: each once, best first.
pub fn best_of(mut tops: Vec<Seen>, most: usize) -> Vec<Seen> {
    tops.sort_by(|a, b| a.rank().cmp(&b.rank()));
    tops.dedup_by(|a, b| a.package == b.package);
    tops.truncate(most);
    tops
}

/// The merits of a list.
pub fn merits(list: &[Seen], most: usize) -> Vec<super::Merit> {
    list.iter()
        .take(most)
        .map(|seen| merit(seen.class, &seen.weakest))
        .collect()
}
