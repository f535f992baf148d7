//! What commands do in the topmost overlay, and what follows from its answer.

use std::path::Path;

use crate::formats::codebook_md::Words;
use crate::model::CodeId;
use crate::strings::Lang;
use crate::study::CodebookForm;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::overlays::menu::Choice;
use crate::tui::overlays::palette::{self, Before, Palette};
use crate::tui::overlays::picker::{Does, Item, Picker};
use crate::tui::overlays::prompt::{Naming, NewCodeFor, Prompt, Purpose};
use crate::tui::overlays::{Overlay, commands};
use crate::tui::screens::Screen;
use crate::tui::screens::{codebook, coding};

use super::{
    analysing, corrections, filter_of, importing, memos, menu, reviewing, searching, taking_in,
    typing,
};

/// Runs a command in the topmost overlay.
pub(super) fn run_in_overlay(app: &mut App, command: Command) -> Vec<Effect> {
    let size = app.desk.size;
    let Some(overlay) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match overlay {
        Overlay::Questions(questions) => match command {
            Command::Accept => {
                let effect = questions.accept(&app.loaded.guide);
                app.overlays.pop();
                effect.into_iter().collect()
            }
            Command::Cancel => {
                app.overlays.pop();
                Vec::new()
            }
            _ => {
                questions.update(size, command);
                Vec::new()
            }
        },
        Overlay::Palette(palette) if command == Command::Facet => {
            let picker = Picker::facets_before(&app.loaded, app.desk.lang, palette);
            match picker {
                Some(picker) => app.overlays.push(Overlay::Picker(picker)),
                None => app.desk.say(Message::new("say-no-facets-there")),
            }
            Vec::new()
        }
        Overlay::Palette(palette) => {
            let purpose = palette.purpose;
            let facets = palette.facets.clone();
            let choice = palette.update(size, command);
            chosen(app, purpose, choice, &facets)
        }
        Overlay::Commands(list) => match list.update(size, command) {
            commands::Choice::Open => Vec::new(),
            commands::Choice::Closed => {
                app.overlays.pop();
                Vec::new()
            }
            commands::Choice::Run(command) => {
                app.overlays.pop();
                menu::run_chosen(app, command)
            }
        },
        Overlay::Menu(menu) => match menu.update(size, command) {
            Choice::Open => Vec::new(),
            Choice::Closed => {
                app.overlays.pop();
                Vec::new()
            }
            Choice::Run(command) => {
                app.overlays.pop();
                menu::run_chosen(app, command)
            }
        },
        Overlay::Picker(picker) => match command {
            Command::Accept => match picker.items.get(picker.list.at).cloned() {
                Some(item) => pick(app, &item),
                None => Vec::new(),
            },
            Command::Cancel => {
                app.overlays.pop();
                Vec::new()
            }
            _ => {
                picker.update(size, command);
                Vec::new()
            }
        },
        Overlay::Memo(_) => memos::in_memo(app, command),
        Overlay::Form(form) if command == Command::Accept => {
            let effect = form.keep(&app.loaded);
            app.overlays.pop();
            effect.into_iter().collect()
        }
        Overlay::Form(form) => {
            form.update(command);
            Vec::new()
        }
        Overlay::Waiting(_) => taking_in::while_waiting(app, command),
        Overlay::Confirm(confirm) => {
            let agreed = (command == Command::Accept).then(|| confirm.then.clone());
            app.overlays.pop();
            if let Some(then) = &agreed {
                memos::hold(app);
                taking_in::agreed(app, then);
            }
            agreed.into_iter().collect()
        }
        Overlay::Prompt(prompt) => {
            let prompt = prompt.clone();
            answer_prompt(app, &prompt, command)
        }
        Overlay::Hits(_) => searching::in_preview(app, command),
        Overlay::Revise(_) => corrections::revise(app, command),
        Overlay::Replace(_) => corrections::replace(app, command),
        Overlay::Typing(_) => typing::typing(app, command),
        Overlay::Start(_) => typing::start(app, command),
    }
}

