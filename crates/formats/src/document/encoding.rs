//! Bytes as text: by the mark at their start, by what the file declares, as UTF-8, or guessed by their letters.

use super::counted;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use onetext_model::{Place, Problem};
use onetext_record::{Unreadable, reading_text};
use std::borrow::Cow;

/// How much of a file is looked at to guess its encoding, in bytes.
const GUESS_BY: usize = 4 << 20;
/// From this many letters of UTF-8 in a row on, bytes of another encoding do not look so by chance.
const NOT_BY_CHANCE: usize = 3;

/// A text, and how it was come by.
#[derive(Debug, Clone)]
pub(super) struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The name of its encoding.
    pub name: &'static str,
    /// Whether the encoding was guessed.
    pub guessed: bool,
    /// How many characters could not be read, and the line of the first.
    pub replaced: Option<(usize, usize)>,
}

impl Decoded<'_> {
    /// What is not certain about it.
    pub fn notes(&self) -> Vec<String> {
        let name = self.name;
        let guess = self.guessed.then(|| {
            format!(
                "the encoding {name} was guessed from the letters: look whether names are right"
            )
        });
        let lost = self.replaced.map(|(number, line)| {
            format!(
                "{} could not be read as {name} and became \u{fffd}, first on line {line} of the file",
                counted(number, "character")
            )
        });
        guess.into_iter().chain(lost).collect()
    }
}

/// A plain text. UTF-8 stays as it is, byte for byte.
///
/// # Errors
/// NUL bytes, signs of a file that is no text, and two encodings in one file, with the place.
pub(super) fn plain<'a>(file: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, Problem> {
    if let Some(decoded) = marked(bytes) {
        return Ok(decoded);
    }
    let unreadable = match reading_text(bytes) {
        Ok(text) => return Ok(as_is(text)),
        Err(error) => error,
    };
    if unreadable.why != Unreadable::Nul && !bytes.contains(&0) {
        return legacy(file, bytes, None);
    }
    let at = bytes
        .iter()
        .position(|b| *b == 0)
        .unwrap_or(unreadable.offset);
    let what = format!("byte {at} is NUL, so this is no text in an encoding that can be told");
    Err(Problem::new(
        place(file, bytes, at),
        what,
        "save it as UTF-8",
    ))
}

/// A text whose file may say its encoding, as pages do.
///
/// # Errors
/// As [`plain`]; where an encoding is declared, bytes outside it are replaced and counted instead.
pub(super) fn declared<'a>(
    file: &str,
    bytes: &'a [u8],
    label: Option<&[u8]>,
) -> Result<Decoded<'a>, Problem> {
    let encoding = label.and_then(Encoding::for_label);
    // A page saved from a browser is often UTF-8 under the name it had before.
    let utf8 = std::str::from_utf8(bytes).is_ok();
    match encoding {
        _ if utf8 || bytes.contains(&0) => plain(file, bytes),
        None => plain(file, bytes),
        Some(encoding) if [UTF_16LE, UTF_16BE].contains(&encoding) => plain(file, bytes),
        Some(encoding) => marked(bytes).map_or_else(|| Ok(decoded(encoding, bytes, false)), Ok),
    }
}

fn as_is(text: &str) -> Decoded<'_> {
    Decoded {
        text: Cow::Borrowed(text),
        name: "UTF-8",
        guessed: false,
        replaced: None,
    }
}

/// A text that begins with a mark of UTF-16; UTF-8 with one is read as it is.
fn marked(bytes: &[u8]) -> Option<Decoded<'_>> {
    let (encoding, length) = Encoding::for_bom(bytes)?;
    let rest = &bytes[length..];
    let wide = encoding != UTF_8 && !rest.starts_with(b"\0\0");
    wide.then(|| decoded(encoding, rest, false))
        .filter(|d| !d.text.contains('\0'))
}

fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8], guessed: bool) -> Decoded<'a> {
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    let replaced = faulty.then(|| lost(&text));
    Decoded {
        text,
        name: encoding.name(),
        guessed,
        replaced,
    }
}

/// How many characters were replaced, and the line of the first.
pub(super) fn lost(text: &str) -> (usize, usize) {
    let first = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..first].bytes().filter(|b| *b == b'\n').count() + 1;
    (text.matches('\u{fffd}').count(), line)
}

/// An encoding from before UTF-8, guessed.
fn legacy<'a>(file: &str, bytes: &'a [u8], tld: Option<&[u8]>) -> Result<Decoded<'a>, Problem> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BY)], true);
    let encoding = detector.guess(tld, Utf8Detection::Deny);
    let seen = utf8_within(bytes);
    let latin = encoding == WINDOWS_1252 && seen.letters > 0;
    let by_letters = latin || seen.longest >= NOT_BY_CHANCE || seen.letters * 4 >= seen.others;
    // Where a letter has two bytes, a few of them look like UTF-8 by chance; but then all of them have to fit.
    let fits = !encoding.is_single_byte() && !encoding.decode_without_bom_handling(bytes).1;
    if by_letters && !fits {
        let (at, byte) = (
            seen.first_other,
            bytes.get(seen.first_other).copied().unwrap_or_default(),
        );
        let rest = if seen.letters > 0 {
            "though other letters are"
        } else {
            "nor text otherwise"
        };
        let what = format!("byte {at} is 0x{byte:02x}, which is not UTF-8, {rest}");
        let mend = "it mixes encodings: save it as UTF-8, and look at that place";
        return Err(Problem::new(place(file, bytes, at), what, mend));
    }
    let is_odd = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a | 0x1b);
    let odd = bytes.iter().filter(|b| is_odd(b)).count();
    if odd * 50 > bytes.len() {
        let at = bytes.iter().position(is_odd).unwrap_or(0);
        let what = format!(
            "byte {at} is 0x{:02x}, and there are {odd} like it: this is no text",
            bytes[at]
        );
        return Err(Problem::new(
            place(file, bytes, at),
            what,
            "give a document with text",
        ));
    }
    Ok(decoded(encoding, bytes, true))
}

