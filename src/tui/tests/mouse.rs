//! What the mouse does, by the cells that are drawn.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;

use crate::model::{Coding as Tag, CodingId, Edit};
use crate::strings::{Lang, Strings};
use crate::text::Unit;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::menu::Tab;
use crate::tui::pointer::{Held, How, Pointed, Under, dragged, under};
use crate::tui::screens::Screen;
use crate::tui::screens::coding::{Coding, End, caret};
use crate::tui::testing::{LARGE, SMALL, TALK, app_of, code, drawn, interview, loaded};
use crate::tui::theme::{Shipped, Theme};
use crate::tui::update::update;
use crate::tui::view::Ui;

/// The first cell where the words stand.
#[track_caller]
fn find(app: &App, words: &str) -> Position {
    let (buffer, _) = drawn(app, Lang::Zh, Shipped::Plain);
    found(&buffer, words).unwrap_or_else(|| {
        panic!("no «{words}» in\n{}", crate::tui::testing::plane(&buffer));
    })
}

fn found(buffer: &Buffer, words: &str) -> Option<Position> {
    (0..buffer.area.height).find_map(|y| {
        let mut text = String::new();
        let mut columns = Vec::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            columns.extend(symbol.bytes().map(|_| x));
            text.push_str(symbol);
            x += buffer[(x, y)].cell_width().max(1);
        }
        text.find(words).map(|byte| Position::new(columns[byte], y))
    })
}

fn thing(app: &App, at: Position) -> Under {
    asked(app, at, under)
}

fn asked(app: &App, at: Position, ask: fn(&App, &Ui, Position) -> Under) -> Under {
    let strings = Strings::new(Lang::Zh);
    let theme = Theme::shipped(Shipped::Plain);
    ask(app, &Ui::new(&strings, &theme, &app.desk), at)
}

fn mouse(app: &mut App, how: How, held: Held, at: Position) -> Vec<Effect> {
    let on = match how {
        How::Drag => asked(app, at, dragged),
        _ => thing(app, at),
    };
    update(app, Event::Mouse(Pointed { how, held, on }))
}

fn press(app: &mut App, at: Position, clicks: u8) -> Vec<Effect> {
    mouse(app, How::Press { clicks }, Held::Nothing, at)
}

fn click(app: &mut App, words: &str) -> Vec<Effect> {
    let at = find(app, words);
    let mut effects = press(app, at, 1);
    effects.extend(mouse(app, How::Release, Held::Nothing, at));
    effects
}

fn double(app: &mut App, words: &str) -> Vec<Effect> {
    let at = find(app, words);
    press(app, at, 1);
    press(app, at, 2)
}

/// Presses on the first words, drags to the second and lets go there.
fn drag(app: &mut App, held: Held, from: &str, to: &str) -> Vec<Effect> {
    let (from, to) = (find(app, from), find(app, to));
    let mut effects = mouse(app, How::Press { clicks: 1 }, held, from);
    effects.extend(mouse(app, How::Drag, held, to));
    effects.extend(mouse(app, How::Release, held, to));
    effects
}

fn coding(app: &App) -> &Coding {
    match app.screen() {
        Screen::Coding(coding) => coding,
        other => panic!("not the coding view: {other:?}"),
    }
}

fn given(effects: &[Effect]) -> Vec<crate::model::CodeId> {
    let edits = effects.iter().filter_map(|effect| match effect {
        Effect::Edit(edit, _) => Some(&**edit),
        _ => None,
    });
    edits
        .filter_map(|edit| match edit {
            Edit::Code(new) => Some(new.codes.clone()),
            _ => None,
        })
        .flatten()
        .collect()
}

#[test]
fn a_click_goes_to_the_unit_under_it() {
    let mut app = App::sample();
    click(&mut app, "要社区兜底");
    assert_eq!(
        app.target_words(),
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。"
    );
    app.press("-");
    click(&mut app, "三十多个部门");
    assert_eq!(app.target_words(), "要对接三十多个部门，");
    // A click behind the end of a row is on its last words.
    let at = find(&app, "要填五遍。");
    press(&mut app, Position::new(60, at.y), 1);
    assert_eq!(app.target_words(), "同一份数据要填五遍。");
}

