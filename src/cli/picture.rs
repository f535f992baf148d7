//! Results as pictures: which figures of a table are drawn.
//!
//! Everything drawn comes from the table that terminal and file show, so that a picture has its
//! figures and hides what it hides. What doesn't fit on a sheet that can be read is left out, and
//! a note says so.

mod codes;
mod groups;
mod pairs;
mod rows;

use anyhow::Result;

use super::args::{CodebookVerb, Format, PictureWord, Verb};
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use super::output;
use crate::charts::{Chart, Figure, Label, Picture, PngError, Size, png};
use crate::model::table::{Cell, Heading, Note, Sheet, Table, Value};
use crate::strings::{Arg, Lang, Strings};

pub(super) use codes::{agreement, saturation, tree};
pub(super) use groups::crosstab;
pub(super) use pairs::{Pairs, links};
pub(super) use rows::{frequencies, words};

/// Rows that a picture has at most.
const MOST_ROWS: usize = 40;
/// Columns of a shaded table.
const MOST_COLUMNS: usize = 20;

/// A chart, and what has to be said of it besides what stands under its table.
pub(super) struct Drawn {
    pub(super) chart: Chart,
    pub(super) notes: Vec<String>,
}

impl Drawn {
    pub(super) fn of(chart: Chart) -> Self {
        Self {
            chart,
            notes: Vec::new(),
        }
    }

    /// Says that only the rows with the largest figures are drawn, where that is so.
    fn most(mut self, key: &str, shown: usize, all: usize, strings: &Strings) -> Self {
        if shown < all {
            let args: [(&str, Arg); 2] = [
                ("shown", (shown as u64).into()),
                ("all", (all as u64).into()),
            ];
            self.notes.push(strings.with(key, &args));
        }
        self
    }
}

/// A table with the same table in words.
pub(super) struct Given<'a> {
    pub(super) table: &'a Table,
    pub(super) sheet: &'a Sheet,
    pub(super) strings: &'a Strings,
}

impl Given<'_> {
    /// The column of a heading.
    fn column(&self, key: &str) -> Option<usize> {
        let is = |heading: &Heading| match heading {
            Heading::Key(it) => *it == key,
            Heading::Words(note) => note.key == key,
            Heading::Of(..) | Heading::Data(_) => false,
        };
        let columns = &self.table.columns;
        columns.iter().position(|column| is(&column.heading))
    }

    /// The words over a column.
    fn heading(&self, column: Option<usize>) -> String {
        let head = column.and_then(|column| self.sheet.heads.get(column));
        head.map(|head| head.text.clone()).unwrap_or_default()
    }

    fn n_rows(&self) -> usize {
        self.table.rows.len()
    }

    fn cell(&self, row: usize, column: Option<usize>) -> &Cell {
        column
            .and_then(|column| self.table.rows.get(row)?.get(column))
            .unwrap_or(&Cell::Empty)
    }

    /// A cell as it is printed.
    fn printed(&self, row: usize, column: Option<usize>) -> String {
        column
            .and_then(|column| self.sheet.rows.get(row)?.get(column))
            .map(Value::printed)
            .unwrap_or_default()
    }

    /// A cell as it is printed, and as large as it says.
    fn figure(&self, row: usize, column: Option<usize>) -> Figure {
        Figure {
            words: self.printed(row, column),
            size: size(self.cell(row, column)),
        }
    }

    /// The name of a row, set in where the table sets it in.
    fn label(&self, row: usize, id: &str, name: &str) -> Label {
        let column = self.column(name);
        let level = match self.cell(row, column) {
            Cell::Level(level, _) => *level,
            _ => 0,
        };
        Label {
            id: self.printed(row, self.column(id)),
            name: self.printed(row, column),
            level,
        }
    }
}

/// A name without its level, where the codes above it aren't drawn.
fn flat(label: Label) -> Label {
    Label { level: 0, ..label }
}

