//! Where clauses and sentences end.
//!
//! A run of marks (`？！”`, `……`) is one end. What ends a sentence inside a quotation
//! ends the sentence around it only when the closing quote follows directly; so
//! `他说：“行。我去。”` is one sentence. Quotes that don't pair are no quotation.

use std::ops::Range;

use crate::text::glyph::{closes, is_hanzi, narrow, opens};
use crate::text::graphemes::graphemes;

/// Words whose full stop ends no sentence; one letter alone never does.
const ABBREVIATIONS: [&str; 8] = ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "no"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Clause,
    Sentence,
}

/// The clauses of a line, as bytes of it.
pub(super) fn clauses(line: &str) -> Vec<Range<usize>> {
    pieces(line, Line::read(line).ends().into_iter().map(|(at, _)| at))
}

/// The sentences of a line, as bytes of it.
pub(super) fn sentences(line: &str) -> Vec<Range<usize>> {
    let ends = Line::read(line).ends();
    let of_sentences = ends
        .into_iter()
        .filter(|&(_, end)| end == End::Sentence)
        .map(|(at, _)| at);
    pieces(line, of_sentences)
}

fn pieces(line: &str, ends: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut start = 0;
    ends.chain([line.len()])
        .map(|end| {
            let piece = start..end;
            start = end;
            piece
        })
        .collect()
}

/// A line, one character per grapheme.
struct Line {
    chars: Vec<char>,
    /// The byte where each begins, and the line's length.
    bytes: Vec<usize>,
}

impl Line {
    fn read(line: &str) -> Self {
        let mut read = Self {
            chars: Vec::new(),
            bytes: Vec::new(),
        };
        for (at, grapheme) in graphemes(line) {
            read.chars.extend(grapheme.chars().next());
            read.bytes.push(at);
        }
        read.bytes.push(line.len());
        read
    }

    /// Every end of a clause, in order: the byte after it, and whether the sentence ends there too.
    fn ends(&self) -> Vec<(usize, End)> {
        let quoted = self.quoted();
        let closing = self.closing();
        let mut ends = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            let Some(mut end) = self.mark(at, &closing) else {
                at += 1;
                continue;
            };
            let first = self.chars[at];
            at += 1;
            while at < self.chars.len() {
                match self.chars[at] {
                    c if ends_sentence(c) => end = End::Sentence,
                    c if ends_clause(c) => end = End::Clause,
                    _ if closing[at] => {}
                    _ => break,
                }
                at += 1;
            }
            let goes_on = first != '。' && self.next_shown(at).is_some_and(char::is_lowercase);
            if quoted[at] || goes_on {
                end = End::Clause;
            }
            ends.push((self.bytes[at], end));
        }
        ends
    }

    /// What ends at the mark `at`, looked at alone.
    fn mark(&self, at: usize, closing: &[bool]) -> Option<End> {
        let c = self.chars[at];
        let (before, after) = (self.before(at), self.get(at + 1));
        // 10,000, https://…, a?b and 14：32 hold no clause.
        let is_inner = match c {
            ',' | ';' | ':' | '!' | '?' => {
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                is_word(before) && (is_word(after) || after == Some('/'))
            }
            '：' => {
                let is_digit = |c: Option<char>| c.is_some_and(|c| narrow(c).is_ascii_digit());
                is_digit(before) && is_digit(after)
            }
            _ => false,
        };
        if is_inner {
            return None;
        }
        match c {
            '.' | '．' => self.is_full_stop(at, closing).then_some(End::Sentence),
            c if ends_sentence(c) => Some(End::Sentence),
            c if ends_clause(c) => Some(End::Clause),
            _ => None,
        }
    }

    /// Whether the point `at` ends a sentence: at the end of the line, before white space and
    /// something that may begin a sentence, or between hanzi.
    fn is_full_stop(&self, at: usize, closing: &[bool]) -> bool {
        let mut after = at + 1;
        while self.get(after).is_some_and(|c| c == '.' || c == '．') {
            after += 1;
        }
        let is_run = after > at + 1;
        while closing.get(after) == Some(&true) {
            after += 1;
        }
        let Some(next) = self.next_shown(after) else {
            return true;
        };
        if self.get(after).is_some_and(is_hanzi) && self.before(at).is_some_and(is_hanzi) {
            return true;
        }
        let is_apart = self.get(after).is_some_and(char::is_whitespace);
        let may_begin = next.is_uppercase() || is_hanzi(next) || opens(next) || next == '"';
        is_apart && may_begin && (is_run || !self.is_abbreviated(at))
    }

    /// Whether what stands before the point `at` is an initial, an abbreviation or the number of a list.
    fn is_abbreviated(&self, at: usize) -> bool {
        let before = &self.chars[..at];
        let letters = before
            .iter()
            .rev()
            .take_while(|c| c.is_alphabetic() && !is_hanzi(**c))
            .count();
        let word: String = before[at - letters..].iter().collect();
        let is_number = |c: &char| c.is_ascii_digit() || c.is_whitespace();
        letters == 1
            || ABBREVIATIONS.contains(&&*word.to_lowercase())
            || before.iter().all(is_number)
    }

    /// For each place between characters, whether it lies in a quotation that doesn't hold the whole line.
    fn quoted(&self) -> Vec<bool> {
        let mut changes = vec![0_i32; self.chars.len() + 2];
        let mut open: Vec<(char, usize)> = Vec::new();
        let is_shown = |c: &char| !c.is_whitespace();
        let whole = (
            self.chars.iter().position(is_shown),
            self.chars.iter().rposition(is_shown),
        );
        for (at, &c) in self.chars.iter().enumerate() {
            match c {
                '“' | '‘' | '「' | '『' => open.push((c, at)),
                '”' | '’' | '」' | '』' if !self.is_apostrophe(at) => {
                    let partner = open
                        .iter()
                        .rposition(|&(opening, _)| closing_of(opening) == c);
                    if let Some(place) = partner {
                        let (_, from) = open[place];
                        open.truncate(place);
                        if (Some(from), Some(at)) != whole {
                            changes[from + 1] += 1;
                            changes[at + 1] -= 1;
                        }
                    }
                }
                _ => {}
            }
        }
        changes
            .iter()
            .scan(0, |depth, change| {
                *depth += change;
                Some(*depth > 0)
            })
            .collect()
    }

    /// For each character, whether it closes something; every second straight quote does.
    fn closing(&self) -> Vec<bool> {
        let mut is_open = false;
        self.chars
            .iter()
            .enumerate()
            .map(|(at, &c)| match c {
                '"' => {
                    is_open = !is_open;
                    !is_open
                }
                ')' | ']' => true,
                c => closes(c) && !self.is_apostrophe(at),
            })
            .collect()
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_hanzi(c));
        self.chars[at] == '’' && is_letter(self.before(at)) && is_letter(self.get(at + 1))
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    fn next_shown(&self, at: usize) -> Option<char> {
        self.chars[at..]
            .iter()
            .copied()
            .find(|c| !c.is_whitespace())
    }
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '⋯' | '.' | '．')
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':')
}

fn closing_of(opening: char) -> char {
    match opening {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        _ => '』',
    }
}
