//! A study with words that may not be printed, and where they are looked for.

use serde_json::json;

use crate::desk::Desk;
use crate::office;

/// Words of a passage that is marked, of what overlaps it, and of an interview without consent.
pub const WITHHELD: [&str; 3] = ["甲乙丙", "丙丁后", "不许外传"];
/// Words that may be printed.
pub const FREE: &str = "前面的话可以印";

/// A study of two interviews; of the first a passage is marked in that way, the second may not
/// be quoted.
pub fn study(mark: &str) -> Desk {
    let desk = Desk::new();
    let coding = |id: &str, doc: &str, start: u32, end: u32, code: &str| {
        json!({ "id": id, "doc": doc, "start": start, "end": end, "code": code, "coder": "anna",
            "created_at": "2026-01-02T03:04:05Z" })
    };
    let marked = coding("marked", "A", 10, 16, "C1");
    let study = json!({
        "title": "不可印的话",
        "kinds": [{ "id": "problem", "name": "问题" }, { "id": "answer", "name": "对策" }],
        "codes": [
            { "id": "C1", "name": "壁垒", "kind": "problem", "definition": "定义" },
            { "id": "C2", "name": "共享", "kind": "answer" },
        ],
        "documents": [
            { "id": "A", "name": "访谈A", "text": "王：前面的话可以印绝密甲乙丙丁后面的话。\n李：另一个人的话。\n" },
            { "id": "B", "name": "访谈B", "text": "赵：不许外传的话。\n" },
        ],
        "codings": [
            coding("free", "A", 2, 9, "C1"),
            marked,
            coding("overlap", "A", 13, 18, "C2"),
            coding("refused", "B", 2, 8, "C1"),
        ],
        "respondents": [{ "label": "E1" }, { "label": "E2" }],
        "sessions": [{ "doc": "B", "respondents": ["E2"], "consent": { "quote": false } }],
    });
    desk.write("s.json", study.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "s.json"]);
    desk.ok(&["mark", "s.fangtan", "marked", "--use", mark]);
    desk
}

/// All that a file says: its members where it is an archive, text as it reads.
pub fn all_words(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8(bytes.to_vec()).expect("UTF-8");
    }
    let members = office::members(bytes).into_iter();
    let text = |(_, bytes)| String::from_utf8(bytes).expect("UTF-8");
    members.map(text).collect::<Vec<_>>().join("\n")
}

#[track_caller]
pub fn holds_none(what: &str, words: &str) {
    // Runs and elements may cut words in pieces: only letters are compared.
    let letters: String = without_tags(words);
    for secret in WITHHELD {
        assert!(
            !words.contains(secret) && !letters.contains(secret),
            "{what}: {secret}\n{words}"
        );
    }
}

fn without_tags(words: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in words.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
