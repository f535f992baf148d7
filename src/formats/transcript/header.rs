//! The block before the talk: title, date, place, who takes part.
//!
//! Its lines look like turns (`受访者：E01`), so it is found first and its lines are
//! never heads. It is a header only where a key tells so that nobody is called by
//! (`时间`, `Place`), or where the first block of a text holds nothing but roles and
//! short values. The front matter of a Markdown file belongs to it.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::labels::{folded, plausible};
use super::lines::{Line, within};
use super::{roles, times};

/// Lines within which a header ends.
const LONGEST: usize = 60;

/// Folded keys that are no speakers.
const KEYS: &str = "
时间 時間 地点 地點 日期 主题 主題 议题 題目 题目 标题 標題 编号 編號 时长 時長 记录 記錄 记录人 紀錄 整理 整理人 转写 转录 转写人
转录人 校对 校对人 关键词 關鍵詞 關鍵字 关键字 摘要 备注 備註 说明 說明 文件 录音 錄音 錄影 录像 白板 简报 簡報 方式 职务 單位 单位 部门
职业 性别 性別 年龄 年齡 学历 來源 来源 链接 連結 版本 项目 课题 会议名称 会议主题 参会人数 创建者 创建时间 密级 城市 地区 渠道 语言 时段
date place location venue time duration length topic subject title keywords keyword summary summarykeywords note notes interviewno.
interviewno interviewnumber interviewid audiofile audio recorded recording recordedby transcriber transcribedby transcription
transcriptby transcriptionby language project source file filename media podcast gender age occupation position version setting
channel city session guideversion consent categories tags speakers interviewdate interviewtime id
";

/// Endings of folded keys of the same sort (`访谈时间`, `录音日期`).
const KEY_ENDINGS: [&str; 14] = [
    "时间",
    "時間",
    "日期",
    "地点",
    "地點",
    "编号",
    "編號",
    "时长",
    "時長",
    "主题",
    "方式",
    "名称",
    "关键词",
    "单位",
];

/// Folded keys whose value names voices, beside the words for roles.
const TAKING_PART: &str = "
参与者 参加者 参加人 参与人 参会人 参会人员 与会 与会者 与会人 与会人员 出席 出席者 出席人 在场 在场人 列席 說話人 说话人 发言人 發言人 访谈对象 對象 对象
participants participant attendees present speakers speaker interviewers interviewees respondents guests
";

/// The header of a transcript.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Index of the line after it.
    pub end: usize,
    /// Keys and values in order.
    pub fields: Vec<(String, String)>,
    /// Folded names that it gives.
    pub named: HashSet<String>,
}

/// Whether a folded label is a key of headers and nobody's name.
pub(super) fn is_key(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| KEYS.split_whitespace().collect());
    WORDS.contains(word) || KEY_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Finds the header; an empty one where there is none.
