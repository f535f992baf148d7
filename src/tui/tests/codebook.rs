//! What keys do in the codebook and while a code is split, and how both look.

mod split;
mod versions;

use std::path::{Path, PathBuf};

use crate::analysis::frequency::Counts;
use crate::model::codebook::{FrozenCode, FrozenCodebook, Link, LinkText};
use crate::model::edit::{CodePlace, PartCode};
use crate::model::{
    Code, CodeId, Codebook, CodingId, Edit, Memo, MemoId, MemoKind, MemoTarget, Origin, Uid,
};
use crate::strings::Lang;
use crate::study::{
    AboutCode, Access, CodeStep, CodebookForm, Frequencies, FrequencyRow, Loaded, MergePreview,
    Passage, PassageInContext,
};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Made, Message, Trouble};
use crate::tui::jobs::{Answer, Job, Ticket};
use crate::tui::screens::Screen;
use crate::tui::screens::codebook::Tree;
use crate::tui::screens::split::{Decision, Split};
use crate::tui::testing::{
    LARGE, SMALL, app_of, code, codebook, loaded, passage, screen_in, uid, words_of,
};
use crate::tui::theme::Shipped;
use crate::tui::update::update;

/// The sample study with P1.1 answered by C1.1, as the author guesses.
fn study() -> Loaded {
    let mut study = loaded();
    study.codebook.links = vec![Link {
        from: code("P1.1"),
        to: code("C1.1"),
        text: LinkText {
            relation: "answered-by".to_owned(),
            hypothesis: true,
            reason: "责任写清楚了，事情才有人接。".to_owned(),
        },
    }];
    study
}

fn in_codebook(study: Loaded) -> App {
    let mut app = app_of(study, SMALL);
    app.press("g c");
    app
}

fn tree(app: &App) -> &Tree {
    match app.screen() {
        Screen::Codebook(tree) => tree,
        other => panic!("not the codebook: {other:?}"),
    }
}

fn split(app: &App) -> &Split {
    match app.screen() {
        Screen::Split(split) => split,
        other => panic!("no code is being split: {other:?}"),
    }
}

/// The rows of the tree, the one under the cursor in brackets.
fn rows(app: &App) -> String {
    let tree = tree(app);
    let words = tree.rows.iter().map(|row| {
        let name = &app.loaded.codebook.get(row.code).unwrap().entry.public_id;
        if tree.at == Some(row.code) {
            format!("[{name}]")
        } else {
            name.clone()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn edits(effects: Vec<Effect>) -> Vec<Edit> {
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Edit(edit, _) => Some(*edit),
            _ => None,
        })
        .collect()
}

fn only(effects: Vec<Effect>) -> Edit {
    let mut edits = edits(effects);
    assert_eq!(edits.len(), 1, "{edits:?}");
    edits.remove(0)
}

fn jobs(effects: &[Effect]) -> Vec<(Ticket, Job)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Start { ticket, job } => Some((*ticket, job.clone())),
            _ => None,
        })
        .collect()
}

fn answer(app: &mut App, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    let outcome = Ok(answer);
    update(app, Event::Answer { ticket, outcome })
}

fn done(app: &mut App, edit: Edit, codes: Vec<CodeId>) -> Vec<Effect> {
    update(
        app,
        Event::Edited {
            edit: Box::new(edit),
            applied: Made {
                codes,
                ..Made::default()
            },
            at: "14:32:07".to_owned(),
            notice: Message::new("said-memo"),
        },
    )
}

fn counts(codings: u64) -> Counts {
    Counts {
        codings,
        interviews: codings.div_ceil(3),
        chars: codings * 30,
        ..Counts::default()
    }
}

fn figures() -> Frequencies {
    let book = codebook();
    let row = |(place, it): (usize, &Code)| FrequencyRow {
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
    };
    Frequencies {
        rows: book.codes().iter().enumerate().map(row).collect(),
        ..Frequencies::default()
    }
}

fn about() -> AboutCode {
    let step = |kind: &str, changed: &[&str], version, other| CodeStep {
        coder: "RA-01".to_owned(),
        kind: kind.to_owned(),
        // Noon of a day, so that it is that day nearly everywhere.
        at_ms: 1_782_907_200_000,
        changed: changed.iter().map(|it| (*it).to_owned()).collect(),
        version,
        other,
    };
    AboutCode {
        steps: vec![
            step("import", &[], Some(1), None),
            step("merge-codes", &["aliases"], None, Some(code("P2.1"))),
            step(
                "revise-code",
                &["definition", "not_when", "version"],
                Some(2),
                None,
            ),
        ],
        memos: vec![
            memo(1, "RA-02", "与人员不足常常一起出现。"),
            memo(2, "RA-01", "再想想边界。"),
        ],
        overlaps: vec![(code("C1.1"), 18, 9)],
    }
}

