//! What was said, from the shell: quotations, negative cases, concordances, searches by codes.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use desk::Desk;
use serde_json::{Value, json};

const S: &str = "s.fangtan";

/// Three respondents on one problem: two say that there is one, one of these that there is
/// none elsewhere, the third that there is none; the third may not be quoted.
fn desk_with_sides() -> Desk {
    let desk = Desk::new();
    desk.write("book.toml", desk::CODEBOOK);
    desk.ok(&["new", S, "--codebook", "book.toml"]);
    let text = "访：数据通吗？\n王：数据不通，很不方便。后来数据通了。\n";
    let third = "访：数据通吗？\n李：数据早就通了。\n";
    let coding = |doc: &str, start: u32, end: u32, stance: &str, coder: &str| {
        let facets = match stance {
            "" => json!({}),
            stance => json!({ "立场": stance }),
        };
        json!({"doc": doc, "start": start, "end": end, "code": "P1.1", "coder": coder, "facets": facets})
    };
    let respondent =
        |label: &str, city: &str| json!({"label": label, "attributes": {"城市": city}});
    let speakers = |name: &str, label: &str| {
        json!([
            {"name": "访", "role": "interviewer"},
            {"name": name, "role": "respondent", "respondent": label},
        ])
    };
    let turns = |name: &str, end: u32| {
        json!([
            {"start": 2, "end": 7, "speaker": "访"},
            {"start": 10, "end": end, "speaker": name},
        ])
    };
    let study = json!({
        "documents": [
            {"id": "P01", "name": "P01", "text": text, "turns": turns("王", 27), "speakers": speakers("王", "E1")},
            {"id": "P02", "name": "P02", "text": text, "turns": turns("王", 27), "speakers": speakers("王", "E2")},
            {"id": "P03", "name": "P03", "text": third, "turns": turns("李", 17), "speakers": speakers("李", "E3")},
        ],
        "respondents": [respondent("E1", "北京"), respondent("E2", "上海"), respondent("E3", "上海")],
        "sessions": [
            {"doc": "P03", "respondents": ["E3"], "consent": {"quote": false, "attribution": "background"}},
        ],
        "codes": [{"id": "P1.1", "name": "流程"}],
        "codings": [
            coding("P01", 10, 14, "", "anna"),
            coding("P01", 10, 14, "同意", "bo"),
            coding("P01", 10, 20, "", "bo"),
            coding("P01", 22, 26, "反对", "anna"),
            coding("P02", 10, 14, "", "anna"),
            coding("P03", 10, 16, "反对", "anna"),
        ],
    });
    desk.write("study.json", study.to_string());
    desk.ok(&["import", S, "study.json"]);
    desk
}

fn texts(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().expect("an array").iter();
    rows.map(|row| row["text"].as_str().unwrap_or("—"))
        .collect()
}

#[test]
fn a_place_is_quoted_once_and_what_may_not_be_quoted_is_only_counted() {
    let desk = desk_with_sides();
    let rows = desk.json(&["quotes", S, "工作"]);
    assert_eq!(
        texts(&rows),
        [
            "数据不通",
            "数据不通，很不方便。",
            "数据通了",
            "数据不通",
            "—"
        ],
        "with what stands under the code"
    );
    assert_eq!(rows[0]["coders"], json!(["anna", "bo"]));
    assert_eq!(rows[0]["respondent"], "E1");
    assert_eq!(
        (&rows[4]["withheld"], &rows[4]["start"]),
        (&json!(true), &json!(10))
    );
    for format in ["table", "tsv", "csv", "md", "html", "latex", "json"] {
        let output = desk.run(&["quotes", S, "--format", format]);
        let all = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(
            all.contains("数据不通") && !all.contains("早就"),
            "{format}: {all}"
        );
        if format != "json" {
            // Markdown has a backslash before each bracket.
            let words = all.replace('\\', "");
            assert!(words.contains("[not to be quoted]"), "{format}: {all}");
            assert!(
                all.contains("1 quotation from 1 interview whose"),
                "{format}: {all}"
            );
            assert!(
                all.contains("6 codings") && all.contains("Fingerprint"),
                "{format}: {all}"
            );
        }
    }
    // The best: the one that two coders gave the code before the longer one on the same words,
    // everybody once, and what can't be read last.
    let best = desk.json(&["quotes", S, "P1.1", "--best", "3"]);
    assert_eq!(texts(&best), ["数据不通", "数据不通", "数据通了"]);
    let respondents: Vec<&Value> = best
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["respondent"])
        .collect();
    assert_eq!(respondents, ["E1", "E2", "E1"]);
}

