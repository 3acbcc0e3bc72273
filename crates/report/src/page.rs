//! What every page shares: one self-contained file, readable without a script, in light, dark and print.

use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("page/page.css");
/// Colours for parties that have none of their own, told apart by people who see few colours too.
const PALETTE: [&str; 8] = [
    "#1f5fa8", "#b4541a", "#2f7d4f", "#7a3e9d", "#8a6d00", "#a3262a", "#1a7a86", "#5b5b5b",
];

/// A page.
#[derive(Debug)]
pub struct Page {
    /// The title of the talks.
    pub title: String,
    /// What the page is: `study`, `positions`, `circulation copy`.
    pub what: String,
    /// The banner, where the page holds what was said in confidence.
    pub banner: Option<String>,
    /// Sections that can be jumped to: anchor and name.
    pub sections: Vec<(&'static str, &'static str)>,
    /// The content.
    pub content: Markup,
    /// The last lines: method, seed, head.
    pub colophon: Markup,
}

impl Page {
    /// The whole file.
    pub fn render(&self) -> String {
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – " (self.what) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        @if let Some(banner) = &self.banner { p.banner { (banner) } }
                        p.name { (self.title) }
                        @if !self.sections.is_empty() {
                            nav aria-label="Sections" {
                                @for (anchor, name) in &self.sections {
                                    a href={ "#" (anchor) } { (name) }
                                }
                            }
                        }
                    }
                    main { (self.content) }
                    footer { (self.colophon) }
                }
            }
        };
        page.into_string()
    }
}

/// A sentence with its `words in backticks` set apart.
pub fn sentence(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    html! {
        @for (n, part) in parts.iter().enumerate() {
            @if n % 2 == 1 && n + 1 < parts.len() { code { (part) } } @else { (part) }
        }
    }
}

/// The banner of a page that holds what parties said in confidence.
pub fn caucus_banner(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("TEAM – contains caucus of {}", names.join(", ")))
}

/// A party's colour: its own if it is one, else one of the palette by its place.
pub fn colour(own: Option<&str>, place: usize) -> String {
    let is_colour = |text: &&str| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    own.filter(is_colour)
        .unwrap_or(PALETTE[place % PALETTE.len()])
        .to_owned()
}

/// The name of a file with caucus material in it: `s.html` becomes `s.TEAM-caucus.html`.
///
/// ```
/// assert_eq!(onetext_report::page::caucus_name("out/s.html"), "out/s.TEAM-caucus.html");
/// assert_eq!(onetext_report::page::caucus_name("s"), "s.TEAM-caucus");
/// assert_eq!(onetext_report::page::caucus_name("s.TEAM-caucus.html"), "s.TEAM-caucus.html");
/// ```
pub fn caucus_name(path: &str) -> String {
    let (folder, file) = path
        .rsplit_once('/')
        .map_or(("", path), |(folder, file)| (folder, file));
    if file.contains(".TEAM-caucus") {
        return path.to_owned();
    }
    let named = match file.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() => format!("{stem}.TEAM-caucus.{end}"),
        _ => format!("{file}.TEAM-caucus"),
    };
    if path.contains('/') {
        format!("{folder}/{named}")
    } else {
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_is_none_is_not_written() {
        assert_eq!(colour(Some("#1f5fa8"), 3), "#1f5fa8");
        for bad in ["red;}", "#12345", "#12345g", "url(x)"] {
            assert_eq!(colour(Some(bad), 1), PALETTE[1], "{bad}");
        }
    }

    #[test]
    fn a_page_needs_nothing_from_elsewhere() {
        let page = Page {
            title: "T <b>".to_owned(),
            what: "study".to_owned(),
            banner: caucus_banner(&["Asteria".to_owned()]),
            sections: vec![("text", "Text")],
            content: html! { h1 { "x" } },
            colophon: html! {},
        };
        let html = page.render();
        assert!(html.contains("TEAM – contains caucus of Asteria"));
        assert!(html.contains("T &lt;b&gt;"));
        for outside in ["http://", "https://", "<script", "@import", "url("] {
            assert!(!html.contains(outside), "{outside}");
        }
    }
}
