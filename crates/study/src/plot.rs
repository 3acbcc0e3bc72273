//! The picture: how the best packages read for every party whose yes is needed.

use crate::derive::{Considered, Scene};
use crate::zone::Zone;
use onetext_model::{Package, PartyId};
use onetext_solve::acceptability::acceptance;
use onetext_solve::{Acceptance, Constraint};

/// The most packages shown.
const MOST: usize = 60;

/// One package in the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// The package.
    pub package: Package,
    /// What it is: the working text, one to consider (from 1), or one of the others.
    pub kind: DotKind,
    /// How it reads for each party whose yes is needed, in the order of [`Plot::parties`].
    pub acceptances: Vec<Acceptance>,
}

/// What a package in the picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DotKind {
    /// The working text.
    Working,
    /// A package to consider, by its number from 1.
    Considered(usize),
    /// Another one no red line excludes.
    Other,
}

/// The picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plot {
    /// The parties whose yes is needed and whose figures go on.
    pub parties: Vec<PartyId>,
    /// The packages: the working text, those to consider, then the best of the others.
    pub dots: Vec<Dot>,
}

impl Scene<'_> {
    /// The picture of a zone; empty where no party's yes is needed or nothing was walked. A package
    /// about which one of them is not known has no place in it.
    pub(crate) fn plot(&self, zone: &Zone, consider: &[Considered]) -> Plot {
        let records: Vec<_> = self
            .consents()
            .into_iter()
            .filter(|r| !self.stopped(&r.party))
            .collect();
        let dots = shown(self.working.as_ref().ok(), zone, consider);
        if records.is_empty() || zone.walked.is_none() {
            return Plot::default();
        }
        let packages: Vec<Package> = dots.iter().map(|(package, _)| package.clone()).collect();
        let by_party: Vec<Vec<Acceptance>> = records
            .iter()
            .map(|record| {
                let own = self.own_red_lines(record);
                let breaks = |p: &Package| own.iter().any(|c: &Constraint| !c.holds(p));
                let barred: Vec<bool> = packages.iter().map(breaks).collect();
                let chains = self.chains(record);
                let sampler = chains.sampler(record, &self.space, &self.settings);
                acceptance(&sampler, &packages, &barred, self.settings.walk_readings)
            })
            .collect();
        let dot = |(at, (package, kind)): (usize, (Package, DotKind))| Dot {
            package,
            kind,
            acceptances: by_party.iter().map(|of| of[at]).collect(),
        };
        Plot {
            parties: records.iter().map(|r| r.party.clone()).collect(),
            dots: dots
                .into_iter()
                .enumerate()
                .map(dot)
                .filter(|dot| dot.acceptances.iter().all(|a| a.word().is_known()))
                .collect(),
        }
    }
}

/// The packages to show: the working text, those to consider, then the best of the others.
fn shown(
    working: Option<&Package>,
    zone: &Zone,
    consider: &[Considered],
) -> Vec<(Package, DotKind)> {
    let working = working.map(|p| (p.clone(), DotKind::Working));
    let considered = consider
        .iter()
        .enumerate()
        .map(|(n, one)| (one.seen.package.clone(), DotKind::Considered(n + 1)));
    let best = zone.walked.iter().flat_map(|found| &found.best);
    let others = best.map(|seen| (seen.package.clone(), DotKind::Other));
    let mut dots: Vec<(Package, DotKind)> = vec![];
    for (package, kind) in working.into_iter().chain(considered).chain(others) {
        if dots.len() < MOST && !dots.iter().any(|(p, _)| *p == package) {
            dots.push((package, kind));
        }
    }
    dots
}
