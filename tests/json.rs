//! What other programs read and write: keys and types of every JSON, and studies as plain JSON.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use serde_json::{Value, json};

/// The type of a value, as the tables below name it.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_u64() || number.is_i64() => "int",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Every row of an array has these keys with these types; more keys may stand.
#[track_caller]
fn check(rows: &Value, keys: &[(&str, &str)]) {
    let rows = rows.as_array().expect("an array");
    assert!(!rows.is_empty(), "nothing to look at");
    for row in rows {
        for (key, types) in keys {
            let value = row
                .get(key)
                .unwrap_or_else(|| panic!("no «{key}» in {row}"));
            assert!(
                types.split('|').any(|known| known == type_of(value)),
                "«{key}» is no {types}: {value}"
            );
        }
    }
}

#[test]
fn keys_and_types_of_every_result() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    let demo = "demo.fangtan";
    check(
        &desk.json(&["list", demo, "interviews"]),
        &[
            ("id", "text"),
            ("name", "text"),
            ("date", "text|null"),
            ("attributes", "object"),
            ("chars", "int"),
            ("turns", "int"),
            ("speakers", "int"),
            ("codings", "int"),
        ],
    );
    check(
        &desk.json(&["list", demo, "codes"]),
        &[
            ("code", "text"),
            ("name", "text"),
            ("name_en", "text"),
            ("aliases", "list"),
            ("path", "text"),
            ("kind", "text|null"),
            ("parent", "text|null"),
            ("depth", "int"),
            ("digit", "int|null"),
            ("origin", "text"),
            ("source", "object"),
            ("retired", "bool"),
        ],
    );
    for what in [
        "sessions",
        "respondents",
        "coders",
        "speakers",
        "attributes",
        "turns",
        "memos",
        "coverage",
    ] {
        let rows = desk.json(&["list", demo, what]);
        check(&rows, &[("id", "text"), ("name", "text")]);
        let first: Vec<&String> = rows[0].as_object().unwrap().keys().take(2).collect();
        assert_eq!(first, ["id", "name"], "{what}");
    }
    let agreement = desk.json(&["agreement", demo]);
    check(
        &agreement["codes"],
        &[
            ("code", "text"),
            ("name", "text"),
            ("measures", "list"),
            ("units", "int"),
            ("present", "object"),
        ],
    );
    check(
        &agreement["overall"],
        &[
            ("measure", "text"),
            ("value", "number|null"),
            ("low", "number|null"),
            ("high", "number|null"),
            ("level", "number"),
        ],
    );
    assert_eq!(agreement["unit"], "turn");
    assert_eq!(agreement["overall"][0]["measure"], "krippendorff_alpha");
    for rows in [
        &desk.json(&["quotes", demo]),
        &desk.json(&["negative", demo])["codes"][0]["passages"],
    ] {
        check(
            rows,
            &[
                ("code", "text"),
                ("name", "text"),
                ("path", "text"),
                ("text", "text|null"),
                ("withheld", "bool"),
                ("interview", "text"),
                ("speaker", "text|null"),
                ("respondent", "text|null"),
                ("turn", "int|null"),
                ("start", "int"),
                ("end", "int"),
                ("coders", "list"),
                ("facets", "object"),
                ("attribution", "text|null"),
            ],
        );
    }
    check(
        &desk.json(&["matrix", demo])["cells"],
        &[
            ("interview", "text"),
            ("code", "text"),
            ("passages", "int"),
            ("quotation", "object|null"),
            ("summaries", "list"),
        ],
    );
    let words = desk.json(&["words", demo, "--by", "城市"]);
    check(
        &words["words"],
        &[
            ("word", "text"),
            ("n", "int"),
            ("per_10000", "number"),
            ("interviews", "int"),
            ("respondents", "int"),
            ("g2", "number"),
            ("over", "text"),
            ("groups", "list"),
        ],
    );
    check(&words["groups"], &[("value", "text"), ("n", "int")]);
    check(
        &desk.json(&["lexicon", "add", demo, "网格员", "--dry-run"]),
        &[
            ("effect", "text"),
            ("before", "list"),
            ("after", "list"),
            ("n", "int"),
            ("interviews", "int"),
        ],
    );
    check(
        &desk.json(&["kwic", demo, "数据"]),
        &[
            ("interview", "text"),
            ("start", "int"),
            ("end", "int"),
            ("speaker", "text|null"),
            ("turn", "int|null"),
            ("before", "text"),
            ("text", "text"),
            ("after", "text"),
        ],
    );
    check(
        &desk.json(&["freq", demo]),
        &[
            ("code", "text"),
            ("name", "text"),
            ("path", "text"),
            ("kind", "text|null"),
            ("depth", "int"),
            ("codings", "int"),
            ("interviews", "int"),
            ("respondents", "int"),
            ("chars", "int"),
            ("codings_total", "int"),
            ("interviews_total", "int"),
            ("respondents_total", "int"),
            ("chars_total", "int"),
            ("unprompted", "int"),
            ("asked", "int"),
        ],
    );
    let crosstab = desk.json(&["crosstab", demo, "--by", "城市"]);
    check(
        &crosstab["rows"],
        &[
            ("code", "text"),
            ("name", "text"),
            ("path", "text"),
            ("codings", "list"),
            ("interviews", "list"),
            ("respondents", "list"),
        ],
    );
    assert_eq!(crosstab["by"], "城市");
    let cooccur = desk.json(&["cooccur", demo, "--unit", "answer"]);
    check(
        &cooccur["pairs"],
        &[
            ("a", "text"),
            ("b", "text"),
            ("a_name", "text"),
            ("b_name", "text"),
            ("n", "int"),
            ("n_a", "int"),
            ("n_b", "int"),
            ("interviews", "int"),
            ("jaccard", "number"),
            ("c_coefficient", "number|null"),
        ],
    );
    assert_eq!(cooccur["unit"], "answer");
    let links = desk.json(&["links", demo]);
    check(
        &links["pairs"],
        &[
            ("from", "text"),
            ("to", "text"),
            ("declared", "bool"),
            ("outcome", "text"),
            ("both", "int"),
            ("links", "int"),
        ],
    );
    check(&links["unanswered"], &[("code", "text"), ("why", "text")]);
    check(
        &desk.json(&["saturation", demo]),
        &[
            ("interview", "text"),
            ("date", "text|null"),
            ("new_codes", "int"),
            ("cumulative", "int"),
        ],
    );
    check(
        &desk.json(&["codings", demo]),
        &[
            ("id", "text"),
            ("interview", "text"),
            ("start", "int"),
            ("end", "int"),
            ("text", "text"),
            ("code", "text"),
            ("name", "text"),
            ("path", "text"),
            ("coder", "text"),
            ("status", "text"),
            ("memo", "text|null"),
            ("speaker", "text|null"),
            ("turn", "int|null"),
            ("created_at", "text|null"),
        ],
    );
    desk.write("P01.txt", desk::P01);
    for more in [&[][..], &["--dry-run"]] {
        let words = [&["import", demo, "P01.txt"][..], more].concat();
        check(
            &desk.json(&words),
            &[
                ("file", "text"),
                ("interview", "text"),
                ("format", "text"),
                ("encoding", "text"),
                ("chars", "int"),
                ("turns", "int"),
                ("speakers", "list"),
                ("warnings", "list"),
            ],
        );
    }
    let checked = desk.json(&["check", demo]);
    assert_eq!(checked, json!({ "ok": true, "findings": [] }));
}

