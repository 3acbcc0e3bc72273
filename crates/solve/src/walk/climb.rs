//! Climbing: from a package to the best of those that differ from it on one issue, until none is
//! better. What a search starts from where there are too many packages to look at.

use super::kernel;
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
            let without = match self.scene.plan.nested {
                true => vec![],
                false => self.without(&needed, here, issue),
            };
            for there in self.neighbours(here, issue) {
                let found = match self.scene.plan.nested {
                    true => self.height(&there),
                    false => self.height_with(&without, &there, issue),
                };
                *looked += 1;
                if found > best.as_ref().map_or(height, |(_, best)| *best) {
                    best = Some((there, found));
                }
            }
        }
        best
    }

    /// Packages that differ in the choice of one issue, and in what that makes exist.
    fn neighbours(&self, here: &[Option<u16>], issue: usize) -> Vec<Vec<Option<u16>>> {
        let others = self.scene.plan.allowed[issue].iter();
        let there = |alternative: &u16| {
            let mut wished = here.to_vec();
            wished[issue] = Some(*alternative);
            let there = self.canonical(&wished)?;
            self.scene.plan.meets_all(&there).then_some(there)
        };
        others
            .filter(|a| here[issue] != Some(**a))
            .filter_map(there)
            .collect()
    }

    /// All packages that are one choice away.
    pub fn around(&self, here: &[Option<u16>]) -> Vec<Seen> {
        let chosen = (0..here.len()).filter(|issue| here[*issue].is_some());
        chosen
            .flat_map(|issue| self.neighbours(here, issue))
            .map(|there| self.seen(&there))
            .collect()
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

    /// The height of a package from what its parties need without one of its issues.
    fn height_with(&self, without: &[Vec<i16>], there: &[Option<u16>], issue: usize) -> Height {
        let mut left = vec![0; self.scene.readings];
        let (mut least, mut missed) = (u32::MAX, Reverse(0));
        for (party, without) in self.scene.parties.iter().zip(without) {
            let (reached, missing) = match (party.free(), self.slot(issue, there[issue])) {
                (Some(way), Some(slot)) => {
                    let gains = &way.gains[issue][slot];
                    let reached = kernel::count(self.scene.arch, without, gains);
                    if reached == 0 {
                        kernel::take(self.scene.arch, without, gains, &mut left);
                        (reached, missing(&left))
                    } else {
                        (reached, Reverse(0))
                    }
                }
                _ => scored_height(party, there),
            };
            (least, missed) = (least, missed).min((reached, missing));
        }
        (least, missed)
    }

    /// What each party needs beyond a package's gains, silence read freely; nothing for one with points.
    fn all_needed(&self, choices: &[Option<u16>]) -> Vec<Vec<i16>> {
        let of = |party: &Party| {
            let way = party.free();
            way.map_or(vec![], |way| self.needed(&way.gains, &way.prices, choices))
        };
        self.scene.parties.iter().map(of).collect()
    }

    /// The same with one issue's gains left out.
    fn without(&self, needed: &[Vec<i16>], here: &[Option<u16>], issue: usize) -> Vec<Vec<i16>> {
        let slot = self.slot(issue, here[issue]);
        let of = |(party, needed): (&Party, &Vec<i16>)| match (party.free(), slot) {
            (Some(way), Some(slot)) => {
                let gains = way.gains[issue][slot].iter();
                needed
                    .iter()
                    .zip(gains)
                    .map(|(n, g)| n.wrapping_add(*g))
                    .collect()
            }
            _ => needed.clone(),
        };
        self.scene.parties.iter().zip(needed).map(of).collect()
    }

    fn slot(&self, issue: usize, choice: Option<u16>) -> Option<usize> {
        let choice = choice?;
        self.scene.plan.allowed[issue]
            .iter()
            .position(|a| *a == choice)
    }

    fn least(&self, choices: &[Option<u16>], needed: &[Vec<i16>]) -> Height {
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
