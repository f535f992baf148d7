//! Writes tables to files of their own.

use std::io::Write as _;
use std::path::Path;

use super::event::{Message, Trouble};
use crate::formats::sheet::{csv, html, latex, md, tsv, xlsx};
use crate::model::table::{Cell, Column, Sheet, Table};
use crate::strings::{Lang, Strings};
use crate::study::{Listing, Study, file_error};

/// Writes the record of decisions by the ending of the file's name; a file that is there
/// already stays.
///
/// # Errors
/// When the ending is none of xlsx, html and md, the file is there, or it can't be written.
pub(super) fn write(study: &Study, path: &Path, lang: Lang) -> Result<(), Trouble> {
    let mut table = Listing::of_decisions(&study.decisions()?).table();
    table.notes.extend(study.marks()?);
    match Ending::of(path) {
        Some(ending @ (Ending::Xlsx | Ending::Html | Ending::Md)) => {
            save(path, &ending.bytes(path, &table, lang)?)
        }
        _ => Err(refused("trouble-decisions-ending", path)),
    }
}

/// Writes a table by the ending of the file's name; a file that is there already stays.
///
/// # Errors
/// When the ending is none that tables have, the file is there, or it can't be written.
pub(super) fn write_table(path: &Path, table: &Table, lang: Lang) -> Result<(), Trouble> {
    let Some(ending) = Ending::of(path) else {
        return Err(refused("trouble-table-ending", path));
    };
    save(path, &ending.bytes(path, table, lang)?)
}

/// What the ending of a name says of how a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Csv,
    Tsv,
    Xlsx,
    Html,
    Md,
    Latex,
}

impl Ending {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Some(match ending.as_str() {
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "xlsx" => Self::Xlsx,
            "html" | "htm" => Self::Html,
            "md" => Self::Md,
            "tex" => Self::Latex,
            _ => return None,
        })
    }

    fn bytes(self, path: &Path, table: &Table, lang: Lang) -> Result<Vec<u8>, Trouble> {
        let strings = Strings::new(lang);
        let sheet = match self {
            Self::Csv | Self::Tsv => strings.sheet(&without_notes(table, &strings)),
            _ => strings.sheet(table),
        };
        let sheets: &[Sheet] = std::slice::from_ref(&sheet);
        Ok(match self {
            Self::Csv => {
                let form = csv::Csv {
                    bom: csv::Bom::Yes,
                    formulas: csv::Formulas::Guarded,
                };
                csv::write(&sheet, form).into_bytes()
            }
            Self::Tsv => tsv::write(&sheet).into_bytes(),
            Self::Xlsx => {
                let book = xlsx::write(sheets);
                book.map_err(|_| refused("trouble-not-written", path))?
                    .bytes
            }
            Self::Html => html::page(sheets).into_bytes(),
            Self::Md => md::write(&sheet).into_bytes(),
            Self::Latex => latex::write(&sheet).into_bytes(),
        })
    }
}

/// A table for formats that have no place for notes: that its data are invented stands in
/// every row.
fn without_notes(table: &Table, strings: &Strings) -> Table {
    let mut table = table.clone();
    if table.notes.iter().any(|note| note.key == "demo") {
        let words = strings.get("note-demo");
        table.add_column(Column::text("data"), &Cell::Text(words));
    }
    table
}

fn refused(key: &'static str, path: &Path) -> Trouble {
    Trouble::unchanged(Message::new(key).with("path", path.display()))
}

/// Writes a file through a temporary one beside it.
fn save(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let failed = |error| Trouble::from(file_error(path)(error));
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    draft.write_all(bytes).map_err(failed)?;
    draft.as_file().sync_all().map_err(failed)?;
    draft.persist_noclobber(path).map_err(|error| {
        if path.exists() {
            refused("trouble-file-there", path)
        } else {
            failed(error.error)
        }
    })?;
    Ok(())
}
