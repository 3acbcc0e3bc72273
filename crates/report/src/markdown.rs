//! Markdown of a draft as HTML that is safe to show anywhere: no raw HTML, no links, no images.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Markdown as HTML. Raw HTML is shown as text; links and images keep their words only, since a page
/// holds no external link.
///
/// ```
/// use onetext_report::markdown::html_of;
/// assert_eq!(html_of("a *b*").trim(), "<p>a <em>b</em></p>");
/// assert_eq!(html_of("<script>x</script>").contains("<script"), false);
/// assert_eq!(html_of("[here](https://a.b)").trim(), "<p>here</p>");
/// ```
pub fn html_of(markdown: &str) -> String {
    render(markdown, 0)
}

/// The same inside a page that has headings of its own: a first-rank heading becomes one of the third.
pub fn html_inside(markdown: &str) -> String {
    render(markdown, 2)
}

fn render(markdown: &str, deeper: usize) -> String {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let safe = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock) => None,
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: lowered(level, deeper),
            id: None,
            classes: vec![],
            attrs: vec![],
        })),
        Event::End(TagEnd::Heading(level)) => {
            Some(Event::End(TagEnd::Heading(lowered(level, deeper))))
        }
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, safe);
    out
}

fn lowered(level: HeadingLevel, deeper: usize) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + deeper).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_nothing_leads_away() {
        let check = |markdown: &str| {
            let html = html_of(markdown);
            for bad in ["<script", "<img", "<a ", "<iframe", "<div"] {
                assert!(!html.contains(bad), "{markdown} gives {html}");
            }
        };
        check("<script>alert(1)</script>");
        check("a <img src=x onerror=alert(1)> b");
        check("![x](https://a.b/c.png)");
        check("<https://a.b> and [x](javascript:alert(1))");
        check("<div onclick=\"x\">\n\ntext\n\n</div>");
        check("<iframe src=\"https://a.b\"></iframe>");
    }

    #[test]
    fn headings_go_below_those_of_the_page() {
        assert_eq!(html_inside("# A\n\n##### B\n"), "<h3>A</h3>\n<h6>B</h6>\n");
        assert_eq!(html_of("# A\n"), "<h1>A</h1>\n");
    }

    #[test]
    fn lists_keep_the_number_they_print() {
        assert!(html_of("7. Word.\n").contains("<ol start=\"7\">"));
    }
}
