//! Every place where a word is said among the words that are counted: a concordance of one row of
//! the word list, with as many lines as the list says.

use super::concordance::Concordance;
use super::vocabulary::{Counting, Own, words_in};
use super::{Concorded, Filter, Result, Study};
use crate::analysis::concordance::Order;
use crate::model::{BytePos, CharPos, Span};
use crate::text::Text;
use crate::text::lexicon::plain;

/// Which word, and how its lines are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPlaces {
    /// The word as the list has it.
    pub word: String,
    /// How the list was counted.
    pub counting: Counting,
    /// By what lines are ordered.
    pub order: Order,
    /// Code points on each side at most.
    pub side: u32,
}

impl Study {
    /// Every place of a word of the word list, with what stands around it in its turn.
    ///
    /// # Errors
    /// When the file can't be read, or the filter names what isn't there.
    pub fn word_places(&self, filter: &Filter, how: &WordPlaces) -> Result<Concordance> {
        self.steadily(|| self.places_of_word(filter, how))
    }

    fn places_of_word(&self, filter: &Filter, how: &WordPlaces) -> Result<Concordance> {
        let selection = self.select(filter)?;
        let own = Own::of(&self.store.lexicon()?);
        let coded = self.coded_text(filter, &selection)?;
        let respondents = self.store.respondent_numbers()?;
        let nothing = Vec::new();
        let mut all: Vec<Concorded> = Vec::new();
        for place in &selection.passing {
            let case = &selection.interviews[*place as usize];
            let text = Text::new(self.store.text(case.id)?);
            let within = coded.as_ref().map(|of| of.get(place).unwrap_or(&nothing));
            let counting = &how.counting;
            let stretches = self.heard(
                case.id,
                *place,
                &text,
                &selection,
                &[],
                counting,
                &respondents,
            )?;
            let turns = self.store.turns(case.id)?;
            let speakers = self.store.speakers(case.id)?;
            for stretch in stretches {
                for word in words_in(&text, stretch.span, &own.lexicon, within) {
                    if plain(word) != how.word {
                        continue;
                    }
                    let Some(span) = span_of(&text, word) else {
                        continue;
                    };
                    let turn = turns.iter().position(|turn| turn.span == stretch.span);
                    let speaker = turn.and_then(|turn| turns[turn].speaker);
                    let speaker = speaker.and_then(|it| speakers.get(usize::from(it)));
                    let (before, after) = around(&text, stretch.span, span, how.side);
                    all.push(Concorded {
                        interview: case.id,
                        interview_name: case.name.clone(),
                        speaker: speaker.map(|it| it.label.clone()),
                        turn: turn.map(|turn| turn + 1),
                        span,
                        before,
                        word: word.to_owned(),
                        after,
                        withheld: None,
                    });
                }
            }
        }
        Ok(Concordance {
            order: how.order,
            heard: how.counting.heard,
            n_interviews: selection.passing.len() as u64,
            ..self.put_in_order(all, &how.word, how.order)?
        })
    }
}

/// Where a part of a text lies in it.
fn span_of(text: &Text, part: &str) -> Option<Span> {
    // It is a slice of the text, so that addresses tell where it begins.
    let byte = (part.as_ptr() as usize).checked_sub(text.as_str().as_ptr() as usize)?;
    let at = |byte: usize| text.char(BytePos(u32::try_from(byte).ok()?));
    let (start, end) = (at(byte)?, at(byte + part.len())?);
    Span::within(text.chars(), start.0, end.0).ok()
}

/// What stands before and after a word on its line of a stretch.
fn around(text: &Text, stretch: Span, word: Span, side: u32) -> (String, String) {
    let inside = |at: u32| {
        let at = CharPos(at);
        if text.is_boundary(at) {
            at
        } else {
            text.prev_boundary(at)
        }
        .0
    };
    let from = inside(word.start().0.saturating_sub(side)).max(stretch.start().0);
    let to = inside((word.end().0 + side).min(stretch.end().0));
    let slice = |from: u32, to: u32| {
        let span = Span::within(text.chars(), from, to).ok();
        span.and_then(|span| text.slice(span)).unwrap_or_default()
    };
    let before = slice(from, word.start().0);
    let after = slice(word.end().0, to);
    (
        before.rsplit('\n').next().unwrap_or_default().to_owned(),
        after.split('\n').next().unwrap_or_default().to_owned(),
    )
}
