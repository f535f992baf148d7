//! The palette of codes: found by hanzi, pinyin, initials, number or English.
//!
//! It gives one code or several to a passage, or chooses the code above a new one.

use ratatui::layout::Size;

use crate::model::{Code, CodeId, Codebook, Coding, CodingId};
use crate::study::Loaded;
use crate::text::{self, pick};
use crate::tui::command::Command;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

use super::Target;

/// Rows of codes shown at most, and rows of the pop-up beside them.
const ROWS: u16 = 10;
const FRAME: u16 = 8;

/// The palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub field: Field,
    /// What answers to it, the best first.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub list: List,
    /// Codes marked, in the order of marking.
    pub marked: Vec<CodeId>,
    /// Facets set before their code is given.
    pub facets: Vec<Before>,
    picker: text::Picker,
    codes: Vec<CodeId>,
    query: String,
}

/// Palettes are equal when they show the same; the prepared codes follow from the codebook.
impl PartialEq for Palette {
    fn eq(&self, other: &Self) -> bool {
        (&self.purpose, &self.field, &self.rows) == (&other.purpose, &other.field, &other.rows)
            && (self.list, &self.marked, &self.facets) == (other.list, &other.marked, &other.facets)
    }
}

/// A facet that a code shall have when it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The code.
    pub code: CodeId,
    /// Name of the facet.
    pub facet: String,
    /// Its value; `None` takes it back.
    pub value: Option<String>,
}

/// What a palette is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Gives codes to a passage.
    Apply(Target),
    /// Gives codes in place of a coding of this passage.
    Replace(Target, CodingId),
    /// Gives codes to all hits of a search.
    Hits,
    /// Chooses the code above the one asked for in the prompt below.
    Parent,
    /// Chooses the code that takes the place of this one.
    Merge(CodeId),
    /// Chooses a code that this one is split into.
    Part(CodeId),
    /// Chooses the code that a coding should have instead of this one, where it has one.
    Other(Option<CodeId>),
}

/// A row of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A code.
    Code(CodeId),
    /// A new code of that name.
    New(String),
    /// No code above.
    Top,
}

/// What the palette decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// These codes.
    Codes(Vec<CodeId>),
    /// A new code of that name.
    New(String),
    /// No code above.
    Top,
    /// Closed without a choice.
    Closed,
}

impl Palette {
    /// The palette for a passage, with a query already typed.
    #[must_use]
    pub fn new(loaded: &Loaded, target: Target, query: &str) -> Self {
        Self::open(loaded, Purpose::Apply(target), query)
    }

    /// The palette that gives other codes in place of a coding.
    #[must_use]
    pub fn replace(loaded: &Loaded, tag: &Coding) -> Self {
        let interview = loaded.open.as_ref().map(|open| open.id);
        let target = interview.map(|interview| Target {
            interview,
            span: tag.span,
        });
        match target {
            Some(target) => Self::open(loaded, Purpose::Replace(target, tag.id), ""),
            None => Self::parent(loaded),
        }
    }

    /// Sets a facet of a code that is about to be given, or takes it back.
    pub fn set_facet(&mut self, new: &Before) {
        self.facets
            .retain(|it| (it.code, &it.facet) != (new.code, &new.facet));
        if new.value.is_some() {
            self.facets.push(new.clone());
        }
    }

    /// The palette for all hits of a search.
    #[must_use]
    pub fn hits(loaded: &Loaded) -> Self {
        Self::open(loaded, Purpose::Hits, "")
    }

    /// The palette that chooses the code above a new one.
    #[must_use]
    pub fn parent(loaded: &Loaded) -> Self {
        Self::open(loaded, Purpose::Parent, "")
    }

    /// The palette that chooses the code another is merged into.
    #[must_use]
    pub fn merge(loaded: &Loaded, from: CodeId) -> Self {
        Self::open(loaded, Purpose::Merge(from), "")
    }

    /// The palette that chooses a code another is split into.
    #[must_use]
    pub fn part(loaded: &Loaded, of: CodeId) -> Self {
        Self::open(loaded, Purpose::Part(of), "")
    }

    /// The palette that chooses the code of what is reviewed or settled.
    #[must_use]
    pub fn other(loaded: &Loaded, instead_of: Option<CodeId>) -> Self {
        Self::open(loaded, Purpose::Other(instead_of), "")
    }

