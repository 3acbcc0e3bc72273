//! What a page says about itself: title, day, outlet, author, language. Proposals only.

use super::token::{Tag, Token, Tokens, resolved};
use crate::document::{Proposed, day, value};
use onetext_model::Date;

const TITLES: [&str; 3] = ["og:title", "twitter:title", "dc.title"];
const OUTLETS: [&str; 3] = ["og:site_name", "dc.publisher", "application-name"];
const AUTHORS: [&str; 4] = ["author", "article:author", "dc.creator", "parsely-author"];
/// Names under which pages give their day, the surest first.
const DAYS: [&str; 9] = [
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "pubdate",
    "parsely-pub-date",
    "article.published",
];

/// What was found, each with its rank among the names that may give it; the lowest counts.
#[derive(Default)]
struct Found {
    title: Option<(usize, String)>,
    outlet: Option<(usize, String)>,
    author: Option<(usize, String)>,
    on: Option<(usize, Date)>,
    language: Option<String>,
}

/// Takes the value if none of a lower rank is there.
fn better<T>(slot: &mut Option<(usize, T)>, rank: Option<usize>, found: Option<T>) {
    if let (Some(rank), Some(found)) = (rank, found)
        && slot.as_ref().is_none_or(|(old, _)| rank < *old)
    {
        *slot = Some((rank, found));
    }
}

/// What a page says about itself.
pub(super) fn of(page: &str) -> Proposed {
    let mut found = Found::default();
    let mut within = String::new();
    for token in Tokens::of(page) {
        match token {
            Token::Open(tag) => {
                within = match tag.get("type") {
                    Some("application/ld+json") => "json".to_owned(),
                    _ => tag.name.clone(),
                };
                found.take(&tag);
            }
            Token::Raw(text) if within == "title" => {
                better(&mut found.title, Some(TITLES.len()), value(&resolved(text)));
            }
            Token::Raw(text) if within == "json" => {
                better(&mut found.on, Some(1), published(text));
            }
            _ => {}
        }
    }
    Proposed {
        title: found.title.map(|(_, it)| it),
        outlet: found.outlet.map(|(_, it)| it),
        author: found.author.map(|(_, it)| it),
        on: found.on.map(|(_, it)| it),
        language: found.language,
        ..Proposed::default()
    }
}

impl Found {
    fn take(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" => {
                let tag_like =
                    |it: &&str| it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                self.language = tag.get("lang").filter(tag_like).and_then(value);
            }
            "time" => better(
                &mut self.on,
                Some(DAYS.len()),
                tag.get("datetime").and_then(day),
            ),
            "meta" => {
                let name = tag
                    .get("property")
                    .or(tag.get("name"))
                    .or(tag.get("itemprop"));
                let name = name.unwrap_or_default().to_ascii_lowercase();
                let content = tag.get("content").unwrap_or_default();
                let rank = |names: &[&str]| names.iter().position(|it| *it == name);
                better(&mut self.title, rank(&TITLES), value(content));
                better(&mut self.outlet, rank(&OUTLETS), value(content));
                let person = value(content).filter(|it| !it.starts_with("http"));
                better(&mut self.author, rank(&AUTHORS), person);
                better(&mut self.on, rank(&DAYS), day(content));
            }
            _ => {}
        }
    }
}

/// The day of publication in a page's JSON.
fn published(json: &str) -> Option<Date> {
    let (_, rest) = json.split_once("\"datePublished\"")?;
    day(rest
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('"')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_from_several_places() {
        let check = |page: &str, expect: Option<&str>| {
            let found = of(page).on.map(|d| d.to_string());
            assert_eq!(found.as_deref(), expect, "{page}");
        };
        check("<meta name=date content=2031-05-09>", Some("2031-05-09"));
        check(
            "<time datetime=2031-05-08T10:00>x</time><meta name=DC.date content=2031-05-09>",
            Some("2031-05-09"),
        );
        check(
            "<script type='application/ld+json'>{\"datePublished\" : \"2031-05-09T\"}</script>",
            Some("2031-05-09"),
        );
        check("<time datetime='2031-05-08'>", Some("2031-05-08"));
        check("<meta name=date content='9 May 2031'>", None);
        check("<meta name=date content=2031-13-09>", None);
    }

    #[test]
    fn titles_prefer_those_without_the_outlet() {
        let page = of(
            "<title>A &amp; B | Gazette</title><meta property=og:title content='A &amp; B'><meta name=author content='https://x'>",
        );
        assert_eq!(page.title.as_deref(), Some("A & B"));
        assert_eq!(of("<title>\n A\n B</title>").title.as_deref(), Some("A B"));
        assert_eq!(page.author, None);
    }
}
