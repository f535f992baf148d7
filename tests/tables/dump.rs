//! The small study whose every figure was worked out by hand, through the program.

use serde_json::{Value, json};

use crate::cases;
use crate::desk::Desk;

/// A desk with the study of a case, its units as turns.
pub fn desk_of(case: &Value) -> Desk {
    let desk = Desk::new();
    let mut data = case["data"].clone();
    for document in data["documents"].as_array_mut().unwrap() {
        let length = document["text"].as_str().unwrap().chars().count() as u64;
        let units = document["units"].as_array().unwrap();
        let turns: Vec<Value> = units
            .iter()
            .zip(["I", "B"].iter().cycle())
            .map(|(unit, speaker)| json!({ "start": unit[0], "end": unit[1].as_u64().unwrap().min(length), "speaker": speaker }))
            .collect();
        document["turns"] = turns.into();
    }
    desk.write("case.json", data.to_string());
    desk.ok(&["new", "c.fangtan"]);
    desk.ok(&["import", "c.fangtan", "case.json"]);
    desk
}

#[test]
fn cross_tabs_say_what_was_worked_out() {
    for case in cases("project_dump") {
        let desk = desk_of(&case);
        for (attribute, groups) in case["expected"]["crosstab"].as_object().unwrap() {
            let said = desk.json(&["crosstab", "c.fangtan", "--by", attribute]);
            assert_eq!(said["by"], attribute.as_str());
            let values = said["values"].as_array().unwrap();
            assert_eq!(values.len(), groups.as_object().unwrap().len());
            for (at, value) in values.iter().enumerate() {
                let group = &groups[value.as_str().unwrap_or("(none)")];
                assert!(!value.is_null() || at + 1 == values.len(), "null is last");
                assert_eq!(said["group_interviews"][at], group["group_documents"]);
                for row in said["rows"].as_array().unwrap() {
                    let expected = &group["codes"][row["code"].as_str().unwrap()];
                    for (ours, theirs) in [
                        ("codings", "codings"),
                        ("interviews", "documents"),
                        ("codings_total", "rolled_codings"),
                        ("interviews_total", "rolled_documents"),
                    ] {
                        assert_eq!(row[ours][at], expected[theirs], "{value} {row}");
                    }
                }
            }
        }
    }
}

/// What is said of a pair, either way round; zeros where nothing is.
fn pair(said: &Value, codes: &Value) -> Value {
    let pairs = said["pairs"].as_array().unwrap();
    let found = pairs
        .iter()
        .find(|it| it["a"] == codes[0] && it["b"] == codes[1]);
    let nothing = json!({ "n": 0, "interviews": 0, "a_with_b": 0, "b_with_a": 0 });
    found.cloned().unwrap_or(nothing)
}

#[test]
fn pairs_of_codes_say_what_was_worked_out() {
    for case in cases("project_dump") {
        let desk = desk_of(&case);
        let near = case["data"]["near"].to_string();
        let of = |words: &[&str]| desk.json(&[&["cooccur", "c.fangtan"][..], words].concat());
        let (overlap, turn) = (of(&[]), of(&["--unit", "turn"]));
        let (interview, near) = (of(&["--unit", "interview"]), of(&["--near", &near]));
        assert_eq!(overlap["unit"], "overlap");
        let mut met = 0;
        for expected in case["expected"]["cooccurrence"].as_array().unwrap() {
            let codes = &expected["codes"];
            let events = pair(&overlap, codes);
            for (ours, theirs) in [
                ("n", "events"),
                ("interviews", "documents_overlapping"),
                ("a_with_b", "first_with_second"),
                ("b_with_a", "second_with_first"),
            ] {
                assert_eq!(events[ours], expected[theirs], "{codes}");
            }
            assert_eq!(pair(&near, codes)["n"], expected["near_events"], "{codes}");
            assert_eq!(pair(&turn, codes)["n"], expected["units_both"], "{codes}");
            assert_eq!(
                pair(&interview, codes)["n"],
                expected["documents_both"],
                "{codes}"
            );
            if expected["events"] != 0 {
                met += 1;
                assert_eq!(events["jaccard"], expected["document_jaccard"]);
                assert_eq!(events["c_coefficient"], expected["c_coefficient"]);
                assert_eq!(
                    pair(&turn, codes)["c_coefficient"],
                    expected["unit_jaccard"]
                );
            }
        }
        assert_eq!(
            met,
            overlap["pairs"].as_array().unwrap().len(),
            "and no others"
        );
    }
}

#[test]
fn new_codes_appear_where_they_were_seen_to() {
    for case in cases("project_dump") {
        let desk = desk_of(&case);
        let said = desk.json(&["saturation", "c.fangtan"]);
        let curve = case["expected"]["saturation"]["curve"].as_array().unwrap();
        assert_eq!(said.as_array().unwrap().len(), curve.len());
        for (row, expected) in said.as_array().unwrap().iter().zip(curve) {
            assert_eq!(row["interview"], expected["document"]);
            assert_eq!(row["date"], Value::Null);
            for key in ["new_codes", "cumulative", "share"] {
                assert_eq!(row[key], expected[key]);
            }
            let mut new: Vec<&str> = row["new"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it.as_str().unwrap())
                .collect();
            new.sort_unstable();
            assert_eq!(json!(new), expected["new"]);
            assert_eq!(row["why"], "too_few_documents");
        }
        // The other way round, the same codes appear elsewhere.
        let said = desk.json(&["saturation", "c.fangtan", "--first", "i3,i2"]);
        let of = |key: &str| -> Vec<Value> {
            said.as_array()
                .unwrap()
                .iter()
                .map(|row| row[key].clone())
                .collect()
        };
        assert_eq!(of("interview"), ["i3", "i2", "i1"]);
        assert_eq!(of("cumulative"), [1, 3, 4]);
        // Of an interview held out only what is new in it is said.
        let said = desk.json(&["saturation", "c.fangtan", "--hold-out", "i1"]);
        assert_eq!(said[2]["new"], json!(["mood"]));
        assert_eq!(said[2]["codings"], 4);
        assert_eq!(said[2]["known"], 3);
    }
}
