//! Figures on the whole screen: what is counted, how it is shown, and the way down to passages.
//!
//! Every such screen asks the worker for figures and their table, shows the figures before
//! while others are awaited, and has the same notes under it as the table in a file. Upper-case
//! keys are parameters; each asks anew.

mod ask;
mod compute;
pub mod curve;
mod foot;
pub mod frequencies;
mod grid;
pub mod heat;
pub mod lines;
pub mod narrow;
pub mod overview;
pub mod pairs;
mod sheet;
pub mod words;

use ratatui::layout::{Position, Rect, Size};

use crate::study::{Behind, Filter};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::view::Ui;
use crate::tui::widgets::list::List;
use crate::tui::widgets::{Canvas, filter};

pub use ask::{Ask, Kind};
pub use compute::{Counted, Of};

/// In which order rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most first; what is nowhere is left out.
    #[default]
    Most,
    /// As in the codebook.
    Codebook,
    /// The most in this column first.
    Column(usize),
}

/// How figures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As a chart.
    #[default]
    Chart,
    /// As the table that goes into a file.
    Table,
    /// What has no link, beside codes that stand together.
    Orphans,
}

/// A figure whose passages somebody wants to see.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureOf {
    /// What was filtered by.
    pub filter: Filter,
    /// The figure.
    pub behind: Behind,
    /// What it says, for the title of the list; `n` is the number of passages.
    pub what: Message,
}

/// A screen of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// What is counted.
    pub ask: Ask,
    /// In what.
    pub filter: Filter,
    /// The request whose answer counts; `None` while nothing is awaited.
    pub awaited: Option<Ticket>,
    /// The figures; while others are awaited, those before.
    pub found: Option<Box<Counted>>,
    /// Why there are none.
    pub why_none: Option<Message>,
    /// Parts done, and parts in all, where it takes long.
    pub progress: Option<(usize, usize)>,
    /// In which order rows stand.
    pub sort: Sort,
    /// How figures are shown.
    pub look: Look,
    /// Which figure of several a cell shows.
    pub value: usize,
    /// The two kinds of code that are set against each other, while one of them is against itself.
    pair_of_kinds: Option<(String, String)>,
    /// Words that a row must hold.
    pub words: filter::Filter,
    /// The row under the cursor.
    pub list: List,
    /// The column under the cursor, and the first one in view.
    pub columns: List,
    /// The rows in order: places among those found.
    pub rows: Vec<usize>,
    /// What `rows` were put in order for.
    arranged: Option<(Sort, usize, String)>,
}

impl Analysis {
    /// A screen that counts something.
    #[must_use]
    pub fn new(ask: Ask, filter: Filter) -> Self {
        Self {
            ask,
            filter,
            awaited: None,
            found: None,
            why_none: None,
            progress: None,
            sort: Sort::default(),
            look: Look::default(),
            value: 0,
            pair_of_kinds: None,
            words: filter::Filter::default(),
            list: List::default(),
            columns: List::default(),
            rows: Vec::new(),
            arranged: None,
        }
    }

