//! Issues tied by nesting, rules, limits or cubes: decided one by one under labels.
//!
//! A label says what a partial package looks like to everything still undecided: which nested
//! issues exist, which sides of which rules have failed, which cubes are still open, how far each
//! equality has come. Partial packages are only ever compared within a label, so none is dropped
//! that a rule might need. Limits are further numbers of a row: the further they are from being
//! broken the better, which is dropped at the end.

use super::chart::{Chart, Edge, Front, Step};
use super::order::elimination_order;
use super::rows::{Kind, WIDEST};
use super::scores::{MOST_LABELS, Refusal};
use super::union::Gate;
use super::watch::Watch;
use super::whole::{Reach, Table, Whole};
use crate::constraint::{Constraint, IndexedAtom, Shape};
use crate::count::limit::{self, Limit, Rounding};
use crate::count::{fails, verdict};
use onetext_model::rule::Compare;
use onetext_model::{Existence, Space};
use std::collections::{BTreeMap, BTreeSet};

/// What a partial package looks like to everything still undecided.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Label {
    /// Nested issues that already exist.
    exists: BTreeSet<usize>,
    /// Per rule: whether its first and second side have failed yet.
    failed: Vec<(bool, bool)>,
    /// Per cube: whether it is settled, won or lost.
    settled: Vec<bool>,
    /// Per equality: its sum so far, in steps.
    sums: Vec<i128>,
}

/// A rule with the places at which its sides are fully decided.
struct Logic<'a> {
    constraint: &'a Constraint,
    last: (usize, usize),
}

/// An inequality as a number of a row: the greater the safer.
struct Slack {
    limit: Limit,
    /// -1 where a small sum is safe.
    sign: i128,
    /// The least number that meets it.
    need: i128,
}

/// One group of issues that hang together.
pub struct Tangle<'a, V> {
    space: &'a Space,
    table: &'a Table<V>,
    order: Vec<usize>,
    never: BTreeSet<(usize, u16)>,
    logic: Vec<Logic<'a>>,
    cubes: Vec<(&'a Reach<V>, usize)>,
    equal: Vec<Limit>,
    slack: Vec<Slack>,
}

/// What follows from deciding one issue under a label.
struct Decided<V> {
    label: Label,
    shift: Vec<V>,
}

impl<'a, V: Whole> Tangle<'a, V> {
    /// Prepares a group.
    ///
    /// # Errors
    /// [`Refusal::Circle`] for circular nesting, [`Refusal::LongLimit`] and [`Refusal::TooLarge`]
    /// for limits too long to be added or too many at once.
    pub fn new(
        space: &'a Space,
        table: &'a Table<V>,
        group: &[usize],
        constraints: &'a [Constraint],
    ) -> Result<Self, Refusal> {
        let touches = |issue: Option<&usize>| issue.is_some_and(|i| group.contains(i));
        let inside: Vec<&Constraint> = constraints
            .iter()
            .filter(|c| touches(c.issues().first()))
            .collect();
        let cubes: Vec<&Reach<V>> = table
            .cubes
            .iter()
            .filter(|c| touches(c.sides.first().map(|(issue, _)| issue)))
            .collect();
        let ties = inside.iter().map(|c| c.issues());
        let cube_ties = cubes
            .iter()
            .map(|c| c.sides.iter().map(|(issue, _)| *issue).collect());
        let order = elimination_order(space, group, ties.chain(cube_ties).collect())?;
        let last = |issues: &mut dyn Iterator<Item = usize>| {
            let places = issues.filter_map(|i| order.iter().position(|o| *o == i));
            places.max().map_or(0, |at| at + 1)
        };
        let mut tangle = Self {
            space,
            table,
            never: BTreeSet::new(),
            logic: vec![],
            cubes: cubes
                .into_iter()
                .map(|c| (c, last(&mut c.sides.iter().map(|s| s.0))))
                .collect(),
            equal: vec![],
            slack: vec![],
            order: vec![],
        };
        for constraint in inside {
            match &constraint.shape {
                Shape::Never(issue, alternative) => {
                    tangle.never.insert((*issue, *alternative));
                }
                Shape::Limit {
                    terms,
                    compare,
                    bound,
                } => {
                    let limits = limit::limits(terms, (*compare, *bound), Rounding::Exact);
                    limits
                        .ok_or(Refusal::LongLimit)?
                        .into_iter()
                        .for_each(|limit| tangle.limit(limit));
                }
                Shape::Requires(a, b) | Shape::Excludes(a, b) => {
                    let side =
                        |atoms: &[IndexedAtom]| last(&mut atoms.iter().filter_map(|a| a.issue));
                    tangle.logic.push(Logic {
                        constraint,
                        last: (side(a), side(b)),
                    });
                }
            }
        }
        tangle.order = order;
        tangle.checked()
    }