#[test]
fn a_codings_text_is_what_python_cuts_out() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    let mut texts: BTreeMap<String, Vec<char>> = BTreeMap::new();
    let codings = desk.json(&["codings", "demo.fangtan"]);
    let codings = codings.as_array().unwrap();
    assert!(codings.len() > 100);
    for coding in codings {
        let name = coding["interview"].as_str().unwrap();
        let text = texts
            .entry(name.to_owned())
            .or_insert_with(|| desk.ok(&["text", "demo.fangtan", name]).chars().collect());
        let at = |key: &str| usize::try_from(coding[key].as_u64().unwrap()).unwrap();
        let cut: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(coding["text"], cut.as_str());
    }
}

#[test]
fn json_says_the_same_in_every_language() {
    let desk = Desk::with_codings();
    for words in [
        &["freq", "s.fangtan"][..],
        &["list", "s.fangtan", "codes"],
        &["codings", "s.fangtan"],
    ] {
        let zh = desk.json(&[words, &["--lang", "zh"]].concat());
        assert_eq!(zh, desk.json(&[words, &["--lang", "en"]].concat()));
    }
}

/// Exports a study, imports it into a new one, exports that.
#[track_caller]
fn round_trip(desk: &Desk, study: &str) -> String {
    desk.ok(&["export", study, "one.json", "--force"]);
    let _ = std::fs::remove_file(desk.path("again.fangtan"));
    desk.ok(&["new", "again.fangtan"]);
    desk.ok(&["import", "again.fangtan", "one.json", "--coder", "somebody"]);
    desk.ok(&["export", "again.fangtan", "two.json", "--force"]);
    let (one, two) = (desk.read("one.json"), desk.read("two.json"));
    if let Some((a, b)) = one.lines().zip(two.lines()).find(|(a, b)| a != b) {
        panic!("{a}\nbecame\n{b}");
    }
    assert_eq!(one.len(), two.len());
    one
}

