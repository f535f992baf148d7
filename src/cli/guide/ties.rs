//! Ties of interviewers' turns to questions of the guide.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use crate::analysis::ties::{AHEAD, LIKE_ENOUGH};
use crate::cli::args::HowWord;
use crate::cli::context::Context;
use crate::cli::failure::WrongWords;
use crate::cli::{Done, output};
use crate::model::Edit;
use crate::model::interview::Asked;
use crate::model::table::{Cell, Column, Note, Table};
use crate::study::{ProposedTie, ProposedTies, Why};

use super::asked_key;

/// Ties one turn by hand where a turn is named, else what is proposed.
pub(super) fn tie(
    study: &Path,
    words: &[String],
    how: Option<HowWord>,
    dry_run: bool,
    context: &Context,
) -> Result<Done> {
    let turn = words.get(1).and_then(|word| word.parse::<u32>().ok());
    match (words, turn) {
        ([interview, _], Some(turn)) if !dry_run => {
            by_hand(study, interview, turn, None, how, context)
        }
        ([interview, _, question], Some(turn)) if !dry_run => {
            by_hand(study, interview, turn, Some(question), how, context)
        }
        _ if how.is_some() => Err(WrongWords(context.strings.get("cli-tie-words")).into()),
        _ => by_words(study, words, dry_run, context),
    }
}

fn by_hand(
    study: &Path,
    interview: &str,
    turn: u32,
    question: Option<&String>,
    how: Option<HowWord>,
    context: &Context,
) -> Result<Done> {
    let mut study = context.write(study)?;
    let edit = Edit::TieQuestion {
        interview: study.interview_named(interview)?,
        turn: turn.checked_sub(1),
        question: question.cloned(),
        how: match how.unwrap_or(HowWord::Asked) {
            HowWord::Asked => Some(Asked::Asked),
            HowWord::Reworded => Some(Asked::Reworded),
            HowWord::Skipped => Some(Asked::Skipped),
            HowWord::Added => Some(Asked::Added),
            HowWord::None => None,
        },
    };
    study.apply(&edit, &context.coder)?;
    context.say("cli-tied", &[]);
    Ok(Done::All)
}

fn by_words(study: &Path, names: &[String], dry_run: bool, context: &Context) -> Result<Done> {
    let mut study = if dry_run {
        context.read(study)?
    } else {
        context.write(study)?
    };
    let mut interviews = Vec::new();
    for name in names {
        interviews.push(study.interview_named(name)?);
    }
    if study.guide()?.is_none() {
        context.say("cli-no-guide", &[]);
        return Ok(Done::All);
    }
    let found = study.propose_ties(&interviews)?;
    if let (false, Some(edit)) = (dry_run, ProposedTie::edit(&found.ties)) {
        study.apply(&edit, &context.coder)?;
    }
    let key = if dry_run {
        "cli-ties-dry"
    } else {
        "cli-ties-done"
    };
    let n = [
        ("n", found.ties.len().into()),
        ("tied", found.n_tied.into()),
    ];
    context.say(key, &n);
    if !found.nobody_asks.is_empty() {
        let list = found.nobody_asks.join(", ");
        context.say("cli-ties-nobody", &[("list", list.into())]);
    }
    let (table, json) = shown(&found);
    output::table(&table, &json, &study, context)
}

/// The proposals as a table, and for programs.
fn shown(found: &ProposedTies) -> (Table, Value) {
    let likeness = |it: &ProposedTie| match it.why {
        Why::Number => None,
        Why::Likeness(likeness) => Some(likeness),
    };
    let row = |it: &ProposedTie| {
        vec![
            Cell::text(&it.name),
            Cell::Count(u64::from(it.turn) + 1),
            Cell::text(&it.question),
            Cell::Key(asked_key(it.how)),
            Cell::Key(match it.why {
                Why::Number => "tie-number",
                Why::Likeness(_) => "tie-likeness",
            }),
            likeness(it).map_or(Cell::Empty, Cell::Figure),
            Cell::text(&it.text),
            Cell::text(&it.words),
        ]
    };
    let table = Table {
        name: "guide-ties",
        columns: vec![
            Column::text("interview"),
            Column::number("turn"),
            Column::text("question"),
            Column::text("how"),
            Column::text("why"),
            Column::number("likeness"),
            Column::text("text"),
            Column::text("turn-words"),
        ],
        rows: found.ties.iter().map(row).collect(),
        notes: vec![
            Note::new("ties")
                .with("enough", LIKE_ENOUGH)
                .with("ahead", AHEAD),
        ],
    };
    let json = found.ties.iter().map(|it| {
        json!({
            "interview": it.name,
            "turn": it.turn + 1,
            "question": it.question,
            "how": it.how.name(),
            "why": if likeness(it).is_some() { "likeness" } else { "number" },
            "likeness": likeness(it),
            "text": it.text,
            "words": it.words,
        })
    });
    (table, json.collect())
}
