//! Talks of the size of a treaty: three sides, 28 brackets of five wordings, some 150 judgments, some of
//! which link issues.

use onetext_talks::{Files, Talks, read};
use std::fmt::Write;

/// How many points, each with a bracket.
const POINTS: usize = 28;
/// How many wordings each bracket has.
const WORDINGS: usize = 5;
const SIDES: [&str; 3] = ["asteria", "borea", "cavria"];

/// The talks; with `more`, one judgment more of the first side.
///
/// # Panics
/// If what is written here cannot be read: the benchmark would measure nothing.
pub fn treaty_talks(more: bool) -> Talks {
    let mut files = Files::new();
    let party =
        |id: &str| format!("[[party]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"party\"\n\n");
    let parties: String = SIDES.iter().map(|id| party(id)).collect();
    files.put(
        "talks.toml",
        format!("title = \"Treaty\"\n\n{parties}").into_bytes(),
    );
    files.put("drafts/01.md", draft().into_bytes());
    let mut judged = String::new();
    SIDES
        .iter()
        .enumerate()
        .for_each(|(side, party)| judgments(side, party, &mut judged));
    if more {
        let says = "level = \"can live with\"\nat = \"i3=k4\"";
        judgment("asteria-more", "asteria", says, &mut judged);
    }
    files.put("judgments.toml", judged.into_bytes());
    let (talks, problems) = read(&files);
    assert!(problems.iter().all(|p| p.bearable), "{problems:?}");
    talks
}

fn draft() -> String {
    let mut text = String::new();
    for point in 0..POINTS {
        let wording = |a: usize| {
            let working = if a == point % WORDINGS { " *" } else { "" };
            format!("wording {a} #k{a}{working}")
        };
        let wordings: Vec<String> = (0..WORDINGS).map(wording).collect();
        let number = point + 1;
        let _ = writeln!(
            text,
            "{number}. **Point {number}.** It is [i{point}: {}].",
            wordings.join(" | ")
        );
    }
    text
}

fn judgment(id: &str, party: &str, says: &str, text: &mut String) {
    let confidence = ["claimed", "believed", "tested"][id.len() % 3];
    let _ = writeln!(
        text,
        "[[judgment]]\nid = \"{id}\"\nparty = \"{party}\"\non = 2031-05-01\nby = \"desk\"\nbecause = \"made for a measurement\"\nconfidence = \"{confidence}\"\n{says}\n"
    );
}

/// What is on record of one side: levels, a red line on every ninth point, orders, weight orders, and one
/// answer to a package.
fn judgments(side: usize, party: &str, text: &mut String) {
    for point in (0..POINTS).filter(|point| point % 7 != side) {
        for (wording, level) in [
            (point + side, "can live with"),
            (point + side + 2, "wants"),
            (point + 2 * side + 4, "only in return"),
        ] {
            let key = wording % WORDINGS;
            let says = format!("level = \"{level}\"\nat = \"i{point}=k{key}\"");
            let id = format!("{party}-{point}-{}", level.replace(' ', "-"));
            if !(point + side + wording).is_multiple_of(3) {
                judgment(&id, party, &says, text);
            }
        }
        if point % 9 == side {
            let says = format!(
                "level = \"cannot\"\nat = \"i{point}=k{}\"",
                (point + 1) % WORDINGS
            );
            judgment(&format!("{party}-{point}-line"), party, &says, text);
        }
    }
    for n in 0..3 {
        let (a, b) = (n * 5 + side, n * 5 + side + 1);
        let says = format!("prefers = [\"i{a}=k0\", \"i{a}=k3\"]");
        judgment(&format!("{party}-order-{n}"), party, &says, text);
        let says = format!("matters-more = [\"i{a}\", \"i{b}\"]");
        judgment(&format!("{party}-weights-{n}"), party, &says, text);
    }
    let says = "package = \"draft-1\"\nanswer = \"rejects\"";
    judgment(&format!("{party}-answer"), party, says, text);
}
