//! Searching a text for words: which sentence holds all of them, where, and how well it fits.
//!
//! Capitals and accents make no difference, and neither does an English plural. Words in quotation marks must
//! stand in a row as written.

use crate::lexicon::{ABBREVIATED, ALWAYS_ABBREVIATED, LEXICON, SMALL_ABBREVIATED};
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest sentence that is looked at as one, in bytes; a longer one is cut at a space.
const LONGEST: usize = 4_000;

/// What is searched for: every run of words must occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    runs: Vec<Run>,
}

/// Words in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// As sought, capitals and accents aside.
    words: Vec<String>,
    /// The same without plurals.
    stems: Vec<String>,
    /// Whether plurals make a difference.
    exact: bool,
}

/// How a text fits what is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Where the words stand, in bytes, in order and without overlap.
    pub marks: Vec<Range<usize>>,
    /// How many of the runs occur just as sought, accents and capitals aside.
    pub exact: usize,
    /// From the first of the closest set of words to its last, in words of the text.
    pub spread: usize,
}

impl Sought {
    /// Takes what was typed. A piece with a space in it, or a part in quotation marks, is a phrase.
    ///
    /// # Errors
    /// The piece that holds no word.
    ///
    /// ```
    /// let sought = onetext_record::Sought::of(&["\"short of force\"", "guarantee"])?;
    /// let fit = sought.fit("Guarantees, but short of force.").ok_or("no fit")?;
    /// assert_eq!(fit.marks, [0..10, 16..30]);
    /// assert!(sought.fit("guarantees of short force").is_none());
    /// # Ok::<(), String>(())
    /// ```
    pub fn of<T: AsRef<str>>(typed: &[T]) -> Result<Self, String> {
        let mut runs = vec![];
        for piece in typed {
            let piece = piece.as_ref();
            let before = runs.len();
            let quoted = piece.contains(is_mark);
            for (at, part) in piece.split(is_mark).enumerate() {
                if quoted && at % 2 == 0 {
                    runs.extend(part.split_whitespace().filter_map(|it| Run::of(it, false)));
                } else {
                    runs.extend(Run::of(
                        part,
                        part.trim().contains(char::is_whitespace) || quoted,
                    ));
                }
            }
            if runs.len() == before {
                return Err(piece.to_owned());
            }
        }
        Ok(Self { runs })
    }

    /// Whether nothing is sought, so that everything fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How a text fits; nothing if a word is missing.
    #[must_use]
    pub fn fit(&self, text: &str) -> Option<Fit> {
        let words: Vec<Word> = words(text).map(|at| Word::of(text, at)).collect();
        let mut hits: Vec<(usize, usize)> = vec![];
        let mut exact = 0;
        let mut marks = vec![];
        for (which, run) in self.runs.iter().enumerate() {
            let found: Vec<usize> = run.places(&words).collect();
            if found.is_empty() {
                return None;
            }
            exact += usize::from(found.iter().any(|at| run.stands_at(&words, *at)));
            let last = |at: usize| at + run.words.len() - 1;
            marks.extend(
                found
                    .iter()
                    .map(|at| words[*at].at.start..words[last(*at)].at.end),
            );
            hits.extend(found.iter().map(|at| (*at, which)));
        }
        hits.sort_unstable();
        Some(Fit {
            marks: united(marks),
            exact,
            spread: spread(&hits, self.runs.len()),
        })
    }
}

impl Run {
    fn of(text: &str, exact: bool) -> Option<Self> {
        let words: Vec<String> = words(text).map(|at| folded(&text[at])).collect();
        let stems = words.iter().map(|word| stem(word)).collect();
        (!words.is_empty()).then_some(Self {
            words,
            stems,
            exact,
        })
    }

