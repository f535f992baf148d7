//! The same cases through the program: as studies in JSON, and as tables of ratings.

use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::{Case, fits};
use fangtan::analysis::undefined::{Figure, Why};

/// What the program calls a figure of a case.
fn measure(name: &str) -> Option<&str> {
    Some(match name {
        "percent_agreement_unit" => "percent",
        "krippendorff_alpha_nominal" => "krippendorff_alpha",
        "brennan_prediger_s" => "brennan_prediger",
        "cohen_kappa" | "scott_pi" | "fleiss_kappa" | "gwet_ac1" | "light_kappa" | "p_pos"
        | "p_neg" | "pabak" | "prevalence_index" | "bias_index" => name,
        _ => return None,
    })
}

/// A figure of a list of figures, or why it has none.
fn figure(list: &Value, measure: &str) -> Figure {
    let list = list.as_array().expect("a list of figures");
    let item = list
        .iter()
        .find(|item| item["measure"] == measure)
        .unwrap_or_else(|| panic!("no {measure} in {list:?}"));
    item["value"].as_f64().ok_or_else(|| {
        let why = item["why"].as_str().expect("a reason");
        let known = Why::ALL.iter().find(|known| known.name() == why);
        *known.unwrap_or_else(|| panic!("{why} is no reason"))
    })
}

#[test]
fn every_table_of_ratings_goes_through_the_program() {
    let desk = Desk::new();
    for case in Case::all("ratings") {
        let data = case.data();
        let word = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let line = |cells: &Value| {
            let cells: Vec<String> = cells.as_array().unwrap().iter().map(word).collect();
            cells.join(",")
        };
        let mut table = line(&data["coders"]) + "\n";
        for unit in data["units"].as_array().unwrap() {
            table += &(line(unit) + "\n");
        }
        desk.write("ratings.csv", table);
        let categories = line(&data["categories"]);
        let mut words = vec!["agreement", "--ratings", "ratings.csv", "--measure", "all"];
        words.extend(["--categories", &categories, "--no-intervals"]);
        let positive = word(&data["positive"]);
        if !positive.is_empty() {
            words.extend(["--positive", &positive]);
        }
        let found = desk.json(&words);
        assert_eq!(found["units"], data["units"].as_array().unwrap().len());
        let mut compared = 0;
        let expected = case.expected().as_object().unwrap();
        let binary = expected.get("binary").and_then(Value::as_object);
        for (name, value) in expected.iter().chain(binary.into_iter().flatten()) {
            let Some(measure) = measure(name) else {
                continue;
            };
            let figure = figure(&found["overall"], measure);
            assert!(
                fits(figure, value, 1e-9),
                "{}: {measure} is {figure:?}, not {value}",
                case.name
            );
            compared += 1;
        }
        assert!(compared >= 5, "{}: {compared} figures", case.name);
    }
}

/// A case of passages as a study in JSON.
fn study(data: &Value) -> Value {
    let documents: Vec<Value> = data["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| {
            let id = document["id"].as_str().unwrap();
            let length = usize::try_from(document["length"].as_u64().unwrap()).unwrap();
            let mut item = json!({ "id": id, "name": id, "text": "说".repeat(length) });
            if let Some(units) = data["units"].get(id) {
                let turns = units.as_array().unwrap().iter();
                let turn = |unit: &Value| json!({ "start": unit[0], "end": unit[1] });
                item["turns"] = turns.map(turn).collect();
            }
            item
        })
        .collect();
    let codes = data["codes"].as_array().unwrap().iter();
    let codes: Vec<Value> = codes
        .map(|code| json!({ "id": code, "name": code }))
        .collect();
    let mut coverage = Vec::new();
    for (document, coders) in data["coverage"].as_object().unwrap() {
        for coder in coders.as_array().unwrap() {
            coverage.push(json!({ "doc": document, "coder": coder }));
        }
    }
    json!({
        "documents": documents,
        "codes": codes,
        "codings": data["codings"],
        "coverage": coverage,
    })
}

fn of_code<'a>(found: &'a Value, code: &str) -> &'a Value {
    let codes = found["codes"].as_array().unwrap();
    codes.iter().find(|it| it["name"] == code).unwrap()
}

