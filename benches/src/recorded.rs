//! Records of parties over a space of words: silent, or with judgments that pull apart.

use crate::scored::space;
use onetext_model::{Level, PartyId, Space};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};

/// What is on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// On every issue one alternative that the party can live with: nearly everything stays open.
    Little,
    /// On every issue what the party wants, can live with, and gives only in return; what one
    /// party wants, another gives only in return.
    Much,
    /// The same, but on every other issue all parties want the same: there is something to find.
    Shared,
}

/// A space of so many issues of so many alternatives, with so many parties' records.
pub fn talks(
    (issues, alternatives): (usize, usize),
    parties: usize,
    told: Told,
) -> (Space, Vec<Record>) {
    let space = space(issues, alternatives);
    let records = (0..parties).map(|p| record(&space, p, told)).collect();
    (space, records)
}

fn record(space: &Space, party: usize, told: Told) -> Record {
    let issue = |n: usize| {
        let all = space.issues()[n].alternatives.len();
        let judged = |level: Level, a: usize| Judged {
            level,
            first: a % all,
            last: a % all,
            range: false,
            right: 0.9,
        };
        let levels = match told {
            Told::Little => vec![judged(Level::CanLiveWith, n + party)],
            Told::Much | Told::Shared => {
                let apart = told == Told::Much || n % 2 == 1;
                let shift = n * 3 + if apart { party * all / 2 } else { 0 };
                let level = |a: usize| match (a + shift) % all {
                    best if best * 4 < all => Level::Wants,
                    middling if middling * 2 < all => Level::CanLiveWith,
                    _ => Level::OnlyInReturn,
                };
                (0..all).map(|a| judged(level(a), a)).collect()
            }
        };
        IssueRecord {
            standing: Standing::Judged,
            levels,
            direction: None,
        }
    };
    Record {
        party: PartyId::new(&format!("p{party}")).expect("a name"),
        issues: (0..space.len()).map(issue).collect(),
        matters: (0..space.len()).map(|n| vec![n]).collect(),
        price: Price::None,
        scores: None,
        linked: vec![],
    }
}
