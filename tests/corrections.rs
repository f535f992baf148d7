//! A text is corrected, codings follow it, and everything comes back as it was.

use std::path::Path;

use fangtan::model::codebook::Entry;
use fangtan::model::edit::{NewCodings, NewInterview, Voice};
use fangtan::model::interview::Turn;
use fangtan::model::memo::Draft;
use fangtan::model::plan::{Plan, PlannedInterview, PlannedSpeaker, Provenance, Transcript};
use fangtan::model::{CodingId, Edit, InterviewId, MemoKind, MemoTarget, Role, Span, Status};
use fangtan::strings::Message;
use fangtan::study::{Carry, ImportOptions, Mode, Severity, Study};
use proptest::prelude::*;
use rusqlite::{Connection, OpenFlags};

const TALK: &str = "访：您怎么看？\n王：全责不清。社区没有执发权，我们很信任他。\n访：还有呢？\n王：表太多😀，表太多。\n";

/// An interview of four turns that begin after their labels.
fn talk(name: &str, text: &str) -> PlannedInterview {
    let mut turns = Vec::new();
    let mut at = 0;
    for line in text.lines() {
        let len = u32::try_from(line.chars().count()).unwrap();
        turns.push(Turn {
            span: Span::within(u32::MAX, at + 2, at + len).unwrap(),
            speaker: Some(u16::from(line.starts_with('王'))),
            time_ms: None,
        });
        at += len + 1;
    }
    let speaker = |label: &str, role| PlannedSpeaker {
        label: label.to_owned(),
        role: Some(role),
        respondent: None,
        ..PlannedSpeaker::default()
    };
    PlannedInterview {
        key: name.to_owned(),
        name: name.to_owned(),
        transcript: Transcript {
            text: text.to_owned(),
            turns,
            speakers: vec![
                speaker("访", Role::Interviewer),
                speaker("王", Role::Respondent),
            ],
            ..Transcript::default()
        },
        provenance: Provenance {
            file: format!("{name}.txt"),
            format: "txt".to_owned(),
            encoding: "UTF-8".to_owned(),
            bytes: text.as_bytes().to_vec(),
        },
        ..PlannedInterview::default()
    }
}

fn code(id: &str) -> fangtan::model::codebook::DraftCode {
    fangtan::model::codebook::DraftCode {
        entry: Entry {
            public_id: id.to_owned(),
            name: id.to_owned(),
            ..Entry::default()
        },
        version: 1,
        ..Default::default()
    }
}

/// Two interviews and two codes.
fn study(folder: &Path) -> Study {
    let plan = Plan {
        codes: vec![code("A"), code("B")],
        interviews: vec![talk("甲", TALK), talk("乙", &TALK.replace('王', "李王"))],
        ..Plan::default()
    };
    let path = folder.join("study.fangtan");
    Study::create(&path, "study", &plan, "fangtan").unwrap();
    Study::open(&path, Mode::Stay).unwrap()
}

fn id(study: &Study) -> InterviewId {
    study.interview_named("甲").unwrap()
}

/// The first passage of 甲 with these words.
fn passage(study: &Study, words: &str) -> Span {
    let text = study.text(id(study)).unwrap();
    let start = text[..text.find(words).unwrap()].chars().count();
    let end = start + words.chars().count();
    let at = |n: usize| u32::try_from(n).unwrap();
    Span::within(u32::MAX, at(start), at(end)).unwrap()
}

