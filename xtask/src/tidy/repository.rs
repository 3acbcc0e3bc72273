//! What the checks look at: the workspace's text files and its members.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::steps::cargo;

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 2] = ["target", "node_modules"];
/// The endings of the files that are read; nothing else is looked at.
const ENDINGS: [&str; 4] = ["rs", "toml", "md", "snap"];

/// One text file.
pub struct TextFile {
    /// From the workspace root, with `/` between folders.
    pub path: String,
    /// The whole content; bytes that are not UTF-8 are replaced.
    pub text: String,
}

impl TextFile {
    /// Whether the file ends in `.` and `ending`.
    pub fn ends(&self, ending: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end == ending)
    }

    /// The lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
    }
}

/// One package of the workspace.
pub struct Member {
    /// The package's name.
    pub name: String,
    /// Its `Cargo.toml`, from the workspace root.
    pub manifest: String,
    /// The names of what it uses outside its tests.
    pub uses: Vec<String>,
}

/// The workspace as read from disk and from `cargo metadata`.
pub struct Repository {
    /// The folder that holds the workspace.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// The packages of the workspace.
    pub members: Vec<Member>,
    /// Every text file, sorted by path.
    pub files: Vec<TextFile>,
}

impl Repository {
    /// Reads the workspace in `root`; fails if a file or cargo's metadata cannot be read.
    pub fn read(root: &Path) -> Result<Self, String> {
        let metadata = metadata(root)?;
        let target = PathBuf::from(metadata["target_directory"].as_str().unwrap_or("target"));
        let mut files = Vec::new();
        gather(root, root, &target, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Repository {
            root: root.to_owned(),
            members: list(&metadata["packages"])
                .map(|package| member(root, package))
                .collect(),
            target,
            files,
        })
    }

    /// The file at `path`, from the workspace root.
    pub fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files that end in `.` and `ending`.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a TextFile> {
        self.files.iter().filter(move |file| file.ends(ending))
    }
}

fn metadata(root: &Path) -> Result<Value, String> {
    let output = cargo(root)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`cargo metadata` failed: {}", reason.trim()));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("`cargo metadata` cannot be read: {error}"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn member(root: &Path, package: &Value) -> Member {
    let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
    let uses = list(&package["dependencies"])
        .filter(|dependency| dependency["kind"] != "dev")
        .filter_map(|dependency| dependency["name"].as_str())
        .map(str::to_owned)
        .collect();
    Member {
        name: package["name"].as_str().unwrap_or_default().to_owned(),
        manifest: relative(root, manifest),
        uses,
    }
}

/// Adds the text files under `folder`, leaving out hidden folders and what cargo builds.
fn gather(
    root: &Path,
    folder: &Path,
    target: &Path,
    files: &mut Vec<TextFile>,
) -> Result<(), String> {
    let cannot = |path: &Path, error| format!("{}: cannot be read: {error}", relative(root, path));
    for entry in fs::read_dir(folder).map_err(|error| cannot(folder, error))? {
        let entry = entry.map_err(|error| cannot(folder, error))?;
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().map_err(|error| cannot(&path, error))?;
        let hidden = name.to_string_lossy().starts_with('.');
        if kind.is_dir()
            && !hidden
            && !NOT_OURS.contains(&name.to_string_lossy().as_ref())
            && path != target
        {
            gather(root, &path, target, files)?;
        } else if kind.is_file()
            && ENDINGS
                .iter()
                .any(|end| path.extension() == Some(end.as_ref()))
        {
            let bytes = fs::read(&path).map_err(|error| cannot(&path, error))?;
            files.push(TextFile {
                path: relative(root, &path),
                text: String::from_utf8_lossy(&bytes).into_owned(),
            });
        }
    }
    Ok(())
}

/// `path` from `root`, with `/` between folders on every machine.
fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A file as the checks see it.
    pub fn file(path: &str, text: &str) -> TextFile {
        TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn reads_text_files_but_nothing_hidden_or_built() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for path in ["src/a.rs", ".git/b.rs", "target/c.rs", "d.bin", "e.md"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "text").expect("written");
        }
        let mut files = Vec::new();
        gather(folder.path(), folder.path(), Path::new("x"), &mut files).expect("read");
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["e.md", "src/a.rs"]);
    }

    #[test]
    fn a_member_leaves_out_what_only_its_tests_use() {
        let package = serde_json::json!({
            "name": "onetext-text",
            "manifest_path": "root/crates/text/Cargo.toml",
            "dependencies": [
                {"name": "onetext-model", "kind": null},
                {"name": "insta", "kind": "dev"},
            ],
        });
        let member = member(Path::new("root"), &package);
        assert_eq!(member.manifest, "crates/text/Cargo.toml");
        assert_eq!(member.uses, ["onetext-model"]);
    }
}
