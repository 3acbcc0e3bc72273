//! The fingerprint of a wording: a judgment pins the exact words it reacted to.

use unicode_normalization::UnicodeNormalization;

/// Folds a wording for comparison: Unicode NFC, runs of white space as one space, trimmed.
pub fn fold(wording: &str) -> String {
    let composed: String = wording.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The fingerprint of a wording: `b3:` and 16 hexadecimal digits of the folded wording's BLAKE3.
///
/// ```
/// use onetext_model::words::pin;
/// assert_eq!(pin("by  all\nmeans "), pin("by all means"));
/// assert_ne!(pin("shall"), pin("should"));
/// ```
pub fn pin(wording: &str) -> String {
    let hash = blake3::hash(fold(wording).as_bytes()).to_hex();
    format!("b3:{}", &hash.as_str()[..16])
}

/// Whether a change of wording touches its substance: a figure, a negation, or a shall/should.
///
/// ```
/// use onetext_model::words::substance_changed;
/// assert!(substance_changed("within 30 days", "within 60 days"));
/// assert!(substance_changed("it shall report", "it should report"));
/// assert!(!substance_changed("the two sides", "both sides"));
/// ```
pub fn substance_changed(before: &str, after: &str) -> bool {
    substance(before) != substance(after)
}

/// Words whose change is a change of substance: negation and obligation.
const MARKED: [&str; 23] = [
    "not", "no", "never", "none", "neither", "nor", "without", "cannot", "except", "unless",
    "only", "shall", "should", "must", "may", "will", "can", "might", "all", "any", "or", "and",
    "until",
];

fn substance(wording: &str) -> Vec<String> {
    let folded = fold(wording).to_lowercase();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '%' | '.' | ',' | '\'' | '’');
    folded
        .split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(['.', ',', '\'', '’']))
        .filter(|word| {
            word.chars().any(char::is_numeric)
                || word.contains("n't")
                || word.contains("n’t")
                || MARKED.contains(word)
        })
        .map(str::to_owned)
        .collect()
}
