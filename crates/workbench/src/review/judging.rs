//! A judgment in a few presses: what about, how it stands to that, how sure, and why.

use super::key::Key;
use super::likely::{Topic, in_common};
use super::pick::{Choice, Pick, Picked, type_in};
use crate::make::Typed;
use onetext_model::Issue;
use onetext_talks::{Talks, space};

/// A judgment in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// Where it is.
    pub step: Step,
    /// The party it is about.
    pub party: String,
    /// Its name for people.
    name: String,
    /// The alternative or range: `harbour=jointly`, `depth>=30`.
    pub at: String,
    /// How the party stands to it, as keys of a judgment.
    says: Vec<(&'static str, Typed)>,
    /// How sure.
    sure: &'static str,
    /// Why, as offered.
    because: String,
}

/// What a judgment begins with.
#[derive(Debug, Clone)]
pub struct Begins<'a> {
    /// The party it is about.
    pub party: &'a str,
    /// Its name for people.
    pub name: &'a str,
    /// The words of the statement.
    pub said: &'a str,
    /// Why, as offered.
    pub because: String,
}

/// What is asked next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Which alternative.
    What(Pick),
    /// Which figure, after `depth>=` and the like; and what it is for.
    Figure(String, Role),
    /// How the party stands to it.
    How,
    /// The other alternative.
    Other(Pick, Role),
    /// How sure.
    Sure,
    /// Why.
    Why(String),
}

/// What an alternative is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What the judgment is about.
    About,
    /// What it is preferred to.
    Worse,
    /// What must come with it.
    With,
    /// What makes it bearable.
    Answer,
}

