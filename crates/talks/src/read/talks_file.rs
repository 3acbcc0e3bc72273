//! `talks.toml`: the title, the parties, the people, the bases, the rules.

use super::{take, with_file};
use crate::fact::{Aside, Bar, ContestedName, Fact, Matter, Meeting, Room};
use crate::files::Files;
use crate::limits::Limits;
use crate::space;
use crate::spanned::{Block, File, Problems};
use crate::state::Talks;
use onetext_model::party::{Party, PartyKind, Person};
use onetext_model::quantity::{Base, parse_area};
use onetext_model::rule::{Atom, Rule, Say};
use onetext_model::{BaseId, IssueId, Key, PartyId, PersonId, problem};
use std::collections::BTreeMap;

/// The reserved owner and `who` of what the mediator proposes or bars.
pub const MEDIATOR: &str = "mediator";

pub(super) fn read(file: File<'_>, talks: &mut Talks) {
    let table = file.parse();
    let top = file.top(&table);
    let title = top.required("title").unwrap_or_default();
    let exercise = top.flag("exercise").unwrap_or(false);
    take(talks, Fact::Titled { title, exercise });
    let parties: Vec<Party> = top
        .blocks("party")
        .iter()
        .filter_map(|b| party(b, talks))
        .collect();
    for party in parties {
        take(talks, Fact::PartyAdded(party));
    }
    top.blocks("person").iter().for_each(|b| person(b, talks));
    top.blocks("base").iter().for_each(|b| base(b, talks));
    top.blocks("name").iter().for_each(|b| name(b, talks));
    top.blocks("matter").iter().for_each(|b| matter(b, talks));
    top.blocks("aside").iter().for_each(|b| aside(b, talks));
    top.blocks("rule").iter().for_each(|b| rule(b, talks));
    top.blocks("bar").iter().for_each(|b| bar(b, talks));
    top.blocks("meeting").iter().for_each(|b| meeting(b, talks));
    if let Some(block) = top.inner("settings") {
        talks.limits = settings(&block);
    }
    top.finish();
}

/// Limits that a folder may lower; none is needed.
fn settings(block: &Block<'_>) -> Limits {
    let most = Limits::default();
    let lowered = |key: &'static str, most: usize| {
        let asked = block.whole(key).unwrap_or(most);
        if asked > most {
            let mend = "`settings` may lower a limit and never raise it";
            block.problem_at(key, format!("`{key}` may be at most {most}"), mend);
        }
        asked.min(most)
    };
    let limits = Limits {
        draft_bytes: lowered("draft-bytes", most.draft_bytes),
        brackets: lowered("brackets", most.brackets),
        depth: lowered("depth", most.depth),
        source_bytes: lowered("source-bytes", most.source_bytes),
    };
    block.finish();
    limits
}

/// A name of some kind, required, unused so far.
fn id<T>(block: &Block<'_>, make: impl Fn(&str) -> Result<T, onetext_model::BadId>) -> Option<T> {
    let text = block.required("id")?;
    match make(&text) {
        Ok(id) => Some(id),
        Err(error) => {
            block.problem_at(
                "id",
                error.to_string(),
                format!("for example `{}`", onetext_model::id::slug(&text)),
            );
            None
        }
    }
}

/// A party named by a key, which must exist.
pub(super) fn known_party(block: &Block<'_>, key: &'static str, talks: &Talks) -> Option<PartyId> {
    let text = block.text(key)?;
    known_party_named(block, key, &text, talks)
}

pub(super) fn known_party_named(
    block: &Block<'_>,
    key: &str,
    text: &str,
    talks: &Talks,
) -> Option<PartyId> {
    let found = talks.parties.keys().find(|p| p.as_str() == text).cloned();
    if found.is_none() {
        let mend = problem::suggestion(
            text,
            talks.parties.keys().map(PartyId::as_str),
            "add it with `onetext party`",
        );
        block.problem_at(key, format!("unknown party `{text}`"), mend);
    }
    found
}

fn party(block: &Block<'_>, talks: &Talks) -> Option<Party> {
    let id = id(block, PartyId::new);
    let name = block.required("name");
    let kind = block.text("kind").map_or(Some(PartyKind::Party), |word| {
        let kind = PartyKind::parse(&word);
        if kind.is_none() {
            let mend = problem::suggestion(
                &word,
                PartyKind::ALL.map(|(_, w)| w).into_iter(),
                "one of `party`, `guarantor`, `observer`, `mediator`",
            );
            block.problem_at("kind", format!("unknown kind `{word}`"), mend);
        }
        kind
    });
    let consent = block.flag("consent");
    let colour = block.text("colour");
    let aliases = block.texts("aliases");
    block.finish();
    let (id, name, kind) = (id?, name?, kind?);
    if id.as_str() == MEDIATOR {
        block.problem_at(
            "id",
            "`mediator` is reserved for the wordings and bars of whoever carries the text",
            "give the party another id, such as `envoy`",
        );
        return None;
    }
    if consent == Some(true) && !kind.may_consent() {
        block.problem_at(
            "consent",
            format!("{} of kind `{}` cannot be asked for a yes", id, kind.word()),
            "take the line out, or change its kind",
        );
    }
    if talks.parties.contains_key(&id) {
        block.problem_at("id", format!("party `{id}` is there twice"), "take one out");
    }
    let consent = consent.unwrap_or(kind == PartyKind::Party) && kind.may_consent();
    Some(Party {
        id,
        name,
        kind,
        consent,
        colour,
        aliases,
    })
}

