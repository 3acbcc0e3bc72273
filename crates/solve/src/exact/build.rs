//! From a problem to its chart: issues that stand alone one by one, tied ones as a group.

use super::chart::{Chart, Edge, Front, Step};
use super::clique;
use super::prize::Boxes;
use super::rows::Kind;
use super::scores::{Problem, Refusal};
use super::tangle::Tangle;
use super::watch::Watch;
use super::whole::{Table, Whole};
use crate::constraint::{Constraint, IndexedAtom, Origin, Shape};
use crate::count::components;
use onetext_model::Existence;

/// A chart with the front that is the answer.
#[derive(Debug, Clone)]
pub struct Solved<V> {
    /// All fronts.
    pub chart: Chart<V>,
    /// The answer; `None` if no package is left.
    pub last: Option<u32>,
    /// The scores it was made from.
    pub table: Table<V>,
}

/// Something to be added whole: one edge for each way to decide it.
type Part<V> = Vec<Edge<V>>;

/// Solves a problem whose sums are known to fit.
///
/// # Errors
/// A [`Refusal`] if the issues hang together too closely, or what the watch wants.
pub fn solve<V: Whole>(
    problem: &Problem<'_>,
    table: Table<V>,
    watch: &mut Watch<'_>,
) -> Result<Solved<V>, Refusal> {
    let kind = Kind {
        parties: table.parties(),
        limits: 0,
    };
    let mut chart = Chart::new(kind);
    let Some(parts) = parts(problem, &table, &mut chart, watch)? else {
        return Ok(Solved {
            chart,
            last: None,
            table,
        });
    };
    let mut last = 0;
    for part in parts {
        let edges = part
            .into_iter()
            .map(|edge| Edge { from: last, ..edge })
            .collect();
        match chart.add(kind, edges, vec![], watch)? {
            Some(front) => last = front,
            None => {
                return Ok(Solved {
                    chart,
                    last: None,
                    table,
                });
            }
        }
        watch.step(chart.fronts[last as usize].size())?;
    }
    Ok(Solved {
        chart,
        last: Some(last),
        table,
    })
}

/// What is to be added, in a good order: much to choose from first, while little is there to be
/// combined with it; among equals small spans first. `None` if no package is left.
fn parts<V: Whole>(
    problem: &Problem<'_>,
    table: &Table<V>,
    chart: &mut Chart<V>,
    watch: &mut Watch<'_>,
) -> Result<Option<Vec<Part<V>>>, Refusal> {
    if problem.constraints.iter().any(Constraint::excludes_all) {
        return Ok(None);
    }
    let ties: Vec<Constraint> = problem
        .constraints
        .iter()
        .cloned()
        .chain(cube_ties(table))
        .collect();
    let groups = components(problem.space, &ties);
    watch.progress.of = problem.space.len() + groups.len();
    let mut parts: Vec<Part<V>> = vec![];
    for group in groups {
        let part = match alone(problem, &ties, &group) {
            Some(issue) => plain(problem, table, issue),
            None => {
                let front = tied(problem, (table, &group), chart, watch)?;
                front.map_or(vec![], |front| joined(chart, front))
            }
        };
        if part.is_empty() {
            return Ok(None);
        }
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), span(part)));
    parts.extend(everywhere(table));
    Ok(Some(parts))
}

