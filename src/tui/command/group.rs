//! What commands are sorted by.

/// What commands are sorted by in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moves through a transcript or a list.
    Move,
    /// Says which passage is meant.
    Select,
    /// Gives, takes and changes codes and memos.
    Code,
    /// Says what is right, and settles.
    Review,
    /// Changes the codebook.
    Codebook,
    /// Opens a screen.
    Go,
    /// Takes steps back, saves, quits.
    Study,
}

impl Group {
    /// All groups, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Code,
        Self::Review,
        Self::Codebook,
        Self::Select,
        Self::Move,
        Self::Go,
        Self::Study,
    ];

    /// Key of its heading in the strings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Move => "group-move",
            Self::Select => "group-select",
            Self::Code => "group-code",
            Self::Review => "group-review",
            Self::Codebook => "group-codebook",
            Self::Go => "group-go",
            Self::Study => "group-study",
        }
    }
}