/// A memo on P1.1.
fn memo(n: u8, coder: &str, text: &str) -> Memo {
    Memo {
        id: MemoId(Uid([n; 16])),
        target: MemoTarget::Code(code("P1.1")),
        kind: MemoKind::Coding,
        coder: coder.to_owned(),
        text: text.to_owned(),
        written_ms: None,
    }
}

/// On P1.1 with everything that the worker knows.
fn full(size: ratatui::layout::Size) -> App {
    let mut app = app_of(study(), size);
    let asked = jobs(&app.press("g c"));
    answer(&mut app, asked[0].0, Answer::Frequencies(figures()));
    let asked = jobs(&app.press("j"));
    assert_eq!(asked, [], "the question about the first code is still open");
    let asked = jobs(&answer(
        &mut app,
        Ticket(2),
        Answer::AboutCode(Box::default()),
    ));
    assert_eq!(asked, [(Ticket(3), Job::AboutCode(code("P1.1")))]);
    answer(&mut app, Ticket(3), Answer::AboutCode(Box::new(about())));
    app
}

#[test]
fn opening_the_codebook_asks_for_figures_and_for_the_code_under_the_cursor() {
    let mut app = App::sample();
    let asked = jobs(&app.press("g c"));
    assert_eq!(
        asked,
        [
            (Ticket(1), Job::Frequencies),
            (Ticket(2), Job::AboutCode(code("P")))
        ]
    );
    assert_eq!(rows(&app), "[P] P1.1 P2.1 P4.1 C C1.1 C2.3 C3.3");
    app.press("q");
    assert!(matches!(app.screen(), Screen::Coding(_)));
}

#[test]
fn it_opens_on_the_code_under_the_cursor() {
    let mut app = App::sample();
    app.press("] c g c");
    assert_eq!(rows(&app), "P [P1.1] P2.1 P4.1 C C1.1 C2.3 C3.3");
}

#[test]
fn arrows_fold_and_unfold_and_go_up_and_into_branches() {
    let mut app = in_codebook(study());
    app.press("right");
    assert_eq!(rows(&app), "P [P1.1] P2.1 P4.1 C C1.1 C2.3 C3.3");
    app.press("left");
    assert_eq!(rows(&app), "[P] P1.1 P2.1 P4.1 C C1.1 C2.3 C3.3");
    app.press("left");
    assert_eq!(rows(&app), "[P] C C1.1 C2.3 C3.3");
    app.press("down");
    app.press("-");
    assert_eq!(rows(&app), "P [C]");
    app.press("+");
    assert_eq!(rows(&app), "P [C] C1.1 C2.3 C3.3");
    app.press("L");
    assert_eq!(rows(&app), "P P1.1 P2.1 P4.1 [C] C1.1 C2.3 C3.3");
    app.press("end L");
    assert_eq!(rows(&app), "P [C]", "the cursor goes to the code above");
}

#[test]
fn a_filter_finds_by_hanzi_pinyin_initials_number_and_english() {
    for query in ["数据", "shujubilei", "sjbl", "p4.1", "silos"] {
        let mut app = in_codebook(study());
        app.press("/");
        app.type_text(query);
        app.press("enter");
        assert_eq!(rows(&app), "[P] P4.1", "{query}");
        app.press("esc");
        assert_eq!(rows(&app), "[P] P1.1 P2.1 P4.1 C C1.1 C2.3 C3.3");
    }
}

#[test]
fn codes_move_one_place_a_key_with_one_edit() {
    let to = |parent: Option<&str>, before: Option<&str>| CodePlace {
        parent: parent.map(code),
        before: before.map(code),
    };
    for (keys, of, place) in [
        ("j J", "P1.1", to(Some("P"), Some("P4.1"))),
        ("j j J", "P2.1", to(Some("P"), None)),
        ("j j K", "P2.1", to(Some("P"), Some("P1.1"))),
        ("j j >", "P2.1", to(Some("P1.1"), None)),
        ("j j <", "P2.1", to(None, Some("C"))),
        ("J", "P", to(None, None)),
    ] {
        let mut app = in_codebook(study());
        let (before, last) = keys.rsplit_once(' ').unwrap_or(("", keys));
        app.press(before);
        let expected = Edit::MoveCode {
            code: code(of),
            to: place,
        };
        assert_eq!(only(app.press(last)), expected, "{keys}");
    }
    for keys in ["K", "<", ">", "j K", "j >", "j j j J"] {
        let mut app = in_codebook(study());
        assert_eq!(edits(app.press(keys)), [], "{keys}");
        assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-nowhere-to-move");
    }
}

