//! What becomes of codings, memos and links when the codebook changes.

use std::path::Path;

use fangtan::model::codebook::{
    DraftCode, DraftLink, Entry, Facet, FacetValue, Kind, LinkText, diff,
};
use fangtan::model::edit::{CodePlace, NewCode, NewCodings, PartCode, SplitPart};
use fangtan::model::plan::{Plan, PlannedInterview, Transcript};
use fangtan::model::{
    Code, CodeId, Coding, CodingId, Edit, InterviewId, MemoKind, MemoTarget, Span, Status,
};
use fangtan::strings::Message;
use fangtan::study::{Carry, ImportOptions, Mode, Study, StudyError};

fn draft(id: &str, parent: Option<&str>, kind: &str, name: &str) -> DraftCode {
    DraftCode {
        parent: parent.map(str::to_owned),
        entry: Entry {
            public_id: id.to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            ..Entry::default()
        },
        version: 1,
        ..DraftCode::default()
    }
}

fn kind(id: &str, name: &str, values: &[&str]) -> Kind {
    Kind {
        id: id.to_owned(),
        name: name.to_owned(),
        facets: vec![Facet {
            name: "方面".to_owned(),
            values: values
                .iter()
                .map(|value| FacetValue {
                    name: (*value).to_owned(),
                    ..FacetValue::default()
                })
                .collect(),
            ..Facet::default()
        }],
        ..Kind::default()
    }
}

fn link(from: &str, to: &str, hypothesis: bool, reason: &str) -> DraftLink {
    DraftLink {
        from: from.to_owned(),
        to: to.to_owned(),
        text: LinkText {
            relation: "answered-by".to_owned(),
            hypothesis,
            reason: reason.to_owned(),
        },
        ..DraftLink::default()
    }
}

/// Problems P1 (P1.1 with P1.1.1, P1.2) and P2, answers C1 and C2, one interview.
fn study(folder: &Path) -> Study {
    let plan = Plan {
        kinds: vec![
            kind("problem", "问题", &["具体表现", "影响"]),
            kind("answer", "对策", &["具体建议", "影响"]),
        ],
        codes: vec![
            draft("P1", None, "problem", "体制"),
            draft("P1.1", Some("P1"), "problem", "权责不清"),
            draft("P1.1.1", Some("P1.1"), "problem", "越位"),
            draft("P1.2", Some("P1"), "problem", "条块分割"),
            draft("P2", None, "problem", "资源"),
            draft("C1", None, "answer", "赋权"),
            draft("C2", None, "answer", "协商"),
        ],
        links: vec![
            link("P1.1", "C1", true, "作者推测"),
            link("P1.2", "C1", false, "访谈所见"),
            link("P1.1", "P1.2", true, ""),
            link("P1.1", "C2", true, ""),
        ],
        interviews: vec![PlannedInterview {
            key: "E1".to_owned(),
            name: "E1".to_owned(),
            transcript: Transcript {
                text: "甲乙丙丁戊己庚辛壬癸".repeat(5),
                ..Transcript::default()
            },
            ..PlannedInterview::default()
        }],
        ..Plan::default()
    };
    let path = folder.join("study.fangtan");
    Study::create(&path, "study", &plan, "fangtan").unwrap();
    Study::open(&path, Mode::Write).unwrap()
}

fn id(study: &Study, name: &str) -> CodeId {
    study.codebook().unwrap().named(name).unwrap().id
}

fn code(study: &Study, public_id: &str) -> Code {
    let book = study.codebook().unwrap();
    book.by_public_id(public_id).unwrap().clone()
}

fn interview(study: &Study) -> InterviewId {
    study.interview_named("E1").unwrap()
}

