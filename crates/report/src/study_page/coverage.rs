//! Coverage: what is on record about each party and issue, and what is not.

use crate::words;
use maud::{Markup, html};
use onetext_model::{IssueId, PartyId};
use onetext_study::Study;
use onetext_study::coverage::Cell;

/// The section.
pub fn section(study: &Study) -> Markup {
    let mut parties: Vec<&PartyId> = study.coverage.iter().map(|c| &c.party).collect();
    parties.dedup();
    let mut issues: Vec<&IssueId> = vec![];
    for cell in &study.coverage {
        if !issues.contains(&&cell.issue) {
            issues.push(&cell.issue);
        }
    }
    html! {
        section id="coverage" {
            h2 { "Coverage" }
            @if issues.is_empty() { p { "There is no issue to cover yet." } } @else {
                div.scroll tabindex="0" role="region" aria-label="Coverage" {
                    table {
                        caption { "Statements and judgments on record. Hatched: nothing. Stale: older than the present draft." }
                        thead { tr {
                            th scope="col" { "Issue" }
                            @for party in &parties { th scope="col" { (words::name(study, party.as_str())) } }
                        } }
                        tbody {
                            @for issue in issues {
                                tr {
                                    th scope="row" { (issue) }
                                    @for party in &parties { (cell(study, party, issue)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(study: &Study, party: &PartyId, issue: &IssueId) -> Markup {
    let found = study
        .coverage
        .iter()
        .find(|c| c.party == *party && c.issue == *issue);
    match found {
        Some(cell) if cell.judgments + cell.confirmed + cell.proposed > 0 => {
            html! { td { (says(cell)) } }
        }
        _ => html! { td.empty { "nothing on record" } },
    }
}

fn says(cell: &Cell) -> String {
    let counted = |n: usize, one: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let parts = [
        counted(cell.judgments, "judgment"),
        counted(cell.confirmed, "statement"),
        counted(cell.proposed, "proposed statement"),
        cell.age.map(words::age),
        cell.stale.then(|| "stale".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
