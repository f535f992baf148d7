//! The log, undo and redo, and looking a study over.

use anyhow::Result;
use serde_json::json;

use super::args::{OneStudy, Steps};
use super::context::Context;
use super::{Done, output};
use crate::study::{Listing, Study, StudyError, Undone, written_time};

pub(super) fn log(words: &OneStudy, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let columns = ["step#", "at", "coder", "what", "code", "interview", "state"];
    let mut list = Listing::new("log", &columns);
    for entry in study.log()? {
        let subject = study.subject(entry.id)?;
        list.push(json!({
            "id": entry.id,
            "name": entry.kind,
            "step": entry.id,
            "at": written_time(entry.at_ms),
            "coder": entry.coder,
            "kind": entry.kind,
            "what": context.strings.get(&format!("edit-{}", entry.kind)),
            "code": several(&subject.codes),
            "interview": several(&subject.interviews),
            "state": entry.state.name(),
            "edit": entry.record,
        }));
    }
    output::listing(&list, &study, context)
}

/// The first few of several names.
fn several(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut words = names[..names.len().min(SHOWN)].join("; ");
    if names.len() > SHOWN {
        words.push_str("; …");
    }
    words
}

pub(super) fn undo(words: &Steps, context: &Context) -> Result<Done> {
    steps(words, context, "cli-undone", Study::undo_steps)
}

pub(super) fn redo(words: &Steps, context: &Context) -> Result<Done> {
    steps(words, context, "cli-redone", Study::redo_steps)
}

/// Takes all steps asked for, or none.
fn steps(
    words: &Steps,
    context: &Context,
    said: &str,
    take: impl Fn(&mut Study, u32, &str) -> Result<Vec<Undone>, StudyError>,
) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    for undone in take(&mut study, words.steps, &context.coder)? {
        context.say(
            said,
            &[
                ("step", undone.entry.id.to_string().into()),
                (
                    "kind",
                    context
                        .strings
                        .get(&format!("edit-{}", undone.entry.kind))
                        .into(),
                ),
            ],
        );
    }
    Ok(Done::All)
}

pub(super) fn check(words: &OneStudy, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let findings = study.check()?;
    let strings = &context.strings;
    let mut list = Listing::new("check", &["severity", "what", "where", "remedy"]);
    for finding in &findings {
        list.push(json!({
            "severity": finding.severity.name(),
            "what": strings.get(&format!("finding-{}", finding.key)),
            "where": finding.place,
            "remedy": strings.get(&format!("remedy-{}", finding.key)),
        }));
    }
    let ok = findings
        .iter()
        .all(|finding| finding.severity == crate::study::Severity::Warning);
    let json = json!({ "ok": ok, "findings": list.json() });
    if findings.is_empty() && context.options.format.is_none() && context.options.output.is_none() {
        let interviews = study.list(crate::study::What::Interviews)?.rows.len();
        context.say("cli-check-ok", &[("interviews", interviews.into())]);
    } else {
        output::table(&list.table(), &json, &study, context)?;
    }
    Ok(if ok { Done::All } else { Done::NotOk })
}
