//! All tables of a study in one file: an archive of csv, or a workbook.

use std::io::{Seek, Write};

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::tables;
use crate::cli::codings::{self, Data};
use crate::cli::context::Context;
use crate::cli::output::{self, Place};
use crate::formats::sheet::csv;
use crate::formats::tables_zip::TablesZip;
use crate::model::table::{Head, Note, Sheet, Value};
use crate::study::{DEMO_NOTICE, Filter, Study};

/// Writes every table as csv, and a list of them with what has no place in csv.
pub(super) fn zip(
    study: &Study,
    filter: &Filter,
    data: Data,
    context: &Context,
    out: impl Write + Seek,
) -> Result<()> {
    let form = csv::Csv {
        bom: csv::Bom::Yes,
        ..output::csv_form(context)
    };
    let mut archive = TablesZip::new(out);
    tables::each(study, filter, |named| {
        let sheet = named.sheet(study, Place::Flat, context)?;
        let about = json!({
            "title": sheet.title,
            "rows": sheet.rows.len(),
            "columns": sheet.heads.len(),
            "fingerprint": named.fingerprint(),
            "notes": sheet.notes,
        });
        archive.begin(&format!("{}.csv", named.name), about)?;
        Ok(archive.write_all(csv::write(&sheet, form).as_bytes())?)
    })?;
    let title = context.strings.get("table-codings");
    archive.begin("codings.csv", json!({ "title": title }))?;
    let n = codings::write_csv(study, filter, (form, data), &context.strings, &mut archive)?;
    archive.say("rows", n.into());
    let mut about = json!({
        "format": "fangtan-tables",
        "version": 1,
        "study": study.title()?,
        "program": concat!("fangtan ", env!("CARGO_PKG_VERSION")),
        "filter": filter.words(),
        "fingerprint": study.mark_of_data(filter)?,
    });
    if data == Data::Invented {
        about["notice"] = DEMO_NOTICE.into();
    }
    if !study.hidden()?.is_empty() {
        about["blind"] = Json::Bool(true);
    }
    archive.finish(about)?;
    Ok(())
}

/// A workbook with a worksheet for each table, and one before them that says what they are.
pub(super) fn workbook(
    study: &Study,
    filter: &Filter,
    data: Data,
    context: &Context,
) -> Result<Vec<u8>> {
    let mut sheets = vec![about(study, filter, data, context)?];
    tables::each(study, filter, |named| {
        sheets.push(named.sheet(study, Place::WithNotes, context)?);
        Ok(())
    })?;
    let codings = codings::table(study, filter)?;
    let codings = output::marked(&codings, study, Place::WithNotes, context)?;
    sheets.push(context.strings.sheet(&codings));
    output::workbook(&sheets, context)
}

/// What has to be known of the whole: of what study it is, what was left out, what the data are.
pub(super) fn about(
    study: &Study,
    filter: &Filter,
    data: Data,
    context: &Context,
) -> Result<Sheet> {
    let words = &context.strings;
    let fingerprint = study.mark_of_data(filter)?;
    let mut rows = vec![
        ("paper-study", study.title()?),
        ("paper-filter", words.note(&filter.note())),
        ("paper-fingerprint", fingerprint),
        (
            "paper-program",
            concat!("fangtan ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
    ];
    if data == Data::Invented {
        rows.push(("paper-notice", words.get("note-demo")));
    }
    if !study.hidden()?.is_empty() {
        rows.push(("paper-notice", words.note(&Note::new("blind"))));
    }
    rows.push(("paper-text-cells", words.get("paper-text-cells-words")));
    let head = |key: &str| Head {
        text: words.get(key),
        numeric: false,
    };
    let row = |(key, text): (&str, String)| vec![Value::Text(words.get(key)), Value::Text(text)];
    Ok(Sheet {
        title: words.get("paper-about"),
        heads: vec![head("paper-item"), head("paper-content")],
        rows: rows.into_iter().map(row).collect(),
        notes: Vec::new(),
    })
}
