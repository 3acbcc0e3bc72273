//! Numbers of lists as Word prints them: `1.`, `(a)`, `2.1`.

use super::styles::ListPlace;
use super::xml::{Event, Part, Tag};
use onetext_model::Problem;
use std::collections::BTreeMap;

/// How many levels a list has.
const LEVELS: usize = 9;
/// The longest pattern of a number, in characters.
const LONGEST: usize = 100;

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    pattern: String,
}

/// The lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, String>,
    /// Where a list begins a level at another number, by list and level.
    starts: BTreeMap<(String, usize), u32>,
    counts: BTreeMap<String, Vec<Option<u32>>>,
    begun: BTreeMap<String, ()>,
}

/// Where reading of `numbering.xml` stands.
#[derive(Default)]
struct At {
    kind: Option<String>,
    list: Option<String>,
    level: usize,
    overriding: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// As [`Part::each`].
    pub fn of(part: &Part) -> Result<Self, Problem> {
        let mut numbering = Self::default();
        let mut at = At::default();
        part.each(|event| {
            match event {
                Event::Open(tag) => numbering.take(&tag, &mut at),
                Event::Close("abstractNum") => at.kind = None,
                Event::Close("num") => at.list = None,
                Event::Close("lvlOverride") => at.overriding = false,
                _ => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    fn take(&mut self, tag: &Tag, at: &mut At) {
        let level = || {
            tag.get("ilvl")
                .parse()
                .ok()
                .filter(|l| *l < LEVELS)
                .unwrap_or(0)
        };
        match (tag.name.as_str(), &at.kind, &at.list) {
            ("abstractNum", ..) => {
                let id = tag.get("abstractNumId").to_owned();
                self.kinds
                    .insert(id.clone(), vec![Level::default(); LEVELS]);
                at.kind = Some(id);
            }
            ("num", ..) => at.list = Some(tag.get("numId").to_owned()),
            ("abstractNumId", _, Some(list)) => {
                self.lists.insert(list.clone(), tag.get("val").to_owned());
            }
            ("lvlOverride", ..) => {
                at.level = level();
                at.overriding = true;
            }
            ("startOverride", _, Some(list)) => {
                let start = tag.get("val").parse().unwrap_or(1);
                self.starts.insert((list.clone(), at.level), start);
            }
            ("lvl", Some(_), _) => at.level = level(),
            (name, Some(kind), _) if !at.overriding => {
                let Some(level) = self.kinds.get_mut(kind).and_then(|k| k.get_mut(at.level)) else {
                    return;
                };
                match name {
                    "start" => level.start = tag.get("val").parse().unwrap_or(1),
                    "numFmt" => tag.get("val").clone_into(&mut level.format),
                    "lvlText" => level.pattern = tag.get("val").chars().take(LONGEST).collect(),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The number of the next paragraph at this place, with a blank after it; empty if it has none.
    pub fn next(&mut self, place: &ListPlace) -> String {
        let Some(list) = &place.list else {
            return String::new();
        };
        let at = place.level.unwrap_or(0);
        let Some(kind) = self.lists.get(list).cloned() else {
            return String::new();
        };
        let (Some(levels), true) = (self.kinds.get(&kind), at < LEVELS) else {
            return String::new();
        };
        let first = self.begun.insert(list.clone(), ()).is_none();
        let counts = self
            .counts
            .entry(kind)
            .or_insert_with(|| vec![None; LEVELS]);
        if first {
            for (level, count) in counts.iter_mut().enumerate() {
                if self.starts.contains_key(&(list.clone(), level)) {
                    *count = None;
                }
            }
        }
        let start = |level: usize| {
            let own = self.starts.get(&(list.clone(), level)).copied();
            own.unwrap_or_else(|| levels.get(level).map_or(1, |l| l.start))
        };
        counts[at] = Some(counts[at].map_or_else(|| start(at), |n| n.saturating_add(1)));
        counts[at + 1..].fill(None);
        let value = |level: usize| {
            counts
                .get(level)
                .copied()
                .flatten()
                .unwrap_or_else(|| start(level))
        };
        let label = printed(levels, at, value);
        if label.is_empty() {
            label
        } else {
            format!("{label} ")
        }
    }
}

/// A level's pattern with the numbers put in.
fn printed(levels: &[Level], at: usize, value: impl Fn(usize) -> u32) -> String {
    let level = &levels[at];
    if level.format == "bullet" {
        return "•".to_owned();
    }
    let mut out = String::new();
    let mut letters = level.pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        match letters.next().and_then(|d| d.to_digit(10)) {
            Some(which @ 1..=9) => {
                let which = which as usize - 1;
                let format = levels.get(which).map_or("", |l| l.format.as_str());
                out.push_str(&number(value(which), format));
            }
            _ => out.push('%'),
        }
    }
    out
}

/// A number in a format of Word's; formats that are not known are printed as figures.
fn number(n: u32, format: &str) -> String {
    let lower = |text: String, upper: bool| if upper { text } else { text.to_lowercase() };
    match format {
        "none" => String::new(),
        "lowerLetter" | "upperLetter" => lower(letters(n, ('A', 26)), format == "upperLetter"),
        "lowerRoman" | "upperRoman" => lower(roman(n), format == "upperRoman"),
        "decimalZero" => format!("{n:02}"),
        "ordinal" => format!("{n}{}", ordinal(n)),
        _ => n.to_string(),
    }
}

/// 1 is A, 26 is Z, 27 is AA, 28 is BB.
fn letters(n: u32, (first, many): (char, u32)) -> String {
    let Some(n) = n.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from_u32(first as u32 + n % many).unwrap_or(first);
    letter.to_string().repeat((n / many + 1).min(20) as usize)
}

fn roman(mut n: u32) -> String {
    if n > 4_000 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, letters) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while n >= value {
            out.push_str(letters);
            n -= value;
        }
    }
    out
}

fn ordinal(n: u32) -> &'static str {
    match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_formats() {
        let check = |n: u32, format: &str, expect: &str| {
            assert_eq!(number(n, format), expect, "{n} {format}")
        };
        check(3, "decimal", "3");
        check(3, "decimalZero", "03");
        check(27, "lowerLetter", "aa");
        check(2, "upperLetter", "B");
        check(0, "lowerLetter", "");
        check(1994, "upperRoman", "MCMXCIV");
        check(4, "lowerRoman", "iv");
        check(u32::MAX, "lowerRoman", "4294967295");
        check(12, "ordinal", "12th");
        check(22, "ordinal", "22nd");
        check(7, "hebrew1", "7");
    }
}
