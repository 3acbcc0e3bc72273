//! Three parties whose values are close together: a table of heights over two values.
//!
//! For each pair of values of the first two parties the table holds the most the third has with
//! exactly these. Adding an issue takes, for each row of the new table, the maximum of shifted rows
//! of the old, which machines do many at a time; rows are looked through from the greatest first
//! value down, so that what is beaten shows at once and the new table is never stored.

use super::rows::{Kind, Rows};
use super::stairs::Height;
use super::whole::Whole;

/// Places of a table that cost as much as one candidate of a sweep.
const PLACES_PER_CANDIDATE: usize = 8;
/// The largest table, in places.
const LARGEST: usize = 1 << 26;

/// Where the values of some rows begin, and how far they reach, by party.
struct Span {
    least: [i128; 3],
    size: [i128; 3],
}

impl Span {
    fn of<'a, V: Whole>(rows: impl Iterator<Item = &'a [V]> + Clone) -> Option<Self> {
        let values = |party: usize| rows.clone().map(move |row| row[party].wide());
        let mut span = Self {
            least: [0; 3],
            size: [0; 3],
        };
        for party in 0..3 {
            span.least[party] = values(party).min()?;
            span.size[party] = values(party).max()? - span.least[party];
        }
        Some(span)
    }

    fn at<V: Whole>(&self, row: &[V], party: usize) -> usize {
        (row[party].wide() - self.least[party]) as usize
    }
}

/// The frontier of rows with each of some shifts added, where a table is the cheaper way; else
/// `None`. Rows are those of a frontier of three parties.
pub fn union<V: Whole>(rows: &Rows<V>, shifts: &[&[V]]) -> Option<Rows<V>> {
    let (old, by) = (Span::of(rows.iter())?, Span::of(shifts.iter().copied())?);
    let side = |party: usize| usize::try_from(old.size[party] + by.size[party] + 1).ok();
    let places = side(0)?.checked_mul(side(1)?)?;
    let candidates = rows.len().saturating_mul(shifts.len());
    if places > LARGEST || places > candidates.saturating_mul(PLACES_PER_CANDIDATE) {
        return None;
    }
    let height = old.size[2] + by.size[2];
    if height < i16::MOST {
        return Some(Table::<i16>::new(rows, &old).plus(shifts, (&old, &by)));
    }
    (height < i32::MOST).then(|| Table::<i32>::new(rows, &old).plus(shifts, (&old, &by)))
}

/// Heights by the first value and, within it, the second; below all heights where there is no row.
struct Table<H> {
    across: usize,
    heights: Vec<H>,
}

impl<H: Height> Table<H> {
    fn new<V: Whole>(rows: &Rows<V>, span: &Span) -> Self {
        let across = span.size[1] as usize + 1;
        let mut heights = vec![H::of(-H::MOST); (span.size[0] as usize + 1) * across];
        for row in rows.iter() {
            let place = span.at(row, 0) * across + span.at(row, 1);
            heights[place] = H::of(row[2].wide() - span.least[2]);
        }
        Self { across, heights }
    }

    fn plus<V: Whole>(&self, shifts: &[&[V]], (old, by): (&Span, &Span)) -> Rows<V> {
        let across = self.across + by.size[1] as usize;
        let origin: Vec<i128> = (0..3)
            .map(|party| old.least[party] + by.least[party])
            .collect();
        let lowest = H::of(-H::MOST);
        let (mut row, mut above) = (vec![lowest; across], vec![H::of(-1); across]);
        let mut found = Rows::none(Kind {
            parties: 3,
            limits: 0,
        });
        let last = (old.size[0] + by.size[0]) as usize;
        for x in (0..=last).rev() {
            row.fill(lowest);
            for shift in shifts {
                let from = x
                    .checked_sub(by.at(shift, 0))
                    .filter(|from| *from <= old.size[0] as usize);
                let Some(from) = from else {
                    continue;
                };
                let (right, up) = (by.at(shift, 1), H::of(by.at(shift, 2) as i128));
                let heights = &self.heights[from * self.across..(from + 1) * self.across];
                let pairs = row[right..right + self.across].iter_mut().zip(heights);
                pairs.for_each(|(to, h)| *to = h.plus(up).max(*to));
            }
            let mut beside = H::of(-1);
            for y in (0..across).rev() {
                let height = row[y];
                // What has as much for the second party: more for the first, or as much.
                beside = beside.max(above[y]);
                if height > beside {
                    let values = [x as i128, y as i128, height.wide()];
                    let values = values
                        .iter()
                        .zip(&origin)
                        .map(|(value, zero)| V::narrow(value + zero));
                    found.flat.extend(values);
                    beside = height;
                }
                above[y] = beside;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::union::{Source, union as merged};
    use crate::exact::watch::{Pace, Watch};

    #[test]
    fn tables_and_sweeps_give_the_same_points() {
        let kind = Kind {
            parties: 3,
            limits: 0,
        };
        let shifts: [[i64; 3]; 4] = [[0, 9, 4], [3, 4, 5], [4, -1, 9], [9, 0, 3]];
        let mut ask = |_| Pace::Go;
        let mut watch = Watch::new(1 << 20, &mut ask);
        let mut rows = Rows::zero(kind);
        for _ in 0..4 {
            let sources = shifts.each_ref().map(|shift| Source { rows: &rows, shift });
            let expect = merged(kind, &sources, &[], &mut watch).unwrap();
            let by = Span::of(shifts.iter().map(<[i64; 3]>::as_slice)).unwrap();
            let old = Span::of(rows.iter()).unwrap();
            let slices = shifts.each_ref().map(<[i64; 3]>::as_slice);
            let narrow = Table::<i16>::new(&rows, &old).plus(&slices, (&old, &by));
            let wide = Table::<i32>::new(&rows, &old).plus(&slices, (&old, &by));
            assert_eq!((&narrow, &wide), (&expect, &expect));
            rows = expect;
        }
    }
}
