//! A table with a row for each utterance.

use super::{HEADS_WITHIN, Table, shortened};
use crate::formats::transcript::segments::{self, Pieces, Segment, append};
use crate::formats::transcript::{
    ReadError, ReadFile, ReadOptions, has_words_in_lines, labels, times,
};
use crate::model::plan::Warning;

/// Folded heads of the column with the words.
const WORDS: &str = "
text transcript transcription transcripttext sentence sentences utterance utterances words content body speech message dialogue said
文本 内容 正文 发言内容 说话内容 讲话内容 转写 转写文本 转写内容 转录 转录文本 原文 句子 话语 发言 对话 对话内容 文字 語句 內容 文字內容 發言內容 發言 逐字稿
";
/// Folded heads of the column with the speaker.
const SPEAKERS: &str = "
speaker speakers speakername speakerid speakerlabel spk participant participantid voice who person role name tier actor
说话人 发言人 讲话人 发言者 讲者 说话者 角色 人物 姓名 身份 说话人名称 讲述人 說話人 發言人 講者 發言者
";
/// Folded heads of the column with the time at which an utterance begins.
const TIMES: &str = "
time start starttime begin begintime timestamp timecode from startms starts startsec starttimems start(ms) start(s) time(s) in
时间 时间戳 时间码 开始 开始时间 起始 起始时间 起始时刻 时间点 時間 時間戳 開始 開始時間 起始時間
";
/// Folded heads of a column with the number of the turn, which several rows may share.
const TURNS: &str = "turn turns turnid turnno turnnumber turn# 话轮 轮次 話輪 輪次";
/// Folded heads of columns that say when an utterance ends or count it; nobody misses them.
const KNOWN: &str = "end endtime stop endms duration to id no # index 结束 结束时间 时长 序号 编号 結束 結束時間 序號 編號";

struct Columns {
    row: usize,
    words: usize,
    speaker: Option<usize>,
    time: Option<usize>,
    turn: Option<usize>,
    ends: bool,
    others: Vec<String>,
}

fn is_of(list: &str, head: &str) -> bool {
    list.split_whitespace().any(|known| known == head)
}

/// Whether a first line may hold the heads of a transcript, so that it is worth reading as a table.
pub(super) fn may_have_heads(text: &str) -> bool {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .take(HEADS_WITHIN)
        .any(|line| {
            let heads: Vec<String> = line
                .split(['\t', ',', ';'])
                .map(|cell| folded(cell.trim_matches('"')))
                .collect();
            find(&heads).is_some()
        })
}

fn folded(head: &str) -> String {
    labels::folded(head).replace(['_', '-', ' '], "")
}

/// Words, and speaker or time, among folded heads.
fn find(heads: &[String]) -> Option<(usize, Option<usize>, Option<usize>)> {
    let place = |list: &str| heads.iter().position(|head| is_of(list, head));
    let words = place(WORDS)?;
    let (speaker, time) = (place(SPEAKERS), place(TIMES));
    (speaker.is_some() || time.is_some()).then_some((words, speaker, time))
}

fn columns(table: &Table) -> Option<Columns> {
    let filled = table
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_empty());
    for (row, cells) in filled.take(HEADS_WITHIN) {
        let heads: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
        let Some((words, speaker, time)) = find(&heads) else {
            continue;
        };
        let turn = heads.iter().position(|head| is_of(TURNS, head));
        let taken = [Some(words), speaker, time, turn];
        let others = cells
            .iter()
            .enumerate()
            .filter(|(n, head)| {
                !taken.contains(&Some(*n)) && !head.trim().is_empty() && !is_of(KNOWN, &heads[*n])
            })
            .map(|(_, head)| head.trim().to_owned())
            .collect();
        return Some(Columns {
            row,
            words,
            speaker,
            time,
            turn,
            ends: heads.iter().any(|head| is_of("end stop endtime", head)),
            others,
        });
    }
    None
}

/// Reads the utterances; `None` where no row has the heads of a transcript.
pub(super) fn read(
    format: &'static str,
    table: &Table,
    options: &ReadOptions,
) -> Result<Option<ReadFile>, ReadError> {
    let Some(columns) = columns(table) else {
        return Ok(None);
    };
    let rows = &table.rows[columns.row + 1..];
    let cell = |row: &'_ Vec<String>, column: Option<usize>| {
        let cell = column.and_then(|column| row.get(column));
        cell.map_or("", |cell| cell.trim()).to_owned()
    };
    let starts: Vec<String> = rows.iter().map(|row| cell(row, columns.time)).collect();
    let unit = unit(&starts, columns.ends);
    let mut segments: Vec<Segment> = Vec::new();
    let mut turn_before = String::new();
    let mut n = 0;
    for (row, start) in rows.iter().zip(&starts) {
        let words = cell(row, Some(columns.words));
        if words.is_empty() {
            continue;
        }
        n += 1;
        let label = cell(row, columns.speaker);
        let turn = cell(row, columns.turn);
        let speaker = if label.is_empty() {
            // Whoever spoke goes on.
            segments.last().and_then(|last| last.speaker.clone())
        } else {
            Some(label)
        };
        match segments.last_mut() {
            Some(last) if !turn.is_empty() && turn == turn_before && last.speaker == speaker => {
                append(&mut last.words, &words);
            }
            _ => segments.push(Segment {
                speaker,
                start_ms: milliseconds(start, unit),
                words,
            }),
        }
        turn_before = turn;
    }
    let pieces = columns.turn.map_or(Some(n), |_| None);
    let (transcript, mut warnings) =
        segments::build(segments, Pieces::AreTurns, Vec::new(), options);
    has_words_in_lines(&transcript.text)?;
    if !columns.others.is_empty() {
        let names: Vec<&str> = columns.others.iter().map(String::as_str).collect();
        warnings.insert(
            0,
            Warning {
                kind: "columns-left-out",
                line: None,
                about: shortened(&names),
            },
        );
    }
    Ok(Some(ReadFile {
        transcript,
        format,
        pieces,
        warnings,
        ..ReadFile::default()
    }))
}

