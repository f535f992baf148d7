//! A codebook as a table: one row a code.
//!
//! Links, facets and attribute lists have no place in it; kinds are made from
//! the ids that codes name. Cells that a spreadsheet would run as formulas are
//! guarded by a TAB, which reading takes off again.

use std::collections::HashSet;

use crate::model::codebook::{Draft, DraftCode, Kind};

pub use super::codebook_field::BadField;
use super::codebook_field::Field;
use super::sheet::csv::{Csv, Field as Cell, Records, unguarded};

/// What a column of the codebook's own table begins with.
const COLUMN: &str = "col:";

/// Why a codebook was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no head row.
    #[error("the file is empty; its first line has to name the columns, id and name among them")]
    NoHead,
    /// A column that has to be there is not.
    #[error("line 1: there is no column «{0}»")]
    NoColumn(&'static str),
    /// A column that a codebook doesn't have.
    #[error(
        "line 1: there is no column «{0}» in a codebook; a column of your own is written «col:{0}»"
    )]
    UnknownColumn(String),
    /// Two columns with one head.
    #[error("line 1: the column «{0}» stands twice")]
    DoubleColumn(String),
    /// A row with more or fewer cells than the head row.
    #[error("line {line}: {found} cells under {heads} heads")]
    Ragged {
        /// Line, from 1.
        line: u32,
        /// Cells of the row.
        found: usize,
        /// Cells of the head row.
        heads: usize,
    },
    /// A cell that its column can't take.
    #[error("line {line}: {what}")]
    BadField {
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        what: BadField,
    },
    /// The file is no csv.
    #[error("the file is no csv: {0}")]
    NoCsv(String),
}

enum Column {
    Id,
    Name,
    Field(Field),
    Own(String),
}

/// Reads a codebook; a byte order mark before it is dropped.
pub fn read(text: &str) -> Result<Draft, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let broken = |fault: csv::Error| ReadError::NoCsv(fault.to_string());
    let heads = records.next().ok_or(ReadError::NoHead)?.map_err(broken)?;
    let columns = columns(&heads)?;

    let mut draft = Draft::default();
    for record in records {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        if record.len() != columns.len() {
            return Err(ReadError::Ragged {
                line,
                found: record.len(),
                heads: columns.len(),
            });
        }
        draft.codes.push(code(line, &columns, &record)?);
    }
    let mut seen = HashSet::new();
    for code in &draft.codes {
        let id = &code.entry.kind;
        if !id.is_empty() && seen.insert(id) {
            draft.kinds.push(Kind {
                id: id.clone(),
                name: id.clone(),
                ..Kind::default()
            });
        }
    }
    Ok(draft)
}

fn columns(heads: &csv::StringRecord) -> Result<Vec<Column>, ReadError> {
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    for head in heads {
        let head = unguarded(head);
        if !seen.insert(head) {
            return Err(ReadError::DoubleColumn(head.to_owned()));
        }
        columns.push(match head.trim() {
            "id" => Column::Id,
            "name" => Column::Name,
            key => match Field::ALL.into_iter().find(|field| field.key() == key) {
                Some(field) => Column::Field(field),
                None => match head.strip_prefix(COLUMN) {
                    Some(own) => Column::Own(own.to_owned()),
                    None => return Err(ReadError::UnknownColumn(head.to_owned())),
                },
            },
        });
    }
    let has = |wanted: fn(&Column) -> bool| columns.iter().any(wanted);
    if !has(|column| matches!(column, Column::Id)) {
        return Err(ReadError::NoColumn("id"));
    }
    if !has(|column| matches!(column, Column::Name)) {
        return Err(ReadError::NoColumn("name"));
    }
    Ok(columns)
}

fn code(line: u32, columns: &[Column], record: &csv::StringRecord) -> Result<DraftCode, ReadError> {
    let mut code = DraftCode {
        line,
        version: 1,
        ..DraftCode::default()
    };
    for (column, cell) in columns.iter().zip(record) {
        let cell = unguarded(cell);
        match column {
            Column::Id => cell.trim().clone_into(&mut code.entry.public_id),
            Column::Name => cell.clone_into(&mut code.entry.name),
            Column::Own(head) => code.entry.columns.push((head.clone(), cell.to_owned())),
            Column::Field(field) => {
                let cell = match field {
                    Field::Parent | Field::Kind => cell.trim(),
                    _ => cell,
                };
                field
                    .put(&mut code, cell.to_owned())
                    .map_err(|what| ReadError::BadField { line, what })?;
            }
        }
    }
    // A code has no such column unless its cell says something.
    code.entry.columns.retain(|(_, cell)| !cell.is_empty());
    Ok(code)
}

