//! The pages of a PDF in order, each with what it draws with.

use super::file::Pdf;
use super::object::{Object, Table};
use std::collections::BTreeSet;

/// The most pages.
const MOST_PAGES: usize = 50_000;
/// How deep the tree of pages may be.
const MOST_DEEP: usize = 64;

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page<'p> {
    /// What it says.
    pub table: &'p Table,
    /// Fonts and forms, from the page or from what it stands in.
    pub resources: Option<&'p Table>,
}

/// The pages in order. Where the tree of pages is broken, all pages by the order of their numbers.
pub(super) fn pages<'p>(pdf: &'p Pdf<'_>) -> Vec<Page<'p>> {
    let is = |object: &Object, what: &str| {
        object
            .table()
            .and_then(|t| pdf.get(t, "Type"))
            .and_then(Object::name)
            == Some(what)
    };
    let root = pdf
        .trailer
        .get("Root")
        .map(|root| pdf.resolve(root))
        .filter(|root| root.table().is_some());
    let root = root.or_else(|| pdf.all().map(|(_, o)| o).find(|o| is(o, "Catalog")));
    let mut found = vec![];
    if let Some(tree) = root.and_then(Object::table).and_then(|t| t.get("Pages")) {
        walk(pdf, tree, &mut found);
    }
    if found.is_empty() {
        let tables = pdf
            .all()
            .filter(|(_, o)| is(o, "Page"))
            .filter_map(|(_, o)| o.table());
        found.extend(tables.take(MOST_PAGES).map(|table| Page {
            table,
            resources: resources(pdf, table),
        }));
    }
    found
}

fn resources<'p>(pdf: &'p Pdf<'_>, table: &'p Table) -> Option<&'p Table> {
    pdf.get(table, "Resources").and_then(Object::table)
}

/// Walks the tree of pages without following anything twice.
fn walk<'p>(pdf: &'p Pdf<'_>, tree: &'p Object, found: &mut Vec<Page<'p>>) {
    let mut seen = BTreeSet::new();
    let mut open: Vec<(&Object, Option<&Table>, usize)> = vec![(tree, None, 0)];
    while let Some((object, inherited, depth)) = open.pop() {
        if let Object::Refer(number) = object
            && !seen.insert(*number)
        {
            continue;
        }
        let Some(table) = pdf.resolve(object).table() else {
            continue;
        };
        let resources = resources(pdf, table).or(inherited);
        match pdf.get(table, "Kids").and_then(Object::list) {
            Some(kids) if depth < MOST_DEEP => {
                open.extend(kids.iter().rev().map(|kid| (kid, resources, depth + 1)));
            }
            Some(_) => {}
            None => found.push(Page { table, resources }),
        }
        if found.len() >= MOST_PAGES {
            break;
        }
    }
}