    fn open(loaded: &Loaded, purpose: Purpose, query: &str) -> Self {
        let uses = |code: CodeId| {
            let place = loaded.codebook.place(code)?;
            loaded.n_codings.get(place).copied()
        };
        let left_out = match purpose {
            Purpose::Merge(code) | Purpose::Part(code) => Some(code),
            Purpose::Other(code) => code,
            Purpose::Replace(_, id) => loaded
                .open
                .as_ref()
                .and_then(|open| open.layer.get(id))
                .map(|tag| tag.code),
            Purpose::Apply(_) | Purpose::Hits | Purpose::Parent => None,
        };
        let offered: Vec<&Code> = loaded
            .codebook
            .active()
            .filter(|code| Some(code.id) != left_out)
            .collect();
        let picker = text::Picker::new(offered.iter().map(|code| pick::Entry {
            number: &code.entry.public_id,
            name: &code.entry.name,
            name_en: &code.entry.name_en,
            aliases: &code.entry.aliases,
            uses: uses(code.id).unwrap_or(0),
        }));
        let mut palette = Self {
            purpose,
            field: Field::line(query),
            rows: Vec::new(),
            list: List::default(),
            marked: Vec::new(),
            facets: Vec::new(),
            picker,
            codes: offered.iter().map(|code| code.id).collect(),
            query: String::new(),
        };
        palette.pick();
        palette
    }

    /// Answers to what is typed now.
    fn pick(&mut self) {
        self.query = self.field.text().to_owned();
        let picked = self.picker.pick(&self.query);
        let mut rows: Vec<Row> = picked
            .iter()
            .filter_map(|it| self.codes.get(it.place).copied().map(Row::Code))
            .collect();
        match self.purpose {
            Purpose::Apply(_) if !self.query.trim().is_empty() => {
                rows.push(Row::New(self.query.trim().to_owned()));
            }
            Purpose::Parent => rows.push(Row::Top),
            Purpose::Apply(_)
            | Purpose::Hits
            | Purpose::Replace(..)
            | Purpose::Merge(_)
            | Purpose::Part(_)
            | Purpose::Other(_) => {}
        }
        self.rows = rows;
        self.list = List::default();
    }

    /// Answers anew when something was typed, and keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        if self.query != self.field.text() {
            self.pick();
        }
        self.list.keep(self.rows.len(), n_rows(size));
    }

    /// The code under the cursor.
    #[must_use]
    pub fn highlighted(&self) -> Option<CodeId> {
        match self.rows.get(self.list.at)? {
            Row::Code(code) => Some(*code),
            Row::New(_) | Row::Top => None,
        }
    }

    /// Carries a command out.
    pub fn update(&mut self, size: Size, command: Command) -> Choice {
        let (len, height) = (self.rows.len(), n_rows(size));
        if self.list.moved(command, len, height) {
            return Choice::Open;
        }
        match command {
            Command::Mark => {
                if let (Some(code), Purpose::Apply(_) | Purpose::Hits | Purpose::Replace(..)) =
                    (self.highlighted(), self.purpose)
                {
                    match self.marked.iter().position(|marked| *marked == code) {
                        Some(place) => drop(self.marked.remove(place)),
                        None => self.marked.push(code),
                    }
                    self.list.step(1, len, height);
                }
            }
            Command::Accept if !self.marked.is_empty() => {
                return Choice::Codes(self.marked.clone());
            }
            Command::Accept => {
                return match self.rows.get(self.list.at) {
                    Some(Row::Code(code)) => Choice::Codes(vec![*code]),
                    Some(Row::New(name)) => Choice::New(name.clone()),
                    Some(Row::Top) => Choice::Top,
                    None => Choice::Open,
                };
            }
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open
    }
}

/// Rows of codes on a screen of that size; the passage keeps at least three.
#[must_use]
pub fn n_rows(size: Size) -> usize {
    usize::from(size.height.saturating_sub(FRAME + 10).clamp(2, ROWS))
}

/// Rows of the palette on a screen of that size.
#[must_use]
pub fn height(size: Size) -> u16 {
    FRAME + u16::try_from(n_rows(size)).unwrap_or(ROWS)
}

/// The names above a code, from the top (`对策 > 多元参与`).
#[must_use]
pub fn above(book: &Codebook, code: CodeId) -> String {
    let mut names = Vec::new();
    let mut place = book.place(code).and_then(|place| book.parent_place(place));
    while let Some(at) = place {
        names.push(book.codes()[at].entry.name.as_str());
        place = book.parent_place(at);
    }
    names.reverse();
    names.join(" > ")
}
