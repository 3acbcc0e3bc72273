//! Drafts made by chance from a seed, each with the model it must be read as.
#![allow(dead_code, reason = "no test file needs all of it")]

use onetext_model::{Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, decimal};

/// SplitMix64: small, and the same everywhere.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What a draft holds, for the shares.
#[derive(Debug, Default, Clone, Copy)]
pub struct Holds {
    pub nested: bool,
    pub escaped: bool,
    pub repeated: bool,
    pub numeric: bool,
}

/// A draft and what it must be read as.
#[derive(Debug, Default)]
pub struct Made {
    pub text: String,
    pub issues: Vec<Issue>,
    /// Labels and names of the points, with the names of their issues.
    pub points: Vec<(String, String, Vec<String>)>,
    pub holds: Holds,
    /// The open text as it is read, each bracket as `[id]`.
    pub template: String,
}

/// A bracket that may be repeated in full: its alternatives as written, without tags.
struct Full {
    at: usize,
    alternatives: Vec<String>,
}

struct Maker {
    chance: Chance,
    made: Made,
    words: usize,
    full: Vec<Full>,
    point: String,
}

const WORDS: [&str; 12] = [
    "the harbour",
    "monitors",
    "*jointly*",
    "Annex #3",
    "a@b.org",
    "within",
    "état",
    "by land",
    "c:\\temp",
    "(a) or",
    "no. 5",
    "жизнь",
];
const PARTIES: [&str; 3] = ["asteria", "borea", "mediator"];
const UNITS: [&str; 3] = ["km", "points", "km²"];

/// The draft of a seed.
pub fn draft(seed: u64) -> Made {
    let mut maker = Maker {
        chance: Chance::new(seed),
        made: Made::default(),
        words: 0,
        full: vec![],
        point: String::new(),
    };
    maker.draft();
    maker.made
}

impl Maker {
    fn draft(&mut self) {
        if self.chance.one_in(4) {
            self.made.text += "+++\ntitle = \"A [draft: not | read]\"\n+++\n";
        }
        if self.chance.one_in(3) {
            self.both(
                "Whereas \\[sic\\] the parties met,\n\n",
                "Whereas [sic] the parties met,\n\n",
            );
        }
        let line_end = if self.chance.one_in(5) { "\r\n" } else { "\n" };
        for number in 1..=1 + self.chance.below(4) {
            self.point(number, line_end);
        }
    }

    fn point(&mut self, number: usize, line_end: &str) {
        self.open(&format!("{number}. "));
        self.point = format!("p{number}");
        match self.chance.below(3) {
            0 => {
                self.open(&format!("**Lead {number}.** "));
                self.point = format!("lead-{number}");
            }
            1 => {
                self.made.text += &format!("{{#pin-{number}}} ");
                self.point = format!("pin-{number}");
            }
            _ => {}
        }
        let point = (number.to_string(), self.point.clone(), vec![]);
        self.made.points.push(point);
        for _ in 0..1 + self.chance.below(4) {
            let (written, read) = self.words();
            self.both(&format!("{written} "), &format!("{read} "));
            let before = self.made.text.len();
            self.bracket(None, 0);
            let inner = &self.made.text[before + 1..];
            let id = &inner[..inner.find([':', ']']).expect("a name")];
            self.made.template += &format!("[{id}]");
            let between = self.chance.pick(&[" and ", ", ", "; also "]);
            self.open(between);
        }
        self.open("so on.");
        self.open(line_end);
    }

    /// Adds open text that is read as it is written.
    fn open(&mut self, text: &str) {
        self.both(text, text);
    }

    fn both(&mut self, written: &str, read: &str) {
        self.made.text += written;
        self.made.template += read;
    }

    /// Words as written and as read; no two are the same.
    fn words(&mut self) -> (String, String) {
        self.words += 1;
        let word = self.chance.pick(&WORDS);
        let (written, read) = match self.chance.below(8) {
            0 => ("\\[x\\] \\| \\\\", "[x] | \\"),
            1 => ("`[c|d` <b title=\"]\">", "`[c|d` <b title=\"]\">"),
            2 => ("[see](q?a[]=1|2)", "[see](q?a[]=1|2)"),
            3 => ("\\@p \\#k \\*", "@p #k *"),
            _ => ("and", "and"),
        };
        self.made.holds.escaped |= written.starts_with('\\');
        let n = self.words;
        (
            format!("{word} {written} w{n}"),
            format!("{word} {read} w{n}"),
        )
    }

    /// Writes a bracket, or repeats one; `place` is the alternative it stands in.
    fn bracket(&mut self, place: Option<(usize, usize)>, depth: usize) {
        let repeat = !self.full.is_empty() && self.chance.one_in(4);
        if repeat {
            self.made.holds.repeated = true;
            let which = self.chance.below(self.full.len());
            let at = self.full[which].at;
            self.put(at, place);
            if self.chance.one_in(2) {
                self.made.text += &format!("[{}]", self.made.issues[at].id);
            } else {
                self.again(which);
            }
            return;
        }
        let at = self.made.issues.len();
        let id = IssueId::new(&format!("issue-{at}")).expect("a name");
        self.made.issues.push(Issue {
            id: id.clone(),
            kind: IssueKind::Words,
            point: IssueId::new(&self.point).expect("a name"),
            alternatives: vec![],
            existence: place.map_or(Existence::Always, |p| Existence::AnyOf(vec![p])),
        });
        self.listed(at);
        self.made.text += &format!("[{id}:");
        if self.chance.one_in(4) {
            self.made.holds.numeric = true;
            self.figures(at);
        } else {
            self.alternatives(at, depth);
        }
        self.made.text += "]";
    }

