//! Texts as copies have them, turn by turn: what each turn says, and which step changed it last.
//!
//! A text is its head, its turns and its tail; head, tail and what stands between turns never
//! change. Each turn is a thing of its own: two copies that corrected different turns have both
//! corrections after a merge, of one turn the later words stand.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value as Json;

use super::log::Log;
use super::read::{State, Whose};
use super::record::Stamp;
use crate::store::error::{Result, StoreError};
use crate::store::revise::present::{self as corrections, Correction};
use crate::text::{Layout, Piece, Place};

/// What a turn says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    /// When it was corrected, opened or taken back last.
    pub(super) stamp: Stamp,
    /// `None`: it was opened, and that was taken back.
    pub(super) says: Option<Says>,
}

/// Words of a turn with what stands before them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Says {
    pub(super) gap: String,
    pub(super) words: String,
    /// The speaker of an opened turn.
    pub(super) speaker: Option<Rc<str>>,
}

/// What never changes about a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    head: String,
    tail: String,
    /// What stands before each turn that was imported.
    gaps: Vec<(Place, String)>,
}

/// A text of one copy, or of several put together.
#[derive(Clone, Debug)]
pub(super) struct TextState {
    pub(super) base: Base,
    pub(super) turns: BTreeMap<Place, Turn>,
}

impl TextState {
    /// Whether no step leads from one of the texts to the other: they were different from the
    /// beginning, although the interview is the same.
    pub(super) fn never_was(&self, other: &Self) -> bool {
        let none = Stamp::default();
        let apart = |(place, mine): (&Place, &Turn)| {
            let theirs = other.turns.get(place);
            theirs.is_some_and(|it| (it.stamp, mine.stamp) == (none, none) && it.says != mine.says)
        };
        self.base != other.base || self.turns.iter().any(apart)
    }

    /// Takes in what another copy has of the same text.
    pub(super) fn join(&mut self, other: &Self) {
        for (place, turn) in &other.turns {
            match self.turns.get_mut(place) {
                Some(mine) if *mine < *turn => *mine = turn.clone(),
                Some(_) => {}
                None => {
                    self.turns.insert(place.clone(), turn.clone());
                }
            }
        }
    }

    /// The text.
    pub(super) fn layout(&self) -> Layout {
        let piece = |place: Place, gap: &str, words: &str| Piece {
            place,
            gap: gap.to_owned(),
            words: words.to_owned(),
        };
        let mut pieces = vec![piece(Place::head(), "", &self.base.head)];
        for (place, turn) in &self.turns {
            if let Some(says) = &turn.says {
                pieces.push(piece(place.clone(), &says.gap, &says.words));
            }
        }
        pieces.push(piece(Place::tail(), "", &self.base.tail));
        Layout::new(pieces)
    }
}

/// Turns as imported: place, start, end.
fn first_turns(conn: &Connection, whose: &Whose) -> Result<Vec<(Place, i64, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, place, start, end FROM main.turn WHERE revision = ?1 ORDER BY seq",
    )?;
    let mut rows = statement.query([whose.first])?;
    let mut turns = Vec::new();
    while let Some(row) = rows.next()? {
        let place = match row.get::<_, Option<String>>(1)? {
            None => Place::first(row.get(0)?),
            Some(place) => place
                .parse()
                .map_err(|_| StoreError::Strange("turn.place".to_owned()))?,
        };
        turns.push((place, row.get(2)?, row.get(3)?));
    }
    Ok(turns)
}

/// The step that wrote a correction, as far as places go.
fn opener(conn: &Connection, correction: i64) -> Result<String> {
    let step: Option<String> = conn
        .prepare_cached(
            "SELECT lower(hex(op.uid)) || '.' || (SELECT count(*) FROM main.op_row AS other
                 WHERE other.op = op.id AND other.tbl = 'correction' AND other.id < op_row.id)
             FROM main.op_row JOIN main.op ON op.id = op_row.op
             WHERE op_row.tbl = 'correction' AND op_row.row = ?1 AND op_row.before IS NULL LIMIT 1",
        )?
        .query_row([correction], |row| row.get(0))
        .optional()?;
    Ok(step.unwrap_or_else(|| format!("{correction:x}")))
}

