//! The search over the whole study, where it concerns more than its own screen.

use crate::model::{InterviewId, Span};
use crate::text::Query;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::hits::{Choice, Hits};
use crate::tui::overlays::palette::Palette;
use crate::tui::screens::Screen;
use crate::tui::screens::coding::{self, Coding};
use crate::tui::screens::search::{Focus, Search};

/// Shows the search: for what the transcript in view didn't hold, else again as it was
/// left, else with an empty field.
///
/// The screen that one comes from stays under it, so that leaving leads back there.
pub(super) fn show(app: &mut App) -> Vec<Effect> {
    let mut effects: Vec<Effect> = app.remember().into_iter().collect();
    let not_here = match app.screen() {
        Screen::Coding(screen) => screen.search.as_ref().filter(|it| it.hits.is_empty()),
        _ => None,
    };
    let not_here = not_here.map(|search| Search::with(&search.query.typed()));
    let is_search = |screen: &Screen| matches!(screen, Screen::Search(_));
    let place = app.screens.iter().position(is_search);
    let left = match place.map(|place| app.screens.remove(place)) {
        Some(Screen::Search(search)) => Some(search),
        _ => None,
    };
    let mut search = not_here.map(Box::new).or(left).unwrap_or_default();
    search.focus = Focus::Field;
    // Of transcripts only the latest is worth going back to.
    let transcripts = |screen: &Screen| matches!(screen, Screen::Coding(_));
    if let Some(latest) = app.screens.iter().rposition(transcripts) {
        let mut place = 0;
        app.screens.retain(|screen| {
            let keep = place == latest || !transcripts(screen);
            place += 1;
            keep
        });
    }
    match search.ask_again(&mut app.desk) {
        Some(effect) => effects.push(effect),
        None => effects.push(app.desk.ask(Job::Prepare).1),
    }
    app.screens.push(Screen::Search(search));
    effects
}

/// What a search in view has to ask after what happened.
pub(super) fn ask(app: &mut App) -> Option<Effect> {
    match app.screens.last_mut() {
        Some(Screen::Search(search)) => search.ask(&mut app.desk),
        _ => None,
    }
}

/// Remembers the query where the person made something of it.
pub(super) fn keep_query(app: &App) -> Option<Effect> {
    match app.screens.last() {
        Some(Screen::Search(search)) => search.worth_keeping().map(Effect::RememberQuery),
        _ => None,
    }
}

/// Whether the search or the preview waits for this answer.
pub(super) fn waits(app: &App, ticket: Ticket) -> bool {
    let previews = app.overlays.iter().any(|overlay| match overlay {
        Overlay::Hits(hits) => hits.ticket == ticket,
        _ => false,
    });
    previews
        || app.screens.iter().any(|screen| match screen {
            Screen::Search(search) => search.waits_for(ticket),
            _ => false,
        })
}

/// Hands an answer to the search or the preview that waits for it.
pub(super) fn answered(app: &mut App, ticket: Ticket, outcome: Result<Answer, Trouble>) {
    let found = match outcome {
        Ok(Answer::Search(found)) => Ok(found),
        Ok(_) => return,
        Err(trouble) => Err(trouble),
    };
    for overlay in &mut app.overlays {
        if let Overlay::Hits(hits) = overlay
            && hits.ticket == ticket
        {
            match found {
                Ok(found) => hits.answered(found),
                Err(trouble) => app.desk.errors.push_back(trouble),
            }
            return;
        }
    }
    for screen in &mut app.screens {
        if let Screen::Search(search) = screen
            && search.waits_for(ticket)
        {
            search.answered(found);
            return;
        }
    }
}

/// Shows how far a search is that takes long.
pub(super) fn progressed(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    if let Some(Screen::Search(search)) = app.screens.last_mut()
        && search.waits_for(ticket)
    {
        search.progress = Some((done, of));
    }
}

/// Gives a transcript that was opened at a hit the other hits in it.
pub(super) fn follow(app: &App, screen: &mut Coding, at: Option<Span>) -> Option<Message> {
    let (Some(Screen::Search(search)), Some(at)) = (app.screens.last(), at) else {
        return None;
    };
    let (_, hits) = search.hits_in(screen.interview)?;
    let query = search.query()?.clone();
    let place = hits.iter().position(|hit| *hit == at)?;
    let said = coding::hit_message("say-hit", &query, place, hits.len());
    screen.search = Some(coding::Search {
        query,
        hits: hits.to_vec(),
    });
    Some(said)
}

/// Opens the palette for all hits of the search in view.
pub(super) fn code_hits(app: &mut App) -> Vec<Effect> {
    let n_hits = match app.screen() {
        Screen::Search(search) => search.n_hits(),
        Screen::Coding(screen) => screen.search.as_ref().map_or(0, |it| it.hits.len()),
        _ => 0,
    };
    if n_hits == 0 {
        let searched = searched(app).is_some();
        let key = if searched {
            "say-no-hits"
        } else {
            "say-no-search"
        };
        app.desk.say(Message::new(key));
        return Vec::new();
    }
    let palette = Palette::hits(&app.loaded);
    app.overlays.push(Overlay::Palette(palette));
    Vec::new()
}

/// Shows the hits before they get the codes.
pub(super) fn preview(app: &mut App, codes: Vec<crate::model::CodeId>) -> Vec<Effect> {
    let Some((query, interview)) = searched(app) else {
        return Vec::new();
    };
    let mut effects: Vec<Effect> = keep_query(app).into_iter().collect();
    let (hits, effect) = Hits::new(query, interview, codes, &mut app.desk);
    app.overlays.push(Overlay::Hits(Box::new(hits)));
    effects.push(effect);
    effects
}

/// Carries a command out in the preview.
pub(super) fn in_preview(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(Overlay::Hits(hits)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match hits.update(&app.loaded, &mut app.desk, command) {
        Choice::Open(effect) => effect.into_iter().collect(),
        Choice::Given(effect) => {
            app.overlays.pop();
            vec![effect]
        }
        Choice::Closed => {
            app.overlays.pop();
            Vec::new()
        }
    }
}

/// The search in view, and the interview where it is about one only.
fn searched(app: &App) -> Option<(Query, Option<InterviewId>)> {
    match app.screen() {
        Screen::Search(search) => Some((search.query()?.clone(), None)),
        Screen::Coding(screen) => {
            let search = screen.search.as_ref()?;
            Some((search.query.clone(), Some(screen.interview)))
        }
        _ => None,
    }
}

/// The search screen in view, where its field takes what is typed.
pub(super) fn field(app: &mut App) -> Option<&mut Search> {
    if !app.overlays.is_empty() {
        return None;
    }
    match app.screens.last_mut() {
        Some(Screen::Search(search)) if search.focus == Focus::Field => Some(search),
        _ => None,
    }
}
