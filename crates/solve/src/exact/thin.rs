//! Fewer points than there are, and how far off that may be.
//!
//! Values are parted into cells whose width is a power of two, and one row of each cell is kept.
//! Whatever is dropped is then at most a cell's width less one better than a kept row, for every
//! party; cells of one width lie within those of a greater one, so thinning again adds nothing but
//! the difference.

use super::rows::{Kind, Rows};
use super::whole::Whole;

/// Keeps at most `most` rows, one of each cell of the least width that does, and returns for each
/// party how much better than a kept row a dropped one may be. How far limits are met is never
/// rounded, so that more than `most` rows may be left where they differ in that.
pub fn thin<V: Whole>(rows: &mut Rows<V>, most: usize) -> Vec<V> {
    let parties = rows.kind.parties;
    if rows.len() <= most {
        return vec![V::default(); parties];
    }
    let spans: Vec<u32> = (0..parties)
        .map(|party| bits_of_span(rows, party))
        .collect();
    let mut fine = first_try(parties, most);
    let coarse = |fine: u32| -> Vec<u32> { spans.iter().map(|b| b.saturating_sub(fine)).collect() };
    let mut marks = one_of_each_cell(rows, &coarse(fine));
    if count(&marks) <= most {
        loop {
            let finer = one_of_each_cell(rows, &coarse(fine + 1));
            if count(&finer) > most {
                break;
            }
            (marks, fine) = (finer, fine + 1);
        }
    }
    rows.keep(&marks);
    while rows.len() > most && fine > 0 {
        fine -= 1;
        let marks = one_of_each_cell(rows, &coarse(fine));
        rows.keep(&marks);
    }
    let width = |bits: u32| V::narrow((1i128 << bits) - 1);
    coarse(fine).into_iter().map(width).collect()
}

fn count(marks: &[bool]) -> usize {
    marks.iter().filter(|mark| **mark).count()
}

/// Bits of a party's span that tell cells apart at first: a frontier has one dimension less than
/// there are parties.
fn first_try(parties: usize, most: usize) -> u32 {
    let bits = usize::BITS - most.leading_zeros();
    bits / (parties.max(2) as u32 - 1) + 1
}

fn bits_of_span<V: Whole>(rows: &Rows<V>, party: usize) -> u32 {
    let values = || rows.flat[party..].iter().step_by(rows.kind.width());
    let (Some(least), Some(most)) = (values().min(), values().max()) else {
        return 0;
    };
    i128::BITS - (most.wide() - least.wide()).leading_zeros()
}

/// Marks one row of each cell.
fn one_of_each_cell<V: Whole>(rows: &Rows<V>, coarse: &[u32]) -> Vec<bool> {
    let width = rows.kind.width();
    let kind = Kind {
        parties: width + 1,
        limits: 0,
    };
    // Each row's cell and, so that sorting keeps them together, its place.
    let mut cells = Rows::none(kind);
    for (at, row) in rows.iter().enumerate() {
        let cell = row.iter().zip(coarse.iter().chain(std::iter::repeat(&0)));
        let cell = cell.map(|(value, bits)| V::narrow(value.wide() >> bits));
        cells.flat.extend(cell);
        cells.flat.push(V::narrow(at as i128));
    }
    cells.sort();
    let mut marks = vec![false; rows.len()];
    let mut later = cells.iter().skip(1);
    for own in cells.iter() {
        let last = later
            .next()
            .is_none_or(|next| next[..width] != own[..width]);
        if last {
            marks[own[width].wide() as usize] = true;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dropped_row_has_a_kept_one_nearly_as_good() {
        let kind = Kind {
            parties: 3,
            limits: 0,
        };
        let flat: Vec<i64> = (0..3_000i64).map(|n| n * n * 7_919 % 1_009).collect();
        let mut all = Rows { kind, flat };
        all.sort();
        let mut kept = all.clone();
        let off = thin(&mut kept, 50);
        assert!(kept.len() <= 50 && !kept.is_empty());
        for row in all.iter() {
            let near = |k: &[i64]| {
                k.iter()
                    .zip(row)
                    .zip(&off)
                    .all(|((k, r), off)| r - k <= *off)
            };
            assert!(kept.iter().any(near), "{row:?}");
        }
    }
}
