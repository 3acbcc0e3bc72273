//! One study from one view of the talks.

use crate::chains::Chains;
use crate::contradictions::{self, Contradiction};
use crate::coverage::{self, Cell, Heard};
use crate::figures::{Figure, figures};
use crate::in_force::{self, InForce};
use crate::movement::{self, Step};
use crate::plot::Plot;
use crate::rivals::Rival;
use crate::rounds::{Rounds, rounds};
use crate::sensitivity::Trial;
use crate::text_study::{TextStudy, text_study};
use crate::trail::{self, Trails};
use crate::zone::{Search, Zone, zone};
use crate::{barred, notes, profile};
use num_bigint::BigUint;
use onetext_model::judgment::Kind;
use onetext_model::{Date, Package, PartyId, Problem, Space};
use onetext_solve::constraint::Origin;
use onetext_solve::in_the_way::{Picture, pictures};
use onetext_solve::readings::Sampler;
use onetext_solve::shut::{self, Knot};
use onetext_solve::stability::{Balance, balance};
use onetext_solve::walk::{Control, Seen};
use onetext_solve::{Constraint, Record, Settings, count};
use onetext_talks::{Talks, head, space};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// The method and its version: figures of different methods are not to be compared.
pub const METHOD: &str = "readings/2";

/// What a study is made with.
pub struct Options<'a> {
    /// The seed of all chance.
    pub seed: u64,
    /// The date as of which ages are counted; `None` for the latest on record.
    pub on: Option<Date>,
    /// Whether judgments that rest on caucus statements count.
    pub with_caucus: bool,
    /// How the words of a statement are found.
    pub words: trail::Words<'a>,
    /// The draft to study as the present one; `None` for the latest.
    pub draft: Option<u32>,
    /// What is worked out on request.
    pub also: Also,
    /// How to watch and to stop it.
    pub control: &'a Control,
}

/// What a study holds only if asked for, since it takes several times as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Also {
    /// What hangs on each constant.
    pub sensitivity: bool,
    /// The frontier of mean gains and its reference points.
    pub frontier: bool,
}

/// Why there is no study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StudyError {
    /// Problems that no figure survives.
    Problems(Vec<Problem>),
    /// It was cancelled.
    Cancelled,
}

/// What the working text is to one party.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyStudy {
    /// The party.
    pub id: PartyId,
    /// Its name for people.
    pub name: String,
    /// Its own colour on pages, as written.
    pub colour: Option<String>,
    /// Whether the deal needs its yes.
    pub consent: bool,
    /// Statements that speak for it.
    pub heard: Heard,
    /// Its figure for the working text.
    pub working: Option<Figure>,
    /// Whether its figures stop at a contradiction of tested judgments.
    pub stopped: bool,
}

/// A package to consider.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// The package and how it stands in the zone.
    pub seen: Seen,
    /// Figures by party.
    pub figures: Vec<Figure>,
    /// Its clean text.
    pub text: String,
    /// Parties it gives no reason to sign.
    pub no_reason: Vec<PartyId>,
}

