//! Fewer points than there are, and how far off that may be.
//!
//! Values are parted into cells whose width is a power of two, and one row of each cell is kept.
//! Whatever is dropped is then at most a cell's width less one better than a kept row, for every
//! party; cells of one width lie within those of a greater one, so thinning again adds nothing but
//! the difference.

use super::rows::{Kind, Rows};
use super::whole::Whole;

/// Keeps at most `most` rows, one of each cell, and returns for each party how much better than a
/// kept row a dropped one may be. How far limits are met is never rounded, so that more than `most`
/// rows may be left where they differ in that.
pub fn thin<V: Whole>(rows: &mut Rows<V>, most: usize) -> Vec<V> {
    let parties = rows.kind.parties;
    let spans: Vec<u32> = (0..parties)
        .map(|party| bits_of_span(rows, party))
        .collect();
    let mut off = vec![V::default(); parties];
    let mut fine = first_try(parties, most);
    while rows.len() > most && fine > 0 {
        fine -= 1;
        let coarse: Vec<u32> = spans.iter().map(|bits| bits.saturating_sub(fine)).collect();
        keep_one_of_each_cell(rows, &coarse);
        off = coarse
            .iter()
            .map(|bits| V::narrow((1i128 << bits) - 1))
            .collect();
    }
    off
}

/// Bits of a party's span that tell cells apart at first.
fn first_try(parties: usize, most: usize) -> u32 {
    let bits = usize::BITS - most.leading_zeros();
    (bits / (parties.max(2) as u32 - 1) + 4).min(126 / parties as u32)
}

fn bits_of_span<V: Whole>(rows: &Rows<V>, party: usize) -> u32 {
    let values = || rows.flat[party..].iter().step_by(rows.kind.width());
    let (Some(least), Some(most)) = (values().min(), values().max()) else {
        return 0;
    };
    i128::BITS - (most.wide() - least.wide()).leading_zeros()
}

/// Of the rows in a cell the first is kept.
fn keep_one_of_each_cell<V: Whole>(rows: &mut Rows<V>, coarse: &[u32]) {
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
    rows.keep(&marks);
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