fn give(study: &mut Study, name: &str, start: u32, coder: &str) -> CodingId {
    let edit = Edit::Code(NewCodings {
        interview: interview(study),
        span: Span::within(u32::MAX, start, start + 3).unwrap(),
        codes: vec![id(study, name)],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    study.apply(&edit, coder).unwrap().codings[0]
}

fn say(study: &mut Study, coding: CodingId, value: &str) {
    let edit = Edit::SetFacet {
        coding,
        facet: "方面".to_owned(),
        value: Some(value.to_owned()),
    };
    study.apply(&edit, "anna").unwrap();
}

fn note(study: &mut Study, target: MemoTarget, text: &str, coder: &str) {
    let edit = Edit::WriteMemo {
        kind: MemoKind::Content,
        target,
        text: text.to_owned(),
    };
    study.apply(&edit, coder).unwrap();
}

fn memos(study: &Study) -> Vec<String> {
    let json = String::from_utf8(study.to_json().unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut memos: Vec<String> = json["memos"]
        .as_array()
        .unwrap()
        .iter()
        .map(|memo| memo["text"].as_str().unwrap().to_owned())
        .collect();
    memos.sort();
    memos
}

fn codings(study: &Study) -> Vec<Coding> {
    let open = study.load_interview(interview(study), "").unwrap();
    open.layer.all().to_vec()
}

fn coding(study: &Study, id: CodingId) -> Coding {
    codings(study).into_iter().find(|it| it.id == id).unwrap()
}

fn tree(study: &Study) -> String {
    let book = study.codebook().unwrap();
    let names: Vec<String> = (0..book.codes().len())
        .filter(|place| !book.codes()[*place].retired)
        .map(|place| {
            let depth = usize::from(book.depth(place));
            format!(
                "{}{}",
                "-".repeat(depth),
                book.codes()[place].entry.public_id
            )
        })
        .collect();
    names.join(" ")
}

fn put(study: &mut Study, name: &str, parent: Option<&str>, before: Option<&str>) -> String {
    let to = CodePlace {
        parent: parent.map(|name| id(study, name)),
        before: before.map(|name| id(study, name)),
    };
    let code = id(study, name);
    match study.apply(&Edit::MoveCode { code, to }, "anna") {
        Ok(_) => tree(study),
        Err(error) => Message::from(&error).key.to_owned(),
    }
}

fn merge(study: &mut Study, from: &str, into: &str) -> Result<(), StudyError> {
    let edit = Edit::MergeCodes {
        from: id(study, from),
        into: id(study, into),
    };
    study.apply(&edit, "anna").map(|_| ())
}

fn key(refused: Result<(), StudyError>) -> &'static str {
    Message::from(&refused.unwrap_err()).key
}

#[test]
fn a_code_goes_up_down_in_and_out_with_all_that_lies_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let was = tree(&study);
    assert_eq!(was, "P1 -P1.1 --P1.1.1 -P1.2 P2 C1 C2");
    assert_eq!(
        put(&mut study, "P1.2", Some("P1"), Some("P1.1")),
        "P1 -P1.2 -P1.1 --P1.1.1 P2 C1 C2"
    );
    assert_eq!(
        put(&mut study, "P1.1", None, Some("P2")),
        "P1 -P1.2 P1.1 -P1.1.1 P2 C1 C2"
    );
    assert_eq!(
        put(&mut study, "P1.1", Some("P1.2"), None),
        "P1 -P1.2 --P1.1 ---P1.1.1 P2 C1 C2"
    );
    assert_eq!(
        put(&mut study, "C1", Some("P1"), Some("P1.2")),
        "P1 -C1 -P1.2 --P1.1 ---P1.1.1 P2 C2"
    );
    for _ in 0..4 {
        study.undo("anna").unwrap();
    }
    assert_eq!(tree(&study), was);
}

#[test]
fn a_code_never_lies_under_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    for below in ["P1", "P1.1", "P1.1.1"] {
        assert_eq!(
            put(&mut study, "P1", Some(below), None),
            "refused-under-itself"
        );
    }
    assert_eq!(
        key(merge(&mut study, "P1", "P1.1.1")),
        "refused-under-itself"
    );
    assert_eq!(tree(&study), "P1 -P1.1 --P1.1.1 -P1.2 P2 C1 C2");
}

