//! Identities. Everything that another copy of a study must recognise has a
//! [`Uid`]; the small integer keys of the file never leave `store`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A UUID (version 7 where we make it), shown in the usual hyphenated form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub [u8; 16]);

/// Says that a text is no UUID.
#[derive(Debug, thiserror::Error)]
#[error("«{0}» is not an identifier of the form 01234567-89ab-7def-8123-456789abcdef")]
pub struct NotAUid(pub String);

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Uid {
    type Err = NotAUid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        uuid::Uuid::try_parse(text)
            .map(|uuid| Self(uuid.into_bytes()))
            .map_err(|_| NotAUid(text.to_owned()))
    }
}

impl Serialize for Uid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Names an interview.
    InterviewId,
    /// Names a code.
    CodeId,
    /// Names a coding: one code on one passage by one coder.
    CodingId,
    /// Names a link between two codings.
    CodingLinkId,
    /// Names a conflict that a merge left.
    ConflictId,
    /// Names a speaker of one interview.
    SpeakerId,
    /// Names a session: one meeting.
    SessionId,
    /// Names a respondent.
    RespondentId,
    /// Names a question of the guide.
    QuestionId,
    /// Names a memo.
    MemoId,
    /// Names a verdict of a reviewer.
    VerdictId,
    /// Names a settled disagreement.
    SettlementId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uid_survives_its_text() {
        let uid = Uid(*b"0123456789abcdef");
        assert_eq!(uid.to_string().parse::<Uid>().unwrap(), uid);
        assert!("P1.2".parse::<Uid>().is_err());
    }
}
