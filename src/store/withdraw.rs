//! Taking an interview out for good, when consent to it was taken back.
//!
//! The one thing that no undo brings back: text, codings, memos, people, the bytes of
//! the file, and every trace of them in the log go, and what remains is a tombstone, the
//! identity alone. A trigger of the schema keeps whatever inserts interviews, import, redo
//! or merge, from bringing it back. A list beside the backups has a restored backup
//! obey as well.
//!
//! What the file sets free is overwritten with zeros and the file is rebuilt. What a disk or a file
//! system keeps of earlier blocks is out of reach.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use serde_json::{Value, json};

use super::backup;
use super::error::{Result, StoreError};
use super::journal;
use super::open::Store;
use super::{keys, uids};
use crate::model::{InterviewId, Uid};

/// What a withdrawal took away, and where the interview still is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withdrawn {
    /// Its name.
    pub name: String,
    /// Codings that went, by everybody.
    pub n_codings: u32,
    /// Memos that went.
    pub n_memos: u32,
    /// Lines of the text that the file still holds elsewhere: a code's example quotes it, say.
    pub n_lines_left: u32,
    /// Backups that hold the interview.
    pub backups: Vec<PathBuf>,
    /// Other copies of the study beside it that hold the interview.
    pub copies: Vec<PathBuf>,
}

/// What hangs on the interviews of `gone_interview`, present or only remembered by the log.
const FIND_MORE: &str = "
CREATE TEMP TABLE gone_coding AS
SELECT id FROM main.coding WHERE interview IN (SELECT id FROM gone_interview)
UNION SELECT row FROM main.op_row WHERE tbl = 'coding'
  AND json_extract(coalesce(before, after), '$.interview') IN (SELECT id FROM gone_interview);

CREATE TEMP TABLE gone_session AS
SELECT id FROM main.session WHERE interview IN (SELECT id FROM gone_interview)
UNION SELECT row FROM main.op_row WHERE tbl = 'session'
  AND json_extract(coalesce(before, after), '$.interview') IN (SELECT id FROM gone_interview);

-- People who took part in nothing else.
CREATE TEMP TABLE gone_respondent AS
SELECT respondent AS id FROM main.speaker WHERE interview IN (SELECT id FROM gone_interview)
UNION SELECT respondent FROM main.session_respondent WHERE session IN (SELECT id FROM gone_session)
-- Those that only the log remembers.
UNION SELECT json_extract(coalesce(before, after), '$.respondent') AS person FROM main.op_row
  WHERE tbl = 'speaker' AND json_extract(coalesce(before, after), '$.interview') IN (SELECT id FROM gone_interview)
    AND person NOT IN (SELECT id FROM main.respondent)
UNION SELECT json_extract(coalesce(before, after), '$.respondent') AS person FROM main.op_row
  WHERE tbl = 'session_respondent' AND json_extract(coalesce(before, after), '$.session') IN (SELECT id FROM gone_session)
    AND person NOT IN (SELECT id FROM main.respondent);
DELETE FROM gone_respondent WHERE id IS NULL
  OR id IN (SELECT respondent FROM main.speaker
            WHERE respondent IS NOT NULL AND interview NOT IN (SELECT id FROM gone_interview))
  OR id IN (SELECT respondent FROM main.session_respondent
            WHERE session NOT IN (SELECT id FROM gone_session));

CREATE TEMP TABLE gone_revision AS
SELECT revision AS id FROM main.interview WHERE id IN (SELECT id FROM gone_interview)
UNION SELECT json_extract(coalesce(before, after), '$.revision') FROM main.op_row
  WHERE tbl = 'interview' AND row IN (SELECT id FROM gone_interview)
    AND coalesce(before, after) IS NOT NULL;
INSERT INTO gone_revision
SELECT first FROM main.corrected WHERE revision IN (SELECT id FROM gone_revision)
UNION SELECT revision FROM main.corrected WHERE first IN (SELECT id FROM gone_revision);
DELETE FROM gone_revision WHERE id IN
  (SELECT revision FROM main.interview WHERE id NOT IN (SELECT id FROM gone_interview));

