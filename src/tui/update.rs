//! Folds an event into the state and says what the world has to do about it.
//!
//! Only routing: keys become commands, commands go to the topmost overlay, to
//! what concerns every screen, or to the screen.

mod analysing;
mod comparing;
mod corrections;
mod going;
mod importing;
mod memos;
mod menu;
mod mouse;
mod outcome;
mod overlay;
mod paste;
mod reviewing;
mod searching;
mod taking_in;
mod typing;

pub use going::{gone, look_again};
pub use mouse::Grip;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use crate::model::MemoTarget;
use crate::study::{Access, Queue};

use super::app::{App, FollowUp, InputMethod, Mouse, Patience};
use super::command::{Command, Group};
use super::effect::Effect;
use super::event::{Event, Message};
use super::jobs::{Job, Ticket};
use super::keymap::{Chord, Lookup};
use super::overlays;
use super::overlays::memo::Memo;
use super::overlays::menu::Tab;
use super::overlays::prompt::{Prompt, Purpose};
use super::overlays::{Overlay, commands};
use super::possible::read_only;
use super::screens::Screen;
use super::screens::analysis::Kind;
use super::screens::attributes::Attributes;
use super::screens::codebook::{self, Tree};
use super::screens::coding;
use super::screens::history::History;
use super::screens::home::Home;
use super::screens::interviews::Interviews;
use super::screens::memos::Memos;
use super::tour;
use super::widgets::filter::Filter;
use going::{back, quit, show};
use outcome::{answered, changed, edited, failed, opened, opened_use, stepped, tick};

/// Folds one event into what is on screen.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let mut effects = match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => return Vec::new(),
        // Nothing on screen moves by it.
        Event::Clock { now_ms } => {
            let mut effects = tick(app, now_ms);
            effects.extend(memos::draft(app));
            return effects;
        }
        Event::Drafted { target, outcome } => {
            memos::drafted(app, target, outcome);
            return Vec::new();
        }
        Event::Key(key) => typed(app, key),
        Event::Paste(words) => importing::pasted(app, &words).unwrap_or_else(|| {
            paste::pasted(app, &words);
            Vec::new()
        }),
        Event::Resize(size) => {
            app.desk.terminal = size;
            Vec::new()
        }
        Event::Mouse(it) => mouse::pointed(app, it),
        Event::Waited => {
            if !app.pending.is_empty() {
                app.follow_up = FollowUp::Shown;
            }
            Vec::new()
        }
        Event::Pulled => {
            mouse::pulled(app);
            Vec::new()
        }
        Event::Answer { ticket, outcome } => answered(app, ticket, outcome),
        Event::Progress { ticket, done, of } => {
            searching::progressed(app, ticket, done, of);
            comparing::progressed(app, ticket, done, of);
            analysing::progressed(app, ticket, done, of);
            taking_in::progressed(app, ticket, done, of);
            importing::progressed(app, ticket, done, of);
            Vec::new()
        }
        Event::Edited {
            edit,
            applied,
            at,
            notice,
        } => {
            changed(app);
            app.desk.saved = Some(at);
            let mut effects = edited(app, &edit, &applied, notice);
            tour::edited(app, &edit);
            effects.extend(look_again(app));
            effects
        }
        Event::Undone { step, at } => {
            changed(app);
            app.desk.saved = Some(at);
            let effects = stepped(app, "said-undone", &step);
            tour::undone(app);
            effects
        }
        Event::Redone { step, at } => {
            changed(app);
            app.desk.saved = Some(at);
            stepped(app, "said-redone", &step)
        }
        Event::Travelled { travelled, at } => {
            changed(app);
            app.desk.saved = Some(at);
            outcome::travelled(app, travelled)
        }
        Event::Merged { said, at } => {
            changed(app);
            app.desk.saved = Some(at);
            outcome::merged(app, said)
        }
        Event::Opened { at } => {
            opened(app, at);
            Vec::new()
        }
        Event::OpenedUse { at } => {
            opened_use(app, at);
            Vec::new()
        }
        Event::PinsChosen => {
            let set = overlays::picker::pin_set_name(&app.loaded, app.desk.lang);
            app.desk.say(match app.loaded.pins.set.as_str() {
                "" => Message::new("said-pins-codebook"),
                _ => Message::new("said-pins").with("set", set),
            });
            Vec::new()
        }
        Event::MemoOpened { at, whose } => {
            memos::opened(app, *at, whose);
            Vec::new()
        }
        Event::DraftDropped { target, said } => {
            memos::dropped(app, target, said);
            look_again(app).into_iter().collect()
        }
        Event::Choices { what, choices } => {
            analysing::offer(app, &what, &choices);
            Vec::new()
        }
        Event::Written { file, all } => {
            let said = if all {
                "said-written"
            } else {
                "said-written-in-part"
            };
            let said = Message::new(said).with("file", file.display());
            app.desk.say(said);
            Vec::new()
        }
        Event::BackedUp { file, at } => {
            let said = Message::new("said-backup")
                .with("file", file)
                .with("at", at);
            app.desk.say(said);
            Vec::new()
        }
        Event::Failed(trouble) => {
            failed(app, trouble);
            Vec::new()
        }
    };
    if app.pending.is_empty() {
        app.follow_up = FollowUp::Hidden;
    } else if app.desk.patience == Patience::For(Duration::ZERO) {
        app.follow_up = FollowUp::Shown;
    }
    app.fit();
    if let Some(Screen::Codebook(tree)) = app.screens.last_mut() {
        effects.extend(tree.wants(&mut app.desk));
    }
    effects.extend(reviewing::wants(app));
    effects.extend(searching::ask(app));
    effects.extend(memos::draft(app));
    let effects = allowed(app, effects);
    kept_before(app, effects)
}

