//! Calendar dates, in days. Times of day play no part in a record of talks.

use std::fmt;

/// A calendar date.
///
/// ```
/// use onetext_model::Date;
/// let met = Date::parse("2031-05-03").expect("a date");
/// assert_eq!(Date::parse("2031-06-02").expect("a date").days_since(met), 30);
/// assert!(Date::parse("2031-02-30").is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Reads `YYYY-MM-DD`; `None` if the text is anything else or no day of the calendar.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 10 {
            return None;
        }
        text.parse().ok().map(Self)
    }

    /// The day with this year, month and day, if there is one.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day this many days after 1970-01-01, if the calendar has it.
    pub fn of_days_since_1970(days: i32) -> Option<Self> {
        let first = jiff::civil::Date::constant(1970, 1, 1);
        first
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
            .map(Self)
    }

    /// Whole days from `earlier` to this date; negative if `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
