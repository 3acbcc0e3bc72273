//! Names: a letter, then letters, digits and hyphens, in lower case.
//!
//! Each kind of thing has a type of its own, so that an issue's name cannot stand where a
//! party's is meant. All names order by their characters, which fixes every order in the product.

use std::{fmt, sync::Arc};

/// Why a piece of text cannot be a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a name: names are lower case, begin with a letter and hold letters, digits and `-`"
)]
pub struct BadId {
    /// The text that was offered.
    pub text: String,
}

/// Whether `text` has the form of a name.
///
/// ```
/// assert!(onetext_model::id::is_name("short-of-force"));
/// assert!(!onetext_model::id::is_name("Short of force"));
/// ```
pub fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(is_lower_letter)
        && letters.all(|c| is_lower_letter(c) || c.is_numeric() || c == '-')
}

fn is_lower_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase()
}

/// The longest key made from a wording, in characters.
const SLUG_LONGEST: usize = 60;

/// Makes a name from words: lower case, hyphens between, empty if there is no letter or digit.
///
/// ```
/// assert_eq!(onetext_model::id::slug("All means, short of force!"), "all-means-short-of-force");
/// ```
pub fn slug(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            name.push(c);
        } else if c != '\'' && c != '’' && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    shorten(&name)
}

/// Cuts a long slug at the last whole word that fits.
fn shorten(name: &str) -> String {
    let whole = name.trim_end_matches('-');
    let Some((cut, _)) = whole.char_indices().nth(SLUG_LONGEST) else {
        return whole.to_owned();
    };
    let head = &whole[..cut];
    head.rsplit_once('-')
        .map_or(head, |(words, _)| words)
        .to_owned()
}

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads a name.
            ///
            /// # Errors
            /// [`BadId`] if the text is not a name (see [`is_name`]).
            pub fn new(text: &str) -> Result<Self, BadId> {
                if is_name(text) { Ok(Self(text.into())) } else { Err(BadId { text: text.to_owned() }) }
            }

            /// The name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}

name_type!(
    /// A party's name.
    PartyId
);
name_type!(
    /// A person's name in the register.
    PersonId
);
name_type!(
    /// The name of an issue, a point or a matter: they share one namespace.
    IssueId
);
name_type!(
    /// A base's name.
    BaseId
);
name_type!(
    /// A source's name.
    SourceId
);
name_type!(
    /// A statement's name.
    StatementId
);
name_type!(
    /// A judgment's name.
    JudgmentId
);

/// An alternative's permanent name: a name, one made from words (`60-days`), or a figure (`-2.5`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// [`BadId`] if the text has none of these forms.
    pub fn new(text: &str) -> Result<Self, BadId> {
        if is_name(text) || (!text.is_empty() && slug(text) == text) {
            return Ok(Self(text.into()));
        }
        match crate::decimal::parse(text) {
            Some(figure) => Ok(Self::of_figure(figure)),
            None => Err(BadId {
                text: text.to_owned(),
            }),
        }
    }

    /// The key made from a wording: its slug, else `a` with the slug's digits, else `none`.
    ///
    /// ```
    /// use onetext_model::Key;
    /// assert_eq!(Key::of_words("60 days").as_str(), "60-days");
    /// assert_eq!(Key::of_words("").as_str(), "none");
    /// ```
    pub fn of_words(words: &str) -> Self {
        let name = slug(words);
        if name.is_empty() {
            Self("none".into())
        } else {
            Self(name.into())
        }
    }

    /// The key of a figure: the plain decimal without trailing zeros.
    pub fn of_figure(figure: crate::Decimal) -> Self {
        Self(crate::decimal::plain(figure).into())
    }

    /// The key `none` of an alternative that leaves the words out.
    pub fn none() -> Self {
        Self("none".into())
    }

    /// The key of the one alternative of a point without brackets.
    pub fn as_it_stands() -> Self {
        Self("as-it-stands".into())
    }

    /// The key `?` of an alternative not yet written or not known.
    pub fn unwritten() -> Self {
        Self("?".into())
    }

    /// The key as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_letters_digits_and_hyphens() {
        for good in ["a", "harbour-1", "élan", "район"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "-a", "A", "a b", "a_b", "a#"] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_figure_is_a_key_without_trailing_zeros() {
        assert_eq!(Key::new("20.50").unwrap().as_str(), "20.5");
        assert_eq!(Key::new("30-days").unwrap().as_str(), "30-days");
        assert!(Key::new("30 days").is_err());
        assert_eq!(Key::of_words("30 days").as_str(), "30-days");
    }

    #[test]
    fn a_long_slug_ends_at_a_word() {
        let name = slug(&"word ".repeat(40));
        assert!(
            name.len() <= SLUG_LONGEST && name.ends_with("word"),
            "{name}"
        );
    }
}
