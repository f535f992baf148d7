//! A plain table of ratings: a head row of coders, then one row a unit.
//!
//! An empty cell is a missing value. Cells are taken as written, without blanks
//! at their ends. Comma, semicolon or tab part the cells, whichever the head row has.

use super::encoding;

/// A table of ratings, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingsTable {
    /// The head row.
    pub coders: Vec<String>,
    /// One row a unit, one cell a coder.
    pub units: Vec<Vec<Option<String>>>,
}

/// What is wrong with a table of ratings.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RatingsError {
    /// The bytes are no text.
    #[error("the file is no text")]
    NotText,
    /// There is no head row, or it names fewer than two coders.
    #[error("line 1: the head row names {n} coders; two or more are needed")]
    TooFewCoders {
        /// How many.
        n: usize,
    },
    /// A coder without a name, or two of the same name.
    #[error("line 1: column {column} has no name of its own")]
    BadHead {
        /// The column, from 1.
        column: usize,
    },
    /// A row with another number of cells than the head row.
    #[error("line {line}: there are {found} cells, and {wanted} coders in the head row")]
    RaggedRow {
        /// The line.
        line: u64,
        /// Cells found.
        found: usize,
        /// Coders.
        wanted: usize,
    },
    /// A quotation mark that is never closed, or the like.
    #[error("line {line}: the row can't be read")]
    BadRow {
        /// The line.
        line: u64,
    },
}

/// Reads a table of ratings.
///
/// # Errors
/// When it is no text, or no such table.
pub fn read(bytes: &[u8]) -> Result<RatingsTable, RatingsError> {
    let text = encoding::decode(bytes)
        .map_err(|_| RatingsError::NotText)?
        .text;
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|mark| {
            (
                head.bytes().filter(|byte| byte == mark).count(),
                *mark == b',',
            )
        })
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut table = RatingsTable::default();
    for record in reader.records() {
        let record = record.map_err(|error| RatingsError::BadRow {
            line: error.position().map_or(0, csv::Position::line),
        })?;
        if table.coders.is_empty() {
            table.coders = record.iter().map(str::to_owned).collect();
            check_head(&table.coders)?;
            continue;
        }
        if record.len() != table.coders.len() {
            return Err(RatingsError::RaggedRow {
                line: record.position().map_or(0, csv::Position::line),
                found: record.len(),
                wanted: table.coders.len(),
            });
        }
        let cells = record.iter();
        table.units.push(
            cells
                .map(|cell| (!cell.is_empty()).then(|| cell.to_owned()))
                .collect(),
        );
    }
    if table.coders.is_empty() {
        return Err(RatingsError::TooFewCoders { n: 0 });
    }
    Ok(table)
}

fn check_head(coders: &[String]) -> Result<(), RatingsError> {
    if coders.len() < 2 {
        return Err(RatingsError::TooFewCoders { n: coders.len() });
    }
    for (place, name) in coders.iter().enumerate() {
        if name.is_empty() || coders[..place].contains(name) {
            return Err(RatingsError::BadHead { column: place + 1 });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_head_row_of_coders_and_a_row_a_unit() {
        let check = |text: &str, coders: &[&str], units: &[&[Option<&str>]]| {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(table.coders, coders);
            let found: Vec<Vec<Option<&str>>> = table
                .units
                .iter()
                .map(|unit| unit.iter().map(Option::as_deref).collect())
                .collect();
            assert_eq!(found, units);
        };
        check(
            "甲,乙\n是,否\n,是\n",
            &["甲", "乙"],
            &[&[Some("是"), Some("否")], &[None, Some("是")]],
        );
        check(
            "\u{feff}a;b;c\r\n1; 2 ;\r\n",
            &["a", "b", "c"],
            &[&[Some("1"), Some("2"), None]],
        );
        check(
            "a\tb\nx, y\tz\n",
            &["a", "b"],
            &[&[Some("x, y"), Some("z")]],
        );
        check("a,b\n", &["a", "b"], &[]);
        check("a,b\n,\n", &["a", "b"], &[&[None, None]]);
    }

    #[test]
    fn a_table_that_is_none_is_refused_with_its_line() {
        let check = |text: &str, expected: RatingsError| {
            assert_eq!(read(text.as_bytes()), Err(expected), "{text}");
        };
        check("", RatingsError::TooFewCoders { n: 0 });
        check("a\n1\n", RatingsError::TooFewCoders { n: 1 });
        check("a,a\n1,1\n", RatingsError::BadHead { column: 2 });
        check("a,\n1,1\n", RatingsError::BadHead { column: 2 });
        check(
            "a,b\n1,1\n1\n",
            RatingsError::RaggedRow {
                line: 3,
                found: 1,
                wanted: 2,
            },
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
