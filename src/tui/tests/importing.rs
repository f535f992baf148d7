//! The import wizard: files are chosen, looked over, agreed to and taken in, on a study of its own.

use std::fs;
use std::path::{Path, PathBuf};

use ratatui::layout::Size;

use crate::model::plan::Adjustment;
use crate::model::{Edit, Role};
use crate::strings::Lang;
use crate::study::{Access, Carry, FolderEntry, FolderList, ImportOptions, Mode, Study};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job};
use crate::tui::overlays::Overlay;
use crate::tui::screens::Screen;
use crate::tui::screens::importing::{Importing, Step};
use crate::tui::testing::{LARGE, SMALL, app_of, loaded, words_of};
use crate::tui::update::update;

use super::live::Live;

/// Invented talk: a header block, two labels.
const FIRST: &str = "时间：2026年3月5日\n地点：区民政局\n\n\
    访谈者：先请您介绍一下您的工作。\n\
    受访者：我在区里工作了十二年，现在管社区治理这一块。\n\
    访谈者：您觉得最突出的问题是什么？\n\
    受访者：一个是权责不清，一个是社会组织还没有发展起来。\n";

/// Another conversation; the one who asks goes by another label in its second half.
const SECOND: &str = "问：您什么时候到这个街道的？\n\
    答：前年春天。那时候还没有网格。\n\
    访谈者：后来呢？\n\
    答：后来有了平台，报表少了一半。\n\
    问：居民怎么看？\n\
    答：开始不习惯，现在好多了。\n";

/// A live study whose folder has these files in a folder of their own.
fn live(files: &[(&str, &[u8])]) -> (Live, PathBuf) {
    let live = Live::new("RA-09", "01-公共管理学者-北京");
    let folder = live.world.study.path().with_file_name("转写稿");
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    (live, folder)
}

fn wizard(live: &Live) -> &Importing {
    match live.app.screen() {
        Screen::Importing(wizard) => wizard,
        other => panic!("not the wizard: {other:?}"),
    }
}

/// Presses keys one by one, each after everything that was asked for has its answer.
fn press(live: &mut Live, keys: &str) {
    for key in keys.split_whitespace() {
        live.press(key);
        live.answered();
    }
}

fn write(live: &mut Live, words: &str) {
    live.type_text(words);
    live.answered();
}

/// Opens the wizard and has every file of the folder read.
fn read_all(live: &mut Live) {
    press(live, "g i");
    write(live, "转写稿/");
    press(live, "backtab f2");
    assert_eq!(wizard(live).step, Step::Look, "{:?}", live.app.desk.remark);
}

/// Everything there is in a study, as text.
fn whole(study: &Study) -> String {
    String::from_utf8(study.to_json().unwrap()).unwrap()
}

fn interviews(live: &Live) -> Vec<String> {
    let all = live.app.loaded.interviews.iter();
    all.map(|it| it.name.clone()).collect()
}

