//! Small files of every format, changed in every way: whatever comes of it is read or refused.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Longest that a small file may take, in a build that is not made for speed.
const LONGEST: Duration = Duration::from_secs(5);

/// A change to a file.
#[derive(Clone, Debug)]
enum Change {
    /// A byte becomes another.
    Set(usize, u8),
    /// Bytes are lost.
    Cut(usize, usize),
    /// Bytes come twice.
    Double(usize, usize),
    /// Something strange is put in.
    Put(usize, &'static str),
    /// The rest is lost.
    End(usize),
}

/// What breaks readers of text: signs of each format, edges of numbers and of Unicode.
const STRANGE: [&str; 44] = [
    "\0",
    "\u{feff}",
    "\u{301}",
    "\u{202e}",
    "\u{1b}[2J",
    "\r",
    "\n\n",
    "<",
    ">",
    "</",
    "&",
    "&#0;",
    "&#x110000;",
    "&amp",
    "<v ",
    "<v>",
    "-->",
    "00:00:00.000 --> ",
    "99:99:99",
    "-1",
    "4294967296",
    "1e400",
    "NaN",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u4294967295 ",
    "\\bin99999999 ",
    "\\uc65535 ",
    "{\\*\\",
    "\\'",
    ":",
    "：",
    "\t",
    ",",
    ";",
    "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "<table>",
    "<span class=\"timestamp\">",
    "𠮷",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, n)| Change::Cut(at, n)),
        (any::<usize>(), 1..200_usize).prop_map(|(at, n)| Change::Double(at, n)),
        (any::<usize>(), prop::sample::select(STRANGE.to_vec()))
            .prop_map(|(at, what)| Change::Put(at, what)),
        any::<usize>().prop_map(Change::End),
    ]
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let n_bytes = bytes.len().max(1);
        match *change {
            Change::Set(at, byte) => {
                if let Some(place) = bytes.get_mut(at % n_bytes) {
                    *place = byte;
                }
            }
            Change::Cut(at, n) => {
                let from = (at % n_bytes).min(bytes.len());
                let to = (from + n).min(bytes.len());
                bytes.drain(from..to);
            }
            Change::Double(at, n) => {
                let from = (at % n_bytes).min(bytes.len());
                let to = (from + n).min(bytes.len());
                let piece = bytes[from..to].to_vec();
                bytes.splice(to..to, piece);
            }
            Change::Put(at, what) => {
                let at = (at % n_bytes).min(bytes.len());
                bytes.splice(at..at, what.bytes());
            }
            Change::End(at) => bytes.truncate(at % n_bytes),
        }
    }
    bytes
}

/// Reads whatever it is; what is read must hold together, and soon.
fn survives(bytes: &[u8]) {
    let begun = Instant::now();
    survives_with(bytes, &ReadOptions::default());
    let survey = ReadOptions {
        survey: Some(Survey::default()),
        ..ReadOptions::default()
    };
    survives_with(bytes, &survey);
    assert!(begun.elapsed() < LONGEST, "{:?}", begun.elapsed());
}

fn survives_with(bytes: &[u8], options: &ReadOptions) {
    if let Ok(files) = read("a", bytes, options) {
        assert!(!files.is_empty());
        for file in &files {
            holds_together(&file.transcript);
            let most = bytes.len() * 64 + 4096;
            assert!(file.transcript.text.len() < most, "a text out of nothing");
        }
    }
}

/// Feeds 2,000 changed files to the reader of `sample`, which reads it unchanged as `format`.
fn feed(format: &str, sample: &[u8]) {
    feed_inside(format, sample, <[u8]>::to_vec);
}

/// The same where the changed bytes are packed before they are read; packed files are changed, too.
fn feed_packed(format: &str, sample: &[u8], pack: impl Fn(&[u8]) -> Vec<u8>) {
    let packed = pack(sample);
    feed_inside(format, sample, pack);
    feed(format, &packed);
}

fn feed_inside(format: &str, sample: &[u8], pack: impl Fn(&[u8]) -> Vec<u8>) {
    let files = read("a", &pack(sample), &ReadOptions::default()).unwrap();
    assert_eq!(files[0].format, format);
    let config = ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(changes in prop::collection::vec(change(), 1..12))| {
        survives(&pack(&changed(sample, &changes)));
    });
}

#[test]
fn subtitles_of_the_web() {
    feed(
        "vtt",
        "WEBVTT talk\nKind: captions\n\nNOTE made\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Kim>So &amp; <i>so</i></v>\n\n\
         00:00:03.000 --> 00:00:04.000\n<v.loud 王主任>好。\n\n3\n00:00:05.000 --> 00:00:06.000\nKim: <00:00:05.500><c> yes</c>\n"
            .as_bytes(),
    );
}

#[test]
fn subtitles_with_numbers() {
    feed(
        "srt",
        "1\n00:00:01,000 --> 00:00:02,000\nKim: Hi <b>you</b>\n\n2\n00:00:03,000 --> 00:00:04,000\n- 好。\n- 嗯。\n\n\
         3\n00:00:05,000 --> 00:00:06,000\n{\\an8}Lee: So.\nAnd so.\n\n4\n00:00:07,000 --> 00:00:08,000\nKim: No.\n"
            .as_bytes(),
    );
}

