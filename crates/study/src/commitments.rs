//! The register of commitments: what each party is bound to on a day, what is about to end, what has ended.

use crate::trail::{self, Quote, Words};
use onetext_model::{Date, IssueId, Key, PartyId};
use onetext_talks::commitment::Commitment;
use onetext_talks::{Talks, view};
use std::collections::{BTreeMap, BTreeSet};

/// Within how many days an end is near.
pub const NEAR: i64 = 14;

/// How a commitment stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It holds.
    InForce,
    /// It holds if something else does.
    Conditional,
    /// It ends within 14 days.
    Expiring,
    /// Its last day has passed.
    Expired,
    /// It was taken back.
    Withdrawn,
    /// A later one replaced it.
    Superseded,
}

impl State {
    /// All with the words used for each, in the order listed.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::InForce, "in force"),
        (Self::Conditional, "conditional"),
        (Self::Expiring, "expiring"),
        (Self::Expired, "expired"),
        (Self::Withdrawn, "withdrawn"),
        (Self::Superseded, "superseded"),
    ];

    /// The words.
    pub fn words(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// How a commitment stood on a day; nothing if it had not been given. Without a day, as of now and without
    /// regard to its end.
    pub fn of(talks: &Talks, given: &Commitment, on: Option<Date>) -> Option<Self> {
        let by = |day: Date| on.is_none_or(|on| day <= on);
        if !by(given.on) {
            return None;
        }
        let mut later = talks.commitments.values().filter(|it| by(it.on));
        let left = given.until.zip(on).map(|(until, on)| until.days_since(on));
        Some(if later.any(|it| it.supersedes.contains(&given.id)) {
            Self::Superseded
        } else if given.withdrawn.as_ref().is_some_and(|it| by(it.on)) {
            Self::Withdrawn
        } else if left.is_some_and(|days| days < 0) {
            Self::Expired
        } else if left.is_some_and(|days| days <= NEAR) {
            Self::Expiring
        } else if given.condition.is_some() {
            Self::Conditional
        } else {
            Self::InForce
        })
    }
}

/// The register on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The title of the talks.
    pub title: String,
    /// The day.
    pub on: Option<Date>,
    /// Parties whose confidences are taken in.
    pub caucus: Vec<PartyId>,
    /// How many were left out because they rest on what was said in confidence.
    pub left_out: usize,
    /// Names of parties.
    pub names: BTreeMap<PartyId, String>,
    /// The commitments, by how they stand, then by day.
    pub entries: Vec<Entry>,
}

/// One commitment with its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The commitment.
    pub commitment: Commitment,
    /// How it stands.
    pub state: State,
    /// Days to its end, negative once it has passed.
    pub days_left: Option<i64>,
    /// The quotes it rests on.
    pub quotes: Vec<Quote>,
}

/// The register of these talks, or of a view of them.
pub fn register(talks: &Talks, words: Words<'_>, on: Option<Date>) -> Register {
    let on = on.or_else(|| talks.latest_date());
    let entry = |given: &Commitment| {
        let quotes = given.from.iter();
        Some(Entry {
            commitment: given.clone(),
            state: State::of(talks, given, on)?,
            days_left: given.until.zip(on).map(|(until, on)| until.days_since(on)),
            quotes: quotes
                .filter_map(|id| trail::quote(talks, id, words))
                .collect(),
        })
    };
    let mut entries: Vec<Entry> = talks.commitments.values().filter_map(entry).collect();
    entries.sort_by(|a, b| {
        let key = |it: &Entry| (it.state, it.commitment.on);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.commitment.id.cmp(&b.commitment.id))
    });
    Register {
        title: talks.title.clone(),
        on,
        caucus: view::caucus_of(talks, entries.iter().flat_map(|it| &it.commitment.from)),
        left_out: 0,
        names: talks
            .parties
            .values()
            .map(|p| (p.id.clone(), p.name.clone()))
            .collect(),
        entries,
    }
}

