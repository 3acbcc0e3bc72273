//! `sources.toml` and `statements.toml`: what was received, and who said what in it.

use super::talks_file::{known_party, room};
use super::{take, without_bom};
use crate::fact::{Fact, Room, Source, Standing, Statement};
use crate::files::{Files, hash};
use crate::space;
use crate::spanned::{Block, File};
use crate::state::Talks;
use onetext_model::{IssueId, PersonId, SourceId, StatementId, problem};

pub(super) fn read_sources(file: File<'_>, files: &Files, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    for block in top.blocks("source") {
        if let Some(source) = source(&block, files, talks) {
            take(talks, Fact::SourceReceived(source));
        }
    }
    top.finish();
}

fn source(block: &Block<'_>, files: &Files, talks: &Talks) -> Option<Source> {
    let id = block
        .required("id")
        .and_then(|text| named(block, "id", SourceId::new(&text)));
    let path = block.required("file");
    let expected = block.required("hash");
    let on = block.date("on");
    let room = if block.has("room") {
        room(block, talks)
    } else {
        None
    };
    for (missing, key) in [(!block.has("on"), "on"), (!block.has("room"), "room")] {
        if missing {
            block.problem(
                format!("`{key}` is missing"),
                format!("add a line `{key} = …`"),
            );
        }
    }
    let source = Source {
        outlet: block.text("outlet"),
        channel: block.text("channel"),
        language: block.text("language"),
        title: block.text("title"),
        reading: block.text("reading"),
        reading_hash: block.text("reading-hash"),
        proposed: block.texts("proposed"),
        id: id?,
        file: path?,
        hash: expected?,
        on: on?,
        room: room.unwrap_or(Room::Team),
    };
    block.finish();
    check_file(block, files, &source, talks.limits.source_bytes);
    check_reading(block, files, &source);
    check_proposed(block, &source);
    if talks.sources.contains_key(&source.id) {
        block.problem_at(
            "id",
            format!("source `{}` is there twice", source.id),
            "take one out",
        );
    }
    Some(source)
}

/// A received file is immutable: its bytes must still have the hash written down at its receipt.
fn check_file(block: &Block<'_>, files: &Files, source: &Source, most: usize) {
    match files.get(&source.file) {
        None => block.problem_at(
            "file",
            format!("`{}` is not in the folder", source.file),
            "put the received file back, or take the source out",
        ),
        Some(bytes) if hash(bytes) != source.hash => {
            block.problem_at(
                "hash",
                format!("`{}` is not the file that was received", source.file),
                "put the received file back; a corrected version is a source of its own",
            );
        }
        Some(bytes) if bytes.len() > most => block.problem_at(
            "file",
            format!(
                "`{}` is {} bytes long, more than the {most} that `settings` allows",
                source.file,
                bytes.len()
            ),
            "split the source, or raise the limit in `talks.toml`",
        ),
        Some(_) => {}
    }
}

/// Positions of statements are offsets into the reading text: it may change as little as the file.
fn check_reading(block: &Block<'_>, files: &Files, source: &Source) {
    let Some(path) = &source.reading else {
        if source.reading_hash.is_some() {
            let what = "`reading-hash` without `reading`";
            block.problem_at(
                "reading-hash",
                what,
                "name the reading text, or take the hash out",
            );
        }
        return;
    };
    let Some(bytes) = files.get(path) else {
        let mend = "put the reading text back; `onetext quotes` shows where it would come from";
        return block.problem_at("reading", format!("`{path}` is not in the folder"), mend);
    };
    match &source.reading_hash {
        Some(expected) if hash(bytes) != *expected => {
            let what = format!("`{path}` is not the reading text that was stored");
            block.problem_at(
                "reading-hash",
                what,
                "put the stored one back: statements point into it",
            );
        }
        Some(_) => {}
        None => {
            let mend = format!("add a line `reading-hash = \"{}\"`", hash(bytes));
            block.warning_at(
                "reading",
                format!("nothing says whether `{path}` was changed"),
                mend,
            );
        }
    }
    if let Err(error) = onetext_record::reading_text(bytes) {
        block.problem_at(
            "reading",
            format!("`{path}` cannot be read: {error}"),
            "put the stored one back",
        );
    }
}

/// The keys a document may propose.
const PROPOSABLE: [&str; 5] = ["on", "outlet", "channel", "language", "title"];

fn check_proposed(block: &Block<'_>, source: &Source) {
    for key in &source.proposed {
        if !PROPOSABLE.contains(&key.as_str()) {
            let mend = problem::suggestion(key, PROPOSABLE.into_iter(), "name a key of the source");
            block.problem_at("proposed", format!("unknown key `{key}`"), mend);
        }
    }
    if !source.proposed.is_empty() {
        let keys: Vec<String> = source
            .proposed
            .iter()
            .map(|key| format!("`{key}`"))
            .collect();
        let what = format!(
            "{} of `{}` stand as the document says, unseen",
            keys.join(", "),
            source.id
        );
        block.warning_at("proposed", what, "look at them, then take `proposed` out");
    }
}