/// Writes a codebook: id, name, the fields, and the columns of its own table.
#[must_use]
pub fn write(draft: &Draft, csv: Csv) -> String {
    let mut own: Vec<&str> = Vec::new();
    for (head, _) in draft.codes.iter().flat_map(|code| &code.entry.columns) {
        if !own.contains(&head.as_str()) {
            own.push(head);
        }
    }
    let mut heads: Vec<String> = vec!["id".to_owned(), "name".to_owned()];
    heads.extend(Field::ALL.map(|field| field.key().to_owned()));
    heads.extend(own.iter().map(|head| format!("{COLUMN}{head}")));

    let mut out = Records::new(csv);
    out.record(heads.iter().map(|head| Cell::Text(head)));
    for code in &draft.codes {
        let mut cells = vec![code.entry.public_id.clone(), code.entry.name.clone()];
        cells.extend(Field::ALL.map(|field| field.of(code)));
        cells.extend(own.iter().map(|own| {
            let cell = code.entry.columns.iter().find(|(head, _)| head == own);
            cell.map_or_else(String::new, |(_, cell)| cell.clone())
        }));
        out.record(cells.iter().map(|cell| Cell::Text(cell)));
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook_field::testing::drafts;
    use super::super::codebook_toml;
    use super::super::sheet::csv::{Bom, Formulas};
    use super::*;

    /// What of a codebook a table can hold.
    fn tabular(draft: &Draft) -> Vec<DraftCode> {
        let mut codes = draft.codes.clone();
        for code in &mut codes {
            code.line = 0;
            code.entry.columns.retain(|(_, cell)| !cell.is_empty());
            code.entry.columns.sort();
            for alias in &mut code.entry.aliases {
                *alias = alias.trim().to_owned();
            }
        }
        codes
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(draft in drafts()) {
            for bom in [Bom::Yes, Bom::No] {
                let text = write(&draft, Csv { bom, formulas: Formulas::Guarded });
                let again = read(&text).expect("what was written can be read");
                prop_assert_eq!(tabular(&again), tabular(&draft));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(id,name|[\",\r\n\t=a1]|digit|.)*") {
            let _ = read(&text);
        }
    }

    #[test]
    fn the_codebook_that_comes_with_the_program_survives() {
        let text = include_str!("../../codebooks/megacity-governance.toml");
        let draft = codebook_toml::read(text).expect("sound");
        let again = read(&write(&draft, Csv::default())).expect("readable");
        assert_eq!(tabular(&again), tabular(&draft));
        let kinds: Vec<&str> = again.kinds.iter().map(|kind| kind.id.as_str()).collect();
        assert_eq!(kinds, ["problem", "countermeasure"]);
    }

    #[test]
    fn two_columns_are_enough() {
        let draft = read("name,id\n问题,P\n\"壁垒,孤岛\",P1\n").expect("sound");
        assert_eq!(draft.codes.len(), 2);
        assert_eq!(draft.codes[1].entry.name, "壁垒,孤岛");
        assert_eq!(draft.codes[1].line, 3);
        assert!(draft.kinds.is_empty());
    }

    #[test]
    fn every_fault_is_a_sentence() {
        let check = |text: &str, sentence: &str| {
            let fault = read(text).expect_err(text);
            assert_eq!(fault.to_string(), sentence);
        };
        check(
            "",
            "the file is empty; its first line has to name the columns, id and name among them",
        );
        check("id,parent\n", "line 1: there is no column «name»");
        check("name\n", "line 1: there is no column «id»");
        check(
            "id,name,出处\n",
            "line 1: there is no column «出处» in a codebook; a column of your own is written «col:出处»",
        );
        check("id,name,id\n", "line 1: the column «id» stands twice");
        check("id,name\nA,a\nB\n", "line 3: 1 cells under 2 heads");
        check(
            "id,name,digit\nA,\"a\nb\",1\nB,b,x\n",
            "line 4: «digit» is «x»; it has to be a whole number from 0 to 255",
        );
        check(
            "id,name,open\nA,a,perhaps\n",
            "line 2: «open» is «perhaps»; it has to be yes or no (是, 否, true, false)",
        );
        check(
            "id,name,origin\nA,a,found\n",
            "line 2: «origin» is «found»; it may be given, emergent or in-vivo",
        );
    }
}