    fn checked(self) -> Result<Self, Refusal> {
        let sums = self.slack.iter().map(Slack::reach);
        let wide = sums.max().unwrap_or(0);
        if i128::BITS - wide.leading_zeros() > V::BITS as u32 {
            return Err(Refusal::LongLimit);
        }
        match self.kind().width() > WIDEST {
            true => Err(Refusal::TooLarge(
                "more parties and limits meet on the same issues than can be compared at once; drop a limit",
            )),
            false => Ok(self),
        }
    }

    fn limit(&mut self, limit: Limit) {
        let (sign, need) = match limit.compare {
            Compare::Equal => return self.equal.push(limit),
            Compare::AtMost => (-1, -limit.bound),
            Compare::Below => (-1, 1 - limit.bound),
            Compare::AtLeast => (1, limit.bound),
            Compare::Above => (1, limit.bound + 1),
        };
        self.slack.push(Slack { limit, sign, need });
    }

    fn kind(&self) -> Kind {
        Kind {
            parties: self.table.parties(),
            limits: self.slack.len(),
        }
    }

    /// Adds the group's fronts to a chart; `None` if no package is left.
    ///
    /// # Errors
    /// [`Refusal::TooTangled`] where too many labels are met, and what the watch wants.
    pub fn solve(
        &self,
        chart: &mut Chart<V>,
        watch: &mut Watch<'_>,
    ) -> Result<Option<u32>, Refusal> {
        let kind = self.kind();
        chart.fronts.push(Front::start(kind));
        let start = Label {
            exists: BTreeSet::new(),
            failed: vec![(false, false); self.logic.len()],
            settled: vec![false; self.cubes.len()],
            sums: vec![0; self.equal.len()],
        };
        let mut labels = BTreeMap::from([(start, chart.fronts.len() as u32 - 1)]);
        for at in 0..self.order.len() {
            let mut points = 0;
            let mut next = BTreeMap::new();
            for (label, edges) in self.follow(at, &labels)? {
                if let Some(front) = chart.add(kind, edges, self.gates(at + 1), watch)? {
                    points += chart.fronts[front as usize].size();
                    next.insert(label, front);
                }
            }
            labels = next;
            watch.step(points)?;
        }
        let leave = |from: &u32| Edge {
            from: *from,
            shift: vec![V::default(); kind.width()],
            step: Step::Leave,
            alike: 1,
        };
        let edges: Vec<Edge<V>> = labels.values().map(leave).collect();
        if edges.is_empty() {
            return Ok(None);
        }
        chart.leave(edges, kind.parties, watch)
    }

    /// Every label that follows from deciding the issue at a place, with the edges that lead to it.
    fn follow(
        &self,
        at: usize,
        labels: &BTreeMap<Label, u32>,
    ) -> Result<BTreeMap<Label, Vec<Edge<V>>>, Refusal> {
        let mut next: BTreeMap<Label, Vec<Edge<V>>> = BTreeMap::new();
        for (label, from) in labels {
            for choice in self.choices(self.order[at], label) {
                if let Some(decided) = self.decide(at, choice, label) {
                    let step = Step::Choose(self.order[at] as u32, choice);
                    let edge = Edge {
                        from: *from,
                        shift: decided.shift,
                        step,
                        alike: 1,
                    };
                    next.entry(decided.label).or_default().push(edge);
                }
            }
            if next.len() > MOST_LABELS {
                return Err(Refusal::TooTangled {
                    issues: self.order.len(),
                });
            }
        }
        Ok(next)
    }

    fn choices(&self, issue: usize, label: &Label) -> Vec<Option<u16>> {
        let known = &self.space.issues()[issue];
        if known.existence != Existence::Always && !label.exists.contains(&issue) {
            return vec![None];
        }
        let all = 0..known.alternatives.len() as u16;
        all.filter(|a| !self.never.contains(&(issue, *a)))
            .map(Some)
            .collect()
    }

