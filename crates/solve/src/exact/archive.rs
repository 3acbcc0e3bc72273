//! The best points found so far, and whether bounds leave room for anything new.

use super::bits::Bits;
use std::collections::BTreeSet;

/// By party: less than this is of no interest.
pub type Corner = Vec<i128>;

/// One point with the cliques of boxes that attain it.
#[derive(Debug)]
struct Entry {
    values: Vec<i128>,
    cliques: BTreeSet<Bits>,
}

/// Points of which none beats another, the first party's greatest value first.
#[derive(Debug)]
pub struct Archive {
    parties: usize,
    entries: Vec<Entry>,
    /// Three parties: whatever no entry beats or equals is at least as good as one of these for every
    /// party (the local bounds of Klamroth, Lacour and Vanderpooten 2015). None of them is at least
    /// as good as another. For more parties there are too many of them to keep in mind.
    inner: Option<Vec<Corner>>,
}

impl Archive {
    /// An empty archive of points none of which is negative.
    pub fn new(parties: usize) -> Self {
        Self {
            parties,
            entries: vec![],
            inner: (parties == 3).then(|| vec![vec![0; parties]]),
        }
    }

    /// The points with the cliques found for each.
    pub fn entries(&self) -> impl Iterator<Item = (&[i128], &BTreeSet<Bits>)> {
        self.entries
            .iter()
            .map(|entry| (entry.values.as_slice(), &entry.cliques))
    }

    /// Takes in a clique with its values; does nothing if another point beats it.
    pub fn offer(&mut self, values: &[i128], clique: &Bits) {
        let covers = |a: &[i128], b: &[i128]| a.iter().zip(b).all(|(a, b)| a >= b);
        if let Some(entry) = self.entries.iter_mut().find(|e| covers(&e.values, values)) {
            if entry.values == values {
                entry.cliques.insert(clique.clone());
            }
            return;
        }
        self.cut(values);
        self.entries.retain(|e| !covers(values, &e.values));
        let at = self
            .entries
            .partition_point(|e| e.values.as_slice() > values);
        let cliques = BTreeSet::from([clique.clone()]);
        self.entries.insert(
            at,
            Entry {
                values: values.to_vec(),
                cliques,
            },
        );
    }

    /// Moves the inner corners that a new point covers beyond it.
    fn cut(&mut self, values: &[i128]) {
        let Some(inner) = &mut self.inner else {
            return;
        };
        let covers = |a: &[i128], b: &[i128]| a.iter().zip(b).all(|(a, b)| a >= b);
        let covered = inner.extract_if(.., |corner| covers(values, corner));
        let covered: Vec<Corner> = covered.collect();
        let begun = inner.len();
        for corner in &covered {
            for (party, value) in values.iter().enumerate() {
                let mut beyond = corner.clone();
                beyond[party] = value + 1;
                if !inner.iter().any(|other| covers(&beyond, other)) {
                    let mut at = 0;
                    inner.retain(|other| {
                        at += 1;
                        at <= begun || !covers(other, &beyond)
                    });
                    inner.push(beyond);
                }
            }
        }
    }

    /// The greatest mixture of any point.
    pub fn best(&self, mixture: &[i128]) -> Option<i128> {
        self.entries.iter().map(|e| mix(mixture, &e.values)).max()
    }