fn give(study: &mut Study, words: &str, code: &str, coder: &str) -> CodingId {
    let edit = Edit::Code(NewCodings {
        interview: id(study),
        span: passage(study, words),
        codes: vec![study.codebook().unwrap().named(code).unwrap().id],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    study.apply(&edit, coder).unwrap().codings[0]
}

fn say(study: &Study, turn: u32, words: &str) -> Edit {
    Edit::ReviseTurn {
        interview: id(study),
        turn,
        words: words.to_owned(),
    }
}

fn replace(find: &str, with: &str) -> Edit {
    Edit::ReplaceWords {
        find: find.to_owned(),
        with: with.to_owned(),
    }
}

/// The words of a coding, where it is.
fn words(study: &Study, coding: CodingId) -> Option<String> {
    let open = study.load_interview(id(study), "").unwrap();
    let span = open.layer.get(coding)?.span;
    Some(open.text.slice(span).unwrap().to_owned())
}

fn turns(study: &Study) -> Vec<String> {
    let open = study.load_interview(id(study), "").unwrap();
    open.turns
        .iter()
        .map(|turn| open.text.slice(turn.span).unwrap().to_owned())
        .collect()
}

/// What is wrong with the study: what `check` finds, and codings that remember other
/// surroundings than they have.
fn faults(study: &Study) -> Vec<String> {
    let findings = study.check().unwrap().into_iter();
    let mut faults: Vec<String> = findings
        .filter(|it| it.severity == Severity::Error)
        .map(|it| format!("{} {}", it.key, it.place))
        .collect();
    let conn = reading(study);
    let mut statement = conn
        .prepare(
            "SELECT coding.id FROM coding
             JOIN interview ON interview.id = coding.interview
             JOIN revision ON revision.id = interview.revision
             WHERE before <> substr(text, max(start - 7, 1), min(start, 8))
                OR after <> substr(text, end + 1, 8)",
        )
        .unwrap();
    let strangers = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    faults.extend(strangers.map(|id| format!("the surroundings of coding {}", id.unwrap())));
    faults
}

fn sound(study: &Study) {
    assert_eq!(faults(study), [] as [String; 0]);
}

fn json(study: &Study) -> String {
    String::from_utf8(study.to_json().unwrap()).unwrap()
}

fn key<T: std::fmt::Debug>(refused: Result<T, fangtan::study::StudyError>) -> &'static str {
    Message::from(&refused.unwrap_err()).key
}

fn reading(study: &Study) -> Connection {
    Connection::open_with_flags(study.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

#[test]
fn codings_of_all_coders_follow_a_correction_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let around = give(&mut study, "全责不清。", "A", "anna");
    let between = give(&mut study, "社区", "A", "bo");
    let behind = give(&mut study, "信任", "B", "bo");
    let later = give(&mut study, "表太多", "B", "anna");
    let before = json(&study);
    let edit = say(&study, 1, "权责一直不清。社区没有执法权，我们很信赖他。");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(
        turns(&study)[1],
        "权责一直不清。社区没有执法权，我们很信赖他。"
    );
    assert_eq!(turns(&study)[3], "表太多😀，表太多。");
    let now = |study: &Study| [around, between, behind, later].map(|it| words(study, it).unwrap());
    assert_eq!(now(&study), ["权责一直不清。", "社区", "信赖", "表太多"]);
    sound(&study);
    let after = json(&study);
    for _ in 0..2 {
        study.undo("anna").unwrap();
        assert_eq!(json(&study), before);
        sound(&study);
        let path = study.path().to_owned();
        drop(study);
        study = Study::open(&path, Mode::Stay).unwrap();
        study.redo("anna").unwrap();
        assert_eq!(json(&study), after);
        sound(&study);
    }
}

#[test]
fn the_view_of_quotations_and_the_first_text_can_be_read_with_sql() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    give(&mut study, "全责", "A", "anna");
    let edit = say(&study, 1, "权责不清。");
    study.apply(&edit, "anna").unwrap();
    let conn = reading(&study);
    let one = |sql: &str| -> String { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(one("SELECT words FROM quotation"), "权责");
    let first = one("SELECT first.text FROM interview
         JOIN corrected ON corrected.revision = interview.revision
         JOIN revision AS first ON first.id = corrected.first");
    assert_eq!(first, TALK);
    assert_eq!(study.undo("anna").unwrap().entry.kind, "revise-turn");
    assert_eq!(study.text(id(&study)).unwrap(), TALK);
}

#[test]
fn a_coding_that_loses_all_its_words_goes_and_undo_brings_it_back_with_its_memo() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let lost = give(&mut study, "我们很信任他。", "A", "anna");
    let memo = Edit::WriteMemo {
        kind: MemoKind::Content,
        target: MemoTarget::Coding(lost),
        text: "想一想".to_owned(),
    };
    study.apply(&memo, "bo").unwrap();
    let before = json(&study);
    let edit = say(&study, 1, "全责不清。社区没有执发权，");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(words(&study, lost), None);
    sound(&study);
    study.undo("anna").unwrap();
    assert_eq!(json(&study), before);
}

#[test]
fn two_codings_that_become_one_keep_both_memos() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let long = give(&mut study, "很信任", "A", "anna");
    let short = give(&mut study, "信任", "A", "anna");
    for (coding, text) in [(long, "长的"), (short, "短的")] {
        let memo = Edit::WriteMemo {
            kind: MemoKind::Content,
            target: MemoTarget::Coding(coding),
            text: text.to_owned(),
        };
        study.apply(&memo, "anna").unwrap();
    }
    let before = json(&study);
    study.apply(&replace("很", ""), "anna").unwrap();
    assert_eq!(words(&study, long), None);
    assert_eq!(words(&study, short).unwrap(), "信任");
    let open = study.load_interview(id(&study), "").unwrap();
    let memos: Vec<&str> = open.memos.iter().map(|memo| memo.text.as_str()).collect();
    assert_eq!(memos, ["短的\n长的"]);
    sound(&study);
    study.undo("anna").unwrap();
    assert_eq!(json(&study), before);
}

/// Memos of the interview: the words of their passage, `*` for the interview, and their own.
fn memos(study: &Study) -> Vec<String> {
    let open = study.load_interview(id(study), "").unwrap();
    let about = |target| match target {
        MemoTarget::Passage { span, .. } => open.text.slice(span).unwrap(),
        MemoTarget::Interview(_) => "*",
        other => panic!("no memo is on {other:?}"),
    };
    let memos = open.memos.iter();
    memos
        .map(|memo| format!("{}: {}", about(memo.target), memo.text))
        .collect()
}

fn note(study: &mut Study, words: &str, text: &str, coder: &str) {
    let edit = Edit::WriteMemo {
        target: MemoTarget::Passage {
            interview: id(study),
            span: passage(study, words),
        },
        kind: MemoKind::Question,
        text: text.to_owned(),
    };
    study.apply(&edit, coder).unwrap();
}

#[test]
fn a_memo_follows_its_passage_and_is_never_lost() {
    // The passage in brackets, what goes, what comes, and the passage after it.
    let check = |on: &str, find: &str, with: &str, expected: &str| {
        let folder = tempfile::tempdir().unwrap();
        let mut study = study(folder.path());
        note(&mut study, on, "为什么", "anna");
        let before = json(&study);
        study.apply(&replace(find, with), "bo").unwrap();
        assert_eq!(
            memos(&study),
            [format!("{expected}: 为什么")],
            "«{on}» where «{find}» becomes «{with}»"
        );
        sound(&study);
        let after = json(&study);
        study.undo("bo").unwrap();
        assert_eq!(json(&study), before);
        study.redo("bo").unwrap();
        assert_eq!(json(&study), after);
    };
    // Before it, behind it, in it, at its edges, across them, all of it, around it.
    check("很信任他", "全责不清", "权责不清楚", "很信任他");
    check("很信任他", "全责不清", "", "很信任他");
    check("全责不清", "很信任", "怕", "全责不清");
    check("很信任他", "信", "相信", "很相信任他");
    check("很信任他", "信任", "", "很他");
    check("很信任他", "我们", "", "很信任他");
    check("很信任他", "很", "", "信任他");
    check("很信任他", "他", "", "很信任");
    check("很信任他", "们很", "", "信任他");
    check("很信任他", "们很", "也", "信任他");
    check("很信任他", "他。", "她！", "很信任");
    check("很信任他", "他。", "", "很信任");
    check("很信任他", "很信任他", "信她", "信她");
    check("很信任他", "我们很信任他。", "他也是。", "他也是。");
    check("很信任他", "很信任他", "", "*");
    check("很信任他", "我们很信任他。", "", "*");
}

#[test]
fn memos_of_one_coder_that_come_to_lie_on_one_passage_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    note(&mut study, "很信任", "长的", "anna");
    note(&mut study, "信任", "短的", "anna");
    note(&mut study, "信任", "别人的", "bo");
    let before = json(&study);
    study.apply(&replace("很", ""), "anna").unwrap();
    assert_eq!(memos(&study), ["信任: 短的\n长的", "信任: 别人的"]);
    study.undo("anna").unwrap();
    assert_eq!(json(&study), before);
    study.apply(&replace("我们很信任他。", ""), "bo").unwrap();
    assert_eq!(memos(&study), ["*: 长的\n短的", "*: 别人的"]);
    study.undo("bo").unwrap();
    assert_eq!(json(&study), before);
}

