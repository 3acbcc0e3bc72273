//! Writing several files so that all of them change or none.
//!
//! New contents are written beside their targets and synced; then a journal names every pair; then
//! each is renamed into place and the journal removed. A write cut short before the journal leaves
//! the folder as it was; after it, the next load finishes the renames.

use crate::folder::StoreError;
use onetext_talks::Files;
use onetext_talks::files::hash;
use onetext_talks::write::Changes;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

/// The journal's name inside the folder.
const JOURNAL: &str = ".onetext-journal";
/// What stands between a new file's name and its target's.
const STAGED: &str = ".onetext-new";

/// Writes changes, all or none.
///
/// `read` holds the files as they were when the change was decided: if any of them differs on disk
/// by now, nothing is written. One program at a time writes in a folder; others wait.
///
/// # Errors
/// [`StoreError`] if a file changed meanwhile or cannot be written; the folder is then as it was.
pub fn commit(root: &Path, read: &Files, changes: &Changes) -> Result<(), StoreError> {
    let changes: Vec<(&String, &Vec<u8>)> = changes
        .iter()
        .filter(|(path, new)| read.get(path) != Some(new.as_slice()))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let _turn = take_turn(root)?;
    let targets = changes.iter().map(|(path, _)| path.as_str());
    for path in targets.chain(read.names().filter(|name| decides(name))) {
        unchanged(root, read, path)?;
    }
    let names: Vec<&str> = changes.iter().map(|(path, _)| path.as_str()).collect();
    let made = folders_to_make(root, &names);
    let staged = changes
        .iter()
        .try_for_each(|(path, new)| stage(root, path, new))
        .and_then(|()| write_journal(root, &names));
    if let Err(error) = staged {
        undo(root, &names, &made);
        return Err(error);
    }
    finish(root)
}

/// The folders that staging will make, so that they can be taken away again.
fn folders_to_make(root: &Path, names: &[&str]) -> Vec<PathBuf> {
    let parents = names
        .iter()
        .filter_map(|name| root.join(name).parent().map(Path::to_owned));
    parents.filter(|folder| !folder.exists()).collect()
}

/// Takes away what was staged. What cannot be removed now is never read, and staged over later.
fn undo(root: &Path, names: &[&str], made: &[PathBuf]) {
    drop(fs::remove_file(root.join(JOURNAL)));
    for name in names {
        drop(fs::remove_file(staged_path(root, name)));
    }
    for folder in made {
        drop(fs::remove_dir(folder));
    }
}

/// Finishes a write whose journal stands.
///
/// # Errors
/// [`StoreError`] if a staged file cannot be moved into place; a later call tries again.
pub fn recover(root: &Path) -> Result<(), StoreError> {
    if !root.join(JOURNAL).exists() {
        return Ok(());
    }
    let _turn = take_turn(root)?;
    finish(root)
}

fn finish(root: &Path) -> Result<(), StoreError> {
    let journal = root.join(JOURNAL);
    let Ok(names) = fs::read_to_string(&journal) else {
        return Ok(());
    };
    // A journal without its last line was cut short before anything moved.
    let complete = names.ends_with("end\n");
    for name in names
        .lines()
        .filter(|name| *name != "end" && is_inside(name))
    {
        let staged = staged_path(root, name);
        if !staged.exists() {
            continue;
        }
        let target = root.join(name);
        if complete {
            fs::rename(&staged, &target).map_err(|e| StoreError::io("write", &target, e))?;
        } else {
            fs::remove_file(&staged).map_err(|e| StoreError::io("remove", &staged, e))?;
        }
    }
    sync_folder(root);
    fs::remove_file(&journal).map_err(|e| StoreError::io("remove", &journal, e))
}

/// Holds the folder until dropped, where the system can lock a folder; elsewhere the comparison of
/// what was read with what is there must do.
fn take_turn(root: &Path) -> Result<Option<File>, StoreError> {
    let Ok(folder) = File::open(root) else {
        return Ok(None);
    };
    match folder.lock() {
        Ok(()) => Ok(Some(folder)),
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(StoreError::io("lock", root, error)),
    }
}

/// Whether a file bears on what may be done; sources as received never change and may be large.
fn decides(name: &str) -> bool {
    !name.starts_with("record/")
}

fn unchanged(root: &Path, read: &Files, path: &str) -> Result<(), StoreError> {
    let on_disk = fs::read(root.join(path)).ok();
    if on_disk.as_deref().map(hash) == read.get(path).map(hash) {
        Ok(())
    } else {
        Err(StoreError::Changed(path.to_owned()))
    }
}

