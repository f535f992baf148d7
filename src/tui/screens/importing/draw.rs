//! How the import wizard looks.

mod agree;
mod choose;
mod over;
mod words;

use ratatui::layout::{Position, Rect};

use crate::tui::event::Message;
use crate::tui::view::Ui;
use crate::tui::widgets::Canvas;

use super::{Importing, Step};

impl Importing {
    /// What stands in the title: the steps, and the file in view.
    #[must_use]
    pub fn title(&self, ui: &Ui) -> String {
        let steps = [
            (Step::Choose, "import-step-choose"),
            (Step::Look, "import-step-look"),
            (Step::Agree, "import-step-agree"),
        ];
        let n = self.batch.rows.len();
        let at = match self.step {
            Step::Look if n > 0 => format!("{}/{n}", self.look.files.at + 1),
            _ => String::new(),
        };
        let steps = steps.map(|(step, key)| {
            let words = ui.tell(&Message::new(key).with("at", &at));
            let words = words.trim_end().to_owned();
            if step == self.step {
                format!("[{words}]")
            } else {
                words
            }
        });
        format!("{}  {}", ui.say("title-import"), steps.join(" > "))
    }

    /// Draws the screen and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, body: Rect) -> Option<Position> {
        if let (Some(reading), Step::Choose) = (self.reading, self.step) {
            let (done, of) = reading.progress;
            let words = Message::new("import-reading")
                .with("done", done)
                .with("of", of);
            ui.paragraph(buffer, body, &ui.tell(&words));
            return None;
        }
        match self.step {
            Step::Choose => choose::draw(&self.chooser, ui, buffer, body),
            Step::Look => over::draw(self, ui, buffer, body),
            Step::Agree => agree::draw(self, ui, buffer, body),
        }
    }
}

/// The size of a screen with that body.
fn size_of(body: Rect) -> ratatui::layout::Size {
    ratatui::layout::Size {
        width: body.width,
        height: body.height + 5,
    }
}

/// A size in bytes as people read it.
fn size_words(bytes: u64) -> String {
    match bytes {
        0..10_240 => format!("{bytes} B"),
        10_240..10_485_760 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}
