//! Where something is wrong, what, and how to mend it.
//!
//! Reading never stops at the first problem: readers return what they could read beside the
//! list of problems, and the door prints them all.

use std::fmt;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user knows it, relative to the talks folder; empty if there is none.
    pub file: String,
    /// The line, from 1; 0 means the whole file.
    pub line: u32,
    /// The column in characters, from 1; 0 means the whole line.
    pub column: u32,
}

impl Place {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
        }
    }

    /// The place of byte `offset` of `text` in `file`.
    ///
    /// ```
    /// use onetext_model::Place;
    /// let place = Place::of_offset("talks.toml", "a\nbc", 3);
    /// assert_eq!((place.line, place.column), (2, 2));
    /// ```
    pub fn of_offset(file: &str, text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = &text[..end];
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let line = head.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = head[start..].chars().count() + 1;
        Self {
            file: file.to_owned(),
            line: line as u32,
            column: column as u32,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is wrong and `check` fails.
    Problem,
    /// Something deserves a look; nothing fails.
    Warning,
}

/// One thing that is wrong, with its place and its mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Whether `check` fails for it.
    pub severity: Severity,
    /// What is wrong: lower case, the user's words in backticks, no final period.
    pub what: String,
    /// How to mend it; empty if the sentence above says it.
    pub mend: String,
    /// Whether figures may still be computed beside it (an unbalanced bracket, a contradiction).
    pub bearable: bool,
}

impl Problem {
    /// A problem that stops figures from being computed.
    pub fn new(place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        let severity = Severity::Problem;
        Self {
            place,
            severity,
            what: what.into(),
            mend: mend.into(),
            bearable: false,
        }
    }

    /// A problem of the text beside which figures can still be computed.
    pub fn bearable(place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            bearable: true,
            ..Self::new(place, what, mend)
        }
    }

    /// Something that deserves a look and fails nothing.
    pub fn warning(place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        let severity = Severity::Warning;
        Self {
            severity,
            bearable: true,
            ..Self::new(place, what, mend)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.file.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        if self.severity == Severity::Warning {
            write!(f, "warning: ")?;
        }
        write!(f, "{}", self.what)?;
        if !self.mend.is_empty() {
            write!(f, "\n  mend: {}", self.mend)?;
        }
        Ok(())
    }
}

/// The nearest of `known` to `word`, for "did you mean"; `None` if nothing is near.
///
/// ```
/// use onetext_model::problem::nearest;
/// assert_eq!(nearest("harbor", ["harbour", "depth"].into_iter()), Some("harbour"));
/// assert_eq!(nearest("harbor", ["depth"].into_iter()), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 1 + word.chars().count() / 4;
    known
        .map(|name| (edit_distance(word, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// "did you mean `x`?", or `otherwise` where nothing is near.
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(word, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}

/// Levenshtein distance in characters, on the first 64 of each word.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_prints_place_what_and_mend() {
        let place = Place {
            file: "talks.toml".into(),
            line: 3,
            column: 5,
        };
        let problem = Problem::new(place, "unknown key `nme`", "did you mean `name`?");
        assert_eq!(
            problem.to_string(),
            "talks.toml:3:5: unknown key `nme`\n  mend: did you mean `name`?"
        );
    }

    #[test]
    fn distances_match_hand_counts() {
        for (a, b, expect) in [
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("same", "same", 0),
        ] {
            assert_eq!(edit_distance(a, b), expect, "{a} {b}");
        }
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let place = Place::of_offset("f", "é[x", 2);
        assert_eq!((place.line, place.column), (1, 2));
    }
}
