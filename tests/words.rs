//! Words from the shell: how often they are said, by whom, and the study's own ones.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use serde_json::{Value, json};

const S: &str = "s.fangtan";

/// Two interviews of people in two cities.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("book.toml", desk::CODEBOOK);
    desk.ok(&["new", S, "--codebook", "book.toml"]);
    desk.write(
        "P01.txt",
        "访谈者：数据孤岛呢？\n王：数据孤岛最麻烦，数据孤岛不解决，网格员白跑。\n访谈者：还有吗？\n王：没有了。\n",
    );
    desk.write(
        "P02.txt",
        "访谈者：数据呢？\n李：网格员的App好用，中国有四个。\n访谈者：还有吗？\n李：没有了。\n",
    );
    desk.ok(&["import", S, "P01.txt", "P02.txt"]);
    for (interview, speaker, label, city) in [
        ("P01", "王", "E1", "城市=北京"),
        ("P02", "李", "E2", "城市=上海"),
    ] {
        desk.ok(&["respondent", "add", S, label, city]);
        desk.ok(&["speaker", S, interview, speaker, "--respondent", label]);
    }
    desk
}

fn counts(found: &Value) -> BTreeMap<String, u64> {
    let rows = found["words"].as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["word"].as_str().unwrap().to_owned(),
            row["n"].as_u64().unwrap(),
        )
    })
    .collect()
}

fn words(desk: &Desk, more: &[&str]) -> BTreeMap<String, u64> {
    counts(&desk.json(&[&["words", S], more].concat()))
}

#[test]
fn interviewers_and_function_words_are_left_out_unless_asked_for() {
    let desk = desk();
    let said = words(&desk, &[]);
    assert_eq!(said["数据"], 2);
    assert_eq!(said["app"], 1, "letters in small form");
    assert!(!said.contains_key("的"));
    assert_eq!(words(&desk, &["--include-interviewer"])["数据"], 4);
    assert_eq!(words(&desk, &["--all-words"])["的"], 1);
    assert_eq!(words(&desk, &["--respondent", "E2"]).get("数据"), None);
    assert_eq!(words(&desk, &["--where", "城市=北京"])["数据"], 2);
    assert_eq!(words(&desk, &["--top", "1"]).len(), 1);
    assert!(words(&desk, &["--least", "2"]).values().all(|n| *n >= 2));
    // Words that lie wholly in what was coded, and not those that a coding cuts.
    let text = desk.ok(&["text", S, "P01"]);
    let at = text.chars().position(|c| c == '最').unwrap() - 4;
    let (start, end) = (at.to_string(), (at + 3).to_string());
    desk.ok(&["code", S, "P01", &start, &end, "P1"]);
    let coded = words(&desk, &["--code", "P1"]);
    assert_eq!(coded, BTreeMap::from([("数据".to_owned(), 1)]));
}