#[test]
fn filters_narrow_quotations_and_the_fingerprint_follows_the_data() {
    let desk = desk_with_sides();
    let n = |words: &[&str]| {
        let rows = desk.json(&[&["quotes", S], words].concat());
        rows.as_array().unwrap().len()
    };
    assert_eq!(n(&["--respondent", "E1"]), 3);
    assert_eq!(n(&["--where", "城市=上海"]), 2);
    assert_eq!(n(&["--facet", "立场=反对"]), 2);
    assert_eq!(n(&["--only-coder", "bo"]), 2);
    assert_eq!(n(&["--speaker", "李"]), 1);
    assert_eq!(n(&["--interview", "P02", "--kind", "problem"]), 1);
    assert_eq!(n(&["--starred"]), 0);
    assert!(desk.refused(&["quotes", S, "没有"]).contains("没有"));
    let print = || {
        let md = desk.ok(&["quotes", S, "--format", "md"]);
        let at = md.find("Fingerprint").expect("it stands under the table");
        md[at..].lines().next().unwrap().to_owned()
    };
    let before = print();
    desk.ok(&["code", S, "P02", "22", "26", "P1.1"]);
    assert_ne!(print(), before);
    desk.ok(&["undo", S]);
    assert_eq!(print(), before);
}

#[test]
fn who_denies_stands_beside_who_affirms_and_who_does_both_is_marked() {
    let desk = desk_with_sides();
    let found = desk.json(&["negative", S]);
    assert_eq!(found["denials"], json!(["立场=反对"]));
    let code = &found["codes"][0];
    assert_eq!(
        (
            &code["denied"],
            &code["affirmed"],
            &code["conditional"],
            &code["both"]
        ),
        (&json!(2), &json!(2), &json!(0), &json!(["E1"]))
    );
    let said: Vec<(String, Value, Value)> = code["passages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["stance"].as_str().unwrap().to_owned(),
                it["respondent"].clone(),
                it["contrary"].clone(),
            )
        })
        .collect();
    let row = |stance: &str, who: &str, both: bool| (stance.to_owned(), json!(who), json!(both));
    assert_eq!(
        said,
        [
            row("denied", "E1", true),
            row("denied", "E3", false),
            row("affirmed", "E1", true),
            row("affirmed", "E2", false),
        ]
    );
    let md = desk.ok(&[
        "negative",
        S,
        "P1.1",
        "--affirming",
        "1",
        "--format",
        "md",
        "--lang",
        "zh",
    ]);
    assert!(!md.contains("早就") && md.contains("〔不引用〕"), "{md}");
    assert!(
        md.contains("P1.1 流程：否定 2 人，有条件 0 人，肯定 2 人；既肯定又否定的 1 人。"),
        "{md}"
    );
    assert!(md.contains("另有 2 条肯定的引文未列出。"), "{md}");

    // What denies can be named.
    let named = desk.json(&["negative", S, "--denial", "立场=同意"]);
    assert_eq!(named["codes"][0]["denied"], 1);
    assert!(
        desk.refused(&["negative", S, "--denial", "立场=也许"])
            .contains("立场=也许")
    );
    // A code that nobody denies is said to be undisputed.
    let bare = desk.json(&["negative", S, "--only-coder", "bo"]);
    assert_eq!(
        (&bare["undisputed"], &bare["codes"]),
        (&json!(["P1.1"]), &json!([]))
    );
}

