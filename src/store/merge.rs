//! Copies of one study that went apart come together again.
//!
//! Every copy is read as [records](record): things with what is said of them and when, by
//! identities that all copies share. Records of all copies join, texts join turn by turn, and
//! from what comes of that the rows are [settled](settle) that this study gets. Nobody is asked:
//! what was changed later stands, and where two changed the same thing apart that is written
//! down as a [conflict](conflicts), to be looked at. A merge is one step; undone, it is as if it had
//! never been.

mod conflicts;
mod log;
mod pace;
mod read;
mod record;
mod resolve;
mod settle;
mod spec;
mod steps;
mod texts;
mod told;
mod turns;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::Connection;
use serde_json::json;

use super::error::Result;
use super::journal::{self, Ending};
use super::keys;
use super::open::Store;
use crate::model::{Conflict, InterviewId, Uid, Watch};
use crate::text::Layout;
use pace::Pace;
use read::State;
use record::{Clash, Record, Val, clashes};
use settle::{Records, Settled};
use spec::{Holds, TABLES, number};
use texts::{Corrected, TextState};

pub(super) use resolve::resolve;

/// What a merge brought, or would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// By table, rows that are new, that say something else, and that went.
    pub came: Vec<Came>,
    /// Turns with other words.
    pub n_turns: u32,
    /// Steps of other copies that the log didn't have.
    pub n_steps: u32,
    /// Conflicts that weren't known before.
    pub conflicts: Vec<Conflict>,
    /// Whether something is left out of this that whoever looks may not see: what others did with
    /// interviews that they code blind.
    pub is_partial: bool,
    /// Whether the study is another than before.
    pub has_changed: bool,
    /// Names of interviews that were withdrawn elsewhere and are withdrawn here as well.
    pub withdrawn: Vec<String>,
}

/// What came of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// The table.
    pub table: &'static str,
    /// Rows that weren't there.
    pub added: u32,
    /// Rows that say something else now.
    pub changed: u32,
    /// Rows that went.
    pub removed: u32,
}

/// What came, by table and interview.
type Counts = BTreeMap<(usize, Option<String>), Came>;

impl Merged {
    /// Whether the other copies had nothing that this one hadn't.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.has_changed && self.withdrawn.is_empty()
    }

    /// Adds up what may be told, and leaves out what may not.
    fn keep_from(&mut self, counts: Counts, hidden: &HashSet<String>) {
        let is_hidden =
            |interview: Option<&String>| interview.is_some_and(|it| hidden.contains(it));
        let mut by_table: BTreeMap<usize, Came> = BTreeMap::new();
        for ((table, interview), came) in counts {
            if is_hidden(interview.as_ref()) || came.table == "conflict" {
                continue;
            }
            let all = by_table.entry(table).or_insert(Came {
                table: came.table,
                ..Came::default()
            });
            all.added += came.added;
            all.changed += came.changed;
            all.removed += came.removed;
        }
        self.came = by_table.into_values().collect();
        self.conflicts.retain(|it| {
            let interview = it.interview.map(|id| hex(id.0));
            !is_hidden(interview.as_ref())
        });
        if !hidden.is_empty() {
            self.is_partial = true;
            self.n_steps = 0;
            self.n_turns = 0;
        }
    }
}

/// An identity as records have it.
fn hex(uid: Uid) -> String {
    format!("{:032X}", u128::from_be_bytes(uid.0))
}

/// What all copies say together.
struct Together {
    mine: State,
    others: Vec<State>,
    /// What this copy says, with its passages in the texts to come.
    records: Records,
    settled: Settled,
    /// The texts to come of interviews that were ever corrected, and as they stand here.
    texts: HashMap<Rc<str>, TextState>,
    layouts: HashMap<Rc<str>, Layout>,
    my_texts: HashMap<Rc<str>, (TextState, Layout)>,
    /// Things of which two copies say different things.
    clashes: Vec<(usize, Rc<str>, Clash)>,
    turn_clashes: Vec<turns::TurnClash>,
}

