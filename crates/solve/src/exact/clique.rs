//! Cubes: bonuses on boxes of figures, with any points of single alternatives, and nothing else.
//!
//! Boxes of which any two meet all meet in one point: on each issue they are intervals, and
//! intervals that meet pairwise share a point (Helly 1923, in one dimension). So a package is a
//! clique of boxes, its value the sum of their bonuses, and the frontier a search for cliques.
//!
//! The search settles one contested issue at a time: it takes a cell, and the boxes beside it fall.
//! For two parties it works in two phases (Ulungu and Teghem 1995): first points of the hull, then
//! between each two neighbours whatever else is there; the bounds are those of [`super::bound`].
//!
//! Bonuses are not negative here, so a package of the frontier lies in a clique to which no box
//! can be added, and lies in no other box: its ways are the packages within.

use super::archive::{Archive, Corner};
use super::bits::Bits;
use super::bound::{Divided, Scores};
use super::prize::{Boxes, Leaf};
use super::scores::Refusal;
use super::watch::{Broken, Watch};
use super::whole::Whole;

/// Branches a search for one point of the hull may take; hull points only guide.
const HULL_BRANCHES: usize = 300;
/// How often a bound is lowered at most, at a root and below.
const LOWERED: (usize, usize) = (60, 3);

/// The frontier of a group of boxes, sorted, greatest first.
///
/// # Errors
/// What the watch wants; a hurried search is refused, since it has no bound to state.
pub fn frontier<V: Whole>(
    boxes: &Boxes<V>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Leaf<V>>, Refusal> {
    let archive = Archive::new(boxes.parties);
    let mut search = Search {
        boxes,
        archive,
        scores: Scores::default(),
        branches: 0,
        watch,
    };
    let solved = match boxes.parties {
        2 => search.two_phases(),
        _ => search.one_phase(),
    };
    solved.map_err(|broken| match broken {
        Broken::Refused(refusal) => refusal,
        Broken::Hurry => HURRIED,
    })?;
    let entries = search.archive.entries();
    let mut leaves: Vec<Leaf<V>> = entries
        .filter_map(|(values, cliques)| boxes.leaf(values, cliques.iter()))
        .collect();
    leaves.sort_by(|a, b| b.values.cmp(&a.values));
    Ok(leaves)
}

const HURRIED: Refusal =
    Refusal::TooLarge("the bonuses overlap in too many ways to be solved in the time given");

/// What a search looks for.
#[derive(Debug, Clone)]
struct Aim {
    /// What each objective adds up, by party.
    mixtures: Vec<Vec<i128>>,
    /// No point of interest is worth less to any party.
    corner: Corner,
    /// Whether one point that is best for the first objective is enough.
    best_only: bool,
}

struct Search<'a, 'w, V> {
    boxes: &'a Boxes<V>,
    archive: Archive,
    scores: Scores,
    branches: usize,
    watch: &'a mut Watch<'w>,
}

impl<V: Whole> Search<'_, '_, V> {
    /// Any number of parties: everything at once.
    fn one_phase(&mut self) -> Result<(), Broken> {
        let parties = self.boxes.parties;
        let spans: Vec<i128> = (0..parties).map(|party| self.span(party)).collect();
        let most = spans.iter().max().copied().unwrap_or(1);
        let even = spans
            .iter()
            .map(|span| (most / span).clamp(1, 1 << 20))
            .collect();
        let mut mixtures = units(parties);
        mixtures.insert(0, even);
        self.run(&Aim {
            mixtures: mixtures.clone(),
            corner: vec![0; parties],
            best_only: true,
        })?;
        self.run(&Aim {
            mixtures,
            corner: vec![0; parties],
            best_only: false,
        })
    }

    fn span(&self, party: usize) -> i128 {
        self.boxes
            .prizes
            .iter()
            .map(|p| p.bonus[party].wide())
            .sum::<i128>()
            .max(1)
    }

    /// Two parties: the hull, then what lies between its points and beyond its ends.
    fn two_phases(&mut self) -> Result<(), Broken> {
        let (a, b) = (self.span(0), self.span(1));
        for mixture in [vec![b * 64, a], vec![b, a * 64], vec![b, a]] {
            self.best(mixture)?;
        }
        self.fill_hull()?;
        let hull = self.archive.hull();
        for pair in hull.windows(2) {
            let mixture = vec![pair[1][1] - pair[0][1], pair[0][0] - pair[1][0]];
            self.all(mixture, vec![pair[1][0], pair[0][1]])?;
        }
        let (Some(first), Some(last)) = (hull.first(), hull.last()) else {
            return self.all(vec![b, a], vec![0, 0]);
        };
        self.all(vec![b * 64, a], vec![first[0], 0])?;
        self.all(vec![b, a * 64], vec![0, last[1]])
    }

    /// Looks beyond every edge of the hull until none moves (Aneja and Nair 1979).
    fn fill_hull(&mut self) -> Result<(), Broken> {
        let mut tried: Vec<Vec<i128>> = vec![];
        loop {
            let hull = self.archive.hull();
            let edge = |pair: &[Vec<i128>]| vec![pair[1][1] - pair[0][1], pair[0][0] - pair[1][0]];
            let fresh = hull.windows(2).map(edge).find(|edge| !tried.contains(edge));
            let Some(mixture) = fresh else {
                return Ok(());
            };
            tried.push(mixture.clone());
            self.best(mixture)?;
        }
    }

    fn best(&mut self, mixture: Vec<i128>) -> Result<(), Broken> {
        let aim = Aim {
            mixtures: vec![mixture],
            corner: vec![0; 2],
            best_only: true,
        };
        self.run(&aim)
    }

    fn all(&mut self, mixture: Vec<i128>, corner: Corner) -> Result<(), Broken> {
        let mut mixtures = units(2);
        mixtures.insert(0, mixture);
        self.run(&Aim {
            mixtures,
            corner,
            best_only: false,
        })
    }

    fn run(&mut self, aim: &Aim) -> Result<(), Broken> {
        let mut aim = aim.clone();
        aim.mixtures
            .iter_mut()
            .for_each(|mixture| self.fit(mixture));
        let boxes = self.boxes;
        let gain = |mixture: &Vec<i128>, at: usize| -> i128 {
            mixture
                .iter()
                .zip(&boxes.prizes[at].bonus)
                .map(|(m, b)| m * b.wide())
                .sum()
        };
        let divided = |mixture: &Vec<i128>| {
            let gains = (0..boxes.prizes.len())
                .map(|at| gain(mixture, at) as i64)
                .collect();
            Divided::new(boxes, gains)
        };
        let mut objectives: Vec<Divided> = aim.mixtures.iter().map(divided).collect();
        let alive = Bits::of(boxes.prizes.len(), |_| true);
        self.branches = 0;
        self.branch(&aim, &alive, &mut objectives, LOWERED.0)
    }

    /// Shortens weights until sums of gains fit 62 bits. Weights of a party alone are 1 and stay.
    fn fit(&self, mixture: &mut [i128]) {
        let sum = |mixture: &[i128]| -> i128 {
            let spans = mixture
                .iter()
                .enumerate()
                .map(|(p, m)| m.saturating_mul(self.span(p)));
            spans.fold(0, i128::saturating_add)
        };
        while sum(mixture) >= 1 << 61 && mixture.iter().any(|m| *m > 1) {
            mixture
                .iter_mut()
                .for_each(|m| *m = if *m > 0 { (*m >> 1).max(1) } else { 0 });
        }
    }

    /// Tries everything the boxes in play can still come to.
    fn branch(
        &mut self,
        aim: &Aim,
        alive: &Bits,
        objectives: &mut [Divided],
        lowered: usize,
    ) -> Result<(), Broken> {
        self.branches += 1;
        if self.branches.is_multiple_of(256) {
            self.watch.ask()?;
        }
        if aim.best_only && self.branches > HULL_BRANCHES {
            return Ok(());
        }
        let contested = self.contested(alive);
        if !contested.iter().any(|contested| *contested) {
            self.archive.offer(&self.values(alive), alive);
            return Ok(());
        }
        if self.is_settled(aim, alive, objectives, (&contested, lowered)) {
            return Ok(());
        }
        for cell in self.cells(alive, &objectives[0], &contested) {
            let mut left = alive.clone();
            for at in alive.iter() {
                let beside = |side: &&super::prize::Reach| side.place as usize == cell.0;
                if let Some(side) = self.boxes.sides(at).iter().find(beside)
                    && !(side.first as usize..=side.last as usize).contains(&cell.1)
                {
                    left.clear(at);
                }
            }
            self.branch(aim, &left, &mut objectives.to_vec(), LOWERED.1)?;
        }
        Ok(())
    }

    fn values(&self, alive: &Bits) -> Vec<i128> {
        let sum = |party: usize| {
            alive
                .iter()
                .map(|at| self.boxes.prizes[at].bonus[party].wide())
                .sum()
        };
        (0..self.boxes.parties).map(sum).collect()
    }

    /// By place: whether the boxes in play do not all share a cell there.
    fn contested(&self, alive: &Bits) -> Vec<bool> {
        // All share a cell if the last of the first cells is not after the first of the last.
        let mut shared = vec![(0, u32::MAX); self.boxes.cells.len() - 1];
        for side in alive.iter().flat_map(|at| self.boxes.sides(at)) {
            let (first, last) = &mut shared[side.place as usize];
            *first = side.first.max(*first);
            *last = side.last.min(*last);
        }
        shared
            .into_iter()
            .map(|(first, last)| first > last)
            .collect()
    }

    /// Whether the bounds leave no room for anything looked for, lowered as long as that helps.
    fn is_settled(
        &mut self,
        aim: &Aim,
        alive: &Bits,
        objectives: &mut [Divided],
        (contested, lowered): (&[bool], usize),
    ) -> bool {
        // An objective that nobody has looked at yet bounds nothing.
        let mut bounds = vec![i128::MAX; objectives.len()];
        for (at, divided) in objectives.iter().enumerate() {
            bounds[at] = i128::from(divided.bound(self.boxes, alive, &mut self.scores));
            if self.no_room(aim, &bounds) {
                return true;
            }
        }
        for _ in 0..=lowered {
            let before = bounds.clone();
            for (at, divided) in objectives.iter_mut().enumerate() {
                bounds[at] =
                    i128::from(divided.lower(self.boxes, alive, contested, &mut self.scores));
                if bounds[at] < before[at] && self.no_room(aim, &bounds) {
                    return true;
                }
            }
            if before == bounds {
                return false;
            }
        }
        false
    }

    fn no_room(&self, aim: &Aim, bounds: &[i128]) -> bool {
        match aim.best_only {
            true => self
                .archive
                .best(&aim.mixtures[0])
                .is_some_and(|best| bounds[0] <= best),
            false => !self.archive.has_room(&aim.mixtures, bounds, &aim.corner),
        }
    }

    /// The cells of one contested issue that no other cell of it covers, the dearest first. The
    /// issue is the one where most is at stake beside the dearest cell.
    fn cells(
        &mut self,
        alive: &Bits,
        objective: &Divided,
        contested: &[bool],
    ) -> Vec<(usize, usize)> {
        let boxes = self.boxes;
        let Some(place) = self.most_at_stake(alive, objective, contested) else {
            return vec![];
        };
        let begin = boxes.cells[place];
        let mut over: Vec<(Bits, usize)> = (begin..boxes.cells[place + 1])
            .map(|cell| (Bits::of(alive.len(), |_| false), cell))
            .collect();
        for at in alive.iter() {
            if let Some(side) = boxes
                .sides(at)
                .iter()
                .find(|side| side.place as usize == place)
            {
                let under = side.first as usize - begin..=side.last as usize - begin;
                over[under].iter_mut().for_each(|(bits, _)| bits.set(at));
            }
        }
        over.sort();
        over.dedup_by(|a, b| a.0 == b.0);
        let covered = |(bits, _): &(Bits, usize)| {
            over.iter()
                .any(|(other, _)| bits != other && bits.within(other))
        };
        let open: Vec<usize> = over
            .iter()
            .filter(|cell| !covered(cell))
            .map(|(_, cell)| *cell)
            .collect();
        let scores = objective.cells(boxes, alive, &mut self.scores);
        let mut open: Vec<(usize, usize)> = open.into_iter().map(|cell| (place, cell)).collect();
        open.sort_by_key(|(_, cell)| (std::cmp::Reverse(scores[*cell]), *cell));
        open
    }

    /// The contested issue where the boxes beside the dearest cell are worth most.
    fn most_at_stake(
        &self,
        alive: &Bits,
        objective: &Divided,
        contested: &[bool],
    ) -> Option<usize> {
        let boxes = self.boxes;
        let mut all = vec![0; contested.len()];
        let mut cells = vec![0; boxes.cells.last().copied().unwrap_or(0)];
        for at in alive.iter() {
            for side in boxes
                .sides(at)
                .iter()
                .filter(|side| contested[side.place as usize])
            {
                all[side.place as usize] += objective.gains[at];
                let under = &mut cells[side.first as usize..=side.last as usize];
                under
                    .iter_mut()
                    .for_each(|cell| *cell += objective.gains[at]);
            }
        }
        let stake = |place: &usize| {
            let dearest = cells[boxes.cells[*place]..boxes.cells[*place + 1]]
                .iter()
                .max();
            all[*place] - dearest.copied().unwrap_or(0)
        };
        let places = (0..contested.len()).filter(|place| contested[*place]);
        places.max_by_key(|place| (stake(place), std::cmp::Reverse(*place)))
    }
}

/// Each party alone.
fn units(parties: usize) -> Vec<Vec<i128>> {
    let alone = |party: usize| (0..parties).map(|p| i128::from(p == party)).collect();
    (0..parties).map(alone).collect()
}