fn person(block: &Block<'_>, talks: &mut Talks) {
    let id = id(block, PersonId::new);
    let name = block.required("name");
    let party = block
        .has("party")
        .then(|| known_party(block, "party", talks))
        .flatten();
    if !block.has("party") {
        block.problem(
            "`party` is missing",
            "say which party the person speaks for",
        );
    }
    let (titles, aliases) = (block.texts("titles"), block.texts("aliases"));
    let code_name = block.text("code-name");
    block.finish();
    if let (Some(id), Some(name), Some(party)) = (id, name, party) {
        if talks.people.contains_key(&id) {
            block.problem_at(
                "id",
                format!("person `{id}` is there twice"),
                "take one out",
            );
        }
        take(
            talks,
            Fact::PersonAdded(Person {
                id,
                name,
                party,
                titles,
                aliases,
                code_name,
            }),
        );
    }
}

fn base(block: &Block<'_>, talks: &mut Talks) {
    let id = id(block, BaseId::new);
    let name = block.required("name");
    let area = block.text("area");
    let area_km2 = area.as_deref().and_then(parse_area);
    if let (Some(area), None) = (&area, area_km2) {
        block.problem_at(
            "area",
            format!("`{area}` is not an area"),
            "write it as `5200 km2` or `520000 ha`",
        );
    }
    let (map, on) = (block.text("map"), block.date("on"));
    let within = block.text("within").and_then(|w| BaseId::new(&w).ok());
    block.finish();
    if let (Some(id), Some(name)) = (id, name) {
        take(
            talks,
            Fact::BaseDeclared(Base {
                id,
                name,
                area_km2,
                map,
                on,
                within,
            }),
        );
    }
}

fn name(block: &Block<'_>, talks: &mut Talks) {
    let id = block.required("id");
    let neutral = block.required("neutral");
    let mut own = BTreeMap::new();
    for party in talks.parties.keys() {
        // Keys of this table are party names, known only now.
        if let Some((_, value)) = block
            .entries()
            .into_iter()
            .find(|(key, _)| *key == party.as_str())
            && let Some(text) = value.get_ref().as_str()
        {
            own.insert(party.clone(), text.to_owned());
        }
    }
    for (key, value) in block.entries() {
        if !["id", "neutral"].contains(&key) && !talks.parties.keys().any(|p| p.as_str() == key) {
            let mend = problem::suggestion(
                key,
                talks.parties.keys().map(PartyId::as_str),
                "each further key is a party's id",
            );
            block
                .file()
                .problem(value.span().start, format!("unknown party `{key}`"), mend);
        }
    }
    if let (Some(id), Some(neutral)) = (id, neutral) {
        take(
            talks,
            Fact::NameDeclared(ContestedName { id, neutral, own }),
        );
    }
}

fn matter(block: &Block<'_>, talks: &mut Talks) {
    let id = id(block, IssueId::new);
    let points = block
        .texts("points")
        .iter()
        .filter_map(|p| issue_name(block, "points", p))
        .collect();
    block.finish();
    if let Some(id) = id {
        take(talks, Fact::MatterDeclared(Matter { id, points }));
    }
}

fn issue_name(block: &Block<'_>, key: &str, text: &str) -> Option<IssueId> {
    let name = IssueId::new(text);
    if let Err(error) = &name {
        block.problem_at(
            key,
            error.to_string(),
            "name a point or an issue of a draft",
        );
    }
    name.ok()
}

fn aside(block: &Block<'_>, talks: &mut Talks) {
    let id = id(block, IssueId::new);
    let mut alternatives = vec![];
    for text in block.texts("alternatives") {
        let working = text.trim_end().ends_with(" *");
        let words = text.trim_end().trim_end_matches(" *").trim().to_owned();
        alternatives.push((Key::of_words(&words), words, working));
    }
    block.finish();
    if alternatives.len() < 2 {
        block.problem_at(
            "alternatives",
            "an aside needs at least two alternatives",
            "add what else could be done",
        );
    }
    let Some(id) = id else { return };
    let mut keys: Vec<&Key> = alternatives.iter().map(|(key, ..)| key).collect();
    keys.sort();
    if keys.windows(2).any(|pair| pair[0] == pair[1]) {
        block.problem_at(
            "alternatives",
            "two alternatives make the same key",
            "word them apart",
        );
    } else if !alternatives.is_empty() {
        take(talks, Fact::AsideAdded(Aside { id, alternatives }));
    }
}

