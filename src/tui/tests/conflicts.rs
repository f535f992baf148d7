//! What merges of copies left to decide.

use super::live::Live;
use crate::model::{Conflict, ConflictId, ConflictOutcome, Edit};
use crate::strings::Lang;
use crate::study::{Mode, Study};
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::testing::{LARGE, SMALL, app_of, code, loaded, uid, words_of};
use crate::tui::update::{run, update};
use ratatui::layout::Size;

fn conflicts() -> Vec<Conflict> {
    let loaded = loaded();
    let base = Conflict {
        id: ConflictId(uid(901)),
        kind: "changed".to_owned(),
        table: "code".to_owned(),
        about: "P1.1 权责不清".to_owned(),
        interview: None,
        interview_name: None,
        span: None,
        code: Some(code("P1.1")),
        part: vec!["definition".to_owned()],
        kept: Some("谁该管、谁能管说不清楚，或者几家都在管。".to_owned()),
        other: Some("职责写在纸上，落不到人。".to_owned()),
        kept_by: "RA-01".to_owned(),
        other_by: "RA-02".to_owned(),
        kept_ms: None,
        other_ms: None,
        outcome: ConflictOutcome::Open,
    };
    let coding = Conflict {
        id: ConflictId(uid(902)),
        table: "coding".to_owned(),
        about: "P1.1 权责不清 · RA-02".to_owned(),
        interview: Some(loaded.interviews[1].id),
        interview_name: Some(loaded.interviews[1].name.clone()),
        code: None,
        part: vec!["status".to_owned()],
        kept: Some("accepted".to_owned()),
        other: Some("rejected".to_owned()),
        ..base.clone()
    };
    let done = Conflict {
        id: ConflictId(uid(903)),
        kind: "deleted".to_owned(),
        about: "P2.1 人员不足".to_owned(),
        kept: None,
        other: Some("编制不够。".to_owned()),
        outcome: ConflictOutcome::Kept,
        ..base.clone()
    };
    vec![base, coding, done]
}

/// The screen with its rows read.
fn at(size: Size) -> App {
    let mut app = app_of(loaded(), size);
    let effects = app.press("g k");
    answer(&mut app, &effects, conflicts());
    app
}

fn answer(app: &mut App, effects: &[Effect], all: Vec<Conflict>) {
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Start { ticket, job } => (*job == Job::Conflicts).then_some(*ticket),
        _ => None,
    });
    let ticket = asked.expect("the conflicts are asked for");
    let outcome = Ok(Answer::Conflicts(all));
    update(app, Event::Answer { ticket, outcome });
}

#[test]
fn conflicts_are_shown_with_what_both_sides_say() {
    for (size, width) in [(SMALL, 80), (LARGE, 120)] {
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let mut app = at(size);
            app.desk.lang = lang;
            insta::assert_snapshot!(format!("conflicts_{width}_{word}"), words_of(&app, lang));
        }
    }
}

#[test]
fn either_side_is_put_in_place_and_the_cursor_goes_on_to_the_next_open_one() {
    let mut app = at(SMALL);
    let all = conflicts();
    let resolve = |n: usize, outcome| Edit::Resolve {
        conflict: all[n].id,
        outcome,
    };
    let edit = |effects: &[Effect]| match effects {
        [Effect::Edit(edit, _)] => (**edit).clone(),
        other => panic!("{other:?}"),
    };
    let effects = app.press("2");
    assert_eq!(edit(&effects), resolve(0, ConflictOutcome::Other));
    let effects = app.grant(effects);
    let mut now = all.clone();
    now[0].outcome = ConflictOutcome::Other;
    now.rotate_left(1);
    answer(&mut app, &effects, now);
    assert_eq!(edit(&app.press("1")), resolve(1, ConflictOutcome::Kept));
}

#[test]
fn enter_leads_to_the_code_or_the_interview_and_q_back() {
    let mut app = at(SMALL);
    app.press("enter");
    assert!(matches!(app.screen(), Screen::Codebook(_)));
    let effects = app.press("q");
    answer(&mut app, &effects, conflicts());
    let effects = app.press("j enter");
    let opened = |effect: &Effect| matches!(effect, Effect::Open { interview, .. } if *interview == loaded().interviews[1].id);
    assert!(effects.iter().any(opened), "{effects:?}");
}

#[test]
fn without_conflicts_it_says_what_they_are() {
    let mut app = app_of(loaded(), SMALL);
    let effects = app.press("g k");
    answer(&mut app, &effects, Vec::new());
    assert!(words_of(&app, Lang::En).contains("No conflicts."));
    assert!(
        app.press("1").is_empty() && app.press("2").is_empty() && app.press("enter").is_empty()
    );
}

/// A copy of a live study in which a turn of the open interview has other words.
fn corrected_copy(live: &Live, turn: u32, words: &str) -> String {
    let path = live.world.study.path();
    let name = "copy.fangtan";
    let copy = path.with_file_name(name);
    std::fs::copy(path, &copy).unwrap();
    let mut study = Study::open(&copy, Mode::Write).unwrap();
    let edit = Edit::ReviseTurn {
        interview: live.app.loaded.open.as_ref().unwrap().id,
        turn,
        words: words.to_owned(),
    };
    study.apply(&edit, "RA-02").unwrap();
    name.to_owned()
}

#[test]
fn the_coding_view_follows_a_copy_that_is_taken_in_and_a_merge_that_is_taken_back() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    live.press("] t ] t ] t");
    let before = live.app.target_words();
    let begins = |live: &Live| live.app.screen().as_coding().unwrap().head;
    let was = begins(&live);
    let name = corrected_copy(&live, 0, "这一个话轮现在长得多，后面的文字都往后移了。");
    run(&mut live.app, Command::TakeIn);
    live.type_text(&name);
    live.press("enter");
    live.answered();
    assert!(matches!(
        live.app.overlays.last(),
        Some(Overlay::Confirm(_))
    ));
    live.press("enter");
    assert!(live.app.overlays.last().is_some_and(Overlay::is_taking_in));
    live.answered();
    assert!(live.app.overlays.is_empty());
    assert_ne!(begins(&live), was, "the text before it has another length");
    assert_eq!(live.app.target_words(), before);
    live.press("1");
    let open = live.app.loaded.open.as_ref().unwrap();
    let latest = open.layer.all().iter().rfind(|it| it.coder == "RA-09");
    assert_eq!(open.text.slice(latest.unwrap().span).unwrap(), before);
    live.press("u u");
    assert_eq!(begins(&live), was, "the merge is taken back");
    assert_eq!(live.app.target_words(), before);
}

#[test]
fn a_program_that_is_left_while_a_copy_is_taken_in_leaves_the_study_at_rest() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    let name = corrected_copy(&live, 0, "另外的话。");
    let copy = live.world.study.path().with_file_name(&name);
    let job = Job::TakeIn {
        file: copy,
        coder: "RA-09".to_owned(),
        n_withdrawn: 0,
    };
    let (ticket, _) = live.app.desk.ask(job.clone());
    live.world.worker.ask(ticket, job);
    let (path, _folder) = live.leave();
    let journal = path.with_extension("fangtan-journal");
    assert!(!journal.exists(), "the journal is gone");
    let study = Study::open(&path, Mode::Write).unwrap();
    assert_eq!(study.check().unwrap(), []);
}