/// What a coder is typing on some words; where it hangs, as [`memos`] says it.
fn type_on(study: &Study, words: &str, text: &str) {
    let target = MemoTarget::Passage {
        interview: id(study),
        span: passage(study, words),
    };
    let draft = Draft {
        target,
        kind: MemoKind::Question,
        text: text.to_owned(),
    };
    study.draft_keeper().unwrap().keep(&draft, "anna").unwrap();
}

fn drafts(study: &Study) -> Vec<String> {
    let open = study.load_interview(id(study), "").unwrap();
    let drafts = study.drafts("anna").unwrap().into_iter();
    drafts
        .map(|kept| match kept.draft.target {
            MemoTarget::Passage { span, .. } => {
                format!("{}: {}", open.text.slice(span).unwrap(), kept.draft.text)
            }
            MemoTarget::Interview(_) => format!("*: {}", kept.draft.text),
            MemoTarget::Coding(id) => {
                assert!(open.layer.get(id).is_some(), "its coding is there");
                format!("coding: {}", kept.draft.text)
            }
            other => panic!("no draft is on {other:?}"),
        })
        .collect()
}

#[test]
fn what_is_being_typed_follows_its_passage_on_the_way_forth_and_back() {
    let check = |find: &str, with: &str, forth: &str, back: &str| {
        let folder = tempfile::tempdir().unwrap();
        let mut study = study(folder.path());
        type_on(&study, "很信任他", "为什么");
        study.apply(&replace(find, with), "bo").unwrap();
        let now = |passage: &str| [format!("{passage}: 为什么")];
        assert_eq!(drafts(&study), now(forth), "«{find}» becomes «{with}»");
        study.undo("bo").unwrap();
        assert_eq!(drafts(&study), now(back), "«{find}» comes back");
        sound(&study);
    };
    check("全责不清", "权责不清楚", "很信任他", "很信任他");
    check("全责不清", "", "很信任他", "很信任他");
    check("信", "相信", "很相信任他", "很信任他");
    check("们很", "也", "信任他", "信任他");
    check("我们很信任他。", "", "*", "*");
}

