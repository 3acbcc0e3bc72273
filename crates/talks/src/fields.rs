//! How each fact is written: its table's name, and its keys with their values in order.
//!
//! The same text serves new blocks in files and the canonical form whose fingerprint is the head.

use crate::commitment::Commitment;
use crate::fact::{
    Aside, Bar, Circulation, ContestedName, Fate, Matter, Meeting, Source, Standing, Statement,
};
use onetext_model::judgment::{Judgment, Kind, PackageRef, Target};
use onetext_model::party::{Party, PartyKind, Person};
use onetext_model::quantity::Base;
use onetext_model::rule::{Atom, Rule, condition_text};
use onetext_model::{Decimal, decimal};
use std::fmt::Write;

/// A table's name, and its keys with their values as TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The table's name, as in `[[party]]`.
    pub table: &'static str,
    /// Keys and values in the order written.
    pub keys: Vec<(String, String)>,
}

impl Fields {
    fn new(table: &'static str) -> Self {
        Self {
            table,
            keys: vec![],
        }
    }

    fn raw(mut self, key: &str, value: impl ToString) -> Self {
        self.keys.push((key.to_owned(), value.to_string()));
        self
    }

    fn text(self, key: &str, value: impl ToString) -> Self {
        let value = quoted(&value.to_string());
        self.raw(key, value)
    }

    fn maybe(self, key: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    fn list<T: ToString>(self, key: &str, values: &[T]) -> Self {
        if values.is_empty() {
            self
        } else {
            self.raw(key, list(values))
        }
    }

    fn flag(self, key: &str, value: bool, usual: bool) -> Self {
        if value == usual {
            self
        } else {
            self.raw(key, value)
        }
    }

    /// The block as TOML, ending with a line end.
    pub fn block(&self) -> String {
        let mut text = format!("[[{}]]\n", self.table);
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key} = {value}");
        }
        text
    }
}

/// A TOML basic string.
///
/// ```
/// assert_eq!(onetext_talks::fields::quoted("a \"b\"\n"), r#""a \"b\"\n""#);
/// ```
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A TOML list of texts.
pub fn list<T: ToString>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(|v| quoted(&v.to_string())).collect();
    format!("[{}]", texts.join(", "))
}

/// How a party is written.
pub fn party(party: &Party) -> Fields {
    Fields::new("party")
        .text("id", &party.id)
        .text("name", &party.name)
        .text("kind", party.kind.word())
        .flag("consent", party.consent, party.kind == PartyKind::Party)
        .maybe("colour", party.colour.as_ref())
        .list("aliases", &party.aliases)
}

/// How a person is written.
pub fn person(person: &Person) -> Fields {
    Fields::new("person")
        .text("id", &person.id)
        .text("name", &person.name)
        .text("party", &person.party)
        .list("titles", &person.titles)
        .list("aliases", &person.aliases)
        .maybe("code-name", person.code_name.as_ref())
}

/// How a base is written.
pub fn base(base: &Base) -> Fields {
    let fields = Fields::new("base")
        .text("id", &base.id)
        .text("name", &base.name);
    let fields = fields
        .maybe(
            "area",
            base.area_km2.map(|a| format!("{} km2", decimal::plain(a))),
        )
        .maybe("map", base.map.as_ref());
    let fields = base.on.into_iter().fold(fields, |f, on| f.raw("on", on));
    fields.maybe("within", base.within.as_ref())
}

/// How a contested name is written.
pub fn name(name: &ContestedName) -> Fields {
    let fields = Fields::new("name")
        .text("id", &name.id)
        .text("neutral", &name.neutral);
    name.own
        .iter()
        .fold(fields, |f, (party, own)| f.text(party.as_str(), own))
}

/// How a matter is written.
pub fn matter(matter: &Matter) -> Fields {
    Fields::new("matter")
        .text("id", &matter.id)
        .list("points", &matter.points)
}

/// How a rule is written.
pub fn rule(rule: &Rule) -> Fields {
    Fields::new("rule")
        .text("id", &rule.id)
        .text("why", &rule.why)
        .text("say", &rule.say)
}

