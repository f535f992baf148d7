//! Copies of a study that went apart come together: from files to one step.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Came, Listing, Merged, Mode, Result, Study, StudyError, written_time};
use crate::model::{Conflict, Edit, InterviewId, Watch};
use crate::store::{Report, Store};

/// Whether a merge is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merging {
    /// It is.
    Now,
    /// It only says what it would bring.
    Rehearsal,
}

impl Study {
    /// Takes in what other copies of this study have: one step, after a backup. What was
    /// withdrawn in any of them is withdrawn here first. The other files stay as they are.
    ///
    /// # Errors
    /// When a file can't be read, is this study itself or holds another one, this study can't be
    /// written, or `watch` stops it ([`StudyError::Cancelled`]); the study is then as before, but for
    /// what was withdrawn.
    pub fn merge(
        &mut self,
        files: &[PathBuf],
        coder: &str,
        merging: Merging,
        watch: Watch,
    ) -> Result<Merged> {
        let others = self.other_copies(files)?;
        let others: Vec<&Store> = others.iter().collect();
        let gone = self.store.withdrawn_by(&others)?;
        let withdrawn = gone.iter().map(|(_, name)| name.clone()).collect();
        let mut merged = match merging {
            Merging::Rehearsal => self.store.rehearse_merge(&others, coder, watch)?,
            Merging::Now => self.merge_now(&others, files, &gone, coder, watch)?,
        };
        merged.withdrawn = withdrawn;
        merged.withdrawn.retain(|name| !name.is_empty());
        Ok(merged)
    }

    /// Says what [`Self::merge`] would bring without writing to the file, not even for a moment.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn would_merge(&self, files: &[PathBuf], coder: &str, watch: Watch) -> Result<Merged> {
        let mut copy = Self {
            store: self.store.in_memory()?,
        };
        copy.merge(files, coder, Merging::Rehearsal, watch)
    }

    /// Takes copies in from a thread of its own, while this goes on showing the study.
    ///
    /// # Errors
    /// When the study can't be written.
    pub fn merger(&self) -> Result<Merger> {
        let store = self.store.second_writer()?;
        Ok(Merger(Self { store }))
    }

    fn other_copies(&self, files: &[PathBuf]) -> Result<Vec<Store>> {
        let uid = self.store.fact("uid")?;
        let mut others = Vec::new();
        for file in files {
            if is_same(file, self.path()) {
                return Err(StudyError::Itself(file.clone()));
            }
            let other = Store::open(file, Mode::Read)?;
            if other.fact("uid")? != uid {
                return Err(StudyError::OtherStudy(file.clone()));
            }
            other.look_at_all()?;
            others.push(other);
        }
        Ok(others)
    }

    /// Conflicts that merges left, those that nobody looked at first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        self.steadily(|| Ok(self.store.conflicts()?))
    }

    fn merge_now(
        &mut self,
        others: &[&Store],
        files: &[PathBuf],
        gone: &[(InterviewId, String)],
        coder: &str,
        watch: Watch,
    ) -> Result<Merged> {
        if watch.is_stopped() {
            return Err(StudyError::Cancelled);
        }
        for (interview, _) in gone {
            self.store.withdraw(*interview, coder)?;
        }
        let backup = self.store.backup()?;
        let name = |file: &PathBuf| {
            let name = file.file_name().unwrap_or(file.as_os_str());
            name.to_string_lossy().into_owned()
        };
        let names: Vec<String> = files.iter().map(name).collect();
        let merged = self.store.merge(others, &names, coder, watch);
        if merged.as_ref().map_or(true, Merged::is_nothing) {
            // It is a copy of what is there; that it can't be removed changes nothing.
            let _ = std::fs::remove_file(backup);
        }
        Ok(merged?)
    }
}

/// Takes copies and what files bring in from a thread of its own, and changes nothing else of
/// a study.
#[derive(Debug)]
pub struct Merger(Study);

impl Merger {
    /// As [`Study::merge`], carried out.
    ///
    /// # Errors
    /// As there.
    pub fn merge(&mut self, files: &[PathBuf], coder: &str, watch: Watch) -> Result<Merged> {
        self.0.merge(files, coder, Merging::Now, watch)
    }

    /// As [`Study::import_watched`].
    ///
    /// # Errors
    /// As there.
    pub fn import(&mut self, import: &Edit, coder: &str, watch: Watch) -> Result<Report> {
        self.0.import_watched(import, coder, watch)
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Kinds of what a merge brings, each with its tables.
const KINDS: &[(&str, &[&str])] = &[
    (
        "interviews",
        &["interview", "session", "session_respondent", "tie"],
    ),
    ("people", &["respondent", "speaker", "coder"]),
    ("attributes", &["attribute", "attribute_list"]),
    ("guide", &["guide", "question"]),
    (
        "codes",
        &["code", "code_version", "codebook_version", "kind", "link"],
    ),
    ("codings", &["coding"]),
    ("marks", &["coding_facet", "coding_link", "bookmark", "pin"]),
    ("memos", &["memo"]),
    ("summaries", &["summary"]),
    ("lexicon", &["lexicon"]),
    ("review", &["verdict", "settlement"]),
    ("assignments", &["assignment", "coverage"]),
    ("facts", &["study_fact"]),
];

impl Merged {
    /// What it brought, by kind in place of table.
    #[must_use]
    pub fn by_kind(&self) -> Vec<Came> {
        let mut all = Vec::new();
        for (kind, tables) in KINDS {
            let mut sum = Came {
                table: kind,
                ..Came::default()
            };
            for came in self.came.iter().filter(|it| tables.contains(&it.table)) {
                sum.added += came.added;
                sum.changed += came.changed;
                sum.removed += came.removed;
            }
            if sum.added + sum.changed + sum.removed > 0 {
                all.push(sum);
            }
        }
        all
    }
}

impl Conflict {
    /// The conflict as other programs read it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.about,
            "conflict": self.kind,
            "interview": self.interview_name,
            "about": self.about,
            "thing": self.table,
            "part": self.part,
            "kept": self.kept,
            "other": self.other,
            "kept_by": self.kept_by,
            "other_by": self.other_by,
            "kept_at": self.kept_ms.and_then(written_time),
            "other_at": self.other_ms.and_then(written_time),
            "outcome": self.outcome.name(),
        })
    }
}

impl Study {
    pub(super) fn list_conflicts(&self) -> Result<Listing> {
        let mut list = Listing::new(
            "conflicts",
            &[
                "id",
                "conflict",
                "interview",
                "about",
                "kept",
                "kept_by",
                "other",
                "other_by",
                "outcome:resolution",
            ],
        );
        for conflict in self.conflicts()? {
            list.push(conflict.to_json());
        }
        Ok(list)
    }
}
