//! Which letters the codes of a font stand for, as its `ToUnicode` map says.

use super::object::{Lexer, Object};
use std::collections::BTreeMap;

/// The most entries of a map.
const MOST_ENTRIES: usize = 200_000;

/// From codes to letters.
#[derive(Debug, Default, Clone)]
pub(super) struct Map {
    /// By the first code of a range: its last, and the letters of the first.
    ranges: BTreeMap<u32, (u32, String)>,
}

impl Map {
    /// Reads a map.
    pub fn of(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut held: Vec<Object> = vec![];
        while let Some(object) = lexer.next() {
            let Object::Word(word) = &object else {
                held.push(object);
                continue;
            };
            match word.as_str() {
                "endbfchar" => held
                    .chunks_exact(2)
                    .for_each(|pair| map.put(&pair[0], &pair[0], &pair[1])),
                "endbfrange" => held.chunks_exact(3).for_each(|three| map.range(three)),
                _ => {}
            }
            held.clear();
        }
        map
    }

    fn put(&mut self, first: &Object, last: &Object, letters: &Object) {
        if let (Some(first), Some(last), Object::Text(letters)) = (code(first), code(last), letters)
            && self.ranges.len() < MOST_ENTRIES
        {
            self.ranges.insert(first, (last, utf16(letters)));
        }
    }

    fn range(&mut self, three: &[Object]) {
        let [first, last, letters] = three else {
            return;
        };
        match letters {
            Object::List(list) => {
                let from = code(first).unwrap_or(0);
                for (letters, at) in list.iter().zip(from..) {
                    let at = Object::Text(at.to_be_bytes().to_vec());
                    self.put(&at, &at, letters);
                }
            }
            letters => self.put(first, last, letters),
        }
    }

    /// The letters of a code.
    pub fn letters(&self, code: u32) -> Option<String> {
        let (first, (last, letters)) = self.ranges.range(..=code).next_back()?;
        if code > *last {
            return None;
        }
        let mut out: Vec<char> = letters.chars().collect();
        let end = out.pop()?;
        out.push(char::from_u32((end as u32).checked_add(code - first)?)?);
        Some(out.into_iter().collect())
    }
}

fn code(object: &Object) -> Option<u32> {
    match object {
        Object::Text(bytes) if bytes.len() <= 4 => Some(
            bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
        ),
        _ => None,
    }
}

/// Letters in UTF-16, the greater byte first.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect(),
    };
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges() {
        let map = Map::of(b"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <01> <0041> <02> <00660069> endbfchar \
            2 beginbfrange <0003> <0005> <0430> <06> <07> [<0078> <D83DDE00>] endbfrange");
        let check = |code: u32, expect: Option<&str>| {
            assert_eq!(map.letters(code).as_deref(), expect, "{code}")
        };
        check(1, Some("A"));
        check(2, Some("fi"));
        check(4, Some("б"));
        check(6, Some("x"));
        check(7, Some("😀"));
        check(8, None);
        check(0, None);
    }
}
