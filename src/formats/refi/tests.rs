//! Projects, small ones and hostile ones.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;
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
