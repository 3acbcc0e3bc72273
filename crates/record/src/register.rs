//! The people and parties of the talks, and how a printed name is found among them.
//!
//! A register beats any rule about capitals: who "the foreign secretary" is, or which of two namesakes speaks, is
//! known to the team and not to the grammar.

use std::collections::BTreeMap;

/// Who takes part in the talks. The default is empty: speakers are then named as printed and nothing more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// The people whose words matter.
    pub people: Vec<RegisterPerson>,
    /// The parties they speak for.
    pub parties: Vec<RegisterParty>,
}

/// Somebody the talks know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterPerson {
    /// Id in the talks.
    pub id: String,
    /// Full name, family name last: "Ann Lee". The last word alone is found too, if only one person has it.
    pub name: String,
    /// Id of the person's party; empty if there is none.
    pub party: String,
    /// Titles that name this person without a name: "foreign minister of Asteria", without an article.
    pub titles: Vec<String>,
    /// Other printed names and spellings.
    pub aliases: Vec<String>,
}

/// A side the talks know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterParty {
    /// Id in the talks.
    pub id: String,
    /// Name as printed.
    pub name: String,
    /// Other names and adjectives by which a text means this side: "Asterian", "Port Asel".
    pub aliases: Vec<String>,
}

/// A register turned round: from printed words to people and parties.
pub struct Index<'r> {
    register: &'r Register,
    names: BTreeMap<String, usize>,
    family_names: BTreeMap<String, Vec<usize>>,
    titles: BTreeMap<String, Option<usize>>,
    parties: BTreeMap<String, usize>,
    longest_party: usize,
}

impl<'r> Index<'r> {
    pub fn new(register: &'r Register) -> Self {
        let mut index = Self {
            register,
            names: BTreeMap::new(),
            family_names: BTreeMap::new(),
            titles: BTreeMap::new(),
            parties: BTreeMap::new(),
            longest_party: 0,
        };
        for (at, person) in register.people.iter().enumerate() {
            index.add_person(at, person);
        }
        for (at, party) in register.parties.iter().enumerate() {
            let own = party.aliases.iter().chain([&party.name]);
            let names = own.map(|name| folded(name));
            let known = crate::side::names_of(&party.name).map(str::to_owned);
            for name in names.chain(known).chain(adjectives(&party.name)) {
                index.longest_party = index.longest_party.max(name.split(' ').count());
                index.parties.entry(name).or_insert(at);
            }
        }
        index
    }

    fn add_person(&mut self, at: usize, person: &RegisterPerson) {
        for name in person.aliases.iter().chain([&person.name]) {
            self.names.entry(folded(name)).or_insert(at);
        }
        let name = folded(&person.name);
        if let Some((_, family)) = name.rsplit_once(' ') {
            self.family_names
                .entry(family.to_owned())
                .or_default()
                .push(at);
        }
        for title in &person.titles {
            // A title that two people hold names neither.
            self.titles
                .entry(folded(title))
                .and_modify(|held| *held = held.filter(|&other| other == at))
                .or_insert(Some(at));
        }
    }

    /// The person a printed name means; `recent` decides between namesakes.
    pub fn person(&self, printed: &str, recent: &BTreeMap<String, usize>) -> Option<usize> {
        let printed = folded(printed);
        if let Some(&at) = self.names.get(&printed) {
            return Some(at);
        }
        let (given, family) = printed.rsplit_once(' ').unwrap_or(("", &printed));
        let namesakes = self.family_names.get(family)?;
        // "A. Lee" may be Ann Lee; "Otto Lee" is somebody else.
        let fits = |&at: &usize| {
            let full = folded(&self.register.people[at].name);
            given.is_empty()
                || (given.trim_end_matches('.').chars().count() == 1
                    && full.chars().next() == given.chars().next())
        };
        let mut fitting = namesakes.iter().copied().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            (Some(_), Some(_)) => recent
                .get(family)
                .copied()
                .filter(|at| namesakes.contains(at) && fits(at)),
            _ => None,
        }
    }

    /// The person a full name or alias means, and the family name that now points to them.
    pub fn full_name(&self, printed: &str) -> Option<(String, usize)> {
        let printed = folded(printed);
        let at = *self.names.get(&printed)?;
        let (_, family) = printed.rsplit_once(' ')?;
        Some((family.to_owned(), at))
    }

    /// Whether a family name is shared, so that full names in the text must be remembered.
    pub fn has_namesakes(&self) -> bool {
        self.family_names.values().any(|people| people.len() > 1)
    }

    /// The person a description such as "the foreign minister of Asteria" means.
    pub fn by_title(&self, description: &str) -> Option<usize> {
        let description = folded(description);
        let bare = description.strip_prefix("the ").unwrap_or(&description);
        self.titles.get(bare).copied().flatten()
    }

    /// The first party whose name stands in a description ("a Borean official"), as an id.
    pub fn party_in(&self, description: &str) -> Option<String> {
        if self.parties.is_empty() {
            return None;
        }
        // "us" is no state, and a critic of a side is not of it
        let printed = own_part(description).replace('.', "");
        let printed: Vec<&str> = printed
            .split_whitespace()
            .filter(|word| *word != "us")
            .collect();
        let description = folded(&printed.join(" "));
        let words: Vec<_> = description.split(' ').map(without_possessive).collect();
        for start in 0..words.len() {
            for length in (1..=self.longest_party.min(words.len() - start)).rev() {
                let phrase = words[start..start + length].join(" ");
                if let Some(&at) = self.parties.get(&phrase) {
                    return Some(self.register.parties[at].id.clone());
                }
            }
        }
        None
    }

    /// A person's id and party.
    pub fn ids(&self, at: usize) -> (String, Option<String>) {
        let person = &self.register.people[at];
        let party = Some(person.party.clone()).filter(|party| !party.is_empty());
        (person.id.clone(), party)
    }
}

