//! Judgments that cannot all hold, and the smallest set of them.
//!
//! Levels, orders and directions are inequalities between the worths of one issue's alternatives
//! and the two borders of its bands (the zero, and where `wants` begins). They cannot all hold
//! exactly where the inequalities form a cycle with a strict one in it; the smallest contradicting
//! set is the cycle made of the fewest judgments.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// The most steps of the search for the smallest set; beyond them a short one is given instead.
const MOST_STEPS: usize = 100_000;

/// The smallest set of judgments whose inequalities cannot all hold; `None` if all can. Of several
/// it is the first by the numbers of its judgments. Where finding it would take more than 100,000
/// steps (dozens of judgments in a long circle), it is the shortest circle by inequalities.
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
        judgment: BORDERS,
    };
    let all = [inequalities, &[borders]].concat();
    let graph = Graph::new(&all);
    let strict: Vec<&Below> = all.iter().filter(|edge| edge.strict).collect();
    let circles = strict.iter().filter_map(|edge| graph.short_way_back(edge));
    let short = circles.min_by(smaller)?;
    let mut steps = MOST_STEPS;
    for most in 1..=short.len() {
        let mut best: Option<BTreeSet<usize>> = None;
        for edge in &strict {
            let Some(ways) = graph.ways_back(edge, most, &mut steps) else {
                return Some(short);
            };
            best = best.into_iter().chain(ways).min_by(smaller);
        }
        if best.is_some() {
            return best;
        }
    }
    Some(short)
}

/// The number of the inequality between the two borders, which no judgment makes.
const BORDERS: usize = usize::MAX;

fn smaller(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> Ordering {
    (a.len(), a).cmp(&(b.len(), b))
}

fn named(edge: &Below) -> Option<usize> {
    (edge.judgment != BORDERS).then_some(edge.judgment)
}

/// The inequalities by their lower and by their upper side.
struct Graph<'a> {
    up: BTreeMap<Node, Vec<&'a Below>>,
    down: BTreeMap<Node, Vec<&'a Below>>,
    /// Judgments that imply more than one inequality: a circle may use them twice and count them once.
    several: BTreeSet<usize>,
}

impl<'a> Graph<'a> {
    fn new(all: &'a [Below]) -> Self {
        let mut graph = Self {
            up: BTreeMap::new(),
            down: BTreeMap::new(),
            several: BTreeSet::new(),
        };
        let mut seen = BTreeSet::new();
        for edge in all {
            graph.up.entry(edge.low).or_default().push(edge);
            graph.down.entry(edge.high).or_default().push(edge);
            if !seen.insert(edge.judgment) {
                graph.several.insert(edge.judgment);
            }
        }
        graph
    }

    fn above(&self, node: Node) -> &[&'a Below] {
        self.up.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The judgments of the way with the fewest inequalities from the upper back to the lower side
    /// of one, its own included.
    fn short_way_back(&self, edge: &Below) -> Option<BTreeSet<usize>> {
        let mut came: BTreeMap<Node, &Below> = BTreeMap::new();
        let mut open = VecDeque::from([edge.high]);
        while let Some(node) = open.pop_front() {
            for next in self.above(node) {
                if next.high != edge.high && !came.contains_key(&next.high) {
                    came.insert(next.high, next);
                    open.push_back(next.high);
                }
            }
        }
        let mut set: BTreeSet<usize> = named(edge).into_iter().collect();
        let mut node = edge.low;
        while node != edge.high {
            let by = came.get(&node)?;
            set.extend(named(by));
            node = by.low;
        }
        Some(set)
    }

    /// How many judgments at least lead from each node up to `end`: one for each inequality that is
    /// its judgment's only one.
    fn at_least(&self, end: Node) -> BTreeMap<Node, usize> {
        let mut least = BTreeMap::from([(end, 0)]);
        let mut open = VecDeque::from([end]);
        while let Some(node) = open.pop_front() {
            for edge in self.down.get(&node).map_or(&[][..], Vec::as_slice) {
                let once = named(edge).is_some_and(|n| !self.several.contains(&n));
                let cost = least[&node] + usize::from(once);
                if least.get(&edge.low).is_none_or(|known| cost < *known) {
                    least.insert(edge.low, cost);
                    match once {
                        true => open.push_back(edge.low),
                        false => open.push_front(edge.low),
                    }
                }
            }
        }
        least
    }

    /// The sets of at most `most` judgments that lead from the upper back to the lower side of an
    /// inequality, its own included; `None` if `steps` run out. One judgment can imply several
    /// inequalities and counts once, so that a longer way may need fewer judgments: every set is
    /// followed that holds no other that leads to the same place.
    fn ways_back(
        &self,
        edge: &Below,
        most: usize,
        steps: &mut usize,
    ) -> Option<Vec<BTreeSet<usize>>> {
        let rest = self.at_least(edge.low);
        let mut ways: BTreeMap<Node, Vec<BTreeSet<usize>>> = BTreeMap::new();
        let mut open = vec![(edge.high, named(edge).into_iter().collect::<BTreeSet<_>>())];
        while let Some((node, set)) = open.pop() {
            let far = rest.get(&node).is_none_or(|rest| set.len() + rest > most);
            let known = ways.entry(node).or_default();
            if far || known.iter().any(|other| other.is_subset(&set)) {
                continue;
            }
            *steps = steps.checked_sub(1 + known.len() / 16)?;
            known.retain(|other| !set.is_subset(other));
            known.push(set.clone());
            for next in self.above(node) {
                let with = set.iter().copied().chain(named(next)).collect();
                open.push((next.high, with));
            }
        }
        Some(ways.remove(&edge.low).unwrap_or_default())
    }
}
