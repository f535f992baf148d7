//! An interview to be typed: its name and who speaks in it.

use crate::model::edit::NewInterview;
use crate::model::{Edit, Role};
use crate::strings::Lang;
use crate::study::Loaded;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::widgets::field::Field;

/// Rows of the pop-up: the questions, what is missing, keys, the frame.
pub const HEIGHT: u16 = 7;

/// The questions, in order: keys of their words.
pub const QUESTIONS: [&str; 3] = ["start-name", "start-interviewer", "start-respondent"];

/// The questions and what is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// What is typed, in the order of [`QUESTIONS`].
    pub fields: [Field; 3],
    /// The question that takes what is typed.
    pub at: usize,
}

/// What a command leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Something is still asked.
    Open,
    /// Nothing is made.
    Closed,
    /// The interview is made.
    Make(Box<Effect>),
}

impl Start {
    /// Asks for an interview with the next respondent.
    #[must_use]
    pub fn new(loaded: &Loaded, lang: Lang) -> Self {
        let respondent = next_label(loaded);
        // What stands in the transcript; a person may write anything else.
        let interviewer = match lang {
            Lang::Zh => "访",
            Lang::En => "I",
        };
        Self {
            fields: [respondent.as_str(), interviewer, &respondent].map(Field::answer),
            at: 0,
        }
    }

    /// Carries a command out.
    pub fn update(&mut self, loaded: &Loaded, command: Command) -> Choice {
        let n = self.fields.len();
        match command {
            Command::OtherEnd => self.at = (self.at + 1) % n,
            Command::PreviousField => self.at = (self.at + n - 1) % n,
            Command::Accept if self.at + 1 < n => self.at += 1,
            Command::Accept => match self.wrong(loaded) {
                Some((at, _)) => self.at = at,
                None => return Choice::Make(Box::new(self.make())),
            },
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open
    }

    /// The first question whose answer won't do, and why.
    #[must_use]
    pub fn wrong(&self, loaded: &Loaded) -> Option<(usize, &'static str)> {
        let words = |at: usize| self.fields[at].text().trim();
        let label_fault = |at: usize| {
            (words(at).is_empty() || words(at).contains([':', '：'])).then_some("start-label-fault")
        };
        if words(0).is_empty() {
            return Some((0, "start-name-needed"));
        }
        if loaded.interviews.iter().any(|it| it.name == words(0)) {
            return Some((0, "start-name-taken"));
        }
        (1..3)
            .find_map(|at| label_fault(at).map(|fault| (at, fault)))
            .or_else(|| (words(1) == words(2)).then_some((2, "start-one-label")))
    }

    fn make(&self) -> Effect {
        let [name, interviewer, respondent] =
            [0, 1, 2].map(|at: usize| self.fields[at].text().trim().to_owned());
        let said = Message::new("said-started").with("name", &name);
        let edit = Edit::StartInterview(NewInterview {
            name,
            speakers: vec![
                (interviewer, Role::Interviewer),
                (respondent, Role::Respondent),
            ],
        });
        Effect::edit(edit, said)
    }
}

/// The number after the highest of respondents and interviews called `E` and a number,
/// written with as many digits.
fn next_label(loaded: &Loaded) -> String {
    let names = loaded.interviews.iter().map(|it| &it.name);
    let (number, digits) = names
        .chain(&loaded.respondents)
        .filter_map(|name| {
            let digits = name.strip_prefix('E')?;
            let number: u32 = digits.parse().ok().filter(|number| *number < 1_000_000)?;
            Some((number, digits.len()))
        })
        .max()
        .unwrap_or((0, 2));
    format!("E{:0digits$}", number + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::loaded;

    #[test]
    fn the_next_respondent_follows_the_highest_number() {
        let mut loaded = loaded();
        assert_eq!(next_label(&loaded), "E19");
        loaded.respondents = vec!["E099".to_owned(), "王".to_owned(), "E".to_owned()];
        assert_eq!(next_label(&loaded), "E100");
        loaded.respondents.clear();
        loaded.interviews.clear();
        assert_eq!(next_label(&loaded), "E01");
    }

    #[test]
    fn a_name_that_is_taken_and_labels_that_are_none_are_asked_again() {
        let loaded = loaded();
        let wrong = |name: &str, interviewer: &str, respondent: &str| {
            let start = Start {
                fields: [name, interviewer, respondent].map(Field::answer),
                at: 0,
            };
            start.wrong(&loaded)
        };
        assert_eq!(wrong("E20", "访", "E20"), None);
        assert_eq!(wrong(" ", "访", "E20"), Some((0, "start-name-needed")));
        assert_eq!(wrong("E17", "访", "E20"), Some((0, "start-name-taken")));
        assert_eq!(wrong("E20", "", "E20"), Some((1, "start-label-fault")));
        assert_eq!(wrong("E20", "访", "E：20"), Some((2, "start-label-fault")));
        assert_eq!(wrong("E20", "E20", "E20"), Some((2, "start-one-label")));
    }
}
