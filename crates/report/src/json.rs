//! The pinned JSON of a study. Keys are sorted and counts are texts, so that the same study gives
//! the same bytes and no figure loses a digit.

use onetext_model::{IssueId, Key, Package, Problem};
use onetext_solve::acceptability::Acceptance;
use onetext_solve::constraint::Origin;
use onetext_solve::in_the_way::Picture;
use onetext_solve::shut::Knot;
use onetext_solve::stability::{Balance, Point, Reference, SINGLE};
use onetext_study::Study;
use onetext_study::derive::{Considered, METHOD, PartyStudy};
use onetext_study::figures::Figure;
use onetext_study::movement::Step;
use onetext_study::sensitivity::{Trial, Tried};
use onetext_study::trail::{Ground, Trail};
use onetext_study::zone::Zone;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A study as JSON, in its envelope.
pub fn study(study: &Study) -> Value {
    json!({
        "schema": "onetext/study/1",
        "head": study.head,
        "method": METHOD,
        "seed": study.seed,
        "title": study.title,
        "on": study.on.map(|d| d.to_string()),
        "text": text(study),
        "zone": study.zone.as_ref().map(zone),
        "tested_only": tested_only(study),
        "parties": study.parties.iter().map(|p| party(study, p)).collect::<Vec<_>>(),
        "consider": study.consider.iter().map(|c| considered(study, c)).collect::<Vec<_>>(),
        "issues": study.pictures.iter().filter(|p| is_listed(study, p)).map(|p| issue(study, p)).collect::<Vec<_>>(),
        "shut": study.knots.iter().map(|k| knot(study, k)).collect::<Vec<_>>(),
        "movement": study.steps.iter().map(step).collect::<Vec<_>>(),
        "rounds": rounds(study),
        "coverage": coverage(study),
        "contradictions": contradictions(study),
        "unweighed": names(study.standing.unweighed.iter()),
        "elsewhere": names(study.standing.elsewhere.iter()),
        "suspended": names(study.standing.suspended.iter().map(|j| &j.judgment.id)),
        "rivals": study.rivals.iter().map(rival).collect::<Vec<_>>(),
        "sensitivity": study.sensitivity.iter().map(trial).collect::<Vec<_>>(),
        "frontier": study.balance.as_ref().map(|balance| frontier(study, balance)),
        "left_out_caucus": study.left_out,
        "caucus": names(study.caucus.iter()),
        "unassigned": { "confirmed": study.unassigned.confirmed, "proposed": study.unassigned.proposed },
        "problems": study.problems.iter().map(problem).collect::<Vec<_>>(),
        "notes": study.notes,
        "trail": study.trails.iter().map(|(key, t)| (key.clone(), trail(t))).collect::<Map<_, _>>(),
    })
}

fn names<T: ToString>(items: impl Iterator<Item = T>) -> Vec<String> {
    items.map(|item| item.to_string()).collect()
}

fn text(study: &Study) -> Value {
    let text = &study.text;
    json!({
        "draft": text.draft,
        "points": text.points,
        "issues": text.issues,
        "packages": text.packages.high.to_string(),
        "unnamed": text.unnamed,
    })
}

fn zone(zone: &Zone) -> Value {
    let found = zone.walked.as_ref();
    let count = |n: fn(&onetext_solve::walk::Found) -> u64| found.map(|f| n(f).to_string());
    json!({
        "unbarred": zone.unbarred.high.to_string(),
        "at_least": zone.unbarred.low.to_string(),
        "exact": zone.unbarred.is_exact(),
        "in": count(|f| f.inside),
        "open": count(|f| f.open),
        "out": count(|f| f.outside),
        "searched": zone.searched.as_ref().map(searched),
    })
}

/// What a search found where there are too many packages to walk.
fn searched(found: &onetext_solve::walk::search::Searched) -> Value {
    json!({
        "looked_at": found.looked_at.to_string(),
        "readings": found.readings,
        "bound": found.bound,
        "proved": found.proved,
        "share": found.share.map(|s| json!({ "low": s.low, "high": s.high, "draws": s.draws })),
    })
}

fn tested_only(study: &Study) -> Value {
    let parties = study.parties.iter().map(|p| {
        let working = p.working.as_ref().map(|f| acceptance(&f.tested_only));
        json!({ "id": p.id.as_str(), "working": working })
    });
    json!({
        "zone": study.tested_zone.as_ref().map(zone),
        "parties": parties.collect::<Vec<_>>(),
    })
}

fn acceptance(of: &Acceptance) -> Value {
    let shares = of.shares();
    json!({ "against": shares.against, "free": shares.free, "for": shares.favour, "word": of.word().to_string() })
}