#[test]
fn a_run_of_the_wizard_is_the_import_and_the_speaker_calls() {
    let files: &[(&str, &[u8])] = &[("甲.txt", FIRST.as_bytes()), ("乙.txt", SECOND.as_bytes())];
    let (mut live, folder) = live(files);
    let other = live.world.study.path().with_file_name("other.fangtan");
    fs::copy(live.world.study.path(), &other).unwrap();
    let before = whole(&live.world.study);

    read_all(&mut live);
    let names: Vec<String> = wizard(&live)
        .batch
        .rows
        .iter()
        .map(|it| it.name.clone())
        .collect();
    assert_eq!(names, ["乙", "甲"]);
    // 乙: both who ask are one; whoever answers is a respondent of the study's.
    press(&mut live, "tab r");
    write(&mut live, "访谈者");
    press(&mut live, "enter");
    assert_eq!(wizard(&live).label().as_deref(), Some("访谈者"));
    press(&mut live, "home");
    assert_eq!(wizard(&live).label().as_deref(), Some("答"));
    press(&mut live, "r");
    write(&mut live, "王主任");
    press(&mut live, "enter t 1");
    write(&mut live, "E90");
    press(&mut live, "enter A");
    write(&mut live, "城市=北京");
    press(&mut live, "enter");
    assert_eq!(whole(&live.world.study), before, "nothing is written yet");
    press(&mut live, "enter");
    assert_eq!(wizard(&live).step, Step::Agree);
    assert_eq!(whole(&live.world.study), before, "nothing is written yet");
    press(&mut live, "enter");
    assert!(matches!(live.app.screen(), Screen::Interviews(_)));
    assert_eq!(live.said(), "said-imported");
    assert!(interviews(&live).contains(&"甲".to_owned()));
    let after = whole(&live.world.study);

    // The same from the command line.
    let mut study = Study::open(&other, Mode::Write).unwrap();
    let mut import = |file: &str, adjustments: Vec<Adjustment>| {
        let options = ImportOptions {
            attributes: vec![("城市".to_owned(), "北京".to_owned())],
            adjustments,
            ..ImportOptions::default()
        };
        let path = folder.join(file);
        study
            .import(&[path], &options, "RA-09", Carry::Out, &mut |_, _| {})
            .unwrap();
    };
    let label = |label: &str, new: &str| Adjustment::Rename {
        label: label.to_owned(),
        new: new.to_owned(),
    };
    import("乙.txt", vec![label("问", "访谈者")]);
    import("甲.txt", Vec::new());
    let respondent = Edit::SetRespondent {
        label: "E90".to_owned(),
        attributes: Vec::new(),
    };
    study.apply(&respondent, "RA-09").unwrap();
    let people = study.respondents().unwrap();
    let who = people.iter().find(|it| it.label == "E90").unwrap().id;
    let interview = study.interview_named("乙").unwrap();
    let speakers = study.speakers(interview).unwrap();
    let speaker = speakers.iter().find(|it| it.label == "答").unwrap();
    let edit = Edit::SetSpeaker {
        speaker: speaker.id,
        label: Some("王主任".to_owned()),
        role: None,
        respondent: Some(who),
    };
    study.apply(&edit, "RA-09").unwrap();
    assert_eq!(after, whole(&study));
    let here = live.world.study.interview_named("乙").unwrap();
    let ids = |study: &Study, id| -> Vec<_> {
        study.speakers(id).unwrap().iter().map(|it| it.id).collect()
    };
    assert_eq!(ids(&live.world.study, here), ids(&study, interview));

    press(&mut live, "u");
    assert_eq!(
        whole(&live.world.study),
        before,
        "one step takes all of it back"
    );
}

