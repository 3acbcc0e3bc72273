//! Views: the talks as they are without what was said in confidence.

use crate::fact::Room;
use crate::state::Talks;
use onetext_model::{JudgmentId, PartyId, SourceId, StatementId};
use std::collections::BTreeSet;

/// The parties in whose caucus any of these statements was made, by name.
pub fn caucus_of<'a>(
    talks: &Talks,
    statements: impl Iterator<Item = &'a StatementId>,
) -> Vec<PartyId> {
    let sources = statements.filter_map(|id| talks.sources.get(&talks.statements.get(id)?.source));
    let parties = sources.filter_map(|source| match &source.room {
        Room::Caucus(party) => Some(party.clone()),
        _ => None,
    });
    let parties: BTreeSet<PartyId> = parties.collect();
    parties.into_iter().collect()
}

impl Talks {
    /// The talks as if nothing had ever been said in confidence: no caucus source, none of its
    /// statements, no judgment or commitment that rests on one, no caucus meeting.
    ///
    /// What is left depends on nothing that was taken out, so whatever is made from it gives nothing
    /// away. A judgment that a left-out one superseded counts again.
    pub fn without_caucus(&self) -> Self {
        let mut left = self.clone();
        let secret: BTreeSet<SourceId> = self
            .sources
            .values()
            .filter(|source| source.room.is_caucus())
            .map(|source| source.id.clone())
            .collect();
        let resting: BTreeSet<JudgmentId> = self.resting_on_caucus();
        left.sources.retain(|id, _| !secret.contains(id));
        left.statements.retain(|_, s| !secret.contains(&s.source));
        left.judgments.retain(|id, _| !resting.contains(id));
        for judgment in left.judgments.values_mut() {
            judgment.supersedes.retain(|id| !resting.contains(id));
        }
        let secret = self.commitments_on_caucus();
        left.commitments.retain(|id, _| !secret.contains(id));
        for commitment in left.commitments.values_mut() {
            commitment.supersedes.retain(|id| !secret.contains(id));
        }
        left.meetings.retain(|meeting| !meeting.room.is_caucus());
        left
    }

    /// The talks with this draft as the present one: later drafts and their copies are not there yet.
    /// Judgments stay, whenever they were made.
    pub fn as_of_draft(&self, draft: u32) -> Self {
        let mut left = self.clone();
        left.drafts.retain(|number, _| *number <= draft);
        left.circulations.retain(|c| c.draft <= draft);
        left
    }

    /// The judgments that rest on something said in confidence.
    pub fn resting_on_caucus(&self) -> BTreeSet<JudgmentId> {
        let resting = self.judgments.values().filter(|j| self.rests_on_caucus(j));
        resting.map(|judgment| judgment.id.clone()).collect()
    }

    /// The commitments that rest on something said in confidence.
    pub fn commitments_on_caucus(&self) -> BTreeSet<String> {
        let rests =
            |c: &&crate::commitment::Commitment| c.from.iter().any(|id| self.is_confidential(id));
        let resting = self.commitments.values().filter(rests);
        resting.map(|commitment| commitment.id.clone()).collect()
    }

    /// Whether a statement was made in confidence.
    pub fn is_confidential(&self, id: &StatementId) -> bool {
        let source = self.statements.get(id).map(|s| &s.source);
        source
            .and_then(|source| self.sources.get(source))
            .is_some_and(|source| source.room.is_caucus())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Files, Talks, read};

    fn talks(with_caucus: bool) -> Talks {
        let mut files = Files::new();
        let mut put = |name: &str, text: &str| files.put(name, text.as_bytes().to_vec());
        put(
            "talks.toml",
            "title = \"T\"\nexercise = true\n[[party]]\nid = \"a\"\nname = \"A\"\n",
        );
        put(
            "drafts/01.md",
            "1. Run [harbour: by us #ours | jointly #jointly *].\n",
        );
        let source = |id: &str, room: &str, text: &str| {
            let hash = crate::files::hash(text.as_bytes());
            format!(
                "[[source]]\nid = \"{id}\"\nfile = \"record/{id}.txt\"\nhash = \"{hash}\"\non = 2031-05-09\nroom = \"{room}\"\n"
            )
        };
        let statement = |id: &str, source: &str| {
            format!(
                "[[statement]]\nid = \"{id}\"\nsource = \"{source}\"\nstart = 0\nend = 4\nkind = \"direct\"\nparty = \"a\"\nstate = \"confirmed\"\n"
            )
        };
        let judgment = |id: &str, from: &str, more: &str| {
            format!(
                "[[judgment]]\nid = \"{id}\"\nparty = \"a\"\non = 2031-05-09\nby = \"d\"\nbecause = \"b\"\nconfidence = \"claimed\"\nlevel = \"wants\"\nat = \"harbour=jointly\"\nfrom = [\"{from}\"]\n{more}\n"
            )
        };
        let mut sources = source("open", "public", "word");
        let mut statements = statement("s-1", "open");
        let mut judgments = judgment("j1", "s-1", "");
        put("record/open.txt", "word");
        if with_caucus {
            put("record/note.txt", "hush");
            sources += &source("note", "caucus/a", "hush");
            statements += &statement("s-2", "note");
            judgments += &judgment("j2", "s-2", "supersedes = [\"j1\"]");
        }
        put("sources.toml", &sources);
        put("statements.toml", &statements);
        put("judgments.toml", &judgments);
        let (talks, problems) = read(&files);
        assert!(
            problems
                .iter()
                .all(|p| p.severity == onetext_model::Severity::Warning),
            "{problems:?}"
        );
        talks
    }

    #[test]
    fn what_is_left_is_as_if_the_rest_had_never_been() {
        let (with, without) = (talks(true), talks(false));
        assert_eq!(with.judgments.len(), 2);
        assert_eq!(with.without_caucus(), without);
        assert_eq!(without.without_caucus(), without);
    }

    #[test]
    fn a_superseded_judgment_counts_again() {
        assert_eq!(talks(true).superseded().len(), 1);
        assert_eq!(talks(true).without_caucus().superseded().len(), 0);
    }
}
