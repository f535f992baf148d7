//! Codes on digit keys, by coder and set.

use rusqlite::{OptionalExtension, Transaction, params};

use super::error::{Refused, Result};
use super::keys;
use super::open::Store;
use crate::model::{CodeId, Uid};

/// What a coder has on a digit key of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinRow {
    /// Whose.
    pub coder: String,
    /// The set: empty, or a kind of code.
    pub set: String,
    /// The digit, 0 to 9.
    pub digit: u8,
    /// The code; `None` where the key was emptied.
    pub code: Option<CodeId>,
}

/// Puts codes on digit keys of a set of the coder's.
pub(super) fn pin(
    tx: &Transaction,
    set: &str,
    pins: &[(u8, Option<CodeId>)],
    coder: &str,
) -> Result<()> {
    let coder = keys::coder(tx, coder)?;
    for (digit, code) in pins {
        let code = code.map(|code| keys::code(tx, code)).transpose()?;
        put(tx, coder, set, *digit, code)?;
    }
    Ok(())
}

pub(super) fn put(
    tx: &Transaction,
    coder: i64,
    set: &str,
    digit: u8,
    code: Option<i64>,
) -> Result<()> {
    if digit > 9 {
        return Err(Refused::NoDigit(digit).into());
    }
    tx.prepare_cached(
        "INSERT INTO pin (coder, pin_set, digit, code) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (coder, pin_set, digit) DO UPDATE SET code = ?4 WHERE code IS NOT ?4",
    )?
    .execute(params![coder, set, digit, code])?;
    Ok(())
}

/// Whether the coder put something on a digit key, or emptied it.
pub(super) fn is_set(tx: &Transaction, coder: i64, set: &str, digit: u8) -> Result<bool> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM pin WHERE coder = ?1 AND pin_set = ?2 AND digit = ?3)",
        )?
        .query_row(params![coder, set, digit], |row| row.get(0))?)
}

impl Store {
    /// What coders put on digit keys, by coder, set and digit.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn pins(&self) -> Result<Vec<PinRow>> {
        self.many(
            "SELECT coder.name, pin.pin_set, pin.digit, code.uid FROM pin
             JOIN coder ON coder.id = pin.coder LEFT JOIN code ON code.id = pin.code
             ORDER BY coder.name, pin.pin_set, pin.digit",
            |row| {
                Ok(PinRow {
                    coder: row.get(0)?,
                    set: row.get(1)?,
                    digit: row.get(2)?,
                    code: row
                        .get::<_, Option<[u8; 16]>>(3)?
                        .map(|uid| CodeId(Uid(uid))),
                })
            },
        )
    }

    /// The set that a coder has on the keys; empty where none was chosen.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn pin_choice(&self, coder: &str) -> Result<String> {
        Ok(self
            .conn
            .prepare_cached("SELECT pin_set FROM pin_choice WHERE coder = ?1")?
            .query_row([coder], |row| row.get(0))
            .optional()?
            .unwrap_or_default())
    }

    /// Has a coder's keys carry another set from now on. No step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn choose_pins(&mut self, set: &str, coder: &str) -> Result<()> {
        self.writable()?;
        self.conn
            .prepare_cached(
                "INSERT INTO pin_choice (coder, pin_set) VALUES (?1, ?2)
                 ON CONFLICT (coder) DO UPDATE SET pin_set = ?2",
            )?
            .execute(params![coder, set])?;
        Ok(())
    }
}
