//! Who bars what, where a wording is missing, and what shuts the zone.

use super::{text, trail};
use crate::words;
use maud::{Markup, html};
use onetext_model::Alternative;
use onetext_solve::constraint::Origin;
use onetext_solve::in_the_way::Picture;
use onetext_solve::shut::Knot;
use onetext_study::{Study, notes};
use std::collections::BTreeSet;

/// The section.
pub fn section(study: &Study) -> Markup {
    let barred: Vec<&Picture> = study
        .pictures
        .iter()
        .filter(|p| p.barred.iter().any(|by| !by.is_empty()))
        .collect();
    html! {
        section id="bars" {
            h2 { "What stands in the way" }
            @for knot in &study.knots { (self::knot(study, knot)) }
            @if barred.is_empty() {
                p { "Nobody bars anything on this record, if there is no unspoken red line." }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Who bars what" {
                    table {
                        caption { "Every alternative that somebody bars. Tested red lines held when put to the test." }
                        thead { tr { th scope="col" { "Issue" } th scope="col" { "Alternative" } th scope="col" { "Barred by" } } }
                        tbody { @for picture in barred { (rows(study, picture)) } }
                    }
                }
            }
        }
    }
}

fn rows(study: &Study, picture: &Picture) -> Markup {
    let issue = &study.space.issues()[picture.issue];
    let barred: Vec<(&Alternative, &Vec<Origin>)> = issue
        .alternatives
        .iter()
        .zip(&picture.barred)
        .filter(|(_, by)| !by.is_empty())
        .collect();
    html! {
        @for (n, (alternative, by)) in barred.iter().enumerate() {
            tr {
                @if n == 0 {
                    th scope="rowgroup" rowspan=(barred.len()) {
                        (issue.id)
                        @if picture.third_word { br; span."chip no" { "a third wording is missing" } }
                        (trail::of(study, &format!("issue/{}", issue.id), "who said what"))
                    }
                }
                td { (text::says(issue, alternative)) }
                td { (by.iter().map(|o| origin(study, o)).collect::<Vec<_>>().join("; ")) }
            }
        }
    }
}

fn origin(study: &Study, origin: &Origin) -> String {
    match origin {
        Origin::RedLine {
            party,
            judgment,
            tested,
        } => {
            let tested = if *tested { ", tested" } else { "" };
            format!(
                "{} ({judgment}{tested})",
                words::name(study, party.as_str())
            )
        }
        other => notes::origin_name(other),
    }
}

fn knot(study: &Study, knot: &Knot) -> Markup {
    let set = |set: &BTreeSet<Origin>| {
        set.iter()
            .map(|o| origin(study, o))
            .collect::<Vec<_>>()
            .join(" with ")
    };
    let missing = knot.issues.iter().any(|i| study.pictures[*i].third_word);
    let ids: Vec<String> = knot
        .issues
        .iter()
        .map(|i| study.space.issues()[*i].id.to_string())
        .collect();
    html! {
        div.card {
            h3.no { "Shut on " (ids.join(", ")) }
            @for shutting in &knot.shutting { p { "No package is left under " (set(shutting)) "." } }
            @if missing { p { b { "First remedy: new words. " } "A wording nobody bars is missing here." } }
            @if !knot.opening.is_empty() {
                p.meta { "It would open without " (knot.opening.iter().map(set).collect::<Vec<_>>().join(", or without ")) "." }
            }
        }
    }
}
