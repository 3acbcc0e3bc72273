//! The frontier of several shifted frontiers: the one step every solution is made of.

use super::divide::divide;
use super::pair::Runs;
use super::rows::{Kind, Rows};
use super::sweep::sweep;
use super::watch::{Broken, Watch};
use super::whole::Whole;

/// Rows compared at once; more are taken in turns, so that memory stays bounded.
const MOST_AT_ONCE: usize = 1 << 22;

/// A frontier and what is added to each of its rows.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a, V> {
    /// The frontier.
    pub rows: &'a Rows<V>,
    /// What is added; as wide as a row.
    pub shift: &'a [V],
}

/// For a limit still open: a row below the floor cannot meet it any more, and all rows that reach
/// the cap are sure to meet it and count as the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate<V> {
    /// The least from which it can still be met.
    pub floor: V,
    /// The least from which it is met whatever follows.
    pub cap: V,
}

/// Adds a shift to a row and takes it through the gates; `false` if one of them shuts it out.
pub fn shifted<V: Whole>(row: &[V], shift: &[V], gates: &[Gate<V>], to: &mut Vec<V>) -> bool {
    let begun = to.len();
    to.extend(row.iter().zip(shift).map(|(a, b)| *a + *b));
    let limits = to.len() - gates.len();
    for (number, gate) in to[limits..].iter_mut().zip(gates) {
        if *number < gate.floor {
            to.truncate(begun);
            return false;
        }
        *number = gate.cap.min(*number);
    }
    true
}

/// The rows of all sources that nobody beats, sorted.
///
/// # Errors
/// What the caller of the watch wants.
pub fn union<V: Whole>(
    kind: Kind,
    sources: &[Source<'_, V>],
    gates: &[Gate<V>],
    watch: &mut Watch<'_>,
) -> Result<Rows<V>, Broken> {
    if kind
        == (Kind {
            parties: 2,
            limits: 0,
        })
    {
        return merge(sources, watch);
    }
    let mut found = Rows::none(kind);
    let mut fresh = 0;
    for source in sources {
        for row in source.rows.iter() {
            fresh += usize::from(shifted(row, source.shift, gates, &mut found.flat));
        }
        if fresh > MOST_AT_ONCE {
            unbeaten(&mut found, watch)?;
            fresh = 0;
        }
    }
    unbeaten(&mut found, watch)?;
    Ok(found)
}

/// Two parties: staircases are merged in turns.
fn merge<V: Whole>(sources: &[Source<'_, V>], watch: &mut Watch<'_>) -> Result<Rows<V>, Broken> {
    let kind = Kind {
        parties: 2,
        limits: 0,
    };
    let mut found: Vec<[V; 2]> = vec![];
    let mut runs = Runs::new();
    let mut fresh = 0;
    for (turn, source) in sources.iter().enumerate() {
        let (pairs, _) = source.rows.flat.as_chunks::<2>();
        if pairs.is_empty() {
            continue;
        }
        runs.push(pairs, [source.shift[0], source.shift[1]]);
        fresh += pairs.len();
        if fresh > MOST_AT_ONCE && turn + 1 < sources.len() {
            watch.ask()?;
            found = std::mem::replace(&mut runs, Runs::new()).merged();
            runs.push(&found, [V::default(); 2]);
            fresh = 0;
        }
    }
    drop(found);
    let flat = runs.merged().into_flattened();
    Ok(Rows { kind, flat })
}

/// Sorts rows and drops what another row beats.
///
/// # Errors
/// What the caller of the watch wants.
pub fn unbeaten<V: Whole>(rows: &mut Rows<V>, watch: &mut Watch<'_>) -> Result<(), Broken> {
    if rows.len() <= 1 {
        return Ok(());
    }
    clear_of_the_strongest(rows);
    rows.sort();
    match rows.kind.width() {
        1 => rows.flat.truncate(1),
        2 => rising(rows),
        3 => return sweep(rows, watch),
        _ => return divide(rows, watch),
    }
    Ok(())
}

/// Rows two numbers wide: kept where the second rises above all of the groups before.
fn rising<V: Whole>(rows: &mut Rows<V>) {
    let groups = rows.groups();
    let mut marks = vec![false; rows.len()];
    let (mut before, mut within) = (None, None);
    for at in 0..marks.len() {
        if at > 0 && groups[at] != groups[at - 1] {
            before = before.max(within);
        }
        let number = Some(rows.row(at)[1]);
        marks[at] = number > before;
        within = within.max(number);
    }
    rows.keep(&marks);
}

/// Rows with the greatest sums, each number taken as a share of its span, that are tried against
/// all others before these are sorted.
const STRONGEST: usize = 24;
/// Fewer rows than this are sorted as they are.
const WORTHWHILE: usize = 512;

/// Drops rows that one of the strongest beats outright. Only saves time: sorting would find them.
fn clear_of_the_strongest<V: Whole>(rows: &mut Rows<V>) {
    if rows.len() < WORTHWHILE || rows.kind.width() < 3 {
        return;
    }
    let strongest = strongest(rows);
    let parties = rows.kind.parties;
    let beaten = |row: &[V]| {
        strongest.iter().any(|strong| {
            strong.iter().zip(row).all(|(a, b)| a >= b) && strong[..parties] != row[..parties]
        })
    };
    let sample = rows.iter().step_by(rows.len() / 256 + 1);
    let (met, tried) = sample.fold((0, 0), |(met, tried), row| {
        (met + usize::from(beaten(row)), tried + 1)
    });
    if met * 4 < tried {
        return;
    }
    let marks: Vec<bool> = rows.iter().map(|row| !beaten(row)).collect();
    rows.keep(&marks);
}

fn strongest<V: Whole>(rows: &Rows<V>) -> Vec<Vec<V>> {
    let width = rows.kind.width();
    let column = |c: usize| rows.flat[c..].iter().step_by(width).copied();
    let spans: Vec<(i128, f64)> = (0..width)
        .map(|c| {
            let least = column(c).min().unwrap_or_default().wide();
            let most = column(c).max().unwrap_or_default().wide();
            (least, 1.0 / (most - least).max(1) as f64)
        })
        .collect();
    let strength = |row: &[V]| -> f64 {
        let shares = row
            .iter()
            .zip(&spans)
            .map(|(v, (least, part))| (v.wide() - least) as f64 * part);
        shares.sum()
    };
    let mut by: Vec<(f64, usize)> = rows.iter().map(strength).zip(0..).collect();
    let few = STRONGEST.min(by.len() - 1);
    by.select_nth_unstable_by(few, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    by[..few]
        .iter()
        .map(|(_, at)| rows.row(*at).to_vec())
        .collect()
}
