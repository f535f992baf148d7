//! Copies that were opened, checked and counted before they are called backups.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::{BadBackup, Result, StoreError};

/// The folder of a study's backups.
pub(super) fn folder(study: &Path) -> PathBuf {
    let mut folder = study.as_os_str().to_owned();
    folder.push(".backups");
    PathBuf::from(folder)
}

/// The backups of a study, the oldest first: their names hold the time.
pub(super) fn all(study: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder(study)) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|ending| ending == "fangtan"))
        .collect();
    files.sort();
    files
}

/// Copies the study into `NAME.fangtan.backups/` beside it and verifies the copy.
///
/// The copy gets its name only after it was opened, passed `SQLite`'s own check
/// and has as many rows in every table as the study.
pub(super) fn make(conn: &Connection, path: &Path) -> Result<PathBuf> {
    let folder = folder(path);
    fs::create_dir_all(&folder).map_err(StoreError::io(&folder))?;
    restrict(&folder, 0o700)?;

    let stem = path.file_stem().map_or_else(
        || "study".to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let stamp = chrono::Local::now().format("%Y%m%d-%H%M%S%.3f");
    let target = folder.join(format!("{stem}-{stamp}.fangtan"));
    let draft = folder.join(format!(".{stem}-{stamp}.part"));
    let verified = copy(conn, &draft)
        .and_then(|()| fs::rename(&draft, &target).map_err(StoreError::io(&target)));
    if let Err(error) = verified {
        // The copy is worth nothing; that it can't be removed changes nothing.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::io(&folder))?;
    Ok(target)
}

fn copy(conn: &Connection, draft: &Path) -> Result<()> {
    conn.execute("VACUUM INTO ?1", [draft.to_string_lossy()])?;
    restrict(draft, 0o600)?;
    let copy = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = copy.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    let bad = |what| StoreError::BadBackup {
        path: draft.to_owned(),
        what,
    };
    if verdict != "ok" {
        return Err(bad(BadBackup::Damaged(verdict)));
    }
    let (here, there) = (counts(conn)?, counts(&copy)?);
    if here != there {
        return Err(bad(BadBackup::OtherRows));
    }
    drop(copy);
    File::open(draft)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io(draft))
}

/// Every table with its definition and its number of rows.
fn counts(conn: &Connection) -> Result<Vec<(String, String, i64)>> {
    let mut statement = conn.prepare(
        "SELECT name, sql FROM sqlite_master
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let tables: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    tables
        .into_iter()
        .map(|(name, sql)| {
            let quoted = name.replace('"', "\"\"");
            let n = conn.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| {
                row.get(0)
            })?;
            Ok((name, sql, n))
        })
        .collect()
}

/// Keeps others from reading what we make.
#[cfg(unix)]
pub(super) fn restrict(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(StoreError::io(path))
}

/// Elsewhere the folder's own rights decide.
#[cfg(not(unix))]
pub(super) fn restrict(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}