#[test]
fn what_is_being_typed_on_a_coding_goes_over_to_the_one_that_it_becomes() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let long = give(&mut study, "很信任", "A", "anna");
    let short = give(&mut study, "信任", "A", "anna");
    for (coding, text) in [(long, "长的"), (short, "短的")] {
        let draft = Draft {
            target: MemoTarget::Coding(coding),
            kind: MemoKind::Content,
            text: text.to_owned(),
        };
        study.draft_keeper().unwrap().keep(&draft, "anna").unwrap();
    }
    study.apply(&replace("很", ""), "anna").unwrap();
    assert_eq!(drafts(&study), ["coding: 短的\n长的"]);
}

#[test]
fn what_is_typed_and_written_on_passages_that_become_one_is_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    note(&mut study, "信任", "写在短的上", "anna");
    type_on(&study, "很信任", "打在长的上");
    study.apply(&replace("很", ""), "bo").unwrap();
    assert_eq!(drafts(&study), ["信任: 写在短的上\n打在长的上"]);
    assert_eq!(memos(&study), ["信任: 写在短的上"]);
}

#[test]
fn a_correction_is_not_taken_back_from_under_a_memo() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    study.apply(&replace("很", "也相当"), "anna").unwrap();
    note(&mut study, "相当信任", "多相当", "bo");
    note(&mut study, "表太多", "多少", "bo");
    let before = json(&study);
    assert_eq!(key(study.undo("anna")), "error-built-upon");
    assert_eq!(json(&study), before);
    // One elsewhere only moves along.
    study.undo("bo").unwrap();
    study.undo("bo").unwrap();
    note(&mut study, "表太多", "多少", "bo");
    study.undo("anna").unwrap();
    assert_eq!(memos(&study), ["表太多: 多少"]);
    // What was written in another text is not taken back in this one.
    let of_other_text = Edit::WriteMemo {
        target: MemoTarget::Passage {
            interview: id(&study),
            span: passage(&study, "表太多"),
        },
        kind: MemoKind::Question,
        text: "多到什么程度".to_owned(),
    };
    study.apply(&of_other_text, "bo").unwrap();
    study.apply(&replace("很", "也相当"), "anna").unwrap();
    assert_eq!(key(study.undo("bo")), "error-changed-since");
}

