//! A study as a project, and its codes as a codebook.
//!
//! Positions are code points, the end excluded, line ends one `\n`, as the standard says. Every
//! selection quotes its passage, so that whoever reads it can verify them. Identifiers are the study's
//! own, or follow from what a thing is, so that the same study gives the same bytes.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use crate::formats::study_json::{CodeItem, CodingItem, DocumentItem, Id, MemoItem, StudyFile};
use crate::formats::xml_text::{attributes, escape};
use crate::model::Status;

/// Longest name of a selection, in characters.
const LONGEST: usize = 100;

/// A project: the XML first, then the texts.
#[must_use]
pub fn write(study: &StudyFile) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        archive
            .start_file(name, SimpleFileOptions::default())
            .and_then(|()| Ok(archive.write_all(bytes)?))
            .expect("writing to memory cannot fail");
    };
    add("project.qde", Writer::of(study).project().as_bytes());
    for document in &study.documents {
        let name = format!("sources/{}.txt", guid("document", &document.id));
        add(&name, document.text.as_bytes());
    }
    archive
        .finish()
        .expect("writing to memory cannot fail")
        .into_inner()
}

/// A codebook; `None` where there is no code, which no valid codebook is.
#[must_use]
pub fn write_codebook(study: &StudyFile) -> Option<Vec<u8>> {
    if study.codes.is_empty() {
        return None;
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:QDA-XML:codebook:1.0 http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd\" origin=\"fangtan\">\n",
    );
    let mut writer = Writer::of(study);
    writer.notes_of_codes.clear();
    writer.codes(&mut out);
    out.push_str("</CodeBook>\n");
    Some(out.into_bytes())
}

struct Writer<'a> {
    study: &'a StudyFile,
    /// Codes under each code, by place; the first list is that of the top.
    below: HashMap<Option<&'a str>, Vec<&'a CodeItem>>,
    /// Memos on codes and on codings, by public id.
    notes_of_codes: HashMap<&'a str, Vec<&'a MemoItem>>,
    notes_of_codings: HashMap<&'a str, Vec<&'a MemoItem>>,
}

impl<'a> Writer<'a> {
    fn of(study: &'a StudyFile) -> Self {
        let known: Vec<&str> = study.codes.iter().map(|code| code.id.0.as_str()).collect();
        let mut below: HashMap<Option<&str>, Vec<&CodeItem>> = HashMap::new();
        for code in &study.codes {
            let parent = code.parent.as_ref().map(|id| id.0.as_str());
            let parent = parent.filter(|parent| known.contains(parent));
            below.entry(parent).or_default().push(code);
        }
        let by = |of: fn(&MemoItem) -> Option<&Id>| {
            let mut all: HashMap<&str, Vec<&MemoItem>> = HashMap::new();
            for memo in &study.memos {
                if let Some(id) = of(memo) {
                    all.entry(&id.0).or_default().push(memo);
                }
            }
            all
        };
        Self {
            study,
            below,
            notes_of_codes: by(|memo| memo.code.as_ref()),
            notes_of_codings: by(|memo| memo.coding.as_ref()),
        }
    }

