//! Looking over what was read: files, the speakers of one, and its turns or its whole text.

use crate::model::plan::PlannedInterview;
use crate::model::{Role, Span};
use crate::text::Text;
use crate::tui::command::Command;
use crate::tui::widgets::list::List;

use super::batch::Batch;

/// What the arrows move in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The files.
    #[default]
    Files,
    /// The speakers of the one under the cursor.
    Speakers,
    /// Its words.
    Words,
}

/// What is shown of the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The turns.
    #[default]
    Turns,
    /// The text as it is kept, with what is outside of turns.
    Whole,
}

/// Where the cursors stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// What the arrows move in.
    pub pane: Pane,
    /// The file under the cursor.
    pub files: List,
    /// The speaker under the cursor.
    pub speakers: List,
    /// The first turn or line in view.
    pub words: List,
    /// What is shown of the words.
    pub shown: Shown,
    /// The text of the interview in view, with its places.
    pub text: Option<Text>,
}

/// A speaker with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Its label.
    pub label: String,
    /// What it does.
    pub role: Option<Role>,
    /// The respondent behind it.
    pub respondent: Option<String>,
    /// Its turns.
    pub turns: usize,
    /// Code points of what it says.
    pub chars: u32,
}

/// The speakers of an interview, in order of appearance.
#[must_use]
pub fn voices(interview: &PlannedInterview) -> Vec<Voice> {
    let speakers = interview.transcript.speakers.iter();
    let mut voices: Vec<Voice> = speakers
        .map(|it| Voice {
            label: it.label.clone(),
            role: it.role,
            respondent: it.respondent.clone(),
            turns: 0,
            chars: 0,
        })
        .collect();
    for turn in &interview.transcript.turns {
        let voice = turn.speaker.and_then(|it| voices.get_mut(usize::from(it)));
        if let Some(voice) = voice {
            voice.turns += 1;
            voice.chars += turn.span.chars();
        }
    }
    voices
}

/// Code points in turns.
#[must_use]
pub fn in_turns(interview: &PlannedInterview) -> u32 {
    let turns = interview.transcript.turns.iter();
    turns.map(|turn| turn.span.chars()).sum()
}

/// The lines of a text with the spans of its turns in each.
pub fn lines<'a>(
    text: &'a Text,
    interview: &'a PlannedInterview,
) -> impl Iterator<Item = (&'a str, u32, &'a [crate::model::Turn])> {
    let turns = &interview.transcript.turns;
    let mut start: u32 = 0;
    text.as_str().split('\n').map(move |line| {
        let len = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let from = start;
        start = from.saturating_add(len).saturating_add(1);
        let first = turns.partition_point(|turn| turn.span.end().0 <= from);
        let last = turns.partition_point(|turn| turn.span.start().0 < from + len);
        (line, from, &turns[first..last.max(first)])
    })
}

/// The part of a span that lies in a line, as bytes of the line.
#[must_use]
pub fn bytes_in_line(line: &str, from: u32, span: Span) -> std::ops::Range<usize> {
    let byte = |at: u32| {
        let nth = at.saturating_sub(from) as usize;
        line.char_indices()
            .nth(nth)
            .map_or(line.len(), |(byte, _)| byte)
    };
    byte(span.start().0)..byte(span.end().0)
}

impl Look {
    /// The rows of the words: turns, or lines.
    #[must_use]
    pub fn n_words(&self, batch: &Batch) -> usize {
        let row = batch.rows.get(self.files.at);
        let interview = row.and_then(|row| batch.interview(row));
        match (interview, self.shown, &self.text) {
            (Some(interview), Shown::Turns, _) => interview.transcript.turns.len(),
            (Some(_), Shown::Whole, Some(text)) => text.as_str().split('\n').count(),
            _ => 0,
        }
    }

    /// The speaker under the cursor.
    #[must_use]
    pub fn voice(&self, batch: &Batch) -> Option<Voice> {
        let row = batch.rows.get(self.files.at)?;
        voices(batch.interview(row)?)
            .into_iter()
            .nth(self.speakers.at)
    }

    /// Moves a cursor where the command is a motion; whether it was one.
    pub fn moved(&mut self, batch: &Batch, command: Command, heights: [usize; 3]) -> bool {
        let [files, speakers, words] = heights;
        match self.pane {
            Pane::Files => {
                let before = self.files.at;
                let moved = self.files.moved(command, batch.rows.len(), files);
                if self.files.at != before {
                    self.show(batch);
                }
                moved
            }
            Pane::Speakers => {
                let len = self.n_speakers(batch);
                self.speakers.moved(command, len, speakers)
            }
            // The view itself moves: its first row is the cursor.
            Pane::Words => {
                let page = (words / 3).max(1);
                let len = self.n_words(batch);
                let moved = self.words.moved(command, len, page);
                self.words.top = self.words.at;
                moved
            }
        }
    }

    fn n_speakers(&self, batch: &Batch) -> usize {
        let row = batch.rows.get(self.files.at);
        let interview = row.and_then(|row| batch.interview(row));
        interview.map_or(0, |it| it.transcript.speakers.len())
    }

    /// Gets the words of the interview under the cursor ready, from the beginning.
    pub fn show(&mut self, batch: &Batch) {
        self.speakers = List::default();
        self.words = List::default();
        let row = batch.rows.get(self.files.at);
        let interview = row.and_then(|row| batch.interview(row));
        self.text = interview.map(|it| Text::new(it.transcript.text.clone()));
    }

    /// Keeps the cursors in view.
    pub fn settle(&mut self, batch: &Batch, heights: [usize; 3]) {
        let [files, speakers, _] = heights;
        self.files.keep(batch.rows.len(), files);
        self.speakers.keep(self.n_speakers(batch), speakers);
        let last = self.n_words(batch).saturating_sub(1);
        self.words.at = self.words.at.min(last);
        self.words.top = self.words.at;
    }

    /// Has the arrows move in the next part.
    pub fn next_pane(&mut self) {
        self.pane = match self.pane {
            Pane::Files => Pane::Speakers,
            Pane::Speakers => Pane::Words,
            Pane::Words => Pane::Files,
        };
    }

    /// Has the arrows move in the part before.
    pub fn previous_pane(&mut self) {
        self.next_pane();
        self.next_pane();
    }
}
