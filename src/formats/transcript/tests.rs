use std::io::Write;

use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::model::Role;

use super::*;

/// Turns as `label|time|words`, the time in seconds, `-` where there is none.
fn shown(transcript: &Transcript) -> Vec<String> {
    let chars: Vec<char> = transcript.text.chars().collect();
    transcript
        .turns
        .iter()
        .map(|turn| {
            let label = turn.speaker.map_or("-", |speaker| {
                transcript.speakers[usize::from(speaker)].label.as_str()
            });
            let time = turn
                .time_ms
                .map_or("-".to_owned(), |ms| (ms / 1000).to_string());
            let words: String = chars[turn.span.start().0 as usize..turn.span.end().0 as usize]
                .iter()
                .collect();
            format!("{label}|{time}|{words}")
        })
        .collect()
}

fn kinds(warnings: &[Warning]) -> Vec<&'static str> {
    warnings.iter().map(|warning| warning.kind).collect()
}

fn check(text: &str, expected: &[&str]) {
    let (transcript, _) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(shown(&transcript), expected, "{text}");
}

/// Checks turns and the kinds of warnings.
fn check_warned(text: &str, expected: &[&str], warned: &[&str]) {
    let (transcript, warnings) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(shown(&transcript), expected, "{text}");
    assert_eq!(kinds(&warnings), warned, "{text}");
}

#[test]
fn labels_with_colons_of_either_width_begin_turns() {
    check(
        "访谈者：您什么时候来的？\n受访者: 去年。\n　　还有一段。\n\n访谈者：好。",
        &[
            "访谈者|-|您什么时候来的？",
            "受访者|-|去年。\n　　还有一段。",
            "访谈者|-|好。",
        ],
    );
    check(
        "Interviewer: How did it start?\nKim: Slowly. One thing: money.\nInterviewer: And then?\nKim: Fast.",
        &[
            "Interviewer|-|How did it start?",
            "Kim|-|Slowly. One thing: money.",
            "Interviewer|-|And then?",
            "Kim|-|Fast.",
        ],
    );
}

#[test]
fn two_lines_are_enough_where_the_words_are_of_the_trade() {
    check(
        "问：多久了？\n答：三年。",
        &["问|-|多久了？", "答|-|三年。"],
    );
    check("Q: Why?\nA: Because.", &["Q|-|Why?", "A|-|Because."]);
}

#[test]
fn names_on_every_line_are_enough() {
    check(
        "张三：你好。\n李四：你好。",
        &["张三|-|你好。", "李四|-|你好。"],
    );
    check(
        "Ann: Hi.\n\nBob: Hello.\n\nAnn: Bye.",
        &["Ann|-|Hi.", "Bob|-|Hello.", "Ann|-|Bye."],
    );
}

#[test]
fn questions_are_numbered_but_people_are_not() {
    check(
        "Q1: Why?\nA1: So.\nQ2: How?\nA2: Thus.\nQ3: Who?\nA3: We.",
        &[
            "Q|-|Why?",
            "A|-|So.",
            "Q|-|How?",
            "A|-|Thus.",
            "Q|-|Who?",
            "A|-|We.",
        ],
    );
    check(
        "Q. Why?\nA. Because it was\nlate.\nQ. Who?\nA. We.",
        &[
            "Q|-|Why?",
            "A|-|Because it was\nlate.",
            "Q|-|Who?",
            "A|-|We.",
        ],
    );
    check(
        "【问】为什么？\n【答】因为晚了。\n【问】谁？\n【答】我们。",
        &[
            "问|-|为什么？",
            "答|-|因为晚了。",
            "问|-|谁？",
            "答|-|我们。",
        ],
    );
}

#[test]
fn the_number_of_a_question_is_nobody() {
    check(
        "问题一：您怎么看？\n张老师：三点。\n李老师：同意。\n问题二：网格呢？\n张老师：还行。",
        &[
            "-|-|您怎么看？",
            "张老师|-|三点。",
            "李老师|-|同意。",
            "-|-|网格呢？",
            "张老师|-|还行。",
        ],
    );
}