/// How a bar is written.
pub fn bar(bar: &Bar) -> Fields {
    let alternative = format!("{}#{}", bar.alternative.0, bar.alternative.1);
    Fields::new("bar")
        .text("id", &bar.id)
        .text("who", &bar.who)
        .text("alternative", alternative)
        .text("why", &bar.why)
}

/// How an aside is written.
pub fn aside(aside: &Aside) -> Fields {
    let words = |(_, words, working): &(_, String, bool)| {
        if *working {
            format!("{words} *")
        } else {
            words.clone()
        }
    };
    let alternatives: Vec<String> = aside.alternatives.iter().map(words).collect();
    Fields::new("aside")
        .text("id", &aside.id)
        .list("alternatives", &alternatives)
}

/// How a meeting is written.
pub fn meeting(meeting: &Meeting) -> Fields {
    let fields = Fields::new("meeting")
        .text("id", &meeting.id)
        .raw("on", meeting.on)
        .maybe("place", meeting.place.as_ref());
    let fields = fields
        .list("with", &meeting.with)
        .text("room", &meeting.room);
    meeting
        .hours
        .iter()
        .fold(fields, |f, hours| f.raw("hours", hours))
}

/// How a source is written.
pub fn source(source: &Source) -> Fields {
    Fields::new("source")
        .text("id", &source.id)
        .text("file", &source.file)
        .text("hash", &source.hash)
        .raw("on", source.on)
        .text("room", &source.room)
        .maybe("outlet", source.outlet.as_ref())
        .maybe("channel", source.channel.as_ref())
        .maybe("language", source.language.as_ref())
        .maybe("title", source.title.as_ref())
        .maybe("reading", source.reading.as_ref())
        .maybe("reading-hash", source.reading_hash.as_ref())
        .list("proposed", &source.proposed)
}

/// How a statement is written.
pub fn statement(statement: &Statement) -> Fields {
    Fields::new("statement")
        .text("id", &statement.id)
        .text("source", &statement.source)
        .raw("start", statement.start)
        .raw("end", statement.end)
        .text("kind", &statement.kind)
        .maybe("speaker", statement.speaker.as_ref())
        .maybe("speaker-text", statement.speaker_text.as_ref())
        .maybe("party", statement.party.as_ref())
        .maybe("channel", statement.channel.as_ref())
        .list("about", &statement.about)
        .text("state", statement.state.word())
        .flag("hearsay", statement.hearsay, false)
        .flag("denied", statement.denied, false)
        .flag("doubtful", statement.doubtful, false)
}

/// How a state is written.
pub fn standing(state: Standing) -> String {
    quoted(state.word())
}

/// How a commitment is written.
pub fn commitment(commitment: &Commitment) -> Fields {
    let at = commitment.at.as_ref();
    let fields = Fields::new("commitment")
        .text("id", &commitment.id)
        .text("party", &commitment.party)
        .raw("on", commitment.on)
        .text("by", &commitment.by)
        .text("what", &commitment.what)
        .maybe("at", at.map(|(issue, key)| format!("{issue}={key}")))
        .text("kind", commitment.bond.word())
        .text("form", commitment.form.word())
        .maybe("if", commitment.condition.as_ref());
    let fields = commitment
        .until
        .into_iter()
        .fold(fields, |f, until| f.raw("until", until))
        .list("from", &commitment.from);
    let fields = commitment.withdrawn.iter().fold(fields, |f, withdrawal| {
        f.raw("withdrawn", withdrawal.on)
            .text("because", &withdrawal.because)
    });
    fields.list("supersedes", &commitment.supersedes)
}

/// How a circulation is written.
pub fn circulation(circulation: &Circulation) -> Fields {
    Fields::new("circulation")
        .raw("draft", circulation.draft)
        .text("to", &circulation.to)
        .raw("on", circulation.on)
        .maybe("by", circulation.by.as_ref())
        .maybe("copy", circulation.copy.as_ref())
        .flag("read-back", circulation.read_back, false)
}