    fn project(&self) -> String {
        let study = self.study;
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd\"",
        );
        let title = study.title.as_deref().unwrap_or("fangtan");
        attributes(&mut out, &[("name", title), ("origin", "fangtan")]);
        out.push_str(">\n");
        if !study.coders.is_empty() {
            out.push_str("<Users>\n");
            for coder in &study.coders {
                let name = coder.name.as_deref().unwrap_or(&coder.id.0);
                out.push_str("<User");
                attributes(
                    &mut out,
                    &[
                        ("guid", &guid("coder", &coder.id)),
                        ("name", name),
                        ("id", name),
                    ],
                );
                out.push_str("/>\n");
            }
            out.push_str("</Users>\n");
        }
        if !study.codes.is_empty() {
            out.push_str("<CodeBook>\n");
            self.codes(&mut out);
            out.push_str("</CodeBook>\n");
        }
        self.variables(&mut out);
        if !study.documents.is_empty() {
            out.push_str("<Sources>\n");
            for document in &study.documents {
                self.source(document, &mut out);
            }
            out.push_str("</Sources>\n");
        }
        self.notes(&mut out);
        for memo in study.memos.iter().filter(|memo| is_of_study(memo)) {
            note_ref(memo, &mut out);
        }
        out.push_str("</Project>\n");
        out
    }

    fn codes(&self, out: &mut String) {
        out.push_str("<Codes>\n");
        let mut open: Vec<std::slice::Iter<'_, &CodeItem>> = Vec::new();
        open.push(
            self.below
                .get(&None)
                .map_or([].iter(), |codes| codes.iter()),
        );
        while let Some(codes) = open.last_mut() {
            let Some(code) = codes.next() else {
                open.pop();
                if !open.is_empty() {
                    out.push_str("</Code>\n");
                }
                continue;
            };
            self.code(code, out);
            let below = self.below.get(&Some(code.id.0.as_str()));
            open.push(below.map_or([].iter(), |codes| codes.iter()));
        }
        out.push_str("</Codes>\n");
    }

    /// Begins a code: its element stays open for those below it.
    fn code(&self, code: &CodeItem, out: &mut String) {
        let column = |name: &str| {
            let found = code.columns.iter().find(|(head, _)| head == name);
            found.map(|(_, value)| value.as_str())
        };
        let name = if code.name.is_empty() {
            &code.id.0
        } else {
            &code.name
        };
        out.push_str("<Code");
        let codable = column("isCodable").unwrap_or("true");
        attributes(
            out,
            &[
                ("guid", &guid_of_code(code)),
                ("name", name),
                ("isCodable", codable),
            ],
        );
        if let Some(color) = column("color").filter(|color| is_color(color)) {
            attributes(out, &[("color", color)]);
        }
        out.push('>');
        element("Description", &super::said_of(code), out);
        for memo in self
            .notes_of_codes
            .get(code.id.0.as_str())
            .into_iter()
            .flatten()
        {
            note_ref(memo, out);
        }
        out.push('\n');
    }

    /// Attributes of interviews as variables, and as cases for programs that look there.
    fn variables(&self, out: &mut String) {
        let names: BTreeMap<&str, String> = self
            .study
            .documents
            .iter()
            .flat_map(|document| &document.attributes)
            .map(|(name, _)| (name.as_str(), derived("variable", name)))
            .collect();
        if names.is_empty() {
            return;
        }
        out.push_str("<Variables>\n");
        for (name, guid) in &names {
            out.push_str("<Variable");
            attributes(
                out,
                &[("guid", guid), ("name", name), ("typeOfVariable", "Text")],
            );
            out.push_str("/>\n");
        }
        out.push_str("</Variables>\n<Cases>\n");
        for document in self
            .study
            .documents
            .iter()
            .filter(|it| !it.attributes.is_empty())
        {
            out.push_str("<Case");
            let case = derived("case", &document.id.0);
            attributes(out, &[("guid", &case), ("name", name_of(document))]);
            out.push('>');
            values(document, out);
            let _ = writeln!(
                out,
                "<SourceRef targetGUID=\"{}\"/></Case>",
                guid("document", &document.id)
            );
        }
        out.push_str("</Cases>\n");
    }

    fn source(&self, document: &DocumentItem, out: &mut String) {
        let own = guid("document", &document.id);
        out.push_str("<TextSource");
        let path = format!("internal://{own}.txt");
        attributes(
            out,
            &[
                ("guid", &own),
                ("name", name_of(document)),
                ("plainTextPath", &path),
            ],
        );
        out.push_str(">\n");
        let letters: Vec<char> = document.text.chars().collect();
        for coding in &self.study.codings {
            if coding.doc == document.id && counts(coding) {
                self.selection(coding, &letters, out);
            }
        }
        let memos = || {
            let of = |memo: &&MemoItem| memo.doc.as_ref() == Some(&document.id);
            self.study.memos.iter().filter(of)
        };
        for memo in memos() {
            if let (Some(start), Some(end)) = (memo.start, memo.end) {
                out.push_str("<PlainTextSelection");
                let guid = note_guid(memo);
                let name = quoted(&letters, start, end);
                let place = [start.to_string(), end.to_string()];
                attributes(
                    out,
                    &[
                        ("guid", &guid),
                        ("name", &name),
                        ("startPosition", &place[0]),
                        ("endPosition", &place[1]),
                    ],
                );
                self.audit(memo.coder.as_ref(), memo.written_at.as_deref(), out);
                out.push('>');
                element("Description", &memo.text, out);
                out.push_str("</PlainTextSelection>\n");
            }
        }
        for memo in memos().filter(|memo| memo.start.is_none()) {
            note_ref(memo, out);
        }
        values(document, out);
        out.push_str("</TextSource>\n");
    }

    /// A selection for each coding, as most programs write them.
    fn selection(&self, coding: &CodingItem, letters: &[char], out: &mut String) {
        let Some(code) = self.study.codes.iter().find(|code| code.id == coding.code) else {
            return;
        };
        let said = coding.id.clone().unwrap_or_else(|| {
            let coder = coding.coder.as_ref().map_or("", |coder| coder.0.as_str());
            Id(format!(
                "{} {} {} {} {coder}",
                coding.doc.0, coding.start, coding.end, coding.code.0
            ))
        });
        let own = guid("coding", &said);
        let name = quoted(letters, coding.start, coding.end);
        let place = [coding.start.to_string(), coding.end.to_string()];
        out.push_str("<PlainTextSelection");
        let selection = derived("selection", &own);
        attributes(
            out,
            &[
                ("guid", &selection),
                ("name", &name),
                ("startPosition", &place[0]),
                ("endPosition", &place[1]),
            ],
        );
        self.audit(coding.coder.as_ref(), coding.created_at.as_deref(), out);
        out.push('>');
        element(
            "Description",
            coding.memo.as_deref().unwrap_or_default(),
            out,
        );
        out.push_str("<Coding");
        attributes(out, &[("guid", &own)]);
        self.audit(coding.coder.as_ref(), coding.created_at.as_deref(), out);
        let _ = write!(out, "><CodeRef targetGUID=\"{}\"/>", guid_of_code(code));
        for memo in self
            .notes_of_codings
            .get(said.0.as_str())
            .into_iter()
            .flatten()
        {
            note_ref(memo, out);
        }
        out.push_str("</Coding></PlainTextSelection>\n");
    }

    /// Who and when, where the study knows.
    fn audit(&self, coder: Option<&Id>, at: Option<&str>, out: &mut String) {
        let known = self.study.coders.iter().find(|known| {
            coder.is_some_and(|coder| known.id == *coder || known.name.as_ref() == Some(&coder.0))
        });
        if let Some(known) = known {
            attributes(out, &[("creatingUser", &guid("coder", &known.id))]);
        }
        if let Some(at) = at {
            attributes(out, &[("creationDateTime", at)]);
        }
    }

    fn notes(&self, out: &mut String) {
        let mut notes = self
            .study
            .memos
            .iter()
            .filter(|memo| memo.start.is_none())
            .peekable();
        if notes.peek().is_none() {
            return;
        }
        out.push_str("<Notes>\n");
        for memo in notes {
            out.push_str("<Note");
            attributes(out, &[("guid", &note_guid(memo))]);
            self.audit(memo.coder.as_ref(), memo.written_at.as_deref(), out);
            out.push('>');
            element("PlainTextContent", &memo.text, out);
            out.push_str("</Note>\n");
        }
        out.push_str("</Notes>\n");
    }
}