/// Everything derived from the talks at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The title of the talks.
    pub title: String,
    /// The fingerprint of all ground facts.
    pub head: String,
    /// The seed.
    pub seed: u64,
    /// The date ages are counted to.
    pub on: Option<Date>,
    /// Where the text stands.
    pub text: TextStudy,
    /// The issues of the present draft and the asides.
    pub space: Space,
    /// The working text as a package, or the issues without a `*`.
    pub working: Result<Package, Vec<usize>>,
    /// The clean text of the working text; empty where there is none.
    pub working_text: String,
    /// The parties.
    pub parties: Vec<PartyStudy>,
    /// The zone with every red line holding; `None` without a draft.
    pub zone: Option<Zone>,
    /// The zone if only tested red lines hold.
    pub tested_zone: Option<Zone>,
    /// Packages to consider.
    pub consider: Vec<Considered>,
    /// How the best packages read for every party whose yes is needed.
    pub plot: Plot,
    /// Per issue, who bars what.
    pub pictures: Vec<Picture>,
    /// The groups of issues that are shut by themselves.
    pub knots: Vec<Knot>,
    /// What each draft changed, and whom it moved towards.
    pub steps: Vec<Step>,
    /// Who was shown what.
    pub rounds: Rounds,
    /// What is on record where.
    pub coverage: Vec<Cell>,
    /// Statements given to nobody.
    pub unassigned: Heard,
    /// Which judgments count, and which do not and why.
    pub standing: in_force::Standing,
    /// Judgments that cannot all hold.
    pub contradictions: Vec<Contradiction>,
    /// Rivals that would change a word.
    pub rivals: Vec<Rival>,
    /// What hangs on each constant, if asked for.
    pub sensitivity: Vec<Trial>,
    /// The frontier of mean gains of the parties whose yes is needed, if asked for.
    pub balance: Option<Balance>,
    /// Whose confidences the judgments taken in rest on.
    pub caucus: Vec<PartyId>,
    /// How many judgments were left out because they rest on something said in confidence.
    pub left_out: usize,
    /// Problems beside which figures were computed.
    pub problems: Vec<Problem>,
    /// The sentences, most important first.
    pub notes: Vec<String>,
    /// From every figure to its arithmetic, judgments and quotes.
    pub trails: Trails,
}

/// Derives a study.
///
/// # Errors
/// [`StudyError::Problems`] if something is wrong that no figure survives; [`StudyError::Cancelled`]
/// if it was stopped.
pub fn derive(
    talks: &Talks,
    problems: &[Problem],
    options: &Options<'_>,
) -> Result<Study, StudyError> {
    derive_after(talks, problems, options, None).map(|(study, _)| study)
}

/// What one study hands on to the next, so that after an edit little has to be drawn again.
#[derive(Debug, Clone)]
pub struct Carried {
    settings: Settings,
    space: Space,
    records: Vec<Record>,
    chains: BTreeMap<PartyId, Chains>,
}

impl Carried {
    /// The chains of a party with whether its record is the same as then; nothing if the space or the
    /// settings are others.
    fn of(&self, record: &Record, over: &Space, settings: &Settings) -> Option<(&Chains, bool)> {
        if self.settings != *settings || self.space != *over {
            return None;
        }
        let before = self.records.iter().find(|r| r.party == record.party)?;
        Some((self.chains.get(&record.party)?, before == record))
    }
}

/// Derives a study after an earlier one: parties whose records are unchanged keep their readings, chains
/// of the others go on from where they ended.
///
/// A party whose chains went on has figures that differ from those drawn from scratch within their
/// standard error; for figures that anybody can have again, derive from scratch.
///
/// # Errors
/// As [`derive()`].
pub fn derive_after(
    talks: &Talks,
    problems: &[Problem],
    options: &Options<'_>,
    earlier: Option<&Carried>,
) -> Result<(Study, Carried), StudyError> {
    let filtered = (!options.with_caucus).then(|| talks.without_caucus());
    let left_out = if options.with_caucus {
        0
    } else {
        left_out(talks)
    };
    let talks = filtered.as_ref().unwrap_or(talks);
    let as_of = options.draft.map(|draft| talks.as_of_draft(draft));
    let talks = as_of.as_ref().unwrap_or(talks);
    let over = space::of_talks(talks);
    let mut fatal: Vec<Problem> = problems.iter().filter(|p| !p.bearable).cloned().collect();
    fatal.extend(no_package_left(talks, &over));
    if !fatal.is_empty() {
        return Err(StudyError::Problems(fatal));
    }
    let scene = Scene::new(talks, (over, earlier), options);
    let mut study = scene.study(problems)?;
    study.left_out = left_out;
    scene.trails(&mut study);
    study.notes = notes::notes(talks, &study);
    let carried = Carried {
        settings: scene.settings,
        space: scene.space,
        records: scene.records,
        chains: scene.chains,
    };
    Ok((study, carried))
}

