//! The smallest contradicting set against trying every subset of the judgments.

#[path = "oracle/chance.rs"]
mod chance;

use chance::Chance;
use onetext_solve::contradiction::{Below, Node, smallest};
use std::collections::BTreeSet;

/// Nodes by number: the two borders, then worths.
const BORDERS: usize = 2;

fn node(n: usize) -> Node {
    match n {
        0 => Node::Zero,
        1 => Node::Wants,
        n => Node::Worth(n - BORDERS),
    }
}

/// Every kind of judgment.
const ANY: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 7];

/// One inequality: from the lower node, to the upper, strict or not.
type Edge = (usize, usize, bool);

/// What a judgment of one of these kinds says, over `worths` alternatives: levels (0 to 2), ranges
/// (3, 4), an order (5), a direction (6), or any inequalities at all (7).
fn judgment(chance: &mut Chance, worths: usize, kinds: &[usize]) -> Vec<Edge> {
    let one = |chance: &mut Chance| BORDERS + chance.below(worths);
    let (a, b) = (one(chance), one(chance));
    let span = a.min(b)..=a.max(b);
    match chance.choose(kinds) {
        0 => vec![(1, a, false)],
        1 => vec![(0, a, false), (a, 1, true)],
        2 => vec![(a, 0, true)],
        3 => span.map(|w| (1, w, false)).collect(),
        4 => span.map(|w| (w, 0, true)).collect(),
        5 if a != b => vec![(a, b, true)],
        6 => {
            let all = BORDERS..BORDERS + worths;
            let up = chance.percent(50);
            let pairs = all.clone().flat_map(|a| all.clone().map(move |b| (a, b)));
            let pairs = pairs.filter(|(a, b)| if up { a < b } else { a > b });
            pairs.map(|(a, b)| (a, b, false)).collect()
        }
        _ => (0..chance.within(1, 4))
            .map(|_| {
                let ends = (
                    chance.below(BORDERS + worths),
                    chance.below(BORDERS + worths),
                );
                (ends.0, ends.1, chance.percent(30))
            })
            .collect(),
    }
}

/// Whether inequalities can all hold, by the closure of "below" over all pairs of nodes.
fn possible(edges: &[Edge], nodes: usize) -> bool {
    // 0: nothing known, 1: not above, 2: below.
    let mut known = vec![vec![0u8; nodes]; nodes];
    known[0][1] = 2;
    for (low, high, strict) in edges {
        known[*low][*high] = known[*low][*high].max(1 + u8::from(*strict));
    }
    for by in 0..nodes {
        for low in 0..nodes {
            for high in 0..nodes {
                let (first, second) = (known[low][by], known[by][high]);
                if first > 0 && second > 0 {
                    known[low][high] = known[low][high].max(first).max(second);
                }
            }
        }
    }
    (0..nodes).all(|n| known[n][n] < 2)
}

/// The same by trying every order of the nodes, ties included: for few nodes only.
fn possible_by_trial(edges: &[Edge], nodes: usize) -> bool {
    (0..nodes.pow(nodes as u32)).any(|code| {
        let rank = |n: usize| code / nodes.pow(n as u32) % nodes;
        let holds = |(low, high, strict): &Edge| match strict {
            true => rank(*low) < rank(*high),
            false => rank(*low) <= rank(*high),
        };
        rank(0) < rank(1) && edges.iter().all(holds)
    })
}

/// The first of the smallest subsets that cannot all hold.
fn by_subsets(judgments: &[Vec<Edge>], nodes: usize) -> Option<BTreeSet<usize>> {
    let sets = (0u32..1 << judgments.len()).map(|bits| {
        let inside = |n: &usize| bits & (1 << n) != 0;
        (0..judgments.len()).filter(inside).collect::<BTreeSet<_>>()
    });
    let contradicts = |set: &BTreeSet<usize>| {
        let edges: Vec<Edge> = set.iter().flat_map(|n| judgments[*n].clone()).collect();
        !possible(&edges, nodes)
    };
    sets.filter(contradicts)
        .min_by(|a, b| (a.len(), a).cmp(&(b.len(), b)))
}

fn found(judgments: &[Vec<Edge>]) -> Option<BTreeSet<usize>> {
    let below = |(n, edges): (usize, &Vec<Edge>)| {
        let one = move |(low, high, strict): &Edge| Below {
            low: node(*low),
            high: node(*high),
            strict: *strict,
            judgment: n,
        };
        edges.iter().map(one).collect::<Vec<_>>()
    };
    smallest(
        &judgments
            .iter()
            .enumerate()
            .flat_map(below)
            .collect::<Vec<_>>(),
    )
}

#[test]
fn the_smallest_set_is_the_smallest_of_all_subsets() {
    let mut sizes = [0; 8];
    for seed in 0..10_000 {
        let mut chance = Chance::new(seed);
        let worths = chance.within(1, 5);
        // Mostly orders make the long circles.
        let kinds = if seed % 2 == 0 {
            &ANY[..]
        } else {
            &[5, 5, 5, 5, 5, 1, 2, 0]
        };
        let judgments: Vec<Vec<Edge>> = (0..chance.within(1, 9))
            .map(|_| judgment(&mut chance, worths, kinds))
            .collect();
        let expect = by_subsets(&judgments, BORDERS + worths);
        assert_eq!(found(&judgments), expect, "seed {seed}: {judgments:?}");
        sizes[expect.map_or(0, |set| set.len()).min(7)] += 1;
    }
    println!("contradicting sets by size, none first: {sizes:?}");
    for (size, least) in [(0, 500), (1, 500), (2, 1_000), (3, 150), (4, 5)] {
        assert!(sizes[size] >= least, "only {} of size {size}", sizes[size]);
    }
}

#[test]
fn the_closure_agrees_with_trying_every_order() {
    for seed in 0..2_000 {
        let mut chance = Chance::new(seed);
        let edges: Vec<Edge> = (0..chance.within(1, 3))
            .flat_map(|_| judgment(&mut chance, 3, &ANY))
            .collect();
        let nodes = BORDERS + 3;
        assert_eq!(
            possible(&edges, nodes),
            possible_by_trial(&edges, nodes),
            "{edges:?}"
        );
    }
}

#[test]
fn a_long_circle_of_orders_is_found_whole() {
    let all = 12;
    let circle: Vec<Vec<Edge>> = (0..all)
        .map(|n| vec![(BORDERS + n, BORDERS + (n + 1) % all, n == 5)])
        .collect();
    assert_eq!(found(&circle), Some((0..all).collect()));
    assert_eq!(found(&circle[1..]), None);
}

#[test]
fn a_circle_with_a_million_ways_round_ends_in_a_contradiction() {
    let (layers, wide) = (14, 6);
    let mut orders: Vec<Vec<Edge>> = vec![];
    for layer in 0..layers - 1 {
        for (a, b) in (0..wide * wide).map(|n| (n / wide, n % wide)) {
            let node = |layer: usize, n: usize| BORDERS + layer * wide + n;
            orders.push(vec![(node(layer, a), node(layer + 1, b), true)]);
        }
    }
    let last = BORDERS + (layers - 1) * wide;
    orders.push(vec![(last, BORDERS, true)]);
    let set = found(&orders).expect("the last order closes the circle");
    assert_eq!(set.len(), layers, "{set:?}");
    let edges: Vec<Edge> = set.iter().flat_map(|n| orders[*n].clone()).collect();
    assert!(!possible(&edges, BORDERS + layers * wide));
}
