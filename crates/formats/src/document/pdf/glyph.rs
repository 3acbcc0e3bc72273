//! Letters by the names fonts give them, and the encodings fonts begin from.

use unicode_normalization::UnicodeNormalization;

/// Names of signs that are not made of a letter and an accent.
const NAMES: &str = "space  \nexclam !\nquotedbl \"\nnumbersign #\ndollar $\npercent %\nampersand &\nquotesingle '\n\
parenleft (\nparenright )\nasterisk *\nplus +\ncomma ,\nhyphen -\nperiod .\nslash /\nzero 0\none 1\ntwo 2\nthree 3\nfour 4\n\
five 5\nsix 6\nseven 7\neight 8\nnine 9\ncolon :\nsemicolon ;\nless <\nequal =\ngreater >\nquestion ?\nat @\nbracketleft [\n\
backslash \\\nbracketright ]\nasciicircum ^\nunderscore _\ngrave `\nbraceleft {\nbar \u{7c}\nbraceright }\nasciitilde ~\n\
exclamdown ¡\ncent ¢\nsterling £\ncurrency ¤\nyen ¥\nflorin ƒ\nsection §\nbrokenbar ¦\ncopyright ©\nordfeminine ª\n\
logicalnot ¬\nregistered ®\ndegree °\nplusminus ±\nmu µ\nparagraph ¶\nperiodcentered ·\nmiddot ·\nordmasculine º\n\
onequarter ¼\nonehalf ½\nthreequarters ¾\nquestiondown ¿\nmultiply ×\ndivide ÷\nonesuperior ¹\ntwosuperior ²\n\
threesuperior ³\nquoteleft ‘\nquoteright ’\nquotedblleft “\nquotedblright ”\nquotesinglbase ‚\nquotedblbase „\n\
guillemotleft «\nguillemotright »\nguilsinglleft ‹\nguilsinglright ›\nendash –\nemdash —\nbullet •\nellipsis …\n\
dagger †\ndaggerdbl ‡\nperthousand ‰\ntrademark ™\nEuro €\nminus −\nfraction ⁄\nlessequal ≤\ngreaterequal ≥\nnotequal ≠\n\
fi fi\nfl fl\nff ff\nffi ffi\nffl ffl\nae æ\nAE Æ\noe œ\nOE Œ\noslash ø\nOslash Ø\nlslash ł\nLslash Ł\ngermandbls ß\n\
dotlessi ı\neth ð\nEth Ð\nthorn þ\nThorn Þ\ndcroat đ\nDcroat Đ\nhbar ħ\nHbar Ħ\nafii61352 №\nnbspace \u{a0}\n\
nonbreakingspace \u{a0}\nsfthyphen -\nsofthyphen -\nafii10023 Ё\nafii10071 ё\nafii10050 Ґ\nafii10098 ґ\nafii10053 Є\n\
afii10101 є\nafii10055 І\nafii10103 і\nafii10056 Ї\nafii10104 ї\nafii10062 Ў\nafii10110 ў";

/// Names of accents, with the sign that puts them on a letter.
const ACCENTS: [(&str, char); 14] = [
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("dotaccent", '\u{307}'),
    ("dieresis", '\u{308}'),
    ("ring", '\u{30a}'),
    ("hungarumlaut", '\u{30b}'),
    ("caron", '\u{30c}'),
    ("commaaccent", '\u{326}'),
    ("cedilla", '\u{327}'),
    ("ogonek", '\u{328}'),
];

/// The letters of a glyph's name, if it says them.
pub(super) fn letters(name: &str) -> Option<String> {
    let base = name.split('.').next().unwrap_or_default();
    if let Some(found) = NAMES
        .split('\n')
        .find_map(|entry| entry.split_once(' ').filter(|(n, _)| *n == base))
    {
        return Some(found.1.to_owned());
    }
    let mut all = base.chars();
    let first = all.next()?;
    let rest = all.as_str();
    if rest.is_empty() {
        return Some(first.to_string());
    }
    if let Some((_, accent)) = ACCENTS.iter().find(|(n, _)| *n == rest)
        && first.is_ascii_alphabetic()
    {
        return Some([first, *accent].into_iter().nfc().collect());
    }
    cyrillic(base).or_else(|| by_number(base))
}

