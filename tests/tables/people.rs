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

#[test]
fn frequencies_count_people_speakers_and_what_is_said() {
    let desk = desk();
    let freq = desk.json(&["freq", "s.fangtan", "--spoken", "--by", "城市"]);
    let problem = &freq[0];
    assert_eq!(problem["respondents"], 4);
    // E1 speaks in both interviews.
    assert_eq!(problem["speakers"], 4);
    // 12–15 by two coders, 32–45, and 12–18 of the other; the interviewer's words are left out.
    assert_eq!(problem["said"], 3 + 13 + 6);
    assert_eq!(problem["share_of_text"], json!(22.0 / 60.0));
    let groups = problem["groups"].as_array().unwrap();
    let of = |key: &str| -> Vec<Value> { groups.iter().map(|it| it[key].clone()).collect() };
    assert_eq!(of("value"), [json!("上海"), json!("北京"), Value::Null]);
    assert_eq!(of("respondents"), [3, 1, 0]);
    assert_eq!(of("group_respondents"), [3, 1, 1]);
    let out = desk.ok(&["freq", "s.fangtan", "--by", "城市", "--format", "tsv"]);
    let cells: Vec<&str> = out.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!(cells[5..7], ["4", "80.0"]);
    assert_eq!(
        cells[cells.len() - 6..],
        ["3", "100.0", "<3", "", "0", "0.0"]
    );
    let by_coder = desk.json(&["freq", "s.fangtan", "--by", "coder"]);
    assert_eq!(by_coder[0]["groups"][1]["value"], "bo");
    assert_eq!(by_coder[0]["groups"][1]["codings"], 1);
}

#[test]
fn only_people_who_are_looked_at_count_where_a_coding_touches_others() {
    let desk = desk();
    // 32–45 touches E2 and E3.
    let freq = desk.json(&["freq", "s.fangtan", "--respondent", "E2"]);
    assert_eq!(freq[0]["codings"], 1);
    assert_eq!(freq[0]["respondents"], 1);
}

#[test]
fn denials_and_answers_have_figures_of_their_own() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    let demo = "demo.fangtan";
    let freq = desk.json(&["freq", demo]);
    let row = |code: &str| -> Value {
        let rows = freq.as_array().unwrap();
        rows.iter().find(|row| row["code"] == code).unwrap().clone()
    };
    let told = row("P1.2");
    let denied = desk.json(&["freq", demo, "--code", "P1.2", "--facet", "立场=不存在"]);
    assert!(told["denied"].as_u64().unwrap() > 0);
    assert_eq!(told["denied"], denied[0]["codings"]);
    assert_eq!(told["denied_respondents"], denied[0]["respondents"]);
    assert!(told["asked"].as_u64() <= told["asked_of"].as_u64());
    assert!(told["asked_of"].as_u64().unwrap() > 0);
    // The layers of the final version and of the two coders.
    let layered = desk.json(&["freq", demo, "--by", "layer", "--code", "P1.2"]);
    for (at, layer) in ["final", "A", "B"].iter().enumerate() {
        let alone = desk.json(&["freq", demo, "--layer", layer, "--code", "P1.2"]);
        let group = &layered[0]["groups"][at];
        assert_eq!(group["value"], *layer);
        assert_eq!(group["codings"], alone[0]["codings"], "{layer}");
        assert_eq!(group["interviews"], alone[0]["interviews"], "{layer}");
    }
}