#[test]
fn every_cell_of_the_text_leads_to_the_character_drawn_there() {
    for size in [SMALL, LARGE] {
        let app = app_of(loaded(), size);
        let (buffer, _) = drawn(&app, Lang::Zh, Shipped::Plain);
        let open = app.loaded.open.as_ref().unwrap();
        let mut n = 0;
        for y in 2..12 {
            for x in 8..50 {
                let Under::Text(at) = thing(&app, Position::new(x, y)) else {
                    continue;
                };
                let byte = open.text.byte(at).unwrap().0 as usize;
                let glyph = open.text.as_str()[byte..].chars().next().unwrap();
                let drawn = [x, x - 1].map(|x| buffer[(x, y)].symbol().to_owned());
                let blank = drawn.iter().all(|it| it == " ");
                assert!(
                    blank || drawn.contains(&glyph.to_string()),
                    "{x},{y} {glyph}"
                );
                n += u32::from(!blank);
            }
        }
        assert!(n > 200, "{n} cells of text");
    }
}

#[test]
fn a_drag_selects_whole_units_and_with_alt_characters() {
    let mut app = App::sample();
    drag(&mut app, Held::Nothing, "任务派", "三十多个");
    assert_eq!(
        app.target_words(),
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。\
         我们一共就九个人，要对接三十多个部门，去年报表就有一百二十多张。"
    );
    drag(&mut app, Held::Nothing, "九个人", "任务派");
    assert!(
        app.target_words().starts_with("街道把任务派下来"),
        "also upwards"
    );
    drag(&mut app, Held::Alt, "报表就", "多张");
    assert_eq!(app.target_words(), "报表就有一百二十多");
    for _ in 0..4 {
        app.press("-");
    }
    assert_eq!(coding(&app).unit, Unit::Char);
    drag(&mut app, Held::Nothing, "系统之", "间又");
    assert_eq!(app.target_words(), "系统之间");
}

#[test]
fn two_clicks_take_the_sentence_three_the_turn_and_shift_extends() {
    let mut app = App::sample();
    app.press("- - -");
    let at = find(&app, "协商议事");
    press(&mut app, at, 1);
    assert_eq!(app.target_words(), "协");
    press(&mut app, at, 2);
    assert!(app.target_words().starts_with("清单之外"));
    press(&mut app, at, 3);
    assert_eq!(app.target_words(), TALK[3]);
    assert_eq!(coding(&app).unit, Unit::Char, "the unit is kept");

    let mut app = App::sample();
    click(&mut app, "任务派");
    let to = find(&app, "九个人");
    mouse(&mut app, How::Press { clicks: 1 }, Held::Shift, to);
    assert!(app.target_words().starts_with("街道"));
    assert!(app.target_words().ends_with("一百二十多张。"));
}

#[test]
fn a_click_on_a_pinned_code_gives_it_and_again_takes_it_back() {
    for size in [SMALL, LARGE] {
        let mut app = app_of(loaded(), size);
        app.press("down");
        let effects = click(&mut app, "情况好一些");
        assert!(effects.is_empty(), "the words of the interview are no code");
        let pin = if size == SMALL { "8协商" } else { "[8] C2.3" };
        click(&mut app, "任务派");
        let effects = click(&mut app, pin);
        assert_eq!(given(&effects), [code("C2.3")], "{size:?}");
        app.grant(effects);
        let effects = click(&mut app, pin);
        assert!(
            matches!(&effects[..], [Effect::Edit(edit, _)] if matches!(**edit, Edit::Uncode { .. })),
            "{effects:?}"
        );
    }
}

#[test]
fn a_selection_is_coded_by_letting_it_go_on_a_code() {
    let mut app = App::sample();
    drag(&mut app, Held::Nothing, "任务派", "九个人");
    let words = app.target_words();
    let effects = drag(&mut app, Held::Nothing, "执法权", "6权责清单");
    assert_eq!(given(&effects), [code("C1.1")]);
    assert_eq!(app.target_words(), words, "the selection stays");
    // Let go anywhere else, it only stays; a click in it goes to the unit.
    assert!(drag(&mut app, Held::Nothing, "执法权", "本句").is_empty());
    assert_eq!(app.target_words(), words);
    click(&mut app, "执法权");
    assert!(app.target_words().ends_with("兜底。"));
}

