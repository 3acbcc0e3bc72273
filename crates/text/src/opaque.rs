//! What is never scanned for brackets: code spans and blocks, HTML, autolinks.
//!
//! A CommonMark parser finds these ranges. It is shown the draft with every square bracket swapped
//! for another single byte, so that it takes none of ours for a link, a footnote or a task box and
//! all its offsets stay true.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The opaque ranges of a text, in order, without overlap.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['`', '<', '~', '\t']) && !text.contains("    ") {
        return vec![];
    }
    let swapped = text.replace(['[', ']'], "$");
    let mut found: Vec<Range<usize>> = vec![];
    let mut block: Option<usize> = None;
    for (event, range) in Parser::new_ext(&swapped, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => block = Some(range.start),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                block = None;
                add(&mut found, range);
            }
            Event::Start(Tag::Link { .. })
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::Html(_)
                if block.is_none() =>
            {
                add(&mut found, range);
            }
            _ => {}
        }
    }
    found
}

fn add(found: &mut Vec<Range<usize>>, range: Range<usize>) {
    match found.last_mut() {
        Some(last) if range.start < last.end => last.end = last.end.max(range.end),
        _ => found.push(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_html_and_autolinks_are_opaque() {
        let text =
            "a `[x]` b <b title=\"[y]\"> <https://a.b/[c]>\n\n    [code]\n\n```\n[fence]\n```\n";
        let inside: Vec<&str> = ranges(text).into_iter().map(|r| text[r].trim()).collect();
        assert_eq!(inside.len(), 5, "{inside:?}");
        assert!(inside[4].contains("[fence]"));
    }
}