/// Places of an interview's turns where they aren't those that were imported, in order.
pub(super) fn opened(conn: &Connection, whose: &Whose) -> Result<Option<Vec<Place>>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, turn, place FROM main.correction
         WHERE interview = ?1 AND opens IS NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query([whose.key])?;
    let mut places: Option<Vec<Place>> = None;
    while let Some(row) = rows.next()? {
        let places = match &mut places {
            Some(places) => places,
            none => none.insert(
                first_turns(conn, whose)?
                    .into_iter()
                    .map(|it| it.0)
                    .collect(),
            ),
        };
        let turn = row.get::<_, u32>(1)? as usize;
        let place = if let Some(place) = row.get::<_, Option<String>>(2)? {
            place
                .parse()
                .map_err(|_| StoreError::Strange("correction.place".to_owned()))?
        } else {
            let by = opener(conn, row.get(0)?)?;
            let before = turn.checked_sub(1).and_then(|before| places.get(before));
            Place::between(before, places.get(turn), &by)
        };
        places.insert(turn.min(places.len()), place);
    }
    if places.is_none() {
        let first = first_turns(conn, whose)?;
        let is_plain = first.iter().zip(0..).all(|(it, n)| it.0 == Place::first(n));
        places = (!is_plain).then(|| first.into_iter().map(|it| it.0).collect());
    }
    Ok(places)
}

/// Interviews of a copy whose text was ever corrected, and steps that did so.
pub(super) struct Corrected {
    /// By interview's key, the corrections by the step that wrote them, oldest first.
    by_interview: HashMap<i64, Vec<(i64, Event)>>,
}

/// A correction that a step carried out, or (of a merge) took back.
#[derive(Clone, Debug)]
struct Event {
    row: i64,
    correction: Correction,
    is_taking_back: bool,
}

impl Corrected {
    pub(super) fn read(conn: &Connection) -> Result<Self> {
        let mut by_interview: HashMap<i64, Vec<(i64, Event)>> = HashMap::new();
        let mut statement = conn.prepare(
            "SELECT op, row, before, after FROM main.op_row WHERE tbl = 'correction' ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut written: Vec<(i64, i64, bool)> = Vec::new();
        // A correction never changes, so any state of it will do.
        let mut remembered: HashMap<i64, Correction> = HashMap::new();
        while let Some(row) = rows.next()? {
            let key = row.get(1)?;
            let (before, after): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            written.push((row.get(0)?, key, before.is_some()));
            if let Some(state) = before.or(after) {
                let strange = || StoreError::Strange("op_row of correction".to_owned());
                let json: Json = serde_json::from_str(&state).map_err(|_| strange())?;
                let correction = Correction::from_json(&json).ok_or_else(strange)?;
                remembered.insert(key, correction);
            }
        }
        for (op, key, is_taking_back) in written {
            let correction = match remembered.get(&key) {
                Some(correction) => correction.clone(),
                None => Correction::find(conn, key)?,
            };
            let event = Event {
                row: key,
                correction,
                is_taking_back,
            };
            let interview = event.correction.interview;
            by_interview.entry(interview).or_default().push((op, event));
        }
        Ok(Self { by_interview })
    }

    pub(super) fn has(&self, interview: i64) -> bool {
        self.by_interview.contains_key(&interview)
    }
}

/// Turns while the log is walked through.
struct Walk<'a> {
    conn: &'a Connection,
    turns: Vec<(Place, i64, i64)>,
    stamps: HashMap<Place, Stamp>,
    /// Of corrections that open turns: the place, and whether words of the turn before went along.
    opened: HashMap<i64, (Place, bool)>,
}

