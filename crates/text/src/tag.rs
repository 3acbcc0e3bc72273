//! Tags: `@owner`, `#key` and `*`, each a whole token in the trailing run of an alternative.

use crate::tree::Tags;
use onetext_model::id::is_name;
use std::collections::BTreeSet;

/// Splits the trailing run of tags off a wording: where it begins, with the white space before it,
/// and what it says. White space at the end is no part of the wording where there are no tags.
///
/// A token counts only after white space or at the beginning, so `*jointly*`, `Annex #3` and
/// `a@b.org` are words.
///
/// ```
/// use onetext_text::tag::split;
/// let (at, tags) = split(" jointly #both @asteria *");
/// assert_eq!((at, tags.key.as_deref(), tags.working), (8, Some("both"), true));
/// assert_eq!(split(" see Annex #3").0, 13);
/// ```
pub fn split(text: &str) -> (usize, Tags) {
    let mut tags = Tags::default();
    let mut owners: Vec<&str> = vec![];
    let mut end = text.trim_end().len();
    while let Some(token) = last_token(&text[..end]) {
        match token.strip_prefix('@').filter(|owner| is_name(owner)) {
            Some(owner) => owners.push(owner),
            None if take(token, &mut tags) => {}
            None => break,
        }
        end = text[..end - token.len()].trim_end().len();
    }
    let mut seen = BTreeSet::new();
    let in_order = owners.into_iter().rev();
    tags.owners = in_order
        .filter(|owner| seen.insert(*owner))
        .map(str::to_owned)
        .collect();
    (end, tags)
}

fn last_token(text: &str) -> Option<&str> {
    let start = text.rfind(char::is_whitespace).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let token = &text[start..];
    (!token.is_empty()).then_some(token)
}

fn take(token: &str, tags: &mut Tags) -> bool {
    match token.split_at_checked(1) {
        Some(("*", "")) if !tags.working => tags.working = true,
        Some(("#", key)) if is_name(key) && tags.key.is_none() => tags.key = Some(key.to_owned()),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, owners: &[&str], key: Option<&str>, working: bool) {
        let (at, tags) = split(text);
        assert_eq!(text[..at].trim(), words, "{text}");
        assert_eq!(
            (
                tags.owners.iter().map(String::as_str).collect::<Vec<_>>(),
                tags.key.as_deref(),
                tags.working
            ),
            (owners.to_vec(), key, working),
            "{text}"
        );
    }

    #[test]
    fn only_whole_trailing_tokens_are_tags() {
        check(
            " by both * @a @b #k ",
            "by both",
            &["a", "b"],
            Some("k"),
            true,
        );
        check(" *jointly* ", "*jointly*", &[], None, false);
        check(" jointly*", "jointly*", &[], None, false);
        check(" write to a@b.org", "write to a@b.org", &[], None, false);
        check(" # heading", "# heading", &[], None, false);
        check(" @a said so", "@a said so", &[], None, false);
        check(" *", "", &[], None, true);
        check("", "", &[], None, false);
    }
}
