//! Which square brackets belong together, inside one point: a bracket never crosses its end.

use crate::link;
use crate::report::Report;
use crate::{MAX_BRACKETS, MAX_DEPTH};
use onetext_model::id::is_name;
use std::collections::BTreeSet;
use std::ops::Range;

/// A pair of square brackets that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The byte of `[`.
    pub open: usize,
    /// The byte of `]`.
    pub close: usize,
    /// One past the `)` of the address, where the pair is a link or an image.
    pub link: Option<usize>,
    /// Bytes of `|` directly inside.
    pub bars: Vec<usize>,
    /// Pairs directly inside; none in a link, an image or a note, whose inside is never read.
    pub inner: Vec<Pair>,
}

/// All brackets of one region, matched but not yet put into one another.
#[derive(Debug, Default)]
pub struct Matched {
    /// Where `[` and `]` stand, and where the address of a link ends; in the order of `[`.
    found: Vec<(usize, usize, Option<usize>)>,
    /// Each `|` beside the `[` it stands in, in order.
    bars: Vec<(usize, usize)>,
    /// Every `[` without `]`.
    unclosed: Vec<usize>,
    /// Every `]` without `[`.
    stray: Vec<usize>,
}

/// Matches the brackets of a region. Escaped and opaque ones do not count, nor does what stands in
/// the address of a link; a declared name is never a link.
pub fn matched(
    source: &str,
    region: Range<usize>,
    opaque: &[Range<usize>],
    names: &BTreeSet<&str>,
) -> Matched {
    let bytes = source.as_bytes();
    let mut skip = opaque.partition_point(|range| range.end <= region.start);
    // A `[` that is not closed yet, and whether a `|` stands in it.
    let mut stack: Vec<(usize, bool)> = vec![];
    let mut all = Matched::default();
    let mut at = region.start;
    while at < region.end {
        while skip < opaque.len() && opaque[skip].end <= at {
            skip += 1;
        }
        if skip < opaque.len() && opaque[skip].contains(&at) {
            at = opaque[skip].end;
            continue;
        }
        match (bytes[at], stack.last_mut()) {
            (b'\\', _) => at += 1,
            (b'[', _) => stack.push((at, false)),
            (b'|', Some((open, barred))) => {
                *barred = true;
                all.bars.push((*open, at));
            }
            (b']', None) => all.stray.push(at),
            (b']', Some((open, barred))) => {
                let pair = (*open, at);
                let may_be_link = !*barred && link::is_candidate(source, pair, names);
                let end = may_be_link
                    .then(|| link::end(&source[..region.end], at + 1, &opaque[skip..]))
                    .flatten();
                all.found.push((pair.0, pair.1, end));
                stack.pop();
                at = end.map_or(at, |end| end - 1);
            }
            _ => {}
        }
        at += 1;
    }
    all.unclosed = stack.into_iter().map(|(open, _)| open).collect();
    all.found.sort_unstable();
    all.bars.sort_unstable();
    all
}

