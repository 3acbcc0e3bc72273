//! In which order the issues of a group are decided: so that little has to be kept in mind.

use super::scores::Refusal;
use crate::count::parents_first;
use onetext_model::{Existence, Space};
use std::collections::BTreeSet;

/// The issues of a group, each after those it is nested in. Next comes the issue after which the
/// fewest ties and nested issues are open.
///
/// # Errors
/// [`Refusal::Circle`] if issues are nested in each other in a circle.
pub fn elimination_order(
    space: &Space,
    group: &[usize],
    mut ties: Vec<Vec<usize>>,
) -> Result<Vec<usize>, Refusal> {
    if group.len() > MOST_COMPARED {
        return parents_order(space, group);
    }
    let parents: Vec<BTreeSet<usize>> = group.iter().map(|issue| parents(space, *issue)).collect();
    for (issue, parents) in group.iter().zip(&parents) {
        ties.extend(parents.iter().map(|parent| vec![*parent, *issue]));
    }
    ties.iter_mut().for_each(|tie| {
        tie.sort_unstable();
        tie.dedup();
    });
    let mut order: Vec<usize> = vec![];
    let mut left: Vec<usize> = (0..group.len()).collect();
    let mut decided: BTreeSet<usize> = BTreeSet::new();
    while !left.is_empty() {
        let ready = |at: &&usize| parents[**at].is_subset(&decided);
        let cost = |at: &&usize| (opened(&ties, &decided, group[**at]), **at);
        let next = *left
            .iter()
            .filter(ready)
            .min_by_key(cost)
            .ok_or(Refusal::Circle)?;
        left.retain(|at| *at != next);
        order.push(group[next]);
        decided.insert(group[next]);
        ties.retain(|tie| !tie.iter().all(|issue| decided.contains(issue)));
    }
    Ok(order)
}

/// Groups larger than this are taken in the order of nesting: looking for a better one would take
/// longer than it saves.
const MOST_COMPARED: usize = 256;

fn parents_order(space: &Space, group: &[usize]) -> Result<Vec<usize>, Refusal> {
    let inside: BTreeSet<usize> = group.iter().copied().collect();
    let order: Vec<usize> = parents_first(space)
        .into_iter()
        .filter(|i| inside.contains(i))
        .collect();
    let mut decided = BTreeSet::new();
    for issue in &order {
        if !parents(space, *issue).is_subset(&decided) {
            return Err(Refusal::Circle);
        }
        decided.insert(*issue);
    }
    Ok(order)
}

fn parents(space: &Space, issue: usize) -> BTreeSet<usize> {
    match &space.issues()[issue].existence {
        Existence::Always => BTreeSet::new(),
        Existence::AnyOf(places) => places.iter().map(|(parent, _)| *parent).collect(),
    }
}

/// Ties that deciding an issue leaves open, less those it closes.
fn opened(ties: &[Vec<usize>], decided: &BTreeSet<usize>, issue: usize) -> isize {
    let mut open = 0;
    for tie in ties.iter().filter(|tie| tie.contains(&issue)) {
        let before = tie.iter().filter(|i| decided.contains(i)).count();
        let closes = before + 1 == tie.len();
        open += match (before > 0, closes) {
            (true, true) => -1,
            (false, false) => 1,
            _ => 0,
        };
    }
    open
}