#[test]
fn a_new_code_stands_beside_or_below_and_has_the_kind_of_its_place() {
    for (keys, parent) in [("j a", Some("P")), ("j A", Some("P1.1")), ("a", None)] {
        let mut app = in_codebook(study());
        app.press(keys);
        app.press("enter");
        assert_eq!(app.overlays.len(), 1, "a code needs a name");
        app.type_text(" 职责交叉 ");
        let Edit::AddCode(new) = only(app.press("enter")) else {
            panic!("{keys} adds a code");
        };
        assert_eq!(new.parent, parent.map(code), "{keys}");
        assert_eq!(new.entry.name, "职责交叉");
        assert_eq!(new.entry.kind, "problem");
        assert_eq!(new.entry.origin, Origin::Emergent);
    }
}

#[test]
fn the_cursor_goes_to_a_code_just_made() {
    let mut app = in_codebook(study());
    app.press("left A");
    app.type_text("职责交叉");
    let edit = only(app.press("enter"));
    let mut codes: Vec<Code> = app.loaded.codebook.codes().to_vec();
    let mut made = codes[1].clone();
    made.id = CodeId(uid(77));
    made.entry.public_id = "P5".to_owned();
    codes.push(made);
    app.loaded.codebook = Codebook::new(codes);
    let asked = jobs(&done(&mut app, edit, vec![CodeId(uid(77))]));
    assert_eq!(rows(&app), "P P1.1 P2.1 P4.1 [P5] C C1.1 C2.3 C3.3");
    assert_eq!(asked[0].1, Job::Frequencies, "what changed is counted anew");
}

#[test]
fn renaming_keeps_everything_else() {
    let mut app = in_codebook(study());
    app.press("j f2");
    // The name there is stands chosen: typing takes its place.
    app.type_text("职责不明");
    let Edit::ReviseCode { code: of, entry } = only(app.press("enter")) else {
        panic!("renaming revises");
    };
    assert_eq!(of, code("P1.1"));
    let mut expected = app.loaded.codebook.get(of).unwrap().entry.clone();
    expected.name = "职责不明".to_owned();
    assert_eq!(*entry, expected);
}

