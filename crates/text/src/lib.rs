//! Placeholder with the shapes of what is to come.
#![allow(missing_docs, reason = "placeholder")]
use onetext_model::{Issue, IssueId, Key, Problem};
use std::collections::BTreeSet;
use std::ops::Range;
pub const MAX_DRAFT_BYTES: usize = 4 << 20;
pub struct Context<'a> {
    pub file: &'a str,
    pub parties: Option<&'a BTreeSet<String>>,
    pub bases: Option<&'a BTreeSet<String>>,
}
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Front {
    pub date: Option<onetext_model::Date>,
    pub title: Option<String>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub id: IssueId,
    pub label: String,
    pub heading: String,
    pub issues: Vec<IssueId>,
    pub span: Range<usize>,
    pub wording: String,
}
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    source: String,
    front: Front,
}
pub fn parse(source: &str, _context: &Context<'_>) -> (Draft, Vec<Problem>) {
    (
        Draft {
            source: source.to_owned(),
            front: Front::default(),
        },
        vec![],
    )
}
impl Draft {
    pub fn source(&self) -> String {
        self.source.clone()
    }
    pub fn points(&self) -> &[Point] {
        &[]
    }
    pub fn issues(&self) -> &[Issue] {
        &[]
    }
    pub fn front(&self) -> &Front {
        &self.front
    }
    pub fn clean_text(&self, _choose: &dyn Fn(&IssueId) -> Option<Key>) -> String {
        String::new()
    }
    pub fn unnamed(&self) -> usize {
        0
    }
}
