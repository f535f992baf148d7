//! The search over the whole study, and coding all its hits.

use crate::model::{Edit, InterviewId, Span, Status, Thing};
use crate::strings::Lang;
use crate::study::{Found, FoundRow, Group, HitUnit, StudyError};
use crate::text::Query;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Made, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::search::{Focus, Search};
use crate::tui::testing::{LARGE, app_of, code, loaded, passage, screen_in, uid, words_of};
use crate::tui::tests::live::Live;
use crate::tui::theme::Shipped;
use crate::tui::update::update;

fn search(app: &App) -> &Search {
    match app.screen() {
        Screen::Search(search) => search,
        other => panic!("no search: {other:?}"),
    }
}

fn row(turn: usize, speaker: &str, words: [&str; 3]) -> FoundRow {
    let [before, words, after] = words.map(str::to_owned);
    FoundRow {
        turn: Some(turn),
        speaker: Some(speaker.to_owned()),
        before,
        words,
        after,
    }
}

/// What 社区 finds: one hit in another interview, two listed and one not in the sample.
fn found(app: &App) -> Found {
    let open = app.loaded.open.as_ref().unwrap();
    let spans = ["社区没有", "社区兜底", "社区商量"]
        .map(|words| passage(open, words))
        .map(|it| Span::within(9_999, it.start().0, it.start().0 + 2).unwrap());
    let elsewhere = Span::within(99, 4, 6).unwrap();
    Found {
        groups: vec![
            Group {
                interview: InterviewId(uid(16)),
                name: "E16".to_owned(),
                spans: vec![elsewhere],
                rows: vec![row(3, "访", ["我们问过", "社区", "的人，都说忙不过来。"])],
            },
            Group {
                interview: open.id,
                name: open.name.clone(),
                spans: spans.to_vec(),
                rows: vec![
                    row(
                        2,
                        "E17",
                        [
                            "街道把任务派下来，",
                            "社区",
                            "没有执法权，但出了问题要社区兜底。",
                        ],
                    ),
                    row(
                        2,
                        "E17",
                        [
                            "社区没有执法权，但出了问题要",
                            "社区",
                            "兜底。我们一共就九个人，",
                        ],
                    ),
                ],
            },
        ],
        n_hits: 4,
    }
}

/// The ticket and the query of the only search asked for.
fn asked(effects: &[Effect]) -> (Ticket, Query) {
    let mut asked = effects.iter().filter_map(|effect| match effect {
        Effect::Start {
            ticket,
            job: Job::Search(wanted),
        } => Some((*ticket, wanted.query.clone())),
        _ => None,
    });
    let one = asked.next().expect("something is searched for");
    assert_eq!(asked.next(), None);
    one
}

fn answer(app: &mut App, ticket: Ticket, found: Found) {
    let outcome = Ok(Answer::Search(found));
    update(app, Event::Answer { ticket, outcome });
}

/// A search for 社区 with its results.
fn searched(mut app: App) -> App {
    app.press("g /");
    let effects = app.type_text("社区");
    let (ticket, _) = asked(&effects[effects.len() - 1..]);
    let found = found(&app);
    answer(&mut app, ticket, found);
    app
}

#[test]
fn every_key_asks_anew_and_only_the_latest_answer_counts() {
    let mut app = App::sample();
    app.press("g /");
    let (first, query) = asked(&app.type_text("社"));
    assert_eq!(query, Query::parse("社").unwrap());
    let (second, query) = asked(&app.type_text("区"));
    assert_eq!(query, Query::parse("社区").unwrap());
    let all = found(&app);
    answer(&mut app, first, all.clone());
    assert!(search(&app).items.is_empty(), "stale");
    answer(&mut app, second, all);
    assert_eq!(search(&app).n_hits(), 4);
    // A key that changes nothing asks nothing.
    assert_eq!(app.press("left right"), []);
    // An empty field has no results.
    assert_eq!(app.press("ctrl+u"), []);
    assert_eq!(search(&app).n_hits(), 0);
}