#[test]
fn every_text_with_passages_goes_through_the_program() {
    for case in Case::all("spans") {
        let desk = Desk::new();
        desk.write("study.json", study(case.data()).to_string());
        desk.ok(&["new", "s.fangtan"]);
        desk.ok(&["import", "s.fangtan", "study.json"]);
        let expected = case.expected();
        let mut compared = 0;
        let mut compare = |figure: Figure, value: &Value, what: &str| {
            assert!(
                fits(figure, value, 1e-9),
                "{}: {what} is {figure:?}, not {value}",
                case.name
            );
            compared += 1;
        };
        let agreement = |coders: &str, unit: &str, more: &[&str]| {
            let words = [
                "agreement",
                "s.fangtan",
                "--measure",
                "all",
                "--no-intervals",
            ];
            desk.json(&[&words[..], &["--coders", coders, "--unit", unit], more].concat())
        };
        let coders: Vec<&str> = case.data()["coders"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap())
            .collect();
        let everybody = coders.join(",");
        for (name, unit, more) in [
            ("character", "character", &[][..]),
            ("unit", "turn", &[]),
            ("unit_min_half", "turn", &["--least", "0.5"]),
            ("document", "interview", &[]),
        ] {
            let Some(expected) = expected.get(name) else {
                continue;
            };
            let all = agreement(&everybody, unit, more);
            for (code, figures) in expected["per_code"].as_object().unwrap() {
                for (name, value) in figures.as_object().unwrap() {
                    if let Some(measure) = measure(name) {
                        compare(
                            figure(&of_code(&all, code)["measures"], measure),
                            value,
                            measure,
                        );
                    }
                }
                for (pair, figures) in figures["pairs"].as_object().unwrap() {
                    let found = agreement(&pair.replace('|', ","), unit, more);
                    let found = of_code(&found, code);
                    for (name, value) in figures.as_object().unwrap() {
                        if let Some(measure) = measure(name) {
                            compare(figure(&found["measures"], measure), value, measure);
                        }
                    }
                    assert_eq!(found["units"], figures["n"]);
                    assert_eq!(found["both"], figures["a"]);
                    let (first, _) = pair.split_once('|').unwrap();
                    let yes = figures["a"].as_u64().unwrap() + figures["b"].as_u64().unwrap();
                    assert_eq!(found["present"][first], yes);
                }
            }
            let mean = &expected["overall"]["krippendorff_alpha_mean_over_codes"];
            compare(
                figure(&all["overall"], "krippendorff_alpha"),
                mean,
                "mean alpha",
            );
            let pairs = expected["overall"].as_object().unwrap();
            for (pair, figures) in pairs.iter().filter(|(key, _)| key.contains('|')) {
                let found = agreement(&pair.replace('|', ","), unit, more);
                let overall = &found["overall"];
                compare(
                    figure(overall, "cohen_kappa"),
                    &figures["cohen_kappa_mean_over_codes"],
                    "mean kappa",
                );
                compare(
                    figure(overall, "pooled_kappa"),
                    &figures["cohen_kappa_pooled_devries"],
                    "pooled kappa",
                );
                let list = overall.as_array().unwrap();
                let kappa = list
                    .iter()
                    .find(|it| it["measure"] == "cohen_kappa")
                    .unwrap();
                assert_eq!(kappa["defined"], figures["codes_defined"]);
            }
        }
        let all = agreement(&everybody, "turn", &[]);
        let empty = Map::new();
        let fields = |key: &str| expected[key].as_object().unwrap_or(&empty);
        for (code, value) in fields("u_alpha_per_code") {
            compare(
                figure(&of_code(&all, code)["measures"], "u_alpha"),
                value,
                "u-alpha",
            );
        }
        for figures in fields("u_alpha_domain").values() {
            compare(
                figure(&all["overall"], "cu_alpha"),
                &figures["cu_alpha"],
                "cu-alpha",
            );
            for (code, figures) in figures["per_value"].as_object().unwrap() {
                compare(
                    figure(&of_code(&all, code)["measures"], "cu_alpha"),
                    &figures["ku_alpha"],
                    "(k)u-alpha",
                );
            }
        }
        for (pair, by_overlap) in fields("segment_match") {
            for (overlap, figures) in by_overlap.as_object().unwrap() {
                let found = agreement(&pair.replace('|', ","), "turn", &["--overlap", overlap]);
                compare(
                    figure(&found["overall"], "segment_match"),
                    &figures["percent"],
                    "matched",
                );
                for (code, figures) in figures["per_code"].as_object().unwrap() {
                    let found = figure(&of_code(&found, code)["measures"], "segment_match");
                    compare(found, &figures["percent"], "matched");
                }
            }
        }
        for codes in fields("boundary_f1_within_5").values() {
            for (code, value) in codes.as_object().unwrap() {
                compare(
                    figure(&of_code(&all, code)["measures"], "boundary_f1"),
                    value,
                    "boundaries",
                );
            }
        }
        assert!(compared > 5, "{}: {compared} figures", case.name);
    }
}