/// Milliseconds in one unit of times that are bare numbers.
///
/// Whole numbers beside a column of ends, and whole numbers that no interview lasts in seconds, are
/// milliseconds.
fn unit(starts: &[String], ends: bool) -> f64 {
    const LONGEST: f64 = 43_200.0;
    let numbers: Option<Vec<f64>> = starts
        .iter()
        .filter(|start| !start.is_empty())
        .map(|start| start.parse().ok())
        .collect();
    let whole = starts.iter().all(|start| !start.contains('.'));
    let numbers = numbers.unwrap_or_default();
    let most = numbers.iter().copied().fold(0.0, f64::max);
    if whole && (most > LONGEST || ends && !numbers.is_empty()) {
        1.0
    } else {
        1000.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked before"
)]
fn milliseconds(start: &str, unit: f64) -> Option<u32> {
    if let Some((ms, taken)) = times::mark(start)
        && taken == start.len()
    {
        return Some(ms);
    }
    let ms = start.parse::<f64>().ok()? * unit;
    (0.0..f64::from(u32::MAX))
        .contains(&ms)
        .then(|| ms.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::super::separated;
    use super::*;

    /// Checks the turns, written `time label|words`.
    fn check(text: &str, expected: &[&str]) -> ReadFile {
        assert!(may_have_heads(text), "{text}");
        let table = separated::read(text).unwrap().unwrap();
        let file = read("csv", &table, &ReadOptions::default())
            .unwrap()
            .unwrap();
        let letters: Vec<char> = file.transcript.text.chars().collect();
        let shown: Vec<String> = file
            .transcript
            .turns
            .iter()
            .map(|turn| {
                let span = turn.span.start().0 as usize..turn.span.end().0 as usize;
                let label = turn.speaker.map_or("", |n| {
                    file.transcript.speakers[usize::from(n)].label.as_str()
                });
                let time = turn.time_ms.map_or("-".to_owned(), |ms| ms.to_string());
                format!(
                    "{time} {label}|{}",
                    letters[span].iter().collect::<String>()
                )
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
        file
    }

    #[test]
    fn columns_are_told_by_their_heads() {
        check(
            "TIMECODE\tSPEAKER\tTRANSCRIPT\n00:00:05.000\tINT\tHeute.\n\n00:01:02\tAB\tJa: so.\n",
            &["5000 INT|Heute.", "62000 AB|Ja: so."],
        );
        check(
            "开始时间,说话人,发言内容\n00:05,王主任,\"好，我们开始。\"\n00:09,,继续。\n",
            &["5000 王主任|好，我们开始。", "9000 王主任|继续。"],
        );
        check(
            "Speaker;Text\nKim;Hi\nKim;So\nLee;\n",
            &["- Kim|Hi", "- Kim|So"],
        );
    }

    #[test]
    fn numbers_are_seconds_or_milliseconds() {
        check(
            "start\tend\ttext\n810\t900\ta\n4900\t5000\tb\n",
            &["810 |a", "4900 |b"],
        );
        check(
            "start,speaker,text\n0.81,K,a\n4,K,b\n",
            &["810 K|a", "4000 K|b"],
        );
        check(
            "start,speaker,text\n12,K,a\n90000,K,b\n",
            &["12 K|a", "90000 K|b"],
        );
        check(
            "time,speaker,text\n12,K,a\nlater,L,b\n",
            &["12000 K|a", "- L|b"],
        );
    }

    #[test]
    fn rows_of_one_turn_are_one_and_other_columns_are_named() {
        let file = check(
            "Unnamed,Turn,Speaker,Sentence,Teacher Tag\n0,1,T,One.,a\n1,1,T,Two.,\n2,2,S,Yes.,b\n3,2,T,No.,\n",
            &["- T|One. Two.", "- S|Yes.", "- T|No."],
        );
        assert_eq!(file.warnings[0].kind, "columns-left-out");
        assert_eq!(file.warnings[0].about, "Unnamed, Teacher Tag");
    }

    #[test]
    fn heads_may_stand_below_a_title() {
        check(
            "访谈记录表,,\n,,\n说话人,内容,\n甲,一,\n乙,二,\n",
            &["- 甲|一", "- 乙|二"],
        );
    }

    #[test]
    fn talk_is_no_table() {
        for text in [
            "Kim: time, text, speaker of the house\n",
            "访谈者：您好\n受访者：好\n",
            "a,b\n1,2\n",
        ] {
            assert!(!may_have_heads(text), "{text}");
        }
    }
}
