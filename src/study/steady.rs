//! Reading while somebody else writes: from one state of the study, without locking anybody out.

use super::{Result, Study, StudyError};

/// How often a reading begins again before it gives up.
const ATTEMPTS: usize = 10;

/// The state of a study that a reading began in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment(i64);

impl Study {
    /// Runs `read`, and again where the study changed under it, so that what comes out is of one state.
    ///
    /// # Errors
    /// As `read`; [`StudyError::Restless`] where the study changes faster than it can be read.
    pub(super) fn steadily<T>(&self, read: impl Fn() -> Result<T>) -> Result<T> {
        for _ in 0..ATTEMPTS {
            let moment = self.moment()?;
            let outcome = read();
            if self.is_still(moment)? {
                return outcome;
            }
        }
        Err(StudyError::Restless)
    }

    /// Runs `read` once, so that all that it reads is of one state.
    ///
    /// # Errors
    /// As `read`; [`StudyError::Restless`] where somebody else changed the study meanwhile, and
    /// the caller begins again.
    pub fn in_one_state<T, E: From<StudyError>>(
        &self,
        read: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let moment = self.moment()?;
        let outcome = read();
        if self.is_still(moment)? {
            return outcome;
        }
        Err(StudyError::Restless.into())
    }

    /// The present state.
    pub(super) fn moment(&self) -> Result<Moment> {
        Ok(Moment(self.store.data_version()?))
    }

    /// Whether nobody else has changed the study since.
    pub(super) fn is_still(&self, moment: Moment) -> Result<bool> {
        Ok(self.moment()? == moment)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::model::Edit;
    use crate::model::codebook::Entry;
    use crate::model::edit::NewCode;
    use crate::study::Mode;

    fn add_code(study: &mut Study, name: &str) {
        let entry = Entry {
            name: name.to_owned(),
            ..Entry::default()
        };
        let code = NewCode {
            parent: None,
            entry,
        };
        study.apply(&Edit::AddCode(code), "甲").unwrap();
    }

    #[test]
    fn a_reading_begins_again_where_somebody_else_wrote_and_ends_in_one_state() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fangtan");
        crate::store::Store::create(&path, "a", &[]).unwrap();
        let reader = Study::open(&path, Mode::Read).unwrap();
        let runs = Cell::new(0);
        let (before, after) = reader
            .steadily(|| {
                let before = reader.codebook()?.codes().len();
                if runs.replace(runs.get() + 1) == 0 {
                    add_code(&mut Study::open(&path, Mode::Write)?, "部门壁垒");
                }
                Ok((before, reader.codebook()?.codes().len()))
            })
            .unwrap();
        assert_eq!((before, after, runs.get()), (1, 1, 2));
    }

    #[test]
    fn a_study_that_never_rests_is_said_to_be_restless() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fangtan");
        crate::store::Store::create(&path, "a", &[]).unwrap();
        let reader = Study::open(&path, Mode::Read).unwrap();
        let runs = Cell::new(0);
        let outcome = reader.steadily(|| {
            runs.set(runs.get() + 1);
            add_code(
                &mut Study::open(&path, Mode::Write)?,
                &format!("编码{}", runs.get()),
            );
            Ok(())
        });
        assert!(matches!(outcome, Err(StudyError::Restless)));
    }
}
