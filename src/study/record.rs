//! The record of decisions as a table.

use serde_json::json;

use super::disagreements::{Decision, Said};
use super::{Listing, written_time};

impl Listing {
    /// The record of decisions: both sides, what stands, why, who said so and when.
    #[must_use]
    pub fn of_decisions(decisions: &[Decision]) -> Self {
        let columns = [
            "interview",
            "code_a",
            "coder_a",
            "text_a",
            "code_b",
            "coder_b",
            "text_b",
            "outcome",
            "code",
            "text",
            "reason",
            "settled_by",
            "codebook#",
            "at",
        ];
        let mut list = Self::new("decisions", &columns);
        for it in decisions {
            let field = |side: &Option<Said>, what: fn(&Said) -> String| side.as_ref().map(what);
            let all =
                |what: fn(&Said) -> &str| -> Vec<&str> { it.standing.iter().map(what).collect() };
            let settlement = &it.settlement;
            list.push(json!({
                "id": settlement.id,
                "interview": it.interview_name,
                "code_a": field(&it.a, |side| side.public_id.clone()),
                "coder_a": field(&it.a, |side| side.coder.clone()),
                "text_a": field(&it.a, |side| side.words.clone()),
                "code_b": field(&it.b, |side| side.public_id.clone()),
                "coder_b": field(&it.b, |side| side.coder.clone()),
                "text_b": field(&it.b, |side| side.words.clone()),
                "outcome": settlement.outcome,
                "code": all(|said| &said.public_id),
                "text": all(|said| &said.words),
                "reason": settlement.reason,
                "settled_by": settlement.coder,
                "codebook": settlement.codebook,
                "at": settlement.at_ms.and_then(written_time),
            }));
        }
        list
    }
}
