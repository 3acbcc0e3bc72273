//! Edits of one bracket: new words, the working mark, one more alternative, another name. Each
//! gives the new source, in which every byte outside the bracket is as before.
//!
//! An edit is read back before it is given out: what cannot be written in its place so that it
//! means what was asked for is refused, and nothing else in the draft changes its meaning.

use crate::bracket::made_key;
use crate::draft::Draft;
use crate::opaque;
use crate::parse::{Context, parse};
use crate::report::short;
use crate::tag;
use crate::tree::{Alternative, Body, Bracket, Figures, Node, each_bracket, render};
use onetext_model::id::is_name;
use onetext_model::{Issue, IssueId, IssueKind, Key, decimal};
use std::fmt;
use std::ops::Range;

/// Why an edit was not made: nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What stands against it: lower case, the user's words in backticks.
    pub what: String,
    /// How it can be had.
    pub mend: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  mend: {}", self.what, self.mend)
    }
}

impl std::error::Error for Refused {}

fn refused(what: impl Into<String>, mend: impl Into<String>) -> Refused {
    Refused {
        what: what.into(),
        mend: mend.into(),
    }
}

/// A range of the source and what stands there instead.
type Splice = (Range<usize>, String);

impl Draft {
    /// The source with other words for one alternative, at the bracket's first full place.
    ///
    /// The words are plain: what would be markup is escaped. A key that was made from the old
    /// words is kept with `#key`, unless it begins with a digit and cannot be written; then, and
    /// where the alternative was empty or `?`, the new words make the key.
    ///
    /// # Errors
    /// [`Refused`] if there is no such alternative, if it holds a figure or brackets of its own, or
    /// if the words cannot be written there.
    ///
    /// ```
    /// use onetext_text::{Context, parse};
    /// use onetext_model::{IssueId, Key};
    /// let (draft, _) = parse("1. Run [harbour: by Asteria | jointly *].\n", &Context::of_file("04.md"));
    /// let (issue, key) = (IssueId::new("harbour").unwrap(), Key::new("jointly").unwrap());
    /// let text = draft.reword(&issue, &key, "by both [sides]").unwrap();
    /// assert_eq!(text, "1. Run [harbour: by Asteria | by both \\[sides\\] #jointly *].\n");
    /// ```
    pub fn reword(&self, issue: &IssueId, key: &Key, words: &str) -> Result<String, Refused> {
        let bracket = self.first_full(issue)?;
        let (number, mut at, found) = place_of(bracket, key)?;
        if found.nodes.iter().any(|n| matches!(n, Node::Bracket(_))) {
            return Err(refused(
                format!("the alternative `{}` holds brackets", short(key.as_str())),
                "edit those, or write the whole bracket anew",
            ));
        }
        let words = words.trim();
        let written = !found.nodes.is_empty() && *key != Key::unwritten();
        let keep = written && found.tags.key.is_none() && is_name(key.as_str());
        let from_words = found.tags.key.is_none() || *key == Key::unwritten();
        let new_key = match &found.tags.key {
            _ if words.is_empty() && from_words && !keep => Key::none(),
            Some(given) if *key == Key::unwritten() => {
                Key::new(given).unwrap_or_else(|_| key_of(words, number))
            }
            None if !keep => key_of(words, number),
            _ => key.clone(),
        };
        let mut new = escaped(words);
        if keep && key_of(words, number) != *key {
            new = format!("{new} #{key}");
        }
        at += found.bar.len();
        let begin = if found.nodes.is_empty() && found.lead.is_empty() {
            new = format!(" {new}");
            at
        } else {
            at + found.lead.len()
        };
        let end = at + found.lead.len() + render(&found.nodes).len();
        let expect = |issues: &mut [Issue]| {
            if let Some(alternative) = alternative_of(issues, issue, key) {
                alternative.key = new_key.clone();
                alternative.wording = words.to_owned();
            }
        };
        self.checked(vec![(begin..end, new)], expect)
    }

    /// The source with `*` at this alternative, or at none; the mark goes from every other
    /// alternative, wherever the bracket is repeated.
    ///
    /// # Errors
    /// [`Refused`] if there is no such alternative, or if it is `?`.
    pub fn set_working(&self, issue: &IssueId, key: Option<&Key>) -> Result<String, Refused> {
        let first = self.first_full(issue)?.span.clone();
        if key == Some(&Key::unwritten()) {
            return Err(refused(
                "`?` cannot be marked `*`",
                "write the alternative first",
            ));
        }
        let known = |issue: &Issue| key.is_none_or(|key| issue.index_of(key).is_some());
        if !self.issues().iter().any(|i| i.id == *issue && known(i)) {
            return Err(no_alternative(key));
        }
        let mut splices = vec![];
        for bracket in self.places(issue) {
            let mark = key.filter(|_| bracket.span == first);
            match &bracket.body {
                Body::Repeat => {}
                Body::Words(_) => splices.extend(marks(bracket, mark)),
                Body::Figures(figures) => {
                    splices.push((bracket.span.clone(), marked_figures(figures, mark)));
                }
            }
        }
        let expect = |issues: &mut [Issue]| {
            for issue in issues.iter_mut().filter(|i| i.id == *issue) {
                for alternative in &mut issue.alternatives {
                    alternative.working = Some(&alternative.key) == key;
                }
            }
        };
        self.checked(splices, expect)
    }

