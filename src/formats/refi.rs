//! REFI-QDA 1.5: codebooks (`.qdc`) and projects (`.qdpx`, `.qde`) of other programs into a plan.
//!
//! Elements are known by their local names, in any order, and identifiers without braces and case.
//! A bad reference, colour, date or range never spoils the whole: it is left out and told of. What a
//! study can't hold (pictures, selections of sound, graphs, links) is counted and told of.
//!
//! Standard: REFI-QDA 1.5, 25 September 2019, <https://www.qdasoftware.org>.

mod book;
mod positions;
mod project;
mod source;
mod tree;
mod write;

use crate::model::codebook::{Draft, Entry};
use crate::model::plan::{Plan, Warning};

use super::study_json::CodeItem;
use super::transcript::zipped::Parts;
use super::transcript::{Damage, ReadError};
pub(crate) use book::public_id;
use tree::Node;
pub use write::{write, write_codebook};

/// Reads a project.
///
/// # Errors
/// When it is no project, is damaged, or goes beyond the limits of files.
pub fn read(bytes: &[u8]) -> Result<(Plan, Vec<Warning>), ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let mut parts = Parts::open(bytes)?;
        let name = parts
            .names()
            .into_iter()
            .find(|name| is_project(name))
            .ok_or_else(|| Damage::Missing("project.qde".to_owned()))?;
        let xml = parts.text(&name)?.ok_or(Damage::Missing(name))?;
        return project::read(&tree::parse(&xml)?, Some(&mut parts));
    }
    let root = tree::parse(&text(bytes)?)?;
    if root.name == "Project" {
        return project::read(&root, None);
    }
    Ok((plan_of(of_root(&root)), Vec::new()))
}

/// Reads the codes of a codebook or a project.
///
/// # Errors
/// When it is neither, is damaged, or goes beyond the limits of files.
pub fn read_codebook(bytes: &[u8]) -> Result<Draft, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let (plan, _) = read(bytes)?;
        return Ok(Draft {
            codes: plan.codes,
            ..Draft::default()
        });
    }
    Ok(of_root(&tree::parse(&text(bytes)?)?))
}

fn of_root(root: &Node) -> Draft {
    Draft {
        codes: book::codes(root).codes,
        ..Draft::default()
    }
}

fn plan_of(draft: Draft) -> Plan {
    Plan {
        codes: draft.codes,
        ..Plan::default()
    }
}

/// Whether the bytes are a project or codebook, by what they hold.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") {
        return Parts::open(bytes)
            .is_ok_and(|parts| parts.names().iter().any(|name| is_project(name)));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let begins = head.starts_with("<?xml") || head.starts_with('<');
    let named = |name: &str| {
        head.split('<').any(|tag| {
            let tag = tag
                .split([' ', '>', '\n', '\r', '\t'])
                .next()
                .unwrap_or_default();
            tag == name || tag.ends_with(&format!(":{name}"))
        })
    };
    begins && (named("CodeBook") || named("Project") && head.contains("QDA-XML"))
}

/// A member that is the project, not the shadow that one system puts beside it.
fn is_project(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".qde") && !name.starts_with("__MACOSX/")
}

/// What stands in a description beside the definition, for people and for us.
const FIELDS: [&str; 5] = [
    "Id: ",
    "English name: ",
    "Use when: ",
    "Not when: ",
    "Example: ",
];

/// The description of a code that we write.
fn said_of(code: &CodeItem) -> String {
    let values = [
        &code.id.0,
        &code.name_en,
        &code.use_when,
        &code.not_when,
        &code.example,
    ];
    let mut paragraphs = vec![code.definition.clone()];
    for (field, value) in FIELDS.iter().zip(values) {
        if !value.is_empty() {
            paragraphs.push(format!("{field}{value}"));
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// Takes a description that we wrote apart again; whether it was one.
fn take_apart(entry: &mut Entry) -> bool {
    let whole = format!("\n\n{}", entry.definition);
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (n, field) in FIELDS.iter().enumerate() {
        if let Some(at) = whole.rfind(&format!("\n\n{field}")) {
            starts.push((at, n));
        }
    }
    starts.sort_unstable();
    // The id is always there, and first.
    if starts.first().is_none_or(|(_, field)| *field != 0) {
        return false;
    }
    for (place, (at, field)) in starts.iter().enumerate() {
        let from = at + 2 + FIELDS[*field].len();
        let to = starts.get(place + 1).map_or(whole.len(), |(next, _)| *next);
        let value = whole[from..to.max(from)].to_owned();
        match field {
            0 => entry.public_id = value,
            1 => entry.name_en = value,
            2 => entry.use_when = value,
            3 => entry.not_when = value,
            _ => entry.example = value,
        }
    }
    whole[..starts[0].0]
        .trim_start_matches('\n')
        .clone_into(&mut entry.definition);
    true
}

/// A name on one line: what would break it becomes a space.
fn tidy(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    name.trim().to_owned()
}

fn text(bytes: &[u8]) -> Result<String, ReadError> {
    let decoded = super::encoding::decode(bytes)?;
    Ok(decoded.text)
}

#[cfg(test)]
mod tests;