/// Concessions that no longer hold although the working text takes what they were about.
pub fn lost(
    talks: &Talks,
    working: &BTreeMap<IssueId, Key>,
    on: Option<Date>,
) -> Vec<(Commitment, State)> {
    let on = on.or_else(|| talks.latest_date());
    let standing = |given: &Commitment| State::of(talks, given, on);
    let gone = |state: &State| matches!(state, State::Withdrawn | State::Expired);
    let of = |given: &&Commitment| {
        let at = given.at.as_ref();
        at.is_some_and(|(issue, key)| working.get(issue) == Some(key))
    };
    let all: Vec<&Commitment> = talks.commitments.values().filter(of).collect();
    let held: BTreeSet<_> = all
        .iter()
        .filter(|it| standing(it).is_some_and(|state| state < State::Expired))
        .map(|it| (&it.party, &it.at))
        .collect();
    let lost = all
        .iter()
        .filter_map(|it| Some(((*it).clone(), standing(it).filter(gone)?)));
    lost.filter(|(it, _)| !held.contains(&(&it.party, &it.at)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use onetext_talks::{Files, read};

    fn talks(commitments: &str) -> Talks {
        let mut files = Files::new();
        let mut put = |name: &str, text: &str| files.put(name, text.as_bytes().to_vec());
        put(
            "talks.toml",
            "title = \"T\"\n[[party]]\nid = \"a\"\nname = \"A\"\n",
        );
        put(
            "drafts/01.md",
            "1. Run [harbour: by us #ours | jointly #jointly *].\n",
        );
        put("commitments.toml", commitments);
        let (talks, problems) = read(&files);
        assert_eq!(problems, []);
        talks
    }

    fn given(id: &str, more: &str) -> String {
        format!(
            "[[commitment]]\nid = \"{id}\"\nparty = \"a\"\non = 2031-05-01\nby = \"d\"\nwhat = \"w\"\nkind = \"concession\"\nform = \"oral\"\nat = \"harbour=jointly\"\n{more}\n"
        )
    }

    #[test]
    fn how_a_commitment_stands_depends_on_the_day() {
        let check = |more: &str, day: &str, expect: Option<State>| {
            let talks = talks(&given("c1", more));
            let state = State::of(&talks, &talks.commitments["c1"], Date::parse(day));
            assert_eq!(state, expect, "{more:?} on {day}");
        };
        check("", "2031-04-30", None);
        check("", "2031-05-01", Some(State::InForce));
        check(
            "if = \"peace holds\"",
            "2031-05-01",
            Some(State::Conditional),
        );
        let until = "if = \"peace holds\"\nuntil = 2031-05-31";
        check(until, "2031-05-16", Some(State::Conditional));
        check(until, "2031-05-17", Some(State::Expiring));
        check(until, "2031-05-31", Some(State::Expiring));
        check(until, "2031-06-01", Some(State::Expired));
        let back = "withdrawn = 2031-05-10\nbecause = \"b\"";
        check(back, "2031-05-09", Some(State::InForce));
        check(back, "2031-05-10", Some(State::Withdrawn));
    }

    #[test]
    fn a_lost_concession_is_lost_until_given_again() {
        let working = BTreeMap::from([(
            IssueId::new("harbour").unwrap(),
            Key::new("jointly").unwrap(),
        )]);
        let back = given("c1", "withdrawn = 2031-05-10\nbecause = \"b\"");
        let names = |talks: &Talks| -> Vec<String> {
            lost(talks, &working, None)
                .into_iter()
                .map(|(it, _)| it.id)
                .collect()
        };
        assert_eq!(names(&talks(&back)), ["c1"]);
        assert!(names(&talks(&format!("{back}{}", given("c2", "")))).is_empty());
        assert!(lost(&talks(&back), &BTreeMap::new(), None).is_empty());
    }
}
