//! Walking a TOML file without stopping at the first problem.
//!
//! Values keep their byte spans, so that every problem has a line and a column and a write can
//! splice exactly the bytes it changes.

use onetext_model::{Date, Decimal, Place, Problem, decimal, problem};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Problems found so far.
pub type Problems = RefCell<Vec<Problem>>;

/// One TOML file being read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path inside the folder.
    pub path: &'a str,
    /// Its text, without a byte-order mark.
    pub text: &'a str,
    /// Where problems go.
    pub problems: &'a Problems,
}

impl<'a> File<'a> {
    /// The place of a byte.
    pub fn place(&self, offset: usize) -> Place {
        Place::of_offset(self.path, self.text, offset)
    }

    /// Notes a problem at a byte.
    pub fn problem(&self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.problems
            .borrow_mut()
            .push(Problem::new(self.place(offset), what, mend));
    }

    /// Notes a warning at a byte.
    pub fn warning(&self, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.problems
            .borrow_mut()
            .push(Problem::warning(self.place(offset), what, mend));
    }

    /// Parses the file; syntax errors become problems and what can be read is returned.
    pub fn parse(&self) -> Spanned<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            self.problem(
                offset,
                format!("cannot be read: {}", error.message().to_lowercase()),
                "see the format of the file in docs/reference/folder.md",
            );
        }
        table
    }

    /// The top level of the file as a block.
    pub fn top<'t>(&self, table: &'t Spanned<DeTable<'a>>) -> Block<'t>
    where
        'a: 't,
    {
        Block::new(*self, table.get_ref(), 0)
    }
}

