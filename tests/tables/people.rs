//! Tables of a study whose speakers are people with attributes.

use serde_json::{Value, json};

use crate::desk::Desk;

/// Four people in two interviews; 上海 three of them, one without a city. E4 has no coding.
pub fn desk() -> Desk {
    let desk = Desk::new();
    let turns = |labels: &[&str]| -> Vec<Value> {
        let turns = labels.iter().enumerate();
        turns
            .map(|(n, label)| json!({ "start": n * 10, "end": n * 10 + 10, "speaker": label }))
            .collect()
    };
    let speakers = |labels: &[&str]| -> Vec<Value> {
        let named = labels.iter().filter(|it| **it != "问");
        let people =
            named.map(|label| json!({ "name": label, "role": "respondent", "respondent": label }));
        people
            .chain([json!({ "name": "问", "role": "interviewer" })])
            .collect()
    };
    let document = |id: &str, labels: &[&str], city: Option<&str>| {
        let attributes = city.map_or(json!({}), |city| json!({ "地域": city }));
        json!({ "id": id, "text": "字".repeat(labels.len() * 10), "attributes": attributes,
            "turns": turns(labels), "speakers": speakers(labels) })
    };
    let coding = |doc: &str, start: u32, end: u32, code: &str, coder: &str| json!({ "doc": doc, "start": start, "end": end, "code": code, "coder": coder });
    let whole = json!({
        "documents": [
            document("i1", &["问", "E1", "问", "E2", "E3"], Some("境内")),
            document("i2", &["问", "E4", "E1", "E5"], None),
        ],
        "codes": [
            { "id": "P", "name": "问题", "kind": "problem" },
            { "id": "C", "name": "对策", "kind": "countermeasure" },
        ],
        "respondents": [
            { "label": "E1", "attributes": { "城市": "上海" } },
            { "label": "E2", "attributes": { "城市": "上海" } },
            { "label": "E3", "attributes": { "城市": "上海" } },
            { "label": "E4", "attributes": { "城市": "北京" } },
            { "label": "E5" },
        ],
        "codings": [
            coding("i1", 12, 15, "P", "anna"), coding("i1", 12, 15, "P", "bo"),
            coding("i1", 32, 45, "P", "anna"), coding("i1", 3, 5, "P", "anna"),
            coding("i2", 12, 18, "P", "anna"), coding("i2", 22, 25, "C", "anna"),
            coding("i2", 35, 38, "C", "bo"),
        ],
    });
    desk.write("s.json", whole.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "s.json"]);
    desk
}

fn column(said: &Value, value: &Value) -> usize {
    let values = said["values"].as_array().unwrap();
    values
        .iter()
        .position(|it| it == value)
        .unwrap_or_else(|| panic!("no {value} in {values:?}"))
}

#[test]
fn a_persons_value_goes_for_what_that_person_says_as_it_does_in_filters() {
    let desk = desk();
    let said = desk.json(&["crosstab", "s.fangtan", "--by", "城市"]);
    assert_eq!(said["values"], json!(["上海", "北京", null]));
    assert_eq!(said["group_respondents"], json!([3, 1, 1]));
    let problem = &said["rows"][0];
    assert_eq!(
        problem["codings"],
        json!([3, 1, 1]),
        "the interviewer's words have no city"
    );
    assert_eq!(problem["respondents"], json!([3, 1, 0]));
    for city in ["上海", "北京"] {
        let narrowed = format!("城市={city}");
        let freq = desk.json(&["freq", "s.fangtan", "--where", &narrowed]);
        let at = column(&said, &json!(city));
        for row in 0..2 {
            for key in ["codings", "interviews", "respondents"] {
                assert_eq!(said["rows"][row][key][at], freq[row][key], "{city} {key}");
            }
        }
    }
    let by_coder = desk.json(&["crosstab", "s.fangtan", "--by", "coder"]);
    assert_eq!(by_coder["values"], json!(["anna", "bo"]));
    assert_eq!(by_coder["rows"][0]["codings"], json!([4, 1]));
    let by_role = desk.json(&["crosstab", "s.fangtan", "--by", "role"]);
    assert_eq!(by_role["rows"][0]["codings"], json!([1, 4]));
}

#[test]
fn two_attributes_are_crossed() {
    let desk = desk();
    let said = desk.json(&["crosstab", "s.fangtan", "--by", "地域", "--cross", "城市"]);
    assert_eq!(said["cross"], "城市");
    let of = |value: Value| said["rows"][0]["codings"][column(&said, &value)].clone();
    assert_eq!(of(json!(["境内", "上海"])), 3);
    assert_eq!(of(json!(["境内", null])), 1);
    assert_eq!(of(json!([null, "北京"])), 1);
    let refused = desk.refused(&["crosstab", "s.fangtan", "--by", "coder", "--cross", "城市"]);
    assert!(
        refused.contains("only attributes can be crossed"),
        "{refused}"
    );
}

