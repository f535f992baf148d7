//! The pieces of a query: brackets, operators, filters, quotations, words.

use std::ops::Range;

use super::{Fault, QueryError};
use crate::text::glyph::narrow;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Bytes of what was typed.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    /// A run without blanks and brackets; an operator, where it is one.
    Word(Option<Operator>),
    Quoted(String),
    /// A filter, its value, and the byte where that begins.
    Filter(Filter, String, usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    /// With what stands after the stroke.
    Near(Option<String>),
    Within,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Who,
    Code,
    Group,
    Memo,
    EitherForm,
    Pattern,
}

/// Names of filters.
const FILTERS: [(&str, Filter); 14] = [
    ("who", Filter::Who),
    ("谁", Filter::Who),
    ("code", Filter::Code),
    ("编码", Filter::Code),
    ("group", Filter::Group),
    ("属性", Filter::Group),
    ("memo", Filter::Memo),
    ("备忘", Filter::Memo),
    ("备忘录", Filter::Memo),
    ("han", Filter::EitherForm),
    ("简繁", Filter::EitherForm),
    ("re", Filter::Pattern),
    ("正则", Filter::Pattern),
    ("说话人", Filter::Who),
];

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('「', '」'), ('＂', '＂')];

pub(super) fn tokens(typed: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = typed[at..].chars().next() {
        let start = at;
        let kind = match narrow(c) {
            plain if plain.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' => {
                at += c.len_utf8();
                Kind::Open
            }
            ')' => {
                at += c.len_utf8();
                Kind::Close
            }
            _ => match quoted(typed, at)? {
                Some((words, end)) => {
                    at = end;
                    Kind::Quoted(words)
                }
                None => word(typed, &mut at)?,
            },
        };
        tokens.push(Token {
            kind,
            range: start..at,
        });
    }
    Ok(tokens)
}

/// A word, or a filter where it begins with the name of one.
fn word(typed: &str, at: &mut usize) -> Result<Kind, QueryError> {
    let rest = &typed[*at..];
    let filter = rest
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '：'))
        .and_then(|(colon, c)| {
            let name = rest[..colon].to_lowercase();
            let (_, filter) = FILTERS.iter().find(|(known, _)| *known == name)?;
            Some((*filter, *at + colon + c.len_utf8()))
        });
    let Some((filter, begins)) = filter else {
        let len = rest.find(ends_word).unwrap_or(rest.len());
        *at += len;
        return Ok(Kind::Word(operator(&rest[..len])));
    };
    let (value, end) = if let Some(quoted) = quoted(typed, begins)? {
        quoted
    } else {
        let rest = &typed[begins..];
        let len = match filter {
            Filter::Pattern => pattern_len(rest),
            _ => rest.find(ends_word).unwrap_or(rest.len()),
        };
        (rest[..len].to_owned(), begins + len)
    };
    if value.trim().is_empty() {
        return Err(QueryError {
            at: place(typed, *at),
            fault: Fault::NoValue(typed[*at..begins].to_owned()),
        });
    }
    *at = end;
    Ok(Kind::Filter(filter, value, begins))
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）')
}

/// Bytes of a pattern: to a blank, or a bracket that the pattern didn't open.
fn pattern_len(rest: &str) -> usize {
    let mut open = 0_usize;
    let mut in_class = false;
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c.is_whitespace() => return at,
            '\\' => drop(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => open += 1,
            ')' | '）' if !in_class => match open.checked_sub(1) {
                Some(fewer) if c == ')' => open = fewer,
                _ => return at,
            },
            _ => {}
        }
    }
    rest.len()
}

/// What stands in quotation marks from `at` on, and the byte after them.
///
/// In straight ones `\"` is a quotation mark; any other stroke is itself.
fn quoted(typed: &str, at: usize) -> Result<Option<(String, usize)>, QueryError> {
    let Some(first) = typed[at..].chars().next() else {
        return Ok(None);
    };
    let Some((_, closing)) = QUOTES.iter().find(|(opening, _)| *opening == first) else {
        return Ok(None);
    };
    let begins = at + first.len_utf8();
    let mut words = String::new();
    let mut chars = typed[begins..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if c == *closing {
            return Ok(Some((words, begins + offset + c.len_utf8())));
        }
        if c == '\\' && chars.peek().is_some_and(|(_, next)| next == closing) {
            words.push(*closing);
            chars.next();
        } else {
            words.push(c);
        }
    }
    Err(QueryError {
        at: place(typed, at),
        fault: Fault::OpenQuote,
    })
}

fn operator(word: &str) -> Option<Operator> {
    let (name, distance) = match word.split_once(['/', '／']) {
        Some((name, distance)) => (name, Some(distance.to_owned())),
        None => (word, None),
    };
    let is = |small: &str, capital: &str, chinese: &str| [small, capital, chinese].contains(&name);
    if is("near", "NEAR", "附近") {
        return Some(Operator::Near(distance));
    }
    if distance.is_some() {
        return None;
    }
    if is("and", "AND", "且") {
        Some(Operator::And)
    } else if is("or", "OR", "或") {
        Some(Operator::Or)
    } else if is("not", "NOT", "非") {
        Some(Operator::Not)
    } else if is("within", "WITHIN", "内") {
        Some(Operator::Within)
    } else {
        None
    }
}

/// The code point at a byte of what was typed.
pub(super) fn place(typed: &str, byte: usize) -> usize {
    typed[..byte].chars().count()
}
