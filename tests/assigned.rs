//! Who is to code what, and who is done.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use desk::Desk;
use serde_json::Value;

/// Rows of the coverage as `interview coder assigned blind codings done coded`.
fn coverage(desk: &Desk, coder: &str) -> Vec<String> {
    let all = desk.json(&["list", "s.fangtan", "coverage", "--coder", coder]);
    let rows = all.as_array().unwrap().iter();
    let fields = [
        "interview",
        "coder",
        "assigned",
        "blind",
        "codings",
        "done",
        "coded",
    ];
    rows.map(|row| {
        let cells = fields.map(|field| match &row[field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        cells.join(" ")
    })
    .collect()
}

#[test]
fn interviews_are_given_to_coders_taken_back_and_called_done() {
    let desk = Desk::with_codings();
    let s = "s.fangtan";
    desk.ok(&["assign", s, "P01", "P02", "--to", "bo", "--blind"]);
    desk.ok(&["assign", s, "P02", "--to", "anna"]);
    assert_eq!(
        coverage(&desk, "anna"),
        [
            "P01 anna false false 3 false true",
            "P01 bo true true 1 false true",
            "P02 anna true false 0 false false",
            "P02 bo true true 0 false false",
        ]
    );
    // How much anna has coded is kept from bo, and what isn't there isn't called zero.
    assert_eq!(
        coverage(&desk, "bo"),
        [
            "P01 bo true true 1 false true",
            "P02 anna true false null false false",
            "P02 bo true true 0 false false",
        ]
    );
    desk.ok(&["done", s, "P01", "P02", "--coder", "bo"]);
    assert_eq!(coverage(&desk, "bo").len(), 4);
    assert_eq!(coverage(&desk, "bo")[3], "P02 bo true true 0 true true");
    desk.ok(&["done", s, "P02", "--take-back", "--coder", "bo"]);
    assert_eq!(
        coverage(&desk, "bo")[2],
        "P02 anna true false null false false"
    );
    desk.ok(&["assign", s, "P02", "--to", "bo", "--take-back"]);
    assert_eq!(
        coverage(&desk, "bo")[2],
        "P02 anna true false 0 false false"
    );
    // Assigning again doesn't show by oversight what was to be coded blind.
    desk.ok(&["assign", s, "P01", "P02", "--to", "bo"]);
    assert_eq!(coverage(&desk, "anna")[1], "P01 bo true true 1 true true");
    desk.ok(&["undo", s]);
    desk.ok(&["assign", s, "P01", "--to", "bo", "--not-blind"]);
    assert_eq!(coverage(&desk, "anna")[1], "P01 bo true false 1 true true");
    desk.ok(&["undo", s]);
    // Each of these is a step.
    for _ in 0..2 {
        desk.ok(&["undo", s, "--coder", "bo"]);
    }
    desk.ok(&["undo", s]);
    assert_eq!(coverage(&desk, "anna")[3], "P02 bo true true 0 false false");
}

#[test]
fn what_cannot_be_assigned_is_refused() {
    let desk = Desk::with_study();
    desk.refused(&["assign", "s.fangtan", "P09", "--to", "bo"]);
    desk.fails(2, &["assign", "s.fangtan", "P01", "--to", " "]);
    desk.fails(2, &["assign", "s.fangtan", "P01"]);
    desk.refused(&["done", "s.fangtan", "P09"]);
    assert_eq!(coverage(&desk, "anna"), [] as [String; 0]);
}

#[test]
fn assignments_go_out_and_in_unchanged() {
    let desk = Desk::with_codings();
    let s = "s.fangtan";
    desk.ok(&["assign", s, "P01", "--to", "bo", "--blind"]);
    desk.ok(&["assign", s, "P01", "P02", "--to", "新人"]);
    desk.ok(&["done", s, "P01"]);
    desk.ok(&["export", s, "one.json"]);
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "one.json"]);
    desk.ok(&["export", "t.fangtan", "two.json"]);
    assert_eq!(desk.read("one.json"), desk.read("two.json"));
    let json: Value = serde_json::from_str(&desk.read("one.json")).unwrap();
    assert_eq!(json["assignments"].as_array().unwrap().len(), 3);
    assert_eq!(json["assignments"][0]["blind"], true);
    assert_eq!(json["coverage"][0]["coder"], "anna");
    // A second time it brings nothing.
    desk.ok(&["import", "t.fangtan", "one.json"]);
    desk.ok(&["export", "t.fangtan", "three.json"]);
    assert!(desk.bytes("one.json") == desk.bytes("three.json"));
}