/// Cells of a printed table, by the code of their row.
fn row(desk: &Desk, words: &[&str], code: &str) -> Vec<String> {
    let out = desk.ok(&[&["crosstab", "s.fangtan"][..], words, &["--format", "tsv"]].concat());
    let row = out
        .lines()
        .find(|line| line.starts_with(&format!("{code}\t")))
        .unwrap();
    row.split('\t').map(str::to_owned).collect()
}

#[test]
fn cells_of_one_or_two_people_are_hidden_and_totals_do_not_give_them_away() {
    let desk = desk();
    let plain = ["--by", "城市", "--shares", "none"];
    assert_eq!(row(&desk, &plain, "P")[2..], ["3", "<3", "0", "≥3"]);
    assert_eq!(row(&desk, &plain, "C")[2..], ["<3", "0", "<3", "<3"]);
    let shown = [&plain[..], &["--show-small"]].concat();
    assert_eq!(row(&desk, &shown, "P")[2..], ["3", "1", "0", "4"]);
    // Other figures of the same cells are no better hidden by being other figures.
    let codings = [&plain[..], &["--count", "codings"]].concat();
    assert_eq!(row(&desk, &codings, "P")[2..], ["3", "<3", "1", "≥4"]);
    let shares = ["--by", "城市", "--shares", "row,column"];
    assert_eq!(row(&desk, &shares, "P")[2..5], ["3", "", "100.0"]);
}

#[test]
fn tests_are_refused_where_they_mean_nothing() {
    let desk = desk();
    for (words, why) in [
        (&["--by", "城市", "--test"][..], "whole interviews"),
        (&["--by", "coder", "--test"], "whole interviews"),
        (
            &["--by", "地域", "--test", "--count", "codings"],
            "the interview",
        ),
        (
            &["--by", "地域", "--test", "--count", "respondents"],
            "the interview",
        ),
    ] {
        let said = desk.refused(&[&["crosstab", "s.fangtan"][..], words].concat());
        assert!(said.contains(why), "{words:?}: {said}");
    }
}

/// Thirty interviews in two sites; in one of them the code stands nearly everywhere.
#[test]
fn each_code_is_tested_with_the_interview_as_its_unit() {
    let desk = Desk::new();
    let documents: Vec<Value> = (0..30)
        .map(|n| {
            let site = if n < 12 { "双生" } else { "异卵" };
            json!({ "id": format!("i{n}"), "text": "文字文字", "attributes": { "类": site } })
        })
        .collect();
    let convicted = (0..10).chain(12..15);
    let codings: Vec<Value> = convicted
        .flat_map(|n| [(0, 2), (1, 3)].map(|(start, end)| json!({ "doc": format!("i{n}"), "start": start, "end": end, "code": "x", "coder": "k" })))
        .collect();
    let codes = json!([{ "id": "x", "name": "x" }, { "id": "y", "name": "y" }]);
    let whole = json!({ "documents": documents, "codes": codes, "codings": codings });
    desk.write("s.json", whole.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "s.json"]);
    let said = desk.json(&["crosstab", "s.fangtan", "--by", "类", "--test"]);
    let test = &said["rows"][0]["test"];
    // Fisher's twins: 10 and 2, 3 and 15; the smallest expected count is 5.2.
    assert_eq!(test["test"], "chi_square");
    assert!(
        (test["p"].as_f64().unwrap() - 0.000_306_266_630).abs() < 1e-9,
        "{test}"
    );
    assert!((test["cramers_v"].as_f64().unwrap() - 0.659_082).abs() < 1e-6);
    assert_eq!(test["expected"], json!([5.2, 7.8]));
    assert_eq!(test["p"], test["p_holm"], "it is the only test");
    let unused = &said["rows"][1]["test"];
    assert_eq!(unused["p"], Value::Null);
    assert_eq!(unused["p_why"], "no_variation");
    // With fewer interviews there is a table and no p.
    let few = [
        "crosstab",
        "s.fangtan",
        "--by",
        "类",
        "--test",
        "--interview",
        "i0",
        "--interview",
        "i20",
    ];
    assert_eq!(
        desk.json(&few)["rows"][0]["test"]["p_why"],
        "too_few_documents"
    );
}