impl Walk<'_> {
    fn forth(&mut self, row: i64, it: &Correction, by: Option<Stamp>) -> Result<Option<()>> {
        let n = |words: &str| i64::try_from(words.chars().count()).unwrap_or(i64::MAX);
        let delta = n(&it.inserted) - n(&it.removed);
        let (turn, at) = (it.turn as usize, i64::from(it.at));
        let Some(opens) = it.opens else {
            let Some(changed) = self.turns.get_mut(turn) else {
                return Ok(None);
            };
            changed.2 += delta;
            let place = changed.0.clone();
            self.touch(&place, by);
            self.shift(turn + 1, delta);
            return Ok(Some(()));
        };
        if turn > self.turns.len() {
            return Ok(None);
        }
        let before = turn.checked_sub(1);
        let (place, splits) = if let Some(known) = self.opened.get(&row) {
            known.clone()
        } else {
            let place = match &it.place {
                Some(place) => place
                    .parse()
                    .map_err(|_| StoreError::Strange("correction.place".to_owned()))?,
                None => Place::between(
                    before.and_then(|n| self.turns.get(n)).map(|it| &it.0),
                    self.turns.get(turn).map(|it| &it.0),
                    &opener(self.conn, row)?,
                ),
            };
            let splits = before.is_some_and(|n| self.turns[n].2 > at);
            self.opened.insert(row, (place.clone(), splits));
            (place, splits)
        };
        let end = match before {
            Some(n) => std::mem::replace(&mut self.turns[n].2, at),
            None => at,
        };
        if splits && let Some(n) = before {
            let place = self.turns[n].0.clone();
            self.touch(&place, by);
        }
        self.touch(&place, by);
        let start = at + i64::from(opens.label);
        self.turns.insert(turn, (place, start, end + delta));
        self.shift(turn + 1, delta);
        Ok(Some(()))
    }

    fn back(&mut self, row: i64, it: &Correction, by: Option<Stamp>) -> Option<()> {
        let n = |words: &str| i64::try_from(words.chars().count()).unwrap_or(i64::MAX);
        let delta = n(&it.removed) - n(&it.inserted);
        let turn = it.turn as usize;
        if it.opens.is_none() {
            self.turns.get_mut(turn)?.2 += delta;
            let place = self.turns[turn].0.clone();
            self.touch(&place, by);
            self.shift(turn + 1, delta);
            return Some(());
        }
        if turn >= self.turns.len() {
            return None;
        }
        let (place, _, end) = self.turns.remove(turn);
        self.touch(&place, by);
        let splits = self.opened.get(&row).is_some_and(|(_, splits)| *splits);
        if let Some(n) = turn.checked_sub(1) {
            self.turns[n].2 = end + delta;
            let place = self.turns[n].0.clone();
            if splits {
                self.touch(&place, by);
            }
        }
        self.shift(turn, delta);
        Some(())
    }

    fn touch(&mut self, place: &Place, by: Option<Stamp>) {
        if let Some(by) = by {
            let stamp = self.stamps.entry(place.clone()).or_default();
            *stamp = (*stamp).max(by);
        }
    }

    fn shift(&mut self, from: usize, delta: i64) {
        for turn in &mut self.turns[from..] {
            turn.1 += delta;
            turn.2 += delta;
        }
    }
}

/// Which step changed each turn last, by the log; of turns that are gone as well.
fn stamps(
    conn: &Connection,
    whose: &Whose,
    log: &Log,
    corrected: &Corrected,
) -> Result<HashMap<Place, Stamp>> {
    let mut walk = Walk {
        conn,
        turns: first_turns(conn, whose)?,
        stamps: HashMap::new(),
        opened: HashMap::new(),
    };
    let Some(events) = corrected.by_interview.get(&whose.key) else {
        return Ok(walk.stamps);
    };
    // Every moment at which a step was done, taken back or done again, in order.
    let mut moments = Vec::new();
    let mut seen = Vec::new();
    for (op, _) in events {
        if seen.contains(op) {
            continue;
        }
        seen.push(*op);
        let Some(step) = log.steps.get(op) else {
            continue;
        };
        moments.push((*op, *op, step.stamp, true));
        for (n, (at, stamp)) in step.turns.iter().enumerate() {
            moments.push((*at, *op, *stamp, n % 2 == 1));
        }
    }
    moments.sort_unstable_by_key(|moment| moment.0);
    for (_, op, stamp, is_forth) in moments {
        let by = (!log.steps[&op].is_merge).then_some(stamp);
        let mut of_step: Vec<&Event> = events
            .iter()
            .filter(|(of, _)| *of == op)
            .map(|(_, event)| event)
            .collect();
        if !is_forth {
            of_step.reverse();
        }
        for event in of_step {
            let went = if is_forth == event.is_taking_back {
                walk.back(event.row, &event.correction, by)
            } else {
                walk.forth(event.row, &event.correction, by)?
            };
            if went.is_none() {
                return Err(StoreError::Strange("correction.turn".to_owned()));
            }
        }
    }
    Ok(walk.stamps)
}

