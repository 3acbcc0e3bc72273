//! Collecting problems with their places, bounded in number.

use onetext_model::{Place, Problem};

/// Problems of one kind listed before the rest are only counted.
const MOST_OF_A_KIND: usize = 50;

/// Where problems of one draft go.
pub struct Report<'a> {
    file: &'a str,
    source: &'a str,
    lines: Vec<usize>,
    found: Vec<Problem>,
    literal: usize,
}

impl<'a> Report<'a> {
    pub fn new(file: &'a str, source: &'a str) -> Self {
        let ends = source
            .bytes()
            .enumerate()
            .filter(|(_, b)| *b == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            file,
            source,
            lines: std::iter::once(0).chain(ends).collect(),
            found: vec![],
            literal: 0,
        }
    }

    /// The place of a byte.
    pub fn place(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line.saturating_sub(1)];
        let column = self.source[start..offset].chars().take(100_000).count() + 1;
        Place {
            file: self.file.to_owned(),
            line: line as u32,
            column: column as u32,
        }
    }

    /// Something that no figure survives.
    pub fn problem(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        let place = self.place(offset);
        self.found.push(Problem::new(place, what, mend));
    }

    /// Something that is kept as text, beside which figures can be computed.
    pub fn literal(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.literal += 1;
        if self.literal <= MOST_OF_A_KIND {
            let place = self.place(offset);
            self.found.push(Problem::bearable(place, what, mend));
        }
    }

    /// Something that deserves a look.
    pub fn warning(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        let place = self.place(offset);
        self.found.push(Problem::warning(place, what, mend));
    }

    /// All problems in order of place.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.literal > MOST_OF_A_KIND {
            let what = format!(
                "{} more brackets are kept as text",
                self.literal - MOST_OF_A_KIND
            );
            self.found.push(Problem::bearable(
                Place::file(self.file),
                what,
                "mend those above first",
            ));
        }
        self.found.sort();
        self.found
    }
}