/// Has what was read kept before a step moves the text under it.
fn kept_before(app: &App, mut effects: Vec<Effect>) -> Vec<Effect> {
    let moves_text = |effect: &Effect| match effect {
        Effect::Edit(edit, _) => edit.kind().moves_text(),
        Effect::Start { job, .. } => matches!(job, Job::TakeIn { .. }),
        _ => false,
    };
    if effects.iter().any(moves_text) {
        effects.splice(0..0, app.remember());
    }
    effects
}

/// Leaves out changes of a study that is only read, and says why.
fn allowed(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    if app.loaded.access == Access::Writing {
        return effects;
    }
    let (changes, kept): (Vec<_>, Vec<_>) = effects.into_iter().partition(|it| {
        matches!(
            it,
            Effect::Edit(..) | Effect::Undo | Effect::Redo | Effect::DropDraft { .. }
        )
    });
    if !changes.is_empty() {
        let why = read_only(&app.loaded.access);
        app.desk.say(why);
    }
    kept
}

fn typed(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    // A button that went up outside the window is not heard of.
    app.desk.pull = None;
    let raw = Chord::of(key);
    let in_field = match app.overlays.last_mut() {
        Some(overlay) => overlay.field().is_some(),
        None => searching::field(app).is_some() || importing::is_in_field(app),
    };
    // Full-width keys are meant as ASCII wherever no text is typed.
    let chord = if in_field { raw } else { raw.folded() };
    app.desk.input_method = match app.desk.input_method {
        InputMethod::Unsaid if !in_field && raw.is_full_width() => InputMethod::Saying,
        InputMethod::Saying => InputMethod::Said,
        other => other,
    };
    app.pending.push(chord);
    match app.keymap.lookup(app.contexts(), &app.pending) {
        Lookup::Run(command) => {
            app.pending.clear();
            run(app, command)
        }
        Lookup::Pending => Vec::new(),
        Lookup::Unbound => {
            let begun = app.pending.len() > 1;
            app.pending.clear();
            if begun {
                if key.code != KeyCode::Esc {
                    app.desk.say(Message::new("say-no-such-key"));
                }
                return Vec::new();
            }
            unbound(app, key, chord)
        }
    }
}

