//! Who has spoken so far: for pronouns, namesakes, and quotations without an attribution of their own.

use std::collections::BTreeMap;

use crate::hearsay::tells_of_another;
use crate::lexicon::{Flags, HE, MAN, OUTLET_WORD, PERSON, SHE, THEY, TITLE, WOMAN};
use crate::name::{Head, Phrase, without_possessive};
use crate::office::Offices;
use crate::quote::Mention;
use crate::register::{Index, folded};
use crate::sentence::Passage;
use crate::side::Sides;

/// How many paragraphs back somebody who surely fits a pronoun beats somebody who may.
const FAR: usize = 0;
/// How many speakers back a pronoun may point.
const MEMORY: usize = 12;

/// Somebody who may be meant later.
#[derive(Debug, Clone)]
pub struct Speaker {
    pub mention: Mention,
    /// The side the text gives them.
    pub side: Option<String>,
    /// Number of the paragraph of the last mention.
    pub paragraph: usize,
    /// Whether their words were quoted there, not only reported.
    pub quoted: bool,
    gender: Flags,
    person: bool,
    several: bool,
    /// The last word of the name, folded.
    family: String,
}

/// The speakers of a text up to a place.
pub struct Speakers<'r> {
    index: Index<'r>,
    recent: BTreeMap<String, usize>,
    offices: Offices,
    sides: Sides,
    /// Sides by family name.
    belongs: BTreeMap<String, String>,
    last: Vec<Speaker>,
    /// People named otherwise than as speakers, whose given names tell their pronoun.
    named: Vec<Speaker>,
}

impl<'r> Speakers<'r> {
    pub fn new(index: Index<'r>) -> Self {
        Self {
            index,
            recent: BTreeMap::new(),
            offices: Offices::default(),
            sides: Sides::default(),
            belongs: BTreeMap::new(),
            last: Vec::new(),
            named: Vec::new(),
        }
    }

    /// The speaker mentioned last.
    pub fn last(&self) -> Option<&Speaker> {
        self.last.last()
    }

    /// Whether full names in the text must be remembered to tell namesakes apart.
    pub fn has_namesakes(&self) -> bool {
        self.index.has_namesakes()
    }

    /// Whether words by somebody of a side tell what another side wants.
    pub fn is_of_another(&self, words: &str, own: Option<&str>) -> bool {
        tells_of_another(words, own, &self.sides)
    }

    /// Remembers that a full name of the register was printed.
    pub fn full_name(&mut self, printed: &str) {
        if let Some((family, person)) = self.index.full_name(printed) {
            self.recent.insert(family, person);
        }
    }

    /// Takes in the sides a passage speaks of.
    pub fn learn_sides(&mut self, passage: &Passage<'_>) {
        self.sides.learn(passage);
    }

    /// Remembers an office printed with a name.
    pub fn give_office(&mut self, office: &str, name: &str) {
        self.offices.give(office, name);
    }

    /// Whom a phrase means. A pronoun nobody fits stands for itself.
    pub fn resolve(&self, passage: &Passage<'_>, phrase: &Phrase) -> Speaker {
        let mut speaker = self.meant(passage, phrase);
        let context = passage.words(passage.context_start(phrase), phrase.to);
        let named = || self.sides.of_phrase(&context);
        let own = speaker.side.take().filter(|_| phrase.head == Head::Pronoun);
        speaker.side = own
            .or_else(|| self.belongs.get(&speaker.family).cloned())
            .or_else(|| {
                if phrase.head == Head::Pronoun {
                    None
                } else {
                    named()
                }
            });
        speaker
    }

    fn meant(&self, passage: &Passage<'_>, phrase: &Phrase) -> Speaker {
        let printed = passage.words(phrase.from, phrase.to);
        let printed = without_possessive(&printed).to_owned();
        match phrase.head {
            Head::Pronoun => self.pronoun(passage.flags(phrase.from), printed),
            Head::Name => self.named(passage, phrase, printed),
            Head::Description => self.described(passage, phrase, printed),
        }
    }