    /// Where keys are looked up, the innermost first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self.ask.kind() {
            Kind::Frequencies => &[
                Context::Frequencies,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Kind::Heat => &[
                Context::HeatMap,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Kind::Pairs => &[
                Context::Cooccurrence,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Kind::Curve => &[
                Context::Saturation,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Kind::Words => &[
                Context::Words,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
            Kind::Lines => &[
                Context::Concordance,
                Context::Figures,
                Context::List,
                Context::Move,
                Context::Global,
            ],
        }
    }

    /// Asks for the figures of what is chosen.
    pub fn ask(&mut self, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Analyse {
            ask: Box::new(self.ask.clone()),
            filter: Box::new(self.filter.clone()),
        });
        self.awaited = Some(ticket);
        self.progress = None;
        effect
    }

    /// Takes the figures in.
    pub fn answered(&mut self, outcome: Result<Counted, Trouble>) {
        self.awaited = None;
        self.progress = None;
        self.arranged = None;
        match outcome {
            Ok(counted) => {
                self.why_none = None;
                self.found = Some(Box::new(counted));
            }
            Err(trouble) => {
                self.found = None;
                self.why_none = Some(trouble.what);
            }
        }
        self.arrange();
    }

    /// The effect that stops what nobody waits for any more.
    #[must_use]
    pub fn leave(&self) -> Option<Effect> {
        self.awaited.map(Effect::Stop)
    }

    /// Puts the rows in order, where that isn't done.
    fn arrange(&mut self) {
        let wanted = (self.sort, self.value, self.words.words().to_owned());
        if self.arranged.as_ref() == Some(&wanted) {
            return;
        }
        let Some(found) = &self.found else {
            self.rows = Vec::new();
            return;
        };
        self.rows = match &found.of {
            Of::Frequencies(it) => frequencies::rows(it, self),
            Of::Heat(it) => heat::rows(it, self),
            Of::Pairs(it) => pairs::rows(it, self),
            Of::Curve(it) => (0..it.rows.len() + it.held_out.len()).collect(),
            Of::Words(it) => words::rows(it, self),
            Of::Lines(it) => lines::rows(it, self),
        };
        self.arranged = Some(wanted);
    }

    /// Rows that the cursor can stand on.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        match (self.look, &self.found) {
            (Look::Table | Look::Orphans, Some(found)) => found.sheet(self.look).rows.len(),
            (Look::Chart, Some(found)) if matches!(found.of, Of::Curve(_)) => 1,
            _ => self.rows.len(),
        }
    }

