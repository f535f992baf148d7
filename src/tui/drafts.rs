//! Keeps what is being typed, on a thread and a connection of its own.
//!
//! A key must not wait for a disk, nor a draft for whatever the [`Worker`](super::jobs::Worker)
//! is counting. Answers only say that a draft is on the disk, or why not; nothing on screen
//! moves by them. Whoever writes the memo itself lets drafts on their way through first
//! ([`Drafts::finish`]), so that none comes after it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::model::{Draft, MemoTarget};
use crate::study::{DraftKeeper, StudyError};

use super::event::{Event, Message, Trouble};

/// The end of the line at which drafts go in and answers come out.
#[derive(Debug)]
pub struct Drafts {
    /// `None` where the study is only read.
    orders: Option<Sender<(Draft, String)>>,
    answers: Receiver<Event>,
    thread: Option<JoinHandle<()>>,
    /// Answers that came while somebody waited for all of them.
    heard: Vec<Event>,
    /// Drafts that have not been answered yet.
    pub on_their_way: usize,
}

impl Drafts {
    /// Starts the thread; without a keeper drafts go nowhere.
    #[must_use]
    pub fn start(keeper: Option<DraftKeeper>) -> Self {
        let (answer, answers) = channel();
        let (orders, thread) = match keeper {
            None => (None, None),
            Some(mut keeper) => {
                let (orders, inbox) = channel();
                let keep = move |draft: &Draft, coder: &str| keeper.keep(draft, coder);
                let thread = thread::spawn(move || serve(keep, inbox, answer));
                (Some(orders), Some(thread))
            }
        };
        Self {
            orders,
            answers,
            thread,
            heard: Vec::new(),
            on_their_way: 0,
        }
    }

    /// Has a draft of the coder's kept. Where nobody is there to do it, that is the answer.
    pub fn keep(&mut self, draft: Draft, coder: &str) {
        let Some(orders) = &self.orders else {
            return;
        };
        let target = draft.target;
        self.on_their_way += 1;
        if orders.send((draft, coder.to_owned())).is_err() {
            self.heard.push(failed(target));
        }
    }

    /// The answers that have come in.
    pub fn answers(&mut self) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.heard);
        events.extend(self.answers.try_iter());
        self.on_their_way -= events.len().min(self.on_their_way);
        events
    }

    /// Waits until every draft handed over is on the disk, or has failed.
    pub fn finish(&mut self) {
        while self.heard.len() < self.on_their_way {
            match self.answers.recv() {
                Ok(event) => self.heard.push(event),
                // The thread is gone: nothing more will be answered.
                Err(_) => self.on_their_way = self.heard.len(),
            }
        }
    }
}

/// Keeps what comes in, and answers each, even where keeping it panics.
fn serve(
    mut keep: impl FnMut(&Draft, &str) -> Result<(), StudyError>,
    inbox: Receiver<(Draft, String)>,
    answer: Sender<Event>,
) {
    for (draft, coder) in inbox {
        let target = draft.target;
        let kept = catch_unwind(AssertUnwindSafe(|| keep(&draft, &coder)));
        let event = match kept {
            Ok(outcome) => Event::Drafted {
                target,
                outcome: outcome.map_err(Trouble::from),
            },
            Err(_) => failed(target),
        };
        if answer.send(event).is_err() {
            break;
        }
    }
}

/// That a draft on `target` could not be kept, by a fault of the program.
fn failed(target: MemoTarget) -> Event {
    let bug = Message::new("trouble-bug").with("job", "draft");
    Event::Drafted {
        target,
        outcome: Err(Trouble::unchanged(bug)),
    }
}

impl Drop for Drafts {
    /// Lets the thread end its work: its connection closes before that of the study.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // Where it panicked there is nothing left to wait for.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MemoKind;

    fn draft() -> Draft {
        Draft {
            target: MemoTarget::Study,
            kind: MemoKind::default(),
            text: "甲".to_owned(),
        }
    }

    fn is_failure(event: &Event) -> bool {
        matches!(
            event,
            Event::Drafted {
                target: MemoTarget::Study,
                outcome: Err(_)
            }
        )
    }

    fn drafts_of(
        keep: impl FnMut(&Draft, &str) -> Result<(), StudyError> + Send + 'static,
    ) -> Drafts {
        let (answer, answers) = channel();
        let (orders, inbox) = channel();
        Drafts {
            orders: Some(orders),
            answers,
            thread: Some(thread::spawn(move || serve(keep, inbox, answer))),
            heard: Vec::new(),
            on_their_way: 0,
        }
    }

    #[test]
    fn a_panic_is_answered_and_the_next_draft_is_kept() {
        let mut n_kept = 0;
        let mut drafts = drafts_of(move |_, _| {
            n_kept += 1;
            assert!(n_kept > 1, "the first one panics");
            Ok(())
        });
        drafts.keep(draft(), "anna");
        drafts.finish();
        let answers = drafts.answers();
        assert!(
            matches!(answers.as_slice(), [event] if is_failure(event)),
            "{answers:?}"
        );
        drafts.keep(draft(), "anna");
        drafts.finish();
        let kept = Event::Drafted {
            target: MemoTarget::Study,
            outcome: Ok(()),
        };
        assert_eq!(drafts.answers(), [kept]);
        assert_eq!(drafts.on_their_way, 0);
    }

    #[test]
    fn where_nobody_keeps_drafts_each_is_answered_as_failed() {
        let (orders, inbox) = channel();
        let (answer, answers) = channel();
        drop((inbox, answer));
        let mut drafts = Drafts {
            orders: Some(orders),
            answers,
            thread: None,
            heard: Vec::new(),
            on_their_way: 0,
        };
        drafts.keep(draft(), "anna");
        drafts.finish();
        let answers = drafts.answers();
        assert!(
            matches!(answers.as_slice(), [event] if is_failure(event)),
            "{answers:?}"
        );
        assert_eq!(drafts.on_their_way, 0);
    }
}