CREATE TEMP TABLE gone_original AS
SELECT original AS id FROM main.interview WHERE id IN (SELECT id FROM gone_interview)
UNION SELECT json_extract(coalesce(before, after), '$.original') FROM main.op_row
  WHERE tbl = 'interview' AND row IN (SELECT id FROM gone_interview)
    AND coalesce(before, after) IS NOT NULL;
DELETE FROM gone_original WHERE id IS NULL OR id IN
  (SELECT original FROM main.interview
   WHERE original IS NOT NULL AND id NOT IN (SELECT id FROM gone_interview));

-- Identities as what merges wrote down has them.
CREATE TEMP TABLE gone_uid AS
SELECT uid FROM gone_given
UNION SELECT hex(uid) FROM main.interview WHERE id IN (SELECT id FROM gone_interview)
UNION SELECT json_extract(coalesce(before, after), '$.uid') FROM main.op_row
  WHERE tbl = 'interview' AND row IN (SELECT id FROM gone_interview) AND coalesce(before, after) IS NOT NULL
UNION SELECT hex(uid) FROM main.respondent WHERE id IN (SELECT id FROM gone_respondent)
UNION SELECT json_extract(coalesce(before, after), '$.uid') FROM main.op_row
  WHERE tbl = 'respondent' AND row IN (SELECT id FROM gone_respondent) AND coalesce(before, after) IS NOT NULL;
-- People of whom only a merge wrote something down, as speakers of nothing else.
INSERT INTO gone_uid
SELECT person.thing FROM main.merged AS person
WHERE person.tbl = 'respondent'
  AND NOT EXISTS (SELECT 1 FROM main.respondent WHERE hex(uid) = person.thing)
  AND EXISTS (SELECT 1 FROM main.merged AS voice
              WHERE voice.tbl IN ('speaker', 'session_respondent') AND instr(voice.says, person.thing)
                AND voice.interview IN (SELECT uid FROM gone_uid))
  AND NOT EXISTS (SELECT 1 FROM main.merged AS voice
                  WHERE voice.tbl IN ('speaker', 'session_respondent') AND instr(voice.says, person.thing)
                    AND coalesce(voice.interview, '') NOT IN (SELECT uid FROM gone_uid));

-- Rows of the log about any of it, by what they say or by the row they stand for.
CREATE TEMP TABLE gone_op_row AS
SELECT id, op FROM main.op_row AS it
WHERE (tbl = 'interview' AND row IN (SELECT id FROM gone_interview))
   OR (tbl = 'coding' AND row IN (SELECT id FROM gone_coding))
   OR (tbl = 'session' AND row IN (SELECT id FROM gone_session))
   OR (tbl = 'respondent' AND row IN (SELECT id FROM gone_respondent))
   OR json_extract(coalesce(before, after), '$.interview') IN (SELECT id FROM gone_interview)
   OR json_extract(coalesce(before, after), '$.session') IN (SELECT id FROM gone_session)
   OR (tbl = 'attribute'
       AND json_extract(coalesce(before, after), '$.respondent') IN (SELECT id FROM gone_respondent))
   OR json_extract(coalesce(before, after), '$.coding') IN (SELECT id FROM gone_coding)
   OR json_extract(coalesce(before, after), '$.from_coding') IN (SELECT id FROM gone_coding)
   OR (tbl IN ('merged', 'conflict')
       AND (json_extract(coalesce(before, after), '$.interview') IN (SELECT uid FROM gone_uid)
            OR EXISTS (SELECT 1 FROM gone_uid
                       WHERE instr(json_extract(coalesce(before, after), '$.thing'), gone_uid.uid))))
   OR (coalesce(before, after) IS NULL AND row IN (
       SELECT id FROM main.speaker WHERE it.tbl = 'speaker' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.attribute WHERE it.tbl = 'attribute'
           AND (interview IN (SELECT id FROM gone_interview) OR respondent IN (SELECT id FROM gone_respondent))
       UNION ALL SELECT id FROM main.tie WHERE it.tbl = 'tie' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.correction WHERE it.tbl = 'correction' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.coverage WHERE it.tbl = 'coverage' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.assignment WHERE it.tbl = 'assignment' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.bookmark WHERE it.tbl = 'bookmark' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.settlement WHERE it.tbl = 'settlement' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.summary WHERE it.tbl = 'summary' AND interview IN (SELECT id FROM gone_interview)
       UNION ALL SELECT id FROM main.session_respondent WHERE it.tbl = 'session_respondent' AND session IN (SELECT id FROM gone_session)
       UNION ALL SELECT id FROM main.merged WHERE it.tbl = 'merged'
           AND (interview IN (SELECT uid FROM gone_uid) OR EXISTS (SELECT 1 FROM gone_uid WHERE instr(thing, gone_uid.uid)))
       UNION ALL SELECT id FROM main.conflict WHERE it.tbl = 'conflict'
           AND (interview IN (SELECT uid FROM gone_uid) OR EXISTS (SELECT 1 FROM gone_uid WHERE instr(thing, gone_uid.uid)))
       UNION ALL SELECT id FROM main.coding_facet WHERE it.tbl = 'coding_facet' AND coding IN (SELECT id FROM gone_coding)
       UNION ALL SELECT id FROM main.coding_link WHERE it.tbl = 'coding_link' AND from_coding IN (SELECT id FROM gone_coding)
       UNION ALL SELECT id FROM main.verdict WHERE it.tbl = 'verdict' AND coding IN (SELECT id FROM gone_coding)
       UNION ALL SELECT id FROM main.memo WHERE it.tbl = 'memo'
           AND (interview IN (SELECT id FROM gone_interview) OR coding IN (SELECT id FROM gone_coding))));
