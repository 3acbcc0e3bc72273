//! Where the text stands: points, brackets, packages.

use num_bigint::BigUint;
use onetext_model::Space;
use onetext_solve::count;
use onetext_talks::Talks;

/// Where the text stands.
#[derive(Debug, Clone, PartialEq)]
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
}

/// Counts the present draft.
pub(crate) fn text_study(talks: &Talks) -> TextStudy {
    let Some((number, file)) = talks.present() else {
        let none = count::Count {
            low: BigUint::ZERO,
            high: BigUint::ZERO,
        };
        return TextStudy {
            draft: None,
            points: 0,
            issues: 0,
            packages: none,
            unnamed: 0,
        };
    };
    let draft = &file.draft;
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
    }
}
