//! Movement: what each draft changed since the one before, and whom it moved towards.
//!
//! Two drafts are compared on the brackets they share. A party is moved towards where the later
//! draft's working alternatives are worth more to it than the earlier one's on most readings of the
//! record; no party's gain is ever held against another's.

use crate::in_force::{self, InForce};
use crate::profile;
use onetext_model::{Alternative, Existence, Issue, IssueId, Key, PartyId, Space};
use onetext_solve::readings::{BLOCK, Sampler};
use onetext_solve::settings::LEAST_EFFECTIVE;
use onetext_solve::standing::Standing;
use onetext_solve::{Settings, Silence};
use onetext_talks::Talks;
use onetext_talks::state::DraftFile;

/// Readings compared: the first ones of each party's stream.
const READINGS: usize = 1_000;
/// The share of readings that counts as most.
const MOST: f64 = 0.75;

/// What one draft changed since the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The earlier and the later draft.
    pub drafts: (u32, u32),
    /// Brackets of the earlier draft that the later one no longer has.
    pub closed: Vec<IssueId>,
    /// Brackets that are new in the later draft.
    pub opened: Vec<IssueId>,
    /// Alternatives that are new in a bracket both have.
    pub new_words: Vec<(IssueId, Key)>,
    /// Shared brackets whose working alternative changed: from, to.
    pub changed: Vec<(IssueId, Key, Key)>,
    /// Shared brackets whose working alternative kept its key and changed its words.
    pub reworded: Vec<(IssueId, Key)>,
    /// Whom it moved towards, by party.
    pub moved: Vec<(PartyId, Moved)>,
}

/// Where a draft moved for one party.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moved {
    /// No working alternative changed on a shared bracket.
    Not,
    /// Towards it, on most readings; the share of them, at its lowest over the readings of silence.
    Towards(f64),
    /// Away from it, on most readings.
    Away(f64),
    /// The readings differ.
    Unclear,
    /// The readings drawn are worth too few independent ones.
    TooFew,
    /// Nothing is on record about what changed.
    NotKnown,
}

impl Moved {
    /// The word on pages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Not => "no change",
            Self::Towards(_) => "towards",
            Self::Away(_) => "away from",
            Self::Unclear => "unclear",
            Self::TooFew => "not enough readings",
            Self::NotKnown => "not known",
        }
    }
}

/// The steps from draft to draft.
pub fn steps(talks: &Talks, settings: &Settings) -> Vec<Step> {
    let drafts: Vec<(&u32, &DraftFile)> = talks.drafts.iter().collect();
    drafts
        .windows(2)
        .map(|pair| step(talks, settings, pair[0], pair[1]))
        .collect()
}

fn step(
    talks: &Talks,
    settings: &Settings,
    earlier: (&u32, &DraftFile),
    later: (&u32, &DraftFile),
) -> Step {
    let (old, new) = (&earlier.1.space, &later.1.space);
    let brackets = |of: &Space| -> Vec<IssueId> {
        let open = of
            .issues()
            .iter()
            .filter(|i| i.kind != onetext_model::IssueKind::Point);
        open.map(|i| i.id.clone()).collect()
    };
    let only = |a: &[IssueId], b: &[IssueId]| -> Vec<IssueId> {
        a.iter().filter(|id| !b.contains(id)).cloned().collect()
    };
    let (olds, news) = (brackets(old), brackets(new));
    let shared: Vec<Shared> = news
        .iter()
        .filter_map(|id| Shared::of(id, old, new))
        .collect();
    Step {
        drafts: (*earlier.0, *later.0),
        closed: only(&olds, &news),
        opened: only(&news, &olds),
        new_words: shared.iter().flat_map(Shared::new_words).collect(),
        changed: shared.iter().filter_map(Shared::changed).collect(),
        reworded: shared.iter().filter_map(Shared::reworded).collect(),
        moved: moved(talks, settings, &shared),
    }
}

/// A bracket both drafts have.
struct Shared<'a> {
    old: &'a Issue,
    new: &'a Issue,
}

impl<'a> Shared<'a> {
    fn of(id: &IssueId, old: &'a Space, new: &'a Space) -> Option<Self> {
        let (old, new) = (old.issue(id)?, new.issue(id)?);
        (old.is_numeric() == new.is_numeric()).then_some(Self { old, new })
    }

    fn working(issue: &Issue) -> Option<&Alternative> {
        issue.working().map(|at| &issue.alternatives[at])
    }

    fn new_words(&self) -> Vec<(IssueId, Key)> {
        let fresh = self.new.alternatives.iter().filter(|a| !a.is_unwritten());
        fresh
            .filter(|a| self.old.index_of(&a.key).is_none())
            .map(|a| (self.new.id.clone(), a.key.clone()))
            .collect()
    }

