//! The comparison of coders: its table, what can be chosen, the passages behind it.

use ratatui::layout::Size;

use crate::analysis::agreement::bootstrap::{Draws, SEED};
use crate::analysis::agreement::compare::{Asked, Resampling, compare};
use crate::analysis::agreement::ruler::{Least, Ruler, Stretches};
use crate::analysis::agreement::sample::{Interview, Passages, Sample};
use crate::analysis::frequency::Fact;
use crate::analysis::progress::Progress;
use crate::model::InterviewId;
use crate::strings::Lang;
use crate::study::{Agreement, AgreementRow, AgreementUnit, Difference, Opinion, Work};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::screens::Screen;
use crate::tui::screens::agreement::Choice;
use crate::tui::testing::{LARGE, SMALL, app_of, codebook, loaded, passage, words_of};
use crate::tui::update::update;

/// Figures of these coders in six interviews of ten turns each; no coder differs about `P`.
fn figures(choice: &Choice, coders: &[&str]) -> Agreement {
    let book = codebook();
    let n_codes = u32::try_from(book.codes().len()).unwrap();
    let turns: Vec<(u32, u32)> = (0..10).map(|turn| (turn * 10, turn * 10 + 9)).collect();
    let interview = Interview {
        units: Ruler::Pieces(turns),
        chars: Ruler::Characters(Stretches::new([(0, 100)])),
        covered: vec![true; coders.len()],
    };
    let mut facts = Vec::new();
    for interview in 0..6 {
        for coder in 0..u32::try_from(coders.len()).unwrap() {
            for code in 1..n_codes {
                // The more seldom a code, the more the coders differ about it.
                let turn = (interview * 3 + code + u32::from(interview % code == 0) * coder) % 10;
                facts.push(Fact {
                    code,
                    interview,
                    start: turn * 10 + 2,
                    end: turn * 10 + 6,
                    coder,
                });
            }
        }
    }
    let sample = Sample::new(coders.len(), vec![interview; 6], facts, Least::Character);
    let request = choice.request();
    let measures = request.measures.of_codings(coders.len());
    let codes: Vec<Vec<u32>> = (0..n_codes).map(|code| vec![code]).collect();
    let draws = Draws::random(6, 200, SEED);
    let asked = Asked {
        measures: &measures,
        passages: Passages::Ignored,
        resampling: Resampling::Drawn(&draws),
    };
    let mut overall = compare(&sample, &codes, asked, &Progress::unwatched()).unwrap();
    let of_codes = std::mem::take(&mut overall.codes);
    let rows = of_codes.into_iter().enumerate().map(|(place, of)| {
        let code = &book.codes()[place];
        AgreementRow {
            code: code.id,
            public_id: code.entry.public_id.clone(),
            name: code.entry.name.clone(),
            path: book.path(place),
            kind: code.entry.kind.clone(),
            depth: book.depth(place),
            of,
        }
    });
    Agreement {
        rows: rows.collect(),
        request,
        measures,
        coders: coders.iter().map(|it| (*it).to_owned()).collect(),
        levels: vec![overall.clone(), overall.clone()],
        overall,
        kinds: Vec::new(),
        interviews: (1..=6).map(|n| format!("E{n:02}")).collect(),
        n_left_out: 3,
        n_hidden: 0,
        n_inferred: 2,
        n_settled: 0,
        has_intervals: true,
        fingerprint: String::new(),
    }
}

/// What the last effect asks the worker for.
#[track_caller]
fn asked(effects: &[Effect]) -> (Ticket, Choice) {
    match effects.last() {
        Some(Effect::Start {
            ticket,
            job: Job::Agreement(choice),
        }) => (*ticket, choice.clone()),
        other => panic!("no comparison was asked for, but {other:?}"),
    }
}

fn answer(app: &mut App, ticket: Ticket, outcome: Result<Answer, Trouble>) {
    update(app, Event::Answer { ticket, outcome });
}

/// The program with the table of these coders in view.
fn compared(size: Size, coders: &[&str]) -> App {
    let mut app = app_of(loaded(), size);
    let (ticket, choice) = asked(&app.press("g A"));
    let found = figures(&choice, coders);
    answer(&mut app, ticket, Ok(Answer::Agreement(Box::new(found))));
    app
}

