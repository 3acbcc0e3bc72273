//! Talks large enough that a study takes a while: two sides, twelve brackets, over 150,000 packages.

use onetext_talks::{Files, Talks, read};
use std::fmt::Write;

/// Alternatives by bracket.
const SIZES: [usize; 12] = [4, 3, 4, 3, 3, 2, 3, 2, 2, 3, 2, 3];

/// Talks with levels on most alternatives, nothing barred, and some silence on each side.
///
/// # Panics
/// If what is written here cannot be read: the benchmark would measure nothing.
pub fn long_talks() -> Talks {
    let mut files = Files::new();
    let party =
        |id: &str| format!("[[party]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"party\"\n\n");
    let talks = format!("title = \"Long\"\n\n{}{}", party("asteria"), party("borea"));
    files.put("talks.toml", talks.into_bytes());
    files.put("drafts/01.md", draft().into_bytes());
    files.put("judgments.toml", judgments().into_bytes());
    let (talks, problems) = read(&files);
    assert!(problems.iter().all(|p| p.bearable), "{problems:?}");
    talks
}

fn draft() -> String {
    let mut text = String::new();
    for (point, size) in SIZES.iter().enumerate() {
        let keys: Vec<String> = (0..*size)
            .map(|a| format!("wording {a} #k{a}{}", if a == 0 { " *" } else { "" }))
            .collect();
        let _ = writeln!(
            text,
            "{}. **Point {point}.** It is [i{point}: {}].",
            point + 1,
            keys.join(" | ")
        );
    }
    text
}

fn judgments() -> String {
    let levels = ["wants", "can live with", "only in return"];
    let mut text = String::new();
    for (side, party) in ["asteria", "borea"].iter().enumerate() {
        for (point, size) in SIZES
            .iter()
            .enumerate()
            .filter(|(point, _)| point % 5 != side)
        {
            for a in 0..*size {
                let place = if side == 0 { a } else { size - 1 - a };
                let level = levels[place.min(2)];
                let _ = writeln!(
                    text,
                    "[[judgment]]\nid = \"{party}-{point}-{a}\"\nparty = \"{party}\"\non = 2031-05-01\nby = \"desk\"\nbecause = \"made for a measurement\"\nconfidence = \"believed\"\nlevel = \"{level}\"\nat = \"i{point}=k{a}\"\n"
                );
            }
        }
    }
    text
}
