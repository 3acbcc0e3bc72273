//! What is handed over: a copy of a draft with nothing in it that is not meant for its reader.

use crate::markdown::html_of;
use crate::page::Page;
use maud::{PreEscaped, html};
use onetext_model::{Issue, IssueId, Key};
use onetext_text::Draft;
use onetext_text::tree::{Body, Bracket, Node};
use std::fmt::Write;

/// The clean copy of a draft, as Markdown: each bracket with its chosen alternative, no marks,
/// names, keys, owners, notes or comments.
pub fn clean(draft: &Draft, choose: &dyn Fn(&IssueId) -> Option<Key>) -> String {
    without_comments(&draft.clean_text(choose))
}

/// The bracketed copy, as Markdown: what is open stays in brackets, with the alternatives in words
/// and nothing of whose they are or which one the mediator works with.
pub fn bracketed(draft: &Draft) -> String {
    let mut out = String::new();
    for (_, nodes) in draft.regions() {
        write_nodes(nodes, draft.issues(), &mut out);
    }
    without_comments(out.trim_start())
}

/// A copy as a page.
pub fn page(title: &str, markdown: &str) -> String {
    let page = Page {
        title: title.to_owned(),
        what: "copy".to_owned(),
        banner: None,
        sections: vec![],
        content: html! { div.clean { (PreEscaped(html_of(markdown))) } },
        colophon: html! {},
    };
    page.render()
}

fn write_nodes(nodes: &[Node], issues: &[Issue], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) | Node::Opaque(text) => out.push_str(text),
            Node::Escape(text) => out.push_str(&text[1..]),
            Node::Pin(_) | Node::Note(_) => {}
            Node::Bracket(bracket) => write_bracket(bracket, issues, out),
        }
    }
}

fn write_bracket(bracket: &Bracket, issues: &[Issue], out: &mut String) {
    let wordings: Vec<String> = match &bracket.body {
        Body::Words(alternatives) => alternatives
            .iter()
            .map(|alternative| {
                let mut words = String::new();
                write_nodes(&alternative.nodes, issues, &mut words);
                words.trim().to_owned()
            })
            .collect(),
        Body::Figures(_) | Body::Repeat => {
            let issue = issues.iter().find(|issue| issue.id == bracket.id);
            issue.map(figures).unwrap_or_default()
        }
    };
    let wordings: Vec<&str> = wordings
        .iter()
        .map(|w| if w.is_empty() { "–" } else { w.as_str() })
        .collect();
    let _ = write!(out, "[{}]", wordings.join(" | "));
}

fn figures(issue: &Issue) -> Vec<String> {
    let onetext_model::IssueKind::Numeric { unit, .. } = &issue.kind else {
        return issue
            .alternatives
            .iter()
            .map(|a| a.wording.clone())
            .collect();
    };
    let figures: Vec<&Key> = issue
        .alternatives
        .iter()
        .filter(|a| !a.is_unwritten())
        .map(|a| &a.key)
        .collect();
    match (figures.first(), figures.last()) {
        (Some(first), Some(last)) if figures.len() > 2 => vec![format!("{first} to {last} {unit}")],
        _ => figures
            .iter()
            .map(|figure| format!("{figure} {unit}"))
            .collect(),
    }
}

/// A text without HTML comments: a drafter's remark is no part of a copy.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use onetext_text::{Context, parse};

    const DRAFT: &str = "+++\ntitle = \"T\"\nfloated-on-behalf-of = \"asteria\"\n+++\n\n1. {#h} **Harbour.** Run [harbour: by Asteria #ours-key @asteria | jointly #joint-key * @mediator | ?].\n2. At [depth: 10 .. 50 step 10 km | 20 * @borea].[note: SECRET]<!-- SECRET -->\n3. If [opt: so it be #so-key | ].\n";

    fn draft() -> Draft {
        parse(DRAFT, &Context::of_file("1.md")).0
    }

    #[track_caller]
    fn bare(copy: &str) {
        for trace in [
            "#", "@", "key", "SECRET", "{", "asteria", "mediator", "*]", " * ", "harbour:", "+++",
            "note:",
        ] {
            assert!(!copy.contains(trace), "`{trace}` is in {copy}");
        }
    }

    #[test]
    fn a_clean_copy_has_no_trace_of_the_marks() {
        let working = |id: &IssueId| {
            let draft = draft();
            let issue = draft.issues().iter().find(|i| i.id == *id)?;
            Some(issue.alternatives[issue.working().unwrap_or(0)].key.clone())
        };
        let copy = clean(&draft(), &working);
        bare(&copy.replace("**Harbour.**", ""));
        assert!(
            copy.contains("Run jointly.") && copy.contains("At 20 km."),
            "{copy}"
        );
    }

    #[test]
    fn a_bracketed_copy_shows_what_is_open_and_not_whose_it_is() {
        let copy = bracketed(&draft());
        bare(&copy.replace("**Harbour.**", ""));
        assert!(copy.contains("[by Asteria | jointly | ?]"), "{copy}");
        assert!(
            copy.contains("[10 to 50 km]") && copy.contains("[so it be | –]"),
            "{copy}"
        );
    }

    #[test]
    fn a_page_of_a_copy_carries_nothing_more() {
        let html = page("T", &bracketed(&draft()));
        assert!(!html.contains("SECRET") && !html.contains("joint-key"));
    }
}