#[test]
fn reading_that_is_stopped_and_a_wizard_that_is_left_leave_nothing() {
    let many: Vec<(String, String)> = (0..300)
        .map(|n| {
            (
                format!("{n:03}.txt"),
                format!("问：第{n}个问题？\n答：第{n}个回答。\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let (mut live, _) = live(&files);
    let before = whole(&live.world.study);
    press(&mut live, "g i");
    write(&mut live, "转写稿/");
    live.press("backtab f2");
    // The files are found, and the reading is asked for and stopped at once.
    while wizard(&live).batch.sources.is_empty() {
        for event in live.world.answers() {
            live.happens(event);
        }
        std::thread::yield_now();
    }
    live.press("esc");
    assert_eq!(live.said(), "said-reading-stopped");
    live.answered();
    assert_eq!(wizard(&live).step, Step::Choose);
    assert_eq!(wizard(&live).batch.rows, []);
    assert_eq!(wizard(&live).chooser.marked.len(), 300, "the choice stays");

    press(&mut live, "f2");
    assert_eq!(wizard(&live).batch.rows.len(), 300);
    press(&mut live, "enter");
    assert_eq!(wizard(&live).step, Step::Agree);
    press(&mut live, "esc");
    assert_eq!(live.said(), "say-leave-import");
    // Any other key takes that back.
    press(&mut live, "down esc");
    assert!(matches!(live.app.screen(), Screen::Importing(_)));
    press(&mut live, "esc");
    assert!(!matches!(live.app.screen(), Screen::Importing(_)));
    assert_eq!(whole(&live.world.study), before);
}

#[test]
fn a_write_that_is_stopped_leaves_nothing_and_can_be_begun_again() {
    let many: Vec<(String, String)> = (0..200)
        .map(|n| {
            (
                format!("{n:03}.txt"),
                format!("问：{n}？\n答：{n}。\n").repeat(40),
            )
        })
        .collect();
    let files: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let (mut live, _) = live(&files);
    let before = whole(&live.world.study);
    read_all(&mut live);
    press(&mut live, "enter");
    live.press("enter");
    assert!(live.app.overlays.last().is_some_and(Overlay::is_taking_in));
    live.press("esc");
    live.answered();
    assert_eq!(live.app.overlays, []);
    if live.said() == "said-import-stopped" {
        assert_eq!(whole(&live.world.study), before);
        assert_eq!(wizard(&live).step, Step::Agree);
        press(&mut live, "enter");
    }
    assert_eq!(live.said(), "said-imported");
    press(&mut live, "u");
    assert_eq!(whole(&live.world.study), before);
}

#[test]
fn broken_files_are_said_and_the_others_come() {
    let files: &[(&str, &[u8])] = &[
        ("好.txt", FIRST.as_bytes()),
        ("空.txt", b""),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        ("坏.docx", b"PK\x03\x04 no archive"),
        (
            "半.json",
            b"{\"format\": \"fangtan-study\", \"documents\": [",
        ),
    ];
    let (mut live, folder) = live(files);
    read_all(&mut live);
    assert_eq!(wizard(&live).batch.totals().failed, 4);
    assert_eq!(wizard(&live).batch.totals().interviews, 1);
    // Also a file that is gone by then.
    press(&mut live, "backspace");
    live.paste(&format!("{0}/没有.txt\n{0}/好.txt\n", folder.display()));
    press(&mut live, "f2");
    assert_eq!(wizard(&live).batch.totals().failed, 5);
    press(&mut live, "enter enter");
    assert_eq!(live.said(), "said-imported");
    assert!(interviews(&live).contains(&"好".to_owned()));
}

#[test]
fn what_the_study_has_stays_out_and_a_name_that_is_taken_gets_a_number() {
    let third = SECOND.replace("前年", "去年");
    let files: &[(&str, &[u8])] = &[
        ("一.txt", FIRST.as_bytes()),
        ("二.txt", SECOND.as_bytes()),
        ("三.txt", third.as_bytes()),
    ];
    let (mut live, folder) = live(files);
    let options = ImportOptions::default();
    let first = folder.join("一.txt");
    let own = live
        .world
        .study
        .import(&[first], &options, "RA-09", Carry::Out, &mut |_, _| {});
    own.unwrap();
    live.app.loaded = live.world.study.load("RA-09").unwrap();
    fs::write(folder.join("一 (2).txt"), FIRST).unwrap();
    fs::write(folder.join("二号.txt"), SECOND).unwrap();
    fs::create_dir(folder.join("另")).unwrap();
    fs::write(folder.join("另/一.md"), third.replace("去年", "大前年")).unwrap();
    press(&mut live, "g i");
    write(&mut live, "转写");
    press(&mut live, "tab f2");
    let rows: Vec<(String, bool, bool)> = wizard(&live)
        .batch
        .rows
        .iter()
        .map(|it| (it.name.clone(), it.is_out, it.twin.is_some()))
        .collect();
    let row = |name: &str, is_out, is_twin| (name.to_owned(), is_out, is_twin);
    assert_eq!(
        rows,
        [
            row("一", true, false),
            row("一", true, true),
            row("三", false, false),
            row("二", false, false),
            row("二号", true, true),
            row("一 (2)", false, false),
        ]
    );
    // A name that somebody chose is taken as it is.
    press(&mut live, "end n");
    write(&mut live, "四");
    press(&mut live, "enter enter enter");
    let names = interviews(&live);
    assert!(names.contains(&"四".to_owned()) && !names.contains(&"一 (2)".to_owned()));
    assert_eq!(names.iter().filter(|it| *it == "一").count(), 1);
    assert!(!names.contains(&"二号".to_owned()));
}

#[test]
fn another_encoding_and_another_pattern_are_seen_at_once() {
    let big5: Vec<u8> = encoding_rs::BIG5
        .encode("問：您好嗎\n答：好\n")
        .0
        .into_owned();
    let odd = "#甲# 您好吗\n#乙# 好\n继续说\n#甲# 是吗\n";
    let files: &[(&str, &[u8])] = &[("a.txt", odd.as_bytes()), ("b.txt", &big5)];
    let (mut live, _) = live(files);
    read_all(&mut live);
    let labels = |live: &Live| -> Vec<String> {
        let wizard = wizard(live);
        let row = &wizard.batch.rows[wizard.look.files.at];
        let speakers = &wizard.batch.interview(row).unwrap().transcript.speakers;
        speakers.iter().map(|it| it.label.clone()).collect()
    };
    press(&mut live, "s 3");
    write(&mut live, "#(");
    press(&mut live, "enter");
    assert_eq!(live.said(), "say-no-pattern");
    assert!(matches!(live.app.overlays.last(), Some(Overlay::Prompt(_))));
    press(&mut live, "ctrl+u");
    write(&mut live, "#(.)# ");
    press(&mut live, "enter");
    assert_eq!(labels(&live), ["甲", "乙"]);
    // What is said afterwards is said of what was read with it.
    press(&mut live, "tab i");
    press(&mut live, "i");
    let voice = wizard(&live).look.voice(&wizard(&live).batch).unwrap();
    assert_eq!((voice.role, voice.turns), (Some(Role::Respondent), 2));
    press(&mut live, "backtab down e 4");
    assert_eq!(labels(&live), ["問", "答"]);
    press(&mut live, "e 3");
    let about = |live: &Live| {
        let wizard = wizard(live);
        let row = &wizard.batch.rows[wizard.look.files.at];
        wizard.batch.about(row).map(|about| about.encoding.clone())
    };
    assert_ne!(about(&live).as_deref(), Some("Big5"));
    press(&mut live, "e 1");
    assert_eq!(about(&live).as_deref(), Some("Big5"));
    press(&mut live, "up");
    assert_eq!(labels(&live), ["甲", "乙"], "the other file is as it was");
    let voice = wizard(&live).look.voice(&wizard(&live).batch).unwrap();
    assert_eq!(
        voice.role,
        Some(Role::Respondent),
        "and what was said of it"
    );
}

#[test]
fn a_survey_brings_an_interview_a_row_and_a_study_file_what_it_holds() {
    let survey = "编号,城市,您最大的困难是什么？,有什么建议？\n\
        R1,北京,办事要跑好几个地方，排队很久。,希望能在社区把手续都办完。\n\
        R2,上海,不知道该去找哪个部门反映问题。,给一个统一的电话，有人负责到底。\n";
    let study = r#"{"documents": [
        {"id": "d1", "name": "旧一", "text": "问：好吗\n答：好\n"},
        {"id": "d2", "name": "旧二", "text": "问：行吗\n答：行\n"}],
        "codes": [{"id": "OLD", "name": "旧编码"}],
        "codings": [{"doc": "d1", "start": 6, "end": 7, "code": "OLD"},
                    {"doc": "d2", "start": 6, "end": 7, "code": "OLD"}]}"#;
    let files: &[(&str, &[u8])] = &[
        ("old.json", study.as_bytes()),
        ("wenjuan.csv", survey.as_bytes()),
    ];
    let (mut live, _) = live(files);
    press(&mut live, "g i");
    write(&mut live, "转写稿/");
    press(&mut live, "tab tab f2");
    let wizard_now = wizard(&live);
    assert_eq!(wizard_now.batch.sources.len(), 2);
    press(&mut live, "end s 4");
    let names: Vec<&str> = wizard(&live)
        .batch
        .rows
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["旧一", "旧二", "R1", "R2"]);
    // One of two interviews of a study file stays out, with its codings.
    press(&mut live, "home down x");
    press(&mut live, "enter");
    assert_eq!(
        wizard(&live).step,
        Step::Agree,
        "{:?}",
        live.app.desk.errors
    );
    press(&mut live, "enter");
    let names = interviews(&live);
    assert!(
        ["旧一", "R1", "R2"]
            .iter()
            .all(|it| names.iter().any(|name| name == it))
    );
    assert!(!names.contains(&"旧二".to_owned()));
    let code = live.app.loaded.codebook.by_public_id("OLD").unwrap().id;
    assert_eq!(live.world.study.passages(code).unwrap().len(), 1);
}

#[test]
fn names_of_files_and_labels_never_reach_the_terminal_as_orders() {
    let evil = "\u{1b}[2J\u{202e}甲：您好\n乙\u{7}：好\n\u{1b}[2J\u{202e}甲：是吗\n乙\u{7}：是\n";
    let name = "evil\u{1b}]0;x\u{7}\u{202e}.txt";
    let (mut live, _) = live(&[(name, evil.as_bytes())]);
    press(&mut live, "g i");
    write(&mut live, "转写稿/");
    for keys in ["", "down tab", "f2", "v", "tab", "v", "enter"] {
        press(&mut live, keys);
        for lang in [Lang::Zh, Lang::En] {
            let shown = words_of(&live.app, lang);
            let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!shown.contains(bad), "{keys}: {shown:?}");
        }
    }
    press(&mut live, "enter");
    assert_eq!(live.said(), "said-imported");
}

