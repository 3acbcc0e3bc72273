//! The frontiers a solution is made of, and how each follows from those before.
//!
//! A chart is a list of fronts. Each is the frontier of the fronts its edges come from, shifted by
//! what the edge adds; the last is the answer. Packages and ways are read off the edges afterwards.

use super::prize::Leaf;
use super::rows::{Kind, Rows};
use super::scores::Refusal;
use super::shelves::Shelves;
use super::stairs::Stairs;
use super::thin::thin;
use super::union::{Gate, Source, shifted, unbeaten, union};
use super::watch::{Broken, Watch};
use super::whole::Whole;
use std::borrow::Cow;

/// What an edge decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// An issue takes an alternative, or does not exist.
    Choose(u32, Option<u16>),
    /// A group of issues takes what one point of its own front stands for.
    Join {
        /// The group's front.
        front: u32,
        /// The point's row.
        row: u32,
    },
    /// Nothing is decided: open limits are left behind.
    Leave,
}

/// How a front follows from one before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge<V> {
    /// The front before.
    pub from: u32,
    /// What every row of it gains.
    pub shift: Vec<V>,
    /// What is decided.
    pub step: Step,
    /// How many alternatives add exactly this; the step names the first.
    pub alike: u32,
}

/// The points of a front.
#[derive(Debug, Clone)]
pub enum Points<V> {
    /// Row by row.
    Rows(Rows<V>),
    /// Two parties: a table of heights.
    Stairs(Stairs),
    /// Three parties: by first value.
    Shelves(Shelves),
}

impl<V: Whole> Points<V> {
    /// How many there are.
    fn count(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.len(),
            Self::Stairs(stairs) => stairs.steps(),
            Self::Shelves(shelves) => shelves.points(),
        }
    }

    /// Row by row.
    fn rows(&self) -> Cow<'_, Rows<V>> {
        match self {
            Self::Rows(rows) => Cow::Borrowed(rows),
            Self::Stairs(stairs) => Cow::Owned(Rows {
                kind: Kind {
                    parties: 2,
                    limits: 0,
                },
                flat: stairs.pairs(),
            }),
            Self::Shelves(shelves) => Cow::Owned(shelves.rows()),
        }
    }
}

/// One frontier.
#[derive(Debug, Clone)]
pub struct Front<V> {
    /// Its points.
    pub points: Points<V>,
    /// How it follows.
    pub edges: Vec<Edge<V>>,
    /// What limits shut out and level.
    pub gates: Vec<Gate<V>>,
    /// For each party: how much better than a point of it a package may be; zero if it is exact.
    pub off: Vec<V>,
    /// Packages and ways, row by row, of a front found in one go; else none.
    pub leaves: Vec<Leaf<V>>,
}

impl<V: Whole> Front<V> {
    /// The one package of no issues.
    pub fn start(kind: Kind) -> Self {
        Self {
            points: Points::Rows(Rows::zero(kind)),
            edges: vec![],
            gates: vec![],
            off: vec![V::default(); kind.parties],
            leaves: vec![],
        }
    }

    /// A front found in one go.
    pub fn of_leaves(kind: Kind, leaves: Vec<Leaf<V>>) -> Self {
        let flat = leaves
            .iter()
            .flat_map(|leaf| leaf.values.iter().copied())
            .collect();
        Self {
            points: Points::Rows(Rows { kind, flat }),
            leaves,
            ..Self::start(kind)
        }
    }

    /// How many points it has.
    pub fn size(&self) -> usize {
        self.points.count()
    }

    /// Its points, row by row.
    pub fn rows(&self) -> Cow<'_, Rows<V>> {
        self.points.rows()
    }

    /// Bytes its points and edges take.
    pub fn bytes(&self) -> usize {
        let points = match &self.points {
            Points::Rows(rows) => size_of_val(rows.flat.as_slice()),
            Points::Stairs(stairs) => stairs.bytes(),
            Points::Shelves(shelves) => shelves.bytes(),
        };
        let edge = |edge: &Edge<V>| size_of::<Edge<V>>() + size_of_val(edge.shift.as_slice());
        points + self.edges.iter().map(edge).sum::<usize>()
    }
}

/// All fronts of a solution.
#[derive(Debug, Clone)]
pub struct Chart<V> {
    /// In the order they were made; edges come from earlier ones.
    pub fronts: Vec<Front<V>>,
    /// Bytes they take.
    bytes: usize,
}

/// The most memory fronts may take, in bytes: packages are read off them, so all are kept.
const MOST_BYTES: usize = 4 << 30;
const MEMORY: &str = "the frontiers on the way take more than 4 GiB; allow fewer points";