fn rule(block: &Block<'_>, talks: &mut Talks) {
    let id = block.required("id");
    let why = block.text("why").unwrap_or_default();
    let say = block.required("say").and_then(|text| {
        let say = Say::parse(&text);
        if let Err(error) = &say {
            block.problem_at(
                "say",
                error.to_string(),
                "write `A requires B`, `A excludes B` or a limit; a condition is `issue=key` or `issue in {k1, k2}`, joined by `and`",
            );
        }
        say.ok()
    });
    block.finish();
    if let (Some(id), Some(say)) = (id, say) {
        take(talks, Fact::RuleSet(Rule { id, why, say }));
    }
}

fn bar(block: &Block<'_>, talks: &mut Talks) {
    let id = block.required("id");
    let who = block.required("who");
    let why = block.text("why").unwrap_or_default();
    let alternative = block.required("alternative").and_then(|text| {
        let parts = text.split_once('#').or_else(|| text.split_once('='));
        let read =
            parts.and_then(|(i, k)| Some((IssueId::new(i.trim()).ok()?, Key::new(k.trim()).ok()?)));
        if read.is_none() {
            block.problem_at(
                "alternative",
                format!("`{text}` names no alternative"),
                "write it as `issue#key`",
            );
        }
        read
    });
    block.finish();
    if let Some(who) = &who
        && who != MEDIATOR
    {
        known_party_named(block, "who", who, talks);
    }
    if let (Some(id), Some(who), Some(alternative)) = (id, who, alternative) {
        take(
            talks,
            Fact::BarSet(Bar {
                id,
                who,
                alternative,
                why,
            }),
        );
    }
}

fn meeting(block: &Block<'_>, talks: &mut Talks) {
    let id = block.required("id");
    let on = block.date("on");
    let place = block.text("place");
    let with = block
        .texts("with")
        .iter()
        .filter_map(|p| known_party_named(block, "with", p, talks))
        .collect();
    let room = room(block, talks).unwrap_or(Room::Team);
    let hours = block
        .value("hours")
        .and_then(|v| block.figure_of(v))
        .map(onetext_model::decimal::plain);
    block.finish();
    if on.is_none() && !block.has("on") {
        block.problem("`on` is missing", "say when, as in `on = 2031-05-12`");
    }
    if let (Some(id), Some(on)) = (id, on) {
        take(
            talks,
            Fact::MeetingHeld(Meeting {
                id,
                on,
                place,
                with,
                room,
                hours,
            }),
        );
    }
}

/// A room, which must exist, and may be a caucus only in an exercise.
pub(super) fn room(block: &Block<'_>, talks: &Talks) -> Option<Room> {
    let text = block.text("room")?;
    let room = Room::parse(&text);
    match &room {
        None => block.problem_at(
            "room",
            format!("unknown room `{text}`"),
            "one of `public`, `plenary`, `team`, `caucus/PARTY`",
        ),
        Some(Room::Caucus(party)) => {
            known_party_named(block, "room", party.as_str(), talks);
            if !talks.exercise {
                block.problem_at("room", format!("`{text}` is caucus material in a plain folder"), "keep confidences out until files can be sealed; set `exercise = true` only if everything here is invented");
            }
        }
        Some(_) => {}
    }
    room
}

/// Checks what needs the drafts: points of matters, issues of rules, bars and asides, bases.
pub(super) fn check(files: &Files, talks: &Talks, problems: &Problems) {
    with_file(
        files,
        "talks.toml",
        &std::cell::RefCell::new(vec![]),
        |quiet| {
            let file = File { problems, ..quiet };
            let table = quiet.parse();
            let top = file.top(&table);
            for block in top.blocks("matter") {
                check_matter(&block, talks);
            }
            for block in top.blocks("rule") {
                check_rule(&block, talks);
            }
            for block in top.blocks("bar") {
                check_bar(&block, talks);
            }
            for block in top.blocks("base") {
                check_base(&block, talks);
            }
            for block in top.blocks("aside") {
                check_aside(&block, talks);
            }
        },
    );
}