#[test]
fn a_second_export_after_an_import_is_the_same() {
    let desk = Desk::new();
    desk.ok(&["demo", "."]);
    round_trip(&desk, "demo.fangtan");
    // Whatever its history: coding and taking back leave no trace.
    let before = desk.read("one.json");
    let interview = "01-公共管理学者-北京";
    desk.ok(&[
        "code",
        "demo.fangtan",
        interview,
        "300",
        "305",
        "P1.2",
        "--coder",
        "new",
    ]);
    desk.ok(&["undo", "demo.fangtan", "--coder", "new"]);
    assert!(round_trip(&desk, "demo.fangtan") == before);
    let figures = desk.json(&["freq", "demo.fangtan"]);
    assert_eq!(figures, desk.json(&["freq", "again.fangtan"]));
    assert_eq!(
        desk.json(&["codings", "demo.fangtan"]),
        desk.json(&["codings", "again.fangtan"])
    );
}

#[test]
fn a_study_with_everything_in_it_comes_back() {
    let desk = Desk::with_codings();
    let study = "s.fangtan";
    desk.ok(&["respondent", "add", study, "E1", "城市=上海"]);
    desk.ok(&[
        "speaker",
        study,
        "P01",
        "王",
        "--respondent",
        "E1",
        "--rename",
        "王先生",
    ]);
    desk.ok(&["guide", "tie", study, "P01", "1", "A1"]);
    desk.ok(&["guide", "tie", study, "P02", "0", "A2", "--how", "skipped"]);
    desk.ok(&[
        "code",
        study,
        "P02",
        "34",
        "47",
        "P2.1",
        "--memo",
        "m\u{1b}[31m",
        "--facet",
        "立场=反对",
    ]);
    let json = round_trip(&desk, study);
    assert!(
        !json.contains('\u{1b}'),
        "JSON escapes what a terminal would obey"
    );
}

/// The least study another program may write, odd on purpose.
fn least() -> Value {
    json!({
        "documents": [
            { "id": 7, "text": "I: 你好吗？\nB: 工作很忙 😀" },
            { "id": "doc/ü \"1\"", "name": "Zweites", "text": "B: café, 家里还好。", "attributes": { "site": "北京", "n": 3, "none": null } },
            { "id": "c", "text": "" }
        ],
        "codes": [
            { "id": 2, "name": "Mood", "parent": "wörk" },
            { "id": "wörk", "name": "Work" }
        ],
        "codings": [
            { "doc": 7, "start": 11, "end": 15, "code": "wörk" },
            { "doc": "7", "start": 11, "end": 15, "code": "wörk" },
            { "id": 1, "doc": 7, "start": 11, "end": 15, "code": 2, "coder": "c1", "memo": "m" },
            { "id": "x", "doc": "doc/ü \"1\"", "start": 3, "end": 7, "code": 2, "coder": "bo" }
        ],
        "coders": [{ "id": "c1", "name": "anna" }, { "id": 9, "name": "cleo" }],
        "order": ["c", 7]
    })
}

fn import_least(desk: &Desk, file: &Value) {
    desk.write("least.json", file.to_string());
    desk.ok(&["new", "l.fangtan"]);
    desk.ok(&["import", "l.fangtan", "least.json", "--coder", "me"]);
}