impl Store {
    /// Takes in what other copies of this study have, as one step.
    ///
    /// Withdrawals of other copies come first, as [`Self::withdrawn_by`] tells them; interviews
    /// that were withdrawn anywhere take no part in it, and stay so whatever comes of the merge.
    ///
    /// # Errors
    /// When a copy can't be read, this one can't be written, or `watch` stops it; the study is then
    /// as before.
    pub fn merge(
        &mut self,
        others: &[&Self],
        names: &[String],
        coder: &str,
        watch: Watch,
    ) -> Result<Merged> {
        self.merge_until(others, names, coder, Ending::Commit, watch)
    }

    /// Says what [`Self::merge`] would bring, and leaves the study as it is.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn rehearse_merge(
        &mut self,
        others: &[&Self],
        coder: &str,
        watch: Watch,
    ) -> Result<Merged> {
        self.merge_until(others, &[], coder, Ending::RollBack, watch)
    }

    fn merge_until(
        &mut self,
        others: &[&Self],
        names: &[String],
        coder: &str,
        ending: Ending,
        watch: Watch,
    ) -> Result<Merged> {
        let pace = Pace::of(1 + others.len(), watch);
        for other in others {
            other.look_at_all()?;
        }
        if ending == Ending::Commit {
            self.bury(others)?;
        }
        let theirs: Vec<&Connection> = others.iter().map(|other| &other.conn).collect();
        let record = json!({ "edit": "merge", "files": names });
        let tables = journal::all_tables();
        let viewer = self.viewer();
        let (mut merged, touched) =
            self.operate("merge", &record, coder, tables, ending, |tx| {
                let together = Together::read(tx, &theirs, &pace)?;
                let (mut merged, counts) = write::write(tx, &together, &theirs, &pace)?;
                let hidden = Self::hidden_in(tx, viewer.as_deref())?;
                merged.keep_from(counts, &hidden);
                Ok(merged)
            })?;
        if touched == super::Touched::default() {
            // The other copies' steps left nothing behind, and no step was made here.
            merged.n_steps = 0;
        }
        merged.has_changed = touched != super::Touched::default();
        Ok(merged)
    }

    /// Buries here what was withdrawn in other copies. It holds whatever else comes of the merge,
    /// and is no step that could be taken back.
    fn bury(&mut self, others: &[&Self]) -> Result<()> {
        let tx = self
            .conn
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for other in others {
            for uid in other.tombstones()? {
                tx.prepare_cached("INSERT OR IGNORE INTO tombstone (uid) VALUES (?1)")?
                    .execute([uid.0])?;
            }
        }
        tx.commit()?;
        Ok(())
    }

    /// Interviews of this study that one of these copies withdrew, with their names; also those
    /// that only the log remembers, as their import was taken back.
    ///
    /// # Errors
    /// When a copy can't be read.
    pub fn withdrawn_by(&self, others: &[&Self]) -> Result<Vec<(InterviewId, String)>> {
        let mut gone: BTreeSet<Uid> = BTreeSet::new();
        for other in others {
            gone.extend(other.tombstones()?);
        }
        let mut known = self.conn.prepare(
            "SELECT uid, name FROM main.interview
                 UNION ALL SELECT unhex(json_extract(coalesce(before, after), '$.uid')) AS uid,
                                  json_extract(coalesce(before, after), '$.name')
                 FROM main.op_row WHERE tbl = 'interview' AND uid IS NOT NULL
                 UNION ALL SELECT unhex(thing), '' FROM main.merged WHERE tbl = 'interview'",
        )?;
        let mut rows = known.query([])?;
        let mut here: BTreeMap<Uid, String> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let uid = keys::uid(row, 0)?;
            if gone.contains(&uid) {
                here.entry(uid).or_insert(row.get(1)?);
            }
        }
        let here = here.into_iter();
        Ok(here.map(|(uid, name)| (InterviewId(uid), name)).collect())
    }
}

