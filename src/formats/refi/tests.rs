//! Projects, small ones and hostile ones.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;
use crate::formats::study_json::StudyFile;
use crate::formats::transcript::Limit;
use crate::model::plan::PlannedTarget;

const PROJECT: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="QualCoder">
<Users><User guid="{AA}" name="Ann"/><User guid="bb" name="Li"/></Users>
<CodeBook><Codes><Code guid="c1" name="Place" isCodable="true"><Code guid="C2" name="Quiet" isCodable="true"/></Code></Codes></CodeBook>
<Variables><Variable guid="v1" name="Age" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="k1" name="Case 1"><VariableValue><VariableRef targetGUID="v1"/><IntegerValue>41</IntegerValue></VariableValue><SourceRef targetGUID="s1"/></Case></Cases>
<Sources><TextSource guid="S1" name="Talk" plainTextPath="internal://S1.txt"><Description>About it.</Description>
<PlainTextSelection guid="p1" name="quiet" startPosition="11" endPosition="16" creatingUser="bb"><Description>why</Description>
<Coding guid="11111111-1111-1111-1111-111111111111" creatingUser="aa" creationDateTime="2026-10-01 09:00:00"><CodeRef targetGUID="{c2}"/></Coding>
<Coding guid="11111111-1111-1111-1111-111111111111"><CodeRef targetGUID="c1"/></Coding><Coding guid="x"><CodeRef targetGUID="nowhere"/></Coding></PlainTextSelection>
<PlainTextSelection guid="p2" startPosition="5" endPosition="400"><Coding guid="y"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection>
<Coding guid="z"><CodeRef targetGUID="c1"/></Coding><NoteRef targetGUID="n1"/></TextSource>
<AudioSource guid="a1" name="Sound"><Transcript guid="t1"><PlainTextContent>one two</PlainTextContent><SyncPoint guid="y1" timeStamp="0" position="0"/><SyncPoint guid="y2" timeStamp="900" position="3"/><TranscriptSelection guid="q" fromSyncPoint="y1" toSyncPoint="y2"><Coding guid="w"><CodeRef targetGUID="c1"/></Coding></TranscriptSelection></Transcript></AudioSource>
<PictureSource guid="b1" name="Photo" path="internal://x.png"/></Sources>
<Notes><Note guid="n1" name="Memo"><PlainTextContent>line
two</PlainTextContent></Note><Note guid="n2"><PlainTextContent>loose</PlainTextContent></Note></Notes>
<Graphs><Graph guid="g1"/></Graphs></Project>"#;

const TEXT: &str = "\u{feff}Kim: it is quiet.\r\nLee: 好。\r\n";

fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn project(xml: &[u8]) -> Vec<u8> {
    packed(&[("My project.QDE", xml), ("Sources/s1.TXT", TEXT.as_bytes())])
}