/// What of bytes above ASCII looks like UTF-8.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Letters of UTF-8.
    letters: usize,
    /// The most of them in a row.
    longest: usize,
    /// Bytes that are none.
    others: usize,
    /// Where the first of these stands.
    first_other: usize,
}

fn utf8_within(bytes: &[u8]) -> Seen {
    let mut seen = Seen::default();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        let mut row = 0;
        for letter in chunk.valid().chars() {
            row = if letter.is_ascii() { 0 } else { row + 1 };
            seen.letters += usize::from(row > 0);
            seen.longest = seen.longest.max(row);
        }
        at += chunk.valid().len();
        let other = chunk.invalid().len();
        if other > 0 && seen.others == 0 {
            seen.first_other = at;
        }
        seen.others += other;
        at += other;
    }
    seen
}

fn place(file: &str, bytes: &[u8], at: usize) -> Place {
    let before = &bytes[..at.min(bytes.len())];
    let line = 1 + before.iter().filter(|b| **b == b'\n').count();
    Place {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        ..Place::file(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GBK, IBM866, ISO_8859_2, KOI8_R, SHIFT_JIS, WINDOWS_1251};

    const RUSSIAN: &str = "Министр заявил: «Мы готовы к переговорам, но не любой ценой». Её слова передал \
        представитель делегации. Встреча в Дорне продолжается.\n";
    const FRENCH: &str =
        "« Nous n’avons pas fermé la porte », a déclaré la ministre déléguée à l’été.\n";
    const POLISH: &str =
        "Zażółć gęślą jaźń: strony uzgodniły, że rozmowy będą się toczyć w środę.\n";

    #[test]
    fn what_is_written_in_an_encoding_is_read_in_it() {
        let check = |text: &str, encoding: &'static Encoding| {
            let (bytes, ..) = encoding.encode(text);
            let read = plain("a.txt", &bytes).unwrap();
            assert_eq!(read.text, text, "{}", encoding.name());
            assert!(read.guessed && !read.notes().is_empty());
        };
        check(RUSSIAN, WINDOWS_1251);
        let plain_marks = RUSSIAN.replace(['«', '»'], "\"");
        check(&plain_marks, IBM866);
        check(&plain_marks, KOI8_R);
        check(FRENCH, WINDOWS_1252);
        check(POLISH, ISO_8859_2);
        check(
            "会谈将继续。部长说:“我们不会离开。”双方同意下周再次会面。\n",
            GBK,
        );
        check(
            "大臣は「交渉を続ける」と述べた。双方は来週また会う予定だ。\n",
            SHIFT_JIS,
        );
    }

    #[test]
    fn a_mark_says_how_wide_letters_are() {
        let text = "Ёж \u{202b}שלום\u{202c} e\u{301}\n";
        let wide = |order: fn(u16) -> [u8; 2], mark: &[u8]| {
            let units = text.encode_utf16().flat_map(order);
            mark.iter().copied().chain(units).collect::<Vec<u8>>()
        };
        for (bytes, name) in [
            (wide(u16::to_le_bytes, b"\xff\xfe"), "UTF-16LE"),
            (wide(u16::to_be_bytes, b"\xfe\xff"), "UTF-16BE"),
        ] {
            let read = plain("a.txt", &bytes).unwrap();
            assert_eq!((read.text.as_ref(), read.name), (text, name));
            let cut = plain("a.txt", &bytes[..bytes.len() - 1]).unwrap();
            assert_eq!(cut.replaced, Some((1, 1)), "{name}");
        }
        let marked = "\u{feff}Hello";
        assert_eq!(plain("a.txt", marked.as_bytes()).unwrap().text, marked);
    }

    #[test]
    fn what_is_refused_says_where() {
        let check = |bytes: &[u8], expect: &str| {
            let refused = plain("a.txt", bytes).unwrap_err().to_string();
            assert!(refused.starts_with(expect), "{refused}");
        };
        check(b"a\nb\0c", "a.txt:2: byte 3 is NUL");
        check(
            b"a\n\xc3\xa9 and \xe9",
            "a.txt:2: byte 9 is 0xe9, which is not UTF-8, though",
        );
        check(b"\xff\xfe\0\0a\0\0\0", "a.txt:1: byte 2 is NUL");
        check(b"\xe9\x01\x02\x03", "a.txt:1: byte 1 is 0x01");
        let (mut mixed, ..) = WINDOWS_1251.encode(RUSSIAN);
        mixed.to_mut().extend_from_slice("Так.".as_bytes());
        check(&mixed, "a.txt:1: byte 0 is 0xcc");
    }

    #[test]
    fn a_declaration_counts_before_a_guess() {
        let (bytes, ..) = KOI8_R.encode("Да");
        let read = declared("a.html", &bytes, Some(b"koi8-r")).unwrap();
        assert_eq!((read.text.as_ref(), read.guessed), ("Да", false));
        let read = declared("a.html", "Да".as_bytes(), Some(b"koi8-r")).unwrap();
        assert_eq!((read.text.as_ref(), read.name), ("Да", "UTF-8"));
        let read = declared("a.html", b"a\n\xff", Some(b"utf-8")).unwrap();
        assert_eq!(read.replaced, Some((1, 2)));
        assert!(read.notes()[0].contains("line 2"));
    }
}
