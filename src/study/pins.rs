//! Which code is on which digit key of a coder.
//!
//! A *set* is ten keys. The first set starts with the digits that the codebook gives;
//! besides it there is one for each kind of code, which starts with codes of that
//! kind. What a coder puts on a key of a set goes over what it starts with.

use super::{Result, Study};
use crate::model::{Code, CodeId, Codebook};
use crate::store::PinRow;

/// Digits in the order of the keyboard.
pub const DIGITS: [u8; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];

/// The set on the keys now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// Its name: empty for the codebook's digits, else the id of a kind of code.
    pub set: String,
    /// The code on each digit.
    codes: [Option<CodeId>; 10],
}

impl Pins {
    /// A set as it is before anybody changed it.
    #[must_use]
    pub fn new(book: &Codebook, set: &str) -> Self {
        let mut pins = Self {
            set: set.to_owned(),
            codes: [None; 10],
        };
        if set.is_empty() {
            for code in book.active() {
                if let Some(digit) = code.entry.digit {
                    pins.codes[usize::from(digit % 10)].get_or_insert(code.id);
                }
            }
        } else {
            pins.fill(book, set);
        }
        pins
    }

    /// Puts codes of a kind on the keys: each on the codebook's digit where it has one, the
    /// branch for what the codebook doesn't have on 0, the others where there is room.
    fn fill(&mut self, book: &Codebook, kind: &str) {
        let is_above = |code: &Code| book.active().any(|other| other.parent == Some(code.id));
        let (open, usual): (Vec<&Code>, Vec<&Code>) = book
            .active()
            .filter(|code| code.entry.kind == kind && !is_above(code))
            .partition(|code| code.entry.open);
        for code in &usual {
            if let Some(digit) = code.entry.digit {
                self.codes[usize::from(digit % 10)].get_or_insert(code.id);
            }
        }
        if let Some(open) = open.first() {
            self.codes[0].get_or_insert(open.id);
        }
        let mut rest = usual.iter().filter(|code| code.entry.digit.is_none());
        for digit in DIGITS {
            let key = &mut self.codes[usize::from(digit)];
            if key.is_none() {
                *key = rest.next().map(|code| code.id);
            }
        }
    }

    /// Puts a code on a digit, or takes what is there away.
    pub fn put(&mut self, digit: u8, code: Option<CodeId>) {
        self.codes[usize::from(digit % 10)] = code;
    }

    /// The code on a digit.
    #[must_use]
    pub fn code(&self, digit: u8) -> Option<CodeId> {
        *self.codes.get(usize::from(digit))?
    }

    /// The first digit on which a code is.
    #[must_use]
    pub fn digit(&self, code: CodeId) -> Option<u8> {
        DIGITS
            .into_iter()
            .find(|digit| self.code(*digit) == Some(code))
    }
}

impl Study {
    /// A set of a coder's as it is now; codes out of use are on no key.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn pins(&self, book: &Codebook, set: &str, coder: &str) -> Result<Pins> {
        let mut pins = Pins::new(book, set);
        let own = |row: &PinRow| row.coder == coder && row.set == set;
        for row in self.store.pins()?.into_iter().filter(own) {
            let in_use = |code: &CodeId| book.get(*code).is_some_and(|it| !it.retired);
            pins.put(row.digit, row.code.filter(in_use));
        }
        Ok(pins)
    }

    /// The set that a coder has on the keys.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn pin_choice(&self, coder: &str) -> Result<String> {
        Ok(self.store.pin_choice(coder)?)
    }

    /// Has a coder's keys carry another set from now on; no step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn choose_pins(&mut self, set: &str, coder: &str) -> Result<()> {
        Ok(self.store.choose_pins(set, coder)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Uid;
    use crate::model::codebook::Entry;

    fn code(n: u8, parent: Option<u8>, kind: &str, digit: Option<u8>) -> Code {
        Code {
            id: CodeId(Uid([n; 16])),
            parent: parent.map(|n| CodeId(Uid([n; 16]))),
            version: 1,
            retired: n == 9,
            merged_into: None,
            entry: Entry {
                public_id: format!("K{n}"),
                kind: kind.to_owned(),
                digit,
                open: n == 5,
                ..Entry::default()
            },
        }
    }

    fn book() -> Codebook {
        Codebook::new(vec![
            code(1, None, "problem", None),
            code(2, Some(1), "problem", None),
            code(3, Some(1), "problem", Some(2)),
            code(4, Some(1), "problem", None),
            code(5, Some(1), "problem", None),
            code(9, Some(1), "problem", Some(1)),
            code(6, None, "measure", Some(7)),
        ])
    }

    fn on(pins: &Pins) -> Vec<(u8, u8)> {
        DIGITS
            .into_iter()
            .filter_map(|digit| Some((digit, pins.code(digit)?.0.0[0])))
            .collect()
    }

    #[test]
    fn the_first_set_has_the_codebooks_digits_without_codes_out_of_use() {
        let pins = Pins::new(&book(), "");
        assert_eq!(on(&pins), [(2, 3), (7, 6)]);
        assert_eq!(pins.digit(CodeId(Uid([6; 16]))), Some(7));
        assert_eq!(pins.digit(CodeId(Uid([2; 16]))), None);
    }

    #[test]
    fn the_set_of_a_kind_has_its_codes_that_have_none_below_them() {
        assert_eq!(
            on(&Pins::new(&book(), "problem")),
            [(1, 2), (2, 3), (3, 4), (0, 5)]
        );
        assert_eq!(on(&Pins::new(&book(), "measure")), [(7, 6)]);
        assert_eq!(on(&Pins::new(&book(), "nothing")), []);
    }
}