#[test]
fn a_click_on_a_stripe_or_a_coding_chooses_it() {
    let mut app = App::sample();
    let tag = app.loaded.open.as_ref().unwrap().layer.all()[1].clone();
    let row = find(&app, "系统之").y - 2;
    let at = (68..80)
        .map(|x| Position::new(x, row))
        .find(|at| matches!(thing(&app, *at), Under::EndOf(id, _) if id == tag.id))
        .expect("its stripe");
    press(&mut app, at, 1);
    assert_eq!(app.target_words(), "我们一共就九个人，要对接三十多个部门");
    assert_eq!(coding(&app).focus, Some(tag.id));

    // On a sentence with two codings the row under the text names both.
    let mut app = app_of(loaded(), SMALL);
    app.press("] c =");
    click(&mut app, "3 P2.1");
    assert_eq!(coding(&app).focus, Some(tag.id));
}

#[test]
fn the_footer_the_title_and_its_unit_are_clickable() {
    let mut app = App::sample();
    let at = find(&app, "搜索");
    assert_eq!(thing(&app, at), Under::Command(Command::Search));
    click(&mut app, "搜索");
    assert!(matches!(app.overlays.last(), Some(Overlay::Prompt(_))));
    app.press("esc");

    click(&mut app, "轮 句");
    let Some(Overlay::Menu(menu)) = app.overlays.last() else {
        panic!("the title opens the menu");
    };
    assert_ne!(menu.tab, Tab::Here);
    app.press("esc");
    let title = find(&app, "轮 句");
    press(&mut app, Position::new(title.x + 3, 0), 1);
    assert_eq!(coding(&app).unit, Unit::Paragraph);
    for _ in 0..2 {
        let title = find(&app, "轮 ");
        press(&mut app, Position::new(title.x + 3, 0), 1);
    }
    assert_eq!(coding(&app).unit, Unit::Char, "round again");

    let mut app = app_of(loaded(), LARGE);
    let at = find(&app, "未读");
    assert_eq!(thing(&app, at), Under::Command(Command::NextUnread));
    click(&mut app, "未读");
    let mut by_key = app_of(loaded(), LARGE);
    by_key.press("] u");
    assert_eq!(app.target_words(), by_key.target_words());
    assert_ne!(app.target_words(), TALK[0]);
}

#[test]
fn a_click_ends_the_labels_of_a_jump() {
    let mut app = App::sample();
    app.press("s");
    assert!(coding(&app).jump.is_some());
    press(&mut app, Position::new(30, 4), 1);
    assert!(coding(&app).jump.is_none());
}

#[test]
fn the_right_button_opens_the_menu_on_what_is_under_it() {
    let mut app = App::sample();
    let at = find(&app, "九个人");
    mouse(&mut app, How::Right, Held::Nothing, at);
    assert!(app.target_words().starts_with("我们一共"));
    assert!(matches!(app.overlays.last(), Some(Overlay::Menu(menu)) if menu.tab == Tab::Here));
    click(&mut app, "画面");
    assert!(matches!(app.overlays.last(), Some(Overlay::Menu(menu)) if menu.tab != Tab::Here));
    click(&mut app, "访谈列表");
    assert_eq!(app.overlays, []);
    assert!(matches!(app.screen(), Screen::Interviews(_)));

    app.press("space");
    press(&mut app, Position::new(0, 20), 1);
    assert_eq!(app.overlays, [], "a click beside a menu closes it");
}

#[test]
fn the_palette_shows_with_one_click_and_takes_with_two_and_keeps_what_is_typed() {
    let mut app = App::sample();
    app.press("down c");
    click(&mut app, "P2.1   ");
    let Some(Overlay::Palette(palette)) = app.overlays.last() else {
        panic!("still open");
    };
    assert_eq!(palette.highlighted(), Some(code("P2.1")));
    press(&mut app, Position::new(0, 0), 1);
    assert_eq!(app.overlays.len(), 1, "a click beside it loses nothing");
    let effects = double(&mut app, "P4.1");
    assert_eq!(given(&effects), [code("P4.1")]);
    assert_eq!(app.overlays, []);
}

