//! Where a review is, and what a press leads to: no terminal, no folder, only what was decided.

use super::judging::{Begins, Judged, Judging};
use super::key::Key;
use super::likely::{self, Topic};
use super::pick::{Choice, Pick, Picked};
use super::span;
use crate::make::Typed;
use onetext_model::judgment::Judgment;
use onetext_model::{IssueId, StatementId};
use onetext_talks::fact::{Standing, Statement};
use onetext_talks::{Command, Talks};

/// What a session looks at: the talks, and the text of the source at hand.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// The talks.
    pub talks: &'a Talks,
    /// The reading text of the statement's source; empty if it cannot be had.
    pub text: &'a str,
}

/// One review, from the first statement to the last.
#[derive(Debug, Clone)]
pub struct Session {
    /// The statements, in the order they are looked at.
    pub queue: Vec<StatementId>,
    /// Which one is looked at; the number of them once all have been.
    pub at: usize,
    /// What the keys mean just now.
    pub mode: Mode,
    /// What is said about the last press, and whether it went wrong.
    pub said: Option<(String, bool)>,
    /// What was decided, so that it can be taken back.
    pub history: Vec<Decided>,
    /// How many lines the text is moved.
    pub scroll: isize,
}

/// What the keys mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Looking at a statement.
    Reading,
    /// Choosing who speaks.
    Speaker(Pick),
    /// Choosing what it is about.
    Link(Pick),
    /// Moving the ends of the statement.
    Words {
        /// The first byte.
        start: usize,
        /// The byte after the last.
        end: usize,
        /// Whether the arrows move the start.
        moves_start: bool,
    },
    /// Making a judgment.
    Judging(Judging),
    /// Reading which key does what; lines moved.
    Help(usize),
    /// The folder changed underneath.
    Stale,
}

/// Something decided in this review.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// Where in the queue.
    pub at: usize,
    /// The statement as it was.
    pub was: Statement,
    /// The statement as it is since.
    pub is: Statement,
    /// The judgments made.
    pub judgments: Vec<Judgment>,
}

/// What a press asks for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Nothing to be written.
    Nothing,
    /// These, one after the other; then the next statement, or this one still.
    Decide(Vec<Asked>, bool),
    /// Take the last decision back.
    Undo,
    /// Read the folder again.
    Reload,
    /// Leave.
    Leave,
}

/// One thing to be decided.
#[derive(Debug, Clone)]
pub enum Asked {
    /// A command.
    Command(Command),
    /// A judgment, as keys and values.
    Judgment(Vec<(&'static str, Typed)>),
}

impl Session {
    /// Begins at the first statement that is still proposed.
    pub fn new(queue: Vec<StatementId>, talks: &Talks) -> Self {
        let open = |id: &StatementId| {
            talks
                .statements
                .get(id)
                .is_some_and(|s| s.state == Standing::Proposed)
        };
        let at = queue.iter().position(open).unwrap_or(0);
        Self {
            queue,
            at,
            mode: Mode::Reading,
            said: None,
            history: vec![],
            scroll: 0,
        }
    }

    /// The statement that is looked at; `None` at the end.
    pub fn statement<'t>(&self, talks: &'t Talks) -> Option<&'t Statement> {
        talks.statements.get(self.queue.get(self.at)?)
    }

    /// Says something about the last press.
    pub fn say(&mut self, what: impl Into<String>) {
        self.said = Some((what.into(), false));
    }

    /// Says what went wrong.
    pub fn warn(&mut self, what: impl Into<String>) {
        self.said = Some((what.into(), true));
    }

    /// Goes on to the next statement.
    pub fn go_on(&mut self) {
        self.at = (self.at + 1).min(self.queue.len());
        self.scroll = 0;
    }

