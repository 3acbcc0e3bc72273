//! A Word file as an archive: its parts, counted and bounded as they are unpacked.

use super::xml::{Event, Part};
use crate::document::kind::find;
use crate::document::refusal;
use onetext_model::{Place, Problem};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most files in the archive.
const MOST_FILES: usize = 10_000;
/// How large a part may be when unpacked, in bytes.
const MOST_PART: u64 = 64 << 20;
/// How large all parts that are read may be together, in bytes.
const MOST_ALL: u64 = 128 << 20;
/// How many times larger than packed a part may be, once it is larger than [`FREE`].
const MOST_RATIO: u64 = 100;
const FREE: u64 = 1 << 20;
/// How far from its end an archive's directory is announced, in bytes.
const TAIL: usize = 65_557;

/// An archive opened.
pub(super) struct Package<'a> {
    file: &'a str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Too many files in it, or no directory that can be read.
    pub fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, Problem> {
        let files = announced(bytes).ok_or_else(|| {
            let mend = "have it sent again, or save it anew from Word";
            refusal(
                file,
                "is cut short or no archive: it has no directory",
                mend,
            )
        })?;
        if files > MOST_FILES {
            let what = format!("is an archive of {files} files or more, more than {MOST_FILES}");
            return Err(refusal(file, what, "save it anew from Word"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let what = format!("cannot be read as an archive: {}", said(&error));
            refusal(file, what, "have it sent again, or save it anew from Word")
        })?;
        if archive.len() < files {
            let what = "is an archive with two files of one name, or with fewer than it says";
            let mend = "have it sent again, or save it anew from Word";
            return Err(refusal(file, what, mend));
        }
        Ok(Self {
            file,
            archive,
            unpacked: 0,
        })
    }

    /// The names of all files.
    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.archive.file_names().filter_map(Result::ok)
    }

    /// The name of the part that holds the text.
    ///
    /// # Errors
    /// Archives that are no Word files.
    pub fn main(&mut self) -> Result<String, Problem> {
        let mut main = None;
        if let Some(relations) = self.part("_rels/.rels")? {
            relations.each(|event| {
                if let Event::Open(tag) = event
                    && tag.get("Type").ends_with("/officeDocument")
                {
                    main = Some(tag.get("Target").trim_start_matches('/').to_owned());
                }
                Ok(())
            })?;
        }
        let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
        if self.archive.index_for_name(&main).is_some() && main.contains("word") {
            return Ok(main);
        }
        let what = "is an archive, but no Word file";
        Err(refusal(
            self.file,
            what,
            "unpack it, and add the files in it; save other kinds as `.docx`",
        ))
    }

    /// A part's XML, or `None` where there is none of this name.
    ///
    /// # Errors
    /// Protected or broken parts, and those beyond the limits.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, Problem> {
        let place = Place::file(&format!("{} ({name})", self.file));
        let broken = |what: String| {
            Problem::new(
                place.clone(),
                what,
                "have it sent again, or save it anew from Word",
            )
        };
        let mut packed = match self.archive.by_name(name) {
            Ok(packed) => packed,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                let mend = "open it, take the password out, and save it again";
                return Err(Problem::new(place, "is protected by a password", mend));
            }
            Err(error) => return Err(broken(format!("cannot be unpacked: {}", said(&error)))),
        };
        let allowed = FREE.max(packed.compressed_size().saturating_mul(MOST_RATIO));
        let allowed = allowed.min(MOST_PART).min(MOST_ALL - self.unpacked);
        let mut bytes = vec![];
        let read = packed.by_ref().take(allowed + 1).read_to_end(&mut bytes);
        read.map_err(|error| broken(format!("cannot be unpacked: {error}")))?;
        let length = bytes.len() as u64;
        if length > allowed {
            let what = format!("unpacks to more than {allowed} bytes, which no Word file needs");
            return Err(broken(what));
        }
        self.unpacked += length;
        Part::of(place, bytes).map(Some)
    }
}

/// How many files the archive says it has; `None` if it says nothing.
fn announced(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    // An archive that needs the wider form has more than 65,535 files or 4 GiB.
    if find(tail, b"PK\x06\x07").is_some() {
        return Some(usize::from(u16::MAX));
    }
    let mut from = 0;
    let mut most = None;
    while let Some(at) = find(&tail[from..], b"PK\x05\x06") {
        let record = &tail[from + at..];
        if let Some(&[low, high]) = record.get(10..12) {
            most = most.max(Some(usize::from(u16::from_le_bytes([low, high]))));
        }
        from += at + 4;
    }
    most
}

/// An archive's fault in words without names of types.
fn said(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(what) => what.to_string(),
        ZipError::UnsupportedArchive(what) => (*what).to_string(),
        _ => "it is broken".to_owned(),
    }
}