    /// Columns that the cursor can stand on.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        let Some(found) = &self.found else {
            return 0;
        };
        match (self.look, &found.of) {
            (Look::Table | Look::Orphans, _) => found.sheet(self.look).columns.len(),
            (Look::Chart, Of::Frequencies(_) | Of::Words(_) | Of::Lines(_)) => 1,
            (Look::Chart, Of::Heat(it)) => it.groups.len(),
            (Look::Chart, Of::Pairs(it)) => it.cols.len(),
            (Look::Chart, Of::Curve(_)) => self.rows.len(),
        }
    }

    /// Brings the cursor back into view after anything changed.
    pub fn settle(&mut self, size: Size) {
        self.arrange();
        self.list.keep(self.n_rows(), self.height(size));
        self.columns.keep(self.n_columns(), self.n_wide(size));
    }

    /// Rows in view on a screen of that size.
    #[must_use]
    pub fn height(&self, size: Size) -> usize {
        let body = layout::frame(size).body.height;
        let rest = foot::rows(self, size) + self.head();
        usize::from(body.saturating_sub(rest))
    }

    /// Columns in view on a screen of that size.
    fn n_wide(&self, size: Size) -> usize {
        match (self.look, self.ask.kind()) {
            (Look::Table | Look::Orphans, _)
            | (Look::Chart, Kind::Frequencies | Kind::Words | Kind::Lines) => 1,
            (Look::Chart, Kind::Heat) => grid::n_wide(size.width, heat::CELL),
            (Look::Chart, Kind::Pairs) => grid::n_wide(size.width, pairs::CELL),
            (Look::Chart, Kind::Curve) => curve::n_wide(size.width),
        }
    }

    /// Rows above the first.
    #[must_use]
    pub fn head(&self) -> u16 {
        match (self.look, self.ask.kind()) {
            (Look::Table | Look::Orphans, _)
            | (_, Kind::Frequencies | Kind::Words | Kind::Lines) => 1,
            (Look::Chart, Kind::Heat | Kind::Pairs) => 2,
            (Look::Chart, Kind::Curve) => 0,
        }
    }

    /// The row and the column in a cell of the screen.
    #[must_use]
    pub fn cell_at(&self, size: Size, at: Position) -> Option<(usize, usize)> {
        let body = layout::frame(size).body;
        let height = self.height(size);
        if let (Look::Chart, Kind::Curve) = (self.look, self.ask.kind()) {
            let inside = at.y < body.y + u16::try_from(height).unwrap_or(u16::MAX);
            let column = curve::column_at(self, size, at.x)?;
            return inside.then_some((0, column));
        }
        let n = usize::from(at.y.checked_sub(body.y + self.head())?);
        let row = self.list.nth(n, self.n_rows(), height)?;
        let cell = match (self.look, self.ask.kind()) {
            (Look::Chart, Kind::Heat) => heat::CELL,
            (Look::Chart, Kind::Pairs) => pairs::CELL,
            _ => return Some((row, self.columns.at)),
        };
        let column = grid::column_at(size.width, cell, at.x)
            .and_then(|n| self.columns.nth(n, self.n_columns(), self.n_wide(size)));
        Some((row, column.unwrap_or(self.columns.at)))
    }

    /// Puts the cursor on a cell.
    pub fn go(&mut self, size: Size, (row, column): (usize, usize)) {
        self.list.go(row, self.n_rows(), self.height(size));
        self.columns.go(column, self.n_columns(), self.n_wide(size));
    }

    /// The place of the row under the cursor among those found.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.rows.get(self.list.at).copied()
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command) -> Option<Effect> {
        self.arrange();
        let (len, height) = (self.n_rows(), self.height(desk.size));
        let (n_columns, wide) = (self.n_columns(), self.n_wide(desk.size));
        if self.look == Look::Chart && self.ask.kind() == Kind::Curve {
            // There is one row; what moves there moves along the interviews.
            match command {
                Command::First | Command::Last | Command::PageDown | Command::PageUp => {
                    self.columns.moved(command, n_columns, wide);
                    return None;
                }
                _ => {}
            }
        }
        if self.list.moved(command, len, height) {
            return None;
        }
        match command {
            Command::NextColumn => self.columns.step(1, n_columns, wide),
            Command::PreviousColumn => self.columns.step(-1, n_columns, wide),
            Command::Narrow => return Some(Effect::Choose(narrow::Choosing::Filter)),
            Command::Groups => return Some(Effect::Choose(narrow::Choosing::Groups)),
            Command::AsTable => {
                self.show(match self.look {
                    Look::Chart | Look::Orphans => Look::Table,
                    Look::Table => Look::Chart,
                });
            }
            Command::NextPanel if self.ask.kind() == Kind::Pairs => {
                self.show(match self.look {
                    Look::Chart | Look::Table => Look::Orphans,
                    Look::Orphans => Look::Chart,
                });
            }
            Command::ExportTable => {
                if self.found.is_some() {
                    desk.open = Some(Overlay::Prompt(Prompt::table_file(self.ask.kind().name())));
                }
            }
            Command::Open if self.look == Look::Table => self.show(Look::Chart),
            Command::Open if matches!(self.ask.kind(), Kind::Words | Kind::Lines) => {
                desk.go = self.found.as_ref().and_then(|found| match &found.of {
                    Of::Words(it) => words::places(it, self),
                    Of::Lines(it) => lines::place(it, self),
                    _ => None,
                });
            }
            Command::Open => {
                let figure = self.found.as_ref().and_then(|found| match &found.of {
                    Of::Frequencies(it) => frequencies::behind(it, self),
                    Of::Heat(it) => heat::behind(it, self),
                    Of::Pairs(it) => pairs::behind(it, self),
                    Of::Curve(it) => curve::behind(it, self),
                    Of::Words(_) | Of::Lines(_) => None,
                });
                desk.go = figure.map(|(behind, what)| {
                    Go::Figure(Box::new(FigureOf {
                        filter: self.filter.clone(),
                        behind,
                        what,
                    }))
                });
            }
            Command::Sort
                if !matches!(self.ask.kind(), Kind::Curve | Kind::Words | Kind::Lines) =>
            {
                self.sort = match (self.sort, self.ask.kind()) {
                    (Sort::Most, _) => Sort::Codebook,
                    (Sort::Codebook, Kind::Heat | Kind::Pairs) => Sort::Column(self.columns.at),
                    (Sort::Codebook | Sort::Column(_), _) => Sort::Most,
                };
                self.list = List::default();
            }
            _ => return self.parameter(desk, command),
        }
        None
    }

    /// Shows figures in another way, from the beginning.
    fn show(&mut self, look: Look) {
        self.look = look;
        self.list = List::default();
        self.columns = List::default();
    }

    /// Changes what is counted, and asks for it.
    fn parameter(&mut self, desk: &mut Desk, command: Command) -> Option<Effect> {
        let changed = match self.ask.kind() {
            Kind::Frequencies => frequencies::parameter(self, command),
            Kind::Heat => heat::parameter(self, command),
            Kind::Pairs => pairs::parameter(self, command),
            Kind::Curve => curve::parameter(self, command),
            Kind::Words => words::parameter(self, command),
            Kind::Lines => lines::parameter(self, command),
        };
        changed.then(|| self.ask(desk))
    }

    /// Draws the figures and returns where the cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some(found) = &self.found else {
            let words = match (&self.why_none, self.progress) {
                (Some(why), _) => ui.tell(why),
                (None, Some((done, of))) => ui.tell(&progress(done, of)),
                (None, None) => ui.say("working"),
            };
            ui.paragraph(buffer, area, &words);
            return None;
        };
        let area = foot::draw(self, found, ui, buffer, area);
        if self.look != Look::Chart {
            return sheet::draw(self, found.sheet(self.look), ui, buffer, area);
        }
        if self.rows.is_empty() {
            let key = if self.words.is_empty() {
                found.of.empty_key()
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        match &found.of {
            Of::Frequencies(it) => frequencies::draw(it, self, ui, buffer, area),
            Of::Heat(it) => heat::draw(it, self, ui, buffer, area),
            Of::Pairs(it) => pairs::draw(it, self, ui, buffer, area),
            Of::Curve(it) => curve::draw(it, self, ui, buffer, area, curve::Size::Large),
            Of::Words(it) => words::draw(it, self, ui, buffer, area),
            Of::Lines(it) => lines::draw(it, self, ui, buffer, area),
        }
    }

    /// What stands in the title.
    #[must_use]
    pub fn title(&self, ui: &Ui) -> String {
        let mut words = ui.say(self.ask.kind().title_key());
        if let Ask::Lines(how) = &self.ask {
            let n = self
                .found
                .as_ref()
                .map_or(0, |found| found.table.rows.len());
            let title = Message::new("title-lines")
                .with("word", &how.word)
                .with("n", n);
            return ui.tell(&title);
        }
        if let Some(Of::Words(it)) = self.found.as_ref().map(|found| &found.of) {
            let n = Message::new("title-words-n")
                .with("words", it.n_words)
                .with("interviews", it.n_interviews);
            return format!("{words}  {}", ui.tell(&n));
        }
        if let Some(found) = &self.found {
            let (interviews, codings) = found.of.n();
            let n = Message::new("title-n")
                .with("interviews", interviews)
                .with("codings", codings);
            words = format!("{words}  {}", ui.tell(&n));
        }
        words
    }
}

/// How far it is.
fn progress(done: usize, of: usize) -> Message {
    Message::new("analysis-progress")
        .with("done", done)
        .with("of", of)
}

/// The next of several.
fn next_of<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let place = all.iter().position(|it| *it == now);
    all[place.map_or(0, |place| (place + 1) % all.len())]
}

/// The next level of the codebook: all of it, then the roots, then one more each time.
fn next_level(level: Option<u16>, deepest: u16) -> Option<u16> {
    match level {
        None if deepest > 1 => Some(1),
        Some(level) if level + 1 < deepest => Some(level + 1),
        _ => None,
    }
}
