//! The lossless tree: every byte of a draft is in exactly one leaf, and the leaves in order give
//! the file back.

use onetext_model::{BaseId, Decimal, IssueId, Key};
use std::ops::Range;

/// A piece of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Words.
    Text(String),
    /// A backslash and the character it protects.
    Escape(String),
    /// What is never scanned: code, HTML, links, images, footnotes, task boxes.
    Opaque(String),
    /// A point's hand-made name, `{#id}`, with the space before it.
    Pin(String),
    /// A drafter's note, brackets included: never part of any wording.
    Note(String),
    /// A bracket.
    Bracket(Box<Bracket>),
}

/// A bracket with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// The issue it names.
    pub id: IssueId,
    /// From `[` to the colon, or to the end of the name where it repeats a declared one.
    pub head: String,
    /// What it holds.
    pub body: Body,
    /// The closing `]`.
    pub close: String,
    /// The bytes of the source between head and close.
    pub span: Range<usize>,
}

/// What a bracket holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing of its own: it repeats a declared issue.
    Repeat,
    /// Wordings.
    Words(Vec<Alternative>),
    /// Figures.
    Figures(Figures),
}

/// One alternative of a bracket of wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The `|` before it; empty for the first.
    pub bar: String,
    /// White space before the wording.
    pub lead: String,
    /// The wording.
    pub nodes: Vec<Node>,
    /// The tags with the white space around them, as written.
    pub trail: String,
    /// What the tags say.
    pub tags: Tags,
    /// Its key.
    pub key: Key,
}

/// What the tags of an alternative say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// `@party`: whose wording it is.
    pub owners: Vec<String>,
    /// `#key`: its permanent name.
    pub key: Option<String>,
    /// `*`: the mediator's working alternative.
    pub working: bool,
}

/// A bracket of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The body as written.
    pub source: String,
    /// The figures in order.
    pub values: Vec<Decimal>,
    /// The unit as written.
    pub unit: String,
    /// What a share is a share of.
    pub base: Option<BaseId>,
    /// Tags by figure.
    pub tags: Vec<(Decimal, Tags)>,
    /// The tags of the `?` beside the figures, where there is one.
    pub unwritten: Option<Tags>,
}

impl Node {
    /// Adds the leaves of this piece in order.
    pub fn leaves<'a>(&'a self, out: &mut Vec<&'a str>) {
        match self {
            Self::Text(text)
            | Self::Escape(text)
            | Self::Opaque(text)
            | Self::Pin(text)
            | Self::Note(text) => out.push(text),
            Self::Bracket(bracket) => bracket.leaves(out),
        }
    }
}

impl Bracket {
    /// Adds the leaves of the bracket in order.
    pub fn leaves<'a>(&'a self, out: &mut Vec<&'a str>) {
        out.push(&self.head);
        match &self.body {
            Body::Repeat => {}
            Body::Figures(figures) => out.push(&figures.source),
            Body::Words(alternatives) => {
                for alternative in alternatives {
                    out.push(&alternative.bar);
                    out.push(&alternative.lead);
                    alternative.nodes.iter().for_each(|node| node.leaves(out));
                    out.push(&alternative.trail);
                }
            }
        }
        out.push(&self.close);
    }
}

/// Writes pieces back as source.
pub fn render(nodes: &[Node]) -> String {
    let mut leaves = vec![];
    nodes.iter().for_each(|node| node.leaves(&mut leaves));
    leaves.concat()
}

/// All brackets in pieces, outer ones first, each with the alternative it stands in (issue and key).
pub fn each_bracket<'a>(
    nodes: &'a [Node],
    parent: Option<(&'a IssueId, &'a Key)>,
    visit: &mut dyn FnMut(&'a Bracket, Option<(&'a IssueId, &'a Key)>),
) {
    for node in nodes {
        let Node::Bracket(bracket) = node else {
            continue;
        };
        visit(bracket, parent);
        if let Body::Words(alternatives) = &bracket.body {
            for alternative in alternatives {
                each_bracket(
                    &alternative.nodes,
                    Some((&bracket.id, &alternative.key)),
                    visit,
                );
            }
        }
    }
}
