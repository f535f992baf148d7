//! Interviewers' turns that ask questions of the guide, as far as their words tell.

use std::collections::BTreeSet;

use super::{GuideQuestion, OpenInterview, Result, Study};
use crate::analysis::ties::{Why, Wording, propose};
use crate::model::edit::NewTie;
use crate::model::interview::{Asked, QuestionTie};
use crate::model::{Edit, InterviewId, Role, Speaker, Turn};
use crate::text::Text;

/// A turn that is taken to ask a question.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedTie {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub name: String,
    /// The turn, from 0.
    pub turn: u32,
    /// Number of the question.
    pub question: String,
    /// The question as the guide has it.
    pub text: String,
    /// How it was asked.
    pub how: Asked,
    /// Why it is taken to be asked there.
    pub why: Why,
    /// What the turn says.
    pub words: String,
}

/// What is proposed for interviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProposedTies {
    /// The ties, interview by interview, in order of turns.
    pub ties: Vec<ProposedTie>,
    /// Turns that are tied already and stay as they are.
    pub n_tied: usize,
    /// Names of interviews in which nobody is known to ask.
    pub nobody_asks: Vec<String>,
}

impl ProposedTie {
    /// The edit that keeps them; `None` where there are none.
    #[must_use]
    pub fn edit(all: &[Self]) -> Option<Edit> {
        let ties = all.iter().map(|it| NewTie {
            interview: it.interview,
            turn: it.turn,
            question: it.question.clone(),
            how: it.how,
        });
        let ties: Vec<NewTie> = ties.collect();
        (!ties.is_empty()).then_some(Edit::TieQuestions(ties))
    }
}

impl Study {
    /// Which turns of interviewers ask which questions of the guide, in some interviews or (where
    /// none is named) in all. What is tied already stays as it is, and a question that was noted as
    /// skipped is not looked for.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn propose_ties(&self, interviews: &[InterviewId]) -> Result<ProposedTies> {
        self.steadily(|| {
            let questions = self.guide_questions()?;
            let mut found = ProposedTies::default();
            for it in self.store.interviews()? {
                if interviews.is_empty() || interviews.contains(&it.id) {
                    self.propose_in(it.id, &it.name, &questions, &mut found)?;
                }
            }
            Ok(found)
        })
    }

    fn propose_in(
        &self,
        id: InterviewId,
        name: &str,
        questions: &[GuideQuestion],
        found: &mut ProposedTies,
    ) -> Result<()> {
        let text = Text::new(self.store.text(id)?);
        let talk = Talk {
            interview: (id, name),
            text: &text,
            turns: &self.store.turns(id)?,
            speakers: &self.store.speakers(id)?,
            ties: &self.store.ties(id)?,
        };
        if !talk.somebody_asks() {
            found.nobody_asks.push(name.to_owned());
        }
        found.n_tied += talk.tied().len();
        found.ties.extend(talk.proposed(questions));
        Ok(())
    }
}

impl OpenInterview {
    /// What is proposed for it, from what is loaded.
    #[must_use]
    pub fn proposed_ties(&self, questions: &[GuideQuestion]) -> Vec<ProposedTie> {
        let talk = Talk {
            interview: (self.id, &self.name),
            text: &self.text,
            turns: &self.turns,
            speakers: &self.speakers,
            ties: &self.ties,
        };
        talk.proposed(questions)
    }
}

/// An interview as its questions are looked for.
struct Talk<'a> {
    interview: (InterviewId, &'a str),
    text: &'a Text,
    turns: &'a [Turn],
    speakers: &'a [Speaker],
    ties: &'a [QuestionTie],
}

impl Talk<'_> {
    /// The turns of those who ask, with their words.
    fn asking(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..).zip(self.turns).filter_map(|(n, turn)| {
            let speaker = self.speakers.get(usize::from(turn.speaker?))?;
            let asks = speaker.role == Some(Role::Interviewer);
            Some((n, self.text.slice(turn.span).filter(|_| asks)?))
        })
    }

    fn somebody_asks(&self) -> bool {
        self.asking().next().is_some()
    }

    /// Turns that are tied already.
    fn tied(&self) -> BTreeSet<u32> {
        self.ties.iter().filter_map(|tie| tie.turn).collect()
    }

    fn proposed(&self, questions: &[GuideQuestion]) -> Vec<ProposedTie> {
        let asking: Vec<(u32, &str)> = self.asking().collect();
        let place = |id| questions.iter().position(|it| it.id == id);
        let ties = self.ties.iter();
        let tied = ties.filter_map(|tie| place(tie.question?)).collect();
        let wordings = questions.iter().map(|it| Wording {
            number: &it.number,
            texts: [&it.text, &it.text_en],
        });
        let wordings: Vec<Wording> = wordings.collect();
        let proposals = propose(&wordings, &asking, &self.tied(), &tied);
        let words = |turn| asking.iter().find(|(n, _)| *n == turn);
        let ties = proposals.into_iter().map(|it| ProposedTie {
            interview: self.interview.0,
            name: self.interview.1.to_owned(),
            turn: it.turn,
            question: questions[it.question].number.clone(),
            text: questions[it.question].text.clone(),
            how: it.how,
            why: it.why,
            words: words(it.turn).map_or_else(String::new, |(_, words)| (*words).to_owned()),
        });
        ties.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Mode;

    #[test]
    fn what_is_proposed_for_the_sample_interviews_is_what_a_person_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.fangtan");
        Study::build_demo(&path).unwrap();
        let study = Study::open(&path, Mode::Read).unwrap();
        let loaded = study.load("anna").unwrap();
        let (mut n_said, mut n_found) = (0, 0);
        for it in &loaded.interviews {
            let mut open = study.load_interview(it.id, "anna").unwrap();
            let said = std::mem::take(&mut open.ties);
            let said: BTreeSet<(u32, &str)> = said
                .iter()
                .filter_map(|tie| {
                    let question = loaded.question(tie.question?)?;
                    Some((tie.turn?, question.number.as_str()))
                })
                .collect();
            n_said += said.len();
            for tie in open.proposed_ties(&loaded.guide) {
                let found = (tie.turn, tie.question.as_str());
                assert!(said.contains(&found), "{} {found:?} {:?}", it.name, tie.why);
                n_found += 1;
            }
        }
        assert_eq!((n_said, n_found), (78, 45));
        // With all of them tied by hand there is little left to propose, and nothing twice.
        let rest = study.propose_ties(&[]).unwrap();
        assert!(rest.n_tied >= n_said && rest.ties.is_empty(), "{rest:?}");
    }
}
