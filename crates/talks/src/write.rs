//! From facts to byte edits: a new block at the end of its file, or one value inside its block.
//! Everything else keeps its bytes: order, comments, line ends, byte-order mark.

use crate::command::Received;
use crate::decide::Refusal;
use crate::fact::{Fact, Standing, Statement};
use crate::fields::{self, Fields, list, quoted};
use crate::files::Files;
use crate::read::without_bom;
use crate::spanned::{File, Problems};
use onetext_model::{JudgmentId, StatementId};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// New contents of files, by path.
pub type Changes = BTreeMap<String, Vec<u8>>;

/// The comment a new folder's `talks.toml` ends with.
const NEW_FOLDER: &str = "\
# Parties:   onetext party DIR asteria --name \"Asteria\" --person \"Ada Venn\"
# Drafts:    write the text as drafts/01.md, with brackets where it is not agreed:
#            4. **Harbour.** The harbour is administered [harbour: by Asteria @asteria | jointly * | by Borea @borea].
# Sources:   onetext add DIR report.txt --room public --on 2031-05-09 --outlet \"Shore Gazette\"
# Judgments: onetext judge DIR --party asteria --level \"can live with\" --at harbour=jointly
# Then:      onetext check DIR, and onetext study DIR
";

/// The files that change when these facts are taken in; `received` is the document of a new source.
///
/// # Errors
/// A [`Refusal`] if a statement's block cannot be edited in place.
pub fn changes(
    files: &Files,
    facts: &[Fact],
    received: Option<&Received>,
) -> Result<Changes, Refusal> {
    let mut editor = Editor {
        files,
        changes: Changes::new(),
    };
    for fact in facts {
        editor.take(fact, received)?;
    }
    Ok(editor.changes)
}

struct Editor<'a> {
    files: &'a Files,
    changes: Changes,
}

