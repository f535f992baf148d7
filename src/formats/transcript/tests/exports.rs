//! Text exports of recorders and meeting programs, as they are saved.

use super::*;

/// Checks the turns of a text, written `milliseconds label|words`, and keys of its header.
fn check(text: &str, keys: &[&str], expected: &[&str]) {
    let (transcript, _) = recognise(text.to_owned(), &ReadOptions::default());
    let letters: Vec<char> = transcript.text.chars().collect();
    let turns: Vec<String> = transcript
        .turns
        .iter()
        .map(|turn| {
            let label = turn
                .speaker
                .map_or("", |n| transcript.speakers[usize::from(n)].label.as_str());
            let span = turn.span.start().0 as usize..turn.span.end().0 as usize;
            let time = turn.time_ms.map_or("-".to_owned(), |ms| ms.to_string());
            format!(
                "{time} {label}|{}",
                letters[span].iter().collect::<String>()
            )
        })
        .collect();
    assert_eq!(turns, expected, "{text}");
    let found: Vec<&str> = transcript
        .header
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(found, keys, "{text}");
}

#[test]
fn otter_with_times_and_without() {
    let head = "SUMMARY KEYWORDS\ngrid, data\n\nSPEAKERS\nKim Park, Jonas Rosland\n\n";
    let talk = "Jonas Rosland  0:00  \nThanks. One thing: the data.\n\nKim Park  0:07  \nSure.\nAnd then.\n\n\
                Jonas Rosland  1:02:05  \nGreat.\n";
    check(
        &(head.to_owned() + talk),
        &["SUMMARY KEYWORDS", "SPEAKERS"],
        &[
            "0 Jonas Rosland|Thanks. One thing: the data.",
            "7000 Kim Park|Sure.\nAnd then.",
            "3725000 Jonas Rosland|Great.",
        ],
    );
    let talk = "Jonas Rosland  \nThanks.\n\nKim Park  \nSure.\n\nJonas Rosland  \nGreat.\n\nKim Park  \nBye.\n";
    check(
        &(head.to_owned() + talk),
        &["SUMMARY KEYWORDS", "SPEAKERS"],
        &[
            "- Jonas Rosland|Thanks.",
            "- Kim Park|Sure.",
            "- Jonas Rosland|Great.",
            "- Kim Park|Bye.",
        ],
    );
}

#[test]
fn tencent_meeting_on_one_line_and_on_two() {
    check(
        "会议主题：社区治理访谈\n会议时间：2026/06/02 17:51-18:05\n参会人：张三、李四\n\n\
         张三(00:00:05): 您好，我们开始。\n李四(00:00:12): 好的。时间：不够。\n张三(00:01:00): 那先说网格。\n",
        &["会议主题", "会议时间", "参会人"],
        &[
            "5000 张三|您好，我们开始。",
            "12000 李四|好的。时间：不够。",
            "60000 张三|那先说网格。",
        ],
    );
    check(
        "社区治理访谈\n\n张三(00:00:05):\n您好，我们开始。\n\n李四(00:00:12):\n好的。\n",
        &[],
        &["5000 张三|您好，我们开始。", "12000 李四|好的。"],
    );
}

#[test]
fn feishu_with_its_head_and_through_a_converter() {
    let head = "2026年6月2日 下午 5:51|14分钟 43秒\n\n关键词:\n网格、协商\n\n文字记录:\n\n";
    let turns = ["0 说话人 1|我们先说网格。", "12000 王主任|好。"];
    let keys = ["时间", "时长", "关键词"];
    check(
        &(head.to_owned() + "说话人 1 00:00 \n我们先说网格。\n\n王主任 00:12 \n好。\n"),
        &keys,
        &turns,
    );
    let converted = "说话人 1 00:00\\\n我们先说网格。\n\n王主任 00:12\\\n好。\n";
    check(&(head.to_owned() + converted), &keys, &turns);
}

#[test]
fn iflytek_and_tongyi() {
    let turns = |a: &str, b: &str| {
        [
            format!("3000 {a}|您好。"),
            format!("5000 {b}|请坐。\n关于数据：有两套。"),
            format!("15000 {a}|好。"),
        ]
    };
    for (head, a, b, gap) in [
        (
            "社区访谈录音\n2026-06-02 17:51\n\n",
            "说话人1",
            "说话人2",
            " ",
        ),
        ("", "发言人 1", "发言人 2", "   "),
        (
            "社区访谈\n2026年06月02日 17:51\n\n",
            "发言人1",
            "发言人2",
            "  ",
        ),
    ] {
        let text = format!(
            "{head}{a}{gap}00:03\n您好。\n\n{b}{gap}00:00:05\n请坐。\n关于数据：有两套。\n\n{a}{gap}00:15\n好。\n"
        );
        let turns = turns(a, b);
        let turns: Vec<&str> = turns.iter().map(String::as_str).collect();
        check(&text, &[], &turns);
    }
    check(
        "# 社区访谈\n\n## 全文摘要\n讨论了网格。发言人1认为数据不通。\n\n## 章节速览\n- 00:00 由来\n- 03:02 数据\n\n## 转写\n\
         **发言人1** 00:02:49\n您好。\n\n**发言人2** 00:03:02\n请坐。\n\n**发言人1** 00:03:15\n好。\n",
        &[],
        &[
            "169000 发言人1|您好。",
            "182000 发言人2|请坐。",
            "195000 发言人1|好。",
        ],
    );
}

#[test]
fn teams_noscribe_and_f4() {
    check(
        "Meeting Recording\nJune 2, 2026, 9:51AM\n14m 43s\n\nKim Park started transcription\n\n\
         Kim Park   0:03\nSo we tried it.\n\nAnn Lee   0:07\nYes.\n",
        &[],
        &["3000 Kim Park|So we tried it.", "7000 Ann Lee|Yes."],
    );
    check(
        "S01: [00:00:12] Guten Tag.\nS00: [00:00:15] Ja. //S01: Ja.//\nS01: [00:00:20] Gut.\n",
        &[],
        &[
            "12000 S01|Guten Tag.",
            "15000 S00|Ja. //S01: Ja.//",
            "20000 S01|Gut.",
        ],
    );
    check(
        "I: Wie? #00:00:12-3#\nB: Gut. #00:00:20-1#\nI: Und? #00:00:31-0#\nB: So. #00:00:35-0#\nI: Danke. #00:00:36-0#\nB: Bitte. #00:00:38-0#\n",
        &[],
        &[
            "0 I|Wie?",
            "12300 B|Gut.",
            "20100 I|Und?",
            "31000 B|So.",
            "35000 I|Danke.",
            "36000 B|Bitte.",
        ],
    );
}
