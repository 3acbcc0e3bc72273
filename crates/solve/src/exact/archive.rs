//! The best sums found so far, and whether a bound leaves room for anything new.

/// One point with the cliques that attain it.
#[derive(Debug)]
struct Entry {
    /// The parties' sums.
    values: Vec<i128>,
    cliques: Vec<Vec<u32>>,
}

/// Points of which none beats another; for two parties the first's greatest value first.
#[derive(Debug)]
pub struct Archive {
    parties: usize,
    mixtures: Vec<Vec<i128>>,
    entries: Vec<Entry>,
}

impl Archive {
    /// An empty archive for sums of these mixtures, the first of which are the parties' own.
    pub fn new(parties: usize, mixtures: Vec<Vec<i128>>) -> Self {
        Self {
            parties,
            mixtures,
            entries: vec![],
        }
    }

    /// The points with the cliques found for each.
    pub fn entries(&self) -> impl Iterator<Item = (&[i128], &[Vec<u32>])> {
        self.entries
            .iter()
            .map(|entry| (entry.values.as_slice(), entry.cliques.as_slice()))
    }

    /// Notes a point that is known to be attained, to be found properly later.
    pub fn greet(&mut self, sums: &[i128]) {
        self.put(&sums[..self.parties]);
    }

    /// Takes in a clique with its sums.
    pub fn offer(&mut self, sums: &[i128], clique: &[u32]) {
        if let Some(at) = self.put(&sums[..self.parties]) {
            self.entries[at].cliques.push(clique.to_vec());
        }
    }

    /// The place of a point, new or old; `None` if another one beats it.
    fn put(&mut self, values: &[i128]) -> Option<usize> {
        let covers = |a: &[i128], b: &[i128]| a.iter().zip(b).all(|(a, b)| a >= b);
        if let Some(at) = self.entries.iter().position(|e| covers(&e.values, values)) {
            return (self.entries[at].values == values).then_some(at);
        }
        self.entries.retain(|e| !covers(values, &e.values));
        let at = self
            .entries
            .partition_point(|e| e.values.as_slice() > values);
        self.entries.insert(
            at,
            Entry {
                values: values.to_vec(),
                cliques: vec![],
            },
        );
        Some(at)
    }

    /// Whether no sums within these bounds, one for each mixture, are a point of the archive or a
    /// new one.
    pub fn beats(&self, bounds: &[i128]) -> bool {
        if self.parties == 2 {
            return self.beats_pair(bounds);
        }
        let own = &bounds[..self.parties];
        let covers = |e: &Entry| e.values.iter().zip(own).all(|(v, b)| v >= b) && e.values != own;
        self.entries.iter().any(covers)
    }

    /// Two parties: a new point would have to lie beyond one of the staircase's inner corners.
    fn beats_pair(&self, bounds: &[i128]) -> bool {
        let within = |x: i128, y: i128| {
            self.mixtures
                .iter()
                .zip(bounds)
                .all(|(m, bound)| m[0] * x + m[1] * y <= *bound)
        };
        let mut height = None;
        for entry in &self.entries {
            let (x, y) = (entry.values[0], entry.values[1]);
            // Beyond this entry's first value a new point has to rise above the entry before.
            let corner = height.map_or(0, |h: i128| h + 1);
            if within(x + 1, corner) || within(x, y) {
                return false;
            }
            if corner > bounds[1] {
                return true;
            }
            height = Some(y);
        }
        let corner = height.map_or(0, |h| h + 1);
        !within(0, corner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_leaves_room_for_ties_and_for_what_is_new() {
        let mixtures = vec![vec![1, 0], vec![0, 1], vec![1, 1]];
        let mut archive = Archive::new(2, mixtures);
        assert!(!archive.beats(&[0, 0, 0]));
        archive.offer(&[5, 1, 6], &[]);
        archive.offer(&[1, 5, 6], &[]);
        for (bounds, expect) in [
            ([5, 1, 6], false),
            ([4, 1, 5], true),
            ([2, 2, 4], false),
            ([2, 2, 3], true),
            ([1, 4, 5], true),
            ([0, 6, 6], false),
            ([6, 0, 6], false),
            ([5, 0, 5], true),
        ] {
            assert_eq!(archive.beats(&bounds), expect, "{bounds:?}");
        }
    }
}