/// How large a cell is drawn.
fn size(cell: &Cell) -> Size {
    match cell {
        Cell::Count(n) => Size::Of(*n as f64),
        Cell::Share(figure) | Cell::Figure(figure) => Size::Of(*figure),
        Cell::Key("fewer-than-three") => Size::Hidden,
        Cell::Phrase(Note { args, .. }) => {
            let n = args.iter().find(|(name, _)| *name == "n");
            n.and_then(|(_, n)| n.parse().ok())
                .map_or(Size::Unsized, Size::Of)
        }
        _ => Size::Unsized,
    }
}

/// A number to sort by: what is hidden is one or two, and stands as one.
fn rank(size: Size) -> f64 {
    match size {
        Size::Of(size) => size,
        Size::Hidden => 1.0,
        Size::Unsized => 0.0,
    }
}

/// The places of the largest ranks above 0, at most so many, in their own order; and how many
/// there were.
fn largest(ranks: &[f64], most: usize) -> (Vec<usize>, usize) {
    let mut places: Vec<usize> = (0..ranks.len()).filter(|at| ranks[*at] > 0.0).collect();
    let all = places.len();
    places.sort_by(|a, b| ranks[*b].total_cmp(&ranks[*a]).then(a.cmp(b)));
    places.truncate(most);
    places.sort_unstable();
    (places, all)
}

/// Whether this call asks for a picture, and of which format.
pub(super) fn wanted(context: &Context) -> Option<Format> {
    let format = output::asked(context)?;
    matches!(format, Format::Svg | Format::Png).then_some(format)
}

/// Refuses a picture where a verb has none, before the verb does anything.
pub(super) fn refuse_where_none(verb: Option<&Verb>, context: &Context) -> Result<()> {
    let picture = |word: Option<PictureWord>| word.filter(|_| wanted(context).is_none());
    let has_one = match verb {
        Some(Verb::Cooccur(words)) => {
            if picture(words.picture).is_some() {
                return Err(WrongWords(context.strings.get("cli-picture-needs-format")).into());
            }
            if words.picture == Some(PictureWord::Flow) && !words.request().is_matrix() {
                return Err(WrongWords(context.strings.get("cli-picture-needs-kinds")).into());
            }
            words.by.is_none()
        }
        Some(Verb::Links(words)) => !words.orphans,
        Some(Verb::Agreement(words)) => !words.rounds && words.ratings.is_none(),
        Some(Verb::Codebook(words)) => matches!(words.verb, CodebookVerb::Show(_)),
        Some(Verb::Freq(_) | Verb::Crosstab(_) | Verb::Saturation(_) | Verb::Words(_)) => true,
        _ => false,
    };
    match wanted(context) {
        Some(_) if !has_one => Err(WrongWords(context.strings.get("cli-no-picture")).into()),
        _ => Ok(()),
    }
}

/// The bytes of a picture in the format of the call.
pub(super) fn bytes(
    drawn: Drawn,
    table: &Table,
    sheet: &Sheet,
    format: Format,
    context: &Context,
) -> Result<Vec<u8>> {
    let (mut notes, mut warning) = (drawn.notes, None);
    for (note, words) in table.notes.iter().zip(&sheet.notes) {
        if note.key == "demo" {
            warning = Some(words.clone());
        } else {
            notes.push(words.clone());
        }
    }
    let picture = Picture {
        title: sheet.title.clone(),
        notes,
        warning,
        lang: match context.strings.lang() {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        chart: drawn.chart,
    };
    let svg = picture.svg();
    if format == Format::Svg {
        return Ok(svg.into_bytes());
    }
    png(&svg).map_err(|error| {
        let strings = &context.strings;
        NotDone(match error {
            PngError::NoFont(chars) => strings.with("cli-no-font", &[("chars", chars.into())]),
            PngError::TooLarge => strings.get("cli-picture-too-large"),
            PngError::Broken(detail) => strings.with("error-other", &[("detail", detail.into())]),
        })
        .into()
    })
}

/// That there is nothing to draw.
pub(super) fn nothing(context: &Context) -> anyhow::Error {
    NotDone(context.strings.get("cli-nothing-to-draw")).into()
}
