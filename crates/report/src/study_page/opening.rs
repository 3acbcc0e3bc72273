//! The opening: who is not heard, the headline in one sentence, what follows; then the working text.

use super::{colour_of, trail};
use crate::page::sentence;
use crate::{chart, words};
use maud::{Markup, html};
use onetext_study::Study;
use onetext_study::derive::PartyStudy;
use onetext_study::notes;

/// Silence first, then the headline, then what else there is to say.
pub fn opening(study: &Study) -> Markup {
    let headline = notes::zone(study).into_iter().next().unwrap_or_default();
    let (unheard, rest): (Vec<&String>, Vec<&String>) = study
        .notes
        .iter()
        .filter(|note| **note != headline)
        .partition(|note| is_silence(note));
    html! {
        @if !unheard.is_empty() {
            div.unheard { @for note in unheard { p { (sentence(note)) } } }
        }
        h1 { (headline) }
        p.meta { (stand(study)) }
        @if !rest.is_empty() {
            ul.notes { @for note in rest { li { (sentence(note)) } } }
        }
        (trail::of(study, "zone/unbarred", "How this was counted"))
    }
}

fn is_silence(note: &str) -> bool {
    note.starts_with("Nobody speaks for") || note.starts_with("No confirmed statement")
}

fn stand(study: &Study) -> String {
    let text = &study.text;
    match text.draft {
        None => "No draft yet.".to_owned(),
        Some(number) => {
            let status = text
                .status
                .as_ref()
                .map(|s| format!(", {s}"))
                .unwrap_or_default();
            let date = text.date.map(|d| format!(", {d}")).unwrap_or_default();
            format!(
                "Draft {number}{status}{date}: {}, {}, {} possible texts.",
                words::counted(text.points, "point"),
                words::counted(text.issues, "open issue"),
                text.packages
            )
        }
    }
}

/// What the working text is to each party.
pub fn parties(study: &Study) -> Markup {
    let shown: Vec<&PartyStudy> = study
        .parties
        .iter()
        .filter(|p| p.consent || p.working.is_some())
        .collect();
    html! {
        section id="parties" {
            h2 { "The working text" }
            @if let Err(missing) = &study.working {
                @if study.text.draft.is_some() {
                    p {
                        "There is no working text: no alternative is marked on "
                        (missing.iter().map(|i| study.space.issues()[*i].id.to_string()).collect::<Vec<_>>().join(", ")) "."
                    }
                }
            }
            div.figures { @for party in shown { (card(study, party)) } }
        }
    }
}

fn card(study: &Study, party: &PartyStudy) -> Markup {
    let colour = colour_of(study, party.id.as_str());
    let heard = format!(
        "{} confirmed statements, {} proposed",
        party.heard.confirmed, party.heard.proposed
    );
    html! {
        div.card {
            h3 { span.swatch.tint style={ "background:" (colour) } {} (party.name) }
            @match &party.working {
                Some(figure) => {
                    p.word { (words::word(figure)) }
                    @let says = words::figure(figure);
                    @if !says.is_empty() {
                        @if figure.points.is_none() { (chart::share_bar(&figure.all, &colour, &says)) }
                        p.meta { (says) }
                    }
                    @if figure.prior2.word() != figure.word() {
                        p.meta.warn { "With the zero drawn from Beta(2, 2): " (figure.prior2.word().phrase()) "." }
                    }
                    @if figure.tested_only.word() != figure.word() {
                        p.meta { "If only tested red lines hold: " (figure.tested_only.word().phrase()) "." }
                    }
                }
                None => p.word { (if party.stopped { "no figure: tested judgments contradict each other" } else { "not known" }) }
            }
            p.meta { (heard) @if !party.consent { "; the deal does not need its yes" } "." }
            (trail::of(study, &format!("working/{}", party.id), "Why do you say that?"))
        }
    }
}
