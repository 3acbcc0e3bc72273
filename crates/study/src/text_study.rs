//! Where the text stands: points, brackets, packages.

use onetext_model::{Date, IssueId, Space};
use onetext_solve::count;
use onetext_talks::Talks;
use onetext_talks::fact::Fate;
use onetext_text::tree::Node;

/// Where the text stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextStudy {
    /// The present draft's number.
    pub draft: Option<u32>,
    /// Its points.
    pub points: usize,
    /// Its brackets.
    pub issues: usize,
    /// Its packages, before rules and bars, without asides.
    pub packages: count::Count,
    /// Brackets without a name, which count as no issue until named.
    pub unnamed: usize,
    /// Its points as a page shows them, what stands before the first among them.
    pub content: Vec<PointStudy>,
    /// Labels of points of the draft before that were dropped, as confirmed.
    pub dropped: Vec<String>,
    /// The title the draft gives itself.
    pub title: Option<String>,
    /// Its status, such as `chair's text`.
    pub status: Option<String>,
    /// Its date.
    pub date: Option<Date>,
}

/// Counts the present draft and takes it apart for a page.
pub(crate) fn text_study(talks: &Talks) -> TextStudy {
    let Some((number, file)) = talks.present() else {
        return TextStudy::default();
    };
    let draft = &file.draft;
    let (content, dropped) = points(talks);
    let front = draft.front();
    TextStudy {
        draft: Some(number),
        points: draft
            .points()
            .iter()
            .filter(|p| p.id.as_str() != "preamble")
            .count(),
        issues: draft.issues().len(),
        packages: count::packages(&Space::new(draft.issues().to_vec()), &[]),
        unnamed: draft.unnamed(),
        content,
        dropped,
        title: front.title.clone(),
        status: front.status.clone(),
        date: front.date,
    }
}

/// One point of the present draft as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PointStudy {
    /// Its name; `preamble` for what stands before the first point.
    pub id: IssueId,
    /// Its label as printed.
    pub label: String,
    /// Its heading.
    pub heading: String,
    /// Its words and brackets in order, as Markdown; notes and pins left out.
    pub pieces: Vec<Piece>,
    /// The brackets that have a place in it.
    pub issues: Vec<IssueId>,
    /// What became of it since the draft before, as confirmed; empty if nobody has said.
    pub fate: String,
}

/// A piece of a point.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words, as Markdown.
    Words(String),
    /// A bracket: what it leaves open.
    Bracket(IssueId),
}

/// The points of the present draft, with what became of each, and the points that were dropped.
pub fn points(talks: &Talks) -> (Vec<PointStudy>, Vec<String>) {
    let Some((number, file)) = talks.present() else {
        return (vec![], vec![]);
    };
    let draft = &file.draft;
    let earlier = talks
        .drafts
        .range(..number)
        .next_back()
        .map(|(number, _)| *number);
    let fates: Vec<&Fate> = talks
        .fates
        .iter()
        .filter(|fate| fate.draft.is_none_or(|d| Some(d) == earlier))
        .collect();
    let mut points = vec![];
    for (id, nodes) in draft.regions() {
        let mut pieces_of = vec![];
        pieces(nodes, &mut pieces_of);
        let point = draft.points().iter().find(|p| p.id == *id);
        let label = point.map(|p| p.label.clone()).unwrap_or_default();
        points.push(PointStudy {
            id: id.clone(),
            heading: point.map(|p| p.heading.clone()).unwrap_or_default(),
            issues: point.map(|p| p.issues.clone()).unwrap_or_default(),
            fate: fate_of(&fates, &label),
            label,
            pieces: pieces_of,
        });
    }
    let dropped = fates
        .iter()
        .filter(|f| f.to.is_empty())
        .flat_map(|f| f.from.clone())
        .collect();
    (points, dropped)
}

fn pieces(nodes: &[Node], out: &mut Vec<Piece>) {
    for node in nodes {
        let words = match node {
            Node::Text(text) | Node::Opaque(text) => text.as_str(),
            Node::Escape(text) => &text[1..],
            Node::Pin(_) | Node::Note(_) => continue,
            Node::Bracket(bracket) => {
                out.push(Piece::Bracket(bracket.id.clone()));
                continue;
            }
        };
        match out.last_mut() {
            Some(Piece::Words(before)) => before.push_str(words),
            _ => out.push(Piece::Words(words.to_owned())),
        }
    }
}

/// What became of the point that now bears a label.
fn fate_of(fates: &[&Fate], label: &str) -> String {
    let of_label = |fate: &&&Fate| fate.to.iter().any(|to| to == label);
    let says = |fate: &&Fate| match fate.from.as_slice() {
        [] => fate.fate.clone(),
        from => format!("{} from {}", fate.fate, from.join(", ")),
    };
    let found: Vec<String> = fates.iter().filter(of_label).map(says).collect();
    if label.is_empty() {
        String::new()
    } else {
        found.join("; ")
    }
}
