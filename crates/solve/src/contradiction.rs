//! Judgments that cannot all hold, and the smallest set of them.
//!
//! Levels, orders and directions are inequalities between the worths of one issue's alternatives
//! and the two borders of its bands (the zero, and where `wants` begins). They cannot all hold
//! exactly where the inequalities form a cycle with a strict one in it; the smallest contradicting
//! set is the cycle made of the fewest judgments.

use std::collections::BTreeSet;

/// A worth or a border of the bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// Where `can live with` begins.
    Zero,
    /// Where `wants` begins; above the zero.
    Wants,
    /// The worth of an alternative.
    Worth(usize),
}

/// One inequality that a judgment implies: `low` is below `high`, or not above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Below {
    /// The lower side.
    pub low: Node,
    /// The upper side.
    pub high: Node,
    /// Whether the two may not be equal.
    pub strict: bool,
    /// The judgment it comes from, by any number the caller gives it.
    pub judgment: usize,
}

/// The smallest set of judgments whose inequalities cannot all hold; `None` if all can.
///
/// ```
/// use onetext_solve::contradiction::{Below, Node, smallest};
/// let below = |low, high, judgment| Below { low, high, strict: true, judgment };
/// let orders = [below(Node::Worth(0), Node::Worth(1), 7), below(Node::Worth(1), Node::Worth(0), 9)];
/// assert_eq!(smallest(&orders).map(|set| set.into_iter().collect::<Vec<_>>()), Some(vec![7, 9]));
/// assert_eq!(smallest(&orders[..1]), None);
/// ```
pub fn smallest(inequalities: &[Below]) -> Option<BTreeSet<usize>> {
    let borders = Below {
        low: Node::Zero,
        high: Node::Wants,
        strict: true,
        judgment: usize::MAX,
    };
    let mut all: Vec<Below> = inequalities.to_vec();
    all.push(borders);
    let mut best: Option<BTreeSet<usize>> = None;
    for edge in all.iter().filter(|e| e.strict) {
        if let Some(set) = cheapest_return(&all, edge) {
            let smaller = best
                .as_ref()
                .is_none_or(|b| (set.len(), &set) < (b.len(), b));
            if smaller {
                best = Some(set);
            }
        }
    }
    best
}

/// The fewest judgments on a way back from the upper to the lower side of a strict inequality.
fn cheapest_return(all: &[Below], edge: &Below) -> Option<BTreeSet<usize>> {
    let start = named(edge.judgment);
    let mut reached: Vec<(Node, BTreeSet<usize>)> = vec![(edge.high, start)];
    loop {
        let mut changed = false;
        for next in all {
            let Some(base) = reached
                .iter()
                .find(|(node, _)| *node == next.low)
                .map(|(_, set)| set.clone())
            else {
                continue;
            };
            let set: BTreeSet<usize> = base.into_iter().chain(named(next.judgment)).collect();
            match reached.iter_mut().find(|(node, _)| *node == next.high) {
                Some((_, old)) if (set.len(), &set) < (old.len(), &*old) => {
                    (*old, changed) = (set, true)
                }
                Some(_) => {}
                None => {
                    reached.push((next.high, set));
                    changed = true;
                }
            }
        }
        if !changed {
            return reached
                .into_iter()
                .find(|(node, _)| *node == edge.low)
                .map(|(_, set)| set);
        }
    }
}

fn named(judgment: usize) -> BTreeSet<usize> {
    if judgment == usize::MAX {
        BTreeSet::new()
    } else {
        [judgment].into()
    }
}
