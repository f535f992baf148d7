//! The turns of a study with who speaks and what was asked.

use std::collections::HashMap;

use crate::analysis::frequency::Talk;
use crate::model::interview::Asked;
use crate::model::{Codebook, InterviewId, Role};
use crate::store::{Case, TurnFact};
use crate::study::{Result, Study};

/// Turns of the whole study with who speaks and what was asked.
#[derive(Default)]
pub(in crate::study) struct Ground {
    /// Ordered by interview and start.
    pub(in crate::study) talk: Vec<Talk>,
    /// Speaker's label of each turn of `talk`.
    pub(super) labels: Vec<String>,
    /// Codes that each question names, by place; `None` without a guide.
    pub(in crate::study) questions: Option<Vec<Vec<u32>>>,
}

impl Study {
    /// Every turn with its respondent and the question it answers.
    pub(super) fn ground(&self, codebook: &Codebook, interviews: &[Case]) -> Result<Ground> {
        let questions = self.store.questions()?;
        let places: HashMap<_, u32> = questions
            .iter()
            .zip(0..)
            .map(|(question, place)| (question.id, place))
            .collect();
        let turns = self.store.turn_facts(interviews)?;
        let labels_of = self.speaker_labels(interviews)?;
        let mut talk = Vec::with_capacity(turns.len());
        let mut labels = Vec::with_capacity(turns.len());
        for mine in turns.chunk_by(|a, b| a.interview == b.interview) {
            let place = mine[0].interview;
            let ties: HashMap<u32, Option<u32>> = self
                .store
                .ties(interviews[place as usize].id)?
                .into_iter()
                .filter(|tie| tie.how != Asked::Skipped)
                .filter_map(|tie| {
                    let question = tie.question.and_then(|id| places.get(&id).copied());
                    Some((tie.turn?, question))
                })
                .collect();
            let mut question = None;
            for (turn, seq) in mine.iter().zip(0_u32..) {
                if let Some(asked) = ties.get(&seq) {
                    question = *asked;
                }
                talk.push(talk_of(turn, question));
                labels.push(
                    turn.speaker
                        .and_then(|speaker| {
                            labels_of
                                .get(place as usize)?
                                .get(usize::from(speaker))
                                .cloned()
                        })
                        .unwrap_or_default(),
                );
            }
        }
        let with_guide = !questions.is_empty();
        Ok(Ground {
            talk,
            labels,
            questions: with_guide.then(|| {
                questions
                    .iter()
                    .map(|question| {
                        question
                            .codes
                            .iter()
                            .filter_map(|code| codebook.place(codebook.by_public_id(code)?.id))
                            .filter_map(|place| u32::try_from(place).ok())
                            .collect()
                    })
                    .collect()
            }),
        })
    }

    /// Labels of speakers, for each interview in order.
    fn speaker_labels(&self, interviews: &[Case]) -> Result<Vec<Vec<String>>> {
        let mut by_interview: HashMap<InterviewId, Vec<String>> = HashMap::new();
        for row in self.store.speaker_rows()? {
            by_interview
                .entry(row.interview)
                .or_default()
                .push(row.label);
        }
        Ok(interviews
            .iter()
            .map(|interview| by_interview.remove(&interview.id).unwrap_or_default())
            .collect())
    }
}

/// The respondent's turns belong to the answer; the interviewer's don't.
fn talk_of(turn: &TurnFact, question: Option<u32>) -> Talk {
    let answers = turn.role != Some(Role::Interviewer);
    Talk {
        interview: turn.interview,
        start: turn.start,
        end: turn.end,
        respondent: turn.respondent.filter(|_| answers),
        question: question.filter(|_| answers),
        speaker: turn.speaker,
        role: turn.role,
    }
}
