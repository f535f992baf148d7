//! The screens. Each has its state, what commands do to it, and how it is drawn.

pub mod agreement;
pub mod analysis;
pub mod attributes;
pub mod codebook;
pub mod coding;
pub mod conflicts;
pub mod differences;
pub mod disagreements;
mod entries;
pub mod history;
pub mod home;
pub mod importing;
pub mod interviews;
pub mod memos;
pub mod passages;
pub mod quoted;
pub mod review;
pub mod search;
pub mod split;
pub mod versions;
pub mod worklist;

use ratatui::layout::{Position, Size};

use crate::study::Loaded;
use crate::text::Measure;

use super::keymap::Context;
use super::layout;
use super::widgets::list::List;

/// A screen with its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// How far the study is.
    Home(home::Home),
    /// The steps of everybody.
    History(history::History),
    /// Attributes of interviews in a table.
    Attributes(attributes::Attributes),
    /// The list of interviews.
    Interviews(interviews::Interviews),
    /// The transcript of one, with its codes.
    Coding(Box<coding::Coding>),
    /// Four figures beside each other.
    Overview(Box<analysis::overview::Overview>),
    /// Figures.
    Analysis(Box<analysis::Analysis>),
    /// How far coders agree.
    Agreement(Box<agreement::Agreement>),
    /// Units on which coders differ about a code.
    Differences(Box<differences::Differences>),
    /// Codings that wait for a reviewer.
    Review(Box<review::Review>),
    /// Where two coders part.
    Disagreements(Box<disagreements::Disagreements>),
    /// What merges left to decide.
    Conflicts(conflicts::Conflicts),
    /// Files being imported.
    Importing(Box<importing::Importing>),
    /// The passages of a code.
    Passages(passages::Passages),
    /// The memos of the study.
    Memos(Box<memos::Memos>),
    /// The search over the whole study.
    Search(Box<search::Search>),
    /// The codebook.
    Codebook(Box<codebook::Tree>),
    /// A code being split.
    Split(Box<split::Split>),
    /// Two versions of the codebook.
    Versions(Box<versions::Versions>),
}

/// A list with its cursor, how many rows it has, and how many of them are in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The cursor and the first row in view.
    pub list: List,
    /// All rows.
    pub len: usize,
    /// Rows in view.
    pub height: usize,
}

