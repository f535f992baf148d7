//! The tour: what it says, what ends a stop, how it is left, and that it stays out of the way.

use ratatui::layout::{Position, Size};

use super::live::Live;
use crate::strings::{Lang, Strings};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::layout::SMALLEST;
use crate::tui::pointer::{How, Pointed, Under, under};
use crate::tui::screens::Screen;
use crate::tui::testing::{LARGE, SMALL, words_of};
use crate::tui::theme::{Shipped, Theme};
use crate::tui::tour::ROWS;
use crate::tui::update::{run, update};
use crate::tui::view::Ui;

/// Somebody who begins the tour.
fn begun() -> Live {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press(":");
    live.type_text("tour");
    live.press("enter");
    live
}

/// The number of the stop, as the screen says it.
fn stop(live: &Live) -> Option<usize> {
    let screen = words_of(&live.app, Lang::Zh);
    let (_, rest) = screen.split_once("导览 ")?;
    rest.split_once('/')?.0.parse().ok()
}

#[test]
fn each_stop_ends_when_what_it_asks_for_was_done() {
    let mut live = begun();
    assert_eq!(stop(&live), Some(1));
    live.press("end G");
    assert_eq!(stop(&live), Some(1), "something else");
    live.press("g g j");
    assert_eq!(stop(&live), Some(2));
    live.press("x");
    assert_eq!(stop(&live), Some(3));
    live.press("c");
    assert_eq!(stop(&live), Some(3), "nothing was given yet");
    live.type_text("shuju");
    live.press("enter");
    assert_eq!(stop(&live), Some(4));
    live.press("j 2");
    assert_eq!(stop(&live), Some(5));
    live.press("u");
    assert_eq!(stop(&live), Some(6));
    live.press("m");
    live.type_text("想到");
    live.press("esc");
    assert_eq!(stop(&live), Some(7));
    live.press("g f");
    assert_eq!(stop(&live), Some(8));
    live.press("g h");
    assert_eq!(stop(&live), Some(9));
    live.press("?");
    assert_eq!(stop(&live), None);
    live.press("esc");
    assert_eq!(live.app.desk.size, live.app.desk.terminal);
    let screen = words_of(&live.app, Lang::Zh);
    assert!(
        screen.contains(":tour"),
        "how to repeat it is said:\n{screen}"
    );
}

#[test]
fn a_stop_can_be_skipped_by_key_or_mouse_and_the_tour_left() {
    let mut live = begun();
    live.press("f3");
    assert_eq!(stop(&live), Some(2));
    let strings = Strings::new(Lang::Zh);
    let theme = Theme::shipped(Shipped::Plain);
    let ui = Ui::new(&strings, &theme, &live.app.desk);
    let on = under(&live.app, &ui, Position::new(3, SMALL.height - 1));
    assert_eq!(on, Under::Command(Command::TourNext));
    let how = How::Press { clicks: 1 };
    let held = crate::tui::pointer::Held::Nothing;
    live.happens(Event::Mouse(Pointed { how, held, on }));
    assert_eq!(stop(&live), Some(3));
    run(&mut live.app, Command::Tour);
    live.happens(Event::Resize(SMALL));
    assert_eq!(stop(&live), None);
    live.press("f3");
    assert_eq!(stop(&live), None, "there is nothing to skip");
}

#[test]
fn it_begins_in_an_interview_wherever_one_is() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("g f g h");
    let effects = run(&mut live.app, Command::Tour);
    for effect in effects {
        let event = live.world.perform(&mut live.app.loaded, effect);
        live.happens(event.unwrap());
    }
    assert!(matches!(live.app.screen(), Screen::Coding(_)));
    assert_eq!(stop(&live), Some(1));
}

#[test]
fn nobody_is_led_through_a_study_of_their_own() {
    let mut app = App::sample();
    app.loaded.demo = false;
    assert!(run(&mut app, Command::Tour).is_empty());
    assert_eq!(app.desk.tour, None);
    assert!(words_of(&app, Lang::Zh).contains("fangtan demo"));
}

#[test]
fn every_sentence_fits_at_every_size_that_shows_it() {
    for lang in [Lang::Zh, Lang::En] {
        let narrow = Size {
            height: SMALLEST.height + ROWS,
            ..SMALLEST
        };
        for size in [SMALL, LARGE, narrow] {
            let mut live = begun();
            live.happens(Event::Resize(size));
            let mut screens = Vec::new();
            while live.app.desk.tour.is_some() {
                screens.push(words_of(&live.app, lang));
                live.press("f3");
            }
            assert_eq!(screens.len(), 9);
            for screen in screens {
                let strip: Vec<&str> = screen
                    .lines()
                    .skip(usize::from(size.height - ROWS))
                    .collect();
                let last = strip[1].trim_end();
                let whole =
                    last.ends_with(['。', '.']) || strip[0].trim_end().ends_with(['。', '.']);
                assert!(whole, "{lang:?} {size}\n{screen}");
                assert!(!screen.contains(['{', '}']), "{screen}");
            }
        }
    }
}

#[test]
fn it_names_the_keys_that_a_person_chose() {
    let mut live = begun();
    live.app.keymap = Keymap::default()
        .merged("[coding]\nx = \"none\"\nX = \"none\"\nz = \"extend\"\n")
        .unwrap();
    live.press("f3");
    let screen = words_of(&live.app, Lang::Zh);
    assert!(screen.contains("按 z 把"), "{screen}");
}

#[test]
fn a_window_without_room_for_it_shows_the_screen_alone() {
    let mut live = begun();
    live.happens(Event::Resize(SMALLEST));
    assert_eq!(live.app.desk.size, SMALLEST);
    assert_eq!(stop(&live), None);
    update(&mut live.app, Event::Resize(SMALL));
    assert_eq!(stop(&live), Some(1), "it waits");
    assert_eq!(live.app.desk.size.height, SMALL.height - ROWS);
}

#[test]
fn every_screen_above_it_is_drawn_as_on_a_terminal_that_is_so_much_smaller() {
    // The two studies may have been made in different minutes.
    let minute = regex::Regex::new(r"\d\d-\d\d \d\d:\d\d").unwrap();
    for keys in [
        "j", "g h", "g l", "g f", "g c", "g n", "g u", "g r", "g d", "g k", "g A", "g /",
    ] {
        let (mut with, mut without) = (begun(), Live::new("RA-09", "01-公共管理学者-北京"));
        for terminal in [SMALL, LARGE] {
            let smaller = Size {
                height: terminal.height - ROWS,
                ..terminal
            };
            with.happens(Event::Resize(terminal));
            without.happens(Event::Resize(smaller));
            for live in [&mut with, &mut without] {
                live.press(keys);
                live.app.desk.remark = None;
                live.answered();
            }
            let words = |app: &App| {
                let screen = words_of(app, Lang::Zh);
                let rows: Vec<&str> = screen.lines().take(usize::from(smaller.height)).collect();
                minute
                    .replace_all(&rows.join("\n"), "00-00 00:00")
                    .into_owned()
            };
            assert_eq!(words(&with.app), words(&without.app), "{keys}");
        }
    }
}
