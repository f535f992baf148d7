//! The log on screen, and going back to one of its steps.

use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::history::{CHUNK, History, Past};
use crate::tui::testing::{TALK, screen_in, words_of};
use crate::tui::theme::Shipped;
use crate::tui::update::update;

use super::live::Live;

fn history(app: &App) -> &History {
    match app.screen() {
        Screen::History(history) => history,
        other => panic!("{other:?}"),
    }
}

/// A study in which three passages were coded and a fourth coding was taken back, at its log.
fn log() -> Live {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("j 1 j 2 j 3 j 4 u g u");
    live.answers();
    live
}

#[test]
fn every_step_is_listed_the_latest_first() {
    let live = log();
    let shown = history(&live.app);
    let kinds: Vec<_> = shown
        .steps()
        .iter()
        .map(|it| it.entry.kind.as_str())
        .collect();
    assert_eq!(kinds[..5], ["undo", "code", "code", "code", "code"]);
    let screen = screen_in(&live.app, Lang::Zh, Shipped::Dark);
    assert!(screen.contains("[已撤销]"), "{screen}");
}

#[test]
fn going_back_to_a_step_takes_back_what_came_after_it_and_can_be_gone_back_on() {
    let mut live = log();
    let codings = |live: &Live| live.app.loaded.open.as_ref().unwrap().layer.all().len();
    let before = codings(&live);
    // Onto the first of the four codings.
    live.press("j j j j enter");
    assert!(matches!(
        live.app.overlays.last(),
        Some(Overlay::Confirm(_))
    ));
    assert_eq!(
        codings(&live),
        before,
        "nothing happens before it is agreed to"
    );
    live.press("enter");
    live.answers();
    assert_eq!(live.said(), "said-travelled-back");
    assert_eq!(codings(&live), before - 2);
    // The fourth coding had been taken back before; all of them are done again.
    let fourth = history(&live.app)
        .steps()
        .iter()
        .position(|it| it.entry.kind == "code")
        .unwrap();
    live.press("g g");
    live.press(&"j ".repeat(fourth));
    live.press("enter enter");
    assert_eq!(live.said(), "said-travelled-forth");
    assert_eq!(codings(&live), before + 1);
}

#[test]
fn where_nothing_of_ones_own_came_after_a_step_that_is_said() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("j 1 g u");
    live.answers();
    live.press("enter");
    assert_eq!(live.said(), "say-is-here");
    assert!(live.app.overlays.is_empty());
}

#[test]
fn older_steps_are_read_when_the_last_one_is_reached() {
    let mut app = App::sample();
    let asked = app.press("g u");
    let Some(Effect::Start { ticket, job }) = asked.last().cloned() else {
        panic!("{asked:?}");
    };
    assert_eq!(job, Job::History(CHUNK));
    let live = log();
    let step = history(&live.app).steps()[1].clone();
    let past = Past::of(vec![step; CHUNK as usize]);
    let outcome = Ok(Answer::History(past));
    update(&mut app, Event::Answer { ticket, outcome });
    assert!(app.press("down").is_empty());
    let more = app.press("G");
    assert!(matches!(
        more.as_slice(),
        [Effect::Start { job: Job::History(n), .. }] if *n == 2 * CHUNK
    ));
}

#[test]
fn the_log_leads_back_where_it_was_opened() {
    let mut app = App::sample();
    app.press("g u");
    app.press("esc");
    assert_eq!(app.target_words(), TALK[0]);
}

#[test]
fn log_80_en() {
    let mut app = log().app;
    app.desk.saved = None;
    if let Screen::History(History {
        past: Some(past), ..
    }) = app.screen_mut()
    {
        past.times.fill("03-12 14:32".to_owned());
    }
    insta::assert_snapshot!(words_of(&app, Lang::En));
}
