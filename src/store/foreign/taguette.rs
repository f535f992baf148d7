//! Taguette: pages, highlights in bytes of their text, tags, and a log that knows who made them.

use std::collections::{HashMap, HashSet};

use super::rows::Tables;
use super::{
    ForeignCode, ForeignCoding, ForeignError, ForeignNote, ForeignProgram, ForeignProject,
    ForeignTarget, ForeignText, Result,
};

/// Reads a project.
pub(super) fn read(tables: &Tables<'_>) -> Result<ForeignProject> {
    let mut project = ForeignProject::new(ForeignProgram::Taguette);
    let projects = tables.rows("projects", &["id", "name", "description"])?;
    if projects.len() > 1 {
        let names = projects.iter().map(|row| row.words(1)).collect();
        return Err(ForeignError::Several(names));
    }
    if let Some(row) = projects.first() {
        project.title = row.words(1);
        project
            .notes
            .push(note(ForeignTarget::Project, row.words(2)));
    }
    for row in tables.rows("documents", &["id", "name", "contents", "description"])? {
        let Some(key) = row.number(0) else { continue };
        project.texts.push(ForeignText {
            key,
            name: row.words(1),
            body: row.words(2),
            attributes: Vec::new(),
        });
        project
            .notes
            .push(note(ForeignTarget::Text(key), row.words(3)));
    }
    for row in tables.rows("tags", &["id", "path", "description"])? {
        let Some(id) = row.number(0) else { continue };
        project.codes.push(ForeignCode {
            key: tag_key(id),
            name: row.words(1),
            definition: row.words(2),
            ..ForeignCode::default()
        });
    }
    codings(tables, &mut project)?;
    Ok(project)
}

fn tag_key(id: i64) -> String {
    format!("tag {id}")
}

fn note(on: ForeignTarget, words: String) -> ForeignNote {
    ForeignNote {
        on,
        words,
        coder: String::new(),
        at: String::new(),
    }
}

fn codings(tables: &Tables<'_>, project: &mut ForeignProject) -> Result<()> {
    let made = who_made(tables)?;
    let mut highlights = HashMap::new();
    let columns = ["id", "document_id", "start_offset", "end_offset"];
    for row in tables.rows("highlights", &columns)? {
        if let (Some(id), Some(text), Some(start), Some(end)) =
            (row.number(0), row.number(1), row.number(2), row.number(3))
        {
            highlights.insert(id, (text, start, end));
        }
    }
    let mut tagged = HashSet::new();
    for row in tables.rows("highlight_tags", &["highlight_id", "tag_id"])? {
        let (Some(id), Some(tag)) = (row.number(0), row.number(1)) else {
            continue;
        };
        let Some((text, start, end)) = highlights.get(&id).copied() else {
            project.leave_out("highlight_tags", 1);
            continue;
        };
        tagged.insert(id);
        let (coder, at) = made.get(&id).cloned().unwrap_or_default();
        project.codings.push(ForeignCoding {
            text,
            code: tag_key(tag),
            start,
            end,
            coder,
            at,
            ..ForeignCoding::default()
        });
    }
    // A highlight without a tag says nothing that a study could keep.
    project.leave_out("highlights", (highlights.len() - tagged.len()) as u64);
    Ok(())
}

/// Who made each highlight, and when, by the log: whoever wrote it first.
fn who_made(tables: &Tables<'_>) -> Result<HashMap<i64, (String, String)>> {
    let mut made = HashMap::new();
    for row in tables.rows("commands", &["payload", "user_login", "date"])? {
        let Ok(payload) = serde_json::from_str::<serde_json::Value>(&row.words(0)) else {
            continue;
        };
        if payload["type"] == "highlight_add"
            && let Some(id) = payload["highlight_id"].as_i64()
        {
            made.entry(id)
                .or_insert_with(|| (row.words(1), row.words(2)));
        }
    }
    Ok(made)
}
