//! Results, in every format, to a terminal, a pipe or a file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value as Json;

use super::Done;
use super::args::Format;
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use super::picture::{self, Drawn, Given};
use crate::formats::docx;
use crate::formats::json_text::escape_controls;
use crate::formats::paper::Paper as _;
use crate::formats::sheet::{csv, html, latex, md, terminal, tsv, xlsx};
use crate::model::paper::Block;
use crate::model::table::{Cell, Column, Note, Sheet, Table};
use crate::strings::Strings;
use crate::study::{Listing, Study, file_error};
use crate::text::visible;

/// The format that a call names, by the ending of its file or in so many words.
pub(super) fn asked(context: &Context) -> Option<Format> {
    let options = &context.options;
    let by_ending = options.output.as_deref().and_then(ending_format);
    by_ending.or(options.format)
}

/// The format of this call's result.
pub(super) fn format(context: &Context, verb: &str) -> Result<Format> {
    let options = &context.options;
    let by_ending = options.output.as_deref().and_then(ending_format);
    let format = asked(context).unwrap_or_else(|| {
        if options.output.is_none() && !context.on_terminal() {
            Format::Tsv
        } else {
            Format::Table
        }
    });
    let needs_file = match format {
        Format::Xlsx => Some("xlsx"),
        Format::Docx => Some("docx"),
        Format::Svg => Some("svg"),
        Format::Png => Some("png"),
        _ => None,
    };
    if let (Some(name), None) = (needs_file, &options.output) {
        let args = [("format", name.into())];
        return Err(WrongWords(context.strings.with("cli-needs-output", &args)).into());
    }
    if let Some(path) = &options.output
        && by_ending.is_none()
        && options.format.is_none()
        && path.extension().is_some_and(|ending| ending != "txt")
    {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        return Err(WrongWords(context.strings.with(
            "cli-no-format",
            &[("verb", verb.into()), ("format", ending.as_ref().into())],
        ))
        .into());
    }
    Ok(format)
}

fn ending_format(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "tsv" => Some(Format::Tsv),
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        "md" => Some(Format::Md),
        "html" | "htm" => Some(Format::Html),
        "tex" | "latex" => Some(Format::Latex),
        "xlsx" => Some(Format::Xlsx),
        "docx" => Some(Format::Docx),
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        _ => None,
    }
}

/// Prints a list as JSON or as a table.
pub(super) fn listing(list: &Listing, study: &Study, context: &Context) -> Result<Done> {
    table(&list.table(), &list.json(), study, context)
}

/// Prints a result: its own JSON, or the table in any other format.
pub(super) fn table(table: &Table, json: &Json, study: &Study, context: &Context) -> Result<Done> {
    let place = match format(context, table.name)? {
        Format::Tsv | Format::Csv => Place::Flat,
        _ => Place::WithNotes,
    };
    let table = marked(table, study, place, context)?;
    if place == Place::WithNotes {
        let slips = table.notes.iter().filter(|it| it.key == "value-of-nobody");
        tell(slips, context);
    }
    let sheet = context.strings.sheet(&table);
    sheet_or_json(&sheet, json, table.name, context)
}

/// Prints a result, or draws it where the call asks for a picture. `draw` gives nothing where
/// there is nothing to be seen.
pub(super) fn pictured(
    table: &Table,
    json: &Json,
    study: &Study,
    context: &Context,
    draw: impl FnOnce(&Given) -> Option<Drawn>,
) -> Result<Done> {
    let format = format(context, table.name)?;
    if !matches!(format, Format::Svg | Format::Png) {
        return self::table(table, json, study, context);
    }
    let table = marked(table, study, Place::WithNotes, context)?;
    let sheet = context.strings.sheet(&table);
    let drawn = draw(&Given {
        table: &table,
        sheet: &sheet,
        strings: &context.strings,
    });
    let drawn = drawn.ok_or_else(|| picture::nothing(context))?;
    let bytes = picture::bytes(drawn, &table, &sheet, format, context)?;
    emit(&bytes, context)?;
    Ok(Done::All)
}

/// Where a table goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Notes stand under it.
    WithNotes,
    /// Rows alone.
    Flat,
}