#[test]
fn lyrics_with_times() {
    feed(
        "lrc",
        "[ti:访谈]\n[offset:+500]\n[00:01.00]一\n[00:02.00]\n[00:05.00][00:03.000]<00:03.00>so <00:03.50>we\nlost\n\
         [00:06.1]三\n[00:07.1]四\n[00:08.1]五\n[00:09.1]六\n[00:10.1]七\n[00:11.1]八\n[00:12.1]九\n"
            .as_bytes(),
    );
}

#[test]
fn utterances_of_talkbank() {
    feed(
        "cha",
        "@UTF8\n@Begin\n@Participants:\tINT Interviewer, E01 Adult\n*INT:\t难 吗 ?  \u{15}100_900\u{15}\n*E01:\t难 ,\n\t人手 不足 .\n\
         %mor:\tn|x\n*E01:\t0 .\n@End\n"
            .as_bytes(),
    );
}

#[test]
fn annotations_of_elan() {
    feed(
        "eaf",
        r#"<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="b"/></TIME_ORDER>
        <TIER TIER_ID="t" PARTICIPANT="E01"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a"><ANNOTATION_VALUE>人手 &amp; 事情</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
        <ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="b"><ANNOTATION_VALUE>难</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
        <TIER TIER_ID="marks"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"#
            .as_bytes(),
    );
}

#[test]
fn json_of_speech_recognition() {
    feed(
        "json",
        r#"{"text": "a b", "segments": [{"id": 0, "start": 1.5, "end": 4, "text": " You agree? Yes.", "speaker": "A",
        "words": [{"word": "You", "start": 1.5, "speaker": "A"}, {"word": "agree?"}, {"word": "Yes.", "speaker": "B"}]},
        {"start": "00:00:05.0", "text": "好", "speaker": {"user_name": "王"}}], "language": "en"}"#
            .as_bytes(),
    );
    feed(
        "json",
        r#"[{"key": "x", "text": "你好。我来了。", "timestamp": [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]],
        "sentence_info": [{"text": "你好我", "start": 0, "spk": 0}, {"text": "来了。", "start": 1200, "spk": 1}]}]"#
            .as_bytes(),
    );
    feed(
        "json",
        "{\"id\": \"1\", \"context\": [[\"甲。\", \"乙。\"], [\"丙\"]], \"speaker\": [1, 2]}\n\
         {\"id\": \"2\", \"sentences\": [{\"s\": \"a\", \"speaker\": 0, \"start_time\": 12}]}\n"
            .as_bytes(),
    );
}

#[test]
fn pages() {
    feed(
        "html",
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>访谈</title><style>p{}</style></head><body>\
         <h3>王主任：</h3><p>好<br>的 &amp; &#20320;&hellip;</p><p><b>Kim:</b> <span style=\"font-weight: bold\">a</span> b</p>\
         <table><tr><td>访</td><td>您好</td></tr></table><pre>a\n  b</pre><!-- c --></body></html>"
            .as_bytes(),
    );
    feed(
        "html",
        b"<cite>Kim:</cite><time>0:00</time><p>Hi &amp; so.</p><cite>Lee:</cite><time>1:02</time><p>Yes.</p>",
    );
}

#[test]
fn pages_of_otranscribe() {
    feed(
        "otr",
        br#"{"text": "<p><span class=\"timestamp\" data-timestamp=\"62.1\">1:02</span>&nbsp;Kim: Hi.</p><p>Lee: So.</p>",
        "media": "talk.mp3", "media-time": 62.5}"#,
    );
}

#[test]
fn rich_text() {
    feed(
        "rtf",
        br"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 Song;}}{\stylesheet{\s3 heading 3;}}
{\*\generator x;}{\info{\title t}}{\pard\s3 Kim\par}{\b Lee:} \u20320?\'c4\'e3\f1 \'ba\'c3\line b\tab\cell\row{\footnote n}\bin3 abc\par}",
    );
}

#[test]
fn word_files() {
    let body = document(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading3\"/></w:pPr><w:r><w:t>Kim</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lee:</w:t></w:r><w:r><w:t>好 &amp; so</w:t><w:br/><w:tab/></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>问</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:ins><w:r><w:t>x</w:t></w:r></w:ins>",
    );
    feed_packed("docx", body.as_bytes(), |xml| {
        zipped(&[("word/document.xml", xml)])
    });
}

#[test]
fn open_documents() {
    let body = open_document::content(
        "<text:h>Kim</text:h><text:p><text:span text:style-name=\"T1\">Lee:</text:span> so<text:s text:c=\"3\"/>\
         <text:tab/>好<text:line-break/>b &amp; c<text:note><text:p>n</text:p></text:note></text:p>",
    );
    feed_packed("odt", body.as_bytes(), open_document::packed);
}

#[test]
fn tables_with_separators() {
    feed(
        "csv",
        "Turn,Start,Speaker,Text,Code\n1,00:05,Kim,\"Hi, you\",a\n1,9,Kim,\"so \"\"it\"\" is\",\n2,1:02,王,好：对,b\n,,,,\n".as_bytes(),
    );
    feed(
        "tsv",
        "start\tend\ttext\n810\t900\ta\n4900\t5000\t好\n".as_bytes(),
    );
}

#[test]
fn workbooks() {
    feed_packed("xlsx", workbook::SHEET.as_bytes(), workbook::xlsx);
    feed_packed("ods", workbook::CONTENT.as_bytes(), workbook::ods);
}
