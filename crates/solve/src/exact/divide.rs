//! The rows nobody beats where three or more numbers are left to compare: divide and conquer.
//!
//! Kung, Luccio and Preparata (1975): the earlier half of the sorted rows is settled first, then
//! drops what it beats of the later half, then the later half is settled. Dropping splits both
//! sides at a middle rank of the last number; where one side is ahead throughout, that number
//! needs no more looking at. Before each split, rows beyond the other side's corner are set aside.

use super::rows::{Rows, WIDEST};
use super::sweep::ranks;
use super::watch::{Broken, Watch};
use super::whole::Whole;
use std::ops::Range;

/// Pairs of rows that are compared one by one rather than divided further.
const FEW_PAIRS: usize = 4_096;
/// Rows that are settled one by one.
const FEW_ROWS: usize = 48;

/// Ranks of one row, 0 the greatest; columns there are none for are 0.
type Ranks<const D: usize> = [i32; D];

/// Ranks by row, in as many columns as are compared at once; who is still unbeaten.
struct Arena<const D: usize> {
    ranks: Vec<Ranks<D>>,
    groups: Vec<u32>,
    beaten: Vec<bool>,
    /// The rows ahead while pairs are compared.
    near: Vec<Ranks<D>>,
    /// Comparisons since the last look at the clock.
    work: usize,
}

/// Drops every row another one beats. The rows are sorted and distinct.
///
/// # Errors
/// What the caller of the watch wants.
pub fn divide<V: Whole>(rows: &mut Rows<V>, watch: &mut Watch<'_>) -> Result<(), Broken> {
    match rows.kind.width() {
        0..=5 => settled::<V, 4>(rows, watch),
        6..=9 => settled::<V, 8>(rows, watch),
        _ => settled::<V, WIDEST>(rows, watch),
    }
}

fn settled<V: Whole, const D: usize>(
    rows: &mut Rows<V>,
    watch: &mut Watch<'_>,
) -> Result<(), Broken> {
    let columns = rows.kind.width() - 1;
    let mut arena = Arena::<D> {
        ranks: vec![[0; D]; rows.len()],
        groups: rows.groups(),
        beaten: vec![false; rows.len()],
        near: vec![],
        work: 0,
    };
    for column in 0..columns {
        let (by_row, _) = ranks(rows, column + 1);
        let own = arena.ranks.iter_mut().zip(by_row);
        own.for_each(|(own, rank)| own[column] = rank as i32);
    }
    arena.settle(columns, 0..rows.len(), watch)?;
    let marks: Vec<bool> = arena.beaten.iter().map(|beaten| !beaten).collect();
    rows.keep(&marks);
    Ok(())
}

impl<const D: usize> Arena<D> {
    fn row(&self, at: u32) -> &Ranks<D> {
        &self.ranks[at as usize]
    }

    /// Settles rows among themselves.
    fn settle(
        &mut self,
        columns: usize,
        rows: Range<usize>,
        watch: &mut Watch<'_>,
    ) -> Result<(), Broken> {
        let Range { start: begin, end } = rows;
        if end - begin <= FEW_ROWS {
            self.settle_few(begin, end);
            return self.worked((end - begin) * (end - begin), watch);
        }
        let Some(middle) = self.middle(begin, end) else {
            return Ok(());
        };
        self.settle(columns, begin..middle, watch)?;
        let unbeaten = |arena: &Self, from: usize, to: usize| -> Vec<u32> {
            (from as u32..to as u32)
                .filter(|at| !arena.beaten[*at as usize])
                .collect()
        };
        let mut ahead = unbeaten(self, begin, middle);
        let mut behind = unbeaten(self, middle, end);
        self.cross(&mut ahead, &mut behind, columns, watch)?;
        self.settle(columns, middle..end, watch)
    }

    /// A place near the middle where one group ends; `None` if all rows are of one group.
    fn middle(&self, begin: usize, end: usize) -> Option<usize> {
        let half = begin + (end - begin) / 2;
        let starts = |at: &usize| self.groups[*at] != self.groups[*at - 1];
        (half..end)
            .find(starts)
            .or_else(|| (begin + 1..half).rev().find(starts))
    }

    fn settle_few(&mut self, begin: usize, end: usize) {
        for at in begin..end {
            let mut others = begin..at;
            self.beaten[at] |= others.any(|other| {
                !self.beaten[other]
                    && self.groups[other] != self.groups[at]
                    && not_behind(self.row(other as u32), self.row(at as u32))
            });
        }
    }