/// How a fate is written.
pub fn fate(fate: &Fate) -> Fields {
    let fields = Fields::new("fate")
        .list("from", &fate.from)
        .list("to", &fate.to)
        .text("fate", &fate.fate)
        .maybe("by", fate.by.as_ref());
    let fields = fate.on.into_iter().fold(fields, |f, on| f.raw("on", on));
    fate.draft
        .into_iter()
        .fold(fields, |f, draft| f.raw("draft", draft))
}

/// How a judgment is written.
pub fn judgment(judgment: &Judgment) -> Fields {
    let fields = Fields::new("judgment")
        .text("id", &judgment.id)
        .text("party", &judgment.party)
        .raw("on", judgment.on)
        .text("by", &judgment.by)
        .text("because", &judgment.because);
    kind(fields, &judgment.kind)
        .maybe("cover", judgment.cover.as_ref())
        .maybe("confidence", judgment.confidence.map(|c| c.word()))
        .list("from", &judgment.from)
        .maybe("words", judgment.words.as_ref())
        .list("supersedes", &judgment.supersedes)
}

fn kind(fields: Fields, kind: &Kind) -> Fields {
    match kind {
        Kind::Level { level, at } => fields
            .text("level", level.words())
            .text("at", target_text(at)),
        Kind::Order { better, worse } => fields.list("prefers", &[better, worse]),
        Kind::Direction { issue, more } => fields.text(if *more { "more" } else { "less" }, issue),
        Kind::Weights { heavier, lighter } => fields.list("matters-more", &[heavier, lighter]),
        Kind::Answer { package, accepts } => fields
            .raw("package", package_text(package))
            .text("answer", if *accepts { "accepts" } else { "rejects" }),
        Kind::Over { package, over } => fields
            .raw("package", package_text(package))
            .raw("over", package_text(over)),
        Kind::Trade { gives, gets } => fields.raw(
            "trade",
            format!(
                "{{ gives = {}, for = {} }}",
                atom_text(gives),
                atom_text(gets)
            ),
        ),
        Kind::OnlyWith { a, b } => {
            let (a, b) = (quoted(&condition_text(a)), quoted(&condition_text(b)));
            fields.raw("only-with", format!("{{ a = {a}, b = {b} }}"))
        }
        Kind::Sacred { target, answer } => fields
            .text("sacred", target)
            .maybe("answer", answer.as_ref()),
        Kind::NoDeal(view) => fields.text("no-deal", view.words()),
        Kind::Scores {
            reservation,
            points,
        } => {
            let mut text = format!("{{ reservation = {}", decimal::plain(*reservation));
            for (issue, alternatives) in points {
                let each = |(key, figure): (&_, &Decimal)| {
                    format!("{} = {}", bare(key), decimal::plain(*figure))
                };
                let inside: Vec<String> = alternatives.iter().map(each).collect();
                let _ = write!(text, ", {} = {{ {} }}", bare(issue), inside.join(", "));
            }
            fields.raw("scores", text + " }")
        }
    }
}

/// A key of a table: bare where TOML allows it.
fn bare(key: &impl ToString) -> String {
    let key = key.to_string();
    let plain = key
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if plain && !key.is_empty() {
        key
    } else {
        quoted(&key)
    }
}

fn atom_text(atom: &Atom) -> String {
    quoted(&atom.to_string())
}

/// What a level is about, as it is read: `harbour=jointly`, `depth>=30`.
pub fn target_text(target: &Target) -> String {
    match target {
        Target::Alternative(issue, key) => format!("{issue}={key}"),
        Target::Range(issue, compare, bound) => {
            format!("{issue}{}{}", compare.sign(), decimal::plain(*bound))
        }
    }
}

fn package_text(package: &PackageRef) -> String {
    match package {
        PackageRef::Draft(number) => quoted(&format!("draft-{number}")),
        PackageRef::Choices(choices) => {
            let each: Vec<String> = choices
                .iter()
                .map(|(i, k)| format!("{} = {}", bare(i), quoted(k.as_str())))
                .collect();
            format!("{{ {} }}", each.join(", "))
        }
    }
}