#[test]
fn denials_have_a_column_of_their_own_beside_the_groups() {
    let desk = Desk::new();
    desk.ok(&["demo", "d"]);
    let by = ["crosstab", "d/demo.fangtan", "--by", "城市"];
    let told = desk.json(&by);
    let freq = desk.json(&["freq", "d/demo.fangtan"]);
    let whole = [&by[..], &["--show-small"]].concat();
    let (hiding, showing) = (desk.ok(&by), desk.ok(&whole));
    let cell = |tsv: &str, code: &str| -> String {
        let rows: Vec<Vec<&str>> = tsv.lines().map(|line| line.split('\t').collect()).collect();
        let at = rows[0].iter().position(|head| *head == "Denied").unwrap();
        rows.iter().find(|row| row[0] == code).unwrap()[at].to_owned()
    };
    let mut hidden = 0;
    for (row, of) in told["rows"]
        .as_array()
        .unwrap()
        .iter()
        .zip(freq.as_array().unwrap())
    {
        let code = row["code"].as_str().unwrap();
        assert_eq!(row["code"], of["code"]);
        let filter = ["--code", code, "--facet", "立场=不存在"];
        let denied = desk.json(&[&by[..], &filter].concat());
        if of["kind"] == "problem" {
            assert_eq!(row["denied"], denied["rows"][0]["codings"], "{code}");
            assert_eq!(row["denied_interviews"], denied["rows"][0]["interviews"]);
        }
        let people = of["denied_respondents"].as_u64().unwrap();
        assert_eq!(cell(&showing, code), people.to_string(), "{code}");
        if (1..3).contains(&people) {
            hidden += 1;
            assert_eq!(cell(&hiding, code), "<3", "{code}");
        } else {
            assert_eq!(cell(&hiding, code), people.to_string(), "{code}");
        }
    }
    assert!(hidden > 2, "{hidden}");
}

#[test]
fn pairs_of_one_or_two_people_are_hidden_and_nothing_tells_them() {
    let desk = Desk::new();
    desk.ok(&["demo", "d"]);
    let call = ["cooccur", "d/demo.fangtan", "--unit", "respondent"];
    let told = desk.json(&call);
    let tsv = desk.ok(&call);
    let rows: Vec<Vec<&str>> = tsv
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let pairs = told["pairs"].as_array().unwrap();
    assert_eq!(rows.len(), pairs.len());
    let printed = |n: &Value| match n.as_u64().unwrap() {
        1 | 2 => "<3".to_owned(),
        n => n.to_string(),
    };
    let mut hidden = 0;
    for pair in pairs {
        let row = rows
            .iter()
            .find(|row| row[0] == pair["a"] && row[2] == pair["b"])
            .unwrap();
        let counts = ["n", "n_a", "n_b"].map(|key| printed(&pair[key]));
        assert_eq!(&row[4..7], counts);
        // n ÷ (A + B − n) would tell n, or A and B.
        assert_eq!(
            row[9].is_empty(),
            counts.contains(&"<3".to_owned()),
            "{row:?}"
        );
        assert_eq!(row[7].is_empty(), counts[0] == "<3", "{row:?}");
        hidden += usize::from(counts[0] == "<3");
    }
    assert!(hidden > 10 && hidden < pairs.len());
    // The rows that hide stand last and in codebook order, so that their order tells nothing.
    let first = rows.iter().position(|row| row[4] == "<3").unwrap();
    let names = |row: &&Vec<&str>| (row[0].to_owned(), row[2].to_owned());
    let last: Vec<_> = rows[first..].iter().map(|row| names(&row)).collect();
    let in_order: Vec<_> = pairs
        .iter()
        .filter(|pair| [1, 2].contains(&pair["n"].as_u64().unwrap()))
        .map(|pair| {
            let id = |key: &str| pair[key].as_str().unwrap().to_owned();
            (id("a"), id("b"))
        })
        .collect();
    assert_eq!(last, in_order);
    let all = desk.ok(&[&call[..], &["--show-small"]].concat());
    assert!(!all.contains("<3"));
}

/// The study above with a codebook's links, a denial, an emergent code and a link by a coder.
fn desk_with_links() -> Desk {
    let desk = desk();
    desk.write(
        "book.toml",
        r#"format = "fangtan-codebook"
version = 1
name = "b"
title = "b"

[[kind]]
id = "problem"
name = "问题"

[[kind.facet]]
name = "立场"
values = [{ name = "存在" }, { name = "不存在" }]

[[kind]]
id = "countermeasure"
name = "对策"

[[code]]
id = "P"
kind = "problem"
name = "问题"

[[code]]
id = "P2"
kind = "problem"
name = "另一问题"

[[code]]
id = "P3"
kind = "problem"
name = "第三个问题"

[[code]]
id = "C"
kind = "countermeasure"
name = "对策"

[[code]]
id = "C2"
kind = "countermeasure"
name = "没有人提的对策"

[[code]]
id = "N"
kind = "countermeasure"
name = "新建的对策"
origin = "emergent"

[[link]]
from = "P"
to = "C"
relation = "answered-by"
hypothesis = true
reason = "理由"

[[link]]
from = "P2"
to = "C2"
relation = "answered-by"
reason = "理由"
"#,
    );
    desk.ok(&["codebook", "import", "s.fangtan", "book.toml"]);
    for (interview, start, end, code, facet) in [
        ("i1", "16", "18", "P2", "立场=存在"),
        ("i1", "33", "35", "P3", "立场=存在"),
        ("i1", "36", "38", "N", ""),
        ("i2", "31", "33", "P2", "立场=不存在"),
    ] {
        let mut words = vec!["code", "s.fangtan", interview, start, end, code];
        if !facet.is_empty() {
            words.extend(["--facet", facet]);
        }
        desk.ok(&words);
    }
    desk
}