    /// Takes a press.
    pub fn press(&mut self, key: Key, sight: Sight<'_>) -> Ask {
        self.said = None;
        match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Reading => self.reading(key, sight),
            Mode::Speaker(pick) => self.speaker(pick, key, sight),
            Mode::Link(pick) => self.link(pick, key, sight),
            Mode::Words {
                start,
                end,
                moves_start,
            } => self.words((start, end), moves_start, key, sight),
            Mode::Judging(judging) => self.judging(judging, key, sight),
            Mode::Help(at) => self.help(at, key),
            Mode::Stale => self.stale(key),
        }
    }

    fn reading(&mut self, key: Key, sight: Sight<'_>) -> Ask {
        match key {
            Key::Char('q') => return Ask::Leave,
            Key::Char('u') => return Ask::Undo,
            Key::Char('?') => self.mode = Mode::Help(0),
            Key::Char('n') | Key::Right | Key::Tab => self.skip(sight.talks),
            Key::Char('b' | 'p') | Key::Left | Key::Backspace => {
                self.at = self.at.saturating_sub(1);
                self.scroll = 0;
            }
            Key::PageDown | Key::Down => self.scroll += if key == Key::Down { 1 } else { 5 },
            Key::PageUp | Key::Up => self.scroll -= if key == Key::Up { 1 } else { 5 },
            _ => {
                if let Some(statement) = self.statement(sight.talks) {
                    return self.on_statement(key, statement, sight);
                }
            }
        }
        Ask::Nothing
    }

    /// The next one; from the end, the first that is still proposed.
    fn skip(&mut self, talks: &Talks) {
        if self.at < self.queue.len() {
            return self.go_on();
        }
        let open = |id: &StatementId| {
            talks
                .statements
                .get(id)
                .is_some_and(|s| s.state == Standing::Proposed)
        };
        match self.queue.iter().position(open) {
            Some(first) => self.at = first,
            None => self.say("nothing is left open"),
        }
    }

    fn on_statement(&mut self, key: Key, statement: &Statement, sight: Sight<'_>) -> Ask {
        let one = |command: Command, on: bool| Ask::Decide(vec![Asked::Command(command)], on);
        let id = statement.id.clone();
        match key {
            Key::Enter | Key::Char('c' | ' ') => return one(Command::Confirm(vec![id]), true),
            Key::Char('d') => return one(Command::Discard(vec![id]), true),
            Key::Char('h') => {
                let mut is = statement.clone();
                is.hearsay = !is.hearsay;
                return one(Command::Correct(Box::new(is)), false);
            }
            Key::Char(c @ '1'..='3') => return self.link_likely(c, statement, sight),
            Key::Char('s') => self.mode = Mode::Speaker(speakers(sight.talks)),
            Key::Char('l') => {
                let (topics, _) = ranked(statement, sight);
                let choices = likely::choices(&topics, &statement.about);
                self.mode = Mode::Link(Pick::new("What is it about?", choices));
            }
            Key::Char('w') if sight.text.get(statement.start..statement.end).is_some() => {
                self.mode = Mode::Words {
                    start: statement.start,
                    end: statement.end,
                    moves_start: false,
                };
            }
            Key::Char('w') => self.warn("its source cannot be read; see `onetext check`"),
            Key::Char('j') => self.begin_judging(statement, sight),
            _ => self.say("no such key here; `?` shows them all"),
        }
        Ask::Nothing
    }

    fn link_likely(&mut self, c: char, statement: &Statement, sight: Sight<'_>) -> Ask {
        let (topics, likely) = ranked(statement, sight);
        let at = (c as usize).saturating_sub('1' as usize);
        match topics.get(at).filter(|_| at < likely) {
            Some(topic) => toggled(statement, &topic.id),
            None => {
                self.warn(format!("there is no likely point {c}; `l` lists them all"));
                Ask::Nothing
            }
        }
    }

    fn speaker(&mut self, mut pick: Pick, key: Key, sight: Sight<'_>) -> Ask {
        let Some(statement) = self.statement(sight.talks) else {
            return Ask::Nothing;
        };
        let command = match pick.press(key) {
            Picked::Left => return Ask::Nothing,
            Picked::Open => {
                self.mode = Mode::Speaker(pick);
                return Ask::Nothing;
            }
            Picked::One(name) => Command::Assign(statement.id.clone(), name),
            Picked::Typed(printed) => Command::Correct(Box::new(Statement {
                speaker: None,
                speaker_text: Some(printed),
                party: None,
                ..statement.clone()
            })),
        };
        Ask::Decide(vec![Asked::Command(command)], false)
    }

    fn link(&mut self, mut pick: Pick, key: Key, sight: Sight<'_>) -> Ask {
        match (pick.press(key), self.statement(sight.talks)) {
            (Picked::One(name), Some(statement)) => match IssueId::new(&name) {
                Ok(issue) => toggled(statement, &issue),
                Err(_) => Ask::Nothing,
            },
            (Picked::Open, Some(_)) => {
                self.mode = Mode::Link(pick);
                Ask::Nothing
            }
            _ => Ask::Nothing,
        }
    }

    fn words(
        &mut self,
        (start, end): (usize, usize),
        moves_start: bool,
        key: Key,
        sight: Sight<'_>,
    ) -> Ask {
        let text = sight.text;
        let (mut from, mut to, mut which) = (start, end, moves_start);
        match (key, moves_start) {
            (Key::Escape, _) => return Ask::Nothing,
            (Key::Enter, _) => return self.set_words(from, to, sight),
            (Key::Tab | Key::Char(' '), _) => which = !moves_start,
            (Key::Left, false) => to = span::word_end_before(text, end),
            (Key::Right, false) => to = span::word_end_after(text, end),
            (Key::Up, false) => to = span::sentence_end_before(text, end),
            (Key::Down, false) => to = span::sentence_end_after(text, end),
            (Key::Left, true) => from = span::word_start_before(text, start),
            (Key::Right, true) => from = span::word_start_after(text, start),
            (Key::Up, true) => from = span::sentence_start_before(text, start),
            (Key::Down, true) => from = span::sentence_start_after(text, start),
            _ => {}
        }
        let holds = text
            .get(from..to)
            .is_some_and(|words| !words.trim().is_empty());
        let (start, end) = if holds { (from, to) } else { (start, end) };
        self.mode = Mode::Words {
            start,
            end,
            moves_start: which,
        };
        Ask::Nothing
    }

    fn set_words(&mut self, start: usize, end: usize, sight: Sight<'_>) -> Ask {
        let Some(statement) = self.statement(sight.talks) else {
            return Ask::Nothing;
        };
        let is = Statement {
            start,
            end,
            ..statement.clone()
        };
        Ask::Decide(vec![Asked::Command(Command::Correct(Box::new(is)))], false)
    }

    fn begin_judging(&mut self, statement: &Statement, sight: Sight<'_>) {
        let Some(party) = sight.talks.party_of(statement) else {
            return self.warn("say first whose statement it is: `s`");
        };
        let source = sight.talks.sources.get(&statement.source);
        let where_said = source.map(|s| match &s.outlet {
            Some(outlet) => format!("said so in {outlet}, {}", s.on),
            None => format!("said so in `{}`, {}", s.id, s.on),
        });
        let (topics, _) = ranked(statement, sight);
        // What it is linked to comes first: that is what the judgment is most likely about.
        let (mut linked, others): (Vec<Topic>, Vec<Topic>) = topics
            .into_iter()
            .partition(|t| statement.about.contains(&t.id));
        linked.extend(others);
        let begins = Begins {
            party: party.as_str(),
            name: sight.talks.parties.get(party).map_or("", |p| &p.name),
            said: sight
                .text
                .get(statement.start..statement.end)
                .unwrap_or_default(),
            because: where_said.unwrap_or_default(),
        };
        let judging = Judging::new(sight.talks, &linked, begins);
        self.mode = Mode::Judging(judging);
    }

    fn judging(&mut self, mut judging: Judging, key: Key, sight: Sight<'_>) -> Ask {
        let Some(statement) = self.statement(sight.talks) else {
            return Ask::Nothing;
        };
        let (topics, _) = ranked(statement, sight);
        match judging.press(key, sight.talks, &topics) {
            Judged::Left => Ask::Nothing,
            Judged::Open => {
                self.mode = Mode::Judging(judging);
                Ask::Nothing
            }
            Judged::Refused(why) => {
                self.warn(why);
                self.mode = Mode::Judging(judging);
                Ask::Nothing
            }
            Judged::Done(keys, issue) => Ask::Decide(judged(statement, keys, &issue), false),
        }
    }

    fn help(&mut self, at: usize, key: Key) -> Ask {
        match key {
            Key::Down => self.mode = Mode::Help(at + 1),
            Key::PageDown | Key::Char(' ') => self.mode = Mode::Help(at + 5),
            Key::Up => self.mode = Mode::Help(at.saturating_sub(1)),
            Key::PageUp => self.mode = Mode::Help(at.saturating_sub(5)),
            _ => {}
        }
        Ask::Nothing
    }

    fn stale(&mut self, key: Key) -> Ask {
        match key {
            Key::Char('r') => Ask::Reload,
            Key::Char('q') | Key::Escape => Ask::Leave,
            _ => {
                self.mode = Mode::Stale;
                Ask::Nothing
            }
        }
    }
}

