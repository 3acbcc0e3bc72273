//! How large the parts of a folder may be. `[settings]` in `talks.toml` may lower them.

use onetext_model::{Existence, Space};
use onetext_record::MAX_SOURCE_BYTES;
use onetext_text::{MAX_BRACKETS, MAX_DEPTH, MAX_DRAFT_BYTES};

/// How large the parts of a folder may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest draft, in bytes.
    pub draft_bytes: usize,
    /// The most brackets of a draft.
    pub brackets: usize,
    /// The deepest nesting of brackets.
    pub depth: usize,
    /// The largest source, in bytes.
    pub source_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            draft_bytes: MAX_DRAFT_BYTES,
            brackets: MAX_BRACKETS,
            depth: MAX_DEPTH,
            source_bytes: MAX_SOURCE_BYTES,
        }
    }
}

impl Limits {
    /// What is too much about the brackets of a draft, in words; `None` if they are within the limits.
    pub fn exceeded(&self, brackets: &Space) -> Option<String> {
        if brackets.len() > self.brackets {
            let (all, most) = (brackets.len(), self.brackets);
            return Some(format!(
                "has {all} brackets, more than the {most} that `settings` allows"
            ));
        }
        let deepest = deepest(brackets);
        (deepest > self.depth).then(|| {
            let most = self.depth;
            format!("nests brackets {deepest} deep, more than the {most} that `settings` allows")
        })
    }
}

/// How deep brackets stand in one another by their first places; 1 where none is nested.
fn deepest(brackets: &Space) -> usize {
    let mut depths: Vec<usize> = vec![];
    for issue in brackets.issues() {
        let parent = match &issue.existence {
            Existence::AnyOf(places) => places.first().and_then(|(parent, _)| depths.get(*parent)),
            Existence::Always => None,
        };
        depths.push(1 + parent.copied().unwrap_or(0));
    }
    depths.into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::{Files, read};

    fn problems(settings: &str, draft: &str) -> Vec<String> {
        let mut files = Files::new();
        let talks = format!("title = \"T\"\n[settings]\n{settings}\n");
        files.put("talks.toml", talks.into_bytes());
        files.put("drafts/1.md", draft.as_bytes().to_vec());
        let problems = read(&files).1.into_iter();
        problems
            .map(|p| format!("{}: {}", p.place, p.what))
            .collect()
    }

    const DRAFT: &str = "1. A [a: x | y [b: z | w]].\n2. B [c: x | y].\n";

    #[test]
    fn a_folder_may_lower_its_limits() {
        let check = |settings: &str, expect: &[&str]| assert_eq!(problems(settings, DRAFT), expect);
        check("brackets = 3\ndepth = 2\ndraft-bytes = 1000", &[]);
        check(
            "brackets = 2",
            &["drafts/1.md: has 3 brackets, more than the 2 that `settings` allows"],
        );
        check(
            "depth = 1",
            &["drafts/1.md: nests brackets 2 deep, more than the 1 that `settings` allows"],
        );
        check(
            "draft-bytes = 20",
            &["drafts/1.md: is 45 bytes long, more than the 20 that `settings` allows"],
        );
    }

    #[test]
    fn no_folder_may_raise_them() {
        let found = problems("brackets = 20000\ndept = 3", DRAFT);
        assert_eq!(
            found,
            [
                "talks.toml:3:12: `brackets` may be at most 10000",
                "talks.toml:4:1: unknown key `dept`",
            ]
        );
    }
}