#[test]
fn a_study_that_is_only_read_says_why_nothing_can_be_imported() {
    let mut study = loaded();
    study.access = Access::Reading;
    let mut app = app_of(study, SMALL);
    assert_eq!(app.press("g i"), []);
    assert_eq!(
        app.desk.remark.as_ref().map(|it| it.key),
        Some("say-read-only")
    );
}

/// Answers what the wizard asks about folders and files with invented ones.
fn serve(app: &mut App, effects: Vec<Effect>) {
    let mut wanted = effects;
    while let Some(effect) = wanted.pop() {
        let Effect::Start { ticket, job } = effect else {
            continue;
        };
        let outcome = match job {
            Job::Folder(_) => Ok(Answer::Folder(folder())),
            _ => continue,
        };
        wanted.extend(update(app, Event::Answer { ticket, outcome }));
    }
}

fn folder() -> FolderList {
    let entry = |name: &str, bytes: Option<u64>, is_likely: bool| FolderEntry {
        name: name.to_owned(),
        path: Path::new("/研究/转写稿").join(name),
        bytes,
        is_likely,
    };
    FolderList {
        folder: PathBuf::from("/研究/转写稿"),
        entries: vec![
            entry("第二轮", None, true),
            entry("E24-民政局.docx", Some(48_213), true),
            entry("E25-街道办事处.txt", Some(9_120), true),
            entry("录音.mp3", Some(51_380_224), false),
            entry("重庆问卷.xlsx", Some(31_022), false),
        ],
    }
}