    fn pronoun(&self, flags: Flags, printed: String) -> Speaker {
        // "in his words" means him
        let flags = match printed.as_str() {
            "his" => HE,
            "her" => SHE,
            "their" => THEY,
            _ => flags,
        };
        let fits = |it: &&Speaker| {
            if flags & HE != 0 {
                it.person && it.gender & WOMAN == 0
            } else if flags & SHE != 0 {
                it.person && it.gender & MAN == 0
            } else if flags & THEY != 0 {
                it.several || it.is_body()
            } else {
                it.is_body()
            }
        };
        let gender = if flags & HE != 0 {
            MAN
        } else if flags & SHE != 0 {
            WOMAN
        } else {
            0
        };
        let any = self.last.iter().rev().find(fits);
        let surely = self
            .last
            .iter()
            .rev()
            .find(|it| it.person && it.gender == gender && gender != 0);
        // somebody known to fit, unless the talk has long gone on to somebody who may
        let near = |it: &&Speaker| any.is_none_or(|any| it.paragraph + FAR >= any.paragraph);
        let mentioned = self
            .named
            .iter()
            .rev()
            .find(|it| it.gender == gender && gender != 0);
        let later = |it: &&Speaker| {
            surely.is_none()
                && any.is_none_or(|any| any.gender == 0 && any.paragraph <= it.paragraph)
        };
        let found = mentioned
            .filter(later)
            .or(surely.filter(near))
            .or(any)
            .cloned();
        let mut speaker = found.unwrap_or_else(|| Speaker::nobody_known(printed));
        speaker.gender |= gender;
        speaker
    }

    fn named(&self, passage: &Passage<'_>, phrase: &Phrase, printed: String) -> Speaker {
        let known = self.index.person(&printed, &self.recent);
        let outlet = (phrase.from..phrase.to).any(|at| passage.is(at, OUTLET_WORD));
        let mut speaker = Speaker::nobody_known(printed);
        let state = crate::side::state_of(&speaker.mention.text).is_some();
        speaker.person = known.is_some() || !(outlet || state);
        speaker.gender = phrase.gender;
        self.fill(&mut speaker, known);
        if known.is_none() {
            let context = passage.words(passage.context_start(phrase), phrase.from);
            speaker.mention.party = self
                .index
                .party_in(&context)
                .or_else(|| self.index.party_in(&speaker.mention.text));
        }
        if let Some(earlier) = self.last.iter().rev().find(|it| it.is_same(&speaker)) {
            speaker.gender |= earlier.gender;
            if known.is_none() && speaker.mention.party.is_none() {
                speaker.mention.party = earlier.mention.party.clone();
            }
        }
        speaker
    }

    fn described(&self, passage: &Passage<'_>, phrase: &Phrase, printed: String) -> Speaker {
        let known = self.index.by_title(&printed);
        let titled = (phrase.from..phrase.to).any(|at| passage.is(at, TITLE));
        let small = passage.is_small(phrase.to.saturating_sub(1));
        let plural = head_of(&printed).ends_with('s');
        if let Some(name) = self.offices.holder(&printed).filter(|_| known.is_none()) {
            return self.holder(name.to_owned(), phrase);
        }
        let mut speaker = Speaker::nobody_known(short(&printed));
        speaker.several = plural;
        let person = (phrase.from..phrase.to).any(|at| passage.is(at, PERSON));
        speaker.person = known.is_some() || titled && !plural || (person && small && !plural);
        speaker.gender = phrase.gender;
        self.fill(&mut speaker, known);
        if known.is_none() {
            speaker.mention.party = self.index.party_in(&printed);
        }
        speaker
    }

    /// The person by whose office a description names them.
    fn holder(&self, name: String, phrase: &Phrase) -> Speaker {
        let known = self.index.person(&name, &self.recent);
        let mut speaker = Speaker::nobody_known(name);
        speaker.person = true;
        speaker.gender = phrase.gender;
        self.fill(&mut speaker, known);
        if let Some(earlier) = self.last.iter().rev().find(|it| it.is_same(&speaker)) {
            speaker.gender |= earlier.gender;
            speaker.mention.party = speaker
                .mention
                .party
                .or_else(|| earlier.mention.party.clone());
        }
        speaker
    }

