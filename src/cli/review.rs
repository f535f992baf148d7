//! Verdicts, disagreements and the record of decisions.

use std::collections::BTreeSet;

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::args::{
    Amended, Disagreements, Judged, PassageWords, Review, ReviewList, ReviewVerb, Settled, TakeWord,
};
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use super::{Done, output};
use crate::model::review::{Amendment, Judgement, Outcome, Verdict};
use crate::model::table::Note;
use crate::model::{CodingId, Confidence, Edit, Span};
use crate::strings::Message;
use crate::study::{Decision, Dispute, Listing, Queue, Side, Study, written_time};

pub(super) fn run(words: &Review, context: &Context) -> Result<Done> {
    match &words.verb {
        ReviewVerb::List(words) => list(words, context),
        ReviewVerb::Accept(words) => judge(words, Judgement::Accept, "cli-accepted", context),
        ReviewVerb::Reject(words) => judge(words, Judgement::Reject, "cli-rejected", context),
        ReviewVerb::Ask(words) => judge(words, Judgement::Ask, "cli-asked", context),
        ReviewVerb::Keep(words) => judge(words, Judgement::Keep, "cli-kept", context),
        ReviewVerb::Amend(words) => amend(words, context),
        ReviewVerb::Disagreements(words) => disagreements(words, context),
        ReviewVerb::Settle(words) => settle(words, context),
        ReviewVerb::Resolve(words) => super::merge::resolve(words, context),
        ReviewVerb::Decisions(words) => {
            let study = context.read(&words.study)?;
            decisions(&study, &study.decisions()?, context)
        }
        ReviewVerb::Precedents { study, code, other } => {
            let study = context.read(study)?;
            let (one, _) = study.code_named(code)?;
            let other = other
                .as_deref()
                .map(|name| study.code_named(name))
                .transpose()?;
            let dispute = Dispute::new(Some(one), other.map(|(code, _)| code));
            decisions(&study, &study.precedents(dispute)?, context)
        }
    }
}

fn list(words: &ReviewList, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let queue = if words.outdated {
        Queue::Outdated
    } else {
        Queue::Waiting
    };
    let mut list = Listing::new(
        "review",
        &[
            "id",
            "interview",
            "code",
            "coder",
            "status",
            "text",
            "memo",
            "reason",
        ],
    );
    let filter = words.filter.filter();
    list.notes = study.values_of_nobody(&filter)?;
    for item in study.review_queue(&filter, queue)? {
        let latest = item.verdicts.last();
        list.push(json!({
            "id": item.id,
            "interview": item.interview_name,
            "start": item.span.start(),
            "end": item.span.end(),
            "text": item.words,
            "code": item.public_id,
            "name": item.name,
            "coder": item.coder,
            "status": item.status.name(),
            "memo": item.memo,
            "speaker": item.speaker,
            "turn": item.turn,
            "made_under": item.outdated,
            "reason": latest.map(|verdict| &verdict.reason).filter(|it| !it.is_empty()),
            "verdicts": item.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        }));
    }
    output::listing(&list, &study, context)
}

fn verdict(verdict: &Verdict) -> Json {
    json!({
        "verdict": verdict.ruling.name(),
        "reviewer": verdict.reviewer,
        "was": verdict.was.name(),
        "coding": verdict.coding,
        "amended": verdict.amended,
        "reason": verdict.reason,
        "codebook": verdict.codebook,
        "at": verdict.at_ms.and_then(written_time),
    })
}

fn judge(words: &Judged, judgement: Judgement, said: &str, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let codings = codings(&study, &words.codings)?;
    let n = codings.len();
    let edit = Edit::Judge {
        codings,
        judgement,
        reason: words.reason.trim().to_owned(),
    };
    let applied = study.apply(&edit, &context.coder)?;
    let said = if applied.touched.codings {
        said
    } else {
        "cli-nothing-changed"
    };
    context.say(said, &[("n", n.into())]);
    Ok(Done::All)
}

fn amend(words: &Amended, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let coding = study.coding_named(&words.coding)?;
    let code = words
        .code
        .as_deref()
        .map(|name| study.code_named(name))
        .transpose()?
        .map(|(code, _)| code);
    let span = span(&words.passage, context)?;
    if code.is_none() && span.is_none() {
        return Err(WrongWords(context.strings.get("cli-amend-nothing")).into());
    }
    let edit = Edit::Amend {
        coding,
        to: Amendment { code, span },
        reason: words.reason.trim().to_owned(),
    };
    let applied = study.apply(&edit, &context.coder)?;
    made(&applied.codings, "cli-amended", context)
}

/// Says which coding a step made.
fn made(codings: &[CodingId], said: &str, context: &Context) -> Result<Done> {
    let id = codings.first().map(ToString::to_string);
    context.say(said, &[("id", id.clone().unwrap_or_default().into())]);
    if context.options.format == Some(super::args::Format::Json) {
        output::emit(output::json_text(&json!({ "id": id })).as_bytes(), context)?;
    }
    Ok(Done::All)
}

