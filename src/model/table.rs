//! Rows and columns of a result, the same for terminal, screen and file.
//!
//! A [`Table`] names its headings and notes by key; `strings` turns it into a
//! [`Sheet`] in one language, which every writer prints.

/// A result before it has a language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Key of the title (`freq`).
    pub name: &'static str,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// What has to stand under the table.
    pub notes: Vec<Note>,
}

impl Table {
    /// Puts a column behind the others that says the same in every row.
    pub fn add_column(&mut self, column: Column, cell: &Cell) {
        self.columns.push(column);
        for row in &mut self.rows {
            row.push(cell.clone());
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Key of its heading (`codings`), or the heading itself where it is data.
    pub heading: Heading,
    /// Whether it holds figures.
    pub numeric: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Looked up in the strings under `col-KEY`.
    Key(&'static str),
    /// Looked up under `col-KEY`, given the words of the column that it belongs to as `of`.
    Of(&'static str, &'static str),
    /// Looked up under `col-KEY`, the key of the note, with the note's arguments.
    Words(Note),
    /// Printed as it is: a value of the study.
    Data(String),
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(key: &'static str) -> Self {
        Self {
            heading: Heading::Key(key),
            numeric: false,
        }
    }

    /// A column of figures whose heading has arguments.
    #[must_use]
    pub fn figures(key: &'static str, args: &[(&'static str, &dyn ToString)]) -> Self {
        let args = args.iter().map(|(name, value)| (*name, value.to_string()));
        let args = args.collect();
        Self {
            heading: Heading::Words(Note { key, args }),
            numeric: true,
        }
    }

    /// A column of figures.
    #[must_use]
    pub fn number(key: &'static str) -> Self {
        Self {
            heading: Heading::Key(key),
            numeric: true,
        }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words of the study.
    Text(String),
    /// Words at a level of a tree, 0 for the top.
    Level(u16, String),
    /// A name of the program's, looked up in the strings under this key.
    Key(&'static str),
    /// A count.
    Count(u64),
    /// A share between 0 and 1, printed as per cent with one decimal.
    Share(f64),
    /// A coefficient, printed with three decimals.
    Figure(f64),
    /// Words of the program's with what belongs in them, looked up as notes are.
    Phrase(Note),
}

impl Cell {
    /// A cell with these words, or nothing for none.
    #[must_use]
    pub fn text(words: &str) -> Self {
        if words.is_empty() {
            Self::Empty
        } else {
            Self::Text(words.to_owned())
        }
    }
}

/// A sentence under a table: its key in the strings and its named arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Looked up under `note-KEY`.
    pub key: &'static str,
    /// Arguments.
    pub args: Vec<(&'static str, String)>,
}

impl Note {
    /// A note without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// A result in one language, ready to be written in any format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The title.
    pub title: String,
    /// Headings.
    pub heads: Vec<Head>,
    /// Rows, each as long as `heads`.
    pub rows: Vec<Vec<Value>>,
    /// Sentences under the table.
    pub notes: Vec<String>,
}

/// A heading of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its words.
    pub text: String,
    /// Whether the column holds figures.
    pub numeric: bool,
}

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Words at a level of a tree, 0 for the top.
    Level(u16, String),
    /// A count.
    Count(u64),
    /// A share between 0 and 1.
    Share(f64),
    /// A coefficient.
    Figure(f64),
}

impl Value {
    /// The cell for reading: as printed, set in by two spaces a level.
    #[must_use]
    pub fn set_in(&self) -> String {
        match self {
            Self::Level(level, text) => format!("{}{text}", "  ".repeat(usize::from(*level))),
            other => other.printed(),
        }
    }

    /// The cell as it is printed: shares as per cent with one decimal, without the sign.
    #[must_use]
    pub fn printed(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Level(_, text) => text.clone(),
            Self::Count(n) => n.to_string(),
            Self::Share(share) => format!("{:.1}", share * 100.0),
            // What rounds to nothing is nothing, from whichever side.
            Self::Figure(figure) if figure.abs() < 0.0005 => "0.000".to_owned(),
            Self::Figure(figure) => format!("{figure:.3}"),
        }
    }
}
