//! RQDA: files, free codes that categories may hold, codings in code points. Rows of status 0 are
//! deleted.

use std::collections::HashMap;

use super::rows::{Row, Tables};
use super::{
    ForeignCode, ForeignCoding, ForeignNote, ForeignProgram, ForeignProject, ForeignTarget,
    ForeignText, Result,
};

/// Reads a project.
pub(super) fn read(tables: &Tables<'_>) -> Result<ForeignProject> {
    let mut project = ForeignProject::new(ForeignProgram::Rqda);
    texts(tables, &mut project)?;
    codes(tables, &mut project)?;
    let columns = [
        "status", "fid", "cid", "selfirst", "selend", "seltext", "memo", "owner", "date",
    ];
    for row in in_use(tables, "coding", &columns)? {
        let (Some(text), Some(code), Some(start), Some(end)) =
            (row.number(1), row.number(2), row.number(3), row.number(4))
        else {
            project.leave_out("coding", 1);
            continue;
        };
        project.codings.push(ForeignCoding {
            text,
            code: code_key(code),
            start,
            end,
            words: row.words(5),
            memo: row.words(6),
            coder: row.words(7),
            at: row.words(8),
            is_important: false,
        });
    }
    for row in in_use(
        tables,
        "journal",
        &["status", "name", "journal", "owner", "date"],
    )? {
        project.notes.push(ForeignNote {
            on: ForeignTarget::Project,
            words: format!("{}\n{}", row.words(1), row.words(2)),
            coder: row.words(3),
            at: row.words(4),
        });
    }
    project.leave_out("annotation", tables.count("annotation")?);
    Ok(project)
}

/// The rows of a table that are not deleted, by their first cell.
fn in_use(tables: &Tables<'_>, table: &'static str, columns: &[&'static str]) -> Result<Vec<Row>> {
    let mut rows = tables.rows(table, columns)?;
    rows.retain(|row| row.number(0) != Some(0));
    Ok(rows)
}

fn code_key(cid: i64) -> String {
    format!("code {cid}")
}

fn category_key(catid: i64) -> String {
    format!("category {catid}")
}

fn texts(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    let mut places = HashMap::new();
    let columns = ["status", "id", "name", "file", "memo", "owner", "date"];
    for row in in_use(tables, "source", &columns)? {
        let Some(key) = row.number(1) else { continue };
        places.insert(key, project.texts.len());
        project.texts.push(ForeignText {
            key,
            name: row.words(2),
            body: row.words(3),
            attributes: Vec::new(),
        });
        project.notes.push(ForeignNote {
            on: ForeignTarget::Text(key),
            words: row.words(4),
            coder: row.words(5),
            at: row.words(6),
        });
    }
    let mut of_cases: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for row in in_use(tables, "cases", &["status", "id", "name"])? {
        if let Some(case) = row.number(1) {
            of_cases
                .entry(case)
                .or_default()
                .push(("Case".to_owned(), row.words(2)));
        }
    }
    let columns = ["status", "caseID", "variable", "value"];
    for row in in_use(tables, "caseAttr", &columns)? {
        if let Some(case) = row.number(1) {
            of_cases
                .entry(case)
                .or_default()
                .push((row.words(2), row.words(3)));
        }
    }
    let columns = ["status", "fileID", "variable", "value"];
    for row in in_use(tables, "fileAttr", &columns)? {
        if let Some(place) = row.number(1).and_then(|file| places.get(&file)) {
            project.texts[*place]
                .attributes
                .push((row.words(2), row.words(3)));
        }
    }
    for row in in_use(tables, "caselinkage", &["status", "caseid", "fid"])? {
        let case = row.number(1).and_then(|case| of_cases.get(&case));
        let place = row.number(2).and_then(|fid| places.get(&fid));
        if let (Some(of_case), Some(place)) = (case, place) {
            project.texts[*place]
                .attributes
                .extend(of_case.iter().cloned());
        }
    }
    Ok(())
}

fn codes(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    for row in in_use(tables, "codecat", &["status", "catid", "name", "memo"])? {
        let Some(catid) = row.number(1) else { continue };
        project.codes.push(ForeignCode {
            key: category_key(catid),
            name: row.words(2),
            definition: row.words(3),
            is_category: true,
            ..ForeignCode::default()
        });
    }
    // A code may stand in several categories there; the first is its place here.
    let mut above: HashMap<i64, i64> = HashMap::new();
    let mut n_more = 0;
    for row in in_use(tables, "treecode", &["status", "cid", "catid"])? {
        if let (Some(cid), Some(catid)) = (row.number(1), row.number(2)) {
            n_more += u64::from(*above.entry(cid).or_insert(catid) != catid);
        }
    }
    project.leave_out("treecode", n_more);
    let columns = ["status", "id", "name", "memo", "color"];
    for row in in_use(tables, "freecode", &columns)? {
        let Some(cid) = row.number(1) else { continue };
        project.codes.push(ForeignCode {
            key: code_key(cid),
            name: row.words(2),
            definition: row.words(3),
            parent: above.get(&cid).copied().map(category_key),
            color: row.words(4),
            is_category: false,
        });
    }
    Ok(())
}
