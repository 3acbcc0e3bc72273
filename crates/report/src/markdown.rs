//! Markdown of a draft as HTML that is safe to show anywhere: no raw HTML, no links, no images.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

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
    let mut options = Options::empty();
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let safe = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock) => None,
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock) => None,
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, safe);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_nothing_leads_away() {
        let check = |markdown: &str| {
            let html = html_of(markdown);
            for bad in [
                "<script",
                "<img",
                "<a ",
                "href",
                "src=",
                "<iframe",
                "<div onclick",
            ] {
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
    fn lists_keep_the_number_they_print() {
        assert!(html_of("7. Word.\n").contains("<ol start=\"7\">"));
    }
}
