//! What hangs on the constants: each changed alone, and what that makes of each party's word for the
//! working text.

use crate::derive::Scene;
use crate::profile;
use onetext_model::{Package, PartyId, Space};
use onetext_solve::acceptability::acceptance;
use onetext_solve::linked::Says;
use onetext_solve::readings::Sampler;
use onetext_solve::settings::Right;
use onetext_solve::{Acceptance, Record, Settings, Word, ZeroPrior};
use rayon::prelude::*;
use std::sync::atomic::Ordering;

/// One constant changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What it is.
    pub constant: &'static str,
    /// Its usual value.
    pub usual: String,
    /// The value tried.
    pub tried: String,
    /// What that makes of each party's figure, in the order of the parties.
    pub parties: Vec<Tried>,
}

/// One party's figure for the working text under a changed constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The party.
    pub party: PartyId,
    /// Its word as it usually is.
    pub usual: Word,
    /// Its figure now; nothing if no judgment about it rests on the constant.
    pub figure: Option<Acceptance>,
}

impl Tried {
    /// Whether the word is another one now.
    pub fn changes(&self) -> bool {
        self.figure.as_ref().is_some_and(|f| f.word() != self.usual)
    }
}

/// A constant with its usual value, the one tried, and the settings with it.
struct Change {
    constant: &'static str,
    usual: String,
    tried: String,
    settings: Settings,
}

/// Each constant changed alone, a lower and a higher value where there are two.
fn changes(usual: &Settings) -> Vec<Change> {
    let mut all = Changes {
        usual,
        list: vec![],
    };
    for zero in [ZeroPrior::Beta22, ZeroPrior::Beta26] {
        let names = (usual.zero.name().to_owned(), zero.name().to_owned());
        all.add("the zero's prior", names, |s| s.zero = zero);
    }
    for band in [0.05, 0.2] {
        let values = (usual.live_with_band.to_string(), band.to_string());
        all.add("width of `can live with`", values, |s| {
            s.live_with_band = band;
        });
    }
    all.confidences();
    all.prices();
    all.list
}

/// Changes in the making.
struct Changes<'s> {
    usual: &'s Settings,
    list: Vec<Change>,
}

impl Changes<'_> {
    /// One more; `values` are the usual one and the one tried.
    fn add(
        &mut self,
        constant: &'static str,
        (usual, tried): (String, String),
        change: impl FnOnce(&mut Settings),
    ) {
        let mut settings = self.usual.clone();
        change(&mut settings);
        self.list.push(Change {
            constant,
            usual,
            tried,
            settings,
        });
    }

    fn confidences(&mut self) {
        let usual = self.usual.right;
        type Which = fn(&mut Right) -> &mut f64;
        let all: [(&'static str, Which, [f64; 2]); 3] = [
            ("right if claimed", |r| &mut r.claimed, [0.6, 0.8]),
            ("right if believed", |r| &mut r.believed, [0.8, 0.95]),
            ("right if tested", |r| &mut r.tested, [0.95, 1.0]),
        ];
        for (constant, which, tried) in all {
            for value in tried {
                let before = *which(&mut usual.clone());
                self.add(constant, (before.to_string(), value.to_string()), |s| {
                    *which(&mut s.right) = value;
                });
            }
        }
    }

    fn prices(&mut self) {
        let usual = self.usual;
        let span = |(low, high): (f64, f64)| format!("{low} to {high}");
        for price in [(0.05, 0.15), (0.2, 0.4)] {
            let values = (span(usual.price_prefers), span(price));
            self.add("price if no deal is preferred", values, |s| {
                s.price_prefers = price;
            });
        }
        for price in [(-0.1, -0.02), (-0.4, -0.1)] {
            let values = (span(usual.price_cannot_bear), span(price));
            self.add("price if no deal cannot be borne", values, |s| {
                s.price_cannot_bear = price;
            });
        }
        let clamp = (0.01, 0.99);
        let values = (span(usual.prior_clamp), span(clamp));
        self.add("bounds of a prior probability", values, |s| {
            s.prior_clamp = clamp;
        });
    }
}

