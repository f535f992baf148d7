//! Interviews that are typed: an empty one to begin with, then turn by turn.
//!
//! A turn is added to the text as an import would have found it there, label and all,
//! by a correction that opens it.

use rusqlite::{OptionalExtension, Transaction, params};

use super::present::{Correction, Opens};
use super::{carry_out, no_such_turn, sayable, turns};
use crate::model::edit::{NewInterview, Voice};
use crate::model::{CharPos, InterviewId, Role, Span, Thing};
use crate::store::error::{Refused, Result, StoreError};
use crate::store::{interviews, keys, people, uids};
use crate::text::{Mend, Replace, Text, is_hanzi};

/// Tables that starting an interview touches.
pub(in crate::store) const STARTING: &[&str] = &["interview", "speaker", "respondent"];
/// Tables that adding a turn touches.
pub(in crate::store) const ADDING: &[&str] = &[
    "interview",
    "speaker",
    "correction",
    "coding",
    "coding_facet",
    "memo",
];

/// Makes an interview without words, with the speakers it shall have.
pub(in crate::store) fn start(tx: &Transaction, new: &NewInterview) -> Result<InterviewId> {
    let name = new.name.trim();
    said_of(Thing::Interview, name)?;
    let taken: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM interview WHERE name = ?1)")?
        .query_row([name], |row| row.get(0))?;
    if taken {
        return Err(Refused::InterviewTaken(name.to_owned()).into());
    }
    tx.execute(
        "INSERT INTO revision (uid, n_chars, hash, text) VALUES (?1, 0, ?2, '')",
        params![uids::fresh().0, uids::sha256(b"")],
    )?;
    let revision = tx.last_insert_rowid();
    let id = InterviewId(uids::fresh());
    tx.execute(
        "INSERT INTO interview (uid, name, sort, ordered, revision, file, format, encoding, header)
         VALUES (?1, ?2, (SELECT coalesce(max(sort), 0) + 1 FROM interview), 0, ?3, '', 'typed',
                 'UTF-8', '[]')",
        params![id.0.0, name, revision],
    )?;
    let key = tx.last_insert_rowid();
    for (label, role) in &new.speakers {
        let respondent = match role {
            Role::Respondent => Some(people::put_respondent(tx, label.trim(), None)?),
            Role::Interviewer => None,
        };
        add_speaker(tx, key, label, Some(*role), respondent)?;
    }
    Ok(id)
}

/// Adds a turn behind another one, or as the first of an interview that has none.
pub(in crate::store) fn add(
    tx: &Transaction,
    interview: InterviewId,
    after: Option<u32>,
    voice: &Voice,
    words: &str,
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    let words = words.trim();
    said_of(Thing::Turn, words)?;
    let (_, text) = interviews::text_of(tx, key)?;
    let turns = turns(tx, key)?;
    let (turn, at) = match after {
        Some(after) => {
            let before = turns
                .get(after as usize)
                .ok_or_else(|| no_such_turn(after))?;
            (after + 1, before.end())
        }
        None if turns.is_empty() => (0, CharPos(text.chars())),
        None => {
            return Err(Refused::NotBehindATurn.into());
        }
    };
    let speaker = speaker(tx, key, voice)?;
    let label = opening(tx, key, &text, &turns, turn, speaker)?;
    let opened = Opened {
        turn,
        at,
        speaker,
        label,
        words,
    };
    open(tx, key, &text, &opened)
}

/// Gives a turn other words, and opens a new turn with the rest of them.
pub(in crate::store) fn split(
    tx: &Transaction,
    interview: InterviewId,
    turn: u32,
    words: &str,
    voice: &Voice,
    rest: &str,
) -> Result<()> {
    let key = keys::interview(tx, interview)?;
    let (words, rest) = (words.trim_end(), rest.trim_start());
    said_of(Thing::Turn, words)?;
    said_of(Thing::Turn, rest)?;
    super::turn(tx, interview, turn, &[words, rest].concat())?;
    let (_, text) = interviews::text_of(tx, key)?;
    let turns = turns(tx, key)?;
    let begins = turns
        .get(turn as usize)
        .ok_or_else(|| no_such_turn(turn))?
        .start()
        .0;
    let at = CharPos(begins + chars(words));
    let speaker = speaker(tx, key, voice)?;
    let opened = Opened {
        turn: turn + 1,
        at,
        speaker,
        label: opening(tx, key, &text, &turns, turn + 1, speaker)?,
        words: "",
    };
    open(tx, key, &text, &opened)
}

/// A turn to be opened.
struct Opened<'a> {
    turn: u32,
    at: CharPos,
    speaker: u16,
    label: String,
    words: &'a str,
}

fn open(tx: &Transaction, interview: i64, text: &Text, it: &Opened) -> Result<()> {
    let correction = Correction {
        interview,
        turn: it.turn,
        at: it.at.0,
        removed: String::new(),
        inserted: [&it.label, it.words].concat(),
        opens: Some(Opens {
            label: chars(&it.label),
            speaker: Some(it.speaker),
        }),
        place: None,
    };
    let replace = Replace {
        at: it.at,
        removed: 0,
        inserted: correction.inserted.clone(),
    };
    let mend =
        Mend::new(text, vec![replace]).ok_or_else(|| StoreError::Strange("turn".to_owned()))?;
    carry_out(tx, interview, &mend, &[correction])
}