    /// The source with one more alternative at the end of the bracket, at every full place of it.
    ///
    /// Without a key one is made from the words; empty words make the alternative `none`.
    ///
    /// # Errors
    /// [`Refused`] if the bracket is one of figures, if it has that key, or if the words cannot be
    /// written there.
    pub fn add_alternative(
        &self,
        issue: &IssueId,
        words: &str,
        key: Option<&Key>,
        owners: &[String],
    ) -> Result<String, Refused> {
        self.first_full(issue)?;
        let words = words.trim();
        let mut new = format!(" | {}", escaped(words)).trim_end().to_owned();
        if let Some(key) = key {
            new += &format!(" #{key}");
        }
        owners.iter().for_each(|owner| new += &format!(" @{owner}"));
        let mut splices = vec![];
        for bracket in self.places(issue) {
            match &bracket.body {
                Body::Repeat => {}
                Body::Words(_) => {
                    let body: String = render(std::slice::from_ref(&Node::Bracket(Box::new(
                        bracket.clone(),
                    ))));
                    let body = &body[bracket.head.len()..body.len() - bracket.close.len()];
                    let at = bracket.span.start + body.trim_end().len();
                    splices.push((at..at, new.clone()));
                }
                Body::Figures(_) => {
                    return Err(refused(
                        format!("bracket `{}` is one of figures", short(issue.as_str())),
                        "change its range, or make it a bracket of words",
                    ));
                }
            }
        }
        let expect = |issues: &mut [Issue]| {
            for issue in issues.iter_mut().filter(|i| i.id == *issue) {
                let number = issue.alternatives.len();
                issue.alternatives.push(onetext_model::Alternative {
                    key: key.cloned().unwrap_or_else(|| key_of(words, number)),
                    wording: words.to_owned(),
                    owners: owners.to_owned(),
                    working: false,
                    figure: None,
                });
            }
        };
        self.checked(splices, expect)
    }

    /// The source with another name for a bracket, in all its places.
    ///
    /// # Errors
    /// [`Refused`] if there is no such bracket, or if the name means something else in the draft.
    pub fn rename(&self, issue: &IssueId, name: &IssueId) -> Result<String, Refused> {
        self.first_full(issue)?;
        let splice = |bracket: &Bracket| {
            let start = bracket.span.start - bracket.head.len() + 1;
            let end = start + issue.as_str().len();
            (start..end, name.to_string())
        };
        let splices = self.places(issue).into_iter().map(splice).collect();
        let old = format!("[{issue}]");
        let expect = |issues: &mut [Issue]| {
            for one in issues.iter_mut() {
                if one.id == *issue {
                    one.id = name.clone();
                }
                for alternative in &mut one.alternatives {
                    alternative.wording = alternative.wording.replace(&old, &format!("[{name}]"));
                }
            }
        };
        self.checked(splices, expect)
    }

    /// All places of a name, in order.
    fn places(&self, issue: &IssueId) -> Vec<&Bracket> {
        let mut places = vec![];
        for (_, nodes) in self.regions() {
            each_bracket(nodes, None, &mut |bracket, _| {
                if bracket.id == *issue {
                    places.push(bracket);
                }
            });
        }
        places
    }

    fn first_full(&self, issue: &IssueId) -> Result<&Bracket, Refused> {
        let mut places = self.places(issue).into_iter();
        places
            .find(|bracket| bracket.body != Body::Repeat)
            .ok_or_else(|| {
                refused(
                    format!("no bracket has the name `{}`", short(issue.as_str())),
                    "name one of the draft's brackets",
                )
            })
    }

    /// The new source, if it means what the old one did but for what `expect` changes.
    fn checked(
        &self,
        mut splices: Vec<Splice>,
        expect: impl Fn(&mut [Issue]),
    ) -> Result<String, Refused> {
        let mut text = self.source();
        splices.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in splices {
            text.replace_range(range, &new);
        }
        let (edited, _) = parse(&text, &Context::of_file(""));
        let mut expected = self.issues().to_vec();
        expect(&mut expected);
        let points = |draft: &Draft| -> Vec<(IssueId, String, usize)> {
            let points = draft.points().iter();
            points
                .map(|p| (p.id.clone(), p.label.clone(), p.issues.len()))
                .collect()
        };
        let same = edited.issues() == expected
            && points(&edited) == points(self)
            && edited.unnamed() == self.unnamed();
        let clash = expected.iter().any(has_clash);
        if same && !clash {
            return Ok(text);
        }
        Err(refused(
            "written there, this would not mean what was asked for",
            "take other words or another key, or edit the text by hand",
        ))
    }
}

/// Whether two alternatives of an issue of words have one key.
fn has_clash(issue: &Issue) -> bool {
    let keys: std::collections::BTreeSet<&Key> =
        issue.alternatives.iter().map(|a| &a.key).collect();
    issue.kind == IssueKind::Words && keys.len() < issue.alternatives.len()
}

