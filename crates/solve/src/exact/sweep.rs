//! The rows nobody beats where two numbers are left to compare: one sweep over sorted rows.
//!
//! Rows come in descending order, so whatever beats a row has come before it. Of those, the
//! greatest last number among rows whose other number is at least as great is looked up in a
//! binary indexed tree (Fenwick 1994): a row is beaten if that is at least its own. The sweep is
//! that of Kung, Luccio and Preparata (1975).

use super::rows::Rows;
use super::watch::{Broken, Watch};
use super::whole::Whole;

/// Rows between two looks at the clock.
const STRIDE: usize = 1 << 16;

/// Greatest last number by rank of the other, where rank 0 is the greatest.
struct Tree<V> {
    best: Vec<Option<V>>,
}

impl<V: Whole> Tree<V> {
    fn new(ranks: usize) -> Self {
        Self {
            best: vec![None; ranks + 1],
        }
    }

    /// Whether a row at this rank or before has at least this last number.
    fn reaches(&self, rank: usize, last: V) -> bool {
        let mut at = rank + 1;
        while at > 0 {
            if self.best[at] >= Some(last) {
                return true;
            }
            at &= at - 1;
        }
        false
    }

    fn put(&mut self, rank: usize, last: V) {
        let mut at = rank + 1;
        while at < self.best.len() && self.best[at] < Some(last) {
            self.best[at] = Some(last);
            at += at & at.wrapping_neg();
        }
    }
}

/// The rank of each row's number in column `column`, greatest first, and how many ranks there are.
pub fn ranks<V: Whole>(rows: &Rows<V>, column: usize) -> (Vec<u32>, usize) {
    let width = rows.kind.width();
    let values = || rows.flat[column..].iter().step_by(width).copied();
    let (Some(least), Some(most)) = (values().min(), values().max()) else {
        return (vec![], 0);
    };
    let span = most.wide() - least.wide();
    if span < 4 * rows.len() as i128 + 1024 {
        let ranks = values().map(|v| (most.wide() - v.wide()) as u32).collect();
        return (ranks, span as usize + 1);
    }
    let mut sorted: Vec<V> = values().collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.dedup();
    let rank = |v: V| sorted.partition_point(|s| *s > v) as u32;
    (values().map(rank).collect(), sorted.len())
}

/// Drops every row another one beats. The rows are sorted, distinct and three numbers wide.
///
/// # Errors
/// What the caller of the watch wants.
pub fn sweep<V: Whole>(rows: &mut Rows<V>, watch: &mut Watch<'_>) -> Result<(), Broken> {
    let (ranks, most) = ranks(rows, 1);
    let mut tree = Tree::new(most);
    let mut marks = vec![true; rows.len()];
    let parties = rows.kind.parties;
    let mut begun = 0;
    while begun < rows.len() {
        let group = &rows.row(begun)[..parties];
        let mut end = begun + 1;
        while parties < 3 && end < rows.len() && rows.row(end)[..parties] == *group {
            end += 1;
        }
        for at in begun..end {
            marks[at] = !tree.reaches(ranks[at] as usize, rows.row(at)[2]);
        }
        for at in begun..end {
            if marks[at] {
                tree.put(ranks[at] as usize, rows.row(at)[2]);
            }
        }
        if begun / STRIDE != end / STRIDE {
            watch.ask()?;
        }
        begun = end;
    }
    rows.keep(&marks);
    Ok(())
}