fn disagreements(words: &Disagreements, context: &Context) -> Result<Done> {
    let coders = match words.coders.as_slice() {
        [] => None,
        [one, other] if one != other => {
            let mut both = [one.clone(), other.clone()];
            both.sort();
            Some(both)
        }
        _ => return Err(WrongWords(context.strings.get("cli-two-coders")).into()),
    };
    let study = context.read(&words.study)?;
    let filter = words.filter.filter();
    let found = study.disagreements(&filter, coders.as_ref())?;
    let pairs: BTreeSet<&[String; 2]> = found.iter().map(|it| &it.coders).collect();
    let mut columns = vec![
        "id_a",
        "id_b",
        "dispute",
        "code_a",
        "text_a",
        "code_b",
        "text_b",
        "outcome",
        "overlap",
        "interview",
    ];
    let mut notes = study.values_of_nobody(&filter)?;
    match pairs.first() {
        Some([a, b]) if pairs.len() == 1 => {
            notes.push(Note::new("two-coders").with("a", a).with("b", b));
        }
        _ => columns.extend(["coder_a", "coder_b"]),
    }
    let mut list = Listing::new("disagreements", &columns);
    list.notes = notes;
    for it in found {
        if words.open && it.settled.is_some() {
            continue;
        }
        let field = |side: &Option<Side>, what: fn(&Side) -> String| side.as_ref().map(what);
        list.push(json!({
            "interview": it.interview_name,
            "dispute": it.kind.name(),
            "code_a": field(&it.a, |side| side.public_id.clone()),
            "coder_a": it.coders[0],
            "text_a": field(&it.a, |side| side.words.clone()),
            "code_b": field(&it.b, |side| side.public_id.clone()),
            "coder_b": it.coders[1],
            "text_b": field(&it.b, |side| side.words.clone()),
            "shared": it.shared,
            "hull": it.hull,
            "overlap": format!("{} / {}", it.shared, it.hull),
            "outcome": it.settled.as_ref().map(|settled| settled.outcome.clone()),
            "id_a": field(&it.a, |side| side.id.clone()),
            "id_b": field(&it.b, |side| side.id.clone()),
            "a": it.a.as_ref().map(side),
            "b": it.b.as_ref().map(side),
            "reason": it.settled.map(|settled| settled.reason),
        }));
    }
    output::listing(&list, &study, context)
}

fn side(side: &Side) -> Json {
    json!({
        "id": side.id,
        "start": side.span.start(),
        "end": side.span.end(),
        "text": side.words,
        "code": side.public_id,
        "name": side.name,
        "definition": side.definition[0],
        "use_when": side.definition[1],
        "not_when": side.definition[2],
        "memo": side.memo,
        "confidence": side.confidence.map(Confidence::name),
        "created_at": side.created_ms.and_then(written_time),
    })
}

fn settle(words: &Settled, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let codings = codings(&study, &words.codings)?;
    if codings.len() < words.codings.len() {
        return Err(WrongWords(context.strings.get("cli-settle-twice")).into());
    }
    let outcome = match (words.take, codings.as_slice()) {
        (TakeWord::Other, those) => other(words, &study, those, context)?,
        (TakeWord::A | TakeWord::Both, [_]) => alone(&study, codings[0], Stands::Yes)?,
        (TakeWord::B | TakeWord::Neither, [_]) => alone(&study, codings[0], Stands::No)?,
        (TakeWord::A, _) => Outcome::A,
        (TakeWord::B, _) => Outcome::B,
        (TakeWord::Both, _) => Outcome::Both,
        (TakeWord::Neither, _) => Outcome::Neither,
    };
    let (pair, outcome) = study.pair_of(&codings, outcome)?;
    let edit = Edit::Settle {
        pair,
        outcome,
        reason: words.reason.trim().to_owned(),
    };
    let applied = study.apply(&edit, &context.coder)?;
    if applied.codings.is_empty() {
        let said = if applied.touched.codings {
            "cli-settled"
        } else {
            "cli-nothing-changed"
        };
        let word = format!("cell-outcome-{}", outcome.name());
        let word = context.strings.get(&word);
        context.say(said, &[("outcome", word.into())]);
        return Ok(Done::All);
    }
    made(&applied.codings, "cli-settled-other", context)
}

/// Whether a coding that one coder has alone stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Yes,
    No,
}

/// The outcome of a coding that the other coder missed.
fn alone(study: &Study, coding: CodingId, stands: Stands) -> Result<Outcome> {
    let (pair, _) = study.pair_of(&[coding], Outcome::Neither)?;
    Ok(match (stands, pair.a) {
        (Stands::No, _) => Outcome::Neither,
        (Stands::Yes, Some(_)) => Outcome::A,
        (Stands::Yes, None) => Outcome::B,
    })
}

fn other(
    words: &Settled,
    study: &Study,
    codings: &[CodingId],
    context: &Context,
) -> Result<Outcome> {
    let Some(name) = &words.code else {
        return Err(WrongWords(context.strings.get("cli-settle-no-code")).into());
    };
    let (code, _) = study.code_named(name)?;
    let span = match (span(&words.passage, context)?, codings.first()) {
        (Some(span), _) => span,
        (None, Some(first)) => study.span_of(*first)?,
        (None, None) => return Err(WrongWords(context.strings.get("cli-settle-no-code")).into()),
    };
    Ok(Outcome::Other { code, span })
}

fn span(words: &PassageWords, context: &Context) -> Result<Option<Span>> {
    let (Some(start), Some(end)) = (words.start, words.end) else {
        return Ok(None);
    };
    let span = Span::within(u32::MAX, start, end)
        .map_err(|error| NotDone(context.strings.tell(&Message::from(&error))))?;
    Ok(Some(span))
}

fn decisions(study: &Study, decisions: &[Decision], context: &Context) -> Result<Done> {
    output::listing(&Listing::of_decisions(decisions), study, context)
}

/// The codings of these ids, each once.
fn codings(study: &Study, ids: &[String]) -> Result<Vec<CodingId>> {
    let mut found = Vec::new();
    for id in ids {
        let coding = study.coding_named(id)?;
        if !found.contains(&coding) {
            found.push(coding);
        }
    }
    Ok(found)
}