    /// The corners of the upper hull of the points of two parties.
    pub fn hull(&self) -> Vec<Vec<i128>> {
        let mut hull: Vec<Vec<i128>> = vec![];
        for entry in &self.entries {
            let c = &entry.values;
            while let [.., a, b] = hull.as_slice() {
                if (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]) {
                    break;
                }
                hull.pop();
            }
            hull.push(c.clone());
        }
        hull
    }

    /// Whether within these bounds, one for each mixture, there could be a point of the archive or
    /// a new one that is of interest.
    pub fn has_room(&self, mixtures: &[Vec<i128>], bounds: &[i128], corner: &[i128]) -> bool {
        let within = |values: &[i128]| {
            mixtures
                .iter()
                .zip(bounds)
                .all(|(m, bound)| mix(m, values) <= *bound)
        };
        if !within(corner) {
            return false;
        }
        if self.parties == 2 {
            return self.has_room_for_two(&within, corner);
        }
        let Some(inner) = &self.inner else {
            // The bounds of parties alone come after the first mixture.
            let own = &bounds[bounds.len() - self.parties..];
            let covers =
                |e: &Entry| e.values != own && e.values.iter().zip(own).all(|(v, b)| v >= b);
            return !self.entries.iter().any(covers);
        };
        let beyond = |inner: &Corner| -> Corner {
            inner.iter().zip(corner).map(|(a, b)| *a.max(b)).collect()
        };
        inner.iter().any(|inner| within(&beyond(inner)))
            || self.entries.iter().any(|entry| within(&entry.values))
    }

    /// Two parties: a new point lies beyond one of the inner corners of the staircase.
    fn has_room_for_two(&self, within: &dyn Fn(&[i128]) -> bool, corner: &[i128]) -> bool {
        let inside = |values: &[i128]| values[0] >= corner[0] && values[1] >= corner[1];
        let mut above = corner[1];
        for entry in &self.entries {
            let beyond = [(entry.values[0] + 1).max(corner[0]), above];
            if within(&beyond) || inside(&entry.values) && within(&entry.values) {
                return true;
            }
            above = above.max(entry.values[1] + 1);
        }
        within(&[corner[0], above])
    }
}

fn mix(mixture: &[i128], values: &[i128]) -> i128 {
    mixture.iter().zip(values).map(|(m, v)| m * v).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_leaves_room_for_ties_and_for_what_is_new() {
        let mixtures = vec![vec![1, 1], vec![1, 0], vec![0, 1]];
        let mut archive = Archive::new(2);
        let none = Bits::of(0, |_| false);
        assert!(archive.has_room(&mixtures, &[0, 0, 0], &[0, 0]));
        archive.offer(&[5, 1], &none);
        archive.offer(&[1, 5], &none);
        for (bounds, corner, expect) in [
            ([6, 5, 1], [0, 0], true),
            ([5, 4, 1], [0, 0], false),
            ([4, 2, 2], [0, 0], true),
            ([3, 2, 2], [0, 0], false),
            ([5, 1, 4], [0, 0], false),
            ([6, 0, 6], [0, 0], true),
            ([6, 6, 0], [0, 0], true),
            ([5, 5, 0], [0, 0], false),
            ([6, 5, 5], [3, 3], true),
            ([5, 5, 5], [3, 3], false),
        ] {
            assert_eq!(
                archive.has_room(&mixtures, &bounds, &corner),
                expect,
                "{bounds:?} {corner:?}"
            );
        }
    }

    #[test]
    fn inner_corners_reach_all_that_no_point_beats() {
        let none = Bits::of(0, |_| false);
        let mut archive = Archive::new(3);
        let grid = || (0..6 * 6 * 6).map(|n| [n / 36, n / 6 % 6, n % 6]);
        for n in 0..12i128 {
            archive.offer(&[n * 5 % 6, n * n % 5, n * 7 % 4], &none);
            let covers = |a: &[i128], b: &[i128]| a.iter().zip(b).all(|(a, b)| a >= b);
            let inner = archive.inner.as_deref().unwrap_or_default();
            for values in grid() {
                let new = !archive.entries.iter().any(|e| covers(&e.values, &values));
                let reached = inner.iter().any(|corner| covers(&values, corner));
                assert_eq!(new, reached, "{values:?}");
            }
            for (at, corner) in inner.iter().enumerate() {
                let others = inner.iter().enumerate().filter(|(other, _)| *other != at);
                assert!(others.into_iter().all(|(_, other)| !covers(corner, other)));
            }
        }
    }
}