impl Together {
    fn read(mine: &Connection, others: &[&Connection], pace: &Pace) -> Result<Self> {
        let mut states = vec![read::read(mine, pace)?];
        for other in others {
            states.push(read::read(other, pace)?);
        }
        let gone: HashSet<Rc<str>> = states
            .iter()
            .flat_map(|state| state.tombstones.iter().cloned())
            .collect();
        for state in &mut states {
            leave_out(state, &gone);
        }
        let conns: Vec<&Connection> = std::iter::once(mine)
            .chain(others.iter().copied())
            .collect();
        let mut texts_of = read_texts(&conns, &states)?;
        let mut texts: HashMap<Rc<str>, TextState> = HashMap::new();
        let mut turn_clashes = Vec::new();
        let mut apart = BTreeSet::new();
        for (n, of_state) in texts_of.iter().enumerate() {
            for (interview, (text, _)) in of_state {
                match texts.get_mut(interview) {
                    Some(joined) if joined.never_was(text) => {
                        apart.insert(name_of(conns[n], interview)?);
                    }
                    Some(joined) => {
                        let (before, with) = states.split_at(n);
                        let knew = |stamp| before.iter().any(|it| it.log.knew(stamp));
                        let theirs = |stamp| with[0].log.knew(stamp);
                        turns::clashes(
                            interview,
                            joined,
                            text,
                            (&theirs, &knew),
                            &mut turn_clashes,
                        );
                        joined.join(text);
                    }
                    None => {
                        texts.insert(interview.clone(), text.clone());
                    }
                }
            }
        }
        if !apart.is_empty() {
            let names: Vec<String> = apart.into_iter().collect();
            return Err(super::StoreError::TextsApart(names.join(", ")));
        }
        let layouts: HashMap<Rc<str>, Layout> = texts
            .iter()
            .map(|(interview, text)| (interview.clone(), text.layout()))
            .collect();
        for (state, of_state) in states.iter_mut().zip(&texts_of) {
            place(state, of_state, &layouts);
        }
        let mut found = Vec::new();
        let mut records = states[0].records.clone();
        for n in 1..states.len() {
            let (before, with) = states.split_at(n);
            let knew = |stamp| before.iter().any(|it| it.log.knew(stamp));
            let theirs = |stamp| with[0].log.knew(stamp);
            for (table, of_table) in with[0].records.iter().enumerate() {
                pace.step()?;
                for (name, record) in of_table {
                    let Some(joined) = records[table].get_mut(name) else {
                        records[table].insert(name.clone(), record.clone());
                        continue;
                    };
                    if joined == record {
                        continue;
                    }
                    let all = clashes(&TABLES[table], joined, record, (&theirs, &knew));
                    found.extend(all.into_iter().map(|clash| (table, name.clone(), clash)));
                    joined.join(record, &TABLES[table]);
                }
            }
        }
        let settled = settle::settle(&records, &layouts);
        let my_texts = texts_of.swap_remove(0);
        let mut states = states.into_iter();
        let Some(mine) = states.next() else {
            return Err(super::StoreError::Strange("no copy".to_owned()));
        };
        Ok(Self {
            mine,
            others: states.collect(),
            records,
            settled,
            texts,
            layouts,
            my_texts,
            clashes: found,
            turn_clashes,
        })
    }

    /// The interview that a thing belongs to.
    fn interview_of(&self, table: usize, body: &[Val]) -> Option<Rc<str>> {
        interview_of(&self.records, table, body)
    }

    /// Who did a step.
    fn coder_of(&self, step: [u8; 16]) -> String {
        let mut all = std::iter::once(&self.mine).chain(&self.others);
        all.find_map(|state| state.log.coders.get(&step))
            .cloned()
            .unwrap_or_default()
    }
}

/// What a copy calls an interview.
fn name_of(conn: &Connection, interview: &str) -> Result<String> {
    let mut named = conn.prepare_cached("SELECT name FROM main.interview WHERE uid = unhex(?1)")?;
    Ok(named.query_row([interview], |row| row.get(0))?)
}

