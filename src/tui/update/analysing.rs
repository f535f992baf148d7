//! Figures: their screens, the answers they wait for, what is chosen for them, and their tables
//! in files.

use super::show;
use crate::study::{Choices, Filter, WordPlaces};
use crate::tui::app::{App, Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Trouble;
use crate::tui::jobs::{Answer, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::analysis::narrow::{self, Choosing, Chosen};
use crate::tui::screens::analysis::overview::{Overview, PANELS};
use crate::tui::screens::analysis::{Analysis, Ask, Kind};

/// What figures in view are filtered by, which goes along to others.
fn filter_here(app: &App) -> Filter {
    match app.screen() {
        Screen::Overview(it) => it.panels[0].filter.clone(),
        Screen::Analysis(it) => it.filter.clone(),
        _ => Filter::default(),
    }
}

/// Shows four figures beside each other.
pub(super) fn show_overview(app: &mut App) -> Vec<Effect> {
    let mut overview = Overview::new(&filter_here(app));
    let asked = overview.ask(&mut app.desk);
    let mut effects = show(app, Screen::Overview(Box::new(overview)));
    effects.extend(asked);
    effects
}

/// Shows figures on the whole screen; what the overview has of them is there at once.
pub(super) fn show_figures(app: &mut App, kind: Kind) -> Vec<Effect> {
    let mut stopped = Vec::new();
    let mut screen = match app.screen() {
        Screen::Overview(it) => {
            stopped = it.leave();
            let place = PANELS.iter().position(|panel| *panel == kind);
            let panel = place.map(|place| it.panels[place].clone());
            panel.unwrap_or_else(|| {
                Box::new(Analysis::new(kind.usual(), it.panels[0].filter.clone()))
            })
        }
        _ => Box::new(Analysis::new(kind.usual(), filter_here(app))),
    };
    let asked =
        (screen.found.is_none() || screen.awaited.is_some()).then(|| screen.ask(&mut app.desk));
    let mut effects = show(app, Screen::Analysis(screen));
    effects.extend(stopped);
    effects.extend(asked);
    effects
}

/// Shows the places of a word.
pub(super) fn show_word(app: &mut App, how: WordPlaces, filter: Filter) -> Vec<Effect> {
    let mut screen = Analysis::new(Ask::Lines(how), filter);
    let asked = screen.ask(&mut app.desk);
    let mut effects = show(app, Screen::Analysis(Box::new(screen)));
    effects.push(asked);
    effects
}

/// Carries a command out on the overview.
pub(super) fn on_overview(it: &mut Overview, desk: &mut Desk, command: Command) -> Vec<Effect> {
    if it.moved(command) {
        return Vec::new();
    }
    match command {
        Command::Open => {
            desk.go = Some(Go::Analysis(PANELS[it.at]));
            Vec::new()
        }
        Command::Narrow => vec![Effect::Choose(Choosing::Filter)],
        _ => Vec::new(),
    }
}

/// Hands an answer to the screen that waits for it; false where none does.
pub(super) fn answered(app: &mut App, ticket: Ticket, outcome: &Result<Answer, Trouble>) -> bool {
    for screen in &mut app.screens {
        match screen {
            Screen::Analysis(it) if it.awaited == Some(ticket) => {
                take(it, outcome);
                return true;
            }
            Screen::Overview(it) => {
                if let Some(panel) = it.panels.iter_mut().find(|it| it.awaited == Some(ticket)) {
                    take(panel, outcome);
                    return true;
                }
                if it.awaited == Some(ticket) {
                    match outcome {
                        Ok(Answer::Agreement(found)) => it.compared(Ok(found)),
                        Ok(_) => it.awaited = None,
                        Err(trouble) => it.compared(Err(trouble.clone())),
                    }
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

fn take(it: &mut Analysis, outcome: &Result<Answer, Trouble>) {
    match outcome {
        Ok(Answer::Analysed(counted)) => it.answered(Ok((**counted).clone())),
        // It was stopped: whoever looks at it next asks again.
        Ok(_) => it.awaited = None,
        Err(trouble) => it.answered(Err(trouble.clone())),
    }
}

/// Shows how far a computation is that takes long.
pub(super) fn progressed(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    if let Some(Screen::Analysis(it)) = app.screens.last_mut()
        && it.awaited == Some(ticket)
    {
        it.progress = Some((done, of));
    }
}

/// Offers what there is to choose from, where figures are still in view.
pub(super) fn offer(app: &mut App, what: &Choosing, choices: &Choices) {
    let lang = app.desk.lang;
    let screen = match app.screen() {
        Screen::Analysis(it) => it,
        Screen::Overview(it) => &it.panels[it.at],
        _ => return,
    };
    let picker = narrow::picker(
        what,
        &screen.ask,
        &screen.filter,
        &app.loaded,
        choices,
        lang,
    );
    app.overlays.push(Overlay::Picker(picker));
}

/// Takes what was chosen, and counts anew.
pub(super) fn chosen(app: &mut App, chosen: &Chosen) -> Vec<Effect> {
    let App { screens, desk, .. } = app;
    match screens.last_mut() {
        Some(Screen::Analysis(it)) => {
            if let Some(next) = narrow::choose(&mut it.ask, &mut it.filter, chosen) {
                return vec![Effect::Choose(next)];
            }
            vec![it.ask(desk)]
        }
        Some(Screen::Overview(it)) => {
            let at = it.at;
            let mut filter = it.panels[at].filter.clone();
            if let Some(next) = narrow::choose(&mut it.panels[at].ask, &mut filter, chosen) {
                return vec![Effect::Choose(next)];
            }
            it.narrow(&filter);
            it.ask(desk)
        }
        _ => Vec::new(),
    }
}

/// Writes the table of the figures in view to a file: beside the study, where no folder is named.
pub(super) fn write(app: &App, name: &str) -> Vec<Effect> {
    let Screen::Analysis(it) = app.screen() else {
        return Vec::new();
    };
    let Some(found) = &it.found else {
        return Vec::new();
    };
    let folder = app.loaded.path.parent().unwrap_or(std::path::Path::new(""));
    vec![Effect::WriteTable {
        file: folder.join(name),
        table: Box::new(found.sheet(it.look).clone()),
        lang: app.desk.lang,
    }]
}
