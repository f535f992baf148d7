//! The menu: what can be done here, and every command by its group.
//!
//! Each row shows its key, and the key works in the menu too, so that the menu
//! teaches how to do without it. What is not possible is shown with the reason.

use ratatui::layout::Size;

use crate::model::CodeId;
use crate::tui::app::App;
use crate::tui::command::{Command, Group};
use crate::tui::event::Message;
use crate::tui::footer;
use crate::tui::layout;
use crate::tui::possible::why_not;
use crate::tui::screens::{Screen, coding};
use crate::tui::widgets::list::List;

/// The tabs of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What one does most on this screen.
    Here,
    /// The commands of a group.
    Of(Group),
}

impl Tab {
    /// All tabs in order.
    pub const ALL: [Self; 8] = [
        Self::Here,
        Self::Of(Group::Code),
        Self::Of(Group::Review),
        Self::Of(Group::Codebook),
        Self::Of(Group::Select),
        Self::Of(Group::Move),
        Self::Of(Group::Go),
        Self::Of(Group::Study),
    ];

    /// Key of its heading in the strings.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Here => "menu-here",
            Self::Of(group) => group.key(),
        }
    }
}

/// A menu with its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// The tab in front.
    pub tab: Tab,
    /// The rows of each tab, in the order of [`Tab::ALL`].
    pub rows: Vec<Vec<Row>>,
    /// The row under the cursor.
    pub list: List,
}

/// A command in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// The code that it gives, where it is one of a digit key.
    pub code: Option<CodeId>,
    /// Why it is not possible now.
    pub why_not: Option<Message>,
}

/// What the menu decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet.
    Open,
    /// To run a command.
    Run(Command),
    /// Closed without a choice.
    Closed,
}

/// Rows of the frame, the tabs, the line under them and the last line.
const FRAME: u16 = 5;

impl Menu {
    /// The menu of the screen in view.
    #[must_use]
    pub fn new(app: &App, tab: Tab) -> Self {
        let row = |command: Command| Row {
            command,
            code: command
                .digit()
                .and_then(|digit| coding::pinned(&app.loaded, digit)),
            why_not: why_not(app, command),
        };
        let rows = Tab::ALL
            .iter()
            .map(|tab| match tab {
                Tab::Here => here(app).into_iter().map(row).collect(),
                Tab::Of(group) => Command::of_group(*group).map(row).collect(),
            })
            .collect();
        Self {
            tab,
            rows,
            list: List::default(),
        }
    }

    /// The rows of the tab in front.
    #[must_use]
    pub fn shown(&self) -> &[Row] {
        let place = Tab::ALL.iter().position(|it| *it == self.tab);
        place
            .and_then(|place| self.rows.get(place))
            .map_or(&[], Vec::as_slice)
    }

    /// Rows of the pop-up: the same for every tab.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        FRAME + u16::try_from(self.n_rows(size)).unwrap_or(0)
    }

    /// Rows of commands on a screen of that size; the passage keeps at least three.
    #[must_use]
    pub fn n_rows(&self, size: Size) -> usize {
        let room = layout::popup(size, 0, u16::MAX, None).height;
        let room = usize::from(room.saturating_sub(FRAME + 3)).max(3);
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        longest.min(room)
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.shown().len(), self.n_rows(size));
    }

    /// Brings a tab to the front.
    pub fn turn_to(&mut self, tab: Tab) {
        self.tab = tab;
        self.list = List::default();
    }

    /// Carries a command out.
    pub fn update(&mut self, size: Size, command: Command) -> Choice {
        let (len, height) = (self.shown().len(), self.n_rows(size));
        if self.list.moved(command, len, height) {
            return Choice::Open;
        }
        match command {
            Command::NextTab | Command::PreviousTab => {
                let n = Tab::ALL.len();
                let by = if command == Command::NextTab {
                    1
                } else {
                    n - 1
                };
                let place = Tab::ALL.iter().position(|it| *it == self.tab);
                self.turn_to(Tab::ALL[(place.unwrap_or(0) + by) % n]);
            }
            Command::Accept => {
                if let Some(row) = self.shown().get(self.list.at) {
                    return Choice::Run(row.command);
                }
            }
            Command::Cancel => return Choice::Closed,
            _ => {}
        }
        Choice::Open
    }
}

/// The commands of the footer, each pinned code by itself.
fn here(app: &App) -> Vec<Command> {
    let groups = footer::commands(app).into_iter().flatten();
    let mut commands = Vec::new();
    // While a code is split, the digits are those of its parts, which the screen shows.
    let splits = matches!(app.screen(), Screen::Split(_));
    for command in groups.copied().flatten().copied() {
        if command.digit().is_none() {
            commands.push(command);
        } else if !splits && commands.iter().all(|it: &Command| it.digit().is_none()) {
            let pinned = Command::ALL.iter().copied().filter(|it| {
                it.digit()
                    .is_some_and(|digit| coding::pinned(&app.loaded, digit).is_some())
            });
            commands.extend(pinned);
        }
    }
    if matches!(app.screen(), Screen::Coding(_)) {
        commands.extend([Command::Passages, Command::SidePanel]);
    }
    commands.retain(|it| !it.is_of_overlays() && *it != Command::Menu);
    commands
}
