//! Screens as they are drawn, at the two sizes and in both languages.

use crate::analysis::frequency::Counts;
use crate::model::Status;
use crate::model::coding::Layer;
use crate::strings::Lang;
use crate::study::{Frequencies, FrequencyRow, Passage};
use crate::tui::app::App;
use crate::tui::event::{Event, Message, Trouble};
use crate::tui::jobs::{Answer, Ticket};
use crate::tui::testing::{
    LARGE, SMALL, app_of, code, codebook, frequencies, loaded, passage, screen_in, tag, words_of,
};
use crate::tui::theme::Shipped;
use crate::tui::update::update;

fn large() -> App {
    app_of(loaded(), LARGE)
}

#[test]
fn coding_80_zh() {
    let mut app = App::sample();
    app.act("down down x 1");
    insta::assert_snapshot!(screen_in(&app, Lang::Zh, Shipped::Dark));
}

#[test]
fn coding_120_zh() {
    let mut app = large();
    app.act("] t ] t ] t down 8 x");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn coding_120_en() {
    let mut app = large();
    app.act("] c");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn coding_80_without_colours() {
    let mut app = App::sample();
    app.act("down x");
    insta::assert_snapshot!(screen_in(&app, Lang::Zh, Shipped::Plain));
}

#[test]
fn palette_80_zh() {
    let mut app = App::sample();
    app.press("] t c");
    app.type_text("ys");
    app.press("tab");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn side_panel_80_zh() {
    let mut app = App::sample();
    app.act("] c tab");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn new_code_over_a_low_passage_stands_above_it() {
    let mut app = App::sample();
    app.press("G a");
    app.type_text("多了一道工序");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn interviews_80_en() {
    let mut app = App::sample();
    app.press("g l down");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn lanes_80() {
    let mut study = loaded();
    let open = study.open.as_mut().unwrap();
    let words = "我们一共就九个人，要对接三十多个部门，去年报表就有一百二十多张。";
    let whole = passage(open, words);
    let part = passage(open, "去年报表就有一百二十多张。");
    let tags = (0..5)
        .map(|n| {
            tag(
                n,
                if n < 2 { whole } else { part },
                code("C3.3"),
                "RA-01",
                Status::Coded,
            )
        })
        .chain([tag(9, part, code("P4.1"), "RA-02", Status::Rejected)])
        .collect();
    open.layer = Layer::new(tags);
    let mut app = app_of(study, SMALL);
    app.press("down");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn an_error_says_that_the_data_are_safe_and_what_to_press() {
    let mut app = App::sample();
    let error = Message::new("error-built-upon").with("what", "step 12");
    update(&mut app, Event::Failed(Trouble::unchanged(error)));
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn frequencies_80_zh() {
    let mut app = App::sample();
    app.press("g f");
    let book = codebook();
    let rows = book
        .codes()
        .iter()
        .enumerate()
        .map(|(place, it)| FrequencyRow {
            code: it.id,
            public_id: it.entry.public_id.clone(),
            name: it.entry.name.clone(),
            path: book.path(place),
            kind: it.entry.kind.clone(),
            depth: book.depth(place),
            own: counts(place as u64 * 9),
            total: counts(place as u64 * 9 + 3),
            prompting: None,
            denied: None,
            groups: Vec::new(),
        })
        .collect();
    let figures = Frequencies {
        rows,
        n_interviews: 22,
        n_codings: 252,
        ..Frequencies::default()
    };
    let outcome = Ok(frequencies(figures));
    update(
        &mut app,
        Event::Answer {
            ticket: Ticket(1),
            outcome,
        },
    );
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
    let effects = app.press("enter");
    assert_eq!(effects.len(), 1, "the passages are asked for");
    let open = app.loaded.open.as_ref().unwrap();
    let span = passage(open, "居民一开始不来，后来把会放到晚上开，来的人就多了。");
    let found = Passage {
        interview: open.id,
        interview_name: open.name.clone(),
        coding: open.layer.all()[0].id,
        span,
        words: open.text.slice(span).unwrap().to_owned(),
        coder: "RA-02".to_owned(),
        speaker: Some("E17".to_owned()),
        codes: Vec::new(),
    };
    let outcome = Ok(Answer::Passages(vec![found]));
    update(
        &mut app,
        Event::Answer {
            ticket: Ticket(2),
            outcome,
        },
    );
    insta::assert_snapshot!("passages_80_zh", words_of(&app, Lang::Zh));
}

fn counts(codings: u64) -> Counts {
    Counts {
        codings,
        interviews: codings / 3,
        chars: codings * 30,
        ..Counts::default()
    }
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let mut app = App::sample();
    update(
        &mut app,
        Event::Resize(ratatui::layout::Size {
            width: 40,
            height: 10,
        }),
    );
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}
