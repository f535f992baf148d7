//! What codes, passages and places are called in messages.

use crate::model::{CodeId, Span};
use crate::study::Loaded;
use crate::text;

/// The code on a digit key.
pub(in crate::tui) fn pinned(loaded: &Loaded, digit: u8) -> Option<CodeId> {
    loaded
        .codebook
        .active()
        .find(|code| code.entry.digit == Some(digit))
        .map(|code| code.id)
}

/// Number and name of a code.
pub(in crate::tui) fn name(loaded: &Loaded, code: CodeId) -> String {
    loaded.codebook.get(code).map_or_else(String::new, |code| {
        format!("{} {}", code.entry.public_id, code.entry.name)
    })
}

/// Interview and turn of a passage in the open interview (`E17-15`).
pub(in crate::tui) fn place(loaded: &Loaded, span: Span) -> String {
    let Some(open) = &loaded.open else {
        return String::new();
    };
    match open
        .turns
        .partition_point(|turn| turn.span.start() <= span.start())
    {
        0 => open.name.clone(),
        turn => format!("{}-{turn}", open.name),
    }
}

/// The first words of a passage on one line.
pub(in crate::tui) fn excerpt(loaded: &Loaded, span: Span) -> String {
    let words = loaded.open.as_ref().and_then(|open| open.text.slice(span));
    text::fit(&one_line(words.unwrap_or_default()), 24).into_owned()
}

pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
