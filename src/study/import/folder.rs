//! What a folder holds, for somebody who looks for files to import.

use std::fs;
use std::path::{Path, PathBuf};

use super::file_error;
use super::files::is_never_a_transcript;
use crate::study::Result;

/// A folder and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderList {
    /// Where it is, from the root.
    pub folder: PathBuf,
    /// Folders, then files, by name; hidden ones are left out.
    pub entries: Vec<FolderEntry>,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, as it can be shown.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The size of a file in bytes; `None` for a folder.
    pub bytes: Option<u64>,
    /// Whether it may be a transcript by its ending; a folder may hold some.
    pub is_likely: bool,
}

/// The path with the person's own folder in place of a `~` that it begins with.
#[must_use]
pub fn from_home(path: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    match (path.strip_prefix("~"), home) {
        (Ok(below), Some(home)) => Path::new(&home).join(below),
        _ => path.to_owned(),
    }
}

/// Lists a folder; one that begins with `~` is the person's own.
///
/// # Errors
/// When it can't be read.
pub fn list_folder(folder: &Path) -> Result<FolderList> {
    let folder = from_home(folder);
    let folder = folder.canonicalize().map_err(file_error(&folder))?;
    let mut entries = Vec::new();
    for entry in fs::read_dir(&folder).map_err(file_error(&folder))? {
        let entry = entry.map_err(file_error(&folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What a study keeps beside it while it is open is nobody's transcript.
        if name.starts_with('.') || name.ends_with("-journal") {
            continue;
        }
        let path = entry.path();
        // What a link leads to; where it leads nowhere there is nothing to read.
        let Ok(meta) = fs::metadata(&path) else {
            continue;
        };
        if !meta.is_dir() && !meta.is_file() {
            continue;
        }
        entries.push(FolderEntry {
            name,
            is_likely: meta.is_dir() || !is_never_a_transcript(&path),
            bytes: meta.is_file().then_some(meta.len()),
            path,
        });
    }
    entries.sort_by(|a, b| {
        let sort = |it: &FolderEntry| it.bytes.is_some();
        sort(a).cmp(&sort(b)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(FolderList { folder, entries })
}