impl<V: Whole> Chart<V> {
    /// A chart that begins with the one package of no issues.
    pub fn new(kind: Kind) -> Self {
        Self {
            fronts: vec![Front::start(kind)],
            bytes: 0,
        }
    }

    /// Adds a front and returns its place; `None` if nothing is left in it.
    ///
    /// # Errors
    /// [`Refusal::Stopped`] if the caller of the watch stops, [`Refusal::TooLarge`] where fronts
    /// take too much memory.
    pub fn add(
        &mut self,
        kind: Kind,
        edges: Vec<Edge<V>>,
        gates: Vec<Gate<V>>,
        watch: &mut Watch<'_>,
    ) -> Result<Option<u32>, Refusal> {
        let edges = without_beaten(edges, kind);
        let mut off = self.off_before(&edges, kind.parties);
        let (points, more) = self.points(kind, &edges, &gates, watch)?;
        off.iter_mut()
            .zip(more)
            .for_each(|(off, more)| *off = *off + more);
        let front = Front {
            points,
            edges,
            gates,
            off,
            leaves: vec![],
        };
        if front.size() == 0 {
            return Ok(None);
        }
        self.bytes += front.bytes();
        if self.bytes > MOST_BYTES {
            return Err(Refusal::TooLarge(MEMORY));
        }
        self.fronts.push(front);
        Ok(Some(self.fronts.len() as u32 - 1))
    }

    /// Adds the front of these fronts without their limits.
    ///
    /// # Errors
    /// [`Refusal::Stopped`] if the caller of the watch stops.
    pub fn leave(
        &mut self,
        edges: Vec<Edge<V>>,
        parties: usize,
        watch: &mut Watch<'_>,
    ) -> Result<Option<u32>, Refusal> {
        let kind = Kind { parties, limits: 0 };
        let off = self.off_before(&edges, parties);
        let mut rows = Rows::none(kind);
        for edge in &edges {
            let before = self.fronts[edge.from as usize].rows();
            before
                .iter()
                .for_each(|row| rows.flat.extend_from_slice(&row[..parties]));
        }
        match unbeaten(&mut rows, watch) {
            Err(Broken::Refused(refusal)) => return Err(refusal),
            Err(Broken::Hurry) => return self.leave(edges, parties, watch),
            Ok(()) => {}
        }
        let points = Points::Rows(rows);
        self.fronts.push(Front {
            points,
            edges,
            gates: vec![],
            off,
            leaves: vec![],
        });
        Ok(Some(self.fronts.len() as u32 - 1))
    }

    /// The greatest error of any front an edge takes up.
    fn off_before(&self, edges: &[Edge<V>], parties: usize) -> Vec<V> {
        let mut off = vec![V::default(); parties];
        for edge in edges {
            let from = &self.fronts[edge.from as usize].off;
            let joined = match edge.step {
                Step::Join { front, .. } => Some(&self.fronts[front as usize].off),
                _ => None,
            };
            for (party, off) in off.iter_mut().enumerate() {
                let own = joined.map_or(V::default(), |joined| joined[party]);
                *off = (*off).max(from[party] + own);
            }
        }
        off
    }

    /// The points of a front, and by how much they fall short where they had to be thinned.
    fn points(
        &self,
        kind: Kind,
        edges: &[Edge<V>],
        gates: &[Gate<V>],
        watch: &mut Watch<'_>,
    ) -> Result<(Points<V>, Vec<V>), Refusal> {
        let table = match self.table(edges, kind, watch) {
            Err(Broken::Refused(refusal)) => return Err(refusal),
            Err(Broken::Hurry) => None,
            Ok(table) => table,
        };
        let mut rows = match table {
            Some(points) if points.count() <= watch.most_points() => return Ok((points, vec![])),
            Some(points) => points.rows().into_owned(),
            None => return self.rows(kind, edges, gates, watch),
        };
        let off = thin(&mut rows, watch.thinned_to());
        Ok((Points::Rows(rows), off))
    }

