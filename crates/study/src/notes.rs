//! The sentences of a study, most important first. Words before figures, and silence before both.

use crate::commitments;
use crate::derive::{PartyStudy, Study};
use crate::movement::{Moved, Step};
use onetext_model::{Issue, IssueId, PartyId};
use onetext_solve::Word;
use onetext_solve::acceptability::Verdict;
use onetext_solve::constraint::Origin;
use onetext_solve::count::Count;
use onetext_solve::in_the_way::Picture;
use onetext_solve::shut::Knot;
use onetext_talks::Talks;
use std::collections::BTreeSet;
use std::fmt::Display;

/// The sentences, most important first: who is not heard, what cannot be said, whether there is a
/// text, what stands in the way, what the figures rest on.
pub fn notes(talks: &Talks, study: &Study) -> Vec<String> {
    let mut notes = vec![];
    notes.extend(unheard(talks, study));
    notes.extend(contradicting(study));
    notes.extend(zone(study));
    notes.extend(missing_words(study));
    notes.extend(study.knots.iter().map(|knot| shut(study, knot)));
    notes.extend(misses(study));
    notes.extend(working(study));
    notes.extend(lost_concessions(talks, study));
    notes.extend(drift(study));
    notes.extend(study.rounds.notes.iter().cloned());
    notes.extend(changed_words(study));
    notes.extend(not_weighed(study));
    notes
}

fn name(study: &Study, id: &PartyId) -> String {
    study
        .parties
        .iter()
        .find(|p| p.id == *id)
        .map_or_else(|| id.to_string(), |p| p.name.clone())
}

fn plural<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    format!("{n} {}", if n == N::from(1) { one } else { many })
}

fn unheard(talks: &Talks, study: &Study) -> Vec<String> {
    let mut notes = vec![];
    let heard = |id: &PartyId| {
        study
            .parties
            .iter()
            .find(|p| p.id == *id)
            .map(|p| p.heard)
            .unwrap_or_default()
    };
    for side in talks.sides() {
        let counts = heard(&side.id);
        match (counts.confirmed, counts.proposed) {
            (0, 0) => notes.push(format!("Nobody speaks for {} on this record.", side.name)),
            (0, n) => notes.push(format!(
                "No confirmed statement speaks for {}; {} to be read.",
                side.name,
                plural(n, "proposed one waits", "proposed ones wait")
            )),
            _ => {}
        }
    }
    notes.sort_by_key(|note| !note.starts_with("Nobody"));
    together(&mut notes);
    let lost = study.unassigned.confirmed + study.unassigned.proposed;
    if lost > 0 {
        notes.push(format!(
            "{} given to no party yet; see `onetext statements` and `onetext assign`.",
            plural(lost, "statement is", "statements are")
        ));
    }
    notes
}

/// From three unheard sides on, one sentence names them all.
fn together(notes: &mut Vec<String>) {
    let name = |note: &String| {
        let name = note.strip_prefix("Nobody speaks for ")?;
        Some(name.strip_suffix(" on this record.")?.to_owned())
    };
    let names: Vec<String> = notes.iter().map_while(name).collect();
    if let [first @ .., last] = names.as_slice()
        && first.len() > 1
    {
        let all = format!(
            "Nobody speaks for {} and {last} on this record.",
            first.join(", ")
        );
        notes.splice(..names.len(), [all]);
    }
}

/// What the working text takes from a party that no longer grants it.
fn lost_concessions(talks: &Talks, study: &Study) -> Vec<String> {
    let Ok(working) = &study.working else {
        return vec![];
    };
    let chosen = working.names(&study.space);
    let lost = commitments::lost(talks, &chosen, study.on).into_iter();
    lost.map(|(given, state)| {
        let (issue, key) = given
            .at
            .as_ref()
            .map_or(("", ""), |(i, k)| (i.as_str(), k.as_str()));
        format!(
            "The working text has {issue}={key}, but the {} `{}` of {} is {}.",
            given.bond.word(),
            given.id,
            name(study, &given.party),
            state.words()
        )
    })
    .collect()
}

fn contradicting(study: &Study) -> Vec<String> {
    let each = |c: &crate::contradictions::Contradiction| {
        let ids: Vec<String> = c.judgments.iter().map(|j| format!("`{j}`")).collect();
        let end = if c.tested {
            ": all tested, so it has no figures until one is superseded"
        } else {
            "; the figures go on beside it"
        };
        format!(
            "Judgments {} about {} cannot all hold{end}.",
            ids.join(", "),
            name(study, &c.party)
        )
    };
    study.contradictions.iter().map(each).collect()
}

