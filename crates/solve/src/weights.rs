//! How much each issue weighs: Dirichlet(1, …, 1) over a party's matters, split over the
//! brackets inside a matter the same way; a nested issue takes an even share of its parent's.

use crate::standing::Record;
use crate::stream::Stream;
use onetext_model::Space;

/// The order in which weights are drawn for one party.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Top issues by matter; a matter without any is left out.
    matters: Vec<Vec<usize>>,
    /// (child, parent) pairs, parents first.
    nested: Vec<(usize, usize)>,
    issues: usize,
}

impl Plan {
    /// Makes the plan from a record.
    pub fn new(record: &Record, space: &Space) -> Self {
        let mut nested = vec![];
        let mut matters = vec![];
        for matter in &record.matters {
            let mut tops = vec![];
            for issue in matter.iter().copied().filter(|i| record.in_sum(*i)) {
                match record.weight_parent(space, issue) {
                    Some(parent) => nested.push((issue, parent)),
                    None => tops.push(issue),
                }
            }
            if !tops.is_empty() {
                matters.push(tops);
            }
        }
        nested.sort_unstable();
        Self {
            matters,
            nested,
            issues: space.len(),
        }
    }

    /// Draws one set of weights into `weights`; they sum to 1 over the issues in the sum.
    pub fn draw(&self, stream: &mut Stream, weights: &mut [f64]) {
        weights.fill(0.0);
        let totals = dirichlet(stream, self.matters.len());
        for (matter, total) in self.matters.iter().zip(totals) {
            if let [only] = matter.as_slice() {
                weights[*only] = total;
                continue;
            }
            let parts = dirichlet(stream, matter.len());
            for (issue, part) in matter.iter().zip(parts) {
                weights[*issue] = total * part;
            }
        }
        for (child, parent) in &self.nested {
            let share = stream.uniform();
            weights[*child] = weights[*parent] * share;
            weights[*parent] -= weights[*child];
        }
    }

    /// Top issues by matter; a matter without any is left out.
    pub fn matters(&self) -> &[Vec<usize>] {
        &self.matters
    }

    /// (child, parent) pairs, parents first.
    pub fn nested(&self) -> &[(usize, usize)] {
        &self.nested
    }

    /// Whether two sets of issues weigh the same before anything is known, by symmetry: one whole
    /// matter each, or one top issue each of the same matter or of matters as large, nothing nested.
    pub fn alike(&self, a: &[usize], b: &[usize]) -> bool {
        let whole = |set: &[usize]| {
            let mut tops: Vec<usize> = set.iter().map(|i| self.top(*i)).collect();
            tops.sort_unstable();
            tops.dedup();
            let tree = |m: &&Vec<usize>| {
                let members = (0..self.issues).filter(|i| m.contains(&self.top(*i)));
                **m == tops && members.eq(sorted(set))
            };
            self.matters.iter().any(|m| tree(&m))
        };
        let alone = |set: &[usize]| match set {
            [only] if self.nested.iter().all(|(c, p)| c != only && p != only) => {
                let matter = self.matters.iter().find(|m| m.contains(only));
                matter.map(Vec::len)
            }
            _ => None,
        };
        a.iter().all(|i| !b.contains(i))
            && ((whole(a) && whole(b)) || (alone(a).is_some() && alone(a) == alone(b)))
    }

    /// The top issue that a nested one takes its weight from in the end; a top issue itself.
    pub fn top(&self, issue: usize) -> usize {
        let mut at = issue;
        while let Some((_, parent)) = self.nested.iter().find(|(child, _)| *child == at) {
            at = *parent;
        }
        at
    }

    /// The mean of each weight.
    pub fn mean(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.issues];
        for matter in &self.matters {
            for issue in matter {
                weights[*issue] = 1.0 / (self.matters.len() * matter.len()) as f64;
            }
        }
        for (child, parent) in &self.nested {
            weights[*child] = weights[*parent] / 2.0;
            weights[*parent] /= 2.0;
        }
        weights
    }
}

fn sorted(set: &[usize]) -> Vec<usize> {
    let mut set = set.to_vec();
    set.sort_unstable();
    set
}

/// One draw from Dirichlet(1, …, 1): exponentials over their sum.
fn dirichlet(stream: &mut Stream, n: usize) -> Vec<f64> {
    if n == 1 {
        return vec![1.0];
    }
    let mut parts: Vec<f64> = (0..n).map(|_| stream.exponential()).collect();
    let total: f64 = parts.iter().sum();
    parts.iter_mut().for_each(|part| *part /= total);
    parts
}