/// The independent readings a figure is worth, in whole ones.
fn effective(of: &Acceptance) -> u32 {
    of.mixing.effective.floor() as u32
}

fn figure(of: &Figure) -> Value {
    let mut value = acceptance(&of.all);
    if let Value::Object(map) = &mut value {
        map.insert("id".to_owned(), json!(of.party.as_str()));
        map.insert("prior2".to_owned(), acceptance(&of.prior2));
        map.insert("ess".to_owned(), json!(effective(&of.all)));
    }
    value
}

fn party(study: &Study, party: &PartyStudy) -> Value {
    let missing: Vec<&str> = match &study.working {
        Err(missing) if study.text.draft.is_some() => missing
            .iter()
            .map(|i| study.space.issues()[*i].id.as_str())
            .collect(),
        _ => vec![],
    };
    let prior2 = party.working.as_ref().map(|f| {
        let shares = acceptance(&f.prior2);
        json!({ "working": shares, "word": f.prior2.word().to_string() })
    });
    json!({
        "id": party.id.as_str(),
        "name": party.name,
        "consent": party.consent,
        "confirmed": party.heard.confirmed,
        "proposed": party.heard.proposed,
        "working": party.working.as_ref().map(|f| acceptance(&f.all)),
        "word": party.working.as_ref().map_or("not-known".to_owned(), |f| f.word().to_string()),
        "prior2": prior2,
        "missing": missing,
        "stopped": party.stopped,
        "ess": party.working.as_ref().map(|f| effective(&f.all)),
    })
}

fn package(study: &Study, package: &Package) -> Value {
    let names = package.names(&study.space);
    Value::Object(
        names
            .iter()
            .map(|(issue, key)| (issue.to_string(), json!(key.as_str())))
            .collect(),
    )
}

fn considered(study: &Study, considered: &Considered) -> Value {
    let changes = study.working.as_ref().map_or(vec![], |working| {
        let differing = considered.seen.package.differing(working);
        differing
            .into_iter()
            .map(|i| study.space.issues()[i].id.to_string())
            .collect()
    });
    json!({
        "package": package(study, &considered.seen.package),
        "changes": changes,
        "zone": considered.seen.class.word(),
        "parties": considered.figures.iter().map(figure).collect::<Vec<_>>(),
        "no_reason_to_sign": names(considered.no_reason.iter()),
        "text": considered.text,
    })
}

/// Points that nobody has judged are no issue on the table.
fn is_listed(study: &Study, picture: &Picture) -> bool {
    let kind = &study.space.issues()[picture.issue].kind;
    *kind != onetext_model::IssueKind::Point || picture.barred.iter().any(|by| !by.is_empty())
}

fn issue(study: &Study, picture: &Picture) -> Value {
    let issue = &study.space.issues()[picture.issue];
    let barred = issue
        .alternatives
        .iter()
        .zip(&picture.barred)
        .filter(|(_, by)| !by.is_empty());
    let one = |(alternative, by): (&onetext_model::Alternative, &Vec<Origin>)| {
        let mut who: Vec<String> = by.iter().map(who).collect();
        who.dedup();
        json!({ "alternative": alternative.key.as_str(), "by": who })
    };
    json!({
        "id": issue.id.as_str(),
        "point": issue.point.as_str(),
        "alternatives": issue.alternatives.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(),
        "barred": barred.map(one).collect::<Vec<_>>(),
        "third_word": picture.third_word,
    })
}

fn knot(study: &Study, knot: &Knot) -> Value {
    let ids = |set: &BTreeSet<Origin>| set.iter().map(origin_id).collect::<Vec<_>>();
    json!({
        "issues": names(knot.issues.iter().map(|i| &study.space.issues()[*i].id)),
        "by": knot.shutting.iter().map(ids).collect::<Vec<_>>(),
        "opens": knot.opening.iter().map(ids).collect::<Vec<_>>(),
    })
}

/// The judgment, rule or bar a constraint comes from.
fn origin_id(origin: &Origin) -> String {
    match origin {
        Origin::RedLine { judgment, .. } => judgment.clone(),
        other => who(other),
    }
}

fn step(step: &Step) -> Value {
    let change = |(issue, from, to): &(IssueId, Key, Key)| json!({ "issue": issue.as_str(), "from": from.as_str(), "to": to.as_str() });
    let pair = |(issue, key): &(IssueId, Key)| format!("{issue}={key}");
    json!({
        "from": step.drafts.0,
        "to": step.drafts.1,
        "closed": names(step.closed.iter()),
        "opened": names(step.opened.iter()),
        "new_words": step.new_words.iter().map(pair).collect::<Vec<_>>(),
        "reworded": step.reworded.iter().map(pair).collect::<Vec<_>>(),
        "changed": step.changed.iter().map(change).collect::<Vec<_>>(),
        "moved": step.moved.iter().map(|(party, moved)| json!({ "party": party.as_str(), "word": moved.word() })).collect::<Vec<_>>(),
    })
}

