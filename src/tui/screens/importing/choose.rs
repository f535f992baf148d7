//! Choosing files: a folder, a field that narrows it or leads to another, and what is marked.

use std::path::{Path, PathBuf};

use crate::study::{FolderEntry, FolderList};
use crate::text::pick::{Entry, Picker};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::List;

/// A folder in which files are chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chooser {
    /// The request whose answer fills it.
    pub ticket: Ticket,
    /// The folder and what it holds; `None` until it was looked at.
    pub folder: Option<FolderList>,
    /// What narrows the list, or a path that leads elsewhere.
    pub field: Field,
    /// The row under the cursor.
    pub list: List,
    /// Files and folders that were marked, wherever they are.
    pub marked: Vec<PathBuf>,
    /// Places of the entries that the field leaves, the likeliest first.
    shown: Vec<usize>,
    /// What a path that is typed ends in, kept until its folder was looked at.
    rest: Option<String>,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// The folder above.
    Up,
    /// Something in the folder.
    Entry(&'a FolderEntry),
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// The list stays.
    Open(Vec<Effect>),
    /// These files are to be read.
    Files(Vec<PathBuf>),
}

impl Chooser {
    /// Looks at a folder.
    pub fn look(&mut self, folder: &Path, desk: &mut Desk) -> Effect {
        let (ticket, effect) = desk.ask(Job::Folder(folder.to_owned()));
        self.ticket = ticket;
        effect
    }

    /// Takes in what a folder holds, or that there is no such folder.
    pub fn answered(&mut self, outcome: Result<FolderList, Trouble>, desk: &mut Desk) {
        let rest = self.rest.take();
        match outcome {
            Ok(list) => {
                let came_from = self.folder.as_ref().map(|it| it.folder.clone());
                self.folder = Some(list);
                self.field = Field::line(&rest.unwrap_or_default());
                self.narrow();
                self.list = List::default();
                // Going up leaves the cursor on the folder that one comes from.
                let place = self.rows().iter().position(
                    |row| matches!(row, Place::Entry(it) if Some(&it.path) == came_from.as_ref()),
                );
                self.list.at = place.unwrap_or_else(|| self.first());
            }
            Err(trouble) => desk.say(trouble.what),
        }
    }

    /// The first row that leads somewhere new.
    fn first(&self) -> usize {
        let rows = self.rows();
        usize::from(rows.len() > 1 && rows.first() == Some(&Place::Up))
    }

    /// The rows that the field leaves.
    #[must_use]
    pub fn rows(&self) -> Vec<Place<'_>> {
        let Some(list) = &self.folder else {
            return Vec::new();
        };
        let above = list.folder.parent();
        let up = above.filter(|_| self.is_whole()).map(|_| Place::Up);
        let entries = self.shown.iter().filter_map(|at| list.entries.get(*at));
        up.into_iter().chain(entries.map(Place::Entry)).collect()
    }

    /// Whether all of the folder is shown.
    fn is_whole(&self) -> bool {
        self.field.text().trim().is_empty()
    }

    /// Finds the entries that the field leaves: by what names hold, also in pinyin.
    fn narrow(&mut self) {
        let entries = self.folder.iter().flat_map(|list| &list.entries);
        let names = entries.map(|entry| Entry {
            number: "",
            name: &entry.name,
            name_en: "",
            aliases: &[],
            uses: 0,
        });
        self.shown = if self.is_whole() {
            (0..names.count()).collect()
        } else {
            let picked = Picker::new(names).pick(self.field.text().trim());
            picked.into_iter().map(|it| it.place).collect()
        };
    }

    /// Takes what is typed or pasted, and goes where a path leads.
    pub fn typed(&mut self, change: impl FnOnce(&mut Field), desk: &mut Desk) -> Vec<Effect> {
        let before = self.field.text().to_owned();
        change(&mut self.field);
        if self.field.text() == before {
            return Vec::new();
        }
        self.list = List::default();
        self.narrow();
        let typed = unquoted(self.field.text());
        let Some((folder, rest)) = typed.rsplit_once('/') else {
            return Vec::new();
        };
        let folder = match (folder, &self.folder) {
            ("", _) => PathBuf::from("/"),
            (folder, Some(list)) if !folder.starts_with('~') => list.folder.join(folder),
            (folder, _) => PathBuf::from(folder),
        };
        self.rest = Some(rest.to_owned());
        vec![self.look(&folder, desk)]
    }

    /// Takes several paths that come in one piece, a line each.
    pub fn pasted(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let typed = PathBuf::from(unquoted(line));
            let path = match &self.folder {
                Some(list) if !typed.starts_with("~") => list.folder.join(typed),
                _ => typed,
            };
            if !self.marked.contains(&path) {
                self.marked.push(path);
            }
        }
    }

    /// Goes to the folder above.
    pub fn up(&mut self, desk: &mut Desk) -> Vec<Effect> {
        let above = self.folder.as_ref().and_then(|list| list.folder.parent());
        let Some(above) = above.map(Path::to_owned) else {
            return Vec::new();
        };
        vec![self.look(&above, desk)]
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, height: usize) {
        let len = self.rows().len();
        self.list.keep(len, height);
    }

    /// Carries a command out.
    pub fn update(&mut self, desk: &mut Desk, command: Command, height: usize) -> Choice {
        let len = self.rows().len();
        if self.list.moved(command, len, height) {
            return Choice::Open(Vec::new());
        }
        let entry = match self.rows().get(self.list.at) {
            Some(Place::Entry(entry)) => Some((*entry).clone()),
            Some(Place::Up) if command == Command::Open => return Choice::Open(self.up(desk)),
            _ => None,
        };
        match (command, entry) {
            (Command::Open, Some(it)) if it.bytes.is_none() => {
                return Choice::Open(vec![self.look(&it.path, desk)]);
            }
            (Command::Open, Some(it)) if self.marked.is_empty() => {
                return Choice::Files(vec![it.path]);
            }
            (Command::Open | Command::ImportNext, _) if !self.marked.is_empty() => {
                return Choice::Files(self.marked.clone());
            }
            (Command::ImportNext, _) => desk.say(Message::new("say-mark-files")),
            (Command::Mark, Some(it)) => {
                if self.marked.contains(&it.path) {
                    self.marked.retain(|path| *path != it.path);
                } else {
                    self.marked.push(it.path);
                }
                self.list.step(1, len, height);
            }
            (Command::MarkAll, _) => self.mark_all(),
            _ => {}
        }
        Choice::Open(Vec::new())
    }

    /// Marks every file in the list that may be a transcript, or none of them where all are.
    fn mark_all(&mut self) {
        let likely = |row: &Place| match row {
            Place::Entry(it) if it.bytes.is_some() && it.is_likely => Some(it.path.clone()),
            _ => None,
        };
        let files: Vec<PathBuf> = self.rows().iter().filter_map(likely).collect();
        let all = files.iter().all(|file| self.marked.contains(file));
        self.marked.retain(|path| !files.contains(path));
        if !all {
            self.marked.extend(files);
        }
    }
}

/// A path as terminals paste it when a file is dropped on them: in quotes, or with a backslash
/// before each space.
fn unquoted(typed: &str) -> String {
    let typed = typed.trim_start();
    for quote in ['\'', '"'] {
        if let Some(inside) = typed.strip_prefix(quote) {
            return inside.trim_end().trim_end_matches(quote).to_owned();
        }
    }
    typed.replace("\\ ", " ")
}
