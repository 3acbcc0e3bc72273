//! Rival judgments: whether the answer changes if a colleague is right instead.

use crate::chains::Chains;
use crate::derive::Scene;
use crate::figures::figures;
use crate::in_force::InForce;
use crate::{barred, profile};
use onetext_model::PartyId;
use onetext_solve::Word;

/// The change a rival judgment would make.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// The rival judgment.
    pub judgment: String,
    /// By whom.
    pub by: String,
    /// About whom.
    pub party: PartyId,
    /// The word as it counts, and with the rival instead.
    pub words: (Word, Word),
}

impl Scene<'_> {
    /// The rivals that would change a party's word for the working text, one at a time.
    pub(crate) fn rivals(&self) -> Vec<Rival> {
        let Ok(package) = &self.working else {
            return vec![];
        };
        let mut changed = vec![];
        for rival in &self.standing.rivals {
            let party = &rival.judgment.party;
            let Some(record) = self.records.iter().find(|r| r.party == *party) else {
                continue;
            };
            let mut counting: Vec<&InForce> = self
                .standing
                .of(party)
                .filter(|j| !same_subject(j, rival))
                .collect();
            counting.push(rival);
            let other =
                profile::record(self.talks, &self.space, (party, &counting), &self.settings);
            let lines = barred::red_lines(self.talks, &self.space, &counting);
            let packages = std::slice::from_ref(package);
            let chains = Chains::new(
                &other,
                &self.space,
                &self.settings,
                Some(&self.chains(record)),
            );
            let of = (&other, &chains);
            let theirs = figures(of, &self.space, &lines, packages, &self.settings);
            let words = (self.figures(record, packages)[0].word(), theirs[0].word());
            if words.0 != words.1 {
                let (judgment, by) = (rival.judgment.id.to_string(), rival.judgment.by.clone());
                changed.push(Rival {
                    judgment,
                    by,
                    party: party.clone(),
                    words,
                });
            }
        }
        changed
    }
}

fn same_subject(a: &InForce, b: &InForce) -> bool {
    use onetext_model::judgment::Kind;
    match (&a.judgment.kind, &b.judgment.kind) {
        (Kind::Level { at: x, .. }, Kind::Level { at: y, .. }) => x == y,
        (Kind::Direction { issue: x, .. }, Kind::Direction { issue: y, .. }) => x == y,
        (Kind::Sacred { target: x, .. }, Kind::Sacred { target: y, .. }) => x == y,
        (Kind::NoDeal(_), Kind::NoDeal(_)) | (Kind::Scores { .. }, Kind::Scores { .. }) => true,
        (x, y) => x == y,
    }
}