/// Writes down where turns stand that were opened, for a copy that won't have the corrections
/// which opened them.
pub(super) fn keep_places(conn: &Connection) -> Result<()> {
    let keys: Vec<i64> = conn
        .prepare(
            "SELECT id FROM main.interview WHERE id IN (
                 SELECT interview FROM main.correction WHERE opens IS NOT NULL)",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in keys {
        let whose = texts::whose(conn, key)?;
        for (seq, place) in texts::places(conn, &whose)?.iter().enumerate() {
            conn.prepare_cached(
                "UPDATE main.turn SET place = ?3 WHERE revision = ?1 AND seq = ?2",
            )?
            .execute(rusqlite::params![
                whose.revision,
                i64::try_from(seq).unwrap_or(i64::MAX),
                place.to_string()
            ])?;
        }
    }
    Ok(())
}

/// The interview that a thing belongs to, by what it points to.
fn interview_of(records: &Records, table: usize, body: &[Val]) -> Option<Rc<str>> {
    let of = &TABLES[table];
    match of.name {
        "interview" => return body[0].text().cloned(),
        "conflict" => return body[4].text().cloned(),
        _ => {}
    }
    for (at, column) in of.columns.iter().enumerate() {
        let (Holds::Key(to), Val::Text(name)) = (column.holds, &body[at]) else {
            continue;
        };
        match to {
            "interview" | "session" => return Some(name.clone()),
            "coding" => {
                let n = number(to)?;
                let coding = records[n].get(name)?.body.as_ref()?;
                return coding[TABLES[n].column("interview")?].text().cloned();
            }
            _ => {}
        }
    }
    None
}

/// Leaves out what was withdrawn anywhere, with everything that belongs to it, and people who took
/// part in nothing else.
fn leave_out(state: &mut State, gone: &HashSet<Rc<str>>) {
    if gone.is_empty() {
        return;
    }
    let belongs = |table: usize, record: &Record, records: &Records| {
        let body = record.body.as_ref();
        let interview = body.and_then(|body| interview_of(records, table, body));
        interview.is_some_and(|interview| gone.contains(&interview))
    };
    let mut out: Vec<Vec<Rc<str>>> = Vec::new();
    let mut people: HashMap<Rc<str>, bool> = HashMap::new();
    for (n, of_table) in state.records.iter().enumerate() {
        let mut of = Vec::new();
        for (name, record) in of_table {
            let goes = belongs(n, record, &state.records);
            if ["speaker", "session_respondent"].contains(&TABLES[n].name)
                && let (Some(at), Some(body)) = (TABLES[n].column("respondent"), &record.body)
                && let Some(person) = body[at].text()
            {
                *people.entry(person.clone()).or_insert(true) &= goes;
            }
            if goes {
                of.push(name.clone());
            }
        }
        out.push(of);
    }
    let strangers: HashSet<Rc<str>> = people
        .into_iter()
        .filter(|(_, goes)| *goes)
        .map(|(name, _)| name)
        .collect();
    for (n, of_table) in state.records.iter().enumerate() {
        for (name, record) in of_table {
            let body = record.body.as_ref();
            let is_one = TABLES[n].name == "respondent" && strangers.contains(name);
            let of_one = TABLES[n].name == "attribute"
                && body
                    .and_then(|body| body[1].text())
                    .is_some_and(|it| strangers.contains(it));
            // What was said differently of such a person, or of something of theirs.
            let about_one = TABLES[n].name == "conflict"
                && body
                    .and_then(|body| body[TABLES[n].column("thing")?].text())
                    .is_some_and(|it| it.split('/').any(|part| strangers.contains(part)));
            if is_one || of_one || about_one {
                out[n].push(name.clone());
            }
        }
    }
    for (n, names) in out.into_iter().enumerate() {
        for name in names {
            state.records[n].remove(&name);
            state.keys[n].remove(&name);
            state.told.remove(&(Rc::from(TABLES[n].name), name));
        }
    }
    state.texts.retain(|interview, _| !gone.contains(interview));
    state.left_out = true;
}

