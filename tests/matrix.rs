//! The framework matrix from the shell.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use serde_json::{Value, json};

const S: &str = "s.fangtan";

/// Codings of two coders; 王 is respondent E1.
fn desk() -> Desk {
    let desk = Desk::with_codings();
    desk.ok(&["respondent", "add", S, "E1", "城市=上海"]);
    desk.ok(&["speaker", S, "P01", "王", "--respondent", "E1"]);
    desk.ok(&["code", S, "P02", "30", "33", "P2"]);
    desk
}

fn cell<'a>(found: &'a Value, row: &str, code: &str) -> Option<&'a Value> {
    let mut cells = found["cells"].as_array().unwrap().iter();
    cells.find(|it| (it["interview"] == row || it["respondent"] == row) && it["code"] == code)
}

#[test]
fn a_cell_shows_what_coders_make_of_it_and_else_what_there_is() {
    let desk = desk();
    let found = desk.json(&["matrix", S]);
    assert_eq!(found["interviews"], json!(["P01", "P02"]));
    let codes: Vec<&Value> = found["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["code"])
        .collect();
    assert_eq!(codes, ["P1", "P1.1", "P2"], "those with something in them");
    // The counts are those of going through all quotations.
    let mut counted: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in desk.json(&["quotes", S]).as_array().unwrap() {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        *counted
            .entry((text("interview"), text("code")))
            .or_default() += 1;
    }
    assert_eq!(found["cells"].as_array().unwrap().len(), counted.len());
    for ((interview, code), n) in counted {
        assert_eq!(cell(&found, &interview, &code).unwrap()["passages"], n);
    }
    let md = |more: &[&str]| desk.ok(&[&["matrix", S, "--format", "md"], more].concat());
    assert!(md(&[]).contains("(2) 工作很忙"), "{}", md(&[]));
    assert!(md(&["--empty", "count"]).contains("| 2 |"));
    assert!(!md(&["--empty", "nothing"]).contains("工作很忙"));

    let set = |text: &str, coder: &str| {
        desk.ok(&["matrix", "set", S, "P01", "工作", text, "--coder", coder])
    };
    set("忙，但说得平静。", "anna");
    let one = md(&[]);
    assert!(
        one.contains("忙，但说得平静。") && !one.contains("anna") && !one.contains("(2) 工作很忙"),
        "{one}"
    );
    assert!(one.contains("1 has a summary"), "{one}");
    set("忙得没有怨言。", "bo");
    let both = md(&[]);
    assert!(
        both.contains("anna: 忙，但说得平静。") && both.contains("bo: 忙得没有怨言。"),
        "{both}"
    );
    assert_ne!(
        one.lines().find(|line| line.contains("Fingerprint")),
        both.lines().find(|line| line.contains("Fingerprint"))
    );
    assert!(!md(&["--only-coder", "bo"]).contains("平静"));
    // A column that takes in several codes shows the summaries of all.
    desk.ok(&["matrix", "set", S, "P01", "P1.1", "流程拖人。"]);
    let rolled = md(&["--level", "1"]);
    assert!(
        rolled.contains("P1.1 · anna: 流程拖人。") && rolled.contains("anna: 忙"),
        "{rolled}"
    );
    // A cell without any coding may have one, too.
    desk.ok(&["matrix", "set", S, "P02", "P1", "只字未提。"]);
    assert_eq!(
        cell(&desk.json(&["matrix", S]), "P02", "P1").unwrap()["passages"],
        0
    );
}

#[test]
fn a_summary_is_a_step_that_undo_takes_back() {
    let desk = desk();
    let text = || -> Value {
        let found = desk.json(&["matrix", S]);
        cell(&found, "P01", "P1").unwrap()["summaries"][0]["text"].clone()
    };
    desk.ok(&["matrix", "set", S, "P01", "P1", "一"]);
    desk.ok(&["matrix", "set", S, "P01", "P1", " 二 "]);
    assert_eq!(text(), "二");
    let steps = || desk.json(&["log", S]).as_array().unwrap().len();
    let n = steps();
    desk.ok(&["matrix", "set", S, "P01", "P1", "二"]);
    assert_eq!(steps(), n, "nothing changed");
    desk.ok(&["undo", S]);
    assert_eq!(text(), "一");
    desk.ok(&["redo", S]);
    desk.ok(&["matrix", "set", S, "P01", "P1", ""]);
    assert_eq!(text(), Value::Null);
    desk.ok(&["undo", S]);
    assert_eq!(text(), "二");
    assert!(
        desk.refused(&["matrix", "set", S, "P09", "P1", "三"])
            .contains("P09")
    );
    assert!(
        desk.refused(&["matrix", "set", S, "P01", "P9", "三"])
            .contains("P9")
    );
    desk.fails(2, &["matrix"]);
    // Through a file and back it is the same.
    desk.ok(&["export", S, "one.json"]);
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "one.json"]);
    desk.ok(&["export", "t.fangtan", "two.json"]);
    assert_eq!(desk.read("one.json"), desk.read("two.json"));
    assert!(desk.read("two.json").contains("\"二\""));
}