    /// What follows from one choice; `None` if a rule or an equality is broken for good.
    fn decide(&self, at: usize, choice: Option<u16>, label: &Label) -> Option<Decided<V>> {
        let issue = self.order[at];
        let mut label = label.clone();
        let mut shift = match choice {
            Some(a) => self.table.row(issue, usize::from(a)).to_vec(),
            None => vec![V::default(); self.table.parties()],
        };
        label.exists.remove(&issue);
        if let Some(chosen) = choice {
            self.wake(at, chosen, &mut label.exists);
        }
        self.rules(at, choice, &mut label)?;
        self.equalities(at, choice, &mut label)?;
        self.win_cubes(at, choice, (&mut label, &mut shift));
        for slack in &self.slack {
            let steps = choice.and_then(|a| Some(slack.limit.steps.get(&issue)?[usize::from(a)]));
            shift.push(V::narrow(slack.sign * steps.unwrap_or(0)));
        }
        Some(Decided { label, shift })
    }

    /// Notes the nested issues that come to exist.
    fn wake(&self, at: usize, chosen: u16, exists: &mut BTreeSet<usize>) {
        for child in &self.order[at + 1..] {
            if let Existence::AnyOf(places) = &self.space.issues()[*child].existence
                && places.contains(&(self.order[at], usize::from(chosen)))
            {
                exists.insert(*child);
            }
        }
    }

    fn rules(&self, at: usize, choice: Option<u16>, label: &mut Label) -> Option<()> {
        let issue = self.order[at];
        for (logic, failed) in self.logic.iter().zip(&mut label.failed) {
            let (Shape::Requires(a, b) | Shape::Excludes(a, b)) = &logic.constraint.shape else {
                continue;
            };
            failed.0 |= fails(a, issue, choice);
            failed.1 |= fails(b, issue, choice);
            let requires = matches!(logic.constraint.shape, Shape::Requires(..));
            let pending = (logic.last.0 > at + 1, logic.last.1 > at + 1);
            match verdict(requires, *failed, pending) {
                Some(false) => return None,
                Some(true) => *failed = (true, !requires),
                None => {}
            }
        }
        Some(())
    }

    fn equalities(&self, at: usize, choice: Option<u16>, label: &mut Label) -> Option<()> {
        for (limit, sum) in self.equal.iter().zip(&mut label.sums) {
            if let (Some(steps), Some(chosen)) = (limit.steps.get(&self.order[at]), choice) {
                *sum += steps[usize::from(chosen)];
            }
            let (least, most) = limit.remaining(&self.order[at + 1..]);
            if limit.verdict(*sum, least, most) == Some(false) {
                return None;
            }
        }
        Some(())
    }

    /// Cubes whose last side is decided are won; those missed on this issue are lost.
    fn win_cubes(&self, at: usize, choice: Option<u16>, (label, shift): (&mut Label, &mut [V])) {
        for ((cube, last), settled) in self.cubes.iter().zip(&mut label.settled) {
            let Ok(side) = cube
                .sides
                .binary_search_by_key(&self.order[at], |(issue, _)| *issue)
            else {
                continue;
            };
            let inside = choice.is_some_and(|a| cube.sides[side].1[usize::from(a)]);
            if !*settled && inside && *last == at + 1 {
                shift
                    .iter_mut()
                    .zip(&cube.bonus)
                    .for_each(|(s, b)| *s = *s + *b);
            }
            *settled |= !inside || *last == at + 1;
        }
    }

    /// The gates of the limits where the first `decided` issues are.
    fn gates(&self, decided: usize) -> Vec<Gate<V>> {
        let gate = |slack: &Slack| {
            let (least, most) = slack.limit.remaining(&self.order[decided..]);
            let (least, most) = match slack.sign {
                1 => (least, most),
                _ => (-most, -least),
            };
            Gate {
                floor: V::narrow(slack.need - most),
                cap: V::narrow(slack.need - least),
            }
        };
        self.slack.iter().map(gate).collect()
    }
}

impl Slack {
    /// More than any sum of its steps can come to.
    fn reach(&self) -> i128 {
        let most = |row: &Vec<i128>| row.iter().map(|s| s.abs()).max().unwrap_or(0);
        let steps: i128 = self.limit.steps.values().map(most).sum();
        2 * (steps + self.need.abs())
    }
}