    /// The issue has a place in the present point.
    fn listed(&mut self, at: usize) {
        let name = self.made.issues[at].id.to_string();
        if let Some((_, _, issues)) = self.made.points.last_mut()
            && !issues.contains(&name)
        {
            issues.push(name);
        }
    }

    /// One more place of an issue.
    fn put(&mut self, at: usize, place: Option<(usize, usize)>) {
        let existence = &mut self.made.issues[at].existence;
        match (place, existence) {
            (None, existence) => *existence = Existence::Always,
            (Some(_), Existence::Always) => {}
            (Some(place), Existence::AnyOf(places)) => {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        self.listed(at);
    }

    /// A bracket in full once more, in another order, with an owner more.
    fn again(&mut self, which: usize) {
        let at = self.full[which].at;
        let owner = self.chance.pick(&PARTIES).to_owned();
        let mut written = self.full[which].alternatives.clone();
        written.reverse();
        written[0] += &format!(" @{owner}");
        let id = self.made.issues[at].id.clone();
        self.made.text += &format!("[{id}: {}]", written.join(" | "));
        let last = self.made.issues[at].alternatives.last_mut();
        let owners = &mut last.expect("an alternative").owners;
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }

    fn alternatives(&mut self, at: usize, depth: usize) {
        let working = self.chance.below(5);
        let mut plain = vec![];
        for number in 0..2 + self.chance.below(3) {
            if number > 0 {
                self.made.text += self.chance.pick(&["|", " |"]);
            }
            self.made.text += self.chance.pick(&[" ", "", "\n   "]);
            let start = self.made.text.len();
            let mut alternative = Alternative {
                key: Key::none(),
                wording: String::new(),
                owners: vec![],
                working: number == working,
                figure: None,
            };
            match self.chance.below(8) {
                0 if number == 1 => {}
                1 if number == 2 => {
                    self.made.text += "?";
                    alternative.key = Key::unwritten();
                    alternative.working = false;
                }
                _ => self.wording(&mut alternative, (at, number), depth),
            }
            plain.push(self.made.text[start..].to_owned());
            self.tags(&mut alternative, start);
            self.made.issues[at].alternatives.push(alternative);
        }
        let is_plain = plain.iter().all(|text| !text.contains("[issue"));
        let keyed = self.made.issues[at].alternatives.iter().zip(&plain);
        let same_keys = keyed
            .filter(|(a, _)| a.key.as_str().starts_with("key-"))
            .count()
            == 0;
        if is_plain && same_keys {
            self.full.push(Full {
                at,
                alternatives: plain,
            });
        }
    }

    fn wording(&mut self, alternative: &mut Alternative, place: (usize, usize), depth: usize) {
        let (written, read) = self.words();
        self.made.text += &written;
        alternative.key = Key::of_words(&read);
        alternative.wording = read;
        if depth < 3 && self.chance.one_in(5) {
            self.made.holds.nested = true;
            self.made.text += " ";
            let before = self.made.text.len();
            self.bracket(Some(place), depth + 1);
            let inner = &self.made.text[before + 1..];
            let id = &inner[..inner.find([':', ']']).expect("a name")];
            alternative.wording += &format!(" [{id}]");
        }
        if self.chance.one_in(8) {
            self.made.text += " [note: check | this [not: an | issue]]";
        }
    }

    /// Tags behind an alternative, in any order.
    fn tags(&mut self, alternative: &mut Alternative, start: usize) {
        let mut tags = vec![];
        if self.chance.one_in(4) {
            let owner = self.chance.pick(&PARTIES).to_owned();
            tags.push(format!("@{owner}"));
            alternative.owners.push(owner);
        }
        if self.chance.one_in(4) && alternative.key != Key::unwritten() {
            let key = format!("key-{}", self.words);
            tags.push(format!("#{key}"));
            alternative.key = Key::new(&key).expect("a key");
            self.words += 1;
        }
        if alternative.working {
            tags.push("*".to_owned());
        }
        if self.chance.one_in(2) {
            tags.reverse();
        }
        let mut glued = self.made.text.len() == start;
        for tag in tags {
            self.made.text += if glued { "" } else { " " };
            self.made.text += &tag;
            glued = false;
        }
    }

    fn figures(&mut self, at: usize) {
        let step = Decimal::new(
            1 + self.chance.below(40) as i64,
            self.chance.below(3) as u32,
        );
        let from = Decimal::new(
            self.chance.below(100) as i64 - 50,
            self.chance.below(2) as u32,
        );
        let count = 1 + self.chance.below(12);
        let unit = self.chance.pick(&UNITS).to_owned();
        let values: Vec<Decimal> = (0..count).map(|n| from + step * Decimal::from(n)).collect();
        let last = values[count - 1];
        self.made.text += &format!(" {from} .. {last} step {step} {unit}");
        let marked = self.chance.one_in(2).then(|| self.chance.below(count));
        if let Some(marked) = marked {
            self.made.text += &format!(" | {} * @asteria", values[marked]);
        }
        let mut alternatives: Vec<Alternative> = vec![];
        for (number, value) in values.iter().enumerate() {
            let here = Some(number) == marked;
            alternatives.push(Alternative {
                key: Key::of_figure(*value),
                wording: format!("{} {unit}", decimal::plain(*value)),
                owners: if here {
                    vec!["asteria".to_owned()]
                } else {
                    vec![]
                },
                working: here,
                figure: Some(*value),
            });
        }
        if self.chance.one_in(3) {
            self.made.text += " | ?";
            alternatives.push(Alternative {
                key: Key::unwritten(),
                wording: String::new(),
                owners: vec![],
                working: false,
                figure: None,
            });
        }
        self.made.issues[at].alternatives = alternatives;
        self.made.issues[at].kind = IssueKind::Numeric { unit, base: None };
    }
}