#[test]
fn a_query_that_is_none_says_why_and_keeps_the_results() {
    let mut app = searched(App::sample());
    app.type_text(" an");
    assert_eq!(app.type_text("d"), []);
    let said = words_of(&app, Lang::Zh);
    assert!(said.contains("“and”后面还缺内容（第 4 个字）"), "{said}");
    assert!(said.contains("社区兜底"), "the results stay");
    // What the study doesn't have comes with the answer, and is no error to be dismissed.
    app.press("ctrl+u");
    app.type_text("who:");
    let (ticket, _) = asked(&app.type_text("x"));
    let nobody = StudyError::NoSuch {
        what: Thing::Speaker,
        name: "x".to_owned(),
    };
    let outcome = Err(Trouble::from(nobody));
    update(&mut app, Event::Answer { ticket, outcome });
    assert!(app.desk.errors.is_empty());
    assert!(words_of(&app, Lang::Zh).contains("研究里没有说话人“x”"));
}

#[test]
fn enter_goes_to_the_hit_and_n_to_the_next_one_there() {
    let mut app = searched(App::sample());
    // The interview with most hits stands first.
    let effects = app.press("down enter");
    let second = found(&app).groups[1].spans[1];
    let open = Effect::Open {
        interview: InterviewId(uid(17)),
        at: Some(second),
    };
    assert!(effects.contains(&Effect::RememberQuery("社区".to_owned())));
    assert!(effects.contains(&open), "{effects:?}");
    update(&mut app, Event::Opened { at: Some(second) });
    assert_eq!(app.target_words(), "社区");
    assert!(words_of(&app, Lang::Zh).contains("“社区”第 2 / 3 处"));
    app.press("n");
    assert!(words_of(&app, Lang::Zh).contains("“社区”第 3 / 3 处"));
    app.press("n");
    assert!(words_of(&app, Lang::Zh).contains("第 1 / 3 处（已绕回）"));
    // Back in the search everything is as it was, and asked for once more.
    let (ticket, _) = asked(&app.press("q"));
    assert_eq!(search(&app).number(), Some(2));
    let again = found(&app);
    answer(&mut app, ticket, again);
    assert_eq!(search(&app).number(), Some(2), "the cursor stays");
}

#[test]
fn escape_leads_back_to_where_one_was() {
    let mut app = App::sample();
    app.press("down down");
    let before = app.target_words();
    let mut app = searched(app);
    app.press("esc");
    assert!(matches!(app.screen(), Screen::Coding(_)));
    assert_eq!(app.target_words(), before);
    assert_eq!(app.screens.len(), 1);
    // From a hit, the search comes over it and leaves no second transcript behind.
    let mut app = searched(app);
    app.press("enter");
    let first = found(&app).groups[1].spans[0];
    update(&mut app, Event::Opened { at: Some(first) });
    app.press("g /");
    assert_eq!(search(&app).field.text(), "社区");
    assert_eq!(app.screens.len(), 2);
    app.press("esc");
    assert_eq!(app.target_words(), "社区", "the transcript at the hit");
}

#[test]
fn what_is_not_listed_is_reached_by_its_row() {
    let mut app = searched(App::sample());
    let effects = app.press("down down enter");
    let third = found(&app).groups[1].spans[2];
    assert!(effects.contains(&Effect::Open {
        interview: InterviewId(uid(17)),
        at: Some(third),
    }));
}

#[test]
fn what_an_interview_does_not_hold_is_searched_for_in_all() {
    let mut app = App::sample();
    app.press("/");
    app.type_text("网格 内 外");
    app.press("enter");
    assert!(words_of(&app, Lang::Zh).contains("g/ 搜全部访谈"));
    let (_, query) = asked(&app.press("g /"));
    assert_eq!(query.source, "\"网格 内 外\"", "as words, not as a query");
    assert_eq!(query.expr, Query::words("网格 内 外").unwrap().expr);
    // What was found here is no reason to search elsewhere.
    let mut app = App::sample();
    app.press("/");
    app.type_text("社区");
    app.press("enter g /");
    assert_eq!(search(&app).field.text(), "");
}

#[test]
fn up_in_the_empty_field_brings_back_earlier_queries() {
    let mut app = App::sample();
    app.loaded.queries = vec!["协商".to_owned(), "code:P1.1".to_owned()];
    app.press("g /");
    let (_, query) = asked(&app.press("up"));
    assert_eq!(query.source, "协商");
    let (_, query) = asked(&app.press("up"));
    assert_eq!(query.source, "code:P1.1");
    assert_eq!(app.press("up"), [], "there are no more");
    let (_, query) = asked(&app.press("down"));
    assert_eq!(query.source, "协商");
    // From the latest the way down leads into the results.
    app.press("up");
    let (ticket, _) = asked(&app.press("down"));
    let found = found(&app);
    answer(&mut app, ticket, found);
    app.press("down");
    assert_eq!(search(&app).field.text(), "协商");
    assert_eq!(search(&app).number(), Some(2));
    app.press("up up up");
    assert_eq!(search(&app).field.text(), "协商");
    // Once something is typed the arrows move in the results as well.
    app.press("ctrl+u up");
    app.type_text("议");
    app.press("up");
    assert_eq!(search(&app).field.text(), "协商议");
}

