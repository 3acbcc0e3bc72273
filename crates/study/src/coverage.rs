//! What nobody has said anything about: statements and judgments per party and issue, with their age.

use onetext_model::{Date, IssueId, IssueKind, PartyId, Space};
use onetext_talks::Talks;
use onetext_talks::fact::{Standing, Statement};

/// One party on one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The party.
    pub party: PartyId,
    /// The issue.
    pub issue: IssueId,
    /// Confirmed statements about it.
    pub confirmed: usize,
    /// Proposed statements about it.
    pub proposed: usize,
    /// Judgments about it.
    pub judgments: usize,
    /// Days since the latest of them.
    pub age: Option<i64>,
    /// Whether the latest is older than the present draft.
    pub stale: bool,
}

/// How many statements a party has, confirmed and proposed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// Confirmed ones.
    pub confirmed: usize,
    /// Proposed ones.
    pub proposed: usize,
}

/// How many statements speak for a party; for `None`, how many are given to nobody.
pub fn heard(talks: &Talks, party: Option<&PartyId>) -> Heard {
    let mut heard = Heard::default();
    for statement in talks
        .statements
        .values()
        .filter(|s| talks.party_of(s) == party)
    {
        match statement.state {
            Standing::Confirmed => heard.confirmed += 1,
            Standing::Proposed => heard.proposed += 1,
            Standing::Discarded => {}
        }
    }
    heard
}

/// The cells of every party that may be judged on every issue on the table.
pub fn cells(talks: &Talks, over: &Space, on: Option<Date>) -> Vec<Cell> {
    let drafted = talks.present().and_then(|(_, d)| d.draft.front().date);
    let parties = talks.parties.values().filter(|p| p.kind.may_consent());
    let mut cells = vec![];
    for party in parties {
        for issue in over.issues() {
            let cell = cell(talks, &party.id, issue, (on, drafted));
            if issue.kind != IssueKind::Point || cell.judgments + cell.confirmed + cell.proposed > 0
            {
                cells.push(cell);
            }
        }
    }
    cells
}

fn cell(
    talks: &Talks,
    party: &PartyId,
    issue: &onetext_model::Issue,
    (on, drafted): (Option<Date>, Option<Date>),
) -> Cell {
    let about = |s: &&Statement| {
        talks.party_of(s) == Some(party)
            && s.about.iter().any(|a| *a == issue.id || *a == issue.point)
    };
    let statements: Vec<&Statement> = talks.live_statements().filter(about).collect();
    let superseded = talks.superseded();
    let mine = |j: &&onetext_model::judgment::Judgment| {
        j.party == *party && j.kind.issues().contains(&issue.id)
    };
    let judgments: Vec<_> = talks
        .judgments
        .values()
        .filter(|j| !superseded.contains(&j.id))
        .filter(mine)
        .collect();
    let said = statements
        .iter()
        .filter_map(|s| talks.sources.get(&s.source))
        .map(|s| s.on);
    let latest = said.chain(judgments.iter().map(|j| j.on)).max();
    let count = |state| statements.iter().filter(|s| s.state == state).count();
    Cell {
        party: party.clone(),
        issue: issue.id.clone(),
        confirmed: count(Standing::Confirmed),
        proposed: count(Standing::Proposed),
        judgments: judgments.len(),
        age: latest.zip(on).map(|(latest, on)| on.days_since(latest)),
        stale: latest
            .zip(drafted)
            .is_some_and(|(latest, drafted)| latest < drafted),
    }
}
