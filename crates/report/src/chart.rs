//! Charts as SVG, drawn here so that pages and reports share them and need no script.

use maud::{Markup, html};
use onetext_solve::acceptability::Acceptance;
use onetext_study::plot::{Dot, DotKind, Plot};

/// Where one word ends and the next begins, as shares of the readings.
const CUTS: [f64; 4] = [0.05, 0.25, 0.75, 0.95];
/// The words, each in the middle of its span.
const WORDS: [(f64, &str); 5] = [
    (0.02, "none"),
    (0.15, "few"),
    (0.5, "divided"),
    (0.85, "most"),
    (0.98, "every"),
];
const BAR: f64 = 240.0;
const PLANE: f64 = 420.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 20.0;

fn at(share: f64, length: f64) -> String {
    format!("{:.1}", share.clamp(0.0, 1.0) * length)
}

/// The share of readings on which a party accepts: a band from silence read against to silence read
/// for, with a tick where it is read freely and thin lines where the word changes.
pub fn share_bar(accepted: &Acceptance, colour: &str, label: &str) -> Markup {
    let shares = accepted.shares();
    let (low, high) = (
        shares.against.min(shares.favour),
        shares.against.max(shares.favour),
    );
    html! {
        svg.share viewBox="0 0 240 18" width="240" height="18" role="img" aria-label=(label) {
            rect x="0" y="6" width="240" height="6" rx="3" fill="var(--faint)" stroke="var(--rule)" {}
            @for cut in CUTS {
                line.grid x1=(at(cut, BAR)) x2=(at(cut, BAR)) y1="2" y2="16" {}
            }
            g.tint {
                rect x=(at(low, BAR - 3.0)) y="5" width=(format!("{:.1}", ((high - low) * BAR).max(3.0))) height="8" rx="2" fill=(colour) opacity="0.55" {}
                rect x=(at(shares.free, BAR - 3.0)) y="1" width="3" height="16" fill=(colour) {}
            }
        }
    }
}

/// The picture of a zone, with the names and colours of its parties: a plane for two parties, a row of bars per package for more.
pub fn picture(plot: &Plot, parties: &[(String, String)]) -> Markup {
    let (names, colours): (Vec<&str>, Vec<&str>) = parties
        .iter()
        .map(|(name, colour)| (name.as_str(), colour.as_str()))
        .unzip();
    match plot.parties.len() {
        0 => html! {},
        2 => plane(plot, &names, &colours),
        _ => rows(plot, &names, &colours),
    }
}

/// How many packages the picture shows: for two parties all, for more those with a name.
pub fn drawn(plot: &Plot) -> usize {
    match plot.parties.len() {
        2 => plot.dots.len(),
        _ => named(plot).len(),
    }
}

fn named(plot: &Plot) -> Vec<&Dot> {
    let named = |dot: &&Dot| dot.kind != DotKind::Other;
    plot.dots.iter().filter(named).collect()
}

fn plane(plot: &Plot, names: &[&str], colours: &[&str]) -> Markup {
    let label = format!(
        "{} packages by the share of readings on which {} and {} accept",
        plot.dots.len(),
        names[0],
        names[1]
    );
    let x = |share: f64| format!("{:.1}", LEFT + share * PLANE);
    let y = |share: f64| format!("{:.1}", TOP + (1.0 - share) * PLANE);
    html! {
        svg viewBox="0 0 620 510" width="760" role="img" aria-label=(label) {
            rect.zone x=(x(0.75)) y=(y(1.0)) width=(at(0.25, PLANE)) height=(at(0.25, PLANE)) {}
            @for cut in CUTS {
                line.grid x1=(x(cut)) x2=(x(cut)) y1=(y(0.0)) y2=(y(1.0)) {}
                line.grid x1=(x(0.0)) x2=(x(1.0)) y1=(y(cut)) y2=(y(cut)) {}
            }
            @for (middle, word) in WORDS {
                text x=(x(middle)) y=(format!("{:.1}", TOP + PLANE + 18.0)) text-anchor="middle" { (word) }
                text x=(format!("{:.1}", LEFT - 8.0)) y=(y(middle - 0.01)) text-anchor="end" { (word) }
            }
            text.ink x=(x(0.5)) y="482" text-anchor="middle" { (names[0]) " accepts on …" }
            text.ink x="16" y=(y(0.5)) text-anchor="middle" transform=(format!("rotate(-90 16 {})", y(0.5))) { (names[1]) " accepts on …" }
            @for dot in plot.dots.iter().rev() { (cross(dot, colours, &x, &y)) }
        }
    }
}