/// The part of a description that tells whose the speaker is: "a spokesman for Borea", but of "an envoy to Borea"
/// and of "a critic of Borea" only what stands before the link.
fn own_part(description: &str) -> &str {
    let bound = |link: &str| description.find(&format!(" {link} "));
    let away = ["to", "on", "against", "with", "about", "who"]
        .iter()
        .filter_map(|link| bound(link))
        .min();
    let part = &description[..away.unwrap_or(description.len())];
    let (head, _) = part.split_once(" of ").unwrap_or((part, ""));
    let head = head.rsplit(' ').next().unwrap_or_default();
    let other = [
        "critic",
        "critics",
        "opponent",
        "opponents",
        "rival",
        "enemy",
        "expert",
        "scholar",
        "mediator",
        "observer",
    ];
    if other.contains(&head) {
        part.split(" of ").next().unwrap_or(part)
    } else {
        part
    }
}

/// "Borean" and "Boreans" for "Borea": what news copy makes of a name in "a".
fn adjectives(name: &str) -> Vec<String> {
    let name = folded(name);
    if !name.ends_with('a') {
        return Vec::new();
    }
    vec![format!("{name}n"), format!("{name}ns")]
}

/// Lower case with single spaces and plain apostrophes, so that printing habits do not matter.
pub fn folded(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.chars() {
        if c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        match c {
            '’' => folded.push('\''),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix('\''))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: &str) -> RegisterPerson {
        RegisterPerson {
            id: id.to_owned(),
            name: name.to_owned(),
            party: "asteria".to_owned(),
            titles: vec!["Harbour Minister".to_owned()],
            aliases: Vec::new(),
        }
    }

    #[test]
    fn namesakes_are_told_apart_by_the_last_full_name() {
        let register = Register {
            people: vec![person("ann", "Ann Lee"), person("otto", "Otto Lee")],
            parties: Vec::new(),
        };
        let index = Index::new(&register);
        let mut recent = BTreeMap::new();
        assert_eq!(index.person("Lee", &recent), None);
        assert_eq!(index.person("O. Lee", &recent), Some(1));
        assert_eq!(index.person("Bert Lee", &recent), None);
        recent.insert("lee".to_owned(), 1);
        assert_eq!(index.person("LEE", &recent), Some(1));
        assert_eq!(index.by_title("the harbour minister"), None);
    }

    #[test]
    fn a_party_is_found_in_a_description() {
        let register = Register {
            people: Vec::new(),
            parties: vec![RegisterParty {
                id: "borea".to_owned(),
                name: "Borea".to_owned(),
                aliases: vec!["Borean".to_owned(), "Cape Bor".to_owned()],
            }],
        };
        let index = Index::new(&register);
        assert_eq!(
            index.party_in("a Borean official"),
            Some("borea".to_owned())
        );
        assert_eq!(index.party_in("Cape Bor’s envoy"), Some("borea".to_owned()));
        assert_eq!(index.party_in("a boreal owl"), None);
        assert_eq!(index.party_in("the envoy to Borea"), None);
        assert_eq!(index.party_in("a critic of the Borean side"), None);
        let official = index.party_in("an official of the Borean ministry");
        assert_eq!(official, Some("borea".to_owned()));
    }
}
