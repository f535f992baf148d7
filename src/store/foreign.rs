//! Projects of other programs that are `SQLite` files: their rows as they stand.
//!
//! Nothing is interpreted here but which rows are in use; what positions count and what a code
//! becomes is for `study` to say. The files are strangers': they are opened for reading only, no
//! view is asked, nothing in their schema is run, and columns that a version lacks are empty.
//!
//! Tables after the programs' sources: `QualCoder` 4.0 beta, Taguette 1.5, RQDA 0.3.

mod qualcoder;
mod rows;
mod rqda;
mod taguette;

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use rows::Tables;

/// Longest cell of a foreign file, in bytes.
const MOST_BYTES_OF_A_CELL: i32 = 64 * 1024 * 1024;

/// Why a project of another program can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// It holds several projects, of these names.
    #[error("it holds {} projects: {}", .0.len(), .0.join(", "))]
    Several(Vec<String>),
    /// It is damaged, or no file of its kind.
    #[error(transparent)]
    Damaged(#[from] rusqlite::Error),
}

type Result<T> = std::result::Result<T, ForeignError>;

/// Which program a project is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignProgram {
    /// `QualCoder`: a folder `NAME.qda` with `data.qda`.
    QualCoder,
    /// Taguette: a `.sqlite3` file.
    Taguette,
    /// RQDA: a `.rqda` file.
    Rqda,
}

impl ForeignProgram {
    /// Its name as the format of an import.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::QualCoder => "qualcoder",
            Self::Taguette => "taguette",
            Self::Rqda => "rqda",
        }
    }
}

/// A project of another program.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignProject {
    /// Of which program.
    pub program: ForeignProgram,
    /// Its title; empty where the file holds none.
    pub title: String,
    /// Texts, in the file's order.
    pub texts: Vec<ForeignText>,
    /// Codes and categories, in the file's order.
    pub codes: Vec<ForeignCode>,
    /// Codings.
    pub codings: Vec<ForeignCoding>,
    /// What was written beside them.
    pub notes: Vec<ForeignNote>,
    /// What the file holds and we don't read, and how often.
    pub left_out: BTreeMap<&'static str, u64>,
}

impl ForeignProject {
    fn new(program: ForeignProgram) -> Self {
        Self {
            program,
            title: String::new(),
            texts: Vec::new(),
            codes: Vec::new(),
            codings: Vec::new(),
            notes: Vec::new(),
            left_out: BTreeMap::new(),
        }
    }

    fn leave_out(&mut self, what: &'static str, n: u64) {
        if n > 0 {
            *self.left_out.entry(what).or_default() += n;
        }
    }
}

/// A text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignText {
    /// Its number in the file.
    pub key: i64,
    /// Its name.
    pub name: String,
    /// What it says; a page in Taguette.
    pub body: String,
    /// Attributes of it and of its cases, in order.
    pub attributes: Vec<(String, String)>,
}

/// A code or a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignCode {
    /// Its name in the file: unique among codes and categories together.
    pub key: String,
    /// Its name; with the names above it in Taguette, parted by `/`.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// The key of the one above.
    pub parent: Option<String>,
    /// A colour as written there.
    pub color: String,
    /// Whether it only holds others.
    pub is_category: bool,
}

/// A coding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignCoding {
    /// Number of its text.
    pub text: i64,
    /// Key of its code.
    pub code: String,
    /// Where it begins, as the program counts.
    pub start: i64,
    /// Where it ends, as the program counts.
    pub end: i64,
    /// The words, as the program kept them.
    pub words: String,
    /// The memo.
    pub memo: String,
    /// Who made it; empty where nobody is named.
    pub coder: String,
    /// When, as written there.
    pub at: String,
    /// Whether it is marked as important.
    pub is_important: bool,
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignTarget {
    /// The project.
    Project,
    /// A text.
    Text(i64),
    /// A passage of a text.
    Passage(i64, i64, i64),
}

/// A memo, a journal entry, an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignNote {
    /// About what.
    pub on: ForeignTarget,
    /// The words.
    pub words: String,
    /// Who wrote it; empty where nobody is named.
    pub coder: String,
    /// When, as written there.
    pub at: String,
}

/// Whether bytes begin as a file of `SQLite` does.
#[must_use]
pub fn is_database(head: &[u8]) -> bool {
    head.starts_with(b"SQLite format 3\0")
}

/// Reads a project of another program; `None` where the file is a database of something else.
///
/// # Errors
/// When it is damaged, or Taguette keeps several projects in it
/// ([`SeveralProjects`](super::ForeignError::Several)).
pub fn read(path: &Path) -> Result<Option<ForeignProject>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES_OF_A_CELL)?;
    conn.pragma_update(None, "query_only", true)?;
    // All of one moment: the program may be open beside us.
    let read = conn.unchecked_transaction()?;
    let tables = Tables::of(&read)?;
    let project = if tables.have(&["source", "code_name", "code_text"]) {
        Some(qualcoder::read(&tables)?)
    } else if tables.have(&["documents", "highlights", "tags", "highlight_tags"]) {
        Some(taguette::read(&tables)?)
    } else if tables.have(&["source", "freecode", "coding"]) {
        Some(rqda::read(&tables)?)
    } else {
        None
    };
    Ok(project)
}
