//! What sorts of step there are: one for each [`Edit`], with its name in the log.

use super::Edit;

macro_rules! kinds {
    ($($variant:ident $name:literal,)*) => {
        /// What sort of step an edit is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum StepKind {
            $(#[doc = concat!("`", $name, "`: see [`Edit::", stringify!($variant), "`].")] $variant,)*
        }

        impl StepKind {
            /// Every kind, in the order of [`Edit`].
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name, for the log.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The kind of that name; `None` for a step that is no edit of its own, as `undo`.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }

        impl From<&Edit> for StepKind {
            fn from(edit: &Edit) -> Self {
                match edit { $(Edit::$variant { .. } => Self::$variant,)* }
            }
        }
    };
}

kinds! {
    Import "import",
    Code "code",
    CodePassages "code-passages",
    CodeWithNew "code-with-new",
    Uncode "uncode",
    CodeEach "code-each",
    ReplaceCode "replace-code",
    MarkCoding "mark-coding",
    LinkCodings "link-codings",
    UnlinkCodings "unlink-codings",
    AddBookmark "add-bookmark",
    RemoveBookmark "remove-bookmark",
    Pin "pin",
    MoveBoundaries "move-boundaries",
    SetFacet "set-facet",
    WriteMemo "write-memo",
    SetMemoKind "set-memo-kind",
    AddCode "add-code",
    ReviseCode "revise-code",
    RetireCode "retire-code",
    ReviveCode "revive-code",
    MoveCode "move-code",
    MergeCodes "merge-codes",
    SplitCode "split-code",
    FreezeCodebook "freeze-codebook",
    SetSpeaker "set-speaker",
    SetRespondent "set-respondent",
    SetAttributes "set-attributes",
    TieQuestion "tie-question",
    TieQuestions "tie-questions",
    ReviseTurn "revise-turn",
    StartInterview "start-interview",
    AddTurn "add-turn",
    SplitTurn "split-turn",
    ReplaceWords "replace-words",
    Assign "assign",
    Unassign "unassign",
    MarkDone "mark-done",
    MarkNotDone "mark-not-done",
    Judge "judge",
    Amend "amend",
    Settle "settle",
    ChangeLexicon "change-lexicon",
    Summarise "summarise",
    Resolve "resolve",
}

impl StepKind {
    /// Whether it changes, or may change, the words of interviews, and so moves what lies on them.
    #[must_use]
    pub fn moves_text(self) -> bool {
        matches!(
            self,
            Self::ReviseTurn | Self::ReplaceWords | Self::AddTurn | Self::SplitTurn | Self::Resolve
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_lead_back_to_their_kind() {
        for kind in StepKind::ALL {
            let name = kind.name();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            assert_eq!(StepKind::from_name(name), Some(*kind));
        }
        assert_eq!(StepKind::from_name("undo"), None);
    }
}
