//! How much of forty invented texts is found, and how much of what is found is right.
//!
//! The figures stand in `docs/reference/extraction.md`, and this test fails if they differ there or fall below what
//! is promised. `fixture/README.md` says how the statements are written down.
#![allow(
    clippy::disallowed_methods,
    reason = "the texts and the page with the figures are files of the project"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use onetext_record::{Kind, Quote, Register, quotes};

/// A statement as written down by hand.
struct Gold {
    direct: bool,
    speaker: String,
    start: usize,
    end: usize,
}

/// Right ones of all.
#[derive(Default, Clone, Copy)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.of.max(1) as f64
    }

    fn shown(self) -> String {
        format!("{} of {}, {:.1} %", self.right, self.of, self.percent())
    }
}

/// What is measured of one kind: found, found with the right speaker, and right among what is proposed.
#[derive(Default)]
struct Measured {
    found: Share,
    speaker: Share,
    precision: Share,
}

fn fixture(half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixture")
        .join(half);
    let entries = std::fs::read_dir(folder).expect("the fixture is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut texts: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    texts.sort();
    texts
}

fn gold(text: &str, lines: &str) -> Vec<Gold> {
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| one(text, line)).collect()
}

fn one(text: &str, line: &str) -> Gold {
    let mut fields = line.split(" | ");
    let mut field = || {
        fields
            .next()
            .unwrap_or_else(|| panic!("a field is missing: {line}"))
            .to_owned()
    };
    let (kind, speaker, words) = (field(), field(), field().replace("\\n", "\n"));
    let (first, last) = words.split_once(" … ").unwrap_or((&words, ""));
    let start = text
        .find(first)
        .unwrap_or_else(|| panic!("not in the text: {line}"));
    assert_eq!(text.matches(first).count(), 1, "begins twice: {line}");
    let behind = start + first.len();
    let end = behind
        + text[behind..]
            .find(last)
            .unwrap_or_else(|| panic!("no such end: {line}"))
        + last.len();
    Gold {
        direct: kind == "direct",
        speaker,
        start,
        end,
    }
}

fn shared(gold: &Gold, quote: &Quote) -> f64 {
    let both = gold
        .end
        .min(quote.end)
        .saturating_sub(gold.start.max(quote.start));
    both as f64
}

/// The share of the written-down words that a proposal covers.
fn covered(gold: &Gold, quote: &Quote) -> f64 {
    shared(gold, quote) / (gold.end - gold.start) as f64
}

/// The share of a proposal that was written down.
fn within(gold: &Gold, quote: &Quote) -> f64 {
    shared(gold, quote) / (quote.end - quote.start) as f64
}

/// What both have in common, as a share of what either has.
fn overlap(gold: &Gold, quote: &Quote) -> f64 {
    let both = shared(gold, quote);
    both / ((gold.end - gold.start) as f64 + (quote.end - quote.start) as f64 - both)
}

/// A speaker of at most six words whose head is the one written down.
fn is_speaker(gold: &Gold, quote: &Quote) -> bool {
    let Some(speaker) = quote.speaker.as_ref() else {
        return gold.speaker == "-";
    };
    let printed = speaker.text.to_lowercase();
    let links = [
        " of ", " for ", " at ", " in ", " to ", " with ", " from ", " on ", " who ", " close ",
        ",",
    ];
    let head = links.iter().fold(printed.as_str(), |head, link| {
        head.split(link).next().unwrap_or(head)
    });
    let head = head.trim().rsplit(' ').next().unwrap_or_default();
    let head = head.trim_end_matches("’s").trim_end_matches("'s");
    let fits = |wanted: &str| wanted.to_lowercase() == head || wanted.to_lowercase() == printed;
    printed.split(' ').count() <= 6 && gold.speaker.split('/').any(fits)
}

/// Direct speech counts as found if four fifths of it are covered; retold words if half of both is common.
fn measure(half: &str) -> (Measured, Measured) {
    let (mut direct, mut retold) = (Measured::default(), Measured::default());
    for path in fixture(half) {
        let text = std::fs::read_to_string(&path).expect("a text");
        let lines = std::fs::read_to_string(path.with_extension("gold")).expect("its statements");
        let gold = gold(&text, &lines);
        let found = quotes(&text, &Register::default());
        for statement in &gold {
            let kind = if statement.direct {
                &mut direct
            } else {
                &mut retold
            };
            let same = found
                .iter()
                .filter(|it| (it.kind == Kind::Direct) == statement.direct);
            let best = same.max_by(|a, b| overlap(statement, a).total_cmp(&overlap(statement, b)));
            let enough = |it: &&Quote| {
                if statement.direct {
                    covered(statement, it) >= 0.8
                } else {
                    overlap(statement, it) >= 0.5
                }
            };
            let best = best.filter(enough);
            kind.found.count(best.is_some());
            kind.speaker
                .count(best.is_some_and(|it| is_speaker(statement, it)));
        }
        for quote in &found {
            let is_direct = quote.kind == Kind::Direct;
            let kind = if is_direct { &mut direct } else { &mut retold };
            let right = |it: &&Gold| {
                if is_direct {
                    within(it, quote) > 0.8
                } else {
                    overlap(it, quote) >= 0.5
                }
            };
            kind.precision.count(
                gold.iter()
                    .filter(|it| it.direct == is_direct)
                    .any(|it| right(&it)),
            );
        }
    }
    (direct, retold)
}

/// The rows of the page for one half.
fn rows(half: &str, (direct, retold): &(Measured, Measured)) -> String {
    let mut rows = String::new();
    for (kind, measured) in [("direct", direct), ("retold", retold)] {
        let (found, speaker) = (measured.found.shown(), measured.speaker.shown());
        let precision = measured.precision.shown();
        writeln!(
            rows,
            "| {half} | {kind} | {found} | {speaker} | {precision} |"
        )
        .expect("a string takes it");
    }
    rows
}

fn check(half: &str) {
    let measured = measure(half);
    let (direct, retold) = &measured;
    println!("{}", rows(half, &measured));
    let floor = |what: &str, share: Share, least: f64| {
        assert!(
            share.percent() >= least,
            "{half}: {what} {} is under {least} %",
            share.shown()
        );
    };
    floor("direct found", direct.found, 98.0);
    floor("direct with speaker", direct.speaker, 90.0);
    floor("direct precision", direct.precision, 97.0);
    floor("retold found", retold.found, 65.0);
    floor("retold precision", retold.precision, 90.0);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/extraction.md");
    let page = std::fs::read_to_string(page).expect("the page with the figures");
    for row in rows(half, &measured).lines() {
        assert!(
            page.contains(row),
            "the page says otherwise; now it is\n{row}"
        );
    }
}

#[test]
fn the_half_that_was_worked_with() {
    check("work");
}

#[test]
fn the_half_that_was_kept_back() {
    check("held");
}
