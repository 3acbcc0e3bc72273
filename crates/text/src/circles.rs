//! Brackets that stand inside one another in a circle, or in too long a chain, by way of names that
//! are repeated.

use crate::MAX_DEPTH;
use crate::issues::Found;
use crate::report::{Report, short};
use onetext_model::IssueId;
use std::collections::BTreeMap;

/// How many names of a circle are listed.
const MOST_NAMED: usize = 12;

/// What stands directly in what: each issue's inner ones, and in how many places each one is inside.
struct Graph {
    inner: Vec<Vec<usize>>,
    outer: Vec<Vec<usize>>,
}

/// Reports circles, and chains longer than brackets may be deep.
pub(crate) fn report(found: &[Found<'_>], report: &mut Report<'_>) {
    let graph = graph(found);
    let (mut stuck, depth) = outside_in(&graph);
    inside_out(&graph, &mut stuck);
    let mut named = found
        .iter()
        .enumerate()
        .filter_map(|(at, one)| Some((at, one.first?)));
    let in_circle: Vec<_> = named.clone().filter(|(at, _)| stuck[*at]).collect();
    if let Some((_, first)) = in_circle.first() {
        let mut names: Vec<String> = in_circle
            .iter()
            .take(MOST_NAMED)
            .map(|(_, bracket)| format!("`{}`", short(bracket.id.as_str())))
            .collect();
        if in_circle.len() > MOST_NAMED {
            names.push("…".to_owned());
        }
        let what = if in_circle.len() == 1 {
            format!("the bracket {} stands inside itself", names.join(""))
        } else {
            let names = names.join(", ");
            format!("the brackets {names} stand inside one another in a circle")
        };
        report.problem(first.span.start, what, "take one of them out of the other");
    }
    if let Some((_, bracket)) = named.find(|(at, _)| depth[*at] > MAX_DEPTH) {
        let what = format!(
            "bracket `{}` stands more than {MAX_DEPTH} deep in brackets that are repeated",
            short(bracket.id.as_str())
        );
        report.problem(bracket.span.start, what, "nest fewer brackets");
    }
}

fn graph(found: &[Found<'_>]) -> Graph {
    let index: BTreeMap<&IssueId, usize> = found
        .iter()
        .enumerate()
        .filter_map(|(at, one)| Some((&one.first?.id, at)))
        .collect();
    let mut inner = vec![vec![]; found.len()];
    let mut outer = vec![vec![]; found.len()];
    for (at, one) in found.iter().enumerate() {
        for (parent, _) in one.places.iter().flatten() {
            if let Some(parent) = index.get(parent) {
                inner[*parent].push(at);
                outer[at].push(*parent);
            }
        }
    }
    Graph { inner, outer }
}

/// Takes off, again and again, what stands in nothing that is left. What remains is in a circle or
/// inside one; the depth of everything else is known.
fn outside_in(graph: &Graph) -> (Vec<bool>, Vec<usize>) {
    let mut waits: Vec<usize> = graph.outer.iter().map(Vec::len).collect();
    let mut depth = vec![1; waits.len()];
    let mut ready: Vec<usize> = (0..waits.len()).filter(|at| waits[*at] == 0).collect();
    while let Some(at) = ready.pop() {
        for inner in &graph.inner[at] {
            depth[*inner] = depth[*inner].max(depth[at] + 1);
            waits[*inner] -= 1;
            if waits[*inner] == 0 {
                ready.push(*inner);
            }
        }
    }
    (waits.into_iter().map(|w| w > 0).collect(), depth)
}

/// Takes off what holds nothing that is left: it stands in a circle's brackets without being one.
fn inside_out(graph: &Graph, stuck: &mut [bool]) {
    let holds = |at: usize, stuck: &[bool]| graph.inner[at].iter().filter(|i| stuck[**i]).count();
    let mut waits: Vec<usize> = (0..stuck.len()).map(|at| holds(at, stuck)).collect();
    let mut ready: Vec<usize> = (0..stuck.len())
        .filter(|at| stuck[*at] && waits[*at] == 0)
        .collect();
    while let Some(at) = ready.pop() {
        stuck[at] = false;
        for outer in graph.outer[at].iter().filter(|o| stuck[**o]) {
            waits[*outer] -= 1;
            if waits[*outer] == 0 {
                ready.push(*outer);
            }
        }
    }
}