fn cross(
    dot: &Dot,
    colours: &[&str],
    x: &dyn Fn(f64) -> String,
    y: &dyn Fn(f64) -> String,
) -> Markup {
    let (a, b) = (dot.acceptances[0].shares(), dot.acceptances[1].shares());
    let (cx, cy) = (x(a.free), y(b.free));
    html! {
        g {
            line.tint x1=(x(a.against)) x2=(x(a.favour)) y1=(cy) y2=(cy) stroke=(colours[0]) stroke-width="2" opacity="0.5" {}
            line.tint x1=(cx) x2=(cx) y1=(y(b.against)) y2=(y(b.favour)) stroke=(colours[1]) stroke-width="2" opacity="0.5" {}
            @match dot.kind {
                DotKind::Working => {
                    rect.ink x=(x(a.free - 0.021)) y=(y(b.free + 0.021)) width="18" height="18" rx="2" {}
                    text.in x=(cx) y=(y(b.free - 0.009)) text-anchor="middle" { "W" }
                }
                DotKind::Considered(number) => {
                    circle.ink cx=(cx) cy=(cy) r="9" {}
                    text.in x=(cx) y=(y(b.free - 0.009)) text-anchor="middle" { (number) }
                }
                DotKind::Other => circle.dot cx=(cx) cy=(cy) r="3" {}
            }
        }
    }
}

/// The name of a package in the picture; the others have none.
pub fn dot_name(kind: DotKind) -> Option<String> {
    match kind {
        DotKind::Working => Some("working text".to_owned()),
        DotKind::Considered(number) => Some(format!("to consider, {number}")),
        DotKind::Other => None,
    }
}

fn rows(plot: &Plot, names: &[&str], colours: &[&str]) -> Markup {
    let named = named(plot);
    let width = 170.0 + 200.0 * plot.parties.len() as f64;
    let height = 46.0 + 34.0 * named.len() as f64;
    let label = format!(
        "{} packages, a row each, by the share of readings on which each of {} accepts",
        named.len(),
        names.join(", ")
    );
    let left = |party: usize| 160.0 + 200.0 * party as f64;
    html! {
        svg viewBox=(format!("0 0 {width} {height}")) width=(width) role="img" aria-label=(label) {
            @for (party, name) in names.iter().enumerate() {
                text.ink x=(left(party)) y="16" { (name) }
                rect.zone x=(left(party) + 120.0) y="24" width="40" height=(height - 24.0) {}
                @for cut in CUTS {
                    line.grid x1=(left(party) + cut * 160.0) x2=(left(party) + cut * 160.0) y1="24" y2=(height) {}
                }
            }
            @for (row, dot) in named.iter().enumerate() {
                @let y = 46.0 + 34.0 * row as f64;
                text.ink x="0" y=(y + 4.0) { (dot_name(dot.kind).unwrap_or_default()) }
                @for (party, accepted) in dot.acceptances.iter().enumerate() {
                    @let shares = accepted.shares();
                    g.tint {
                        rect x=(left(party) + shares.against * 160.0) y=(y - 5.0) width=(format!("{:.1}", ((shares.favour - shares.against) * 160.0).max(2.0))) height="10" rx="2" fill=(colours[party]) opacity="0.5" {}
                        rect x=(format!("{:.1}", left(party) + shares.free * 160.0 - 1.5)) y=(y - 9.0) width="3" height="18" fill=(colours[party]) {}
                    }
                }
            }
        }
    }
}