#[test]
fn the_least_file_of_another_program_is_taken_in_and_comes_back() {
    let desk = Desk::new();
    import_least(&desk, &least());
    let interviews = desk.json(&["list", "l.fangtan", "interviews"]);
    let ids: Vec<&str> = interviews
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    // The file's order wins; who isn't in it comes after.
    assert_eq!(ids, ["c", "7", "doc/ü \"1\""]);
    assert_eq!(interviews[1]["name"], "7", "the name falls back to the id");
    assert_eq!(
        interviews[1]["turns"], 2,
        "turns are recognised where the file has none"
    );
    assert_eq!(
        interviews[2]["attributes"],
        json!({ "site": "北京", "n": "3" })
    );
    let codings = desk.json(&["codings", "l.fangtan"]);
    let rows: Vec<(&str, &str, &str)> = codings
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap();
            (text("code"), text("coder"), text("text"))
        })
        .collect();
    assert_eq!(rows.len(), 3, "an exact duplicate is taken once");
    assert!(
        rows.contains(&("wörk", "me", "工作很忙")),
        "without a coder it is the acting coder's"
    );
    assert!(
        rows.contains(&("2", "anna", "工作很忙")),
        "a coder may be named by id"
    );
    assert!(rows.contains(&("2", "bo", "café")));
    let codes = desk.json(&["list", "l.fangtan", "codes"]);
    assert_eq!(codes[0]["code"], "wörk");
    assert_eq!(
        codes[1]["path"], "Work/Mood",
        "parents may stand after their children"
    );
    round_trip(&desk, "l.fangtan");
    assert_eq!(desk.json(&["check", "l.fangtan"])["ok"], true);
}

#[test]
fn importing_again_adds_nothing_and_makes_no_step() {
    let desk = Desk::new();
    import_least(&desk, &least());
    let log = desk.json(&["log", "l.fangtan"]);
    let before = desk.bytes("l.fangtan");
    desk.ok(&["import", "l.fangtan", "least.json", "--coder", "me"]);
    assert_eq!(desk.json(&["log", "l.fangtan"]), log);
    assert!(desk.bytes("l.fangtan") == before);
    // Also what was undone comes back under the same ids.
    let codings = desk.json(&["codings", "l.fangtan"]);
    desk.ok(&["undo", "l.fangtan", "--coder", "me"]);
    desk.ok(&["import", "l.fangtan", "least.json", "--coder", "me"]);
    assert_eq!(desk.json(&["codings", "l.fangtan"]), codings);
}

#[test]
fn unknown_keys_are_one_warning() {
    let desk = Desk::new();
    let mut file = least();
    file["colour"] = json!("blue");
    file["documents"][0]["mood"] = json!(1);
    file["documents"][1]["mood"] = json!(2);
    desk.write("least.json", file.to_string());
    desk.ok(&["new", "l.fangtan"]);
    let output = desk.run(&["import", "l.fangtan", "least.json", "--lang", "en"]);
    assert!(output.status.success(), "warnings are no failure");
    let said = String::from_utf8(output.stderr).unwrap();
    let warnings: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("colour") || line.contains("mood"))
        .collect();
    assert_eq!(warnings.len(), 1, "{said}");
    assert!(warnings[0].contains("colour") && warnings[0].contains("mood"));
}

/// A study with one fault: the sentence names these, and nothing was taken in.
#[track_caller]
fn fault(change: impl FnOnce(&mut Value), names: &[&str]) {
    let desk = Desk::new();
    let mut file = least();
    change(&mut file);
    desk.write("least.json", file.to_string());
    desk.ok(&["new", "l.fangtan"]);
    let before = desk.bytes("l.fangtan");
    let said = desk.refused(&["import", "l.fangtan", "least.json"]);
    assert_eq!(said.lines().count(), 1, "{said}");
    for name in names {
        assert!(said.contains(name), "no «{name}» in: {said}");
    }
    assert!(desk.bytes("l.fangtan") == before);
}