#[test]
fn a_correction_on_which_somebody_built_is_not_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let edit = say(&study, 1, "权责不清。社区没有执发权，我们很信任他。");
    study.apply(&edit, "anna").unwrap();
    let edit = say(&study, 3, "表格太多😀，表太多。");
    study.apply(&edit, "bo").unwrap();
    let before = json(&study);
    assert_eq!(key(study.undo("anna")), "error-changed-since");
    assert_eq!(json(&study), before);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
    // Done again only on the text it was made in.
    assert_eq!(key(study.redo("bo")), "error-no-longer-fits");
    study.redo("anna").unwrap();
    study.redo("bo").unwrap();
    assert_eq!(json(&study), before);

    // A code on corrected words rests on them; one elsewhere moves along.
    study.undo("bo").unwrap();
    let elsewhere = give(&mut study, "表太多😀", "B", "bo");
    study.undo("anna").unwrap();
    assert_eq!(words(&study, elsewhere).unwrap(), "表太多😀");
    study.redo("anna").unwrap();
    give(&mut study, "权责", "B", "bo");
    assert_eq!(key(study.undo("anna")), "error-built-upon");
    sound(&study);
}

#[test]
fn positions_written_down_in_another_text_do_not_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let coding = give(&mut study, "表太多😀", "A", "bo");
    let moved = Edit::MoveBoundaries {
        coding,
        span: passage(&study, "表太多😀，表"),
    };
    study.apply(&moved, "bo").unwrap();
    let edit = say(&study, 1, "权责始终不清。");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(words(&study, coding).unwrap(), "表太多😀，表");
    assert_eq!(key(study.undo("bo")), "error-changed-since");
    study.undo("anna").unwrap();
    study.undo("bo").unwrap();
    assert_eq!(words(&study, coding).unwrap(), "表太多😀");
    // What was made is taken back in any text, and done again in that.
    study.redo("anna").unwrap();
    study.undo("bo").unwrap();
    assert_eq!(words(&study, coding), None);
    study.redo("bo").unwrap();
    assert_eq!(words(&study, coding).unwrap(), "表太多😀");
    assert_eq!(key(study.redo("bo")), "error-no-longer-fits");
    sound(&study);
}

#[test]
fn words_are_replaced_in_all_interviews_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let coding = give(&mut study, "表太多😀", "A", "bo");
    let before = json(&study);
    let n_steps = study.log().unwrap().len();
    study
        .apply(&replace("表太多", "报表还是多"), "anna")
        .unwrap();
    assert_eq!(study.log().unwrap().len(), n_steps + 1);
    assert_eq!(words(&study, coding).unwrap(), "报表还是多😀");
    let other = study.interview_named("乙").unwrap();
    let text = study.text(other).unwrap();
    assert!(
        text.ends_with("李王：报表还是多😀，报表还是多。\n"),
        "{text}"
    );
    sound(&study);
    study.undo("anna").unwrap();
    assert_eq!(json(&study), before);
    study.redo("anna").unwrap();
    // Labels stay, and a turn is never left without words.
    study.apply(&replace("王", "赵"), "anna").unwrap();
    study.apply(&replace("您怎么看？", ""), "anna").unwrap();
    assert_eq!(study.text(other).unwrap(), text);
}

