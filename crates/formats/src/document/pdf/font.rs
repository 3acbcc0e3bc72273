//! Fonts: from codes to letters, and how far each code moves the pen.

use super::Fault;
use super::file::Pdf;
use super::glyph::{Base, letters};
use super::map::{Map, utf16};
use super::object::{Object, Table};
use std::collections::BTreeMap;

/// How wide a sign is where the font does not say, in thousandths of its size.
const WIDTH: f64 = 500.0;
/// The most widths one range of a font may give.
const MOST_WIDTHS: usize = 100_000;

/// A font.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Codes have two bytes.
    wide: bool,
    /// Codes are UTF-16.
    is_utf16: bool,
    map: Option<Map>,
    named: BTreeMap<u8, String>,
    base: Option<Base>,
    widths: BTreeMap<u32, f64>,
    width: Option<f64>,
    /// How large a thousandth is, for fonts that draw their own signs.
    pub scale: Option<f64>,
}

/// One sign drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sign {
    /// Its letters, if the font says them.
    pub letters: Option<String>,
    /// How far it moves the pen, in thousandths of the size.
    pub width: f64,
    /// Whether it is the one-byte code 32, which words are spaced by.
    pub is_space: bool,
}

impl Font {
    /// Reads a font.
    ///
    /// # Errors
    /// More bytes unpacked than allowed.
    pub fn of(pdf: &Pdf<'_>, table: &Table) -> Result<Self, Fault> {
        let mut font = Self::default();
        if let Some(map) = pdf.get(table, "ToUnicode") {
            font.map = Some(Map::of(&pdf.bytes_of(map)?));
        }
        let kind = pdf
            .get(table, "Subtype")
            .and_then(Object::name)
            .unwrap_or_default();
        if kind == "Type0" {
            font.composite(pdf, table);
            return Ok(font);
        }
        if kind == "Type3" {
            let matrix = pdf.get(table, "FontMatrix").and_then(Object::list);
            font.scale = matrix
                .and_then(|m| m.first())
                .and_then(Object::number)
                .map(|s| s.abs() * 1000.0);
        }
        let first = pdf
            .get(table, "FirstChar")
            .and_then(Object::whole)
            .unwrap_or(0) as u32;
        let widths = pdf
            .get(table, "Widths")
            .and_then(Object::list)
            .unwrap_or_default();
        for (width, code) in widths.iter().zip(first..).take(256) {
            if let Some(width) = pdf.resolve(width).number() {
                font.widths.insert(code, width);
            }
        }
        font.encoding(pdf, table);
        Ok(font)
    }

    fn encoding(&mut self, pdf: &Pdf<'_>, table: &Table) {
        let encoding = pdf.get(table, "Encoding");
        let within = encoding.and_then(Object::table);
        let name = encoding.and_then(Object::name);
        let name = name.or_else(|| {
            within
                .and_then(|t| pdf.get(t, "BaseEncoding"))
                .and_then(Object::name)
        });
        self.base = Some(match name {
            Some("MacRomanEncoding") => Base::Macintosh,
            Some("WinAnsiEncoding") => Base::Windows,
            _ if pdf.get(table, "Subtype").and_then(Object::name) == Some("TrueType") => {
                Base::Windows
            }
            _ => Base::Standard,
        });
        let differences = within
            .and_then(|t| pdf.get(t, "Differences"))
            .and_then(Object::list);
        let mut code = 0usize;
        for item in differences.unwrap_or_default() {
            match pdf.resolve(item) {
                Object::Name(name) => {
                    if let Ok(byte) = u8::try_from(code) {
                        self.named.insert(byte, name.clone());
                    }
                    code += 1;
                }
                other => code = other.whole().unwrap_or(code),
            }
        }
    }

    fn composite(&mut self, pdf: &Pdf<'_>, table: &Table) {
        self.wide = true;
        let name = pdf
            .get(table, "Encoding")
            .and_then(Object::name)
            .unwrap_or_default();
        self.is_utf16 = name.contains("UCS2") || name.contains("UTF16");
        let under = pdf
            .get(table, "DescendantFonts")
            .and_then(Object::list)
            .and_then(|l| l.first());
        let Some(under) = under.and_then(|it| pdf.resolve(it).table()) else {
            return;
        };
        self.width = Some(
            pdf.get(under, "DW")
                .and_then(Object::number)
                .unwrap_or(1000.0),
        );
        let list = pdf
            .get(under, "W")
            .and_then(Object::list)
            .unwrap_or_default();
        let mut items = list.iter().map(|item| pdf.resolve(item));
        while let (Some(first), Some(second)) = (items.next().and_then(Object::whole), items.next())
        {
            if let Some(widths) = second.list() {
                for (width, code) in widths.iter().zip(first as u32..) {
                    if let Some(width) = pdf.resolve(width).number() {
                        self.widths.insert(code, width);
                    }
                }
            } else if let (Some(last), Some(width)) =
                (second.whole(), items.next().and_then(Object::number))
            {
                let codes = (first..=last).take(MOST_WIDTHS.saturating_sub(self.widths.len()));
                self.widths.extend(codes.map(|code| (code as u32, width)));
            }
        }
    }

    /// The signs of a text drawn in this font.
    pub fn signs<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = Sign> + 'f {
        text.chunks(if self.wide { 2 } else { 1 })
            .map(|bytes| self.sign(bytes))
    }

    fn sign(&self, bytes: &[u8]) -> Sign {
        let code = bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        let width = self
            .widths
            .get(&code)
            .copied()
            .or(self.width)
            .unwrap_or(WIDTH);
        let found = self.map.as_ref().and_then(|map| map.letters(code));
        let found = found.or_else(|| {
            if self.wide {
                self.wide_letters(bytes)
            } else {
                self.byte_letters(bytes[0])
            }
        });
        Sign {
            letters: found.map(|it| plain(&it)),
            width,
            is_space: !self.wide && code == 32,
        }
    }

    fn wide_letters(&self, bytes: &[u8]) -> Option<String> {
        self.is_utf16.then(|| utf16(bytes))
    }

    fn byte_letters(&self, code: u8) -> Option<String> {
        match self.named.get(&code) {
            Some(name) => letters(name),
            None => self.base.and_then(|base| base.letters(code)),
        }
    }
}

/// Ligatures as their letters, and without signs that draw nothing.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\t' | '\n' | '\r' | '\u{a0}' => out.push(' '),
            '\u{ad}' => out.push('-'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}