#[test]
fn exports_of_recognisers_are_read() {
    check(
        "说话人1 00:03\n请讲 一下\n\n说话人2 00:50\n要得。\n还有。\n\n说话人1 01:02:03\n好\n",
        &[
            "说话人1|3|请讲 一下",
            "说话人2|50|要得。\n还有。",
            "说话人1|3723|好",
        ],
    );
    check(
        "2026年6月2日 下午 5:51|14分钟 43秒\n\n关键词:\n网格、协商\n\n文字记录:\n\n说话人 1 00:00 \n我们先说。\n\n王主任 00:12 \n好。\n",
        &["说话人 1|0|我们先说。", "王主任|12|好。"],
    );
    check(
        "主持人(00:00:05): 三位好。\n\n张三(00:01:17): 我先来啦。\n\n主持人(00:02:00): 请。",
        &["主持人|5|三位好。", "张三|77|我先来啦。", "主持人|120|请。"],
    );
    check(
        "# 纪要\n\n发言人1 00:02:49\n好。\n\n发言人2  02:55\n行。\n",
        &["发言人1|169|好。", "发言人2|175|行。"],
    );
    check(
        "[00:00:05 – 00:00:09] 说话人1: 好。\n[00:00:10 – 00:00:12] 说话人2: 行。",
        &["说话人1|5|好。", "说话人2|10|行。"],
    );
    check(
        "@说话人 1 00:00:00\n好。\n@说话人 2 00:00:09\n行。",
        &["说话人 1|0|好。", "说话人 2|9|行。"],
    );
    check(
        "Kim Park  0:00  \nThanks for having me.\n\nLan Wei  0:05  \nSure.\n",
        &["Kim Park|0|Thanks for having me.", "Lan Wei|5|Sure."],
    );
    check(
        "S01: [00:00:12] Guten Tag. //S02: Ja. // Gut.\n\nS02: [00:00:36] Ja.",
        &["S01|12|Guten Tag. //S02: Ja. // Gut.", "S02|36|Ja."],
    );
}

#[test]
fn markdown_marks_labels_bold_or_as_headings() {
    check(
        "# 访谈03：学者\n\n- 时间：2026-04-09\n- 受访者：E03\n\n**访谈者**：请说。\n\n**E03**：好。\n\n第二段。\n\n## 二、网格\n\n**访谈者**：还有？",
        &[
            "访谈者|-|请说。",
            "E03|-|好。\n\n第二段。",
            "访谈者|-|还有？",
        ],
    );
    check(
        "**Ann Lee:** [00:01:00] Hi.\n\nMore.\n\n**Bo:** Hello.\n\n**Ann Lee:** Bye.",
        &["Ann Lee|60|Hi.\n\nMore.", "Bo|-|Hello.", "Ann Lee|-|Bye."],
    );
    check(
        "# 2026-01-01 座谈\n\n### 王委員：\n請說。\n\n> （笑）\n\n### 李老師：\n好。\n",
        &["王委員|-|請說。\n\n> （笑）", "李老師|-|好。"],
    );
}

#[test]
fn labels_stand_alone_in_brackets_cells_or_before_a_dash() {
    check(
        "访谈者\n大姐，多少年了？\n\n社区工作者\n十五年。\n\n访谈者\n一天呢？\n\n社区工作者\n填表。",
        &[
            "访谈者|-|大姐，多少年了？",
            "社区工作者|-|十五年。",
            "访谈者|-|一天呢？",
            "社区工作者|-|填表。",
        ],
    );
    check(
        "[id1] I liked it.\n\n[id2] [laughs] No.\n\n[id1] Yes.\n\n[id2] Hm.",
        &[
            "id1|-|I liked it.",
            "id2|-|[laughs] No.",
            "id1|-|Yes.",
            "id2|-|Hm.",
        ],
    );
    check(
        "I – So tell me.\nC - Sure.\nI – Go on.\nC - It was late - very late.\nI – And?\nC - That's it.",
        &[
            "I|-|So tell me.",
            "C|-|Sure.",
            "I|-|Go on.",
            "C|-|It was late - very late.",
            "I|-|And?",
            "C|-|That's it.",
        ],
    );
    check(
        "00:05\t访谈者\t您好。\n00:09\t张三\t好。\n00:12\t访谈者\t请。\n00:15\t张三\t行。",
        &[
            "访谈者|5|您好。",
            "张三|9|好。",
            "访谈者|12|请。",
            "张三|15|行。",
        ],
    );
}

