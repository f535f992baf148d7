//! What words of a call have to be.

use crate::model::{Role, Status};

/// Why a word of the call is not what its option takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::cli) enum BadWord {
    /// No name with a value.
    #[error("it has to be of the form NAME=VALUE")]
    Pair,
    /// None of the words that are known.
    #[error("it may be {}", .0.join(", "))]
    Choice(Vec<&'static str>),
    /// No part of a whole.
    #[error("it has to be a number above 0 and at most 1")]
    Share,
    /// No percentage.
    #[error("it has to be a number from 0 to 100")]
    Percent,
    /// No number of random orders.
    #[error("it has to be a whole number from 0 to 100000")]
    Orders,
    /// No whole number, or a smaller one.
    #[error("it has to be a whole number from {least}")]
    Number {
        /// The least that can be.
        least: u32,
    },
}

pub(super) fn pair(text: &str) -> Result<(String, String), BadWord> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err(BadWord::Pair),
    }
}

/// Two labels, white space around them aside.
pub(super) fn labels(text: &str) -> Result<(String, String), BadWord> {
    let (label, new) = pair(text)?;
    let new = new.trim().to_owned();
    if new.is_empty() {
        return Err(BadWord::Pair);
    }
    Ok((label, new))
}

/// A label and a role.
pub(super) fn label_role(text: &str) -> Result<(String, Role), BadWord> {
    let (label, word) = labels(text)?;
    Ok((label, role(&word)?))
}

pub(super) fn role(text: &str) -> Result<Role, BadWord> {
    let known = || {
        [Role::Interviewer, Role::Respondent]
            .map(Role::name)
            .to_vec()
    };
    Role::from_name(text).ok_or_else(|| BadWord::Choice(known()))
}

pub(super) fn status(text: &str) -> Result<Status, BadWord> {
    let known = || Status::ALL.iter().map(|status| status.name()).collect();
    Status::from_name(text).ok_or_else(|| BadWord::Choice(known()))
}

/// A number from 0.
pub(super) fn number(text: &str) -> Result<u32, BadWord> {
    text.parse().map_err(|_| BadWord::Number { least: 0 })
}

/// A number from 1.
pub(super) fn steps(text: &str) -> Result<u32, BadWord> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or(BadWord::Number { least: 1 })
}

/// A level of the codebook, from 1.
pub(super) fn level(text: &str) -> Result<u16, BadWord> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or(BadWord::Number { least: 1 })
}
