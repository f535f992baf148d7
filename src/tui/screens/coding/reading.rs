//! What the acting coder has read of the interview in view, and what is left.
//!
//! A sentence of a respondent is *unread* while the cursor has not rested on any
//! of it for a second and the coder has given it no code. Resting is judged when
//! the next thing happens, from the times that events bring: nothing runs and
//! nothing is drawn while nobody does anything.

use crate::model::coding::Layer;
use crate::model::{CharPos, Role, Seen, Span};
use crate::study::OpenInterview;
use crate::text::{self, Unit};

use super::motion::Way;

/// How long a cursor has to stay to have rested.
const REST_MS: u64 = 1000;
/// How long reading goes on before it is kept on the way.
const KEEP_MS: u64 = 60_000;

/// Sentences read and unread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the cursor rested on, in this session or before.
    seen: Seen,
    /// Every sentence of the respondents, in order.
    sentences: Vec<Span>,
    /// Those of them that are unread.
    unread: Vec<Span>,
    /// Where the cursor was when something last happened, and when it had come there.
    cursor: Option<(Span, u64)>,
    /// When something last happened.
    now_ms: u64,
    /// When what was read since the study last kept it began; `None` where it is kept.
    since_ms: Option<u64>,
}

impl Reading {
    /// The reading of an interview that is opened at this time.
    #[must_use]
    pub fn new(open: &OpenInterview, coder: &str, now_ms: u64) -> Self {
        let asks = |speaker: u16| {
            let speaker = open.speakers.get(usize::from(speaker));
            speaker.is_some_and(|it| it.role == Some(Role::Interviewer))
        };
        let sentences = open
            .turns
            .iter()
            .filter(|turn| !turn.speaker.is_some_and(asks))
            .flat_map(|turn| text::units(&open.text, turn.span, Unit::Sentence))
            .collect();
        let mut reading = Self {
            seen: open.seen.clone(),
            sentences,
            now_ms,
            ..Self::default()
        };
        reading.recount(&open.layer, coder);
        reading
    }

    /// Takes a fresh copy of the same interview; where positions moved, what was read lies
    /// where the study says.
    pub fn reopened(&mut self, open: &OpenInterview, coder: &str, text: TextIs) {
        let before = std::mem::replace(self, Self::new(open, coder, self.now_ms));
        if text == TextIs::AsBefore {
            self.seen = before.seen;
            self.since_ms = before.since_ms;
            self.cursor = before.cursor;
            self.recount(&open.layer, coder);
        }
    }

    /// Finds out anew what is unread, after codings came or went.
    pub fn recount(&mut self, layer: &Layer, coder: &str) {
        let coded = |sentence: &Span| {
            layer
                .overlapping(sentence.start().0, sentence.end().0)
                .any(|tag| tag.coder == coder && tag.status.counts())
        };
        self.unread = self
            .sentences
            .iter()
            .filter(|sentence| !self.seen.touches(**sentence) && !coded(sentence))
            .copied()
            .collect();
    }

    /// Takes the time at which something happens, before it does; the cursor stands on
    /// `head` since the last time at the latest. Whether what was read is to be kept now.
    pub fn tick(&mut self, head: Option<Span>, now_ms: u64) -> Keep {
        let came_ms = match self.cursor {
            Some((span, came_ms)) if Some(span) == head => came_ms,
            _ => self.now_ms,
        };
        if let Some(head) = head
            && now_ms.saturating_sub(came_ms) >= REST_MS
            && self.seen.add(head)
        {
            self.since_ms.get_or_insert(now_ms);
            let seen = &self.seen;
            self.unread.retain(|sentence| !seen.touches(*sentence));
        }
        self.cursor = head.map(|head| (head, came_ms));
        self.now_ms = now_ms;
        match self.since_ms {
            Some(since_ms) if now_ms - since_ms >= KEEP_MS => Keep::Now,
            _ => Keep::Later,
        }
    }

    /// Says that the study keeps what was read so far.
    pub fn kept(&mut self) {
        self.since_ms = None;
    }

    /// What was read.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// How many sentences are unread.
    #[must_use]
    pub fn n_unread(&self) -> u32 {
        u32::try_from(self.unread.len()).unwrap_or(u32::MAX)
    }

    /// The next unread sentence behind a passage, or the last before it.
    #[must_use]
    pub(super) fn neighbour(&self, from: Span, way: Way) -> Option<Span> {
        let at = |end: CharPos| self.unread.partition_point(|it| it.start() < end);
        match way {
            Way::Forward => self.unread.get(at(from.end())).copied(),
            Way::Back => at(from.start())
                .checked_sub(1)
                .map(|place| self.unread[place]),
        }
    }
}

/// Whether the positions of an interview that was loaded again mean what they meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextIs {
    /// They do.
    AsBefore,
    /// A correction moved them.
    Another,
}

/// When what was read is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It has been some time.
    Now,
    /// Not yet.
    Later,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use crate::tui::testing::{TALK, code, interview, passage, tag};

    #[test]
    fn a_sentence_is_read_when_the_cursor_rested_on_it_for_a_second() {
        let open = interview(TALK);
        let mut reading = Reading::new(&open, "RA-02", 0);
        assert_eq!(reading.n_unread(), 10, "sentences of the respondent");
        let head = Some(passage(&open, "区里搞了一个权责清单，情况好一些。"));
        reading.tick(head, 0);
        reading.tick(head, 999);
        assert_eq!(reading.n_unread(), 10);
        reading.tick(head, 1000);
        assert_eq!(reading.n_unread(), 9);
        // It came to the next one with the event before this.
        let word = Some(passage(&open, "清单之外"));
        reading.tick(word, 1500);
        assert_eq!(reading.n_unread(), 9);
        reading.tick(word, 2000);
        assert_eq!(reading.n_unread(), 8, "any part of a sentence will do");
    }

    #[test]
    fn the_interviewers_words_and_what_the_coder_coded_are_not_unread() {
        let mut open = interview(TALK);
        let sentence = passage(&open, "最突出的还是权责不清。");
        let coded = |coder: &str, status: Status| {
            Layer::new(vec![tag(1, sentence, code("P1.1"), coder, status)])
        };
        for (coder, status, left) in [
            ("RA-02", Status::Coded, 9),
            ("RA-01", Status::Coded, 10),
            ("RA-02", Status::Suggested, 10),
        ] {
            open.layer = coded(coder, status);
            let reading = Reading::new(&open, "RA-02", 0);
            assert_eq!(reading.n_unread(), left, "{coder} {status:?}");
        }
    }

    #[test]
    fn what_was_read_is_kept_after_a_minute() {
        let open = interview(TALK);
        let mut reading = Reading::new(&open, "RA-02", 0);
        let head = Some(passage(&open, "后来"));
        assert_eq!(reading.tick(head, 5000), Keep::Later);
        assert_eq!(reading.tick(head, 64_999), Keep::Later);
        assert_eq!(reading.tick(head, 65_000), Keep::Now);
        reading.kept();
        assert_eq!(reading.tick(head, 200_000), Keep::Later, "nothing is new");
    }
}
