//! Two parties whose values are close together: a staircase as a table of heights.
//!
//! For each value `x` of the first party the table holds the most the second party can have while
//! the first has at least `x`. Adding an issue is then a maximum of shifted tables, which machines
//! do many at a time, whatever the number of steps.

use super::whole::Whole;

/// A height: a narrow integer that machines compare many of at once.
pub trait Height: Copy + Ord + Default {
    /// The greatest height that a sum may reach.
    const MOST: i128;
    /// From a number known to fit.
    fn of(wide: i128) -> Self;
    /// The height as 128 bits.
    fn wide(self) -> i128;
    /// The sum of two heights, known to fit.
    fn plus(self, other: Self) -> Self;
}

macro_rules! height {
    ($int:ty) => {
        impl Height for $int {
            const MOST: i128 = (<$int>::MAX / 2) as i128;
            fn of(wide: i128) -> Self {
                wide as Self
            }
            fn wide(self) -> i128 {
                i128::from(self)
            }
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
        }
    };
}
height!(i16);
height!(i32);

/// A staircase by the first party's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<H> {
    /// What the first place stands for, by party.
    origin: [i128; 2],
    /// Heights above the second origin; never rising, and falling where a step is.
    heights: Vec<H>,
}

/// A table of either width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stairs {
    /// Heights of 16 bits.
    Narrow(Table<i16>),
    /// Heights of 32 bits.
    Wide(Table<i32>),
}

/// Places of a table that cost as much as one candidate of a merge, by width of the heights.
const PLACES_PER_CANDIDATE: (usize, usize) = (24, 10);

impl Stairs {
    /// A staircase with an issue added, where a table is the cheaper way; else `None`.
    pub fn of_pairs<V: Whole>(pairs: &[[V; 2]], shifts: &[[V; 2]]) -> Option<Self> {
        let size = Size::of_pairs(pairs)?.plus(shifts)?;
        if size.is_narrow() && size.is_worth(pairs.len(), PLACES_PER_CANDIDATE.0) {
            return Some(Self::Narrow(Table::of_pairs(pairs).plus(shifts, &size)));
        }
        let wide = size.height <= i32::MOST && size.is_worth(pairs.len(), PLACES_PER_CANDIDATE.1);
        wide.then(|| Self::Wide(Table::of_pairs(pairs).plus(shifts, &size)))
    }

    /// The table with an issue added, where that is still the cheaper way.
    pub fn plus<V: Whole>(&self, shifts: &[[V; 2]]) -> Option<Self> {
        let size = self.size().plus(shifts)?;
        match self {
            Self::Narrow(table)
                if size.is_narrow() && size.is_worth(self.steps(), PLACES_PER_CANDIDATE.0) =>
            {
                Some(Self::Narrow(table.plus(shifts, &size)))
            }
            _ if size.height > i32::MOST
                || !size.is_worth(self.steps(), PLACES_PER_CANDIDATE.1) =>
            {
                None
            }
            Self::Narrow(table) => Some(Self::Wide(table.widened().plus(shifts, &size))),
            Self::Wide(table) => Some(Self::Wide(table.plus(shifts, &size))),
        }
    }

    fn size(&self) -> Size {
        match self {
            Self::Narrow(table) => table.size(),
            Self::Wide(table) => table.size(),
        }
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        match self {
            Self::Narrow(table) => table.steps(),
            Self::Wide(table) => table.steps(),
        }
    }

    /// Bytes it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Narrow(table) => table.heights.len() * 2,
            Self::Wide(table) => table.heights.len() * 4,
        }
    }

    /// The steps, the first party's greatest value first, one pair after the other.
    pub fn pairs<V: Whole>(&self) -> Vec<V> {
        match self {
            Self::Narrow(table) => table.pairs(),
            Self::Wide(table) => table.pairs(),
        }
    }
}

/// How large a table is and how high.
struct Size {
    places: usize,
    height: i128,
}

impl Size {
    /// The size of the table of these pairs; `None` if it would be too large for memory.
    fn of_pairs<V: Whole>(pairs: &[[V; 2]]) -> Option<Self> {
        let (first, last) = (pairs.first()?, pairs.last()?);
        Self::checked(
            first[0].wide() - last[0].wide(),
            last[1].wide() - first[1].wide(),
        )
    }

    fn checked(span: i128, height: i128) -> Option<Self> {
        let places = usize::try_from(span)
            .ok()
            .filter(|places| *places < 1 << 27)?
            + 1;
        Some(Self { places, height })
    }