/// Does what an item of a choice does, or opens what it asks next.
pub(super) fn pick(app: &mut App, item: &Item) -> Vec<Effect> {
    app.overlays.pop();
    if let (Some(Overlay::Palette(palette)), Does::FacetBefore(facet)) =
        (app.overlays.last_mut(), &item.does)
    {
        palette.set_facet(facet);
        return Vec::new();
    }
    if let Does::Import(pick) = &item.does {
        return importing::picked(app, pick.clone());
    }
    if let Does::Figures(chosen) = &item.does {
        return analysing::chosen(app, chosen);
    }
    if let Some(next) = item.next(&app.loaded) {
        app.overlays.push(Overlay::Picker(next));
        return Vec::new();
    }
    item.effects(&app.loaded)
}

fn chosen(
    app: &mut App,
    purpose: palette::Purpose,
    choice: palette::Choice,
    facets: &[Before],
) -> Vec<Effect> {
    if choice == palette::Choice::Open {
        return Vec::new();
    }
    app.overlays.pop();
    match (purpose, choice) {
        (palette::Purpose::Apply(target), palette::Choice::Codes(codes)) => {
            vec![coding::apply_with_facets(
                &app.loaded,
                target,
                codes,
                facets,
            )]
        }
        (palette::Purpose::Replace(_, id), palette::Choice::Codes(codes)) => {
            coding::replace(&app.loaded, id, codes)
                .into_iter()
                .collect()
        }
        (palette::Purpose::Apply(target), palette::Choice::New(name)) => {
            let parent = app
                .desk
                .recent
                .first()
                .and_then(|code| app.loaded.codebook.get(*code)?.parent);
            let purpose = NewCodeFor {
                target,
                origin: crate::model::Origin::Emergent,
                parent,
            };
            let prompt = Prompt::new_code(&app.loaded, &name, purpose);
            app.overlays.push(Overlay::Prompt(prompt));
            Vec::new()
        }
        (palette::Purpose::Hits, palette::Choice::Codes(codes)) => searching::preview(app, codes),
        (palette::Purpose::Parent, choice) => {
            let parent: Option<CodeId> = match choice {
                palette::Choice::Codes(codes) => codes.first().copied(),
                palette::Choice::Top => None,
                _ => return Vec::new(),
            };
            if let Some(Overlay::Prompt(Prompt {
                purpose: Purpose::NewCode(new),
                ..
            })) = app.overlays.last_mut()
            {
                new.parent = parent;
            }
            Vec::new()
        }
        (palette::Purpose::Merge(from), palette::Choice::Codes(codes)) => {
            match (app.screens.last_mut(), codes.first()) {
                (Some(Screen::Codebook(tree)), Some(into)) => {
                    vec![codebook::merge_into(tree, &mut app.desk, from, *into)]
                }
                _ => Vec::new(),
            }
        }
        (palette::Purpose::Other(_), palette::Choice::Codes(codes)) => match codes.first() {
            Some(code) => reviewing::chosen(app, *code),
            None => Vec::new(),
        },
        (palette::Purpose::Part(_), palette::Choice::Codes(codes)) => {
            if let (Some(Screen::Split(split)), Some(code)) =
                (app.screens.last_mut(), codes.first())
            {
                split.offer(*code);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Takes a name typed in the codebook; while there is none the question stays.
fn named(app: &mut App, what: Naming, name: &str) -> Vec<Effect> {
    if name.trim().is_empty() {
        app.desk.say(Message::new("say-name-needed"));
        return Vec::new();
    }
    app.overlays.pop();
    if let (Naming::Part, Some(Screen::Split(split))) = (what, app.screens.last_mut()) {
        split.offer_new(&app.loaded, name.trim());
    }
    codebook::name_code(&app.loaded, what, name)
        .into_iter()
        .collect()
}

fn answer_prompt(app: &mut App, prompt: &Prompt, command: Command) -> Vec<Effect> {
    match (command, prompt.purpose) {
        (Command::Accept, Purpose::Search) => {
            app.overlays.pop();
            if let (Some(Screen::Coding(screen)), Some(open)) =
                (app.screens.last_mut(), &app.loaded.open)
            {
                coding::search(screen, open, &mut app.desk, prompt.field.text());
            }
        }
        (Command::Accept, Purpose::Filter) => {
            app.overlays.pop();
        }
        (Command::Accept, Purpose::Attribute(_)) => {
            app.overlays.pop();
            if let Some(Screen::Attributes(table)) = app.screens.last() {
                let set = table.set(&app.loaded, prompt.field.text());
                return set.into_iter().collect();
            }
        }
        (Command::Accept, Purpose::NewAttribute) => {
            app.overlays.pop();
            if let Some(Screen::Attributes(table)) = app.screens.last_mut() {
                table.add(&app.loaded, prompt.field.text());
            }
        }
        (Command::Accept, Purpose::Reason) => {
            app.overlays.pop();
            reviewing::reasoned(app, prompt.field.text());
        }
        (Command::Accept, Purpose::Decisions) => {
            let path = prompt.field.text().trim();
            if path.is_empty() {
                app.desk.say(Message::new("say-name-needed"));
                return Vec::new();
            }
            app.overlays.pop();
            return vec![Effect::ExportDecisions {
                path: path.into(),
                lang: app.desk.lang,
            }];
        }
        (Command::Accept, Purpose::NewCode(new)) => {
            let Some(effect) = prompt.make_code(&app.loaded, new) else {
                app.desk.say(Message::new("say-name-needed"));
                return Vec::new();
            };
            app.overlays.pop();
            return vec![effect];
        }
        (Command::Accept, Purpose::CodebookFile) => {
            let name = prompt.field.text().trim();
            let words = match app.desk.lang {
                Lang::Zh => Words::Chinese,
                Lang::En => Words::English,
            };
            let Some(form) = CodebookForm::of(Path::new(name), words) else {
                app.desk.say(Message::new("say-codebook-ending"));
                return Vec::new();
            };
            app.overlays.pop();
            let folder = app.loaded.path.parent().unwrap_or(Path::new(""));
            return vec![Effect::WriteCodebook {
                file: folder.join(name),
                form,
            }];
        }
        (Command::Accept, Purpose::TableFile) => {
            let name = prompt.field.text().trim();
            if name.is_empty() {
                app.desk.say(Message::new("say-name-needed"));
                return Vec::new();
            }
            app.overlays.pop();
            return analysing::write(app, name);
        }
        (Command::Accept, Purpose::CopyFile) => {
            let name = prompt.field.text().trim();
            if name.is_empty() {
                app.desk.say(Message::new("say-name-needed"));
                return Vec::new();
            }
            app.overlays.pop();
            let typed = Path::new(name);
            // A bare name is looked for beside the study, a path where it leads.
            let file = if typed.components().count() > 1 {
                typed.to_owned()
            } else {
                app.loaded.path.with_file_name(typed)
            };
            return taking_in::look(app, file);
        }
        (Command::Accept, Purpose::Import(question)) => {
            return importing::answer(app, question, prompt.field.text());
        }
        (Command::Accept, Purpose::Name(what)) => {
            return named(app, what, prompt.field.text());
        }
        (Command::OtherEnd, Purpose::NewCode(_)) => {
            app.overlays
                .push(Overlay::Palette(Palette::parent(&app.loaded)));
        }
        (Command::Cancel, purpose) => {
            app.overlays.pop();
            if let (Purpose::Filter, Some(filter)) = (purpose, filter_of(app.screen_mut())) {
                filter.clear();
            }
        }
        _ => {}
    }
    Vec::new()
}
