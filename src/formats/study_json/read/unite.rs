//! Codings that a file gives twice: a study holds each once.

use crate::model::plan::PlannedCoding;

/// Whether two codings of one passage with one code by one coder said the same.
#[derive(PartialEq, Eq)]
pub(super) enum United {
    Same,
    Differing,
}

/// Takes what `other` says into `first`: a study holds such a coding once. A
/// status that counts wins; both memos stay.
pub(super) fn unite(first: &mut PlannedCoding, other: PlannedCoding) -> United {
    let mut united = United::Same;
    if other.status != first.status {
        united = United::Differing;
        if other.status.counts() && !first.status.counts() {
            first.status = other.status;
        }
    }
    match (&mut first.memo, other.memo) {
        (Some(memo), Some(more)) if *memo != more => {
            united = United::Differing;
            memo.push('\n');
            memo.push_str(&more);
        }
        (memo @ None, Some(more)) => {
            *memo = Some(more);
            first.memo_kind = other.memo_kind;
            first.memo_written_ms = other.memo_written_ms;
        }
        _ => {}
    }
    for (facet, value) in other.facets {
        match first.facets.iter().find(|(known, _)| *known == facet) {
            None => first.facets.push((facet, value)),
            Some((_, known)) if *known != value => united = United::Differing,
            Some(_) => {}
        }
    }
    first.created_ms = first.created_ms.or(other.created_ms);
    first.starred |= other.starred;
    first.confidence = first.confidence.or(other.confidence);
    // The strictest holds.
    first.use_as = first.use_as.into_iter().chain(other.use_as).min();
    united
}
