//! Which square brackets belong together, inside one point: a bracket never crosses its end.

use crate::report::Report;
use crate::{MAX_BRACKETS, MAX_DEPTH};
use std::ops::Range;

/// A pair of square brackets that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The byte of `[`.
    pub open: usize,
    /// The byte of `]`.
    pub close: usize,
    /// Bytes of `|` directly inside.
    pub bars: Vec<usize>,
    /// Pairs directly inside.
    pub inner: Vec<Pair>,
}

/// Scans a region for pairs. Escaped and opaque brackets do not count; unbalanced ones and those
/// beyond the limits are kept as text and reported.
pub fn scan(
    source: &str,
    region: Range<usize>,
    opaque: &[Range<usize>],
    (budget, report): (&mut usize, &mut Report<'_>),
) -> Vec<Pair> {
    let bytes = source.as_bytes();
    let mut skip = opaque.partition_point(|range| range.end <= region.start);
    let mut stack: Vec<Pair> = vec![];
    let mut done: Vec<Pair> = vec![];
    let mut at = region.start;
    while at < region.end {
        while skip < opaque.len() && opaque[skip].end <= at {
            skip += 1;
        }
        if skip < opaque.len() && opaque[skip].contains(&at) {
            at = opaque[skip].end;
            continue;
        }
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => stack.push(Pair {
                open: at,
                close: 0,
                bars: vec![],
                inner: vec![],
            }),
            b'|' => {
                if let Some(top) = stack.last_mut() {
                    top.bars.push(at);
                }
            }
            b']' => close(at, &mut stack, &mut done, report),
            _ => {}
        }
        at += 1;
    }
    let lost: Vec<Pair> = stack
        .into_iter()
        .flat_map(|pair| {
            report.literal(
                pair.open,
                "`[` is never closed in its point, so it is kept as text",
                "close it with `]`, or write `\\[` for a plain bracket",
            );
            pair.inner
        })
        .collect();
    done.extend(lost);
    done.sort_by_key(|pair| pair.open);
    limit(done, 1, budget, report)
}

fn close(at: usize, stack: &mut Vec<Pair>, done: &mut Vec<Pair>, report: &mut Report<'_>) {
    match stack.pop() {
        None => report.literal(
            at,
            "`]` closes nothing, so it is kept as text",
            "take it out, or write `\\]` for a plain bracket",
        ),
        Some(mut pair) => {
            pair.close = at;
            stack
                .last_mut()
                .map_or(done, |outer| &mut outer.inner)
                .push(pair);
        }
    }
}

/// Drops pairs nested too deeply and those beyond the budget.
fn limit(pairs: Vec<Pair>, depth: usize, budget: &mut usize, report: &mut Report<'_>) -> Vec<Pair> {
    let mut kept = vec![];
    for mut pair in pairs {
        if depth > MAX_DEPTH {
            report.literal(
                pair.open,
                format!(
                    "brackets are nested more than {MAX_DEPTH} deep, so this one is kept as text"
                ),
                "nest fewer brackets",
            );
            drop_deep(pair);
            continue;
        }
        if *budget == 0 {
            report.literal(
                pair.open,
                format!("there are more than {MAX_BRACKETS} brackets, so this one is kept as text"),
                "split the draft",
            );
            drop_deep(pair);
            continue;
        }
        *budget -= 1;
        pair.inner = limit(std::mem::take(&mut pair.inner), depth + 1, budget, report);
        kept.push(pair);
    }
    kept
}

/// Takes a deep pair apart without recursion.
fn drop_deep(pair: Pair) {
    let mut rest = vec![pair];
    while let Some(mut pair) = rest.pop() {
        rest.append(&mut pair.inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MAX_BRACKETS;

    fn check(text: &str, expect: &str) {
        let mut report = Report::new("f", text);
        let pairs = scan(
            text,
            0..text.len(),
            &[],
            (&mut MAX_BRACKETS.clone(), &mut report),
        );
        fn show(pairs: &[Pair]) -> String {
            pairs
                .iter()
                .map(|p| format!("({}-{}{})", p.open, p.close, show(&p.inner)))
                .collect()
        }
        assert_eq!(
            format!("{} {}", show(&pairs), report.finish().len()),
            expect,
            "{text}"
        );
    }

    #[test]
    fn pairs_nest_and_strays_are_reported() {
        check("a [b [c] | d] e", "(2-12(5-7)) 0");
        check("[a \\[ b]", "(0-7) 0");
        check("[a [b]", "(3-5) 1");
        check("a] [b]", "(3-5) 1");
    }
}