";

/// Takes all of it away; what refers to a row goes before it.
const REMOVE: &str = "
DELETE FROM draft WHERE interview IN (SELECT uid FROM interview WHERE id IN (SELECT id FROM gone_interview))
                     OR coding IN (SELECT uid FROM coding WHERE id IN (SELECT id FROM gone_coding));
DELETE FROM op_row WHERE id IN (SELECT id FROM gone_op_row);
DELETE FROM merged WHERE interview IN (SELECT uid FROM gone_uid) OR EXISTS (SELECT 1 FROM gone_uid WHERE instr(thing, gone_uid.uid));
DELETE FROM conflict WHERE interview IN (SELECT uid FROM gone_uid) OR EXISTS (SELECT 1 FROM gone_uid WHERE instr(thing, gone_uid.uid));
-- Of steps that came from other copies nobody knows any more what they were about.
UPDATE op SET edit = json_object('edit', kind) WHERE merged IS NOT NULL;
DELETE FROM settlement WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM verdict WHERE coding IN (SELECT id FROM gone_coding);
DELETE FROM coding_link WHERE from_coding IN (SELECT id FROM gone_coding);
DELETE FROM coding_facet WHERE coding IN (SELECT id FROM gone_coding);
DELETE FROM memo WHERE interview IN (SELECT id FROM gone_interview)
                    OR coding IN (SELECT id FROM gone_coding);
DELETE FROM coding WHERE id IN (SELECT id FROM gone_coding);
DELETE FROM summary WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM bookmark WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM assignment WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM coverage WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM tie WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM session_respondent WHERE session IN (SELECT id FROM gone_session);
DELETE FROM session WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM speaker WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM attribute WHERE interview IN (SELECT id FROM gone_interview)
                         OR respondent IN (SELECT id FROM gone_respondent);
DELETE FROM respondent WHERE id IN (SELECT id FROM gone_respondent);
DELETE FROM correction WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM place WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM seen WHERE interview IN (SELECT id FROM gone_interview);
DELETE FROM interview WHERE id IN (SELECT id FROM gone_interview);
DELETE FROM corrected WHERE revision IN (SELECT id FROM gone_revision);
DELETE FROM turn WHERE revision IN (SELECT id FROM gone_revision);
DELETE FROM revision WHERE id IN (SELECT id FROM gone_revision);
DELETE FROM original WHERE id IN (SELECT id FROM gone_original);
";

