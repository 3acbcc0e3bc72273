//! A finding: where, what, and how to mend it.

use std::fmt;

/// One breach of a rule, printed as `path:line: what (mend)`.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the workspace root, with `/` between folders.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl Finding {
    /// A finding at `line` (from 1) of `path`.
    pub fn new(path: &str, line: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Finding {
            path: path.to_owned(),
            line,
            what: what.into(),
            mend: mend.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}:{}: {} ({})",
            self.path, self.line, self.what, self.mend
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_one_line_with_place_first() {
        let finding = Finding::new("a/b.rs", 3, "no header", "begin with `//!`");
        assert_eq!(
            finding.to_string(),
            "a/b.rs:3: no header (begin with `//!`)"
        );
    }
}