#[test]
fn codes_under_one_parent_differ_in_name_however_they_come_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let mut entry = code(&study, "P1.2").entry;
    entry.name = "权责不清".to_owned();
    let rename = |study: &Study, name: &str, entry: &Entry| Edit::ReviseCode {
        code: id(study, name),
        entry: Box::new(entry.clone()),
    };
    let edit = rename(&study, "P1.2", &entry);
    let refused = study.apply(&edit, "anna").map(|_| ());
    assert_eq!(key(refused), "refused-name-taken");

    let mut entry = code(&study, "P1.1.1").entry;
    entry.name = "条块分割".to_owned();
    let edit = rename(&study, "P1.1.1", &entry);
    study.apply(&edit, "anna").unwrap();
    assert_eq!(
        put(&mut study, "P1.1.1", Some("P1"), None),
        "refused-name-taken"
    );

    // A retired one leaves its name to others and can't come back meanwhile.
    let retired = id(&study, "P1.1.1");
    study
        .apply(&Edit::RetireCode { code: retired }, "anna")
        .unwrap();
    let add = Edit::AddCode(NewCode {
        parent: Some(id(&study, "P1.1")),
        entry: Entry {
            name: "条块分割".to_owned(),
            ..Entry::default()
        },
    });
    study.apply(&add, "anna").unwrap();
    let refused = study.apply(&Edit::ReviveCode { code: retired }, "anna");
    assert_eq!(key(refused.map(|_| ())), "refused-name-taken");
}

#[test]
fn the_kind_follows_the_code_above_unless_codings_would_lose_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let coding = give(&mut study, "P1.1.1", 0, "bo");
    say(&mut study, coding, "具体表现");
    assert_eq!(
        put(&mut study, "P1.1", Some("C1"), None),
        "refused-facet-lost"
    );
    assert_eq!(key(merge(&mut study, "P1.1.1", "C1")), "refused-facet-lost");
    assert_eq!(code(&study, "P1.1").entry.kind, "problem");
    // This value both kinds have.
    say(&mut study, coding, "影响");
    put(&mut study, "P1.1", Some("C1"), None);
    for moved in ["P1.1", "P1.1.1"] {
        assert_eq!(code(&study, moved).entry.kind, "answer");
        assert_eq!(code(&study, moved).entry.public_id, moved);
    }
    study.undo("anna").unwrap();
    assert_eq!(code(&study, "P1.1.1").entry.kind, "problem");
}

