//! A transcript as paragraphs, one a line of the text, with its codings as remarks.

use crate::model::Coding;
use crate::model::paper::{Block, Kind, Piece, Remark};
use crate::strings::Strings;
use crate::study::{Transcript, Withheld, written_time};

/// What happens at a code point, in the order in which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A remark ends.
    Close(usize),
    /// What a turn says begins: what stands before it on its line is a label.
    Turn,
    /// A remark begins.
    Open(usize),
}

/// Writes a transcript. Codings get numbers from `next` on, which then is the one after the last.
pub(super) fn blocks<E>(
    transcript: &Transcript,
    next: &mut u32,
    words: &Strings,
    mut put: impl FnMut(&Block) -> Result<(), E>,
) -> Result<(), E> {
    let first = *next;
    let codings: &[Coding] = match transcript.stretches.as_slice() {
        // Of an interview that may not be quoted there is nothing to hang them on.
        [only] if only.withheld == Some(Withheld::NoConsent) => &[],
        _ => transcript.codings,
    };
    *next += u32::try_from(codings.len()).unwrap_or(u32::MAX);
    let mut text = Lines {
        transcript,
        codings,
        first,
        pieces: Vec::new(),
        label: String::new(),
    };
    let mut events = events(transcript, codings).into_iter().peekable();
    for stretch in &transcript.stretches {
        if let Some(withheld) = stretch.withheld {
            // Remarks that begin in it stand before what is in its place, those that end behind it.
            let mut ending = Vec::new();
            while let Some((_, event)) = events.next_if(|(at, _)| *at < stretch.end) {
                match event {
                    Event::Open(at) => text.open(at),
                    Event::Close(at) => ending.push(at),
                    Event::Turn => text.flush_label(),
                }
            }
            text.flush_label();
            let in_place = words.get(&format!("cell-{}", withheld.key()));
            text.pieces.push(Piece::Text(in_place));
            for at in ending {
                text.close(at);
            }
            continue;
        }
        let mut at = stretch.start;
        while at < stretch.end {
            while let Some((_, event)) = events.next_if(|(place, _)| *place <= at) {
                text.happens(event);
            }
            let until = events.peek().map_or(stretch.end, |(place, _)| *place);
            let until = until.min(stretch.end);
            let piece = transcript.words(at, until);
            for (n, line) in piece.split('\n').enumerate() {
                if n > 0 {
                    text.end(&mut put)?;
                }
                text.label.push_str(line);
            }
            at = until;
        }
    }
    for (_, event) in events {
        text.happens(event);
    }
    text.end(&mut put)
}

/// Where remarks begin and end, and where turns do.
fn events(transcript: &Transcript, codings: &[Coding]) -> Vec<(u32, Event)> {
    let mut events: Vec<(u32, Event)> = Vec::with_capacity(2 * codings.len());
    for (at, coding) in codings.iter().enumerate() {
        events.push((coding.span.start().0, Event::Open(at)));
        events.push((coding.span.end().0, Event::Close(at)));
    }
    let turns = transcript.turns.iter();
    events.extend(turns.map(|turn| (turn.span.start().0, Event::Turn)));
    events.sort_unstable();
    events
}

/// The line being written.
struct Lines<'a> {
    transcript: &'a Transcript<'a>,
    codings: &'a [Coding],
    first: u32,
    pieces: Vec<Piece>,
    /// Words that have not become a piece yet.
    label: String,
}

impl Lines<'_> {
    fn happens(&mut self, event: Event) {
        match event {
            Event::Open(at) => self.open(at),
            Event::Close(at) => self.close(at),
            Event::Turn => {
                // Only what stands first on a line is a label.
                let label = std::mem::take(&mut self.label);
                if self.pieces.is_empty() && !label.is_empty() {
                    self.pieces.push(Piece::Strong(label));
                } else {
                    self.label = label;
                    self.flush_label();
                }
            }
        }
    }

    fn flush_label(&mut self) {
        let words = std::mem::take(&mut self.label);
        if !words.is_empty() {
            self.pieces.push(Piece::Text(words));
        }
    }

    fn open(&mut self, at: usize) {
        self.flush_label();
        let number = self.number(at);
        let remark = remark(self.transcript, &self.codings[at], number);
        self.pieces.push(Piece::Open(Box::new(remark)));
    }

    fn close(&mut self, at: usize) {
        self.flush_label();
        self.pieces.push(Piece::Close(self.number(at)));
    }

    fn number(&self, at: usize) -> u32 {
        self.first + u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// Ends the line; an empty one is no paragraph.
    fn end<E>(&mut self, put: &mut impl FnMut(&Block) -> Result<(), E>) -> Result<(), E> {
        self.flush_label();
        if self.pieces.is_empty() {
            return Ok(());
        }
        put(&Block::Paragraph {
            kind: Kind::Line,
            pieces: std::mem::take(&mut self.pieces),
        })
    }
}

fn remark(transcript: &Transcript, coding: &Coding, number: u32) -> Remark {
    let place = transcript.codebook.place(coding.code);
    let entry = place.map(|place| &transcript.codebook.codes()[place].entry);
    let label = entry.map_or_else(String::new, |entry| entry.public_id.clone());
    let mut line = label.clone();
    if let Some(entry) = entry {
        line.push(' ');
        line.push_str(&entry.name);
    }
    let mut lines = vec![line];
    lines.extend(
        coding
            .facets
            .iter()
            .map(|(name, value)| format!("{name}={value}")),
    );
    Remark {
        number,
        author: coding.coder.clone(),
        at: coding.created_ms.and_then(written_time),
        label,
        lines,
        to: place.map(anchor),
    }
}

/// The anchor of the code in that place of the codebook.
pub(super) fn anchor(place: usize) -> String {
    format!("code-{}", place + 1)
}
