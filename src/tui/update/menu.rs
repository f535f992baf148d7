//! The menu: its keys, and what is chosen from it or from a list of commands.

use super::run;
use crate::tui::app::{App, Mouse};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::keymap::{Chord, Lookup};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::menu::{Menu, Tab};
use crate::tui::possible::why_not;

/// In the menu the keys of the screen do what they do without it.
pub(super) fn key(app: &mut App, chord: Chord) -> Vec<Effect> {
    match app.keymap.lookup(app.screen().contexts(), &[chord]) {
        Lookup::Run(command) => {
            app.overlays.pop();
            return run(app, command);
        }
        Lookup::Pending => {
            app.overlays.pop();
            app.pending.push(chord);
        }
        Lookup::Unbound => app.desk.say(Message::new("say-no-such-key")),
    }
    Vec::new()
}

/// Opens the menu at a tab.
pub(super) fn open(app: &mut App, tab: Tab) {
    let menu = Menu::new(app, tab);
    app.overlays.push(Overlay::Menu(menu));
}

/// Takes the mouse or gives it back.
pub(super) fn set_mouse(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    app.desk.mouse = mouse;
    app.desk.say(Message::new(match mouse {
        Mouse::On => "said-mouse-on",
        Mouse::Off => "said-mouse-off",
    }));
    vec![Effect::Mouse(mouse)]
}

/// Runs what was chosen from a list or menu, or says why it can't be done.
pub(super) fn run_chosen(app: &mut App, command: Command) -> Vec<Effect> {
    match why_not(app, command) {
        Some(why) => {
            app.desk.say(why);
            Vec::new()
        }
        None => run(app, command),
    }
}
