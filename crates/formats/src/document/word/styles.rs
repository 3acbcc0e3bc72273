//! Styles: which of them number their paragraphs.

use super::xml::{Event, Part};
use onetext_model::Problem;
use std::collections::BTreeMap;

/// How far a style is followed to those it is based on.
const MOST_BASES: usize = 16;

/// A list, and a level of it, as a paragraph or a style names them; each may be said elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// The list's number; `0` takes a paragraph out of any list.
    pub list: Option<String>,
    /// The level, from 0.
    pub level: Option<usize>,
}

impl ListPlace {
    /// Takes a `numId` or `ilvl`.
    pub fn take(&mut self, name: &str, value: &str) {
        match name {
            "numId" => self.list = Some(value.to_owned()),
            "ilvl" => self.level = value.parse().ok(),
            _ => {}
        }
    }

    /// What is not said here taken from `base`.
    fn or(self, base: &Self) -> Self {
        Self {
            list: self.list.or_else(|| base.list.clone()),
            level: self.level.or(base.level),
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    based_on: String,
    place: ListPlace,
}

/// The styles of a file, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// As [`Part::each`].
    pub fn of(part: &Part) -> Result<Self, Problem> {
        let mut styles = Self::default();
        let mut id = String::new();
        part.each(|event| {
            let Event::Open(tag) = event else {
                return Ok(());
            };
            if tag.name == "style" {
                tag.get("styleId").clone_into(&mut id);
            }
            let style = styles.0.entry(id.clone()).or_default();
            match tag.name.as_str() {
                "basedOn" => tag.get("val").clone_into(&mut style.based_on),
                name => style.place.take(name, tag.get("val")),
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// Where a paragraph of this style, with what it says itself, stands in lists.
    pub fn place(&self, style: &str, own: ListPlace) -> ListPlace {
        let (mut found, mut id) = (own, style);
        for _ in 0..MOST_BASES {
            let Some(style) = self.0.get(id) else { break };
            found = found.or(&style.place);
            id = &style.based_on;
        }
        found
    }
}
