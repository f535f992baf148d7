//! From pieces to a query, by recursive descent.

use super::token::{Filter, Kind, Operator, Token, place, tokens};
use super::{Distance, Expr, Fault, NEAR, QueryError, bad_pattern};
use crate::text::Needle;
use crate::text::glyph::narrow;

/// Brackets and `not` that may stand in one another.
const DEEPEST: usize = 60;
/// Pieces of a query, so that no pasted page becomes a tower of operators.
const MOST_TOKENS: usize = 1_000;
/// The largest distance.
const FURTHEST: u32 = 100_000;

pub(super) fn expr(typed: &str) -> Result<Expr, QueryError> {
    let tokens = tokens(typed)?;
    let mut parser = Parser {
        typed,
        tokens: &tokens,
        next: 0,
        depth: 0,
    };
    if tokens.is_empty() {
        return Err(parser.error_at(0, Fault::Empty));
    }
    if tokens.len() > MOST_TOKENS {
        return Err(parser.error_at(tokens[MOST_TOKENS].range.start, Fault::TooDeep));
    }
    let expr = parser.any()?;
    match parser.tokens.get(parser.next) {
        None => Ok(expr),
        Some(token) => Err(parser.error_at(token.range.start, Fault::OpenBracket)),
    }
}

struct Parser<'a> {
    typed: &'a str,
    tokens: &'a [Token],
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Expr, QueryError> {
        let mut all = vec![self.all()?];
        while let Some(operator) = self.operator_if(|it| *it == Operator::Or) {
            self.more_after(operator)?;
            all.push(self.all()?);
        }
        Ok(one_or(all, Expr::Or))
    }

    fn all(&mut self) -> Result<Expr, QueryError> {
        let mut all = vec![self.place()?];
        loop {
            if let Some(operator) = self.operator_if(|it| *it == Operator::And) {
                self.more_after(operator)?;
            } else if !self.begins_operand() {
                return Ok(one_or(all, Expr::And));
            }
            all.push(self.place()?);
        }
    }

    fn place(&mut self) -> Result<Expr, QueryError> {
        let mut left = self.one()?;
        while let Some(operator) =
            self.operator_if(|it| matches!(it, Operator::Near(_) | Operator::Within))
        {
            self.more_after(operator)?;
            let distance = match &self.tokens[operator].kind {
                Kind::Word(Some(Operator::Near(distance))) => {
                    Some(self.distance(operator, distance.as_deref())?)
                }
                _ => None,
            };
            let right = Box::new(self.one()?);
            left = match distance {
                Some(distance) => Expr::Near(Box::new(left), distance, right),
                None => Expr::Within(Box::new(left), right),
            };
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Expr, QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error_at(self.here(), Fault::TooDeep));
        }
        let expr = self.operand();
        self.depth -= 1;
        expr
    }

    fn operand(&mut self) -> Result<Expr, QueryError> {
        let Some(token) = self.tokens.get(self.next) else {
            return Err(self.error_at(self.typed.len(), Fault::Empty));
        };
        match &token.kind {
            Kind::Close => Err(self.error_at(token.range.start, Fault::OpenBracket)),
            Kind::Quoted(words) => {
                self.next += 1;
                Needle::new(words)
                    .map(Expr::Text)
                    .ok_or_else(|| self.error_at(token.range.start, Fault::Empty))
            }
            Kind::Filter(filter, value, begins) => {
                self.next += 1;
                self.filter(*filter, value, *begins)
            }
            Kind::Word(Some(Operator::Not)) if self.tokens.len() > 1 => {
                let operator = self.next;
                self.next += 1;
                self.more_after(operator)?;
                Ok(Expr::Not(Box::new(self.one()?)))
            }
            Kind::Open if self.plain_brackets(self.next).is_none() => {
                let open = token.range.start;
                self.next += 1;
                let inner = self.any()?;
                match self.tokens.get(self.next) {
                    Some(token) if token.kind == Kind::Close => {
                        self.next += 1;
                        Ok(inner)
                    }
                    _ => Err(self.error_at(open, Fault::OpenBracket)),
                }
            }
            Kind::Open | Kind::Word(_) => self.words(),
        }
    }

    /// Words with the blanks and plain brackets between them, in one piece.
    fn words(&mut self) -> Result<Expr, QueryError> {
        let start = self.here();
        let first = self.next;
        let mut end = start;
        while let Some(token) = self.tokens.get(self.next) {
            match token.kind {
                // Where a word must stand an operator is one.
                Kind::Word(Some(_)) if self.next > first => break,
                Kind::Word(_) => {
                    end = token.range.end;
                    self.next += 1;
                }
                Kind::Open => match self.plain_brackets(self.next) {
                    Some(close) => {
                        end = self.tokens[close].range.end;
                        self.next = close + 1;
                    }
                    None => break,
                },
                _ => break,
            }
        }
        Needle::new(&self.typed[start..end])
            .map(Expr::Text)
            .ok_or_else(|| self.error_at(start, Fault::Empty))
    }

    /// The closing bracket of one that opens here, where nothing but words stand between.
    fn plain_brackets(&self, open: usize) -> Option<usize> {
        let inside = self.tokens[open + 1..]
            .iter()
            .position(|token| token.kind != Kind::Word(None))?;
        let close = open + 1 + inside;
        (self.tokens[close].kind == Kind::Close).then_some(close)
    }

    fn filter(&self, filter: Filter, value: &str, begins: usize) -> Result<Expr, QueryError> {
        let value = value.trim();
        Ok(match filter {
            Filter::Who => Expr::Who(value.to_owned()),
            Filter::Code => Expr::Code(value.to_owned()),
            Filter::Group => Expr::Group(value.to_owned()),
            Filter::Memo => {
                Expr::Memo(Needle::new(value).ok_or_else(|| self.error_at(begins, Fault::Empty))?)
            }
            Filter::EitherForm => Expr::Text(
                Needle::in_either_form(value).ok_or_else(|| self.error_at(begins, Fault::Empty))?,
            ),
            Filter::Pattern => {
                let begins = place(self.typed, begins);
                Expr::Text(Needle::pattern(value).map_err(|bad| bad_pattern(bad, begins))?)
            }
        })
    }

    fn distance(&self, operator: usize, given: Option<&str>) -> Result<Distance, QueryError> {
        let Some(given) = given else {
            return Ok(Distance::Chars(NEAR));
        };
        let plain: String = given.chars().map(narrow).collect();
        let number = |digits: &str| {
            let number = digits.parse::<u32>().ok()?;
            (number <= FURTHEST).then_some(number)
        };
        let distance = match plain.strip_suffix(['s', '句']) {
            Some(digits) => number(digits).map(Distance::Sentences),
            None => number(&plain).map(Distance::Chars),
        };
        distance.ok_or_else(|| {
            let at = self.tokens[operator].range.start;
            self.error_at(at, Fault::BadDistance(given.to_owned()))
        })
    }

    /// Steps over an operator that stands here and is one of those.
    fn operator_if(&mut self, is: impl Fn(&Operator) -> bool) -> Option<usize> {
        let here = self.next;
        match &self.tokens.get(here)?.kind {
            Kind::Word(Some(operator)) if is(operator) => {
                self.next += 1;
                Some(here)
            }
            _ => None,
        }
    }

    fn more_after(&self, operator: usize) -> Result<(), QueryError> {
        let more = self
            .tokens
            .get(self.next)
            .is_some_and(|token| token.kind != Kind::Close);
        if more {
            return Ok(());
        }
        let range = self.tokens[operator].range.clone();
        let word = self.typed[range.clone()].to_owned();
        Err(self.error_at(range.start, Fault::NothingAfter(word)))
    }

    /// Whether something begins here that can be searched for.
    fn begins_operand(&self) -> bool {
        self.tokens
            .get(self.next)
            .is_some_and(|token| match &token.kind {
                Kind::Close => false,
                Kind::Word(operator) => matches!(operator, None | Some(Operator::Not)),
                _ => true,
            })
    }

    fn here(&self) -> usize {
        self.tokens
            .get(self.next)
            .map_or(self.typed.len(), |token| token.range.start)
    }

    fn error_at(&self, byte: usize, fault: Fault) -> QueryError {
        QueryError {
            at: place(self.typed, byte),
            fault,
        }
    }
}

fn one_or(mut all: Vec<Expr>, several: fn(Vec<Expr>) -> Expr) -> Expr {
    match all.len() {
        1 => all.remove(0),
        _ => several(all),
    }
}
