//! Fenced blocks of a Markdown file.

/// One fenced block.
#[derive(Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// The words after the opening fence.
    pub info: &'a str,
    /// The lines between the fences with their numbers, from 1.
    pub lines: Vec<(usize, &'a str)>,
    /// Whether nothing but blank lines stands between the block before and this one.
    pub follows: bool,
}

/// The fenced blocks of `text`, in order; a block that is not closed ends with the file.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut open: Option<&str> = None;
    let mut follows = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        match (open, fence(trimmed)) {
            (None, Some(mark)) => {
                let (info, lines) = (trimmed[mark.len()..].trim(), Vec::new());
                blocks.push(Block {
                    info,
                    lines,
                    follows,
                });
                open = Some(mark);
            }
            (None, None) => follows &= trimmed.is_empty(),
            (Some(mark), Some(_)) if closes(trimmed, mark) => {
                open = None;
                follows = true;
            }
            (Some(_), _) => {
                if let Some(block) = blocks.last_mut() {
                    block.lines.push((at + 1, line));
                }
            }
        }
    }
    blocks
}

/// The backticks or tildes, at least three, that `line` begins with.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    // A line such as ```` ```a``` ```` is code within a sentence, not a fence.
    (length >= 3 && !rest.contains('`')).then_some(&line[..length])
}

/// Whether `line` is nothing but a fence at least as long as the one that opened.
fn closes(line: &str, mark: &str) -> bool {
    line.starts_with(mark) && line.trim_start_matches(&mark[..1]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_with_their_lines_and_neighbours() {
        let text = "```sh\na\n```\n\n```text\nb\n\nc\n```\nwords\n```\nd\n```\n";
        let found: Vec<_> = blocks(text)
            .into_iter()
            .map(|block| (block.info, block.lines, block.follows))
            .collect();
        let expect = vec![
            ("sh", vec![(2, "a")], false),
            ("text", vec![(6, "b"), (7, ""), (8, "c")], true),
            ("", vec![(12, "d")], false),
        ];
        assert_eq!(found, expect);
    }

    #[test]
    fn a_longer_fence_holds_a_shorter_one() {
        let found = blocks("````md\n```sh\na\n```\n````\n~~~\nb\n~~~\n");
        let infos: Vec<_> = found.iter().map(|block| block.info).collect();
        assert_eq!(infos, ["md", ""]);
        assert_eq!(found[0].lines.len(), 3);
    }

    #[test]
    fn code_within_a_sentence_is_no_fence() {
        assert!(blocks("```a``` and more\n").is_empty());
    }
}