    fn plus<V: Whole>(&self, shifts: &[[V; 2]]) -> Option<Self> {
        let span = |side: usize| {
            let values = || shifts.iter().map(|s| s[side].wide());
            values().max().unwrap_or(0) - values().min().unwrap_or(0)
        };
        Self::checked(self.places as i128 - 1 + span(0), self.height + span(1))
    }

    fn is_narrow(&self) -> bool {
        self.height <= i16::MOST
    }

    fn is_worth(&self, steps: usize, places_per_candidate: usize) -> bool {
        self.places
            <= steps
                .saturating_mul(places_per_candidate)
                .saturating_add(64)
    }
}

impl<H: Height> Table<H> {
    fn of_pairs<V: Whole>(pairs: &[[V; 2]]) -> Self {
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
            return Self {
                origin: [0; 2],
                heights: vec![],
            };
        };
        let origin = [last[0].wide(), first[1].wide()];
        let mut heights = Vec::with_capacity((first[0].wide() - origin[0]) as usize + 1);
        for [x, y] in pairs.iter().rev() {
            heights.resize(
                (x.wide() - origin[0]) as usize + 1,
                H::of(y.wide() - origin[1]),
            );
        }
        Self { origin, heights }
    }

    fn size(&self) -> Size {
        let height = self.heights.first().map_or(0, |h| h.wide());
        Size {
            places: self.heights.len(),
            height,
        }
    }

    /// The maximum of the table shifted by each of `shifts`.
    fn plus<V: Whole>(&self, shifts: &[[V; 2]], size: &Size) -> Self {
        let least = |side: usize| shifts.iter().map(|s| s[side].wide()).min().unwrap_or(0);
        let low = [least(0), least(1)];
        let mut by: Vec<(usize, H)> = shifts
            .iter()
            .map(|s| ((s[0].wide() - low[0]) as usize, H::of(s[1].wide() - low[1])))
            .collect();
        by.sort_unstable_by_key(|(right, _)| std::cmp::Reverse(*right));
        let top = self.heights.first().copied().unwrap_or_default();
        let mut heights = Vec::with_capacity(size.places);
        for (turn, (right, up)) in by.into_iter().enumerate() {
            if turn == 0 {
                heights.resize(right, top.plus(up));
                heights.extend(self.heights.iter().map(|h| h.plus(up)));
                continue;
            }
            let (before, from) = heights.split_at_mut(right);
            let level = top.plus(up);
            before.iter_mut().for_each(|to| *to = level.max(*to));
            let pairs = from.iter_mut().zip(&self.heights);
            pairs.for_each(|(to, h)| *to = h.plus(up).max(*to));
        }
        let origin = [self.origin[0] + low[0], self.origin[1] + low[1]];
        Self { origin, heights }
    }

    fn steps(&self) -> usize {
        let falls = self
            .heights
            .windows(2)
            .filter(|pair| pair[0] != pair[1])
            .count();
        falls + usize::from(!self.heights.is_empty())
    }

    fn pairs<V: Whole>(&self) -> Vec<V> {
        let mut flat = Vec::with_capacity(2 * self.steps());
        let mut below = None;
        for (x, height) in self.heights.iter().enumerate().rev() {
            if below != Some(*height) {
                flat.push(V::narrow(self.origin[0] + x as i128));
                flat.push(V::narrow(self.origin[1] + height.wide()));
                below = Some(*height);
            }
        }
        flat
    }
}

impl Table<i16> {
    fn widened(&self) -> Table<i32> {
        let heights = self.heights.iter().map(|h| i32::from(*h)).collect();
        Table {
            origin: self.origin,
            heights,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::pair::Runs;

    #[test]
    fn tables_and_merges_give_the_same_steps() {
        let shifts: [[i64; 2]; 4] = [[0, 9], [3, 4], [4, -1], [9, 0]];
        let mut pairs = vec![[0, 0]];
        let mut table: Table<i16> = Table::of_pairs(&pairs);
        for _ in 0..4 {
            let size = table.size().plus(&shifts).unwrap();
            table = table.plus(&shifts, &size);
            let mut runs = Runs::new();
            shifts.iter().for_each(|shift| runs.push(&pairs, *shift));
            pairs = runs.merged();
            assert_eq!(table.pairs::<i64>(), pairs.as_flattened());
            assert_eq!(table.steps(), pairs.len());
            assert_eq!(table.widened().pairs::<i64>(), pairs.as_flattened());
        }
    }
}
