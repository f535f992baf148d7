//! A short mark of what a table was made from: the same figures from other data differ in it.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::filter::{Filter, Selection};
use super::{Result, Study};
use crate::model::Span;
use crate::model::table::Note;

/// Takes in what a table follows from, by names and places; nothing by a key of the file, so
/// that a copy made through JSON has the same mark.
#[derive(Default)]
pub(super) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Takes in words.
    pub(super) fn words(&mut self, words: &str) {
        self.0.update(words.as_bytes());
        self.0.update([0]);
    }

    /// Takes in numbers.
    pub(super) fn numbers(&mut self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            self.0.update(number.to_le_bytes());
        }
    }

    /// The first twelve hexadecimal digits of SHA-256 over all of it.
    pub(super) fn mark(self) -> String {
        let mut hex = String::new();
        for byte in &self.0.finalize()[..6] {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        }
        hex
    }
}

/// How much a table counts: so many codings in so many interviews that pass its filter.
pub(super) fn scope(n_codings: u64, n_interviews: u64) -> Note {
    Note::new("n")
        .with("codings", n_codings)
        .with("interviews", n_interviews)
}

/// What stands last under a table: the filter, the layer, the mark of the data.
pub(super) fn foot(filter: &Filter, mark: &str) -> Vec<Note> {
    let mut notes = vec![filter.note()];
    if filter.layer.as_deref() == Some("final") {
        notes.push(Note::new("layer-final"));
    }
    notes.push(Note::new("fingerprint").with("fingerprint", mark));
    notes
}

impl Study {
    /// What stands under every table of this study: that its data are invented, that somebody
    /// looks at it who codes blind.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn marks(&self) -> Result<Vec<Note>> {
        let mut notes = Vec::new();
        if self.is_demo()? {
            notes.push(Note::new("demo"));
        }
        if !self.hidden()?.is_empty() {
            notes.push(Note::new("blind"));
        }
        Ok(notes)
    }

    /// A mark of what a search found: what was asked, and where that is, by names of interviews
    /// and with the texts of those that it is in.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn mark_of_hits<'a>(
        &self,
        query: &str,
        hits: impl IntoIterator<Item = (&'a str, Span)>,
    ) -> Result<String> {
        let texts: HashMap<String, String> = (self.store.text_rows()?.into_iter())
            .map(|text| (text.name, text.hash))
            .collect();
        let mut print = Fingerprint::default();
        print.words(query);
        let mut latest = None;
        for (interview, span) in hits {
            if latest.replace(interview) != Some(interview) {
                print.words(interview);
                print.words(texts.get(interview).map_or("", String::as_str));
            }
            print.numbers([span.start().0, span.end().0]);
        }
        Ok(print.mark())
    }

    /// A mark of all that passes a filter: texts, speakers, and codings with their codes.
    ///
    /// # Errors
    /// When the file can't be read or the filter names what isn't there.
    pub fn mark_of_data(&self, filter: &Filter) -> Result<String> {
        self.steadily(|| {
            let selection = self.select(filter)?;
            let facts = self.facts(&selection)?;
            let mut print = self.fingerprint_of_texts(&selection)?;
            print.words(&self.fingerprint(&selection, &facts)?);
            Ok(print.mark())
        })
    }

    /// A fingerprint that has taken in the interviews of a selection with their texts and who
    /// speaks in them.
    pub(super) fn fingerprint_of_texts(&self, selection: &Selection) -> Result<Fingerprint> {
        let mut print = Fingerprint::default();
        let passing: HashMap<_, _> = (selection.passing.iter())
            .map(|place| &selection.interviews[*place as usize])
            .map(|case| (case.id, case))
            .collect();
        for text in self.store.text_rows()? {
            if let Some(case) = passing.get(&text.interview) {
                print.words(&case.public_id);
                print.words(&text.hash);
            }
        }
        for voice in self.store.speaker_rows()? {
            if passing.contains_key(&voice.interview) {
                print.words(&voice.label);
                print.words(voice.role.map_or("", |role| role.name()));
                print.words(voice.respondent.as_deref().unwrap_or_default());
            }
        }
        Ok(print)
    }
}
