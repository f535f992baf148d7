//! The codebook as a tree, with what is known of the code under the cursor beside it.
//!
//! Figures and history come from the worker; until they are there the tree stands
//! without them. The cursor stands on a code, not on a row, so that it stays where
//! it is when branches are folded, codes move or a filter is typed.

mod about;
mod draw;
mod shape;
mod update;

use std::collections::{HashMap, HashSet};

use ratatui::layout::Size;

use crate::analysis::frequency::Counts;
use crate::model::{Code, CodeId, Codebook};
use crate::study::{AboutCode, Frequencies, Loaded};
use crate::text::{self, pick};
use crate::tui::app::Desk;
use crate::tui::effect::Effect;
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::layout::{self, Panel};
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;

pub use draw::{draw, title};
pub use update::{edited, merge_into, name_code, update, why_not};

/// The tree with a cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The code under the cursor; `None` where there is no row.
    pub at: Option<CodeId>,
    /// The rows in view, from `settle`.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub list: List,
    /// Codes whose branches are closed.
    pub folded: HashSet<CodeId>,
    /// Words by which codes are found.
    pub filter: Filter,
    /// Whether codes out of use are shown.
    pub retired: Retired,
    /// Whether the code under the cursor is described beside the tree, or in its place.
    pub panel: Panel,
    /// Page of the description where it takes the whole screen; it goes round.
    pub page: i32,
    /// Figures of the codes in use, with their descendants: what was counted last.
    pub figures: Option<HashMap<CodeId, Figures>>,
    /// What is known of the code that it names.
    pub about: Option<(CodeId, AboutCode)>,
    /// A merge whose preview is awaited.
    pub merging: Option<Merging>,
    figures_ticket: Option<Ticket>,
    about_ticket: Option<(Ticket, CodeId)>,
    stale: Stale,
    found: Found,
}

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub code: CodeId,
    /// Levels above it.
    pub depth: u16,
    /// Whether anything lies under it.
    pub branch: Branch,
}

/// What lies under a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Nothing.
    Leaf,
    /// Rows that are shown.
    Open,
    /// Rows that are not.
    Folded,
}

/// Whether codes out of use are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retired {
    /// Only codes in use.
    #[default]
    Hidden,
    /// All codes.
    Shown,
}

/// Figures of a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Its own.
    pub own: Counts,
    /// With its descendants, nothing counted twice.
    pub total: Counts,
}

/// A merge whose preview is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merging {
    /// The request.
    pub ticket: Ticket,
    /// The code that goes.
    pub from: CodeId,
    /// The code that takes its place.
    pub into: CodeId,
}

/// Whether the figures are those of the study as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stale {
    /// They have to be counted.
    #[default]
    Yes,
    /// They are, or will be when the answer comes.
    No,
}

/// Codes that answer to a query, so that it is answered once.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    query: String,
    codes: HashSet<CodeId>,
}

impl Tree {
    /// The tree with the cursor on a code, or on the first one.
    #[must_use]
    pub fn at(code: Option<CodeId>) -> Self {
        Self {
            at: code,
            ..Self::default()
        }
    }

