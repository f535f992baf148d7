//! What coders put beside codes: confidence, links between codings, bookmarks, digit keys.

use std::collections::HashMap;

use super::{ReadError, Whose, identity, time};
use crate::formats::study_json::{BookmarkItem, CodingLinkItem, Id, PinItem, SummaryItem};
use crate::model::plan::{PlannedCodingLink, PlannedPin, PlannedSummary, Warning};
use crate::model::{Confidence, Span, Thing, Use};

/// The links; `aliases` leads from codings that were united to those that stand for them.
pub(super) fn coding_links(
    items: Vec<CodingLinkItem>,
    aliases: &HashMap<String, String>,
    coder_named: impl Fn(&Id) -> String,
    warnings: &mut Vec<Warning>,
) -> Vec<PlannedCodingLink> {
    let end = |id: Id| aliases.get(&id.0).cloned().unwrap_or(id.0);
    items
        .into_iter()
        .map(|item| PlannedCodingLink {
            uid: item.id.as_ref().and_then(|id| identity(id).0),
            from: end(item.from),
            to: end(item.to),
            relation: item.relation,
            coder: item.coder.as_ref().map(&coder_named),
            created_ms: item.created_at.as_deref().and_then(|at| time(at, warnings)),
        })
        .collect()
}

/// The bookmarks: document, coder, code point. One outside its document is an error.
pub(super) fn bookmarks(
    items: Vec<BookmarkItem>,
    lengths: &HashMap<&str, u32>,
    coder_named: impl Fn(&Id) -> String,
) -> Result<Vec<(String, String, u32)>, ReadError> {
    items
        .into_iter()
        .map(|item| {
            let Some(chars) = lengths.get(item.doc.0.as_str()) else {
                return Err(ReadError::Dangling {
                    whose: Whose::Bookmark,
                    what: Thing::Interview,
                    id: item.doc.0,
                });
            };
            Span::within(*chars, item.at, item.at.saturating_add(1)).map_err(|source| {
                ReadError::Position {
                    whose: Whose::Bookmark,
                    doc: item.doc.0.clone(),
                    source,
                }
            })?;
            Ok((item.doc.0, coder_named(&item.coder), item.at))
        })
        .collect()
}

/// The digit keys.
pub(super) fn pins(
    items: Vec<PinItem>,
    coder_named: impl Fn(&Id) -> String,
) -> Result<Vec<PlannedPin>, ReadError> {
    items
        .into_iter()
        .map(|item| {
            if item.digit > 9 {
                return Err(ReadError::BadValue {
                    key: "digit",
                    value: item.digit.to_string(),
                    known: vec!["0–9"],
                });
            }
            Ok(PlannedPin {
                coder: coder_named(&item.coder),
                set: item.set,
                digit: item.digit,
                code: item.code.map(|code| code.0),
            })
        })
        .collect()
}

/// The summaries.
pub(super) fn summaries(
    items: Vec<SummaryItem>,
    coder_named: impl Fn(&Id) -> String,
    warnings: &mut Vec<Warning>,
) -> Vec<PlannedSummary> {
    items
        .into_iter()
        .map(|item| PlannedSummary {
            interview: item.doc.0,
            code: item.code.0,
            coder: item.coder.as_ref().map(&coder_named),
            text: item.text,
            written_ms: item.written_at.as_deref().and_then(|at| time(at, warnings)),
        })
        .collect()
}

pub(super) fn confidence(name: Option<&str>) -> Result<Option<Confidence>, ReadError> {
    let Some(name) = name else {
        return Ok(None);
    };
    let known = Confidence::from_name(name).ok_or_else(|| ReadError::BadValue {
        key: "confidence",
        value: name.to_owned(),
        known: Confidence::ALL.map(Confidence::name).to_vec(),
    })?;
    Ok(Some(known))
}

pub(super) fn use_as(name: Option<&str>) -> Result<Option<Use>, ReadError> {
    let Some(name) = name else {
        return Ok(None);
    };
    let known = Use::from_name(name).ok_or_else(|| ReadError::BadValue {
        key: "use",
        value: name.to_owned(),
        known: Use::ALL.map(Use::name).to_vec(),
    })?;
    Ok(Some(known))
}