#[test]
fn rows_of_respondents_take_in_their_interviews_and_their_words_alone() {
    let desk = desk();
    desk.write(
        "P03.txt",
        "访谈者：又见面了？\n王：又见面了。\n访谈者：好吗？\n王：还好还好。\n",
    );
    desk.ok(&["import", S, "P03.txt"]);
    desk.ok(&["speaker", S, "P03", "王", "--respondent", "E1"]);
    desk.ok(&["code", S, "P03", "13", "15", "P1"]);
    desk.ok(&["matrix", "set", S, "P01", "P1", "忙。"]);
    desk.ok(&["matrix", "set", S, "P03", "P1", "不忙了。"]);
    let found = desk.json(&["matrix", S, "--rows", "respondent"]);
    assert_eq!(found["respondents"], json!(["E1"]));
    let both = cell(&found, "E1", "P1").unwrap();
    assert_eq!(both["passages"], 3);
    let md = desk.ok(&["matrix", S, "--rows", "respondent", "--format", "md"]);
    assert!(
        md.contains("P01: 忙。") && md.contains("P03: 不忙了。"),
        "{md}"
    );
    assert!(
        md.contains("1 passage lies in turns of speakers matched to no respondent"),
        "{md}"
    );
    let filtered = desk.json(&["matrix", S, "--interview", "P03", "--code", "P1"]);
    assert_eq!(filtered["interviews"], json!(["P03"]));
    assert_eq!(filtered["cells"].as_array().unwrap().len(), 1);
}

#[test]
fn summaries_of_a_code_that_is_merged_go_with_it_and_another_copy_brings_its_own() {
    use fangtan::model::Edit;
    use fangtan::study::{Mode, Study};

    let desk = desk();
    std::fs::copy(desk.path(S), desk.path("copy.fangtan")).unwrap();
    desk.ok(&["matrix", "set", S, "P01", "P1.1", "甲"]);
    desk.ok(&["matrix", "set", S, "P01", "P2", "乙"]);
    desk.ok(&[
        "matrix",
        "set",
        "copy.fangtan",
        "P01",
        "P2",
        "丙",
        "--coder",
        "bo",
    ]);
    desk.ok(&["merge", S, "copy.fangtan"]);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    let merge = Edit::MergeCodes {
        from: study.code_named("P1.1").unwrap().0,
        into: study.code_named("P2").unwrap().0,
    };
    study.apply(&merge, "anna").unwrap();
    drop(study);
    let found = desk.json(&["matrix", S]);
    let texts: Vec<&Value> = cell(&found, "P01", "P2").unwrap()["summaries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["text"])
        .collect();
    assert_eq!(texts, ["乙\n甲", "丙"]);
    desk.ok(&["undo", S]);
    let found = desk.json(&["matrix", S]);
    assert_eq!(
        cell(&found, "P01", "P1.1").unwrap()["summaries"][0]["text"],
        "甲"
    );
}
