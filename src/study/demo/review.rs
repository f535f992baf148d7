//! What a reviewer of the demonstration study has said so far, and what was settled: invented,
//! and done as steps of theirs, as in a study that people work on.

use std::fs;
use std::path::PathBuf;

use super::{Study, rows, wrong};
use crate::model::codebook::Entry;
use crate::model::edit::NewCodings;
use crate::model::review::{Amendment, Judgement, Outcome};
use crate::model::{CodeId, Edit, Span, Status};
use crate::study::import::file_error;
use crate::study::{Disagreement, Filter, Merging, Mode, Queue, Result, Side, Watch, builtin};

/// Who reviews.
const REVIEWER: &str = "PI";

/// Does what the reviewer has done so far.
pub(super) fn review(study: &mut Study) -> Result<()> {
    suggestions(study)?;
    verdicts(study)?;
    settlements(study)?;
    copies(study)
}

/// Has coders change definitions, some in a copy of their own, and takes the copies in: what two
/// changed without knowing of each other is left to decide.
fn copies(study: &mut Study) -> Result<()> {
    let rows: Vec<[String; 4]> = rows("definitions.csv", builtin::DEFINITIONS)?;
    let (here, elsewhere): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row[2].is_empty());
    let mut copies: Vec<PathBuf> = Vec::new();
    for [id, coder, copy, definition] in elsewhere {
        let path = study.path().with_file_name(copy);
        if !copies.contains(&path) {
            fs::copy(study.path(), &path).map_err(file_error(&path))?;
            copies.push(path.clone());
        }
        let mut other = Study::open(&path, Mode::Write)?;
        let edit = redefined(&other, id, definition)?;
        other.apply(&edit, coder)?;
    }
    for [id, coder, _, definition] in here {
        let edit = redefined(study, id, definition)?;
        study.apply(&edit, coder)?;
    }
    study.merge(&copies, REVIEWER, Merging::Now, Watch::nobody())?;
    Ok(())
}

/// The change of a code's definition.
fn redefined(study: &Study, id: &str, definition: &str) -> Result<Edit> {
    let book = study.codebook()?;
    let code = book.named(id)?;
    let entry = Box::new(Entry {
        definition: definition.to_owned(),
        ..code.entry.clone()
    });
    let code = code.id;
    Ok(Edit::ReviseCode { code, entry })
}

fn code(study: &Study, id: &str) -> Result<Option<CodeId>> {
    if id.is_empty() {
        return Ok(None);
    }
    Ok(Some(study.code_named(id)?.0))
}

fn suggestions(study: &mut Study) -> Result<()> {
    let file = "suggestions.csv";
    for [interview, quote, id, coder] in rows(file, builtin::SUGGESTIONS)? {
        let interview = study.interview_named(&interview)?;
        let open = study.load_interview(interview, &coder)?;
        let all = open.text.as_str();
        let start = all.find(&quote).map(|byte| all[..byte].chars().count());
        let span = start.and_then(|start| {
            let start = u32::try_from(start).ok()?;
            let chars = u32::try_from(quote.chars().count()).ok()?;
            open.text.span(start, start + chars).ok()
        });
        let (Some(span), Some(id)) = (span, code(study, &id)?) else {
            return Err(wrong(file, format!("no place of «{quote}»")));
        };
        let edit = Edit::Code(NewCodings {
            interview,
            span,
            codes: vec![id],
            status: Status::Suggested,
            facets: Vec::new(),
            memo: None,
        });
        study.apply(&edit, &coder)?;
    }
    Ok(())
}

fn verdicts(study: &mut Study) -> Result<()> {
    let file = "verdicts.csv";
    let queue = study.review_queue(&Filter::default(), Queue::Waiting)?;
    for [
        interview,
        quote,
        id,
        coder,
        verdict,
        to_code,
        to_quote,
        reason,
    ] in rows(file, builtin::VERDICTS)?
    {
        let mut found = queue.iter().filter(|it| {
            it.interview_name == interview
                && it.coder == coder
                && it.public_id == id
                && it.words.starts_with(&quote)
        });
        let (Some(it), None) = (found.next(), found.next()) else {
            return Err(wrong(file, format!("not exactly one coding of «{quote}»")));
        };
        let judgement = match verdict.as_str() {
            "accepted" => Some(Judgement::Accept),
            "rejected" => Some(Judgement::Reject),
            "asked" => Some(Judgement::Ask),
            "amended" => None,
            other => return Err(wrong(file, format!("no verdict «{other}»"))),
        };
        let edit = match judgement {
            Some(judgement) => Edit::Judge {
                codings: vec![it.coding],
                judgement,
                reason,
            },
            None => Edit::Amend {
                coding: it.coding,
                to: Amendment {
                    code: code(study, &to_code)?,
                    span: part(it.span, &it.words, &to_quote),
                },
                reason,
            },
        };
        study.apply(&edit, REVIEWER)?;
    }
    Ok(())
}

/// Where a part of a passage lies; `None` for no words, or words that are not in it.
fn part(span: Span, words: &str, part: &str) -> Option<Span> {
    let byte = words.find(part).filter(|_| !part.is_empty())?;
    let start = span.start().0 + u32::try_from(words[..byte].chars().count()).ok()?;
    let chars = u32::try_from(part.chars().count()).ok()?;
    Span::within(span.end().0, start, start + chars).ok()
}

fn settlements(study: &mut Study) -> Result<()> {
    let file = "settlements.csv";
    let disputes = study.disagreements(&Filter::default(), None)?;
    for [interview, a, code_a, b, code_b, outcome, to_code, reason] in
        rows(file, builtin::SETTLEMENTS)?
    {
        let is = |side: &Option<Side>, words: &str, id: &str| match side {
            None => words.is_empty(),
            Some(side) => {
                !words.is_empty() && side.public_id == id && side.words.starts_with(words)
            }
        };
        let mut found = disputes.iter().filter(|it| {
            it.interview_name == interview && is(&it.a, &a, &code_a) && is(&it.b, &b, &code_b)
        });
        let (Some(it), None) = (found.next(), found.next()) else {
            return Err(wrong(
                file,
                format!("not exactly one dispute of «{a}» and «{b}»"),
            ));
        };
        let edit = Edit::Settle {
            pair: it.pair,
            outcome: settled(study, it, &outcome, &to_code)?,
            reason,
        };
        study.apply(&edit, REVIEWER)?;
    }
    Ok(())
}

fn settled(study: &Study, it: &Disagreement, outcome: &str, to_code: &str) -> Result<Outcome> {
    let first = it.a.as_ref().or(it.b.as_ref());
    Ok(match (outcome, code(study, to_code)?, first) {
        ("a", ..) => Outcome::A,
        ("b", ..) => Outcome::B,
        ("both", ..) => Outcome::Both,
        ("neither", ..) => Outcome::Neither,
        ("other", Some(code), Some(side)) => Outcome::Other {
            code,
            span: side.span,
        },
        _ => return Err(wrong("settlements.csv", format!("no outcome «{outcome}»"))),
    })
}