/// The text of an interview in a copy, and as it stands there.
pub(super) fn load(
    conn: &Connection,
    state: &State,
    interview: &Rc<str>,
    corrected: &Corrected,
) -> Result<Option<(TextState, Layout)>> {
    let Some(whose) = state.texts.get(interview) else {
        return Ok(None);
    };
    let mut text = present(conn, whose)?;
    for (place, stamp) in stamps(conn, whose, &state.log, corrected)? {
        let none = Turn { stamp, says: None };
        text.turns.entry(place).or_insert(none).stamp = stamp;
    }
    for (place, told) in state.told_turns.get(interview).into_iter().flatten() {
        let stamp = told
            .stamps
            .first()
            .copied()
            .unwrap_or_default()
            .max(told.gone);
        let none = Turn { stamp, says: None };
        let turn = text.turns.entry(place.clone()).or_insert(none);
        if turn.stamp.clock < told.clock {
            turn.stamp = stamp;
        }
    }
    let layout = text.layout();
    Ok(Some((text, layout)))
}

/// An interview's text as it stands, cut into its pieces.
pub(super) fn layout(conn: &Connection, whose: &Whose) -> Result<Layout> {
    Ok(present(conn, whose)?.layout())
}

/// Places of an interview's turns, in order.
pub(super) fn places(conn: &Connection, whose: &Whose) -> Result<Vec<Place>> {
    match opened(conn, whose)? {
        Some(places) => Ok(places),
        None => Ok(first_turns(conn, whose)?
            .into_iter()
            .map(|it| it.0)
            .collect()),
    }
}

/// An interview by its key.
pub(super) fn whose(conn: &Connection, key: i64) -> Result<Whose> {
    Ok(conn
        .prepare_cached(
            "SELECT interview.id, interview.revision,
                    coalesce(corrected.first, interview.revision), revision.hash
             FROM main.interview JOIN main.revision ON revision.id = interview.revision
             LEFT JOIN main.corrected ON corrected.revision = interview.revision
             WHERE interview.id = ?1",
        )?
        .query_row([key], |row| {
            Ok(Whose {
                key: row.get(0)?,
                revision: row.get(1)?,
                first: row.get(2)?,
                hash: row.get(3)?,
            })
        })?)
}

/// An interview's text as it stands, by its turns; the log says who wrote them.
fn present(conn: &Connection, whose: &Whose) -> Result<TextState> {
    let text = |revision: i64| -> Result<Vec<char>> {
        let text: String = conn
            .prepare_cached("SELECT text FROM main.revision WHERE id = ?1")?
            .query_row([revision], |row| row.get(0))?;
        Ok(text.chars().collect())
    };
    let chars = text(whose.revision)?;
    let turns = corrections::turns(conn, whose.revision)?;
    let places = places(conn, whose)?;
    if places.len() != turns.len() {
        return Err(StoreError::Strange("turn.seq".to_owned()));
    }
    let speakers = speakers(conn, whose.key)?;
    let slice = |from: usize, to: usize| -> String { chars[from.min(to)..to].iter().collect() };
    // Before turns that were typed stands all of the text to which they were added.
    let head = if first_turns(conn, whose)?.is_empty() {
        text(whose.first)?.len().min(chars.len())
    } else {
        0
    };
    let mut state = TextState {
        base: Base {
            head: slice(0, head),
            tail: String::new(),
            gaps: Vec::new(),
        },
        turns: BTreeMap::new(),
    };
    let mut at = head;
    for ((start, end, speaker), place) in turns.into_iter().zip(places) {
        let position = |at: i64| usize::try_from(at).unwrap_or(usize::MAX).min(chars.len());
        let (start, end) = (position(start), position(end));
        let gap = slice(at, start);
        if place.is_first() {
            state.base.gaps.push((place.clone(), gap.clone()));
        }
        let speaker = speaker.filter(|_| !place.is_first());
        let says = Says {
            gap,
            words: slice(start, end),
            speaker: speaker.and_then(|seq| speakers.get(&seq).cloned()),
        };
        let turn = Turn {
            stamp: Stamp::default(),
            says: Some(says),
        };
        state.turns.insert(place, turn);
        at = end;
    }
    state.base.tail = slice(at, chars.len());
    Ok(state)
}

/// Identities of an interview's speakers by number.
pub(super) fn speakers(conn: &Connection, interview: i64) -> Result<HashMap<u16, Rc<str>>> {
    let mut statement =
        conn.prepare_cached("SELECT seq, hex(uid) FROM main.speaker WHERE interview = ?1")?;
    let speakers = statement
        .query_map([interview], |row| {
            Ok((row.get(0)?, Rc::from(row.get_ref(1)?.as_str()?)))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(speakers)
}