#[test]
fn a_file_that_contradicts_itself_is_refused_in_one_sentence() {
    fault(
        |file| file["codings"][0]["end"] = json!(99),
        &["least.json", "coding 1", "7", "99", "17"],
    );
    fault(|file| file["codings"][0]["end"] = json!(11), &["11..11"]);
    fault(|file| file["codings"][0]["end"] = json!(5), &["11..5"]);
    fault(
        |file| file["codings"][0]["start"] = json!(-1),
        &["line", "column"],
    );
    fault(
        |file| file["codings"][0]["start"] = json!(1.5),
        &["line", "column"],
    );
    fault(
        |file| file["codings"][0]["code"] = json!("wrok"),
        &["coding 1", "wrok"],
    );
    fault(
        |file| file["codings"][0]["doc"] = json!("8"),
        &["coding 1", "8"],
    );
    fault(
        |file| file["codings"][3]["id"] = json!(1),
        &["coding", "“1”", "twice"],
    );
    fault(|file| file["codes"][1]["parent"] = json!(2), &["circle"]);
    fault(|file| file["codes"][1]["parent"] = json!("none"), &["none"]);
    fault(|file| file["codes"][1]["id"] = json!(2), &["“2”", "twice"]);
    fault(
        |file| file["documents"][2]["id"] = json!(7),
        &["“7”", "twice"],
    );
    fault(
        |file| file["codings"][0]["status"] = json!("maybe"),
        &["maybe"],
    );
    fault(|file| file["version"] = json!(2), &["version 2"]);
    fault(|file| file["format"] = json!("other"), &["other"]);
    fault(
        |file| file["documents"][0]["turns"] = json!([{ "start": 3, "end": 99 }]),
        &["99"],
    );
    fault(|file| file["documents"] = json!({}), &["line"]);
}

#[test]
fn positions_inside_a_grapheme_are_kept_with_a_warning() {
    let desk = Desk::new();
    let mut file = least();
    file["documents"][1]["text"] = json!("B: cafe\u{301}, 家里还好。");
    file["codings"][3]["end"] = json!(7);
    desk.write("least.json", file.to_string());
    desk.ok(&["new", "l.fangtan"]);
    let output = desk.run(&["import", "l.fangtan", "least.json", "--lang", "en"]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("3..7") || said.contains("3–7"), "{said}");
    let codings = desk.json(&["codings", "l.fangtan", "--only-coder", "bo"]);
    assert_eq!(codings[0]["text"], "cafe");
    round_trip(&desk, "l.fangtan");
    // A person can't make such a coding.
    let said = desk.refused(&["code", "l.fangtan", "Zweites", "3", "7", "wörk"]);
    assert!(said.contains('7'), "{said}");
}

#[test]
fn an_id_taken_by_other_contents_is_an_error_that_names_both() {
    let desk = Desk::new();
    import_least(&desk, &least());
    let before = desk.bytes("l.fangtan");
    let check = |change: &dyn Fn(&mut Value), names: &[&str]| {
        let mut file = least();
        change(&mut file);
        desk.write("other.json", file.to_string());
        let said = desk.refused(&["import", "l.fangtan", "other.json"]);
        for name in names {
            assert!(said.contains(name), "no «{name}» in: {said}");
        }
        assert!(desk.bytes("l.fangtan") == before);
    };
    check(
        &|file| file["codes"][1]["name"] = json!("Arbeit"),
        &["wörk", "Work", "Arbeit"],
    );
    check(
        &|file| file["documents"][0]["text"] = json!("I: ein anderer Text, der lang genug ist"),
        &["7"],
    );
    check(
        &|file| file["codings"][3]["end"] = json!(6),
        &["“x”", "3..7", "3..6"],
    );
}

#[test]
fn codes_that_the_study_has_stay_where_they_are() {
    let desk = Desk::new();
    import_least(&desk, &least());
    let mut file = least();
    file["codes"] = json!([
        { "id": 2, "name": "Mood" },
        { "id": "wörk", "name": "Work", "parent": 2 },
        { "id": "new", "name": "New", "parent": 2 }
    ]);
    desk.write("other.json", file.to_string());
    desk.ok(&["import", "l.fangtan", "other.json"]);
    let codes = desk.json(&["list", "l.fangtan", "codes"]);
    let paths: Vec<&str> = codes
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["Work", "Work/Mood", "Work/Mood/New"]);
}

#[test]
fn two_documents_with_one_text_stay_two() {
    let desk = Desk::new();
    let mut file = least();
    file["documents"][2]["text"] = file["documents"][0]["text"].clone();
    import_least(&desk, &file);
    let interviews = desk.json(&["list", "l.fangtan", "interviews"]);
    assert_eq!(
        interviews.as_array().unwrap().len(),
        3,
        "interviews match by id, never by text"
    );
}

