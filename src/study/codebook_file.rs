//! The codebook written to a file of its own: `.toml`, `.csv` or `.md`.

use std::io::{self, Write as _};
use std::path::Path;

use super::{Result, Study, StudyError};
use crate::formats::codebook_md::Words;
use crate::formats::sheet::csv::{Bom, Csv};
use crate::formats::{codebook_csv, codebook_md, codebook_toml};
use crate::model::codebook::Draft;

/// How a codebook is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodebookForm {
    /// TOML, which holds everything.
    Toml,
    /// A table of the codes alone.
    Csv(Csv),
    /// Markdown in a language, which holds everything.
    Markdown(Words),
}

impl CodebookForm {
    /// The form that the ending of a file stands for; `None` for one that no codebook has.
    #[must_use]
    pub fn of(path: &Path, words: Words) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(Self::Toml),
            "csv" => Some(Self::Csv(Csv {
                bom: Bom::Yes,
                ..Csv::default()
            })),
            "md" => Some(Self::Markdown(words)),
            _ => None,
        }
    }

    /// The bytes of a file of this form.
    #[must_use]
    pub fn bytes(self, draft: &Draft) -> Vec<u8> {
        match self {
            Self::Toml => codebook_toml::write(draft),
            Self::Csv(form) => codebook_csv::write(draft, form),
            Self::Markdown(words) => codebook_md::write(draft, words),
        }
        .into_bytes()
    }

    /// Whether something of the codebook has no place in a file of this form.
    #[must_use]
    pub fn leaves_out(self, draft: &Draft) -> bool {
        let facets = draft.kinds.iter().any(|kind| !kind.facets.is_empty());
        matches!(self, Self::Csv(_)) && (facets || !draft.links.is_empty())
    }
}

impl Study {
    /// Writes the codebook to a new file, which appears whole or not at all; says whether
    /// something had no place in it.
    ///
    /// # Errors
    /// When the study can't be read, the file can't be written, or one of that name is there.
    pub fn write_codebook(&self, path: &Path, form: CodebookForm) -> Result<bool> {
        let draft = self.codebook_draft()?;
        let failed = |source: io::Error| StudyError::File {
            path: path.to_owned(),
            // The name of the temporary file is of no use to anybody.
            source: source.kind().into(),
        };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut file = tempfile::Builder::new()
            .prefix(".fangtan-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(failed)?;
        file.write_all(&form.bytes(&draft)).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist_noclobber(path)
            .map_err(|error| failed(error.error))?;
        Ok(form.leaves_out(&draft))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Mode;

    #[test]
    fn a_codebook_is_written_once_and_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.fangtan");
        let plan = crate::model::plan::Plan::default();
        Study::create(&path, "s", &plan, "RA-01").unwrap();
        let study = Study::open(&path, Mode::Read).unwrap();
        let words = Words::English;
        for name in ["a.toml", "a.csv", "a.MD"] {
            let file = folder.path().join(name);
            let form = CodebookForm::of(&file, words).unwrap();
            study.write_codebook(&file, form).unwrap();
            assert!(file.exists());
            let again = study.write_codebook(&file, form).unwrap_err();
            let StudyError::File { source, .. } = again else {
                panic!("{again:?}");
            };
            assert_eq!(source.kind(), io::ErrorKind::AlreadyExists);
        }
        assert_eq!(CodebookForm::of(Path::new("a.docx"), words), None);
        assert_eq!(CodebookForm::of(Path::new("toml"), words), None);
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 4, "no leftovers: {left:?}");
    }
}