#[test]
fn what_is_no_correction_leaves_no_step_and_what_cannot_be_said_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let n_steps = study.log().unwrap().len();
    let same = turns(&study)[1].clone();
    let edit = say(&study, 1, &same);
    study.apply(&edit, "anna").unwrap();
    study.apply(&replace("没有的话", "x"), "anna").unwrap();
    for (turn, words) in [(1, " \n"), (9, "好"), (1, "红\u{1b}[31m")] {
        let edit = say(&study, turn, words);
        assert!(study.apply(&edit, "anna").is_err(), "{words:?}");
    }
    assert!(study.apply(&replace("表", "\u{9b}"), "anna").is_err());
    assert_eq!(study.log().unwrap().len(), n_steps);
}

#[test]
fn a_corrected_study_goes_out_and_in_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    give(&mut study, "全责", "A", "anna");
    study.apply(&replace("全责", "权责"), "anna").unwrap();
    let out = folder.path().join("out.json");
    std::fs::write(&out, study.to_json().unwrap()).unwrap();
    let copy = folder.path().join("copy.fangtan");
    Study::create(&copy, "study", &Plan::default(), "fangtan").unwrap();
    let mut copy = Study::open(&copy, Mode::Write).unwrap();
    copy.import(
        &[out],
        &ImportOptions::default(),
        "anna",
        Carry::Out,
        &mut |_, _| {},
    )
    .unwrap();
    assert_eq!(json(&copy), json(&study));
}

#[test]
fn the_file_of_a_corrected_interview_is_known_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    study.apply(&replace("全责", "权责"), "anna").unwrap();
    let again = Plan {
        interviews: vec![talk("又来", TALK)],
        ..Plan::default()
    };
    study.apply(&Edit::Import(Box::new(again)), "anna").unwrap();
    assert_eq!(study.load("").unwrap().interviews.len(), 2);
    assert!(study.text(id(&study)).unwrap().contains("权责"));
}

#[test]
fn a_text_that_another_program_changed_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    study.apply(&replace("全责", "权责"), "anna").unwrap();
    let path = study.path().to_owned();
    drop(study);
    let conn = Connection::open(&path).unwrap();
    conn.execute("UPDATE correction SET inserted = '铁' WHERE id = 1", [])
        .unwrap();
    drop(conn);
    let study = Study::open(&path, Mode::Read).unwrap();
    let keys: Vec<_> = study.check().unwrap().iter().map(|it| it.key).collect();
    assert_eq!(keys, ["corrections"]);
}

fn start(name: &str) -> Edit {
    Edit::StartInterview(NewInterview {
        name: name.to_owned(),
        speakers: vec![
            ("访".to_owned(), Role::Interviewer),
            ("E01".to_owned(), Role::Respondent),
        ],
    })
}

/// Adds a turn to an interview by the speaker of that index.
fn add(study: &Study, name: &str, after: Option<u32>, speaker: usize, words: &str) -> Edit {
    let interview = study.interview_named(name).unwrap();
    Edit::AddTurn {
        interview,
        after,
        speaker: Voice::Known(study.speakers(interview).unwrap()[speaker].id),
        words: words.to_owned(),
    }
}

/// Who says what in an interview.
fn said(study: &Study, name: &str) -> Vec<(String, String)> {
    let id = study.interview_named(name).unwrap();
    let open = study.load_interview(id, "").unwrap();
    open.turns
        .iter()
        .map(|turn| {
            let speaker = &open.speakers[usize::from(turn.speaker.unwrap())];
            let words = open.text.slice(turn.span).unwrap();
            (speaker.label.clone(), words.to_owned())
        })
        .collect()
}