fn rounds(study: &Study) -> Value {
    let shown = study.rounds.shown.iter();
    let one = |c: &onetext_talks::fact::Circulation| json!({ "draft": c.draft, "to": c.to.as_str(), "on": c.on.to_string(), "read_back": c.read_back });
    json!({
        "shown": shown.map(one).collect::<Vec<_>>(),
        "unseen": names(study.rounds.unseen.iter()),
    })
}

fn who(origin: &Origin) -> String {
    match origin {
        Origin::RedLine { party, .. } => party.to_string(),
        Origin::Bar(id) | Origin::Rule(id) => id.clone(),
        Origin::Unwritten => "?".to_owned(),
    }
}

fn coverage(study: &Study) -> Vec<Value> {
    let one = |cell: &onetext_study::coverage::Cell| {
        json!({
            "party": cell.party.as_str(),
            "issue": cell.issue.as_str(),
            "statements": cell.confirmed + cell.proposed,
            "confirmed": cell.confirmed,
            "proposed": cell.proposed,
            "judgments": cell.judgments,
            "age": cell.age,
            "stale": cell.stale,
        })
    };
    study.coverage.iter().map(one).collect()
}

fn contradictions(study: &Study) -> Vec<Value> {
    let one = |c: &onetext_study::contradictions::Contradiction| json!({ "party": c.party.as_str(), "judgments": names(c.judgments.iter()), "tested": c.tested });
    study.contradictions.iter().map(one).collect()
}

fn trial(trial: &Trial) -> Value {
    let tried = |tried: &Tried| {
        json!({
            "id": tried.party.as_str(),
            "usual": tried.usual.to_string(),
            "figure": tried.figure.as_ref().map(acceptance),
            "changes": tried.changes(),
        })
    };
    json!({
        "constant": trial.constant,
        "usual": trial.usual,
        "tried": trial.tried,
        "parties": trial.parties.iter().map(tried).collect::<Vec<_>>(),
    })
}

/// The frontier of mean gains; values by party in the order of those whose yes is needed.
fn frontier(study: &Study, balance: &Balance) -> Value {
    let of = |chosen: &Package| package(study, chosen);
    let point = |p: &Point| json!({ "package": of(&p.package), "values": p.values });
    let reference = |r: &Reference| {
        let often = r.most_often.as_ref();
        json!({
            "name": r.name,
            "at": r.at,
            "agreeing": r.agreeing,
            "unclear": r.is_unclear(balance.readings),
            "most_often": often.map(|(chosen, times)| json!({ "package": of(chosen), "readings": times })),
        })
    };
    let parties = study.parties.iter().filter(|p| p.consent);
    json!({
        "parties": parties.map(|p| p.id.as_str()).collect::<Vec<_>>(),
        "points": balance.points.iter().map(point).collect::<Vec<_>>(),
        "exact": balance.exact,
        "references": balance.references.iter().map(reference).collect::<Vec<_>>(),
        "readings": balance.readings,
        "asked": SINGLE,
    })
}

fn rival(rival: &onetext_study::rivals::Rival) -> Value {
    json!({
        "judgment": rival.judgment,
        "by": rival.by,
        "party": rival.party.as_str(),
        "word": rival.words.0.to_string(),
        "instead": rival.words.1.to_string(),
    })
}

/// What `check` found, as JSON text.
pub fn check(summary: &str, problems: &[Problem]) -> String {
    let problems: Vec<Value> = problems.iter().map(problem).collect();
    format!(
        "{:#}\n",
        json!({ "schema": "onetext/check/1", "summary": summary, "problems": problems })
    )
}

/// A problem as JSON.
pub fn problem(problem: &Problem) -> Value {
    json!({
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": if problem.severity == onetext_model::Severity::Warning { "warning" } else { "problem" },
        "what": problem.what,
        "mend": problem.mend,
    })
}

fn trail(trail: &Trail) -> Value {
    json!({
        "says": trail.says,
        "arithmetic": trail.arithmetic,
        "judgments": trail.judgments.iter().map(ground).collect::<Vec<_>>(),
    })
}

fn ground(ground: &Ground) -> Value {
    let quote = |q: &onetext_study::trail::Quote| json!({ "statement": q.statement.as_str(), "text": q.text, "speaker": q.speaker, "source": q.source });
    json!({
        "id": ground.id,
        "says": ground.says,
        "because": ground.because,
        "quotes": ground.quotes.iter().map(quote).collect::<Vec<_>>(),
    })
}