fn pair_of(links: &Value, from: &str, to: &str) -> Value {
    let pairs = links["pairs"].as_array().unwrap();
    let found = pairs.iter().find(|it| it["from"] == from && it["to"] == to);
    found.cloned().unwrap_or(Value::Null)
}

#[test]
fn links_of_the_codebook_stand_beside_what_interviews_show() {
    let desk = desk_with_links();
    let links = desk.json(&["links", "s.fangtan"]);
    // E1 names P in i1 and C in i2; E5 names C only, and denies P2.
    let supported = pair_of(&links, "P", "C");
    assert_eq!(supported["outcome"], "supported");
    assert_eq!(supported["both"], 1);
    assert_eq!(supported["passages"], 2);
    assert_eq!(pair_of(&links, "P2", "C2")["outcome"], "not_found");
    assert_eq!(
        pair_of(&links, "P2", "C"),
        Value::Null,
        "one person is too few to list it"
    );
    let all = desk.json(&["links", "s.fangtan", "--least", "1"]);
    let found = pair_of(&all, "P2", "C");
    assert_eq!(found["outcome"], "undeclared");
    assert_eq!(found["both"], 1, "whoever denies a problem doesn't name it");
    let why = |key: &str| -> Vec<(String, String)> {
        let orphans = links[key].as_array().unwrap().iter();
        orphans
            .map(|it| {
                (
                    it["code"].as_str().unwrap().to_owned(),
                    it["why"].as_str().unwrap().to_owned(),
                )
            })
            .collect()
    };
    let expected = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    assert_eq!(
        why("unanswered"),
        expected(&[("P2", "not_proposed"), ("P3", "none_declared")])
    );
    assert_eq!(
        why("answering_nothing"),
        expected(&[("N", "none_declared")])
    );
    let matrix = desk.json(&[
        "cooccur",
        "s.fangtan",
        "--rows",
        "problem",
        "--cols",
        "countermeasure",
    ]);
    assert_eq!(matrix["unit"], "respondent");
    let pairs = matrix["pairs"].as_array().unwrap();
    let of = |a: &str, b: &str| {
        pairs
            .iter()
            .find(|it| it["a"] == a && it["b"] == b)
            .unwrap()["n"]
            .clone()
    };
    assert_eq!(of("P", "C"), 1);
    assert_eq!(of("P3", "N"), 1);
    let by = desk.json(&[
        "cooccur",
        "s.fangtan",
        "--rows",
        "problem",
        "--cols",
        "countermeasure",
        "--by",
        "城市",
    ]);
    assert_eq!(by["groups"][0]["value"], "上海");
    assert_eq!(
        by["groups"][0]["pairs"].as_array().unwrap().len(),
        pairs.len()
    );
}

