//! Texts of interviews: new ones, those that are to read otherwise, those that go.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::Writing;
use crate::store::error::{Result, StoreError};
use crate::store::merge::read::Whose;
use crate::store::merge::spec::number;
use crate::store::merge::{texts, turns};
use crate::store::uids;

impl Writing<'_> {
    /// The copy that has an interview which this one hasn't.
    fn source(&self, interview: &Rc<str>) -> Option<(&Connection, &Whose)> {
        let mut all = self.others.iter().zip(&self.together.others);
        all.find_map(|(conn, state)| Some((*conn, state.texts.get(interview)?)))
    }

    /// Writes the first text of a new interview; its turns come when its speakers are there.
    pub(super) fn revision(&self, interview: &Rc<str>) -> Result<i64> {
        let missing = || StoreError::Strange("interview.revision".to_owned());
        let (conn, whose) = self.source(interview).ok_or_else(missing)?;
        let (uid, n_chars, hash, text): ([u8; 16], i64, String, String) = conn
            .prepare_cached("SELECT uid, n_chars, hash, text FROM main.revision WHERE id = ?1")?
            .query_row([whose.first], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?;
        let here: Option<(i64, bool)> = self
            .tx
            .prepare_cached("SELECT id, hash = ?2 FROM revision WHERE uid = ?1")?
            .query_row(params![uid, hash], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let uid = match here {
            Some((key, true)) => return Ok(key),
            Some((_, false)) => uids::fresh().0,
            None => uid,
        };
        self.tx
            .prepare_cached(
                "INSERT INTO revision (uid, n_chars, hash, text) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![uid, n_chars, hash, text])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Writes turns of new interviews, and texts that are to read otherwise.
    pub(super) fn texts(&mut self) -> Result<()> {
        let Some(n) = number("interview") else {
            return Ok(());
        };
        let mut all: Vec<(Rc<str>, i64)> = self.keys[n]
            .iter()
            .map(|(name, key)| (name.clone(), *key))
            .collect();
        all.sort_unstable();
        for (interview, key) in all {
            let is_new = !self.together.mine.texts.contains_key(&interview);
            if is_new {
                self.first_turns(&interview, key)?;
            }
            let texts = &self.together.texts;
            let (Some(text), Some(to)) =
                (texts.get(&interview), self.together.layouts.get(&interview))
            else {
                continue;
            };
            let now = match self.together.my_texts.get(&interview) {
                Some((_, now)) if !is_new => now.clone(),
                _ => texts::layout(self.tx, &texts::whose(self.tx, key)?)?,
            };
            if now != *to {
                self.merged.n_turns += turns::rewrite(self.tx, key, &now, to, text)?;
                self.rewritten.insert(interview);
            }
        }
        Ok(())
    }

    /// Takes back the corrections of interviews that go: they are met in their texts, or not at all.
    pub(super) fn going_texts(&self) -> Result<()> {
        let Some(n) = number("interview") else {
            return Ok(());
        };
        let mut going: Vec<i64> = self.together.mine.keys[n]
            .iter()
            .filter(|(name, _)| !self.together.settled.rows[n].contains_key(*name))
            .map(|(_, key)| *key)
            .collect();
        going.sort_unstable();
        for key in going {
            turns::take_all_back(self.tx, key)?;
        }
        Ok(())
    }

    fn first_turns(&self, interview: &Rc<str>, key: i64) -> Result<()> {
        let Some((conn, whose)) = self.source(interview) else {
            return Ok(());
        };
        let revision: i64 = self
            .tx
            .prepare_cached("SELECT revision FROM interview WHERE id = ?1")?
            .query_row([key], |row| row.get(0))?;
        let written: bool = self
            .tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM turn WHERE revision = ?1)")?
            .query_row([revision], |row| row.get(0))?;
        if written {
            return Ok(());
        }
        let there = texts::speakers(conn, whose.key)?;
        let here: HashMap<Rc<str>, u16> = texts::speakers(self.tx, key)?
            .into_iter()
            .map(|(seq, uid)| (uid, seq))
            .collect();
        let mut statement = conn.prepare_cached(
            "SELECT seq, start, end, speaker, time_ms, place FROM main.turn WHERE revision = ?1",
        )?;
        let mut rows = statement.query([whose.first])?;
        let mut add = self.tx.prepare_cached(
            "INSERT INTO turn (revision, seq, start, end, speaker, time_ms, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        while let Some(row) = rows.next()? {
            let speaker: Option<u16> = row.get(3)?;
            let speaker = speaker
                .and_then(|seq| there.get(&seq))
                .and_then(|uid| here.get(uid));
            add.execute(params![
                revision,
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
                speaker,
                row.get::<_, Option<i64>>(4)?,
                row.get::<_, Option<String>>(5)?
            ])?;
        }
        Ok(())
    }
}
