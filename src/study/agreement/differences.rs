//! Units on which coders differ, with what each of them said: the list a team works through.

use super::{AgreementRequest, AgreementUnit};
use crate::model::{CodeId, InterviewId, Span, Thing};
use crate::study::filter::Filter;
use crate::study::{Result, Study, StudyError};

/// A unit that some coders gave a code and others didn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub interview_name: String,
    /// The unit.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Label of its speaker.
    pub speaker: Option<String>,
    /// The turn it lies in, from 1.
    pub turn: Option<usize>,
    /// What each coder did who has gone through the interview.
    pub sides: Vec<Opinion>,
}

/// What one coder did with a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The coder.
    pub coder: String,
    /// Whether the coder gave it the code, or one under it where those were taken in.
    pub marked: bool,
    /// Ids of all codes that the coder gave to some of it, in codebook order.
    pub codes: Vec<String>,
}

impl Study {
    /// The units on which coders differ about a code, in the order of interviews and text.
    ///
    /// Characters and whole interviews are listed by turns. Where figures are of a code with all
    /// that stands under it (`request.level` is the code's), so is this.
    ///
    /// # Errors
    /// As [`Study::agreement`].
    pub fn differences(
        &self,
        filter: &Filter,
        request: &AgreementRequest,
        code: CodeId,
    ) -> Result<Vec<Difference>> {
        self.steadily(|| self.differences_on(filter, request, code))
    }

    fn differences_on(
        &self,
        filter: &Filter,
        request: &AgreementRequest,
        code: CodeId,
    ) -> Result<Vec<Difference>> {
        let request = AgreementRequest {
            unit: match request.unit {
                AgreementUnit::Character | AgreementUnit::Interview => AgreementUnit::Turn,
                unit => unit,
            },
            ..request.clone()
        };
        let selection = self.select(filter)?;
        let book = &selection.codebook;
        let place = book.place(code).ok_or_else(|| StudyError::NoSuch {
            what: Thing::Code,
            name: code.to_string(),
        })?;
        let end = if request.level == Some(book.depth(place) + 1) {
            book.subtree_end(place)
        } else {
            place + 1
        };
        let codes: Vec<u32> = (place..end)
            .filter_map(|place| u32::try_from(place).ok())
            .collect();
        let ground = self.ground_of(&selection, filter, &request)?;
        let mut found = Vec::new();
        let mut open: Option<crate::study::OpenInterview> = None;
        for unit in ground.sample.differing(&codes) {
            let case = &selection.interviews[ground.places[unit.interview] as usize];
            if open.as_ref().is_none_or(|open| open.id != case.id) {
                open = Some(self.load_interview(case.id, "")?);
            }
            let Some(open) = &open else { continue };
            let Ok(span) = Span::within(open.text.chars(), unit.range.0, unit.range.1) else {
                continue;
            };
            let turn = open.turn_at(span.start());
            let sides = unit.said.iter().zip(&ground.coders).zip(0..);
            found.push(Difference {
                interview: case.id,
                interview_name: case.name.clone(),
                span,
                words: open.text.slice(span).unwrap_or_default().to_owned(),
                speaker: turn.and_then(|turn| {
                    let speaker = open.turns[turn].speaker?;
                    Some(open.speakers.get(usize::from(speaker))?.label.clone())
                }),
                turn: turn.map(|turn| turn + 1),
                sides: sides
                    .filter_map(|((said, coder), number)| {
                        let given = ground.sample.given(unit.interview, unit.range, number);
                        let ids = given.into_iter().filter_map(|code| {
                            let code = book.codes().get(code as usize)?;
                            Some(code.entry.public_id.clone())
                        });
                        Some(Opinion {
                            coder: coder.clone(),
                            marked: (*said)?,
                            codes: ids.collect(),
                        })
                    })
                    .collect(),
            });
        }
        Ok(found)
    }
}
