//! Writes the record of decisions to a file of its own.

use std::io::Write as _;
use std::path::Path;

use super::event::{Message, Trouble};
use crate::formats::sheet::{html, md, xlsx};
use crate::model::table::Note;
use crate::strings::{Lang, Strings};
use crate::study::{Listing, Study, file_error};

/// Writes it by the ending of the file's name; a file that is there already stays.
///
/// # Errors
/// When the ending is none of xlsx, html and md, the file is there, or it can't be written.
pub(super) fn write(study: &Study, path: &Path, lang: Lang) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let refused = |key: &'static str| Trouble::unchanged(Message::new(key).with("path", &shown));
    let mut table = Listing::of_decisions(&study.decisions()?).table();
    if study.is_demo()? {
        table.notes.push(Note::new("demo"));
    }
    if !study.hidden()?.is_empty() {
        table.notes.push(Note::new("blind"));
    }
    let sheet = Strings::new(lang).sheet(&table);
    let sheets = std::slice::from_ref(&sheet);
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let bytes = match ending.to_ascii_lowercase().as_str() {
        "xlsx" => {
            let book = xlsx::write(sheets).map_err(|_| refused("trouble-not-written"))?;
            book.bytes
        }
        "html" => html::page(sheets).into_bytes(),
        "md" => md::write(&sheet).into_bytes(),
        _ => return Err(refused("trouble-decisions-ending")),
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let failed = |error| Trouble::from(file_error(path)(error));
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    draft.write_all(&bytes).map_err(failed)?;
    draft.as_file().sync_all().map_err(failed)?;
    draft.persist_noclobber(path).map_err(|error| {
        if path.exists() {
            refused("trouble-file-there")
        } else {
            failed(error.error)
        }
    })?;
    Ok(())
}
