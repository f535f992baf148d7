//! The study file from outside: its size, who may read it, what lies beside it.

use std::fs;
use std::path::{Path, PathBuf};

use super::overview::FileState;
use super::{Mode, Study};

/// The backups of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backups {
    /// How many there are.
    pub n: usize,
    /// File name of the latest; it holds the local time when it was made.
    pub latest: Option<String>,
}

/// Files beside the study that are looked into at most.
const SIBLINGS: usize = 50;

/// Folders of services that copy files between machines, and what the services are called.
const SYNCING: &[(&str, &str)] = &[
    ("nutstore", "坚果云 / Nutstore"),
    ("坚果云", "坚果云 / Nutstore"),
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("baidunetdisk", "百度网盘 / BaiduNetdisk"),
    ("百度网盘", "百度网盘 / BaiduNetdisk"),
    ("syncthing", "Syncthing"),
    ("nextcloud", "Nextcloud"),
];

/// How the file at `path` stands. What can't be found out is left out: this is for a glance.
pub(super) fn of(path: &Path, uid: Option<&str>) -> FileState {
    let meta = fs::metadata(path).ok();
    FileState {
        bytes: meta.as_ref().map_or(0, fs::Metadata::len),
        is_private: meta.as_ref().map(is_private),
        backups: backups(path),
        copies: uid.map(|uid| copies(path, uid)).unwrap_or_default(),
        synced_by: synced_by(path),
    }
}

/// Whether group and others may do nothing with the file.
fn is_private(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o077;
    meta.permissions().mode() & OTHERS == 0
}

fn backups(path: &Path) -> Backups {
    let mut folder = path.as_os_str().to_owned();
    folder.push(".backups");
    let mut names: Vec<String> = studies_in(Path::new(&folder))
        .into_iter()
        .filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()))
        .collect();
    // The time in the name makes the order of names the order of time.
    names.sort();
    Backups {
        n: names.len(),
        latest: names.pop(),
    }
}

/// Studies in a folder, draft files left out.
fn studies_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|ending| ending == "fangtan"))
        .collect();
    files.sort();
    files
}

/// Files in the study's folder that hold the same study: copies that somebody made, or
/// that a service left when two people wrote at once.
fn copies(path: &Path, uid: &str) -> Vec<PathBuf> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    studies_in(folder)
        .into_iter()
        .filter(|file| file.file_name() != path.file_name())
        .take(SIBLINGS)
        .filter(|file| {
            Study::open(file, Mode::Read)
                .and_then(|study| Ok(study.store.fact("uid")?))
                .is_ok_and(|other| other.as_deref() == Some(uid))
        })
        .collect()
}

fn synced_by(path: &Path) -> Option<&'static str> {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folders: Vec<String> = whole
        .parent()?
        .components()
        .map(|part| part.as_os_str().to_string_lossy().to_lowercase())
        .collect();
    SYNCING
        .iter()
        .find(|(sign, _)| folders.iter().any(|folder| folder.contains(sign)))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn copies_of_the_same_study_are_found_and_other_studies_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("访谈.fangtan");
        Store::create(&path, "访谈", &[]).unwrap();
        let copy = folder.path().join("访谈（冲突副本）.fangtan");
        fs::copy(&path, &copy).unwrap();
        Store::create(&folder.path().join("别的.fangtan"), "别的", &[]).unwrap();
        fs::write(folder.path().join("坏的.fangtan"), b"not a study").unwrap();
        let study = Study::open(&path, Mode::Read).unwrap();
        let uid = study.store.fact("uid").unwrap();
        let state = of(&path, uid.as_deref());
        assert_eq!(state.copies, [copy]);
        assert_eq!(state.is_private, Some(true));
        assert!(state.bytes > 0);
        assert_eq!(state.backups, Backups::default());
        drop(study);
        let made = Study::open(&path, Mode::Write).unwrap().backup().unwrap();
        let backups = of(&path, uid.as_deref()).backups;
        assert_eq!(backups.n, 1);
        assert!(made.ends_with(backups.latest.unwrap()));
    }

    #[test]
    fn folders_that_are_kept_in_step_are_known_by_name() {
        let name = |path: &str| synced_by(Path::new(path));
        assert_eq!(
            name("/home/a/OneDrive - 大学/study.fangtan"),
            Some("OneDrive")
        );
        assert_eq!(
            name("/home/a/我的坚果云/study.fangtan"),
            Some("坚果云 / Nutstore")
        );
        assert_eq!(name("/home/a/onedrive.fangtan"), None);
    }
}
