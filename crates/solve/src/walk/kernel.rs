//! The inner loops of a walk over many readings, with the widest vectors the machine has.
//!
//! Plain loops over slices of 16-bit integers: the compiler makes vectors of them, in the version
//! for the processor that `pulp` picks when the program runs.

use pulp::{Arch, Simd, WithSimd};

/// What one party has at one place of a walk, for one way to read silence: what its gains from the
/// issues still open have to reach, reading by reading.
pub type Needed = Vec<i16>;

/// On how many readings the gains of `K` alternatives reach what is needed. What is needed is read once
/// for all of them; two at a time are quickest, since more no longer fit the processor's registers.
#[inline(always)]
fn reached<const K: usize>(needed: &[i16], gains: [&[i16]; K]) -> [u32; K] {
    let mut counts = [0; K];
    let mut from = 0;
    // Counted in pieces whose counts fit 16 bits, so that a vector holds as many of them as gains.
    for needed in needed.chunks(CHUNK) {
        let gains = gains.map(|row| &row[from..][..needed.len()]);
        let mut short = [0i16; K];
        for (reading, needed) in needed.iter().enumerate() {
            for (short, gains) in short.iter_mut().zip(&gains) {
                *short += i16::from(gains[reading] < *needed);
            }
        }
        for (count, short) in counts.iter_mut().zip(short) {
            *count += needed.len() as u32 - short as u32;
        }
        from += needed.len();
    }
    counts
}

const CHUNK: usize = 1 << 14;

/// For each alternative, on how many readings its gains reach what is needed.
pub fn count_each(arch: Arch, needed: &[i16], alternatives: &[Vec<i16>], counts: &mut Vec<u32>) {
    counts.clear();
    counts.resize(alternatives.len(), 0);
    let (pairs, last) = alternatives.as_chunks::<2>();
    arch.dispatch(CountEach {
        needed,
        pairs,
        last,
        counts,
    });
}

// Operations are types of their own, and not closures, so that all of each is compiled for the vectors that
// were picked.
struct CountEach<'a> {
    needed: &'a [i16],
    pairs: &'a [[Vec<i16>; 2]],
    last: &'a [Vec<i16>],
    counts: &'a mut [u32],
}

impl WithSimd for CountEach<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (counted, left) = self.counts.as_chunks_mut::<2>();
        for (counts, [a, b]) in counted.iter_mut().zip(self.pairs) {
            *counts = reached(self.needed, [a, b]);
        }
        for (count, last) in left.iter_mut().zip(self.last) {
            [*count] = reached(self.needed, [last]);
        }
    }
}

/// On how many readings these gains reach what is needed.
pub fn count(arch: Arch, needed: &[i16], gains: &[i16]) -> u32 {
    arch.dispatch(Count { needed, gains })
}

struct Count<'a> {
    needed: &'a [i16],
    gains: &'a [i16],
}

impl WithSimd for Count<'_> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u32 {
        let [count] = reached(self.needed, [self.gains]);
        count
    }
}

/// What is still needed once these gains are had.
pub fn take(arch: Arch, needed: &[i16], gains: &[i16], left: &mut [i16]) {
    arch.dispatch(Take {
        needed,
        gains,
        left,
    });
}

struct Take<'a> {
    needed: &'a [i16],
    gains: &'a [i16],
    left: &'a mut [i16],
}

impl WithSimd for Take<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for ((left, needed), gain) in self.left.iter_mut().zip(self.needed).zip(self.gains) {
            *left = needed.wrapping_sub(*gain);
        }
    }
}

/// What was needed before these gains were had.
pub fn give_back(arch: Arch, left: &[i16], gains: &[i16], needed: &mut [i16]) {
    arch.dispatch(GiveBack {
        left,
        gains,
        needed,
    });
}

struct GiveBack<'a> {
    left: &'a [i16],
    gains: &'a [i16],
    needed: &'a mut [i16],
}

impl WithSimd for GiveBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for ((needed, left), gain) in self.needed.iter_mut().zip(self.left).zip(self.gains) {
            *needed = left.wrapping_add(*gain);
        }
    }
}

/// How many readings are held against what is needed before it is asked whether that is enough.
const PIECE: usize = 256;

