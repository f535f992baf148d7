//! How people find out what can be done: pop-ups after a key, menus, help, errors, empty screens.

use std::time::Duration;

use crate::strings::{Lang, Strings};
use crate::study::{Access, Frequencies};
use crate::tui::app::{App, FollowUp, Patience};
use crate::tui::command::{Command, Group};
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message, Standing, Trouble};
use crate::tui::jobs::Ticket;
use crate::tui::keymap::Context;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::menu::{Menu, Tab};
use crate::tui::possible::why_not;
use crate::tui::testing::{LARGE, SMALL, app_of, frequencies, interview, loaded, words_of};
use crate::tui::update::update;

fn menu(app: &App) -> &Menu {
    match app.overlays.last() {
        Some(Overlay::Menu(menu)) => menu,
        other => panic!("no menu: {other:?}"),
    }
}

#[test]
fn what_may_follow_a_key_is_shown_after_a_while() {
    for prefix in ["g", "[", "]"] {
        let mut app = App::sample();
        let before = words_of(&app, Lang::Zh);
        app.press(prefix);
        assert_eq!(app.awaits(), Some(Duration::from_millis(350)));
        assert_eq!(words_of(&app, Lang::Zh), before, "not yet");
        update(&mut app, Event::Waited);
        assert_eq!(app.awaits(), None, "nothing more is awaited");
        let shown = words_of(&app, Lang::Zh);
        let strings = Strings::new(Lang::Zh);
        let follow = app.keymap.continuations(app.contexts(), &app.pending);
        assert!(!follow.is_empty());
        for (keys, command) in follow {
            let words = strings.get(command.title_key());
            let row = shown.lines().find(|row| row.contains(&words));
            assert!(
                row.is_some_and(|row| row.contains(&keys)),
                "{prefix}{keys}\n{shown}"
            );
        }
        assert!(app.press("esc").is_empty());
        assert_eq!(words_of(&app, Lang::Zh), before, "esc takes it back");
    }
}

#[test]
fn what_may_follow_can_be_shown_at_once_or_never() {
    let mut app = App::sample();
    app.desk.patience = Patience::For(Duration::ZERO);
    app.press("g");
    assert_eq!((app.awaits(), app.follow_up), (None, FollowUp::Shown));
    app.press("g");
    assert_eq!(app.follow_up, FollowUp::Hidden);

    app.desk.patience = Patience::Endless;
    app.press("g");
    assert_eq!((app.awaits(), app.follow_up), (None, FollowUp::Hidden));
}

#[test]
fn nothing_is_awaited_while_somebody_types_or_does_nothing() {
    let mut app = App::sample();
    assert_eq!(app.awaits(), None);
    for keys in ["c", ":", "/", "g m"] {
        app.press(keys);
        app.type_text("g[]");
        assert_eq!(app.awaits(), None, "{keys}");
        app.overlays.clear();
    }
    // A tick that comes too late does nothing.
    update(&mut app, Event::Waited);
    assert_eq!(app.follow_up, FollowUp::Hidden);
}