#[test]
fn a_project_becomes_a_plan() {
    let bytes = project(PROJECT.as_bytes());
    assert!(looks_like(&bytes));
    let (plan, warnings) = read(&bytes).unwrap();
    assert_eq!(plan.title.as_deref(), Some("P"));
    assert_eq!(plan.coders.len(), 2);
    assert_eq!(plan.codes.len(), 2);
    assert_eq!(plan.interviews.len(), 2);
    assert_eq!(
        plan.interviews[0].transcript.text,
        "Kim: it is quiet.\nLee: 好。\n"
    );
    assert_eq!(
        plan.interviews[0].attributes,
        [
            ("Case".to_owned(), "Case 1".to_owned()),
            ("Age".to_owned(), "41".to_owned())
        ]
    );
    let codings: Vec<String> = plan
        .codings
        .iter()
        .map(|coding| {
            let name = plan
                .codes
                .iter()
                .find(|code| code.entry.public_id == coding.code);
            format!(
                "{} {}..{} {} {} {}",
                coding.interview,
                coding.start,
                coding.end,
                name.map_or("", |code| code.entry.name.as_str()),
                coding.coder.as_deref().unwrap_or("-"),
                coding.memo.as_deref().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        codings,
        [
            "source 1 0..26 Place - -",
            "source 1 11..16 Quiet Ann why",
            "source 1 11..16 Place Li -",
            "source 2 0..3 Place - -",
        ]
    );
    assert_eq!(plan.codings[1].created_ms, Some(1_790_845_200_000));
    assert!(plan.codings[1].uid.is_some());
    assert_eq!(plan.codings[2].uid, None, "the identifier is taken");
    let memos: Vec<(&PlannedTarget, &str)> = plan
        .memos
        .iter()
        .map(|memo| (&memo.target, memo.text.as_str()))
        .collect();
    let talk = PlannedTarget::Interview("source 1".to_owned());
    assert_eq!(
        memos,
        [
            (&talk, "About it."),
            (&talk, "Memo\nline\ntwo"),
            (&PlannedTarget::Study, "loose"),
        ]
    );
    let told: Vec<String> = warnings
        .iter()
        .map(|warning| format!("{} {}", warning.kind, warning.about))
        .collect();
    assert_eq!(
        told,
        [
            "refi-range Talk 5..400",
            "refi-left-out CodeRef: 1",
            "refi-left-out Graph: 1",
            "refi-left-out PictureSource: 1",
            "refi-left-out PlainTextSelection: 1",
        ]
    );
}

#[test]
fn a_bare_project_and_a_codebook_are_told_by_their_content() {
    assert!(looks_like(PROJECT.as_bytes()));
    let (plan, warnings) = read(PROJECT.as_bytes()).unwrap();
    assert_eq!(plan.codes.len(), 2);
    assert!(
        warnings
            .iter()
            .any(|warning| warning.kind == "refi-no-text")
    );
    let book = "\u{feff}<?xml version=\"1.0\"?><q:CodeBook xmlns:q=\"urn:QDA-XML:codebook:1:0\"><q:Codes><q:Code guid=\"a\" name=\"x\"/></q:Codes></q:CodeBook>";
    assert!(looks_like(book.as_bytes()));
    assert_eq!(read_codebook(book.as_bytes()).unwrap().codes.len(), 1);
    assert!(!looks_like(b"<html><p>CodeBook</p></html>"));
    assert!(!looks_like(&packed(&[("word/document.xml", b"x")])));
}

#[test]
fn hostile_files_are_refused_in_one_sentence() {
    let entities = "<!DOCTYPE Project [<!ENTITY a \"b\">]><Project>&a;</Project>";
    assert!(matches!(
        read(&project(entities.as_bytes())),
        Err(ReadError::Refused(Limit::DocumentType))
    ));
    let deep = "<Project>".repeat(400);
    assert!(matches!(
        read(&project(deep.as_bytes())),
        Err(ReadError::Refused(Limit::Depth))
    ));
    let spaces = vec![b' '; 8 * 1024 * 1024];
    assert!(matches!(
        read(&project(&spaces)),
        Err(ReadError::Refused(Limit::Size))
    ));
    assert!(matches!(
        read(&packed(&[("a.txt", b"x")])),
        Err(ReadError::Damaged(_))
    ));
    // A path leads nowhere but to a member of the archive.
    for path in [
        "absolute:///etc/passwd",
        "../../etc/passwd",
        "internal://../x",
        "",
    ] {
        let xml = PROJECT.replace("internal://S1.txt", path);
        let (plan, _) = read(&project(xml.as_bytes())).unwrap();
        assert_eq!(plan.interviews[0].transcript.text, "");
    }
}

/// A study with what a project holds, some of it awkward.
fn study() -> StudyFile {
    serde_json::from_value(serde_json::json!({
        "format": "fangtan-study", "version": 1, "title": "城市 <治理> & \"more\"",
        "coders": [{"id": "01900000-0000-7000-8000-000000000001", "name": "甲"}, {"id": "b", "name": "乙"}],
        "codes": [
            {"id": "P1", "name": "问题", "definition": "难处。\n\n第二段。", "use_when": "说到难处", "not_when": "说到对策", "example": "太难了"},
            {"id": "P1.1", "name": "数据", "parent": "P1", "name_en": "Data"},
            {"id": "P2", "name": "对策", "columns": [["GUID", "01900000-0000-7000-8000-0000000000aa"], ["color", "#1F77B4"]]},
        ],
        "documents": [
            {"id": "01900000-0000-7000-8000-000000000002", "name": "访谈 01\t甲", "text": "问：好吗？\n答：𠮷😀 数据不通。\n",
             "attributes": {"城市": "上海", "性别": "女"}},
            {"id": "d2", "name": "空", "text": ""},
        ],
        "codings": [
            {"id": "01900000-0000-7000-8000-000000000003", "doc": "01900000-0000-7000-8000-000000000002", "start": 8, "end": 10, "code": "P1.1",
             "coder": "甲", "memo": "为什么？\n因为", "created_at": "2026-10-01T09:00:00.000Z", "status": "coded"},
            {"doc": "01900000-0000-7000-8000-000000000002", "start": 0, "end": 16, "code": "P2", "coder": "乙", "status": "coded"},
            {"doc": "01900000-0000-7000-8000-000000000002", "start": 0, "end": 1, "code": "P2", "coder": "乙", "status": "suggested"},
        ],
        "memos": [
            {"id": "m1", "text": "研究的\u{7}备忘"},
            {"id": "m2", "code": "P1", "text": "编码的", "coder": "甲"},
            {"id": "m3", "doc": "01900000-0000-7000-8000-000000000002", "text": "访谈的"},
            {"id": "m4", "doc": "01900000-0000-7000-8000-000000000002", "start": 0, "end": 2, "text": "片段的", "coder": "乙"},
        ],
        "respondents": [], "sessions": [], "coverage": [],
    }))
    .unwrap()
}

#[test]
fn what_was_written_is_read_again() {
    let study = study();
    let bytes = write(&study);
    assert!(
        bytes == write(&study),
        "the same study gives the same bytes"
    );
    let (plan, warnings) = read(&bytes).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(plan.title, study.title);
    let names: Vec<&str> = plan.coders.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["乙", "甲"]);
    for (code, item) in plan.codes.iter().zip(&study.codes) {
        assert_eq!(code.entry.public_id, item.id.0);
        assert_eq!(code.entry.name, item.name);
        assert_eq!(code.parent, item.parent.as_ref().map(|id| id.0.clone()));
        assert_eq!(code.entry.definition, item.definition);
        assert_eq!(code.entry.name_en, item.name_en);
        assert_eq!(code.entry.use_when, item.use_when);
        assert_eq!(code.entry.not_when, item.not_when);
        assert_eq!(code.entry.example, item.example);
    }
    assert_eq!(plan.codes[2].entry.columns, study.codes[2].columns);
    assert_eq!(plan.interviews.len(), 2);
    for (interview, document) in plan.interviews.iter().zip(&study.documents) {
        assert_eq!(interview.transcript.text, document.text);
        assert_eq!(interview.attributes, document.attributes);
    }
    assert_eq!(
        plan.interviews[0].uid.map(|uid| uid.to_string()).as_ref(),
        Some(&study.documents[0].id.0)
    );
    let codings: Vec<_> = plan
        .codings
        .iter()
        .map(|coding| {
            let coder = coding.coder.as_deref().unwrap();
            (
                coding.start,
                coding.end,
                coding.code.as_str(),
                coder,
                coding.memo.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        codings,
        [
            (8, 10, "P1.1", "甲", Some("为什么？\n因为")),
            (0, 16, "P2", "乙", None)
        ]
    );
    assert_eq!(plan.codings[0].created_ms, Some(1_790_845_200_000));
    let memos: Vec<&str> = plan.memos.iter().map(|memo| memo.text.as_str()).collect();
    assert_eq!(memos, ["访谈的", "片段的", "编码的", "研究的备忘"]);
    let book = write_codebook(&study).unwrap();
    assert!(looks_like(&book));
    assert_eq!(read_codebook(&book).unwrap().codes, plan.codes);
    assert!(write_codebook(&StudyFile::default()).is_none());
}

/// The order of elements that the standard asks for, inside those that we write.
#[test]
fn elements_stand_in_the_order_of_the_schema() {
    const ORDERS: [(&str, &str); 10] = [
        (
            "Project",
            "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
        ),
        ("Users", "User"),
        ("Code", "Description NoteRef Code"),
        (
            "Case",
            "Description CodeRef VariableValue SourceRef SelectionRef",
        ),
        ("VariableValue", "VariableRef TextValue"),
        (
            "TextSource",
            "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
        ),
        ("PlainTextSelection", "Description Coding NoteRef"),
        ("Coding", "CodeRef NoteRef"),
        ("Notes", "Note"),
        (
            "Note",
            "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
        ),
    ];
    fn check(node: &Node, defined: &mut Vec<String>, referred: &mut Vec<String>) {
        if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == node.name) {
            let places: Vec<usize> = node
                .children
                .iter()
                .map(|child| {
                    let place = order.split(' ').position(|name| name == child.name);
                    place.unwrap_or_else(|| panic!("{} in {}", child.name, node.name))
                })
                .collect();
            assert!(places.is_sorted(), "{}: {places:?}", node.name);
        }
        match node.attribute("targetGUID") {
            Some(_) => referred.extend(node.target()),
            None => defined.extend(node.guid()),
        }
        referred.extend(node.attribute("creatingUser").map(str::to_owned));
        for child in &node.children {
            check(child, defined, referred);
        }
    }
    let bytes = write(&study());
    let mut parts = Parts::open(&bytes).unwrap();
    let root = tree::parse(&parts.text("project.qde").unwrap().unwrap()).unwrap();
    let (mut defined, mut referred) = (Vec::new(), Vec::new());
    check(&root, &mut defined, &mut referred);
    let n = defined.len();
    defined.sort();
    defined.dedup();
    assert_eq!(defined.len(), n, "every identifier is given once");
    for target in &referred {
        assert!(defined.contains(target), "{target} is nowhere");
    }
    assert!(referred.len() > 10);
}

fn survives(bytes: &[u8]) {
    if let Ok((plan, _)) = read(bytes) {
        for coding in &plan.codings {
            let interview = plan
                .interviews
                .iter()
                .find(|interview| interview.key == coding.interview);
            let chars = interview.unwrap().transcript.text.chars().count();
            assert!(coding.start < coding.end && coding.end as usize <= chars);
        }
    }
    drop(read_codebook(bytes));
    let _ = looks_like(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_projects_are_read_or_refused(
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(vec![
                "", "<", ">", "\"", "&", "&#0;", "</Code>", "<Code guid=\"c1\">", "-1", "99999999999999999999", "{", "\u{0}",
                "<PlainTextSelection startPosition=\"0\" endPosition=\"3\"/>", "targetGUID=\"s1\"", "\u{feff}", "<![CDATA[",
            ]), 0..30_usize),
            1..8,
        )
    ) {
        let mut bytes = PROJECT.as_bytes().to_vec();
        for (at, put, cut) in changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, put.bytes());
        }
        survives(&bytes);
        survives(&project(&bytes));
        let mut archive = project(PROJECT.as_bytes());
        let at = bytes.len() % archive.len();
        archive[at] ^= 0x55;
        survives(&archive);
    }
}
