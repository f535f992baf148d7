//! One writer at a time: a lock of the operating system on the study file, and
//! a row that says who holds it.
//!
//! The lock goes when the process goes, however it goes; the row may outlive
//! it and then means nothing. `SQLite` locks byte ranges by other means, so the
//! two don't meet. The locked handle must stay open longer than the connection:
//! closing any handle of a file drops `SQLite`'s own locks on it.

use std::fmt;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Result, StoreError};
use super::uids::now_ms;

/// Who has a study open for writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Name of the machine.
    pub host: String,
    /// Process on it.
    pub pid: u32,
    /// Login name.
    pub user: String,
    /// Since when: milliseconds since 1970, UTC.
    pub since_ms: i64,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}, process {}", self.user, self.host, self.pid)
    }
}

/// The lock, held as long as this lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock, or `None` where somebody else has it.
///
/// `patience` is asked, once, how long to wait when the lock is taken.
pub(super) fn take(
    path: &Path,
    patience: impl FnOnce() -> Result<Duration>,
) -> Result<Option<Lock>> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let mut patience = Some(patience);
    let mut until = None;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Lock { _file: file })),
            Err(TryLockError::Error(source)) => {
                return Err(StoreError::Io {
                    path: path.to_owned(),
                    source,
                });
            }
            Err(TryLockError::WouldBlock) => {
                if let Some(patience) = patience.take() {
                    until = Some(Instant::now() + patience()?);
                }
                if until.is_none_or(|until| Instant::now() >= until) {
                    return Ok(None);
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }
}

/// Writes down that this process has the study open.
pub(super) fn sign(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT INTO owner (id, host, pid, user, since_ms) VALUES (1, ?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET host = ?1, pid = ?2, user = ?3, since_ms = ?4",
        params![host(), std::process::id(), user(), now_ms()],
    )?;
    Ok(())
}

/// Takes the name off.
pub(super) fn unsign(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM owner", [])?;
    Ok(())
}

/// Who signed last. Says something only while the lock is taken.
pub(super) fn owner(conn: &Connection) -> Option<Owner> {
    conn.query_row(
        "SELECT host, pid, user, since_ms FROM owner WHERE id = 1",
        [],
        |row| {
            Ok(Owner {
                host: row.get(0)?,
                pid: row.get(1)?,
                user: row.get(2)?,
                since_ms: row.get(3)?,
            })
        },
    )
    .optional()
    .ok()
    .flatten()
}

fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map(|name| name.trim().to_owned())
        .ok()
        .filter(|name| !name.is_empty())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_else(|| "?".to_owned())
}

fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_else(|| "?".to_owned())
}