/// One table: a `[[party]]`, an inline table, or the top level.
#[derive(Debug)]
pub struct Block<'t> {
    file: File<'t>,
    table: &'t DeTable<'t>,
    start: usize,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Block<'t> {
    fn new(file: File<'t>, table: &'t DeTable<'t>, start: usize) -> Self {
        Self {
            file,
            table,
            start,
            known: RefCell::new(BTreeSet::new()),
        }
    }

    /// The file it stands in.
    pub fn file(&self) -> File<'t> {
        self.file
    }

    /// Where it begins.
    pub fn place(&self) -> Place {
        self.file.place(self.start)
    }

    /// Where it begins, as a byte offset.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Notes a problem about the whole block.
    pub fn problem(&self, what: impl Into<String>, mend: impl Into<String>) {
        self.file.problem(self.start, what, mend);
    }

    /// Notes a problem at the value of a key, or at the block if the key is absent.
    pub fn problem_at(&self, key: &str, what: impl Into<String>, mend: impl Into<String>) {
        let at = self.span(key).map_or(self.start, |span| span.start);
        self.file.problem(at, what, mend);
    }

    /// Notes a warning at the value of a key, or at the block if the key is absent.
    pub fn warning_at(&self, key: &str, what: impl Into<String>, mend: impl Into<String>) {
        let at = self.span(key).map_or(self.start, |span| span.start);
        self.file.warning(at, what, mend);
    }

    /// The bytes of a key's value.
    pub fn span(&self, key: &str) -> Option<Range<usize>> {
        self.table
            .iter()
            .find(|(k, _)| k.get_ref() == key)
            .map(|(_, value)| value.span())
    }

    /// Where the last value of the block ends.
    pub fn end(&self) -> usize {
        self.table
            .values()
            .map(|value| value.span().end)
            .max()
            .unwrap_or(self.start)
    }

    /// The keys that stand here.
    pub fn keys(&self) -> Vec<&'t str> {
        self.table
            .keys()
            .map(|key| key.get_ref().as_ref())
            .collect()
    }

    /// Whether a key stands here; marks it as known.
    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// The value of a key; marks it as known.
    pub fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.borrow_mut().insert(key);
        self.table
            .iter()
            .find(|(k, _)| k.get_ref() == key)
            .map(|(_, value)| value)
    }

    /// A text, if present.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            other => {
                self.wrong(value, key, other, "a text in quotes");
                None
            }
        }
    }

    /// A text that must be there; a problem if it is not.
    pub fn required(&self, key: &'static str) -> Option<String> {
        if !self.has(key) {
            self.problem(
                format!("`{key}` is missing"),
                format!("add a line `{key} = …`"),
            );
            return None;
        }
        self.text(key)
    }

    /// A list of texts; empty if absent.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.value(key) else {
            return vec![];
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value, key, value.get_ref(), "a list of texts");
            return vec![];
        };
        let mut texts = vec![];
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong(item, key, item.get_ref(), "texts in quotes"),
            }
        }
        texts
    }

    /// A yes or no, if present.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong(value, key, value.get_ref(), "`true` or `false`");
        }
        flag
    }

    /// A date, written bare or in quotes.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(written) => Date::parse(&written.to_string()),
            DeValue::String(text) => Date::parse(text),
            _ => None,
        };
        if date.is_none() {
            self.wrong(value, key, value.get_ref(), "a date such as `2031-05-12`");
        }
        date
    }

    /// A whole number of at least 0.
    pub fn whole(&self, key: &'static str) -> Option<usize> {
        let value = self.value(key)?;
        let number = self
            .figure_of(value)
            .and_then(|f| usize::try_from(f).ok().filter(|_| f.fract().is_zero()));
        if number.is_none() {
            self.wrong(value, key, value.get_ref(), "a whole number");
        }
        number
    }

    /// An exact figure.
    pub fn figure(&self, key: &'static str) -> Option<Decimal> {
        let value = self.value(key)?;
        let figure = self.figure_of(value);
        if figure.is_none() {
            self.wrong(value, key, value.get_ref(), "a plain number");
        }
        figure
    }

    /// The exact figure a value holds, read from the digits as written.
    pub fn figure_of(&self, value: &Spanned<DeValue<'_>>) -> Option<Decimal> {
        match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => decimal::parse(number.as_str()),
            DeValue::Float(number) => decimal::parse(number.as_str()),
            _ => None,
        }
    }

    /// The tables of an array of tables, each as a block.
    pub fn blocks(&self, key: &'static str) -> Vec<Block<'t>> {
        let Some(value) = self.value(key) else {
            return vec![];
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(
                value,
                key,
                value.get_ref(),
                &format!("tables headed `[[{key}]]`"),
            );
            return vec![];
        };
        let mut blocks = vec![];
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => blocks.push(Block::new(self.file, table, item.span().start)),
                None => self.wrong(
                    item,
                    key,
                    item.get_ref(),
                    &format!("tables headed `[[{key}]]`"),
                ),
            }
        }
        blocks
    }

    /// A table inside this one.
    pub fn inner(&self, key: &'static str) -> Option<Block<'t>> {
        let value = self.value(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(Block::new(self.file, table, value.span().start)),
            None => {
                self.wrong(value, key, value.get_ref(), "a table in braces");
                None
            }
        }
    }

    /// All entries, with the byte at which each value begins.
    pub fn entries(&self) -> Vec<(&'t str, &'t Spanned<DeValue<'t>>)> {
        self.table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), value))
            .collect()
    }

    /// A block over a value that is a table.
    pub fn block_of(&self, value: &'t Spanned<DeValue<'t>>) -> Option<Block<'t>> {
        value
            .get_ref()
            .as_table()
            .map(|table| Block::new(self.file, table, value.span().start))
    }

    /// Notes that keys which nothing asked for are not known here.
    pub fn finish(&self) {
        let known = self.known.borrow();
        for key in self
            .table
            .keys()
            .filter(|key| !known.contains(key.get_ref().as_ref()))
        {
            let listed: Vec<&str> = known.iter().copied().collect();
            let mend = problem::suggestion(
                key.get_ref(),
                known.iter().copied(),
                &format!("known here: {}", listed.join(", ")),
            );
            self.file.problem(
                key.span().start,
                format!("unknown key `{}`", key.get_ref()),
                mend,
            );
        }
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, key: &str, found: &DeValue<'_>, wanted: &str) {
        let found = match found {
            DeValue::String(text) => format!("`{text}`"),
            other => format!("a value of kind {}", other.type_str()),
        };
        self.file.problem(
            value.span().start,
            format!("`{key}` is {found}"),
            format!("it must be {wanted}"),
        );
    }
}