const FORGET: &str = "
DROP TABLE temp.gone_given;
DROP TABLE temp.gone_op_row;
DROP TABLE temp.gone_uid;
DROP TABLE temp.gone_original;
DROP TABLE temp.gone_revision;
DROP TABLE temp.gone_respondent;
DROP TABLE temp.gone_session;
DROP TABLE temp.gone_coding;
DROP TABLE temp.gone_interview;
";

impl Store {
    /// Takes an interview out for good. No undo brings it back.
    ///
    /// # Errors
    /// When there is no such interview or the file can't be written; the study is then as before.
    pub fn withdraw(&mut self, interview: InterviewId, coder: &str) -> Result<Withdrawn> {
        self.writable()?;
        let mut backups = backup::all(self.path());
        backups.retain(|path| Self::file_holds(path, interview));
        let (mut withdrawn, lines) =
            self.on_the_tables(|store| store.take_out(interview, coder))?;
        remember(self.path(), interview)?;
        // The pages set free are zeros already; now they leave the file. While somebody
        // reads they can't, and stay in it as zeros: whether anything is left is looked at below.
        let _ = self.conn.execute("VACUUM", []);
        withdrawn.n_lines_left = self.lines_left(&lines)?;
        withdrawn.backups = backups;
        Ok(withdrawn)
    }

    /// How many of these lines the file still holds.
    ///
    /// The handle stays open as long as the connection: closing it would drop the locks that
    /// other connections of this process have on the file.
    fn lines_left(&mut self, lines: &BTreeSet<String>) -> Result<u32> {
        let mut file = match self.raw.take() {
            Some(file) => file,
            None => fs::File::open(self.path()).map_err(StoreError::io(self.path()))?,
        };
        let mut bytes = Vec::new();
        let read = file.rewind().and_then(|()| file.read_to_end(&mut bytes));
        self.raw = Some(file);
        read.map_err(StoreError::io(self.path()))?;
        let left = lines
            .iter()
            .filter(|line| memchr::memmem::find(&bytes, line.as_bytes()).is_some());
        Ok(u32::try_from(left.count()).unwrap_or(u32::MAX))
    }

    fn take_out(
        &mut self,
        interview: InterviewId,
        coder: &str,
    ) -> Result<(Withdrawn, BTreeSet<String>)> {
        self.arm(&[])?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !holds(&tx, interview)? {
            keys::interview(&tx, interview)?;
        }
        let mut withdrawn = Withdrawn::default();
        let mut gone_texts = Vec::new();
        journal::pause(&tx, |tx| {
            // A table made by a statement takes no parameters.
            tx.execute_batch(
                "CREATE TEMP TABLE gone_interview (id INTEGER PRIMARY KEY);
                 CREATE TEMP TABLE gone_given (uid TEXT);",
            )?;
            tx.execute(FIND_INTERVIEW, [interview.0.0])?;
            tx.execute("INSERT INTO gone_given VALUES (hex(?1))", [interview.0.0])?;
            tx.execute_batch(FIND_MORE)?;
            withdrawn.name = names(tx)?.into_iter().next().unwrap_or_default();
            gone_texts = texts(tx)?;
            let count = |sql: &str| tx.query_row(sql, [], |row| row.get(0));
            withdrawn.n_codings = count("SELECT count(*) FROM coding WHERE id IN gone_coding")?;
            withdrawn.n_memos = count(
                "SELECT count(*) FROM memo WHERE interview IN gone_interview OR coding IN gone_coding",
            )?;
            scrub_records(tx, interview)?;
            bury(tx, interview, &gone_texts)?;
            tx.execute_batch(REMOVE)?;
            Ok(tx.execute_batch(FORGET)?)
        })?;
        journal::note(
            &tx,
            "withdraw",
            &json!({ "edit": "withdraw", "interview": interview }),
            coder,
        )?;
        journal::commit(tx)?;
        let lines = gone_texts
            .iter()
            .flat_map(|text| text.lines())
            .filter(|line| line.chars().count() >= LONG)
            .map(str::to_owned)
            .collect();
        Ok((withdrawn, lines))
    }

