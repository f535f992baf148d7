//! The import wizard, where it concerns more than its own screen: what is typed and asked, what
//! the worker answers, and the way out.

use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent};

use crate::formats::transcript::Speakers;
use crate::model::plan::Adjustment;
use crate::study::{Access, Loaded, Report, Taken};
use crate::tui::app::{App, Desk};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::{ImportPick, Picker};
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::waiting::{Stage, Waiting};
use crate::tui::possible::read_only;
use crate::tui::screens::Screen;
use crate::tui::screens::importing::batch::Turns;
use crate::tui::screens::importing::{Importing, Question, Scope, Step};
use crate::tui::screens::interviews::Interviews;
use crate::tui::widgets::field::Field;

use super::gone;

/// Shows the wizard: as it was left, else in the folder of the study.
pub(super) fn show(app: &mut App) -> Vec<Effect> {
    if app.loaded.access != Access::Writing {
        let why = read_only(&app.loaded.access);
        app.desk.say(why);
        return Vec::new();
    }
    let mut effects: Vec<Effect> = app.remember().into_iter().collect();
    let is_wizard = |screen: &Screen| matches!(screen, Screen::Importing(_));
    let place = app.screens.iter().position(is_wizard);
    if let Some(left) = place.map(|place| app.screens.remove(place)) {
        app.screens.push(left);
        return effects;
    }
    let folder = app.loaded.path.parent();
    let folder = folder.filter(|it| !it.as_os_str().is_empty());
    let (wizard, effect) = Importing::at(folder.unwrap_or(Path::new(".")), &mut app.desk);
    app.screens.push(Screen::Importing(Box::new(wizard)));
    effects.push(effect);
    effects
}

/// The wizard in view.
fn wizard(app: &mut App) -> Option<&mut Importing> {
    match app.screens.last_mut() {
        Some(Screen::Importing(wizard)) => Some(wizard),
        _ => None,
    }
}

/// Whether what is typed goes into the wizard's field.
pub(super) fn is_in_field(app: &App) -> bool {
    let in_field = |screen: &Screen| match screen {
        Screen::Importing(wizard) => wizard.field().is_some(),
        _ => false,
    };
    app.overlays.is_empty() && in_field(app.screen())
}

/// Gives a key to the wizard's field; `None` where it has none.
pub(super) fn key(app: &mut App, key: KeyEvent) -> Option<Vec<Effect>> {
    if !is_in_field(app) {
        return None;
    }
    let App { screens, desk, .. } = app;
    let Some(Screen::Importing(wizard)) = screens.last_mut() else {
        return None;
    };
    let chooser = &mut wizard.chooser;
    if key.code == KeyCode::Backspace && chooser.field.text().is_empty() {
        return Some(chooser.up(desk));
    }
    let change = |field: &mut Field| {
        field.key(key);
    };
    Some(chooser.typed(change, desk))
}

/// Gives a paste to the wizard's field; `None` where it has none. Several lines are paths.
pub(super) fn pasted(app: &mut App, words: &str) -> Option<Vec<Effect>> {
    if !is_in_field(app) {
        return None;
    }
    app.pending.clear();
    let App { screens, desk, .. } = app;
    let Some(Screen::Importing(wizard)) = screens.last_mut() else {
        return None;
    };
    let words = words.trim_end_matches(['\n', '\r']);
    if words.contains(['\n', '\r']) {
        wizard.chooser.pasted(&words.replace('\r', "\n"));
        return Some(Vec::new());
    }
    Some(wizard.chooser.typed(|field| field.insert(words), desk))
}

/// Carries a command out on the wizard.
pub(super) fn run(app: &mut App, command: Command) -> Vec<Effect> {
    let App {
        loaded,
        screens,
        desk,
        ..
    } = app;
    let Some(Screen::Importing(wizard)) = screens.last_mut() else {
        return Vec::new();
    };
    if let Some(overlay) = asked(wizard, loaded, desk, command) {
        app.overlays.push(overlay);
        return Vec::new();
    }
    let mut effects = wizard.update(loaded, desk, command);
    for effect in &effects {
        if let Effect::Start {
            ticket,
            job: Job::Import { .. },
        } = effect
        {
            let waiting = Waiting::new(*ticket, PathBuf::new(), Stage::Importing);
            app.overlays.push(Overlay::Waiting(waiting));
        }
    }
    effects.extend(gone(app));
    effects
}