/// The key that words make for the alternative of this number.
fn key_of(words: &str, number: usize) -> Key {
    if words.is_empty() {
        Key::none()
    } else {
        made_key(words, number)
    }
}

fn no_alternative(key: Option<&Key>) -> Refused {
    let key = key.map_or(String::new(), |key| short(key.as_str()));
    refused(
        format!("the bracket has no alternative `{key}`"),
        "name one of its keys",
    )
}

fn alternative_of<'a>(
    issues: &'a mut [Issue],
    issue: &IssueId,
    key: &Key,
) -> Option<&'a mut onetext_model::Alternative> {
    let issue = issues.iter_mut().find(|i| i.id == *issue)?;
    issue.alternatives.iter_mut().find(|a| a.key == *key)
}

/// How many bytes an alternative takes.
fn length(alternative: &Alternative) -> usize {
    alternative.bar.len()
        + alternative.lead.len()
        + render(&alternative.nodes).len()
        + alternative.trail.len()
}

/// The alternative with this key, which one it is, and the byte at which it begins.
fn place_of<'a>(
    bracket: &'a Bracket,
    key: &Key,
) -> Result<(usize, usize, &'a Alternative), Refused> {
    let Body::Words(all) = &bracket.body else {
        return Err(refused(
            "a figure has no words",
            "change the range of the bracket",
        ));
    };
    let mut at = bracket.span.start;
    for (number, alternative) in all.iter().enumerate() {
        if alternative.key == *key {
            return Ok((number, at, alternative));
        }
        at += length(alternative);
    }
    Err(no_alternative(Some(key)))
}

/// What puts the mark at one alternative of a bracket and takes it from the others.
fn marks(bracket: &Bracket, mark: Option<&Key>) -> Vec<Splice> {
    let Body::Words(all) = &bracket.body else {
        return vec![];
    };
    let mut splices = vec![];
    let mut at = bracket.span.start;
    let mut to_mark = mark;
    for alternative in all {
        let end = at + length(alternative);
        let trail = end - alternative.trail.len();
        let wanted = to_mark.is_some_and(|key| alternative.key == *key);
        if wanted {
            to_mark = None;
        }
        if alternative.tags.working && !wanted {
            let unmarked = unmarked(&alternative.trail);
            splices.push((trail..end, unmarked));
        } else if wanted && !alternative.tags.working {
            let place = trail + alternative.trail.trim_end().len();
            splices.push((place..place, " *".to_owned()));
        }
        at = end;
    }
    splices
}

/// Tags without the `*` and the white space before it.
fn unmarked(trail: &str) -> String {
    let mut at = 0;
    for token in trail.split_whitespace() {
        let start = at + trail[at..].find(token).unwrap_or_default();
        if token == "*" {
            let before = trail[..start].trim_end();
            return format!("{before}{}", &trail[start + 1..]);
        }
        at = start + token.len();
    }
    trail.to_owned()
}

/// A body of figures with the mark at one figure only; a figure left without tags goes, as it
/// stands in the range already.
fn marked_figures(figures: &Figures, mark: Option<&Key>) -> String {
    let mut mark = mark.map(Key::as_str);
    let mut parts: Vec<String> = vec![];
    for (number, part) in figures.source.split('|').enumerate() {
        let (words, tags) = tag::split(part);
        let figure = part[..words].split_whitespace().next();
        let figure = figure.and_then(decimal::parse).map(decimal::plain);
        if number == 0 || figure.is_none() {
            parts.push(part.to_owned());
        } else if figure.as_deref() == mark {
            mark = None;
            let blank = part.trim_end().len();
            let star = if tags.working { "" } else { " *" };
            parts.push(format!("{}{star}{}", &part[..blank], &part[blank..]));
        } else if !tags.working {
            parts.push(part.to_owned());
        } else if !tags.owners.is_empty() {
            parts.push(format!("{}{}", &part[..words], unmarked(&part[words..])));
        }
    }
    if let Some(figure) = mark {
        // `?` stands last.
        let last = parts.len() - usize::from(figures.unwritten.is_some() && parts.len() > 1);
        parts.insert(last, format!(" {figure} * "));
    }
    parts.join("|").trim_end().to_owned()
}

/// Words as they are written in an alternative, so that none of them is markup.
pub fn escaped(words: &str) -> String {
    let whole = opaque::ranges(words);
    let mut out = String::new();
    let mut blank_before = true;
    let mut at = 0;
    for piece in words.split_inclusive(|_| true) {
        let next = whole.partition_point(|range| range.end <= at);
        let is_whole = whole.get(next).is_some_and(|range| range.start <= at);
        let rest = &words[at..];
        let protect = match piece {
            _ if is_whole => false,
            "\\" | "[" | "]" | "|" => true,
            "@" | "#" => blank_before,
            "*" => blank_before && rest[1..].chars().next().is_none_or(char::is_whitespace),
            "?" => words == "?",
            _ => false,
        };
        if protect {
            out.push('\\');
        }
        out.push_str(piece);
        blank_before = piece.trim().is_empty();
        at += piece.len();
    }
    out
}