/// The points and issues, the likeliest for a statement first; how many are likely stands beside.
pub fn ranked(statement: &Statement, sight: Sight<'_>) -> (Vec<Topic>, usize) {
    let said = sight
        .text
        .get(statement.start..statement.end)
        .unwrap_or_default();
    let (from, to) = onetext_record::paragraph_around(sight.text, statement.start, statement.end);
    let paragraph = sight.text.get(from..to).unwrap_or_default();
    likely::ranked(&likely::topics(sight.talks), said, paragraph)
}

/// Linked to an issue, or no longer.
fn toggled(statement: &Statement, issue: &IssueId) -> Ask {
    let mut about = statement.about.clone();
    match about.iter().position(|it| it == issue) {
        Some(at) => drop(about.remove(at)),
        None => about.push(issue.clone()),
    }
    let is = Statement {
        about,
        ..statement.clone()
    };
    Ask::Decide(vec![Asked::Command(Command::Correct(Box::new(is)))], false)
}

/// A judgment with what it needs: its statement confirmed, and linked to its issue.
fn judged(statement: &Statement, keys: Vec<(&'static str, Typed)>, issue: &str) -> Vec<Asked> {
    let mut is = statement.clone();
    is.state = Standing::Confirmed;
    if let Ok(issue) = IssueId::new(issue)
        && !is.about.contains(&issue)
    {
        is.about.push(issue);
    }
    let mut keys = keys;
    keys.push(("from", Typed::List(vec![statement.id.to_string()])));
    vec![
        Asked::Command(Command::Correct(Box::new(is))),
        Asked::Judgment(keys),
    ]
}

/// People first, then parties; what is typed may stand as printed.
fn speakers(talks: &Talks) -> Pick {
    let party = |id: &onetext_model::PartyId| {
        talks
            .parties
            .get(id)
            .map_or_else(|| id.to_string(), |p| p.name.clone())
    };
    let people = talks.people.values().map(|person| {
        let titles = person
            .titles
            .first()
            .map(|t| format!(", {t}"))
            .unwrap_or_default();
        (
            person.id.to_string(),
            format!("{}{titles}, for {}", person.name, party(&person.party)),
        )
    });
    let parties = talks
        .parties
        .values()
        .map(|p| (p.id.to_string(), format!("{}, no person named", p.name)));
    let choices = people.chain(parties).map(|(value, show)| Choice {
        value,
        show,
        marked: false,
    });
    Pick::new(
        "Who says this? Type a name, or as printed",
        choices.collect(),
    )
    .or_as_typed()
}