#[test]
fn a_header_is_no_talk_though_it_names_the_speakers() {
    let text = "访谈01　学者\n时间：2026-03-12\n受访者：E01（学者）\n访谈员：甲\n示例数据，并非真实。\n\n问：您好。\n答：好。";
    let (transcript, warnings) = recognise(text.to_owned(), &ReadOptions::default());
    assert_eq!(shown(&transcript), ["问|-|您好。", "答|-|好。"]);
    assert_eq!(
        transcript.header[1],
        ("受访者".to_owned(), "E01（学者）".to_owned())
    );
    assert_eq!(warnings, []);
}

#[test]
fn a_sentence_with_a_colon_is_no_speaker() {
    check_warned(
        "访谈者：难在哪里？\n受访者：两件事。\n最难的是人：没有人愿意来。\n第一：钱。\n例如：修桥。\n访谈者：好。",
        &[
            "访谈者|-|难在哪里？",
            "受访者|-|两件事。\n最难的是人：没有人愿意来。\n第一：钱。\n例如：修桥。",
            "访谈者|-|好。",
        ],
        &[],
    );
    check_warned(
        "访谈者：难在哪里？\n受访者：人。\n张三：我插一句。\n访谈者：好。",
        &[
            "访谈者|-|难在哪里？",
            "受访者|-|人。",
            "张三|-|我插一句。",
            "访谈者|-|好。",
        ],
        &["label-seen-once"],
    );
}

#[test]
fn a_known_label_inside_a_paragraph_begins_a_turn() {
    check_warned(
        "访谈者：好吗？受访者：好。\n受访者：他说访谈者：不是人名。\n访谈者：“受访者：你好”这句话呢？",
        &[
            "访谈者|-|好吗？",
            "受访者|-|好。",
            "受访者|-|他说访谈者：不是人名。",
            "访谈者|-|“受访者：你好”这句话呢？",
        ],
        &["second-label"],
    );
    check(
        "Kim: ok? Lee: No.\nLee: I told Kim: go. Right.\nKim: Yes.",
        &[
            "Kim|-|ok?",
            "Lee|-|No.",
            "Lee|-|I told Kim: go. Right.",
            "Kim|-|Yes.",
        ],
    );
}

#[test]
fn what_is_doubtful_is_said_with_its_line() {
    let text = "[00:10] 访：一。\n[00:05] 受：二。\n访：\n受：三\u{7}。".to_owned();
    let (transcript, warnings) = recognise(text, &ReadOptions::default());
    assert_eq!(
        shown(&transcript),
        ["访|10|一。", "受|5|二。", "受|-|三\u{7}。"]
    );
    let told: Vec<(&str, Option<u32>, &str)> = warnings
        .iter()
        .map(|w| (w.kind, w.line, w.about.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("control-characters", Some(4), "1"),
            ("time-goes-back", Some(2), "0:05"),
            ("empty-turn", Some(3), "访"),
        ]
    );
    let long = format!("问：好？\n答：{}", "长".repeat(5001));
    let (_, warnings) = recognise(long, &ReadOptions::default());
    assert_eq!(kinds(&warnings), ["long-turn"]);
}

#[test]
fn a_text_without_speakers_has_a_turn_a_paragraph() {
    check_warned(
        "某条例\n\n第一条　为了治理，制定本条例。\n第二条　本条例所称：网格。\n",
        &[
            "-|-|某条例",
            "-|-|第一条　为了治理，制定本条例。",
            "-|-|第二条　本条例所称：网格。",
        ],
        &["no-speakers"],
    );
    check(
        "[00:43.810 --> 00:47.850]  Hello everyone.\n[00:48.350 --> 00:54.570]  I'm here.\n",
        &["-|43|Hello everyone.", "-|48|I'm here."],
    );
    let wrapped = "this line is broken at the width of a page as it was\n".repeat(10);
    let (transcript, _) = recognise(format!("{wrapped}\nEnd."), &ReadOptions::default());
    assert_eq!(transcript.turns.len(), 2);
}

