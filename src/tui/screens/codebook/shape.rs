//! Where a code goes when it is moved by a key.

use crate::model::edit::CodePlace;
use crate::model::{CodeId, Codebook};

use super::Tree;

/// A way through the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Before the sibling above.
    Up,
    /// Behind the sibling below.
    Down,
    /// Under the sibling above, as its last.
    In,
    /// Behind the code above it.
    Out,
}

/// The place that way, among the codes that are shown; `None` where it leads nowhere.
pub(super) fn place(tree: &Tree, book: &Codebook, code: CodeId, way: Way) -> Option<CodePlace> {
    let parent = parent(book, code);
    let siblings = shown_under(tree, book, parent);
    let at = siblings.iter().position(|it| *it == code)?;
    match way {
        Way::Up => Some(CodePlace {
            parent,
            before: Some(*siblings.get(at.checked_sub(1)?)?),
        }),
        Way::Down => {
            siblings.get(at + 1)?;
            Some(CodePlace {
                parent,
                before: siblings.get(at + 2).copied(),
            })
        }
        Way::In => Some(CodePlace {
            parent: Some(*siblings.get(at.checked_sub(1)?)?),
            before: None,
        }),
        Way::Out => {
            let above = parent?;
            let its_parent = self::parent(book, above);
            let its_siblings = shown_under(tree, book, its_parent);
            let at = its_siblings.iter().position(|it| *it == above)?;
            Some(CodePlace {
                parent: its_parent,
                before: its_siblings.get(at + 1).copied(),
            })
        }
    }
}

/// The code above.
pub(super) fn parent(book: &Codebook, code: CodeId) -> Option<CodeId> {
    let above = book.parent_place(book.place(code)?)?;
    Some(book.codes()[above].id)
}

/// Codes under a parent that have a row, in order.
fn shown_under(tree: &Tree, book: &Codebook, parent: Option<CodeId>) -> Vec<CodeId> {
    let rows = tree.rows.iter().map(|row| row.code);
    rows.filter(|code| self::parent(book, *code) == parent)
        .collect()
}
