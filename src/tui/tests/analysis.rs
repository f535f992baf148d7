//! Screens of figures on the sample study: what they show is what the verbs print, every figure
//! leads to its passages and back, keys change what is counted.

use ratatui::layout::Size;

use super::live::Live;
use crate::model::table::Cell;
use crate::strings::{Lang, Strings};
use crate::study::{CooccurUnit, Filter, Mode, Study};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::analysis::overview::Overview;
use crate::tui::screens::analysis::{Analysis, Ask, Counted, Kind, Of};
use crate::tui::testing::{LARGE, SMALL, words_of};
use crate::tui::update::update;

/// The sample study with figures in view, reached by these keys.
fn at(keys: &str) -> Live {
    let mut live = Live::new("林", "01-公共管理学者-北京");
    live.press(keys);
    live.answers();
    live
}

fn figures(live: &Live) -> &Analysis {
    match live.app.screen() {
        Screen::Analysis(it) => it,
        other => panic!("no figures: {other:?}"),
    }
}

fn found(live: &Live) -> &Counted {
    figures(live).found.as_ref().expect("they were counted")
}

fn press(live: &mut Live, keys: &str) {
    live.press(keys);
    live.answers();
}

fn resize(live: &mut Live, size: Size) {
    live.happens(Event::Resize(size));
}

/// The passages in view, after Enter.
fn passages(live: &Live) -> usize {
    match live.app.screen() {
        Screen::Passages(list) => list.all.as_ref().expect("they were read").len(),
        other => panic!("no passages: {other:?}"),
    }
}

/// Takes what hangs on the file out of a screen: the fingerprint.
fn steady(live: &Live, lang: Lang) -> String {
    let shown = words_of(&live.app, lang);
    let mark = found_mark(live);
    shown.replace(&mark, "············")
}

fn found_mark(live: &Live) -> String {
    let Screen::Analysis(it) = live.app.screen() else {
        return "no mark".to_owned();
    };
    let notes = it.found.iter().flat_map(|it| &it.table.notes);
    let mut marks = notes.filter(|note| note.key == "fingerprint");
    marks.next().expect("it has a mark").args[0].1.clone()
}

fn overview(app: &App) -> &Overview {
    match app.screen() {
        Screen::Overview(it) => it,
        other => panic!("no overview: {other:?}"),
    }
}

/// The verb's own table of the study at hand.
fn verb(live: &Live, counted: &Counted, ask: &Ask, filter: &Filter) -> crate::model::table::Table {
    let study = Study::open(live.world.study.path(), Mode::Read).unwrap();
    let mut table = match (ask, &counted.of) {
        (Ask::Frequencies(request), _) => {
            study.frequencies_of(filter, request).unwrap().table(filter)
        }
        (Ask::Heat(choice), Of::Heat(it)) => {
            let mut request = choice.request.clone();
            request.by = it.by.name().to_owned();
            study.crosstab(filter, &request).unwrap().table(filter)
        }
        (Ask::Pairs(choice), Of::Pairs(it)) => {
            let mut request = choice.request.clone();
            let (rows, cols) = it.kinds.clone().unwrap();
            (request.rows, request.cols) = (Some(rows), Some(cols));
            study.cooccurrence(filter, &request).unwrap().table(filter)
        }
        (Ask::Words(how), _) => study.words(filter, how).unwrap().table(filter),
        (Ask::Curve(request), _) => study.saturation(filter, request).unwrap().table(filter),
        other => panic!("{other:?}"),
    };
    table.notes.extend(study.marks().unwrap());
    table
}

#[test]
fn overview_80_zh() {
    let live = at("g a");
    insta::assert_snapshot!(words_of(&live.app, Lang::Zh));
}

#[test]
fn overview_120_en() {
    let mut live = at("g a");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(words_of(&live.app, Lang::En));
}

#[test]
fn overview_at_its_smallest_zh() {
    let mut live = at("g a");
    let size = Size::new(60, 18);
    resize(&mut live, size);
    insta::assert_snapshot!(words_of(&live.app, Lang::Zh));
}

#[test]
fn heat_80_zh() {
    insta::assert_snapshot!(steady(&at("g a 2"), Lang::Zh));
}

