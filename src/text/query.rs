//! The language of searches: words, patterns, and what else must hold of a passage.
//!
//! ```text
//! query    = both { "or" both }                          or: 或
//! both     = place { [ "and" ] place }                   and: 且
//! place    = one { near one | "within" one }             within: 内
//! near     = "near" [ "/" number [ "s" ] ]               near: 附近   s: 句
//! one      = "not" one | "(" query ")" | filter | words  not: 非
//! filter   = name ":" value
//! value    = what goes to the next blank or bracket | quoted
//! words    = what stands between operators and filters | quoted
//! quoted   = "…" | “…” | 「…」
//! ```
//!
//! - Words are literal, in one piece with the blanks and marks between them: `权责 清单`
//!   finds that, not the two apart. How forms of letters are taken for one another
//!   says [`Needle::new`]. Quoted words may hold operators, brackets and colons.
//! - Filters are `who:` (label of a speaker or a respondent), `code:` (id, name, alias or
//!   path; with what stands under it), `group:` (any value of an attribute of interviews or
//!   respondents), `memo:` (words of a memo on a passage or an interview), `han:` (words
//!   whose hanzi are found in simplified and traditional form) and `re:` (a regular
//!   expression, to the next blank or unpaired bracket). In Chinese: `谁:`, `编码:`,
//!   `属性:`, `备忘:`, `简繁:`, `正则:`.
//! - An operator stands between blanks, in small letters or in capitals. One that has
//!   nothing before it (`内` alone) is a word. Brackets with plain words in them, `（笑）`,
//!   are part of the words. Brackets and colons may have either width.
//! - `not` binds closest, then `near` and `within`, then `and`, then `or`. Between a filter
//!   and what stands beside it `and` may be left out.
//! - `near` alone means at most [`NEAR`] characters between the two, `near/50` at most
//!   fifty, `near/2s` at most two sentences on.
//!
//! What the operators mean for passages says `analysis::passages`. Nothing here knows
//! a study: whether a code or a speaker exists is found out when the query is carried out.

mod parse;
mod token;

use super::PatternFault;
use super::find::{BadPattern, Needle};

/// Characters that may lie between two passages that are near each other.
pub const NEAR: u32 = 100;

/// A query that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What it asks.
    pub expr: Expr,
    /// What was typed, without the blanks around it.
    pub source: String,
}

/// What a query asks of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// The words or the pattern occur.
    Text(Needle),
    /// Somebody of that label speaks.
    Who(String),
    /// The code of that name was given, or one under it.
    Code(String),
    /// The interview or the respondent has that value of some attribute.
    Group(String),
    /// A memo on it holds the words.
    Memo(Needle),
    /// None of this holds.
    Not(Box<Expr>),
    /// All of these hold; at least two.
    And(Vec<Expr>),
    /// Any of these holds; at least two.
    Or(Vec<Expr>),
    /// The first lies at most so far from the second.
    Near(Box<Expr>, Distance, Box<Expr>),
    /// The first lies wholly inside the second.
    Within(Box<Expr>, Box<Expr>),
}

/// How far apart two passages may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Code points between the nearest ends.
    Chars(u32),
    /// Sentences from the one to the other; 0 means in the same sentence.
    Sentences(u32),
}

/// Why a query can't be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {}: {fault}", at + 1)]
pub struct QueryError {
    /// Where, in code points of what was typed, from 0.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing to search for.
    #[error("there is nothing to search for")]
    Empty,
    /// A quotation without its end.
    #[error("the quotation mark has no partner")]
    OpenQuote,
    /// A bracket without its partner.
    #[error("the bracket has no partner")]
    OpenBracket,
    /// An operator with nothing after it.
    #[error("after «{0}» something is missing")]
    NothingAfter(String),
    /// A filter without a value.
    #[error("after «{0}» a value is missing")]
    NoValue(String),
    /// A distance that is no number from 0 to 100,000.
    #[error("«{0}» is no distance")]
    BadDistance(String),
    /// No regular expression.
    #[error("the regular expression: {0}")]
    BadPattern(PatternFault),
    /// More than a thousand words, or brackets in brackets in brackets.
    #[error("the query is too long or nested too deeply")]
    TooDeep,
}

impl Query {
    /// Understands what was typed.
    ///
    /// # Errors
    /// When it is empty or no query; says where.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        Ok(Self {
            expr: parse::expr(typed)?,
            source: typed.trim().to_owned(),
        })
    }

    /// The query for words as they are, whatever they mean in the language.
    ///
    /// # Errors
    /// When they are blank.
    pub fn words(words: &str) -> Result<Self, QueryError> {
        let fault = QueryError {
            at: 0,
            fault: Fault::Empty,
        };
        Ok(Self {
            expr: Expr::Text(Needle::new(words).ok_or(fault)?),
            source: words.trim().to_owned(),
        })
    }

    /// What to type so that the same is asked: words that mean something in the language
    /// stand in quotation marks.
    #[must_use]
    pub fn typed(&self) -> String {
        match Self::parse(&self.source) {
            Ok(same) if same.expr == self.expr => self.source.clone(),
            _ => format!("\"{}\"", self.source.replace('"', "\\\"")),
        }
    }

    /// The query for a regular expression.
    ///
    /// # Errors
    /// When it is none.
    pub fn pattern(pattern: &str) -> Result<Self, QueryError> {
        Ok(Self {
            expr: Expr::Text(Needle::pattern(pattern).map_err(|bad| bad_pattern(bad, 0))?),
            source: pattern.to_owned(),
        })
    }
}

impl Expr {
    /// Whether a text may hold what is asked; false only where it can't.
    ///
    /// Needs no more than the text, and spares looking at who speaks and what was coded.
    #[must_use]
    pub fn may_be_in(&self, text: &str) -> bool {
        match self {
            Self::Text(needle) => needle.is_in(text),
            Self::And(all) => all.iter().all(|it| it.may_be_in(text)),
            Self::Or(any) => any.iter().any(|it| it.may_be_in(text)),
            Self::Near(one, _, other) | Self::Within(one, other) => {
                one.may_be_in(text) && other.may_be_in(text)
            }
            Self::Who(_) | Self::Code(_) | Self::Group(_) | Self::Memo(_) | Self::Not(_) => true,
        }
    }

    /// The parts that this is made of, itself first.
    pub fn each<'a>(&'a self, look: &mut impl FnMut(&'a Self)) {
        look(self);
        match self {
            Self::Not(one) => one.each(look),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|it| it.each(look)),
            Self::Near(one, _, other) | Self::Within(one, other) => {
                one.each(look);
                other.each(look);
            }
            _ => {}
        }
    }
}

fn bad_pattern(bad: BadPattern, begins: usize) -> QueryError {
    QueryError {
        at: begins + bad.at,
        fault: Fault::BadPattern(bad.fault),
    }
}

#[cfg(test)]
mod tests;