fn chars(words: &str) -> u32 {
    u32::try_from(words.chars().count()).unwrap_or(u32::MAX)
}

/// Refuses what has no words or holds what a terminal would obey.
fn said_of(what: Thing, words: &str) -> Result<()> {
    sayable(words)?;
    if words.trim().is_empty() {
        return Err(Refused::WithoutWords(what).into());
    }
    Ok(())
}

/// `speaker.seq` of whoever says a turn, added where the interview has nobody of that label.
fn speaker(tx: &Transaction, interview: i64, voice: &Voice) -> Result<u16> {
    let find = |column: &str, value: &dyn rusqlite::ToSql| -> Result<Option<u16>> {
        Ok(tx
            .prepare_cached(&format!(
                "SELECT seq FROM speaker WHERE interview = ?1 AND {column} = ?2"
            ))?
            .query_row(params![interview, value], |row| row.get(0))
            .optional()?)
    };
    match voice {
        Voice::Known(id) => find("uid", &id.0.0)?.ok_or_else(|| StoreError::NoSuch {
            what: Thing::Speaker,
            name: id.to_string(),
        }),
        Voice::New(label) => match find("label", &label.trim())? {
            Some(known) => Ok(known),
            None => add_speaker(tx, interview, label, None, None),
        },
    }
}

fn add_speaker(
    tx: &Transaction,
    interview: i64,
    label: &str,
    role: Option<Role>,
    respondent: Option<i64>,
) -> Result<u16> {
    let label = label.trim();
    said_of(Thing::Speaker, label)?;
    if label.contains(['\n', ':', '：']) {
        return Err(Refused::LabelWithColon.into());
    }
    let (uid, seq): ([u8; 16], u16) = tx
        .prepare_cached(
            "SELECT uid, (SELECT coalesce(max(seq) + 1, 0) FROM speaker WHERE interview = ?1)
             FROM interview WHERE id = ?1",
        )?
        .query_row([interview], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let of_interview = crate::model::Uid(uid).to_string();
    let uid = uids::derived("speaker", &[&of_interview, &seq.to_string(), label]);
    tx.prepare_cached(
        "INSERT INTO speaker (uid, interview, seq, label, role, respondent)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        uid.0,
        interview,
        seq,
        label,
        role.map(Role::name),
        respondent
    ])?;
    Ok(seq)
}

/// What stands before the words of a new turn: line ends as between other turns, and the
/// label as the interview writes it.
fn opening(
    tx: &Transaction,
    interview: i64,
    text: &Text,
    turns: &[Span],
    turn: u32,
    speaker: u16,
) -> Result<String> {
    let mut statement =
        tx.prepare_cached("SELECT label FROM speaker WHERE interview = ?1 ORDER BY seq")?;
    let labels: Vec<String> = statement
        .query_map([interview], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let label = labels
        .get(usize::from(speaker))
        .ok_or_else(|| StoreError::Strange("turn.speaker".to_owned()))?;
    // A label is written as another of the same speaker is, if it stands there alone.
    let revision: i64 = tx
        .prepare_cached("SELECT revision FROM interview WHERE id = ?1")?
        .query_row([interview], |row| row.get(0))?;
    let other: Option<u32> = {
        tx.prepare_cached("SELECT start FROM turn WHERE revision = ?1 AND speaker = ?2 LIMIT 1")?
            .query_row(params![revision, speaker], |row| row.get(0))
            .optional()?
    };
    let line = |start: u32| {
        let byte = text.byte(CharPos(start))?.0 as usize;
        let before = &text.as_str()[..byte];
        Some(&before[before.rfind('\n').map_or(0, |at| at + 1)..])
    };
    let usual = other
        .and_then(line)
        .filter(|line| line.trim_end_matches([':', '：', ' ', '\t', '\u{3000}']) == label);
    let colon = if labels.iter().any(|label| label.chars().any(is_hanzi)) {
        "："
    } else {
        ": "
    };
    let label = usual.map_or_else(|| format!("{label}{colon}"), str::to_owned);
    Ok([&between(text, turns, turn), label.as_str()].concat())
}

/// Line ends between two turns: as many as before the turn that follows, or before the one
/// that goes before; none before the first words of a text.
fn between(text: &Text, turns: &[Span], turn: u32) -> String {
    if text.chars() == 0 {
        return String::new();
    }
    let turn = turn as usize;
    let gap = |next: usize| {
        let (before, after) = (turns.get(next.checked_sub(1)?)?, turns.get(next)?);
        let gap = Span::within(text.chars(), before.end().0, after.start().0).ok()?;
        let n = text.slice(gap)?.chars().take_while(|c| *c == '\n').count();
        (n > 0).then(|| "\n".repeat(n))
    };
    if turns.is_empty() && text.as_str().ends_with('\n') {
        return String::new();
    }
    gap(turn)
        .or_else(|| gap(turn.checked_sub(1)?))
        .unwrap_or_else(|| "\n".to_owned())
}