    fn changed(&self) -> Option<(IssueId, Key, Key)> {
        let (from, to) = (Self::working(self.old)?, Self::working(self.new)?);
        (from.key != to.key).then(|| (self.new.id.clone(), from.key.clone(), to.key.clone()))
    }

    fn reworded(&self) -> Option<(IssueId, Key)> {
        let (from, to) = (Self::working(self.old)?, Self::working(self.new)?);
        let same_key = from.key == to.key && !self.new.is_numeric();
        (same_key && from.wording != to.wording).then(|| (self.new.id.clone(), to.key.clone()))
    }

    /// The bracket with the alternatives of both drafts, in the later one's words.
    fn united(&self) -> Issue {
        let missing = self
            .old
            .alternatives
            .iter()
            .filter(|a| self.new.index_of(&a.key).is_none());
        let mut alternatives = self.new.alternatives.clone();
        alternatives.extend(missing.cloned());
        alternatives.sort_by_key(|a| a.figure);
        Issue {
            alternatives,
            existence: Existence::Always,
            ..self.new.clone()
        }
    }
}

fn moved(talks: &Talks, settings: &Settings, shared: &[Shared<'_>]) -> Vec<(PartyId, Moved)> {
    let changed: Vec<&Shared<'_>> = shared.iter().filter(|s| s.changed().is_some()).collect();
    let over = Space::new(shared.iter().map(Shared::united).collect());
    let pairs: Vec<(usize, usize, usize)> =
        changed.iter().filter_map(|s| indices(s, &over)).collect();
    let standing = in_force::standing(talks, &over, None);
    let parties = talks.parties.values().filter(|p| p.kind.may_consent());
    let one = |party: &onetext_model::party::Party| {
        let counting: Vec<&InForce> = standing.of(&party.id).collect();
        let moved = of_party(talks, settings, (&over, &party.id, &counting), &pairs);
        (party.id.clone(), moved)
    };
    parties.map(one).collect()
}

/// The issue in the united space, with the earlier and the later working alternative.
fn indices(shared: &Shared<'_>, over: &Space) -> Option<(usize, usize, usize)> {
    let (id, from, to) = shared.changed()?;
    let (issue, from) = over.find(&id, &from)?;
    Some((issue, from, over.find(&id, &to)?.1))
}

fn of_party(
    talks: &Talks,
    settings: &Settings,
    (over, party, counting): (&Space, &PartyId, &[&InForce]),
    pairs: &[(usize, usize, usize)],
) -> Moved {
    if pairs.is_empty() {
        return Moved::Not;
    }
    let record = profile::record(talks, over, (party, counting), settings);
    let known = |(issue, ..): &(usize, usize, usize)| {
        record.scores.is_some() || record.issues[*issue].standing == Standing::Judged
    };
    if !pairs.iter().any(known) {
        return Moved::NotKnown;
    }
    if let Some(scores) = &record.scores {
        let gain: onetext_model::Decimal = pairs
            .iter()
            .map(|(i, from, to)| scores.points[*i][*to] - scores.points[*i][*from])
            .sum();
        return match gain.cmp(&onetext_model::Decimal::ZERO) {
            std::cmp::Ordering::Greater => Moved::Towards(1.0),
            std::cmp::Ordering::Less => Moved::Away(1.0),
            std::cmp::Ordering::Equal => Moved::Unclear,
        };
    }
    let settings = Settings {
        readings: READINGS,
        ..settings.clone()
    };
    let sampler = Sampler::new(&record, over, &settings);
    if worth_too_little(&sampler, pairs) {
        return Moved::TooFew;
    }
    let silences = [Silence::Against, Silence::Free, Silence::For];
    let shares = silences.map(|silence| better_share(&sampler, pairs, silence));
    let (low, high) = (
        shares[0].0.min(shares[1].0).min(shares[2].0),
        shares.map(|s| s.1),
    );
    let away = high.into_iter().fold(1.0, f64::min);
    match (low >= MOST, away >= MOST) {
        (true, _) => Moved::Towards(low),
        (_, true) => Moved::Away(away),
        _ => Moved::Unclear,
    }
}

/// Whether what chains drew is worth too few independent readings for what changed.
fn worth_too_little(sampler: &Sampler<'_>, pairs: &[(usize, usize, usize)]) -> bool {
    let Some(drawn) = sampler.drawn() else {
        return false;
    };
    let ways = Silence::ALL.iter().map(|silence| {
        let blocks = 0..sampler.blocks(drawn.len());
        let sums = blocks.flat_map(|block| sums(sampler, block, pairs, *silence));
        drawn.mixing(&sums.collect::<Vec<i64>>())
    });
    ways.map(|mixing| mixing.effective)
        .any(|effective| effective < LEAST_EFFECTIVE)
}

/// By how much more the later working alternatives are worth, reading by reading of a block.
fn sums(
    sampler: &Sampler<'_>,
    block: u64,
    pairs: &[(usize, usize, usize)],
    silence: Silence,
) -> Vec<i64> {
    let drawn = sampler.block(block);
    let (mut sums, mut gains) = (vec![0i64; BLOCK], vec![0; BLOCK]);
    for (issue, from, to) in pairs {
        for (alternative, sign) in [(*from, -1), (*to, 1)] {
            sampler.gains(&drawn, (*issue, alternative), silence, &mut gains);
            let pairs = sums.iter_mut().zip(&gains);
            pairs.for_each(|(sum, gain)| *sum += sign * i64::from(*gain));
        }
    }
    sums
}

/// The shares of readings on which the later working alternatives are worth more, and less.
fn better_share(
    sampler: &Sampler<'_>,
    pairs: &[(usize, usize, usize)],
    silence: Silence,
) -> (f64, f64) {
    let (mut better, mut worse) = (0usize, 0usize);
    for block in 0..READINGS.div_ceil(BLOCK) as u64 {
        let sums = sums(sampler, block, pairs, silence);
        better += sums.iter().filter(|sum| **sum > 0).count();
        worse += sums.iter().filter(|sum| **sum < 0).count();
    }
    (
        better as f64 / READINGS as f64,
        worse as f64 / READINGS as f64,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use onetext_talks::{Files, read};

    fn talks(judgments: &str) -> Talks {
        let mut files = Files::new();
        let mut put = |name: &str, text: &str| files.put(name, text.as_bytes().to_vec());
        put(
            "talks.toml",
            "title = \"T\"\n[[party]]\nid = \"a\"\nname = \"A\"\n[[party]]\nid = \"b\"\nname = \"B\"\n",
        );
        put(
            "drafts/1.md",
            "1. At [depth: 10 .. 50 step 20 km | 10 *].\n2. Run [harbour: ours #ours * | theirs #theirs].\n3. Go [gone: x * | y].\n",
        );
        put(
            "drafts/2.md",
            "1. At [depth: 10 .. 50 step 10 km | 40 *].\n2. Run [harbour: ours #ours * | theirs #theirs | jointly #jointly].\n3. New [fresh: x * | y].\n",
        );
        put("judgments.toml", judgments);
        let (talks, problems) = read(&files);
        assert!(
            problems
                .iter()
                .all(|p| p.bearable || p.severity == onetext_model::Severity::Warning),
            "{problems:?}"
        );
        talks
    }

    fn judged(party: &str, rest: &str) -> String {
        format!(
            "[[judgment]]\nid = \"{party}\"\nparty = \"{party}\"\non = 2031-05-01\nby = \"d\"\nbecause = \"b\"\nconfidence = \"tested\"\n{rest}\n"
        )
    }

    #[test]
    fn a_draft_moves_towards_whom_its_changes_are_worth_more() {
        let judgments = judged("a", "more = \"depth\"") + &judged("b", "less = \"depth\"");
        let all = steps(&talks(&judgments), &Settings::default());
        let [step] = &all[..] else { panic!("{all:?}") };
        let word = |n: usize| step.moved[n].1.word();
        assert_eq!((word(0), word(1)), ("towards", "away from"));
        let id = |name: &str| IssueId::new(name).unwrap();
        assert_eq!(
            (&step.closed, &step.opened),
            (&vec![id("gone")], &vec![id("fresh")])
        );
        let fresh: Vec<&str> = step.new_words.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(fresh, ["20", "40", "jointly"]);
        assert_eq!(step.changed.len(), 1);
    }

    #[test]
    fn where_nothing_is_on_record_it_is_not_known() {
        let all = steps(
            &talks(&judged("a", "more = \"depth\"")),
            &Settings::default(),
        );
        assert_eq!(all[0].moved[1].1, Moved::NotKnown);
        let silent = steps(
            &talks(&judged("b", "level = \"wants\"\nat = \"harbour=ours\"")),
            &Settings::default(),
        );
        assert_eq!(silent[0].moved[1].1, Moved::NotKnown);
    }

    #[test]
    fn one_draft_has_no_step() {
        let mut talks = talks("");
        talks.drafts.remove(&1);
        assert_eq!(steps(&talks, &Settings::default()), []);
    }
}