/// What a command asks before it does something.
fn asked(
    wizard: &mut Importing,
    loaded: &Loaded,
    desk: &mut Desk,
    command: Command,
) -> Option<Overlay> {
    if wizard.step != Step::Look || wizard.reading.is_some() {
        return None;
    }
    let row = wizard.batch.rows.get(wizard.look.files.at)?;
    let source = wizard.batch.source(row);
    let (of_this, scope) = match command {
        Command::ReadAsAll => (Command::ReadAs, Scope::All),
        Command::FindSpeakersAll => (Command::FindSpeakers, Scope::All),
        Command::RenameSpeakerAll => (Command::RenameSpeaker, Scope::All),
        Command::TieRespondentAll => (Command::TieRespondent, Scope::All),
        Command::SetAttributeAll => (Command::SetAttribute, Scope::All),
        command => (command, Scope::This),
    };
    let picker = |picker| Some(Overlay::Picker(picker));
    let prompt = |question, words: &str| Some(Overlay::Prompt(Prompt::import(question, words)));
    match of_this {
        Command::ReadAs => return picker(Picker::encodings(scope, source.reading.encoding)),
        Command::FindSpeakers => return picker(Picker::turns(scope, &source.reading.turns)),
        _ => {}
    }
    let of_interview = matches!(
        of_this,
        Command::NameInterview
            | Command::SetAttribute
            | Command::RenameSpeaker
            | Command::TieRespondent
    );
    if !of_interview {
        return None;
    }
    let Some(interview) = wizard.batch.interview(row) else {
        desk.say(Message::new("say-no-interview-there"));
        return None;
    };
    match of_this {
        Command::NameInterview => return prompt(Question::Name, &interview.name),
        Command::SetAttribute => return prompt(Question::Attribute(scope), ""),
        _ => {}
    }
    let Some(voice) = wizard.look.voice(&wizard.batch) else {
        desk.say(Message::new("say-no-speaker"));
        return None;
    };
    match of_this {
        Command::RenameSpeaker => prompt(Question::Label(scope), &voice.label),
        _ => picker(Picker::respondents(
            scope,
            &voice.label,
            voice.respondent.as_deref(),
            &wizard.known_respondents(&loaded.respondents),
        )),
    }
}

/// Takes what was chosen.
pub(super) fn picked(app: &mut App, pick: ImportPick) -> Vec<Effect> {
    let App {
        loaded,
        screens,
        desk,
        overlays,
        ..
    } = app;
    let Some(Screen::Importing(wizard)) = screens.last_mut() else {
        return Vec::new();
    };
    match pick {
        ImportPick::Encoding(scope, encoding) => {
            return wizard.read_as(scope, |reading| reading.encoding = encoding, desk);
        }
        ImportPick::Turns(scope, turns) => {
            return wizard.read_as(scope, |reading| reading.turns.clone_from(&turns), desk);
        }
        ImportPick::Pattern(scope, pattern) => {
            let prompt = Prompt::import(Question::Pattern(scope), &pattern);
            overlays.push(Overlay::Prompt(prompt));
        }
        ImportPick::Respondent(scope, respondent) => {
            if let Some(label) = wizard.label() {
                let said = Adjustment::Respondent { label, respondent };
                wizard.say(&said, scope, loaded, desk);
            }
        }
        ImportPick::NewRespondent(scope) => {
            let prompt = Prompt::import(Question::Respondent(scope), "");
            overlays.push(Overlay::Prompt(prompt));
        }
    }
    Vec::new()
}

