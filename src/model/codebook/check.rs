//! Everything that can be wrong with a codebook before it is taken into a study.

use std::collections::{HashMap, HashSet};

use super::Draft;

/// One fault of a codebook file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1; 0 where the format has no lines.
    pub line: u32,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// A code has no id.
    #[error("a code has no id")]
    NoId,
    /// A code has no name.
    #[error("code «{0}» has no name")]
    NoName(String),
    /// Two codes have one id.
    #[error("the id «{0}» is used twice")]
    DoubleId(String),
    /// A parent that is no code of this book.
    #[error("code «{0}» has the unknown parent «{1}»")]
    UnknownParent(String, String),
    /// A code that is its own ancestor.
    #[error("code «{0}» is its own ancestor: its parents form a circle")]
    Circle(String),
    /// A kind that the file doesn't declare.
    #[error("code «{0}» has the unknown kind «{1}»")]
    UnknownKind(String, String),
    /// A link whose end is no code of this book.
    #[error("a link names «{0}», which is no code")]
    LinkToNowhere(String),
    /// A digit used for two codes.
    #[error("the digit {0} is given to «{1}» and to «{2}»")]
    DoubleDigit(u8, String, String),
    /// A digit that is no key.
    #[error("code «{0}» has the digit {1}; keys go from 0 to 9")]
    NoSuchDigit(String, u8),
    /// Two children of one parent with one name.
    #[error("«{1}» and «{2}» stand under one parent with the same name «{0}»")]
    SiblingsWithOneName(String, String, String),
}

/// Lists every fault, in the order of the file.
#[must_use]
pub fn check(draft: &Draft) -> Vec<Fault> {
    let mut faults = Vec::new();
    let ids: HashSet<&str> = draft
        .codes
        .iter()
        .map(|code| code.entry.public_id.as_str())
        .collect();
    let kinds: HashSet<&str> = draft.kinds.iter().map(|kind| kind.id.as_str()).collect();
    let parents: HashMap<&str, &str> = draft
        .codes
        .iter()
        .filter_map(|code| Some((code.entry.public_id.as_str(), code.parent.as_deref()?)))
        .collect();

    let mut seen = HashSet::new();
    let mut digits: HashMap<u8, &str> = HashMap::new();
    let mut siblings: HashMap<(Option<&str>, &str), &str> = HashMap::new();
    for code in &draft.codes {
        let entry = &code.entry;
        let id = entry.public_id.as_str();
        let mut fault = |what| {
            faults.push(Fault {
                line: code.line,
                what,
            });
        };
        if id.is_empty() {
            fault(FaultKind::NoId);
        } else if !seen.insert(id) {
            fault(FaultKind::DoubleId(id.to_owned()));
        }
        if entry.name.trim().is_empty() {
            fault(FaultKind::NoName(id.to_owned()));
        } else if let Some(other) = siblings.insert((code.parent.as_deref(), entry.name.trim()), id)
        {
            fault(FaultKind::SiblingsWithOneName(
                entry.name.clone(),
                other.to_owned(),
                id.to_owned(),
            ));
        }
        if let Some(parent) = &code.parent {
            if !ids.contains(parent.as_str()) {
                fault(FaultKind::UnknownParent(id.to_owned(), parent.clone()));
            } else if is_in_circle(id, &parents) {
                fault(FaultKind::Circle(id.to_owned()));
            }
        }
        if !entry.kind.is_empty() && !kinds.is_empty() && !kinds.contains(entry.kind.as_str()) {
            fault(FaultKind::UnknownKind(id.to_owned(), entry.kind.clone()));
        }
        if let Some(digit) = entry.digit {
            if digit > 9 {
                fault(FaultKind::NoSuchDigit(id.to_owned(), digit));
            } else if let Some(other) = digits.insert(digit, id) {
                fault(FaultKind::DoubleDigit(
                    digit,
                    other.to_owned(),
                    id.to_owned(),
                ));
            }
        }
    }
    for link in &draft.links {
        for end in [&link.from, &link.to] {
            if !ids.contains(end.as_str()) {
                faults.push(Fault {
                    line: link.line,
                    what: FaultKind::LinkToNowhere(end.clone()),
                });
            }
        }
    }
    faults
}

/// Whether climbing from `id` comes back to `id`.
fn is_in_circle(id: &str, parents: &HashMap<&str, &str>) -> bool {
    let mut at = id;
    for _ in 0..=parents.len() {
        match parents.get(at) {
            Some(parent) if *parent == id => return true,
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::{DraftCode, DraftLink, Entry};
    use super::*;

    fn code(line: u32, id: &str, parent: Option<&str>, name: &str, digit: Option<u8>) -> DraftCode {
        DraftCode {
            parent: parent.map(str::to_owned),
            entry: Entry {
                public_id: id.to_owned(),
                name: name.to_owned(),
                digit,
                ..Entry::default()
            },
            line,
            version: 1,
            ..DraftCode::default()
        }
    }

    fn faults(codes: Vec<DraftCode>) -> Vec<(u32, String)> {
        check(&Draft {
            codes,
            ..Draft::default()
        })
        .into_iter()
        .map(|fault| (fault.line, fault.what.to_string()))
        .collect()
    }

    #[test]
    fn a_sound_codebook_has_no_faults() {
        assert!(
            faults(vec![
                code(1, "P", None, "问题", None),
                code(2, "P1", Some("P"), "甲", Some(1)),
                code(3, "C", None, "对策", None),
                code(4, "C1", Some("C"), "甲", Some(2)),
            ])
            .is_empty()
        );
    }

    #[test]
    fn every_fault_names_its_line() {
        let found = faults(vec![
            code(1, "A", Some("B"), "a", Some(1)),
            code(2, "B", Some("A"), "b", Some(1)),
            code(3, "B", None, "", None),
            code(4, "C", Some("X"), "c", Some(12)),
            code(5, "D", None, "d", None),
            code(6, "E", None, "d", None),
        ]);
        let lines: Vec<u32> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 2, 3, 3, 4, 4, 6], "{found:#?}");
    }

    #[test]
    fn a_link_to_nowhere_is_named() {
        let draft = Draft {
            codes: vec![code(1, "A", None, "a", None)],
            links: vec![DraftLink {
                from: "A".to_owned(),
                to: "Z".to_owned(),
                line: 9,
                ..DraftLink::default()
            }],
            ..Draft::default()
        };
        let found = check(&draft);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 9);
    }
}