#[test]
fn a_person_may_say_how_turns_are_marked() {
    let text = "<Kim> 0:05 Hi.\n<Lee> Hello.\nKim: no.\n";
    let with = |speakers| {
        let options = ReadOptions {
            speakers,
            interviewers: vec!["kim".to_owned()],
            ..ReadOptions::default()
        };
        recognise(text.to_owned(), &options).0
    };
    let pattern = Regex::new(r"<(?<speaker>\w+)>( \d:\d\d)?").unwrap();
    let transcript = with(Speakers::Pattern(pattern));
    assert_eq!(shown(&transcript), ["Kim|5|Hi.", "Lee|-|Hello.\nKim: no."]);
    assert_eq!(transcript.speakers[0].role, Some(Role::Interviewer));
    assert_eq!(transcript.speakers[1].role, Some(Role::Respondent));
    assert_eq!(with(Speakers::None).turns.len(), 3);
}

#[test]
fn positions_count_code_points_and_the_text_is_kept_as_it_is() {
    let text = "\u{FEFF}问：𠮷田😀e\u{301} 好？\r\n答：　好\u{a0}。 \r\n";
    let file = read("a.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(
        file.transcript.text,
        "问：𠮷田😀e\u{301} 好？\n答：　好\u{a0}。 \n"
    );
    let spans: Vec<(u32, u32)> = file
        .transcript
        .turns
        .iter()
        .map(|turn| (turn.span.start().0, turn.span.end().0))
        .collect();
    assert_eq!(spans, [(2, 10), (14, 17)]);
    assert_eq!((file.format, file.encoding.as_str()), ("txt", "UTF-8"));
}

