//! Two parties: shifted staircases merged two at a time, and what is beaten left out on the way.
//!
//! A frontier of two parties is a staircase: as the first value falls the second rises. Shifted
//! copies of it are staircases too, so merging compares heads only and needs no sort. The merge
//! has no branch that depends on the values, since those are as good as random.

use super::whole::Whole;

/// Staircases one after the other in one array.
#[derive(Default)]
pub struct Runs<V> {
    pairs: Vec<[V; 2]>,
    ends: Vec<usize>,
}

impl<V: Whole> Runs<V> {
    /// No staircases.
    pub fn new() -> Self {
        Self {
            pairs: vec![],
            ends: vec![],
        }
    }

    /// Adds a staircase, shifted.
    pub fn push(&mut self, stairs: &[[V; 2]], shift: [V; 2]) {
        let shifted = stairs.iter().map(|[x, y]| [*x + shift[0], *y + shift[1]]);
        self.pairs.extend(shifted);
        self.ends.push(self.pairs.len());
    }

    /// The staircase of all of them.
    pub fn merged(mut self) -> Vec<[V; 2]> {
        let mut other = Self::new();
        while self.ends.len() > 1 {
            other.pairs.resize(self.pairs.len(), [V::default(); 2]);
            other.ends.clear();
            let (mut begun, mut written) = (0, 0);
            for pair in self.ends.chunks(2) {
                let middle = pair[0];
                let end = pair.get(1).copied().unwrap_or(middle);
                let (first, second) = (&self.pairs[begun..middle], &self.pairs[middle..end]);
                written += merge(first, second, &mut other.pairs[written..]);
                other.ends.push(written);
                begun = end;
            }
            other.pairs.truncate(written);
            std::mem::swap(&mut self, &mut other);
        }
        self.pairs
    }
}

/// Merges two staircases into `to`, which has room for both; returns how many steps are left.
fn merge<V: Whole>(first: &[[V; 2]], second: &[[V; 2]], to: &mut [[V; 2]]) -> usize {
    if second.is_empty() {
        to[..first.len()].copy_from_slice(first);
        return first.len();
    }
    let (mut i, mut j, mut kept) = (0, 0, 0);
    // The second value of the last step kept; a step is kept if it rises above it.
    let mut height = first[0][1].min(second[0][1]);
    let mut any = false;
    while i < first.len() && j < second.len() {
        let (a, b) = (first[i], second[j]);
        let takes_first = a > b;
        let step = if takes_first { a } else { b };
        i += usize::from(takes_first);
        j += usize::from(!takes_first);
        to[kept] = step;
        let rises = !any || step[1] > height;
        kept += usize::from(rises);
        height = height.max(step[1]);
        any = true;
    }
    for step in first[i..].iter().chain(&second[j..]) {
        if step[1] > height || !any {
            to[kept] = *step;
            kept += 1;
            height = step[1];
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beaten_or_repeated_is_left_out() {
        let mut runs = Runs::<i64>::new();
        runs.push(&[[5, 0], [3, 2], [1, 4]], [0, 0]);
        runs.push(&[[5, 0], [3, 2], [1, 4]], [1, 0]);
        runs.push(&[[5, 0], [3, 2], [1, 4]], [0, 1]);
        assert_eq!(
            runs.merged(),
            [[6, 0], [5, 1], [4, 2], [3, 3], [2, 4], [1, 5]]
        );
    }
}