#[test]
fn letters_are_text_in_the_field_and_commands_in_the_results() {
    let mut app = searched(App::sample());
    app.press("tab");
    assert_eq!(search(&app).focus, Focus::Results);
    app.press("S");
    assert!(words_of(&app, Lang::Zh).contains("排序：按研究中的顺序"));
    assert_eq!(search(&app).number(), Some(1));
    app.press("N");
    assert_eq!(search(&app).number(), Some(1), "the first stays");
    app.press("G");
    assert_eq!(search(&app).number(), Some(4));
    // Hanzi are meant for the field.
    update(&mut app, Event::Paste("居民".to_owned()));
    assert_eq!(search(&app).field.text(), "社区居民");
    assert_eq!(search(&app).focus, Focus::Field);
}

#[test]
fn a_search_that_takes_long_says_how_far_it_is() {
    let mut app = App::sample();
    app.press("g /");
    let (ticket, _) = asked(&app.type_text("社"));
    let progress = |ticket| Event::Progress {
        ticket,
        done: 120,
        of: 200,
    };
    update(&mut app, progress(Ticket(99)));
    assert!(!words_of(&app, Lang::Zh).contains("120/200"));
    update(&mut app, progress(ticket));
    assert!(words_of(&app, Lang::Zh).contains("正在搜索 120/200"));
    let found = found(&app);
    answer(&mut app, ticket, found);
    assert!(!words_of(&app, Lang::Zh).contains("120/200"));
}

/// The preview of a code for all hits.
fn previewed(app: App) -> App {
    let mut app = searched(app);
    app.press("tab c");
    app.type_text("P1.1");
    let effects = app.press("enter");
    let hits = found(&app);
    answer_hits(&mut app, &effects, HitUnit::Match, hits);
    app
}

fn answer_hits(app: &mut App, effects: &[Effect], wanted: HitUnit, found: Found) {
    let Some(Effect::Start {
        ticket,
        job: Job::Hits(it),
    }) = effects.last()
    else {
        panic!("no hits are asked for: {effects:?}");
    };
    assert_eq!(
        (it.unit, it.query.source.as_str(), it.interview),
        (wanted, "社区", None)
    );
    answer(app, *ticket, found);
}

