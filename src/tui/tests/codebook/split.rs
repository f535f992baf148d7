//! Splitting a code into others.

use super::*;

fn in_context(app: &App, n: usize, words: &str) -> PassageInContext {
    let open = app.loaded.open.as_ref().unwrap();
    PassageInContext {
        passage: Passage {
            interview: open.id,
            interview_name: open.name.clone(),
            coding: CodingId(uid(500 + n)),
            span: passage(open, words),
            words: words.to_owned(),
            coder: "RA-02".to_owned(),
            speaker: Some("E17".to_owned()),
            codes: Vec::new(),
        },
        before: "最突出的还是权责不清。".to_owned(),
        after: "这些表很多内容是重复的，系统之间又不通。".to_owned(),
    }
}

/// Splitting P1.1, which has three codings.
fn splitting() -> App {
    let mut app = in_codebook(study());
    let asked = jobs(&app.press("j S"));
    let (ticket, job) = asked.last().unwrap().clone();
    assert_eq!(job, Job::PassagesInContext(code("P1.1")));
    let words = [
        "街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
        "我们一共就九个人，要对接三十多个部门",
        "居民一开始不来",
    ];
    let found = words.iter().enumerate();
    let found = found.map(|(n, words)| in_context(&app, n, words)).collect();
    answer(&mut app, ticket, Answer::PassagesInContext(found));
    app
}

/// Makes a code on 1 and takes P2.1 on 2.
fn with_parts() -> App {
    let mut app = splitting();
    app.press("a");
    app.type_text("执法缺位");
    app.press("enter c");
    app.type_text("rybz");
    app.press("enter");
    app
}

#[test]
fn split_codings_go_where_digits_say_and_leaving_makes_one_step_of_it() {
    let mut app = with_parts();
    app.press("1 2 7");
    assert_eq!(app.desk.remark.as_ref().unwrap().key, "say-no-part");
    assert_eq!(split(&app).at, 2);
    let effects = app.press("q");
    let Edit::SplitCode { code: of, parts } = only(effects) else {
        panic!("leaving splits");
    };
    assert_eq!(of, code("P1.1"));
    let PartCode::New(new) = &parts[0].code else {
        panic!("the first was to be made");
    };
    assert_eq!(new.entry.name, "执法缺位");
    assert_eq!(new.parent, Some(code("P")));
    assert_eq!(parts[0].codings, [CodingId(uid(500))]);
    assert_eq!(parts[1].code, PartCode::Known(code("P2.1")));
    assert_eq!(parts[1].codings, [CodingId(uid(501))]);
    // The screen waits for the step: a refusal costs no decision.
    assert_eq!(split(&app).decided[0], Some(Decision::Goes(0)));
    done(&mut app, Edit::SplitCode { code: of, parts }, Vec::new());
    assert_eq!(tree(&app).at, Some(code("P1.1")));
}

#[test]
fn decisions_can_be_taken_back_and_codings_can_stay() {
    let mut app = with_parts();
    app.press("2 0 u");
    let decided = &split(&app).decided;
    assert_eq!(*decided, [Some(Decision::Goes(1)), None, None]);
    app.press("space u u");
    assert_eq!(split(&app).decided, [None, None, None]);
    assert_eq!(
        edits(app.press("ctrl+z")),
        [],
        "no step of the study is undone"
    );
}

#[test]
fn nothing_decided_is_no_step() {
    let mut app = splitting();
    app.press("0 0");
    assert_eq!(edits(app.press("esc")), []);
    assert_eq!(tree(&app).at, Some(code("P1.1")));
}

#[test]
fn quitting_while_a_code_is_split_keeps_what_was_decided() {
    let mut app = with_parts();
    app.press("1");
    let effects = app.press("ctrl+q");
    assert_eq!(effects.last(), Some(&Effect::Quit));
    assert_eq!(edits(effects).len(), 1);
}

#[test]
fn split_80_zh() {
    let mut app = with_parts();
    app.press("1 k");
    insta::assert_snapshot!(screen_in(&app, Lang::Zh, Shipped::Dark));
}
