//! The position matrix as a page: every cell opens to its quotes and its history.

use super::{age, marks};
use crate::page::{Page, caucus_banner, colour};
use crate::study_page::quote;
use maud::{Markup, html};
use onetext_study::positions::{Held, Position, Positions, Row, Said};

/// The matrix as a page.
pub fn page(positions: &Positions) -> String {
    let name = |id: &onetext_model::PartyId| {
        let found = positions.parties.iter().find(|(party, _)| party == id);
        found.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    };
    let names: Vec<String> = positions.caucus.iter().map(name).collect();
    let page = Page {
        title: positions.title.clone(),
        what: "positions".to_owned(),
        banner: caucus_banner(&names),
        sections: vec![],
        content: content(positions),
        colophon: html! {
            p { "What each party said and what the team concludes from it. Nothing is ever a party's position because another says so." }
            @if let Some(on) = positions.on { p { "As of " (on) "." } }
        },
    };
    page.render()
}

fn content(positions: &Positions) -> Markup {
    let cells = positions.rows.iter().flat_map(|row| &row.cells);
    let empty = cells.clone().filter(|cell| cell.is_empty()).count();
    html! {
        h1 { "Positions" @if let Some(draft) = positions.draft { " on draft " (draft) } }
        p.meta { (cells.count()) " cells, " (empty) " with nothing on record. A cell opens to its quotes and its history." }
        @if positions.rows.is_empty() { p { "There is no draft yet, so there is nothing to hold a position on." } } @else {
            div.scroll tabindex="0" role="region" aria-label="Positions" {
                table.positions {
                    thead { tr {
                        th scope="col" { "Point" }
                        @for (place, (_, name)) in positions.parties.iter().enumerate() {
                            th scope="col" { span.swatch.tint style={ "background:" (colour(None, place)) } {} (name) }
                        }
                    } }
                    tbody { @for row in &positions.rows { (self::row(row)) } }
                }
            }
        }
    }
}

fn row(row: &Row) -> Markup {
    html! {
        tr {
            th.issue scope="row" {
                @match (row.label.as_str(), row.heading.as_str()) {
                    ("", "") => (row.issue),
                    (label, "") => { "Point " (label) }
                    ("", heading) => (heading),
                    (label, heading) => { (label) ". " (heading) }
                }
                @if row.open { br; small { "[" (row.issue) "]" } }
            }
            @for position in &row.cells { (cell(position)) }
        }
    }
}

fn cell(position: &Position) -> Markup {
    if position.is_empty() {
        return html! { td.empty { "nothing on record" } };
    }
    html! {
        td {
            @for held in &position.held { (self::held(held)) }
            @if position.stale { p.held { small.warn { "older than the draft" } } }
            @for against in &position.against { p.held { small.warn { (against) } } }
            @if position.held.is_empty() { p."held soft" { "not judged" } }
            @if let Some(said) = &position.open_word { (last(said, "")) }
            @if let Some(said) = &position.caucus_word { (last(said, "In caucus: ")) }
            details {
                summary { (age(position)) " · history" }
                @for entry in &position.history {
                    div.ground {
                        b { (entry.on) } " " (entry.says)
                        @if let Some(said) = &entry.said { (quote(&said.quote)) }
                    }
                }
            }
        }
    }
}

fn held(held: &Held) -> Markup {
    html! {
        p.held.weak[!held.counts] {
            b { (held.says) }
            @if !held.confidence.is_empty() { " " small { (held.confidence) } }
            @if !held.words.is_empty() { br; small.warn { (held.words) } }
            @else if !held.counts { " " small { "does not count now" } }
        }
    }
}

fn last(said: &Said, lead: &str) -> Markup {
    html! {
        p."word-of" { (lead) "“" (said.quote.text) "”" br; small { (marks(said)) } }
    }
}