    /// Where the run begins among words.
    fn places<'w>(&'w self, words: &'w [Word]) -> impl Iterator<Item = usize> + 'w {
        let fits = |row: &[Word]| {
            let plain = row.iter().map(|it| &it.word).eq(&self.words);
            plain || !self.exact && row.iter().map(|it| &it.stem).eq(&self.stems)
        };
        let rows = words.windows(self.words.len()).enumerate();
        rows.filter(move |(_, row)| fits(row)).map(|(at, _)| at)
    }

    fn stands_at(&self, words: &[Word], at: usize) -> bool {
        let row = &words[at..at + self.words.len()];
        row.iter().map(|it| &it.word).eq(&self.words)
    }
}

/// A word of a text.
struct Word {
    at: Range<usize>,
    word: String,
    stem: String,
}

impl Word {
    fn of(text: &str, at: Range<usize>) -> Self {
        let word = folded(&text[at.clone()]);
        let stem = stem(&word);
        Self { at, word, stem }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The words of a text: letters, digits and the marks on them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c| !is_letter(c));
        from = end.map_or(text.len(), |end| start + end);
        Some(start..from)
    })
}

/// A word without capitals and accents.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c));
    let lower = plain.flat_map(char::to_lowercase).nfkd();
    lower.filter(|c| !is_combining_mark(*c)).collect()
}

/// A word without the ending of an English plural. Words of three letters or fewer stay as they are.
fn stem(word: &str) -> String {
    let cut = |ending: &str, rest: &str| {
        let head = word.strip_suffix(ending)?;
        (head.chars().count() >= 2).then(|| format!("{head}{rest}"))
    };
    if word.chars().count() <= 3 || ["ss", "us", "is"].iter().any(|it| word.ends_with(it)) {
        return word.to_owned();
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zes"];
    if sibilant.iter().any(|it| word.ends_with(it)) {
        return cut("es", "").unwrap_or_else(|| word.to_owned());
    }
    let shorter = cut("ies", "y").or_else(|| cut("s", ""));
    shorter.unwrap_or_else(|| word.to_owned())
}

/// Marks in order, those that touch or overlap made one.
fn united(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut all: Vec<Range<usize>> = vec![];
    for mark in marks {
        match all.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => all.push(mark),
        }
    }
    all
}

/// The fewest words from a first to a last hit that hold a hit of every run.
fn spread(hits: &[(usize, usize)], runs: usize) -> usize {
    let mut seen = vec![0usize; runs];
    let (mut missing, mut first, mut best) = (runs, 0, usize::MAX);
    for (at, which) in hits {
        missing -= usize::from(seen[*which] == 0);
        seen[*which] += 1;
        while missing == 0 {
            let (start, leaving) = hits[first];
            best = best.min(at - start);
            seen[leaving] -= 1;
            missing += usize::from(seen[leaving] == 0);
            first += 1;
        }
    }
    if runs == 0 { 0 } else { best }
}

/// The sentences of a text, one after the other: to a full stop, question or exclamation mark that ends one, or to
/// an empty line. What is longer than 4,000 bytes is cut at a space.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let skipped = text[from..].find(|c: char| !c.is_whitespace() && c != '\u{feff}')?;
        let start = from + skipped;
        from = start + length(&text[start..]);
        let trimmed = text[start..from].trim_end().len();
        Some(start..start + trimmed)
    })
}

/// The length of the sentence a text begins with.
fn length(text: &str) -> usize {
    let mut most = LONGEST.min(text.len());
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    let reach = &text[..most];
    for (at, c) in reach.char_indices() {
        let end = at + c.len_utf8();
        if c == '\n' && is_empty_line(&text[end..]) {
            return end;
        }
        if matches!(c, '.' | '!' | '?' | '…')
            && (c != '.' || text[end..].starts_with(is_mark) || !is_abbreviation(&text[..end]))
        {
            let rest = text[end..]
                .trim_start_matches(|c| is_mark(c) || matches!(c, '\'' | '’' | ')' | ']'));
            if goes_on_anew(rest) {
                return text.len() - rest.len();
            }
        }
    }
    if most == text.len() {
        return most;
    }
    reach
        .rfind(char::is_whitespace)
        .filter(|at| *at > 0)
        .unwrap_or(most)
}

