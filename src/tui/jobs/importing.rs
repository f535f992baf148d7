//! Work for the import wizard: folders, files, and what they would bring.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Answer, unless_stopped};
use crate::study::{Study, StudyError, Watch, files_at};
use crate::tui::event::Message;
use crate::tui::screens::importing::batch::Reading;

/// The files that paths lead to, each once. A path that leads nowhere stays one, so that the
/// person is told when it is read.
pub(super) fn find_files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        let files = match files_at(std::slice::from_ref(path)) {
            Ok((files, _)) => files,
            Err(_) => vec![path.clone()],
        };
        for file in files {
            if !found.contains(&file) {
                found.push(file);
            }
        }
    }
    found
}

/// Reads files one by one; one that can't be read doesn't keep the others from being read.
pub(super) fn read_files(
    study: &Study,
    files: &[(usize, PathBuf, Reading)],
    watch: Watch,
) -> Result<Answer, StudyError> {
    let mut found = Vec::new();
    for (n, (source, path, reading)) in files.iter().enumerate() {
        if watch.is_stopped() {
            return unless_stopped(Err(StudyError::Cancelled));
        }
        (watch.tell)(n, files.len());
        let read = study.read_to_import(path, *source, &reading.options());
        let read = read.map(Arc::new).map_err(|error| Message::from(&error));
        found.push((*source, read));
    }
    Ok(Answer::ReadFiles(found))
}
