//! The inner loops of a walk over many readings, with the widest vectors the machine has.
//!
//! Plain loops over slices of 16-bit integers: the compiler makes vectors of them, in the version
//! for the processor that `pulp` picks when the program runs.

use pulp::Arch;

/// What one party has at one place of a walk, for one way to read silence: what its gains from the
/// issues still open have to reach, reading by reading.
pub type Needed = Vec<i16>;

/// On how many readings these gains reach what is needed.
#[inline(always)]
fn reached(needed: &[i16], gains: &[i16]) -> u32 {
    // Counted in pieces whose counts fit 16 bits, so that a vector holds as many of them as gains.
    let pieces = needed.chunks(CHUNK).zip(gains.chunks(CHUNK));
    let piece = |(needed, gains): (&[i16], &[i16])| {
        let hits = needed.iter().zip(gains).map(|(n, g)| u16::from(g >= n));
        u32::from(hits.sum::<u16>())
    };
    pieces.map(piece).sum()
}

const CHUNK: usize = 1 << 15;

/// For each alternative, on how many readings its gains reach what is needed.
pub fn count_each(arch: Arch, needed: &[i16], alternatives: &[Vec<i16>], counts: &mut Vec<u32>) {
    arch.dispatch(
        #[inline(always)]
        || {
            counts.clear();
            for gains in alternatives {
                counts.push(reached(needed, gains));
            }
        },
    );
}

/// On how many readings these gains reach what is needed.
pub fn count(arch: Arch, needed: &[i16], gains: &[i16]) -> u32 {
    arch.dispatch(
        #[inline(always)]
        || reached(needed, gains),
    )
}

/// What is still needed once these gains are had.
pub fn take(arch: Arch, needed: &[i16], gains: &[i16], left: &mut [i16]) {
    arch.dispatch(
        #[inline(always)]
        || {
            for ((left, needed), gain) in left.iter_mut().zip(needed).zip(gains) {
                *left = needed.wrapping_sub(*gain);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn vectors_count_as_one_by_one(
            pairs in prop::collection::vec((-16_000i16..16_000, -16_000i16..16_000), 0..600)
        ) {
            let (needed, gains): (Vec<i16>, Vec<i16>) = pairs.iter().copied().unzip();
            let arch = Arch::new();
            let expect = pairs.iter().filter(|(n, g)| g >= n).count() as u32;
            prop_assert_eq!(count(arch, &needed, &gains), expect);
            let mut counts = vec![7];
            let rows = [gains.clone(), needed.clone(), gains.clone(), gains.clone(), needed.clone()];
            count_each(arch, &needed, &rows, &mut counts);
            let all = pairs.len() as u32;
            prop_assert_eq!(counts, vec![expect, all, expect, expect, all]);
            let mut left = vec![0; pairs.len()];
            take(arch, &needed, &gains, &mut left);
            prop_assert!(pairs.iter().zip(left).all(|((n, g), left)| n - g == left));
        }
    }

    #[test]
    fn long_rows_do_not_overflow_a_piece() {
        let row = vec![1i16; 100_000];
        assert_eq!(count(Arch::new(), &row, &row), 100_000);
        let mut counts = vec![];
        count_each(
            Arch::new(),
            &row,
            &[row.clone(), row.clone(), row.clone(), row.clone()],
            &mut counts,
        );
        assert_eq!(counts, [100_000; 4]);
    }
}
