//! Plain files and the shapes of talk in them.

use super::*;

/// Checks the turns of a text, written `label|words`.
fn check(text: &str, expected: &[&str]) {
    let (transcript, _) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(shown(&transcript), expected, "{text}");
    assert_eq!(transcript.text, text);
    holds_together(&transcript);
}

#[test]
fn turns_begin_after_the_label_and_end_before_the_next() {
    check(
        "访谈者：您好。\n\n受访者：您好，\n　　请坐。\n\n访谈者： 谢谢。\n",
        &[
            "访谈者|您好。",
            "受访者|您好，\n　　请坐。",
            "访谈者|谢谢。",
        ],
    );
    check(
        "Q: Why?\nA: Because: it is.\nQ: Oh.\n",
        &["Q|Why?", "A|Because: it is.", "Q|Oh."],
    );
    check(
        "说话人1 00:03\n对\n\n说话人2 00:05\n好\n吧\n",
        &["说话人1|对", "说话人2|好\n吧"],
    );
}

#[test]
fn a_label_typed_unevenly_stays_as_it_is() {
    check(
        "访谈者：一\n受访者: 二\n访谈者 ：三\n受访者：四",
        &["访谈者|一", "受访者|二", "访谈者|三", "受访者|四"],
    );
}

#[test]
fn a_known_label_after_a_sentence_begins_a_turn() {
    let text = "访谈者：好吗？受访者：好。\n访谈者：他说受访者：不算。\n受访者：对。";
    let (transcript, warnings) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(
        shown(&transcript),
        [
            "访谈者|好吗？",
            "受访者|好。",
            "访谈者|他说受访者：不算。",
            "受访者|对。"
        ]
    );
    assert_eq!(kinds(&warnings), ["second-label"]);
}

#[test]
fn a_break_and_a_heading_of_nobody_end_the_turn() {
    check(
        "**Kim:** One.\n\n**Lee:** Two.\n\n**Break:** \\[17:20\\]\n\n**Kim:** Three.",
        &["Kim|One.", "Lee|Two.", "Kim|Three."],
    );
    check(
        "### 王委員：\n好。\n\n### 投票結果：\n三票。\n\n### 王委員：\n謝謝。",
        &["王委員|好。", "|三票。", "王委員|謝謝。"],
    );
}

#[test]
fn one_voice_that_comes_back_is_a_voice() {
    check(
        "A:\t一\nA:\t二\nA:\t三\nA:\t四\nA:\t五\n",
        &["A|一", "A|二", "A|三", "A|四", "A|五"],
    );
    check(
        "注：一\n注：二\n注：三\n注：四\n注：五",
        &["|注：一", "|注：二", "|注：三", "|注：四", "|注：五"],
    );
}

#[test]
fn a_text_that_names_nobody_has_a_turn_a_paragraph() {
    let text = "第一条　为了规范。\n第二条　本条例适用：市区。\n\n（一）街道；";
    let (transcript, warnings) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(transcript.turns.len(), 3);
    assert!(transcript.speakers.is_empty());
    assert_eq!(kinds(&warnings), ["no-speakers"]);
}

#[test]
fn no_speakers_and_patterns_are_obeyed() {
    let text = "访谈者：一\n>> Kim >> 二\n>> Lee >> 三";
    let none = ReadOptions {
        speakers: Speakers::None,
        ..ReadOptions::default()
    };
    let (transcript, _) = recognise(text.to_owned(), &none);
    assert_eq!(shown(&transcript).len(), 3);
    let pattern = Regex::new(r">> (?<speaker>\w+) >>").unwrap();
    let by_pattern = ReadOptions {
        speakers: Speakers::Pattern(pattern),
        ..ReadOptions::default()
    };
    let (transcript, _) = recognise(text.to_owned(), &by_pattern);
    assert_eq!(shown(&transcript), ["Kim|二", "Lee|三"]);
}

#[test]
fn a_named_interviewer_asks() {
    let options = ReadOptions {
        interviewers: vec!["kim".to_owned()],
        ..ReadOptions::default()
    };
    let text = "Kim: One.\nLee: Two.\nKim: Three.\nLee: Four.";
    let (transcript, _) = recognise(text.to_owned(), &options);
    assert_eq!(
        transcript.speakers[0].role,
        Some(crate::model::Role::Interviewer)
    );
}

#[test]
fn doubts_are_said() {
    let text = "[00:05] Kim: One.\n[00:09] Lee:\n[00:02] Kim: Two.\u{1b}[31m\n[00:20] Lee: Three.";
    let (transcript, warnings) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(transcript.turns.len(), 3);
    assert_eq!(
        kinds(&warnings),
        ["control-characters", "empty-turn", "time-goes-back"]
    );
}

#[test]
fn every_encoding_gives_the_same_turns() {
    let text = "问：您什么时候来的？\r\n答：去年春天来的，𠀀，那时候还没有网格。\r\n问：嗯。\r\n答：是的。\r\n";
    let expected = shown(&recognise(text.replace('\r', ""), &ReadOptions::default()).0);
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let little = utf16(u16::to_le_bytes);
    let big = utf16(u16::to_be_bytes);
    let mainland = encoding_rs::GB18030.encode(text).0.into_owned();
    assert!(
        mainland
            .windows(4)
            .any(|four| four[1].is_ascii_digit() && four[3].is_ascii_digit())
    );
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (text.replace("\r\n", "\r").into_bytes(), "UTF-8"),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8"),
        ([b"\xFF\xFE", little.as_slice()].concat(), "UTF-16LE"),
        ([b"\xFE\xFF", big.as_slice()].concat(), "UTF-16BE"),
        (little, "UTF-16LE"),
        (big, "UTF-16BE"),
        (mainland, "GB18030"),
    ] {
        let file = opened("a.txt", &bytes).unwrap();
        assert_eq!(file.encoding, encoding);
        assert_eq!(shown(&file.transcript), expected, "{encoding}");
        assert!(!file.transcript.text.contains('\r'));
    }
    let text = "問：您什麼時候來的？\r\n答：去年春天來的，那時候還沒有網格。\r\n";
    let island = encoding_rs::BIG5.encode(text).0;
    let file = opened("a.txt", &island).unwrap();
    assert_eq!(file.encoding, "Big5");
    assert_eq!(file.transcript.turns.len(), 2);
}

#[test]
fn mixed_line_ends_are_one_kind() {
    let file = opened("a.txt", "问：一\r\n答：二\r问：三\n\r答：四".as_bytes()).unwrap();
    assert_eq!(file.transcript.text, "问：一\n答：二\n问：三\n\n答：四");
    assert_eq!(file.transcript.turns.len(), 4);
}