#[test]
fn groups_are_compared_by_log_likelihood() {
    let desk = desk();
    let found = desk.json(&["words", S, "--by", "城市", "--all-words", "--top", "0"]);
    let sizes: Vec<f64> = found["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["n"].as_f64().unwrap())
        .collect();
    assert_eq!(found["groups"][0]["value"], "北京");
    assert!((sizes.iter().sum::<f64>() - found["n"].as_f64().unwrap()).abs() < 0.5);
    let first = &found["words"][0];
    let n = first["n"].as_f64().unwrap();
    let all = |city: usize| first["groups"][city]["n"].as_f64().unwrap();
    // Said in one city only: 2 n ln (all words ÷ words there).
    let there = usize::from(all(0) == 0.0);
    let expected = 2.0 * n * (sizes.iter().sum::<f64>() / sizes[there]).ln();
    assert!(
        (first["g2"].as_f64().unwrap() - expected).abs() < 1e-9,
        "{first}"
    );
    assert_eq!(first["over"], found["groups"][there]["value"]);
    assert!(desk.refused(&["words", S, "--by", "省份"]).contains("省份"));
    let md = desk.ok(&["words", S, "--by", "城市", "--format", "md", "--lang", "zh"]);
    for words in ["按城市分组", "对数", "jieba-rs", "数据指纹", "访谈者的话"] {
        assert!(
            md.contains(words) || words == "对数" && md.contains("G²"),
            "{words}: {md}"
        );
    }
}

#[test]
fn an_entry_joins_words_cuts_none_by_surprise_and_is_one_step() {
    let desk = desk();
    let before = words(&desk, &[]);
    let shown = desk.json(&[
        "lexicon",
        "add",
        S,
        "数据孤岛",
        "国有",
        "网格员",
        "--dry-run",
    ]);
    let row = |effect: &str, before: &[&str], after: &str, n: u64, interviews: u64| json!({"effect": effect, "before": before, "after": [after], "n": n, "interviews": interviews});
    assert_eq!(
        shown,
        json!([
            row("joined", &["数据", "孤岛"], "数据孤岛", 3, 1),
            row("joined", &["网格", "员"], "网格员", 2, 2),
            row("left", &["中国", "有"], "国有", 1, 1),
        ])
    );
    assert_eq!(words(&desk, &[]), before, "nothing was kept");
    assert_eq!(desk.json(&["lexicon", "list", S]), json!([]));

    assert_eq!(
        desk.json(&["lexicon", "add", S, "数据孤岛", "国有", "网格员"]),
        shown
    );
    let after = words(&desk, &[]);
    assert_eq!(
        (after["数据孤岛"], after["网格员"], after.get("孤岛")),
        (2, 2, None)
    );
    assert_eq!(after["中国"], before["中国"], "no word lost a piece");
    let print = |desk: &Desk| {
        let md = desk.ok(&["words", S, "--format", "md"]);
        md.lines()
            .find(|line| line.contains("Fingerprint"))
            .unwrap()
            .to_owned()
    };
    let with = print(&desk);

    // Only where that is asked for a word cuts others, and this is told.
    let cut = desk.json(&["lexicon", "add", S, "国有", "--cut"]);
    assert_eq!(
        cut,
        json!([{"effect": "recut", "before": ["中国", "有"], "after": ["中", "国有"], "n": 1, "interviews": 1}])
    );
    assert_eq!(words(&desk, &[])["国有"], 1);
    let own = desk.json(&["lexicon", "list", S]);
    assert_eq!(own.as_array().unwrap().len(), 3, "{own}");
    desk.ok(&["undo", S]);
    assert_eq!((words(&desk, &[]), print(&desk)), (after, with));
    desk.ok(&["undo", S]);
    assert_eq!(words(&desk, &[]), before);
    desk.ok(&["redo", S]);
    desk.ok(&["lexicon", "remove", S, "网格员"]);
    assert_eq!(words(&desk, &[]).get("网格员"), None);
}

#[test]
fn stop_words_can_be_put_on_the_list_and_taken_off_again() {
    let desk = desk();
    let shown = desk.json(&["lexicon", "stop", S, "数据"]);
    assert_eq!(
        shown,
        json!([{"effect": "hidden", "before": ["数据"], "after": [], "n": 4, "interviews": 2}])
    );
    assert_eq!(words(&desk, &[]).get("数据"), None);
    desk.ok(&["lexicon", "count", S, "数据", "的"]);
    let said = words(&desk, &[]);
    assert_eq!((said["数据"], said["的"]), (2, 1));
    assert_eq!(
        desk.json(&["lexicon", "list", S]),
        json!([{"list": "keep", "word": "的"}])
    );
    desk.ok(&["lexicon", "stop", S, "的"]);
    assert_eq!(words(&desk, &[]).get("的"), None);
}

#[test]
fn own_words_go_through_json_and_come_by_a_merge() {
    let desk = desk();
    desk.ok(&["lexicon", "add", S, "数据孤岛"]);
    std::fs::copy(desk.path(S), desk.path("copy.fangtan")).unwrap();
    desk.ok(&["lexicon", "add", "copy.fangtan", "网格员", "--coder", "bo"]);
    desk.ok(&["lexicon", "stop", "copy.fangtan", "好用", "--coder", "bo"]);
    desk.ok(&[
        "lexicon",
        "remove",
        "copy.fangtan",
        "数据孤岛",
        "--coder",
        "bo",
    ]);
    desk.ok(&["merge", S, "copy.fangtan"]);
    let own = json!([{"list": "stop", "word": "好用"}, {"list": "word", "word": "网格员"}]);
    assert_eq!(desk.json(&["lexicon", "list", S]), own);
    desk.ok(&["export", S, "one.json"]);
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "one.json"]);
    assert_eq!(desk.json(&["lexicon", "list", "t.fangtan"]), own);
    desk.ok(&["export", "t.fangtan", "two.json"]);
    assert_eq!(desk.read("one.json"), desk.read("two.json"));
}