pub(super) fn find(lines: &[Line<'_>]) -> Header {
    let mut header = front_matter(lines);
    let from = header.end;
    let mut after_last_key = from;
    let mut pending: Vec<(usize, String, String)> = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut prose = 0;
    let mut n = from;
    while n < lines.len().min(from + LONGEST) {
        match sort(lines, n) {
            Sort::Blank => {}
            Sort::Other => {
                prose += 1;
                if prose > 8 {
                    break;
                }
            }
            Sort::Speech => break,
            Sort::Maybe(key, value) => pending.push((n, key, value)),
            Sort::Date(date, length) => {
                fields.append(&mut taken(&mut pending, n));
                fields.push(("时间".to_owned(), date));
                fields.push(("时长".to_owned(), length));
                after_last_key = n + 1;
            }
            Sort::Key(key, value, last) => {
                fields.append(&mut taken(&mut pending, n));
                fields.push((key, value));
                after_last_key = last + 1;
                n = last;
            }
        }
        n += 1;
    }
    if after_last_key == from {
        let block = roles_only(lines, from);
        after_last_key = block.last().map_or(from, |(n, _, _)| n + 1);
        pending = block;
    }
    // Lines that follow the last key without a blank line belong to it.
    for (n, key, value) in pending {
        if n < after_last_key {
            fields.push((key, value));
        } else if n == after_last_key {
            fields.push((key, value));
            after_last_key += 1;
        }
    }
    header.end = after_last_key;
    header.fields.append(&mut fields);
    for (key, value) in &header.fields {
        let word = folded(key);
        let takes_part = TAKING_PART.split_whitespace().any(|part| part == word);
        if takes_part || roles::alone(key).is_some() {
            header.named.extend(names(value));
        }
    }
    header
}

/// What a line of the header may be.
enum Sort {
    Blank,
    /// A key that is nobody's name, its value, and the line the value ends on.
    Key(String, String, usize),
    /// A key and a short value, such as a role and a name.
    Maybe(String, String),
    /// The date line of a recogniser's export, with the length.
    Date(String, String),
    /// A title or a remark.
    Other,
    /// Somebody talks.
    Speech,
}

fn sort(lines: &[Line<'_>], n: usize) -> Sort {
    let words = lines[n].words;
    if words.is_empty() {
        return Sort::Blank;
    }
    if let Some((date, length)) = words.split_once('|')
        && date.starts_with(|c: char| c.is_ascii_digit())
        && length.contains(['分', '秒', '时'])
        && words.len() < 120
    {
        return Sort::Date(date.trim().to_owned(), length.trim().to_owned());
    }
    if matches!(words, "SUMMARY KEYWORDS" | "SPEAKERS") {
        // The head of an export of Otter, its list on the next line.
        let value = lines.get(n + 1).map_or("", |line| line.words);
        return Sort::Key(words.to_owned(), value.to_owned(), n + 1);
    }
    let Some((key, value)) = pair(words) else {
        let stamped = words.len() < 120 && times::mark_at_end(words).is_some();
        return if stamped || words.chars().take(121).count() > 120 {
            Sort::Speech
        } else {
            Sort::Other
        };
    };
    if is_key(&folded(key)) {
        if !value.is_empty() {
            return Sort::Key(key.to_owned(), value.to_owned(), n);
        }
        let next = lines.get(n + 1).map_or("", |line| line.words);
        return if next.is_empty() || pair(next).is_some() {
            Sort::Key(key.to_owned(), String::new(), n)
        } else {
            Sort::Key(key.to_owned(), next.to_owned(), n + 1)
        };
    }
    if is_short(value) {
        Sort::Maybe(key.to_owned(), value.to_owned())
    } else if roles::in_lexicon(key) || value.is_empty() {
        Sort::Speech
    } else {
        Sort::Other
    }
}

/// Fields before line `n`, taken out of those in doubt.
fn taken(pending: &mut Vec<(usize, String, String)>, n: usize) -> Vec<(String, String)> {
    let (before, after): (Vec<_>, Vec<_>) = pending.drain(..).partition(|(line, _, _)| *line < n);
    *pending = after;
    before
        .into_iter()
        .map(|(_, key, value)| (key, value))
        .collect()
}

/// Key and value of a line such as `- **时间**：上午`, `（地点：会议室）` or a row of two cells.
fn pair(words: &str) -> Option<(&str, &str)> {
    let mut words = words.trim_start_matches(['>', '-', '*', '•', '#', ' ', '\u{3000}']);
    if let Some(inner) = words
        .strip_prefix(['（', '('])
        .and_then(|inner| inner.strip_suffix(['）', ')']))
    {
        words = inner;
    }
    let near = within(words, 120);
    let (at, sign) = near
        .char_indices()
        .find(|(_, c)| times::is_colon(*c) || *c == '\t')?;
    let key = words[..at].trim_matches(['*', '_', ' ', '【', '】', '\u{3000}']);
    let value = words[at + sign.len_utf8()..]
        .trim_start_matches(['*', '_', ':', '：'])
        .trim();
    plausible(key).then_some((key, value))
}

/// Whether a value is one of a form rather than something said.
fn is_short(value: &str) -> bool {
    let sentence = value.ends_with(['。', '？', '！', '…', '?', '!']);
    !value.is_empty() && !sentence && value.chars().take(61).count() <= 60
}

/// Words under which somebody is asked or answers and nobody is introduced.
const EXCHANGE: [&str; 8] = ["问", "答", "問", "访", "受", "q", "a", "i"];

/// Whether a value is what a person is called in a form: `李某`, `E04`, `王某（主任）`, `Kim Park`.
fn is_name(value: &str) -> bool {
    let name = value.split(['（', '(']).next().unwrap_or(value).trim();
    let n_chars = name.chars().count();
    let anonymous = name.contains(['某', '×', 'X']) || name.contains(|c: char| c.is_ascii_digit());
    let western = name
        .split(' ')
        .all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    (1..=25).contains(&n_chars) && (anonymous || western || n_chars <= 3)
}

/// A first block that holds nothing but roles with a name each, before a blank line.
///
/// One line alone introduces somebody only where the talk goes by other labels.
fn roles_only(lines: &[Line<'_>], from: usize) -> Vec<(usize, String, String)> {
    let Some(first) = (from..lines.len().min(from + 6))
        .find(|n| pair(lines[*n].words).is_some_and(|(key, _)| roles::alone(key).is_some()))
    else {
        return Vec::new();
    };
    let mut block: Vec<(usize, String, String)> = Vec::new();
    let mut seen = HashSet::new();
    for (n, line) in lines.iter().enumerate().skip(first) {
        if line.is_blank() {
            let again = |label: &str| {
                lines[n..]
                    .iter()
                    .any(|line| pair(line.words).is_some_and(|(key, _)| key == label))
            };
            let alone = matches!(block.as_slice(), [(_, label, _)] if again(label));
            return if alone { Vec::new() } else { block };
        }
        let Some((key, value)) = pair(line.words) else {
            return Vec::new();
        };
        let named = is_short(value)
            && value.split(['、', '/']).all(is_name)
            && !value.contains(['我', '你', '您', '好', '，', ',', '.'])
            && !value.ends_with(['吧', '吗', '呢', '啊', '了', '的']);
        let exchange = EXCHANGE.contains(&folded(key).as_str());
        if exchange || roles::alone(key).is_none() || !named || !seen.insert(key) {
            return Vec::new();
        }
        block.push((n, key.to_owned(), value.to_owned()));
    }
    Vec::new()
}

/// The fields between two lines of three hyphens at the very start.
fn front_matter(lines: &[Line<'_>]) -> Header {
    let mut header = Header::default();
    if lines.first().is_none_or(|line| line.words != "---") {
        return header;
    }
    let Some(end) = (1..lines.len().min(400)).find(|n| matches!(lines[*n].words, "---" | "..."))
    else {
        return header;
    };
    for line in &lines[1..end] {
        if let Some(item) = line.words.strip_prefix("- ") {
            if let Some((_, value)) = header.fields.last_mut() {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(item.trim_matches(['"', '\'', ' ']));
            }
        } else if let Some((key, value)) = line.words.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'', '[', ']']);
            header
                .fields
                .push((key.trim().to_owned(), value.to_owned()));
        }
    }
    header.end = end + 1;
    header
}

/// Folded names in a value: `E08、E09（机构）` gives two.
fn names(value: &str) -> impl Iterator<Item = String> {
    value
        .split(['、', '，', ',', ';', '；', '/', '|'])
        .map(|name| name.split(['（', '(']).next().unwrap_or(name).trim())
        .filter(|name| plausible(name))
        .map(folded)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    /// Checks the line after the header and its fields, written `key=value`.
    fn check(text: &str, end: usize, fields: &[&str]) {
        let header = find(&lines(text, &[]));
        let shown: Vec<String> = header
            .fields
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(shown, fields, "{text}");
        assert_eq!(header.end, end, "{text}");
    }

    #[test]
    fn a_block_with_a_date_is_a_header_roles_included() {
        check(
            "访谈01\n时间：2026-03-12\n受访者：E01（学者）\n访谈员：甲\n\n问：您好。\n答：好。",
            4,
            &["时间=2026-03-12", "受访者=E01（学者）", "访谈员=甲"],
        );
        check(
            "# 访谈03：学者\n\n- 访谈员：甲\n- 地点：广州\n- 说明：示例，虚构。\n\n**访谈者**：请说。",
            5,
            &["访谈03=学者", "访谈员=甲", "地点=广州", "说明=示例，虚构。"],
        );
        check(
            "时间\t2026-04-22\n受访者\tE04\n\n访：好。",
            2,
            &["时间=2026-04-22", "受访者=E04"],
        );
    }

    #[test]
    fn a_recogniser_writes_date_and_keywords() {
        check(
            "2026年6月2日 下午 5:51|14分钟 43秒\n\n关键词:\n网格、协商\n\n文字记录:\n\n说话人 1 00:00 \n好。",
            4,
            &[
                "时间=2026年6月2日 下午 5:51",
                "时长=14分钟 43秒",
                "关键词=网格、协商",
            ],
        );
    }

    #[test]
    fn roles_with_names_before_a_blank_line_are_a_header() {
        check(
            "访谈员：李某\n受访者：王某（主任）\n\n访谈员：请说。",
            2,
            &["访谈员=李某", "受访者=王某（主任）"],
        );
        check("问：您在吗\n答：在\n问：好。", 0, &[]);
        check("访谈员：李某\n\n问：请说。\n答：好。", 1, &["访谈员=李某"]);
    }

    #[test]
    fn a_first_exchange_without_full_stops_is_talk() {
        check(
            "访谈者：请谈谈交通\n\n受访者：您好。\n\n访谈者：开始吧。",
            0,
            &[],
        );
        check("问：半角\n答：半角答\n\n问：后面\n答：还有", 0, &[]);
        check("问：新版本\n答：新的", 0, &[]);
        check(
            "访谈者：开始吧\n受访者：堵车\n\n访谈者：嗯。\n受访者：对。",
            0,
            &[],
        );
    }

    #[test]
    fn talk_is_no_header() {
        check("访谈者：您好。\n受访者：您好。\n时间：不够。", 0, &[]);
    }

    #[test]
    fn front_matter_is_taken_with_its_lists() {
        check(
            "---\ntitle: Talk\nspeakers:\n  - Adam G\n  - Kim\n---\nAdam G: Hi.",
            6,
            &["title=Talk", "speakers=Adam G, Kim"],
        );
        let header = find(&lines("---\nspeakers:\n - Adam G\n---\n", &[]));
        assert!(header.named.contains("adamg"));
    }
}