#[test]
fn merging_brings_codings_memos_links_and_lower_codes_to_the_other_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let moved = give(&mut study, "P1.1", 0, "anna");
    let twin = give(&mut study, "P1.1", 10, "anna");
    let kept = give(&mut study, "P1.2", 10, "anna");
    let of_bo = give(&mut study, "P1.1", 10, "bo");
    say(&mut study, twin, "影响");
    note(&mut study, MemoTarget::Coding(twin), "甲", "bo");
    note(&mut study, MemoTarget::Coding(kept), "乙", "bo");
    for (name, text) in [("P1.1", "丙"), ("P1.2", "丁")] {
        let code = id(&study, name);
        note(&mut study, MemoTarget::Code(code), text, "anna");
    }
    let mut entry = code(&study, "P1.2").entry;
    entry.definition = "新的定义".to_owned();
    let revise = Edit::ReviseCode {
        code: id(&study, "P1.2"),
        entry: Box::new(entry),
    };
    study.apply(&revise, "anna").unwrap();

    let before = study.to_json().unwrap();
    let into = id(&study, "P1.2");
    merge(&mut study, "P1.1", "P1.2").unwrap();

    let all = codings(&study);
    assert_eq!(all.len(), 3, "the one given twice is one");
    assert!(all.iter().all(|it| it.code == into));
    assert_eq!(coding(&study, moved).code_version, 2, "the present version");
    assert_eq!(coding(&study, of_bo).code_version, 2);
    assert_eq!(
        coding(&study, kept).code_version,
        1,
        "it stayed where it was"
    );
    assert_eq!(
        coding(&study, kept).facets,
        [("方面".to_owned(), "影响".to_owned())]
    );
    assert_eq!(memos(&study), ["丁\n丙", "乙\n甲"]);

    let book = study.codebook().unwrap();
    let from = book.by_public_id("P1.1").unwrap();
    assert!(from.retired);
    assert_eq!(from.merged_into, Some(into));
    assert_eq!(book.get(into).unwrap().entry.aliases, ["权责不清"]);
    assert_eq!(book.named("权责不清").unwrap().id, into);
    assert_eq!(tree(&study), "P1 -P1.2 --P1.1.1 P2 C1 C2");
    let links: Vec<(String, bool, &str)> = book
        .links
        .iter()
        .map(|link| {
            assert_eq!(link.from, into);
            let to = book.get(link.to).unwrap().entry.public_id.clone();
            (to, link.text.hypothesis, link.text.reason.as_str())
        })
        .collect();
    assert_eq!(
        links,
        [
            ("C1".to_owned(), false, "访谈所见\n作者推测"),
            ("C2".to_owned(), true, "")
        ]
    );

    study.undo("anna").unwrap();
    assert!(study.to_json().unwrap() == before);
}

#[test]
fn what_was_merged_goes_out_and_comes_in_with_the_study() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    give(&mut study, "P1.1", 0, "anna");
    merge(&mut study, "P1.1", "P1.2").unwrap();
    put(&mut study, "C2", None, Some("P1"));
    let out = study.to_json().unwrap();
    let file = folder.path().join("out.json");
    std::fs::write(&file, &out).unwrap();
    let other = folder.path().join("other.fangtan");
    Study::create(&other, "other", &Plan::default(), "fangtan").unwrap();
    let mut other = Study::open(&other, Mode::Write).unwrap();
    let options = ImportOptions::default();
    other
        .import(&[file], &options, "anna", Carry::Out, &mut |_, _| {})
        .unwrap();
    assert_eq!(tree(&other), "C2 P1 -P1.2 --P1.1.1 P2 C1");
    assert_eq!(
        code(&other, "P1.1").merged_into,
        Some(code(&other, "P1.2").id)
    );
    assert!(other.to_json().unwrap() == out);
}

#[test]
fn a_split_moves_what_was_decided_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let to_known = give(&mut study, "P1.1", 0, "anna");
    let to_new = give(&mut study, "P1.1", 10, "bo");
    let stays = give(&mut study, "P1.1", 20, "anna");
    let before = study.to_json().unwrap();
    let edit = Edit::SplitCode {
        code: id(&study, "P1.1"),
        parts: vec![
            SplitPart {
                code: PartCode::Known(id(&study, "P1.2")),
                codings: vec![to_known],
            },
            SplitPart {
                code: PartCode::New(NewCode {
                    parent: Some(id(&study, "P1")),
                    entry: Entry {
                        name: "职责交叉".to_owned(),
                        ..Entry::default()
                    },
                }),
                codings: vec![to_new],
            },
        ],
    };
    let made = study.apply(&edit, "anna").unwrap().codes;
    assert_eq!(made, [id(&study, "职责交叉")]);
    assert_eq!(code(&study, "P1.3").entry.kind, "problem");
    assert_eq!(coding(&study, to_known).code, id(&study, "P1.2"));
    assert_eq!(coding(&study, to_new).code, made[0]);
    assert_eq!(coding(&study, to_new).coder, "bo");
    assert_eq!(coding(&study, stays).code, id(&study, "P1.1"));
    // What went is no longer its to give.
    let again = study.apply(&edit, "anna").map(|_| ());
    assert_eq!(key(again), "refused-not-its-coding");
    study.undo("anna").unwrap();
    assert!(study.to_json().unwrap() == before);
}

