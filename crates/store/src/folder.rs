//! Reading a talks folder: only the files it may hold, bounded in size.

use onetext_talks::Files;
use onetext_talks::files::MAX_TOML_BYTES;
use onetext_talks::read::FILES;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest source, in bytes.
pub const MAX_SOURCE_BYTES: u64 = 256 << 20;
/// The largest draft that is loaded at all; a larger one is reported by its length alone.
const MAX_DRAFT_BYTES: u64 = 4 << 20;
/// The most files in `drafts/` and in `record/`.
const MAX_FILES: usize = 10_000;

/// Why a folder cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder cannot be read or written.
    #[error("cannot {doing} this: {cause}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file.
        path: String,
        /// Why it failed, in the system's words.
        cause: std::io::Error,
    },
    /// There is no such folder.
    #[error("there is no such folder")]
    Missing(String),
    /// A file changed after it was read.
    #[error("was changed by another program meanwhile; nothing was written")]
    Changed(String),
    /// Something is too large.
    #[error("is {size} bytes long; {limit}")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size in bytes.
        size: u64,
        /// The limit, in words.
        limit: &'static str,
    },
    /// There are too many files.
    #[error("holds more than 10000 files")]
    TooMany(String),
}

impl StoreError {
    /// An input or output error, with what was being done to which file.
    pub fn io(doing: &'static str, path: &Path, cause: std::io::Error) -> Self {
        Self::Io {
            doing,
            path: path.display().to_string(),
            cause,
        }
    }

    /// Where it happened: a file or folder, as the user would write it.
    pub fn path(&self) -> &str {
        match self {
            Self::Io { path, .. } | Self::TooLarge { path, .. } => path,
            Self::Missing(path) | Self::Changed(path) | Self::TooMany(path) => path,
        }
    }

    /// How to mend it.
    pub fn mend(&self) -> &'static str {
        match self {
            Self::Io { .. } => "check that the disk has room and that you may write there",
            Self::Missing(_) => "check the path, or make talks with `onetext new DIR`",
            Self::Changed(_) => "look at what changed, then run the command again",
            Self::TooLarge { .. } => "split the file",
            Self::TooMany(_) => "move what is not part of these talks elsewhere",
        }
    }
}

/// Loads a talks folder after finishing any write that was cut short.
///
/// # Errors
/// [`StoreError`] if the folder is not there, cannot be read, or holds something too large.
pub fn load(root: &Path) -> Result<Files, StoreError> {
    if !root.is_dir() {
        return Err(StoreError::Missing(root.display().to_string()));
    }
    crate::journal::recover(root)?;
    let mut files = Files::new();
    for name in FILES {
        let path = root.join(name);
        if path.is_file() {
            files.put(
                name,
                read_bounded(
                    &path,
                    MAX_TOML_BYTES as u64,
                    "a file of records may hold at most 16 MiB",
                )?,
            );
        }
    }
    for (path, name) in list(root, "drafts")? {
        files.put(
            &name,
            read_bounded(&path, MAX_DRAFT_BYTES, "a draft may hold at most 4 MiB")?,
        );
    }
    for (path, name) in list(root, "record")? {
        files.put(
            &name,
            read_bounded(&path, MAX_SOURCE_BYTES, "a source may hold at most 256 MiB")?,
        );
    }
    Ok(files)
}

/// Reads one file of at most `most` bytes.
///
/// # Errors
/// [`StoreError`] if it is larger or cannot be read.
pub fn read_bounded(path: &Path, most: u64, limit: &'static str) -> Result<Vec<u8>, StoreError> {
    let size = fs::metadata(path)
        .map_err(|e| StoreError::io("read", path, e))?
        .len();
    if size > most {
        return Err(StoreError::TooLarge {
            path: path.display().to_string(),
            size,
            limit,
        });
    }
    fs::read(path).map_err(|e| StoreError::io("read", path, e))
}

/// Writes one file outside any talks: whole or not at all.
///
/// # Errors
/// [`StoreError`] if it cannot be written; what was there before is then still there.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<(), StoreError> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{}.onetext-new", name.unwrap_or_default()));
    let written = fs::write(&staged, contents).and_then(|()| fs::rename(&staged, path));
    written.map_err(|error| {
        drop(fs::remove_file(&staged));
        StoreError::io("write", path, error)
    })
}

/// The files directly inside a folder, in order, with their names inside the talks folder.
fn list(root: &Path, inside: &str) -> Result<Vec<(PathBuf, String)>, StoreError> {
    let folder = root.join(inside);
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let mut found = vec![];
    for entry in fs::read_dir(&folder).map_err(|e| StoreError::io("read", &folder, e))? {
        let path = entry
            .map_err(|e| StoreError::io("read", &folder, e))?
            .path();
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .map(|n| format!("{inside}/{n}"));
        match name {
            Some(name) if path.is_file() && !name.contains("/.") => found.push((path, name)),
            _ => {}
        }
        if found.len() > MAX_FILES {
            return Err(StoreError::TooMany(folder.display().to_string()));
        }
    }
    found.sort();
    Ok(found)
}