#[test]
fn the_codebook_is_written_to_a_file_beside_the_study() {
    let mut app = in_codebook(study());
    app.loaded.path = PathBuf::from("/home/anna/s.fangtan");
    app.loaded.access = Access::Reading;
    app.press("o");
    let effects = app.press("enter");
    let [Effect::WriteCodebook { file, form }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(file, Path::new("/home/anna/s-codebook.toml"));
    assert_eq!(*form, CodebookForm::Toml);
    // What is typed takes the place of the name; an ending that no codebook has is told.
    app.press("o");
    app.type_text("/tmp/a.docx");
    assert!(app.press("enter").is_empty());
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-codebook-ending");
    for _ in 0..4 {
        app.press("backspace");
    }
    app.type_text("csv");
    let effects = app.press("enter");
    let [Effect::WriteCodebook { file, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(file, Path::new("/tmp/a.csv"));
    let file = file.clone();
    update(&mut app, Event::Written { file, all: false });
    assert_eq!(
        app.desk.remark.as_ref().unwrap().key,
        "said-written-in-part"
    );
}

#[test]
fn the_form_keeps_what_was_typed_when_it_is_left_and_nothing_where_nothing_was() {
    let mut app = in_codebook(study());
    app.press("j e");
    assert_eq!(app.press("esc"), [], "nothing was typed");
    app.press("e tab tab");
    app.type_text("只说人少");
    app.press("enter");
    app.type_text("不用。");
    app.press("tab tab tab");
    app.type_text("权限不清；职责不明 ;");
    let Edit::ReviseCode { entry, .. } = only(app.press("esc")) else {
        panic!("the form revises");
    };
    assert_eq!(entry.not_when, "只说人少\n不用。");
    assert_eq!(entry.aliases, ["权限不清", "职责不明"]);
    assert_eq!(entry.definition, "权责不清的定义，写给编码员看。");
    app.press("e backtab");
    app.type_text("又一个");
    let effects = app.press("ctrl+q");
    assert_eq!(effects.last(), Some(&Effect::Quit));
    assert_eq!(edits(effects).len(), 1, "quitting keeps it too");
}

#[test]
fn merging_says_first_what_would_move() {
    let mut app = in_codebook(study());
    app.press("j M");
    app.type_text("sjbl");
    let asked = jobs(&app.press("enter"));
    let (from, into) = (code("P1.1"), code("P4.1"));
    assert_eq!(asked[0].1, Job::MergePreview { from, into });
    let preview = MergePreview {
        n_codings: 12,
        n_united: 2,
        n_links: 1,
        ..MergePreview::default()
    };
    answer(&mut app, asked[0].0, Answer::MergePreview(preview));
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
    let mut other = app.clone();
    assert_eq!(other.press("esc"), []);
    assert_eq!(only(app.press("enter")), Edit::MergeCodes { from, into });
    done(&mut app, Edit::MergeCodes { from, into }, Vec::new());
    assert_eq!(tree(&app).at, Some(into));
}

#[test]
fn a_code_is_not_offered_to_be_merged_with_itself() {
    let mut app = in_codebook(study());
    app.press("j M");
    app.type_text("P1.1");
    assert_eq!(jobs(&app.press("enter")), []);
}

#[test]
fn a_code_out_of_use_is_hidden_until_it_is_asked_for_and_can_come_back() {
    let mut study = study();
    let mut codes: Vec<Code> = study.codebook.codes().to_vec();
    codes[1].retired = true;
    study.codebook = Codebook::new(codes);
    let mut app = in_codebook(study);
    assert_eq!(rows(&app), "[P] P2.1 P4.1 C C1.1 C2.3 C3.3");
    app.press("R j");
    assert_eq!(rows(&app), "P [P1.1] P2.1 P4.1 C C1.1 C2.3 C3.3");
    let revive = Edit::ReviveCode { code: code("P1.1") };
    assert_eq!(only(app.press("D")), revive);
    let retire = Edit::RetireCode { code: code("P2.1") };
    assert_eq!(only(app.press("j D")), retire);
}

#[test]
fn colour_digit_and_memo_are_one_edit_each() {
    let mut app = full(SMALL);
    let entry = |edit: Edit| match edit {
        Edit::ReviseCode { entry, .. } => *entry,
        other => panic!("{other:?}"),
    };
    assert_eq!(entry(only(app.press("c 4"))).color, Some(4));
    let pin = Edit::Pin {
        set: String::new(),
        pins: vec![(1, None), (2, Some(code("P1.1")))],
    };
    assert_eq!(only(app.press("p 2")), pin);
    let known = memo(1, "RA-02", "与人员不足常常一起出现。");
    app.loaded.open.as_mut().unwrap().memos.push(known);
    app.press("m");
    app.type_text("又及。");
    let Edit::WriteMemo { target, text, .. } = only(app.press("esc")) else {
        panic!("a memo is written");
    };
    assert_eq!(target, MemoTarget::Code(code("P1.1")));
    assert_eq!(text, "与人员不足常常一起出现。又及。");
}

#[test]
fn enter_shows_the_passages_of_the_code() {
    let mut app = in_codebook(study());
    let asked = jobs(&app.press("j enter"));
    assert_eq!(asked.last().unwrap().1, Job::Passages(code("P1.1")));
    assert!(matches!(app.screen(), Screen::Passages(_)));
}

#[test]
fn a_study_that_is_only_read_is_not_changed() {
    let mut study = study();
    study.access = Access::Reading;
    let mut app = in_codebook(study);
    for keys in ["j D", "J", "j >"] {
        assert_eq!(edits(app.press(keys)), []);
    }
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-read-only");
}

#[test]
fn an_answer_that_fails_is_said_once_and_not_asked_for_again() {
    let mut app = in_codebook(study());
    let trouble = Trouble::unchanged(Message::new("database-busy"));
    let outcome = Err(trouble);
    let effects = update(
        &mut app,
        Event::Answer {
            ticket: Ticket(2),
            outcome,
        },
    );
    assert_eq!(jobs(&effects), []);
    assert_eq!(app.desk.errors.len(), 1);
}

#[test]
fn codebook_80_zh() {
    insta::assert_snapshot!(screen_in(&full(SMALL), Lang::Zh, Shipped::Dark));
}

#[test]
fn codebook_80_en() {
    insta::assert_snapshot!(words_of(&full(SMALL), Lang::En));
}

#[test]
fn codebook_120_zh() {
    insta::assert_snapshot!(words_of(&full(LARGE), Lang::Zh));
}

#[test]
fn codebook_120_en() {
    insta::assert_snapshot!(words_of(&full(LARGE), Lang::En));
}

#[test]
fn the_whole_of_a_code_80_zh() {
    let mut app = full(SMALL);
    app.press("tab");
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
}

#[test]
fn form_80_en() {
    let mut app = full(SMALL);
    app.press("e tab");
    insta::assert_snapshot!(words_of(&app, Lang::En));
}
