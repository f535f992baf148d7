//! The home screen and the table of attributes.

use ratatui::layout::Size;
use serde_json::json;

use crate::model::{Edit, InterviewId};
use crate::strings::Lang;
use crate::study::{
    Backups, Came, FileState, Finding, LogEntry, Merged, OpState, Overview, Progress, Queue,
    Severity, Share, Step, Subject, Waiting,
};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Message};
use crate::tui::jobs::{Answer, Job};
use crate::tui::screens::Screen;
use crate::tui::screens::home::Glance;
use crate::tui::testing::{LARGE, SMALL, app_of, loaded, words_of};
use crate::tui::update::update;

fn step(kind: &str, subject: Subject) -> Step {
    Step {
        entry: LogEntry {
            id: 7,
            coder: "RA-02".to_owned(),
            kind: kind.to_owned(),
            at_ms: 0,
            state: OpState::Done,
            record: json!({}),
        },
        subject,
    }
}

/// The sample study, of which two interviews were not begun and one code is not defined.
fn glance(interviews: &[InterviewId]) -> Glance {
    let progress = |n: usize, codings, turn| Progress {
        interview: interviews[n],
        codings,
        done: false,
        turn,
        has_interviewer: n != 2,
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Glance {
        overview: Overview {
            interviews: vec![
                progress(0, 0, None),
                progress(1, 5, Some(4)),
                progress(2, 0, None),
            ],
            latest: Some(interviews[1]),
            desk: Waiting::default(),
            coders: vec![Share {
                name: "RA-02".to_owned(),
                codings: 5,
                interviews: 1,
                done: 0,
            }],
            steps: vec![
                step(
                    "code",
                    Subject {
                        interviews: names(&["E17"]),
                        codes: names(&["P1.1 权责不清"]),
                        n_codings: 1,
                        ..Subject::default()
                    },
                ),
                step(
                    "import",
                    Subject {
                        n_interviews: 3,
                        n_codes: 8,
                        ..Subject::default()
                    },
                ),
            ],
            file: FileState {
                bytes: 18_400_000,
                is_private: Some(true),
                backups: Backups {
                    n: 3,
                    latest: Some("访谈-20260312-143000.fangtan".to_owned()),
                },
                copies: vec![
                    "/study/访谈（冲突副本）.fangtan".into(),
                    "/study/访谈-RA-02.fangtan".into(),
                ],
                synced_by: None,
            },
            findings: vec![Finding {
                severity: Severity::Warning,
                key: "quotation",
                place: "E17".to_owned(),
            }],
            n_conflicts: 3,
        },
        times: vec!["03-12 14:32".to_owned(), "03-12 09:00".to_owned()],
    }
}

/// The home screen after the worker has answered.
fn home(size: Size) -> App {
    let mut loaded = loaded();
    let place = loaded
        .codebook
        .codes()
        .iter()
        .position(|code| code.entry.public_id == "P2.1")
        .unwrap();
    loaded.n_codings[place] = 2;
    let code = loaded.codebook.codes()[place].id;
    let mut codes = loaded.codebook.codes().to_vec();
    codes[place].entry.definition.clear();
    let kinds = loaded.codebook.kinds.clone();
    loaded.codebook = crate::model::Codebook::new(codes);
    loaded.codebook.kinds = kinds;
    assert!(loaded.codebook.get(code).is_some());
    let mut app = app_of(loaded, size);
    let effects = app.press("g h");
    let Some(Effect::Start { ticket, job }) = effects.last().cloned() else {
        panic!("the worker is asked");
    };
    assert_eq!(job, Job::Overview("RA-02".to_owned()));
    let interviews: Vec<InterviewId> = app.loaded.interviews.iter().map(|it| it.id).collect();
    update(
        &mut app,
        Event::Answer {
            ticket,
            outcome: Ok(Answer::Overview(Box::new(glance(&interviews)))),
        },
    );
    app
}

#[test]
fn a_copy_beside_the_study_is_looked_at_and_taken_in_on_enter() {
    let mut app = home(SMALL);
    let effects = app.press("6");
    let file: std::path::PathBuf = "/study/访谈（冲突副本）.fangtan".into();
    let Some(Effect::Start { ticket, job }) = effects.first() else {
        panic!("{effects:?}");
    };
    let coder = app.loaded.coder.clone();
    let asked = Job::Merging {
        file: file.clone(),
        coder,
    };
    assert_eq!(*job, asked);
    let merged = Merged {
        came: vec![Came {
            table: "coding",
            added: 12,
            ..Came::default()
        }],
        n_turns: 2,
        has_changed: true,
        ..Merged::default()
    };
    let answer = |ticket| Event::Answer {
        ticket,
        outcome: Ok(Answer::Merging(Box::new(merged.clone()))),
    };
    update(&mut app, answer(*ticket));
    let screen = words_of(&app, Lang::Zh);
    assert!(screen.contains("12"), "{screen}");
    assert!(app.clone().press("esc").is_empty(), "Esc leaves it");
    let effects = app.press("enter");
    let Some(Effect::Start {
        ticket: taking,
        job,
    }) = effects.first()
    else {
        panic!("{effects:?}");
    };
    assert!(matches!(job, Job::TakeIn { file: taken, .. } if *taken == file));
    let progress = Event::Progress {
        ticket: *taking,
        done: 30,
        of: 120,
    };
    update(&mut app, progress);
    let screen = words_of(&app, Lang::Zh);
    assert!(
        screen.contains("正在合并") && screen.contains("25%"),
        "{screen}"
    );
    // Only stopping means something, and the study is waited for.
    assert!(app.press("enter").is_empty() && app.press("u").is_empty());
    let mut stopped = app.clone();
    assert_eq!(stopped.press("esc"), [Effect::Stop(*taking)]);
    assert!(words_of(&stopped, Lang::Zh).contains("正在停下"));
    let effects = update(
        &mut stopped,
        Event::Answer {
            ticket: *taking,
            outcome: Ok(Answer::Stopped),
        },
    );
    let said = Message::new("said-taking-in-stopped");
    assert_eq!(effects, [Effect::Reload(said)]);
    assert!(stopped.overlays.is_empty());
    let effects = update(
        &mut app,
        Event::Answer {
            ticket: *taking,
            outcome: Ok(Answer::TookIn(Box::new(merged.clone()))),
        },
    );
    assert_eq!(effects, [Effect::Reload(Message::new("said-took-in"))]);
    // An answer that nobody waits for asks nothing.
    update(&mut app, answer(*ticket));
    assert!(app.overlays.is_empty());
}

#[test]
fn home_120_zh() {
    insta::assert_snapshot!(words_of(&home(LARGE), Lang::Zh));
}

#[test]
fn home_80_zh() {
    insta::assert_snapshot!(words_of(&home(SMALL), Lang::Zh));
}

#[test]
fn home_60_en() {
    let size = Size {
        width: 60,
        height: 18,
    };
    insta::assert_snapshot!(words_of(&home(size), Lang::En));
}

#[test]
fn attributes_80_zh() {
    let mut app = app_of(loaded(), SMALL);
    app.press("g l t down right");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn enter_goes_on_where_the_coder_was_and_digits_lead_to_what_needs_a_decision() {
    let mut app = home(SMALL);
    let interviews: Vec<InterviewId> = app.loaded.interviews.iter().map(|it| it.id).collect();
    let opened = |effects: &[Effect]| match effects.last() {
        Some(Effect::Open { interview, .. }) => Some(*interview),
        _ => None,
    };
    assert_eq!(opened(&app.press("enter")), Some(interviews[1]));
    assert_eq!(opened(&home(SMALL).press("1")), Some(interviews[0]));
    assert_eq!(opened(&home(SMALL).press("2")), Some(interviews[2]));
    let mut app = home(SMALL);
    app.press("3");
    let Screen::Codebook(tree) = app.screen() else {
        panic!("the code without a definition is shown in the codebook");
    };
    let code = tree.current(&app.loaded).unwrap();
    assert_eq!(code.entry.public_id, "P2.1");
    let mut app = home(SMALL);
    app.press("4");
    assert!(matches!(app.screen(), Screen::Conflicts(_)));
    app.press("q 9");
    assert!(matches!(app.screen(), Screen::Home(_)));
    app.press("esc");
    assert!(matches!(app.screen(), Screen::Coding(_)));
}

#[test]
fn the_study_is_looked_over_again_after_an_undo() {
    let mut app = home(SMALL);
    let before = app.screen().clone();
    let entry = step("code", Subject::default()).entry;
    let effects = update(
        &mut app,
        Event::Undone {
            step: entry,
            at: "14:33:00".to_owned(),
        },
    );
    assert!(matches!(
        effects.last(),
        Some(Effect::Start {
            job: Job::Overview(_),
            ..
        })
    ));
    assert_ne!(*app.screen(), before, "it waits for another answer");
}

#[test]
fn a_cell_of_the_table_of_attributes_is_one_step() {
    let mut app = app_of(loaded(), SMALL);
    app.press("g l t down enter");
    app.press("ctrl+u");
    app.type_text("区级民政");
    let effects = app.press("enter");
    let Some(Effect::Edit(edit, _)) = effects.first() else {
        panic!("{effects:?}");
    };
    let Edit::SetAttributes {
        interview,
        attributes,
    } = &**edit
    else {
        panic!("{edit:?}");
    };
    let second = app.loaded.interviews[1].clone();
    assert_eq!(*interview, second.id);
    let (name, value) = &second.attributes[0];
    assert_eq!(attributes[0].0, *name);
    assert!(attributes[0].1.ends_with("区级民政"));
    // The same value again is no step.
    app.press("enter");
    assert_ne!(attributes[0].1, *value);
    assert!(app.press("enter").is_empty());
}

#[test]
fn a_new_attribute_is_a_column_at_once_and_a_step_with_its_first_value() {
    let mut app = app_of(loaded(), SMALL);
    app.press("g l t a");
    app.type_text("批次");
    assert!(app.press("enter").is_empty());
    assert!(words_of(&app, Lang::Zh).contains("批次"));
    app.press("enter");
    app.type_text("二");
    let effects = app.press("enter");
    assert!(matches!(
        effects.first(),
        Some(Effect::Edit(edit, _)) if matches!(
            &**edit,
            Edit::SetAttributes { attributes, .. }
                if *attributes == [("批次".to_owned(), "二".to_owned())]
        )
    ));
}

#[test]
fn what_waits_for_a_reviewer_stands_on_home_and_leads_there() {
    let waiting = |size: Size| {
        let mut app = home(size);
        app.loaded.blind = vec![app.loaded.interviews[0].id];
        let Screen::Home(home) = app.screen_mut() else {
            panic!("the home screen");
        };
        let glance = home.glance.as_mut().unwrap();
        glance.overview.desk = Waiting {
            disagreements: 11,
            suggested: 3,
            asked: 1,
            outdated: 4,
        };
        app.settle();
        app
    };
    insta::assert_snapshot!(
        "home_with_a_review_80_zh",
        words_of(&waiting(SMALL), Lang::Zh)
    );
    insta::assert_snapshot!(
        "home_with_a_review_120_en",
        words_of(&waiting(LARGE), Lang::En)
    );
    for (digit, job) in [
        ("1", Job::Disagreements),
        ("2", Job::Review),
        ("3", Job::Review),
    ] {
        let mut app = waiting(SMALL);
        let effects = app.press(digit);
        assert!(
            matches!(effects.last(), Some(Effect::Start { job: asked, .. }) if *asked == job),
            "{digit}: {effects:?}"
        );
        let outdated =
            matches!(app.screen(), Screen::Review(it) if it.only.queue == Queue::Outdated);
        assert_eq!(outdated, digit == "3");
    }
    // More than fit: the view follows the cursor, and digits count them all.
    let mut app = waiting(SMALL);
    app.press("end");
    assert!(
        words_of(&app, Lang::Zh).contains("[8]"),
        "{}",
        words_of(&app, Lang::Zh)
    );
}

#[test]
fn whoever_codes_blind_reads_so_in_the_title() {
    let mut app = app_of(loaded(), SMALL);
    app.loaded.blind = vec![app.loaded.interviews[1].id];
    assert!(
        words_of(&app, Lang::Zh)
            .lines()
            .next()
            .unwrap()
            .contains("盲编中")
    );
    app.loaded.blind = vec![app.loaded.interviews[0].id];
    assert!(!words_of(&app, Lang::Zh).contains("盲编"));
}