/// A key that is no command: text for a field, a digit of a choice, or hanzi for the palette.
fn unbound(app: &mut App, key: KeyEvent, chord: Chord) -> Vec<Effect> {
    if matches!(app.overlays.last(), Some(Overlay::Menu(_))) {
        return menu::key(app, chord);
    }
    if let Some(overlay) = app.overlays.last_mut() {
        if let (Overlay::Picker(picker), Some(c)) = (&*overlay, chord.plain_char())
            && let Some(item) = picker.on_key(c).cloned()
        {
            return overlay::pick(app, &item);
        }
        if let (Overlay::Palette(palette), KeyCode::Right) = (&*overlay, key.code)
            && palette.field.at_end()
        {
            return overlay::run_in_overlay(app, Command::Facet);
        }
        if !overlay.typed(key)
            && let Some(why) = overlay.as_memo().and_then(Memo::why_not)
        {
            app.desk.say(why);
        }
        filtered(app);
        return Vec::new();
    }
    if let Some(search) = searching::field(app) {
        search.typed(|field| {
            field.key(key);
        });
        return Vec::new();
    }
    if let Some(effects) = importing::key(app, key) {
        return effects;
    }
    if let (Some(Screen::Coding(screen)), Some(c)) = (app.screens.last_mut(), chord.plain_char())
        && screen.jump.is_some()
    {
        coding::letter(screen, &mut app.desk, c);
        return Vec::new();
    }
    if let (Some(digit), Some(Screen::Home(home))) = (
        chord.plain_char().and_then(|c| c.to_digit(10)),
        app.screens.last_mut(),
    ) {
        home.on_digit(&app.loaded, &mut app.desk, digit as usize);
        return gone(app);
    }
    match chord.plain_char() {
        Some(c) if !c.is_ascii() => paste::type_to_code(app, &c.to_string()),
        Some(_) => app.desk.say(Message::new("say-no-such-key")),
        None => {}
    }
    Vec::new()
}

/// A list follows its filter while it is typed.
fn filtered(app: &mut App) {
    let Some(Overlay::Prompt(prompt)) = app.overlays.last() else {
        return;
    };
    if prompt.purpose == Purpose::Filter {
        let words = prompt.field.text().to_owned();
        if let Some(filter) = filter_of(app.screen_mut()) {
            filter.set(&words);
        }
    }
}

fn filter_of(screen: &mut Screen) -> Option<&mut Filter> {
    match screen {
        Screen::Interviews(list) => Some(&mut list.filter),
        Screen::Attributes(table) => Some(&mut table.filter),
        Screen::Analysis(it) => Some(&mut it.words),
        Screen::Agreement(table) => Some(&mut table.filter),
        Screen::Differences(list) => Some(&mut list.filter),
        Screen::Review(it) => Some(&mut it.list.filter),
        Screen::Disagreements(it) => Some(&mut it.list.filter),
        Screen::Passages(list) => Some(&mut list.filter),
        Screen::Memos(list) => Some(&mut list.filter),
        Screen::Codebook(tree) => Some(&mut tree.filter),
        Screen::Home(_)
        | Screen::Overview(_)
        | Screen::History(_)
        | Screen::Coding(_)
        | Screen::Split(_)
        | Screen::Versions(_)
        | Screen::Conflicts(_)
        | Screen::Importing(_)
        | Screen::Search(_) => None,
    }
}

