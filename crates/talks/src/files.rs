//! The contents of a talks folder, by path.

use std::collections::BTreeMap;

/// The largest TOML file, in bytes.
pub const MAX_TOML_BYTES: usize = 16 << 20;

/// File contents by their path inside the folder, with `/` between parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The contents of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Puts a file in place.
    pub fn put(&mut self, path: &str, contents: Vec<u8>) {
        self.0.insert(path.to_owned(), contents);
    }

    /// The paths of all files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// All files in order of their path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, contents)| (path.as_str(), contents.as_slice()))
    }

    /// Draft files with their numbers: `drafts/NN[-name].md` or `.txt`, in order of path.
    pub fn drafts(&self) -> impl Iterator<Item = (u32, &str, &[u8])> {
        self.iter()
            .filter_map(|(path, contents)| draft_number(path).map(|n| (n, path, contents)))
    }
}

/// The number of a draft file, if the path is one.
///
/// ```
/// use onetext_talks::files::draft_number;
/// assert_eq!(draft_number("drafts/03-after-dorn.md"), Some(3));
/// assert_eq!(draft_number("drafts/notes.md"), None);
/// ```
pub fn draft_number(path: &str) -> Option<u32> {
    let name = path.strip_prefix("drafts/")?;
    let stem = name
        .strip_suffix(".md")
        .or_else(|| name.strip_suffix(".txt"))?;
    let digits = stem
        .find(|c: char| !c.is_ascii_digit())
        .map_or(stem, |end| &stem[..end]);
    let rest = &stem[digits.len()..];
    if rest.is_empty() || rest.starts_with('-') {
        digits.parse().ok()
    } else {
        None
    }
}

/// The BLAKE3 of contents, in hexadecimal.
pub fn hash(contents: &[u8]) -> String {
    blake3::hash(contents).to_hex().to_string()
}