#[test]
fn a_coding_keeps_the_version_it_was_made_under_when_the_definition_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    let old = give(&mut study, "P2", 0, "anna");
    let mut entry = code(&study, "P2").entry;
    entry.not_when = "只说钱不够时不用。".to_owned();
    let edit = Edit::ReviseCode {
        code: id(&study, "P2"),
        entry: Box::new(entry),
    };
    study.apply(&edit, "anna").unwrap();
    let new = give(&mut study, "P2", 10, "anna");
    assert_eq!(coding(&study, old).code_version, 1);
    assert_eq!(coding(&study, new).code_version, 2);
}

#[test]
fn a_code_is_retired_only_when_nothing_in_use_lies_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    give(&mut study, "P1.1.1", 0, "anna");
    let [above, below] = ["P1.1", "P1.1.1"].map(|name| id(&study, name));
    let mut apply = |edit: Edit| study.apply(&edit, "anna").map(|_| ());
    let refused = apply(Edit::RetireCode { code: above });
    assert_eq!(key(refused), "refused-in-use-below");
    apply(Edit::RetireCode { code: below }).unwrap();
    apply(Edit::RetireCode { code: above }).unwrap();
    let refused = apply(Edit::ReviveCode { code: below });
    assert_eq!(key(refused), "refused-out-of-use");
    apply(Edit::ReviveCode { code: above }).unwrap();
    apply(Edit::ReviveCode { code: below }).unwrap();
    assert_eq!(codings(&study).len(), 1, "its codings came back");
}

fn freeze(study: &mut Study, name: &str) -> Result<(), StudyError> {
    let name = name.to_owned();
    study
        .apply(&Edit::FreezeCodebook { name }, "anna")
        .map(|_| ())
}

fn redefine(study: &mut Study, name: &str, definition: &str) {
    let mut entry = code(study, name).entry;
    definition.clone_into(&mut entry.definition);
    let edit = Edit::ReviseCode {
        code: id(study, name),
        entry: Box::new(entry),
    };
    study.apply(&edit, "anna").unwrap();
}

/// What changed since a frozen version, as `id change`.
fn changes(study: &Study, from: &str) -> Vec<String> {
    let (_, old) = study.codebook_version(Some(from)).unwrap();
    let (_, new) = study.codebook_version(None).unwrap();
    diff(&old, &new)
        .iter()
        .map(|it| format!("{} {}", it.public_id, it.what.name()))
        .collect()
}

#[test]
fn the_number_of_the_codebook_counts_changes_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    assert_eq!(study.codebook_number().unwrap(), 1, "it was made");
    redefine(&mut study, "P2", "一");
    redefine(&mut study, "P2", "二");
    assert_eq!(study.codebook_number().unwrap(), 3);
    study.undo("anna").unwrap();
    assert_eq!(study.codebook_number().unwrap(), 2);
    study.redo("anna").unwrap();
    // Codings, digits, colours and the order under one parent are no change of it.
    give(&mut study, "P2", 0, "anna");
    let mut entry = code(&study, "P2").entry;
    entry.digit = Some(4);
    entry.color = Some(2);
    let pin = Edit::ReviseCode {
        code: id(&study, "P2"),
        entry: Box::new(entry),
    };
    study.apply(&pin, "anna").unwrap();
    put(&mut study, "P1.2", Some("P1"), Some("P1.1"));
    assert_eq!(study.codebook_number().unwrap(), 3);
    put(&mut study, "P1.2", None, None);
    assert_eq!(study.codebook_number().unwrap(), 4);
}

