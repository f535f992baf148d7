//! Codings and what coders put beside them.

use serde::{Deserialize, Serialize};

use super::ids::{CodeId, CodingId, CodingLinkId};
use super::pos::{CharPos, Span};

/// Where a coding stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A person's, and any imported without a status.
    #[default]
    Coded,
    /// Made by a rule; counted by nobody until a person accepts it.
    Suggested,
    /// Looked at by a reviewer and kept.
    Accepted,
    /// A reviewer's: another code or other boundaries in place of a coding.
    Amended,
    /// Turned down by a reviewer; kept, and left out of every figure unless asked for.
    Rejected,
    /// A reviewer asked back.
    Asked,
    /// A reviewer's amended coding counts in its place; kept as its coder made it.
    Superseded,
    /// Neither coder's: what stands where two disagreed, in the final layer alone.
    Settled,
}

impl Status {
    /// All of them, in the order of their numbers in the file.
    pub const ALL: [Self; 8] = [
        Self::Coded,
        Self::Suggested,
        Self::Accepted,
        Self::Amended,
        Self::Rejected,
        Self::Asked,
        Self::Superseded,
        Self::Settled,
    ];

    /// The word used in JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Coded => "coded",
            Self::Suggested => "suggested",
            Self::Accepted => "accepted",
            Self::Amended => "amended",
            Self::Rejected => "rejected",
            Self::Asked => "asked",
            Self::Superseded => "superseded",
            Self::Settled => "settled",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether figures count it when nobody asks otherwise.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(
            self,
            Self::Coded | Self::Accepted | Self::Amended | Self::Asked
        )
    }
}

/// How sure a coder is of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Sure.
    High,
    /// Rather sure.
    Middle,
    /// Not sure.
    Low,
}

impl Confidence {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 3] = [Self::High, Self::Middle, Self::Low];

    /// The word used in files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }

    /// The confidence of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What follows: high, middle, low, and after that nothing is said.
    #[must_use]
    pub fn after(now: Option<Self>) -> Option<Self> {
        match now {
            None => Some(Self::High),
            Some(Self::High) => Some(Self::Middle),
            Some(Self::Middle) => Some(Self::Low),
            Some(Self::Low) => None,
        }
    }
}

/// What may not become of the words of a passage. They are counted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// They are not to be quoted.
    NotQuoted,
    /// They were said for background only.
    Background,
}

impl Use {
    /// All of them, the strictest first, in the order of their numbers in the file.
    pub const ALL: [Self; 2] = [Self::NotQuoted, Self::Background];

    /// The word used in files, JSON and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotQuoted => "not-quoted",
            Self::Background => "background",
        }
    }

    /// The use of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What follows: not quoted, background only, and after that nothing is said.
    #[must_use]
    pub fn after(now: Option<Self>) -> Option<Self> {
        match now {
            None => Some(Self::NotQuoted),
            Some(Self::NotQuoted) => Some(Self::Background),
            Some(Self::Background) => None,
        }
    }
}

/// A mark that somebody puts on a coding: stars and confidence on an own one, its use on any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "mark", content = "value")]
pub enum Mark {
    /// Worth quoting.
    Star,
    /// Not worth quoting after all.
    NoStar,
    /// How sure the coder is; `None` says nothing.
    Confidence(Option<Confidence>),
    /// What may not become of its words; `None` takes that back.
    Use(Option<Use>),
}

/// A relation that a coder sees between two codings of one interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingLink {
    /// Its identity.
    pub id: CodingLinkId,
    /// From this coding.
    pub from: CodingId,
    /// To this one.
    pub to: CodingId,
    /// What it says: one of [`RELATIONS`], or what an outside file says.
    pub relation: String,
    /// Who drew it.
    pub coder: String,
    /// When: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub created_ms: Option<i64>,
}

/// What links between codings say, in the order in which they are offered: the second
/// answers the first, causes it, is a condition of it, contradicts it.
pub const RELATIONS: [&str; 4] = ["answered-by", "caused-by", "depends-on", "contradicted-by"];

/// A place of an interview to which its coder wants to come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Where.
    pub at: CharPos,
    /// Whose.
    pub coder: String,
}

/// One code on one passage by one coder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Its identity.
    pub id: CodingId,
    /// The passage.
    pub span: Span,
    /// The code.
    pub code: CodeId,
    /// The coder's name.
    pub coder: String,
    /// Where it stands.
    pub status: Status,
    /// Facet name and value, at most one value of each.
    pub facets: Vec<(String, String)>,
    /// The code's version it was made under.
    pub code_version: u32,
    /// When it was made: milliseconds since 1970, UTC; `None` where an outside file doesn't say.
    pub created_ms: Option<i64>,
    /// Whether its coder finds it worth quoting.
    pub starred: bool,
    /// How sure its coder is; `None` where nobody said.
    pub confidence: Option<Confidence>,
    /// What may not become of its words.
    pub use_as: Option<Use>,
}

/// The codings of one interview, in order of their start, with quick access to those in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    codings: Vec<Coding>,
    /// The furthest end among the codings up to each place.
    reach: Vec<u32>,
}

impl Layer {
    /// Sorts codings by start, longest first, then by age.
    #[must_use]
    pub fn new(mut codings: Vec<Coding>) -> Self {
        codings.sort_by_key(|coding| {
            (
                coding.span.start(),
                std::cmp::Reverse(coding.span.end()),
                coding.id,
            )
        });
        let mut furthest = 0;
        let reach = codings
            .iter()
            .map(|coding| {
                furthest = furthest.max(coding.span.end().0);
                furthest
            })
            .collect();
        Self { codings, reach }
    }

    /// All codings, by start.
    #[must_use]
    pub fn all(&self) -> &[Coding] {
        &self.codings
    }

    /// The coding with that identity.
    #[must_use]
    pub fn get(&self, id: CodingId) -> Option<&Coding> {
        self.codings.iter().find(|coding| coding.id == id)
    }

    /// Codings that share at least one code point with `[start, end)`, by start.
    ///
    /// Costs what lies near the stretch, not what lies in the interview, unless
    /// a coding that began far above still runs.
    pub fn overlapping(&self, start: u32, end: u32) -> impl Iterator<Item = &Coding> {
        let from = self.reach.partition_point(|reach| *reach <= start);
        let to = self
            .codings
            .partition_point(|coding| coding.span.start().0 < end);
        self.codings[from..to.max(from)]
            .iter()
            .filter(move |coding| coding.span.end().0 > start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::Uid;

    fn coding(n: u8, start: u32, end: u32) -> Coding {
        Coding {
            id: CodingId(Uid([n; 16])),
            span: Span::within(100, start, end).unwrap(),
            code: CodeId(Uid([0; 16])),
            coder: "anna".to_owned(),
            status: Status::Coded,
            facets: Vec::new(),
            code_version: 1,
            created_ms: None,
            starred: false,
            confidence: None,
            use_as: None,
        }
    }

    #[test]
    fn what_overlaps_a_stretch_is_found_whatever_began_before() {
        let layer = Layer::new(vec![
            coding(3, 40, 50),
            coding(1, 0, 90),
            coding(2, 5, 10),
            coding(4, 60, 70),
        ]);
        let seen = |start, end| -> Vec<u8> {
            layer
                .overlapping(start, end)
                .map(|coding| coding.id.0.0[0])
                .collect()
        };
        assert_eq!(seen(45, 46), [1, 3]);
        assert_eq!(seen(10, 40), [1]);
        assert_eq!(seen(90, 95), [] as [u8; 0]);
        assert_eq!(seen(0, 100), [1, 2, 3, 4]);
    }
}
