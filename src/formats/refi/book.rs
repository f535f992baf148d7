//! The tree of codes.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use super::tree::Node;
use crate::model::codebook::{DraftCode, Entry};
use crate::model::plan::numbered;

/// Codes of a file.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// In the order of the file, parents before children.
    pub codes: Vec<DraftCode>,
    /// The public id of each code's identifier.
    pub ids: HashMap<String, String>,
    /// Notes on codes: the code's public id and the note's identifier.
    pub notes: Vec<(String, String)>,
    /// This program wrote the file.
    pub ours: bool,
}

/// The codes of a codebook or project, wherever in it they stand.
pub(super) fn codes(root: &Node) -> Book {
    let mut book = Book::default();
    let codebook = match root.name.as_str() {
        "CodeBook" => Some(root),
        _ => root.first("CodeBook"),
    };
    let mut names = HashSet::new();
    book.ours = root.attribute("origin") == Some("fangtan");
    for codes in codebook
        .into_iter()
        .flat_map(|codebook| codebook.all("Codes"))
    {
        for code in codes.all("Code") {
            take(code, None, &mut book, &mut names);
        }
    }
    book
}

fn take(
    code: &Node,
    parent: Option<&str>,
    book: &mut Book,
    names: &mut HashSet<(Option<String>, String)>,
) {
    // A code without an identifier can be named by nothing; its place tells it from others.
    let guid = code
        .guid()
        .unwrap_or_else(|| format!("place {}", book.codes.len()));
    if book.ids.contains_key(&guid) {
        return;
    }
    let mut entry = Entry {
        public_id: public_id(&guid),
        definition: code.description().unwrap_or_default(),
        ..Entry::default()
    };
    let fresh = |book: &Book, id: &str| !book.codes.iter().any(|code| code.entry.public_id == id);
    let mut apart = entry.clone();
    if book.ours && super::take_apart(&mut apart) && fresh(book, &apart.public_id) {
        entry = apart;
    }
    let public_id = entry.public_id.clone();
    let said = super::tidy(code.attribute("name").unwrap_or("?"));
    // Siblings of one name are two codes.
    let name = numbered(&said, |name| {
        names.insert((parent.map(str::to_owned), name.to_owned()))
    });
    let mut columns = vec![("GUID".to_owned(), guid.clone())];
    if let Some(color) = code.attribute("color") {
        columns.push(("color".to_owned(), color.to_owned()));
    }
    let folder = code
        .attribute("isCodable")
        .is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "false" | "0"));
    if folder {
        columns.push(("isCodable".to_owned(), "false".to_owned()));
    }
    for note in code.all("NoteRef").filter_map(Node::target) {
        book.notes.push((public_id.clone(), note));
    }
    book.codes.push(DraftCode {
        parent: parent.map(str::to_owned),
        entry: Entry {
            name,
            columns,
            ..entry
        },
        version: 1,
        ..DraftCode::default()
    });
    book.ids.insert(guid, public_id.clone());
    for child in code.all("Code") {
        take(child, Some(&public_id), book, names);
    }
}

/// A public id that follows from the identifier, so that a file imported again brings the same codes.
pub(crate) fn public_id(guid: &str) -> String {
    let digest = Sha256::digest(guid.as_bytes());
    let mut id = "R".to_owned();
    for byte in &digest[..5] {
        id.push_str(&format!("{byte:02x}"));
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_their_tree_and_siblings_have_names_of_their_own() {
        let root = super::super::tree::parse(
            "<CodeBook><Codes><Code guid=\"{A}\" name=\"Place\" isCodable=\"False\" color=\"#F00\"><Description>d</Description>\
             <Code guid=\"b\" name=\"x\"/><Code guid=\"c\" name=\"x\"/></Code><Code guid=\"a\" name=\"again\"/></Codes><Sets/></CodeBook>",
        )
        .unwrap();
        let book = codes(&root);
        let names: Vec<&str> = book
            .codes
            .iter()
            .map(|code| code.entry.name.as_str())
            .collect();
        assert_eq!(names, ["Place", "x", "x (2)"]);
        assert_eq!(
            book.codes[1].parent.as_deref(),
            Some(book.ids["a"].as_str())
        );
        assert_eq!(book.codes[0].entry.definition, "d");
        assert_eq!(book.codes[0].entry.columns.len(), 3);
        assert_eq!(book.codes[0].entry.public_id, public_id("a"));
    }
}