/// The headline: whether there is a text every consent could live with.
pub fn zone(study: &Study) -> Vec<String> {
    let Some(zone) = &study.zone else {
        return vec!["There is no draft yet, so there is no package to look at.".to_owned()];
    };
    if study.parties.iter().all(|p| !p.consent) {
        return vec!["No party's yes is asked for yet, so there is no zone; add parties with `onetext party`.".to_owned()];
    }
    if zone.unbarred.high == num_bigint::BigUint::ZERO {
        let tested = study
            .tested_zone
            .as_ref()
            .map(|z| z.unbarred.to_string())
            .unwrap_or_default();
        return vec![format!(
            "No text is left: red lines, bars and rules exclude every package. If only tested red lines hold, {tested} are left."
        )];
    }
    let left = format!(
        "Red lines, bars and rules leave {} of {}",
        zone.unbarred,
        all_packages(study)
    );
    let Some(found) = &zone.walked else {
        let stopped = study.parties.iter().find(|p| p.consent && p.stopped);
        return vec![stopped.map_or_else(
            || too_many(&left, zone),
            |party| {
                format!(
                    "{left}; which of them hold for {} a contradiction leaves open.",
                    party.name
                )
            },
        )];
    };
    let headline = match (found.inside, found.open) {
        (0, 0) => "On this record no text is one all could live with".to_owned(),
        (0, open) => format!(
            "Perhaps: no package holds on most readings for all, and {} for want of a record",
            plural(open, "stays open", "stay open")
        ),
        (inside, open) => format!(
            "There is room: {inside} hold on most readings for every party whose yes is needed, {}",
            plural(open, "stays open", "stay open")
        ),
    };
    vec![format!(
        "{headline}. {left}, if there is no unspoken red line."
    )]
}

/// Where there are too many packages to look at each: what a search found, and how good it can be.
fn too_many(left: &str, zone: &crate::zone::Zone) -> String {
    let many = format!("{left}; that is too many to look at one by one");
    let Some(found) = &zone.searched else {
        return format!("{many}.");
    };
    let percent = |count: u32| 100.0 * f64::from(count) / f64::from(found.readings.max(1));
    let top = match found.proved {
        true => "none of the others is better than the first".to_owned(),
        false if found.bound >= found.readings => {
            "how much better another could be is not known".to_owned()
        }
        false => format!(
            "no package's weakest party accepts on more than {:.0} % of the readings",
            percent(found.bound)
        ),
    };
    let share = found.share.map_or(String::new(), |share| {
        format!(
            " Of all that are left, {} hold on most readings for every party whose yes is needed, by a sample of {} packages.",
            part(share.low, share.high),
            onetext_solve::count::Count::exactly(share.draws.into())
        )
    });
    format!(
        "{many}. Those to consider are the best of {} that a search looked at; {top}.{share}",
        onetext_solve::count::Count::exactly(found.looked_at.into())
    )
}

/// A band of shares in words.
fn part(low: f64, high: f64) -> String {
    match (low * 100.0, high * 100.0) {
        (_, high) if high < 1.0 => "fewer than 1 %".to_owned(),
        (low, high) => format!("{low:.0} to {high:.0} %"),
    }
}

/// All packages, in words: those of the text, and with the asides where there are any, since the
/// zone counts them too.
fn all_packages(study: &Study) -> String {
    let asides = study.space.issues().iter();
    let asides = asides.filter(|i| i.kind == onetext_model::IssueKind::Aside);
    let ways: u64 = asides.map(|i| i.alternatives.len() as u64).product();
    let text = &study.text.packages;
    if ways == 1 || !text.is_exact() {
        return format!("{text} packages");
    }
    format!(
        "{} packages ({text} texts, {ways} ways to settle what stands outside the text)",
        Count::exactly(&text.high * ways)
    )
}

fn missing_words(study: &Study) -> Vec<String> {
    let shut: Vec<&str> = study
        .pictures
        .iter()
        .filter(|p| p.third_word)
        .map(|p| study.space.issues()[p.issue].id.as_str())
        .collect();
    if shut.is_empty() {
        return vec![];
    }
    vec![format!(
        "A wording nobody bars is missing on {}: a third wording there would open it.",
        shut.join(" and on ")
    )]
}

