//! Acceptability of packages: under both priors of the zero, and with all or only tested red lines.

use crate::chains::{Chains, strict};
use onetext_model::{Decimal, Package, PartyId, Space};
use onetext_solve::acceptability::acceptance;
use onetext_solve::readings::total;
use onetext_solve::{Acceptance, Constraint, Record, Settings, Word};

/// One party's figures for one package.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The party.
    pub party: PartyId,
    /// With every red line holding.
    pub all: Acceptance,
    /// If only tested red lines hold.
    pub tested_only: Acceptance,
    /// Under the stricter prior of the zero, every red line holding.
    pub prior2: Acceptance,
    /// Where the party has real numbers: its points, and what no agreement is worth to it.
    pub points: Option<(Decimal, Decimal)>,
}

impl Figure {
    /// The word of the headline figure.
    pub fn word(&self) -> Word {
        self.all.word()
    }
}

/// Figures of one party for several packages, in their order.
pub fn figures(
    (record, chains): (&Record, &Chains),
    over: &Space,
    constraints: &[Constraint],
    packages: &[Package],
    settings: &Settings,
) -> Vec<Figure> {
    let strict = strict(settings);
    let breaks = |package: &Package, firm_only: bool| {
        let own = constraints
            .iter()
            .filter(|c| c.is_red_line_of(&record.party));
        own.filter(|c| !firm_only || c.is_firm())
            .any(|c| !c.holds(package))
    };
    let all: Vec<bool> = packages.iter().map(|p| breaks(p, false)).collect();
    let firm: Vec<bool> = packages.iter().map(|p| breaks(p, true)).collect();
    let sampler = chains.sampler(record, over, settings);
    let free = acceptance(
        &sampler,
        packages,
        &vec![false; packages.len()],
        settings.readings,
    );
    let prior2 = acceptance(
        &chains.sampler(record, over, &strict),
        packages,
        &all,
        settings.readings,
    );
    let barred = |accepted: Acceptance, barred: bool| Acceptance {
        accepted: if barred {
            Default::default()
        } else {
            accepted.accepted
        },
        ..accepted
    };
    let one = |at: usize| Figure {
        party: record.party.clone(),
        all: barred(free[at], all[at]),
        tested_only: barred(free[at], firm[at]),
        prior2: prior2[at],
        points: record
            .scores
            .as_ref()
            .map(|s| (total(s, &packages[at]), s.reservation)),
    };
    (0..packages.len()).map(one).collect()
}