impl Scene<'_> {
    /// Tries every constant; nothing where there is no working text.
    pub(crate) fn sensitivity(&self) -> Vec<Trial> {
        let Ok(package) = &self.working else {
            return vec![];
        };
        let shown = self.shown(package);
        let changes = changes(&self.settings);
        let tasks: Vec<Task<'_>> = changes
            .iter()
            .flat_map(|change| shown.iter().map(move |(record, _)| (change, *record)))
            .map(|(change, record)| self.task(&change.settings, record, package))
            .collect();
        let (over, control) = (&self.space, self.options.control);
        let figures: Vec<Option<Acceptance>> = tasks
            .into_par_iter()
            .map(|task| {
                let go_on = !control.cancel.load(Ordering::Relaxed);
                go_on.then(|| task.figure(over, package)).flatten()
            })
            .collect();
        let rows = figures.chunks(shown.len().max(1));
        let rows = changes.into_iter().zip(rows);
        rows.map(|(change, figures)| trial(change, &shown, figures))
            .collect()
    }

    /// The parties with a figure for the working text, with their words.
    fn shown(&self, package: &Package) -> Vec<(&Record, Word)> {
        let records = self.records.iter();
        let drawn = records.filter(|r| r.scores.is_none() && !self.stopped(&r.party));
        let word = |record: &Record| {
            let figure = self.figures(record, std::slice::from_ref(package)).pop()?;
            figure.all.silent.map(|_| figure.word())
        };
        drawn.filter_map(|r| Some((r, word(r)?))).collect()
    }

    /// What has to be drawn for a party's figure under changed settings.
    fn task<'s>(&self, changed: &'s Settings, usual: &Record, package: &Package) -> Task<'s> {
        let counting: Vec<_> = self.standing.of(&usual.party).collect();
        let of = (&usual.party, counting.as_slice());
        let record = profile::record(self.talks, &self.space, of, changed);
        let estimated = |l: &onetext_solve::linked::Linked| !matches!(l.says, Says::Order { .. });
        let clamped = changed.prior_clamp != self.settings.prior_clamp;
        let other = record != *usual
            || changed.zero != self.settings.zero
            || changed.live_with_band != self.settings.live_with_band
            || clamped && record.linked.iter().any(estimated);
        let lines = self.own_red_lines(&record);
        Task {
            settings: changed,
            barred: lines.iter().any(|line| !line.holds(package)),
            record: other.then_some(record),
        }
    }
}

fn trial(change: Change, shown: &[(&Record, Word)], figures: &[Option<Acceptance>]) -> Trial {
    let tried = |((record, usual), figure): (&(&Record, Word), &Option<Acceptance>)| Tried {
        party: record.party.clone(),
        usual: *usual,
        figure: *figure,
    };
    Trial {
        constant: change.constant,
        usual: change.usual,
        tried: change.tried,
        parties: shown.iter().zip(figures).map(tried).collect(),
    }
}

/// A party's record under changed settings; nothing if the change does not touch it.
struct Task<'s> {
    settings: &'s Settings,
    record: Option<Record>,
    barred: bool,
}

impl Task<'_> {
    fn figure(self, over: &Space, package: &Package) -> Option<Acceptance> {
        let record = self.record?;
        let sampler = Sampler::new(&record, over, self.settings);
        let packages = std::slice::from_ref(package);
        acceptance(&sampler, packages, &[self.barred], self.settings.readings).pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_is_tried_and_each_change_is_of_one_alone() {
        let usual = Settings::default();
        for change in changes(&usual) {
            let s = &change.settings;
            let changed = [
                s.zero != usual.zero,
                s.live_with_band != usual.live_with_band,
                s.right.claimed != usual.right.claimed,
                s.right.believed != usual.right.believed,
                s.right.tested != usual.right.tested,
                s.price_prefers != usual.price_prefers,
                s.price_cannot_bear != usual.price_cannot_bear,
                s.prior_clamp != usual.prior_clamp,
            ];
            assert_eq!(
                changed.iter().filter(|c| **c).count(),
                1,
                "{}",
                change.constant
            );
            assert_ne!(change.usual, change.tried);
        }
        let mut constants: Vec<_> = changes(&usual).iter().map(|c| c.constant).collect();
        constants.dedup();
        assert_eq!(constants.len(), 8);
    }
}
