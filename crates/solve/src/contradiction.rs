//! Judgments that cannot all hold, and the smallest set of them.
//!
//! Levels, orders and directions are inequalities between the worths of one issue's alternatives
//! and the two borders of its bands (the zero, and where `wants` begins). They cannot all hold
//! exactly where the inequalities form a cycle with a strict one in it; the smallest contradicting
//! set is the cycle made of the fewest judgments.

use std::collections::{BTreeMap, BTreeSet};

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
    let all = [inequalities, &[borders]].concat();
    let judgments: BTreeSet<usize> = inequalities.iter().map(|e| e.judgment).collect();
    if !all.iter().any(|edge| edge.strict && returns(&all, edge)) {
        return None;
    }
    (1..=judgments.len()).find_map(|most| {
        let strict = all.iter().filter(|edge| edge.strict);
        let ways = strict.flat_map(|edge| ways_back(&all, edge, most));
        ways.min_by(|a, b| (a.len(), a).cmp(&(b.len(), b)))
    })
}

/// Whether there is any way from the upper back to the lower side of an inequality.
fn returns(all: &[Below], edge: &Below) -> bool {
    let mut reached = BTreeSet::from([edge.high]);
    loop {
        let next = all
            .iter()
            .filter(|e| reached.contains(&e.low) && !reached.contains(&e.high));
        let next: Vec<Node> = next.map(|e| e.high).collect();
        if next.is_empty() {
            return reached.contains(&edge.low);
        }
        reached.extend(next);
    }
}

/// The sets of at most `most` judgments that lead from the upper back to the lower side of an
/// inequality, its own included. One judgment can imply several inequalities and counts once, so
/// that a longer way may need fewer judgments: every set is followed that holds no other that
/// leads to the same place.
fn ways_back(all: &[Below], edge: &Below, most: usize) -> Vec<BTreeSet<usize>> {
    let mut ways: BTreeMap<Node, Vec<BTreeSet<usize>>> = BTreeMap::new();
    let mut open = vec![(edge.high, named(edge.judgment))];
    while let Some((node, set)) = open.pop() {
        let known = ways.entry(node).or_default();
        if set.len() > most || known.iter().any(|other| other.is_subset(&set)) {
            continue;
        }
        known.retain(|other| !set.is_subset(other));
        known.push(set.clone());
        for next in all.iter().filter(|e| e.low == node) {
            let with = set.iter().copied().chain(named(next.judgment)).collect();
            open.push((next.high, with));
        }
    }
    ways.remove(&edge.low).unwrap_or_default()
}

fn named(judgment: usize) -> BTreeSet<usize> {
    if judgment == usize::MAX {
        BTreeSet::new()
    } else {
        [judgment].into()
    }
}