    /// Marks what `ahead` beats of `behind`, looking at the first `columns` numbers only; in all
    /// others every row ahead is at least as good.
    fn cross(
        &mut self,
        ahead: &mut [u32],
        behind: &mut [u32],
        columns: usize,
        watch: &mut Watch<'_>,
    ) -> Result<(), Broken> {
        let (ahead, behind) = self.corners(ahead, behind);
        if ahead.is_empty() || behind.is_empty() {
            return Ok(());
        }
        if ahead.len() * behind.len() <= FEW_PAIRS {
            self.cross_few(ahead, behind);
            return self.worked(ahead.len() * behind.len(), watch);
        }
        if columns == 2 {
            self.cross_two(ahead, behind);
            return self.worked((ahead.len() + behind.len()) * 16, watch);
        }
        self.worked((ahead.len() + behind.len()) * columns, watch)?;
        let Some(split) = self.split(ahead, behind, columns - 1) else {
            return self.cross(ahead, behind, columns - 1, watch);
        };
        let (good, bad) = self.part(ahead, split, columns - 1);
        let (near, far) = self.part(behind, split, columns - 1);
        self.cross(good, near, columns, watch)?;
        self.cross(good, far, columns - 1, watch)?;
        self.cross(bad, far, columns, watch)
    }

    /// Sets aside the rows behind that nothing ahead can beat, then the rows ahead that can beat
    /// nothing left.
    fn corners<'r>(
        &self,
        ahead: &'r mut [u32],
        behind: &'r mut [u32],
    ) -> (&'r mut [u32], &'r mut [u32]) {
        let corner = self.corner(ahead, [i32::MAX; D], i32::min);
        let within = |at: u32| !self.beaten[at as usize] && not_behind(&corner, self.row(at));
        let (behind, _) = parted(behind, within);
        let corner = self.corner(behind, [0; D], i32::max);
        let (ahead, _) = parted(ahead, |at| not_behind(self.row(at), &corner));
        (ahead, behind)
    }

    fn corner(&self, rows: &[u32], begin: Ranks<D>, choose: fn(i32, i32) -> i32) -> Ranks<D> {
        rows.iter().fold(begin, |corner, at| {
            let row = self.row(*at);
            std::array::from_fn(|column| choose(corner[column], row[column]))
        })
    }

    /// Compares all pairs, in all columns at once: where a column needs no more looking at, that
    /// changes nothing.
    fn cross_few(&mut self, ahead: &[u32], behind: &[u32]) {
        self.near.clear();
        self.near
            .extend(ahead.iter().map(|at| self.ranks[*at as usize]));
        for at in behind {
            let row = &self.ranks[*at as usize];
            if self.near.iter().any(|other| not_behind(other, row)) {
                self.beaten[*at as usize] = true;
            }
        }
    }

    /// Two numbers left: both sides by the first, and the least second so far.
    fn cross_two(&mut self, ahead: &mut [u32], behind: &mut [u32]) {
        ahead.sort_unstable_by_key(|at| self.row(*at)[0]);
        behind.sort_unstable_by_key(|at| self.row(*at)[0]);
        let mut ahead = ahead.iter().peekable();
        let mut least = i32::MAX;
        for at in behind.iter() {
            let (first, second) = (self.row(*at)[0], self.row(*at)[1]);
            while let Some(other) = ahead.next_if(|other| self.row(**other)[0] <= first) {
                least = least.min(self.row(*other)[1]);
            }
            if least <= second {
                self.beaten[*at as usize] = true;
            }
        }
    }

    /// A rank of this column that parts the rows; `None` if all of them share one.
    fn split(&self, ahead: &[u32], behind: &[u32], column: usize) -> Option<i32> {
        let mut ranks: Vec<i32> = ahead
            .iter()
            .chain(behind)
            .map(|at| self.row(*at)[column])
            .collect();
        let half = ranks.len() / 2;
        let (_, middle, later) = ranks.select_nth_unstable(half);
        let middle = *middle;
        if let Some(next) = later.iter().copied().filter(|r| *r > middle).min() {
            return Some(next);
        }
        ranks.iter().any(|r| *r < middle).then_some(middle)
    }

    /// The rows whose rank in a column is less than `split`, and the others.
    fn part<'r>(
        &self,
        rows: &'r mut [u32],
        split: i32,
        column: usize,
    ) -> (&'r mut [u32], &'r mut [u32]) {
        parted(rows, |at| self.row(at)[column] < split)
    }

    fn worked(&mut self, work: usize, watch: &mut Watch<'_>) -> Result<(), Broken> {
        self.work += work;
        if self.work > 1 << 22 {
            self.work = 0;
            return watch.ask();
        }
        Ok(())
    }
}

/// Whether a row of ranks is at least as good as another in every column; without a branch, so that
/// machines compare the columns at once.
fn not_behind<const D: usize>(row: &Ranks<D>, other: &Ranks<D>) -> bool {
    row.iter()
        .zip(other)
        .fold(true, |all, (a, b)| all & (a <= b))
}

/// Brings what fits to the front; order is not kept.
fn parted(rows: &mut [u32], fits: impl Fn(u32) -> bool) -> (&mut [u32], &mut [u32]) {
    let mut kept = 0;
    for at in 0..rows.len() {
        if fits(rows[at]) {
            rows.swap(kept, at);
            kept += 1;
        }
    }
    rows.split_at_mut(kept)
}