#[test]
fn heat_120_en() {
    let mut live = at("g a 2");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(steady(&live, Lang::En));
}

#[test]
fn pairs_80_zh() {
    insta::assert_snapshot!(steady(&at("g a 4"), Lang::Zh));
}

#[test]
fn pairs_120_en() {
    let mut live = at("g a 4");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(steady(&live, Lang::En));
}

#[test]
fn curve_80_zh() {
    insta::assert_snapshot!(steady(&at("g a 3"), Lang::Zh));
}

#[test]
fn curve_120_en() {
    let mut live = at("g a 3");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(steady(&live, Lang::En));
}

#[test]
fn table_80_zh() {
    insta::assert_snapshot!(steady(&at("g a 2 T"), Lang::Zh));
}

#[test]
fn the_figures_are_those_of_the_verbs_with_what_stands_under_them() {
    let mut live = at("g a");
    for keys in [
        "1",
        "1 L",
        "1 L L",
        "2",
        "2 N",
        "2 N N",
        "2 V",
        "2 V V",
        "2 L",
        "2 W",
        "3",
        "3 O",
        "3 B",
        "3 W",
        "3 E",
        "3 L",
        "3 H",
        "4",
        "4 U",
        "4 U U",
        "4 U U U",
        "4 U U U U",
        "4 L",
        "4 K",
        "4 K K",
        "5",
        "5 A",
        "5 I",
    ] {
        press(&mut live, "g a");
        for key in keys.split(' ') {
            press(&mut live, key);
        }
        let it = figures(&live);
        let verb = verb(&live, found(&live), &it.ask, &it.filter);
        assert_eq!(found(&live).table, verb, "{keys}");
    }
}

#[test]
fn every_figure_of_the_heat_map_on_the_screen_is_that_of_its_table() {
    let mut live = at("g a 2");
    resize(&mut live, LARGE);
    let strings = Strings::new(Lang::Zh);
    for keys in ["", "N", "N", "V", "V"] {
        press(&mut live, keys);
        let shown = words_of(&live.app, Lang::Zh);
        let (it, counted) = (figures(&live), found(&live));
        let Of::Heat(heat) = &counted.of else {
            panic!("no heat map")
        };
        let per = (counted.table.columns.len() - 3) / heat.groups.len();
        for (line, place) in shown
            .lines()
            .skip(4)
            .zip(it.rows.iter().take(it.height(LARGE)))
        {
            let row = &counted.table.rows[*place];
            let printed: Vec<String> = (0..heat.groups.len())
                .map(|group| match &row[2 + group * per] {
                    hidden @ Cell::Key(_) => strings.cell(hidden),
                    _ => match strings.cell(&row[1 + group * per + per]) {
                        none if none.is_empty() => "–".to_owned(),
                        words => words,
                    },
                })
                .collect();
            let after_name = line
                .split_whitespace()
                .filter(|word| word.chars().all(|c| "0123456789.<–".contains(c)) && *word != ".");
            let on_screen: Vec<String> = after_name
                .filter(|word| word.chars().any(|c| c.is_ascii_digit() || c == '–'))
                .map(str::to_owned)
                .collect();
            let n = on_screen.len().min(printed.len());
            assert!(n > 0, "{line}");
            assert_eq!(
                on_screen[on_screen.len() - n..],
                printed[..n],
                "{keys}: {line}"
            );
        }
    }
}

#[test]
fn enter_on_a_code_lists_as_many_passages_as_it_has_codings_and_esc_leads_back_to_it() {
    let mut live = at("g a 1");
    for keys in ["", "L", "L"] {
        press(&mut live, keys);
        press(&mut live, "g g down down");
        let it = figures(&live).clone();
        let Of::Frequencies(frequencies) = &found(&live).of else {
            panic!("no frequencies")
        };
        let row = &frequencies.rows[it.row().unwrap()];
        let rolled = frequencies.request.level == Some(row.depth + 1);
        let codings = if rolled { row.total } else { row.own }.codings;
        press(&mut live, "enter");
        assert_eq!(passages(&live) as u64, codings);
        press(&mut live, "esc");
        assert_eq!(figures(&live).list, it.list);
        assert_eq!(figures(&live).row(), it.row());
    }
}