/// The front of a group of tied issues: by cliques where only cubes tie them, else one by one.
fn tied<V: Whole>(
    problem: &Problem<'_>,
    (table, group): (&Table<V>, &[usize]),
    chart: &mut Chart<V>,
    watch: &mut Watch<'_>,
) -> Result<Option<u32>, Refusal> {
    let nested = |issue: &usize| problem.space.issues()[*issue].existence != Existence::Always;
    let bars = |issue: usize| {
        let speak = problem
            .constraints
            .iter()
            .filter(move |c| c.issues().contains(&issue));
        speak.map(|c| matches!(c.shape, Shape::Never(..)))
    };
    let only_cubes = !group.iter().any(nested) && group.iter().all(|i| bars(*i).all(|bar| bar));
    if only_cubes
        && let Some(boxes) =
            Boxes::new(problem.space, table, group, |i, a| is_barred(problem, i, a))
    {
        let kind = Kind {
            parties: table.parties(),
            limits: 0,
        };
        chart
            .fronts
            .push(Front::of_leaves(kind, clique::frontier(&boxes, watch)?));
        watch.step(chart.fronts.last().map_or(0, Front::size))?;
        return Ok(Some(chart.fronts.len() as u32 - 1));
    }
    Tangle::new(problem.space, table, group, problem.constraints)?.solve(chart, watch)
}

fn is_barred(problem: &Problem<'_>, issue: usize, a: u16) -> bool {
    problem
        .constraints
        .iter()
        .any(|c| c.shape == Shape::Never(issue, a))
}

fn span<V: Whole>(part: &[Edge<V>]) -> i128 {
    let firsts = || part.iter().map(|edge| edge.shift[0].wide());
    firsts().max().unwrap_or(0) - firsts().min().unwrap_or(0)
}

/// Stand-ins for cubes, which tie the issues of their sides.
fn cube_ties<V: Whole>(table: &Table<V>) -> Vec<Constraint> {
    let atom = |(issue, _): &(usize, Vec<bool>)| IndexedAtom {
        issue: Some(*issue),
        alternatives: vec![],
    };
    let tie = |sides: &Vec<(usize, Vec<bool>)>| Constraint {
        shape: Shape::Requires(sides.iter().map(atom).collect(), vec![]),
        origin: Origin::Unwritten,
    };
    table.cubes.iter().map(|cube| tie(&cube.sides)).collect()
}

/// The issue of a group of one that nothing but bars speaks about.
fn alone(problem: &Problem<'_>, ties: &[Constraint], group: &[usize]) -> Option<usize> {
    let [issue] = group else {
        return None;
    };
    let always = problem.space.issues()[*issue].existence == Existence::Always;
    let bar =
        |tie: &Constraint| matches!(tie.shape, Shape::Never(..)) || !tie.issues().contains(issue);
    (always && ties.iter().all(bar)).then_some(*issue)
}

fn plain<V: Whole>(problem: &Problem<'_>, table: &Table<V>, issue: usize) -> Part<V> {
    let alternatives = 0..problem.space.issues()[issue].alternatives.len() as u16;
    let edge = |a: u16| Edge {
        from: 0,
        shift: table.row(issue, usize::from(a)).to_vec(),
        step: Step::Choose(issue as u32, Some(a)),
        alike: 1,
    };
    let bars = problem
        .constraints
        .iter()
        .any(|c| c.issues().first() == Some(&issue));
    alternatives
        .filter(|a| !bars || !is_barred(problem, issue, *a))
        .map(edge)
        .collect()
}

/// A group's front as a part: an edge for each of its points.
fn joined<V: Whole>(chart: &Chart<V>, front: u32) -> Part<V> {
    let rows = chart.fronts[front as usize].rows();
    let edge = |(row, values): (usize, &[V])| Edge {
        from: 0,
        shift: values.to_vec(),
        step: Step::Join {
            front,
            row: row as u32,
        },
        alike: 1,
    };
    rows.iter().enumerate().map(edge).collect()
}

/// The bonuses of cubes without sides, which every package lies in.
fn everywhere<V: Whole>(table: &Table<V>) -> Option<Part<V>> {
    let mut shift = vec![V::default(); table.parties()];
    for cube in table.cubes.iter().filter(|cube| cube.sides.is_empty()) {
        shift
            .iter_mut()
            .zip(&cube.bonus)
            .for_each(|(s, b)| *s = *s + *b);
    }
    let any = shift.iter().any(|s| *s != V::default());
    any.then(|| {
        vec![Edge {
            from: 0,
            shift,
            step: Step::Leave,
            alike: 1,
        }]
    })
}
