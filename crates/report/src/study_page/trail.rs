//! Trails: a figure opened to its arithmetic, its judgments, and the quotes in their paragraphs.

use maud::{Markup, html};
use onetext_study::Study;
use onetext_study::trail::{Ground, Quote};

/// The trail of a figure, closed until opened; nothing if there is none.
pub fn of(study: &Study, key: &str, summary: &str) -> Markup {
    let Some(trail) = study.trails.get(key) else {
        return html! {};
    };
    html! {
        details {
            summary { (summary) }
            p.meta { (trail.says) }
            @if !trail.arithmetic.is_empty() {
                ul { @for line in &trail.arithmetic { li { (line) } } }
            }
            @for ground in &trail.judgments { (self::ground(ground)) }
        }
    }
}

/// A judgment with the quotes it rests on.
pub fn ground(ground: &Ground) -> Markup {
    html! {
        div.ground {
            b { (ground.says) }
            " " span.soft { "(" (ground.id) "; " (ground.because) ")" }
            @for quote in &ground.quotes { (self::quote(quote)) }
            @if ground.quotes.is_empty() { p.soft { "The desk's own view: no statement behind it." } }
        }
    }
}

/// A quote in its paragraph.
pub fn quote(quote: &Quote) -> Markup {
    html! {
        blockquote {
            span.around { (quote.before) } mark { (quote.text) } span.around { (quote.after) }
            footer {
                (quote.speaker) ", " (quote.source)
                @if quote.hearsay { " · hearsay: about what another side wants" }
            }
        }
    }
}