impl Editor<'_> {
    fn take(&mut self, fact: &Fact, received: Option<&Received>) -> Result<(), Refusal> {
        match fact {
            Fact::Titled { title, exercise } => {
                let exercise = if *exercise { "exercise = true\n" } else { "" };
                let text = format!("title = {}\n{exercise}\n{NEW_FOLDER}", quoted(title));
                self.changes
                    .insert("talks.toml".to_owned(), text.into_bytes());
            }
            Fact::DraftWritten { file, text, .. } => {
                self.changes.insert(file.clone(), text.clone().into_bytes());
            }
            Fact::SourceReceived(source) => {
                if let Some(received) = received {
                    let document = received.contents.clone();
                    self.changes.insert(source.file.clone(), document);
                    if let (Some(path), Some(text)) = (&source.reading, &received.reading) {
                        self.changes.insert(path.clone(), text.clone().into_bytes());
                    }
                }
                self.append("sources.toml", &fields::source(source));
            }
            Fact::StatementSettled(id, state) => self.settle(id, *state)?,
            Fact::StatementIsHearsay(id) => self.set(id, "hearsay", "true")?,
            Fact::StatementAssigned { id, speaker, party } => {
                match speaker {
                    Some(speaker) => self.set(id, "speaker", &quoted(speaker.as_str()))?,
                    None => self.unset(id, "speaker")?,
                }
                self.set(id, "party", &quoted(party.as_str()))?;
            }
            Fact::StatementLinked(id, issues) => self.set(id, "about", &list(issues))?,
            Fact::StatementCorrected(was_is) => self.correct(&was_is.0, &was_is.1)?,
            Fact::JudgmentTakenBack(id) => self.take_out(id)?,
            Fact::CommitmentWithdrawn(id, withdrawal) => {
                let because = quoted(&withdrawal.because);
                self.set_in(&COMMITMENTS, id, ("withdrawn", &withdrawal.on.to_string()))?;
                self.set_in(&COMMITMENTS, id, ("because", &because))?;
            }
            other => self.append_block(other),
        }
        Ok(())
    }

    fn settle(&mut self, id: &StatementId, state: Standing) -> Result<(), Refusal> {
        self.set(id, "state", &fields::standing(state))
    }

    /// Sets the keys that read differently from now on, and takes out those that fall away.
    fn correct(&mut self, was: &Statement, is: &Statement) -> Result<(), Refusal> {
        let id = &is.id;
        let (was, is) = (fields::statement(was).keys, fields::statement(is).keys);
        for (key, _) in was.iter().filter(|(k, _)| is.iter().all(|(i, _)| i != k)) {
            self.unset(id, key)?;
        }
        for (key, value) in is.iter().filter(|pair| !was.contains(pair)) {
            self.set(id, key, value)?;
        }
        Ok(())
    }

    fn append_block(&mut self, fact: &Fact) {
        let (path, fields) = match fact {
            Fact::PartyAdded(party) => ("talks.toml", fields::party(party)),
            Fact::PersonAdded(person) => ("talks.toml", fields::person(person)),
            Fact::BaseDeclared(base) => ("talks.toml", fields::base(base)),
            Fact::NameDeclared(name) => ("talks.toml", fields::name(name)),
            Fact::MatterDeclared(matter) => ("talks.toml", fields::matter(matter)),
            Fact::RuleSet(rule) => ("talks.toml", fields::rule(rule)),
            Fact::BarSet(bar) => ("talks.toml", fields::bar(bar)),
            Fact::AsideAdded(aside) => ("talks.toml", fields::aside(aside)),
            Fact::MeetingHeld(meeting) => ("talks.toml", fields::meeting(meeting)),
            Fact::StatementProposed(statement) => ("statements.toml", fields::statement(statement)),
            Fact::JudgmentMade(judgment) => ("judgments.toml", fields::judgment(judgment)),
            Fact::Circulated(circulation) => {
                ("circulations.toml", fields::circulation(circulation))
            }
            Fact::CommitmentGiven(given) => ("commitments.toml", fields::commitment(given)),
            Fact::FateConfirmed(fate) => ("fates.toml", fields::fate(fate)),
            _ => return,
        };
        self.append(path, &fields);
    }

    fn current(&self, path: &str) -> String {
        let bytes = self
            .changes
            .get(path)
            .map(Vec::as_slice)
            .or_else(|| self.files.get(path))
            .unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// Adds a block at the end, after one empty line, with the file's own line ends.
    fn append(&mut self, path: &str, fields: &Fields) {
        let mut text = self.current(path);
        let ends = line_end(&text);
        if !without_bom(&text).is_empty() {
            if !text.ends_with('\n') {
                text.push_str(ends);
            }
            if !text.ends_with(&format!("{ends}{ends}")) {
                text.push_str(ends);
            }
        }
        text.push_str(&fields.block().replace('\n', ends));
        self.changes.insert(path.to_owned(), text.into_bytes());
    }

    /// Takes a judgment's block out, with the empty line before it.
    fn take_out(&mut self, id: &JudgmentId) -> Result<(), Refusal> {
        let path = "judgments.toml";
        let mut text = self.current(path);
        let Some(range) = block_of_judgment(&text, id) else {
            return Err(Refusal {
                what: format!("the block of judgment `{id}` cannot be taken out"),
                mend: "make a judgment that replaces it".to_owned(),
            });
        };
        text.replace_range(range, "");
        self.changes.insert(path.to_owned(), text.into_bytes());
        Ok(())
    }

    /// Takes one key of a statement out, with its line.
    fn unset(&mut self, id: &StatementId, key: &str) -> Result<(), Refusal> {
        let mut text = self.current("statements.toml");
        if let Some(line) = line_of_key(&text, id, key) {
            text.replace_range(line, "");
            self.changes
                .insert("statements.toml".to_owned(), text.into_bytes());
        }
        Ok(())
    }

    /// Sets one key of a statement.
    fn set(&mut self, id: &StatementId, key: &str, value: &str) -> Result<(), Refusal> {
        self.set_in(&STATEMENTS, id.as_str(), (key, value))
    }

    /// Sets one key of a block, replacing its value or adding a line after the block's last.
    fn set_in(
        &mut self,
        table: &Table,
        id: &str,
        (key, value): (&str, &str),
    ) -> Result<(), Refusal> {
        let text = self.current(table.path);
        let Some((at, remove, insert)) = edit_of(&text, (table, id), key, value) else {
            let name = table.name;
            return Err(Refusal {
                what: format!("the block of {name} `{id}` cannot be edited"),
                mend: format!("write each {name} as a `[[{name}]]` of its own"),
            });
        };
        let mut edited = text;
        edited.replace_range(at..at + remove, &insert);
        self.changes
            .insert(table.path.to_owned(), edited.into_bytes());
        Ok(())
    }
}

