//! A part's XML, event by event: without any DOCTYPE, bounded in depth and attributes.

use onetext_model::{Place, Problem};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event as Xml};

/// How deep elements may stand in one another.
const MOST_DEEP: usize = 256;
/// How many attributes an element may have.
const MOST_ATTRIBUTES: usize = 256;
/// How many elements a part may have.
const MOST_ELEMENTS: usize = 10_000_000;

/// A part with its name and contents.
#[derive(Debug, Default)]
pub(super) struct Part {
    place: Option<Place>,
    text: String,
}

/// An element's beginning, names without their prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute; empty if it has none of this name.
    pub fn get(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// Whether a switch such as `w:vanish` is on.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val"), "0" | "false" | "off" | "none")
    }
}

/// What stands in a part, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// An element begins.
    Open(Tag),
    /// An element ends.
    Close(&'a str),
    /// Text.
    Text(String),
}

impl Part {
    /// A part of these bytes.
    ///
    /// # Errors
    /// Bytes in no encoding that is read.
    pub fn of(place: Place, bytes: Vec<u8>) -> Result<Self, Problem> {
        let wide = encoding_rs::Encoding::for_bom(&bytes);
        let text = match wide {
            Some((encoding, _)) => encoding.decode(&bytes).0.into_owned(),
            None => String::from_utf8(bytes).map_err(|error| {
                let what = format!("is not UTF-8 at byte {}", error.utf8_error().valid_up_to());
                Problem::new(place.clone(), what, "save it anew from Word")
            })?,
        };
        Ok(Self {
            place: Some(place),
            text,
        })
    }

    fn problem(&self, at: u64, what: impl Into<String>) -> Problem {
        let at = usize::try_from(at)
            .unwrap_or(usize::MAX)
            .min(self.text.len());
        let line = 1 + self.text.as_bytes()[..at]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        let place = self.place.clone().unwrap_or_else(|| Place::file(""));
        let place = Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            ..place
        };
        Problem::new(place, what, "have it sent again, or save it anew from Word")
    }

    /// Gives each event to `take`. An element with nothing in it comes as `Open` and `Close`.
    ///
    /// # Errors
    /// What is no XML, declares a DOCTYPE, or goes beyond a limit; and as `take`.
    pub fn each(
        &self,
        mut take: impl FnMut(Event<'_>) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut reader = Reader::from_str(&self.text);
        let (mut deep, mut elements) = (0usize, 0usize);
        loop {
            let at = reader.buffer_position();
            let event = reader.read_event().map_err(|error| {
                self.problem(
                    reader.error_position(),
                    format!("cannot be read as XML: {error}"),
                )
            })?;
            let opens = matches!(event, Xml::Start(_) | Xml::Empty(_));
            elements += usize::from(opens);
            if deep >= MOST_DEEP || elements > MOST_ELEMENTS {
                let what = format!(
                    "nests elements more than {MOST_DEEP} deep, or has more than {MOST_ELEMENTS}"
                );
                return Err(self.problem(at, what));
            }
            match event {
                Xml::Start(start) => {
                    deep += 1;
                    take(Event::Open(self.tag(&start, at)?))?;
                }
                Xml::Empty(start) => {
                    let tag = self.tag(&start, at)?;
                    let name = tag.name.clone();
                    take(Event::Open(tag))?;
                    take(Event::Close(&name))?;
                }
                Xml::End(end) => {
                    deep = deep.saturating_sub(1);
                    take(Event::Close(&String::from_utf8_lossy(
                        end.local_name().as_ref(),
                    )))?;
                }
                Xml::Text(text) => {
                    let text = text.decode().map_err(|e| self.problem(at, e.to_string()))?;
                    take(Event::Text(text.into_owned()))?;
                }
                Xml::CData(text) => {
                    take(Event::Text(String::from_utf8_lossy(&text).into_owned()))?;
                }
                Xml::GeneralRef(name) => take(Event::Text(self.entity(&name, at)?))?,
                Xml::DocType(_) => {
                    return Err(self.problem(at, "declares a DOCTYPE, which no Word file does"));
                }
                Xml::Eof if deep > 0 => {
                    return Err(self.problem(at, "ends before its elements are closed"));
                }
                Xml::Eof => return Ok(()),
                Xml::Decl(_) | Xml::PI(_) | Xml::Comment(_) => {}
            }
        }
    }

    fn entity(&self, name: &quick_xml::events::BytesRef<'_>, at: u64) -> Result<String, Problem> {
        if let Ok(Some(letter)) = name.resolve_char_ref() {
            return Ok(letter.to_string());
        }
        let text = String::from_utf8_lossy(name);
        let found = resolve_predefined_entity(&text).map(str::to_owned);
        found.ok_or_else(|| {
            self.problem(
                at,
                format!("uses the entity `{text}`, which XML does not know"),
            )
        })
    }

    fn tag(&self, start: &BytesStart<'_>, at: u64) -> Result<Tag, Problem> {
        let mut attributes = vec![];
        for attribute in start.attributes().with_checks(false) {
            let broken = |error: &dyn std::fmt::Display| {
                self.problem(at, format!("cannot be read as XML: {error}"))
            };
            let attribute = attribute.map_err(|error| broken(&error))?;
            if attributes.len() >= MOST_ATTRIBUTES {
                let what = format!("has an element with more than {MOST_ATTRIBUTES} attributes");
                return Err(self.problem(at, what));
            }
            let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            attributes.push((name, value.map_err(|error| broken(&error))?.into_owned()));
        }
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        Ok(Tag { name, attributes })
    }
}