    fn fill(&self, speaker: &mut Speaker, known: Option<usize>) {
        if let Some(at) = known {
            let (id, party) = self.index.ids(at);
            speaker.mention.person = Some(id);
            speaker.mention.party = party;
        }
    }

    /// Remembers somebody who is named and need not speak ("the kitchen of Halina Brook").
    pub fn name(&mut self, passage: &Passage<'_>, (from, to): (usize, usize), paragraph: usize) {
        let Some(phrase) = passage.named_person(from, to) else {
            return;
        };
        let mut speaker = self.meant(passage, &phrase);
        speaker.paragraph = paragraph;
        if self.named.len() == MEMORY {
            self.named.remove(0);
        }
        self.named.push(speaker);
    }

    /// Remembers a speaker.
    pub fn note(&mut self, mut speaker: Speaker, paragraph: usize, quoted: bool) {
        if speaker.is_pronoun() || speaker.is_nobody() {
            return;
        }
        if let Some(side) = speaker.side.clone().filter(|_| speaker.person) {
            self.belongs.entry(speaker.family.clone()).or_insert(side);
        }
        speaker.paragraph = paragraph;
        speaker.quoted = quoted;
        if let Some(at) = self
            .last
            .iter()
            .position(|it| it.mention == speaker.mention)
        {
            let earlier = self.last.remove(at);
            speaker.quoted |= earlier.quoted && earlier.paragraph == paragraph;
        } else if self.last.len() == MEMORY {
            self.last.remove(0);
        }
        self.last.push(speaker);
    }
}

/// The noun a description is about: "spokesman" in "a spokesman for the ministry".
fn head_of(description: &str) -> &str {
    let link = |word: &&str| !matches!(*word, "of" | "for" | "from" | "in" | "at" | "to" | "with");
    description
        .split(' ')
        .take_while(link)
        .last()
        .unwrap_or_default()
}

/// The longest speaker, in words.
const LONGEST: usize = 6;

/// A description of at most six words that keeps its head: "spokeswoman for the Asterian foreign ministry".
fn short(printed: &str) -> String {
    let mut words: Vec<&str> = printed.split(' ').collect();
    let link = |word: &&str| matches!(*word, "of" | "for" | "from");
    let article = |word: &str| matches!(word.to_lowercase().as_str(), "a" | "an" | "the");
    if words.len() > LONGEST && article(words[0]) {
        words.remove(0);
    }
    while words.len() > LONGEST {
        let Some(last) = words.iter().rposition(link).filter(|&at| at > 0) else {
            break;
        };
        words.truncate(last);
    }
    let over = words.len().saturating_sub(LONGEST);
    words[over..].join(" ")
}

impl Speaker {
    fn nobody_known(text: String) -> Self {
        let family = folded(text.rsplit(' ').next().unwrap_or_default());
        Self {
            mention: Mention {
                text,
                person: None,
                party: None,
            },
            side: None,
            paragraph: 0,
            quoted: false,
            gender: 0,
            person: false,
            several: false,
            family,
        }
    }

    /// A pronoun that could not be resolved.
    fn is_pronoun(&self) -> bool {
        let word = folded(&self.mention.text);
        crate::lexicon::LEXICON.flags(&word) & crate::lexicon::PRONOUN != 0
            && word.len() < 5
            && self.mention.person.is_none()
    }

    /// "nobody", "what she": no one a later pronoun could mean.
    fn is_nobody(&self) -> bool {
        let text = folded(&self.mention.text);
        let first = text.split(' ').next().unwrap_or_default();
        crate::lexicon::LEXICON.flags(first) & crate::lexicon::NOBODY != 0
            && self.mention.person.is_none()
    }

    /// A ministry, a company: what "it" may mean.
    fn is_body(&self) -> bool {
        !self.person
    }

    fn is_same(&self, other: &Self) -> bool {
        match (&self.mention.person, &other.mention.person) {
            (Some(one), Some(two)) => one == two,
            _ => self.family == other.family,
        }
    }
}
