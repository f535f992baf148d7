//! Why a verdict or a decision can't be taken.

use crate::model::ids::CodingId;

/// What stands against it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A coding that was amended: another counts in its place.
    #[error("coding {0} was amended; the one that counts in its place can be reviewed")]
    Amended(CodingId),
    /// A coding that stands where two coders disagreed.
    #[error("coding {0} settles a disagreement, which can be settled again")]
    Settled(CodingId),
    /// An amendment to the same.
    #[error("an amended coding needs another code or other boundaries")]
    SameAgain,
    /// The coder has that coding already.
    #[error("the same coder has that code on exactly that passage already: coding {0}")]
    ThereAlready(CodingId),
    /// Whoever settles has that coding themselves.
    #[error("you have that code on exactly that passage yourself: coding {0}")]
    YourOwn(CodingId),
    /// Not what two coders did to one passage.
    #[error("a disagreement is between codings of two coders in one interview, or one and none")]
    NoPair,
    /// Two codings that nobody holds against each other.
    #[error("these codings are in no disagreement of the interview's coders")]
    NoDisagreement,
}