#[test]
fn menu_80_zh() {
    let mut app = App::sample();
    app.press("] t space");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn menu_of_all_commands_120_en() {
    let mut app = app_of(loaded(), LARGE);
    app.press("f10 right down");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn help_80_zh() {
    let mut app = App::sample();
    app.press("?");
    app.type_text("hualun");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn every_command_stands_in_the_menu_in_the_order_of_the_help() {
    let app = App::sample();
    let bar = Menu::new(&app, Tab::Of(Group::Code));
    let in_menu: Vec<Command> = bar
        .rows
        .iter()
        .skip(1)
        .flatten()
        .map(|row| row.command)
        .collect();
    assert_eq!(in_menu, Command::in_order());
    for command in Command::ALL {
        let listed = in_menu.contains(command);
        assert_ne!(listed, command.is_of_overlays(), "{}", command.name());
    }
    let mut app = App::sample();
    app.press(":");
    let Some(Overlay::Commands(list)) = app.overlays.last() else {
        panic!("a list");
    };
    assert_eq!(list.rows, in_menu);
}

#[test]
fn a_key_works_in_the_menu_as_without_it() {
    let mut app = App::sample();
    app.press("down space x");
    assert_eq!(app.overlays, []);
    assert!(
        app.target_words().contains("街道"),
        "{}",
        app.target_words()
    );
    app.press("space g");
    assert_eq!(app.overlays, []);
    app.press("g");
    assert!(app.target_words().starts_with("您觉得"), "after g g");
    app.press("space space");
    assert_eq!(app.overlays, [], "space closes what it opened");
}

#[test]
fn the_menu_says_why_something_is_not_possible_and_does_nothing() {
    let mut app = App::sample();
    app.press("space");
    let place = menu(&app)
        .shown()
        .iter()
        .position(|row| row.command == Command::RemoveCode)
        .unwrap();
    for _ in 0..place {
        app.press("down");
    }
    assert_eq!(
        menu(&app).shown()[place].why_not,
        Some(Message::new("say-no-code-here"))
    );
    assert!(words_of(&app, Lang::Zh).contains("现在不能用：这里没有编码"));
    assert!(app.press("enter").is_empty());
    assert_eq!(app.desk.remark, Some(Message::new("say-no-code-here")));
}

#[test]
fn reasons_follow_the_place_and_the_study() {
    let mut app = App::sample();
    let reason = |app: &App, command| why_not(app, command).map(|why| why.key);
    assert_eq!(reason(&app, Command::Digit1), None);
    assert_eq!(reason(&app, Command::Digit9), Some("say-no-pin"));
    assert_eq!(reason(&app, Command::Sort), Some("not-on-this-screen"));
    assert_eq!(reason(&app, Command::Undo), Some("error-nothing-to-undo"));
    assert_eq!(reason(&app, Command::NextInterview), None);
    app.press("] c");
    assert_eq!(reason(&app, Command::Facet), None);
    app.loaded.access = Access::Reading;
    assert_eq!(reason(&app, Command::Digit1), Some("say-read-only"));
    assert_eq!(reason(&app, Command::Next), None);
    app.press("g f");
    assert_eq!(reason(&app, Command::Sort), None);
    assert_eq!(reason(&app, Command::Palette), Some("not-on-this-screen"));
    assert_eq!(reason(&app, Command::Suspend), None);
}

#[test]
fn an_interview_is_begun_from_any_screen() {
    for keys in ["", "g h", "g f", "g c", "g n", "g l", "g u"] {
        let mut app = App::sample();
        app.press(keys);
        app.press(":");
        app.type_text("new-interview");
        app.press("enter");
        assert!(
            matches!(app.overlays.last(), Some(Overlay::Start(_))),
            "after {keys}: {:?}",
            app.desk.remark
        );
    }
}

#[test]
fn no_command_lists_a_key_twice() {
    let app = App::sample();
    for context in [&["list", "move", "global"], &["split", "move", "global"]] {
        let contexts: Vec<Context> = Context::ALL
            .iter()
            .copied()
            .filter(|it| context.contains(&it.name()))
            .collect();
        for command in Command::ALL {
            let mut keys = app.keymap.keys_of(&contexts, *command);
            let n = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), n, "{}", command.name());
        }
    }
}

#[test]
fn a_command_that_is_typed_needs_no_key() {
    for (typed, wish) in [
        ("suspend", Effect::Suspend),
        ("mouse off", Effect::Mouse(crate::tui::app::Mouse::Off)),
        ("guaqi", Effect::Suspend),
    ] {
        let mut app = App::sample();
        app.press(":");
        app.type_text(typed);
        assert_eq!(app.press("enter"), [wish], "{typed}");
    }
}

/// Keys of the errors in the strings.
fn errors() -> Vec<&'static str> {
    include_str!("../../strings/zh.ftl")
        .lines()
        .filter_map(|line| line.split(" =").next())
        .filter(|key| key.starts_with("error-") && !key.starts_with("error-nothing"))
        .collect()
}

#[test]
fn every_error_says_what_happened_whether_the_data_are_safe_and_what_to_press() {
    assert!(errors().len() > 20);
    for (lang, unchanged, changed, key) in [
        (Lang::Zh, "没有改动任何内容", "已经保存", "按 Esc"),
        (Lang::En, "Nothing was changed", "The step is saved", "Esc"),
    ] {
        let strings = Strings::new(lang);
        for error in errors() {
            for (study, safe) in [
                (Standing::Unchanged, unchanged),
                (Standing::Changed, changed),
            ] {
                let mut app = app_of(loaded(), SMALL);
                let args = ["what", "n", "name", "coder", "step", "found", "known"];
                let what = args
                    .into_iter()
                    .fold(Message::new(error), |it, name| it.with(name, 7));
                update(&mut app, Event::Failed(Trouble { what, study }));
                // The sentence wraps; spaces tell nothing here.
                let shown = squeezed(&words_of(&app, lang));
                let said = squeezed(&strings.get(error));
                let begins: String = said.chars().take_while(|c| *c != '{').take(6).collect();
                for part in [begins.as_str(), safe, key] {
                    assert!(shown.contains(&squeezed(part)), "{error}: {part}\n{shown}");
                }
            }
        }
    }
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn an_empty_screen_says_what_can_be_done() {
    let mut study = loaded();
    study.open = Some(interview(&[]));
    let mut bare = loaded();
    bare.interviews.clear();
    bare.open = None;
    for lang in [Lang::Zh, Lang::En] {
        for (study, keys) in [
            (study.clone(), ""),
            (bare.clone(), ""),
            (bare.clone(), "g f"),
        ] {
            let mut app = app_of(study, SMALL);
            app.press(keys);
            let outcome = Ok(frequencies(Frequencies::default()));
            update(
                &mut app,
                Event::Answer {
                    ticket: Ticket(1),
                    outcome,
                },
            );
            let shown = words_of(&app, lang);
            let body: Vec<&str> = shown.lines().skip(2).take(6).collect();
            let body = body.join("\n");
            let says_how = ["按", "press", "Press"]
                .iter()
                .any(|word| body.contains(word));
            assert!(says_how, "{lang:?} {keys}:\n{shown}");
        }
    }
}