/// How many judgments in force rest on something said in confidence.
fn left_out(talks: &Talks) -> usize {
    let superseded = talks.superseded();
    let resting = talks.resting_on_caucus();
    resting.iter().filter(|id| !superseded.contains(id)).count()
}

/// Rules that leave no package are a mistake in the rules.
pub fn no_package_left(talks: &Talks, over: &Space) -> Option<Problem> {
    let rules = barred::rules(talks, over);
    if rules.is_empty() || count::packages(over, &rules).high > BigUint::ZERO {
        return None;
    }
    let ids: Vec<String> = talks.rules.iter().map(|r| format!("`{}`", r.id)).collect();
    let what = format!("the rules leave no package at all: {}", ids.join(", "));
    Some(Problem::new(
        onetext_model::Place::file("talks.toml"),
        what,
        "take out or loosen one of them",
    ))
}

/// What every part of a study is derived from.
pub(crate) struct Scene<'a> {
    pub(crate) talks: &'a Talks,
    pub(crate) options: &'a Options<'a>,
    pub(crate) settings: Settings,
    pub(crate) space: Space,
    pub(crate) standing: in_force::Standing,
    pub(crate) contradictions: Vec<Contradiction>,
    pub(crate) records: Vec<Record>,
    chains: BTreeMap<PartyId, Chains>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) working: Result<Package, Vec<usize>>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        talks: &'a Talks,
        (over, earlier): (Space, Option<&Carried>),
        options: &'a Options<'a>,
    ) -> Self {
        let settings = Settings {
            seed: options.seed,
            ..Settings::default()
        };
        let standing = in_force::standing(talks, &over, options.on);
        let mut constraints = barred::rules(talks, &over);
        constraints.extend(barred::bars(talks, &over));
        let (mut records, mut found) = (vec![], vec![]);
        for party in talks.parties.values().filter(|p| p.kind.may_consent()) {
            let counting: Vec<&InForce> = standing.of(&party.id).collect();
            found.extend(contradictions::of_party(&over, &party.id, &counting));
            records.push(profile::record(
                talks,
                &over,
                (&party.id, &counting),
                &settings,
            ));
            // A party whose yes is not needed bars nothing; its red lines show in its own figures.
            if party.consent {
                constraints.extend(barred::red_lines(talks, &over, &counting));
            }
        }
        let working = Package::working(&over);
        let one = |record: &Record| {
            let before = earlier.and_then(|e| e.of(record, &over, &settings));
            let chains = match before {
                Some((chains, true)) => chains.clone(),
                Some((chains, false)) => Chains::new(record, &over, &settings, Some(chains)),
                None => Chains::new(record, &over, &settings, None),
            };
            (record.party.clone(), chains)
        };
        let chains = records.par_iter().map(one).collect();
        Self {
            talks,
            options,
            chains,
            settings,
            space: over,
            standing,
            contradictions: found,
            records,
            constraints,
            working,
        }
    }

    fn study(&self, problems: &[Problem]) -> Result<Study, StudyError> {
        let talks = self.talks;
        let drafted = talks.present().is_some();
        let all = if drafted {
            Some(self.zone(&self.constraints, Search::Wide)?)
        } else {
            None
        };
        let firm: Vec<Constraint> = self
            .constraints
            .iter()
            .filter(|c| c.is_firm())
            .cloned()
            .collect();
        let tested_zone = match &all {
            Some(zone) if firm.len() == self.constraints.len() => Some(zone.clone()),
            Some(_) => Some(self.zone(&firm, Search::Narrow)?),
            None => None,
        };
        let consider = all
            .as_ref()
            .map_or_else(Vec::new, |zone| self.consider(zone));
        let plot = all
            .as_ref()
            .map_or_else(Plot::default, |zone| self.plot(zone, &consider));
        let on = self.options.on.or_else(|| talks.latest_date());
        Ok(Study {
            title: talks.title.clone(),
            head: head::head(talks),
            seed: self.options.seed,
            on,
            text: text_study(talks),
            working: self.working.clone(),
            working_text: self.working_text(),
            parties: self.parties(drafted),
            zone: all,
            tested_zone,
            consider,
            plot,
            pictures: pictures(&self.space, &self.constraints),
            knots: self.knots(),
            steps: movement::steps(talks, &self.settings),
            rounds: rounds(talks),
            coverage: coverage::cells(talks, &self.space, on),
            unassigned: coverage::heard(talks, None),
            rivals: self.rivals(),
            sensitivity: match self.options.also.sensitivity {
                true => self.sensitivity(),
                false => vec![],
            },
            balance: match self.options.also.frontier {
                true => self.balance()?,
                false => None,
            },
            caucus: self.caucus(),
            left_out: 0,
            problems: problems.to_vec(),
            notes: vec![],
            trails: Trails::new(),
            space: self.space.clone(),
            standing: self.standing.clone(),
            contradictions: self.contradictions.clone(),
        })
    }

    /// The frontier of mean gains; nothing where a figure stops, or no yes is needed.
    fn balance(&self) -> Result<Option<Balance>, StudyError> {
        let consents = self.consents();
        if consents.iter().any(|r| self.stopped(&r.party)) {
            return Ok(None);
        }
        let chains: Vec<Chains> = consents.iter().map(|r| self.chains(r)).collect();
        let samplers: Vec<Sampler<'_>> = consents
            .iter()
            .zip(&chains)
            .map(|(record, chains)| chains.sampler(record, &self.space, &self.settings))
            .collect();
        let found = balance(&samplers, &self.constraints, self.options.control);
        match self.options.control.cancel.load(Ordering::Relaxed) {
            true => Err(StudyError::Cancelled),
            false => Ok(found),
        }
    }

    fn working_text(&self) -> String {
        let draft = self.talks.present().map(|(_, file)| &file.draft);
        match (draft, &self.working) {
            (Some(draft), Ok(package)) => space::clean_text(draft, &self.space, package),
            _ => String::new(),
        }
    }

    /// The groups of issues that are shut; what is sacred, rules and bars are not for lifting.
    fn knots(&self) -> Vec<Knot> {
        let sacred = |judgment: &str| {
            let mut counting = self.standing.counting.iter();
            counting.any(|j| {
                j.judgment.id.as_str() == judgment && matches!(j.judgment.kind, Kind::Sacred { .. })
            })
        };
        let may_lift = |origin: &Origin| matches!(origin, Origin::RedLine { judgment, .. } if !sacred(judgment));
        shut::knots(&self.space, &self.constraints, &may_lift)
    }

    /// Whether a party's figures stop: all of a contradicting set about it is tested.
    pub(crate) fn stopped(&self, party: &PartyId) -> bool {
        self.contradictions
            .iter()
            .any(|c| c.party == *party && c.tested)
    }

    /// The records of the parties whose yes is needed and whose figures go on.
    pub(crate) fn consents(&self) -> Vec<Record> {
        let consenting = |r: &&Record| self.talks.parties.get(&r.party).is_some_and(|p| p.consent);
        self.records.iter().filter(consenting).cloned().collect()
    }

    /// What chains have drawn for a party, if its record needs them and its figures go on.
    pub(crate) fn chains(&self, record: &Record) -> Chains {
        self.chains.get(&record.party).cloned().unwrap_or_default()
    }

    fn zone(&self, constraints: &[Constraint], how: Search) -> Result<Zone, StudyError> {
        let consents = self.consents();
        let stopped = consents.iter().any(|r| self.stopped(&r.party));
        let with = |r: Record| {
            let chains = self.chains(&r);
            (r, chains)
        };
        let walked: Vec<(Record, Chains)> = match stopped {
            true => vec![],
            false => consents.into_iter().map(with).collect(),
        };
        let working = self.working.as_ref().ok();
        let control = (&self.settings, self.options.control);
        let how = (working, how);
        zone(&self.space, constraints, &walked, how, control).map_err(|_| StudyError::Cancelled)
    }

    fn parties(&self, drafted: bool) -> Vec<PartyStudy> {
        let one = |party: &onetext_model::party::Party| {
            let record = self.records.iter().find(|r| r.party == party.id);
            let stopped = self.stopped(&party.id);
            let working = match (&self.working, record) {
                (Ok(package), Some(record)) if drafted && !stopped => self
                    .figures(record, std::slice::from_ref(package))
                    .pop()
                    .filter(|f| f.all.silent.is_some()),
                _ => None,
            };
            PartyStudy {
                id: party.id.clone(),
                name: party.name.clone(),
                colour: party.colour.clone(),
                consent: party.consent,
                heard: coverage::heard(self.talks, Some(&party.id)),
                working,
                stopped,
            }
        };
        self.talks.parties.values().map(one).collect()
    }

    pub(crate) fn figures(&self, record: &Record, packages: &[Package]) -> Vec<Figure> {
        figures(
            (record, &self.chains(record)),
            &self.space,
            &self.own_red_lines(record),
            packages,
            &self.settings,
        )
    }

    /// A party's red lines, whether or not its yes is needed.
    pub(crate) fn own_red_lines(&self, record: &Record) -> Vec<Constraint> {
        let counting: Vec<&InForce> = self.standing.of(&record.party).collect();
        barred::red_lines(self.talks, &self.space, &counting)
    }

    fn consider(&self, zone: &Zone) -> Vec<Considered> {
        let packages: Vec<Package> = zone.consider.iter().map(|s| s.package.clone()).collect();
        let mut by_party: Vec<Vec<Figure>> = self
            .records
            .iter()
            .filter(|r| !self.stopped(&r.party))
            .map(|record| self.figures(record, &packages))
            .collect();
        let draft = self.talks.present().map(|(_, file)| &file.draft);
        let mut all = vec![];
        for seen in zone.consider.iter().rev() {
            let figures: Vec<Figure> = by_party.iter_mut().filter_map(Vec::pop).collect();
            let text = draft.map_or_else(String::new, |d| {
                space::clean_text(d, &self.space, &seen.package)
            });
            all.push(Considered {
                no_reason: self.no_reason(&seen.package),
                seen: seen.clone(),
                figures,
                text,
            });
        }
        all.reverse();
        all.retain(|c| !self.rests_on_silence(c));
        all
    }

    /// Whether a party whose yes is needed is not known on a package: then there is nothing to offer.
    fn rests_on_silence(&self, considered: &Considered) -> bool {
        let needed = |f: &&Figure| self.talks.parties.get(&f.party).is_some_and(|p| p.consent);
        considered
            .figures
            .iter()
            .filter(needed)
            .any(|f| !f.word().is_known())
    }

    /// Consenting parties that want nothing in a package, as far as the record shows.
    fn no_reason(&self, package: &Package) -> Vec<PartyId> {
        let wants = |record: &Record| {
            record.scores.is_some()
                || record.issues.iter().enumerate().any(|(i, issue)| {
                    let chosen = package.get(i);
                    let wanted = |l: &onetext_solve::standing::Judged| {
                        l.level == onetext_model::Level::Wants
                            && chosen.is_some_and(|a| l.first <= a && a <= l.last)
                    };
                    issue.levels.iter().any(wanted)
                })
        };
        self.consents()
            .iter()
            .filter(|r| !wants(r))
            .map(|r| r.party.clone())
            .collect()
    }

    /// Whose confidences the counting judgments rest on.
    pub(crate) fn caucus(&self) -> Vec<PartyId> {
        let mut parties = vec![];
        for item in &self.standing.counting {
            for id in &item.judgment.from {
                let source = self
                    .talks
                    .statements
                    .get(id)
                    .and_then(|s| self.talks.sources.get(&s.source));
                if let Some(onetext_talks::fact::Room::Caucus(party)) = source.map(|s| &s.room) {
                    parties.push(party.clone());
                }
            }
        }
        parties.sort();
        parties.dedup();
        parties
    }
}