fn is_empty_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

/// Whether what follows a stop is the end or, after a space, no small letter.
fn goes_on_anew(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(char::is_whitespace)
            && !rest.trim_start().starts_with(char::is_lowercase)
}

/// Whether the full stop at the end belongs to an abbreviation or an initial.
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let bare = word.trim_end_matches('.');
    let initial = bare.chars().count() == 1 && bare.starts_with(char::is_uppercase);
    let known = ABBREVIATED | ALWAYS_ABBREVIATED | SMALL_ABBREVIATED;
    let flags = LEXICON.flags(bare) | LEXICON.flags(&bare.to_lowercase());
    initial || flags & known != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_whatever_their_capitals_accents_and_plurals() {
        let check = |sought: &[&str], text: &str, expect: &[&str]| {
            let fit = Sought::of(sought).unwrap().fit(text);
            let marked: Vec<&str> = fit.map_or(vec![], |fit| {
                fit.marks.into_iter().map(|at| &text[at]).collect()
            });
            assert_eq!(marked, expect, "{sought:?} in {text:?}");
        };
        check(&["guarantee"], "No Guarantees.", &["Guarantees"]);
        check(&["guarantees"], "no guarantee", &["guarantee"]);
        check(&["PARTIES"], "each party", &["party"]);
        check(&["losses"], "a loss", &["loss"]);
        check(&["cafe"], "the Café", &["Café"]);
        check(&["Zürich"], "ZU\u{308}RICH", &["ZU\u{308}RICH"]);
        check(&["has"], "ha", &[]);
        check(
            &["harbour", "dues"],
            "the dues of the harbour",
            &["dues", "harbour"],
        );
        check(&["harbour", "fish"], "the dues of the harbour", &[]);
        check(
            &["60-day"],
            "60 days, a 60-day pause",
            &["60 days", "60-day"],
        );
        check(&["short of force"], "short, of force", &["short, of force"]);
        check(&["\"two days\""], "two day", &[]);
        check(
            &["say \"two days\" more"],
            "more of two days, they say",
            &["more", "two days", "say"],
        );
    }

    #[test]
    fn a_closer_and_more_exact_fit_is_told_apart() {
        let fit = |text: &str| {
            let fit = Sought::of(&["harbour", "due"]).unwrap().fit(text).unwrap();
            (fit.exact, fit.spread)
        };
        assert_eq!(fit("harbour due"), (2, 1));
        assert_eq!(fit("harbours and dues"), (0, 2));
        assert_eq!(fit("dues or harbour or due"), (2, 2));
    }

    #[test]
    fn what_holds_no_word_is_refused() {
        assert_eq!(Sought::of(&["harbour", "—"]), Err("—".to_owned()));
        assert_eq!(Sought::of(&["\"\""]), Err("\"\"".to_owned()));
        assert!(Sought::of::<&str>(&[]).unwrap().is_empty());
    }

    #[test]
    fn sentences_end_at_stops_and_empty_lines() {
        let check = |text: &str, expect: &[&str]| {
            let all: Vec<&str> = sentences(text).map(|at| &text[at]).collect();
            assert_eq!(all, expect, "{text:?}");
        };
        check("", &[]);
        check("One. Two! Three", &["One.", "Two!", "Three"]);
        check(
            "Sen. Lee left. A. B. Lee too.",
            &["Sen. Lee left.", "A. B. Lee too."],
        );
        check("“No.” He left.", &["“No.”", "He left."]);
        check("“No.” he said. Done.", &["“No.” he said.", "Done."]);
        check(
            "# Head\r\n\r\nIt is 2.5 km\nlong.\n",
            &["# Head", "It is 2.5 km\nlong."],
        );
        let long = "word ".repeat(3_000);
        assert!(sentences(&long).all(|at| at.len() <= LONGEST));
    }
}