#[test]
fn the_same_text_in_another_encoding_is_noticed() {
    let desk = Desk::new();
    desk.ok(&["new", "s.fangtan"]);
    let text = "访谈者：你好吗？工作怎么样？\n王：工作很忙，流程太长，办一件事要跑很多部门。\n访谈者：家里呢？\n王：家里还好，就是远。\n";
    desk.write("a.txt", text);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(
        text.replace('\n', "\r\n")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    desk.write("b.txt", utf16);
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    desk.write("c.txt", gb);
    desk.write("d.txt", format!("\u{feff}{text}"));
    desk.ok(&["import", "s.fangtan", "a.txt"]);
    for file in ["b.txt", "c.txt", "d.txt"] {
        let report = desk.json(&["import", "s.fangtan", file]);
        assert_eq!(report[0]["outcome"], "known", "{file}: {report}");
        assert_eq!(report[0]["interview"], "a");
    }
    assert_eq!(desk.ok(&["text", "s.fangtan", "a"]), text);
}

#[test]
fn a_name_taken_by_another_text_gets_a_number_and_a_warning() {
    let desk = Desk::with_study();
    std::fs::create_dir(desk.path("more")).unwrap();
    desk.write("more/P01.txt", desk::P01.replace("很忙", "不忙"));
    let output = desk.run(&["import", "s.fangtan", "more", "--lang", "en"]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("Warning") && said.contains("P01 (2)"),
        "{said}"
    );
    assert!(desk.ok(&["text", "s.fangtan", "P01 (2)"]).contains("不忙"));
}

#[test]
fn attributes_come_from_a_table() {
    let desk = Desk::with_study();
    desk.write("P03.txt", desk::P01.replace("很忙", "不忙"));
    desk.write("P04.txt", desk::P01.replace("很忙", "还行"));
    desk.write(
        "a.csv",
        "\u{feff}name,城市,年龄\nP03,北京,007\nP04.txt,上海,\nP99,x,y\n",
    );
    let output = desk.run(&[
        "import",
        "s.fangtan",
        "P03.txt",
        "P04.txt",
        "--attributes",
        "a.csv",
    ]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("P99"));
    let rows = desk.json(&["list", "s.fangtan", "interviews"]);
    let of = |name: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|it| it["name"] == name).unwrap()["attributes"].clone()
    };
    assert_eq!(of("P03"), json!({ "城市": "北京", "年龄": "007" }));
    assert_eq!(of("P04"), json!({ "城市": "上海" }));
}

/// A small study made for the purpose, with figures counted by hand.
#[test]
fn figures_counted_by_hand() {
    let case: Value =
        serde_json::from_str(include_str!("data/cases/frequency_small_dump.json")).unwrap();
    let desk = Desk::new();
    desk.write("case.json", case["data"].to_string());
    desk.ok(&["new", "c.fangtan"]);
    desk.ok(&["import", "c.fangtan", "case.json"]);
    let rows = desk.json(&["freq", "c.fangtan"]);
    let rows = rows.as_array().unwrap();
    let expected = case["expected"]["codes"].as_object().unwrap();
    assert_eq!(rows.len(), expected.len());
    for row in rows {
        let code = row["code"].as_str().unwrap();
        let said = &expected[code];
        for (group, ending) in [("own", ""), ("rolled", "_total")] {
            for (theirs, ours) in [
                ("codings", "codings"),
                ("documents", "interviews"),
                ("characters_any", "chars"),
            ] {
                assert_eq!(
                    row[format!("{ours}{ending}")],
                    said[group][theirs],
                    "{code}: {ours}{ending}"
                );
            }
        }
    }
    let codings = desk.json(&["codings", "c.fangtan"]);
    assert_eq!(
        json!(codings.as_array().unwrap().len()),
        case["expected"]["codings"]
    );
}

#[test]
fn a_csv_cell_never_runs_as_a_formula() {
    let desk = Desk::with_codings();
    desk.ok(&["code", "s.fangtan", "P02", "34", "47", "P2"]);
    desk.ok(&["export", "s.fangtan", "out.csv"]);
    let csv = desk.read("out.csv");
    assert!(csv.starts_with("\u{feff}id,interview,"), "{csv}");
    assert!(csv.contains("\"\t=HYPERLINK(1)\""), "{csv}");
    desk.ok(&["export", "s.fangtan", "raw.csv", "--csv-raw"]);
    assert!(desk.read("raw.csv").contains(",=HYPERLINK(1),"));
}