/// Runs a command: in the topmost overlay, else everywhere, else on the screen.
pub fn run(app: &mut App, command: Command) -> Vec<Effect> {
    if command == Command::Quit {
        return quit(app);
    }
    if !app.overlays.is_empty() {
        return overlay::run_in_overlay(app, command);
    }
    app.desk.remark = None;
    tour::ran(app, command);
    if is_for_screen(app, command) {
        return run_on_screen(app, command);
    }
    match command {
        Command::Menu => menu::open(app, Tab::Here),
        Command::MenuBar => menu::open(app, Tab::Of(Group::ALL[0])),
        Command::MouseOn => return menu::set_mouse(app, Mouse::On),
        Command::MouseOff => return menu::set_mouse(app, Mouse::Off),
        Command::Suspend => return vec![Effect::Suspend],
        Command::Tour => return tour::toggle(app),
        Command::TourNext => tour::go_on(app),
        Command::Help => list_commands(app, commands::Scope::Keys),
        Command::Commands => list_commands(app, commands::Scope::All),
        Command::Undo => return vec![Effect::Undo],
        Command::Redo => return vec![Effect::Redo],
        Command::Save => return vec![Effect::Backup],
        Command::HowToQuit => {
            // Where something is selected Ctrl+C copies it, as everywhere.
            if let Some(Screen::Coding(screen)) = app.screens.last()
                && screen.anchor.is_some()
            {
                return coding::copy(screen, &app.loaded, &mut app.desk);
            }
            app.desk.say(Message::new("say-how-to-quit"));
        }
        Command::Cancel if !app.desk.errors.is_empty() => {
            app.desk.errors.pop_front();
        }
        Command::Home => {
            let mut effects = show(app, Screen::Home(Home::default()));
            effects.extend(look_again(app));
            return effects;
        }
        Command::History => {
            let mut history = History::new(Ticket::default());
            let effect = history.ask(&mut app.desk);
            let mut effects = show(app, Screen::History(history));
            effects.push(effect);
            return effects;
        }
        Command::Attributes => {
            return show(app, Screen::Attributes(Attributes::default()));
        }
        Command::Interviews => {
            let list = Interviews::at(&app.loaded);
            return show(app, Screen::Interviews(list));
        }
        Command::Analysis => return analysing::show_overview(app),
        Command::Frequencies => return analysing::show_figures(app, Kind::Frequencies),
        Command::HeatMap => return analysing::show_figures(app, Kind::Heat),
        Command::Cooccurrence => return analysing::show_figures(app, Kind::Pairs),
        Command::Words => return analysing::show_figures(app, Kind::Words),
        Command::Saturation => return analysing::show_figures(app, Kind::Curve),
        Command::Review => return reviewing::show_review(app, Queue::Waiting, None),
        Command::Disagreements => return reviewing::show_disagreements(app),
        Command::Conflicts => return going::show_conflicts(app),
        Command::TakeIn => taking_in::ask(app),
        Command::Import => return importing::show(app),
        Command::Agreement => return comparing::show_agreement(app),
        Command::Codebook => return show_codebook(app),
        Command::Memos => {
            let (ticket, effect) = app.desk.ask(Job::Memos(app.loaded.coder.clone()));
            let mut effects = show(app, Screen::Memos(Box::new(Memos::new(ticket))));
            effects.push(effect);
            return effects;
        }
        Command::StudyMemo => return vec![memos::open(MemoTarget::Study)],
        Command::SearchEverywhere => return searching::show(app),
        Command::CodeHits => return searching::code_hits(app),
        Command::ReplaceWords => corrections::ask(app),
        Command::NewInterview => typing::ask(app),
        Command::TypeTurns => typing::at_the_end(app),
        Command::Back => return back(app),
        Command::LeaveList if app.screens.len() > 1 => return back(app),
        _ => return run_on_screen(app, command),
    }
    Vec::new()
}

/// Whether a command that every screen has is another on this one. Where a code is split, leaving
/// keeps what was decided, and what is undone is a decision; leaving an import is asked about.
fn is_for_screen(app: &App, command: Command) -> bool {
    let is_split = matches!(app.screen(), Screen::Split(_));
    match command {
        Command::Undo | Command::Redo => is_split,
        Command::Back | Command::Cancel => {
            app.desk.errors.is_empty() && (is_split || matches!(app.screen(), Screen::Importing(_)))
        }
        _ => false,
    }
}

/// The codebook, with the cursor on the code that the screen is about.
fn show_codebook(app: &mut App) -> Vec<Effect> {
    let code = match app.screen() {
        Screen::Coding(screen) => coding::focused(screen, &app.loaded).map(|(_, code)| code.id),
        Screen::Passages(list) => list.of.code(),
        _ => None,
    };
    show(app, Screen::Codebook(Box::new(Tree::at(code))))
}