#[test]
fn a_frozen_version_is_what_later_ones_are_compared_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    redefine(&mut study, "P2", "一");
    freeze(&mut study, "双编前").unwrap();
    assert_eq!(changes(&study, "双编前"), [] as [&str; 0]);
    assert_eq!(
        study.codebook_number().unwrap(),
        2,
        "freezing changes nothing"
    );
    redefine(&mut study, "P2", "二");
    merge(&mut study, "P1.1.1", "P1.2").unwrap();
    assert_eq!(study.codebook_number().unwrap(), 4);
    let expected = ["P1.1.1 merged", "P1.2 words", "P2 words"];
    for name in ["双编前", "2", "v2"] {
        assert_eq!(changes(&study, name), expected);
    }
    assert_eq!(key(freeze(&mut study, "双编前")), "refused-version-taken");
    freeze(&mut study, "").unwrap();
    let names: Vec<(u32, String)> = study
        .frozen_codebooks()
        .unwrap()
        .into_iter()
        .map(|version| (version.number, version.name))
        .collect();
    assert_eq!(names, [(2, "双编前".to_owned()), (4, "v4".to_owned())]);
    let missing = study.codebook_version(Some("3")).map(|_| ());
    assert_eq!(key(missing), "error-no-such");
}

#[test]
fn what_is_taken_back_after_the_freezing_makes_another_version() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    redefine(&mut study, "P2", "一");
    study
        .apply(
            &Edit::FreezeCodebook {
                name: "甲".to_owned(),
            },
            "bo",
        )
        .unwrap();
    study.undo("anna").unwrap();
    assert_eq!(study.codebook_number().unwrap(), 3);
    assert_eq!(changes(&study, "甲"), ["P2 words"]);
}

#[test]
fn a_frozen_version_keeps_links_and_kinds_and_one_from_before_that_claims_nothing_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    freeze(&mut study, "试编").unwrap();
    let draft = fangtan::model::codebook::Draft {
        kinds: vec![kind("cause", "成因", &["远因", "近因"])],
        codes: vec![
            draft("P2", None, "problem", "资源"),
            draft("C1", None, "answer", "赋权"),
        ],
        links: vec![link("P2", "C1", true, "访谈里听到的")],
        ..fangtan::model::codebook::Draft::default()
    };
    study.import_codebook(draft, "anna").unwrap();
    assert_eq!(changes(&study, "试编"), ["cause kind-added", "P2 linked"]);
    assert_eq!(study.codebook_number().unwrap(), 2);
    study.undo("anna").unwrap();
    assert_eq!(changes(&study, "试编"), [] as [&str; 0]);
    study.redo("anna").unwrap();
    drop(study);
    let conn = rusqlite::Connection::open(folder.path().join("study.fangtan")).unwrap();
    conn.execute_batch("UPDATE codebook_version SET kinds = NULL, links = NULL")
        .unwrap();
    drop(conn);
    let study = Study::open(&folder.path().join("study.fangtan"), Mode::Read).unwrap();
    assert_eq!(changes(&study, "试编"), [] as [&str; 0]);
}

#[test]
fn frozen_versions_go_out_and_come_in_with_the_study() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path());
    redefine(&mut study, "P2", "一");
    freeze(&mut study, "双编前").unwrap();
    merge(&mut study, "P1.1", "P1.2").unwrap();
    let out = study.to_json().unwrap();
    let file = folder.path().join("out.json");
    std::fs::write(&file, &out).unwrap();
    let other = folder.path().join("other.fangtan");
    Study::create(&other, "other", &Plan::default(), "fangtan").unwrap();
    let mut other = Study::open(&other, Mode::Write).unwrap();
    other
        .import(
            &[file],
            &ImportOptions::default(),
            "anna",
            Carry::Out,
            &mut |_, _| {},
        )
        .unwrap();
    assert!(other.to_json().unwrap() == out);
    assert_eq!(changes(&other, "双编前"), changes(&study, "双编前"));
    assert_eq!(other.codebook_number().unwrap(), 3);
}
