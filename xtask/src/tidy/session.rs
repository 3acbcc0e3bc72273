//! Sessions: what a reader of a document is told to type, line by line, and what is to appear.

use super::fences::{Block, blocks};

/// One block of commands, with the output shown for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Session<'a> {
    /// The commands in order.
    pub commands: Vec<Typed>,
    /// The lines that must appear in the output, in order, with their numbers from 1.
    pub shown: Vec<(usize, &'a str)>,
}

/// One command as typed.
#[derive(Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its line in the document, from 1.
    pub line: usize,
    /// The words after the program's own name.
    pub action: Action,
    /// The code it must end with.
    pub exits: i32,
}

/// Which program a command starts.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// The onetext command, or the copy of a case it is to work on, as a line for the shell.
    Shell(String),
    /// One of the project's own chores, by its name.
    Chore(String),
}

/// The sessions of a document: its `sh` and `console` blocks that hold a command of ours.
pub fn sessions(text: &str) -> Vec<Session<'_>> {
    let blocks = blocks(text);
    let mut sessions = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some((typed, mut shown)) = parts(block) else {
            continue;
        };
        let commands = joined(&typed)
            .iter()
            .filter_map(command)
            .collect::<Vec<_>>();
        let output = blocks
            .get(at + 1)
            .filter(|next| next.follows && next.info == "text");
        shown.extend(
            output
                .into_iter()
                .flat_map(|next| next.lines.iter().copied()),
        );
        shown.retain(|(_, line)| !line.trim().is_empty());
        if !commands.is_empty() {
            sessions.push(Session { commands, shown });
        }
    }
    sessions
}

type Lines<'a> = Vec<(usize, &'a str)>;

/// The typed lines of a block and the lines it shows; a block of another kind has neither.
fn parts<'a>(block: &Block<'a>) -> Option<(Lines<'a>, Lines<'a>)> {
    let is_prompt = |line: &str| line.starts_with("$ ");
    match block.info {
        "sh" => Some((block.lines.clone(), Vec::new())),
        "console" if block.lines.iter().any(|(_, line)| is_prompt(line)) => {
            Some(block.lines.iter().partition(|(_, line)| is_prompt(line)))
        }
        "console" => Some((block.lines.clone(), Vec::new())),
        _ => None,
    }
}

/// The lines with those that end in a backslash joined to the next.
fn joined(lines: &[(usize, &str)]) -> Vec<(usize, String)> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (number, line) in lines {
        let line = line.trim();
        let part = line.strip_suffix('\\');
        match whole.last_mut().filter(|_| goes_on) {
            Some((_, before)) => before.push_str(part.unwrap_or(line)),
            None => whole.push((*number, part.unwrap_or(line).to_owned())),
        }
        goes_on = part.is_some();
    }
    whole
}

/// The command a line holds, if it is one of ours.
fn command((line, text): &(usize, String)) -> Option<Typed> {
    let text = text.strip_prefix("$ ").unwrap_or(text);
    let (text, exits) = match text.rsplit_once("# exits ") {
        Some((before, code)) => (before.trim_end(), code.trim().parse().ok()?),
        None => (text, 0),
    };
    let onetext = ["cargo run --release -- ", "onetext "]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    let chore = text.strip_prefix("cargo xtask");
    let action = match (onetext, chore) {
        (Some(rest), _) => Action::Shell(format!("onetext {rest}")),
        (None, Some(rest)) => Action::Chore(rest.split_whitespace().next()?.to_owned()),
        (None, None) if text.starts_with("cp -r cases/") => Action::Shell(text.to_owned()),
        (None, None) => return None,
    };
    Some(Typed {
        line: *line,
        action,
        exits,
    })
}

/// The first of the `shown` lines that does not appear in `output` after those before it.
pub fn absent<'a>(shown: &[(usize, &'a str)], output: &str) -> Option<(usize, &'a str)> {
    let mut lines = output.lines();
    shown
        .iter()
        .find(|(_, line)| !lines.any(|printed| matches(line.trim(), printed.trim())))
        .copied()
}

/// Whether `printed` is the `pattern`, in which `…` stands for anything.
fn matches(pattern: &str, printed: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('…') else {
        return pattern == printed;
    };
    let Some(mut left) = printed.strip_prefix(start) else {
        return false;
    };
    let (middle, end) = rest.rsplit_once('…').unwrap_or(("", rest));
    for piece in middle.split('…') {
        match left.split_once(piece) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<Typed> {
        command(&(1, text.to_owned()))
    }

    #[test]
    fn our_own_commands_are_told_from_others() {
        let onetext = |text: &str, exits| {
            let action = Action::Shell(text.to_owned());
            Some(Typed {
                line: 1,
                action,
                exits,
            })
        };
        let check = |text: &str, expect| assert_eq!(typed(text), expect, "{text}");
        check(
            "cargo run --release -- study cases/a",
            onetext("onetext study cases/a", 0),
        );
        check("onetext check x  # exits 2", onetext("onetext check x", 2));
        check(
            "$ onetext check x # why",
            onetext("onetext check x # why", 0),
        );
        check("cp -r cases/a b", onetext("cp -r cases/a b", 0));
        check("cp -r docs b", None);
        check("cargo install cargo-nextest --locked", None);
        check("# onetext study", None);
        let chore = Action::Chore("test".to_owned());
        check(
            "cargo xtask test --fast",
            Some(Typed {
                line: 1,
                action: chore,
                exits: 0,
            }),
        );
    }

    #[test]
    fn a_session_is_a_block_with_the_output_after_it() {
        let text = "```sh\nls\nonetext a \\\n  b\nonetext c\n```\n\n```text\n1\n\n2\n```\n";
        let found = sessions(text);
        assert_eq!(found.len(), 1);
        let lines: Vec<usize> = found[0].commands.iter().map(|typed| typed.line).collect();
        assert_eq!(lines, [3, 5]);
        assert_eq!(
            found[0].commands[0].action,
            Action::Shell("onetext a b".to_owned())
        );
        assert_eq!(found[0].shown, [(9, "1"), (11, "2")]);
    }

    #[test]
    fn a_console_block_shows_its_own_output() {
        let found = sessions("```console\n$ onetext a\nonetext says\n```\n");
        assert_eq!(found[0].commands.len(), 1);
        assert_eq!(found[0].shown, [(3, "onetext says")]);
    }

    #[test]
    fn blocks_without_a_command_of_ours_are_no_session() {
        assert!(sessions("```sh\nls\n```\n```rust\nonetext a\n```\n").is_empty());
    }

    #[test]
    fn an_ellipsis_stands_for_anything() {
        let check = |pattern, printed, expect| {
            assert_eq!(matches(pattern, printed), expect, "{pattern} / {printed}");
        };
        check("a b", "a b", true);
        check("a b", "a b c", false);
        check("…", "", true);
        check("a…", "a b c", true);
        check("a…c", "a b c", true);
        check("a…c…e", "a b c d e", true);
        check("a…x…e", "a b c d e", false);
        check("ab…ba", "aba", false);
        check("…c", "a b", false);
    }

    #[test]
    fn shown_lines_appear_in_order() {
        let check = |shown: &[(usize, &'static str)], expect| {
            assert_eq!(absent(shown, "  one\ntwo\nthree 3\n"), expect);
        };
        check(&[(1, "one"), (2, "three …")], None);
        check(&[(1, "two"), (2, "one")], Some((2, "one")));
        check(&[(1, "four")], Some((1, "four")));
    }
}