/// Takes what was typed as an answer; what is no answer keeps the question open.
pub(super) fn answer(app: &mut App, question: Question, words: &str) -> Vec<Effect> {
    let words = words.trim();
    let App {
        loaded,
        screens,
        desk,
        overlays,
        ..
    } = app;
    let Some(Screen::Importing(wizard)) = screens.last_mut() else {
        overlays.pop();
        return Vec::new();
    };
    if words.is_empty() {
        desk.say(Message::new("say-name-needed"));
        return Vec::new();
    }
    let words = words.to_owned();
    let (said, scope) = match question {
        Question::Name => (Adjustment::Name(words), Scope::This),
        Question::Label(scope) | Question::Respondent(scope) => {
            let Some(label) = wizard.label() else {
                overlays.pop();
                return Vec::new();
            };
            let said = match question {
                Question::Label(_) => Adjustment::Rename { label, new: words },
                _ => Adjustment::Respondent {
                    label,
                    respondent: Some(words),
                },
            };
            (said, scope)
        }
        Question::Attribute(scope) => {
            let Some((name, value)) = words.split_once(['=', '＝']) else {
                desk.say(Message::new("say-attribute-needs-value"));
                return Vec::new();
            };
            let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
            if name.is_empty() {
                desk.say(Message::new("say-attribute-needs-value"));
                return Vec::new();
            }
            (Adjustment::Attribute { name, value }, scope)
        }
        Question::Pattern(scope) => {
            if let Err(error) = Speakers::pattern(&words) {
                let said = error.to_string();
                let detail = said.lines().last().unwrap_or_default();
                let detail = detail.trim_start_matches("error: ");
                desk.say(Message::new("say-no-pattern").with("detail", detail));
                return Vec::new();
            }
            overlays.pop();
            let turns = Turns::Pattern(words);
            return wizard.read_as(scope, |reading| reading.turns.clone_from(&turns), desk);
        }
    };
    overlays.pop();
    wizard.say(&said, scope, loaded, desk);
    Vec::new()
}

/// Shows how far the reading is.
pub(super) fn progressed(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    for screen in &mut app.screens {
        if let Screen::Importing(wizard) = screen {
            wizard.progressed(ticket, done, of);
        }
    }
}

/// Takes in an answer that a wizard waits for; `None` where it is for somebody else.
pub(super) fn answered(
    app: &mut App,
    ticket: Ticket,
    outcome: &Result<Answer, Trouble>,
) -> Option<Vec<Effect>> {
    let App {
        loaded,
        screens,
        desk,
        ..
    } = app;
    let wizard = screens.iter_mut().find_map(|screen| match screen {
        Screen::Importing(it) if it.waits_for(ticket) => Some(it),
        _ => None,
    })?;
    match outcome {
        Ok(Answer::Folder(list)) => wizard.listed_folder(Ok(list.clone()), desk),
        Ok(Answer::Files(files)) => return Some(wizard.found_files(files.clone(), desk)),
        Ok(Answer::ReadFiles(found)) => wizard.read(found.clone(), loaded),
        Ok(Answer::WouldImport(report)) => wizard.tried(Ok((**report).clone()), desk),
        Ok(_) => wizard.stopped(),
        Err(trouble) if wizard.chooser.ticket == ticket => {
            wizard.listed_folder(Err(trouble.clone()), desk);
        }
        Err(trouble) if wizard.reading.is_some() => {
            wizard.stopped();
            desk.errors.push_back(trouble.clone());
        }
        Err(trouble) => wizard.tried(Err(trouble.clone()), desk),
    }
    Some(Vec::new())
}

/// What was agreed to is in the study: it is shown once it was loaded.
pub(super) fn took_in(app: &mut App, report: &Report) -> Vec<Effect> {
    let added = report.interviews.iter();
    let n = added.filter(|it| it.taken == Taken::Added).count();
    if let Some(wizard) = wizard(app) {
        wizard.took_in(report);
    }
    let said = Message::new("said-imported")
        .with("n", n)
        .with("codings", report.n_codings);
    vec![Effect::Reload(said)]
}

/// Shows the list of interviews after an import, at the first new one.
pub(super) fn arrived(app: &mut App) {
    let Some(Screen::Importing(wizard)) = app.screens.last() else {
        return;
    };
    if !wizard.is_done {
        return;
    }
    let list = Interviews::on(&app.loaded, wizard.added);
    app.screens.pop();
    let is_list = |screen: &Screen| matches!(screen, Screen::Interviews(_));
    app.screens.retain(|screen| !is_list(screen));
    app.screens.push(Screen::Interviews(list));
}