#[test]
fn an_interview_is_typed_turn_by_turn_and_is_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let before = json(&study);
    study.apply(&start("E01"), "anna").unwrap();
    let mut states = vec![before, json(&study)];
    let talk = ["您怎么看？", "权责不清。\n表也太多。", "还有呢？"];
    for (n, words) in (0..).zip(talk) {
        let after = u32::checked_sub(n, 1);
        let edit = add(&study, "E01", after, n as usize % 2, words);
        study.apply(&edit, "anna").unwrap();
        states.push(json(&study));
        sound(&study);
    }
    let id = study.interview_named("E01").unwrap();
    let text = study.text(id).unwrap();
    assert_eq!(
        text,
        "访：您怎么看？\nE01：权责不清。\n表也太多。\n访：还有呢？"
    );
    let (plan, _) = fangtan::formats::study_json::read(json(&study).as_bytes()).unwrap();
    let typed = plan.interviews.iter().find(|it| it.name == "E01").unwrap();
    assert_eq!(typed.transcript.text, text);
    assert_eq!(typed.transcript.turns.len(), 3);
    let speakers = study.speakers(id).unwrap();
    assert!(
        speakers[1].respondent.is_some(),
        "experts are counted by respondents"
    );
    // A turn between two, by somebody new; then the study is taken apart again.
    let edit = Edit::AddTurn {
        interview: id,
        after: Some(0),
        speaker: Voice::New("局长".to_owned()),
        words: "我先说。".to_owned(),
    };
    study.apply(&edit, "anna").unwrap();
    assert_eq!(
        said(&study, "E01")[1],
        ("局长".to_owned(), "我先说。".to_owned())
    );
    sound(&study);
    for state in states.iter().rev() {
        study.undo("anna").unwrap();
        assert_eq!(json(&study), *state);
    }
    sound(&study);
    for state in &states[1..] {
        study.redo("anna").unwrap();
        assert_eq!(json(&study), *state);
    }
}

#[test]
fn a_turn_is_split_where_somebody_else_went_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let across = give(&mut study, "社区没有执发权，我们", "A", "anna");
    let behind = give(&mut study, "信任", "B", "bo");
    let before = json(&study);
    let interview = id(&study);
    let edit = Edit::SplitTurn {
        interview,
        turn: 1,
        words: "权责不清。社区没有执法权，".to_owned(),
        speaker: Voice::Known(study.speakers(interview).unwrap()[0].id),
        rest: "我们很信任他。".to_owned(),
    };
    study.apply(&edit, "anna").unwrap();
    assert_eq!(
        said(&study, "甲")[1..3],
        [
            ("王".to_owned(), "权责不清。社区没有执法权，".to_owned()),
            ("访".to_owned(), "我们很信任他。".to_owned()),
        ]
    );
    assert!(
        study
            .text(interview)
            .unwrap()
            .contains("执法权，\n访：我们")
    );
    assert_eq!(words(&study, behind).unwrap(), "信任");
    assert_eq!(words(&study, across).unwrap(), "社区没有执法权，\n访：我们");
    assert_eq!(said(&study, "甲").len(), 5);
    sound(&study);
    study.undo("anna").unwrap();
    assert_eq!(json(&study), before);
    sound(&study);
}

#[test]
fn an_interview_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    assert_eq!(
        key(study.apply(&start("甲"), "anna")),
        "refused-interview-taken"
    );
    assert_eq!(
        key(study.apply(&start(" "), "anna")),
        "refused-without-words"
    );
    study.apply(&start("E01"), "anna").unwrap();
    let n_steps = study.log().unwrap().len();
    for (after, words) in [(None, " \n"), (Some(0), "好"), (None, "红\u{1b}[31m")] {
        let edit = add(&study, "E01", after, 0, words);
        assert!(study.apply(&edit, "anna").is_err(), "{words:?}");
    }
    let edit = add(&study, "甲", None, 0, "在最前");
    assert!(study.apply(&edit, "anna").is_err());
    assert_eq!(study.log().unwrap().len(), n_steps);
    // Two empty interviews are two, and an empty one goes out and in.
    study.apply(&start("E02"), "anna").unwrap();
    assert_eq!(study.load("").unwrap().interviews.len(), 4);
    sound(&study);
}

/// Why a step may not be taken back or done again.
const REFUSALS: &[&str] = &[
    "error-nothing-to-undo",
    "error-nothing-to-redo",
    "error-changed-since",
    "error-built-upon",
    "error-no-longer-fits",
];