/// Whether a name stays inside the folder.
fn is_inside(name: &str) -> bool {
    Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

fn staged_path(root: &Path, path: &str) -> PathBuf {
    let target = root.join(path);
    let name = target
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    target.with_file_name(format!(".{name}{STAGED}"))
}

fn stage(root: &Path, path: &str, contents: &[u8]) -> Result<(), StoreError> {
    let staged = staged_path(root, path);
    if let Some(folder) = staged.parent() {
        fs::create_dir_all(folder).map_err(|e| StoreError::io("make", folder, e))?;
    }
    let write = || {
        let mut file = File::create(&staged)?;
        file.write_all(contents)?;
        file.sync_all()
    };
    write().map_err(|e| StoreError::io("write", &staged, e))
}

fn write_journal(root: &Path, names: &[&str]) -> Result<(), StoreError> {
    let path = root.join(JOURNAL);
    let write = || {
        let mut file = File::create(&path)?;
        for name in names {
            writeln!(file, "{name}")?;
        }
        writeln!(file, "end")?;
        file.sync_all()
    };
    write().map_err(|e| StoreError::io("write", &path, e))?;
    sync_folder(root);
    Ok(())
}

/// Makes renames in a folder durable where the system allows a folder to be synced.
fn sync_folder(root: &Path) {
    if let Ok(folder) = File::open(root) {
        drop(folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;

    fn changes(pairs: &[(&str, &str)]) -> Changes {
        pairs
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn all_files_change_together() {
        let folder = tempfile::tempdir().unwrap();
        let files = load(folder.path()).unwrap();
        commit(
            folder.path(),
            &files,
            &changes(&[("talks.toml", "a"), ("record/x.txt", "b")]),
        )
        .unwrap();
        let files = load(folder.path()).unwrap();
        assert_eq!(
            (files.get("talks.toml"), files.get("record/x.txt")),
            (Some(&b"a"[..]), Some(&b"b"[..]))
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_file_changed_meanwhile_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("talks.toml"), "mine").unwrap();
        let files = load(folder.path()).unwrap();
        fs::write(folder.path().join("talks.toml"), "theirs").unwrap();
        let refused = commit(
            folder.path(),
            &files,
            &changes(&[("judgments.toml", "x"), ("talks.toml", "new")]),
        );
        assert!(matches!(refused, Err(StoreError::Changed(path)) if path == "talks.toml"));
        assert_eq!(
            fs::read_to_string(folder.path().join("talks.toml")).unwrap(),
            "theirs"
        );
        assert!(!folder.path().join("judgments.toml").exists());
    }

    #[test]
    fn a_file_that_was_only_read_may_not_change_either() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("talks.toml"), "mine").unwrap();
        let files = load(folder.path()).unwrap();
        fs::write(folder.path().join("talks.toml"), "theirs").unwrap();
        let refused = commit(folder.path(), &files, &changes(&[("judgments.toml", "x")]));
        assert!(matches!(refused, Err(StoreError::Changed(path)) if path == "talks.toml"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn of_two_who_write_at_once_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let files = load(folder.path()).unwrap();
        let write = |text: &'static str| {
            let (root, files) = (folder.path().to_owned(), files.clone());
            std::thread::spawn(move || commit(&root, &files, &changes(&[("talks.toml", text)])))
        };
        let ended = [write("a"), write("b")].map(|writer| writer.join().unwrap().is_ok());
        assert_eq!(ended.iter().filter(|ok| **ok).count(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("talks.toml"), "mine").unwrap();
        // A file stands where a folder is needed, as a full disk would stop the second write.
        fs::write(folder.path().join("record"), "in the way").unwrap();
        let mut files = Files::new();
        files.put("talks.toml", b"mine".to_vec());
        assert!(
            commit(
                folder.path(),
                &files,
                &changes(&[("record/x.txt", "b"), ("talks.toml", "new")])
            )
            .is_err()
        );
        assert_eq!(
            fs::read_to_string(folder.path().join("talks.toml")).unwrap(),
            "mine"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_write_cut_short_is_finished_or_undone() {
        for (end, expect) in [("end\n", "new"), ("", "old")] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("talks.toml"), "old").unwrap();
            stage(folder.path(), "talks.toml", b"new").unwrap();
            fs::write(folder.path().join(JOURNAL), format!("talks.toml\n{end}")).unwrap();
            let files = load(folder.path()).unwrap();
            assert_eq!(files.get("talks.toml"), Some(expect.as_bytes()));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }
}