/// By copy, the texts of interviews that were ever corrected anywhere, and as they stand there.
type Texts = HashMap<Rc<str>, (TextState, Layout)>;

fn read_texts(conns: &[&Connection], states: &[State]) -> Result<Vec<Texts>> {
    let corrected: Vec<Corrected> = conns
        .iter()
        .map(|conn| Corrected::read(conn))
        .collect::<Result<_>>()?;
    // Hashes of the present texts; an interview with one, never corrected, is everywhere the same.
    let mut asked: BTreeMap<Rc<str>, (BTreeSet<&str>, bool)> = BTreeMap::new();
    for (state, corrected) in states.iter().zip(&corrected) {
        for (interview, whose) in &state.texts {
            let (hashes, is_asked) = asked.entry(interview.clone()).or_default();
            hashes.insert(&whose.hash);
            *is_asked |= corrected.has(whose.key)
                || whose.revision != whose.first
                || state.places.contains_key(interview)
                || state.told_turns.contains_key(interview)
                || state.held.contains(interview);
        }
    }
    let mut all = Vec::new();
    for ((conn, state), corrected) in conns.iter().zip(states).zip(&corrected) {
        let mut texts = HashMap::new();
        for (interview, (hashes, is_asked)) in &asked {
            if !is_asked && hashes.len() == 1 {
                continue;
            }
            let loaded = texts::load(conn, state, interview, corrected)?;
            if let Some(loaded) = loaded {
                texts.insert(interview.clone(), loaded);
            }
        }
        all.push(texts);
    }
    Ok(all)
}

/// Puts the passages of a copy into the texts to come, as far as their turns read the same there.
fn place(state: &mut State, texts: &Texts, layouts: &HashMap<Rc<str>, Layout>) {
    for (n, table) in TABLES.iter().enumerate() {
        let at = table.passage();
        let (Some(at), Some(interview)) = (at, table.column("interview")) else {
            continue;
        };
        let part = table.columns[at].part;
        for (name, record) in &mut state.records[n] {
            let Some(body) = &mut record.body else {
                continue;
            };
            let of = body[interview].text().cloned();
            let Some((interview, (text, layout))) = of.and_then(|of| texts.get_key_value(&of))
            else {
                continue;
            };
            let Some(to) = layouts.get(interview) else {
                continue;
            };
            let touching = |start: u32, end: u32| {
                let stamps = layout
                    .places(start, end)
                    .filter_map(|it| text.turns.get(it));
                stamps.map(|turn| turn.stamp).max().unwrap_or_default()
            };
            if let Val::Held(_) = body[at] {
                // What is kept beside the row holds until the text was corrected here.
                let key = (Rc::from(table.name), name.clone());
                let told = state.told.get(&key).map_or(0, |told| told.clock);
                let shown = state.shown.get(&(n, name.clone())).map(|row| &row[at]);
                match shown {
                    Some(Val::Here(start, end)) if touching(*start, *end).clock >= told => {
                        body[at] = Val::Here(*start, *end);
                    }
                    _ => {
                        if let Val::Held(held) = &body[at]
                            && let Some((start, end)) = to.fits(held)
                        {
                            body[at] = Val::Here(start, end);
                        }
                        continue;
                    }
                }
            }
            let Val::Here(start, end) = body[at] else {
                continue;
            };
            record.stamps[part] = record.stamps[part].max(touching(start, end));
            if to == layout {
                continue;
            }
            // A place at the very end is one behind the last character.
            let start = start.min(layout.chars().saturating_sub(1));
            let end = end.clamp(start, layout.chars().max(start));
            body[at] = match to.same(layout, start, end) {
                Some((start, end)) => Val::Here(start, end),
                None => Val::Held(Rc::new(layout.hold(start, end))),
            };
        }
    }
}