#[test]
fn all_hits_get_a_code_in_one_step() {
    let mut app = previewed(App::sample());
    let effects = app.press("enter");
    let [Effect::Edit(edit, notice)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let Edit::CodePassages(many) = &**edit else {
        panic!("{edit:?}");
    };
    assert_eq!(many.codes, [code("P1.1")]);
    assert_eq!(many.status, Status::Coded, "a person decided");
    let n: Vec<usize> = many.passages.iter().map(|(_, spans)| spans.len()).collect();
    assert_eq!(n, [1, 3], "what is not listed too");
    let applied = Made {
        codings: vec![crate::model::CodingId(uid(900))],
        n_there: 3,
        ..Made::default()
    };
    let effects = update(
        &mut app,
        Event::Edited {
            edit: edit.clone(),
            applied,
            at: "14:32:07".to_owned(),
            notice: notice.clone(),
        },
    );
    let (_, query) = asked(&effects);
    assert_eq!(
        query.source, "社区",
        "what has a code now may answer no more"
    );
    let said = words_of(&app, Lang::Zh);
    assert!(said.contains("新加 1 处，已有 3 处未动"), "{said}");
}

#[test]
fn a_hit_can_be_left_out_and_all_be_only_suggested() {
    let mut app = previewed(App::sample());
    app.press("down space tab");
    let effects = app.press("enter");
    let [Effect::Edit(edit, _)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let Edit::CodePassages(many) = &**edit else {
        panic!("{edit:?}");
    };
    assert_eq!(many.status, Status::Suggested);
    let all = found(&app).groups[1].spans.clone();
    assert_eq!(many.passages[1].1, [all[1], all[2]]);
}

#[test]
fn hits_are_widened_by_asking_anew() {
    let mut app = previewed(App::sample());
    let effects = app.press("=");
    let hits = Found {
        n_hits: 1,
        groups: found(&app).groups[..1].to_vec(),
    };
    answer_hits(&mut app, &effects, HitUnit::Sentence, hits);
    assert!(words_of(&app, Lang::Zh).contains("给 1 处加上 P1.1"));
    app.press("= =");
    assert_eq!(app.press("="), [], "a turn is the largest");
    app.press("esc");
    assert!(app.overlays.is_empty());
}

#[test]
fn hits_of_one_interview_are_coded_from_its_transcript() {
    let mut app = App::sample();
    assert_eq!(app.press("C"), []);
    assert!(words_of(&app, Lang::Zh).contains("还没有搜索过"));
    app.press("/");
    app.type_text("社区");
    app.press("enter C");
    assert!(matches!(app.overlays.last(), Some(Overlay::Palette(_))));
    let effects = app.press("enter");
    let Some(Effect::Start {
        job: Job::Hits(wanted),
        ..
    }) = effects.last()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(wanted.interview, Some(InterviewId(uid(17))));
}

#[test]
fn nothing_is_coded_where_nothing_was_found_or_nothing_may_be_changed() {
    let mut app = App::sample();
    app.press("g / tab f5");
    assert!(app.overlays.is_empty());
    let mut app = previewed(App::sample());
    app.loaded.access = crate::study::Access::Reading;
    assert_eq!(app.press("enter"), []);
    assert!(words_of(&app, Lang::Zh).contains("只读打开，不能修改"));
}

#[test]
fn search_80_zh() {
    let mut app = searched(App::sample());
    app.press("down");
    insta::assert_snapshot!(screen_in(&app, Lang::Zh, Shipped::Dark));
}

#[test]
fn search_80_without_a_query() {
    let mut app = App::sample();
    app.press("g /");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn search_80_en_with_a_fault() {
    let mut app = searched(App::sample());
    app.type_text(" re:(");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn search_120_en() {
    let mut app = searched(app_of(loaded(), LARGE));
    app.press("tab");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

#[test]
fn hits_80_zh() {
    let mut app = previewed(App::sample());
    app.press("space");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn hits_120_en() {
    let app = previewed(app_of(loaded(), LARGE));
    insta::assert_snapshot!(words_of(&app, Lang::En));
}

/// Types into the field, one key a character.
fn type_in(live: &mut Live, words: &str) {
    for c in words.chars() {
        live.happens(Event::Key(crossterm::event::KeyCode::Char(c).into()));
    }
}

#[test]
fn in_a_study_hits_are_found_coded_and_counted_everywhere_and_taken_back() {
    let mut live = Live::new("RA-09", "01-公共管理学者-北京");
    let counts = |live: &Live| -> Vec<u32> {
        let interviews = live.app.loaded.interviews.iter();
        interviews.map(|it| it.n_codings).collect()
    };
    let before = counts(&live);
    live.press("g /");
    type_in(&mut live, "信息孤岛");
    live.answers();
    let n_hits = search(&live.app).n_hits();
    let interviews = search(&live.app).items.iter();
    let n_interviews = interviews
        .filter(|it| matches!(it, crate::tui::screens::search::Item::Interview(_)))
        .count();
    assert!(n_hits > n_interviews && n_interviews > 3, "{n_hits}");

    live.press("tab c");
    type_in(&mut live, "P1.2");
    live.press("enter");
    live.answers();
    live.press("enter");
    let after = counts(&live);
    let more: u32 = after.iter().sum::<u32>() - before.iter().sum::<u32>();
    assert_eq!(more as usize, n_hits, "they count");
    let touched = before.iter().zip(&after).filter(|(a, b)| a != b).count();
    assert_eq!(touched, n_interviews, "in every interview");
    live.press("u");
    assert_eq!(counts(&live), before);
    let said = words_of(&live.app, Lang::Zh);
    assert!(said.contains("已撤销：给全部命中编码（U 重做）"), "{said}");

    // The query is kept in the study, for the next time.
    assert_eq!(live.app.loaded.queries, ["信息孤岛"]);
    let again = live.world.study.load("RA-09").unwrap();
    assert_eq!(again.queries, ["信息孤岛"]);
    assert_eq!(live.world.study.load("RA-01").unwrap().queries, [""; 0]);
}
