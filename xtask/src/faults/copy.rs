//! A copy of the workspace that may be spoilt.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The copy; it is deleted when dropped.
pub struct Workspace {
    folder: TempDir,
    target: PathBuf,
}

impl Workspace {
    /// Copies the workspace in `root`, leaving out hidden folders and what cargo builds. What the
    /// copy builds is kept beside the workspace's own, so that it is built once for all faults.
    pub fn copied(root: &Path) -> Result<Self, String> {
        let folder = TempDir::new().map_err(|error| format!("no place for a copy: {error}"))?;
        let own = std::env::var_os("CARGO_TARGET_DIR");
        let own = root.join(own.map_or_else(|| PathBuf::from("target"), PathBuf::from));
        copy(root, folder.path(), &own)?;
        Ok(Self {
            folder,
            target: own.join("faults"),
        })
    }

    /// The folder of the copy.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where the copy is built.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The text of a file, by its path from the workspace root.
    pub fn text(&self, file: &str) -> Result<String, String> {
        let path = self.root().join(file);
        fs::read_to_string(path).map_err(|error| format!("{file}: cannot be read: {error}"))
    }

    /// Replaces a file.
    pub fn write(&self, file: &str, text: &str) -> Result<(), String> {
        let path = self.root().join(file);
        fs::write(path, text).map_err(|error| format!("{file}: cannot be written: {error}"))
    }
}

fn copy(from: &Path, to: &Path, target: &Path) -> Result<(), String> {
    let cannot = |error| format!("{}: cannot be copied: {error}", from.display());
    fs::create_dir_all(to).map_err(cannot)?;
    for entry in fs::read_dir(from).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().map_err(cannot)?;
        let hidden = name.to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden && name != "target" && path != target {
            copy(&path, &to.join(name), target)?;
        } else if kind.is_file() {
            fs::copy(&path, to.join(name)).map_err(cannot)?;
        }
    }
    Ok(())
}
