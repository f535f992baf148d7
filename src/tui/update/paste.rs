//! Pastes and what an input method commits outside a field.

use super::{filtered, searching};
use crate::tui::app::App;
use crate::tui::event::Message;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::memo::Memo;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::screens::{Screen, coding};

/// Longest paste that is taken for the commit of an input method.
const COMMIT: usize = 20;

/// Text that came in one piece is text, never commands.
pub(super) fn pasted(app: &mut App, words: &str) {
    app.pending.clear();
    if let Some(overlay) = app.overlays.last_mut() {
        if let Some(field) = overlay.field() {
            field.insert(words);
            filtered(app);
        } else if let Some(why) = overlay.as_memo().and_then(Memo::why_not) {
            app.desk.say(why);
        }
        return;
    }
    if let Some(search) = searching::field(app) {
        search.typed(|field| field.insert(words));
        return;
    }
    let words = words.trim_end_matches(['\n', '\r']).to_owned() + line_end_of(words);
    if words.chars().count() <= COMMIT && !words.contains(['\n', '\r']) {
        type_to_code(app, &words);
    } else {
        app.desk.say(Message::new("say-paste-ignored"));
    }
}

/// A paste that ends its line is more than the commit of an input method.
fn line_end_of(words: &str) -> &'static str {
    if words.ends_with(['\n', '\r']) {
        "\n"
    } else {
        ""
    }
}

/// Opens the palette with words typed in the coding view, the filter in a list.
pub(super) fn type_to_code(app: &mut App, words: &str) {
    match app.screens.last_mut() {
        Some(Screen::Search(search)) => search.typed(|field| field.insert(words)),
        Some(Screen::Coding(screen)) if screen.adjust.is_none() && screen.jump.is_none() => {
            if let Some(target) = coding::target(screen) {
                let palette = Palette::new(&app.loaded, target, words);
                app.overlays.push(Overlay::Palette(palette));
            }
        }
        Some(
            Screen::Coding(_)
            | Screen::Split(_)
            | Screen::Versions(_)
            | Screen::Conflicts(_)
            | Screen::Importing(_),
        )
        | None => {}
        Some(_) => {
            let mut prompt = Prompt::filter("");
            prompt.field.insert(words);
            app.overlays.push(Overlay::Prompt(prompt));
            filtered(app);
        }
    }
}