#[test]
fn links_that_coders_draw_are_evidence_of_their_own() {
    use fangtan::model::Edit;
    use fangtan::study::{Mode, Study};

    let desk = desk_with_links();
    let codings = desk.json(&["codings", "s.fangtan"]);
    let id = |code: &str| -> String {
        let all = codings.as_array().unwrap();
        all.iter().find(|it| it["code"] == code).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let mut study = Study::open(&desk.path("s.fangtan"), Mode::Write).unwrap();
    let link = Edit::LinkCodings {
        from: study.coding_named(&id("P3")).unwrap(),
        to: study.coding_named(&id("N")).unwrap(),
        relation: "answered-by".to_owned(),
    };
    study.apply(&link, "anna").unwrap();
    study.apply(&link, "bo").unwrap();
    drop(study);
    let links = desk.json(&["links", "s.fangtan"]);
    let drawn = pair_of(&links, "P3", "N");
    assert_eq!(drawn["links"], 1, "the same passages count once");
    assert_eq!(drawn["linked"], 1);
    let orphans = links["unanswered"].as_array().unwrap();
    let alone = orphans.iter().find(|it| it["code"] == "P3").unwrap();
    assert_eq!(alone["why"], "only_emergent");
    assert_eq!(alone["with"], json!(["N"]));
    // What a filter leaves out is no end of a link.
    let other = desk.json(&["links", "s.fangtan", "--interview", "i2"]);
    assert_eq!(pair_of(&other, "P3", "N"), Value::Null);
}

#[test]
fn the_documents_tables_are_filled_from_the_interviews() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    let demo = "demo.fangtan";
    let evidence = desk.json(&["evidence", demo]);
    let rows = evidence.as_array().unwrap();
    let tables: Vec<&str> = rows
        .iter()
        .map(|row| row["table"].as_str().unwrap())
        .collect();
    assert!(tables.is_sorted());
    let n = |table: &str| tables.iter().filter(|it| **it == table).count();
    assert_eq!(
        (n("4.1.1"), n("4.2.1"), n("4.3.1"), n("5.1.1")),
        (5, 5, 5, 4)
    );
    for row in rows {
        let code = row["code"].as_str().unwrap();
        let quotations = row["quotations"].as_object().unwrap();
        assert_eq!(quotations.len(), 4, "both kinds have two columns");
        for (column, quotation) in quotations.iter().filter(|(_, it)| !it.is_null()) {
            assert_eq!(quotation["code"], code);
            assert_eq!(quotation["facets"]["方面"], column.as_str());
            let words = quotation["text"].as_str().unwrap();
            let text = desk.ok(&["text", demo, quotation["interview"].as_str().unwrap()]);
            assert!(text.contains(words), "{words}");
            assert_ne!(quotation["facets"]["立场"], "不存在");
        }
        let freq = &desk.json(&["freq", demo, "--code", code])[0];
        assert!(row["respondents"].as_u64() <= freq["respondents"].as_u64());
        let left = freq["codings"].as_u64().unwrap() - freq["denied"].as_u64().unwrap();
        assert_eq!(row["codings"], left);
    }
    let one = desk.json(&["evidence", demo, "--table", "5.1.1"]);
    assert_eq!(one.as_array().unwrap().len(), 4);
    assert!(
        desk.refused(&["evidence", demo, "--table", "9.9"])
            .contains("9.9")
    );
}

#[test]
fn a_contrast_tells_what_one_side_says_alone() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    let demo = "demo.fangtan";
    let contrast = desk.json(&["evidence", demo, "--contrast", "境外"]);
    assert_eq!(contrast["attribute"], "地域");
    assert_eq!(contrast["others"], json!(["境内"]));
    let of = |place: &str| {
        let narrowed = format!("地域={place}");
        desk.json(&["evidence", demo, "--where", &narrowed])
    };
    let (abroad, home) = (of("境外"), of("境内"));
    let people = |side: &Value, code: &str| -> u64 {
        let mut rows = side.as_array().unwrap().iter();
        rows.find(|row| row["code"] == code).unwrap()["respondents"]
            .as_u64()
            .unwrap()
    };
    let mut sides = std::collections::BTreeSet::new();
    for row in contrast["rows"].as_array().unwrap() {
        let code = row["code"].as_str().unwrap();
        sides.insert(row["side"].as_str().unwrap().to_owned());
        let here = row["named_by"].as_u64().unwrap();
        let there = row["named_by_others"].as_u64().unwrap();
        let side = match (here, there) {
            (_, 0) => "only_value",
            (0, _) => "only_others",
            _ => "shared",
        };
        assert_eq!(row["side"], side);
        if abroad
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["code"] == code)
        {
            assert_eq!(here, people(&abroad, code), "{code}");
            assert_eq!(there, people(&home, code), "{code}");
        }
        assert_eq!(row["quotation"].is_null(), here == 0);
    }
    assert!(sides.contains("shared") && sides.contains("only_others"));
    // A wider value of the codebook stands for those under it.
    let cities = desk.json(&["evidence", demo, "--contrast", "城市=境内"]);
    assert!(
        cities["others"]
            .as_array()
            .unwrap()
            .contains(&json!("London")),
        "{cities}"
    );
}
