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

use crate::model::codebook::Draft;
use crate::model::plan::{Plan, Warning};

use super::transcript::zipped::Parts;
use super::transcript::{Damage, ReadError};
use tree::Node;

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
