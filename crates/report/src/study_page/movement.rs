//! Movement over drafts, and who was shown what.

use super::trail;
use crate::words;
use maud::{Markup, html};
use onetext_study::Study;
use onetext_study::movement::Step;

/// The section.
pub fn section(study: &Study) -> Markup {
    html! {
        section id="movement" {
            h2 { "Movement" }
            @if study.steps.is_empty() {
                p { "There is one draft or none, so nothing has moved yet." }
            } @else {
                p.meta { "Drafts are compared on the brackets they share, for each party on its own scale." }
                div.scroll tabindex="0" role="region" aria-label="Movement from draft to draft" { (steps(study)) }
            }
            h2 { "Who has seen what" }
            (rounds(study))
        }
    }
}

fn steps(study: &Study) -> Markup {
    let parties: Vec<&onetext_model::PartyId> = study
        .steps
        .first()
        .map_or_else(Vec::new, |s| s.moved.iter().map(|(p, _)| p).collect());
    html! {
        table {
            thead { tr {
                th scope="col" { "From, to" } th scope="col" { "What changed" }
                @for party in &parties { th scope="col" { (words::name(study, party.as_str())) } }
            } }
            tbody {
                @for step in &study.steps {
                    tr {
                        th scope="row" { (step.drafts.0) " → " (step.drafts.1) }
                        td { (changed(step)) }
                        @for (party, moved) in &step.moved {
                            td {
                                (moved.word())
                                (trail::of(study, &format!("movement/{}-{}/{party}", step.drafts.0, step.drafts.1), "why"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn changed(step: &Step) -> Markup {
    let ids = |all: &[onetext_model::IssueId]| {
        all.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let pairs = |all: &[(onetext_model::IssueId, onetext_model::Key)]| {
        all.iter()
            .map(|(i, k)| format!("{i}={k}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let lines = [
        ("brackets closed", ids(&step.closed)),
        ("brackets opened", ids(&step.opened)),
        ("wordings found", pairs(&step.new_words)),
        ("working alternative reworded", pairs(&step.reworded)),
    ];
    html! {
        @for (what, list) in lines.iter().filter(|(_, list)| !list.is_empty()) { (what) ": " (list) br; }
        @for (issue, from, to) in &step.changed { (issue) ": " (from) " → " (to) br; }
    }
}

fn rounds(study: &Study) -> Markup {
    let rounds = &study.rounds;
    html! {
        @if rounds.shown.is_empty() {
            p { "No draft has been shown to anybody on this record." }
        } @else {
            ul.notes { @for note in &rounds.notes { li { (note) } } }
            table {
                thead { tr { th scope="col" { "On" } th scope="col" { "Draft" } th scope="col" { "To" } th scope="col" { "By" } th scope="col" { "Read back" } } }
                tbody {
                    @for c in &rounds.shown {
                        tr {
                            td { (c.on) } td { (c.draft) } td { (words::name(study, c.to.as_str())) }
                            td { (c.by.as_deref().unwrap_or("")) } td { (if c.read_back { "yes" } else { "" }) }
                        }
                    }
                }
            }
        }
    }
}
