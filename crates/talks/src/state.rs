//! The talks at one moment: a fold over facts.

use crate::commitment::Commitment;
use crate::fact::{
    Aside, Bar, Circulation, ContestedName, Fact, Fate, Matter, Meeting, Source, Standing,
    Statement,
};
use crate::limits::Limits;
use onetext_model::Space;
use onetext_model::judgment::Judgment;
use onetext_model::party::{Party, PartyKind, Person};
use onetext_model::quantity::Base;
use onetext_model::rule::Rule;
use onetext_model::{BaseId, Date, JudgmentId, PartyId, PersonId, SourceId, StatementId};
use onetext_text::Draft;
use std::collections::{BTreeMap, BTreeSet};

/// A draft with its file.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftFile {
    /// Its file inside the folder.
    pub file: String,
    /// Its text, parsed.
    pub draft: Draft,
    /// Its issues: brackets, and points without any.
    pub space: Space,
}

/// The talks at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Talks {
    /// The title.
    pub title: String,
    /// Whether caucus material may lie in plain files.
    pub exercise: bool,
    /// The parties.
    pub parties: BTreeMap<PartyId, Party>,
    /// The register of people.
    pub people: BTreeMap<PersonId, Person>,
    /// The bases of quantities.
    pub bases: BTreeMap<BaseId, Base>,
    /// Contested names.
    pub names: Vec<ContestedName>,
    /// Declared matters.
    pub matters: Vec<Matter>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Issues outside the draft.
    pub asides: Vec<Aside>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Drafts by number.
    pub drafts: BTreeMap<u32, DraftFile>,
    /// Sources.
    pub sources: BTreeMap<SourceId, Source>,
    /// Statements.
    pub statements: BTreeMap<StatementId, Statement>,
    /// Judgments.
    pub judgments: BTreeMap<JudgmentId, Judgment>,
    /// Who was shown what.
    pub circulations: Vec<Circulation>,
    /// What parties have bound themselves to.
    pub commitments: BTreeMap<String, Commitment>,
    /// Confirmed fates of points.
    pub fates: Vec<Fate>,
    /// How large the parts may be.
    pub limits: Limits,
}

impl Talks {
    /// Takes a fact in.
    pub fn apply(&mut self, fact: Fact) {
        match fact {
            Fact::Titled { title, exercise } => (self.title, self.exercise) = (title, exercise),
            Fact::PartyAdded(party) => drop(self.parties.insert(party.id.clone(), party)),
            Fact::PersonAdded(person) => drop(self.people.insert(person.id.clone(), person)),
            Fact::BaseDeclared(base) => drop(self.bases.insert(base.id.clone(), base)),
            Fact::NameDeclared(name) => self.names.push(name),
            Fact::MatterDeclared(matter) => self.matters.push(matter),
            Fact::RuleSet(rule) => self.rules.push(rule),
            Fact::BarSet(bar) => self.bars.push(bar),
            Fact::AsideAdded(aside) => self.asides.push(aside),
            Fact::MeetingHeld(meeting) => self.meetings.push(meeting),
            Fact::DraftWritten { number, file, text } => self.apply_draft(number, file, &text),
            Fact::SourceReceived(source) => drop(self.sources.insert(source.id.clone(), source)),
            Fact::Circulated(circulation) => self.circulations.push(circulation),
            Fact::CommitmentGiven(given) => drop(self.commitments.insert(given.id.clone(), given)),
            Fact::CommitmentWithdrawn(id, withdrawal) => {
                self.commitments
                    .entry(id)
                    .and_modify(|it| it.withdrawn = Some(withdrawal));
            }
            Fact::FateConfirmed(fate) => self.fates.push(fate),
            Fact::JudgmentMade(judgment) => {
                drop(self.judgments.insert(judgment.id.clone(), judgment))
            }
            Fact::JudgmentTakenBack(id) => drop(self.judgments.remove(&id)),
            Fact::StatementCorrected(was_is) => {
                drop(self.statements.insert(was_is.1.id.clone(), was_is.1))
            }
            Fact::StatementProposed(statement) => {
                drop(self.statements.insert(statement.id.clone(), statement))
            }
            Fact::StatementSettled(..)
            | Fact::StatementIsHearsay(..)
            | Fact::StatementAssigned { .. }
            | Fact::StatementLinked(..) => {
                self.apply_to_statement(fact);
            }
        }
    }