/// Whom the last redraft moved towards, and whether all of them moved the same way.
fn drift(study: &Study) -> Vec<String> {
    let Some(last) = study.steps.last() else {
        return vec![];
    };
    let sides = |word: &str| -> Vec<String> {
        let moved = last.moved.iter().filter(|(_, moved)| moved.word() == word);
        moved.map(|(party, _)| name(study, party)).collect()
    };
    let mut notes = vec![];
    let (towards, away) = (sides("towards"), sides("away from"));
    let parts: Vec<String> = [("towards", towards), ("away from", away)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {}", names.join(" and ")))
        .collect();
    if !parts.is_empty() {
        notes.push(format!(
            "Draft {} moved {}.",
            last.drafts.1,
            parts.join(" and ")
        ));
    }
    notes.extend(
        study
            .parties
            .iter()
            .filter_map(|party| one_way(study, party)),
    );
    notes
}

/// That at least two redrafts moved towards a party, and none away from it.
fn one_way(study: &Study, party: &PartyStudy) -> Option<String> {
    let of_party = |step: &Step| {
        step.moved
            .iter()
            .find(|(id, _)| *id == party.id)
            .map(|(_, m)| *m)
    };
    let moves: Vec<Moved> = study.steps.iter().filter_map(of_party).collect();
    let count = |word: &str| moves.iter().filter(|m| m.word() == word).count();
    let drifts = count("towards") >= 2 && count("away from") == 0;
    drifts.then(|| {
        format!(
            "Redraft after redraft moved towards {}: is that meant?",
            party.name
        )
    })
}

/// What shuts a group of issues, and what would open it.
pub fn shut(study: &Study, knot: &Knot) -> String {
    let issues: Vec<&str> = knot
        .issues
        .iter()
        .map(|i| study.space.issues()[*i].id.as_str())
        .collect();
    let open: Vec<&&str> = issues.iter().filter(|id| !is_point(study, id)).collect();
    let on = open.iter().map(|id| **id).collect::<Vec<_>>().join(", ");
    let by = |set: &BTreeSet<Origin>| {
        set.iter()
            .map(|origin| match origin {
                Origin::RedLine { party, .. } => named_line(origin, &name(study, party)),
                other => origin_name(other),
            })
            .collect::<Vec<_>>()
            .join(" with ")
    };
    let Some(first) = knot.shutting.first() else {
        return format!("Shut on {on}.");
    };
    let more = match knot.shutting.len() {
        1 => String::new(),
        n => format!(" ({} such sets)", n),
    };
    format!("Shut on {on} by {}{more}.", by(first))
}

fn is_point(study: &Study, id: &str) -> bool {
    let mut issues = study.space.issues().iter();
    issues.any(|i| i.id.as_str() == id && i.kind == onetext_model::IssueKind::Point)
}

/// For whom the working text does not hold however silence is read, and the nearest text that holds
/// for all.
fn misses(study: &Study) -> Option<String> {
    let working = study.working.as_ref().ok()?;
    let holds = |party: &&PartyStudy| {
        let figure = party.working.as_ref();
        figure.is_none_or(|f| {
            !f.word().is_known() || Verdict::of(f.all.shares().favour) >= Verdict::Most
        })
    };
    let consents = study.parties.iter().filter(|p| p.consent);
    let without: Vec<&str> = consents
        .filter(|p| !holds(p))
        .map(|p| p.name.as_str())
        .collect();
    if without.is_empty() {
        return None;
    }
    let mut note = format!(
        "The working text does not hold for {}",
        without.join(" and ")
    );
    let found = study.zone.as_ref().and_then(|z| z.walked.as_ref());
    if let Some(nearest) = found.and_then(|found| found.nearest.as_ref()) {
        let names = nearest.package.names(&study.space);
        let issues = nearest.package.differing(working).into_iter();
        let issues = issues.map(|i| &study.space.issues()[i].id);
        let one = |id: &IssueId| match names.get(id) {
            Some(key) => format!("`{id}={key}`"),
            None => format!("leaving out `{id}`"),
        };
        let changes: Vec<String> = issues.map(one).collect();
        note += &format!(
            "; the nearest package that holds for all takes {}",
            changes.join(", ")
        );
    }
    Some(note + ".")
}

fn working(study: &Study) -> Vec<String> {
    let mut notes = vec![];
    if let (Err(missing), Some(_)) = (&study.working, study.text.draft) {
        let ids: Vec<&str> = missing
            .iter()
            .map(|i| study.space.issues()[*i].id.as_str())
            .collect();
        notes.push(format!(
            "There is no figure for the draft as it stands: no alternative is marked `*` on {}.",
            ids.join(", ")
        ));
    }
    for party in study.parties.iter().filter(|p| p.consent) {
        let Some(figure) = &party.working else {
            continue;
        };
        let strict = figure.prior2.word();
        if strict != figure.word() {
            notes.push(format!("{} accepts the working text {}; with the zero drawn from Beta(2, 2) the word is: {}.", party.name, figure.word().phrase(), strict.phrase()));
        }
        if figure.word() == Word::TooFew {
            notes.push(format!("Not enough readings for {}: what is on record about it pulls so far apart that {:.0} of them are worth no more than {:.0} independent ones.", party.name, figure.all.readings, figure.all.mixing.effective));
        }
        if figure.word() == Word::NotKnown {
            notes.push(format!("No answer for {}: nothing is on record on most of what the working text asks of it.", party.name));
        }
    }
    for rival in &study.rivals {
        let (ours, theirs) = (rival.words.0.phrase(), rival.words.1.phrase());
        notes.push(format!(
            "If `{}` by {} is right, {} accepts the working text {theirs} instead of {ours}.",
            rival.judgment,
            rival.by,
            name(study, &rival.party)
        ));
    }
    notes
}

fn changed_words(study: &Study) -> Vec<String> {
    let mut notes = vec![];
    let carried = study
        .standing
        .counting
        .iter()
        .filter(|j| matches!(j.words, onetext_talks::pinned::Words::CarriedOver { .. }));
    let carried: Vec<String> = carried.map(|j| format!("`{}`", j.judgment.id)).collect();
    if !carried.is_empty() {
        notes.push(format!(
            "To be read back before use, since the wording changed: {}; they count as claimed.",
            carried.join(", ")
        ));
    }
    let suspended: Vec<String> = study
        .standing
        .suspended
        .iter()
        .map(|j| format!("`{}`", j.judgment.id))
        .collect();
    if !suspended.is_empty() {
        notes.push(format!(
            "Suspended, since the wording changed in substance: {}.",
            suspended.join(", ")
        ));
    }
    notes
}

fn not_weighed(study: &Study) -> Vec<String> {
    let mut notes = vec![];
    let list = |ids: &[onetext_model::JudgmentId]| {
        ids.iter()
            .map(|id| format!("`{id}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let standing = &study.standing;
    if !standing.unweighed.is_empty() {
        notes.push(format!(
            "On record without weight, since the present draft cannot express it or a red line settles it: {}.",
            list(&standing.unweighed)
        ));
    }
    if !standing.elsewhere.is_empty() {
        notes.push(format!(
            "About something the present draft does not have, so without weight: {}.",
            list(&standing.elsewhere)
        ));
    }
    if !standing.replaced.is_empty() {
        notes.push(format!(
            "Replaced by a later judgment of the same author: {}.",
            list(&standing.replaced)
        ));
    }
    notes
}

/// What was left out because it was said in confidence; said to the team, and on no page that may
/// leave it, since even the number gives something away.
pub fn left_out(study: &Study) -> Option<String> {
    let judgments = plural(study.left_out, "judgment is", "judgments are");
    let note = format!(
        "{judgments} left out because they rest on something said in confidence; `--with-caucus` takes them in."
    );
    (study.left_out > 0).then_some(note)
}

/// Whom a constraint comes from, in words.
pub fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::Rule(id) => format!("rule `{id}`"),
        Origin::Bar(id) => format!("bar `{id}`"),
        Origin::RedLine { party, .. } => named_line(origin, party.as_str()),
        Origin::Unwritten => "its words not being written".to_owned(),
    }
}

/// A red line with its party's name; nothing for what is none.
fn named_line(origin: &Origin, party: &str) -> String {
    let Origin::RedLine {
        judgment, tested, ..
    } = origin
    else {
        return String::new();
    };
    let how = if *tested { "a tested" } else { "a" };
    format!("{how} red line of {party}, `{judgment}`")
}

/// The picture of an issue in a sentence.
pub fn issue_says(issue: &Issue, picture: &Picture) -> String {
    let barred = picture.barred.iter().filter(|by| !by.is_empty()).count();
    match (barred, picture.third_word) {
        (0, _) => format!("nobody bars any alternative of {}", issue.id),
        (_, true) => format!(
            "every wording of {} on the table is barred by someone",
            issue.id
        ),
        (n, false) => format!(
            "{n} of {} alternatives of {} are barred",
            issue.alternatives.len(),
            issue.id
        ),
    }
}