    /// Two or three parties and one front before: a table where that is the cheaper way.
    fn table(
        &self,
        edges: &[Edge<V>],
        kind: Kind,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Points<V>>, Broken> {
        let Some(from) = edges.first().map(|edge| edge.from) else {
            return Ok(None);
        };
        if kind.limits > 0 || edges.iter().any(|edge| edge.from != from) {
            return Ok(None);
        }
        let before = &self.fronts[from as usize].points;
        let shifts: Vec<&[V]> = edges.iter().map(|edge| edge.shift.as_slice()).collect();
        match kind.parties {
            2 => Ok(stairs(before, &shifts).map(Points::Stairs)),
            3 => {
                let shelves = match before {
                    Points::Shelves(shelves) => shelves.plus(&shifts, watch)?,
                    other => Shelves::of_rows(&other.rows(), &shifts, watch)?,
                };
                Ok(shelves.map(Points::Shelves))
            }
            _ => Ok(None),
        }
    }

    /// The rows of a front, and by how much they fall short where they had to be thinned.
    fn rows(
        &self,
        kind: Kind,
        edges: &[Edge<V>],
        gates: &[Gate<V>],
        watch: &mut Watch<'_>,
    ) -> Result<(Points<V>, Vec<V>), Refusal> {
        let before = self.before(edges);
        let source = |edge: &'_ Edge<V>| before.binary_search_by_key(&edge.from, |(from, _)| *from);
        let sources: Vec<Source<'_, V>> = edges
            .iter()
            .filter_map(|edge| {
                Some(Source {
                    rows: &before[source(edge).ok()?].1,
                    shift: &edge.shift,
                })
            })
            .collect();
        let mut rows = match union(kind, &sources, gates, watch) {
            Ok(rows) => rows,
            Err(Broken::Refused(refusal)) => return Err(refusal),
            Err(Broken::Hurry) => {
                let (rows, off) = hurried(kind, &sources, gates, watch)?;
                return Ok((Points::Rows(rows), off));
            }
        };
        let off = match rows.len() > watch.most_points() {
            true => thin(&mut rows, watch.thinned_to()),
            false => vec![],
        };
        Ok((Points::Rows(rows), off))
    }

    /// The rows of every front an edge comes from, in order; tables are turned into rows once.
    fn before(&self, edges: &[Edge<V>]) -> Vec<(u32, Cow<'_, Rows<V>>)> {
        let mut from: Vec<u32> = edges.iter().map(|edge| edge.from).collect();
        from.dedup();
        from.into_iter()
            .map(|at| (at, self.fronts[at as usize].rows()))
            .collect()
    }
}

fn stairs<V: Whole>(before: &Points<V>, shifts: &[&[V]]) -> Option<Stairs> {
    let shifts: Vec<[V; 2]> = shifts.iter().map(|shift| [shift[0], shift[1]]).collect();
    match before {
        Points::Stairs(stairs) => stairs.plus(&shifts),
        other => Stairs::of_pairs(other.rows().flat.as_chunks::<2>().0, &shifts),
    }
}

/// A front in a hurry: thinned as it is made, and only then compared.
fn hurried<V: Whole>(
    kind: Kind,
    sources: &[Source<'_, V>],
    gates: &[Gate<V>],
    watch: &mut Watch<'_>,
) -> Result<(Rows<V>, Vec<V>), Refusal> {
    let most = watch.most_points();
    let mut rows = Rows::none(kind);
    let mut off = vec![V::default(); kind.parties];
    let mut thinned = |rows: &mut Rows<V>| {
        let more = thin(rows, most);
        off.iter_mut()
            .zip(more)
            .for_each(|(off, more)| *off = (*off).max(more));
    };
    for source in sources {
        for row in source.rows.iter() {
            shifted(row, source.shift, gates, &mut rows.flat);
        }
        if rows.len() > 64 * most {
            thinned(&mut rows);
        }
    }
    thinned(&mut rows);
    match unbeaten(&mut rows, watch) {
        Err(Broken::Refused(refusal)) => Err(refusal),
        Ok(()) | Err(Broken::Hurry) => Ok((rows, off)),
    }
}

/// Edges that add the same become one; those that another edge from the same front beats go.
fn without_beaten<V: Whole>(mut edges: Vec<Edge<V>>, kind: Kind) -> Vec<Edge<V>> {
    edges.sort_by(|a, b| {
        a.from
            .cmp(&b.from)
            .then_with(|| b.shift.cmp(&a.shift))
            .then(a.step.cmp(&b.step))
    });
    edges.dedup_by(|later, earlier| {
        let same = later.from == earlier.from && later.shift == earlier.shift;
        let choose = matches!(later.step, Step::Choose(..));
        if same && choose {
            earlier.alike += later.alike;
        }
        same && choose
    });
    if edges.len() == 1 || edges.len() > MOST_COMPARED {
        return edges;
    }
    let beats = |a: &Edge<V>, b: &Edge<V>| {
        a.from == b.from
            && a.shift.iter().zip(&b.shift).all(|(a, b)| a >= b)
            && a.shift[..kind.parties] != b.shift[..kind.parties]
    };
    let mut kept: Vec<Edge<V>> = vec![];
    let mut begun = 0;
    for edge in edges {
        if kept.get(begun).is_some_and(|first| first.from != edge.from) {
            begun = kept.len();
        }
        if !kept[begun..].iter().any(|earlier| beats(earlier, &edge)) {
            kept.push(edge);
        }
    }
    kept
}

/// More edges than this are not compared with each other: their rows are, in any case.
const MOST_COMPARED: usize = 20_000;
