//! The comparison of coders: its screens, and the answers they wait for.

use super::show;
use crate::model::CodeId;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Trouble;
use crate::tui::jobs::{Answer, Ticket};
use crate::tui::screens::Screen;
use crate::tui::screens::agreement::{Agreement, Choice};
use crate::tui::screens::differences::Differences;

/// Shows how far coders agree.
pub(super) fn show_agreement(app: &mut App) -> Vec<Effect> {
    let mut table = Agreement::default();
    let effect = table.ask(&mut app.desk);
    let mut effects = show(app, Screen::Agreement(Box::new(table)));
    effects.push(effect);
    effects
}

/// Shows the units on which coders differ about a code.
pub(super) fn show_differences(app: &mut App, code: CodeId, choice: Choice) -> Vec<Effect> {
    let mut list = Differences::new(code, choice);
    let effect = list.ask(&mut app.desk);
    let mut effects = show(app, Screen::Differences(Box::new(list)));
    effects.push(effect);
    effects
}

/// Hands an answer to the screen that waits for it; false where none does.
pub(super) fn answered(app: &mut App, ticket: Ticket, outcome: &Result<Answer, Trouble>) -> bool {
    for screen in &mut app.screens {
        match screen {
            Screen::Agreement(table) if table.awaited == Some(ticket) => {
                match outcome {
                    Ok(Answer::Agreement(figures)) => table.answered(Ok((**figures).clone())),
                    Ok(_) => {}
                    Err(trouble) => table.answered(Err(trouble.clone())),
                }
                return true;
            }
            Screen::Differences(list) if list.ticket == ticket => {
                match outcome {
                    Ok(Answer::Differences(found)) => list.all = Some(found.clone()),
                    Ok(_) => {}
                    Err(trouble) => app.desk.errors.push_back(trouble.clone()),
                }
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Shows how far a comparison is that takes long.
pub(super) fn progressed(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    if let Some(Screen::Agreement(table)) = app.screens.last_mut()
        && table.awaited == Some(ticket)
    {
        table.progress = Some((done, of));
    }
}
