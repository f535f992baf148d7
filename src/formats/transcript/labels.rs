//! What may be a speaker's label and what may not.
//!
//! A label is short, has a letter and no punctuation of sentences. Whether a text
//! that looks like one *is* one depends on how often it comes back, and, where it
//! is seen once, on whether it reads like a name.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest label, in characters.
pub(super) const LONGEST: usize = 40;

/// Words that stand before a colon in prose, and marks of transcripts that are nobody's name. Folded.
const NOT_SPEAKERS: &str = "
例如 比如 譬如 注 注意 备注 備註 附注 说明 說明 问题 問題 答案 优点 缺点 優點 缺點 结论 結論 原因 总结 小结 首先 其次 再次 最后
第一 第二 第三 另外 此外 所以 因此 但是 不过 图 表 附 附件 附录 提示 定义 目的 方法 方案 任务 程序 高度 常见 金额 要求 结果
背景 目标 内容 建议 对策 措施 意见 现状 成效 特点 举例 案例 参考 来源 关键 重点 难点 具体 包括 如下 文字记录 文字紀錄 转写 正文
逐字稿 访谈内容 访谈记录 訪談內容 访谈正文 全文 记录正文 提问环节 责任单位 牵头单位 负责单位 一是 二是 三是 即 是 就是 也就是说 换句话说
note notes example examples question questions answer answers update updates first second third finally summary conclusion
transcript details background results warning caution edit source sources references abstract chapter part section figure table
break 休息 中场休息 step for that is 舉例來說 举例来说 具體回應 投票結果 投票结果 e.g. i.e. including however also so and but or well remember http https ftp mailto www podcast video link
";

/// Stage notes that stand in brackets where a label might. Folded.
const NOTES: &str = "
笑 众笑 大笑 停顿 沉默 听不清 录音中断 手机响 掌声 鼓掌 叹气 哭 咳嗽 重叠 中断 略 暂停 静默 无声 音乐 笑声 語音不清 聽不清
laughter laughs laugh laughing inaudible crosstalk pause silence music applause unintelligible overlap sigh cough noise break 休息 中场休息 中場休息
";

/// Family names that make a short word before a colon a person's.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭葉蘇呂盧鍾譚陸賈鄒龍賀顧萬錢嚴";

/// What follows a name when a person is addressed.
const TITLES: &[&str] = &[
    "主任",
    "书记",
    "局长",
    "处长",
    "科长",
    "老师",
    "教授",
    "先生",
    "女士",
    "小姐",
    "委员",
    "議員",
    "议员",
    "委員",
    "同学",
    "同學",
    "经理",
    "經理",
    "站长",
    "镇长",
    "村长",
    "校长",
    "院长",
    "所长",
    "队长",
    "部长",
    "市长",
    "区长",
    "律师",
    "医生",
    "阿姨",
    "大爷",
    "大妈",
    "大叔",
    "大哥",
    "大姐",
    "师傅",
    "组长",
    "处",
    "总",
    "工",
    "博士",
    "研究员",
    "秘书",
    "秘书长",
    "代表",
    "记者",
    "社工",
    "网格员",
    "居民",
    "村民",
    "业主",
    "志愿者",
    "负责人",
    "干事",
    "总干事",
    "主席",
    "老師",
    "局長",
    "處長",
    "部長",
    "院長",
];

/// The label without what differs between two ways to type it: case, width, spaces.
pub(super) fn folded(label: &str) -> String {
    label
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(|c| {
            let narrow = match c {
                '！'..='～' => {
                    char::from_u32(c as u32 - '！' as u32 + u32::from(b'!')).unwrap_or(c)
                }
                _ => c,
            };
            narrow.to_lowercase()
        })
        .collect()
}

/// Whether a text before a colon, in brackets or on a line of its own can be a label at all.
pub(super) fn plausible(label: &str) -> bool {
    let Some(first) = label.chars().next() else {
        return false;
    };
    if !first.is_alphanumeric() && !matches!(first, '[' | '×' | '□' | '＿' | '_') {
        return false;
    }
    let (mut n, mut letters, mut han, mut words, mut depth) = (0, 0, 0, 1, 0_u32);
    for c in label.chars() {
        n += 1;
        match c {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth = depth.saturating_sub(1),
            '。' | '！' | '!' | '；' | ';' | '"' | '“' | '”' | '《' | '》' | '…' | '「' | '」'
            | '<' | '>' | '=' | '{' | '}' | '*' | '`' | '\\' | '—' | '：' | ':' | '\t' | '【'
            | '】' | '~' | '^' | '%' => return false,
            ',' | '，' if depth == 0 => return false,
            '?' | '？' if label.len() > 8 => return false,
            _ if c.is_control() => return false,
            ' ' | '\u{a0}' | '\u{3000}' => words += 1,
            _ if is_han(c) => {
                letters += 1;
                han += u32::from(depth == 0);
            }
            _ if c.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    n <= LONGEST && letters > 0 && han <= 14 && words <= 7 && !numbering(label)
}

/// `第三条`, `一、…`, `2. …`, `2026年…`: parts of a document or dates.
fn numbering(label: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十百零〇";
    let mut chars = label.chars();
    let first = chars.next();
    let counts = |c: char| NUMERALS.contains(c) || super::times::digit(c).is_some();
    if first == Some('第') {
        return chars.next().is_some_and(counts);
    }
    if !first.is_some_and(counts) {
        return false;
    }
    let rest = label.trim_start_matches(counts);
    let digits = label.len() - rest.len();
    rest.starts_with(['、', '.', '．', '年', '月', '/', '-', ')', '）', '点', '是'])
        || (digits > 2 && label.is_ascii())
}

/// Whether the label is a word of prose or a mark of the transcript, not a voice.
pub(super) fn common_word(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| NOT_SPEAKERS.split_whitespace().collect());
    WORDS.contains(folded)
}

/// Whether the words in brackets are a stage note.
pub(super) fn stage_note(folded: &str) -> bool {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| NOTES.split_whitespace().collect());
    WORDS
        .iter()
        .any(|note| folded == *note || folded.starts_with(note) && !folded.is_ascii())
}

