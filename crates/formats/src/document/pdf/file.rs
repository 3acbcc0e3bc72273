//! The objects of a PDF, found by walking through the file: its table may be broken, or lie.

use super::Fault;
use super::filter::{NotUnpacked, unpack};
use super::object::{Lexer, Object, Table, is_white};
use crate::document::kind::find;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most objects.
const MOST_OBJECTS: usize = 1_000_000;
/// How much is unpacked from one stream, in bytes.
const MOST_STREAM: usize = 64 << 20;
/// How much is unpacked from one file, in bytes.
const MOST_UNPACKED: usize = 256 << 20;
/// How many objects one may lead through to its value.
const MOST_HOPS: usize = 32;
const AGAIN: &str = "have it sent again, or print it to a new PDF";

/// A PDF's objects by number.
#[derive(Debug)]
pub(super) struct Pdf<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, (usize, Object)>,
    /// Where to begin: `Root`, `Info`.
    pub trailer: Table,
    left: Cell<usize>,
}

static NOTHING: Object = Object::Word(String::new());

impl<'a> Pdf<'a> {
    /// Finds the objects of a file. Of several with one number the last in the file counts.
    ///
    /// # Errors
    /// Protected files, and those beyond the limits.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut pdf = Self {
            bytes,
            objects: BTreeMap::new(),
            trailer: Table::new(),
            left: Cell::new(MOST_UNPACKED),
        };
        pdf.scan()?;
        pdf.trailers();
        if pdf.trailer.contains_key("Encrypt") {
            let mend = "open it with its password, and print it to a PDF without one";
            return Err(Fault(
                "is protected by a password or against copying".to_owned(),
                mend,
            ));
        }
        pdf.open_packed()?;
        Ok(pdf)
    }

    fn put(&mut self, number: u32, at: usize, object: Object) -> Result<(), Fault> {
        if self.objects.get(&number).is_none_or(|(old, _)| *old <= at) {
            self.objects.insert(number, (at, object));
        }
        if self.objects.len() > MOST_OBJECTS {
            return Err(Fault(
                format!("has more than {MOST_OBJECTS} objects"),
                AGAIN,
            ));
        }
        Ok(())
    }

    fn scan(&mut self) -> Result<(), Fault> {
        let (mut at, mut work) = (0, 0usize);
        let mut no_end_after = self.bytes.len();
        while let Some(found) = find(&self.bytes[at..], b"obj").map(|found| at + found) {
            at = found + 3;
            let Some(number) = number_before(self.bytes, found) else {
                continue;
            };
            let mut lexer = Lexer::of_file(self.bytes, at);
            let object = lexer.next();
            work += lexer.at - at;
            if work > self.bytes.len() * 4 + (1 << 20) {
                return Err(Fault("is broken: its objects overlap".to_owned(), AGAIN));
            }
            let Some(object) = object else { continue };
            at = lexer.at;
            let object = match object {
                Object::Table(table) => self.with_stream(table, &mut at, &mut no_end_after),
                other => other,
            };
            self.put(number, found, object)?;
        }
        Ok(())
    }

    /// A table with its stream, if one follows; `at` moves behind it.
    fn with_stream(&self, table: Table, at: &mut usize, no_end_after: &mut usize) -> Object {
        let mut lexer = Lexer::of_file(self.bytes, *at);
        lexer.pass_white();
        let rest = &self.bytes[lexer.at..];
        let Some(rest) = rest.strip_prefix(b"stream") else {
            return Object::Table(table);
        };
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        let start = self.bytes.len() - rest.len();
        let told = table
            .get("Length")
            .and_then(Object::whole)
            .and_then(|n| start.checked_add(n));
        let told = told.filter(|end| self.ends_at(*end));
        let end = told.or_else(|| {
            // Where one search found no end, none from further on will.
            let end = (start < *no_end_after)
                .then(|| find(rest, b"endstream"))
                .flatten();
            if end.is_none() {
                *no_end_after = (*no_end_after).min(start);
            }
            end.map(|end| start + end)
        });
        let end = end.unwrap_or(self.bytes.len());
        *at = end;
        Object::Stream(table, start..end)
    }

    fn ends_at(&self, end: usize) -> bool {
        let Some(rest) = self.bytes.get(end..) else {
            return false;
        };
        let white = rest.iter().take(4).take_while(|b| is_white(**b)).count();
        rest[white..].starts_with(b"endstream")
    }

    /// Where to begin, as the tables at the ends of the file's versions say; later ones count.
    fn trailers(&mut self) {
        let mut found: Vec<(usize, Table)> = vec![];
        let mut at = 0;
        while let Some(next) = find(&self.bytes[at..], b"trailer").map(|next| at + next) {
            at = next + 7;
            // A trailer holds a few keys; what is longer is none.
            let end = self.bytes.len().min(at + 10_000);
            if let Some(Object::Table(table)) = Lexer::of_file(&self.bytes[..end], at).next() {
                found.push((next, table));
            }
        }
        for (at, object) in self.objects.values() {
            if let Object::Stream(table, _) = object
                && table.get("Type").and_then(Object::name) == Some("XRef")
            {
                found.push((*at, table.clone()));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        for (_, table) in found {
            let kept = table
                .into_iter()
                .filter(|(key, _)| matches!(key.as_str(), "Root" | "Info" | "Encrypt"));
            self.trailer.extend(kept);
        }
    }

    /// Opens the streams that hold objects.
    fn open_packed(&mut self) -> Result<(), Fault> {
        let is_packed = |object: &Object| {
            object
                .table()
                .and_then(|t| t.get("Type"))
                .and_then(Object::name)
                == Some("ObjStm")
        };
        let packed: Vec<(usize, Table, Range<usize>)> = self
            .objects
            .values()
            .filter(|(_, object)| is_packed(object))
            .filter_map(|(at, object)| match object {
                Object::Stream(table, range) => Some((*at, table.clone(), range.clone())),
                _ => None,
            })
            .collect();
        for (at, table, range) in packed {
            let Some(bytes) = self.unpacked(&table, range)? else {
                continue;
            };
            let whole = |key: &str| table.get(key).and_then(Object::whole).unwrap_or(0);
            let (first, count) = (whole("First"), whole("N").min(bytes.len()));
            let mut places = Lexer::of_content(&bytes);
            for _ in 0..count {
                let pair = (
                    places.next().and_then(|o| o.whole()),
                    places.next().and_then(|o| o.whole()),
                );
                let (Some(number), Some(offset)) = pair else {
                    break;
                };
                let start = first.saturating_add(offset).min(bytes.len());
                let mut lexer = Lexer::of_file(&bytes, start);
                if let (Ok(number), Some(object)) = (u32::try_from(number), lexer.next()) {
                    self.spend(lexer.at - start)?;
                    self.put(number, at, object)?;
                }
            }
        }
        Ok(())
    }

    fn spend(&self, bytes: usize) -> Result<(), Fault> {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        let what = format!("unpacks to more than {MOST_UNPACKED} bytes");
        left.map(drop)
            .ok_or(Fault(what, "print the pages that matter to a new PDF"))
    }

    fn unpacked(&self, table: &Table, range: Range<usize>) -> Result<Option<Vec<u8>>, Fault> {
        let packed = self.bytes.get(range).unwrap_or_default();
        let most = MOST_STREAM.min(self.left.get());
        match unpack(table, packed, most) {
            Ok(bytes) => {
                self.spend(bytes.len())?;
                Ok(Some(bytes))
            }
            Err(NotUnpacked::Other) => Ok(None),
            Err(NotUnpacked::TooLarge) => {
                let what = format!("unpacks to more than {most} bytes in one piece");
                Err(Fault(what, "print the pages that matter to a new PDF"))
            }
        }
    }

    /// What an object stands for, through those it refers to.
    pub fn resolve<'o>(&'o self, object: &'o Object) -> &'o Object {
        let mut now = object;
        for _ in 0..MOST_HOPS {
            let Object::Refer(number) = now else {
                return now;
            };
            now = self
                .objects
                .get(number)
                .map_or(&NOTHING, |(_, object)| object);
        }
        &NOTHING
    }

    /// A value of a table, through those it refers to.
    pub fn get<'o>(&'o self, table: &'o Table, key: &str) -> Option<&'o Object> {
        table.get(key).map(|object| self.resolve(object))
    }

    /// The bytes of a stream, unpacked; empty where they are no text.
    ///
    /// # Errors
    /// More bytes than allowed.
    pub fn bytes_of(&self, object: &Object) -> Result<Vec<u8>, Fault> {
        match object {
            Object::Stream(table, range) => {
                let mut table = table.clone();
                for key in ["Filter", "DecodeParms"] {
                    if let Some(value) = table.get(key).map(|it| self.resolve(it).clone()) {
                        table.insert(key.to_owned(), value);
                    }
                }
                Ok(self.unpacked(&table, range.clone())?.unwrap_or_default())
            }
            _ => Ok(vec![]),
        }
    }

    /// All objects in order of number.
    pub fn all(&self) -> impl Iterator<Item = (u32, &Object)> {
        self.objects
            .iter()
            .map(|(number, (_, object))| (*number, object))
    }
}

/// The number of the object whose word `obj` stands at `at`: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let head = &bytes[at.saturating_sub(32)..at];
    let trimmed = |head: &[u8]| {
        head.iter()
            .rposition(|b| !is_white(*b))
            .map_or(0, |end| end + 1)
    };
    let digits = |head: &[u8]| head.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let head = &head[..trimmed(head)];
    let generation = digits(head);
    let rest = &head[..head.len() - generation];
    let before = &rest[..trimmed(rest)];
    let number = digits(before);
    if generation == 0 || number == 0 || before.len() == rest.len() {
        return None;
    }
    std::str::from_utf8(&before[before.len() - number..])
        .ok()?
        .parse()
        .ok()
}