impl Screen {
    /// Where keys are looked up on this screen, the innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Coding(coding) if coding.adjust.is_some() => &[Context::Boundaries],
            Self::Coding(coding) if coding.jump.is_some() => &[Context::Labels],
            Self::Coding(_) => &[Context::Coding, Context::Move, Context::Global],
            Self::Review(it) if it.ends.is_some() => &[Context::Boundaries],
            Self::Disagreements(it) if it.ends.is_some() => &[Context::Boundaries],
            Self::Review(_) => &[
                Context::Review,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Disagreements(_) => &[
                Context::Disagreements,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Overview(_) => &[Context::Analysis, Context::Move, Context::Global],
            Self::Analysis(it) => it.contexts(),
            Self::Search(search) if search.focus == search::Focus::Field => &[Context::SearchField],
            Self::Search(_) => &[
                Context::SearchResults,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Agreement(_) => &[
                Context::Agreement,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Conflicts(_) => &[
                Context::Conflicts,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Importing(it) => match it.step {
                importing::Step::Choose => &[Context::ImportFiles],
                importing::Step::Look => &[Context::ImportLook, Context::Move, Context::Global],
                importing::Step::Agree => &[Context::ImportAgree, Context::Move, Context::Global],
            },
            Self::Codebook(_) => &[Context::Codebook, Context::Move, Context::Global],
            Self::History(_) => &[
                Context::History,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Versions(_) => &[Context::Versions, Context::Move, Context::Global],
            Self::Split(_) => &[Context::Split, Context::Move, Context::Global],
            Self::Attributes(_) => &[
                Context::Attributes,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Interviews(_) => &[
                Context::Interviews,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Memos(_) => &[
                Context::Memos,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Self::Home(_) => &[Context::Home, Context::List, Context::Move, Context::Global],
            Self::Passages(_) | Self::Differences(_) => {
                &[Context::List, Context::Move, Context::Global]
            }
        }
    }

    /// The coding view, where it is one.
    #[must_use]
    pub fn as_coding(&self) -> Option<&coding::Coding> {
        match self {
            Self::Coding(coding) => Some(coding),
            _ => None,
        }
    }

    /// The list of this screen, where it is one.
    #[must_use]
    pub fn listed(&self, loaded: &Loaded, size: Size) -> Option<Listed> {
        let (list, len, height) = match self {
            Self::Interviews(it) => (it.list, it.shown(loaded).len(), interviews::height(size)),
            Self::Analysis(it) => (it.list, it.n_rows(), it.height(size)),
            Self::Agreement(it) => (it.list, it.shown().len(), agreement::height(size)),
            Self::Differences(it) => (it.list, it.shown().len(), differences::height(size)),
            Self::Review(it) => (it.list.list, it.list.len(), review::height(size)),
            Self::Disagreements(it) => (it.list.list, it.list.len(), disagreements::height(size)),
            Self::Passages(it) => (it.list, it.shown().len(), passages::height(size)),
            Self::Memos(it) => (it.list, it.shown(loaded).len(), memos::height(size)),
            Self::Codebook(it) => {
                let height = layout::codebook(size, it.panel).tree.height;
                (it.list, it.rows.len(), usize::from(height))
            }
            Self::Versions(it) => (it.list, it.changes.len(), versions::height(size)),
            Self::Conflicts(it) => (it.list, it.len(), conflicts::height(size)),
            Self::Home(it) => {
                let len = it.rows(loaded).len();
                (it.list, len, home::height(size))
            }
            Self::History(it) => (it.list, it.steps().len(), history::height(size)),
            Self::Attributes(it) => (it.list, it.shown(loaded).len(), attributes::height(size)),
            Self::Search(it) => (it.list, it.items.len(), search::height(size)),
            Self::Importing(it) => return Some(it.listed(size)),
            Self::Coding(_) | Self::Split(_) | Self::Overview(_) => return None,
        };
        Some(Listed { list, len, height })
    }

    /// Moves the cursor of this screen's list, or the view of it.
    pub fn set_list(&mut self, list: List) {
        match self {
            Self::Home(it) => it.list = list,
            Self::History(it) => it.list = list,
            Self::Attributes(it) => it.list = list,
            Self::Interviews(it) => it.list = list,
            Self::Analysis(it) => it.list = list,
            Self::Agreement(it) => it.list = list,
            Self::Differences(it) => it.list = list,
            Self::Review(it) => it.list.put_at(list),
            Self::Disagreements(it) => it.list.put_at(list),
            Self::Passages(it) => it.list = list,
            Self::Memos(it) => it.list = list,
            Self::Versions(it) => it.list = list,
            Self::Conflicts(it) => it.list = list,
            Self::Search(it) => it.list = list,
            Self::Importing(it) => it.set_list(list),
            Self::Codebook(it) => {
                it.list = list;
                it.at = it.rows.get(list.at).map(|row| row.code);
            }
            Self::Coding(_) | Self::Split(_) | Self::Overview(_) => {}
        }
    }

    /// The row of the list in a cell of the screen.
    #[must_use]
    pub fn row_at(&self, loaded: &Loaded, size: Size, at: Position) -> Option<usize> {
        let body = layout::frame(size).body;
        let (area, head, rows) = match self {
            Self::Home(_) => (layout::home(size).choices, 0, 1),
            Self::History(_) | Self::Conflicts(_) => (body, 0, 1),
            Self::Attributes(_) => (body, attributes::HEAD, 1),
            Self::Interviews(_) => (body, interviews::HEAD, 1),
            Self::Analysis(it) => return it.cell_at(size, at).map(|(row, _)| row),
            Self::Agreement(_) => (body, agreement::HEAD, 1),
            Self::Differences(_) => (body, 0, differences::ROWS),
            Self::Review(_) => (layout::review(size).list, 0, 1),
            Self::Disagreements(_) => (layout::disagreements(size).list, 0, 1),
            Self::Passages(_) => (body, 0, passages::ROWS),
            Self::Memos(_) => (layout::memos(size).list, 0, memos::ROWS),
            Self::Versions(_) => (body, versions::HEAD, 1),
            Self::Search(_) => (body, search::HEAD, 1),
            Self::Importing(it) => (it.list_area(size), 0, 1),
            Self::Codebook(it) => (layout::codebook(size, it.panel).tree, 0, 1),
            Self::Overview(it) => return it.panel_at(size, at),
            Self::Coding(_) | Self::Split(_) => return None,
        };
        let n = usize::from(at.y.checked_sub(area.y + head)?) / rows;
        let Listed { list, len, height } = self.listed(loaded, size)?;
        area.contains(at).then(|| list.nth(n, len, height))?
    }

    /// The column of a table of figures in a cell of the screen.
    #[must_use]
    pub fn column_at(&self, size: Size, at: Position) -> Option<usize> {
        match self {
            Self::Analysis(it) => it.cell_at(size, at).map(|(_, column)| column),
            _ => None,
        }
    }

    /// Whether it is a screen of the same sort, which is left for a new one.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Analysis(one), Self::Analysis(other)) => one.ask.kind() == other.ask.kind(),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// The first and the last row of the passage that is acted on, which no pop-up covers.
    #[must_use]
    pub fn kept_rows(&self, size: Size) -> Option<(u16, u16)> {
        let passage = match self {
            Self::Coding(screen) => return coding::target_rows(screen, size),
            Self::Review(_) => layout::review(size).passage,
            Self::Disagreements(_) => layout::disagreements(size).passage,
            _ => return None,
        };
        Some((passage.y, passage.bottom().checked_sub(1)?))
    }

    /// Brings the cursor back into view after anything changed.
    ///
    /// `cover` is the height of a pop-up that must not lie on the passage it acts on.
    pub fn settle(&mut self, loaded: &Loaded, size: Size, measure: Measure, cover: Option<u16>) {
        match self {
            Self::Home(home) => home.settle(loaded, size),
            Self::History(it) => it.settle(size),
            Self::Attributes(table) => table.settle(loaded, size),
            Self::Interviews(list) => list.settle(loaded, size),
            Self::Coding(coding) => coding::settle(coding, loaded, size, measure, cover),
            Self::Overview(it) => it.settle(size),
            Self::Analysis(it) => it.settle(size),
            Self::Agreement(table) => table.settle(size),
            Self::Differences(list) => list.settle(size),
            Self::Review(it) => it.settle(size),
            Self::Disagreements(it) => it.settle(size),
            Self::Passages(list) => list.settle(size),
            Self::Memos(list) => list.settle(loaded, size),
            Self::Search(search) => search.settle(size),
            Self::Codebook(tree) => tree.settle(loaded, size),
            Self::Split(split) => split.settle(),
            Self::Versions(it) => it.settle(size),
            Self::Conflicts(it) => it.settle(size),
            Self::Importing(it) => it.settle(size),
        }
    }
}
