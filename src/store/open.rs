//! Creating and opening a study file.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, params};

use super::error::{NotAStudy, Result, StoreError};
use super::lock::{self, Lock, Owner};
use super::sight::Sight;
use super::{backup, migrate, uids};

/// What a study is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading; works while somebody else writes.
    Read,
    /// A few edits, then closed again. Fails where somebody else has it open.
    Write,
    /// A long stay. Becomes reading where somebody else has it open or the file can't be written.
    Stay,
}

/// What may be done with an open study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    Writing,
    /// Reading, because that was asked for.
    Reading,
    /// Reading, because the file or its folder can't be written.
    Protected,
    /// Reading, because another process has it open.
    Elsewhere(Option<Owner>),
}

/// An open study file.
#[derive(Debug)]
pub struct Store {
    pub(super) conn: Connection,
    path: PathBuf,
    access: Access,
    mode: Mode,
    /// Tables whose triggers stand in this connection.
    pub(super) armed: Vec<&'static str>,
    /// Who looks through this connection.
    pub(super) sight: Sight,
    // Declared after the connection, so that they are dropped after it.
    /// The file, where its bytes were looked through.
    pub(super) raw: Option<fs::File>,
    _lock: Option<Lock>,
}

impl Store {
    /// Makes an empty study. The file appears whole or not at all.
    ///
    /// # Errors
    /// When the file exists or can't be made.
    pub fn create(path: &Path, title: &str, facts: &[(&str, &str)]) -> Result<()> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let draft = tempfile::Builder::new()
            .prefix(".new-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(StoreError::io(folder))?;
        {
            let mut conn = Connection::open(draft.path())?;
            settle(&conn)?;
            migrate::run(&mut conn, 0, migrate::STEPS)?;
            let mut add = conn.prepare("INSERT INTO study_fact (key, value) VALUES (?1, ?2)")?;
            add.execute(params!["uid", uids::fresh().to_string()])?;
            add.execute(params!["title", title])?;
            add.execute(params!["created_ms", uids::now_ms().to_string()])?;
            for (key, value) in facts {
                add.execute(params![key, value])?;
            }
        }
        draft
            .as_file()
            .sync_all()
            .map_err(StoreError::io(draft.path()))?;
        draft.persist_noclobber(path).map_err(|error| {
            if error.error.kind() == std::io::ErrorKind::AlreadyExists {
                StoreError::Exists(path.to_owned())
            } else {
                StoreError::Io {
                    path: path.to_owned(),
                    source: error.error,
                }
            }
        })?;
        backup::restrict(path, 0o600)
    }

    /// Opens a study.
    ///
    /// # Errors
    /// When there is none, it is no study or a newer one, or (for writing) it
    /// is open elsewhere or can't be written.
    pub fn open(path: &Path, mode: Mode) -> Result<Self> {
        let protected = inspect(path)?;
        let (access, lock) = match mode {
            Mode::Read => (Access::Reading, None),
            Mode::Write if protected => return Err(StoreError::ReadOnly(path.to_owned())),
            Mode::Stay if protected => (Access::Protected, None),
            Mode::Write | Mode::Stay => match lock::take(path, || patience(path, mode))? {
                Some(lock) => (Access::Writing, Some(lock)),
                None => (Access::Elsewhere(None), None),
            },
        };
        let mut conn = connect(path, protected)?;
        let access = match access {
            Access::Elsewhere(_) => {
                let owner = lock::owner(&conn);
                if mode == Mode::Write {
                    return Err(StoreError::OpenElsewhere {
                        path: path.to_owned(),
                        owner,
                    });
                }
                Access::Elsewhere(owner)
            }
            other => other,
        };
        if access == Access::Writing {
            migrate::bring_up_to_date(&mut conn, path, migrate::STEPS)?;
            if mode == Mode::Write && journal_of(path).exists() {
                // Somebody who stayed was killed and left the empty journal. Only by
                // this way round does SQLite remove it, with its locks held.
                journal_mode(&conn, "TRUNCATE")?;
                journal_mode(&conn, "DELETE")?;
            }
            if mode == Mode::Stay {
                // The journal file stays, empty, between steps: one less file to make for each.
                journal_mode(&conn, "TRUNCATE")?;
                lock::sign(&conn)?;
            }
        } else {
            conn = for_reading(conn)?;
        }
        let mut store = Self {
            conn,
            path: path.to_owned(),
            access,
            mode,
            armed: Vec::new(),
            sight: Sight::default(),
            raw: None,
            _lock: lock,
        };
        if store.access == Access::Writing {
            store.obey_withdrawals()?;
        } else if !store.returned()?.is_empty() {
            return Err(StoreError::HoldsWithdrawn(path.to_owned()));
        }
        store.draw_veil()?;
        Ok(store)
    }

    /// A second connection for a worker thread, which only reads.
    ///
    /// # Errors
    /// When the file can't be opened any more.
    pub fn reader(&self) -> Result<Self> {
        // The header was looked at when the study was opened. Looking again
        // would close a handle of the file and drop the first connection's locks.
        let conn = connect(&self.path, self.access == Access::Protected)?;
        let conn = for_reading(conn)?;
        let store = Self {
            conn,
            path: self.path.clone(),
            access: Access::Reading,
            mode: Mode::Read,
            armed: Vec::new(),
            sight: self.sight.of_another(),
            raw: None,
            _lock: None,
        };
        store.draw_veil()?;
        Ok(store)
    }