    /// Whether a study file holds an interview, or its log remembers it. One that can't be read may
    /// hold anything.
    #[must_use]
    pub fn file_holds(path: &Path, interview: InterviewId) -> bool {
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|conn| holds(&conn, interview))
            .unwrap_or(true)
    }

    /// Takes out again what was withdrawn from the study of which this file is a restored backup.
    ///
    /// A program that was killed may have left the list without what it had just taken out.
    pub(super) fn obey_withdrawals(&mut self) -> Result<()> {
        let known = remembered(self.path());
        for uid in self.tombstones()? {
            if !known.contains(&uid) {
                remember(self.path(), InterviewId(uid))?;
            }
        }
        for interview in self.returned()? {
            self.withdraw(interview, "fangtan")?;
        }
        Ok(())
    }

    /// Interviews in this file that were withdrawn from the study it belongs to.
    pub(super) fn returned(&self) -> Result<Vec<InterviewId>> {
        let mut returned = Vec::new();
        for uid in remembered(self.path()) {
            if holds(&self.conn, InterviewId(uid))? {
                returned.push(InterviewId(uid));
            }
        }
        Ok(returned)
    }

    /// Identities of what was withdrawn, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn tombstones(&self) -> Result<Vec<Uid>> {
        self.many("SELECT uid FROM tombstone ORDER BY uid", |row| {
            Ok(keys::uid(row, 0)?)
        })
    }
}

/// Lines shorter than this say nothing of an interview when they are found elsewhere.
const LONG: usize = 12;

const FIND_INTERVIEW: &str = "INSERT INTO gone_interview
SELECT id FROM main.interview WHERE uid = ?1
UNION SELECT row FROM main.op_row WHERE tbl = 'interview'
  AND json_extract(coalesce(before, after), '$.uid') = hex(?1)";

/// Whether an interview is there, or the log remembers it: its import was taken back, say.
pub(super) fn holds(conn: &Connection, interview: InterviewId) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM main.interview WHERE uid = ?1)
             OR EXISTS (SELECT 1 FROM main.merged WHERE tbl = 'interview' AND thing = hex(?1))
             OR EXISTS (SELECT 1 FROM main.op_row WHERE tbl = 'interview'
                        AND json_extract(coalesce(before, after), '$.uid') = hex(?1))
             OR EXISTS (SELECT 1 FROM main.op_row WHERE tbl = 'merged'
                        AND json_extract(coalesce(before, after), '$.tbl') = 'interview'
                        AND json_extract(coalesce(before, after), '$.thing') = hex(?1))",
    )?
    .query_row([interview.0.0], |row| row.get(0))
}