/// What two people do to one study in any order.
#[derive(Clone, Debug)]
enum Act {
    Give(u32, u32),
    Note(u32, u32),
    Say(u32, String),
    Add(u32, String),
    Split(u32, u32),
    Move(u32, u32),
    Remove(u32),
    Replace(&'static str, &'static str),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = (bool, Act)> {
    let words = prop::sample::select(vec![
        "权",
        "任他",
        "e\u{301}",
        "👩",
        "\u{200D}👩",
        "，",
        "𠮷",
        "",
    ]);
    let said = prop::collection::vec(words, 1..5).prop_map(|words| words.concat());
    let added = said.clone();
    let act = prop_oneof![
        1 => (0u32..4, added).prop_map(|(turn, words)| Act::Add(turn, words)),
        1 => (0u32..6, 1u32..9).prop_map(|(turn, at)| Act::Split(turn, at)),
        3 => (0u32..60, 1u32..9).prop_map(|(at, len)| Act::Give(at, len)),
        2 => (0u32..60, 1u32..9).prop_map(|(at, len)| Act::Note(at, len)),
        3 => (0u32..4, said).prop_map(|(turn, words)| Act::Say(turn, words)),
        1 => (0u32..9, 0u32..60).prop_map(|(coding, at)| Act::Move(coding, at)),
        1 => (0u32..9).prop_map(Act::Remove),
        1 => prop::sample::select(vec![Act::Replace("不", ""), Act::Replace("太", "很𠮷"), Act::Replace("权", "👩")]),
        4 => Just(Act::Undo),
        3 => Just(Act::Redo),
    ];
    (any::<bool>(), act)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whoever_takes_back_what_in_whatever_order_texts_and_codings_agree(acts in prop::collection::vec(act(), 80)) {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap());
        let mut study = study(folder.path());
        for (anna, act) in acts {
            let coder = if anna { "anna" } else { "bo" };
            let open = study.load_interview(id(&study), "").unwrap();
            let nth = |n: u32| open.layer.all().get(n as usize).map(|it| it.id);
            let at = |at: u32, len: u32| Span::within(u32::MAX, at, at + len).unwrap();
            let edit = match act {
                Act::Undo => {
                    let refused = study.undo(coder).err().map(|error| Message::from(&error).key);
                    prop_assert!(refused.is_none_or(|key| REFUSALS.contains(&key)), "{:?}", refused);
                    None
                }
                Act::Redo => {
                    let refused = study.redo(coder).err().map(|error| Message::from(&error).key);
                    prop_assert!(refused.is_none_or(|key| REFUSALS.contains(&key)), "{:?}", refused);
                    None
                }
                Act::Give(start, len) => Some(Edit::Code(NewCodings {
                    interview: open.id,
                    span: at(start, len),
                    codes: vec![study.codebook().unwrap().named("A").unwrap().id],
                    status: Status::Coded,
                    facets: Vec::new(),
                    memo: None,
                })),
                Act::Note(start, len) => Some(Edit::WriteMemo {
                    target: MemoTarget::Passage { interview: open.id, span: at(start, len) },
                    kind: MemoKind::Content,
                    text: format!("备忘{start}"),
                }),
                Act::Say(turn, words) => {
                    let old = open.text.slice(open.turns[turn as usize].span).unwrap();
                    let half: String = old.chars().take(old.chars().count() / 2).collect();
                    Some(say(&study, turn, &format!("{half}{words}")))
                }
                Act::Add(turn, words) => Some(Edit::AddTurn {
                    interview: open.id,
                    after: Some(turn),
                    speaker: if words.len() > 9 { Voice::New("新".to_owned()) } else { Voice::Known(open.speakers[1].id) },
                    words,
                }),
                Act::Split(turn, place) => open.turns.get(turn as usize).map(|it| {
                    let words = open.text.slice(it.span).unwrap();
                    let half = words.char_indices().nth(place as usize).map_or(words.len(), |(at, _)| at);
                    Edit::SplitTurn {
                        interview: open.id,
                        turn,
                        words: words[..half].to_owned(),
                        speaker: Voice::Known(open.speakers[0].id),
                        rest: words[half..].to_owned(),
                    }
                }),
                Act::Move(coding, start) => nth(coding).map(|coding| Edit::MoveBoundaries { coding, span: at(start, 4) }),
                Act::Remove(coding) => nth(coding).map(|coding| Edit::Uncode { codings: vec![coding] }),
                Act::Replace(find, with) => Some(replace(find, with)),
            };
            if let Some(edit) = edit {
                let _ = study.apply(&edit, coder);
            }
            prop_assert_eq!(faults(&study), [] as [String; 0]);
        }
    }
}
