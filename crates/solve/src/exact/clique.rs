//! Cubes: bonuses on boxes of figures, with any points of single alternatives, and nothing else.
//!
//! Boxes of which any two meet all meet in one point: on each issue they are intervals, and
//! intervals that meet pairwise share a point (Helly 1923, in one dimension). So a package is a
//! clique of boxes, its value the sum of their bonuses, and the frontier a search for cliques:
//! branch and bound in the manner of Carraghan and Pardalos (1990) with colour classes as bound
//! (Tomita and Seki 2003), for several objectives at once. Boxes of a class do not meet, so a
//! clique takes at most one of each, and each objective gains at most the best of the class.
//!
//! Bonuses are not negative here, so a package of the frontier lies in a clique to which no box
//! can be added, and lies in no other box: its ways are the packages within.

use super::archive::Archive;
use super::bits::Bits;
use super::scores::Refusal;
use super::watch::{Broken, Watch};
use super::whole::{Table, Whole};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// A box with what it adds to each party.
#[derive(Debug, Clone)]
struct Cell<V> {
    /// For each issue it constrains, by place in the group: its alternatives.
    sides: BTreeMap<usize, Bits>,
    bonus: Vec<V>,
}

/// The boxes of a group of issues.
#[derive(Debug)]
pub struct Boxes<V> {
    parties: usize,
    group: Vec<usize>,
    /// By place in the group: alternatives that nothing bars.
    free: Vec<Bits>,
    cells: Vec<Cell<V>>,
    /// By box: the boxes it meets.
    meets: Vec<Bits>,
    /// What the objectives add up: one for each party, then mixtures of two.
    mixtures: Vec<Vec<i128>>,
    /// By box and objective: what it adds.
    gains: Vec<Vec<i128>>,
}

/// One point of a group's frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<V> {
    /// Its values, in the table's order.
    pub values: Vec<V>,
    /// A package: issues with their alternatives.
    pub choices: Vec<(usize, u16)>,
    /// How many packages attain it.
    pub ways: BigUint,
}

impl<V: Whole> Boxes<V> {
    /// The boxes of a group, or `None` where a bonus is negative or no package is left: then issues
    /// have to be decided one by one.
    pub fn new(
        table: &Table<V>,
        group: &[usize],
        barred: impl Fn(usize, u16) -> bool,
    ) -> Option<Self> {
        let parties = table.parties();
        let free: Vec<Bits> = group
            .iter()
            .map(|issue| {
                let alternatives = table.points[*issue].len() / parties;
                Bits::of(alternatives, |a| !barred(*issue, a as u16))
            })
            .collect();
        if free.iter().any(Bits::is_empty) {
            return None;
        }
        let mut found: BTreeMap<BTreeMap<usize, Bits>, Vec<V>> = BTreeMap::new();
        let mut add = |sides: BTreeMap<usize, Bits>, bonus: &[V]| {
            let sum = found
                .entry(sides)
                .or_insert_with(|| vec![V::default(); parties]);
            sum.iter_mut().zip(bonus).for_each(|(s, b)| *s = *s + *b);
        };
        for (place, issue) in group.iter().enumerate() {
            for a in free[place].iter() {
                let alternatives = free[place].len();
                let only = Bits::of(alternatives, |other| other == a);
                add(BTreeMap::from([(place, only)]), table.row(*issue, a));
            }
        }
        for cube in &table.cubes {
            let place = |issue: &usize| group.iter().position(|i| i == issue);
            let inside = cube
                .sides
                .first()
                .is_some_and(|(issue, _)| place(issue).is_some());
            if inside {
                let side = |(issue, row): &(usize, Vec<bool>)| {
                    let place = place(issue)?;
                    Some((place, Bits::of(row.len(), |a| row[a] && free[place].has(a))))
                };
                add(cube.sides.iter().filter_map(side).collect(), &cube.bonus);
            }
        }
        let cells: Vec<Cell<V>> = found
            .into_iter()
            .filter(|(sides, bonus)| {
                !sides.values().any(Bits::is_empty) && bonus.iter().any(|b| *b != V::default())
            })
            .map(|(sides, bonus)| Cell { sides, bonus })
            .collect();
        let negative = cells
            .iter()
            .any(|c| c.bonus.iter().any(|b| *b < V::default()));
        (!negative).then(|| Self::of_cells(parties, (group.to_vec(), free), cells))
    }