/// Whether a coding counts: suggestions and what was rejected or replaced don't.
fn counts(coding: &CodingItem) -> bool {
    let status = coding.status.as_deref().and_then(Status::from_name);
    status.is_none_or(Status::counts)
}

fn is_of_study(memo: &MemoItem) -> bool {
    memo.doc.is_none() && memo.code.is_none() && memo.coding.is_none()
}

fn name_of(document: &DocumentItem) -> &str {
    document.name.as_deref().unwrap_or(&document.id.0)
}

fn note_guid(memo: &MemoItem) -> String {
    match &memo.id {
        Some(id) => guid("memo", id),
        None => derived("memo", &memo.text),
    }
}

fn note_ref(memo: &MemoItem, out: &mut String) {
    let _ = write!(out, "<NoteRef targetGUID=\"{}\"/>", note_guid(memo));
}

fn values(document: &DocumentItem, out: &mut String) {
    for (name, value) in &document.attributes {
        let variable = derived("variable", name);
        let _ = write!(
            out,
            "<VariableValue><VariableRef targetGUID=\"{variable}\"/>"
        );
        element("TextValue", value, out);
        out.push_str("</VariableValue>");
    }
}

/// The words of a passage as a name.
fn quoted(letters: &[char], start: u32, end: u32) -> String {
    let range = start as usize..(end as usize).min(letters.len());
    let words: String = letters.get(range).unwrap_or_default().iter().collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    let mut short: String = words.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

fn is_color(color: &str) -> bool {
    color.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// The identifier that came with the code, else one that follows from its public id.
fn guid_of_code(code: &CodeItem) -> String {
    let came = code.columns.iter().find(|(head, _)| head == "GUID");
    match came {
        Some((_, guid)) if guid.parse::<crate::model::Uid>().is_ok() => guid.to_lowercase(),
        _ => derived("code", &code.id.0),
    }
}

/// An id that is an identifier already, else one that follows from it.
fn guid(kind: &str, id: &Id) -> String {
    match id.0.parse::<crate::model::Uid>() {
        Ok(uid) => uid.to_string(),
        Err(_) => derived(kind, &id.0),
    }
}

/// An identifier that follows from what a thing is.
fn derived(kind: &str, id: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    hash.update([0]);
    hash.update(id.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .to_string()
}

/// An element with words; none where there are none.
fn element(name: &str, text: &str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let _ = write!(out, "<{name}>");
    escape(text, false, out);
    let _ = write!(out, "</{name}>");
}