impl Matched {
    /// Every name that a pair with a `|` or of figures begins with.
    pub fn names<'a>(&self, source: &'a str, names: &mut BTreeSet<&'a str>) {
        for (open, close, _) in &self.found {
            if let Some((id, body)) = named(source, (*open, *close))
                && (self.has_bar(*open) || crate::numeric::is_numeric(&source[body..*close]))
            {
                names.insert(id);
            }
        }
    }

    /// Whether a link is written with one of these names.
    pub fn links_any(&self, source: &str, names: &BTreeSet<&str>) -> bool {
        let mut links = self.found.iter().filter(|(_, _, end)| end.is_some());
        links.any(|(open, close, _)| names.contains(&source[open + 1..*close]))
    }

    fn has_bar(&self, open: usize) -> bool {
        let at = self.bars.partition_point(|(of, _)| *of < open);
        self.bars.get(at).is_some_and(|(of, _)| *of == open)
    }

    /// Puts the pairs into one another. Unbalanced brackets and those beyond the limits are kept
    /// as text and reported.
    pub fn pairs(self, source: &str, budget: &mut usize, report: &mut Report<'_>) -> Vec<Pair> {
        for open in &self.unclosed {
            report.literal(
                *open,
                "`[` is never closed in its point, so it is kept as text",
                "close it with `]`, or write `\\[` for a plain bracket",
            );
        }
        for close in &self.stray {
            report.literal(
                *close,
                "`]` closes nothing, so it is kept as text",
                "take it out, or write `\\]` for a plain bracket",
            );
        }
        let mut nest = Nest::default();
        let mut hidden = 0;
        for (open, close, link) in &self.found {
            if *open < hidden {
                continue;
            }
            nest.leave(*open);
            if let Some(end) = link {
                hidden = *end;
                nest.enter(self.pair(*open, *close, *link));
                continue;
            }
            let too_much = if nest.open.len() >= MAX_DEPTH {
                Some(format!("brackets are nested more than {MAX_DEPTH} deep"))
            } else if *budget == 0 {
                Some(format!("there are more than {MAX_BRACKETS} brackets"))
            } else {
                None
            };
            if let Some(why) = too_much {
                let what = format!("{why}, so this one is kept as text");
                report.literal(*open, what, "nest fewer brackets, or split the draft");
                hidden = *close;
                continue;
            }
            *budget -= 1;
            if named(source, (*open, *close)).is_some_and(|(id, _)| id == "note") {
                hidden = *close;
            }
            nest.enter(self.pair(*open, *close, None));
        }
        nest.leave(usize::MAX);
        nest.done
    }

    fn pair(&self, open: usize, close: usize, link: Option<usize>) -> Pair {
        let from = self.bars.partition_point(|(of, _)| *of < open);
        let until = self.bars.partition_point(|(of, _)| *of <= open);
        Pair {
            open,
            close,
            link,
            bars: self.bars[from..until].iter().map(|(_, at)| *at).collect(),
            inner: vec![],
        }
    }
}

/// Pairs being put into one another.
#[derive(Default)]
struct Nest {
    open: Vec<Pair>,
    done: Vec<Pair>,
}

impl Nest {
    fn enter(&mut self, pair: Pair) {
        self.open.push(pair);
    }

    /// Closes every pair that ends before this byte.
    fn leave(&mut self, at: usize) {
        while self.open.last().is_some_and(|pair| pair.close < at) {
            if let Some(pair) = self.open.pop() {
                let outer = self.open.last_mut().map(|outer| &mut outer.inner);
                outer.unwrap_or(&mut self.done).push(pair);
            }
        }
    }
}

/// `[id:` at the beginning of a pair: the name and where the body begins.
pub(crate) fn named(source: &str, (open, close): (usize, usize)) -> Option<(&str, usize)> {
    let inside = &source[open + 1..close];
    // Only as far as a name can reach: pairs in pairs would else be read again for each of them.
    let colon = inside.find(|c: char| !c.is_alphanumeric() && c != '-')?;
    (inside[colon..].starts_with(':') && is_name(&inside[..colon]))
        .then(|| (&inside[..colon], open + 1 + colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let mut report = Report::new("f", text);
        let all = matched(text, 0..text.len(), &[], &BTreeSet::new());
        let pairs = all.pairs(text, &mut MAX_BRACKETS.clone(), &mut report);
        fn show(pairs: &[Pair]) -> String {
            pairs
                .iter()
                .map(|p| format!("({}-{}{})", p.open, p.close, show(&p.inner)))
                .collect()
        }
        let problems = report.finish().len();
        assert_eq!(format!("{} {problems}", show(&pairs)), expect, "{text}");
    }

    #[test]
    fn pairs_nest_and_strays_are_reported() {
        check("a [b [c] | d] e", "(2-12(5-7)) 0");
        check("[a \\[ b]", "(0-7) 0");
        check("[a [b]", "(3-5) 1");
        check("a] [b]", "(3-5) 1");
        check("[a [b] [c]] [d]", "(0-10(3-5)(7-9))(12-14) 0");
    }
}