/// Two interviews, each with a question and an answer.
fn small() -> Desk {
    let desk = Desk::new();
    let text = "访谈者：工作怎么样？\n王：很忙。流程太长。\n";
    let turns = json!([{ "start": 4, "end": 10, "speaker": "访谈者" }, { "start": 13, "end": 22, "speaker": "王" }]);
    let document = |id: &str| {
        json!({ "id": id, "name": id, "text": text, "turns": turns, "speakers": [
            { "name": "访谈者", "role": "interviewer" }, { "name": "王", "role": "respondent" },
        ]})
    };
    let coding = |doc: &str, coder: &str, code: &str, start: u32, end: u32| json!({ "doc": doc, "coder": coder, "code": code, "start": start, "end": end });
    let study = json!({
        "documents": [document("一"), document("二"), document("三")],
        "codes": [
            { "id": "P1", "name": "工作" },
            { "id": "P1.1", "name": "流程", "parent": "P1" },
            { "id": "P1.2", "name": "人手", "parent": "P1" },
        ],
        "codings": [
            coding("一", "甲", "P1.1", 13, 16),
            coding("一", "乙", "P1.2", 13, 22),
            coding("一", "甲", "P1.2", 4, 10),
            coding("二", "甲", "P1.1", 17, 22),
            coding("三", "丙", "P1.1", 17, 22),
        ],
        "coverage": [{ "doc": "二", "coder": "乙" }],
    });
    desk.write("study.json", study.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "study.json"]);
    desk
}

#[test]
fn who_has_not_gone_through_an_interview_is_missing_there() {
    let desk = small();
    let all = desk.json(&["agreement", "s.fangtan"]);
    assert_eq!(all["coders"], json!(["丙", "乙", "甲"]));
    assert_eq!(
        all["interviews"],
        json!(["一", "二"]),
        "三 was gone through by one only"
    );
    assert_eq!(all["left_out"], 1);
    // 甲 has no mark on 一 and 二, 乙 none on 一, but codings; 丙 is missing on both.
    assert_eq!(all["coverage_inferred"], 3);
    let two = desk.json(&[
        "agreement",
        "s.fangtan",
        "--coders",
        "甲,乙",
        "--measure",
        "percent,p_pos",
    ]);
    let procedure = of_code(&two, "流程");
    assert_eq!(procedure["units"], 2);
    assert_eq!(procedure["present"], json!({ "甲": 2, "乙": 0 }));
    assert_eq!(procedure["measures"][0]["value"], 0.0);
    assert_eq!(procedure["measures"][1]["value"], 0.0);
    assert_eq!(procedure["measures"][0]["low"], Value::Null);
    assert_eq!(procedure["measures"][0]["no_interval"], "too_few_documents");
    let figures = figure(&of_code(&two, "工作")["measures"], "p_pos");
    assert_eq!(figures, Err(Why::NoPositive));
}

#[test]
fn the_interviewer_is_left_out_unless_asked_for_and_codes_are_rolled_up_on_request() {
    let desk = small();
    let present = |more: &[&str], code: &str| {
        let words = [
            "agreement",
            "s.fangtan",
            "--coders",
            "甲,乙",
            "--no-intervals",
        ];
        let found = desk.json(&[&words[..], more].concat());
        let row = of_code(&found, code);
        (
            row["units"].as_u64().unwrap(),
            row["present"]["甲"].as_u64().unwrap(),
            row["both"].as_u64().unwrap(),
        )
    };
    assert_eq!(present(&[], "人手"), (2, 0, 0));
    assert_eq!(present(&["--include-interviewer"], "人手"), (4, 1, 0));
    assert_eq!(present(&[], "工作"), (2, 0, 0));
    assert_eq!(present(&["--level", "1"], "工作"), (2, 2, 1));
    assert_eq!(present(&["--unit", "sentence"], "流程"), (4, 2, 0));
    assert_eq!(present(&["--unit", "character"], "流程"), (18, 8, 0));
    assert_eq!(
        present(&["--unit", "character", "--include-interviewer"], "流程"),
        (44, 8, 0)
    );
    assert_eq!(
        present(&["--speaker", "访谈者", "--include-interviewer"], "人手"),
        (2, 1, 0)
    );
    assert_eq!(present(&["--interview", "二"], "流程"), (1, 1, 0));
    assert_eq!(present(&["--code", "P1.1"], "流程"), (2, 2, 0));
}