#[test]
fn a_concordance_leaves_interviewers_out_and_sorts_by_either_side() {
    let desk = desk_with_sides();
    let around = |words: &[&str], side: &str| -> Vec<String> {
        let rows = desk.json(&[&["kwic", S, "数据"], words].concat());
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row[side].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        around(&["--width", "2"], "after"),
        ["不通", "通了", "不通", "通了", ""],
        "what may not be quoted is a line without words"
    );
    assert_eq!(
        around(&["--width", "2", "--sort", "right"], "after"),
        ["", "不通", "不通", "通了", "通了"],
        "bù tōng, tōng le"
    );
    assert_eq!(
        around(&["--width", "2", "--sort", "left"], "before"),
        ["", "", "", "后来", "后来"]
    );
    assert_eq!(around(&["--include-interviewer"], "after").len(), 8);
    assert_eq!(around(&["--respondent", "E3"], "after").len(), 1);
    // The language of searches, where it looks for words.
    let n = |pattern: &str| {
        let rows = desk.json(&["kwic", S, pattern]);
        rows.as_array().unwrap().len()
    };
    assert_eq!(n("re:不."), 4);
    assert_eq!(n("数据 or 方便"), 7);
    assert_eq!(
        n("code:P1.1 and 通"),
        4,
        "the word in the passage, not the passage"
    );
    assert_eq!(n("数据 and 方便"), 4, "each word of the sentence is a line");
    assert_eq!(n("数据 near/2 方便"), 0);
    assert_eq!(n("数据 near/5 方便"), 4);
    for no_words in ["code:P1.1", "who:王", "not 数据", "数据 or who:王"] {
        let said = desk.fails(2, &["kwic", S, no_words]);
        assert!(said.contains("needs words"), "{said}");
    }
    let md = desk.ok(&["kwic", S, "早就", "--format", "md"]);
    assert!(md.contains("1 place in 1 of 3 interviews."), "{md}");
    assert!(md.contains("The words of one line are not printed"), "{md}");
}

#[test]
fn searches_by_codes_take_every_operator_and_filter() {
    let desk = desk_with_sides();
    desk.ok(&["code", S, "P01", "22", "26", "P2"]);
    let n = |query: &str, filter: &[&str]| {
        let rows = desk.json(&[&["search", S, query], filter].concat());
        rows.as_array().unwrap().len()
    };
    for (query, passages) in [
        ("code:P1.1", 5),
        ("code:P1 and code:P2", 1),
        ("编码:P2 或 编码:P1.1", 5),
        ("code:P1.1 and not code:P2", 4),
        ("code:P1.1 near/10 code:P2", 2),
        ("code:P1.1 near/5 code:P2", 1),
        ("code:P1.1 within who:王", 4),
        ("数据 within code:P2", 1),
        ("(code:P2 or 方便) and who:王", 3),
    ] {
        assert_eq!(n(query, &[]), passages, "{query}");
    }
    for (filter, passages) in [
        (["--code", "P2"], 1),
        (["--interview", "P02"], 1),
        (["--only-coder", "bo"], 2),
        (["--speaker", "李"], 1),
        (["--respondent", "E1"], 3),
        (["--where", "城市=上海"], 2),
        (["--status", "suggested"], 0),
        (["--facet", "立场=反对"], 2),
        (["--kind", "问题"], 5),
        (["--layer", "bo"], 2),
    ] {
        assert_eq!(n("code:P1.1", &filter), passages, "{filter:?}");
    }
}

#[test]
fn the_fingerprint_of_a_search_is_the_same_in_every_format_and_follows_the_data() {
    let desk = desk_with_sides();
    let print = |query: &str, format: &str| -> String {
        let output = desk.run(&["search", S, query, "--format", format]);
        let all = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        let line = all.lines().find(|line| line.contains("Fingerprint"));
        let line = line.unwrap_or_else(|| panic!("none in {format}: {all}"));
        let words = line.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| word.len() == 12).collect()
    };
    let before = print("code:P1.1 and 数据", "tsv");
    assert_eq!(before.len(), 12);
    for format in ["table", "csv", "md", "html"] {
        assert_eq!(print("code:P1.1 and 数据", format), before, "{format}");
    }
    assert_ne!(print("数据", "tsv"), before);
    desk.ok(&["code", S, "P02", "22", "26", "P1.1"]);
    assert_ne!(print("code:P1.1 and 数据", "tsv"), before);
}