fn run_on_screen(app: &mut App, command: Command) -> Vec<Effect> {
    let App {
        loaded,
        screens,
        desk,
        ..
    } = app;
    let first = screens.len() == 1;
    let effects = match screens.last_mut() {
        Some(Screen::Coding(screen)) => {
            screen.follow = coding::Follow::Cursor;
            coding::update(screen, loaded, desk, command)
        }
        Some(Screen::Review(it)) if it.ends.is_some() => return reviewing::run(app, command),
        Some(Screen::Disagreements(it)) if it.ends.is_some() => {
            return reviewing::run(app, command);
        }
        Some(Screen::Review(_) | Screen::Disagreements(_))
            if !matches!(command, Command::Search | Command::Cancel) =>
        {
            return reviewing::run(app, command);
        }
        Some(Screen::Split(split)) => split.update(loaded, desk, command),
        Some(Screen::Importing(_)) => return importing::run(app, command),
        Some(Screen::Versions(_) | Screen::Search(_) | Screen::Conflicts(_))
            if command == Command::Cancel =>
        {
            return back(app);
        }
        Some(Screen::Versions(it)) => {
            it.update(loaded, desk, command);
            Vec::new()
        }
        Some(Screen::Conflicts(it)) => it.update(desk, command),
        Some(Screen::Search(search)) => {
            search.update(&loaded.queries, desk, command);
            Vec::new()
        }
        Some(Screen::Agreement(table)) if !matches!(command, Command::Search | Command::Cancel) => {
            table.update(desk, command).into_iter().collect()
        }
        Some(Screen::Codebook(tree)) if !matches!(command, Command::Search | Command::Cancel) => {
            codebook::update(tree, loaded, desk, command)
        }
        Some(Screen::Home(_) | Screen::History(_) | Screen::Overview(_))
            if command == Command::Cancel && !first =>
        {
            return back(app);
        }
        Some(Screen::History(it)) => it.update(desk, &loaded.coder, command),
        Some(screen) => {
            if let (Command::Search, Some(filter)) = (command, filter_of(screen)) {
                desk.open = Some(Overlay::Prompt(Prompt::filter(filter.words())));
            } else if let (Command::Cancel, Some(filter)) = (command, filter_of(screen)) {
                if filter.is_empty() && !first {
                    return back(app);
                }
                filter.clear();
                return Vec::new();
            }
            let mut effects = Vec::new();
            match screen {
                Screen::Memos(list) => effects = list.update(loaded, desk, command),
                Screen::Home(home) => home.update(loaded, desk, command),
                Screen::Attributes(table) => table.update(loaded, desk, command),
                Screen::Interviews(list) => list.update(loaded, desk, command),
                Screen::Analysis(it) => effects.extend(it.update(desk, command)),
                Screen::Overview(it) => effects = analysing::on_overview(it, desk, command),
                Screen::Passages(list) => list.update(desk, command),
                Screen::Differences(list) => list.update(desk, command),
                Screen::Agreement(_)
                | Screen::Review(_)
                | Screen::Disagreements(_)
                | Screen::History(_)
                | Screen::Coding(_)
                | Screen::Codebook(_)
                | Screen::Split(_)
                | Screen::Versions(_)
                | Screen::Conflicts(_)
                | Screen::Importing(_)
                | Screen::Search(_) => {}
            }
            effects
        }
        None => Vec::new(),
    };
    if let Some(overlay) = app.desk.open.take() {
        app.overlays.push(overlay);
    }
    let mut effects = effects;
    effects.extend(gone(app));
    effects
}

fn list_commands(app: &mut App, scope: commands::Scope) {
    let contexts = app.contexts();
    let list = commands::Commands::new(&app.desk.names, &app.keymap, contexts, scope);
    app.overlays.push(Overlay::Commands(list));
}
