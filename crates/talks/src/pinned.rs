//! What became of the words a judgment reacted to. The wording is the concession.

use crate::{space, state::Talks};
use onetext_model::judgment::{Judgment, Kind, Target};
use onetext_model::{Issue, IssueId, Key, Space, decimal, words};

/// How a judgment's pinned words stand to the present draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// They are the present words, or the judgment pins none.
    Present,
    /// They changed, but not in substance: the judgment counts as claimed until read back.
    CarriedOver {
        /// The words as they were.
        before: String,
        /// The words as they are.
        after: String,
    },
    /// A figure, a negation or an obligation changed, or the old words are in no draft: suspended.
    Suspended {
        /// The words as they were, if any draft has them.
        before: Option<String>,
        /// The words as they are.
        after: String,
    },
}

/// The words a judgment is about, in one space: `None` where it speaks of no single alternative.
pub fn subject(kind: &Kind, space: &Space) -> Option<String> {
    let (issue, key) = alternative(kind)?;
    wording(space.issue(&issue)?, &key)
}

/// The fingerprint to write beside a judgment.
pub fn pin(talks: &Talks, kind: &Kind) -> Option<String> {
    let (issue, key) = alternative(kind)?;
    let issue = space::present_issue(talks, &issue)?;
    wording(&issue, &key).map(|text| words::pin(&text))
}

/// How a judgment's pinned words stand to the present draft.
pub fn standing(talks: &Talks, present: &Space, judgment: &Judgment) -> Words {
    let (Some(pinned), Some(after)) = (&judgment.words, subject(&judgment.kind, present)) else {
        return Words::Present;
    };
    if words::pin(&after) == *pinned {
        return Words::Present;
    }
    let earlier = talks.drafts.values().rev();
    let before = earlier
        .filter_map(|d| subject(&judgment.kind, &d.space))
        .find(|text| words::pin(text) == *pinned);
    match before {
        Some(before) if !words::substance_changed(&before, &after) => {
            Words::CarriedOver { before, after }
        }
        before => Words::Suspended { before, after },
    }
}

fn alternative(kind: &Kind) -> Option<(IssueId, Key)> {
    match kind {
        Kind::Level {
            at: Target::Alternative(issue, key),
            ..
        } => Some((issue.clone(), key.clone())),
        Kind::Level {
            at: Target::Range(issue, _, bound),
            ..
        } => Some((issue.clone(), Key::of_figure(*bound))),
        Kind::Order { better, .. } => Some((better.issue.clone(), better.keys.first()?.clone())),
        Kind::OnlyWith { a, .. } => match a.as_slice() {
            [atom] => Some((atom.issue.clone(), atom.keys.first()?.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The words of an alternative; for figures the figure with its unit.
fn wording(issue: &Issue, key: &Key) -> Option<String> {
    let alternative = &issue.alternatives[issue.index_of(key)?];
    match (&issue.kind, alternative.figure) {
        (onetext_model::IssueKind::Numeric { unit, .. }, Some(figure)) => {
            Some(format!("{} {unit}", decimal::plain(figure)))
        }
        _ => Some(alternative.wording.clone()),
    }
}
