//! Points packed in one flat array, a row of whole numbers each, in descending order.
//!
//! A row holds one number per party and then one per limit still open, how far it is met. Rows are
//! compared party by party: a row is beaten by one that is at least as good everywhere and better
//! for some party. Rows that differ only in how far limits are met are both kept, so that every
//! way to attain a point stays countable.

use super::whole::Whole;

/// The most numbers a row may hold: parties and limits together.
pub const WIDEST: usize = 16;

/// How the numbers of a row are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Numbers that are values of parties; at least one.
    pub parties: usize,
    /// Numbers after these that say how far limits are met.
    pub limits: usize,
}

impl Kind {
    /// Numbers in a row.
    pub fn width(self) -> usize {
        self.parties + self.limits
    }
}

/// Rows of one kind, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<V> {
    /// How a row is to be read.
    pub kind: Kind,
    /// All numbers, row by row.
    pub flat: Vec<V>,
}

impl<V: Whole> Rows<V> {
    /// No rows.
    pub fn none(kind: Kind) -> Self {
        Self { kind, flat: vec![] }
    }

    /// The one package of no issues: worth nothing.
    pub fn zero(kind: Kind) -> Self {
        let flat = vec![V::default(); kind.width()];
        Self { kind, flat }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.flat.len() / self.kind.width()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// One row.
    pub fn row(&self, at: usize) -> &[V] {
        let width = self.kind.width();
        &self.flat[at * width..(at + 1) * width]
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[V]> + Clone {
        self.flat.chunks_exact(self.kind.width())
    }

    /// Sorts the rows, greatest first, and drops repeated ones.
    pub fn sort(&mut self) {
        match self.kind.width() {
            1 => sort::<V, 1>(&mut self.flat),
            2 => sort::<V, 2>(&mut self.flat),
            3 => sort::<V, 3>(&mut self.flat),
            4 => sort::<V, 4>(&mut self.flat),
            5 => sort::<V, 5>(&mut self.flat),
            6 => sort::<V, 6>(&mut self.flat),
            7 => sort::<V, 7>(&mut self.flat),
            8 => sort::<V, 8>(&mut self.flat),
            9 => sort::<V, 9>(&mut self.flat),
            width => self.sort_wide(width),
        }
    }

    /// The same for any width, by way of an order of places.
    fn sort_wide(&mut self, width: usize) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by(|a, b| self.row(*b as usize).cmp(self.row(*a as usize)));
        order.dedup_by(|a, b| self.row(*a as usize) == self.row(*b as usize));
        let mut flat = Vec::with_capacity(order.len() * width);
        order
            .iter()
            .for_each(|at| flat.extend_from_slice(self.row(*at as usize)));
        self.flat = flat;
    }

    /// Keeps the rows whose mark is set.
    pub fn keep(&mut self, marks: &[bool]) {
        let width = self.kind.width();
        let mut kept = 0;
        for (at, mark) in marks.iter().enumerate() {
            if *mark {
                self.flat
                    .copy_within(at * width..(at + 1) * width, kept * width);
                kept += 1;
            }
        }
        self.flat.truncate(kept * width);
    }

    /// For each row the number of its group: rows alike for every party form one, and groups are
    /// numbered in order. Rows must be sorted.
    pub fn groups(&self) -> Vec<u32> {
        let parties = self.kind.parties;
        let mut group = 0;
        let mut last: Option<&[V]> = None;
        let of_row = |row| {
            let own: &[V] = &<&[V]>::clone(&row)[..parties];
            if last.is_some_and(|last| last != own) {
                group += 1;
            }
            last = Some(own);
            group
        };
        self.iter().map(of_row).collect()
    }
}

/// Sorts rows of known width. The runs that shifted fronts form are found and merged by the
/// library's sort.
fn sort<V: Whole, const D: usize>(flat: &mut Vec<V>) {
    let (rows, _) = flat.as_chunks_mut::<D>();
    rows.sort_by(|a, b| b.cmp(a));
    let mut kept = 0;
    for at in 0..rows.len() {
        if at == 0 || rows[at] != rows[kept - 1] {
            rows[kept] = rows[at];
            kept += 1;
        }
    }
    flat.truncate(kept * D);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_width_sort_alike() {
        for parties in [1, 2, 3, 9, 10, 12] {
            let kind = Kind { parties, limits: 0 };
            let flat: Vec<i64> = (0..40 * parties).map(|n| (n * n % 7 / 3) as i64).collect();
            let mut rows = Rows { kind, flat };
            let mut expect: Vec<Vec<i64>> = rows.iter().map(<[i64]>::to_vec).collect();
            expect.sort_by(|a, b| b.cmp(a));
            expect.dedup();
            rows.sort();
            assert_eq!(rows.iter().map(<[i64]>::to_vec).collect::<Vec<_>>(), expect);
        }
    }
}