#[test]
fn files_are_found_by_pinyin_and_marked() {
    let mut app = app_of(loaded(), SMALL);
    let effects = app.press("g i");
    serve(&mut app, effects);
    app.type_text("mzj");
    let Screen::Importing(wizard) = app.screen() else {
        panic!("the wizard");
    };
    assert_eq!(wizard.chooser.rows().len(), 1);
    app.press("tab ctrl+u");
    app.press("down down down down down tab");
    let effects = app.press("f2");
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Start {
            job: Job::FindFiles(paths),
            ..
        } => Some(paths.clone()),
        _ => None,
    });
    let names = ["E24-民政局.docx", "重庆问卷.xlsx"];
    let paths = names.map(|name| Path::new("/研究/转写稿").join(name));
    assert_eq!(asked.as_deref(), Some(paths.as_slice()));
    assert_eq!(
        app.press("q"),
        [],
        "while it is under way letters mean nothing"
    );
}

/// The wizard at a size, after keys, with the sample files read.
fn at(size: Size, keys: &str) -> Live {
    let third = "﻿访谈者：您好。\r\n受访者：您好。\r\n访谈者：请讲。\r\n受访者：好的。\r\n";
    let files: &[(&str, &[u8])] = &[
        ("E24-民政局.txt", FIRST.as_bytes()),
        ("E25-街道.txt", SECOND.as_bytes()),
        ("E26.txt", third.as_bytes()),
        ("空白.txt", b" \n"),
    ];
    let (mut live, _) = live(files);
    update(&mut live.app, Event::Resize(size));
    read_all(&mut live);
    press(&mut live, keys);
    live
}

fn snapshots(name: &str, keys: &str) {
    for (size, width) in [(SMALL, 80), (LARGE, 120)] {
        let mut live = at(size, keys);
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            live.app.desk.lang = lang;
            let shown = words_of(&live.app, lang);
            insta::assert_snapshot!(format!("{name}_{width}_{word}"), shown);
        }
    }
}

#[test]
fn import_choose() {
    for (size, width) in [(SMALL, 80), (LARGE, 120)] {
        for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let mut app = app_of(loaded(), size);
            app.desk.lang = lang;
            let effects = app.press("g i");
            serve(&mut app, effects);
            app.press("down tab");
            insta::assert_snapshot!(
                format!("import_choose_{width}_{word}"),
                words_of(&app, lang)
            );
        }
    }
}

#[test]
fn import_look() {
    snapshots("import_look", "");
}

#[test]
fn import_whole_text() {
    snapshots("import_whole", "down down v tab");
}

#[test]
fn import_agree() {
    snapshots("import_agree", "down x enter");
}

#[test]
fn import_fits_every_size() {
    for (width, height) in [(60, 18), (79, 23), (109, 30), (110, 18), (200, 60)] {
        for keys in ["", "tab tab v", "end", "enter"] {
            let live = at(Size { width, height }, keys);
            let shown = words_of(&live.app, Lang::Zh);
            assert!(shown.lines().count() > 10, "{shown}");
        }
    }
}

#[test]
fn the_wizard_waits_where_it_was_left_for_another_screen() {
    let mut live = at(SMALL, "down x");
    press(&mut live, "g h");
    assert!(matches!(live.app.screen(), Screen::Home(_)));
    press(&mut live, "g i");
    assert_eq!(wizard(&live).look.files.at, 2);
    assert!(wizard(&live).batch.rows[1].is_out);
}
