//! The questions of the guide, to tie an interviewer's turn to one.
//!
//! With nothing typed the questions most like what was said come first; a number, hanzi
//! or pinyin finds others. How it was asked follows from the likeness until the
//! person says otherwise.

use ratatui::layout::Size;

use crate::analysis::ties::AS_WRITTEN;
use crate::model::interview::Asked;
use crate::model::{Edit, InterviewId, QuestionId};
use crate::study::{GuideQuestion, Loaded};
use crate::text::{self, alike, pick};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

use super::palette;

/// A choice among the questions of the guide.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The interview.
    pub interview: InterviewId,
    /// The interviewer's turn, from 0.
    pub turn: u32,
    /// What is typed.
    pub field: Field,
    /// What answers to it.
    pub rows: Vec<Choice>,
    /// The row under the cursor.
    pub list: List,
    /// The question that the turn is tied to.
    pub tied: Option<QuestionId>,
    /// How it was asked, where the person said.
    said: Option<Asked>,
    /// For each question of the guide how like the turn it is, 0 to 1.
    likeness: Vec<f64>,
    picker: text::Picker,
    query: String,
}

/// Lists are equal when they show the same.
impl PartialEq for Questions {
    fn eq(&self, other: &Self) -> bool {
        (self.interview, self.turn, &self.field) == (other.interview, other.turn, &other.field)
            && (&self.rows, self.list, self.said) == (&other.rows, other.list, other.said)
    }
}

/// What a turn can be tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The question at a place of the guide.
    Question(usize),
    /// One that the guide doesn't have.
    Added,
    /// Nothing any more.
    Untie,
}

impl Questions {
    /// The questions for a turn of the open interview; `None` where the study has no guide.
    #[must_use]
    pub fn new(loaded: &Loaded, turn: u32) -> Option<Self> {
        let open = loaded.open.as_ref()?;
        if loaded.guide.is_empty() {
            return None;
        }
        let words = open.text.slice(open.turns.get(turn as usize)?.span)?;
        let likeness = loaded.guide.iter().map(|it| {
            let wordings = std::iter::once(&it.text)
                .chain([&it.text_en])
                .chain(&it.probes);
            wordings
                .map(|other| alike(words, other))
                .fold(0.0, f64::max)
        });
        let picker = text::Picker::new(loaded.guide.iter().map(|it| pick::Entry {
            number: &it.number,
            name: &it.text,
            name_en: &it.text_en,
            aliases: &[],
            uses: 0,
        }));
        let tie = open.ties.iter().find(|tie| tie.turn == Some(turn));
        let mut questions = Self {
            interview: open.id,
            turn,
            field: Field::line(""),
            rows: Vec::new(),
            list: List::default(),
            tied: tie.and_then(|tie| tie.question),
            said: None,
            likeness: likeness.collect(),
            picker,
            query: String::new(),
        };
        questions.pick(tie.is_some());
        Some(questions)
    }

    fn pick(&mut self, is_tied: bool) {
        self.query = self.field.text().to_owned();
        let mut places: Vec<usize> = self
            .picker
            .pick(&self.query)
            .iter()
            .map(|it| it.place)
            .collect();
        if self.query.trim().is_empty() {
            // Where two are as like, the guide's order stays.
            places.sort_by(|a, b| self.likeness[*b].total_cmp(&self.likeness[*a]));
        }
        self.rows = places.into_iter().map(Choice::Question).collect();
        self.rows.push(Choice::Added);
        if is_tied {
            self.rows.push(Choice::Untie);
        }
        self.list = List::default();
    }

    /// Answers anew when something was typed, and keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        if self.query != self.field.text() {
            let is_tied = self.rows.contains(&Choice::Untie);
            self.pick(is_tied);
        }
        self.list.keep(self.rows.len(), palette::n_rows(size));
    }

    /// How the question under the cursor was asked.
    #[must_use]
    pub fn how(&self) -> Asked {
        match (self.rows.get(self.list.at), self.said) {
            (Some(Choice::Added), _) => Asked::Added,
            (_, Some(said)) => said,
            (Some(Choice::Question(place)), None) if self.likeness[*place] >= AS_WRITTEN => {
                Asked::Asked
            }
            _ => Asked::Reworded,
        }
    }

    /// How like the turn a question is, in hundredths.
    #[must_use]
    pub fn percent(&self, place: usize) -> u32 {
        let share = self.likeness.get(place).copied().unwrap_or(0.0);
        // Between 0 and 100.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "see above"
        )]
        let percent = (share * 100.0).round() as u32;
        percent
    }

    /// Moves the cursor, or says otherwise how the question was asked.
    pub fn update(&mut self, size: Size, command: Command) {
        let (len, height) = (self.rows.len(), palette::n_rows(size));
        if self.list.moved(command, len, height) {
            return;
        }
        if command == Command::Mark {
            self.said = Some(match self.how() {
                Asked::Asked => Asked::Reworded,
                Asked::Reworded => Asked::Skipped,
                Asked::Skipped | Asked::Added => Asked::Asked,
            });
        }
    }

    /// The effect of taking the row under the cursor.
    #[must_use]
    pub fn accept(&self, guide: &[GuideQuestion]) -> Option<Effect> {
        let tie = |turn, question: Option<&GuideQuestion>, how| Edit::TieQuestion {
            interview: self.interview,
            turn,
            question: question.map(|it| it.number.clone()),
            how,
        };
        let n = self.turn + 1;
        let (edit, said) = match self.rows.get(self.list.at)? {
            Choice::Question(place) => {
                let question = guide.get(*place)?;
                let how = self.how();
                let (turn, key) = match how {
                    Asked::Skipped => (None, "said-question-skipped"),
                    _ => (Some(self.turn), "said-tied"),
                };
                let said = Message::new(key).with("question", &question.number);
                (tie(turn, Some(question), Some(how)), said)
            }
            Choice::Added => (
                tie(Some(self.turn), None, Some(Asked::Added)),
                Message::new("said-tied-added"),
            ),
            Choice::Untie => (
                tie(Some(self.turn), None, None),
                Message::new("said-untied"),
            ),
        };
        Some(Effect::edit(edit, said.with("turn", n)))
    }
}