/// Every text that the interview has or had.
fn texts(tx: &Transaction) -> Result<Vec<String>> {
    let texts = tx
        .prepare("SELECT text FROM revision WHERE id IN gone_revision ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(texts)
}

/// Every name that the interview has or had, the present one first.
fn names(tx: &Transaction) -> Result<Vec<String>> {
    let names = tx
        .prepare(
            "SELECT name FROM interview WHERE id IN gone_interview
             UNION ALL SELECT json_extract(coalesce(before, after), '$.name') FROM op_row
             WHERE tbl = 'interview' AND row IN gone_interview
               AND coalesce(before, after) IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// Puts the tombstones: the interview's identity, and those that its texts would give it if
/// somebody imported them again.
fn bury(tx: &Transaction, interview: InterviewId, texts: &[String]) -> Result<()> {
    let outside: Vec<String> = tx
        .prepare(
            "SELECT outside_id FROM interview WHERE id IN gone_interview AND outside_id IS NOT NULL
             UNION SELECT json_extract(coalesce(before, after), '$.outside_id') AS known FROM op_row
             WHERE tbl = 'interview' AND row IN gone_interview AND known IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let by_text = texts
        .iter()
        .map(|text| by_hash(&uids::sha256(text.as_bytes())));
    let all = std::iter::once(interview.0).chain(by_text).chain(
        outside
            .iter()
            .map(|id| uids::derived("interview by id", &[id])),
    );
    for uid in all {
        tx.execute("INSERT OR IGNORE INTO tombstone (uid) VALUES (?1)", [uid.0])?;
    }
    Ok(())
}

/// The identity that an import gives a text.
pub(super) fn by_hash(hash: &str) -> Uid {
    uids::derived("interview", &[hash])
}

/// Whether something of that identity was withdrawn.
pub(super) fn is_withdrawn(conn: &Connection, uid: Uid) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tombstone WHERE uid = ?1)")?
        .query_row([uid.0], |row| row.get(0))?)
}

/// Takes steps that were about nothing else out of the log, and names out of the records of
/// the others: of imports the interview's, of the rest all words.
fn scrub_records(tx: &Transaction, interview: InterviewId) -> Result<()> {
    let names: BTreeSet<String> = names(tx)?.into_iter().collect();
    let steps: Vec<(i64, String, String, bool)> = tx
        .prepare(
            "SELECT op.id, op.kind, op.edit, EXISTS (
                 SELECT 1 FROM op_row WHERE op_row.op = op.id
                   AND op_row.id NOT IN (SELECT id FROM gone_op_row))
             FROM op WHERE op.id IN (SELECT op FROM gone_op_row)",
        )?
        .query_map([], |row| row.try_into())?
        .collect::<rusqlite::Result<_>>()?;
    for (step, kind, edit, has_more) in steps {
        let record: Value = serde_json::from_str(&edit)
            .map_err(|_| StoreError::Strange("a step that is no JSON".to_owned()))?;
        let scrubbed = if kind == "merge" {
            // Names of files may be those of people.
            json!({ "edit": kind })
        } else if kind == "import" {
            without_names(record, &names)
        } else if has_more {
            // These say identities and numbers, and words of people and texts nowhere.
            json!({ "edit": kind, "interview": interview, "n_codings": record.get("n_codings") })
        } else {
            Value::Null
        };
        if scrubbed.is_null() || (kind == "import" && !has_more) {
            tx.execute("DELETE FROM op_row WHERE op = ?1", [step])?;
            tx.execute("DELETE FROM op WHERE target = ?1", [step])?;
            tx.execute("DELETE FROM op WHERE id = ?1", [step])?;
        } else {
            tx.execute(
                "UPDATE op SET edit = ?2 WHERE id = ?1",
                params![step, scrubbed.to_string()],
            )?;
        }
    }
    Ok(())
}

fn without_names(mut record: Value, names: &BTreeSet<String>) -> Value {
    if let Some(interviews) = record.get_mut("interviews").and_then(Value::as_array_mut) {
        interviews.retain(|it| it.as_str().is_none_or(|name| !names.contains(name)));
    }
    record
}

/// The list of what was withdrawn, beside a study's backups.
const LIST: &str = "withdrawn";

/// Writes down beside the backups that an interview was withdrawn.
fn remember(study: &Path, interview: InterviewId) -> Result<()> {
    if remembered(study).contains(&interview.0) {
        return Ok(());
    }
    let folder = backup::folder(study);
    fs::create_dir_all(&folder).map_err(StoreError::io(&folder))?;
    backup::restrict(&folder, 0o700)?;
    let path = folder.join(LIST);
    let mut list = fs::File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(StoreError::io(&path))?;
    writeln!(list, "{interview}")
        .and_then(|()| list.sync_all())
        .map_err(StoreError::io(&path))?;
    backup::restrict(&path, 0o600)
}

/// What was withdrawn from the study of that file: by the list beside its backups, or, where it
/// is a backup itself, by the one beside it.
fn remembered(study: &Path) -> Vec<Uid> {
    let beside = study.parent().map(|folder| folder.join(LIST));
    [Some(backup::folder(study).join(LIST)), beside]
        .into_iter()
        .flatten()
        .filter_map(|list| fs::read_to_string(list).ok())
        .flat_map(|list| {
            let uids = list.lines().filter_map(|line| line.parse().ok());
            uids.collect::<Vec<Uid>>()
        })
        .collect()
}
