//! A project as a plan.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::book::{self, Book};
use super::positions::{self, Places, Selected};
use super::source::{self, Source};
use super::tree::Node;
use crate::formats::moment;
use crate::formats::transcript::ReadError;
use crate::formats::transcript::zipped::Parts;
use crate::model::plan::{
    Plan, PlannedCoding, PlannedInterview, PlannedMemo, PlannedTarget, Provenance, Recognise,
    Transcript, Warning, numbered,
};
use crate::model::{MemoKind, Span, Uid};

/// Reads a project with the members of its archive.
pub(super) fn read(
    root: &Node,
    mut parts: Option<&mut Parts<'_>>,
) -> Result<(Plan, Vec<Warning>), ReadError> {
    let mut warnings = Vec::new();
    let book = book::codes(root);
    let sources = source::all(root, &mut parts, &mut warnings)?;
    let mut reader = Reader {
        users: users(root),
        notes: notes(root, &mut parts)?,
        book,
        plan: Plan::default(),
        coding_ids: HashSet::new(),
        seen: HashSet::new(),
        used_notes: HashSet::new(),
        left_out: BTreeMap::new(),
    };
    reader.sources(root, &sources, &mut warnings);
    reader.memos_of_codes();
    reader.memos_of_project(root);
    reader.count_left_out(root);
    let Reader {
        users,
        book,
        mut plan,
        left_out,
        ..
    } = reader;
    plan.codes = book.codes;
    plan.title = root.attribute("name").map(str::to_owned);
    let mut coders: Vec<(String, String)> =
        users.into_iter().map(|(guid, name)| (name, guid)).collect();
    coders.sort();
    plan.coders = coders;
    for (what, n) in left_out {
        warnings.push(Warning {
            kind: "refi-left-out",
            line: None,
            about: format!("{what}: {n}"),
        });
    }
    Ok((plan, warnings))
}

/// Names of the users by identifier; two of one name get numbers.
fn users(root: &Node) -> HashMap<String, String> {
    let mut users = HashMap::new();
    let mut names = HashSet::new();
    for user in root.all("Users").flat_map(|users| users.all("User")) {
        let Some(guid) = user.guid() else { continue };
        let said = user
            .attribute("name")
            .or_else(|| user.attribute("id"))
            .unwrap_or("?");
        let said = super::tidy(said);
        let name = numbered(&said, |name| names.insert(name.to_owned()));
        users.entry(guid).or_insert(name);
    }
    users
}

/// A note: what it says and who wrote it.
struct Note {
    text: String,
    user: Option<String>,
    at_ms: Option<i64>,
}