/// Whether a label that is seen once reads like a person's name, title or code.
pub(super) fn like_a_name(label: &str) -> bool {
    let core = label
        .split(['(', '（', '[', '［'])
        .next()
        .unwrap_or(label)
        .trim();
    let n = core.chars().count();
    if core.chars().any(is_han) {
        let family = core
            .chars()
            .next()
            .is_some_and(|c| FAMILY_NAMES.contains(c));
        let title = TITLES.iter().any(|title| core.ends_with(title));
        let lettered = core.ends_with(|c: char| c.is_ascii_alphanumeric());
        return (family && (2..=4).contains(&n))
            || (title && (2..=8).contains(&n))
            || (lettered && n <= 6);
    }
    let words: Vec<&str> = core.split_whitespace().collect();
    let is_code = words.len() == 1
        && n <= 6
        && core.starts_with(|c: char| c.is_ascii_uppercase())
        && core.ends_with(|c: char| c.is_ascii_digit());
    let capital = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase())
            || matches!(
                *word,
                "de" | "da" | "van" | "von" | "der" | "la" | "bin" | "al"
            )
    };
    let shouted = n >= 2 && core.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    is_code || shouted || ((2..=4).contains(&words.len()) && words.iter().all(capital))
}

/// Whether several lower-case words, such as `one thing`, stand where a name should.
pub(super) fn like_a_phrase(label: &str) -> bool {
    let mut words = label.split_whitespace();
    let first_is_low = words
        .next()
        .is_some_and(|word| word.starts_with(|c: char| c.is_lowercase()));
    let more = words.next().is_some();
    let lows = label
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.is_lowercase()))
        .count();
    (first_is_low && more) || lows > 2
}

/// What labels of one kind share: `居民A` and `居民B`, `A` and `C`. Of a folded label; `None` where
/// it doesn't end in what tells one from the next.
pub(super) fn kin(folded: &str) -> Option<&str> {
    let counted = |c: char| c.is_ascii_digit() || "甲乙丙丁戊己庚辛".contains(c);
    let base = folded.trim_end_matches(counted);
    if base.len() < folded.len() {
        return Some(base);
    }
    let base = folded.strip_suffix(|c: char| c.is_ascii_alphabetic())?;
    (!base.ends_with(|c: char| c.is_ascii_alphabetic())).then_some(base)
}

/// Hanzi of any plane.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_titles_codes_and_machine_labels_are_plausible() {
        for label in [
            "访谈者",
            "受访者M03",
            "王委員",
            "古丽·买买提",
            "Dr. Kim",
            "Lan Wei | Acme",
            "S?",
            "SPEAKER_00",
            "说话人 1",
            "[姓名1]",
            "Waxwing (Adam Gibson)",
            "W主任",
            "某某",
            "𠮷田",
            "Q1",
        ] {
            assert!(plausible(label), "{label}");
        }
    }

    #[test]
    fn sentences_numbers_and_structure_are_not() {
        for label in [
            "",
            "12",
            "2026年6月2日",
            "第三条",
            "一、背景",
            "1. Why",
            "（笑）",
            "我说，你听",
            "*a*",
            "https",
            "we said that one of the things was that it",
            "2019-01-01",
        ] {
            assert!(!plausible(label) || common_word(label), "{label}");
        }
    }

    #[test]
    fn kin_differ_in_a_letter_or_number() {
        for (label, expected) in [
            ("居民a", Some("居民")),
            ("甲", Some("")),
            ("b", Some("")),
            ("p3", Some("p")),
            ("kim", None),
            ("王主任", None),
        ] {
            assert_eq!(kin(label), expected, "{label}");
        }
    }

    #[test]
    fn a_name_is_told_from_a_common_noun() {
        for label in [
            "张三",
            "李主任",
            "Kim Park",
            "E01",
            "MF",
            "居民A",
            "Adam van Berg",
        ] {
            assert!(like_a_name(label), "{label}");
        }
        for label in ["最难的", "One thing", "Money", "还有一点"] {
            assert!(!like_a_name(label), "{label}");
        }
    }
}
