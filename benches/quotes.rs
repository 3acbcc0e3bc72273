//! How fast a source is read for what it quotes and retells, on one core, beside counting its words.
//!
//! `cargo bench -p benches --bench quotes` reads twenty megabytes made of the invented texts of the fixture;
//! `cargo bench -p benches --bench quotes -- 100` reads a hundred, and tells the peak of memory where the system does.

use onetext_record::{Register, each_quote};
use std::time::Instant;

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|it| it.parse().ok());
    let text = source(megabytes.unwrap_or(20) << 20);
    let size = text.len() as f64 / 1e6;
    let begun = Instant::now();
    let words = text.split_whitespace().count();
    let counting = begun.elapsed().as_secs_f64();
    let before = peak();
    let begun = Instant::now();
    let mut found = 0_usize;
    each_quote(&text, &Register::default(), |_| found += 1);
    let reading = begun.elapsed().as_secs_f64();
    println!(
        "{size:.0} MB, {words} words, {found} statements: {:.1} MB/s, counting words {:.0} MB/s, ratio {:.0}",
        size / reading,
        size / counting,
        reading / counting
    );
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("peak of memory {after:.0} MB, {before:.0} MB of it before reading began");
    }
}

/// The texts of the fixture again and again.
fn source(size: usize) -> String {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/record/tests/fixture"
    );
    let halves = ["work", "held"]
        .map(|half| std::fs::read_dir(format!("{folder}/{half}")).expect("the fixture"));
    let files = halves
        .into_iter()
        .flatten()
        .map(|it| it.expect("a file").path());
    let mut files: Vec<_> = files
        .filter(|it| it.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|it| std::fs::read_to_string(it).expect("a text"))
        .collect();
    let mut all = String::with_capacity(size + (1 << 16));
    for text in texts.iter().cycle().take_while({
        let mut length = 0;
        move |text| {
            length += text.len() + 2;
            length <= size
        }
    }) {
        all.push_str(text);
        all.push_str("\n\n");
    }
    all
}

/// The most memory held so far, in megabytes, where `/proc` tells.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1e3)
}