/// What came of a press.
#[derive(Debug, Clone, PartialEq)]
pub enum Judged {
    /// Nothing yet.
    Open,
    /// It was given up.
    Left,
    /// Nothing, for this reason.
    Refused(&'static str),
    /// All is said: the keys of the judgment, and the issue it is about.
    Done(Vec<(&'static str, Typed)>, String),
}

/// The levels with their keys.
pub const LEVELS: [(char, &str); 4] = [
    ('w', "wants"),
    ('l', "can live with"),
    ('r', "only in return"),
    ('c', "cannot"),
];
/// The confidences with their keys.
pub const SURE: [(char, &str); 3] = [('c', "claimed"), ('b', "believed"), ('t', "tested")];

/// What stands for leaving the answer open.
const NO_ANSWER: &str = "-";

impl Judging {
    /// Begins; likely topics come first, and of an issue the alternative that sounds most like what was said.
    pub fn new(talks: &Talks, topics: &[Topic], begins: Begins<'_>) -> Self {
        let title = format!("What does this say {} thinks of?", begins.name);
        let choices = alternatives(talks, topics, begins.said, |_| true);
        Self {
            step: Step::What(Pick::new(title, choices)),
            party: begins.party.to_owned(),
            name: begins.name.to_owned(),
            at: String::new(),
            says: vec![],
            sure: "believed",
            because: begins.because,
        }
    }

    /// The issue it is about.
    fn issue(&self) -> &str {
        self.at.split(['=', '<', '>']).next().unwrap_or_default()
    }

    /// Takes a press.
    pub fn press(&mut self, key: Key, talks: &Talks, topics: &[Topic]) -> Judged {
        if key == Key::Escape {
            return Judged::Left;
        }
        match &mut self.step {
            Step::What(pick) => match pick.press(key) {
                Picked::One(value) => self.take(value, Role::About),
                _ => Judged::Open,
            },
            Step::Other(pick, role) => match (pick.press(key), *role) {
                (Picked::One(value), role) => self.take(value, role),
                _ => Judged::Open,
            },
            Step::Figure(typed, role) => {
                let role = *role;
                match key {
                    Key::Enter => {
                        let value = typed.clone();
                        self.take_figure(value, role)
                    }
                    _ => edit(typed, key),
                }
            }
            Step::How => self.how(key, talks, topics),
            Step::Sure => self.sure(key),
            Step::Why(typed) => match key {
                Key::Enter => self.finish(),
                _ => edit(typed, key),
            },
        }
    }

    /// An alternative was chosen, or the beginning of a range.
    fn take(&mut self, value: String, role: Role) -> Judged {
        if value.ends_with(['=', '<', '>']) {
            self.step = Step::Figure(value, role);
            return Judged::Open;
        }
        self.settle(value, role)
    }

    fn take_figure(&mut self, value: String, role: Role) -> Judged {
        let figure = value.rsplit(['=', '<', '>']).next().unwrap_or_default();
        if onetext_model::decimal::parse(figure.trim()).is_none() {
            return Judged::Refused("type a plain figure, such as 30");
        }
        self.settle(value, role)
    }

    fn settle(&mut self, value: String, role: Role) -> Judged {
        match role {
            Role::About => {
                self.at = value;
                self.step = Step::How;
                return Judged::Open;
            }
            Role::Worse if value == self.at => return Judged::Refused("that is the same one"),
            Role::Worse => {
                self.says = vec![("prefers", Typed::List(vec![self.at.clone(), value]))];
            }
            Role::With => {
                let both = vec![("a", self.at.clone()), ("b", value)];
                self.says = vec![("only-with", Typed::Table(both))];
            }
            Role::Answer => {
                self.says = vec![("sacred", Typed::Text(self.issue().to_owned()))];
                if value != NO_ANSWER {
                    self.says.push(("answer", Typed::Text(value)));
                }
            }
        }
        self.step = Step::Sure;
        Judged::Open
    }

    fn how(&mut self, key: Key, talks: &Talks, topics: &[Topic]) -> Judged {
        let Key::Char(c) = key else {
            return Judged::Open;
        };
        if let Some((_, level)) = LEVELS.iter().find(|(letter, _)| *letter == c) {
            self.says = vec![
                ("level", Typed::Text((*level).to_owned())),
                ("at", Typed::Text(self.at.clone())),
            ];
            self.step = Step::Sure;
            return Judged::Open;
        }
        let range = self.at.contains(['<', '>']);
        if range && matches!(c, 'p' | 'o') {
            return Judged::Refused("that needs one figure: Esc, then choose `exactly`");
        }
        let own = self.issue().to_owned();
        let same = |issue: &Issue| issue.id.as_str() == own;
        let (title, choices, role) = match c {
            'p' => (
                "Preferred to which?",
                alternatives(talks, topics, "", same),
                Role::Worse,
            ),
            'o' => (
                "Only with which?",
                alternatives(talks, topics, "", |i| !same(i)),
                Role::With,
            ),
            's' => {
                let mut answers = vec![Choice {
                    value: NO_ANSWER.to_owned(),
                    show: "nothing so far".to_owned(),
                    marked: false,
                }];
                answers.extend(alternatives(talks, topics, "", same));
                (
                    "Which wording would make it bearable?",
                    answers,
                    Role::Answer,
                )
            }
            _ => return Judged::Open,
        };
        // An order or a condition takes one alternative, never a range.
        let range = |choice: &Choice| choice.value.ends_with(">=") || choice.value.ends_with("<=");
        let choices = choices.into_iter().filter(|choice| !range(choice));
        self.step = Step::Other(Pick::new(title, choices.collect()), role);
        Judged::Open
    }

    fn sure(&mut self, key: Key) -> Judged {
        let Key::Char(c) = key else {
            return Judged::Open;
        };
        if let Some((_, sure)) = SURE.iter().find(|(letter, _)| *letter == c) {
            self.sure = sure;
            self.step = Step::Why(self.because.clone());
        }
        Judged::Open
    }

    fn finish(&self) -> Judged {
        let Step::Why(why) = &self.step else {
            return Judged::Open;
        };
        if why.trim().is_empty() {
            return Judged::Refused("say why, in a few words");
        }
        let mut keys = vec![
            ("party", Typed::Text(self.party.clone())),
            ("because", Typed::Text(why.trim().to_owned())),
            ("confidence", Typed::Text(self.sure.to_owned())),
        ];
        keys.extend(self.says.clone());
        Judged::Done(keys, self.issue().to_owned())
    }

    /// What has been said so far, in a line.
    pub fn so_far(&self) -> String {
        let mut line = self.name.clone();
        for (key, value) in &self.says {
            line += &match value {
                Typed::Text(text) if *key == "at" => format!(": {text}"),
                Typed::Text(text) if *key == "level" => format!(" {text}"),
                Typed::Text(text) => format!(" {key} {text}"),
                Typed::List(both) => format!(" {key} {}", both.join(" to ")),
                Typed::Table(both) => {
                    let both: Vec<&str> = both.iter().map(|(_, text)| text.as_str()).collect();
                    format!(" takes {}", both.join(" only with "))
                }
                Typed::Day(day) => format!(" {key} {day}"),
            };
        }
        if self.says.is_empty() && !self.at.is_empty() {
            line += &format!(": {}", self.at);
        }
        if matches!(self.step, Step::Why(_)) {
            line += &format!(" ({})", self.sure);
        }
        line
    }
}

fn edit(text: &mut String, key: Key) -> Judged {
    match key {
        Key::Char(c) => type_in(text, c),
        Key::Backspace => drop(text.pop()),
        _ => {}
    }
    Judged::Open
}

/// The written alternatives of the issues that fit, in the order of the topics; of figures, the ways to
/// name some.
fn alternatives(
    talks: &Talks,
    topics: &[Topic],
    said: &str,
    fits: impl Fn(&Issue) -> bool,
) -> Vec<Choice> {
    let over = space::of_talks(talks);
    let issues = topics.iter().filter_map(|topic| over.issue(&topic.id));
    issues
        .filter(|issue| fits(issue))
        .flat_map(|issue| of_issue(issue, said))
        .collect()
}

fn of_issue(issue: &Issue, said: &str) -> Vec<Choice> {
    let id = &issue.id;
    let choice = |value: String, words: &str| Choice {
        value,
        show: format!("{id}: {words}"),
        marked: false,
    };
    if issue.is_numeric() {
        let signs = [
            (">=", "at least …"),
            ("<=", "at most …"),
            ("=", "exactly …"),
        ];
        let each = signs.map(|(sign, words)| choice(format!("{id}{sign}"), words));
        return each.to_vec();
    }
    let written = issue.alternatives.iter().filter(|a| !a.is_unwritten());
    let mut written: Vec<_> = written.collect();
    written.sort_by_key(|a| std::cmp::Reverse(in_common(said, &a.wording)));
    let each = written.into_iter().map(|alternative| {
        let words = alternative.wording.split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        let words = if words.is_empty() { "left out" } else { &words };
        choice(format!("{id}={}", alternative.key), words)
    });
    each.collect()
}