#[test]
fn rows_of_lists_are_reached_with_one_click_and_opened_with_two() {
    let mut app = App::sample();
    app.press("g l");
    click(&mut app, "E18");
    let Screen::Interviews(list) = app.screen() else {
        panic!("the list");
    };
    assert_eq!(list.list.at, 2);
    let effects = double(&mut app, "E16");
    assert!(
        effects.iter().any(|it| matches!(it, Effect::Open { .. })),
        "{effects:?}"
    );
}

#[test]
fn the_wheel_moves_the_text_under_the_pointer_and_not_the_cursor() {
    let line = "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。";
    let turns = [line; 60];
    let mut study = loaded();
    study.open = Some(interview(&turns));
    let mut app = app_of(study, SMALL);
    let middle = Position::new(30, 8);
    let before = (coding(&app).head, coding(&app).top);
    for _ in 0..10 {
        mouse(&mut app, How::WheelDown, Held::Nothing, middle);
    }
    assert_eq!(coding(&app).head, before.0);
    assert!(coding(&app).top > before.1);
    assert_eq!(caret(coding(&app), &app), None, "out of view, no cursor");
    // A click finds what is drawn, and the view stays for the next click.
    let top = coding(&app).top;
    let at = find(&app, "21 访");
    press(&mut app, Position::new(20, at.y), 1);
    press(&mut app, Position::new(20, at.y), 2);
    assert_eq!(coding(&app).turn(), Some(20));
    assert_eq!(coding(&app).top, top);
    // A key goes on from the cursor.
    for _ in 0..40 {
        mouse(&mut app, How::WheelUp, Held::Nothing, middle);
    }
    app.press("down");
    assert_eq!(coding(&app).turn(), Some(21));
    assert!(caret(coding(&app), &app).is_some());
    for _ in 0..400 {
        mouse(&mut app, How::WheelDown, Held::Nothing, middle);
    }
    assert_eq!(coding(&app).view.len(), 17, "the last page is full");
}

#[test]
fn ends_of_a_passage_follow_the_mouse() {
    let mut app = App::sample();
    app.press("down down B");
    let at = find(&app, "九个人");
    press(&mut app, at, 1);
    app.press("enter");
    let words = app.target_words();
    assert!(words.ends_with("我们一共就九"), "{words}");
}

#[test]
fn nothing_is_changed_by_clicks_in_a_study_that_is_only_read() {
    let mut study = loaded();
    study.access = crate::study::Access::Reading;
    let mut app = app_of(study, SMALL);
    app.press("down");
    assert!(click(&mut app, "8协商").is_empty());
    assert!(words(&app).contains("只读打开"));
}

fn words(app: &App) -> String {
    crate::tui::testing::words_of(app, Lang::Zh)
}

#[test]
fn dragging_past_the_last_row_goes_on_with_the_text_and_back_past_the_first() {
    let mut study = loaded();
    let turns: Vec<&str> = TALK.iter().copied().cycle().take(60).collect();
    study.open = Some(interview(&turns));
    let mut app = app_of(study, SMALL);
    let top = |app: &App| coding(app).top;
    let begin = find(&app, TALK[0]);
    mouse(&mut app, How::Press { clicks: 1 }, Held::Nothing, begin);
    assert_eq!(app.pulls(), None);
    mouse(&mut app, How::Drag, Held::Nothing, Position::new(20, 20));
    assert!(app.pulls().is_some(), "held below the last row");
    let first = top(&app);
    for _ in 0..40 {
        update(&mut app, Event::Pulled);
    }
    assert!(top(&app) > first);
    let far = coding(&app).target().unwrap();
    assert!(far.chars() > 400, "{}", far.chars());
    // Back inside nothing moves on by itself.
    mouse(&mut app, How::Drag, Held::Nothing, Position::new(20, 10));
    assert_eq!(app.pulls(), None);
    let still = (top(&app), coding(&app).target());
    update(&mut app, Event::Pulled);
    assert_eq!(still, (top(&app), coding(&app).target()));
    // Past the first row it gives up again what it took.
    mouse(&mut app, How::Drag, Held::Nothing, Position::new(20, 0));
    for _ in 0..200 {
        update(&mut app, Event::Pulled);
    }
    assert_eq!(coding(&app).target().map(|it| it.start().0), Some(2));
    mouse(&mut app, How::Release, Held::Nothing, Position::new(20, 0));
    assert_eq!((app.pulls(), app.desk.grip), (None, None));
}