/// The table with what every table of such a study says: that its data are invented, that
/// somebody codes blind.
pub(super) fn marked(
    table: &Table,
    study: &Study,
    place: Place,
    context: &Context,
) -> Result<Table> {
    let mut table = table.clone();
    if study.is_demo()? {
        table.notes.push(Note::new("demo"));
        if place == Place::Flat {
            let words = context.strings.get("note-demo");
            table.add_column(Column::text("data"), &Cell::Text(words));
        }
    }
    if !study.hidden()?.is_empty() && !table.notes.iter().any(|note| note.key == "blind") {
        table.notes.push(Note::new("blind"));
    }
    Ok(table)
}

/// Says notes on standard error, for results that have no place for them.
pub(super) fn tell<'a>(notes: impl IntoIterator<Item = &'a Note>, context: &Context) {
    if !context.options.quiet {
        for note in notes {
            context.tell(&context.strings.note(note));
        }
    }
}

/// Prints a sheet, or the JSON that says the same.
pub(super) fn sheet_or_json(
    sheet: &Sheet,
    json: &Json,
    verb: &str,
    context: &Context,
) -> Result<Done> {
    let format = format(context, verb)?;
    let bytes = match format {
        Format::Json => json_text(json).into_bytes(),
        Format::Table => {
            let (width, fit) = if context.on_terminal() {
                // What quotes is there to be read to the end.
                let fit = match verb {
                    "quotes" | "negative" | "matrix" => terminal::Fit::Wrapped,
                    _ => terminal::Fit::Cut,
                };
                (terminal_width(), fit)
            } else {
                (u16::MAX, terminal::Fit::Wrapped)
            };
            terminal::write(sheet, width, fit).into_bytes()
        }
        Format::Tsv => tsv::write(sheet).into_bytes(),
        Format::Csv => csv::write(sheet, csv_form(context)).into_bytes(),
        Format::Md => md::write(sheet).into_bytes(),
        Format::Html => html::page(std::slice::from_ref(sheet)).into_bytes(),
        Format::Latex => latex::write(sheet).into_bytes(),
        Format::Xlsx => workbook(std::slice::from_ref(sheet), context)?,
        Format::Docx => word_table(sheet, context)?,
        Format::Svg | Format::Png => {
            return Err(WrongWords(context.strings.get("cli-no-picture")).into());
        }
    };
    emit(&bytes, context)?;
    // These two have no place for what must stand under a table.
    if matches!(format, Format::Tsv | Format::Csv) && !context.options.quiet {
        for note in &sheet.notes {
            context.tell(note);
        }
    }
    Ok(Done::All)
}

/// A workbook of these sheets; says where cells had to be cut.
pub(super) fn workbook(sheets: &[Sheet], context: &Context) -> Result<Vec<u8>> {
    let book = xlsx::write(sheets)?;
    if book.n_cut > 0 {
        context.say("cli-cut-cells", &[("n", book.n_cut.into())]);
    }
    Ok(book.bytes)
}

/// A Word file of this table alone.
fn word_table(sheet: &Sheet, context: &Context) -> Result<Vec<u8>> {
    let form = docx::Form {
        title: sheet.title.clone(),
        ..docx_form(context)
    };
    let mut file = docx::Docx::new(io::Cursor::new(Vec::new()), form)?;
    file.put(&Block::Table(sheet.clone()))?;
    Ok(file.finish()?.into_inner())
}

/// How a Word file of this call is written.
pub(super) fn docx_form(context: &Context) -> docx::Form {
    docx::Form {
        note: context.strings.get("paper-note"),
        continued: context.strings.get("paper-continued"),
        ..docx::Form::default()
    }
}

/// How a csv of this call is written: files begin with a byte order mark, pipes don't.
pub(super) fn csv_form(context: &Context) -> csv::Csv {
    csv::Csv {
        bom: if context.options.output.is_some() {
            csv::Bom::Yes
        } else {
            csv::Bom::No
        },
        formulas: if context.options.csv_raw {
            csv::Formulas::Raw
        } else {
            csv::Formulas::Guarded
        },
    }
}

/// JSON, indented, with every control and direction character escaped.
pub(super) fn json_text(json: &Json) -> String {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    escape_controls(text)
}

