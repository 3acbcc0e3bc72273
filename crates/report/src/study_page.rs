//! A study as one self-contained page: the headline first, then where the text stands, who bars what,
//! the picture, packages to consider, movement, rounds, coverage; every figure opens to its trail.

mod bars;
mod consider;
mod coverage;
mod movement;
mod opening;
mod text;
mod trail;

pub use trail::quote;

use crate::page::{Page, caucus_banner, colour};
use crate::words;
use maud::{Markup, html};
use onetext_study::Study;
use onetext_study::derive::METHOD;

/// The sections that can be jumped to.
const SECTIONS: [(&str, &str); 7] = [
    ("parties", "The working text"),
    ("text", "Where the text stands"),
    ("bars", "What stands in the way"),
    ("picture", "The picture"),
    ("consider", "Packages to consider"),
    ("movement", "Movement"),
    ("coverage", "Coverage"),
];

/// A study as a page.
pub fn study_page(study: &Study) -> String {
    let names: Vec<String> = study
        .caucus
        .iter()
        .map(|p| words::name(study, p.as_str()))
        .collect();
    let page = Page {
        title: study.title.clone(),
        what: study
            .text
            .draft
            .map_or("study".to_owned(), |n| format!("study of draft {n}")),
        banner: caucus_banner(&names),
        sections: SECTIONS.to_vec(),
        content: html! {
            (opening::opening(study))
            (opening::parties(study))
            (text::section(study))
            (bars::section(study))
            (picture(study))
            (consider::section(study))
            (movement::section(study))
            (coverage::section(study))
        },
        colophon: colophon(study),
    };
    page.render()
}

/// The parties of the picture, by name and colour.
fn sides(study: &Study) -> Vec<(String, String)> {
    let one = |id: &onetext_model::PartyId| {
        (
            words::name(study, id.as_str()),
            colour_of(study, id.as_str()),
        )
    };
    study.plot.parties.iter().map(one).collect()
}

/// A party's colour on this page.
fn colour_of(study: &Study, id: &str) -> String {
    let place = study
        .parties
        .iter()
        .position(|p| p.id.as_str() == id)
        .unwrap_or(0);
    let own = study.parties.get(place).and_then(|p| p.colour.as_deref());
    colour(own, place)
}

fn picture(study: &Study) -> Markup {
    let shown = crate::chart::drawn(&study.plot);
    html! {
        section id="picture" {
            h2 { "The picture" }
            @if study.plot.dots.is_empty() {
                p.soft { "There is nothing to draw: no package that can be looked at is known for every party whose yes is needed." }
            } @else {
                p.meta {
                    "The share of readings on which each party accepts. Bars run from silence read against to silence read for. "
                    "Packages in the shaded part hold on most readings. W is the working text, a number a package to consider. " (shown) " are drawn, the best first; each on its own scale, nothing is added up."
                }
                div.scroll tabindex="0" role="region" aria-label="The picture" {
                    (crate::chart::picture(&study.plot, &sides(study)))
                }
                details {
                    summary { "The same as a table" }
                    (table(study))
                }
            }
        }
    }
}

fn table(study: &Study) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="The picture as a table" {
            table {
                thead { tr {
                    th scope="col" { "Package" }
                    @for (name, _) in sides(study) { th scope="col" { (name) } }
                } }
                tbody {
                    @for (n, dot) in study.plot.dots.iter().enumerate() {
                        tr {
                            th scope="row" { (crate::chart::dot_name(dot.kind).unwrap_or(format!("another, {}", n + 1))) }
                            @for accepted in &dot.acceptances {
                                @let shares = accepted.shares();
                                td { (accepted.word().phrase()) ", " (words::band(shares.against, shares.favour)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn colophon(study: &Study) -> Markup {
    html! {
        p { "This is how the record reads, not a forecast. The decision rests with the parties." }
        p {
            "Method " (METHOD) ", seed " (study.seed) ", record " (study.head)
            @if let Some(on) = study.on { ", as of " (on) }
            "."
        }
    }
}
