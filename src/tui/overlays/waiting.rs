//! Another copy of the study being looked at or taken in, or files being imported, while the
//! person waits.

use std::path::{Path, PathBuf};

use crate::tui::event::Message;
use crate::tui::jobs::Ticket;

/// What is waited for, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The request whose answer ends it.
    pub ticket: Ticket,
    /// The copy.
    pub file: PathBuf,
    /// What is done with it.
    pub stage: Stage,
    /// How much is done, of how much; nothing of nothing at first.
    pub progress: (usize, usize),
    /// How many interviews go for good, since they were withdrawn there.
    pub n_withdrawn: usize,
    /// Whether the person wants it stopped.
    pub is_stopping: bool,
}

/// What is done with a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is looked at: nothing changes.
    Looking,
    /// It is taken in.
    TakingIn,
    /// There is none: files are imported.
    Importing,
}

/// Rows of the pop-up: the frame, how far it is, a line, the keys.
pub const HEIGHT: u16 = 5;

impl Waiting {
    /// Waits for the answer to a request.
    #[must_use]
    pub fn new(ticket: Ticket, file: PathBuf, stage: Stage) -> Self {
        Self {
            ticket,
            file,
            stage,
            progress: (0, 0),
            n_withdrawn: 0,
            is_stopping: false,
        }
    }

    /// What stands over it.
    #[must_use]
    pub fn title(&self) -> Message {
        let key = match self.stage {
            Stage::Looking => "waiting-looking",
            Stage::TakingIn => "waiting-taking-in",
            Stage::Importing => "waiting-importing",
        };
        Message::new(key).with("file", name(&self.file))
    }

    /// How far it is, in percent.
    #[must_use]
    pub fn percent(&self) -> usize {
        let (done, of) = self.progress;
        (100 * done.min(of)).checked_div(of).unwrap_or(0)
    }
}

/// The name of a file without its folder.
#[must_use]
pub fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}