/// Writes the result to the file of `-o`, or to standard output.
pub(super) fn emit(bytes: &[u8], context: &Context) -> Result<()> {
    if let Some(path) = &context.options.output {
        save(path, bytes, context)?;
        context.say(
            "cli-written",
            &[("path", path.display().to_string().into())],
        );
    } else {
        let mut out = io::stdout().lock();
        if context.on_terminal() {
            // A terminal is shown what pipes and files carry unchanged.
            let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
            out.write_all(visible(&text).as_bytes())?;
        } else {
            out.write_all(bytes)?;
        }
        out.flush()?;
    }
    Ok(())
}

/// Writes a file through a temporary one beside it; an existing one needs `--force`.
pub(super) fn save(path: &Path, bytes: &[u8], context: &Context) -> Result<()> {
    let mut draft = Draft::begin(path, context)?;
    draft.file.write_all(bytes)?;
    draft.finish()
}

/// Whether a file begins as `SQLite` files do, a study among them.
fn is_database(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = [0; 16];
    std::fs::File::open(path)
        .and_then(|mut file| file.read_exact(&mut head))
        .is_ok_and(|()| head == *b"SQLite format 3\0")
}

/// A file being written, which appears whole or not at all.
pub(super) struct Draft {
    pub(super) file: tempfile::NamedTempFile,
    target: PathBuf,
    overwrite: bool,
}

impl Draft {
    pub(super) fn begin(path: &Path, context: &Context) -> Result<Self> {
        let overwrite = context.options.force;
        let shown = || [("path", path.display().to_string().into())];
        if path.exists() && !overwrite {
            return Err(NotDone(context.strings.with("cli-target-exists", &shown())).into());
        }
        // No result ever takes the place of a study, whatever is asked for.
        if is_database(path) {
            return Err(NotDone(context.strings.with("cli-target-is-study", &shown())).into());
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(NotDone(context.strings.with("cli-no-folder", &shown())).into());
        }
        // The name of the temporary file is of no use to anybody.
        let file = tempfile::Builder::new()
            .prefix(".fangtan-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(|error| io::Error::from(error.kind()))
            .map_err(file_error(path))?;
        Ok(Self {
            file,
            target: path.to_owned(),
            overwrite,
        })
    }

    /// The file, empty, to be written from its beginning.
    pub(super) fn rewritten(&mut self) -> Result<io::BufWriter<&mut std::fs::File>> {
        use io::Seek as _;
        let file = self.file.as_file_mut();
        file.set_len(0)?;
        file.rewind()?;
        Ok(io::BufWriter::with_capacity(1 << 20, file))
    }

    pub(super) fn finish(self) -> Result<()> {
        let target = self.target;
        self.file
            .as_file()
            .sync_all()
            .map_err(file_error(&target))?;
        let kept = if self.overwrite {
            self.file.persist(&target)
        } else {
            self.file.persist_noclobber(&target)
        };
        let kept = kept.map_err(|error| error.error);
        kept.map_err(file_error(&target))?;
        Ok(())
    }
}

fn terminal_width() -> u16 {
    crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(40))
}

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell, mut command: clap::Command) -> Result<Done> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "fangtan", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Done::All)
}

/// Headings of the manual page, with the keys of what they say in another language.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "usage-heading-man-name"),
    ("SYNOPSIS", "usage-heading-man-synopsis"),
    ("DESCRIPTION", "usage-heading-man-description"),
    ("OPTIONS", "usage-heading-man-options"),
    ("SUBCOMMANDS", "usage-heading-man-verbs"),
    ("VERSION", "usage-heading-man-version"),
];

/// Prints the manual page, in the language of a command's words.
pub(super) fn manual(command: clap::Command, strings: &Strings) -> Result<Done> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    let heading = |line: &str| {
        let heading = line.strip_prefix(".SH ")?;
        let (_, key) = HEADINGS.iter().find(|(english, _)| *english == heading)?;
        Some(format!(".SH {}", strings.if_any(key)?))
    };
    let lines = page
        .lines()
        .map(|line| heading(line).unwrap_or_else(|| line.to_owned()));
    let mut page = lines.collect::<Vec<_>>().join("\n");
    page.push('\n');
    io::stdout().lock().write_all(page.as_bytes())?;
    Ok(Done::All)
}