#[test]
fn tabs_and_newlines_stay_in_their_cell() {
    let desk = Desk::with_study();
    desk.ok(&[
        "code",
        "s.fangtan",
        "P01",
        "50",
        "59",
        "P1",
        "--memo",
        "a\tb\\c\nd",
    ]);
    let tsv = desk.ok(&["codings", "s.fangtan"]);
    assert_eq!(tsv.lines().count(), 2, "{tsv}");
    assert!(tsv.contains("a\\tb\\\\c\\nd"), "{tsv}");
}

/// A document with turns that names speakers at them, and what `speakers` says of them.
fn roles(desk: &Desk, speakers: Option<Value>) -> Vec<Value> {
    let mut document = json!({
        "id": "d", "text": "访谈者：好吗？\n王老师：好。",
        "turns": [
            { "start": 4, "end": 7, "speaker": "访谈者" },
            { "start": 12, "end": 14, "speaker": "王老师" }
        ]
    });
    if let Some(speakers) = speakers {
        document["speakers"] = speakers;
    }
    let file = json!({ "documents": [document], "codes": [], "codings": [] });
    desk.write("turns.json", file.to_string());
    desk.ok(&["new", "r.fangtan"]);
    desk.ok(&["import", "r.fangtan", "turns.json"]);
    let list = desk.json(&["list", "r.fangtan", "speakers"]);
    let roles = list.as_array().expect("a list").iter();
    roles.map(|speaker| speaker["role"].clone()).collect()
}

#[test]
fn speakers_of_whom_a_file_says_nothing_get_the_roles_their_labels_tell() {
    assert_eq!(roles(&Desk::new(), None), ["interviewer", "respondent"]);
}

#[test]
fn what_a_file_says_of_its_speakers_stays() {
    let said = json!([{ "name": "访谈者", "role": null }, { "name": "王老师" }]);
    assert_eq!(roles(&Desk::new(), Some(said)), [Value::Null, Value::Null]);
}