#[test]
fn the_same_words_in_any_encoding_are_the_same_transcript() {
    let text = "訪談者：您什麼時候來這個街道的？\r\n受訪者：去年。\r\n";
    let plain = read("a.md", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(plain.format, "md");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [
        (BIG5.encode(text).0.into_owned(), "Big5"),
        (GB18030.encode(text).0.into_owned(), "GB18030"),
        (utf16, "UTF-16LE"),
    ] {
        let file = read("a.txt", &bytes, &ReadOptions::default()).unwrap();
        assert_eq!(file.encoding, name);
        assert_eq!(file.transcript, plain.transcript);
    }
}

#[test]
fn what_is_no_transcript_is_refused_by_name() {
    let refused = |bytes: &[u8]| {
        read("a.txt", bytes, &ReadOptions::default())
            .unwrap_err()
            .to_string()
    };
    for (bytes, words) in [
        (b"".as_slice(), "empty"),
        (b"\xEF\xBB\xBF \n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "doc"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "WebVTT"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHi", "srt"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "JSON"),
        (b"<!DOCTYPE html><p>a", "HTML"),
        (b"abc\0\x01\x02def", "binary"),
        (b"PK\x05\x06", "zip"),
        (&archive(&[("xl/workbook.xml", "<a/>")]), "xlsx"),
        (
            &archive(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "odt",
        ),
        (&archive(&[("a.txt", "a")]), "zip"),
    ] {
        let sentence = refused(bytes);
        assert!(sentence.contains(words), "{words}: {sentence}");
    }
    let big = vec![b'a'; MOST_BYTES + 1];
    assert!(matches!(
        read("a.txt", &big, &ReadOptions::default()),
        Err(ReadError::TooBig { .. })
    ));
    let options = ReadOptions {
        encoding: Some(encoding_rs::UTF_8),
        ..ReadOptions::default()
    };
    let error = read("a.txt", b"abc\xFF", &options).unwrap_err();
    assert_eq!(error.to_string(), "not UTF-8 at byte 3");
}

/// A zip archive of these members.
fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with that body.
fn word(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    archive(&[
        ("word/document.xml", &document),
        (
            "word/styles.xml",
            "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"3\"><w:name w:val=\"heading 3\"/></w:style></w:styles>",
        ),
        (
            "word/comments.xml",
            "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\"><w:p/></w:comment></w:comments>",
        ),
    ])
}

fn check_word(body: &str, text: &str, turns: &[&str], warned: &[(&str, &str)]) {
    let file = read("a.txt", &word(body), &ReadOptions::default()).unwrap();
    assert_eq!(file.transcript.text, text);
    assert_eq!(shown(&file.transcript), turns);
    let told: Vec<(&str, &str)> = file
        .warnings
        .iter()
        .map(|w| (w.kind, w.about.as_str()))
        .collect();
    assert_eq!(told, warned);
    assert_eq!((file.format, file.encoding.as_str()), ("docx", ""));
}

#[test]
fn a_word_file_is_told_by_its_bytes_and_read_without_what_was_deleted() {
    check_word(
        "<w:p><w:r><w:t>访：好</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t xml:space=\"preserve\">吗 &amp; &#x597D;？</w:t></w:r></w:ins></w:p>\
         <w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>E04：好。</w:t><w:br/><w:t>一</w:t><w:tab/><w:t>二</w:t>\
         <w:footnoteReference w:id=\"1\"/></w:r></w:p>\
         <w:p><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:r><w:t>访：完。</w:t></w:r></w:p>",
        "访：好吗 & 好？\nE04：好。\n一\t二\n访：完。",
        &["访|-|好吗 & 好？", "E04|-|好。\n一\t二", "访|-|完。"],
        &[
            ("tracked-changes", "+1 −2"),
            ("comments", "1"),
            ("footnotes", "1"),
        ],
    );
}

#[test]
fn tables_become_rows_and_cells() {
    let row = |a: &str, b: &str| {
        format!(
            "<w:tr><w:tc><w:p><w:r><w:t>{a}</w:t></w:r></w:p></w:tc>\
             <w:tc><w:p><w:r><w:t>{b}</w:t></w:r></w:p></w:tc></w:tr>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>题</w:t></w:r></w:p><w:tbl>{}{}</w:tbl><w:p/><w:tbl>{}{}</w:tbl>",
        row("时间", "2026-04-22"),
        row("受访者", "E04"),
        row("访", "您好。"),
        row("E04", "好。"),
    );
    check_word(
        &body,
        "题\n时间\t2026-04-22\n受访者\tE04\n\n访\t您好。\nE04\t好。",
        &["访|-|您好。", "E04|-|好。"],
        &[("comments", "1")],
    );
}

#[test]
fn looks_tell_labels_where_there_is_no_colon() {
    let heading = |text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"3\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let plain = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        heading("王委员："),
        plain("请说。"),
        heading("李老师："),
        plain("好。"),
    ]
    .concat();
    check_word(
        &body,
        "王委员：\n请说。\n李老师：\n好。",
        &["王委员|-|请说。", "李老师|-|好。"],
        &[
            ("comments", "1"),
            ("label-seen-once", "王委员"),
            ("label-seen-once", "李老师"),
        ],
    );
    let bold = |label: &str, text: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{label}</w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\"> {text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        bold("Ann Lee", "Hi."),
        bold("Bo", "Hello."),
        bold("Ann Lee", "So."),
        bold("Bo", "Yes."),
    ]
    .concat();
    check_word(
        &body,
        "Ann Lee Hi.\nBo Hello.\nAnn Lee So.\nBo Yes.",
        &["Ann Lee|-|Hi.", "Bo|-|Hello.", "Ann Lee|-|So.", "Bo|-|Yes."],
        &[("comments", "1")],
    );
}

#[test]
fn text_boxes_are_counted_once_and_left_out() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>";
    check_word(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent>\
             <w:t>问：好？</w:t></w:r></w:p><w:p><w:r><w:t>答：好。</w:t></w:r></w:p>"
        ),
        "问：好？\n答：好。",
        &["问|-|好？", "答|-|好。"],
        &[("comments", "1"), ("text-boxes", "1")],
    );
}

#[test]
fn a_hostile_word_file_is_refused() {
    let error = |bytes: &[u8]| {
        read("a.docx", bytes, &ReadOptions::default())
            .unwrap_err()
            .to_string()
    };
    let entities = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><w:document><w:body/></w:document>";
    assert!(error(&archive(&[("word/document.xml", entities)])).contains("document type"));
    let deep = "<w:p>".repeat(5000);
    assert!(error(&word(&deep)).contains("nested"));
    let bomb = format!("<w:document>{}</w:document>", " ".repeat(65 << 20));
    assert!(error(&archive(&[("word/document.xml", &bomb)])).contains("too big"));
    let names: Vec<String> = (0..2001).map(|n| format!("{n}")).collect();
    let members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(error(&archive(&members)).contains("too many"));
    assert!(error(&archive(&[("word/document.xml", "<w:document><w:body>")])).contains("damaged"));
}