#[test]
fn enter_on_a_cell_of_the_heat_map_lists_the_passages_of_that_code_in_that_group() {
    // In interviews, so that no cell is hidden; then with codes rolled up.
    let mut live = at("g a");
    for keys in ["V V", "V V L L"] {
        press(&mut live, "g a");
        press(&mut live, "2");
        for key in keys.split(' ') {
            press(&mut live, key);
        }
        for column in 0..figures(&live).n_columns() {
            let it = figures(&live).clone();
            let Of::Heat(heat) = &found(&live).of else {
                panic!("no heat map")
            };
            let codings = heat.rows[it.row().unwrap()].own[column].codings;
            press(&mut live, "enter");
            assert_eq!(passages(&live) as u64, codings, "{keys}, column {column}");
            press(&mut live, "q");
            let back = figures(&live);
            assert_eq!((back.list, back.columns), (it.list, it.columns));
            press(&mut live, "right down");
        }
    }
}

#[test]
fn enter_on_a_pair_lists_the_passages_that_stand_together() {
    let mut live = at("g a");
    for units in ["", "U", "U U", "U U U", "U U U U"] {
        press(&mut live, "g a");
        press(&mut live, "4");
        for key in units.split_whitespace() {
            press(&mut live, key);
        }
        let Of::Pairs(it) = &found(&live).of else {
            panic!("no pairs")
        };
        let pair = (0..it.rows.len())
            .flat_map(|row| (0..it.cols.len()).map(move |column| (row, column)))
            .filter_map(|(row, column)| {
                let code = (it.rows[row].place, it.cols[column].place);
                let pairs = it.found.pairs.iter();
                let mut mine = pairs.filter(|pair| (pair.a.place, pair.b.place) == code);
                Some((row, column, mine.next()?.clone()))
            })
            .max_by_key(|(_, _, pair)| pair.figures.n);
        let unit = it.found.unit;
        let Some((place, column, pair)) = pair else {
            assert!(it.found.pairs.is_empty());
            let shown = words_of(&live.app, Lang::Zh);
            assert!(shown.contains("没有共现的编码"), "{unit:?}\n{shown}");
            continue;
        };
        let row = figures(&live)
            .rows
            .iter()
            .position(|it| *it == place)
            .unwrap();
        let Screen::Analysis(screen) = live.app.screen_mut() else {
            panic!("no figures")
        };
        screen.go(SMALL, (row, column));
        press(&mut live, "enter");
        let n = passages(&live) as u64;
        match (&pair.tie, unit) {
            (Some(tie), _) => assert_eq!(n, tie.passages, "{unit:?}"),
            (None, CooccurUnit::Overlap) => {
                let most = pair.figures.a_with_b + pair.figures.b_with_a;
                assert!(n > 0 && n <= most, "{unit:?}: {n} of {most}");
            }
            (None, _) => assert!(n > 0, "{unit:?}"),
        }
    }
}

#[test]
fn codes_without_a_link_are_listed_as_the_verb_lists_them_and_lead_to_their_passages() {
    let mut live = at("g a 4");
    press(&mut live, "tab");
    let study = Study::open(live.world.study.path(), Mode::Read).unwrap();
    let filter = Filter::default();
    let links = study
        .links(&filter, &crate::study::LinksRequest::default())
        .unwrap();
    let mut verb = links.orphans(&filter, crate::study::Small::default());
    verb.notes.extend(study.marks().unwrap());
    let Of::Pairs(it) = &found(&live).of else {
        panic!("no pairs")
    };
    assert_eq!(it.orphans, verb);
    assert_eq!(figures(&live).n_rows(), verb.rows.len());
    insta::assert_snapshot!(steady(&live, Lang::Zh).replace(&links.fingerprint, "············"));
    press(&mut live, "down enter");
    let shown = words_of(&live.app, Lang::Zh);
    let code = &links.unanswered[1].code;
    assert!(
        shown.contains(&format!("{} {}", code.public_id, code.name)),
        "{shown}"
    );
    assert_eq!(
        passages(&live) as u64,
        study.passages(code.id).unwrap().len() as u64
    );
    press(&mut live, "q");
    assert_eq!(figures(&live).list.at, 1);
    press(&mut live, "tab");
    assert!(words_of(&live.app, Lang::Zh).contains("没有对策的问题"));
}

