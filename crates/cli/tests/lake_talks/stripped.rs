//! A copy of the folder from which everything said in confidence was physically taken out.

use crate::common::Folder;
use std::collections::BTreeSet;

/// The blocks of a file, each with its heading; what stands before the first is the first entry.
pub fn blocks(file: &str, heading: &str) -> Vec<String> {
    let mark = format!("[[{heading}]]");
    let mut parts = file.split(&mark);
    let first = parts.next().unwrap_or_default().to_owned();
    std::iter::once(first)
        .chain(parts.map(|part| format!("{mark}{part}")))
        .collect()
}

/// The text of a key of a block, without its quotation marks.
pub fn value<'b>(block: &'b str, key: &str) -> Option<&'b str> {
    let start = format!("{key} = ");
    let line = block.lines().find(|line| line.starts_with(&start))?;
    Some(line[start.len()..].trim_matches('"'))
}

/// Takes out the blocks that `goes` is true of, and gives their ids.
pub fn take_out(
    folder: &Folder,
    (file, heading): (&str, &str),
    goes: &dyn Fn(&str) -> bool,
) -> BTreeSet<String> {
    let text = folder.read(file);
    let all = blocks(&text, heading);
    let (gone, kept): (Vec<&String>, Vec<&String>) = all
        .iter()
        .partition(|block| block.starts_with("[[") && goes(block));
    let kept: String = kept.into_iter().map(String::as_str).collect();
    folder.put(file, kept.as_bytes());
    gone.iter()
        .filter_map(|block| value(block, "id"))
        .map(str::to_owned)
        .collect()
}

/// Takes out every source, statement, judgment and meeting of a caucus, and gives the judgments.
pub fn without_confidences(folder: &Folder) -> BTreeSet<String> {
    let is_caucus =
        |block: &str| value(block, "room").is_some_and(|room| room.starts_with("caucus/"));
    let names = |block: &str, key: &str, ids: &BTreeSet<String>| {
        value(block, key).is_some_and(|text| ids.iter().any(|id| text.contains(id.as_str())))
    };
    let sources = take_out(folder, ("sources.toml", "source"), &is_caucus);
    for source in &sources {
        std::fs::remove_file(folder.path.join(format!("record/{source}.md")))
            .expect("a note of a caucus");
    }
    let from_them = |block: &str| value(block, "source").is_some_and(|id| sources.contains(id));
    let statements = take_out(folder, ("statements.toml", "statement"), &from_them);
    let resting = |block: &str| names(block, "from", &statements);
    let judgments = take_out(folder, ("judgments.toml", "judgment"), &resting);
    take_out(folder, ("talks.toml", "meeting"), &is_caucus);
    let left = folder.read("judgments.toml");
    let dangling = |line: &&str| {
        line.starts_with("supersedes")
            && judgments
                .iter()
                .any(|id| line.contains(&format!("\"{id}\"")))
    };
    let lines = left.split_inclusive('\n').filter(|line| !dangling(line));
    folder.put("judgments.toml", lines.collect::<String>().as_bytes());
    judgments
}