    fn of_cells(
        parties: usize,
        (group, free): (Vec<usize>, Vec<Bits>),
        mut cells: Vec<Cell<V>>,
    ) -> Self {
        let mixtures = mixtures(parties, &cells);
        let gain = |cell: &Cell<V>| -> Vec<i128> {
            let mixed = |m: &Vec<i128>| m.iter().zip(&cell.bonus).map(|(m, b)| m * b.wide()).sum();
            mixtures.iter().map(mixed).collect()
        };
        // Heavy ones first, by the even mixture: they head the colour classes.
        cells.sort_by_key(|cell| std::cmp::Reverse(gain(cell).last().copied()));
        let meets = |a: &Cell<V>, b: &Cell<V>| {
            let both = |(place, bits): (&usize, &Bits)| {
                b.sides.get(place).is_none_or(|other| bits.meets(other))
            };
            a.sides.iter().all(both)
        };
        let rows = cells
            .iter()
            .enumerate()
            .map(|(i, a)| Bits::of(cells.len(), |j| i != j && meets(a, &cells[j])));
        let meets: Vec<Bits> = rows.collect();
        let gains = cells.iter().map(gain).collect();
        Self {
            parties,
            group,
            free,
            cells,
            meets,
            mixtures,
            gains,
        }
    }

    /// The group's frontier, sorted, greatest first.
    ///
    /// # Errors
    /// What the watch wants; a hurried search is refused, since it has no bound to state.
    pub fn solve(&self, watch: &mut Watch<'_>) -> Result<Vec<Leaf<V>>, Refusal> {
        let mut search = Search {
            boxes: self,
            archive: Archive::new(self.parties, self.mixtures.clone()),
            chosen: vec![],
            work: 0,
            watch,
        };
        search.greet();
        let all = Bits::of(self.cells.len(), |_| true);
        search
            .branch(&all, &vec![0; self.mixtures.len()])
            .map_err(|broken| match broken {
                Broken::Refused(refusal) => refusal,
                Broken::Hurry => Refusal::TooLarge(
                    "the bonuses overlap in too many ways to be solved in the time given",
                ),
            })?;
        let mut leaves: Vec<Leaf<V>> = search
            .archive
            .entries()
            .filter_map(|(values, cliques)| self.leaf(values, cliques))
            .collect();
        leaves.sort_by(|a, b| b.values.cmp(&a.values));
        Ok(leaves)
    }

    /// What the issues are left with inside a clique.
    fn within(&self, clique: &[u32]) -> Vec<Bits> {
        let mut left = self.free.clone();
        for cell in clique.iter().map(|at| &self.cells[*at as usize]) {
            cell.sides
                .iter()
                .for_each(|(place, bits)| left[*place].keep(bits));
        }
        left
    }

    fn leaf(&self, values: &[i128], cliques: &[Vec<u32>]) -> Option<Leaf<V>> {
        let size = |clique: &Vec<u32>| -> BigUint {
            self.within(clique)
                .iter()
                .map(|bits| BigUint::from(bits.count()))
                .product()
        };
        let first = self.within(cliques.first()?);
        let choice = |(issue, bits): (&usize, &Bits)| Some((*issue, bits.iter().next()? as u16));
        Some(Leaf {
            values: values.iter().map(|v| V::narrow(*v)).collect(),
            choices: self.group.iter().zip(&first).filter_map(choice).collect(),
            ways: cliques.iter().map(size).sum(),
        })
    }
}