#[test]
fn nothing_is_compared_with_what_a_blind_coder_may_not_see() {
    let desk = small();
    desk.ok(&["assign", "s.fangtan", "一", "--to", "甲", "--blind"]);
    let found = |coder: &str| {
        desk.json(&[
            "agreement",
            "s.fangtan",
            "--coders",
            "甲,乙",
            "--coder",
            coder,
        ])
    };
    let blind = found("甲");
    assert_eq!(blind["interviews"], json!(["二"]));
    assert_eq!(blind["hidden"], 1);
    let other = found("丙");
    assert_eq!(other["interviews"], json!(["一", "二"]));
    desk.ok(&["done", "s.fangtan", "一", "--coder", "甲"]);
    assert_eq!(found("甲")["hidden"], 0);
}

#[test]
fn what_a_reviewer_made_of_a_coding_changes_no_agreement() {
    let desk = small();
    let figures = || {
        desk.json(&[
            "agreement",
            "s.fangtan",
            "--coders",
            "甲,乙",
            "--measure",
            "all",
        ])
    };
    let before = figures();
    let codings = desk.json(&["codings", "s.fangtan"]);
    let codings = codings.as_array().unwrap();
    let coding = codings.iter().find(|it| it["interview"] == "二").unwrap();
    let id = coding["id"]
        .as_str()
        .map_or_else(|| coding["id"].to_string(), str::to_owned);
    desk.ok(&[
        "review",
        "amend",
        "s.fangtan",
        &id,
        "--code",
        "P1.2",
        "--coder",
        "丙",
    ]);
    let codes: Vec<Value> = desk
        .json(&["codings", "s.fangtan", "--interview", "二"])
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].clone())
        .collect();
    assert_eq!(codes, ["P1.2"], "elsewhere the amended coding counts");
    assert_eq!(figures(), before);
    desk.fails(2, &["agreement", "s.fangtan", "--layer", "final"]);
}

#[test]
fn calls_that_make_no_sense_are_refused_in_a_sentence() {
    let desk = small();
    let said = desk.refused(&["agreement", "s.fangtan", "--coders", "甲,丁"]);
    assert!(said.contains("丁"), "{said}");
    let said = desk.refused(&["agreement", "s.fangtan", "--coders", "甲"]);
    assert!(said.contains('1'), "{said}");
    desk.fails(2, &["agreement"]);
    let said = desk.fails(2, &["agreement", "s.fangtan", "--measure", "kappa"]);
    assert!(said.contains("cohen_kappa"), "{said}");
    desk.fails(2, &["agreement", "s.fangtan", "--measure", "light_kappa"]);
    desk.fails(2, &["agreement", "s.fangtan", "--least", "2"]);
    desk.write("r.csv", "a,b\nx,y\nz,\n");
    let said = desk.fails(
        2,
        &["agreement", "--ratings", "r.csv", "--measure", "p_pos"],
    );
    assert!(said.contains("--positive"), "{said}");
    desk.fails(
        2,
        &["agreement", "--ratings", "r.csv", "--measure", "u_alpha"],
    );
    desk.fails(2, &["agreement", "s.fangtan", "--ratings", "r.csv"]);
    let said = desk.refused(&["agreement", "--ratings", "r.csv", "--categories", "x,y"]);
    assert!(said.contains("row 2") && said.contains('z'), "{said}");
    desk.refused(&["agreement", "--ratings", "none.csv"]);
}

#[test]
fn the_table_says_unit_sample_and_formulas_in_both_languages() {
    let desk = small();
    desk.write("r.csv", "甲,乙\n1,1\n0,1\n,0\n1,1\n0,0\n1,0\n");
    let two = [
        "agreement",
        "s.fangtan",
        "--coders",
        "甲,乙",
        "--format",
        "md",
    ];
    let told = desk.told(&[
        &[
            &two[..],
            &[
                "--lang",
                "zh",
                "--measure",
                "krippendorff_alpha,percent,cohen_kappa",
            ],
        ]
        .concat(),
        &[
            &two[..],
            &[
                "--lang",
                "en",
                "--measure",
                "u_alpha,segment_match,gwet_ac1",
                "--level",
                "1",
            ],
        ]
        .concat(),
        &[
            "agreement",
            "--ratings",
            "r.csv",
            "--measure",
            "all",
            "--no-intervals",
            "--format",
            "tsv",
        ],
        &["agreement", "--ratings", "r.csv", "--format", "json"],
    ]);
    insta::assert_snapshot!(told);
}
