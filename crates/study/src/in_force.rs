//! Which judgments count now, and how surely: superseded ones do not, one author's later one
//! replaces the earlier, reworded ones are demoted or suspended, confidences may be left out.

use crate::linked::linked;
use onetext_model::judgment::{Judgment, Kind, Target};
use onetext_model::{Confidence, Date, IssueId, JudgmentId, PartyId, Space};
use onetext_solve::Settings;
use onetext_talks::pinned::{self, Words};
use onetext_talks::{Talks, space};
use std::collections::BTreeSet;

/// A judgment that counts, with the confidence it counts with.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// The judgment.
    pub judgment: Judgment,
    /// Its confidence, after what became of its words; `None` for scores.
    pub confidence: Option<Confidence>,
    /// How its words stand to the present draft.
    pub words: Words,
}

/// All judgments, sorted by whether they count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// Those that count, by party and name.
    pub counting: Vec<InForce>,
    /// Rivals: another author's judgment on what a counting one is about.
    pub rivals: Vec<InForce>,
    /// Counting, but without weight here: about a package or a trade that the present draft cannot
    /// express, or that the party's own red lines settle; or linking issues of a party with points.
    pub unweighed: Vec<JudgmentId>,
    /// Suspended because the words changed in substance.
    pub suspended: Vec<InForce>,
    /// About issues that the present draft does not have.
    pub elsewhere: Vec<JudgmentId>,
    /// Replaced by a later one of the same author without saying so.
    pub replaced: Vec<JudgmentId>,
}

impl Standing {
    /// What counts about one party.
    pub fn of<'a>(&'a self, party: &'a PartyId) -> impl Iterator<Item = &'a InForce> {
        self.counting
            .iter()
            .filter(move |j| j.judgment.party == *party)
    }
}

/// Sorts the judgments of the talks as of a date.
pub fn standing(talks: &Talks, present: &Space, on: Option<Date>) -> Standing {
    let mut standing = Standing::default();
    let superseded: BTreeSet<JudgmentId> = talks.superseded_by(on).into_iter().cloned().collect();
    let mut live: Vec<InForce> = vec![];
    for judgment in talks.judgments.values() {
        let early = on.is_none_or(|on| judgment.on <= on);
        if superseded.contains(&judgment.id) || !early {
            continue;
        }
        place(talks, present, judgment, (&mut live, &mut standing));
    }
    // The latest first, so that the first of its subject is the one that counts.
    live.sort_by(|a, b| (b.judgment.on, &b.judgment.id).cmp(&(a.judgment.on, &a.judgment.id)));
    for item in live {
        rank(item, &mut standing);
    }
    let by_name = |j: &InForce| (j.judgment.party.clone(), j.judgment.id.clone());
    standing.counting.sort_by_key(by_name);
    standing.rivals.sort_by_key(by_name);
    standing.unweighed = unweighed(talks, present, &standing);
    standing
}

fn unweighed(talks: &Talks, present: &Space, standing: &Standing) -> Vec<JudgmentId> {
    let mut weighed = BTreeSet::new();
    for party in talks.parties.keys() {
        let counting: Vec<&InForce> = standing.of(party).collect();
        let linked = linked(talks, present, &counting, &Settings::default());
        weighed.extend(linked.into_iter().map(|(id, _)| id));
    }
    let links = standing.counting.iter().map(|j| &j.judgment);
    links
        .filter(|j| j.kind.links() && !weighed.contains(&j.id))
        .map(|j| j.id.clone())
        .collect()
}

/// Puts a judgment among the live, the suspended or those about something not in the present draft.
fn place(
    talks: &Talks,
    present: &Space,
    judgment: &Judgment,
    (live, standing): (&mut Vec<InForce>, &mut Standing),
) {
    if !is_present(talks, present, &judgment.kind) {
        standing.elsewhere.push(judgment.id.clone());
        return;
    }
    let words = pinned::standing(talks, present, judgment);
    let confidence = match words {
        Words::CarriedOver { .. } => judgment.confidence.map(|_| Confidence::Claimed),
        _ => judgment.confidence,
    };
    let item = InForce {
        judgment: judgment.clone(),
        confidence,
        words,
    };
    if matches!(item.words, Words::Suspended { .. }) {
        standing.suspended.push(item);
    } else {
        live.push(item);
    }
}

/// Whether what a judgment is about is part of the present draft or an aside.
fn is_present(talks: &Talks, present: &Space, kind: &Kind) -> bool {
    let has = |issue: &IssueId| !space::issues_named(talks, present, issue).is_empty();
    match kind {
        Kind::Level {
            at: Target::Alternative(issue, key),
            ..
        } => present.find(issue, key).is_some(),
        Kind::OnlyWith { a, .. } => a.iter().all(|atom| has(&atom.issue)),
        Kind::Sacred { target, .. } => has(target),
        Kind::Scores { .. } | Kind::NoDeal(_) | Kind::Answer { .. } | Kind::Over { .. } => true,
        other => other.issues().iter().all(has),
    }
}

/// What a judgment is about: two on the same subject cannot both count.
fn subject(kind: &Kind) -> String {
    match kind {
        Kind::Level { at, .. } => format!("level {}", onetext_talks::fields::target_text(at)),
        Kind::Direction { issue, .. } => format!("direction {issue}"),
        Kind::Sacred { target, .. } => format!("sacred {target}"),
        Kind::NoDeal(_) => "no-deal".to_owned(),
        Kind::Scores { .. } => "scores".to_owned(),
        other => format!("{other:?}"),
    }
}

fn rank(item: InForce, standing: &mut Standing) {
    let about = subject(&item.judgment.kind);
    let same = |other: &InForce| {
        other.judgment.party == item.judgment.party && subject(&other.judgment.kind) == about
    };
    let counting = standing.counting.iter().find(|j| same(j));
    let heard = standing
        .rivals
        .iter()
        .chain(counting)
        .any(|j| same(j) && j.judgment.by == item.judgment.by);
    match counting {
        None => standing.counting.push(item),
        Some(_) if heard => standing.replaced.push(item.judgment.id),
        Some(_) => standing.rivals.push(item),
    }
}
