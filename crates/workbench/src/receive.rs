//! Receiving a document: read, its own facts proposed, and its reading text kept beside it.

use crate::make::date;
use crate::said::Done;
use crate::{Failure, Workbench};
use onetext_formats::document::{self, Document, Proposed};
use onetext_model::Date;
use onetext_store::folder::read_bounded;
use onetext_talks::command::Received;
use onetext_talks::fact::Room;
use onetext_talks::{Command, Fact};
use std::borrow::Cow;
use std::path::Path;

/// A source as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedSource {
    /// In which room.
    pub room: String,
    /// The date it bears; else the one the document says.
    pub on: Option<String>,
    /// The outlet; else the one the document says, and so on.
    pub outlet: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// The bytes of a document, with its file's name.
///
/// # Errors
/// [`Failure`] if it cannot be read, or is larger than any source.
pub(crate) fn bytes_of(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let limit = "a source may hold at most 256 MiB";
    let contents = read_bounded(path, document::MOST_BYTES as u64, limit)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    Ok((name.unwrap_or_default(), contents))
}

/// A document read, or why not.
pub(crate) fn read<'a>(path: &Path, bytes: &'a [u8]) -> Result<Document<'a>, Failure> {
    // The place of what is wrong names the file as it was typed.
    document::read(&path.display().to_string(), bytes).map_err(|problem| Failure::of(vec![problem]))
}

impl Workbench {
    /// Receives a document from a file: it becomes a source, and its quotes proposed statements.
    ///
    /// # Errors
    /// [`Failure`] if the document or what is said about it cannot be read; nothing is written then.
    pub fn receive(&mut self, path: &Path, typed: &TypedSource) -> Result<Vec<Done>, Failure> {
        let room = Room::parse(&typed.room).ok_or_else(|| {
            Failure::new(
                format!("unknown room `{}`", typed.room),
                "one of `public`, `plenary`, `team`, `caucus/PARTY`",
            )
        })?;
        let on = typed.on.as_deref().map(date).transpose()?;
        let (file_name, contents) = bytes_of(path)?;
        let document = read(path, &contents)?;
        let (about, said) = (of_document(&document), document.proposed);
        let taken = Taken::of(typed, on, said);
        let on = taken.on.ok_or_else(|| {
            let what = format!("`{file_name}` does not say of which day it is");
            Failure::new(what, "give its date, such as `--on 2031-05-09`")
        })?;
        let reading = match document.text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        };
        let keys = taken.proposed.iter().map(|(key, _)| *key).collect();
        let command = Command::Receive(Received {
            file_name,
            contents,
            on,
            room,
            outlet: taken.outlet,
            channel: taken.channel,
            language: taken.language,
            title: taken.title,
            reading,
            proposed: keys,
        });
        let facts = self.submit(&command)?;
        Ok(self.received(&facts, &taken.proposed, about))
    }

    fn received(&self, facts: &[Fact], proposed: &[(&str, String)], about: Vec<Done>) -> Vec<Done> {
        let mut done: Vec<Done> = facts.iter().map(|fact| Done::of(self, fact)).collect();
        if done.is_empty() {
            return done;
        }
        let proposals = proposed.iter().map(|(key, value)| Done {
            fact: "field proposed",
            id: Some((*key).to_owned()),
            says: format!("`{key}` is {value}, as the document says: look at it"),
        });
        // What to look at comes last, where a terminal ends.
        done.extend(about.into_iter().chain(proposals));
        done
    }
}

/// What a document was read as, and what is to be known about that.
fn of_document(document: &Document<'_>) -> Vec<Done> {
    let encoding = document
        .encoding
        .map(|it| format!(", {it}"))
        .unwrap_or_default();
    let read = Done {
        fact: "document read",
        id: None,
        says: format!("read as {}{encoding}", document.kind.word()),
    };
    let remark = |note: &String| Done {
        fact: "remark",
        id: None,
        says: format!("note: {note}"),
    };
    std::iter::once(read)
        .chain(document.notes.iter().map(remark))
        .collect()
}

/// What is said of a source: as typed, else as the document says.
struct Taken {
    on: Option<Date>,
    outlet: Option<String>,
    channel: Option<String>,
    language: Option<String>,
    title: Option<String>,
    proposed: Vec<(&'static str, String)>,
}

impl Taken {
    fn of(typed: &TypedSource, on: Option<Date>, said: Proposed) -> Self {
        let mut proposed = vec![];
        if let (None, Some(day)) = (on, said.on) {
            proposed.push(("on", day.to_string()));
        }
        let mut or = |key: &'static str, typed: &Option<String>, said: Option<String>| {
            if let (None, Some(said)) = (typed, &said) {
                proposed.push((key, format!("`{said}`")));
            }
            typed.clone().or(said)
        };
        Self {
            outlet: or("outlet", &typed.outlet, said.outlet),
            channel: or("channel", &typed.channel, said.channel),
            language: or("language", &typed.language, said.language),
            title: or("title", &typed.title, said.title),
            on: on.or(said.on),
            proposed,
        }
    }
}