/// A step to an alternative that is broken off as soon as it fails on too many readings.
pub struct Sift<'a> {
    /// What is needed before it.
    pub needed: &'a [i16],
    /// What it brings.
    pub gains: &'a [i16],
    /// What issues further on can still bring.
    pub most: &'a [i16],
    /// What is needed after it; whole only if it was not broken off.
    pub left: &'a mut [i16],
}

impl Sift<'_> {
    /// On how many readings it fails whatever comes; nothing if on more than these.
    pub fn failing(self, arch: Arch, allowed: i32) -> Option<u32> {
        arch.dispatch(Sifted(self, allowed))
    }
}

struct Sifted<'a>(Sift<'a>, i32);

impl WithSimd for Sifted<'_> {
    type Output = Option<u32>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Option<u32> {
        let Self(sift, allowed) = self;
        let mut failing = 0;
        let pieces = sift.needed.chunks(PIECE).zip(sift.gains.chunks(PIECE));
        let pieces = pieces.zip(sift.most.chunks(PIECE).zip(sift.left.chunks_mut(PIECE)));
        for ((needed, gains), (most, left)) in pieces {
            let mut short = 0i16;
            for (((needed, gain), most), left) in needed.iter().zip(gains).zip(most).zip(left) {
                let still = needed.wrapping_sub(*gain);
                *left = still;
                short += i16::from(*most < still);
            }
            failing += i32::from(short);
            if failing > allowed {
                return None;
            }
        }
        Some(failing as u32)
    }
}

/// What is needed before the last issue, or before the last two, held against all they can bring.
pub struct SiftLast<'a> {
    /// What is needed before.
    pub needed: &'a [i16],
    /// The alternatives of the last issue but one; nothing if it is decided.
    pub before: &'a [Vec<i16>],
    /// The alternatives of the last issue.
    pub last: &'a [Vec<i16>],
    /// Row by row, an alternative of the last issue in each place: those not turned down yet.
    pub alive: &'a mut [bool],
}

impl SiftLast<'_> {
    /// Turns down those that fail on more readings than are allowed; whether any is left.
    pub fn turn_down(self, arch: Arch, allowed: i32) -> bool {
        arch.dispatch(LastSifted(self, allowed))
    }
}

struct LastSifted<'a>(SiftLast<'a>, i32);

impl WithSimd for LastSifted<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let Self(sift, allowed) = self;
        if sift.before.is_empty() {
            return sift_row((sift.needed, None), sift.last, allowed, sift.alive);
        }
        let mut any = false;
        let rows = sift.alive.chunks_mut(sift.last.len().max(1));
        for (gains, alive) in sift.before.iter().zip(rows) {
            any |= sift_row((sift.needed, Some(gains)), sift.last, allowed, alive);
        }
        any
    }
}

/// One row: what is needed after an alternative of the issue before is worked out piece by piece, and
/// no further than some alternative of the last issue stays alive.
#[inline(always)]
fn sift_row(
    (needed, before): (&[i16], Option<&Vec<i16>>),
    last: &[Vec<i16>],
    allowed: i32,
    alive: &mut [bool],
) -> bool {
    let mut left = [0i16; PIECE];
    let mut failing = [0i32; MOST_IN_A_ROW];
    let (mut from, mut any) = (0, true);
    while from < needed.len() && any {
        let to = needed.len().min(from + PIECE);
        let left = &mut left[..to - from];
        step(
            &needed[from..to],
            before.map(|gains| &gains[from..to]),
            left,
        );
        any = false;
        for ((gains, alive), failing) in last.iter().zip(&mut *alive).zip(&mut failing) {
            if *alive {
                let short = left.iter().zip(&gains[from..to]);
                let short = short.map(|(n, g)| i16::from(g < n)).sum::<i16>();
                *failing += i32::from(short);
                *alive = *failing <= allowed;
                any |= *alive;
            }
        }
        from = to;
    }
    any
}

/// What is needed after an alternative of the issue before, if there is one.
#[inline(always)]
fn step(needed: &[i16], gains: Option<&[i16]>, left: &mut [i16]) {
    left.copy_from_slice(needed);
    if let Some(gains) = gains {
        let pairs = left.iter_mut().zip(gains);
        pairs.for_each(|(left, gain)| *left = left.wrapping_sub(*gain));
    }
}

/// The most alternatives of an issue that are sifted in a row.
pub const MOST_IN_A_ROW: usize = 64;

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