#[test]
fn a_coding_given_twice_with_differences_is_taken_as_one_and_said() {
    let desk = Desk::new();
    let file = json!({
        "documents": [{ "id": "d", "text": "B: 很忙很忙" }],
        "codes": [{ "id": "w", "name": "Work" }],
        "codings": [
            { "id": "a", "doc": "d", "start": 3, "end": 5, "code": "w", "coder": "bo", "status": "suggested", "memo": "一" },
            { "id": "b", "doc": "d", "start": 3, "end": 5, "code": "w", "coder": "bo", "status": "coded", "memo": "二" }
        ],
        "memos": [{ "coding": "b", "coder": "anna", "text": "三" }]
    });
    desk.write("twice.json", file.to_string());
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "twice.json"]);
    let codings = desk.json(&["codings", "t.fangtan"]);
    assert_eq!(codings.as_array().map(Vec::len), Some(1));
    assert_eq!(codings[0]["status"], "coded", "a status that counts wins");
    assert_eq!(codings[0]["memo"], "一\n二");
    assert_eq!(
        desk.json(&["list", "t.fangtan", "memos"])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn memos_come_back_with_their_kind_their_passage_and_their_time() {
    let desk = Desk::new();
    let file = json!({
        "documents": [{ "id": "d", "text": "B: 很忙很忙" }],
        "codes": [{ "id": "w", "name": "Work" }],
        "codings": [
            { "id": "a", "doc": "d", "start": 3, "end": 5, "code": "w", "coder": "bo", "memo": "一",
              "memo_kind": "theory", "memo_written_at": "2026-03-02T08:00:00.000Z" },
            { "id": "b", "doc": "d", "start": 5, "end": 7, "code": "w", "coder": "bo", "memo": "没说类型" }
        ],
        "memos": [
            { "coder": "bo", "kind": "reflexivity", "text": "我怎么看他们" },
            { "coder": "bo", "kind": "method", "doc": "d", "text": "第二次才录音" },
            { "coder": "bo", "kind": "question", "doc": "d", "start": 3, "end": 7, "text": "多忙" },
            { "coder": "bo", "kind": "诗", "code": "w", "text": "没人认得的类型" },
            { "coder": "anna", "kind": "coding", "coding": "a", "text": "同意" }
        ]
    });
    desk.write("memos.json", file.to_string());
    desk.ok(&["new", "m.fangtan"]);
    let said = desk.told(&[&["import", "m.fangtan", "memos.json"]]);
    assert!(said.contains("诗"), "{said}");
    let memos = desk.json(&["list", "m.fangtan", "memos"]);
    let mut rows: Vec<String> = memos
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap();
            format!(
                "{} {} {} {}",
                text("kind"),
                text("on"),
                it["start"],
                text("text")
            )
        })
        .collect();
    rows.sort();
    assert_eq!(
        rows,
        [
            "coding coding null 同意",
            "content code null 没人认得的类型",
            "content coding null 没说类型",
            "method interview null 第二次才录音",
            "question passage 3 多忙",
            "reflexivity study null 我怎么看他们",
            "theory coding null 一",
        ]
    );
    let exported = round_trip(&desk, "m.fangtan");
    assert!(exported.contains(r#""memo_written_at": "2026-03-02T08:00:00.000Z""#));
    let of_kind = desk.json(&["list", "again.fangtan", "memos", "--kind", "question"]);
    assert_eq!(of_kind[0]["text"], "多忙");
    assert_eq!(of_kind.as_array().map(Vec::len), Some(1));
    desk.fails(2, &["list", "m.fangtan", "codes", "--kind", "question"]);

    let outside = json!({
        "documents": [{ "id": "d", "text": "很忙" }], "codes": [], "codings": [],
        "memos": [{ "doc": "d", "start": 1, "end": 3, "text": "多忙" }]
    });
    desk.write("outside.json", outside.to_string());
    desk.ok(&["new", "o.fangtan"]);
    let said = desk.refused(&["import", "o.fangtan", "outside.json"]);
    assert!(said.contains("a memo"), "{said}");
}

#[test]
fn turns_that_overlap_are_refused() {
    let desk = Desk::new();
    let file = json!({
        "documents": [{ "id": "d", "text": "很忙很忙", "turns": [
            { "start": 0, "end": 3, "speaker": "A" }, { "start": 2, "end": 4, "speaker": "B" }
        ] }],
        "codes": [], "codings": []
    });
    desk.write("over.json", file.to_string());
    desk.ok(&["new", "t.fangtan"]);
    let said = desk.refused(&["import", "t.fangtan", "over.json"]);
    assert!(said.contains("overlap"), "{said}");
}

#[test]
fn an_attribute_of_respondents_is_asked_turn_by_turn_unless_the_interview_has_its_own() {
    let desk = Desk::new();
    // A group meeting of two fields, and an interview that has a value of its own.
    let text =
        "访：问题？\n甲：部门不通。\n乙：没有人。\n访：还有呢？\n甲：钱不够。\n乙：也没有时间。\n";
    let at = |words: &str| {
        text.chars()
            .collect::<String>()
            .find(words)
            .map(|byte| text[..byte].chars().count())
            .unwrap()
    };
    let coding = |doc: &str, words: &str| {
        json!({
            "doc": doc, "start": at(words), "end": at(words) + words.chars().count(), "code": "P1",
        })
    };
    let speakers = json!([
        {"name": "访", "role": "interviewer"},
        {"name": "甲", "role": "respondent", "respondent": "E1"},
        {"name": "乙", "role": "respondent", "respondent": "E2"},
    ]);
    let study = json!({
        "codes": [{"id": "P1", "name": "壁垒"}],
        "respondents": [
            {"label": "E1", "attributes": {"领域": "法学"}},
            {"label": "E2", "attributes": {"领域": "社会学"}},
        ],
        "documents": [
            {"id": "group", "name": "group", "text": text, "speakers": speakers},
            {"id": "own", "name": "own", "text": text, "speakers": speakers, "attributes": {"领域": "社会学"}},
        ],
        "codings": [
            coding("group", "部门不通"), coding("group", "没有人"),
            coding("own", "部门不通"), coding("own", "没有人"),
        ],
    });
    desk.write("in.json", study.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "in.json"]);
    let words = |filter: &str| {
        let out = desk.ok(&[
            "codings",
            "s.fangtan",
            "--where",
            filter,
            "--format",
            "json",
        ]);
        let rows: Value = serde_json::from_str(&out).unwrap();
        let rows = rows.as_array().unwrap().clone();
        let cell = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        rows.iter()
            .map(|row| format!("{} {}", cell(row, "interview"), cell(row, "text")))
            .collect::<Vec<_>>()
    };
    assert_eq!(words("领域=法学"), ["group 部门不通"]);
    assert_eq!(
        words("领域=社会学"),
        ["group 没有人", "own 部门不通", "own 没有人"]
    );
}