#[test]
fn agreement_80_zh() {
    let app = compared(SMALL, &["RA-01", "RA-02"]);
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn agreement_of_three_120_en() {
    let mut app = compared(LARGE, &["RA-01", "RA-02", "RA-03"]);
    app.press("S down");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn unit_coders_and_level_are_computed_anew_and_the_order_is_not() {
    let mut app = compared(SMALL, &["RA-01", "RA-02", "RA-03"]);
    let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    assert_eq!(asked(&app.press("U")).1.unit, AgreementUnit::Interview);
    assert_eq!(asked(&app.press("U")).1.unit, AgreementUnit::Character);
    assert_eq!(asked(&app.press("A")).1.pair, pair("RA-01", "RA-02"));
    assert_eq!(asked(&app.press("B")).1.pair, pair("RA-01", "RA-03"));
    assert_eq!(asked(&app.press("A")).1.pair, pair("RA-02", "RA-03"));
    assert_eq!(
        asked(&app.press("B")).1.pair,
        None,
        "after the last: everybody"
    );
    assert_eq!(asked(&app.press("L")).1.level, Some(1));
    assert_eq!(
        asked(&app.press("L")).1.level,
        None,
        "the lowest level is the codes themselves"
    );
    assert!(app.press("S").is_empty());
}

#[test]
fn before_and_after_settling_are_compared_in_turn() {
    let mut app = compared(SMALL, &["甲", "乙"]);
    assert!(words_of(&app, Lang::Zh).contains("裁定前"));
    let (ticket, choice) = asked(&app.press("W"));
    assert_eq!(choice.work, Work::Settled);
    let mut after = figures(&choice, &["甲", "乙"]);
    after.n_settled = 4;
    answer(&mut app, ticket, Ok(Answer::Agreement(Box::new(after))));
    assert!(words_of(&app, Lang::Zh).contains("裁定后（4 项）"));
    let (_, choice) = asked(&app.press("W"));
    assert_eq!(choice.work, Work::AsCoded);
}

#[test]
fn the_figures_before_stay_in_view_until_those_asked_for_come() {
    let mut app = compared(SMALL, &["RA-01", "RA-02"]);
    let (older, _) = asked(&app.press("U"));
    let (newer, choice) = asked(&app.press("U"));
    assert!(words_of(&app, Lang::Zh).contains("正在计算"));
    let found = Answer::Agreement(Box::new(figures(&choice, &["RA-03", "RA-04"])));
    answer(&mut app, older, Ok(found.clone()));
    assert!(
        words_of(&app, Lang::Zh).contains("RA-01"),
        "a stale answer is dropped"
    );
    let (done, of) = (7, 40);
    update(
        &mut app,
        Event::Progress {
            ticket: newer,
            done,
            of,
        },
    );
    assert!(words_of(&app, Lang::Zh).contains("7/40"));
    answer(&mut app, newer, Ok(found));
    let words = words_of(&app, Lang::Zh);
    assert!(
        words.contains("RA-03") && !words.contains("正在计算"),
        "{words}"
    );
}

#[test]
fn who_leaves_stops_what_is_being_computed() {
    let mut app = app_of(loaded(), SMALL);
    let (ticket, _) = asked(&app.press("g A"));
    assert!(app.press("q").contains(&Effect::Stop(ticket)));
    let mut app = compared(SMALL, &["RA-01", "RA-02"]);
    let stopped = app.press("q");
    assert!(
        !stopped.iter().any(|it| matches!(it, Effect::Stop(_))),
        "nothing is awaited"
    );
}

#[test]
fn where_nobody_can_be_compared_the_screen_says_why() {
    let mut app = app_of(loaded(), SMALL);
    let (ticket, _) = asked(&app.press("g A"));
    let why = Message::new("error-too-few-coders")
        .with("n", 1)
        .with("what", "");
    answer(&mut app, ticket, Err(Trouble::unchanged(why)));
    assert!(words_of(&app, Lang::Zh).contains("至少要有两位编码员"));
    assert!(app.desk.errors.is_empty(), "it is no error");
}

#[test]
fn a_row_leads_to_the_passages_on_which_coders_differ_and_these_to_where_they_are_settled() {
    let mut app = compared(SMALL, &["RA-01", "RA-02"]);
    let effects = app.press("down enter");
    let Some(Effect::Start {
        ticket,
        job: Job::Differences { code, .. },
    }) = effects.last()
    else {
        panic!("no differences were asked for, but {effects:?}");
    };
    let code = *code;
    let open = app.loaded.open.as_ref().unwrap();
    let span = passage(open, "居民一开始不来，后来把会放到晚上开，来的人就多了。");
    let side = |coder: &str, marked, codes: &[&str]| Opinion {
        coder: coder.to_owned(),
        marked,
        codes: codes.iter().map(|it| (*it).to_owned()).collect(),
    };
    let found = Difference {
        interview: open.id,
        interview_name: open.name.clone(),
        span,
        words: open.text.slice(span).unwrap().to_owned(),
        speaker: Some("E17".to_owned()),
        turn: Some(4),
        sides: vec![
            side("RA-01", true, &["P1.1", "C2.3"]),
            side("RA-02", false, &["C2.3"]),
        ],
    };
    let interview: InterviewId = found.interview;
    let ticket = *ticket;
    answer(&mut app, ticket, Ok(Answer::Differences(vec![found])));
    assert!(matches!(app.screen(), Screen::Differences(list) if list.code == code));
    insta::assert_snapshot!("differences_80_zh", words_of(&app, Lang::Zh));
    let effects = app.press("enter");
    assert!(matches!(
        effects.last(),
        Some(Effect::Start {
            job: Job::Disagreements,
            ..
        })
    ));
    match app.screen() {
        Screen::Disagreements(list) => {
            assert_eq!(list.only.code, Some(code));
            assert_eq!(list.wanted, Some((interview, span)));
        }
        other => panic!("{other:?}"),
    }
}
