//! Bonuses on boxes as intervals of elementary cells: what the search for cliques works on.
//!
//! On each issue alternatives are put in the order of their figures, and neighbours that lie in the
//! same boxes become one cell. Points of single alternatives are boxes one alternative wide.

use super::bits::Bits;
use super::whole::{Table, Whole};
use num_bigint::BigUint;
use onetext_model::Space;
use std::collections::BTreeMap;

/// One box with what it adds to each party.
#[derive(Debug, Clone)]
pub struct Prize<V> {
    /// For each issue it constrains, by place in the group: its alternatives.
    pub sides: BTreeMap<usize, Bits>,
    /// What it adds, in the table's order; not negative, and not all zero.
    pub bonus: Vec<V>,
}

/// One side of a box in cells.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// The box.
    pub prize: u32,
    /// The first cell, counted over all issues.
    pub first: u32,
    /// The last cell.
    pub last: u32,
    /// The issue, by place in the group.
    pub place: u32,
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

/// The boxes of a group of issues.
#[derive(Debug)]
pub struct Boxes<V> {
    /// How many parties there are.
    pub parties: usize,
    group: Vec<usize>,
    /// By place: alternatives that nothing bars.
    free: Vec<Bits>,
    /// The boxes.
    pub prizes: Vec<Prize<V>>,
    /// All sides, those of a box together.
    pub reaches: Vec<Reach>,
    /// By box: where its sides begin; one more at the end.
    pub begins: Vec<usize>,
    /// By place: where its cells begin; one more at the end.
    pub cells: Vec<usize>,
}

impl<V: Whole> Boxes<V> {
    /// The boxes of a group, or `None` where a bonus is negative, sums need long integers or no
    /// package is left: then issues have to be decided one by one.
    pub fn new(
        space: &Space,
        table: &Table<V>,
        group: &[usize],
        barred: impl Fn(usize, u16) -> bool,
    ) -> Option<Self> {
        let free: Vec<Bits> = group
            .iter()
            .map(|issue| {
                let alternatives = space.issues()[*issue].alternatives.len();
                Bits::of(alternatives, |a| !barred(*issue, a as u16))
            })
            .collect();
        if free.iter().any(Bits::is_empty) {
            return None;
        }
        let zero = V::default();
        let prizes: Vec<Prize<V>> = merged(table, group, &free)
            .into_iter()
            .filter(|(sides, bonus)| {
                !sides.values().any(Bits::is_empty) && bonus.iter().any(|b| *b != zero)
            })
            .map(|(sides, bonus)| Prize { sides, bonus })
            .collect();
        if prizes
            .iter()
            .any(|prize| prize.bonus.iter().any(|b| *b < zero))
        {
            return None;
        }
        // Bounds and hulls multiply two sums, and that has to fit 128 bits.
        let sum = |party: usize| prizes.iter().map(|p| p.bonus[party].wide()).sum::<i128>();
        if (0..table.parties()).any(|party| sum(party) >> <i64 as Whole>::BITS != 0) {
            return None;
        }
        let mut boxes = Self {
            parties: table.parties(),
            group: group.to_vec(),
            free,
            prizes,
            reaches: vec![],
            begins: vec![],
            cells: vec![0],
        };
        boxes.cut(space);
        Some(boxes)
    }

    /// Cuts every issue into cells, and every box into sides over them.
    fn cut(&mut self, space: &Space) {
        // By place and alternative: its cell; barred alternatives have none.
        let mut cell_of: Vec<Vec<Option<usize>>> = vec![];
        for (place, issue) in self.group.iter().enumerate() {
            let alternatives = &space.issues()[*issue].alternatives;
            let mut order: Vec<usize> = self.free[place].iter().collect();
            order.sort_by_key(|a| (alternatives[*a].figure, *a));
            let sides: Vec<&Bits> = self
                .prizes
                .iter()
                .filter_map(|p| p.sides.get(&place))
                .collect();
            let alike = |a: usize, b: usize| sides.iter().all(|side| side.has(a) == side.has(b));
            let mut cell = self.cells[place];
            let mut cells = vec![None; alternatives.len()];
            for (at, a) in order.iter().enumerate() {
                cell += usize::from(at > 0 && !alike(order[at - 1], *a));
                cells[*a] = Some(cell);
            }
            cell_of.push(cells);
            self.cells.push(cell + 1);
        }
        for (at, prize) in self.prizes.iter().enumerate() {
            self.begins.push(self.reaches.len());
            for (place, side) in &prize.sides {
                let cells = || side.iter().filter_map(|a| cell_of[*place][a]);
                let (Some(first), Some(last)) = (cells().min(), cells().max()) else {
                    continue;
                };
                self.reaches.push(Reach {
                    prize: at as u32,
                    first: first as u32,
                    last: last as u32,
                    place: *place as u32,
                });
            }
        }
        self.begins.push(self.reaches.len());
    }

    /// The sides of a box.
    pub fn sides(&self, prize: usize) -> &[Reach] {
        &self.reaches[self.begins[prize]..self.begins[prize + 1]]
    }

    /// What the issues are left with inside all of these boxes.
    fn within(&self, clique: &Bits) -> Vec<Bits> {
        let mut left = self.free.clone();
        for prize in clique.iter().map(|at| &self.prizes[at]) {
            prize
                .sides
                .iter()
                .for_each(|(place, bits)| left[*place].keep(bits));
        }
        left
    }

    /// The point that some cliques of boxes attain.
    pub fn leaf<'c>(
        &self,
        values: &[i128],
        cliques: impl Iterator<Item = &'c Bits>,
    ) -> Option<Leaf<V>> {
        let mut choices = None;
        let mut ways = BigUint::default();
        for clique in cliques {
            let left = self.within(clique);
            ways += left
                .iter()
                .map(|bits| BigUint::from(bits.count()))
                .product::<BigUint>();
            choices.get_or_insert(left);
        }
        let choice = |(issue, bits): (&usize, &Bits)| Some((*issue, bits.iter().next()? as u16));
        Some(Leaf {
            values: values.iter().map(|v| V::narrow(*v)).collect(),
            choices: self
                .group
                .iter()
                .zip(&choices?)
                .filter_map(choice)
                .collect(),
            ways,
        })
    }
}

/// Boxes with the same sides are one.
fn merged<V: Whole>(
    table: &Table<V>,
    group: &[usize],
    free: &[Bits],
) -> BTreeMap<BTreeMap<usize, Bits>, Vec<V>> {
    let mut found: BTreeMap<BTreeMap<usize, Bits>, Vec<V>> = BTreeMap::new();
    let mut add = |sides: BTreeMap<usize, Bits>, bonus: &[V]| {
        let sum = found
            .entry(sides)
            .or_insert_with(|| vec![V::default(); table.parties()]);
        sum.iter_mut().zip(bonus).for_each(|(s, b)| *s = *s + *b);
    };
    for (place, issue) in group.iter().enumerate() {
        for a in free[place].iter() {
            let only = Bits::of(free[place].len(), |other| other == a);
            add(BTreeMap::from([(place, only)]), table.row(*issue, a));
        }
    }
    for cube in &table.cubes {
        let place = |issue: &usize| group.iter().position(|i| i == issue);
        if cube
            .sides
            .first()
            .is_some_and(|(issue, _)| place(issue).is_some())
        {
            let side = |(issue, row): &(usize, Vec<bool>)| {
                let place = place(issue)?;
                Some((place, Bits::of(row.len(), |a| row[a] && free[place].has(a))))
            };
            add(cube.sides.iter().filter_map(side).collect(), &cube.bonus);
        }
    }
    found
}