    /// The code under the cursor.
    #[must_use]
    pub fn current<'a>(&self, loaded: &'a Loaded) -> Option<&'a Code> {
        loaded.codebook.get(self.at?)
    }

    /// Lays out the rows anew and keeps the cursor on its code, or on the nearest code above it.
    pub fn settle(&mut self, loaded: &Loaded, size: Size) {
        let book = &loaded.codebook;
        self.find(loaded);
        self.rows = rows(self, book);
        let mut at = self.at.and_then(|code| book.place(code));
        let row = loop {
            let Some(place) = at else { break None };
            let code = book.codes()[place].id;
            match self.rows.iter().position(|row| row.code == code) {
                Some(row) => break Some(row),
                None => at = book.parent_place(place),
            }
        };
        self.list.at = row.unwrap_or(self.list.at);
        self.list.keep(self.rows.len(), height(size));
        self.at = self.rows.get(self.list.at).map(|row| row.code);
    }

    /// Answers to the filter where it, or the codebook, is another.
    fn find(&mut self, loaded: &Loaded) {
        if self.filter.words().trim().is_empty() {
            self.found = Found::default();
        } else if self.found.query != self.filter.words() {
            let codes = loaded.codebook.codes();
            let picker = text::Picker::new(codes.iter().map(|code| pick::Entry {
                number: &code.entry.public_id,
                name: &code.entry.name,
                name_en: &code.entry.name_en,
                aliases: &code.entry.aliases,
                uses: 0,
            }));
            let found = picker.pick(self.filter.words());
            self.found = Found {
                query: self.filter.words().to_owned(),
                codes: found.iter().map(|it| codes[it.place].id).collect(),
            };
        }
    }

    /// Takes note that the study was changed.
    pub fn changed(&mut self) {
        self.stale = Stale::Yes;
        self.about_ticket = None;
        self.found = Found::default();
    }

    /// What has to be asked of the worker for what is on screen now.
    pub fn wants(&mut self, desk: &mut Desk) -> Vec<Effect> {
        let mut effects = Vec::new();
        let renew = self.stale == Stale::Yes;
        if renew {
            let (ticket, effect) = desk.ask(Job::Frequencies);
            self.figures_ticket = Some(ticket);
            self.stale = Stale::No;
            effects.push(effect);
        }
        let Some(code) = self.at else {
            return effects;
        };
        let known = self.about.as_ref().is_some_and(|(of, _)| *of == code);
        // One question at a time: who runs down the tree asks where they stop.
        if self.about_ticket.is_none() && (renew || !known) {
            let (ticket, effect) = desk.ask(Job::AboutCode(code));
            self.about_ticket = Some((ticket, code));
            effects.push(effect);
        }
        effects
    }

    /// Whether an answer to that ticket is awaited.
    #[must_use]
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        self.figures_ticket == Some(ticket)
            || self.about_ticket.is_some_and(|(asked, _)| asked == ticket)
            || self.merging.is_some_and(|merging| merging.ticket == ticket)
    }

    /// Takes an awaited answer in.
    pub fn answered(&mut self, desk: &mut Desk, loaded: &Loaded, answer: Answer) {
        match answer {
            Answer::Frequencies(figures) => self.counted(&figures),
            Answer::AboutCode(about) => {
                if let Some((_, code)) = self.about_ticket.take() {
                    self.about = Some((code, *about));
                }
            }
            Answer::MergePreview(preview) => {
                if let Some(merging) = self.merging.take() {
                    desk.open = Some(update::confirm_merge(loaded, merging, preview));
                }
            }
            Answer::Analysed(_)
            | Answer::Agreement(_)
            | Answer::Differences(_)
            | Answer::Review(_)
            | Answer::Disagreements(_)
            | Answer::Around(_)
            | Answer::Passages(_)
            | Answer::PassagesInContext(_)
            | Answer::Merging(_)
            | Answer::TookIn(_)
            | Answer::Conflicts(_)
            | Answer::Folder(_)
            | Answer::Files(_)
            | Answer::ReadFiles(_)
            | Answer::WouldImport(_)
            | Answer::Imported(_)
            | Answer::Replacing(_)
            | Answer::Versions(_)
            | Answer::Overview(_)
            | Answer::Memos(_)
            | Answer::History(_)
            | Answer::Search(_)
            | Answer::Stopped => {}
        }
    }

    /// Gives up an answer that won't come.
    pub fn failed(&mut self, ticket: Ticket) {
        if self.figures_ticket == Some(ticket) {
            self.figures_ticket = None;
        }
        if let Some((_, code)) = self.about_ticket.take_if(|(asked, _)| *asked == ticket) {
            // Not asked again at once: it would fail again.
            self.about = Some((code, AboutCode::default()));
        }
        self.merging.take_if(|merging| merging.ticket == ticket);
    }

    fn counted(&mut self, figures: &Frequencies) {
        self.figures_ticket = None;
        let rows = figures.rows.iter().map(|row| {
            let figures = Figures {
                own: row.own,
                total: row.total,
            };
            (row.code, figures)
        });
        self.figures = Some(rows.collect());
    }
}

/// The rows of the tree: codes in use, or all; with a filter those found and what lies above them.
fn rows(tree: &Tree, book: &Codebook) -> Vec<Row> {
    let codes = book.codes();
    let mut shown = vec![false; codes.len()];
    // From below, so that what lies above a shown code is shown.
    for place in (0..codes.len()).rev() {
        let code = &codes[place];
        let in_use = !code.retired || tree.retired == Retired::Shown;
        let found = tree.found.query.is_empty() || tree.found.codes.contains(&code.id);
        shown[place] |= in_use && found;
        if let (true, Some(above)) = (shown[place], book.parent_place(place)) {
            shown[above] = true;
        }
    }
    let filtered = !tree.found.query.is_empty();
    let mut rows = Vec::new();
    let mut place = 0;
    while place < codes.len() {
        let end = book.subtree_end(place);
        if !shown[place] {
            place = end;
            continue;
        }
        let any_below = shown[place + 1..end].contains(&true);
        let folded = tree.folded.contains(&codes[place].id) && !filtered;
        rows.push(Row {
            code: codes[place].id,
            depth: book.depth(place),
            branch: match (any_below, folded) {
                (false, _) => Branch::Leaf,
                (true, false) => Branch::Open,
                (true, true) => Branch::Folded,
            },
        });
        place = if folded { end } else { place + 1 };
    }
    rows
}

/// Rows of the tree on a screen of that size.
fn height(size: Size) -> usize {
    usize::from(layout::codebook(size, Panel::AsFits).tree.height)
}