/// The objectives: each party alone, and for two parties mixtures in which both spans weigh from
/// one to eight against each other; the even one comes last.
fn mixtures<V: Whole>(parties: usize, cells: &[Cell<V>]) -> Vec<Vec<i128>> {
    let alone = |party: usize| (0..parties).map(|p| i128::from(p == party)).collect();
    let mut all: Vec<Vec<i128>> = (0..parties).map(alone).collect();
    let span = |party: usize| {
        cells
            .iter()
            .map(|c| c.bonus[party].wide())
            .sum::<i128>()
            .max(1)
    };
    // Weights are cut to 20 bits: a bound needs no more, and products stay far from overflow.
    let spans: Vec<i128> = (0..parties).map(span).collect();
    let long = spans
        .iter()
        .max()
        .map_or(0, |s| i128::BITS - s.leading_zeros());
    if long > 96 {
        return all;
    }
    if parties == 2 {
        let cut = |weight: i128| (weight >> long.saturating_sub(20)).max(1);
        let (a, b) = (cut(spans[1]), cut(spans[0]));
        for (left, right) in [(6, 1), (1, 6), (3, 1), (1, 3), (3, 2), (2, 3), (1, 1)] {
            all.push(vec![left * a, right * b]);
        }
    } else if parties > 2 {
        let most = spans.iter().max().copied().unwrap_or(1);
        all.push(spans.iter().map(|s| (most / s).clamp(1, 1 << 20)).collect());
    }
    all
}

struct Search<'a, 'w, V> {
    boxes: &'a Boxes<V>,
    archive: Archive,
    chosen: Vec<u32>,
    work: usize,
    watch: &'a mut Watch<'w>,
}

impl<V: Whole> Search<'_, '_, V> {
    /// Fills the archive with cliques that are good for each objective, found greedily: what loses
    /// least of what it does not meet is taken first.
    fn greet(&mut self) {
        for objective in 0..self.boxes.mixtures.len() {
            let mut left = Bits::of(self.boxes.cells.len(), |_| true);
            let mut sums = vec![0; self.boxes.mixtures.len()];
            while let Some(best) = left
                .iter()
                .min_by_key(|at| (self.loss(*at, &left, objective), *at))
            {
                self.take(best, &mut sums);
                left.keep(&self.boxes.meets[best]);
            }
            self.archive.greet(&sums);
        }
    }

    fn loss(&self, at: usize, left: &Bits, objective: usize) -> i128 {
        let mut lost = left.clone();
        lost.drop(&self.boxes.meets[at]);
        lost.iter()
            .map(|other| self.boxes.gains[other][objective])
            .sum::<i128>()
            - 2 * self.boxes.gains[at][objective]
    }

    fn take(&self, at: usize, sums: &mut [i128]) {
        sums.iter_mut()
            .zip(&self.boxes.gains[at])
            .for_each(|(sum, gain)| *sum += gain);
    }

    /// Tries all cliques that add boxes of `left` to those chosen, whose sums are `sums`.
    fn branch(&mut self, left: &Bits, sums: &[i128]) -> Result<(), Broken> {
        self.work += 1;
        if self.work.is_multiple_of(1 << 12) {
            self.watch.ask()?;
        }
        if left.is_empty() {
            self.archive.offer(sums, &self.chosen);
            return Ok(());
        }
        let (mut settled, open) = self.part(left, sums);
        for at in open {
            let mut inside = settled.clone();
            inside.keep(&self.boxes.meets[at]);
            let mut more = sums.to_vec();
            self.take(at, &mut more);
            self.chosen.push(at as u32);
            self.branch(&inside, &more)?;
            self.chosen.pop();
            settled.set(at);
        }
        Ok(())
    }

    /// Parts the boxes left into those that lead to no new point without one of the others, and
    /// these others, in the order to be tried.
    fn part(&self, left: &Bits, sums: &[i128]) -> (Bits, Vec<usize>) {
        let mut settled = Bits::of(left.len(), |_| false);
        let mut open = vec![];
        let mut uncoloured = left.clone();
        let mut bound = sums.to_vec();
        let mut still = self.archive.beats(&bound);
        while !uncoloured.is_empty() {
            let mut class = vec![];
            let mut eligible = uncoloured.clone();
            while let Some(at) = eligible.first() {
                class.push(at);
                uncoloured.clear(at);
                eligible.clear(at);
                eligible.drop(&self.boxes.meets[at]);
            }
            if still {
                for (objective, bound) in bound.iter_mut().enumerate() {
                    *bound += class
                        .iter()
                        .map(|at| self.boxes.gains[*at][objective])
                        .max()
                        .unwrap_or(0);
                }
                still = self.archive.beats(&bound);
            }
            match still {
                true => class.iter().for_each(|at| settled.set(*at)),
                false => open.extend(class),
            }
        }
        (settled, open)
    }
}