    fn apply_to_statement(&mut self, fact: Fact) {
        match fact {
            Fact::StatementIsHearsay(id) => {
                self.statements.entry(id).and_modify(|s| s.hearsay = true);
            }
            Fact::StatementSettled(id, state) => {
                self.statements.entry(id).and_modify(|s| s.state = state);
            }
            Fact::StatementAssigned { id, speaker, party } => {
                self.statements
                    .entry(id)
                    .and_modify(|s| (s.speaker, s.party) = (speaker, Some(party)));
            }
            Fact::StatementLinked(id, about) => {
                self.statements.entry(id).and_modify(|s| s.about = about);
            }
            _ => {}
        }
    }

    fn apply_draft(&mut self, number: u32, file: String, text: &str) {
        let (draft, _) = onetext_text::parse(
            text,
            &onetext_text::Context {
                file: &file,
                parties: None,
                bases: None,
            },
        );
        let space = crate::space::of_draft(&draft);
        let file = DraftFile { file, draft, space };
        self.drafts.insert(number, file);
    }

    /// The present draft: the one with the highest number.
    pub fn present(&self) -> Option<(u32, &DraftFile)> {
        self.drafts
            .last_key_value()
            .map(|(number, draft)| (*number, draft))
    }

    /// The parties whose yes the deal needs, by name.
    pub fn consents(&self) -> impl Iterator<Item = &Party> {
        self.parties.values().filter(|party| party.consent)
    }

    /// The sides of the dispute: parties of kind `party`.
    pub fn sides(&self) -> impl Iterator<Item = &Party> {
        self.parties
            .values()
            .filter(|party| party.kind == PartyKind::Party)
    }

    /// The latest date on record: of sources, judgments, meetings, circulations,
    /// commitments and drafts.
    pub fn latest_date(&self) -> Option<Date> {
        let drafts = self.drafts.values().filter_map(|d| d.draft.front().date);
        let sources = self.sources.values().map(|s| s.on);
        let judgments = self.judgments.values().map(|j| j.on);
        let meetings = self.meetings.iter().map(|m| m.on);
        let circulations = self.circulations.iter().map(|c| c.on);
        let commitments = self.commitments.values();
        let commitments =
            commitments.flat_map(|c| [Some(c.on), c.withdrawn.as_ref().map(|w| w.on)]);
        drafts
            .chain(sources)
            .chain(judgments)
            .chain(meetings)
            .chain(circulations)
            .chain(commitments.flatten())
            .max()
    }

    /// Judgments that a later one replaces.
    pub fn superseded(&self) -> BTreeSet<&JudgmentId> {
        self.superseded_by(None)
    }

    /// Judgments that one made by this date replaces; without a date, as of now.
    pub fn superseded_by(&self, on: Option<Date>) -> BTreeSet<&JudgmentId> {
        let made = |j: &&Judgment| on.is_none_or(|on| j.on <= on);
        let judgments = self.judgments.values().filter(made);
        judgments.flat_map(|j| &j.supersedes).collect()
    }

    /// The party a statement speaks for: as assigned, else its speaker's.
    pub fn party_of<'a>(&'a self, statement: &'a Statement) -> Option<&'a PartyId> {
        let of_speaker = || {
            statement
                .speaker
                .as_ref()
                .and_then(|s| self.people.get(s))
                .map(|p| &p.party)
        };
        statement.party.as_ref().or_else(of_speaker)
    }

    /// Whether a judgment rests on something said in confidence.
    pub fn rests_on_caucus(&self, judgment: &Judgment) -> bool {
        judgment.from.iter().any(|id| self.is_confidential(id))
    }

    /// Statements that have not been discarded.
    pub fn live_statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements
            .values()
            .filter(|s| s.state != Standing::Discarded)
    }

    /// The people and parties as the quote rules want them.
    pub fn register(&self) -> onetext_record::Register {
        let person = |p: &Person| onetext_record::RegisterPerson {
            id: p.id.to_string(),
            name: p.name.clone(),
            party: p.party.to_string(),
            titles: p.titles.clone(),
            aliases: p.aliases.clone(),
        };
        let party = |p: &Party| onetext_record::RegisterParty {
            id: p.id.to_string(),
            name: p.name.clone(),
            aliases: p.aliases.clone(),
        };
        onetext_record::Register {
            people: self.people.values().map(person).collect(),
            parties: self.parties.values().map(party).collect(),
        }
    }
}
