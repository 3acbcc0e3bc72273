//! Packages to consider: what each asks of whom, how it reads, its clean text and its redline.

use super::{colour_of, trail};
use crate::markdown::html_inside;
use crate::{chart, words};
use maud::{Markup, PreEscaped, html};
use onetext_study::Study;
use onetext_study::derive::Considered;
use onetext_text::redline::{Change, redline};

/// The section.
pub fn section(study: &Study) -> Markup {
    html! {
        section id="consider" {
            h2 { "Packages to consider" }
            @if study.consider.is_empty() {
                p { "There is none to offer on this record." }
            } @else {
                p.meta { "A few different ones with their risks, the one with the best weakest party first. None of them is the answer." }
            }
            @for (n, considered) in study.consider.iter().enumerate() { (card(study, n + 1, considered)) }
        }
    }
}

fn card(study: &Study, number: usize, considered: &Considered) -> Markup {
    let changes = words::changes(study, considered);
    let class = considered.seen.class.word();
    html! {
        div.card style="margin-bottom:16px" {
            h3 {
                (number) ". "
                @if changes.is_empty() { "The working text as it is" } @else { (changes.join(", ")) }
                " " span.chip.ok[class == "in"].warn[class == "open"].no[class == "out"] { (class) }
            }
            div.figures {
                @for figure in &considered.figures {
                    @let colour = colour_of(study, figure.party.as_str());
                    @let says = words::figure(figure);
                    div {
                        p { span.swatch.tint style={ "background:" (colour) } {} (words::name(study, figure.party.as_str())) ": " b { (words::word(figure)) } }
                        @if !says.is_empty() {
                            @if figure.points.is_none() { (chart::share_bar(&figure.all, &colour, &says)) }
                            p.meta { (says) }
                        }
                        (trail::of(study, &format!("consider/{number}/{}", figure.party), "Why do you say that?"))
                    }
                }
            }
            @for party in &considered.no_reason {
                p.warn { "Gives " (words::name(study, party.as_str())) " no reason to sign, as far as the record shows." }
            }
            details { summary { "Clean text" } div.clean { (PreEscaped(html_inside(&considered.text))) } }
            @if !changes.is_empty() && study.working.is_ok() {
                details { summary { "Redline against the working text" } (red(&study.working_text, &considered.text)) }
            }
        }
    }
}

/// What changed from one text to the other, in words and marks.
pub fn red(earlier: &str, later: &str) -> Markup {
    html! {
        div.redline {
            @for (change, run) in redline(earlier, later) {
                @match change {
                    Change::Kept => (run),
                    Change::Removed => del { (run) },
                    Change::Added => ins { (run) },
                }
            }
        }
    }
}
