//! The trails of a study: every figure with its arithmetic, its judgments and their quotes.

use crate::bases;
use crate::derive::{Scene, Study};
use crate::figures::Figure;
use crate::gains;
use crate::in_force::InForce;
use crate::movement::{Moved, Step};
use crate::notes;
use crate::trail::{self, Trail, Trails};
use onetext_model::{Package, PartyId};
use onetext_solve::Constraint;
use onetext_solve::in_the_way::Picture;

impl Scene<'_> {
    /// Gives every figure of a study its trail.
    pub(crate) fn trails(&self, study: &mut Study) {
        let mut trails = Trails::new();
        if let Ok(package) = &self.working {
            for figure in study.parties.iter().filter_map(|p| p.working.as_ref()) {
                trails.insert(
                    format!("working/{}", figure.party),
                    self.figure_trail(figure, package),
                );
            }
        }
        for (n, considered) in study.consider.iter().enumerate() {
            for figure in &considered.figures {
                let trail = self.figure_trail(figure, &considered.seen.package);
                trails.insert(format!("consider/{}/{}", n + 1, figure.party), trail);
            }
        }
        for picture in &study.pictures {
            let issue = &self.space.issues()[picture.issue];
            trails.insert(format!("issue/{}", issue.id), self.issue_trail(picture));
        }
        for step in &study.steps {
            for (party, moved) in &step.moved {
                let key = format!("movement/{}-{}/{party}", step.drafts.0, step.drafts.1);
                trails.insert(key, movement_trail(step, party, *moved));
            }
        }
        for (key, trail) in self.zone_trails(study) {
            trails.insert(key, trail);
        }
        study.trails = trails;
    }

    fn figure_trail(&self, figure: &Figure, package: &Package) -> Trail {
        let Some(record) = self.records.iter().find(|r| r.party == figure.party) else {
            return Trail::default();
        };
        let mut trail = trail::of_figure(figure, record, &self.space, package);
        let chains = self.chains(record);
        let sampler = chains.sampler(record, &self.space, &self.settings);
        if figure.word().is_known() {
            trail.arithmetic.extend(gains::lines(&sampler, package));
        }
        let broken = self.own_red_lines(record).into_iter();
        for line in broken.filter(|line| !line.holds(package)) {
            let what = notes::origin_name(&line.origin);
            trail
                .arithmetic
                .push(format!("so accepted on none: the package breaks {what}"));
        }
        let grounds = self.standing.of(&figure.party);
        trail.judgments = grounds
            .map(|item| trail::ground(self.talks, item, self.options.words))
            .collect();
        trail
    }

    fn issue_trail(&self, picture: &Picture) -> Trail {
        let issue = &self.space.issues()[picture.issue];
        let about = |item: &&InForce| item.judgment.kind.issues().contains(&issue.id);
        let line = |(a, by): (
            &onetext_model::Alternative,
            &Vec<onetext_solve::constraint::Origin>,
        )| {
            let by: Vec<String> = by.iter().map(notes::origin_name).collect();
            if by.is_empty() {
                format!("{}: barred by nobody", a.key)
            } else {
                format!("{}: barred by {}", a.key, by.join(", "))
            }
        };
        let alternatives = issue.alternatives.iter().zip(&picture.barred);
        let shares = bases::shares(self.talks, issue);
        Trail {
            says: notes::issue_says(issue, picture),
            arithmetic: alternatives.map(line).chain(shares).collect(),
            judgments: self
                .standing
                .counting
                .iter()
                .filter(about)
                .map(|i| trail::ground(self.talks, i, self.options.words))
                .collect(),
        }
    }

    fn zone_trails(&self, study: &Study) -> Vec<(String, Trail)> {
        let Some(zone) = &study.zone else {
            return vec![];
        };
        let bars =
            |c: &&Constraint| !matches!(c.origin, onetext_solve::constraint::Origin::Unwritten);
        let mut excluded: Vec<String> = self
            .constraints
            .iter()
            .filter(bars)
            .map(|c| notes::origin_name(&c.origin))
            .collect();
        excluded.dedup();
        let about_lines = |item: &&InForce| {
            excluded
                .iter()
                .any(|e| e.ends_with(&format!("`{}`", item.judgment.id)))
        };
        let grounds: Vec<_> = self
            .standing
            .counting
            .iter()
            .filter(about_lines)
            .map(|i| trail::ground(self.talks, i, self.options.words))
            .collect();
        let unbarred = Trail {
            says: format!(
                "{} packages are excluded by no red line, bar or rule",
                zone.unbarred.digits()
            ),
            arithmetic: excluded
                .iter()
                .map(|e| format!("excluded by {e}"))
                .collect(),
            judgments: grounds,
        };
        let mut trails = vec![("zone/unbarred".to_owned(), unbarred)];
        if let Some(found) = &zone.walked {
            let counts = [
                ("in", found.inside),
                ("open", found.open),
                ("out", found.outside),
            ];
            for (word, number) in counts {
                let says = format!("{number} packages are {word}");
                let arithmetic = vec![
                    format!("each of the {} packages was looked at on {} readings per party", zone.unbarred, self.settings.walk_readings),
                    "in: every consent holds on at least 0.75 of them plus two standard errors, whichever way silence is read".to_owned(),
                    "out: some consent is below 0.75 less two standard errors on all three; open: neither".to_owned(),
                ];
                trails.push((
                    format!("zone/{word}"),
                    Trail {
                        says,
                        arithmetic,
                        judgments: vec![],
                    },
                ));
            }
        }
        trails
    }
}

/// Why a draft is said to have moved towards a party or away from it.
fn movement_trail(step: &Step, party: &PartyId, moved: Moved) -> Trail {
    let (from, to) = step.drafts;
    let share = match moved {
        Moved::Towards(share) => Some((share, "more")),
        Moved::Away(share) => Some((share, "less")),
        _ => None,
    };
    let changes = step.changed.iter();
    let mut arithmetic: Vec<String> = changes
        .map(|(issue, old, new)| format!("{issue}: {old} became {new}"))
        .collect();
    if arithmetic.is_empty() {
        arithmetic.push("no working alternative changed on a bracket both drafts have".to_owned());
    }
    if let Some((share, what)) = share {
        let percent = share * 100.0;
        arithmetic.push(format!(
            "worth {what} to it in sum on at least {percent:.0} % of 1000 readings, whichever way silence is read"
        ));
    }
    Trail {
        says: format!("from draft {from} to draft {to}, {party}: {}", moved.word()),
        arithmetic,
        judgments: vec![],
    }
}