    /// The study as it is now, in memory, to be changed and thrown away.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn in_memory(&self) -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        Backup::new(&self.conn, &mut conn)?.run_to_completion(4_096, Duration::ZERO, None)?;
        settle(&conn)?;
        let store = Self {
            conn,
            path: self.path.clone(),
            access: Access::Writing,
            mode: Mode::Write,
            armed: Vec::new(),
            sight: self.sight.of_another(),
            raw: None,
            _lock: None,
        };
        store.draw_veil()?;
        Ok(store)
    }

    /// A second connection for a thread that writes while this one goes on: keeps drafts, or takes
    /// copies in. It lives under the lock of this one.
    ///
    /// # Errors
    /// When the study can't be written.
    pub fn second_writer(&self) -> Result<Self> {
        self.writable()?;
        let conn = connect(&self.path, false)?;
        journal_mode(&conn, "TRUNCATE")?;
        Ok(Self {
            conn,
            path: self.path.clone(),
            access: Access::Writing,
            mode: Mode::Write,
            armed: Vec::new(),
            sight: self.sight.of_another(),
            raw: None,
            _lock: None,
        })
    }

    /// The study file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What may be done with it.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// A number that another one takes the place of when another connection has
    /// changed the file since; this connection's own changes don't count.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn data_version(&self) -> Result<i64> {
        let version = self
            .conn
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        self.refresh_sight(version)?;
        Ok(version)
    }

    /// A fact about the study: `uid`, `title`, `demo`, …
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn fact(&self, key: &str) -> Result<Option<String>> {
        use rusqlite::OptionalExtension as _;
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM study_fact WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Makes a verified copy in the folder of backups beside the study.
    ///
    /// # Errors
    /// When the copy can't be made or doesn't equal the study.
    pub fn backup(&self) -> Result<PathBuf> {
        self.unveiled(|conn| backup::make(conn, &self.path))
    }

    pub(super) fn writable(&self) -> Result<()> {
        match &self.access {
            Access::Writing => Ok(()),
            Access::Elsewhere(owner) => Err(StoreError::OpenElsewhere {
                path: self.path.clone(),
                owner: owner.clone(),
            }),
            Access::Reading | Access::Protected => Err(StoreError::ReadOnly(self.path.clone())),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.access == Access::Writing && self.mode == Mode::Stay {
            // At rest the study is one file. Where this fails the next opening mends it.
            let _ = lock::unsign(&self.conn);
            let _ = journal_mode(&self.conn, "DELETE");
        }
    }
}

fn connect(path: &Path, protected: bool) -> Result<Connection> {
    // Also a reader opens for writing where it can: only so a journal left by a
    // killed process is rolled back. `query_only` keeps it from more.
    let access = if protected {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    settle(&conn)?;
    Ok(conn)
}

/// The connection as one that only reads, in the present format.
fn for_reading(conn: Connection) -> Result<Connection> {
    let conn = match migrate::present_copy(&conn, migrate::STEPS)? {
        Some(copy) => {
            settle(&copy)?;
            copy
        }
        None => conn,
    };
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// How long to wait for the lock: another command is done in a moment, somebody
/// who works in the study is not.
fn patience(path: &Path, mode: Mode) -> Result<Duration> {
    if mode == Mode::Stay {
        return Ok(Duration::ZERO);
    }
    let conn = connect(path, true)?;
    Ok(match lock::owner(&conn) {
        Some(_) => Duration::ZERO,
        None => Duration::from_secs(5),
    })
}

/// The file that `SQLite` rolls an unfinished step back from.
fn journal_of(path: &Path) -> PathBuf {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    PathBuf::from(journal)
}

fn journal_mode(conn: &Connection, mode: &str) -> Result<()> {
    Ok(conn.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))?)
}

/// The settings every connection has.
fn settle(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16384;
         PRAGMA mmap_size = 0;",
    )?;
    Ok(())
}

/// Looks at the file before `SQLite` does; returns whether it is protected from writing.
fn inspect(path: &Path) -> Result<bool> {
    let meta = fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => StoreError::Io {
            path: path.to_owned(),
            source,
        },
    })?;
    let not_a_study = |what| StoreError::NotAStudy {
        path: path.to_owned(),
        what,
    };
    if meta.is_dir() {
        return Err(not_a_study(NotAStudy::Folder));
    }
    if meta.len() == 0 {
        return Err(not_a_study(NotAStudy::Empty));
    }
    let mut header = [0; 100];
    let mut file = File::open(path).map_err(StoreError::io(path))?;
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(not_a_study(NotAStudy::NoDatabase));
    }
    let word = |at: usize| {
        u32::from_be_bytes(
            header[at..at + 4]
                .try_into()
                .expect("four bytes of a fixed array"),
        )
    };
    if word(68) != migrate::APPLICATION_ID.cast_unsigned() {
        return Err(not_a_study(NotAStudy::OtherProgram));
    }
    let found = word(60).cast_signed();
    let known = migrate::newest(migrate::STEPS);
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let want = page * u64::from(word(28));
    // With a journal to roll back, length and header needn't agree yet.
    let unfinished = fs::metadata(journal_of(path)).is_ok_and(|meta| meta.len() > 0);
    if meta.len() < want && !unfinished {
        return Err(StoreError::Truncated {
            path: path.to_owned(),
            have: meta.len(),
            want,
        });
    }
    Ok(meta.permissions().readonly() || File::options().append(true).open(path).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_that_holds_nothing_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fangtan");
        Store::create(&path, "a", &[]).unwrap();
        let journal = journal_of(&path);
        fs::write(&journal, b"").unwrap();
        drop(Store::open(&path, Mode::Write).unwrap());
        assert!(!journal.exists());
        fs::write(&journal, [0; 512]).unwrap();
        drop(Store::open(&path, Mode::Write).unwrap());
        assert!(!journal.exists());
    }
}
