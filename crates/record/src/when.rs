//! When something was said: "on Tuesday", "yesterday", "3 June", and which day that is.
//!
//! The day is reckoned from the date the source bears, never from a clock. A span such as "last week" names no day.

use onetext_model::Date;

use crate::lexicon::{CALENDAR, FIGURE};
use crate::register::folded;
use crate::sentence::Passage;

/// The farthest a date may stand from its cue, in tokens.
const NEAR: usize = 10;

const WEEKDAYS: [&str; 7] = [
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "monday",
    "tuesday",
    "wednesday",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Passage<'_> {
    /// The words near a cue that date the saying; words that are themselves reported do not count.
    pub fn when_said(
        &self,
        cue: (usize, usize),
        reported: (usize, usize),
        sentence: (usize, usize),
    ) -> Option<String> {
        let low = cue.0.saturating_sub(NEAR).max(sentence.0);
        let high = (cue.1 + NEAR).min(sentence.1);
        let outside = |at: &usize| *at < reported.0 || *at >= reported.1;
        let behind = (cue.1..high).filter(outside);
        let before = (low..cue.0).rev().filter(outside);
        behind.chain(before).find_map(|at| self.date_at(at))
    }

    fn date_at(&self, at: usize) -> Option<String> {
        let word = folded(self.word(at));
        let before = folded(self.word(at.wrapping_sub(1)));
        if self.is(at, CALENDAR) && WEEKDAYS.contains(&word.as_str()) {
            let from = at - usize::from(before == "last");
            return Some(self.words(from, at + 1));
        }
        if self.is(at, CALENDAR) && MONTHS.contains(&word.as_str()) {
            let year = |at: usize| usize::from(self.is(at, FIGURE) && self.word(at).len() == 4);
            if self.is(at.wrapping_sub(1), FIGURE) {
                return Some(self.words(at - 1, at + 1 + year(at + 1)));
            }
            return self.is(at + 1, FIGURE).then(|| self.words(at, at + 2));
        }
        let single = matches!(word.as_str(), "yesterday" | "today" | "tonight");
        if single
            || matches!(
                (before.as_str(), word.as_str()),
                ("last", "night") | ("this", "morning" | "afternoon" | "evening")
            )
        {
            return Some(self.words(at - usize::from(!single), at + 1));
        }
        let ago = matches!(word.as_str(), "ago" | "earlier")
            && matches!(before.as_str(), "days" | "day")
            && at > 1;
        ago.then(|| self.words(at - 2, at + 1))
    }
}

/// The day that printed words mean in a source of a date; `None` if they name no single day.
///
/// A weekday is the last one up to the source's date, and a day of a month without a year the last one too.
///
/// ```
/// use onetext_model::Date;
/// use onetext_record::day_said;
/// let source = Date::parse("2031-05-09").expect("a date"); // a Friday
/// assert_eq!(day_said("on Tuesday", source), Date::parse("2031-05-06"));
/// assert_eq!(day_said("yesterday", source), Date::parse("2031-05-08"));
/// assert_eq!(day_said("3 June", source), Date::parse("2030-06-03"));
/// assert_eq!(day_said("last week", source), None);
/// ```
#[must_use]
pub fn day_said(printed: &str, source: Date) -> Option<Date> {
    let printed = folded(&printed.replace(',', " "));
    let words: Vec<&str> = printed.split(' ').filter(|word| *word != "on").collect();
    match words[..] {
        ["today" | "tonight"] | ["this", "morning" | "afternoon" | "evening"] => Some(source),
        ["yesterday"] | ["last", "night"] => before(source, 1),
        [count, "days" | "day", "ago" | "earlier"] => before(source, number(count)?),
        ["last", day] => weekday(day, source, 1),
        [day] => weekday(day, source, 0),
        _ => day_of_month(&words, source),
    }
}

fn days(date: Date) -> Option<i64> {
    Some(date.days_since(Date::of_days_since_1970(0)?))
}

fn before(date: Date, count: i64) -> Option<Date> {
    Date::of_days_since_1970(i32::try_from(days(date)?.checked_sub(count)?).ok()?)
}

/// The last day of that name up to `least` days before a date.
fn weekday(name: &str, source: Date, least: i64) -> Option<Date> {
    let wanted = WEEKDAYS.iter().position(|day| *day == name)?;
    let today = days(source)?.rem_euclid(7);
    let back = (today - i64::try_from(wanted).ok()?).rem_euclid(7);
    before(source, if back < least { back + 7 } else { back })
}

fn day_of_month(words: &[&str], source: Date) -> Option<Date> {
    let month = words.iter().position(|word| MONTHS.contains(word))?;
    let of = MONTHS.iter().position(|name| *name == words[month])?;
    let figures: Vec<i16> = words.iter().filter_map(|word| figure(word)).collect();
    let month = i8::try_from(of + 1).ok()?;
    match figures[..] {
        [day] if day < 32 => {
            let day = i8::try_from(day).ok()?;
            let year: i16 = source.to_string().get(..4)?.parse().ok()?;
            let found = Date::of(year, month, day)?;
            if found > source {
                Date::of(year - 1, month, day)
            } else {
                Some(found)
            }
        }
        [day, year] if day < 32 => Date::of(year, month, i8::try_from(day).ok()?),
        _ => None,
    }
}

fn figure(word: &str) -> Option<i16> {
    word.trim_end_matches("st")
        .trim_end_matches("nd")
        .trim_end_matches("rd")
        .trim_end_matches("th")
        .parse()
        .ok()
}

fn number(word: &str) -> Option<i64> {
    let small = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let spelled = small
        .iter()
        .position(|it| *it == word)
        .and_then(|at| i64::try_from(at + 1).ok());
    spelled.or_else(|| word.parse().ok().filter(|count| (0..1_000).contains(count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: Option<&str>) {
        let source = Date::parse("2031-05-09").expect("a Friday");
        assert_eq!(
            day_said(words, source),
            expect.and_then(Date::parse),
            "{words}"
        );
    }

    #[test]
    fn words_name_days() {
        check("Friday", Some("2031-05-09"));
        check("last Friday", Some("2031-05-02"));
        check("Monday", Some("2031-05-05"));
        check("Saturday", Some("2031-05-03"));
        check("last night", Some("2031-05-08"));
        check("this morning", Some("2031-05-09"));
        check("two days ago", Some("2031-05-07"));
        check("3 May", Some("2031-05-03"));
        check("May 3", Some("2031-05-03"));
        check("12 December", Some("2030-12-12"));
        check("12 December 2029", Some("2029-12-12"));
        check("31 June", None);
        check("last month", None);
        check("", None);
    }
}