/// The reading text of a source, if it can be read.
pub fn reading_text<'f>(files: &'f Files, source: &Source) -> Option<&'f str> {
    let path = source.reading.as_deref().unwrap_or(&source.file);
    onetext_record::reading_text(files.get(path)?).ok()
}

fn named<T>(block: &Block<'_>, key: &str, read: Result<T, onetext_model::BadId>) -> Option<T> {
    if let Err(error) = &read {
        block.problem_at(key, error.to_string(), "rename it");
    }
    read.ok()
}

pub(super) fn read_statements(file: File<'_>, files: &Files, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    for block in top.blocks("statement") {
        if let Some(statement) = statement(&block, files, talks) {
            take(talks, Fact::StatementProposed(statement));
        }
    }
    top.finish();
}

fn statement(block: &Block<'_>, files: &Files, talks: &Talks) -> Option<Statement> {
    let id = block
        .required("id")
        .and_then(|text| named(block, "id", StatementId::new(&text)));
    let source = block
        .required("source")
        .and_then(|text| known_source(block, &text, talks));
    let (start, end) = (block.whole("start"), block.whole("end"));
    for key in ["start", "end"] {
        if !block.has(key) {
            block.problem(
                format!("`{key}` is missing"),
                "give the bytes of the reading text that it spans",
            );
        }
    }
    let kind = block.text("kind").unwrap_or_else(|| "direct".to_owned());
    if !["direct", "mixed", "indirect"].contains(&kind.as_str()) {
        block.problem_at(
            "kind",
            format!("unknown kind `{kind}`"),
            "one of `direct`, `mixed`, `indirect`",
        );
    }
    let speaker = block
        .text("speaker")
        .and_then(|text| known_person(block, &text, talks));
    let party = if block.has("party") {
        known_party(block, "party", talks)
    } else {
        None
    };
    let about = block
        .texts("about")
        .iter()
        .filter_map(|text| known_about(block, text, talks))
        .collect();
    let state = standing(block);
    let statement = Statement {
        kind,
        speaker,
        party,
        about,
        speaker_text: block.text("speaker-text"),
        channel: block.text("channel"),
        hearsay: block.flag("hearsay").unwrap_or(false),
        denied: block.flag("denied").unwrap_or(false),
        doubtful: block.flag("doubtful").unwrap_or(false),
        state,
        id: id?,
        source: source?,
        start: start?,
        end: end?,
    };
    block.finish();
    check_span(block, files, talks, &statement);
    if talks.statements.contains_key(&statement.id) {
        block.problem_at(
            "id",
            format!("statement `{}` is there twice", statement.id),
            "take one out",
        );
    }
    Some(statement)
}

fn standing(block: &Block<'_>) -> Standing {
    let Some(word) = block.text("state") else {
        return Standing::Proposed;
    };
    Standing::parse(&word).unwrap_or_else(|| {
        block.problem_at(
            "state",
            format!("unknown state `{word}`"),
            "one of `proposed`, `confirmed`, `discarded`",
        );
        Standing::Proposed
    })
}

fn known_source(block: &Block<'_>, text: &str, talks: &Talks) -> Option<SourceId> {
    let found = talks.sources.keys().find(|s| s.as_str() == text).cloned();
    if found.is_none() {
        let mend = problem::suggestion(
            text,
            talks.sources.keys().map(SourceId::as_str),
            "add it with `onetext add`",
        );
        block.problem_at("source", format!("unknown source `{text}`"), mend);
    }
    found
}

fn known_person(block: &Block<'_>, text: &str, talks: &Talks) -> Option<PersonId> {
    let found = talks.people.keys().find(|p| p.as_str() == text).cloned();
    if found.is_none() {
        let mend = problem::suggestion(
            text,
            talks.people.keys().map(PersonId::as_str),
            "add them as a `[[person]]`, or write `speaker-text` for a name as printed",
        );
        block.problem_at("speaker", format!("unknown person `{text}`"), mend);
    }
    found
}

fn known_about(block: &Block<'_>, text: &str, talks: &Talks) -> Option<IssueId> {
    let name = IssueId::new(text)
        .ok()
        .filter(|name| space::is_known(talks, name));
    if name.is_none() {
        let points = talks
            .drafts
            .values()
            .flat_map(|d| d.draft.points())
            .map(|p| p.id.as_str());
        let issues = talks
            .drafts
            .values()
            .flat_map(|d| d.draft.issues())
            .map(|i| i.id.as_str());
        let mend = problem::suggestion(
            text,
            points.chain(issues),
            "name a point or an issue of a draft",
        );
        block.problem_at("about", format!("unknown issue `{text}`"), mend);
    }
    name
}

fn check_span(block: &Block<'_>, files: &Files, talks: &Talks, statement: &Statement) {
    let Some(source) = talks.sources.get(&statement.source) else {
        return;
    };
    let Some(text) = reading_text(files, source) else {
        return;
    };
    if statement.start >= statement.end || text.get(statement.start..statement.end).is_none() {
        let what = format!(
            "bytes {} to {} are no passage of `{}`",
            statement.start, statement.end, source.file
        );
        block.problem_at(
            "start",
            what,
            format!(
                "the text has {} bytes; positions count from its first byte",
                without_bom(text).len()
            ),
        );
    }
}