fn check_matter(block: &Block<'_>, talks: &Talks) {
    for point in block.texts("points") {
        let known = talks
            .drafts
            .values()
            .any(|d| d.draft.points().iter().any(|p| p.id.as_str() == point));
        if !known && IssueId::new(&point).is_ok() {
            let points = talks
                .drafts
                .values()
                .flat_map(|d| d.draft.points())
                .map(|p| p.id.as_str());
            let mend = problem::suggestion(&point, points, "name points of a draft");
            block.problem_at("points", format!("no draft has a point `{point}`"), mend);
        }
    }
}

fn check_rule(block: &Block<'_>, talks: &Talks) {
    let Some(Ok(say)) = block.text("say").map(|text| Say::parse(&text)) else {
        return;
    };
    let atoms: Vec<&Atom> = match &say {
        Say::Requires(a, b) | Say::Excludes(a, b) => a.iter().chain(b).collect(),
        Say::Limit { terms, .. } => {
            terms
                .iter()
                .for_each(|(_, issue)| check_quantity(block, talks, issue));
            vec![]
        }
    };
    atoms
        .into_iter()
        .for_each(|atom| check_atom(block, "say", atom, talks));
}

fn check_quantity(block: &Block<'_>, talks: &Talks, issue: &IssueId) {
    match space::latest_issue(talks, issue) {
        Some((_, found)) if !found.is_numeric() => block.problem_at(
            "say",
            format!("`{issue}` has no figures"),
            "a limit adds up issues with figures",
        ),
        Some(_) => {}
        None => unknown_issue(block, "say", issue, talks),
    }
}

/// Notes an atom that names an issue or an alternative no draft has.
pub(super) fn check_atom(block: &Block<'_>, key: &str, atom: &Atom, talks: &Talks) {
    let versions: Vec<_> = all_versions(talks, &atom.issue);
    if versions.is_empty() {
        return unknown_issue(block, key, &atom.issue, talks);
    }
    for wanted in &atom.keys {
        let known = versions
            .iter()
            .flat_map(|issue| issue.alternatives.iter().map(|a| a.key.as_str()));
        if !known.clone().any(|k| k == wanted.as_str()) {
            let listed: Vec<&str> = known.clone().take(12).collect();
            let mend = problem::suggestion(
                wanted.as_str(),
                known,
                &format!("it has {}", listed.join(", ")),
            );
            block.problem_at(
                key,
                format!("issue `{}` has no alternative `{wanted}`", atom.issue),
                mend,
            );
        }
    }
}

/// The issue of this name in every draft that has it, latest first, and among the asides.
pub(super) fn all_versions(talks: &Talks, name: &IssueId) -> Vec<onetext_model::Issue> {
    let mut versions: Vec<onetext_model::Issue> = talks
        .drafts
        .values()
        .rev()
        .filter_map(|d| d.space.issue(name).cloned())
        .collect();
    versions.extend(space::aside(talks, name));
    versions
}

pub(super) fn unknown_issue(block: &Block<'_>, key: &str, issue: &IssueId, talks: &Talks) {
    let spaces = talks.drafts.values().map(|d| &d.space);
    let known = spaces.flat_map(|s| s.issues()).map(|i| i.id.as_str());
    let asides = talks.asides.iter().map(|a| a.id.as_str());
    let mend = problem::suggestion(
        issue.as_str(),
        known.chain(asides),
        "name an issue or a point of a draft",
    );
    block.problem_at(key, format!("unknown issue `{issue}`"), mend);
}

fn check_bar(block: &Block<'_>, talks: &Talks) {
    let Some(text) = block.text("alternative") else {
        return;
    };
    let parts = text.split_once('#').or_else(|| text.split_once('='));
    if let Some((issue, key)) = parts
        && let (Ok(issue), Ok(key)) = (IssueId::new(issue.trim()), Key::new(key.trim()))
    {
        check_atom(
            block,
            "alternative",
            &Atom {
                issue,
                keys: vec![key],
            },
            talks,
        );
    }
}

fn check_base(block: &Block<'_>, talks: &Talks) {
    let Some(within) = block.text("within") else {
        return;
    };
    if !talks.bases.keys().any(|b| b.as_str() == within) {
        let mend = problem::suggestion(
            &within,
            talks.bases.keys().map(BaseId::as_str),
            "declare it as a `[[base]]`",
        );
        block.problem_at("within", format!("unknown base `{within}`"), mend);
    }
}

fn check_aside(block: &Block<'_>, talks: &Talks) {
    let Some(Ok(id)) = block.text("id").map(|text| IssueId::new(&text)) else {
        return;
    };
    let clash = talks.drafts.values().any(|d| {
        d.draft.issues().iter().any(|i| i.id == id) || d.draft.points().iter().any(|p| p.id == id)
    });
    let twice = talks.asides.iter().filter(|a| a.id == id).count() > 1;
    if clash || twice {
        block.problem_at(
            "id",
            format!("`{id}` already names something else"),
            "give the aside a name of its own",
        );
    }
}