/// Whether turns are in order, apart, not empty, inside the text and without white space at the ends.
fn assert_sound(transcript: &Transcript) {
    let chars: Vec<char> = transcript.text.chars().collect();
    let mut last = 0;
    for turn in &transcript.turns {
        let (start, end) = (turn.span.start().0 as usize, turn.span.end().0 as usize);
        assert!(last <= start && start < end && end <= chars.len());
        last = end;
        if let Some(speaker) = turn.speaker {
            assert!(usize::from(speaker) < transcript.speakers.len());
        }
    }
    assert!(!transcript.text.contains('\r'));
}

/// A text of pieces that transcripts are made of.
fn patchwork() -> impl Strategy<Value = String> {
    let pieces = [
        "访谈者：",
        "受访者: ",
        "问：",
        "Q1. ",
        "A: ",
        "**Kim:** ",
        "**",
        "### 王委員：\n",
        "# ",
        "[id1] ",
        "【问】",
        "[00:01:02] ",
        "00:03",
        "说话人1 ",
        "\n",
        "\n\n",
        " ",
        "\t",
        "　",
        "好。",
        "ok? ",
        "- ",
        " – ",
        "：",
        ":",
        "#00:01-",
        "---\n",
        "时间：",
        "|",
        "e\u{301}",
        "\u{600}",
        "\u{200d}",
        "🇨🇳",
        "𠮷",
        "\u{7}",
        "（笑）",
        "WEBVTT",
        "1\n",
        "\\",
        "@",
        "//",
        "<",
        "１２：３０",
        "x",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60)
        .prop_map(|pieces| pieces.concat())
}

fn any_options() -> impl Strategy<Value = ReadOptions> {
    prop_oneof![
        Just(Speakers::Auto),
        Just(Speakers::None),
        Just(Speakers::Pattern(Regex::new(r"(\w*)[：:]?").unwrap())),
    ]
    .prop_map(|speakers| ReadOptions {
        speakers,
        ..ReadOptions::default()
    })
}

proptest! {
    #[test]
    fn any_text_has_sound_turns(text in patchwork(), options in any_options()) {
        let (transcript, _) = recognise(text.clone(), &options);
        prop_assert_eq!(&transcript.text, &text);
        assert_sound(&transcript);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(file) = read("a.txt", &bytes, &ReadOptions::default()) {
            assert_sound(&file.transcript);
        }
    }

    #[test]
    fn a_mangled_file_is_read_or_refused(
        text in patchwork(),
        encoding in 0..5_usize,
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let paragraphs = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", text.replace('<', "&lt;"));
        let mut bytes = match encoding {
            0 => text.clone().into_bytes(),
            1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            2 => GB18030.encode(&text).0.into_owned(),
            3 => BIG5.encode(&text).0.into_owned(),
            _ => word(&paragraphs),
        };
        for (at, value) in flips {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
        }
        if encoding % 2 == 1 {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        if let Ok(file) = read("a", &bytes, &ReadOptions::default()) {
            assert_sound(&file.transcript);
        }
    }

    #[test]
    fn a_mangled_part_of_a_word_file_is_read_or_refused(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0x20..0x7F_u8), 1..8),
    ) {
        let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Q: &#x41;</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:t>A: b</w:t><w:br/><w:sym w:char=\"F0E0\"/></w:r></w:p>";
        let mut document = format!("<w:document>{body}</w:document>").into_bytes();
        for (at, value) in flips {
            let at = at.index(document.len());
            document[at] = value;
        }
        let document = String::from_utf8(document).unwrap();
        let bytes = archive(&[("word/document.xml", &document)]);
        if let Ok(file) = read("a.docx", &bytes, &ReadOptions::default()) {
            assert_sound(&file.transcript);
        }
    }
}
