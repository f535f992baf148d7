//! Memos: what they are about and of what kind they are.

use std::collections::HashMap;

use super::{ReadError, Whose, identity, time};
use crate::formats::study_json::{Id, MemoItem};
use crate::model::plan::{PlannedMemo, PlannedTarget, Warning};
use crate::model::{MemoKind, Span, Thing};

/// The memos; `aliases` leads from codings that were united to those that stand for them.
///
/// # Errors
/// When a passage names a document that isn't there, or doesn't fit it.
pub(super) fn memos(
    items: Vec<MemoItem>,
    lengths: &HashMap<&str, u32>,
    aliases: &HashMap<String, String>,
    coder_named: impl Fn(&Id) -> String,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<PlannedMemo>, ReadError> {
    let mut memos = Vec::with_capacity(items.len());
    for item in items {
        let target = match (item.doc, item.code, item.coding) {
            (Some(doc), _, _) if item.start.is_some() || item.end.is_some() => {
                let span = passage(&doc.0, item.start, item.end, lengths)?;
                PlannedTarget::Passage(doc.0, span)
            }
            (Some(doc), _, _) => PlannedTarget::Interview(doc.0),
            (_, Some(code), _) => PlannedTarget::Code(code.0),
            (_, _, Some(coding)) => {
                PlannedTarget::Coding(aliases.get(&coding.0).cloned().unwrap_or(coding.0))
            }
            _ => PlannedTarget::Study,
        };
        memos.push(PlannedMemo {
            uid: item.id.as_ref().and_then(|id| identity(id).0),
            target,
            kind: kind(item.kind, warnings),
            coder: item.coder.as_ref().map(&coder_named),
            text: item.text,
            written_ms: item.written_at.as_deref().and_then(|at| time(at, warnings)),
        });
    }
    Ok(memos)
}

/// The passage of a memo; an end that the file leaves out is 0, which fits no passage.
fn passage(
    doc: &str,
    start: Option<u32>,
    end: Option<u32>,
    lengths: &HashMap<&str, u32>,
) -> Result<Span, ReadError> {
    let Some(chars) = lengths.get(doc) else {
        return Err(ReadError::Dangling {
            whose: Whose::Memo,
            what: Thing::Interview,
            id: doc.to_owned(),
        });
    };
    let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
    Span::within(*chars, start, end).map_err(|source| ReadError::Position {
        whose: Whose::Memo,
        doc: doc.to_owned(),
        source,
    })
}

/// The kind of that name. One that this program doesn't know costs nobody the memo: it is
/// taken in as the usual kind, and a warning names the word.
pub(super) fn kind(name: Option<String>, warnings: &mut Vec<Warning>) -> MemoKind {
    let Some(name) = name else {
        return MemoKind::default();
    };
    MemoKind::from_name(&name).unwrap_or_else(|| {
        let known = |it: &Warning| it.kind == "memo-kind" && it.about == name;
        if !warnings.iter().any(known) {
            warnings.push(Warning {
                kind: "memo-kind",
                line: None,
                about: name,
            });
        }
        MemoKind::default()
    })
}