/// The blocks of a file that are edited in place.
struct Table {
    path: &'static str,
    name: &'static str,
}

const STATEMENTS: Table = Table {
    path: "statements.toml",
    name: "statement",
};

const COMMITMENTS: Table = Table {
    path: "commitments.toml",
    name: "commitment",
};

/// The line end a file uses.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The whole line on which a statement's key stands, if it has one.
fn line_of_key(text: &str, id: &StatementId, key: &str) -> Option<std::ops::Range<usize>> {
    let (at, remove, _) = edit_of(text, (&STATEMENTS, id.as_str()), key, "")?;
    if remove == 0 {
        return None;
    }
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let after = at + remove;
    let end = text[after..]
        .find('\n')
        .map_or(text.len(), |n| after + n + 1);
    // A comment behind the value is somebody's, and stays where it is.
    let comment = text[after..end].find('#').map(|n| after + n);
    text[start..]
        .trim_start()
        .starts_with(key)
        .then_some(start..comment.unwrap_or(end))
}

/// The last block of the file, if it is this judgment's and looks as we write it, with the empty
/// line before it.
fn block_of_judgment(text: &str, id: &JudgmentId) -> Option<std::ops::Range<usize>> {
    let ends = line_end(text);
    let start = text.rfind("[[judgment]]")?;
    let name = format!("[[judgment]]{ends}id = {}{ends}", quoted(id.as_str()));
    let empty_line = text[..start].ends_with(&format!("{ends}{ends}"));
    let from = if empty_line {
        start - ends.len()
    } else {
        start
    };
    text[start..].starts_with(&name).then_some(from..text.len())
}

/// Where to edit, how many bytes to take out and what to put in.
fn edit_of(
    text: &str,
    (table, id): (&Table, &str),
    key: &str,
    value: &str,
) -> Option<(usize, usize, String)> {
    let body = without_bom(text);
    let shift = text.len() - body.len();
    let problems: Problems = RefCell::new(vec![]);
    let file = File {
        path: table.path,
        text: body,
        problems: &problems,
    };
    let parsed = file.parse();
    let top = file.top(&parsed);
    let block = top
        .blocks(table.name)
        .into_iter()
        .find(|b| b.text("id").as_deref() == Some(id))?;
    if let Some(span) = block.span(key) {
        return Some((span.start + shift, span.len(), value.to_owned()));
    }
    if body[block.start()..].starts_with('{') {
        return Some((block.end() + shift, 0, format!(", {key} = {value}")));
    }
    let rest = &body[block.end()..];
    let line = rest.find('\n').map_or(rest.len(), |at| at);
    let line = if rest[..line].ends_with('\r') {
        line - 1
    } else {
        line
    };
    Some((
        block.end() + line + shift,
        0,
        format!("{}{key} = {value}", line_end(text)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, key: &str, value: &str, after: &str) {
        let (at, remove, insert) = edit_of(before, (&STATEMENTS, "s-1"), key, value).unwrap();
        let mut text = before.to_owned();
        text.replace_range(at..at + remove, &insert);
        assert_eq!(text, after);
    }

    #[test]
    fn one_value_changes_and_nothing_else() {
        check(
            "# mine\n[[statement]]\nid = \"s-1\" # first\nstate = \"proposed\"  # yet\n\n[[statement]]\nid = \"s-2\"\n",
            "state",
            "\"confirmed\"",
            "# mine\n[[statement]]\nid = \"s-1\" # first\nstate = \"confirmed\"  # yet\n\n[[statement]]\nid = \"s-2\"\n",
        );
    }

    #[test]
    fn a_new_key_goes_after_the_last_line_of_the_block() {
        check(
            "\u{feff}[[statement]]\r\nid = \"s-1\" # first\r\n\r\n[[statement]]\r\nid = \"s-2\"\r\n",
            "about",
            "[\"harbour\"]",
            "\u{feff}[[statement]]\r\nid = \"s-1\" # first\r\nabout = [\"harbour\"]\r\n\r\n[[statement]]\r\nid = \"s-2\"\r\n",
        );
        check(
            "statement = [{id = \"s-1\"}]\n",
            "state",
            "\"discarded\"",
            "statement = [{id = \"s-1\", state = \"discarded\"}]\n",
        );
    }
}
