//! Collecting problems with their places, bounded in number.

use onetext_model::{Place, Problem};

/// Problems of one kind listed before the rest are only counted: nobody reads more of them.
const MOST_OF_A_KIND: usize = 1_000;

/// How many characters of the user's words a problem repeats.
const MOST_WORDS: usize = 60;

/// Where problems of one draft go.
pub struct Report<'a> {
    file: &'a str,
    source: &'a str,
    found: Vec<Found>,
    kinds: [Kind; 3],
}

/// A problem at a byte; its line is found when all are known, in one walk over the source.
struct Found {
    offset: usize,
    kind: usize,
    what: String,
    mend: String,
}

/// Problems of one kind so far.
#[derive(Default, Clone, Copy)]
struct Kind {
    count: usize,
    first_left_out: usize,
}

const PROBLEM: usize = 0;
const LITERAL: usize = 1;
const WARNING: usize = 2;

impl<'a> Report<'a> {
    pub fn new(file: &'a str, source: &'a str) -> Self {
        Self {
            file,
            source,
            found: vec![],
            kinds: [Kind::default(); 3],
        }
    }

    /// Something that no figure survives.
    pub fn problem(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.add(PROBLEM, offset, (what, mend));
    }

    /// Something of the text, such as words kept as text, beside which figures can be computed.
    pub fn literal(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.add(LITERAL, offset, (what, mend));
    }

    /// Something that deserves a look.
    pub fn warning(&mut self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.add(WARNING, offset, (what, mend));
    }

    fn add(
        &mut self,
        kind: usize,
        offset: usize,
        (what, mend): (impl Into<String>, impl Into<String>),
    ) {
        let so_far = &mut self.kinds[kind];
        so_far.count += 1;
        if so_far.count == MOST_OF_A_KIND + 1 {
            so_far.first_left_out = offset;
        }
        if so_far.count <= MOST_OF_A_KIND {
            self.found.push(Found {
                offset,
                kind,
                what: what.into(),
                mend: mend.into(),
            });
        }
    }

    /// All problems in order of place.
    pub fn finish(mut self) -> Vec<Problem> {
        for (kind, so_far) in self.kinds.iter().enumerate() {
            let more = so_far.count.saturating_sub(MOST_OF_A_KIND);
            if more > 0 {
                self.found.push(Found {
                    offset: so_far.first_left_out,
                    kind,
                    what: format!("{more} more problems of this kind are not listed"),
                    mend: "mend those listed first".to_owned(),
                });
            }
        }
        self.found
            .sort_by(|a, b| (a.offset, a.kind, &a.what).cmp(&(b.offset, b.kind, &b.what)));
        let mut cursor = Cursor::default();
        let mut problems = vec![];
        for one in self.found {
            cursor.go_to(self.source, one.offset);
            let place = cursor.place(self.file);
            problems.push(match one.kind {
                PROBLEM => Problem::new(place, one.what, one.mend),
                LITERAL => Problem::bearable(place, one.what, one.mend),
                _ => Problem::warning(place, one.what, one.mend),
            });
        }
        problems
    }
}

/// A walk over a source that counts lines and columns, so that many places on one huge line cost
/// no more than one.
#[derive(Default)]
struct Cursor {
    at: usize,
    lines: u32,
    columns: u32,
}

impl Cursor {
    /// Goes forward to a byte, or to the character that holds it.
    fn go_to(&mut self, source: &str, offset: usize) {
        let mut end = offset.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        for c in source.get(self.at..end).unwrap_or_default().chars() {
            if c == '\n' {
                self.lines += 1;
                self.columns = 0;
            } else {
                self.columns += 1;
            }
        }
        self.at = self.at.max(end);
    }

    fn place(&self, file: &str) -> Place {
        Place {
            file: file.to_owned(),
            line: self.lines + 1,
            column: self.columns + 1,
        }
    }
}

/// The user's words for a problem: one line, and not many of them.
pub(crate) fn short(words: &str) -> String {
    let head: String = words.chars().take(MOST_WORDS).collect();
    let line = head.split_whitespace().collect::<Vec<_>>().join(" ");
    if head.len() < words.len() {
        format!("{line} …")
    } else {
        line
    }
}
