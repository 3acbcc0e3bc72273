//! XML as a tree: bounded in depth and number, without any DOCTYPE, each element with its place.

use onetext_model::{Place, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may stand in one another.
pub const MOST_DEEP: usize = 64;
/// How many elements a file may have.
pub const MOST_ELEMENTS: usize = 1_000_000;

/// One element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, in the file's order.
    pub attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// Where it begins.
    pub place: Place,
}

impl Element {
    /// An attribute, by name; XML written by hand mixes cases.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = |(n, _): &&(String, String)| n.eq_ignore_ascii_case(name);
        self.attributes.iter().find(found).map(|(_, v)| v.as_str())
    }

    /// The elements of this name in it.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        let named = move |e: &&Element| e.name.eq_ignore_ascii_case(name);
        self.children.iter().filter(named)
    }

    /// The elements of this name in it at any depth, in the file's order.
    pub fn anywhere<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = vec![];
        let mut open: Vec<&Element> = self.children.iter().rev().collect();
        while let Some(element) = open.pop() {
            if element.name.eq_ignore_ascii_case(name) {
                found.push(element);
            }
            open.extend(element.children.iter().rev());
        }
        found
    }
}

/// Reads a file to its outermost element.
///
/// # Errors
/// What is no XML, declares a DOCTYPE, or goes beyond a limit, with its place.
pub fn parse(file: &str, text: &str) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut tree = Tree {
        file,
        text,
        line: (0, 1),
        open: vec![],
        elements: 0,
        outermost: None,
    };
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event();
        let event = event.map_err(|error| tree.broken(at, &error.to_string()))?;
        if event == Event::Eof {
            break;
        }
        tree.take(event, at)?;
    }
    if let Some(open) = tree.open.pop() {
        let what = format!("`<{}>` is never closed", open.name);
        return Err(Problem::new(open.place, what, "close it"));
    }
    let none = || {
        Problem::new(
            Place::file(file),
            "holds no XML element",
            "give an XML file",
        )
    };
    tree.outermost.ok_or_else(none)
}

struct Tree<'a> {
    file: &'a str,
    text: &'a str,
    /// An offset, and the line it is on: places are asked for in the order of the file.
    line: (usize, u32),
    open: Vec<Element>,
    elements: usize,
    outermost: Option<Element>,
}

impl Tree<'_> {
    fn place(&mut self, at: usize) -> Place {
        let (from, line) = self.line;
        let passed = self.text.as_bytes().get(from..at).unwrap_or_default();
        let line = line + passed.iter().filter(|b| **b == b'\n').count() as u32;
        self.line = (at.max(from), line);
        Place {
            file: self.file.to_owned(),
            line,
            column: 0,
        }
    }

    fn broken(&mut self, at: usize, why: &str) -> Problem {
        let what = format!("cannot be read as XML: {why}");
        Problem::new(
            self.place(at),
            what,
            "mend the XML; tags must be closed in turn",
        )
    }

    fn take(&mut self, event: Event<'_>, at: usize) -> Result<(), Problem> {
        match event {
            Event::Start(start) => {
                let element = self.element(&start, at)?;
                self.open.push(element);
                if self.open.len() > MOST_DEEP {
                    let what = format!("nests elements more than {MOST_DEEP} deep");
                    return Err(Problem::new(self.place(at), what, "no scenario needs that"));
                }
            }
            Event::Empty(start) => {
                let element = self.element(&start, at)?;
                self.close(element);
            }
            Event::End(_) => {
                if let Some(element) = self.open.pop() {
                    self.close(element);
                }
            }
            Event::DocType(_) => {
                let mend =
                    "take the DOCTYPE out: scenarios need none, and entities are not followed";
                return Err(Problem::new(self.place(at), "declares a DOCTYPE", mend));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: Element) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None if self.outermost.is_none() => self.outermost = Some(element),
            None => {}
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, at: usize) -> Result<Element, Problem> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            let what = format!("has more than {MOST_ELEMENTS} elements");
            return Err(Problem::new(self.place(at), what, "no scenario needs that"));
        }
        let mut attributes = vec![];
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.broken(at, &error.to_string()))?;
            let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| self.broken(at, &error.to_string()))?;
            attributes.push((name, value.into_owned()));
        }
        Ok(Element {
            name: String::from_utf8_lossy(start.name().as_ref()).into_owned(),
            attributes,
            children: vec![],
            place: self.place(at),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_attributes_and_lines() {
        let tree = parse(
            "a.xml",
            "<?xml version='1.0'?>\n<a x='1 &amp; 2'>\n <b/><c><B Y='2'/></c>\n</a>",
        )
        .unwrap();
        assert_eq!((tree.name.as_str(), tree.get("X")), ("a", Some("1 & 2")));
        assert_eq!(tree.place.to_string(), "a.xml:2");
        assert_eq!(tree.all("b").count(), 1);
        let all = tree.anywhere("b");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].get("y"), Some("2"));
        assert_eq!(all[1].place.to_string(), "a.xml:3");
    }

    #[test]
    fn what_is_refused() {
        let check = |text: &str, expect: &str| {
            let problem = parse("a.xml", text).unwrap_err();
            let said = format!("{}: {}", problem.place, problem.what);
            assert!(said.starts_with(expect), "{said}");
        };
        check("", "a.xml: holds no XML element");
        check("just words", "a.xml: holds no XML element");
        check("<a>\n<b>", "a.xml:2: `<b>` is never closed");
        check("<a>\n</b>", "a.xml:2: cannot be read as XML");
        check("<a x=1>", "a.xml:1: cannot be read as XML");
        check(
            "\n<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            "a.xml:2: declares a DOCTYPE",
        );
        check("<a x='&lol;'/>", "a.xml:1: cannot be read as XML");
        check(
            &"<a>".repeat(1_000_000),
            "a.xml:1: nests elements more than 64 deep",
        );
    }
}
