//! A reviewer's verdicts, and what becomes of passages that two coders coded differently.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use desk::Desk;
use serde_json::Value;

const S: &str = "s.fangtan";

/// Rows of a result as their fields, joined by spaces.
fn rows(desk: &Desk, words: &[&str], fields: &[&str]) -> Vec<String> {
    let all = desk.json(words);
    let rows = all.as_array().expect("an array").iter();
    rows.map(|row| {
        let cells = fields.iter().map(|field| match &row[*field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        cells.collect::<Vec<_>>().join(" ")
    })
    .collect()
}

fn codings(desk: &Desk, more: &[&str]) -> Vec<String> {
    let mut words = vec!["codings", S];
    words.extend(more);
    rows(desk, &words, &["coder", "start", "end", "code", "status"])
}

/// The id of a coding, by coder and first code point.
fn id(desk: &Desk, coder: &str, start: u32) -> String {
    let all = desk.json(&[
        "codings",
        S,
        "--status",
        "coded,suggested,accepted,amended,rejected,asked",
    ]);
    let mut rows = all.as_array().unwrap().iter();
    let row = rows.find(|row| row["coder"] == coder && row["start"] == start);
    row.expect("it is there")["id"].as_str().unwrap().to_owned()
}

/// How often a code counts.
fn counted(desk: &Desk, code: &str, more: &[&str]) -> u64 {
    let mut words = vec!["freq", S];
    words.extend(more);
    let all = desk.json(&words);
    let mut rows = all.as_array().unwrap().iter();
    let row = rows.find(|row| row["code"] == code).unwrap();
    row["codings"].as_u64().unwrap()
}

#[test]
fn verdicts_change_what_counts_and_leave_what_was_coded() {
    let desk = Desk::with_codings();
    let (first, second) = (id(&desk, "anna", 41), id(&desk, "anna", 47));
    assert_eq!(counted(&desk, "P1", &[]), 2);
    desk.ok(&[
        "review", "reject", S, &first, "--reason", "太宽", "--coder", "PI",
    ]);
    assert_eq!(counted(&desk, "P1", &[]), 1);
    assert_eq!(counted(&desk, "P1", &["--status", "rejected"]), 1);
    desk.ok(&[
        "review",
        "ask",
        S,
        &second,
        "--reason",
        "哪一步？",
        "--coder",
        "PI",
    ]);
    desk.ok(&["review", "accept", S, &second, "--coder", "PI"]);
    assert_eq!(
        codings(&desk, &["--status", "accepted,rejected"]),
        ["anna 41 46 P1 rejected", "anna 47 51 P1.1 accepted"]
    );
    let queue = rows(&desk, &["review", "list", S], &["coder", "code", "status"]);
    assert_eq!(queue, ["bo P1 coded", "anna P2 coded"]);
    // Every word stays, with who said it, when, why, and by which codebook.
    let all = desk.json(&["review", "list", S, "--status", "accepted"]);
    let said = &all[0]["verdicts"];
    assert_eq!(said[0]["verdict"], "asked");
    assert_eq!(said[0]["reason"], "哪一步？");
    assert_eq!(said[1]["verdict"], "accepted");
    assert_eq!(said[1]["was"], "asked");
    assert_eq!(said[1]["reviewer"], "PI");
    assert_eq!(said[1]["codebook"], 1);
    // Saying it again says nothing.
    desk.ok(&["review", "accept", S, &second, "--coder", "PI"]);
    let steps = rows(&desk, &["log", S], &["kind"]);
    assert_eq!(steps.iter().filter(|kind| *kind == "judge").count(), 3);
    for _ in 0..3 {
        desk.ok(&["undo", S, "--coder", "PI"]);
    }
    assert_eq!(codings(&desk, &["--status", "coded"]).len(), 4);
    desk.ok(&["check", S]);
}

#[test]
fn a_coding_is_named_by_the_beginning_of_its_id() {
    let desk = Desk::with_codings();
    let first = id(&desk, "anna", 41);
    let others: Vec<String> = ["anna", "bo"]
        .iter()
        .zip([47, 41])
        .map(|(coder, start)| id(&desk, coder, start))
        .collect();
    // As many digits as tell it from the others; they were made in the same minute.
    let enough = (6..first.len())
        .find(|n| others.iter().all(|other| other[..*n] != first[..*n]))
        .unwrap();
    desk.ok(&["review", "accept", S, &first[..first.len() - 1]]);
    assert_eq!(codings(&desk, &["--status", "accepted"]).len(), 1);
    desk.refused(&["review", "reject", S, &first[..5]]);
    desk.refused(&["review", "reject", S, &first[..enough - 1]]);
    desk.refused(&["review", "reject", S, "zzzzzzzz"]);
}

#[test]
fn a_suggestion_counts_once_somebody_accepts_it() {
    let desk = Desk::with_study();
    desk.ok(&["autocode", S, "--find", "流程", "P1.1"]);
    assert_eq!(counted(&desk, "P1.1", &[]), 0);
    let suggested = id(&desk, "anna", 47);
    desk.ok(&["review", "accept", S, &suggested]);
    assert_eq!(counted(&desk, "P1.1", &[]), 1);
}

#[test]
fn an_amended_coding_counts_in_place_of_the_one_that_is_kept() {
    let desk = Desk::with_codings();
    let first = id(&desk, "anna", 41);
    let amended = desk.json(&[
        "review",
        "amend",
        S,
        &first,
        "--code",
        "P2",
        "--start",
        "41",
        "--end",
        "43",
        "--reason",
        "说的是家里",
        "--coder",
        "PI",
    ]);
    let amended = amended["id"].as_str().unwrap().to_owned();
    assert_eq!(counted(&desk, "P1", &[]), 1);
    assert_eq!(counted(&desk, "P2", &[]), 2);
    assert_eq!(
        codings(&desk, &["--status", "amended"]),
        ["anna 41 43 P2 amended"]
    );
    assert_eq!(
        codings(&desk, &["--status", "superseded"]),
        ["anna 41 46 P1 superseded"]
    );
    // What anna coded is still there to see.
    assert_eq!(codings(&desk, &["--layer", "anna"]).len(), 3);
    assert_eq!(
        codings(&desk, &["--layer", "anna"])[0],
        "anna 41 46 P1 superseded"
    );
    desk.refused(&["review", "reject", S, &first]);
    desk.refused(&["review", "amend", S, &amended, "--code", "P2"]);
    desk.fails(2, &["review", "amend", S, &amended]);
    desk.refused(&[
        "review", "amend", S, &amended, "--start", "70", "--end", "99",
    ]);
    // Amended to what the coder has already.
    let second = id(&desk, "anna", 47);
    desk.refused(&[
        "review", "amend", S, &second, "--code", "P2", "--start", "41", "--end", "43",
    ]);
    // Whoever takes the amended one away has the first stand again.
    desk.ok(&["uncode", S, &amended]);
    assert_eq!(codings(&desk, &[]).len(), 4);
    assert_eq!(counted(&desk, "P1", &[]), 2);
    desk.ok(&["undo", S]);
    desk.ok(&["undo", S, "--coder", "PI"]);
    assert_eq!(codings(&desk, &[]).len(), 4);
    desk.ok(&["redo", S, "--coder", "PI"]);
    desk.ok(&["uncode", S, &first]);
    assert_eq!(
        codings(&desk, &["--status", "amended,superseded"]),
        [] as [&str; 0]
    );
    desk.ok(&["check", S]);
}

#[test]
fn codings_made_under_an_older_definition_are_kept_or_recoded() {
    let desk = Desk::with_codings();
    let outdated = |desk: &Desk| {
        rows(
            desk,
            &["review", "list", S, "--outdated"],
            &["coder", "code", "made_under"],
        )
    };
    assert_eq!(outdated(&desk), [] as [&str; 0]);
    let revised = desk::CODEBOOK.replace("谈到工作。", "谈到工作量。");
    desk.write("second.toml", revised);
    desk.ok(&["codebook", "import", S, "second.toml"]);
    assert_eq!(outdated(&desk), ["anna P1 1", "bo P1 1"]);
    desk.ok(&["review", "keep", S, &id(&desk, "anna", 41)]);
    desk.ok(&["review", "amend", S, &id(&desk, "bo", 41), "--code", "P2"]);
    assert_eq!(outdated(&desk), [] as [&str; 0]);
    assert_eq!(counted(&desk, "P1", &[]), 1);
    desk.ok(&["undo", S]);
    assert_eq!(outdated(&desk), ["bo P1 1"]);
}

/// Anna and bo on P01: same code with other boundaries, another code, and one that only anna has.
fn double_coded() -> Desk {
    let desk = Desk::with_codings();
    desk.ok(&["code", S, "P01", "47", "51", "P2.1", "--coder", "bo"]);
    desk.ok(&["code", S, "P01", "28", "31", "P2", "--coder", "bo"]);
    desk.ok(&["code", S, "P01", "28", "31", "P2", "--coder", "anna"]);
    desk
}

fn disputes(desk: &Desk) -> Vec<String> {
    rows(
        desk,
        &["review", "disagreements", S],
        &["dispute", "code_a", "code_b", "shared", "hull", "outcome"],
    )
}

#[test]
fn where_two_coders_part_is_listed_and_settled() {
    let desk = double_coded();
    assert_eq!(
        disputes(&desk),
        [
            "boundary P1 P1 4 5 null",
            "other-code P1.1 P2.1 4 4 null",
            "missed P2 null 0 4 null",
        ]
    );
    let (a, b) = (id(&desk, "anna", 41), id(&desk, "bo", 41));
    desk.ok(&[
        "review", "settle", S, &a, &b, "--take", "b", "--coder", "PI",
    ]);
    // The second coder's named first: the outcome follows the names.
    let (a, b) = (id(&desk, "anna", 47), id(&desk, "bo", 47));
    desk.ok(&[
        "review",
        "settle",
        S,
        &b,
        &a,
        "--take",
        "b",
        "--reason",
        "见不用于",
        "--coder",
        "PI",
    ]);
    let alone = id(&desk, "anna", 64);
    desk.ok(&[
        "review", "settle", S, &alone, "--take", "neither", "--coder", "PI",
    ]);
    assert_eq!(
        disputes(&desk),
        [
            "boundary P1 P1 4 5 b",
            "other-code P1.1 P2.1 4 4 a",
            "missed P2 null 0 4 neither",
        ]
    );
    let open = desk.json(&["review", "disagreements", S, "--open"]);
    assert_eq!(open.as_array().unwrap().len(), 0);
    // A, B and the final version stand side by side.
    assert_eq!(
        codings(&desk, &["--layer", "final"]),
        [
            "anna 28 31 P2 coded",
            "bo 41 45 P1 coded",
            "anna 47 51 P1.1 coded",
        ]
    );
    assert_eq!(codings(&desk, &["--layer", "A"]).len(), 4);
    assert_eq!(codings(&desk, &["--layer", "B"]).len(), 3);
    assert_eq!(counted(&desk, "P2", &["--layer", "final"]), 1);
    assert_eq!(counted(&desk, "P2", &["--layer", "A"]), 2);
    assert_eq!(counted(&desk, "P1.1", &["--layer", "bo"]), 0);
    desk.refused(&["freq", S, "--layer", "nobody"]);
    // Nothing of it changes what is counted without a layer.
    assert_eq!(codings(&desk, &[]).len(), 7);
    // The same dispute, whoever's side is whose, is found again.
    let fields = ["code_a", "code_b", "outcome", "reason", "settled_by"];
    assert_eq!(
        rows(&desk, &["review", "precedents", S, "P2.1", "P1.1"], &fields),
        ["P1.1 P2.1 a 见不用于 PI"]
    );
    assert_eq!(
        rows(&desk, &["review", "precedents", S, "P2"], &fields),
        ["P2 null neither  PI"]
    );
    assert_eq!(rows(&desk, &["review", "decisions", S], &fields).len(), 3);
    for format in ["table", "csv", "md", "html", "latex", "tsv"] {
        let record = desk.ok(&["review", "decisions", S, "--format", format]);
        assert!(record.contains("见不用于"), "{format}");
    }
    for _ in 0..3 {
        desk.ok(&["undo", S, "--coder", "PI"]);
    }
    assert!(disputes(&desk).iter().all(|row| row.ends_with("null")));
}

#[test]
fn what_nobody_disputes_is_not_settled() {
    let desk = double_coded();
    let settle = |a: &str, b: &str, take: &str| {
        let mut words = vec!["review", "settle", S, a];
        words.extend(Some(b).filter(|b| !b.is_empty()));
        words.extend(["--take", take, "--coder", "PI"]);
        desk.refused(&words)
    };
    // Passages that share nothing.
    settle(&id(&desk, "anna", 41), &id(&desk, "bo", 47), "a");
    // What both gave alike.
    settle(&id(&desk, "anna", 28), &id(&desk, "bo", 28), "neither");
    // What has a partner, as if it had none.
    let said = settle(&id(&desk, "anna", 41), "", "neither");
    assert!(said.contains("no disagreement"), "{said}");
    assert_eq!(
        rows(&desk, &["review", "decisions", S], &["outcome"]),
        [""; 0]
    );
}

#[test]
fn what_was_settled_stays_whatever_is_coded_later() {
    let desk = double_coded();
    let (a, b) = (id(&desk, "anna", 41), id(&desk, "bo", 41));
    desk.ok(&[
        "review", "settle", S, &a, &b, "--take", "b", "--coder", "PI",
    ]);
    let alone = id(&desk, "anna", 64);
    let neither = [
        "review", "settle", S, &alone, "--take", "neither", "--coder", "PI",
    ];
    desk.ok(&neither);
    // Nearer to the one and to the other than anything before.
    desk.ok(&["code", S, "P01", "41", "46", "P1", "--coder", "bo"]);
    desk.ok(&["code", S, "P01", "64", "67", "P2", "--coder", "bo"]);
    assert_eq!(
        disputes(&desk),
        [
            "boundary P1 P1 4 5 b",
            // What was settled not to stand and the other coder gave since: to be looked at.
            "missed null P1 0 5 null",
            "other-code P1.1 P2.1 4 4 null",
            "missed null P2 0 3 null",
            "missed P2 null 0 4 neither",
        ]
    );
    let final_ones = codings(&desk, &["--layer", "final"]);
    assert_eq!(final_ones, ["anna 28 31 P2 coded", "bo 41 45 P1 coded"]);
    // One of the two is no longer there: the rest is a matter of its own.
    desk.ok(&["review", "reject", S, &b, "--coder", "PI"]);
    assert_eq!(
        codings(&desk, &["--layer", "final"]),
        ["anna 28 31 P2 coded", "anna 41 46 P1 coded"]
    );
    desk.ok(&["undo", S, "--coder", "PI"]);
    assert_eq!(codings(&desk, &["--layer", "final"]), final_ones);
    desk.ok(&["check", S]);
}

#[test]
fn of_three_coders_every_two_are_compared_and_nothing_is_dropped() {
    let desk = double_coded();
    for (start, end, code) in [("28", "31", "P2"), ("41", "46", "P1"), ("66", "68", "P2")] {
        desk.ok(&["code", S, "P01", start, end, code, "--coder", "cy"]);
    }
    let fields = ["coder_a", "code_a", "coder_b", "code_b", "outcome"];
    let listed = || rows(&desk, &["review", "disagreements", S], &fields);
    assert_eq!(
        listed(),
        [
            // Anna and cy gave the same, so that bo parts from both in one way.
            "anna P1 bo P1 null",
            "anna P1.1 bo P2.1 null",
            "anna P1.1 cy null null",
            "bo P2.1 cy null null",
            "anna P2 bo null null",
            "anna P2 cy P2 null",
            "bo null cy P2 null",
        ]
    );
    // What all three gave alike, and nothing else.
    assert_eq!(
        codings(&desk, &["--layer", "final"]),
        ["anna 28 31 P2 coded"]
    );
    // By the name of another coder who has the same.
    let (cy, bo) = (id(&desk, "cy", 41), id(&desk, "bo", 41));
    desk.ok(&[
        "review", "settle", S, &cy, &bo, "--take", "a", "--coder", "PI",
    ]);
    assert_eq!(listed()[0], "anna P1 bo P1 a");
    // What the third has alone stands when somebody says so.
    let third = id(&desk, "cy", 66);
    desk.ok(&[
        "review", "settle", S, &third, "--take", "a", "--coder", "PI",
    ]);
    assert_eq!(
        codings(&desk, &["--layer", "final"]),
        [
            "anna 28 31 P2 coded",
            "anna 41 46 P1 coded",
            "cy 66 68 P2 coded",
        ]
    );
    assert_eq!(counted(&desk, "P2", &["--layer", "final"]), 2);
    // Whichever is named first, it is one disagreement.
    desk.ok(&[
        "review", "settle", S, &bo, &cy, "--take", "a", "--coder", "PI",
    ]);
    assert_eq!(listed()[0], "anna P1 bo P1 b");
    let decisions = rows(&desk, &["review", "decisions", S], &["outcome"]);
    assert_eq!(decisions.len(), 2);
    desk.ok(&["check", S]);
}

#[test]
fn something_else_may_stand_and_be_settled_again() {
    let desk = double_coded();
    let (a, b) = (id(&desk, "anna", 47), id(&desk, "bo", 47));
    let settle = |desk: &Desk, more: &[&str]| {
        let mut words = vec![
            "review",
            "settle",
            S,
            a.as_str(),
            b.as_str(),
            "--coder",
            "PI",
        ];
        words.extend(more);
        desk.ok(&words);
    };
    desk.fails(2, &["review", "settle", S, &a, &b, "--take", "other"]);
    settle(&desk, &["--take", "other", "--code", "P2"]);
    let final_ones = codings(&desk, &["--layer", "final"]);
    assert!(
        final_ones.contains(&"PI 47 51 P2 settled".to_owned()),
        "{final_ones:?}"
    );
    // It counts in no other layer.
    assert_eq!(counted(&desk, "P2", &[]), 3);
    settle(
        &desk,
        &[
            "--take", "other", "--code", "P2", "--start", "47", "--end", "49",
        ],
    );
    let settled = codings(&desk, &["--status", "settled"]);
    assert_eq!(settled, ["PI 47 49 P2 settled"]);
    settle(&desk, &["--take", "both"]);
    assert_eq!(codings(&desk, &["--status", "settled"]), [] as [&str; 0]);
    assert_eq!(codings(&desk, &["--layer", "final"]).len(), 3);
    desk.ok(&["undo", S, "--coder", "PI"]);
    assert_eq!(codings(&desk, &["--status", "settled"]).len(), 1);
    // With a coding goes what was settled about it.
    desk.ok(&["uncode", S, &a]);
    assert_eq!(codings(&desk, &["--status", "settled"]), [] as [&str; 0]);
    assert_eq!(
        desk.json(&["review", "decisions", S])
            .as_array()
            .unwrap()
            .len(),
        0
    );
    desk.ok(&["check", S]);
}

#[test]
fn verdicts_and_decisions_go_out_and_in_unchanged() {
    let desk = double_coded();
    let (a, b) = (id(&desk, "anna", 47), id(&desk, "bo", 47));
    desk.ok(&[
        "review", "settle", S, &a, &b, "--take", "other", "--code", "P2", "--reason", "改定",
    ]);
    desk.ok(&["review", "reject", S, &id(&desk, "bo", 41), "--coder", "PI"]);
    desk.ok(&[
        "review",
        "amend",
        S,
        &id(&desk, "anna", 64),
        "--code",
        "P1",
        "--coder",
        "PI",
    ]);
    desk.ok(&["export", S, "one.json"]);
    desk.ok(&["new", "t.fangtan"]);
    desk.ok(&["import", "t.fangtan", "one.json"]);
    desk.ok(&["export", "t.fangtan", "two.json"]);
    assert!(desk.bytes("one.json") == desk.bytes("two.json"));
    let json: Value = serde_json::from_str(&desk.read("one.json")).unwrap();
    assert_eq!(json["verdicts"].as_array().unwrap().len(), 2);
    assert_eq!(json["settlements"][0]["outcome"], "other");
    // A second time it brings nothing.
    desk.ok(&["import", "t.fangtan", "one.json"]);
    desk.ok(&["export", "t.fangtan", "three.json"]);
    assert!(desk.bytes("one.json") == desk.bytes("three.json"));
    assert_eq!(
        rows(
            &desk,
            &["codings", "t.fangtan", "--layer", "final"],
            &["code", "status"]
        ),
        rows(
            &desk,
            &["codings", S, "--layer", "final"],
            &["code", "status"]
        ),
    );
    desk.ok(&["check", "t.fangtan"]);
    let broken = desk
        .read("one.json")
        .replace("\"outcome\": \"other\"", "\"outcome\": \"c\"");
    desk.write("broken.json", broken);
    desk.ok(&["new", "u.fangtan"]);
    desk.refused(&["import", "u.fangtan", "broken.json"]);
}

/// Alpha over all codes, of the whole comparison or of a round, in thousandths.
fn alpha(found: &serde_json::Value) -> String {
    let overall = found["overall"].as_array().unwrap();
    let alpha = overall
        .iter()
        .find(|it| it["measure"] == "krippendorff_alpha");
    format!("{:.3}", alpha.unwrap()["value"].as_f64().unwrap())
}

const COMPARE: [&str; 6] = [
    "agreement",
    S,
    "--unit",
    "character",
    "--include-interviewer",
    "--no-intervals",
];

#[test]
fn agreement_after_settling_takes_the_decisions_in_and_says_so() {
    let desk = double_coded();
    let settled = |desk: &Desk| desk.json(&[&COMPARE[..], &["--settled"]].concat());
    let before = desk.json(&COMPARE);
    assert_eq!(before["settled"], serde_json::Value::Null);
    assert_eq!(alpha(&before), alpha(&settled(&desk)), "nothing is settled");
    let (a, b) = (id(&desk, "anna", 41), id(&desk, "bo", 41));
    let settle = |words: &[&str]| {
        desk.ok(&[&["review", "settle", S], words, &["--coder", "PI"]].concat());
    };
    settle(&[&a, &b, "--take", "b"]);
    let first = settled(&desk);
    assert_eq!(first["settled"], 1);
    let kept = &first["codes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "P1")
        .unwrap()["present"];
    assert_eq!(
        (&kept["anna"], &kept["bo"]),
        (&4.into(), &4.into()),
        "bo's boundaries are anna's"
    );
    assert!(alpha(&before) < alpha(&first) && alpha(&first).as_str() < "1.000");
    let (a, b) = (id(&desk, "anna", 47), id(&desk, "bo", 47));
    settle(&[&a, &b, "--take", "both"]);
    settle(&[&id(&desk, "anna", 64), "--take", "neither"]);
    assert_eq!(alpha(&settled(&desk)), "1.000");
    assert_eq!(
        alpha(&desk.json(&COMPARE)),
        alpha(&before),
        "independent work stays what it was"
    );
    let told = desk.ok(&[
        &COMPARE[..],
        &["--settled", "--format", "md", "--lang", "en"],
    ]
    .concat());
    assert!(
        told.contains("After review and settling: 3 decisions"),
        "{told}"
    );
}

#[test]
fn agreement_is_told_by_rounds_between_freezes_of_the_codebook() {
    let desk = double_coded();
    desk.ok(&["codebook", "freeze", S, "试编"]);
    for coder in ["anna", "bo"] {
        desk.ok(&["code", S, "P02", "20", "24", "P1", "--coder", coder]);
    }
    let rounds = desk.json(&[&COMPARE[..], &["--rounds"]].concat());
    let each = rounds["rounds"].as_array().unwrap();
    assert_eq!(each.len(), 2);
    assert_eq!(
        (&each[0]["round"], &each[1]["round"]),
        (&serde_json::Value::Null, &"试编".into())
    );
    assert_eq!(each[0]["interviews"], serde_json::json!(["P01"]));
    assert_eq!(each[1]["interviews"], serde_json::json!(["P02"]));
    assert_ne!(alpha(&each[0]), "1.000");
    assert_eq!(alpha(&each[1]), "1.000");
    // A round is the comparison of its interviews alone.
    let alone = desk.json(&[&COMPARE[..], &["--interview", "P01"]].concat());
    assert_eq!(alpha(&each[0]), alpha(&alone));
    let table = desk.ok(&[
        &COMPARE[..],
        &["--rounds", "--format", "md", "--lang", "zh"],
    ]
    .concat());
    assert!(
        table.contains("首次冻结之前") && table.contains("试编"),
        "{table}"
    );
    // What one coder alone went through is no round.
    desk.ok(&["codebook", "freeze", S, "正式"]);
    desk.write("P03.txt", "王：家里还好，工作很忙。\n");
    desk.ok(&["import", S, "P03.txt"]);
    desk.ok(&["code", S, "P03", "0", "4", "P1", "--coder", "anna"]);
    let rounds = desk.json(&[&COMPARE[..], &["--rounds"]].concat());
    assert_eq!(
        (
            rounds["rounds"].as_array().unwrap().len(),
            &rounds["left_out"]
        ),
        (2, &1.into())
    );
}

#[test]
fn where_everything_is_settled_nobody_differs_any_more() {
    let desk = double_coded();
    for (start, end, code) in [("41", "46", "P1"), ("66", "68", "P2"), ("28", "31", "P2")] {
        desk.ok(&["code", S, "P01", start, end, code, "--coder", "cy"]);
    }
    // A version that a reviewer amended takes the place of the one before it.
    let amended = id(&desk, "anna", 64);
    desk.ok(&[
        "review", "amend", S, &amended, "--code", "P1.1", "--reason", "流程", "--coder", "PI",
    ]);
    let mut takes = ["b", "a", "neither", "both"].into_iter().cycle();
    loop {
        let open = desk.json(&["review", "disagreements", S, "--open"]);
        let Some(first) = open.as_array().unwrap().first() else {
            break;
        };
        let sides: Vec<&str> = ["id_a", "id_b"]
            .into_iter()
            .filter_map(|field| first[field].as_str())
            .collect();
        let take = match (sides.len(), takes.next().unwrap()) {
            (1, "both" | "b") => "a",
            (_, take) => take,
        };
        let words = [
            &["review", "settle", S][..],
            &sides,
            &["--take", take, "--coder", "PI"],
        ];
        desk.ok(&words.concat());
    }
    let after = desk.json(&[&COMPARE[..], &["--settled"]].concat());
    assert_eq!(alpha(&after), "1.000");
    let settled = desk.json(&["review", "disagreements", S]);
    assert_eq!(after["settled"], settled.as_array().unwrap().len());
    desk.fails(
        2,
        &[&COMPARE[..], &["--settled", "--status", "coded"]].concat(),
    );
}

#[test]
fn a_coder_who_is_done_and_gave_nothing_differs_from_one_who_gave_something() {
    let desk = Desk::with_study();
    desk.ok(&["code", S, "P02", "20", "24", "P2", "--coder", "anna"]);
    desk.ok(&["done", S, "P02", "--coder", "anna"]);
    assert_eq!(disputes(&desk), [] as [&str; 0]);
    assert_eq!(counted(&desk, "P2", &["--layer", "final"]), 1);
    desk.ok(&["done", S, "P02", "--coder", "bo"]);
    assert_eq!(disputes(&desk).len(), 1);
    assert_eq!(counted(&desk, "P2", &["--layer", "final"]), 0);
}
