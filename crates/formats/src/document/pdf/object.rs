//! What PDF files are made of: numbers, names, texts, lists, tables; read without recursion beyond a depth.

use std::collections::BTreeMap;
use std::ops::Range;

/// How deep lists and tables may stand in one another.
const MOST_DEEP: usize = 48;
/// The longest name or word.
const LONGEST_WORD: usize = 1_000;

/// A table by its keys.
pub(super) type Table = BTreeMap<String, Object>;

/// A piece of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    /// A number.
    Number(f64),
    /// A name, without its `/`.
    Name(String),
    /// A text, as its bytes.
    Text(Vec<u8>),
    /// A list.
    List(Vec<Object>),
    /// A table.
    Table(Table),
    /// Another object, by its number.
    Refer(u32),
    /// A table with the place of its bytes in the file.
    Stream(Table, Range<usize>),
    /// An operator, or a word such as `true`.
    Word(String),
}

impl Object {
    /// The table this is, or that stands before its bytes.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) | Self::Stream(table, _) => Some(table),
            _ => None,
        }
    }

    /// The list this is.
    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The name this is.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The number this is.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The whole number this is, from 0.
    pub fn whole(&self) -> Option<usize> {
        let whole = self
            .number()
            .filter(|n| *n >= 0.0 && *n < 4e9 && n.fract() == 0.0)?;
        Some(whole as usize)
    }
}

/// Reads objects one after the other.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where the next object begins.
    pub at: usize,
    refers: bool,
}

/// White space in PDF files.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn ends_word(byte: u8) -> bool {
    is_white(byte) || b"()<>[]{}/%".contains(&byte)
}

impl<'a> Lexer<'a> {
    /// Objects of a file, which may refer to each other.
    pub fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            refers: true,
        }
    }

    /// Objects of drawing, which may not.
    pub fn of_content(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            refers: false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes white space and comments.
    pub fn pass_white(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += rest
                    .iter()
                    .position(|b| matches!(b, b'\n' | b'\r'))
                    .unwrap_or(rest.len());
            } else if is_white(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next object; `None` at the end, or where it nests too deep. Stray ends of lists come as words.
    pub fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.pass_white();
        if depth > MOST_DEEP {
            return None;
        }
        let two = self.bytes.get(self.at..self.at + 2);
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::Text(self.text())),
            b'<' if two == Some(b"<<") => {
                self.at += 2;
                Some(Object::Table(self.table(depth)?))
            }
            b'<' => Some(Object::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                let mut list = vec![];
                loop {
                    match self.object(depth + 1)? {
                        Object::Word(end) if end == "]" => return Some(Object::List(list)),
                        item => list.push(item),
                    }
                }
            }
            b'>' if two == Some(b">>") => {
                self.at += 2;
                Some(Object::Word(">>".to_owned()))
            }
            byte @ (b')' | b'>' | b']' | b'{' | b'}') => {
                self.at += 1;
                Some(Object::Word(char::from(byte).to_string()))
            }
            _ => Some(self.number_or_word()),
        }
    }

    fn table(&mut self, depth: usize) -> Option<Table> {
        let mut table = Table::new();
        loop {
            match self.object(depth + 1)? {
                Object::Word(end) if end == ">>" => return Some(table),
                Object::Name(key) => match self.object(depth + 1)? {
                    Object::Word(end) if end == ">>" => return Some(table),
                    value => drop(table.insert(key, value)),
                },
                _ => {}
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let end = rest
            .iter()
            .position(|b| ends_word(*b))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end.min(LONGEST_WORD)]
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let word = self.word();
        let mut out = vec![];
        let mut at = 0;
        while let Some(byte) = word.get(at) {
            let digits = word
                .get(at + 1..at + 3)
                .and_then(|d| std::str::from_utf8(d).ok());
            match (byte, digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
                (b'#', Some(value)) => {
                    out.push(value);
                    at += 3;
                }
                (byte, _) => {
                    out.push(*byte);
                    at += 1;
                }
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    fn number_or_word(&mut self) -> Object {
        let word = self.word();
        if word.is_empty() {
            self.at += 1;
        }
        let text = String::from_utf8_lossy(word);
        let numeric = word
            .first()
            .is_some_and(|b| b.is_ascii_digit() || b"+-.".contains(b));
        let Some(number) = text
            .parse::<f64>()
            .ok()
            .filter(|n| numeric && n.is_finite())
        else {
            return Object::Word(text.into_owned());
        };
        if self.refers && number >= 0.0 && word.iter().all(u8::is_ascii_digit) {
            let back = self.at;
            self.pass_white();
            let second = self.word();
            self.pass_white();
            let refers =
                !second.is_empty() && second.iter().all(u8::is_ascii_digit) && self.word() == b"R";
            if refers && number <= f64::from(u32::MAX) {
                return Object::Refer(number as u32);
            }
            self.at = back;
        }
        Object::Number(number)
    }

    /// A text in round brackets, which may hold others.
    fn text(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut deep) = (vec![], 1usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    self.escaped(&mut out);
                    continue;
                }
                b'(' => deep += 1,
                b')' => deep -= 1,
                _ => {}
            }
            if deep == 0 {
                break;
            }
            out.push(byte);
        }
        out
    }

    fn escaped(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|b| *b == b'>').unwrap_or(rest.len());
        self.at += (end + 1).min(rest.len());
        hexadecimal(&rest[..end])
    }
}

/// Bytes from hexadecimal digits; other signs are passed over, a lacking digit is 0.
pub(super) fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = text
        .iter()
        .filter_map(|b| char::from(*b).to_digit(16))
        .map(|d| d as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let mut lexer = Lexer::of_file(text.as_bytes(), 0);
        let all: Vec<String> = std::iter::from_fn(|| lexer.next())
            .map(|o| format!("{o:?}"))
            .collect();
        assert_eq!(all.join(" "), expect, "{text}");
    }

    #[test]
    fn objects() {
        check(
            "1 -2.5 .5 % c\n/N#41me true",
            r#"Number(1.0) Number(-2.5) Number(0.5) Name("NAme") Word("true")"#,
        );
        check("[1 2 0 R 3]", "List([Number(1.0), Refer(2), Number(3.0)])");
        check(
            "<</A 1/B[/C]>>",
            r#"Table({"A": Number(1.0), "B": List([Name("C")])})"#,
        );
        check(r"(a(b)\)\101\n)", "Text([97, 40, 98, 41, 41, 65, 10])");
        check("<48 6> )", r#"Text([72, 96]) Word(")")"#);
        check("(open", "Text([111, 112, 101, 110])");
        check("[1", "");
        check("<<", "");
        check(&"[".repeat(100_000), "");
        check("12 0 obj", r#"Number(12.0) Number(0.0) Word("obj")"#);
    }
}
