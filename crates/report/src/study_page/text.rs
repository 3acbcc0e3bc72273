//! Where the text stands: each point with its brackets, what became of it, and who bars what in it.

use crate::markdown::html_inside;
use maud::{Markup, PreEscaped, html};
use onetext_model::{Alternative, Issue, IssueId, IssueKind};
use onetext_solve::in_the_way::Picture;
use onetext_study::Study;
use onetext_study::text_study::{Piece, PointStudy};

/// Characters of the private use area stand for brackets while Markdown is read.
const FIRST: u32 = 0xE000;
const LAST: u32 = 0xF8FF;

/// The section.
pub fn section(study: &Study) -> Markup {
    let text = &study.text;
    html! {
        section id="text" {
            h2 { "Where the text stands" }
            @if text.draft.is_none() { p { "There is no draft yet." } }
            @if text.unnamed > 0 {
                p.warn { (text.unnamed) " brackets have no name yet, and are no issue until they do." }
            }
            @if !text.dropped.is_empty() {
                p.meta { "Dropped since the draft before: " (text.dropped.join(", ")) "." }
            }
            div.draft { @for point in &text.content { (self::point(study, point)) } }
            p.meta { b { "Bold" } ": the working alternative. Struck through: barred by someone. Dotted: open." }
        }
    }
}

fn point(study: &Study, point: &PointStudy) -> Markup {
    let blank = point
        .pieces
        .iter()
        .all(|p| matches!(p, Piece::Words(words) if words.trim().is_empty()));
    if blank {
        return html! {};
    }
    html! {
        div.point {
            div.words { (PreEscaped(words(study, point))) }
            div.aside {
                @if !point.fate.is_empty() { p { (point.fate) } }
                @for issue in &point.issues { (state(study, issue)) }
                @if point.issues.is_empty() && !point.label.is_empty() { (as_it_stands(study, &point.id)) }
            }
        }
    }
}

/// A point's Markdown as HTML, with its brackets in place.
fn words(study: &Study, point: &PointStudy) -> String {
    let mut markdown = String::new();
    let mut brackets: Vec<&IssueId> = vec![];
    for piece in &point.pieces {
        match piece {
            // What stands for brackets must not be there already.
            Piece::Words(words) => {
                markdown.extend(
                    words
                        .chars()
                        .filter(|c| !(FIRST..=LAST).contains(&u32::from(*c))),
                );
            }
            Piece::Bracket(id) => {
                brackets.push(id);
                let sign = FIRST + brackets.len() as u32 - 1;
                markdown.extend(char::from_u32(sign.min(LAST)));
            }
        }
    }
    let html = html_inside(&markdown);
    let mut out = String::with_capacity(html.len() * 2);
    for c in html.chars() {
        let place = u32::from(c)
            .checked_sub(FIRST)
            .and_then(|n| brackets.get(n as usize));
        match place {
            Some(id) => out.push_str(&bracket(study, id).into_string()),
            None => out.push(c),
        }
    }
    out
}

fn picture<'s>(study: &'s Study, id: &IssueId) -> Option<(&'s Issue, &'s Picture)> {
    let index = study.space.index_of(id)?;
    Some((&study.space.issues()[index], study.pictures.get(index)?))
}

/// A bracket as a reader sees it: its alternatives, without keys and owners.
fn bracket(study: &Study, id: &IssueId) -> Markup {
    let Some((issue, picture)) = picture(study, id) else {
        return html! { span.br { "[" (id) "]" } };
    };
    let alternatives: Vec<(&Alternative, bool)> = issue
        .alternatives
        .iter()
        .zip(picture.barred.iter().map(|by| !by.is_empty()))
        .collect();
    let listed = alternatives.len() <= 12;
    html! {
        span.br title=(id) {
            span.sep { "[" }
            @if listed {
                @for (n, (alternative, barred)) in alternatives.iter().enumerate() {
                    @if n > 0 { span.sep { "|" } }
                    span.working[alternative.working].barred[*barred] { (says(issue, alternative)) }
                }
            } @else {
                (says(issue, alternatives[0].0)) span.sep { "…" } (says(issue, alternatives[alternatives.len() - 1].0))
            }
            span.sep { "]" }
        }
    }
}

/// An alternative in words: its wording, or its figure with the unit.
pub fn says(issue: &Issue, alternative: &Alternative) -> String {
    match &issue.kind {
        IssueKind::Numeric { unit, .. } if !alternative.is_unwritten() => {
            format!("{} {unit}", alternative.key)
        }
        _ if alternative.is_unwritten() => "not written yet".to_owned(),
        _ if alternative.wording.is_empty() => "(nothing)".to_owned(),
        _ => alternative.wording.clone(),
    }
}

fn state(study: &Study, id: &IssueId) -> Markup {
    let Some((issue, picture)) = picture(study, id) else {
        return html! {};
    };
    let barred = picture.barred.iter().filter(|by| !by.is_empty()).count();
    let all = issue.alternatives.len();
    html! {
        p {
            @if picture.third_word {
                span."chip no" { (id) ": every wording is barred" }
            } @else if barred > 0 {
                span."chip warn" { (id) ": " (barred) " of " (all) " barred" }
            } @else {
                span.chip { (id) ": open, nobody bars any of " (all) }
            }
        }
    }
}

fn as_it_stands(study: &Study, id: &IssueId) -> Markup {
    let barred = picture(study, id).is_some_and(|(_, p)| p.barred.iter().any(|by| !by.is_empty()));
    html! {
        @if barred { p { span."chip no" { "refused as it stands" } } }
        @else { p { "no bracket" } }
    }
}
