//! `QualCoder`: sources, a tree of categories and codes, codings with a copy of their words.

use std::collections::HashMap;

use super::rows::Tables;
use super::{
    ForeignCode, ForeignCoding, ForeignNote, ForeignProgram, ForeignProject, ForeignTarget,
    ForeignText, Result,
};

/// Reads a project.
pub(super) fn read(tables: &Tables<'_>) -> Result<ForeignProject> {
    let mut project = ForeignProject::new(ForeignProgram::QualCoder);
    texts(tables, &mut project)?;
    codes(tables, &mut project)?;
    let columns = [
        "fid",
        "cid",
        "pos0",
        "pos1",
        "seltext",
        "memo",
        "owner",
        "date",
        "important",
    ];
    for row in tables.rows("code_text", &columns)? {
        let (Some(text), Some(code), Some(start), Some(end)) =
            (row.number(0), row.number(1), row.number(2), row.number(3))
        else {
            project.leave_out("code_text", 1);
            continue;
        };
        project.codings.push(ForeignCoding {
            text,
            code: code_key(code),
            start,
            end,
            words: row.words(4),
            memo: row.words(5),
            coder: row.words(6),
            at: row.words(7),
            is_important: row.number(8) == Some(1),
        });
    }
    notes(tables, &mut project)?;
    for table in ["code_image", "code_av"] {
        project.leave_out(table, tables.count(table)?);
    }
    Ok(project)
}

fn code_key(cid: i64) -> String {
    format!("code {cid}")
}

fn category_key(catid: i64) -> String {
    format!("category {catid}")
}

fn texts(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    let mut places = HashMap::new();
    for row in tables.rows(
        "source",
        &["id", "name", "fulltext", "memo", "owner", "date"],
    )? {
        let Some(key) = row.number(0) else {
            project.leave_out("source", 1);
            continue;
        };
        let body = row.words(2);
        if body.is_empty() {
            // A picture or a recording; its transcript is a source of its own.
            project.leave_out("source", 1);
            continue;
        }
        places.insert(key, project.texts.len());
        project.texts.push(ForeignText {
            key,
            name: row.words(1),
            body,
            attributes: Vec::new(),
        });
        project.notes.push(ForeignNote {
            on: ForeignTarget::Text(key),
            words: row.words(3),
            coder: row.words(4),
            at: row.words(5),
        });
    }
    let mut of_cases: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for row in tables.rows("cases", &["caseid", "name"])? {
        if let Some(case) = row.number(0) {
            let of_case = of_cases.entry(case).or_default();
            of_case.push(("Case".to_owned(), row.words(1)));
        }
    }
    for row in tables.rows("attribute", &["attr_type", "id", "name", "value"])? {
        let (Some(id), pair) = (row.number(1), (row.words(2), row.words(3))) else {
            continue;
        };
        match row.words(0).as_str() {
            "file" => {
                if let Some(place) = places.get(&id) {
                    project.texts[*place].attributes.push(pair);
                }
            }
            "case" => of_cases.entry(id).or_default().push(pair),
            _ => project.leave_out("attribute", 1),
        }
    }
    for row in tables.rows("case_text", &["caseid", "fid"])? {
        let case = row.number(0).and_then(|case| of_cases.get(&case));
        let place = row.number(1).and_then(|fid| places.get(&fid));
        if let (Some(of_case), Some(place)) = (case, place) {
            project.texts[*place]
                .attributes
                .extend(of_case.iter().cloned());
        }
    }
    Ok(())
}

fn codes(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    for row in tables.rows("code_cat", &["catid", "name", "memo", "supercatid"])? {
        let Some(catid) = row.number(0) else { continue };
        project.codes.push(ForeignCode {
            key: category_key(catid),
            name: row.words(1),
            definition: row.words(2),
            parent: row.number(3).map(category_key),
            color: String::new(),
            is_category: true,
        });
    }
    for row in tables.rows(
        "code_name",
        &["cid", "name", "memo", "color", "supercid", "catid"],
    )? {
        let Some(cid) = row.number(0) else { continue };
        project.codes.push(ForeignCode {
            key: code_key(cid),
            name: row.words(1),
            definition: row.words(2),
            parent: row
                .number(4)
                .map(code_key)
                .or(row.number(5).map(category_key)),
            color: row.words(3),
            is_category: false,
        });
    }
    Ok(())
}

fn notes(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    for row in tables.rows(
        "annotation",
        &["fid", "pos0", "pos1", "memo", "owner", "date"],
    )? {
        let (Some(text), Some(start), Some(end)) = (row.number(0), row.number(1), row.number(2))
        else {
            project.leave_out("annotation", 1);
            continue;
        };
        project.notes.push(ForeignNote {
            on: ForeignTarget::Passage(text, start, end),
            words: row.words(3),
            coder: row.words(4),
            at: row.words(5),
        });
    }
    for row in tables.rows("journal", &["name", "jentry", "owner", "date"])? {
        project.notes.push(ForeignNote {
            on: ForeignTarget::Project,
            words: format!("{}\n{}", row.words(0), row.words(1)),
            coder: row.words(2),
            at: row.words(3),
        });
    }
    for row in tables.rows("project", &["memo"])? {
        project.notes.push(ForeignNote {
            on: ForeignTarget::Project,
            words: row.words(0),
            coder: String::new(),
            at: String::new(),
        });
    }
    Ok(())
}
