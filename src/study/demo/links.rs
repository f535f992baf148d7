//! Links that the sample coders drew from problems to countermeasures: invented, like the rest.

use super::wrong;
use crate::model::coding::RELATIONS;
use crate::model::plan::{Plan, PlannedCodingLink};
use crate::store::derived_uid;
use crate::study::{Result, builtin};

const FILE: &str = "links.csv";

/// Puts the links into the plan; what they join gets the identity by which they name it.
pub(super) fn links(plan: &mut Plan) -> Result<()> {
    let rows: Vec<[String; 6]> = super::rows(FILE, builtin::LINKS)?;
    for [interview, from, from_code, to, to_code, coder] in rows {
        let mut named = |quote: &str, code: &str| -> Result<String> {
            let found = place(plan, [&interview, quote, code, &coder])?;
            let coding = &mut plan.codings[found];
            let parts = [interview.as_str(), quote, code, &coder];
            let uid = *coding
                .uid
                .get_or_insert_with(|| derived_uid("sample coding", &parts));
            Ok(uid.to_string())
        };
        let (from, to) = (named(&from, &from_code)?, named(&to, &to_code)?);
        plan.coding_links.push(PlannedCodingLink {
            uid: None,
            from,
            to,
            relation: RELATIONS[0].to_owned(),
            coder: Some(coder),
            created_ms: None,
        });
    }
    Ok(())
}

/// The only coding of a coder with this code whose words begin like that.
fn place(plan: &Plan, [interview, quote, code, coder]: [&str; 4]) -> Result<usize> {
    let text = plan.interviews.iter().find(|it| it.key == interview);
    let text = text.map_or("", |it| it.transcript.text.as_str());
    let mut found = (0..plan.codings.len()).filter(|at| {
        let it = &plan.codings[*at];
        let is = it.interview == interview && it.code == code && it.coder.as_deref() == Some(coder);
        is && text
            .char_indices()
            .nth(it.start as usize)
            .is_some_and(|(byte, _)| text[byte..].starts_with(quote))
    });
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        _ => Err(wrong(FILE, format!("not exactly one coding of «{quote}»"))),
    }
}
