//! Texts with their codings, one interview at a time, for documents that people read.

use std::collections::HashMap;

use super::filter::Filter;
use super::withheld::Stretch;
use super::{Result, Study, StudyError};
use crate::model::interview::Turn;
use crate::model::{Codebook, Coding, InterviewId, Speaker};

/// The text of an interview with what is said of it.
#[derive(Debug)]
pub struct Transcript<'a> {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub name: &'a str,
    /// Its day, as far as it is known.
    pub date: Option<&'a str>,
    /// Its text, code point by code point.
    pub letters: &'a [char],
    /// Its turns in order.
    pub turns: &'a [Turn],
    /// Its speakers; turns name them by index.
    pub speakers: &'a [Speaker],
    /// Codings that pass, in the order of the text.
    pub codings: &'a [Coding],
    /// The codes.
    pub codebook: &'a Codebook,
    /// The whole text by what may be printed of it.
    pub stretches: Vec<Stretch>,
}

impl Transcript<'_> {
    /// Words of the text.
    #[must_use]
    pub fn words(&self, start: u32, end: u32) -> String {
        let end = (end as usize).min(self.letters.len());
        let letters = self.letters.get(start as usize..end);
        letters.unwrap_or_default().iter().collect()
    }
}

impl Study {
    /// Hands out every interview that passes, in the study's order, with the codings that pass.
    ///
    /// One interview is in memory at a time, and nobody is kept from writing meanwhile.
    ///
    /// # Errors
    /// When the file can't be read, the filter names what isn't there, or `each` fails;
    /// [`StudyError::Restless`] as soon as the study changed, and the caller begins again.
    pub fn each_transcript<E: From<StudyError>>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(&Transcript) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let moment = self.moment()?;
        let selection = self.select(filter)?;
        let withholding = self.withholding()?;
        let dates = self.dates()?;
        for place in &selection.passing {
            let id = selection.interviews[*place as usize].id;
            let open = self.load_interview(id, "")?;
            if !self.is_still(moment)? {
                return Err(StudyError::Restless.into());
            }
            let letters: Vec<char> = open.text.as_str().chars().collect();
            let n = u32::try_from(letters.len()).unwrap_or(u32::MAX);
            let codings = self.selected(&selection, *place, &open.layer)?;
            each(&Transcript {
                interview: id,
                name: &open.name,
                date: dates.get(&id).map(String::as_str),
                letters: &letters,
                turns: &open.turns,
                speakers: &open.speakers,
                codings: &codings,
                codebook: &selection.codebook,
                stretches: withholding.stretches(id, 0, n),
            })?;
        }
        Ok(())
    }

    fn dates(&self) -> Result<HashMap<InterviewId, String>> {
        let interviews = self.store.interviews()?.into_iter();
        Ok(interviews
            .filter_map(|interview| Some((interview.id, interview.date?)))
            .collect())
    }
}
