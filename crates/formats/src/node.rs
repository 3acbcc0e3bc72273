//! JSON and YAML as one kind of tree; numbers keep the digits they are shortest written with.

use onetext_model::{Place, Problem};
use onetext_solve::exact::{Rational, rational};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value of a JSON or YAML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `null`, `~`, nothing.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number, in digits; `inf`, `-inf` or `NaN` where it is none of any size.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Names with values, in the file's order.
    Map(Vec<(String, Node)>),
}

/// A file as a tree, with its names.
#[derive(Debug)]
pub struct File {
    /// Its whole name.
    pub name: String,
    /// Its name without folder and ending.
    pub stem: String,
    /// Its content.
    pub node: Node,
}

impl Node {
    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let Self::Map(entries) = self else {
            return None;
        };
        entries.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(String, Node)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Text, or a number or flag as it is written.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text.clone()),
            Self::Flag(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// An exact number.
    pub fn number(&self) -> Option<Rational> {
        match self {
            Self::Number(digits) => rational::parse(digits),
            _ => None,
        }
    }
}

/// Reads a JSON file.
///
/// # Errors
/// What is no JSON, with its line.
pub fn json(file: &str, text: &str) -> Result<Node, Problem> {
    serde_json::from_str(text).map_err(|error| {
        let place = Place {
            file: file.to_owned(),
            line: error.line() as u32,
            column: error.column() as u32,
        };
        Problem::new(place, "cannot be read as JSON", "mend the JSON here")
    })
}

/// Reads a YAML file.
///
/// # Errors
/// What is no YAML, or has more aliases than any scenario needs.
pub fn yaml(file: &str, text: &str) -> Result<Node, Problem> {
    let options = serde_saphyr::options! {
        // NegMAS writes that there is no reserve as `-.inf`.
        reject_non_finite_typeless_float: false,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let at = error.location();
        let place = Place {
            file: file.to_owned(),
            line: at.map_or(0, |at| at.line() as u32),
            column: at.map_or(0, |at| at.column() as u32),
        };
        Problem::new(place, "cannot be read as YAML", "mend the YAML here")
    })
}

struct Reading;

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

impl<'de> Visitor<'de> for Reading {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Node, D::Error> {
        Node::deserialize(inner)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(format!("{number:?}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = vec![];
        while let Some(name) = entries.next_key::<Node>()? {
            map.push((name.text().unwrap_or_default(), entries.next_value()?));
        }
        Ok(Node::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let check = |text: &str, expect: Option<&str>| {
            let found = yaml("a.yml", text).unwrap().number();
            assert_eq!(
                found.map(|n| rational::plain(&n)).as_deref(),
                expect,
                "{text}"
            );
        };
        check("0.5865181412319938", Some("0.5865181412319938"));
        check("-3", Some("-3"));
        check("1e-7", Some("0.0000001"));
        check("-.inf", None);
        check("'5'", None);
        let json = json("a.json", r#"{"a": [0.1, {"b": null}], "c": "d"}"#).unwrap();
        assert_eq!(
            json.get("a").unwrap().items()[0],
            Node::Number("0.1".to_owned())
        );
        assert_eq!(json.get("c").unwrap().text().as_deref(), Some("d"));
    }

    #[test]
    fn keys_that_are_numbers_are_names() {
        let map = yaml("a.yml", "mapping:\n  '10': 0.5\n  20: 1\n  yes it is: 2\n").unwrap();
        let names: Vec<&str> = map
            .get("mapping")
            .unwrap()
            .entries()
            .iter()
            .map(|(n, _)| n.as_str())
            .collect();
        assert_eq!(names, ["10", "20", "yes it is"]);
    }

    #[test]
    fn what_cannot_be_read_has_a_place() {
        let problem = json("a.json", "{\n \"a\": }").unwrap_err();
        assert_eq!(problem.place.to_string(), "a.json:2:7");
        assert!(json("a.json", &"[".repeat(1_000_000)).is_err());
        assert!(yaml("a.yml", &"[".repeat(1_000_000)).is_err());
        assert!(yaml("a.yml", "a: [1, 2\nb: }").is_err());
    }
}