fn notes(
    root: &Node,
    parts: &mut Option<&mut Parts<'_>>,
) -> Result<HashMap<String, Note>, ReadError> {
    let mut notes = HashMap::new();
    for node in root.all("Notes").flat_map(|notes| notes.all("Note")) {
        let Some(guid) = node.guid() else { continue };
        let body = source::note_text(node, parts)?;
        let name = node.attribute("name").unwrap_or_default().trim();
        let text = [name, body.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        notes.insert(
            guid,
            Note {
                text,
                user: user_of(node),
                at_ms: when(node),
            },
        );
    }
    Ok(notes)
}

/// The identifier of whoever made an element.
fn user_of(node: &Node) -> Option<String> {
    node.attribute("creatingUser")
        .or_else(|| node.attribute("modifyingUser"))
        .map(super::tree::guid)
}

/// When an element was made: milliseconds since 1970, UTC.
fn when(node: &Node) -> Option<i64> {
    moment::read(
        node.attribute("creationDateTime")
            .or_else(|| node.attribute("modifiedDateTime"))?,
    )
}

struct Reader {
    users: HashMap<String, String>,
    notes: HashMap<String, Note>,
    book: Book,
    plan: Plan,
    coding_ids: HashSet<Uid>,
    /// Interview, range, code and coder of the codings so far.
    seen: HashSet<(usize, u32, u32, String, Option<String>)>,
    used_notes: HashSet<String>,
    left_out: BTreeMap<&'static str, u32>,
}

impl Reader {
    fn sources(&mut self, root: &Node, sources: &[Source<'_>], warnings: &mut Vec<Warning>) {
        let selections: Vec<Vec<source::Selection<'_>>> = sources
            .iter()
            .enumerate()
            .map(|(n, source)| source::selections(source, n))
            .collect();
        let origin = root.attribute("origin").unwrap_or_default();
        let texts: Vec<_> = sources.iter().map(|source| source.text.clone()).collect();
        let flat: Vec<Selected> = selections
            .iter()
            .flatten()
            .map(|selection| selection.selected.clone())
            .collect();
        let reading = positions::choose(origin, &texts, &flat, warnings);
        let attributes = attributes(root, sources);
        let mut uids = HashSet::new();
        for (n, source) in sources.iter().enumerate() {
            let places = Places::of(&source.text, reading);
            let uid = source
                .guid
                .as_deref()
                .and_then(|guid| guid.parse::<Uid>().ok())
                .filter(|uid| uids.insert(*uid));
            let key = key(n);
            self.plan.interviews.push(PlannedInterview {
                key: key.clone(),
                uid,
                name: source.name.clone(),
                recognise: Recognise::Turns,
                ordered: true,
                attributes: attributes.get(&n).cloned().unwrap_or_default(),
                transcript: Transcript {
                    text: source.text.text.clone(),
                    ..Transcript::default()
                },
                provenance: Provenance {
                    file: source.name.clone(),
                    format: "refi-qda".to_owned(),
                    ..Provenance::default()
                },
                ..PlannedInterview::default()
            });
            self.memos(source.node, &PlannedTarget::Interview(key.clone()), None);
            let chars = u32::try_from(source.text.text.chars().count()).unwrap_or(u32::MAX);
            for coding in source.node.all("Coding") {
                if chars > 0 {
                    self.coding(n, (0, chars), coding, None, None);
                }
            }
            for selection in &selections[n] {
                let Selected { start, end, .. } = selection.selected;
                if let Some(range) = places.range(start, end) {
                    self.selection(n, chars, range, selection.node);
                } else {
                    self.left_out("PlainTextSelection");
                    warnings.push(Warning {
                        kind: "refi-range",
                        line: None,
                        about: format!("{} {start}..{end}", source.name),
                    });
                }
            }
        }
    }

    fn left_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// A passage with its codings; its description is the memo of the first, or one on the passage.
    fn selection(&mut self, n: usize, chars: u32, range: (u32, u32), node: &Node) {
        let mut memo = node.description();
        let user = user_of(node);
        for coding in node.all("Coding") {
            if self.coding(n, range, coding, Some(node), memo.as_ref()) {
                memo = None;
            }
        }
        let Ok(span) = Span::within(chars, range.0, range.1) else {
            return;
        };
        let target = PlannedTarget::Passage(key(n), span);
        if let Some(text) = memo {
            let coder = user.and_then(|guid| self.users.get(&guid).cloned());
            self.plan
                .memos
                .push(memo_of(target.clone(), text, coder, when(node)));
        }
        self.notes_of(node, &target);
    }

    /// Adds a coding; whether it was added and took the memo.
    fn coding(
        &mut self,
        n: usize,
        range: (u32, u32),
        coding: &Node,
        selection: Option<&Node>,
        memo: Option<&String>,
    ) -> bool {
        let code = coding
            .first("CodeRef")
            .and_then(Node::target)
            .and_then(|guid| self.book.ids.get(&guid).cloned());
        let Some(code) = code else {
            self.left_out("CodeRef");
            return false;
        };
        let user = user_of(coding).or_else(|| selection.and_then(user_of));
        let coder = user.and_then(|guid| self.users.get(&guid).cloned());
        if !self
            .seen
            .insert((n, range.0, range.1, code.clone(), coder.clone()))
        {
            self.left_out("Coding");
            return false;
        }
        let uid = coding
            .guid()
            .and_then(|guid| guid.parse::<Uid>().ok())
            .filter(|uid| self.coding_ids.insert(*uid));
        let mut words: Vec<String> = memo.cloned().into_iter().collect();
        for note in coding.all("NoteRef").filter_map(Node::target) {
            if let Some(found) = self.notes.get(&note) {
                words.push(found.text.clone());
                self.used_notes.insert(note);
            } else {
                self.left_out("NoteRef");
            }
        }
        self.plan.codings.push(PlannedCoding {
            uid,
            interview: key(n),
            start: range.0,
            end: range.1,
            code,
            coder,
            memo: (!words.is_empty()).then(|| words.join("\n\n")),
            created_ms: when(coding).or_else(|| selection.and_then(when)),
            ..PlannedCoding::default()
        });
        true
    }

    /// The description of an element and its notes as memos.
    fn memos(&mut self, node: &Node, target: &PlannedTarget, user: Option<String>) {
        if let Some(text) = node.description() {
            let user = user.or_else(|| user_of(node));
            let coder = user.and_then(|guid| self.users.get(&guid).cloned());
            self.plan
                .memos
                .push(memo_of(target.clone(), text, coder, when(node)));
        }
        self.notes_of(node, target);
    }

    fn notes_of(&mut self, node: &Node, target: &PlannedTarget) {
        for guid in node.all("NoteRef").filter_map(Node::target) {
            self.note(&guid, target);
        }
    }

    fn note(&mut self, guid: &str, target: &PlannedTarget) {
        let Some(note) = self.notes.get(guid) else {
            self.left_out("NoteRef");
            return;
        };
        self.used_notes.insert(guid.to_owned());
        if note.text.is_empty() {
            return;
        }
        let coder = note.user.as_ref().and_then(|guid| self.users.get(guid));
        let memo = memo_of(
            target.clone(),
            note.text.clone(),
            coder.cloned(),
            note.at_ms,
        );
        self.plan.memos.push(memo);
    }

    fn memos_of_codes(&mut self) {
        for (code, note) in std::mem::take(&mut self.book.notes) {
            self.note(&note, &PlannedTarget::Code(code));
        }
    }

    /// The project's description and notes, and the notes that nothing refers to.
    fn memos_of_project(&mut self, root: &Node) {
        self.memos(root, &PlannedTarget::Study, None);
        let mut others: Vec<String> = self
            .notes
            .keys()
            .filter(|guid| !self.used_notes.contains(*guid))
            .cloned()
            .collect();
        others.sort();
        for guid in others {
            self.note(&guid, &PlannedTarget::Study);
        }
    }

    /// Counts what a study has no place for.
    fn count_left_out(&mut self, root: &Node) {
        for source in root.all("Sources").flat_map(|sources| &sources.children) {
            for child in &source.children {
                let what = match child.name.as_str() {
                    "PictureSelection" => "PictureSelection",
                    "PDFSelection" => "PDFSelection",
                    "AudioSelection" => "AudioSelection",
                    "VideoSelection" => "VideoSelection",
                    _ => continue,
                };
                self.left_out(what);
            }
            let what = match source.name.as_str() {
                "PictureSource" if source.first("TextDescription").is_none() => "PictureSource",
                "PDFSource" if source.first("Representation").is_none() => "PDFSource",
                "AudioSource" if source.first("Transcript").is_none() => "AudioSource",
                "VideoSource" if source.first("Transcript").is_none() => "VideoSource",
                _ => continue,
            };
            self.left_out(what);
        }
        for (list, item) in [("Links", "Link"), ("Graphs", "Graph")] {
            for _ in root.all(list).flat_map(|list| list.all(item)) {
                self.left_out(item);
            }
        }
        for set in root.all("Sets").flat_map(|sets| sets.all("Set")) {
            if set.first("MemberSource").is_none() {
                self.left_out("Set");
            }
        }
    }
}

fn key(n: usize) -> String {
    format!("source {}", n + 1)
}

fn memo_of(
    target: PlannedTarget,
    text: String,
    coder: Option<String>,
    written_ms: Option<i64>,
) -> PlannedMemo {
    PlannedMemo {
        uid: None,
        target,
        kind: MemoKind::default(),
        coder,
        text,
        written_ms,
    }
}

/// Variables, cases and sets of each source, by its place.
fn attributes(root: &Node, sources: &[Source<'_>]) -> HashMap<usize, Vec<(String, String)>> {
    let names: HashMap<String, String> = root
        .all("Variables")
        .flat_map(|variables| variables.all("Variable"))
        .filter_map(|variable| {
            let name = super::tidy(variable.attribute("name")?);
            Some((variable.guid()?, name))
        })
        .collect();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, source) in sources.iter().enumerate() {
        let guids: HashSet<String> = source
            .node
            .guid()
            .into_iter()
            .chain(source.guid.clone())
            .collect();
        for guid in guids {
            places.entry(guid).or_default().push(n);
        }
    }
    let values = |node: &Node| -> Vec<(String, String)> {
        node.all("VariableValue")
            .filter_map(|value| {
                let name = names.get(&value.first("VariableRef")?.target()?)?;
                let said = value
                    .children
                    .iter()
                    .find(|child| child.name.ends_with("Value"))?;
                let said = said.text.trim();
                (!said.is_empty()).then(|| (name.clone(), said.to_owned()))
            })
            .collect()
    };
    let mut all: HashMap<usize, Vec<(String, String)>> = HashMap::new();
    let mut add = |n: usize, pair: (String, String)| {
        let known = all.entry(n).or_default();
        if let Some(same) = known.iter_mut().find(|(name, _)| *name == pair.0) {
            if !same.1.split("; ").any(|value| value == pair.1) {
                same.1.push_str("; ");
                same.1.push_str(&pair.1);
            }
        } else {
            known.push(pair);
        }
    };
    for (n, source) in sources.iter().enumerate() {
        for pair in values(source.node) {
            add(n, pair);
        }
    }
    // Our own cases repeat what stands at the sources.
    let ours = root.attribute("origin") == Some("fangtan");
    let cases = root.all("Cases").filter(|_| !ours);
    for case in cases.flat_map(|cases| cases.all("Case")) {
        for guid in case.all("SourceRef").filter_map(Node::target) {
            for n in places.get(&guid).into_iter().flatten() {
                if let Some(name) = case.attribute("name") {
                    add(*n, ("Case".to_owned(), super::tidy(name)));
                }
                for pair in values(case) {
                    add(*n, pair);
                }
            }
        }
    }
    for set in root.all("Sets").flat_map(|sets| sets.all("Set")) {
        let Some(name) = set.attribute("name") else {
            continue;
        };
        for guid in set.all("MemberSource").filter_map(Node::target) {
            for n in places.get(&guid).into_iter().flatten() {
                add(*n, ("Set".to_owned(), super::tidy(name)));
            }
        }
    }
    all
}
