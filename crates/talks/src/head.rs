//! The head: the fingerprint of all ground facts. Comments and layout change no figure, so they
//! do not change it; the order in which things are listed does not either.

use crate::fields::{self, Fields};
use crate::state::Talks;

/// The BLAKE3 of the talks' canonical facts, in hexadecimal.
///
/// ```
/// use onetext_talks::{Files, head::head, read};
/// let of = |text: &str| {
///     let mut files = Files::new();
///     files.put("talks.toml", text.as_bytes().to_vec());
///     head(&read(&files).0)
/// };
/// assert_eq!(of("title = \"A\"\n"), of("# a comment\ntitle   = \"A\"\n"));
/// assert_ne!(of("title = \"A\"\n"), of("title = \"B\"\n"));
/// ```
pub fn head(talks: &Talks) -> String {
    let mut lines: Vec<String> = facts(talks).iter().map(Fields::block).collect();
    lines.sort();
    let mut hasher = blake3::Hasher::new();
    add(
        &mut hasher,
        &format!(
            "title {} exercise {}",
            fields::quoted(&talks.title),
            talks.exercise
        ),
    );
    lines.iter().for_each(|line| add(&mut hasher, line));
    for (number, draft) in &talks.drafts {
        add(&mut hasher, &format!("draft {number}"));
        add(&mut hasher, &draft.draft.source());
    }
    hasher.finalize().to_hex().to_string()
}

/// Adds a piece with its length, so that pieces cannot run into each other.
fn add(hasher: &mut blake3::Hasher, piece: &str) {
    hasher.update(&(piece.len() as u64).to_le_bytes());
    hasher.update(piece.as_bytes());
}

/// Everything but the title and the drafts, as it is written.
fn facts(talks: &Talks) -> Vec<Fields> {
    let mut all: Vec<Fields> = vec![];
    all.extend(talks.parties.values().map(fields::party));
    all.extend(talks.people.values().map(fields::person));
    all.extend(talks.bases.values().map(fields::base));
    all.extend(talks.names.iter().map(fields::name));
    all.extend(talks.matters.iter().map(fields::matter));
    all.extend(talks.rules.iter().map(fields::rule));
    all.extend(talks.bars.iter().map(fields::bar));
    all.extend(talks.asides.iter().map(fields::aside));
    all.extend(talks.meetings.iter().map(fields::meeting));
    all.extend(talks.sources.values().map(fields::source));
    all.extend(talks.statements.values().map(fields::statement));
    all.extend(talks.judgments.values().map(fields::judgment));
    all.extend(talks.circulations.iter().map(fields::circulation));
    all.extend(talks.commitments.values().map(fields::commitment));
    all.extend(talks.fates.iter().map(fields::fate));
    all
}
