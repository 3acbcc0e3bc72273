//! Sets of small numbers, a bit each.

/// A set of numbers below a length.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bits {
    words: Box<[u64]>,
    len: usize,
}

impl Bits {
    /// The numbers below `len` that belong to it.
    pub fn of(len: usize, belongs: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self {
            words: vec![0; len.div_ceil(64)].into(),
            len,
        };
        (0..len)
            .filter(|at| belongs(*at))
            .for_each(|at| bits.set(at));
        bits
    }

    /// What its numbers are below.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing belongs to it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many numbers belong to it.
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// Whether a number belongs to it.
    pub fn has(&self, at: usize) -> bool {
        self.words[at / 64] >> (at % 64) & 1 == 1
    }

    /// Adds a number.
    pub fn set(&mut self, at: usize) {
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Takes a number out.
    pub fn clear(&mut self, at: usize) {
        self.words[at / 64] &= !(1 << (at % 64));
    }

    /// Keeps what belongs to another set too.
    pub fn keep(&mut self, other: &Self) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= b);
    }

    /// Whether all of it belongs to another set.
    pub fn within(&self, other: &Self) -> bool {
        self.words
            .iter()
            .zip(&other.words)
            .all(|(a, b)| a & !b == 0)
    }

    /// Its numbers, the least first.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order() {
        let bits = Bits::of(200, |n| n % 63 == 0);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 126, 189]);
        assert_eq!((bits.count(), bits.has(126)), (4, true));
        assert!(bits.within(&Bits::of(200, |n| n % 9 == 0)));
    }
}