/// `afii10017` is А, `afii10065` is а; Ё stands among them, out of its order in Unicode.
fn cyrillic(name: &str) -> Option<String> {
    let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
    let code = match number {
        10017..=10022 => 0x410 + number - 10017,
        10024..=10049 => 0x416 + number - 10024,
        10065..=10070 => 0x430 + number - 10065,
        10072..=10097 => 0x436 + number - 10072,
        _ => return None,
    };
    char::from_u32(code).map(|c| c.to_string())
}

/// `uni0416`, `u1F600`.
fn by_number(name: &str) -> Option<String> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    let digits = digits
        .get(..4)
        .filter(|_| name.starts_with("uni"))
        .unwrap_or(digits);
    if digits.len() < 4 || digits.len() > 6 {
        return None;
    }
    let code = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(code).map(|c| c.to_string())
}

/// A base encoding of fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// `WinAnsiEncoding`.
    Windows,
    /// `MacRomanEncoding`.
    Macintosh,
    /// `StandardEncoding`.
    Standard,
}

/// Where the standard encoding departs from ASCII.
const STANDARD: [(u8, &str); 48] = [
    (0x27, "’"),
    (0x60, "‘"),
    (0xa1, "¡"),
    (0xa2, "¢"),
    (0xa3, "£"),
    (0xa4, "⁄"),
    (0xa5, "¥"),
    (0xa6, "ƒ"),
    (0xa7, "§"),
    (0xa8, "¤"),
    (0xa9, "'"),
    (0xaa, "“"),
    (0xab, "«"),
    (0xac, "‹"),
    (0xad, "›"),
    (0xae, "fi"),
    (0xaf, "fl"),
    (0xb1, "–"),
    (0xb2, "†"),
    (0xb3, "‡"),
    (0xb4, "·"),
    (0xb6, "¶"),
    (0xb7, "•"),
    (0xb8, "‚"),
    (0xb9, "„"),
    (0xba, "”"),
    (0xbb, "»"),
    (0xbc, "…"),
    (0xbd, "‰"),
    (0xbf, "¿"),
    (0xc1, "`"),
    (0xc2, "´"),
    (0xc3, "ˆ"),
    (0xc4, "˜"),
    (0xc8, "¨"),
    (0xd0, "—"),
    (0xe1, "Æ"),
    (0xe3, "ª"),
    (0xe8, "Ł"),
    (0xe9, "Ø"),
    (0xea, "Œ"),
    (0xeb, "º"),
    (0xf1, "æ"),
    (0xf5, "ı"),
    (0xf8, "ł"),
    (0xf9, "ø"),
    (0xfa, "œ"),
    (0xfb, "ß"),
];

impl Base {
    /// The letters of a code.
    pub fn letters(self, code: u8) -> Option<String> {
        if code < 0x20 || code == 0x7f {
            return None;
        }
        match self {
            Self::Windows => Some(encoding_rs::WINDOWS_1252.decode(&[code]).0.into_owned()),
            Self::Macintosh => Some(encoding_rs::MACINTOSH.decode(&[code]).0.into_owned()),
            Self::Standard => match STANDARD.iter().find(|(c, _)| *c == code) {
                Some((_, letters)) => Some((*letters).to_owned()),
                None => (code < 0x80).then(|| char::from(code).to_string()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_letters() {
        let check = |name: &str, expect: Option<&str>| {
            assert_eq!(letters(name).as_deref(), expect, "{name}")
        };
        check("space", Some(" "));
        check("A", Some("A"));
        check("eacute", Some("é"));
        check("Zcaron", Some("Ž"));
        check("a.alt", Some("a"));
        check("bar", Some("|"));
        check("afii10017", Some("А"));
        check("afii10049", Some("Я"));
        check("afii10097", Some("я"));
        check("afii10071", Some("ё"));
        check("uni0416", Some("Ж"));
        check("u1F600", Some("😀"));
        check("fi", Some("fi"));
        check("g37", None);
        check(".notdef", None);
    }

    #[test]
    fn base_encodings() {
        assert_eq!(Base::Windows.letters(0x93).as_deref(), Some("“"));
        assert_eq!(Base::Macintosh.letters(0xd2).as_deref(), Some("“"));
        assert_eq!(Base::Standard.letters(0xaa).as_deref(), Some("“"));
        assert_eq!(Base::Standard.letters(0x41).as_deref(), Some("A"));
        assert_eq!(Base::Standard.letters(0xff), None);
    }
}