#[test]
fn enter_on_an_interview_of_the_curve_lists_its_new_codes() {
    let mut live = at("g a 3");
    let Of::Curve(curve) = &found(&live).of else {
        panic!("no curve")
    };
    let new: Vec<String> = curve.rows[1].new.clone();
    press(&mut live, "right enter");
    let Screen::Passages(list) = live.app.screen() else {
        panic!("no passages")
    };
    let mut codes: Vec<String> = list
        .all
        .iter()
        .flatten()
        .flat_map(|it| it.codes.clone())
        .collect();
    codes.sort();
    codes.dedup();
    let mut new = new;
    new.sort();
    assert_eq!(codes, new);
    press(&mut live, "esc");
    assert_eq!(figures(&live).columns.at, 1);
}

#[test]
fn an_interview_is_held_out_and_taken_in_again() {
    let mut live = at("g a 3");
    press(&mut live, "right H");
    let Of::Curve(curve) = &found(&live).of else {
        panic!("no curve")
    };
    assert_eq!((curve.rows.len(), curve.held_out.len()), (8, 1));
    assert!(words_of(&live.app, Lang::Zh).contains("预留检验"));
    press(&mut live, "end");
    press(&mut live, "H");
    let Of::Curve(curve) = &found(&live).of else {
        panic!("no curve")
    };
    assert_eq!((curve.rows.len(), curve.held_out.len()), (9, 0));
}

/// Chooses the item whose words hold these.
fn choose(live: &mut Live, words: &str) {
    let Some(Overlay::Picker(picker)) = live.app.overlays.last_mut() else {
        panic!("nothing to choose from")
    };
    let strings = Strings::new(Lang::Zh);
    let place = picker.items.iter().position(|item| match &item.label {
        crate::tui::overlays::picker::Label::Words(label) => label.contains(words),
        crate::tui::overlays::picker::Label::Message(label) => strings.tell(label).contains(words),
    });
    picker.list.at = place.unwrap_or_else(|| panic!("no «{words}» in {picker:?}"));
    press(live, "enter");
}

#[test]
fn groups_are_chosen_and_so_is_what_is_filtered_by() {
    let mut live = at("g a 2");
    press(&mut live, "G");
    choose(&mut live, "性别");
    let Of::Heat(heat) = &found(&live).of else {
        panic!("no heat map")
    };
    assert_eq!(heat.by.name(), "性别");
    press(&mut live, "F");
    choose(&mut live, "类别");
    choose(&mut live, "对策");
    let filter = figures(&live).filter.clone();
    assert_eq!(filter.words(), "--kind countermeasure");
    assert!(words_of(&live.app, Lang::Zh).contains("--kind countermeasure"));
    let it = figures(&live);
    assert_eq!(
        found(&live).table,
        verb(&live, found(&live), &it.ask, &filter)
    );
    // It goes along to other figures, and Enter lists what passes it.
    press(&mut live, "g f");
    assert_eq!(figures(&live).filter, filter);
    let Of::Frequencies(frequencies) = &found(&live).of else {
        panic!("no frequencies")
    };
    let first = &frequencies.rows[figures(&live).row().unwrap()];
    assert_eq!(first.kind, "countermeasure");
    press(&mut live, "F");
    choose(&mut live, "清除");
    assert!(figures(&live).filter.is_empty());
    assert_eq!(live.app.overlays, []);
}

#[test]
fn figures_follow_a_coding_and_its_undo() {
    let mut live = at("g a 1");
    let n = |live: &Live| found(live).of_codings();
    let before = n(&live);
    press(&mut live, "enter");
    press(&mut live, "enter");
    assert!(matches!(live.app.screen(), Screen::Coding(_)));
    press(&mut live, "] t 1");
    press(&mut live, "q");
    press(&mut live, "q");
    assert_eq!(n(&live), before + 1);
    press(&mut live, "u");
    assert_eq!(n(&live), before);
}