/// The cells of the ends of a coding's stripe.
fn ends(app: &App, id: CodingId) -> [Position; 2] {
    let size = app.desk.size;
    let cells = (0..size.height).flat_map(|y| (0..size.width).map(move |x| Position::new(x, y)));
    let cells: Vec<Position> = cells.collect();
    [End::Start, End::End].map(|end| {
        let mut found = cells.iter().copied();
        found
            .find(|at| thing(app, *at) == Under::EndOf(id, end))
            .unwrap_or_else(|| panic!("no {end:?}"))
    })
}

#[test]
fn an_end_of_a_stripe_is_dragged_to_another_sentence_in_one_step() {
    let mut app = App::sample();
    let open = app.loaded.open.clone().unwrap();
    let own = open
        .layer
        .all()
        .iter()
        .filter(|it| it.coder == app.loaded.coder);
    let tag: Tag = own.max_by_key(|it| it.span.chars()).unwrap().clone();
    let [_, end] = ends(&app, tag.id);
    mouse(&mut app, How::Press { clicks: 1 }, Held::Nothing, end);
    let to = find(&app, "同一份数据");
    mouse(&mut app, How::Drag, Held::Nothing, to);
    let there = coding(&app).adjust.expect("it moves").span;
    assert_eq!(there.start(), tag.span.start());
    let effects = mouse(&mut app, How::Release, Held::Nothing, to);
    let [Effect::Edit(edit, _)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let moved = Edit::MoveBoundaries {
        coding: tag.id,
        span: there,
    };
    assert_eq!(**edit, moved);
    assert!(
        open.text
            .slice(there)
            .unwrap()
            .ends_with("同一份数据要填五遍。")
    );
    // Past the other end it is that one which moves: a stripe of one row has but one cell.
    let mut app = App::sample();
    mouse(&mut app, How::Press { clicks: 1 }, Held::Nothing, end);
    let before = find(&app, "您觉得");
    mouse(&mut app, How::Drag, Held::Nothing, before);
    let there = coding(&app).adjust.expect("it moves").span;
    assert!(there.start() < tag.span.start() && there.end() == tag.span.end());
    // A click on an end, or a drag that comes back, changes nothing.
    let mut app = App::sample();
    mouse(&mut app, How::Press { clicks: 1 }, Held::Nothing, end);
    assert!(mouse(&mut app, How::Release, Held::Nothing, end).is_empty());
    assert_eq!(coding(&app).focus, Some(tag.id));
}

#[test]
fn a_click_in_a_field_puts_the_caret_there() {
    let mut app = App::sample();
    app.press("/");
    app.type_text("宅基地荒");
    let at = find(&app, "基地荒");
    press(&mut app, at, 1);
    app.type_text("X");
    let Some(Overlay::Prompt(prompt)) = app.overlays.last() else {
        panic!("the question is still open");
    };
    assert_eq!(prompt.field.text(), "宅X基地荒");
    // Of several fields the one under the pointer takes what is typed.
    let mut app = App::sample();
    app.press("g l a");
    let at = find(&app, "访 ");
    press(&mut app, at, 1);
    app.type_text("问");
    let Some(Overlay::Start(start)) = app.overlays.last() else {
        panic!("the questions are still open");
    };
    assert_eq!((start.at, start.fields[1].text()), (1, "问访"));
    // A memo of several lines, and the search.
    let mut app = App::sample();
    app.press("g /");
    app.type_text("街道 社区");
    let at = find(&app, "社区");
    press(&mut app, at, 1);
    app.type_text("or ");
    let Screen::Search(search) = app.screen() else {
        panic!("the search");
    };
    assert_eq!(search.field.text(), "街道 or 社区");
}
