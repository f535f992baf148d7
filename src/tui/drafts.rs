//! Keeps what is being typed, on a thread and a connection of its own.
//!
//! A key must not wait for a disk, nor a draft for whatever the [`Worker`](super::jobs::Worker)
//! is counting. Answers only say that a draft is on the disk, or why not; nothing on screen
//! moves by them. Whoever writes the memo itself lets drafts on their way through first
//! ([`Drafts::finish`]), so that none comes after it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::model::Draft;
use crate::study::DraftKeeper;

use super::event::{Event, Trouble};

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
                let (orders, inbox) = channel::<(Draft, String)>();
                let thread = thread::spawn(move || {
                    for (draft, coder) in inbox {
                        let outcome = keeper.keep(&draft, &coder).map_err(Trouble::from);
                        if answer.send(Event::Drafted(outcome)).is_err() {
                            break;
                        }
                    }
                });
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

    /// Has a draft of the coder's kept.
    pub fn keep(&mut self, draft: Draft, coder: &str) {
        if let Some(orders) = &self.orders
            && orders.send((draft, coder.to_owned())).is_ok()
        {
            self.on_their_way += 1;
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
                // The thread is gone, and with it what it had not done.
                Err(_) => break,
            }
        }
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