#[test]
fn an_answer_that_nobody_waits_for_is_dropped_and_an_older_request_is_stopped() {
    let mut app = App::sample();
    let asked = |effects: &[Effect]| -> Vec<Ticket> {
        let of = effects.iter().filter_map(|effect| match effect {
            Effect::Start {
                ticket,
                job: Job::Analyse { .. },
            } => Some(*ticket),
            _ => None,
        });
        of.collect()
    };
    let first = asked(&app.press("g f"));
    let answer = |ticket| Event::Answer {
        ticket,
        outcome: Ok(crate::tui::testing::frequencies(
            crate::study::Frequencies::default(),
        )),
    };
    let awaited = |app: &App| match app.screen() {
        Screen::Analysis(it) => (it.awaited, it.found.is_some()),
        other => panic!("no figures: {other:?}"),
    };
    let second = asked(&app.press("L"));
    update(&mut app, answer(first[0]));
    assert_eq!(awaited(&app), (Some(second[0]), false), "it says nothing");
    update(&mut app, answer(second[0]));
    assert_eq!(awaited(&app), (None, true));
    let third = asked(&app.press("L"));
    assert_eq!(awaited(&app), (Some(third[0]), true), "those before stay");
    let outcome = Ok(Answer::Stopped);
    update(
        &mut app,
        Event::Answer {
            ticket: third[0],
            outcome,
        },
    );
    assert_eq!(awaited(&app), (None, true));
    let leaving = {
        app.press("L");
        app.press("q")
    };
    assert!(
        leaving
            .iter()
            .any(|effect| matches!(effect, Effect::Stop(_)))
    );
}

#[test]
fn the_table_goes_into_a_file_by_its_ending_and_never_over_another() {
    let mut live = at("g a 2");
    let folder = live.world.study.path().parent().unwrap().to_owned();
    for ending in ["csv", "tsv", "xlsx", "html", "md", "tex"] {
        live.press("o ctrl+u");
        live.type_text(&format!("t.{ending}"));
        live.press("enter");
        let bytes = std::fs::read(folder.join(format!("t.{ending}"))).unwrap();
        if ending != "xlsx" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains("示例数据，非真实访谈"), "{ending}: {text}");
            assert!(text.contains("部门壁垒与信息孤岛"), "{ending}");
        }
    }
    let effects = {
        live.press("o ctrl+u");
        live.type_text("t.csv");
        live.wanted("enter")
    };
    let again: Vec<Event> = effects
        .into_iter()
        .filter_map(|effect| live.world.perform(&mut live.app.loaded, effect))
        .collect();
    assert!(
        matches!(&again[..], [Event::Failed(trouble)] if trouble.what.key == "trouble-file-there")
    );
}

#[test]
fn a_study_without_anything_says_so_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.fangtan");
    let plan = crate::model::plan::Plan::default();
    Study::create(&path, "empty", &plan, "anna").unwrap();
    let study = Study::open(&path, Mode::Stay).unwrap();
    let loaded = study.load("anna").unwrap();
    let app = crate::tui::testing::app_of(loaded, SMALL);
    let world = crate::tui::effect::World::new(study, || {}).unwrap();
    let mut live = Live::of(app, world, folder);
    for (keys, sentence) in [
        ("g a", "没有可用来分组的属性"),
        ("1", "还没有编码"),
        ("q 2", "没有可用来分组的属性"),
        ("q 3", "没有访谈可画"),
        ("q 4", "没有共现的编码"),
    ] {
        for key in keys.split(' ').collect::<Vec<_>>() {
            live.press(key);
            if key != "g" {
                live.answers();
            }
        }
        let shown = words_of(&live.app, Lang::Zh);
        assert!(shown.contains(sentence), "{keys}:\n{shown}");
    }
}

#[test]
fn a_number_opens_a_panel_with_the_figures_that_are_there() {
    let mut live = at("g a");
    assert!(
        overview(&live.app)
            .panels
            .iter()
            .all(|panel| panel.found.is_some())
    );
    for (key, kind) in [
        ("1", Kind::Frequencies),
        ("2", Kind::Heat),
        ("3", Kind::Curve),
        ("4", Kind::Pairs),
    ] {
        let effects = live.wanted(key);
        let asks = effects.iter().any(|it| matches!(it, Effect::Start { .. }));
        assert!(!asks, "what is there is not asked for again");
        assert_eq!(figures(&live).ask.kind(), kind);
        press(&mut live, "q");
        assert!(
            overview(&live.app)
                .panels
                .iter()
                .all(|panel| panel.awaited.is_none())
        );
    }
    press(&mut live, "right down enter");
    assert_eq!(figures(&live).ask.kind(), Kind::Pairs);
}

