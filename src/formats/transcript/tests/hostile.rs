//! Files that nobody means well with, and files cut off on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// The sample interviews, one for each shape of file.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e == "txt" || e == "md" || e == "docx")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect()
}

/// Reads what may be anything; whatever is read must hold together.
fn survives(name: &str, bytes: &[u8]) {
    if let Ok(file) = opened(name, bytes) {
        holds_together(&file.transcript);
    }
}

/// Checks the sentence with which bytes are refused.
fn refused(bytes: &[u8], sentence: &str) {
    let error = opened("a.txt", bytes).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn other_kinds_of_files_are_refused_by_name() {
    refused(
        b"%PDF-1.7\n%\xE2\xE3",
        "PDF is not read yet: save it as docx or txt",
    );
    refused(
        b"{\\rtf1\\ansi hello",
        "the file is damaged: a part ends in the middle",
    );
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0W\0o\0r\0d\0";
    refused(
        old,
        "an old Office file (doc) is not read yet: save it as docx or txt",
    );
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0";
    refused(
        locked,
        "a Word file locked with a password is not read yet: save it as docx or txt",
    );
    refused(b"WEBVTT\n\n1\n", "the file is empty");
    refused(
        b"{\"text\": \"a\"}",
        "JSON is not read yet: save it as docx or txt",
    );
    refused(
        b"\x89PNG\r\n\x1a\n\0\0",
        "this is not a text: it looks like a PNG image",
    );
    refused(
        b"ID3\x04\0\0",
        "this is not a text: it looks like a sound or film",
    );
    refused(
        b"MZ\x90\0\x03\0\0\0\x04",
        "this is not a text: it looks like binary data",
    );
    refused(
        "问：一\0\n答：二\n".as_bytes(),
        "this is not a text: it looks like binary data",
    );
    refused(&[0; 4096], "this is not a text: it looks like binary data");
}

#[test]
fn a_file_without_words_is_empty() {
    for bytes in [
        &b""[..],
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"\n\r\n \t",
        "\u{3000}\u{a0}\n".as_bytes(),
    ] {
        refused(bytes, "the file is empty");
    }
    assert!(matches!(
        opened("a.docx", &word_file("<w:p/>")),
        Err(ReadError::Empty)
    ));
}

#[test]
fn a_file_that_is_too_big_is_refused() {
    let error = opened("a.txt", &vec![b'a'; MOST_BYTES + 1024 * 1024]).unwrap_err();
    assert!(matches!(error, ReadError::TooBig { .. }));
    let error = opened("a.txt", &b"a\n".repeat(MOST_LINES + 1)).unwrap_err();
    assert!(matches!(error, ReadError::TooManyLines { .. }));
}

#[test]
fn bombs_are_refused() {
    let spaces = vec![b' '; 8 * 1024 * 1024];
    for part in ["word/document.xml", "_rels/.rels", "word/comments.xml"] {
        let mut parts: Vec<(&str, &[u8])> = vec![(part, &spaces)];
        let fine = document("<w:p><w:r><w:t>a</w:t></w:r></w:p>");
        if part != "word/document.xml" {
            parts.push(("word/document.xml", fine.as_bytes()));
        }
        let error = opened("a.docx", &zipped(&parts)).unwrap_err();
        assert!(matches!(error, ReadError::Refused(_)), "{part}: {error}");
    }
    let names: Vec<String> = (0..2001).map(|n| format!("word/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let error = opened("a.docx", &zipped(&parts)).unwrap_err();
    assert!(matches!(error, ReadError::Refused(_)));
}

#[test]
fn names_in_an_archive_are_never_paths() {
    let rels = |target: &str| {
        format!(
            "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"{target}\"/></Relationships>"
        )
    };
    for target in [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x",
        "word/../../x",
        "",
    ] {
        let bytes = zipped(&[("_rels/.rels", rels(target).as_bytes())]);
        assert!(opened("a.docx", &bytes).is_err(), "{target}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_read_or_refused() {
    for (name, bytes) in samples() {
        let step = (bytes.len() / 150).max(1);
        for end in (0..bytes.len()).step_by(step).chain(0..40) {
            survives(&name, &bytes[..end]);
        }
    }
}

#[test]
fn a_changed_byte_harms_nobody() {
    for (name, bytes) in samples() {
        let step = (bytes.len() / 40).max(1);
        for at in (0..bytes.len()).step_by(step) {
            for value in [0, 0xFF, bytes[at] ^ 0x20] {
                let mut changed = bytes.clone();
                changed[at] = value;
                survives(&name, &changed);
            }
        }
    }
}

#[test]
fn endless_lines_labels_and_brackets_take_no_longer() {
    let long = 300_000;
    for piece in [
        "a",
        "：",
        "[",
        "问：",
        "1:00 ",
        "**",
        "(",
        "【",
        "\u{301}",
        "。问：",
        "\\",
        "# ",
        "-",
    ] {
        let text = piece.repeat(long / piece.len());
        survives("a.txt", text.as_bytes());
        survives("a.txt", format!("问：{text}\n答：{text}\n").as_bytes());
        survives(
            "a.txt",
            format!("**问**：{text}\n**答**：{text}\n").as_bytes(),
        );
    }
}

/// Pieces that transcripts are made of, and some that they are not.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "问：",
            "答：",
            "访谈者",
            "受访者: ",
            "Kim: ",
            "**Kim**: ",
            "**Kim:** ",
            "### 王某：",
            "[id1] ",
            "【问】",
            "Q. ",
            "A1. ",
            "I – ",
            "A\t",
            "说话人1 00:03",
            "00:05 ",
            "[00:01:02]",
            "(00:00:05): ",
            "#00:01:02-3#",
            "@",
            "\n",
            "\n",
            "\n\n",
            "时间：上午",
            "---\n",
            "---",
            "2026年6月2日 下午 5:51|14分钟 43秒",
            "关键词:\n",
            "（笑）",
            "好。",
            "Why? ",
            "\u{301}",
            "👩\u{200d}👩",
            "\u{202e}",
            "\u{1b}[31m",
            "\r",
            "\r\n",
            "\\",
            "|",
            "0.8",
            "：",
            ":",
            "1",
            "、",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

/// A pattern that takes almost anything for a label.
static PATTERN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([^\s:：]*)\s?[:：]?").expect("the pattern is well formed"));

proptest! {
    #[test]
    fn random_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives("a.txt", &bytes);
        survives("a.docx", &[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn any_text_holds_together(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let (transcript, _) = recognise(text.clone(), &ReadOptions::default());
        prop_assert_eq!(&transcript.text, &text);
        holds_together(&transcript);
        let none = ReadOptions { speakers: Speakers::None, ..ReadOptions::default() };
        holds_together(&recognise(text.clone(), &none).0);
        let by_pattern = ReadOptions {
            speakers: Speakers::Pattern(PATTERN.clone()),
            ..ReadOptions::default()
        };
        holds_together(&recognise(text.clone(), &by_pattern).0);
        survives("a.md", text.as_bytes());
        survives("a.txt", &encoding_rs::GB18030.encode(&text).0);
    }

    #[test]
    fn any_word_file_is_read_or_refused(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:p/>", "<w:tc>", "</w:tc>", "<w:tr>",
                "</w:tr>", "<w:tbl>", "</w:tbl>", "<w:del>", "</w:del>", "<w:rPr><w:b/></w:rPr>", "<w:br/>", "<w:tab/>",
                "<w:pPr><w:pStyle w:val=\"Heading3\"/></w:pPr>", "<w:pStyle/>", "<w:outlineLvl w:val=\"x\"/>",
                "问：", "答：", "好\n", "&amp;", "&#0;", "&#xD800;", "&x;", "<![CDATA[x]]>", "<!-- -->", "<?x?>",
                "<w:sym w:char=\"F0E0\"/>", "<w:txbxContent>", "</w:txbxContent>", "<", ">", "\"", "\u{fffd}",
                "<w:p><w:r><w:t>问：一</w:t></w:r></w:p>", "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>王</w:t></w:r></w:p>",
            ]),
            0..40,
        )
    ) {
        survives("a.docx", &word_file(&parts.concat()));
    }

    #[test]
    fn every_word_of_a_file_is_kept(words in "[a-z一-龟 \n\r\t：:，。？]{0,200}") {
        let file = opened("a.txt", words.as_bytes());
        let kept = words.replace("\r\n", "\n").replace('\r', "\n");
        match file {
            Ok(file) => prop_assert_eq!(file.transcript.text, kept),
            Err(error) => prop_assert!(matches!(error, ReadError::Empty), "{}", error),
        }
    }
}