#[test]
fn a_click_puts_the_cursor_on_a_cell_and_two_open_it() {
    use crate::tui::pointer::{Held, How, Pointed, under};
    let mut live = at("g a 2");
    let strings = Strings::new(Lang::Zh);
    let theme = crate::tui::theme::Theme::shipped(crate::tui::theme::Shipped::Plain);
    let ui = crate::tui::view::Ui::new(&strings, &theme, &live.app.desk);
    // The third row, in the second column of cells.
    let cell = ratatui::layout::Position::new(2 + 22 + 11 + 5, 2 + 2 + 2);
    let on = under(&live.app, &ui, cell);
    for clicks in [1, 2] {
        live.happens(Event::Mouse(Pointed {
            how: How::Press { clicks },
            held: Held::Nothing,
            on,
        }));
        live.answers();
        if clicks == 1 {
            let it = figures(&live);
            assert_eq!((it.list.at, it.columns.at), (2, 1));
        }
    }
    assert!(matches!(live.app.screen(), Screen::Passages(_)));
}

#[test]
fn words_80_zh() {
    insta::assert_snapshot!(steady(&at("g w"), Lang::Zh));
}

#[test]
fn words_120_en() {
    let mut live = at("g w");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(steady(&live, Lang::En));
}

#[test]
fn lines_80_zh() {
    let mut live = at("g w");
    press(&mut live, "down enter");
    insta::assert_snapshot!(steady(&live, Lang::Zh));
}

#[test]
fn lines_120_en() {
    let mut live = at("g w");
    press(&mut live, "down enter");
    press(&mut live, "S");
    resize(&mut live, LARGE);
    insta::assert_snapshot!(steady(&live, Lang::En));
}

#[test]
fn a_word_has_as_many_lines_as_the_list_says_and_each_leads_to_its_place() {
    let mut live = at("g w");
    for _ in 0..12 {
        let Of::Words(words) = &found(&live).of else {
            panic!("no words")
        };
        let row = words.rows[figures(&live).row().unwrap()].clone();
        press(&mut live, "enter");
        let Of::Lines(lines) = &found(&live).of else {
            panic!("no lines")
        };
        assert_eq!(lines.lines.len() as u64, row.tally.n, "{}", row.word);
        let by_word =
            |line: &crate::study::Concorded| crate::text::lexicon::plain(&line.word) == row.word;
        assert!(lines.lines.iter().all(by_word));
        press(&mut live, "q");
        press(&mut live, "down");
    }
    press(&mut live, "enter");
    press(&mut live, "S");
    let Of::Lines(lines) = &found(&live).of else {
        panic!("no lines")
    };
    let line = lines.lines[0].clone();
    press(&mut live, "enter");
    let open = live.app.loaded.open.as_ref().unwrap();
    assert_eq!(open.id, line.interview);
    assert_eq!(open.text.slice(line.span), Some(line.word.as_str()));
    let Screen::Coding(coding) = live.app.screen() else {
        panic!("no interview")
    };
    assert_eq!(coding.head, Some(line.span));
    press(&mut live, "q");
    assert_eq!(figures(&live).ask.kind(), Kind::Lines);
    press(&mut live, "q");
    assert_eq!(figures(&live).list.at, 12, "back to the same word");
}

#[test]
fn groups_of_words_are_compared_by_an_attribute() {
    let mut live = at("g w");
    press(&mut live, "G");
    choose(&mut live, "性别");
    let Of::Words(words) = &found(&live).of else {
        panic!("no words")
    };
    let groups: Vec<&str> = words.groups.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(groups.len(), 2, "{groups:?}");
    assert!(words_of(&live.app, Lang::Zh).contains("哪一组说得更多"));
    let it = figures(&live);
    assert_eq!(
        found(&live).table,
        verb(&live, found(&live), &it.ask, &it.filter)
    );
}
